//! How a message opens its flow: on a screen with its data, or by asking the endpoint.

use serde_json::{Map, Value, json};

use super::{MessageError, limit};
use crate::identity::To;

/// The flow's first step.
#[derive(Clone, PartialEq)]
pub(super) enum Open {
    Navigate { screen: String, data: Map<String, Value> },
    DataExchange,
}

/// Which flow is meant.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Which {
    Id(String),
    Name(String),
}

impl Open {
    /// The payload of `navigate`, and nothing for `data_exchange`.
    pub(super) fn payload(&self) -> Option<Value> {
        let Self::Navigate { screen, data } = self else { return None };
        let mut payload = Map::with_capacity(2);
        payload.insert("screen".to_owned(), json!(screen));
        if let Some(data) = non_empty(data) {
            payload.insert("data".to_owned(), data);
        }
        Some(Value::Object(payload))
    }

    pub(super) fn action(&self) -> &'static str {
        match self {
            Self::Navigate { .. } => "navigate",
            Self::DataExchange => "data_exchange",
        }
    }

    pub(super) fn check(&self) -> Result<(), MessageError> {
        match self {
            Self::Navigate { screen, data } => {
                limit::filled(screen, MessageError::ScreenEmpty)?;
                check_data(data)
            }
            Self::DataExchange => Ok(()),
        }
    }
}

impl Which {
    pub(super) fn key(&self) -> &'static str {
        match self {
            Self::Id(_) => "flow_id",
            Self::Name(_) => "flow_name",
        }
    }

    pub(super) fn value(&self) -> &str {
        match self {
            Self::Id(value) | Self::Name(value) => value,
        }
    }

    pub(super) fn check(which: Option<&Self>) -> Result<(), MessageError> {
        limit::filled(which.map_or("", Self::value), MessageError::NoFlow)
    }
}

/// Data that is an empty object is left out: Meta refuses it.
pub(super) fn non_empty(data: &Map<String, Value>) -> Option<Value> {
    (!data.is_empty()).then(|| Value::Object(data.clone()))
}

pub(super) fn check_data(data: &Map<String, Value>) -> Result<(), MessageError> {
    data.iter().try_for_each(|(key, value)| limit::no_null(value, key))
}

/// What is said of a message beside its content: what it replies to, and the text that its statuses
/// come back with.
pub(super) fn check_around(
    reply_to: Option<&str>,
    callback_data: Option<&str>,
) -> Result<(), MessageError> {
    reply_to.map_or(Ok(()), |id| limit::filled(id, MessageError::ReplyEmpty))?;
    let chars = callback_data.map(|text| text.chars().count());
    match chars.filter(|chars| !(1..=limit::CALLBACK_DATA).contains(chars)) {
        Some(chars) => Err(MessageError::CallbackData { chars }),
        None => Ok(()),
    }
}

pub(super) fn put_around(
    message: &mut Map<String, Value>,
    reply_to: Option<&str>,
    callback_data: Option<&str>,
) {
    if let Some(id) = reply_to {
        message.insert("context".to_owned(), json!({ "message_id": id }));
    }
    if let Some(text) = callback_data {
        message.insert("biz_opaque_callback_data".to_owned(), json!(text));
    }
}

pub(super) fn check_recipient(to: To<'_>, token: &str) -> Result<(), MessageError> {
    limit::filled(to.as_str(), MessageError::NoRecipient)?;
    limit::filled(token, MessageError::NoToken)
}
