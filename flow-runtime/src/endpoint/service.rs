//! The endpoint as a tower service: reads the body, with a limit and a deadline.

use std::convert::Infallible;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use bytes::{Buf as _, Bytes, BytesMut};
use http::Method;
use http_body::Body;
use http_body_util::{BodyExt as _, Full};
use tokio::time::{Instant, timeout_at};

use super::Endpoint;
use super::refusal::Refusal;
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
            timeout_at(deadline, read(body, self.inner.max_request))
                .await
                .unwrap_or(Err(Refusal::Stalled))
        };
        match read.await {
            Ok(body) => self.handle_until(signature, &body, deadline).await,
            Err(refusal) => refusal.log(D::Flow::NAME).into_response(),
        }
    }
}

/// Reads a body. One that comes in one piece is not copied, any other once.
async fn read<B: Body>(body: B, limit: usize) -> Result<Bytes, Refusal> {
    let hint = body.size_hint();
    let too_large = || Refusal::TooLarge { limit };
    if usize::try_from(hint.lower()).map_or(true, |lower| lower > limit) {
        return Err(too_large());
    }
    let mut body = pin!(body);
    let mut whole = Bytes::new();
    let mut pieces = BytesMut::new();
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            return Err(Refusal::Unreadable);
        };
        // Anything else is a trailer.
        let Ok(mut data) = frame.into_data() else {
            continue;
        };
        length += data.remaining();
        if length > limit {
            return Err(too_large());
        }
        if whole.is_empty() && pieces.is_empty() {
            whole = data.copy_to_bytes(data.remaining());
            continue;
        }
        if pieces.is_empty() {
            let expected = hint.upper().and_then(|upper| usize::try_from(upper).ok());
            pieces.reserve(expected.unwrap_or(2 * length).clamp(length, limit));
            pieces.extend_from_slice(&whole);
            whole = Bytes::new();
        }
        while data.has_remaining() {
            let chunk = data.chunk().len();
            pieces.extend_from_slice(data.chunk());
            data.advance(chunk);
        }
    }
    Ok(if pieces.is_empty() { whole } else { pieces.freeze() })
}
