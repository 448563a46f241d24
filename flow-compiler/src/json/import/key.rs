//! Keys of a document as names of the source.

use crate::ast::Key;
use crate::span::Span;

/// The words that Rust keeps for itself, today or one day.
const KEYWORDS: [&str; 53] = [
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "union",
];

/// Whether a text can be in the source as a word without quotes.
pub(super) fn is_word(text: &str) -> bool {
    is_identifier(text) && !KEYWORDS.contains(&text)
}

/// Whether a text has the letters of a Rust identifier.
pub(super) fn is_identifier(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && letters.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && text.bytes().any(|byte| byte != b'_')
}

/// A key that is in the document as it is written: a name, a key of data or of a payload.
pub(super) fn plain(text: &str, span: Span) -> Key {
    Key { text: text.to_owned(), quoted: !is_word(text), span }
}

/// The name of a component; `data` before a colon would look like the screen's data.
pub(super) fn component(text: &str, span: Span) -> Key {
    Key { text: text.to_owned(), quoted: !is_word(text) || text == "data", span }
}

/// A key of a property, whose word in the source has `_` for `-`.
pub(super) fn property(text: &str, span: Span) -> Key {
    let word = text.replace('-', "_");
    if !text.contains('_') && is_word(&word) {
        Key { text: word, quoted: false, span }
    } else {
        Key { text: text.to_owned(), quoted: true, span }
    }
}
