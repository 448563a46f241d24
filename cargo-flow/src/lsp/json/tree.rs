//! A JSON text as far as it is written: a reader that never gives up.
//!
//! `flow_compiler::json` says what is wrong with a document and stops where it cannot go on. Whoever
//! types needs the rest as well: what is open at the cursor, and what follows it.

use std::borrow::Cow;
use std::ops::Range;

/// How deep brackets are read; deeper ones are passed over.
const MAX_DEPTH: usize = 128;

/// A value with its bytes.
#[derive(Debug)]
pub(crate) struct Value {
    pub(crate) span: Range<usize>,
    /// Whether its bracket or quote is closed.
    pub(crate) closed: bool,
    pub(crate) kind: ValueKind,
}

/// The forms of a [`Value`].
#[derive(Debug)]
pub(crate) enum ValueKind {
    Object(Vec<Member>),
    List(Vec<Value>),
    /// A string with its quotes; the closing one may be missing at the end of a line.
    Text,
    /// A number, a word, anything else.
    Atom,
}

/// A key, and its value where there is one already.
#[derive(Debug)]
pub(crate) struct Member {
    /// With its quotes; a word without any may be typed just now.
    pub(crate) key: Range<usize>,
    /// After the `:`, where that is written.
    pub(crate) colon: Option<usize>,
    pub(crate) value: Option<Value>,
    pub(crate) span: Range<usize>,
}

impl Value {
    pub(crate) fn members(&self) -> &[Member] {
        match &self.kind {
            ValueKind::Object(members) => members,
            _ => &[],
        }
    }

    pub(crate) fn items(&self) -> &[Self] {
        match &self.kind {
            ValueKind::List(items) => items,
            _ => &[],
        }
    }

    /// The value of a key that is spelled without escapes.
    pub(crate) fn get(&self, text: &str, key: &str) -> Option<&Self> {
        let member = self.members().iter().find(|member| &text[inside(text, &member.key)] == key);
        member?.value.as_ref()
    }

    /// What is between the quotes of a string; all of anything else.
    pub(crate) fn inside(&self) -> Range<usize> {
        match self.kind {
            ValueKind::Text => self.span.start + 1..self.span.end - usize::from(self.closed),
            _ => self.span.clone(),
        }
    }

    /// The text of a string.
    pub(crate) fn text<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        matches!(self.kind, ValueKind::Text).then(|| unescaped(&text[self.inside()]))
    }

    /// The text of the string under a key.
    pub(crate) fn text_of<'t>(&self, text: &'t str, key: &str) -> Option<Cow<'t, str>> {
        self.get(text, key)?.text(text)
    }
}

impl Member {
    pub(crate) fn name<'t>(&self, text: &'t str) -> Cow<'t, str> {
        unescaped(&text[inside(text, &self.key)])
    }
}

/// What is between the quotes of a key; all of a word that has none.
pub(crate) fn inside(text: &str, string: &Range<usize>) -> Range<usize> {
    let written = &text[string.clone()];
    let Some(rest) = written.strip_prefix('"') else { return string.clone() };
    let closed = string_length(written.as_bytes()).is_some_and(|(_, closed)| closed);
    string.start + 1..string.start + 1 + rest.len() - usize::from(closed)
}

/// A string without its quotes, its escapes resolved; as it is where one is wrong.
fn unescaped(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return raw.into();
    }
    serde_json::from_str(&format!("\"{raw}\"")).map_or(raw.into(), Cow::Owned)
}

/// Reads a text; `None` where nothing is in it.
///
/// Time is linear in the length of the text.
pub(crate) fn read(text: &str) -> Option<Value> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader { bytes: text.as_bytes(), at: start, open: Vec::new() };
    reader.space();
    reader.value()
}

struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
    /// The brackets around this place.
    open: Vec<u8>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// The value that begins here; `None` where none does.
    fn value(&mut self) -> Option<Value> {
        let start = self.at;
        let (kind, closed) = match self.peek()? {
            b',' | b':' | b'}' | b']' => return None,
            b'{' | b'[' if self.open.len() >= MAX_DEPTH => {
                self.at += 1;
                (ValueKind::Atom, true)
            }
            b'{' => self.object(),
            b'[' => self.list(),
            b'"' => (ValueKind::Text, self.string()),
            _ => {
                self.word();
                (ValueKind::Atom, true)
            }
        };
        Some(Value { span: start..self.at, closed, kind })
    }

    fn object(&mut self) -> (ValueKind, bool) {
        let in_list = self.open.last() == Some(&b'[');
        self.open.push(b'{');
        self.at += 1;
        let mut members = Vec::new();
        let mut closed = false;
        loop {
            self.space();
            match self.peek() {
                None => break,
                Some(b'}') => {
                    self.at += 1;
                    closed = true;
                    break;
                }
                // Something around it ends here, or its next neighbour begins: it was not closed.
                Some(b']') if self.open.contains(&b'[') => break,
                Some(b'{') if in_list => break,
                Some(b',' | b':' | b']') => self.at += 1,
                Some(b'{' | b'[') => {
                    let start = self.at;
                    let value = self.value();
                    let span = start..self.at;
                    members.push(Member { key: start..start, colon: None, value, span });
                }
                Some(_) => members.push(self.member()),
            }
        }
        self.open.pop();
        (ValueKind::Object(members), closed)
    }

    fn member(&mut self) -> Member {
        let start = self.at;
        if self.peek() == Some(b'"') {
            self.string();
        } else {
            self.word();
        }
        let key = start..self.at;
        let mut member = Member { span: key.clone(), key, colon: None, value: None };
        let end = self.at;
        self.space();
        if self.peek() != Some(b':') {
            self.at = end;
            return member;
        }
        self.at += 1;
        let colon = self.at;
        member.colon = Some(colon);
        self.space();
        member.value = if self.is_next_key(colon) { None } else { self.value() };
        if member.value.is_none() {
            self.at = colon;
        }
        member.span.end = self.at;
        member
    }

    /// Whether a key of a later line follows a `:` without a value.
    fn is_next_key(&self, colon: usize) -> bool {
        let rest = &self.bytes[self.at..];
        self.bytes[colon..self.at].contains(&b'\n')
            && rest.first() == Some(&b'"')
            && string_length(rest).is_some_and(|(length, _)| {
                let after = rest[length..].iter().find(|byte| !byte.is_ascii_whitespace());
                after == Some(&b':')
            })
    }

    fn list(&mut self) -> (ValueKind, bool) {
        self.open.push(b'[');
        self.at += 1;
        let mut items = Vec::new();
        let mut closed = false;
        loop {
            self.space();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    closed = true;
                    break;
                }
                Some(b'}') if self.open.contains(&b'{') => break,
                Some(b',' | b':' | b'}') => self.at += 1,
                Some(_) => items.extend(self.value()),
            }
        }
        self.open.pop();
        (ValueKind::List(items), closed)
    }

    /// Passes over a string; whether it is closed.
    fn string(&mut self) -> bool {
        let (length, closed) = string_length(&self.bytes[self.at..]).unwrap_or((1, false));
        self.at += length;
        closed
    }

    fn word(&mut self) {
        let rest = &self.bytes[self.at..];
        let ends = |byte: &u8| {
            byte.is_ascii_whitespace()
                || matches!(byte, b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"')
        };
        self.at += rest.iter().position(ends).unwrap_or(rest.len()).max(1);
    }
}

