//! The Graph API below the page, for a service.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::house::House;

/// The largest request: a file of 16 MB with what is around it.
const LARGEST: usize = 17 * 1_048_576;

/// The kinds of pictures that the chat shows.
const PICTURES: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "image/gif"];

/// Answers a call of the service.
pub(crate) async fn call(
    State(house): State<Arc<House>>,
    Path(path): Path<String>,
    request: Request,
) -> Response {
    let Some(whatsapp) = &house.whatsapp else { return StatusCode::NOT_FOUND.into_response() };
    let (mut head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, LARGEST).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let query = head.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let Ok(uri) = format!("/{path}{query}").parse::<Uri>() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    head.uri = uri;
    match whatsapp.graph().call(Request::from_parts(head, body)).await {
        Ok(answer) => answer.map(Body::new),
        // The line is cut as near to the head as this server can.
        Err(cut) => Body::new(flow_desk::Reply::cut(cut)).into_response(),
    }
}

/// A picture in a message of the business.
pub(crate) async fn file(State(house): State<Arc<House>>, Path(id): Path<String>) -> Response {
    let found = house.whatsapp.as_ref().and_then(|whatsapp| whatsapp.file(&id));
    let shown = |kind: &str| PICTURES.iter().find(|known| **known == kind);
    match found.and_then(|file| Some((shown(&file.mime_type)?, file.bytes))) {
        Some((kind, bytes)) => {
            ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], bytes).into_response()
        }
        None => (StatusCode::NOT_FOUND, "There is no such picture.").into_response(),
    }
}
