//! The webhook as a tower service: Meta's verification, and its reports one by one to a handler.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header};
use http_body::Body;
use http_body_util::Full;
use tokio::time::timeout;

use super::{Event, MAX_BODY_BYTES, Webhook};
use crate::body::{self, BodyError};
use crate::signature;

/// How long a body may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(10);

/// What a handler of events returns: nothing, or a [`Result`] whose error asks Meta to deliver again.
///
/// It is implemented for `()` and for every `Result<(), E>` whose error can be shown.
pub trait Received: Send {
    /// The text of the error, where the event was not taken.
    ///
    /// # Errors
    ///
    /// Where the handler returned one.
    fn received(self) -> Result<(), String>;
}

impl Received for () {
    fn received(self) -> Result<(), String> {
        Ok(())
    }
}

impl<E: fmt::Display + Send> Received for Result<(), E> {
    fn received(self) -> Result<(), String> {
        // The causes too, as far as the error's alternate form has them.
        self.map_err(|error| format!("{error:#}"))
    }
}

/// A [`Webhook`] that a router can mount. Made by [`Webhook::service`].
///
/// | status | when |
/// | --- | --- |
/// | 200 | every event of the delivery was taken, or the verification succeeded |
/// | 400 | the body broke off, or is not a report |
/// | 401 | the delivery is not signed by Meta |
/// | 403 | the verification failed |
/// | 405 | the method is neither GET nor POST |
/// | 408 | the body did not arrive within ten seconds |
/// | 413 | the body is larger than [`MAX_BODY_BYTES`] |
/// | 500 | the handler returned an error: Meta delivers all of it again |
///
/// It is cheap to clone. What is refused is logged with `tracing`, without a person's data.
pub struct WebhookService<H> {
    inner: Arc<Inner<H>>,
}

struct Inner<H> {
    webhook: Webhook,
    handler: H,
}

impl Webhook {
    /// Serves the webhook: a [`tower` service](tower_service::Service) that answers Meta's verification
    /// and gives every event of a delivery to the handler, one after the other.
    ///
    /// The handler returns nothing, or a [`Result`] whose error is answered with status 500, so that
    /// Meta delivers again. A delivery is repeated as a whole, so an event that was taken may come again:
    /// keep [`message_id`](super::Reply::message_id) and pass over what is known. Answer within seconds;
    /// what takes longer goes into a queue.
    ///
    /// ```
    /// use flow_runtime::webhook::{EventKind, Webhook};
    ///
    /// # fn mount(app_secret: &str) -> axum::Router {
    /// let webhook = Webhook::new("my verify token", app_secret);
    /// let reports = webhook.clone().service(move |event| {
    ///     let webhook = webhook.clone();
    ///     async move {
    ///         if let EventKind::Reply(reply) = event.kind {
    ///             // `webhook.completion::<Account>(&reply)` reads it as a flow's completion.
    ///             println!("{} has come", reply.message_id);
    ///         }
    ///         std::io::Result::Ok(())
    ///     }
    /// });
    /// axum::Router::new().route_service("/webhook", reports)
    /// # }
    /// ```
    pub fn service<H, F>(self, handler: H) -> WebhookService<H>
    where
        H: Fn(Event) -> F + Send + Sync + 'static,
        F: Future + Send,
        F::Output: Received,
    {
        WebhookService { inner: Arc::new(Inner { webhook: self, handler }) }
    }
}

impl<H, F> Inner<H>
where
    H: Fn(Event) -> F + Send + Sync + 'static,
    F: Future + Send,
    F::Output: Received,
{
    async fn answer<B: Body>(&self, request: Request<B>) -> Response<Full<Bytes>> {
        let (head, body) = request.into_parts();
        match head.method {
            Method::GET => self.verify(head.uri.query().unwrap_or_default()),
            Method::POST => status(self.receive(&head.headers, body).await),
            _ => {
                let mut response = status(StatusCode::METHOD_NOT_ALLOWED);
                let allow = HeaderValue::from_static("GET, POST");
                response.headers_mut().insert(header::ALLOW, allow);
                response
            }
        }
    }

    fn verify(&self, query: &str) -> Response<Full<Bytes>> {
        match self.webhook.verify(query) {
            Ok(challenge) => {
                let mut response = Response::new(Full::from(challenge));
                let text = HeaderValue::from_static("text/plain; charset=utf-8");
                response.headers_mut().insert(header::CONTENT_TYPE, text);
                // A browser that is led here must not read the text as a page.
                let options = HeaderValue::from_static("nosniff");
                response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, options);
                response
            }
            Err(error) => {
                tracing::warn!(%error, "a verification of the webhook was refused");
                status(StatusCode::FORBIDDEN)
            }
        }
    }

    async fn receive<B: Body>(&self, headers: &HeaderMap, body: B) -> StatusCode {
        let body = match timeout(ARRIVAL, body::read(body, MAX_BODY_BYTES)).await {
            Ok(Ok(body)) => body,
            Ok(Err(BodyError::TooLarge)) => return StatusCode::PAYLOAD_TOO_LARGE,
            Ok(Err(BodyError::Unreadable)) => return StatusCode::BAD_REQUEST,
            Err(_) => return StatusCode::REQUEST_TIMEOUT,
        };
        let signature = headers.get(signature::HEADER).map(HeaderValue::as_bytes);
        let events = match self.webhook.receive(signature, &body) {
            Ok(events) => events,
            Err(error) => {
                tracing::warn!(%error, "a delivery to the webhook was refused");
                return error.status();
            }
        };
        for event in events {
            if let Err(error) = (self.handler)(event).await.received() {
                tracing::error!(error, "an event of the webhook was not taken");
                return StatusCode::INTERNAL_SERVER_ERROR;
            }
        }
        StatusCode::OK
    }
}

fn status(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::default();
    *response.status_mut() = status;
    response
}

impl<H, F, B> tower_service::Service<Request<B>> for WebhookService<H>
where
    H: Fn(Event) -> F + Send + Sync + 'static,
    F: Future + Send,
    F::Output: Received,
    B: Body + Send + 'static,
    B::Data: Send,
{
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let inner = Arc::clone(&self.inner);
        Box::pin(async move { Ok(inner.answer(request).await) })
    }
}

impl<H> Clone for WebhookService<H> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

impl<H> fmt::Debug for WebhookService<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookService").finish_non_exhaustive()
    }
}
