//! The user's service over HTTP, as a tower service: the preview speaks to it as WhatsApp does.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use flow_graph::is_loopback;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use tower_service::Service;

use crate::failure::{Failure, root};

/// Longer than a phone waits, so that the phone gives up first.
const DEADLINE: Duration = Duration::from_secs(15);

/// The largest answer that is read, in bytes; a phone takes 1 MB.
const LONGEST: usize = 8 * 1_048_576;

/// An HTTP client, with TLS.
#[derive(Clone, Debug)]
pub(super) struct Http(reqwest::Client);

impl Http {
    /// A client for services on this machine or elsewhere.
    pub(super) fn new(url: &str) -> Result<Self, Failure> {
        let http = reqwest::Client::builder()
            .timeout(DEADLINE)
            .redirect(reqwest::redirect::Policy::none());
        // What is on this machine is not reached through a proxy.
        let http = if is_loopback(url) { http.no_proxy() } else { http };
        http.build()
            .map(Self)
            .map_err(|error| Failure::new(format!("no HTTP client can be made: {}", root(&error))))
    }
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

impl Service<Request<Full<Bytes>>> for Http {
    type Response = Response<Full<Bytes>>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Full<Bytes>>) -> Self::Future {
        let client = self.0.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await?.to_bytes();
            let request =
                client.request(head.method, head.uri.to_string()).headers(head.headers).body(body);
            let mut response = request.send().await.map_err(reqwest::Error::without_url)?;
            let mut received = Vec::new();
            while let Some(chunk) = response.chunk().await.map_err(reqwest::Error::without_url)? {
                received.extend_from_slice(&chunk);
                if received.len() > LONGEST {
                    return Err("the answer has more than 8 MB, and was not read on".into());
                }
            }
            let mut answer = Response::new(Full::new(Bytes::from(received)));
            *answer.status_mut() = response.status();
            *answer.headers_mut() = response.headers().clone();
            Ok(answer)
        })
    }
}
