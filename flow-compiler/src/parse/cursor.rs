//! A place in a sequence of tokens, with a look ahead.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

/// How deep brackets, `else if` and operators may nest; a phone shows nothing that comes near.
pub(super) const MAX_DEPTH: usize = 128;

/// Operators of several characters, longest first.
const OPERATORS: [&str; 12] =
    ["...", "===", "=>", "->", "==", "!=", "<=", ">=", "&&", "||", "..", "::"];

/// The tokens between two delimiters, read from left to right.
pub(super) struct Cursor {
    tokens: Vec<TokenTree>,
    at: usize,
    end: Span,
    last: Span,
    /// What closes the sequence, for messages.
    closer: &'static str,
    depth: usize,
}

impl Cursor {
    /// The tokens of a whole flow.
    pub(super) fn new(tokens: TokenStream) -> Self {
        let tokens = flatten(tokens);
        let end = tokens.last().map_or_else(Span::call_site, |token| token.span().into());
        let last = tokens.first().map_or_else(Span::call_site, |token| token.span().into());
        Self { tokens, at: 0, end, last, closer: "the end of the flow", depth: 0 }
    }

    /// The tokens inside a group of this sequence; `None`, and a fault, when it lies too deep.
    pub(super) fn enter(&self, cx: &mut Diagnostics, group: &Group) -> Option<Self> {
        if self.depth >= MAX_DEPTH {
            too_deep(cx, group.span_open().into());
            return None;
        }
        let closer = match group.delimiter() {
            Delimiter::Parenthesis => "`)`",
            Delimiter::Brace => "`}`",
            Delimiter::Bracket => "`]`",
            Delimiter::None => "the end",
        };
        Some(Self {
            tokens: flatten(group.stream()),
            at: 0,
            end: group.span_close().into(),
            last: group.span_open().into(),
            closer,
            depth: self.depth + 1,
        })
    }

