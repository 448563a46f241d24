//! The endpoint: encrypted requests in, encrypted answers out.
//!
//! The order of the checks is the order of the status codes that they give: the size of the body
//! (413), the signature of Meta (432), the envelope and its keys (421), the flow token (427), the
//! handler (200 or 500).

mod builder;
mod guard;
mod memory;
mod notice;
mod refusal;
mod service;
mod steps;
mod wire;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;

use self::memory::{Answered, Memory};
use self::notice::NoticeHook;
use crate::crypto::Decrypt;
use crate::exchange::Dispatch;
use crate::flow::Flow as _;
use crate::signature::AppSecret;
use crate::token::FlowTokens;

pub use self::builder::{BuildError, Builder};
pub use self::notice::{ErrorKey, ErrorNotice};

/// The largest answer that Meta takes: 1 MB of JSON, counted before it is encrypted.
pub const MAX_RESPONSE_BYTES: usize = 1_048_576;

/// Serves one flow: a [`tower` service](tower_service::Service) over a core without input and
/// output.
///
/// It is cheap to clone. With axum it is mounted by `Router::route_service`; anything else that
/// speaks `http` types can call it as a service, or hand it bytes with [`Endpoint::handle`].
///
/// | status | when | body |
/// | --- | --- | --- |
/// | 200 | the request was answered | encrypted |
/// | 400 | the body broke off | none |
/// | 405 | the method is not POST | none |
/// | 408 | the body did not arrive before the deadline | none |
/// | 413 | the body is larger than the limit | none |
/// | 421 | the request cannot be decrypted, whatever the reason | none |
/// | 427 | the flow token is not valid | encrypted message |
/// | 432 | Meta's signature is missing or wrong | none |
/// | 500 | the handler failed, panicked or passed the deadline, or its answer is over 1 MB | none |
/// | 503 | more requests wait for the private key than the queue takes | none |
///
/// The same request that comes again within two minutes is given the same bytes, and the handler is
/// not called again; while it is still being answered, the second waits for the answer of the first
/// ([`Builder::remember_answers`]).
///
/// Every refusal is logged with `tracing`, with its cause and without the person's data. A handler
/// runs inside the request's task: one that blocks its thread cannot be stopped at the deadline, and
/// a panic is contained where the program is built to unwind, as it is by default.
pub struct Endpoint<D> {
    inner: Arc<Inner<D>>,
}

struct Inner<D> {
    dispatch: D,
    keys: Vec<Box<dyn Decrypt>>,
    /// `None`: signatures are not checked.
    app_secrets: Option<Vec<AppSecret>>,
    token_signature: bool,
    tokens: Option<FlowTokens>,
    token_message: String,
    deadline: Duration,
    max_request: usize,
    on_error_notice: Option<NoticeHook>,
    memory: Memory,
}

impl<D: Dispatch> Endpoint<D> {
    /// Starts an endpoint for what `serve` of a flow's module returns.
    pub fn builder(dispatch: D) -> Builder<D> {
        Builder::new(dispatch)
    }

    /// Answers one request, without input and output: the bytes of the body and the value of the
    /// `X-Hub-Signature-256` header in, status, headers and body out.
    ///
    /// The deadline counts from this call. It needs a tokio runtime with time.
    ///
    /// ```
    /// use flow_runtime::{Dispatch, Endpoint, signature};
    /// use http::{HeaderMap, HeaderValue, StatusCode};
    ///
    /// /// For a server of any kind: whatever hands over headers and a body.
    /// async fn answer<D: Dispatch>(
    ///     endpoint: &Endpoint<D>,
    ///     headers: &HeaderMap,
    ///     body: &[u8],
    /// ) -> (StatusCode, bytes::Bytes) {
    ///     let signature = headers.get(signature::HEADER).map(HeaderValue::as_bytes);
    ///     let response = endpoint.handle(signature, body).await;
    ///     (response.status(), response.into_body())
    /// }
    /// ```
    pub async fn handle(&self, signature: Option<&[u8]>, body: &[u8]) -> http::Response<Bytes> {
        self.handle_until(signature, body, Instant::now() + self.inner.deadline).await
    }

    async fn handle_until(
        &self,
        signature: Option<&[u8]>,
        body: &[u8],
        deadline: Instant,
    ) -> http::Response<Bytes> {
        match self.inner.answer(signature, body, deadline).await {
            Ok(Answered { status, body }) => refusal::encrypted(status, body),
            Err(refusal) => refusal.log(D::Flow::NAME).into_response(),
        }
    }
}

impl<D> Clone for Endpoint<D> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

impl<D: Dispatch> fmt::Debug for Endpoint<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("flow", &D::Flow::NAME)
            .field("deadline", &self.inner.deadline)
            .finish_non_exhaustive()
    }
}
