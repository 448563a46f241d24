//! Hashes for the lock.

use std::fmt::Write;

use serde_json::Value;
use sha2::{Digest, Sha256};

/// SHA-256 over texts in a row, in hexadecimal digits.
pub(super) fn hash<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        // The length keeps `a`, `bc` apart from `ab`, `c`.
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text);
    }
    hex(&hasher.finalize())
}

/// SHA-256 of a document: its layout and the order of its keys mean nothing.
pub(super) fn document(value: &Value) -> String {
    let mut text = String::new();
    sorted(value, &mut text);
    hash([text.as_str()])
}

/// The value with the keys of every object in one order.
fn sorted(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => {
            text.push('[');
            for item in items {
                sorted(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_unstable();
            text.push('{');
            for key in keys {
                // Writing to a text cannot fail.
                let _ = write!(text, "{}:", Value::String(key.clone()));
                sorted(&map[key], text);
                text.push(',');
            }
            text.push('}');
        }
        plain => {
            let _ = write!(text, "{plain}");
        }
    }
}

/// Two hexadecimal digits for each byte.
pub(super) fn hex(bytes: &[u8]) -> String {
    let digit = |four: u8| char::from_digit(four.into(), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::document;

    #[test]
    fn a_document_is_its_values_and_not_its_layout() {
        let one = serde_json::from_str(r#"{"a": [1, {"c": 2, "b": "x,"}], "d": null}"#);
        let other = json!({ "d": null, "a": [1, { "b": "x,", "c": 2 }] });
        assert_eq!(document(&one.expect("JSON")), document(&other));
        assert_ne!(document(&other), document(&json!({ "d": null, "a": [1, { "b": "x" }] })));
        assert_ne!(document(&json!([[], []])), document(&json!([[[]]])));
    }
}
