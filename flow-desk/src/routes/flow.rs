//! One flow: shown, changed, deprecated, deleted, downloaded.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::waba::{categories, is_endpoint_uri, is_name_free};
use super::{health, metric};
use crate::answer::{Answer, Refusal};
use crate::call::{Call, Part};
use crate::document::Document;
use crate::fields::{self, Field};
use crate::object::Object;
use crate::state::{Flow, State, Status, time_in, written};

/// The largest Flow JSON, in bytes.
const LARGEST_DOCUMENT: usize = 10 << 20;

/// How long a preview URL lives.
const PREVIEW: Duration = Duration::from_hours(30 * 24);

pub(super) fn get(state: &mut State, call: &Call, id: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&["fields"])?;
    call.no_body()?;
    let asked = fields::parse(call.parameter("fields").unwrap_or(fields::DEFAULT))?;
    shown(state, id, &asked).map(Answer::Json)
}

/// A flow with the fields that are asked for, and its id.
pub(super) fn shown(state: &mut State, id: &str, asked: &[Field<'_>]) -> Result<Value, Refusal> {
    let mut shown = Map::new();
    for field in asked {
        if field.name == "id" {
            shown.insert("id".to_owned(), json!(id));
        } else if let Some(value) = value(state, id, field)? {
            shown.insert(field.name.to_owned(), value);
        }
    }
    // Meta gives it at the end where it was not asked for.
    shown.entry("id").or_insert_with(|| json!(id));
    Ok(Value::Object(shown))
}

fn value(state: &mut State, id: &str, field: &Field<'_>) -> Result<Option<Value>, Refusal> {
    if field.name == "preview" {
        return preview(state, id, field).map(Some);
    }
    let flow = known(state, id)?;
    Ok(match field.name {
        "name" => Some(json!(flow.name)),
        "status" => Some(json!(flow.status.as_str())),
        "updated_at" => Some(json!(written(flow.updated_at))),
        "categories" => Some(json!(flow.categories)),
        "validation_errors" => Some(json!(flow.document.validation_errors)),
        "json_version" => flow.document.version.as_ref().map(|version| json!(version)),
        "data_api_version" => flow.document.data_api_version.as_ref().map(|version| json!(version)),
        "endpoint_uri" => flow.endpoint_uri.as_ref().map(|uri| json!(uri)),
        "whatsapp_business_account" => Some(json!({
            "id": flow.waba,
            "name": "Fake WABA",
            "timezone_id": "1",
            "message_template_namespace": "fake_namespace",
        })),
        "application" => flow.application.as_ref().map(|id| {
            json!({
                "link": format!("https://www.facebook.com/games/?app_id={id}"),
                "name": "Fake app",
                "id": id,
            })
        }),
        "health_status" => Some(health::status(state, flow, field)?),
        "metric" => Some(metric::points(state, id, field)?),
        _ => None,
    })
}

fn preview(state: &mut State, id: &str, field: &Field<'_>) -> Result<Value, Refusal> {
    match field.modifier("invalidate") {
        None | Some("false") => {}
        Some("true") => {
            let token = state.count();
            if let Some(flow) = state.flow_mut(id) {
                flow.preview_token = token;
            }
        }
        Some(other) => {
            return Err(Refusal::wrong(format!("`invalidate` is `{other}`, not true or false")));
        }
    }
    let token = known(state, id)?.preview_token;
    Ok(json!({
        "preview_url": format!(
            "https://business.facebook.com/wa/manage/flows/{id}/preview/?token={token:016x}"
        ),
        "expires_at": time_in(PREVIEW),
    }))
}

pub(super) fn update(state: &mut State, call: &Call, id: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&[])?;
    let known = ["name", "categories", "endpoint_uri", "application_id"];
    let body = Object::root(call.json()?, &known)?;
    if body.map().is_empty() {
        return Err(Refusal::wrong(format!("one of {known:?} must be there")));
    }
    let (name, categories) = (body.text("name")?, categories(&body, false)?);
    let (endpoint_uri, application) = (body.text("endpoint_uri")?, body.text("application_id")?);
    endpoint_uri.map_or(Ok(()), is_endpoint_uri)?;
    if application.is_some_and(|id| !id.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(Refusal::wrong("`application_id` is not the id of an app"));
    }
    let waba = editable(state, id)?.waba.clone();
    if let Some(name) = name {
        is_name_free(state, &waba, name, Some(id))?;
    }
    let flow = state.flow_mut(id).ok_or_else(|| Refusal::unknown(id))?;
    if let Some(name) = name {
        name.clone_into(&mut flow.name);
    }
    if !categories.is_empty() {
        flow.categories = categories;
    }
    flow.endpoint_uri = endpoint_uri.map(str::to_owned).or(flow.endpoint_uri.take());
    flow.application = application.map(str::to_owned).or(flow.application.take());
    flow.edited();
    Ok(Answer::success())
}

