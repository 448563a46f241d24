//! Reading with indulgence: what Meta leaves out, writes as `null` or writes as another type.

use jiff::Timestamp;
use serde::Deserialize as _;
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde_json::Value;

/// A text; a number is its digits, anything else is empty.
pub(crate) fn string<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    optional_string(from).map(Option::unwrap_or_default)
}

/// A text; a number is its digits, anything else is none.
pub(crate) fn optional_string<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<String>, D::Error> {
    Value::deserialize(from).map(text)
}

/// A text that says something: none when it is empty, too.
pub(crate) fn filled_string<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<String>, D::Error> {
    Ok(optional_string(from)?.filter(|text| !text.trim().is_empty()))
}

/// An id, without which the object is of no use.
pub(crate) fn id<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let id = optional_string(from)?.filter(|id| !id.is_empty());
    id.ok_or_else(|| D::Error::custom("an id is missing"))
}

/// A whole number, of which 0 stands for none.
pub(crate) fn number<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let number = integer(from)?;
    Ok(u32::try_from(number.max(0)).unwrap_or(u32::MAX))
}

/// A whole number, also as a text; 0 for anything else.
pub(crate) fn integer<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    optional_integer(from).map(Option::unwrap_or_default)
}

/// A whole number, also as a text; none for anything else.
pub(crate) fn optional_integer<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<i64>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    })
}

/// A number, also as a text; 0 for anything else.
pub(crate) fn float<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Number(number) => number.as_f64().unwrap_or_default(),
        Value::String(text) => text.trim().parse().unwrap_or_default(),
        _ => 0.0,
    })
}

/// A truth value; none when it is neither.
pub(crate) fn truth<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Bool(truth) => Some(truth),
        Value::String(text) if text == "true" => Some(true),
        Value::String(text) if text == "false" => Some(false),
        _ => None,
    })
}

/// A moment, such as `2023-05-21T11:18:09+0000`; none when it cannot be read.
pub(crate) fn moment<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    Ok(optional_string(from)?.and_then(|text| text.parse().ok()))
}

/// A list; `null` is empty, and so is a `null` in it.
pub(crate) fn list<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    from: D,
) -> Result<Vec<T>, D::Error> {
    let items = Option::<Vec<Option<T>>>::deserialize(from)?.unwrap_or_default();
    Ok(items.into_iter().flatten().collect())
}

/// A list, or its only item by itself; nothing that stands for none is an item.
pub(crate) fn one_or_many<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    from: D,
) -> Result<Vec<T>, D::Error> {
    let items = match Value::deserialize(from)? {
        Value::Array(items) => items,
        Value::Object(map) if map.is_empty() => Vec::new(),
        one => vec![one],
    };
    Ok(items.into_iter().filter_map(|item| serde_json::from_value(item).ok()).collect())
}

/// An object; none when it lacks what makes it of use.
pub(crate) fn object<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    from: D,
) -> Result<Option<T>, D::Error> {
    Ok(serde_json::from_value(Value::deserialize(from)?).ok())
}

/// One text or a list of texts.
pub(crate) fn texts<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Array(items) => items.into_iter().filter_map(text).collect(),
        other => text(other).into_iter().collect(),
    })
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
