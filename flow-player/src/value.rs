//! Values of a running flow: JSON that is cheap to hand on.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Number;

/// A text that many may hold.
pub(crate) type Text = Arc<str>;

/// Keys and their values.
pub(crate) type Map = BTreeMap<Text, Value>;

/// A JSON value. A copy of it copies no text, no list and no object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "serde_json::Value", into = "serde_json::Value")]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(Number),
    Text(Text),
    List(Arc<[Value]>),
    Object(Arc<Map>),
}

impl Value {
    pub(crate) fn text(text: impl Into<Text>) -> Self {
        Self::Text(text.into())
    }

    /// A number, as JSON writes it: `null` for infinity and for what is not a number.
    pub(crate) fn number(number: f64) -> Self {
        match whole(number) {
            Some(whole) => Self::Number(whole.into()),
            None => Number::from_f64(number).map_or(Self::Null, Self::Number),
        }
    }

    pub(crate) fn as_text(&self) -> Option<&Text> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    pub(crate) fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => number.as_f64(),
            _ => None,
        }
    }

    pub(crate) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.get(key),
            _ => None,
        }
    }

    /// The value at the end of a path of keys.
    pub(crate) fn walk(&self, keys: &[Text]) -> Option<&Self> {
        keys.iter().try_fold(self, |value, key| value.get(key))
    }

    /// Whether it counts as nothing in an expression: an empty text or `null`.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            _ => false,
        }
    }

    /// The number that it is or spells.
    pub(crate) fn to_number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => number.as_f64(),
            Self::Text(text) => number_in(text),
            _ => None,
        }
    }

    /// As it is written into a text, in the way of `JavaScript`.
    pub(crate) fn spelled(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Bool(value) => value.to_string(),
            Self::Number(number) => number.as_f64().map_or_else(|| number.to_string(), spell),
            Self::Text(text) => text.to_string(),
            Self::List(items) => items.iter().map(Self::spelled).collect::<Vec<_>>().join(","),
            Self::Object(_) => serde_json::Value::from(self.clone()).to_string(),
        }
    }

    /// Whether both are the same, by type and value; 1 and 1.0 are.
    pub(crate) fn same(&self, other: &Self) -> bool {
        match (self.as_number(), other.as_number()) {
            (Some(a), Some(b)) => a.total_cmp(&b).is_eq(),
            _ => self == other,
        }
    }
}

/// The number that a text spells, white space around it aside; `None` for an empty text.
pub(crate) fn number_in(text: &str) -> Option<f64> {
    let text = text.trim();
    // Rust reads "inf" and "nan" as well.
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    text.parse().ok().filter(|number: &f64| plain && number.is_finite())
}

/// The whole number that this is.
#[expect(clippy::cast_possible_truncation, reason = "compared with what came in")]
fn whole(number: f64) -> Option<i64> {
    /// The whole numbers that an `f64` holds exactly reach to here.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

/// A number as `JavaScript` writes it.
fn spell(number: f64) -> String {
    if let Some(whole) = whole(number) {
        return whole.to_string();
    }
    if (1e-6..1e21).contains(&number.abs()) {
        return number.to_string();
    }
    let text = format!("{number:e}");
    match text.split_once('e') {
        Some((digits, power)) if !power.starts_with('-') => format!("{digits}e+{power}"),
        _ => text,
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(value) => Self::Bool(value),
            serde_json::Value::Number(number) => Self::Number(number),
            serde_json::Value::String(text) => Self::Text(text.into()),
            serde_json::Value::Array(items) => {
                Self::List(items.into_iter().map(Self::from).collect())
            }
            serde_json::Value::Object(members) => Self::Object(Arc::new(map(members))),
        }
    }
}

impl From<Value> for serde_json::Value {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(value),
            Value::Number(number) => Self::Number(number),
            Value::Text(text) => Self::String(text.to_string()),
            Value::List(items) => Self::Array(items.iter().cloned().map(Self::from).collect()),
            Value::Object(members) => Self::Object(plain(&members)),
        }
    }
}

/// An object of serde's as one of ours.
pub(crate) fn map(members: serde_json::Map<String, serde_json::Value>) -> Map {
    members.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
}

/// The other way round.
pub(crate) fn plain(members: &Map) -> serde_json::Map<String, serde_json::Value> {
    members.iter().map(|(key, value)| (key.to_string(), value.clone().into())).collect()
}

#[cfg(test)]
mod tests {
    use super::{Value, number_in, spell};

    #[test]
    fn numbers_are_written_as_javascript_writes_them() {
        for (number, text) in [
            (2.5, "2.5"),
            (2.0, "2"),
            (-0.25, "-0.25"),
            (1e21, "1e+21"),
            (1e-7, "1e-7"),
            (1e20, "100000000000000000000"),
        ] {
            assert_eq!(spell(number), text);
        }
    }

    #[test]
    fn a_text_spells_a_number_or_none() {
        assert_eq!(number_in(" 12.5 "), Some(12.5));
        for text in ["", "nan", "inf", "1,5", "12a", "0x10"] {
            assert_eq!(number_in(text), None, "{text}");
        }
    }

    #[test]
    fn one_is_one() {
        assert!(Value::number(1.0).same(&Value::from(serde_json::json!(1.0))));
        assert!(!Value::number(1.0).same(&Value::text("1")));
    }
}
