//! The body of an answer: whole, or torn in the middle.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// The connection is to be closed.
#[derive(Debug)]
pub struct Cut;

/// What is left of a body.
#[derive(Debug)]
#[non_exhaustive]
pub enum Reply {
    /// Nothing of it is sent yet.
    Whole(Bytes),
    /// What is sent before the connection is closed.
    Torn(Bytes),
    /// Sent, but perhaps not yet written.
    Written,
    /// Half of it is written; an error ends the connection.
    TornOff,
    /// All of it is sent.
    End,
}

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the connection is cut")
    }
}

impl std::error::Error for Cut {}

impl Reply {
    pub(crate) fn whole(text: impl Into<Bytes>) -> Self {
        Self::Whole(text.into())
    }

    /// A body that ends with this error at once.
    #[must_use]
    pub fn cut(_: Cut) -> Self {
        Self::TornOff
    }

    pub(crate) fn torn(text: impl Into<Bytes>) -> Self {
        let text: Bytes = text.into();
        Self::Torn(text.slice(..text.len() / 2))
    }
}

impl Body for Reply {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        match std::mem::replace(&mut *self, Self::End) {
            Self::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            Self::Torn(bytes) => {
                *self = Self::Written;
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            // hyper writes what it has while the body is not ready.
            Self::Written => {
                *self = Self::TornOff;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Self::TornOff => Poll::Ready(Some(Err(Cut))),
            Self::End => Poll::Ready(None),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::End => SizeHint::with_exact(0),
            _ => SizeHint::default(),
        }
    }
}
