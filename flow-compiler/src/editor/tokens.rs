//! Tokens, looked at without a word on what is wrong with them.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};

/// Tokens with a place among them.
pub(super) struct Tokens {
    all: Vec<TokenTree>,
    at: usize,
}

impl Tokens {
    pub(super) fn new(stream: TokenStream) -> Self {
        Self { all: stream.into_iter().collect(), at: 0 }
    }

    pub(super) fn done(&self) -> bool {
        self.at >= self.all.len()
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<&TokenTree> {
        self.all.get(self.at + ahead)
    }

    pub(super) fn bump(&mut self) {
        self.at += 1;
    }

    /// The word that is so far ahead.
    pub(super) fn word(&self, ahead: usize) -> Option<&Ident> {
        match self.peek(ahead) {
            Some(TokenTree::Ident(word)) => Some(word),
            _ => None,
        }
    }

    pub(super) fn is_word(&self, ahead: usize, word: &str) -> bool {
        self.word(ahead).is_some_and(|found| found == word)
    }

    pub(super) fn is_sign(&self, ahead: usize, sign: char) -> bool {
        matches!(self.peek(ahead), Some(TokenTree::Punct(found)) if found.as_char() == sign)
    }

    pub(super) fn group(&self, ahead: usize, delimiter: Delimiter) -> Option<&Group> {
        match self.peek(ahead) {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
            _ => None,
        }
    }

    /// What is in the brackets that are next, after which it goes on.
    pub(super) fn take(&mut self, delimiter: Delimiter) -> Option<Tokens> {
        let inside = Self::new(self.group(0, delimiter)?.stream());
        self.bump();
        Some(inside)
    }

    /// Whether the name of a component, an option or a property is next, with its `:`.
    pub(super) fn key(&self) -> Option<&TokenTree> {
        let key = self.peek(0).filter(|key| {
            matches!(key, TokenTree::Ident(_)) || matches!(key, TokenTree::Literal(_))
        });
        key.filter(|_| self.is_sign(1, ':') && !self.is_sign(2, ':'))
    }

    /// What is between the commas.
    pub(super) fn parts(self) -> Vec<Tokens> {
        let mut parts: Vec<Vec<TokenTree>> = vec![Vec::new()];
        for token in self.all.into_iter().skip(self.at) {
            match (&token, parts.last_mut()) {
                (TokenTree::Punct(sign), _) if matches!(sign.as_char(), ',' | ';') => {
                    parts.push(Vec::new());
                }
                (_, Some(part)) => part.push(token),
                (_, None) => {}
            }
        }
        parts.retain(|part| !part.is_empty());
        parts.into_iter().map(|all| Self { all, at: 0 }).collect()
    }

    /// The lines of documentation that are next.
    pub(super) fn docs(&mut self) -> TokenStream {
        let mut docs = TokenStream::new();
        while self.is_sign(0, '#') {
            let Some(group) = self.group(1, Delimiter::Bracket) else { break };
            let is_doc =
                group.stream().into_iter().next().is_some_and(|word| word.to_string() == "doc");
            if is_doc {
                docs.extend(self.all[self.at..self.at + 2].iter().cloned());
            }
            self.at += 2;
        }
        docs
    }
}

/// The token as a name of Rust at its place, where it can be one: a word, or a text that is a word.
pub(super) fn name(token: &TokenTree) -> Option<Ident> {
    match token {
        TokenTree::Ident(word) => {
            let text = word.to_string();
            ident(text.trim_start_matches("r#"), word.span())
        }
        TokenTree::Literal(literal) => ident(&text(literal)?, literal.span()),
        _ => None,
    }
}

/// The name at a place.
pub(super) fn ident(name: &str, span: Span) -> Option<Ident> {
    let raw = format!("r#{name}");
    let mut found: Ident = syn::parse_str(name).or_else(|_| syn::parse_str(&raw)).ok()?;
    found.set_span(span);
    Some(found)
}

/// What a literal says, where it is a text.
pub(super) fn text(literal: &Literal) -> Option<String> {
    match syn::Lit::new(literal.clone()) {
        syn::Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}

/// The same name, perhaps a raw one, at no place of the flow.
pub(super) fn elsewhere(name: &Ident) -> Ident {
    let mut name = name.clone();
    name.set_span(Span::call_site());
    name
}
