//! Sending: flow messages, templates with a flow button, and what a business says beside them.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::message::{data, entry_screen, find_flow, sendable};
use crate::answer::{Answer, Refusal};
use crate::call::Call;
use crate::chat::{Receipt, Shown};
use crate::document::Document;
use crate::object::Object;
use crate::state::{Message, NO_TOKEN, State};

/// What a message can be.
const KINDS: [&str; 11] = [
    "text",
    "interactive",
    "template",
    "image",
    "video",
    "document",
    "audio",
    "sticker",
    "location",
    "contacts",
    "reaction",
];

/// What an interactive message can be; all but the first have no flow.
const BUTTONS: [&str; 9] = [
    "flow",
    "button",
    "list",
    "cta_url",
    "product",
    "product_list",
    "catalog_message",
    "location_request_message",
    "address_message",
];

/// How many characters each text may have.
const TEXT: usize = 4096;
const BODY: usize = 1024;
const HEADER: usize = 60;
const FOOTER: usize = 60;

/// What a message says about the flow it opens.
#[derive(Default)]
struct Opening {
    flow: Option<String>,
    template: Option<String>,
    token: Option<String>,
    is_draft: bool,
    document: Option<Arc<Document>>,
    screen: Option<String>,
    data: Option<Value>,
    shown: Shown,
}

pub(super) fn send(state: &mut State, call: &Call, phone: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&[])?;
    let value = call.json()?;
    if value.get("status").is_some() {
        return seen(value);
    }
    let mut known = vec![
        "messaging_product",
        "recipient_type",
        "to",
        "recipient",
        "recipient_identity_key_hash",
        "type",
        "context",
        "biz_opaque_callback_data",
    ];
    known.extend(KINDS);
    let body = Object::root(value, &known)?;
    body.need_one_of("messaging_product", &["whatsapp"])?;
    body.one_of("recipient_type", &["individual"])?;
    let (to, contact) = recipient(&body)?;
    if body.has("context") {
        body.child("context", &["message_id"])?.need_text("message_id")?;
    }
    let callback_data = body.text("biz_opaque_callback_data")?.map(str::to_owned);
    // Without a type it is a text.
    let kind = body.one_of("type", &KINDS)?.unwrap_or("text");
    if let Some(other) = KINDS.iter().find(|other| **other != kind && body.has(other)) {
        return Err(Refusal::wrong(format!("`{other}` does not go with type `{kind}`")));
    }
    let waba = state.phone(phone).ok_or_else(|| Refusal::unknown(phone))?.waba.clone();
    let opening = match kind {
        "template" => template(state, &waba, &body)?,
        "interactive" => interactive(state, &waba, &body)?,
        kind => plain(kind, &body)?,
    };
    let person = state.recipient(to);
    let order = state.count();
    let message = Message {
        id: format!("wamid.FAKE{order:016X}"),
        phone: phone.to_owned(),
        to: to.to_owned(),
        flow: opening.flow,
        template: opening.template,
        token: opening.token,
        is_draft: opening.is_draft,
        document: opening.document,
        screen: opening.screen,
        data: opening.data,
        body: value.clone(),
        at: Timestamp::now(),
        shown: opening.shown,
        receipt: Receipt::Sent,
        dead: None,
        saved: None,
        callback_data,
        person,
        order,
    };
    let mut sent = json!({ "id": message.id });
    if kind == "template" {
        sent["message_status"] = json!("accepted");
    }
    let answer = json!({
        "messaging_product": "whatsapp",
        "contacts": [contact],
        "messages": [sent],
    });
    state.arrive(message);
    Ok(Answer::Json(answer))
}

/// The business has seen what a person sent.
fn seen(value: &Value) -> Result<Answer, Refusal> {
    let known = ["messaging_product", "status", "message_id", "typing_indicator"];
    let body = Object::root(value, &known)?;
    body.need_one_of("messaging_product", &["whatsapp"])?;
    body.need_one_of("status", &["read"])?;
    body.need_text("message_id")?;
    Ok(Answer::success())
}

/// A message that opens no flow. What the desk does not draw it takes as it is.
fn plain(kind: &str, body: &Object<'_>) -> Result<Opening, Refusal> {
    let shown = match kind {
        "text" => {
            let text = body.child("text", &["body", "preview_url"])?;
            text.flag("preview_url")?;
            Shown::text(text.need_short("body", TEXT)?)
        }
        "image" | "video" | "document" => {
            let keys: &[_] = match kind {
                "document" => &["id", "link", "caption", "filename"],
                _ => &["id", "link", "caption"],
            };
            let file = body.child(kind, keys)?;
            media(&file)?;
            file.text("caption")?;
            Shown::file(kind, body.need(kind)?)
        }
        kind => {
            body.need(kind)?;
            Shown::other(kind)
        }
    };
    Ok(Opening { shown, ..Opening::default() })
}

