//! Texts of Meta's own, which come as a string or as a number.

use serde_json::Value;

use super::{DecodeError, FromValue};

/// An id: a text that is not empty, or a whole number, kept digit for digit.
pub(crate) struct Id(pub(crate) String);

/// Any other text. A number is read as it is written.
pub(crate) struct Text(pub(crate) String);

impl FromValue for Id {
    const EXPECTED: &'static str = "an id";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::String(id) if !id.is_empty() => Ok(Self(id)),
            // Integers of 64 bits; a larger one has lost digits by now.
            Value::Number(id) if id.is_u64() => Ok(Self(id.to_string())),
            other => Err(DecodeError::expected(Self::EXPECTED, &other)),
        }
    }
}

impl FromValue for Text {
    const EXPECTED: &'static str = "a string";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::String(text) => Ok(Self(text)),
            Value::Number(number) => Ok(Self(number.to_string())),
            other => Err(DecodeError::expected(Self::EXPECTED, &other)),
        }
    }
}
