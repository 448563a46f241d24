//! The error of reading JSON into a typed value. It never holds the value itself.

use std::fmt;

use serde_json::Value;

/// A value that could not be read, said without the value.
///
/// It names the path of keys, what was expected there and which kind of JSON was found. The value
/// may be a person's password, so it is never kept.
///
/// ```
/// use flow_runtime::value::{DecodeError, Fields};
/// use serde_json::json;
///
/// let mut fields = Fields::object(json!({ "age": [1, 2] })).unwrap();
/// let error = fields.take::<i64>("age").unwrap_err();
/// assert_eq!(error.to_string(), "`age`: expected a whole number, found an array");
/// assert_eq!(error.path(), "age");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    /// Innermost first: it is built while the error travels outwards.
    path: Vec<Step>,
    fault: Fault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Key(&'static str),
    Index(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Kind { expected: &'static str, found: &'static str },
    Missing,
    UnknownOption(&'static str),
}

impl DecodeError {
    /// The value is of another kind than the one expected, such as `a string`.
    #[must_use]
    pub fn expected(expected: &'static str, found: &Value) -> Self {
        Self::of(Fault::Kind { expected, found: kind(found) })
    }

    /// A required key is not there.
    #[must_use]
    pub fn missing(key: &'static str) -> Self {
        Self::of(Fault::Missing).at(key)
    }

    /// A string that names none of the options of an enum.
    #[must_use]
    pub fn unknown_option(name: &'static str) -> Self {
        Self::of(Fault::UnknownOption(name))
    }

    /// Puts the error under a key.
    #[must_use]
    pub fn at(mut self, key: &'static str) -> Self {
        self.path.push(Step::Key(key));
        self
    }

    /// Puts the error under an index of an array, counted from 0.
    #[must_use]
    pub fn at_index(mut self, index: usize) -> Self {
        self.path.push(Step::Index(index));
        self
    }

    /// The path of the value that could not be read, such as `items[2].id`.
    ///
    /// Empty for the value itself.
    #[must_use]
    pub fn path(&self) -> String {
        use fmt::Write as _;

        let mut path = String::new();
        for step in self.path.iter().rev() {
            match step {
                Step::Key(key) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(key);
                }
                Step::Index(index) => {
                    // Writing to a String cannot fail.
                    let _ = write!(path, "[{index}]");
                }
            }
        }
        path
    }

    /// Whether a required key was missing.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self.fault, Fault::Missing)
    }

    fn of(fault: Fault) -> Self {
        Self { path: Vec::new(), fault }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "`{}`: ", self.path())?;
        }
        match self.fault {
            Fault::Kind { expected, found } => write!(f, "expected {expected}, found {found}"),
            Fault::Missing => f.write_str("required, but it is missing"),
            Fault::UnknownOption(name) => {
                write!(f, "the value is not one of the options of `{name}`")
            }
        }
    }
}

impl std::error::Error for DecodeError {}

/// The kind of a value, with its article.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(text) if text.is_empty() => "an empty string",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
