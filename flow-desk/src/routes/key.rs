//! The public key of a phone number.

use serde_json::json;

use crate::answer::{Answer, Refusal};
use crate::call::{Body, Call};
use crate::object::Object;
use crate::ping::is_public_key;
use crate::state::{KeyShape, SignatureStatus, State};

pub(super) fn get(state: &State, call: &Call, id: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&[])?;
    call.no_body()?;
    let phone = state.phone(id).ok_or_else(|| Refusal::unknown(id))?;
    let key = phone.public_key.as_ref().map(|key| {
        json!({
            "business_public_key": key,
            "business_public_key_signature_status": phone.signature_status.as_str(),
        })
    });
    Ok(Answer::Json(match (state.key_shape, key) {
        (KeyShape::List, key) => json!({ "data": key.into_iter().collect::<Vec<_>>() }),
        (KeyShape::Top, key) => key.unwrap_or_else(|| json!({})),
    }))
}

pub(super) fn set(state: &mut State, call: &Call, id: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&[])?;
    let key = given(call)?;
    if key.contains("PRIVATE KEY") {
        return Err(Refusal::wrong("`business_public_key` is a private key"));
    }
    if !is_public_key(&key) {
        let message = "`business_public_key` is not an RSA public key in a PEM text";
        return Err(Refusal::wrong(message));
    }
    let phone = state.phone_mut(id).ok_or_else(|| Refusal::unknown(id))?;
    phone.public_key = Some(key);
    phone.signature_status = SignatureStatus::Valid;
    Ok(Answer::success())
}

/// The key, in a form as in Meta's examples, or in JSON.
fn given(call: &Call) -> Result<String, Refusal> {
    let name = "business_public_key";
    let wrong = || Refusal::wrong(format!("the body does not consist of one field `{name}`"));
    match &call.recorded.body {
        Body::Form(fields) => match &fields[..] {
            [(key, value)] if key == name => Ok(value.clone()),
            _ => Err(wrong()),
        },
        Body::Multipart(parts) => match &parts[..] {
            [part] if part.name == name && part.file_name.is_none() => {
                part.text().map(str::to_owned).ok_or_else(wrong)
            }
            _ => Err(wrong()),
        },
        _ => Ok(Object::root(call.json()?, &[name])?.need_text(name)?.to_owned()),
    }
}
