//! The way to the endpoint, whatever service it is.

use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;
use flow_player::{Program, Reply, Request as Asked, TIMEOUT};
use http::{Request, Response, StatusCode};
use http_body::Body;
use http_body_util::Full;
use serde_json::Value;
use tower_service::Service;

use super::Mischief;
use crate::testing::client::BoxError;
use crate::testing::{Answer, Client, Error, Exchange};

type Answering<'a> = Pin<Box<dyn Future<Output = Result<Answer, Error>> + Send + 'a>>;
type Sending<'a> = Pin<Box<dyn Future<Output = Result<Exchange, Error>> + Send + 'a>>;

/// An endpoint and what every request to it carries.
pub(super) trait Line: Send + Sync {
    fn payload(&self, action: &str, screen: &str, data: Value) -> Value;
    fn send<'a>(&'a mut self, payload: &'a Value) -> Sending<'a>;
    fn submit<'a>(&'a mut self, payload: &'a Value) -> Answering<'a>;
    fn token(&self) -> Option<&str>;
}

impl<S, B> Line for Client<S>
where
    S: Service<Request<Full<Bytes>>, Response = Response<B>> + Send + Sync + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<BoxError>,
{
    fn payload(&self, action: &str, screen: &str, data: Value) -> Value {
        Client::payload(self, action, Some(screen), Some(data))
    }

    fn send<'a>(&'a mut self, payload: &'a Value) -> Sending<'a> {
        Box::pin(self.exchange(payload))
    }

    fn submit<'a>(&'a mut self, payload: &'a Value) -> Answering<'a> {
        Box::pin(Client::send(self, payload))
    }

    fn token(&self) -> Option<&str> {
        Client::token(self)
    }
}

/// One request of the phone and what came of it, in clear.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Round {
    /// The request, before it was encrypted.
    pub request: Value,
    /// The status of the answer; `None` where none came.
    pub status: Option<StatusCode>,
    /// The decrypted answer, of status 200 and 427.
    pub answer: Option<Value>,
    /// What went wrong: the endpoint's own cause where it runs in this process, else what the phone
    /// has seen. `None` where nothing did.
    pub cause: Option<String>,
}

impl Round {
    /// Sends a request, and reads what comes as a phone does.
    pub(super) async fn send(
        line: &mut dyn Line,
        request: &Asked,
        mischief: Option<Mischief>,
    ) -> (Self, Reply) {
        let payload =
            line.payload(request.action.as_str(), &request.screen, request.data.clone().into());
        let mut round = Self { request: payload, status: None, answer: None, cause: None };
        let mischief = match mischief {
            Some(mischief) if !mischief.reaches() => {
                let reply = mischief.reply();
                round.cause = Some(format!("{mischief:?}, as the test wants it"));
                round.note(&reply);
                return (round, reply);
            }
            other => other,
        };
        let sent = tokio::time::timeout(TIMEOUT, line.send(&round.request)).await;
        let reply = match sent {
            Err(_) => {
                round.cause = Some("no answer within ten seconds".to_owned());
                Reply::TimedOut
            }
            Ok(Err(error)) => {
                round.cause = Some(chain(&error));
                Reply::Unreachable
            }
            Ok(Ok(exchange)) => round.read(exchange),
        };
        match mischief {
            Some(mischief) => {
                round.cause = Some(format!("{mischief:?}, as the test wants it"));
                (round, mischief.reply())
            }
            None => (round, reply),
        }
    }

    /// A request that the test answers itself.
    pub(super) fn given(request: &Asked, program: &Program, reply: &Reply) -> Self {
        let version = program.data_api_version().unwrap_or_default();
        let request = request.to_json(version, None);
        let mut round = Self { request, status: None, answer: None, cause: None };
        round.note(reply);
        round
    }

    fn read(&mut self, exchange: Exchange) -> Reply {
        self.status = Some(exchange.status);
        self.cause = exchange.cause;
        let clear = match exchange.clear {
            Some(Ok(clear)) => Some(clear),
            Some(Err(error)) => {
                self.cause = Some(chain(&error));
                None
            }
            None => None,
        };
        let reply = match (exchange.status.as_u16(), &clear) {
            (200, Some(clear)) => Reply::Body(clear.to_string()),
            (200, None) => Reply::Unreadable,
            (status, clear) => {
                let said = clear.as_ref().and_then(|clear| clear.get("error_msg")?.as_str());
                Reply::Status(status, said.map(str::to_owned))
            }
        };
        self.answer = clear;
        reply
    }

    /// Notes an answer that no endpoint gave.
    fn note(&mut self, reply: &Reply) {
        match reply {
            Reply::Body(text) => {
                self.status = Some(StatusCode::OK);
                self.answer = serde_json::from_str(text).ok();
            }
            Reply::Status(status, _) => self.status = StatusCode::from_u16(*status).ok(),
            _ => {}
        }
    }
}

/// An error and its sources in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let sources = std::iter::successors(error.source(), |error| error.source());
    sources.fold(error.to_string(), |text, source| format!("{text}: {source}"))
}
