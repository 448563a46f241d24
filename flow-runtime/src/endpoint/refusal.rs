//! Everything that is not status 200: what it is logged as and what the phone gets.

use std::error::Error;
use std::fmt::Write as _;

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};

use crate::crypto::{DecryptError, EnvelopeError};
use crate::exchange::Action;
use crate::signature::SignatureError;
use crate::token::{FlowTokenSignatureError, TokenError};
use crate::value::DecodeError;

/// A request that is not answered with status 200.
pub(super) enum Refusal {
    Method,
    Stalled,
    Unreadable,
    TooLarge {
        limit: usize,
    },
    Signature(SignatureError),
    Envelope(EnvelopeError),
    Key(DecryptError),
    /// The message is encrypted for the phone.
    FlowToken {
        cause: TokenFault,
        body: Bytes,
    },
    Malformed(&'static str),
    /// The same request came before this one, and failed or is not done at the deadline.
    Twin(StatusCode),
    Handler(Place, HandlerFault),
}

/// Where in the flow a handler was.
pub(super) struct Place {
    pub(super) action: Action,
    pub(super) screen: Option<String>,
}

pub(super) enum HandlerFault {
    Decode(DecodeError),
    Unhandled,
    Fault(Box<dyn Error + Send + Sync>),
    /// The text of a panic only where it is part of the program: another may quote a person.
    Panic(Option<&'static str>),
    Deadline,
    Oversize {
        bytes: usize,
    },
    Unwritable,
}

pub(super) enum TokenFault {
    Missing,
    Refused(TokenError),
    Signature(FlowTokenSignatureError),
    SignatureMissing,
    Handler,
}

impl Refusal {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Stalled => StatusCode::REQUEST_TIMEOUT,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Signature(_) => code(432),
            Self::Envelope(_) | Self::Key(DecryptError::Refused) => code(421),
            Self::Key(DecryptError::Busy) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Key(DecryptError::Failed(_)) | Self::Malformed(_) | Self::Handler(..) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
            Self::FlowToken { .. } => code(427),
            Self::Twin(status) => *status,
        }
    }

    pub(super) fn log(self, flow: &'static str) -> Self {
        let status = self.status().as_u16();
        match &self {
            Self::Handler(place, fault) => {
                let action = place.action.as_str();
                let screen = place.screen.as_deref().map(shortened);
                let cause = fault.cause();
                tracing::error!(flow, status, action, screen, cause, "a request failed");
            }
            Self::Key(DecryptError::Failed(_)) | Self::Malformed(_) => {
                tracing::error!(flow, status, cause = self.cause(), "a request failed");
            }
            _ => tracing::warn!(flow, status, cause = self.cause(), "a request was refused"),
        }
        self
    }

    pub(super) fn into_response(self) -> Response<Bytes> {
        #[cfg(feature = "testing")]
        let cause = crate::testing::Cause(self.cause());
        let status = self.status();
        #[cfg_attr(not(feature = "testing"), expect(unused_mut, reason = "tests add the cause"))]
        let mut response = match self {
            Self::FlowToken { body, .. } => encrypted(status, body),
            Self::Method => {
                let mut response = empty(status);
                let allow = HeaderValue::from_static("POST");
                response.headers_mut().insert(header::ALLOW, allow);
                response
            }
            _ => empty(status),
        };
        #[cfg(feature = "testing")]
        response.extensions_mut().insert(cause);
        response
    }

    fn cause(&self) -> String {
        match self {
            Self::Method => "the method is not POST".to_owned(),
            Self::Stalled => "the body did not arrive before the deadline".to_owned(),
            Self::Unreadable => "the body broke off".to_owned(),
            Self::TooLarge { limit } => format!("the body is larger than {limit} bytes"),
            Self::Signature(error) => error.to_string(),
            Self::Envelope(error) => error.to_string(),
            Self::Key(DecryptError::Refused) => "no private key opens the AES key; check that the \
                 public key registered for the phone number belongs to this endpoint's private key"
                .to_owned(),
            Self::Key(error) => chain(error),
            Self::FlowToken { cause, .. } => cause.to_string(),
            Self::Malformed(what) => (*what).to_owned(),
            Self::Twin(_) => "the request came twice at once, and its first run failed".to_owned(),
            Self::Handler(_, fault) => fault.cause(),
        }
    }
}

impl HandlerFault {
    fn cause(&self) -> String {
        match self {
            Self::Decode(error) => format!("the payload is not what the flow declares: {error}"),
            Self::Unhandled => "the flow declares no handler for this action on this screen; \
                 is the published flow the one that this service was built with?"
                .to_owned(),
            Self::Fault(error) => chain(error.as_ref()),
            Self::Panic(None) => "the handler panicked".to_owned(),
            Self::Panic(Some(message)) => format!("the handler panicked: {message}"),
            Self::Deadline => "the handler passed the deadline and was dropped".to_owned(),
            Self::Oversize { bytes } => format!(
                "the answer has {bytes} bytes of JSON and Meta takes {} at most; \
                 send fewer or smaller images, or fewer items",
                super::MAX_RESPONSE_BYTES
            ),
            Self::Unwritable => "the answer could not be written as JSON".to_owned(),
        }
    }
}

impl std::fmt::Display for TokenFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => f.write_str("the request has no flow token"),
            Self::Refused(error) => error.fmt(f),
            Self::Signature(error) => error.fmt(f),
            Self::SignatureMissing => f.write_str(
                "the request has no `flow_token_signature`, which a flow of version 7.3 with Data \
                 API 4.0 gets; `require_flow_token_signature(false)` takes it without",
            ),
            Self::Handler => f.write_str("the handler found the flow token invalid"),
        }
    }
}

/// A response with an encrypted body.
pub(super) fn encrypted(status: StatusCode, body: Bytes) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let text = HeaderValue::from_static("text/plain");
    response.headers_mut().insert(header::CONTENT_TYPE, text);
    response
}

fn empty(status: StatusCode) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = status;
    response
}

/// Meta's own status codes. All are in the range that HTTP allows.
fn code(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// An error and its sources in one line.
fn chain(error: &(dyn Error + 'static)) -> String {
    const DEPTH: usize = 16;
    let mut text = error.to_string();
    let sources = std::iter::successors(error.source(), |&error| error.source());
    for source in sources.take(DEPTH) {
        // Writing to a String cannot fail.
        let _ = write!(text, ": {source}");
    }
    text
}

/// The screen comes from outside: a log line is not a place for a long one.
fn shortened(screen: &str) -> &str {
    const LENGTH: usize = 80;
    match screen.char_indices().nth(LENGTH) {
        Some((end, _)) => &screen[..end],
        None => screen,
    }
}
