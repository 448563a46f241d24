//! Reads JSON with positions, and says what is wrong where it is not JSON.

mod atom;
mod encoding;
mod string;

pub use encoding::{read, read_bytes, too_large};

use std::collections::HashSet;

use super::{Member, Node, NodeKind};
use crate::catalogue;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::span::Span;

/// How large a document may be, in bytes: Meta's limit of 10 MB.
pub const MAX_BYTES: usize = 10 * 1_048_576;

/// How deep brackets may be nested. Meta's own documents stay below 30.
const MAX_DEPTH: usize = 128;

/// After so many mistakes the rest of a text is no longer read.
const MAX_FAULTS: usize = 20;

/// The text cannot be read on; why has been reported.
struct Stop;

type Read<T> = Result<T, Stop>;

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    depth: usize,
    faults: usize,
    cx: &'t mut Diagnostics,
}

impl<'t> Reader<'t> {
    fn new(cx: &'t mut Diagnostics, text: &'t str, at: usize) -> Self {
        Self { text, bytes: text.as_bytes(), at, depth: 0, faults: 0, cx }
    }

    /// The one value that the text holds.
    fn document(&mut self) -> Read<Node> {
        self.space()?;
        if self.at == self.bytes.len() {
            self.fault(0, 0, "the document is empty")?
                .help("a document is one object: `{ \"version\": \"7.3\", \"screens\": [ … ] }`");
            return Err(Stop);
        }
        let node = self.value()?;
        self.space()?;
        if self.at < self.bytes.len() {
            let end = self.at + self.char_at(self.at).map_or(0, char::len_utf8);
            self.fault(self.at, end, "the document goes on after its end")?
                .help("a document is one object; remove what is after its `}`");
        }
        Ok(node)
    }

