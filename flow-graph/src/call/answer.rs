//! What came back: an answer, or why there is none.

use std::time::Duration;

use reqwest::{Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::Repeat;
use super::usage::Usage;
use crate::access_token::AccessToken;
use crate::error::{Envelope, Error, ErrorKind, GraphError, GraphErrorSource};

/// No error of the Graph API that comes with a status of success is longer, in bytes.
const LONGEST_ERROR: usize = 64 * 1024;

/// An answer that was read whole.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    body: Vec<u8>,
    /// How long Meta says to wait before the next call.
    pub(super) pause: Option<Duration>,
    /// Whether a limit of the business is used up, so that what was refused was refused for it.
    limited: bool,
}

/// Why an answer could not be read whole.
pub(super) enum Fault {
    TooLarge,
    Cut(reqwest::Error),
}

/// An attempt that failed.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: Error,
    pub(super) cause: Cause,
    pub(super) pause: Option<Duration>,
}

/// What an attempt failed of, as far as it matters for the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// No connection was made, so nothing was sent.
    NotSent,
    /// Refused for being one of too many.
    RateLimit,
    /// Refused for being one of too many to the same person.
    PairRateLimit,
    /// It may have taken effect.
    Unclear,
    /// Refused, and it would be again.
    Final,
}

impl Answer {
    pub(super) async fn read(mut response: Response, limit: usize) -> Result<Self, Fault> {
        let status = response.status();
        let usage = Usage::read(response.headers());
        let (pause, limited) = (usage.pause(), usage.is_limited());
        let announced = response.content_length().and_then(|length| usize::try_from(length).ok());
        if announced.is_some_and(|length| length > limit) {
            return Err(Fault::TooLarge);
        }
        let mut body = Vec::with_capacity(announced.unwrap_or_default());
        while let Some(chunk) = response.chunk().await.map_err(Fault::Cut)? {
            if body.len() + chunk.len() > limit {
                return Err(Fault::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Self { status, body, pause, limited })
    }

    /// Takes an answer that is not an error.
    pub(super) fn accept(
        self,
        call: &'static str,
        repeat: Repeat,
        token: &AccessToken,
    ) -> Result<Self, Failure> {
        let success = self.status.is_success();
        // An answer that holds much is not an error; most are short enough to be read twice.
        let envelope = if success && self.body.len() > LONGEST_ERROR {
            None
        } else {
            Envelope::read(&self.body, success)
        };
        // Whatever the status is, an error is not an answer: many of the keys of one may be absent.
        if success && envelope.is_none() {
            return Ok(self);
        }
        let status = self.status.as_u16();
        let changes = repeat == Repeat::WhenRefused;
        let pause = self.pause;
        let Some(envelope) = envelope else {
            let cause = Cause::of_status(status, self.limited);
            let unclear = changes && cause == Cause::Unclear;
            let limited = cause == Cause::RateLimit;
            let error = Error::Status { call, status, retry_after: pause, limited, unclear };
            return Err(Failure { error, cause, pause });
        };
        let source = GraphErrorSource {
            call,
            status,
            retry_after: pause,
            limited: self.limited,
            changes,
            token,
        };
        let error = GraphError::new(envelope, &source);
        let cause = Cause::of_error(&error);
        Err(Failure { error: Error::Graph(Box::new(error)), cause, pause })
    }

    pub(super) fn decode<T: DeserializeOwned>(
        &self,
        call: &'static str,
        repeat: Repeat,
    ) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|error| {
            // The words of serde_json quote the body, so only the place is kept.
            let what = match error.classify() {
                Category::Data => "its JSON has not the keys that Meta documents",
                Category::Syntax | Category::Eof | Category::Io => "it is not JSON",
            };
            let what = format!("{what} (line {}, column {})", error.line(), error.column());
            Error::Decode { call, what, unclear: repeat == Repeat::WhenRefused }
        })
    }

    pub(super) fn text(self, call: &'static str) -> Result<String, Error> {
        String::from_utf8(self.body).map_err(|_| Error::Decode {
            call,
            what: "it is not UTF-8".to_owned(),
            unclear: false,
        })
    }
}

impl Failure {
    pub(super) fn of(error: Error) -> Self {
        Self { error, cause: Cause::Final, pause: None }
    }

    pub(super) fn transport(
        call: &'static str,
        error: reqwest::Error,
        repeat: Repeat,
        after: Duration,
    ) -> Self {
        let cause = match () {
            () if error.is_connect() => Cause::NotSent,
            () if error.is_builder() || error.is_redirect() => Cause::Final,
            () => Cause::Unclear,
        };
        let unclear = cause == Cause::Unclear && repeat == Repeat::WhenRefused;
        let error = if error.is_timeout() && cause == Cause::Unclear {
            Error::Timeout { call, after, unclear }
        } else {
            Error::Transport { call, unclear, source: error.without_url().into() }
        };
        Self { error, cause, pause: None }
    }

    /// Whether others would be refused as well.
    pub(super) fn concerns_everyone(&self) -> bool {
        self.cause == Cause::RateLimit
    }
}

impl Cause {
    fn of_status(status: u16, limited: bool) -> Self {
        match status {
            429 => Self::RateLimit,
            400..500 if limited => Self::RateLimit,
            500.. => Self::Unclear,
            _ => Self::Final,
        }
    }

    fn of_error(error: &GraphError) -> Self {
        match () {
            () if error.kind == ErrorKind::PairRateLimit => Self::PairRateLimit,
            // Sending on at once would make the number's standing worse.
            () if error.kind == ErrorKind::SpamLimit && error.retry_after.is_none() => Self::Final,
            () if error.is_rate_limit() => Self::RateLimit,
            () if error.is_server_fault() => Self::Unclear,
            () => Self::Final,
        }
    }
}