    /// Runs `read` one level deeper; `None`, and a fault, when that is too deep.
    pub(super) fn deeper<T>(
        &mut self,
        cx: &mut Diagnostics,
        read: impl FnOnce(&mut Diagnostics, &mut Self) -> Option<T>,
    ) -> Option<T> {
        if self.depth >= MAX_DEPTH {
            too_deep(cx, self.span());
            return None;
        }
        self.depth += 1;
        let read = read(cx, self);
        self.depth -= 1;
        read
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<&TokenTree> {
        self.tokens.get(self.at + ahead)
    }

    pub(super) fn bump(&mut self) -> Option<TokenTree> {
        let token = self.tokens.get(self.at)?.clone();
        self.at += 1;
        self.last = token.span().into();
        Some(token)
    }

    pub(super) fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.bump();
        }
    }

    /// Where the next token is, or what closes the sequence.
    pub(super) fn span(&self) -> Span {
        self.span_at(0)
    }

    pub(super) fn span_at(&self, ahead: usize) -> Span {
        self.peek(ahead).map_or(self.end, |token| token.span().into())
    }

    /// Where the token before is, or what opens the sequence.
    pub(super) fn last(&self) -> Span {
        self.last
    }

    /// Everything from `start` to the token before.
    pub(super) fn since(&self, start: Span) -> Span {
        start.to(self.last)
    }

    /// Whether an identifier is there.
    pub(super) fn is_ident(&self, ahead: usize) -> bool {
        matches!(self.peek(ahead), Some(TokenTree::Ident(_)))
    }

    /// The identifier that is there, `r#` taken off.
    pub(super) fn word(&self, ahead: usize) -> Option<String> {
        match self.peek(ahead)? {
            TokenTree::Ident(ident) => Some(plain(&ident.to_string())),
            _ => None,
        }
    }

    pub(super) fn is_word(&self, ahead: usize, word: &str) -> bool {
        matches!(self.peek(ahead), Some(TokenTree::Ident(ident)) if ident == word)
    }

    /// Whether a string is there, of whatever kind.
    pub(super) fn is_string(&self, ahead: usize) -> bool {
        matches!(self.peek(ahead), Some(TokenTree::Literal(literal))
            if literal.to_string().contains('"'))
    }

    /// Whether a literal that begins with a digit is there.
    pub(super) fn is_number(&self, ahead: usize) -> bool {
        matches!(self.peek(ahead), Some(TokenTree::Literal(literal))
            if literal.to_string().starts_with(|c: char| c.is_ascii_digit()))
    }

    pub(super) fn is_char(&self, ahead: usize, char: char) -> bool {
        matches!(self.peek(ahead), Some(TokenTree::Punct(punct)) if punct.as_char() == char)
    }

    /// Whether exactly this operator is there, and no longer one.
    pub(super) fn is_op(&self, ahead: usize, op: &str) -> bool {
        let Some(TokenTree::Punct(first)) = self.peek(ahead) else {
            return false;
        };
        if !op.starts_with(first.as_char()) {
            return false;
        }
        match OPERATORS.iter().find(|longer| self.spells(ahead, longer)) {
            Some(longer) => *longer == op,
            None => op.chars().count() == 1 && self.spells(ahead, op),
        }
    }

    /// Takes this operator, if it is next.
    pub(super) fn take_op(&mut self, op: &str) -> Option<Span> {
        if !self.is_op(0, op) {
            return None;
        }
        let start = self.span();
        self.skip(op.chars().count());
        Some(self.since(start))
    }

    pub(super) fn group(&self, ahead: usize, delimiter: Delimiter) -> Option<&Group> {
        match self.peek(ahead) {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
            _ => None,
        }
    }

    pub(super) fn is_group(&self, ahead: usize, delimiter: Delimiter) -> bool {
        self.group(ahead, delimiter).is_some()
    }

    /// Takes the group of this kind that is next, and goes in.
    pub(super) fn take_group(
        &mut self,
        cx: &mut Diagnostics,
        delimiter: Delimiter,
    ) -> Option<Self> {
        let group = self.group(0, delimiter)?.clone();
        self.bump();
        self.enter(cx, &group)
    }

    /// How many tokens the key is that is next and has a `:` after it.
    ///
    /// `first-name:` counts, so that it can be told what to write instead.
    pub(super) fn key_ahead(&self) -> Option<usize> {
        let length = match self.peek(0)? {
            TokenTree::Ident(_) => {
                let mut length = 1;
                while self.is_op(length, "-") && self.is_ident(length + 1) {
                    length += 2;
                }
                length
            }
            TokenTree::Literal(_) => 1,
            _ => return None,
        };
        self.is_op(length, ":").then_some(length)
    }

    /// The next token in backticks, or what closes the sequence.
    pub(super) fn found(&self) -> String {
        match self.peek(0) {
            None => self.closer.to_owned(),
            Some(token) => self.describe(token),
        }
    }

    fn describe(&self, token: &TokenTree) -> String {
        match token {
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Parenthesis => "`(`".to_owned(),
                Delimiter::Brace => "`{`".to_owned(),
                Delimiter::Bracket => "`[`".to_owned(),
                Delimiter::None => "nothing".to_owned(),
            },
            TokenTree::Punct(punct) => {
                let long = OPERATORS.iter().find(|op| self.spells(0, op));
                format!("`{}`", long.map_or_else(|| punct.to_string(), ToString::to_string))
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                let text = token.to_string();
                if text.chars().count() > 40 {
                    format!("`{}…`", text.chars().take(40).collect::<String>())
                } else {
                    format!("`{text}`")
                }
            }
        }
    }

    fn spells(&self, ahead: usize, op: &str) -> bool {
        let length = op.chars().count();
        op.chars().enumerate().all(|(i, char)| {
            matches!(self.peek(ahead + i), Some(TokenTree::Punct(punct))
                if punct.as_char() == char
                    && (i + 1 == length || punct.spacing() == Spacing::Joint))
        })
    }
}

/// An identifier's name without the `r#` of a raw one.
pub(super) fn plain(ident: &str) -> String {
    ident.strip_prefix("r#").unwrap_or(ident).to_owned()
}

fn too_deep(cx: &mut Diagnostics, span: Span) {
    cx.error(Code::Syntax, span, "this is nested too deeply")
        .help(format!("at most {MAX_DEPTH} levels are read"));
}

/// The tokens without the invisible groups that `macro_rules!` puts around a fragment.
fn flatten(tokens: TokenStream) -> Vec<TokenTree> {
    let mut flat = Vec::new();
    let mut open = vec![tokens.into_iter()];
    while let Some(innermost) = open.last_mut() {
        match innermost.next() {
            None => {
                open.pop();
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
                open.push(group.stream().into_iter());
            }
            Some(token) => flat.push(token),
        }
    }
    flat
}
