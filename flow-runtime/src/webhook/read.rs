//! Reading a delivery: each part by itself, so that a bad one loses none of the others.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value};

use super::{Event, EventKind, FlowEvent, Other, Reply, Unreadable, WebhookError};
use crate::value::{DecodeError, Fields, FromValue};

const WHATSAPP: &str = "whatsapp_business_account";
/// What surrounds the messages of a change and says nothing by itself.
const SURROUNDINGS: [&str; 4] = ["messaging_product", "metadata", "contacts", "messages"];

/// An id, which Meta writes as a string and may write as a number.
pub(super) struct Id(pub(super) String);

/// A moment in seconds since 1970, which Meta writes as a string or as a number.
pub(super) struct Seconds(pub(super) SystemTime);

/// One entry of a delivery, while it is read.
struct Entry<'a> {
    index: usize,
    account_id: Option<String>,
    time: Option<SystemTime>,
    whatsapp: bool,
    events: &'a mut Vec<Event>,
}

pub(super) fn events(body: &[u8]) -> Result<Vec<Event>, WebhookError> {
    let report: Value = serde_json::from_slice(body).map_err(|_| WebhookError::NotJson)?;
    let mut report = Fields::object(report).map_err(WebhookError::NotAReport)?;
    let entries: Vec<Value> = report.take("entry").map_err(WebhookError::NotAReport)?;
    let whatsapp = report.get("object").is_some_and(|object| object == WHATSAPP);
    let mut events = Vec::with_capacity(entries.len());
    for (index, entry) in entries.into_iter().enumerate() {
        Entry {
            index,
            account_id: entry.get("id").cloned().and_then(read_quietly).map(|Id(id)| id),
            time: entry.get("time").cloned().and_then(read_quietly).map(|Seconds(time)| time),
            whatsapp,
            events: &mut events,
        }
        .read(entry);
    }
    Ok(events)
}

impl Entry<'_> {
    fn read(&mut self, mut entry: Value) {
        let changes = match entry.get_mut("changes") {
            Some(Value::Array(changes)) => std::mem::take(changes),
            Some(other) => {
                let error = DecodeError::expected("an array", other).at("changes");
                return self.unreadable(error, entry);
            }
            None => return self.unreadable(DecodeError::missing("changes"), entry),
        };
        for (index, change) in changes.into_iter().enumerate() {
            let place = |error: DecodeError| error.at_index(index).at("changes");
            self.read_change(change, place);
        }
    }

    fn read_change(&mut self, mut change: Value, place: impl Fn(DecodeError) -> DecodeError) {
        let Some(field) = change.get("field").and_then(Value::as_str) else {
            let error = match change.get("field") {
                None => DecodeError::missing("field"),
                Some(other) => DecodeError::expected("a string", other).at("field"),
            };
            return self.unreadable(place(error), change);
        };
        let field = field.to_owned();
        let value = change.get_mut("value").map(Value::take).unwrap_or_default();
        let place = |error: DecodeError| place(error.at("value"));
        match (field.as_str(), value) {
            ("flows", value) if self.whatsapp => match FlowEvent::read(value.clone()) {
                Ok(event) => self.push(EventKind::Flow(event)),
                Err(error) => self.unreadable(place(error), value),
            },
            ("messages", Value::Object(value)) if self.whatsapp => {
                self.read_messages(value, field, place);
            }
            (_, value) => self.push(EventKind::Other(Other { field, value })),
        }
    }

    /// Takes the replies of flows out of a change's messages and leaves the rest as it is.
    fn read_messages(
        &mut self,
        mut value: Map<String, Value>,
        field: String,
        place: impl Fn(DecodeError) -> DecodeError,
    ) {
        if let Some(Value::Array(messages)) = value.get_mut("messages") {
            let messages = std::mem::take(messages);
            let mut others = Vec::new();
            for (index, message) in messages.into_iter().enumerate() {
                if !Reply::is_one(&message) {
                    others.push(message);
                    continue;
                }
                match Reply::read(message.clone(), &value) {
                    Ok(reply) => self.push(EventKind::Reply(reply)),
                    Err(error) => {
                        let error = place(error.at_index(index).at("messages"));
                        self.unreadable(error, message);
                    }
                }
            }
            if others.is_empty() {
                value.shift_remove("messages");
            } else {
                value.insert("messages".to_owned(), Value::Array(others));
            }
        }
        let says_more = value.contains_key("messages")
            || value.keys().any(|key| !SURROUNDINGS.contains(&key.as_str()));
        if says_more {
            let value = Value::Object(value);
            self.push(EventKind::Other(Other { field, value }));
        }
    }

    fn push(&mut self, kind: EventKind) {
        self.events.push(Event { account_id: self.account_id.clone(), time: self.time, kind });
    }

    fn unreadable(&mut self, error: DecodeError, json: Value) {
        let error = error.at_index(self.index).at("entry");
        self.push(EventKind::Unreadable(Unreadable { error, json }));
    }
}

impl FromValue for Id {
    const EXPECTED: &'static str = "an id";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::String(id) if !id.is_empty() => Ok(Self(id)),
            Value::Number(id) if id.is_u64() => Ok(Self(id.to_string())),
            other => Err(DecodeError::expected(Self::EXPECTED, &other)),
        }
    }
}

impl FromValue for Seconds {
    const EXPECTED: &'static str = "a time in seconds since 1970";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        let seconds = match &value {
            Value::String(text) => text.parse().ok(),
            number => number.as_u64(),
        };
        seconds
            .and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)))
            .map(Self)
            .ok_or_else(|| DecodeError::expected(Self::EXPECTED, &value))
    }
}

fn read_quietly<T: FromValue>(value: Value) -> Option<T> {
    T::from_value(value).ok()
}
