//! Doc comments, and the attributes that a flow cannot have.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::text;
use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

/// The lines of the `///` comments that are next, without their leading space.
pub(super) fn docs(cx: &mut Diagnostics, cur: &mut Cursor) -> Vec<String> {
    let mut lines = Vec::new();
    while cur.is_char(0, '#') {
        let start = cur.span();
        let inner = cur.is_char(1, '!');
        let ahead = if inner { 2 } else { 1 };
        let Some(group) = cur.group(ahead, Delimiter::Bracket).cloned() else {
            break;
        };
        cur.skip(ahead + 1);
        let span = cur.since(start);
        let Some(mut inside) = cur.enter(cx, &group) else {
            break;
        };
        let text = if inside.is_word(0, "doc") && inside.is_op(1, "=") && inside.is_string(2) {
            inside.skip(2);
            text::plain(cx, &mut inside)
        } else {
            None
        };
        match text {
            Some(_) if inner => {
                cx.error(Code::Syntax, span, "`//!` documents nothing here")
                    .help("write `///` above what it is about");
            }
            Some((text, _)) => lines.extend(split(&text)),
            None => {
                cx.error(Code::Syntax, span, "a flow has no attributes")
                    .help("only `///` comments may be here");
            }
        }
    }
    lines
}

/// Notes documentation in a place that has none.
pub(super) fn refuse(cx: &mut Diagnostics, docs: &[String], span: Span, what: &str) {
    if !docs.is_empty() {
        cx.error(Code::Syntax, span, format!("{what} has no documentation"))
            .help("write the comment with `//`");
    }
}

/// Takes documentation that documents nothing, since the sequence ends after it.
pub(super) fn dangling(cx: &mut Diagnostics, docs: &[String], cur: &Cursor) -> bool {
    let dangles = !docs.is_empty() && matches!(cur.peek(0), None | Some(TokenTree::Punct(_)));
    if dangles {
        cx.error(Code::Syntax, cur.last(), "this comment documents nothing")
            .help("write the comment with `//`");
    }
    dangles
}

fn split(text: &str) -> impl Iterator<Item = String> + '_ {
    text.lines()
        .chain(text.is_empty().then_some(""))
        .map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned())
}
