//! What a value of the tree says as it was written.

use std::borrow::Cow;

use crate::ast::{Piece, Value, ValueKind};

/// The text of a value that is one: a string without references, a word, a raw string.
pub fn plain(value: &Value) -> Option<Cow<'_, str>> {
    match &value.kind {
        ValueKind::Text(pieces) => match pieces.as_slice() {
            [] => Some("".into()),
            [Piece::Text(text)] => Some(text.as_str().into()),
            pieces => pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => Some(text.as_str()),
                    Piece::Reference(_) => None,
                })
                .collect::<Option<String>>()
                .map(Cow::Owned),
        },
        ValueKind::Word(word) => Some(word.as_str().into()),
        ValueKind::Raw(node) => node.as_text().map(Cow::Borrowed),
        _ => None,
    }
}

/// The text of a value that borrows it from the tree.
pub fn borrowed(value: &Value) -> Option<&str> {
    match plain(value)? {
        Cow::Borrowed(text) => Some(text),
        Cow::Owned(_) => None,
    }
}
