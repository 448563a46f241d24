//! What both kinds of message say about a flow.

use serde_json::{Map, Value};

use crate::answer::Refusal;
use crate::document::Document;
use crate::object::Object;
use crate::state::{Flow, State, Status};

/// The flow that a key names: `flow_id` or `flow_name`.
pub(super) fn find_flow<'s>(
    state: &'s State,
    waba: &str,
    key: &str,
    text: &str,
) -> Result<&'s Flow, Refusal> {
    let flow = if key == "flow_id" {
        state.flow(text).filter(|flow| flow.waba == waba)
    } else {
        state.flow_named(waba, text)
    };
    flow.ok_or_else(|| Refusal::value(format!("there is no flow with {key} `{text}`")))
}

/// Whether a message may open a screen.
pub(super) fn entry_screen(document: &Document, screen: &str) -> Result<(), Refusal> {
    if document.entry_screens.iter().any(|entry| entry == screen) {
        return Ok(());
    }
    Err(Refusal::value(format!(
        "screen `{screen}` is none that a message may open: {:?}",
        document.entry_screens
    )))
}

/// Whether a flow in this state can be sent in this mode.
pub(super) fn sendable(flow: &Flow, is_draft: bool) -> Result<(), Refusal> {
    match flow.status {
        Status::Draft if !is_draft && !flow.was_published() => {
            Err(Refusal::value("the flow is a draft, which is sent with `mode` `draft` only"))
        }
        Status::Draft | Status::Published => Ok(()),
        Status::Deprecated | Status::Blocked => Err(Refusal::new(132_068, "Flow is blocked")
            .details(format!("The flow is {}", flow.status.as_str()))),
        Status::Throttled => Err(Refusal::new(132_069, "Flow is throttled")
            .details("The ten messages of this hour are sent")),
    }
}

/// An object of data, where the key is there: it must not be empty.
pub(super) fn data(object: &Object<'_>, key: &str) -> Result<Option<Value>, Refusal> {
    if !object.has(key) {
        return Ok(None);
    }
    let map: &Map<String, Value> = Object::any(object.need(key)?, object.place(key))?.map();
    if map.is_empty() {
        return Err(Refusal::wrong_value(format!(
            "`{}` is empty: leave it out instead",
            object.place(key)
        )));
    }
    Ok(Some(Value::Object(map.clone())))
}
