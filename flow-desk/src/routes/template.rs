//! Message templates with a flow button.

use std::sync::Arc;

use serde_json::{Value, json};

use super::message::{entry_screen, find_flow};
use crate::answer::{Answer, Refusal};
use crate::call::Call;
use crate::document::Document;
use crate::object::Object;
use crate::state::{State, Template};

/// How many characters the text of a button may have.
const BUTTON: usize = 25;

pub(super) fn create(state: &mut State, call: &Call, waba: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&[])?;
    let value = call.json()?;
    let body = Object::root(value, &["name", "language", "category", "components"])?;
    let (name, language) = (body.need_text("name")?, body.need_text("language")?);
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if !name.bytes().all(is_plain) {
        return Err(Refusal::wrong("`name` has others than small letters, digits and `_`"));
    }
    let category = body.need_one_of("category", &["MARKETING", "UTILITY", "AUTHENTICATION"])?;
    body.need("components")?;
    let (mut has_body, mut button) = (false, None);
    for (index, item) in body.list("components")?.unwrap_or_default().iter().enumerate() {
        let place = format!("components[{index}]");
        let kind = Object::any(item, place.clone())?.need_text("type")?.to_ascii_uppercase();
        match kind.as_str() {
            "HEADER" => {
                Object::at(item, place, &["type", "format", "text", "example"])?;
            }
            "BODY" => {
                let object = Object::at(item, place, &["type", "text", "example"])?;
                object.need_short("text", 1024)?;
                has_body = true;
            }
            "FOOTER" => {
                Object::at(item, place, &["type", "text"])?.need_short("text", 60)?;
            }
            "BUTTONS" => {
                let object = Object::at(item, place, &["type", "buttons"])?;
                object.need("buttons")?;
                button = buttons(state, waba, &object)?;
            }
            other => return Err(Refusal::wrong(format!("`{place}.type` is `{other}`"))),
        }
    }
    if !has_body {
        return Err(Refusal::wrong("`components` has none of type BODY"));
    }
    let same = |template: &Template| {
        template.waba == waba && template.name == name && template.language == language
    };
    if state.templates.iter().any(same) {
        return Err(Refusal {
            subcode: Some(2_388_024),
            ..Refusal::new(100, "Invalid parameter")
                .details(format!("There is a template `{name}` in `{language}` already"))
        });
    }
    let (index, button) = button.unzip();
    let button = button.unwrap_or_default();
    let template = Template {
        id: state.next_id(),
        waba: waba.to_owned(),
        name: name.to_owned(),
        language: language.to_owned(),
        flow: button.flow,
        button: index,
        screen: button.screen,
        document: button.document,
        body: value.clone(),
    };
    let answer = json!({ "id": template.id, "status": "PENDING", "category": category });
    state.templates.push(template);
    Ok(Answer::Json(answer))
}

/// What a flow button opens.
#[derive(Default)]
struct Button {
    /// The id of the flow; absent where the button brings its own document.
    flow: Option<String>,
    document: Option<Arc<Document>>,
    screen: Option<String>,
}

/// The index of the flow button, and what it opens.
fn buttons(
    state: &State,
    waba: &str,
    component: &Object<'_>,
) -> Result<Option<(usize, Button)>, Refusal> {
    let mut found = None;
    for (index, item) in component.list("buttons")?.unwrap_or_default().iter().enumerate() {
        let place = format!("{}[{index}]", component.place("buttons"));
        let button = Object::any(item, place.clone())?;
        let kind = button.need_text("type")?.to_ascii_uppercase();
        button.need_short("text", BUTTON)?;
        match kind.as_str() {
            "FLOW" if found.is_some() => {
                return Err(Refusal::wrong("a template has one FLOW button at most"));
            }
            "FLOW" => found = Some((index, flow_button(state, waba, item, place)?)),
            "QUICK_REPLY" | "URL" | "PHONE_NUMBER" | "COPY_CODE" => {}
            other => return Err(Refusal::wrong(format!("`{place}.type` is `{other}`"))),
        }
    }
    Ok(found)
}

fn flow_button(state: &State, waba: &str, item: &Value, place: String) -> Result<Button, Refusal> {
    let known = [
        "type",
        "text",
        "flow_id",
        "flow_name",
        "flow_json",
        "flow_action",
        "navigate_screen",
        "icon",
    ];
    let button = Object::at(item, place, &known)?;
    button.one_of("icon", &["DOCUMENT", "PROMOTION", "REVIEW"])?;
    let action = button.one_of("flow_action", &["navigate", "data_exchange"])?;
    let screen = button.text("navigate_screen")?;
    let key = button.exactly_one(&["flow_id", "flow_name", "flow_json"])?;
    let text = button.need_text(key)?;
    let (document, flow) = if key == "flow_json" {
        let document = Document::new(text);
        if !document.validation_errors.is_empty() {
            return Err(Refusal {
                validation_errors: document.validation_errors,
                ..Refusal::new(100, "Invalid parameter").details("`flow_json` has faults")
            });
        }
        (Arc::new(document), None)
    } else {
        let flow = find_flow(state, waba, key, text)?;
        (Arc::clone(&flow.document), Some(flow.id.clone()))
    };
    let screen = match (action.unwrap_or("navigate"), screen) {
        ("navigate", Some(screen)) => {
            entry_screen(&document, screen)?;
            Some(screen.to_owned())
        }
        (_, Some(_)) => {
            return Err(Refusal::wrong("`navigate_screen` goes with `navigate` only"));
        }
        ("navigate", None) => document.entry_screens.first().cloned(),
        (_, None) => None,
    };
    let document = flow.is_none().then_some(document);
    Ok(Button { flow, document, screen })
}
