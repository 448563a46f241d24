//! Reading a delivery: each part by itself, so that a bad one loses none of the others.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value};

use super::contact::Contacts;
use super::{Event, EventKind, FlowEvent, MessageStatus, Other, Reply, Unreadable, WebhookError};
use crate::value::{DecodeError, Fields, FromValue, Id};

const WHATSAPP: &str = "whatsapp_business_account";
/// What surrounds the messages and statuses of a change and says nothing by itself.
const SURROUNDINGS: [&str; 3] = ["messaging_product", "metadata", "contacts"];

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
    // A report that does not say what it is about is taken for what this webhook is for.
    let whatsapp = report
        .get("object")
        .is_none_or(|object| object.is_null() || object == "" || object == WHATSAPP);
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

    /// Takes the replies of flows and the statuses of messages out of a change, and leaves the rest
    /// as it is.
    fn read_messages(
        &mut self,
        mut value: Map<String, Value>,
        field: String,
        place: impl Fn(DecodeError) -> DecodeError,
    ) {
        let contacts = Contacts::read(&value);
        let phone = value.get("metadata").and_then(|metadata| metadata.get("phone_number_id"));
        let phone = phone.cloned().and_then(read_quietly).map(|Id(id)| id);
        let phone = phone.as_deref();
        self.take(&mut value, "messages", &place, |message| {
            Reply::is_one(message)
                .then(|| Reply::read(message.clone(), &contacts, phone).map(EventKind::Reply))
        });
        self.take(&mut value, "statuses", &place, |status| {
            Some(
                MessageStatus::read(status.clone(), &contacts, phone).map(EventKind::MessageStatus),
            )
        });
        if value.keys().any(|key| !SURROUNDINGS.contains(&key.as_str())) {
            let value = Value::Object(value);
            self.push(EventKind::Other(Other { field, value }));
        }
    }

    /// Takes those items out of a list that `read` knows.
    fn take(
        &mut self,
        value: &mut Map<String, Value>,
        key: &'static str,
        place: impl Fn(DecodeError) -> DecodeError,
        read: impl Fn(&Value) -> Option<Result<EventKind, DecodeError>>,
    ) {
        let Some(Value::Array(items)) = value.get_mut(key) else { return };
        let items = std::mem::take(items);
        let mut others = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            match read(&item) {
                None => others.push(item),
                Some(Ok(kind)) => self.push(kind),
                Some(Err(error)) => self.unreadable(place(error.at_index(index).at(key)), item),
            }
        }
        if others.is_empty() {
            value.shift_remove(key);
        } else {
            value.insert(key.to_owned(), Value::Array(others));
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
