//! What Meta finds wrong with a Flow JSON document.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::lenient;

/// One fault of a Flow JSON document, as Meta reports it.
///
/// Lines and columns count from 1; 0 is a place that Meta does not name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ValidationError {
    /// Meta's code, such as `INVALID_PROPERTY_KEY`.
    #[serde(default, deserialize_with = "lenient::string")]
    pub error: String,
    /// The kind of code: `FLOW_JSON_ERROR`.
    #[serde(default, deserialize_with = "lenient::string")]
    pub error_type: String,
    /// What is wrong.
    #[serde(default, deserialize_with = "lenient::string")]
    pub message: String,
    /// The line where it begins.
    #[serde(default, deserialize_with = "lenient::number")]
    pub line_start: u32,
    /// The line where it ends.
    #[serde(default, deserialize_with = "lenient::number")]
    pub line_end: u32,
    /// The column where it begins.
    #[serde(default, deserialize_with = "lenient::number")]
    pub column_start: u32,
    /// The column where it ends.
    #[serde(default, deserialize_with = "lenient::number")]
    pub column_end: u32,
    /// Every place where it is so: the same fault is reported once.
    #[serde(default, deserialize_with = "lenient::one_or_many")]
    pub pointers: Vec<Pointer>,
}

/// A place in a Flow JSON document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Pointer {
    /// The path, such as `screens[0].layout.children[0].type`.
    #[serde(default, deserialize_with = "lenient::string")]
    pub path: String,
    /// The line where it begins.
    #[serde(default, deserialize_with = "lenient::number")]
    pub line_start: u32,
    /// The line where it ends.
    #[serde(default, deserialize_with = "lenient::number")]
    pub line_end: u32,
    /// The column where it begins.
    #[serde(default, deserialize_with = "lenient::number")]
    pub column_start: u32,
    /// The column where it ends.
    #[serde(default, deserialize_with = "lenient::number")]
    pub column_end: u32,
}

/// The errors beside an answer. They never make it unreadable: what Meta has done, such as the id
/// of a new flow, is worth more than the shape of its complaints.
pub(crate) fn errors<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<ValidationError>, D::Error> {
    let items: Vec<Value> = lenient::one_or_many(from)?;
    let read = items.into_iter().filter_map(|item| match item {
        Value::String(message) if !message.is_empty() => {
            Some(ValidationError { message, ..ValidationError::default() })
        }
        item => serde_json::from_value(item).ok(),
    });
    Ok(read.collect())
}

impl std::fmt::Display for ValidationError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.error.is_empty() {
            write!(f, "{}: ", self.error)?;
        }
        f.write_str(&self.message)?;
        let paths = self.pointers.iter().map(|pointer| pointer.path.as_str());
        let paths: Vec<&str> = paths.filter(|path| !path.is_empty()).collect();
        match (paths.is_empty(), self.line_start) {
            (false, _) => write!(f, " (at {})", paths.join(", ")),
            (true, 0) => Ok(()),
            (true, line) => write!(f, " (line {line}, column {})", self.column_start),
        }
    }
}
