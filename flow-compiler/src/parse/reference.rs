//! References: `${data.x}`, `$<data.x>`, and the faulty `$data.x`.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::text;
use crate::ast::Reference;
use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

const FORM: &str = "a reference is `${data.name}`, `${form.name}` or `${screen.ID.form.name}`";

/// The reference that begins with the `$` that is next.
pub(super) fn reference(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Reference> {
    let start = cur.span();
    cur.bump();
    if cur.is_group(0, Delimiter::Brace) {
        let mut inside = cur.take_group(cx, Delimiter::Brace)?;
        let segments = segments(cx, &mut inside, |_| false)?;
        return Some(Reference { segments, span: start.through(cur.last()) });
    }
    if cur.is_group(0, Delimiter::Parenthesis) {
        let mut inside = cur.take_group(cx, Delimiter::Parenthesis)?;
        let segments = segments(cx, &mut inside, |_| false)?;
        return Some(without_braces(cx, segments, start.through(cur.last())));
    }
    if cur.is_char(0, '<') {
        cur.bump();
        let segments = segments(cx, cur, |cur| cur.is_char(0, '>'))?;
        if cur.is_char(0, '>') {
            cur.bump();
        } else {
            cx.error(Code::Syntax, cur.span(), format!("expected `>`, found {}", cur.found()))
                .help(FORM);
        }
        return Some(Reference { segments, span: cur.since(start) });
    }
    if cur.is_ident(0) {
        return bare(cx, cur, start);
    }
    cx.error(Code::Syntax, start, format!("expected `{{` after `$`, found {}", cur.found()))
        .help(FORM);
    None
}

/// `data.name` without `${` and `}`: noted, and read as what was meant.
pub(super) fn bare(cx: &mut Diagnostics, cur: &mut Cursor, start: Span) -> Option<Reference> {
    let Reference { segments, .. } = words(cur)?;
    let span = cur.since(start);
    if ROOTS.contains(&segments[0].as_str()) {
        return Some(without_braces(cx, segments, span));
    }
    let (written, last) = (segments.join("."), segments.last().map_or("", String::as_str));
    cx.error(Code::Syntax, span, format!("`{written}` does not say where to look")).help(format!(
        "write `${{form.{last}}}` for a field of the screen, `${{data.{last}}}` for its data"
    ));
    None
}

/// The words with dots between them that are next.
pub(super) fn words(cur: &mut Cursor) -> Option<Reference> {
    let start = cur.span();
    let mut segments = vec![cur.word(0)?];
    cur.bump();
    while cur.is_op(0, ".") {
        cur.bump();
        let Some(word) = cur.word(0) else { break };
        segments.push(word);
        cur.bump();
    }
    Some(Reference { segments, span: cur.since(start) })
}

/// What a reference begins with.
pub(super) const ROOTS: [&str; 3] = ["data", "form", "screen"];

fn without_braces(cx: &mut Diagnostics, segments: Vec<String>, span: Span) -> Reference {
    let reference = Reference { segments, span };
    cx.error(Code::Syntax, span, "a reference goes in `${` and `}`").write(&reference.wire());
    reference
}

/// Segments with dots between them, up to the end or to where `stop` holds.
fn segments(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    stop: impl Fn(&Cursor) -> bool,
) -> Option<Vec<String>> {
    let mut segments = Vec::new();
    loop {
        segment(cx, cur, &mut segments)?;
        if cur.done() || stop(cur) {
            return Some(segments);
        }
        if !cur.is_op(0, ".") {
            let written = segments.join(".");
            cx.error(
                Code::Syntax,
                cur.span(),
                format!("unexpected {} in a reference", cur.found()),
            )
            .help(format!("operators and texts go outside: `${{{written}}} …`; {FORM}"));
            return None;
        }
        cur.bump();
    }
}

/// One segment, of several tokens where it has a `-`; a number such as `0.1` holds two.
fn segment(cx: &mut Diagnostics, cur: &mut Cursor, segments: &mut Vec<String>) -> Option<()> {
    if cur.is_string(0) {
        segments.push(text::plain(cx, cur)?.0);
        return Some(());
    }
    let mut current = String::new();
    loop {
        match cur.peek(0) {
            Some(TokenTree::Ident(_)) => current.push_str(&cur.word(0)?),
            Some(TokenTree::Literal(literal)) => {
                let literal = literal.to_string();
                let mut parts = literal.split('.');
                current.push_str(parts.next().unwrap_or_default());
                for part in parts {
                    segments.push(std::mem::replace(&mut current, part.to_owned()));
                }
            }
            _ => {
                cx.error(
                    Code::Syntax,
                    cur.span(),
                    format!("expected a name in the reference, found {}", cur.found()),
                )
                .help(FORM);
                return None;
            }
        }
        if let Some(wrong) = current.chars().find(|char| !in_segment(*char)) {
            cx.error(Code::Syntax, cur.span(), format!("`{wrong}` in a reference"))
                .help(format!("write the segment in quotes, or: {FORM}"));
            return None;
        }
        cur.bump();
        if !(cur.is_char(0, '-') && cur.peek(1).is_some() && touches(cur)) {
            break;
        }
        cur.bump();
        current.push('-');
    }
    segments.push(current);
    Some(())
}

/// Whether the `-` that is next has no space around it, so that it is part of a name.
fn touches(cur: &Cursor) -> bool {
    let (before, dash, after) = (cur.last(), cur.span(), cur.span_at(1));
    before.bytes().end == dash.bytes().start && dash.bytes().end == after.bytes().start
}

fn in_segment(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '_' | '-')
}

/// The reference `$<…>` that `text` begins with, and its length in bytes.
///
/// One of a single segment is text: `$<b>` is more likely a tag.
pub(crate) fn angled(text: &str) -> Option<(Vec<String>, usize)> {
    let (segments, length) = path(text.strip_prefix("$<")?, '>')?;
    (segments.len() > 1).then_some((segments, length + 2))
}

/// The segments of a path in a string, up to and with `close`, and its length in bytes.
pub(super) fn path(text: &str, close: char) -> Option<(Vec<String>, usize)> {
    let mut segments = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let segment;
        (segment, rest) = if let Some(quoted) = rest.strip_prefix('"') {
            unquote(quoted)?
        } else {
            let end = rest.find(|char| !in_segment(char)).unwrap_or(rest.len());
            (rest[..end].to_owned(), &rest[end..])
        };
        if segment.is_empty() {
            return None;
        }
        segments.push(segment);
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix(close) {
            return Some((segments, text.len() - after.len()));
        }
        rest = rest.strip_prefix('.')?;
    }
}

/// The text before the closing quote, and what is after it.
fn unquote(text: &str) -> Option<(String, &str)> {
    let mut content = String::new();
    let mut chars = text.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '"' => return Some((content, &text[at + 1..])),
            '\\' => content.push(chars.next()?.1),
            _ => content.push(char),
        }
    }
    None
}
