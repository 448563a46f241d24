//! One style for every flow: comments and blank lines stay, everything else is written anew.

mod skip;

use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};

use crate::ast;
use crate::diagnostic::Diagnostics;
use crate::parse;
pub use crate::print::Style;
use crate::print::{self, Comment, Trivia};
use crate::source::Source;

/// Formats what is inside `flow! { … }`.
///
/// Comments and single blank lines stay where they are, texts and numbers as they are spelled.
/// Formatting twice changes nothing, and formatting never changes what the flow means. A text that
/// does not read as a flow gives `None`, and its faults go to `cx`.
///
/// What is below a line `// rustfmt::skip` stays as it is written, be it a screen, a component, a
/// field, an option.
///
/// ```
/// use flow_compiler::{diagnostic::Diagnostics, format};
///
/// let mut cx = Diagnostics::new();
/// let text = "flow a(version:\"7.3\")\nscreen A \"A\" { TextBody \"Hi\"; // to all\n}";
/// let formatted = format::flow(&mut cx, text).unwrap();
/// assert!(cx.into_vec().is_empty());
/// assert_eq!(
///     formatted,
///     "flow a (version: \"7.3\")\n\nscreen A \"A\" {\n    TextBody \"Hi\" // to all\n}\n",
/// );
/// ```
pub fn flow(cx: &mut Diagnostics, text: &str) -> Option<String> {
    let Ok(tokens) = text.parse::<TokenStream>() else {
        // The faulty place is reported in the same words as for a whole file.
        Source::read(cx, text);
        return None;
    };
    let flow = sound(cx, tokens.clone())?;
    let trivia = trivia(text, tokens, 0..text.len());
    let formatted = print::source(&flow, trivia, "", Style::default());
    Some(line_ends(text, formatted))
}

/// Formats every `flow!` of a Rust source file, and touches nothing outside.
///
/// A flow that does not read as one is left as it is, and its faults go to `cx`; so does a text
/// that is not Rust, which gives `None`. A flow with `#[rustfmt::skip]`, or in something that has it,
/// is left as it is as well.
///
/// ```
/// use flow_compiler::diagnostic::Diagnostics;
/// use flow_compiler::format::{self, Style};
///
/// let mut cx = Diagnostics::new();
/// let style = Style { hard_tabs: true, ..Style::default() };
/// let text = "flow! { flow a screen A { TextBody \"Hi\" } }";
/// let formatted = format::source(&mut cx, text, style).unwrap();
/// assert!(cx.into_vec().is_empty());
/// assert_eq!(formatted, "flow! {\n\tflow a\n\n\tscreen A {\n\t\tTextBody \"Hi\"\n\t}\n}");
/// ```
pub fn source(cx: &mut Diagnostics, text: &str, style: Style) -> Option<String> {
    let found = Source::read(cx, text)?;
    let skipped = skip::ranges(text);
    let mut formatted = String::with_capacity(text.len());
    let mut done = 0;
    for call in found.flows {
        if skipped.iter().any(|range| range.contains(&call.place.start)) {
            continue;
        }
        let Some(flow) = sound(cx, call.tokens.clone()) else {
            continue;
        };
        let indent = indent(text, call.place.start);
        let trivia = trivia(text, call.tokens, call.inside.clone());
        let inside = print::source(&flow, trivia, &format!("{indent}{}", style.level()), style);
        formatted.push_str(&text[done..call.inside.start]);
        formatted.push_str(&line_ends(text, format!("\n{inside}{indent}")));
        done = call.inside.end;
    }
    formatted.push_str(&text[done..]);
    Some(formatted)
}

/// Formats a file that flows include.
///
/// As [`flow`], in a style of the caller's; a text that does not read as such a file gives `None`.
///
/// ```
/// use flow_compiler::diagnostic::Diagnostics;
/// use flow_compiler::format::{self, Style};
///
/// let mut cx = Diagnostics::new();
/// let text = "fragment Note{TextBody \"Hi\"} // to all";
/// let formatted = format::items(&mut cx, text, Style::default()).unwrap();
/// assert!(cx.into_vec().is_empty());
/// assert_eq!(formatted, "fragment Note {\n    TextBody \"Hi\"\n} // to all\n");
/// ```
pub fn items(cx: &mut Diagnostics, text: &str, style: Style) -> Option<String> {
    let before = cx.mark();
    let Ok(tokens) = text.parse::<TokenStream>() else {
        Source::read(cx, text);
        return None;
    };
    let items = parse::items(cx, tokens.clone());
    if cx.reported_since(before) {
        return None;
    }
    let formatted = print::items(&items, trivia(text, tokens, 0..text.len()), style);
    Some(line_ends(text, formatted))
}

/// The flow, if nothing is wrong with how it is written.
fn sound(cx: &mut Diagnostics, tokens: TokenStream) -> Option<ast::Flow> {
    let before = cx.mark();
    let flow = parse::flow(cx, tokens)?;
    (!cx.reported_since(before)).then_some(flow)
}

/// The blanks that the line of `at` begins with.
fn indent(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = &text[start..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// `formatted` with the line ends of `text`.
fn line_ends(text: &str, formatted: String) -> String {
    if !text.contains("\r\n") {
        return formatted;
    }
    formatted.replace("\r\n", "\n").replace('\n', "\r\n")
}

/// What is between the tokens of a flow, which lie in the bytes `inside` of `text`.
fn trivia(text: &str, tokens: TokenStream, inside: Range<usize>) -> Trivia<'_> {
    let first = tokens.clone().into_iter().next();
    let first = first.map_or(inside.end, |token| token.span().byte_range().start);
    let mut gaps = Gaps { trivia: Trivia { text, first, ..Trivia::none() }, end: inside.start };
    gaps.tokens(tokens);
    gaps.comments(inside.end);
    gaps.trivia.groups.sort_by_key(|group| group.start);
    gaps.trivia
}

struct Gaps<'t> {
    trivia: Trivia<'t>,
    /// The end of the token before.
    end: usize,
}

impl Gaps<'_> {
    fn tokens(&mut self, tokens: TokenStream) {
        let mut reference = false;
        for token in tokens {
            let place = token.span().byte_range();
            self.comments(place.start);
            match &token {
                // A doc comment is a group without brackets of its own.
                TokenTree::Group(group) if self.opens(place.start) => {
                    self.end = place.start + 1;
                    if !reference {
                        self.trivia.groups.push(place.clone());
                    }
                    self.tokens(group.stream());
                    self.comments(place.end - 1);
                }
                _ => {}
            }
            reference = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '$');
            self.end = self.end.max(place.end);
        }
    }

    fn opens(&self, at: usize) -> bool {
        self.trivia.text[at..].starts_with(['(', '[', '{'])
    }

    /// Takes the comments from the end of the token before up to `until`.
    fn comments(&mut self, until: usize) {
        while self.end < until {
            let gap = &self.trivia.text[self.end..until];
            let Some(at) = gap.find('/') else { break };
            let start = self.end + at;
            let comment = &gap[at..];
            let length = if comment.starts_with("/*") {
                block(comment)
            } else {
                comment.find('\n').unwrap_or(comment.len())
            };
            self.trivia.comments.push_back(Comment { place: start..start + length });
            self.end = start + length;
        }
    }
}

/// The length of a comment that may hold others of its kind.
fn block(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while at < bytes.len() {
        if bytes[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if bytes[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}
