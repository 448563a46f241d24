//! Where a text stops being Rust: the bracket, the text or the comment that is not closed.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

/// Tells why a text cannot be cut into tokens. `noticed` is where that showed, which may be far
/// after the place to fix.
pub fn tell(cx: &mut Diagnostics, text: &str, noticed: usize) {
    let (at, message, help) = match Scan::of(text).fault() {
        Some(Fault::Open(Bracket { sign, at, .. })) => {
            (at, format!("this `{sign}` is not closed"), format!("write its `{}`", closer(sign)))
        }
        Some(Fault::Close(sign, at)) => {
            let help = "remove it, or write what it closes";
            (at, format!("this `{sign}` closes nothing"), help.to_owned())
        }
        Some(Fault::Text(at)) => {
            (at, "this text is not closed".to_owned(), "write a `\"` at its end".to_owned())
        }
        Some(Fault::Comment(at)) => {
            (at, "this comment is not closed".to_owned(), "write `*/` at its end".to_owned())
        }
        Some(Fault::Escape(escape)) => return escape.tell(cx, text),
        None if text.get(noticed..).is_some_and(|rest| rest.starts_with('`')) => (
            noticed,
            "a flow has no back-ticks".to_owned(),
            "leave them out, and the `${ }` around them: `${form.age} >= 18` is an expression"
                .to_owned(),
        ),
        None if text.get(noticed..).is_some_and(|rest| rest.starts_with('\'')) => (
            noticed,
            "a text does not be in single quotes".to_owned(),
            "write it in double quotes: `\"text\"`".to_owned(),
        ),
        None => {
            let help = "write texts in double quotes, names and numbers as Rust does";
            (noticed.min(text.len()), "this is not Rust source".to_owned(), help.to_owned())
        }
    };
    let end = text[at..].chars().next().map_or(at, |char| at + char.len_utf8());
    cx.error(Code::Syntax, Span::text(at, end), message).help(help);
}

enum Fault {
    Open(Bracket),
    Close(char, usize),
    Text(usize),
    Comment(usize),
    Escape(Escape),
}

/// A backslash in a text that Rust does not know.
struct Escape {
    /// The text with its quotes.
    whole: Range<usize>,
    /// The backslash.
    at: usize,
    /// Whether the text has other escapes, which a raw string would not have.
    others: bool,
}

impl Escape {
    fn tell(&self, cx: &mut Diagnostics, text: &str) {
        let letter: String = text[self.at..].chars().take(2).collect();
        let quoted = &text[self.whole.clone()];
        let message = format!("`{letter}` is not an escape of Rust");
        let (start, end) = (self.whole.start, self.whole.end);
        if self.others || letter == "\\u" {
            let help = match letter.as_str() {
                "\\u" => "write the number in braces: `\\u{e9}`",
                _ => "write `\\\\` for a backslash",
            };
            let place = Span::text(self.at, self.at + letter.len());
            cx.error(Code::Syntax, place, message).help(help);
            return;
        }
        let shown: String = quoted.chars().take(SHOWN).collect();
        let help = if shown.len() == quoted.len() {
            format!("write a raw string: `r{quoted}`")
        } else {
            "write a raw string: an `r` before its first quote".to_owned()
        };
        let fault = cx.error(Code::Syntax, Span::text(start, end), message);
        fault.help(help).replace(format!("r{quoted}"));
    }
}

/// So many characters of a text are shown in a help.
const SHOWN: usize = 60;

#[derive(Clone, Copy)]
struct Bracket {
    sign: char,
    at: usize,
    /// The first byte of its line, and how many blanks the line begins with.
    line: (usize, usize),
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    open: Vec<Bracket>,
    /// The first bracket whose closing one is further to the left or right than its line: most
    /// likely that one closes another.
    suspect: Option<Bracket>,
    /// The first text over several lines: where a quote is missing, the texts after it are turned
    /// inside out.
    long: Option<usize>,
    /// The first escape that is none.
    escape: Option<Escape>,
}