pub(super) fn upload(state: &mut State, call: &Call, id: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&[])?;
    let parts = call.parts()?;
    let known = ["file", "name", "asset_type", "messaging_product"];
    for (index, part) in parts.iter().enumerate() {
        if !known.contains(&part.name.as_str()) {
            return Err(Refusal::wrong(format!("unknown part `{}`", part.name)));
        }
        if parts[..index].iter().any(|earlier| earlier.name == part.name) {
            return Err(Refusal::wrong(format!("the part `{}` is there twice", part.name)));
        }
    }
    fixed(parts, "name", "flow.json")?;
    fixed(parts, "asset_type", "FLOW_JSON")?;
    if parts.iter().any(|part| part.name == "messaging_product") {
        fixed(parts, "messaging_product", "whatsapp")?;
    }
    let file = part(parts, "file")?;
    if file.file_name.is_none() {
        return Err(Refusal::wrong("the part `file` has no file name"));
    }
    if file.content_type.as_deref() != Some("application/json") {
        return Err(Refusal::wrong("the part `file` is not `application/json`"));
    }
    editable(state, id)?;
    is_small_enough(file.content.len())?;
    let mut document = file.text().map_or_else(Document::unreadable, Document::new);
    document.validation_errors.extend(state.validation_errors.iter().cloned());
    let answer = json!({ "success": true, "validation_errors": document.validation_errors });
    let flow = state.flow_mut(id).ok_or_else(|| Refusal::unknown(id))?;
    flow.document = Arc::new(document);
    flow.edited();
    Ok(Answer::Json(answer))
}

pub(super) fn deprecate(state: &mut State, call: &Call, id: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&[])?;
    call.no_body()?;
    let flow = state.flow_mut(id).ok_or_else(|| Refusal::unknown(id))?;
    if flow.status != Status::Published {
        return Err(Refusal::new(139_003, "Flow can't be deprecated").details(format!(
            "Only a published flow can be deprecated; this one is {}",
            flow.status.as_str()
        )));
    }
    flow.status = Status::Deprecated;
    state.report_status(id, Some(Status::Published));
    Ok(Answer::success())
}

pub(super) fn delete(state: &mut State, call: &Call, id: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&[])?;
    call.no_body()?;
    let flow = known(state, id)?;
    let refused = |why: String| Err(Refusal::new(139_004, "Flow can't be deleted").details(why));
    if flow.status != Status::Draft {
        let status = flow.status.as_str();
        return refused(format!("Only a draft can be deleted; this flow is {status}"));
    }
    if flow.was_published() {
        return refused("This flow was published, and people may have it open".to_owned());
    }
    state.flows.retain(|flow| flow.id != id);
    Ok(Answer::success())
}

pub(super) fn assets(state: &State, call: &Call, id: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&["limit", "after"])?;
    call.no_body()?;
    known(state, id)?;
    Ok(Answer::Json(json!({
        "data": [{
            "name": "flow.json",
            "asset_type": "FLOW_JSON",
            "download_url": format!("{}/download/{id}/flow.json?oh={}", state.url, seal(id)),
        }],
        "paging": { "cursors": { "before": "QVFIUa", "after": "QVFIUb" } },
    })))
}

/// The file that `download_url` leads to; the URL itself is the right to it.
pub(super) fn download(state: &State, call: &Call, id: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&["oh"])?;
    if call.recorded.method != "GET" {
        return Err(Refusal::wrong("a file is downloaded with GET"));
    }
    call.no_body()?;
    if call.authorization.is_some() {
        return Err(Refusal::wrong(
            "the access token was sent to the server of the files, which must not see it",
        ));
    }
    if call.parameter("oh") != Some(seal(id).as_str()) {
        return Err(Refusal { status: 403, ..Refusal::wrong("URL signature mismatch") });
    }
    let text = known(state, id)?.document.text.clone();
    Ok(Answer::File("application/json".to_owned(), text.into()))
}

pub(super) fn is_small_enough(bytes: usize) -> Result<(), Refusal> {
    if bytes <= LARGEST_DOCUMENT {
        return Ok(());
    }
    Err(Refusal::new(100, "Invalid parameter").details("Flow JSON exceeds 10 MB"))
}

fn seal(id: &str) -> String {
    let sum = id.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(131).wrapping_add(byte.into()));
    format!("{sum:016x}")
}

fn known<'s>(state: &'s State, id: &str) -> Result<&'s Flow, Refusal> {
    state.flow(id).ok_or_else(|| Refusal::unknown(id))
}

/// The flow, which must be one that can be edited: a draft, or a published one in an account whose
/// flows are edited in place.
fn editable<'s>(state: &'s State, id: &str) -> Result<&'s Flow, Refusal> {
    let flow = known(state, id)?;
    let refused = |why: String| Err(Refusal::new(139_001, "Flow can't be updated").details(why));
    match flow.status {
        Status::Draft if state.edits || !flow.was_published() => Ok(flow),
        Status::Published if state.edits => Ok(flow),
        Status::Draft | Status::Published => {
            refused("A published flow of this account can't be edited; clone it".to_owned())
        }
        other => refused(format!("This flow is {}, and can't be edited", other.as_str())),
    }
}

fn part<'p>(parts: &'p [Part], name: &str) -> Result<&'p Part, Refusal> {
    let missing = || Refusal::wrong(format!("the part `{name}` is missing"));
    parts.iter().find(|part| part.name == name).ok_or_else(missing)
}

fn fixed(parts: &[Part], name: &str, value: &str) -> Result<(), Refusal> {
    match part(parts, name)?.text() {
        Some(text) if text == value => Ok(()),
        _ => Err(Refusal::wrong(format!("the part `{name}` is not `{value}`"))),
    }
}
