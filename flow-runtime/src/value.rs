//! JSON to typed Rust and back, for the code that `flow!` writes.
//!
//! Generated code derives nothing: it takes an object apart with [`Fields`] and builds one with
//! [`Writer`]. Reading is as lenient as the devices are careless: a number may come as a string,
//! a truth value too, and an empty string is an absent [`Option`].

mod choice;
mod date;
mod error;
mod fields;
mod keys;
mod scalar;
mod text;

use serde_json::{Map, Value};

pub use self::choice::Choice;
pub use self::date::{Date, DateRange};
pub use self::error::DecodeError;
pub use self::fields::{Fields, Writer};
pub use self::keys::{FromKeys, IntoKeys};
pub(crate) use self::text::{Id, Text};

/// A type that is read from one JSON value.
///
/// ```
/// use flow_runtime::value::FromValue;
/// use serde_json::json;
///
/// // Devices send numbers as numbers or as strings.
/// assert_eq!(i64::from_value(json!(3)).unwrap(), 3);
/// assert_eq!(i64::from_value(json!("3")).unwrap(), 3);
/// let error = i64::from_value(json!([])).unwrap_err();
/// assert_eq!(error.to_string(), "expected a whole number, found an array");
/// ```
pub trait FromValue: Sized {
    /// What an error says was expected, with its article: `a string`.
    const EXPECTED: &'static str;

    /// Reads the value.
    ///
    /// # Errors
    ///
    /// When the value is of another kind.
    fn from_value(value: Value) -> Result<Self, DecodeError>;

    /// Whether the value is how a phone writes nothing: an [`Option`] of the type is `None` then.
    #[must_use]
    fn is_blank(value: &Value) -> bool {
        matches!(value, Value::Null) || value.as_str() == Some("")
    }

    /// What a missing key means. `None`: the key is required.
    #[must_use]
    fn when_absent() -> Option<Self> {
        None
    }
}

/// A type that is written as one JSON value.
pub trait IntoValue {
    /// Writes the value.
    fn into_value(self) -> Value;
}

/// A type that is read from the keys of an object.
pub trait FromFields: Sized {
    /// Takes the keys that belong to the type and leaves the others.
    ///
    /// # Errors
    ///
    /// When a key is missing or its value is of another kind.
    fn from_fields(fields: &mut Fields) -> Result<Self, DecodeError>;
}

/// A type that is written as an object.
pub trait IntoFields {
    /// Writes the object.
    fn into_fields(self) -> Map<String, Value>;
}

/// Stands for what a person entered in secret where generated types are shown by `Debug`.
///
/// Passwords, passcodes and what a screen calls `sensitive` reach the handler as they are, and no
/// log, however many screens have handed them on.
///
/// ```
/// assert_eq!(format!("{:?}", flow_runtime::value::Redacted), "[redacted]");
/// ```
#[derive(Clone, Copy)]
pub struct Redacted;

impl std::fmt::Debug for Redacted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Keys as they come: for a flow whose payload is not known in advance.
impl FromFields for Map<String, Value> {
    fn from_fields(fields: &mut Fields) -> Result<Self, DecodeError> {
        Ok(std::mem::take(fields).into_rest())
    }
}

impl IntoFields for Map<String, Value> {
    fn into_fields(self) -> Map<String, Value> {
        self
    }
}
