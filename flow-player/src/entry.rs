//! What a person entered in one field.

use std::sync::Arc;

use flow_compiler::catalogue::{V5_0, Version};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::assume;
use crate::device::Profile;
use crate::gesture::{File, Upload};
use crate::program::Node;
use crate::value::{Map, Text, Value};

/// What a field holds. A field that nobody touched and that has no initial value holds nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Entry {
    Text(Text),
    One(Text),
    Many(Vec<Text>),
    Flag(bool),
    Date(Date),
    Range(Date, Option<Date>),
    Files(Vec<File>),
}

/// What a `TextInput` is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InputType {
    /// Any text.
    #[default]
    Text,
    /// A number.
    Number,
    /// An address of electronic mail.
    Email,
    /// A secret text, shown as dots.
    Password,
    /// A secret number, shown as dots.
    Passcode,
    /// A telephone number.
    Phone,
}

impl InputType {
    /// Whether what is entered is secret.
    #[must_use]
    pub fn is_secret(self) -> bool {
        matches!(self, Self::Password | Self::Passcode)
    }
}

impl Node {
    /// What is typed in a `TextInput`.
    pub(crate) fn input_type(&self) -> InputType {
        match self.word("input-type") {
            Some("number") => InputType::Number,
            Some("email") => InputType::Email,
            Some("password") => InputType::Password,
            Some("passcode") => InputType::Passcode,
            Some("phone") => InputType::Phone,
            _ => InputType::Text,
        }
    }
}

impl Entry {
    /// The value, as references and payloads see it.
    pub(crate) fn value(&self, node: &Node, version: Version, profile: Profile) -> Value {
        match self {
            Self::Text(text) => match node.input_type() {
                InputType::Number | InputType::Passcode => {
                    assume::number_on_the_wire(text, profile)
                }
                _ => Value::Text(text.clone()),
            },
            Self::One(id) => Value::Text(id.clone()),
            Self::Many(ids) => Value::List(ids.iter().cloned().map(Value::Text).collect()),
            Self::Flag(on) => Value::Bool(*on),
            Self::Date(date) => spelled(*date, version),
            Self::Range(start, end) => {
                let mut range = Map::new();
                range.insert("start-date".into(), spelled(*start, version));
                if let Some(end) = end {
                    range.insert("end-date".into(), spelled(*end, version));
                }
                Value::Object(Arc::new(range))
            }
            Self::Files(files) => Value::List(files.iter().filter_map(exchanged).collect()),
        }
    }

    /// Whether it holds nothing to send, such as a text that was emptied.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::One(id) => id.is_empty(),
            Self::Many(ids) => ids.is_empty(),
            Self::Flag(on) => !on,
            Self::Date(_) | Self::Range(..) => false,
            Self::Files(files) => files.is_empty(),
        }
    }
}

/// A date as a document of this version spells it.
pub(crate) fn spelled(date: Date, version: Version) -> Value {
    if version >= V5_0 {
        Value::text(date.to_string())
    } else {
        Value::text(assume::milliseconds(date).to_string())
    }
}

/// The date that a value spells: `YYYY-MM-DD` from 5.0, milliseconds in a text or a number before.
pub(crate) fn date_of(value: &Value, version: Version) -> Option<Date> {
    match value {
        Value::Text(text) if version >= V5_0 => text.trim().parse().ok(),
        Value::Text(text) => assume::day_of(text.trim().parse().ok()?),
        Value::Number(number) if version < V5_0 => assume::day_of(number.as_i64()?),
        _ => None,
    }
}

/// A file as a `data_exchange` names it.
fn exchanged(file: &File) -> Option<Value> {
    let Upload::Done(media) = &file.upload else { return None };
    Some(
        serde_json::json!({
            "media_id": media.media_id,
            "cdn_url": media.cdn_url,
            "file_name": file.name,
            "encryption_metadata": media.encryption_metadata,
        })
        .into(),
    )
}

/// A file as the webhook names it: [`Assumption::FilesInResponse`](crate::Assumption).
pub(crate) fn delivered(file: &File) -> Option<Value> {
    let Upload::Done(media) = &file.upload else { return None };
    Some(
        serde_json::json!({
            "file_name": file.name,
            "mime_type": file.mime_type,
            "sha256": media.sha256,
            "id": media.media_id,
        })
        .into(),
    )
}
