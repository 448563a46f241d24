//! `flow!` in an editor.
//!
//! What is written is read by the compiler's own parser; a source whose brackets do not match is given
//! the missing ones first. Where the cursor is, the tokens before it say (`context`).

mod complete;
mod context;
mod hover;
mod index;
mod lex;
mod outline;
mod write;

pub(crate) use complete::complete;
pub(crate) use hover::hover;
pub(crate) use index::Read;

use std::ops::Range;

use flow_compiler::diagnostic::Diagnostics;
use flow_compiler::parse;
use flow_compiler::source::Source;

use crate::lsp::outline::Entry;
use lex::{Token, TokenKind};

/// The flows of a source.
#[derive(Debug, Default)]
pub(crate) struct File {
    pub(crate) flows: Vec<Found>,
}

/// A `flow!` of a source.
#[derive(Debug)]
pub(crate) struct Found {
    /// All of the call.
    pub(crate) place: Range<usize>,
    pub(crate) read: Read,
    pub(crate) outline: Entry,
}

/// Reads every `flow!` of a source, as far as it is written.
pub(crate) fn read(text: &str) -> File {
    let mut file = File::default();
    if !text.contains("flow!") {
        return file;
    }
    let mut cx = Diagnostics::new();
    let mut source = Source::read(&mut cx, text);
    let mut repaired = None;
    if source.is_none() {
        let closed = closed(text);
        source = Source::read(&mut cx, &closed);
        repaired = Some(closed);
    }
    let written = repaired.as_deref().unwrap_or(text);
    for call in source.map(|source| source.flows).unwrap_or_default() {
        if let Some(flow) = parse::flow(&mut cx, call.tokens) {
            let end = call.place.end.min(text.len());
            let place = call.place.start.min(end)..end;
            let mut read = index::index(written, &flow);
            // What was added is not in the text.
            read.index.occurrences.retain(|one| one.span.end <= text.len());
            read.words.retain(|(span, _)| span.end <= text.len());
            read.ways.retain(|(span, _)| span.end <= text.len());
            let outline = outline::outline(written, &flow, &place);
            file.flows.push(Found { place, read, outline });
        }
    }
    // The check reports what is wrong.
    cx.discard();
    // The places of tokens are kept for ever otherwise.
    proc_macro2::extra::invalidate_current_thread_spans();
    file
}

/// The text with the brackets that are missing at its end, and blanks for those that close nothing.
fn closed(text: &str) -> String {
    let mut out = text.to_owned();
    let mut open: Vec<char> = Vec::new();
    let mut stray: Vec<usize> = Vec::new();
    let tokens = lex::tokens(text);
    for Token { kind, span } in &tokens {
        match kind {
            TokenKind::Open(bracket) => open.push(closer(*bracket)),
            TokenKind::Close(bracket) if open.last() == Some(bracket) => {
                open.pop();
            }
            TokenKind::Close(_) => stray.push(span.start),
            _ => {}
        }
    }
    for at in stray {
        out.replace_range(at..=at, " ");
    }
    if tokens.last().is_some_and(|last| matches!(last.kind, TokenKind::Text { after: 0, .. })) {
        out.push('"');
    }
    out.push('\n');
    out.extend(open.into_iter().rev());
    out
}

fn closer(bracket: char) -> char {
    match bracket {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

impl File {
    /// The flow that holds a byte.
    pub(crate) fn at(&self, byte: usize) -> Option<&Found> {
        self.flows.iter().find(|flow| flow.place.start <= byte && byte <= flow.place.end)
    }
}

/// The bytes that can be folded: the screens and what is in brackets of several lines.
pub(crate) fn folds(text: &str, place: &Range<usize>) -> Vec<Range<usize>> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for token in lex::tokens(&text[place.clone()]) {
        match token.kind {
            TokenKind::Open(_) => open.push(token.span.start),
            TokenKind::Close(_) => {
                if let Some(start) = open.pop() {
                    found.push(place.start + start..place.start + token.span.end);
                }
            }
            _ => {}
        }
    }
    found.sort_by_key(|span| span.start);
    found
}
