//! Names, strings and documentation as Rust lexes them.

use std::fmt::Write as _;

use crate::ast::{Key, Piece, Reference};
use crate::parse;

/// `///` lines.
pub(super) fn docs(docs: &[String]) -> Vec<String> {
    let lines = docs.iter().flat_map(|doc| doc.lines().chain(doc.is_empty().then_some("")));
    lines
        .map(|line| {
            let line = line.replace('\r', "");
            if line.is_empty() { "///".to_owned() } else { format!("/// {line}") }
        })
        .collect()
}

/// A name, in quotes where it is not an identifier.
pub(super) fn name(name: &str) -> String {
    if is_ident(name) { name.to_owned() } else { string(name) }
}

/// A key, in quotes where it was in quotes.
pub(super) fn key(key: &Key) -> String {
    if key.quoted { string(&key.text) } else { name(&key.text) }
}

/// Whether Rust reads this as one identifier, keywords included.
pub(super) fn is_ident(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first))
        && chars.all(unicode_ident::is_xid_continue)
}

/// `${a.b}`.
pub(super) fn reference(reference: &Reference) -> String {
    let segments: Vec<_> =
        reference.segments.iter().map(|segment| self::segment(segment)).collect();
    format!("${{{}}}", segments.join("."))
}

fn segment(segment: &str) -> String {
    let lexes = segment.split('-').all(|part| {
        (part.is_ascii() && is_ident(part))
            || (!part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    });
    if lexes {
        segment.to_owned()
    } else {
        format!("\"{}\"", segment.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// A string that holds no references.
pub(super) fn string(text: &str) -> String {
    // Regular expressions read better with their backslashes as they are.
    if text.contains('\\') && !text.contains(|char| char == '"' || is_hidden(char)) {
        return format!("r\"{text}\"");
    }
    let mut quoted = String::from('"');
    for char in text.chars() {
        match char {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            char if is_hidden(char) => {
                let _ = write!(quoted, "\\u{{{:x}}}", u32::from(char));
            }
            char => quoted.push(char),
        }
    }
    quoted.push('"');
    quoted
}

/// A string with its references.
pub(super) fn pieces(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(piece) => {
                let opens = matches!(pieces.get(index + 1), Some(Piece::Reference(_)));
                text.push_str(&literal(piece, opens));
            }
            Piece::Reference(reference) => text.push_str(&self::reference(reference)),
        }
    }
    string(&text)
}

/// A text in which nothing reads as a reference; `opens` tells that one follows.
fn literal(text: &str, opens: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        escaped.push_str(&rest[..at]);
        rest = &rest[at..];
        let run = rest.len() - rest.trim_start_matches('$').len();
        let opener = &rest[run - 1..];
        let read = opener.starts_with("${")
            || parse::angled(opener).is_some()
            || (opens && run == rest.len());
        escaped.extend(std::iter::repeat_n('$', if read { 2 * run } else { run }));
        rest = &rest[run..];
    }
    escaped.push_str(rest);
    escaped
}

/// Characters that a reader of the source cannot see, or that reorder what he sees.
fn is_hidden(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
