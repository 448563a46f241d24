//! Files: uploaded, found by their id, downloaded, deleted.

use serde_json::json;

use crate::answer::{Answer, Refusal};
use crate::call::{Call, Part};
use crate::media::Media;
use crate::state::State;

pub(super) fn upload(state: &mut State, call: &Call) -> Result<Answer, Refusal> {
    call.only_parameters(&[])?;
    let parts = call.parts()?;
    let known = ["file", "type", "messaging_product", "ttl_minutes"];
    if let Some(part) = parts.iter().find(|part| !known.contains(&part.name.as_str())) {
        return Err(Refusal::wrong(format!("unknown part `{}`", part.name)));
    }
    let find = |name: &str| parts.iter().find(|part| part.name == name);
    if find("messaging_product").and_then(Part::text) != Some("whatsapp") {
        return Err(Refusal::wrong("the part `messaging_product` is not `whatsapp`"));
    }
    let file = find("file").ok_or_else(|| Refusal::wrong("the part `file` is missing"))?;
    let named = find("type").and_then(Part::text).map(str::to_owned);
    let mime_type = named.or_else(|| file.content_type.clone());
    let mime_type = mime_type.ok_or_else(|| Refusal::wrong("the file has no content type"))?;
    let id = state.next_id();
    state.keep(Media {
        id: id.clone(),
        mime_type,
        file_name: file.file_name.clone(),
        bytes: file.content.clone(),
    });
    Ok(Answer::Json(json!({ "id": id })))
}

pub(super) fn get(state: &State, call: &Call, id: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&["phone_number_id", "fields"])?;
    call.no_body()?;
    let media = state.file(id).ok_or_else(|| Refusal::unknown(id))?;
    Ok(Answer::Json(json!({
        "messaging_product": "whatsapp",
        "url": format!("{}/media/{id}", state.url),
        "mime_type": media.mime_type,
        "sha256": media.sha256(),
        "file_size": media.bytes.len(),
        "id": id,
    })))
}

/// What the `url` of a file leads to. Unlike that of a Flow JSON it asks for the access token.
pub(super) fn download(state: &State, call: &Call, id: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&[])?;
    call.no_body()?;
    let media = state.file(id).ok_or_else(|| Refusal::unknown(id))?;
    Ok(Answer::File(media.mime_type, media.bytes))
}

/// What lies on the CDN: encrypted, for whoever has the address.
pub(super) fn encrypted(state: &State, id: &str) -> Result<Answer, Refusal> {
    let file = state.cdn.encrypted(id);
    let file = file.ok_or_else(|| Refusal { status: 404, ..Refusal::unknown(id) })?;
    Ok(Answer::File("application/octet-stream".to_owned(), file))
}

pub(super) fn delete(state: &mut State, call: &Call, id: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&["phone_number_id"])?;
    call.no_body()?;
    state.media.retain(|media| media.id != id);
    Ok(Answer::success())
}