/// Who it goes to, and the person in the answer. With both keys the number wins.
fn recipient<'b>(body: &Object<'b>) -> Result<(&'b str, Value), Refusal> {
    let Some(to) = body.text("to")? else {
        if !body.has("recipient") {
            return Err(Refusal::wrong("`to` is missing, and so is `recipient`"));
        }
        let id = body.need_text("recipient")?;
        if !is_user_id(id) {
            return Err(Refusal::wrong_value("`recipient` is not a business-scoped user id"));
        }
        return Ok((id, json!({ "input": id, "user_id": id })));
    };
    let digits = to.strip_prefix('+').unwrap_or(to);
    if !(5..=20).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::wrong_value("`to` is not a phone number in digits"));
    }
    Ok((to, json!({ "input": to, "wa_id": digits })))
}

/// `NL.1000000000000000001`, or a parent id: `NL.ENT.1000000000000000001`.
fn is_user_id(id: &str) -> bool {
    let Some((country, rest)) = id.split_once('.') else { return false };
    let rest = rest.strip_prefix("ENT.").unwrap_or(rest);
    country.len() == 2
        && country.bytes().all(|byte| byte.is_ascii_uppercase())
        && (1..=128).contains(&rest.len())
        && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn interactive(state: &State, waba: &str, body: &Object<'_>) -> Result<Opening, Refusal> {
    let content = body.need("interactive")?;
    let kind = Object::any(content, body.place("interactive"))?.need_one_of("type", &BUTTONS)?;
    if kind != "flow" {
        return Ok(Opening { shown: Shown::interactive(content), ..Opening::default() });
    }
    let interactive = body.child("interactive", &["type", "header", "body", "footer", "action"])?;
    if interactive.has("header") {
        header(&interactive)?;
    }
    interactive.child("body", &["text"])?.need_short("text", BODY)?;
    if interactive.has("footer") {
        interactive.child("footer", &["text"])?.need_short("text", FOOTER)?;
    }
    let action = interactive.child("action", &["name", "parameters"])?;
    action.need_one_of("name", &["flow"])?;
    let known = [
        "flow_message_version",
        "flow_token",
        "flow_id",
        "flow_name",
        "flow_cta",
        "mode",
        "flow_action",
        "flow_action_payload",
    ];
    let parameters = action.child("parameters", &known)?;
    parameters.need_one_of("flow_message_version", &["3"])?;
    let token = parameters.text("flow_token")?.unwrap_or(NO_TOKEN);
    // Meta advises 30 characters and no emoji, and takes others.
    parameters.need_text("flow_cta")?;
    let is_draft = parameters.one_of("mode", &["draft", "published"])? == Some("draft");
    let navigates = match parameters.one_of("flow_action", &["navigate", "data_exchange"])? {
        Some("data_exchange") => false,
        // Without a payload the first screen that may open the flow is it.
        Some(_) | None => true,
    };
    let key = parameters.exactly_one(&["flow_id", "flow_name"])?;
    let flow = find_flow(state, waba, key, parameters.need_text(key)?)?;
    let mut opening = Opening {
        flow: Some(flow.id.clone()),
        token: Some(token.to_owned()),
        is_draft,
        document: Some(Arc::clone(flow.carried(is_draft))),
        shown: Shown::interactive(content),
        ..Opening::default()
    };
    if parameters.has("flow_action_payload") {
        let payload = parameters.child("flow_action_payload", &["screen", "data"])?;
        if !navigates {
            let place = parameters.place("flow_action_payload");
            return Err(Refusal::wrong(format!("`{place}` goes with `navigate` only")));
        }
        let screen = payload.need_text("screen")?;
        opening.data = data(&payload, "data")?;
        opening.screen = Some(screen.to_owned());
        entry_screen(flow.carried(is_draft), screen)?;
    } else if navigates {
        opening.screen = flow.carried(is_draft).entry_screens.first().cloned();
    }
    if !navigates && flow.carried(is_draft).data_api_version.is_none() {
        return Err(Refusal::value("`data_exchange` needs a flow with an endpoint"));
    }
    sendable(flow, is_draft)?;
    Ok(opening)
}

fn header(interactive: &Object<'_>) -> Result<(), Refusal> {
    let known = ["type", "text", "image", "video", "document"];
    let header = interactive.child("header", &known)?;
    let kind = header.need_one_of("type", &known[1..])?;
    if header.map().len() != 2 {
        let place = header.place(kind);
        return Err(Refusal::wrong(format!("the header needs `{place}` and no other content")));
    }
    if kind == "text" {
        header.need_short("text", HEADER)?;
        return Ok(());
    }
    let keys: &[_] = if kind == "document" { &["id", "link", "filename"] } else { &["id", "link"] };
    media(&header.child(kind, keys)?)
}

fn media(media: &Object<'_>) -> Result<(), Refusal> {
    let key = media.exactly_one(&["id", "link"])?;
    let text = media.need_text(key)?;
    media.text("filename")?;
    if key == "link" && !["https://", "http://"].iter().any(|start| text.starts_with(start)) {
        return Err(Refusal::wrong_value(format!("`{}` is not a URL", media.place("link"))));
    }
    Ok(())
}

fn template(state: &State, waba: &str, body: &Object<'_>) -> Result<Opening, Refusal> {
    let object = body.child("template", &["name", "language", "components"])?;
    let name = object.need_text("name")?;
    let language = object.child("language", &["code"])?.need_text("code")?;
    let mut button = None;
    for (index, item) in object.list("components")?.unwrap_or_default().iter().enumerate() {
        let place = format!("{}[{index}]", object.place("components"));
        let kind =
            Object::any(item, place.clone())?.need_one_of("type", &["header", "body", "button"])?;
        if kind == "button" {
            if button.is_some() {
                return Err(Refusal::wrong("`template.components` has two buttons"));
            }
            button = Some(flow_button(item, place)?);
        } else {
            let part = Object::at(item, place, &["type", "parameters"])?;
            part.need("parameters")?;
            part.list("parameters")?;
        }
    }
    let template = state.templates.iter().find(|template| {
        template.waba == waba && template.name == name && template.language == language
    });
    let template = template.ok_or_else(|| {
        Refusal::new(132_001, "Template name does not exist in the translation")
            .details(format!("template name ({name}) does not exist in {language}"))
    })?;
    let (index, opening) = button.unzip();
    if template.button != index {
        return Err(Refusal::value(match template.button {
            Some(index) => format!("the template's flow button {index} needs its component"),
            None => "the template has no flow button".to_owned(),
        }));
    }
    if template.body["category"] == "AUTHENTICATION" && !body.has("to") {
        return Err(Refusal::new(131_062, "Message cannot be sent to this recipient")
            .details("An authentication template needs a phone number"));
    }
    let flow = template.flow.as_deref().and_then(|id| state.flow(id));
    flow.map_or(Ok(()), |flow| sendable(flow, false))?;
    let carried = flow.map(|flow| Arc::clone(flow.carried(false)));
    let opening = opening.unwrap_or_default();
    Ok(Opening {
        flow: template.flow.clone(),
        document: carried.or_else(|| template.document.clone()),
        template: Some(name.to_owned()),
        screen: template.screen.clone(),
        shown: Shown::template(&template.body, object.map()),
        ..opening
    })
}

/// The index of a flow button, and what it hands over.
fn flow_button(item: &Value, place: String) -> Result<(usize, Opening), Refusal> {
    let button = Object::at(item, place, &["type", "sub_type", "index", "parameters"])?;
    button.need_one_of("sub_type", &["flow"])?;
    let text = button.need_text("index")?;
    let wrong = |key: &str, why: &str| Refusal::wrong(format!("`{}` {why}", button.place(key)));
    let index = text.parse().map_err(|_| wrong("index", "is not a number in a string"))?;
    let mut opening = Opening::default();
    match button.list("parameters")?.unwrap_or_default() {
        [] => {}
        [parameter] => {
            let place = format!("{}[0]", button.place("parameters"));
            let parameter = Object::at(parameter, place, &["type", "action"])?;
            parameter.need_one_of("type", &["action"])?;
            let action = parameter.child("action", &["flow_token", "flow_action_data"])?;
            opening.token = action.text("flow_token")?.map(str::to_owned);
            opening.data = data(&action, "flow_action_data")?;
        }
        _ => return Err(wrong("parameters", "has more than one action")),
    }
    Ok((index, opening))
}