impl<'t> Scan<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, at: 0, open: Vec::new(), suspect: None, long: None, escape: None }
    }

    fn fault(mut self) -> Option<Fault> {
        let found = self.find();
        match (found, self.long) {
            (None, _) if self.escape.is_some() => self.escape.map(Fault::Escape),
            (None | Some(Fault::Text(_)), Some(long)) => Some(Fault::Text(long)),
            (found, _) => found,
        }
    }

    fn find(&mut self) -> Option<Fault> {
        while let Some(sign) = self.rest().chars().next() {
            let at = self.at;
            self.at += sign.len_utf8();
            let fault = match sign {
                '/' if self.rest().starts_with('/') => {
                    self.at += self.rest().find('\n').unwrap_or(self.rest().len());
                    None
                }
                '/' if self.rest().starts_with('*') => self.comment(at),
                '"' => self.string(at),
                'r' => self.raw_string(at),
                '\'' => {
                    self.character();
                    None
                }
                '(' | '[' | '{' => {
                    self.open.push(Bracket { sign, at, line: self.line(at) });
                    None
                }
                ')' | ']' | '}' => self.close(sign, at),
                _ => None,
            };
            if fault.is_some() {
                return fault;
            }
        }
        let last = self.open.pop()?;
        Some(Fault::Open(self.suspect.unwrap_or(last)))
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn line(&self, at: usize) -> (usize, usize) {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let line = &self.text[start..];
        (start, line.len() - line.trim_start_matches([' ', '\t']).len())
    }

    fn close(&mut self, sign: char, at: usize) -> Option<Fault> {
        let Some(open) = self.open.pop() else { return Some(Fault::Close(sign, at)) };
        if closer(open.sign) != sign {
            return Some(Fault::Open(open));
        }
        let line = self.line(at);
        let begins_line = line.0 + line.1 == at;
        if begins_line && line.0 != open.line.0 && line.1 != open.line.1 {
            self.suspect.get_or_insert(open);
        }
        None
    }

    fn comment(&mut self, at: usize) -> Option<Fault> {
        let mut depth = 1;
        self.at += 1;
        while depth > 0 {
            let Some(next) = self.rest().find(['*', '/']) else { return Some(Fault::Comment(at)) };
            self.at += next;
            let step = match self.rest() {
                rest if rest.starts_with("/*") => 1,
                rest if rest.starts_with("*/") => -1,
                _ => 0,
            };
            depth += step;
            self.at += if step == 0 { 1 } else { 2 };
        }
        None
    }

    fn string(&mut self, at: usize) -> Option<Fault> {
        let mut escaped = false;
        let (mut wrong, mut right) = (None, false);
        for (offset, char) in self.rest().char_indices() {
            match char {
                _ if escaped => {
                    escaped = false;
                    let braces = self.rest()[offset + char.len_utf8()..].starts_with('{');
                    if "nrt0x\\'\"\n\r".contains(char) || (char == 'u' && braces) {
                        right = true;
                    } else {
                        wrong = wrong.or(Some(self.at + offset - 1));
                    }
                }
                '\\' => escaped = true,
                '"' => {
                    self.at += offset + 1;
                    if let (Some(wrong), None) = (wrong, &self.escape) {
                        let whole = at..self.at;
                        self.escape = Some(Escape { whole, at: wrong, others: right });
                    }
                    return None;
                }
                '\n' => {
                    self.long.get_or_insert(at);
                }
                _ => {}
            }
        }
        Some(Fault::Text(at))
    }

    /// A raw string, if the `r` at this place begins one; else nothing is taken.
    fn raw_string(&mut self, at: usize) -> Option<Fault> {
        let before = self.text[..at].trim_end_matches(['b', 'c']);
        let hashes = self.rest().len() - self.rest().trim_start_matches('#').len();
        let word = before.ends_with(|char: char| char.is_alphanumeric() || char == '_');
        if word || !self.rest()[hashes..].starts_with('"') {
            return None;
        }
        let end = format!("\"{}", "#".repeat(hashes));
        self.at += hashes + 1;
        let Some(found) = self.rest().find(&end) else { return Some(Fault::Text(at)) };
        self.at += found + end.len();
        None
    }

    /// A character literal; of a lifetime nothing more is taken.
    fn character(&mut self) {
        let mut chars = self.rest().chars();
        match (chars.next(), chars.next()) {
            (Some('\\'), Some(escaped)) => {
                let behind = self.at + 1 + escaped.len_utf8();
                self.at = self.text[behind..].find('\'').map_or(behind, |end| behind + end + 1);
            }
            (Some(char), Some('\'')) => self.at += char.len_utf8() + 1,
            _ => {}
        }
    }
}

fn closer(sign: char) -> char {
    match sign {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_closed_is_told_at_its_beginning() {
        for (text, at, message) in [
            ("flow! {\n    a {\n        b { c\n    }\n}\n", "{ c", "this `{` is not closed"),
            ("flow! { a (b }", "(b", "this `(` is not closed"),
            ("flow! { a [b) }", "[b", "this `[` is not closed"),
            ("a { b } }", "}\u{0}", "this `}` closes nothing"),
            ("a { \"b } \n", "\"b", "this text is not closed"),
            ("a { \"b }\n c \"d\" }\n \"e\" f", "\"b", "this text is not closed"),
            ("a { r#\"b\" } \n", "r#", "this text is not closed"),
            ("a { /* /* */ b }", "/* /*", "this comment is not closed"),
            ("a { '{' '\\'' '\\u{7b}' 'x: \"}\" // }\n /* } */ ", "{ '", "this `{` is not closed"),
            ("1_000u8q 'ab'", "1", "this is not Rust source"),
            (r#"a { (pattern: "\d{4}") } "#, r#""\d"#, r"`\d` is not an escape of Rust"),
            (r#"a { "\n" (pattern: "\n\d") } "#, r"\d", r"`\d` is not an escape of Rust"),
            (r#"a { "caf\u00e9" } "#, r"\u", r"`\u` is not an escape of Rust"),
        ] {
            let mut cx = Diagnostics::new();
            tell(&mut cx, text, 0);
            let faults = cx.into_vec();
            assert_eq!(faults[0].message, message, "{text}");
            let place = text.find(at).unwrap_or(text.len() - 1);
            assert_eq!(faults[0].span.bytes().start, place, "{text}");
        }
    }
}
