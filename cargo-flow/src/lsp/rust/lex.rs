//! The tokens of a Rust source as far as it is written: a lexer that never gives up.
//!
//! `proc_macro2` reads no source whose brackets do not match, and whoever types has such a source.

use std::ops::Range;

/// A token with its bytes. Comments are left out.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Range<usize>,
}

/// The forms of a [`Token`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    /// A string; these many bytes are before and after what is in it.
    Text {
        before: usize,
        after: usize,
    },
    Number,
    Open(char),
    Close(char),
    Sign(char),
}

impl Token {
    pub(super) fn text<'t>(&self, source: &'t str) -> &'t str {
        &source[self.span.clone()]
    }

    /// What is in a string.
    pub(super) fn inside(&self) -> Option<Range<usize>> {
        match self.kind {
            TokenKind::Text { before, after } => {
                Some(self.span.start + before..self.span.end - after)
            }
            _ => None,
        }
    }

    pub(super) fn is(&self, sign: char) -> bool {
        self.kind == TokenKind::Sign(sign)
    }
}

/// Every token of a source, in time linear in its length.
pub(super) fn tokens(source: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = source[at..].chars().next() {
        let rest = &source[at..];
        let (kind, length) = match first {
            first if first.is_whitespace() => {
                at += first.len_utf8();
                continue;
            }
            '/' if rest.starts_with("//") => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            '/' if rest.starts_with("/*") => {
                at += block(rest);
                continue;
            }
            '"' => string(rest, 0),
            'r' if raw(rest).is_some() => raw(rest).unwrap_or((TokenKind::Word, 1)),
            '\'' => (TokenKind::Sign('\''), character(rest)),
            '(' | '[' | '{' => (TokenKind::Open(first), 1),
            ')' | ']' | '}' => (TokenKind::Close(first), 1),
            first if first.is_alphabetic() || first == '_' => (TokenKind::Word, word(rest)),
            first if first.is_ascii_digit() => (TokenKind::Number, word(rest)),
            first => (TokenKind::Sign(first), first.len_utf8()),
        };
        found.push(Token { kind, span: at..at + length });
        at += length;
    }
    found
}

fn word(text: &str) -> usize {
    let ends = |char: char| !char.is_alphanumeric() && char != '_';
    text.find(ends).unwrap_or(text.len()).max(1)
}

fn string(text: &str, before: usize) -> (TokenKind, usize) {
    let bytes = text.as_bytes();
    let mut at = before + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return (TokenKind::Text { before: before + 1, after: 1 }, at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    (TokenKind::Text { before: before + 1, after: 0 }, text.len())
}

/// `r"…"` and `r#"…"#`; `r#word` is a word.
fn raw(text: &str) -> Option<(TokenKind, usize)> {
    let rest = text.strip_prefix('r')?;
    let marks = rest.len() - rest.trim_start_matches('#').len();
    let inner = rest[marks..].strip_prefix('"')?;
    let before = 2 + marks;
    let end = format!("\"{}", "#".repeat(marks));
    Some(match inner.find(&end) {
        Some(length) => (TokenKind::Text { before, after: end.len() }, before + length + end.len()),
        None => (TokenKind::Text { before, after: 0 }, text.len()),
    })
}

/// `'a'` and `'\n'`; a lifetime is its `'` alone.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    let escaped = matches!(chars.next(), Some((_, '\\')));
    if escaped {
        chars.next();
    }
    match chars.next() {
        Some((at, '\'')) => at + 1,
        _ => 1,
    }
}

fn block(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => {
                depth += 1;
                at += 2;
            }
            b"*/" => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn tokens_are_those_of_rust() {
        let source = "a.b(\"x\\\"y\", r#\"q\"#) // c\n'a' 'b: r#type /* /* */ */ 1_0 é!\"open";
        let words: Vec<&str> = tokens(source).iter().map(|token| token.text(source)).collect();
        let expected = [
            "a",
            ".",
            "b",
            "(",
            "\"x\\\"y\"",
            ",",
            "r#\"q\"#",
            ")",
            "'a'",
            "'",
            "b",
            ":",
            "r",
            "#",
            "type",
            "1_0",
            "é",
            "!",
            "\"open",
        ];
        assert_eq!(words, expected);
    }

    #[test]
    fn no_source_is_too_odd() {
        let source = "r##\"é\"# 'é' '\\'' \"\\é\" /* é * / /*/ flow! { ${a.é} \u{feff} }";
        for (end, _) in source.char_indices() {
            for (start, _) in source.char_indices().filter(|(start, _)| *start <= end) {
                for token in tokens(&source[start..end]) {
                    let _ = token.text(&source[start..end]);
                    let _ = token.inside().map(|span| source[start..end].get(span));
                }
            }
        }
    }
}