    /// A value, and the white space after it.
    fn value(&mut self) -> Read<Node> {
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => self.object()?,
            Some(b'[') => self.list()?,
            Some(b'"') => NodeKind::Text(self.string(b'"')?),
            Some(b'\'') => {
                let text = self.string(b'\'')?;
                self.single_quoted(start)?;
                NodeKind::Text(text)
            }
            _ => self.atom()?,
        };
        let span = Span::text(start, self.at);
        self.space()?;
        Ok(Node { kind, span })
    }

    fn list(&mut self) -> Read<NodeKind> {
        self.open()?;
        let mut items = Vec::new();
        self.space()?;
        while !self.closes(b']')? {
            items.push(self.value()?);
            self.comma(b']')?;
        }
        self.depth -= 1;
        Ok(NodeKind::List(items))
    }

    fn object(&mut self) -> Read<NodeKind> {
        self.open()?;
        let mut members: Vec<Member> = Vec::new();
        self.space()?;
        while !self.closes(b'}')? {
            let start = self.at;
            let key = self.key()?;
            let key_span = Span::text(start, self.at);
            self.space()?;
            self.colon(&key)?;
            self.space()?;
            let value = self.value()?;
            members.push(Member { key, key_span, value });
            self.comma(b'}')?;
        }
        self.depth -= 1;
        self.unique(&mut members)?;
        Ok(NodeKind::Object(members))
    }

    fn key(&mut self) -> Read<String> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => self.string(b'"'),
            Some(b'\'') => {
                let key = self.string(b'\'')?;
                self.single_quoted(start)?;
                Ok(key)
            }
            Some(_) => {
                let word = self.word();
                if word.is_empty() {
                    return self.unexpected("a key in double quotes, or `}`");
                }
                self.fault(start, self.at, format!("the key `{}` has no quotes", shown(word)))?
                    .help(format!("write `\"{}\"`", shown(word)))
                    .replace(format!("\"{word}\""));
                Ok(word.to_owned())
            }
            None => self.unexpected("a key in double quotes, or `}`"),
        }
    }

    fn colon(&mut self, key: &str) -> Read<()> {
        match self.peek() {
            Some(b':') => self.at += 1,
            Some(b'=') => {
                self.fault(self.at, self.at + 1, "unexpected `=`")?.write(":");
                self.at += 1;
            }
            _ => return self.unexpected(&format!("`:` and a value for `{}`", shown(key))),
        }
        Ok(())
    }

    /// The comma after an item; it may be missing before the closing bracket only.
    fn comma(&mut self, close: u8) -> Read<()> {
        match self.peek() {
            Some(b',') => {
                let comma = self.at;
                self.at += 1;
                self.space()?;
                if self.peek() == Some(close) {
                    self.fault(comma, comma + 1, "this comma is one too many")?
                        .help(format!("no comma goes before `{}`", char::from(close)))
                        .replace("");
                }
            }
            Some(byte) if byte == close => {}
            Some(b';') => {
                self.fault(self.at, self.at + 1, "unexpected `;`")?.write(",");
                self.at += 1;
                self.space()?;
            }
            Some(byte)
                if matches!(byte, b'"' | b'\'' | b'{' | b'[') || byte.is_ascii_alphanumeric() =>
            {
                self.fault(self.at, self.at + 1, "a comma is missing here")?
                    .help("write a `,` before it");
            }
            _ => return self.unexpected(&format!("`,` or `{}`", char::from(close))),
        }
        Ok(())
    }

    fn closes(&mut self, close: u8) -> Read<bool> {
        match self.peek() {
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(true)
            }
            Some(b',') => {
                self.fault(self.at, self.at + 1, "there is nothing before this comma")?
                    .help("remove it");
                self.at += 1;
                self.space()?;
                self.closes(close)
            }
            Some(_) => Ok(false),
            None => self.unexpected(&format!("`{}`", char::from(close))),
        }
    }

    fn open(&mut self) -> Read<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message = format!("brackets are nested more than {MAX_DEPTH} deep");
            self.fault(self.at, self.at + 1, message)?
                .help("a flow nests far less; remove the brackets that hold nothing");
            return Err(Stop);
        }
        self.at += 1;
        Ok(())
    }

    /// Tells the second member of a key, and leaves it out.
    fn unique(&mut self, members: &mut Vec<Member>) -> Read<()> {
        let repeated = if members.len() <= 8 {
            let again = |&i: &usize| members[..i].iter().any(|first| first.key == members[i].key);
            (1..members.len()).filter(again).collect()
        } else {
            let mut seen = HashSet::with_capacity(members.len());
            let again = |&i: &usize| !seen.insert(members[i].key.as_str());
            (0..members.len()).filter(again).collect::<Vec<_>>()
        };
        for &i in repeated.iter().rev() {
            let second = members.remove(i);
            self.count()?;
            let message = format!("the key `{}` is there twice in this object", shown(&second.key));
            let fault = self.cx.error(Code::DuplicateKey, second.key_span, message);
            match called_otherwise(members, &second.key) {
                // `type` beside the `type` of a component means what is one of its properties.
                Some(meant) => {
                    fault.meant(&second.key, meant);
                    members.insert(i, Member { key: meant.to_owned(), ..second });
                }
                None => drop(fault.help("keep one of the two")),
            }
        }
        Ok(())
    }

    /// White space; comments are reported and skipped.
    fn space(&mut self) -> Read<()> {
        loop {
            while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
                self.at += 1;
            }
            let rest = &self.bytes[self.at..];
            let length = match rest {
                [b'/', b'/', ..] | [b'#', ..] => {
                    rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())
                }
                [b'/', b'*', ..] => {
                    self.text[self.at..].find("*/").map_or(rest.len(), |end| end + 2)
                }
                // White space of Unicode, which editors and chats put in.
                [0xc2 | 0xe1..=0xe3 | 0xef, ..] => {
                    match self.char_at(self.at).filter(|c| c.is_whitespace() || *c == '\u{feff}') {
                        Some(c) => {
                            let end = self.at + c.len_utf8();
                            let message =
                                format!("`U+{:04X}` is not white space in JSON", u32::from(c));
                            self.fault(self.at, end, message)?.help("write a plain space");
                            self.at = end;
                            continue;
                        }
                        None => return Ok(()),
                    }
                }
                _ => return Ok(()),
            };
            self.fault(self.at, self.at + length, "JSON has no comments")?
                .help("remove the comment");
            self.at += length;
        }
    }

    fn single_quoted(&mut self, start: usize) -> Read<()> {
        self.fault(start, self.at, "JSON has no single quotes")?.help("write double quotes");
        Ok(())
    }

    fn unexpected<T>(&mut self, wanted: &str) -> Read<T> {
        let (end, message) = match self.char_at(self.at) {
            Some(c) => (self.at + c.len_utf8(), format!("unexpected `{}`", c.escape_debug())),
            None => (self.at, "the document ends too early".to_owned()),
        };
        self.fault(self.at, end, message)?.help(format!("{wanted} is here"));
        Err(Stop)
    }

    fn fault(
        &mut self,
        start: usize,
        end: usize,
        message: impl Into<String>,
    ) -> Read<&mut Diagnostic> {
        self.count()?;
        Ok(self.cx.error(Code::InvalidFlowJson, Span::text(start, end), message))
    }

    fn count(&mut self) -> Read<()> {
        self.faults += 1;
        if self.faults > MAX_FAULTS { Err(Stop) } else { Ok(()) }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// The letters, digits and signs from here on.
    fn word(&mut self) -> &'t str {
        let rest = &self.text[self.at..];
        let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.' | '$');
        let word = &rest[..rest.find(|c| !part(c)).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }
}

/// A name from outside, cut to what a message can hold.
fn shown(name: &str) -> String {
    name.chars().take(60).collect::<String>().escape_debug().to_string()
}

/// The property of a component that others call by a key which the component has twice.
fn called_otherwise(members: &[Member], key: &str) -> Option<&'static str> {
    let kind = members.iter().find(|member| member.key == "type")?.value.as_text()?;
    let row = catalogue::component(kind).filter(|row| row.property(key).is_none())?;
    let meant = catalogue::meant(row.properties, key)?.name;
    members.iter().all(|member| member.key != meant).then_some(meant)
}

#[cfg(test)]
mod tests;
