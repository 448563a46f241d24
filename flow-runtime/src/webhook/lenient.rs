//! Reading objects of Meta's so that one odd key spoils nothing.

use serde_json::{Map, Value};

use crate::value::{DecodeError, FromValue, Id, Text};

/// An object that is being read. A key that is absent, `null` or `""` says nothing; one with a value
/// of another kind than documented is noted, and kept among the rest.
pub(super) struct Lenient {
    left: Map<String, Value>,
    odd_values: Map<String, Value>,
    odd: Vec<DecodeError>,
}

/// What is left of an object once it is read.
pub(super) struct Rest {
    /// Keys that nobody asked for, and those whose values are odd.
    pub(super) rest: Map<String, Value>,
    pub(super) odd: Vec<DecodeError>,
}

impl Lenient {
    pub(super) fn object(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::Object(left) => Ok(Self { left, odd_values: Map::new(), odd: Vec::new() }),
            other => Err(DecodeError::expected("an object", &other)),
        }
    }

    /// A key that the rest is of use without.
    pub(super) fn optional<T: FromValue>(&mut self, key: &'static str) -> Option<T> {
        let value = self.left.shift_remove(key)?;
        if T::is_blank(&value) {
            return None;
        }
        match T::from_value(value.clone()) {
            Ok(read) => Some(read),
            Err(error) => {
                self.odd.push(error.at(key));
                self.odd_values.insert(key.to_owned(), value);
                None
            }
        }
    }

    pub(super) fn id(&mut self, key: &'static str) -> Option<String> {
        self.optional(key).map(|Id(id)| id)
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        self.optional(key).map(|Text(text)| text)
    }

    /// An object inside. What is odd in it is noted by [`merge`](Self::merge).
    pub(super) fn inside(&mut self, key: &'static str) -> Self {
        let map: Option<Map<String, Value>> = self.optional(key);
        Self { left: map.unwrap_or_default(), odd_values: Map::new(), odd: Vec::new() }
    }

    /// Notes what is odd in an object inside.
    pub(super) fn merge(&mut self, key: &'static str, inside: Self) {
        self.odd.extend(inside.odd.into_iter().map(|error| error.at(key)));
    }

    /// The items of a list; one by itself is a list of one. What is not an object is noted and kept.
    pub(super) fn items<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&mut Self) -> T,
    ) -> Vec<(T, Map<String, Value>)> {
        let items = match self.left.shift_remove(key) {
            Some(Value::Array(items)) => items,
            Some(value) if !Value::is_blank(&value) => vec![value],
            _ => Vec::new(),
        };
        let mut found = Vec::with_capacity(items.len());
        let mut unread = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            match item {
                Value::Null => {}
                Value::Object(left) => {
                    let mut item = Self { left, odd_values: Map::new(), odd: Vec::new() };
                    let read = read(&mut item);
                    let Rest { rest, odd } = item.finish();
                    self.odd.extend(odd.into_iter().map(|error| error.at_index(index).at(key)));
                    found.push((read, rest));
                }
                other => {
                    let error = DecodeError::expected("an object", &other);
                    self.odd.push(error.at_index(index).at(key));
                    unread.push(other);
                }
            }
        }
        if !unread.is_empty() {
            self.odd_values.insert(key.to_owned(), Value::Array(unread));
        }
        found
    }

    /// A key without which the object says nothing.
    pub(super) fn required<T: FromValue>(&mut self, key: &'static str) -> Result<T, DecodeError> {
        let value = self.left.shift_remove(key).ok_or_else(|| DecodeError::missing(key))?;
        T::from_value(value).map_err(|error| error.at(key))
    }

    pub(super) fn note(&mut self, error: DecodeError) {
        self.odd.push(error);
    }

    pub(super) fn finish(self) -> Rest {
        let mut rest = self.left;
        rest.extend(self.odd_values);
        Rest { rest, odd: self.odd }
    }
}
