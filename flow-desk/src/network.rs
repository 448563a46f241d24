//! The way from the desk to a service: its endpoint and its webhook.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use flow_runtime::testing::BoxError;
use http_body::Body;
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, Response};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use tokio::runtime::Handle;
use tower_service::Service;

type Soon<T> = Pin<Box<dyn Future<Output = T> + Send>>;
type Answer = Result<Response<Full<Bytes>>, BoxError>;

/// The way to a service, whatever client or service it is.
///
/// ```
/// // Plain HTTP, for a service on this machine:
/// let network = flow_desk::Network::http();
/// // A service in this process needs no port: `Network::new(router)`.
/// # let _ = network;
/// ```
#[derive(Clone)]
pub struct Network(Arc<dyn Fn(Request<Full<Bytes>>) -> Soon<Answer> + Send + Sync>);

impl Network {
    /// Over HTTP without TLS.
    #[must_use]
    pub fn http() -> Self {
        Self::new(Client::builder(TokioExecutor::new()).build_http())
    }

    /// Over a client with TLS, or to a service in this process, which is called with the whole URI.
    pub fn new<S, B>(service: S) -> Self
    where
        S: Service<Request<Full<Bytes>>, Response = Response<B>> + Clone + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        B: Body + Send + 'static,
        B::Data: Send,
        B::Error: Into<BoxError>,
    {
        Self(Arc::new(move |request| {
            let mut service = service.clone();
            Box::pin(async move {
                poll_fn(|cx| service.poll_ready(cx)).await.map_err(Into::into)?;
                let (head, body) = service.call(request).await.map_err(Into::into)?.into_parts();
                let body = body.collect().await.map_err(Into::into)?.to_bytes();
                Ok(Response::from_parts(head, Full::new(body)))
            })
        }))
    }

    /// Makes every call on these threads: a pooled connection ends with the runtime that opened it.
    pub(crate) fn on(self, handle: Handle) -> Self {
        Self(Arc::new(move |request| {
            let call = handle.spawn((self.0)(request));
            Box::pin(async move { call.await.map_err(|_| "the desk is cleared")? })
        }))
    }

    pub(crate) async fn call(&self, request: Request<Full<Bytes>>) -> Answer {
        (self.0)(request).await
    }
}

impl Service<Request<Full<Bytes>>> for Network {
    type Response = Response<Full<Bytes>>;
    type Error = BoxError;
    type Future = Soon<Answer>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Full<Bytes>>) -> Self::Future {
        (self.0)(request)
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Network(..)")
    }
}
