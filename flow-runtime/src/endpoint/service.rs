//! The endpoint as a tower service: reads the body, with a limit and a deadline.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Method;
use http_body::Body;
use http_body_util::Full;
use tokio::time::{Instant, timeout_at};

use super::Endpoint;
use super::refusal::Refusal;
use crate::body::{self, BodyError};
use crate::exchange::Dispatch;
use crate::flow::Flow as _;
use crate::signature;

impl<D, B> tower_service::Service<http::Request<B>> for Endpoint<D>
where
    D: Dispatch,
    B: Body + Send + 'static,
    B::Data: Send,
{
    type Response = http::Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let endpoint = self.clone();
        Box::pin(async move { Ok(endpoint.serve(request).await.map(Full::new)) })
    }
}

impl<D: Dispatch> Endpoint<D> {
    async fn serve<B>(&self, request: http::Request<B>) -> http::Response<Bytes>
    where
        B: Body,
    {
        let deadline = Instant::now() + self.inner.deadline;
        let (head, body) = request.into_parts();
        let signature = head.headers.get(signature::HEADER).map(http::HeaderValue::as_bytes);
        let read = async {
            if head.method != Method::POST {
                return Err(Refusal::Method);
            }
            let limit = self.inner.max_request;
            match timeout_at(deadline, body::read(body, limit)).await {
                Ok(Ok(body)) => Ok(body),
                Ok(Err(BodyError::TooLarge)) => Err(Refusal::TooLarge { limit }),
                Ok(Err(BodyError::Unreadable)) => Err(Refusal::Unreadable),
                Err(_) => Err(Refusal::Stalled),
            }
        };
        match read.await {
            Ok(body) => self.handle_until(signature, &body, deadline).await,
            Err(refusal) => refusal.log(D::Flow::NAME).into_response(),
        }
    }
}