/// The length of the string that begins here, and whether it is closed; one that is not ends with
/// its line, or where another begins: `"lab "next": 1`.
fn string_length(bytes: &[u8]) -> Option<(usize, bool)> {
    if bytes.first() != Some(&b'"') {
        return None;
    }
    let mut at = 1;
    loop {
        let rest = bytes.get(at..)?;
        let Some(plain) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | b'\n' | b'\r'))
        else {
            return Some((bytes.len(), false));
        };
        at += plain;
        match bytes[at] {
            b'"' if bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) => {
                let written = bytes[..at].trim_ascii_end().len();
                return Some((written.max(1), false));
            }
            b'"' => return Some((at + 1, true)),
            b'\\' if !matches!(bytes.get(at + 1), None | Some(b'\n' | b'\r')) => at += 2,
            b'\\' => at += 1,
            _ => return Some((at, false)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, ValueKind, inside, read};

    /// A value in a short notation.
    fn shown(text: &str, value: &Value) -> String {
        match &value.kind {
            ValueKind::Object(members) => {
                let each = members.iter().map(|member| {
                    let value = member.value.as_ref().map_or("?".to_owned(), |v| shown(text, v));
                    format!("{}={value}", &text[inside(text, &member.key)])
                });
                format!("{{{}}}", each.collect::<Vec<_>>().join(" "))
            }
            ValueKind::List(items) => {
                let each = items.iter().map(|item| shown(text, item));
                format!("[{}]", each.collect::<Vec<_>>().join(" "))
            }
            ValueKind::Text => format!("'{}'", &text[value.inside()]),
            ValueKind::Atom => text[value.span.clone()].to_owned(),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for (text, read_as) in [
            (r#"{"a": [1, "x", true], "b": {}}"#, "{a=[1 'x' true] b={}}"),
            (r#"{"a": "#, "{a=?}"),
            (r#"{"a": , "b": 1}"#, "{a=? b=1}"),
            ("{\"a\": \n\"b\": 1}", "{a=? b=1}"),
            (r#"{"a" "b": 1}"#, "{a=? b=1}"),
            (r#"{ lab "b": 1}"#, "{lab=? b=1}"),
            ("{\"a\": \"half\n\"b\": 1}", "{a='half' b=1}"),
            (r#"[{"a": 1, {"b": 2}]"#, "[{a=1} {b=2}]"),
            (r#"{"a": [{"b": [1, 2}], "c": 3}"#, "{a=[{b=[1 2]}] c=3}"),
            (r#"{"a": {"b": 1], "c": 2}"#, "{a={b=1 c=2}}"),
            (r#"["a\"b", "\\"]"#, r#"['a\"b' '\\']"#),
            ("[\"a\\", "['a\\']"),
            (r#"{"lab "next": 1}"#, "{lab=? next=1}"),
            ("]", ""),
            ("", ""),
            ("\u{feff}[1]", "[1]"),
            ("[é😀]", "[é😀]"),
        ] {
            let value = read(text).map(|value| shown(text, &value)).unwrap_or_default();
            assert_eq!(value, read_as, "{text}");
        }
    }

    #[test]
    fn no_text_is_too_much() {
        let brackets = "[".repeat(100_000);
        assert!(read(&brackets).is_some());
        let objects = "{\"a\":".repeat(100_000);
        assert!(read(&objects).is_some());
        let text = r#"{"a": [1, "é\u0041", {"b😀": nul}], "c": "#;
        for (end, _) in text.char_indices() {
            for (start, _) in text.char_indices().filter(|(start, _)| *start <= end) {
                let _ = read(&text[start..end]);
            }
        }
    }

    #[test]
    fn a_text_knows_its_escapes() {
        let text = r#""a\u00e9\n""#;
        assert_eq!(read(text).and_then(|v| Some(v.text(text)?.into_owned())).unwrap(), "aé\n");
    }
}
