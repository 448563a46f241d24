//! The body of a request, read up to a limit.

use std::pin::pin;

use bytes::{Buf as _, Bytes, BytesMut};
use http_body::Body;
use http_body_util::BodyExt as _;

/// Why a body was not read.
#[derive(Debug)]
pub(crate) enum BodyError {
    TooLarge,
    /// It broke off.
    Unreadable,
}

/// Reads a body. One that comes in one piece is not copied, any other once.
pub(crate) async fn read<B: Body>(body: B, limit: usize) -> Result<Bytes, BodyError> {
    let hint = body.size_hint();
    if usize::try_from(hint.lower()).map_or(true, |lower| lower > limit) {
        return Err(BodyError::TooLarge);
    }
    let mut body = pin!(body);
    let mut whole = Bytes::new();
    let mut pieces = BytesMut::new();
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            return Err(BodyError::Unreadable);
        };
        // Anything else is a trailer.
        let Ok(mut data) = frame.into_data() else {
            continue;
        };
        length += data.remaining();
        if length > limit {
            return Err(BodyError::TooLarge);
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
