//! Strings, and the references in them.

use std::ops::Range;

use proc_macro2::{Literal, TokenTree};
use syn::Lit;

use super::cursor::Cursor;
use super::reference;
use crate::ast::{ExprKind, Piece, Reference};
use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

const LITERAL: &str = "write `$${` for a literal `${`";

/// A string that holds no references, whatever it looks like: a key, a path.
pub(super) fn plain(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<(String, Span)> {
    let span = cur.span();
    let Some(TokenTree::Literal(literal)) = cur.peek(0) else {
        cx.error(Code::Syntax, span, format!("expected a text, found {}", cur.found()));
        return None;
    };
    let found = cur.found();
    let read = Lit::new(literal.clone());
    let raw = literal.to_string().starts_with('r');
    cur.bump();
    let suffix = read.suffix().to_owned();
    if !suffix.is_empty() && matches!(read, Lit::Str(_) | Lit::Char(_) | Lit::ByteStr(_)) {
        cx.error(Code::Syntax, span, format!("`{suffix}` touches the end of a text"))
            .help("put a space between them");
    }
    let (text, what) = match read {
        // rustc reads the line ends of a source as `\n`, and so hands no others on.
        Lit::Str(text) if raw => return Some((text.value().replace("\r\n", "\n"), span)),
        Lit::Str(text) => return Some((text.value(), span)),
        Lit::Char(char) => (char.value().to_string(), "a text is written in double quotes"),
        Lit::ByteStr(bytes) => {
            (String::from_utf8_lossy(&bytes.value()).into_owned(), "a text is written without `b`")
        }
        Lit::CStr(text) => {
            (text.value().to_string_lossy().into_owned(), "a text is written without `c`")
        }
        _ => {
            cx.error(Code::Syntax, span, format!("expected a text, found {found}"))
                .help("a text is written in double quotes");
            return None;
        }
    };
    cx.error(Code::Syntax, span, format!("expected a text, found {found}")).help(what);
    Some((text, span))
}

/// A string with its references: at least one piece, and texts and references in turn.
pub(super) fn pieces(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<(Vec<Piece>, Span)> {
    let written = match cur.peek(0) {
        Some(TokenTree::Literal(literal)) => Some(literal.clone()),
        _ => None,
    };
    let (text, span) = plain(cx, cur)?;
    let mut places = written.and_then(|written| Places::of(written, &text));
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find('$') {
        literal.push_str(&rest[..at]);
        rest = &rest[at..];
        let run = rest.len() - rest.trim_start_matches('$').len();
        let opener = &rest[run - 1..];
        if !opener.starts_with("${") && reference::angled(opener).is_none() {
            literal.push_str(&rest[..run]);
            rest = &rest[run..];
            continue;
        }
        // Before an opening bracket two of them stand for one; an odd one opens a reference.
        literal.extend(std::iter::repeat_n('$', run / 2));
        rest = &rest[run..];
        if run % 2 == 0 {
            continue;
        }
        let Some((segments, length)) = in_text(cx, opener, span) else {
            literal.push('$');
            continue;
        };
        if !literal.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut literal)));
        }
        let at = text.len() - opener.len();
        let place = places.as_mut().and_then(|places| places.part(at..at + length));
        pieces.push(Piece::Reference(Reference { segments, span: place.unwrap_or(span) }));
        rest = &opener[length..];
    }
    literal.push_str(rest);
    if !literal.is_empty() || pieces.is_empty() {
        pieces.push(Piece::Text(literal));
    }
    Some((pieces, span))
}

/// The places of the parts of a string, which the compiler cannot tell and other readers can.
struct Places<'t> {
    literal: Literal,
    text: &'t str,
    /// A byte of the text, and the characters of the literal before it: the parts are asked for
    /// from left to right, and what lies before one is counted once.
    counted: (usize, usize),
}

impl<'t> Places<'t> {
    /// `None` where places cannot be reported, or the string is spelled otherwise: with escapes.
    fn of(literal: Literal, text: &'t str) -> Option<Self> {
        literal.subspan(0..0)?;
        let spelled = literal.to_string();
        let start = spelled.find(text)?;
        // Outside the compiler a place counts characters.
        Some(Self { literal, text, counted: (0, spelled[..start].chars().count()) })
    }

    fn part(&mut self, range: Range<usize>) -> Option<Span> {
        let (start, end) = (self.characters(range.start)?, self.characters(range.end)?);
        self.literal.subspan(start..end).map(Span::from)
    }

    fn characters(&mut self, byte: usize) -> Option<usize> {
        let (from, before) = self.counted;
        let here = before + self.text.get(from..byte)?.chars().count();
        self.counted = (byte, here);
        Some(here)
    }
}

/// The reference that `text` begins with, and its length; a faulty one is noted.
fn in_text(cx: &mut Diagnostics, text: &str, span: Span) -> Option<(Vec<String>, usize)> {
    let Some(inside) = text.strip_prefix("${") else {
        return reference::angled(text);
    };
    if let Some((segments, length)) = reference::path(inside, '}') {
        return Some((segments, length + 2));
    }
    let outer = inside.trim_start_matches(['`', ' ']);
    if outer.starts_with("${") {
        cx.error(Code::Syntax, span, "a `${ }` is around another reference").help(
            "leave the outer `${ }` and its back-ticks out; an expression is written without quotes",
        );
        return None;
    }
    // What lies behind the next opening is looked at with that one.
    let near = inside.find("${").map_or(inside, |next| &inside[..next]);
    match near.find('}') {
        None => cx.error(Code::Syntax, span, "`${` opens a reference that is not closed"),
        Some(end) => {
            let written: String = inside[..end].chars().take(60).collect();
            cx.error(Code::Syntax, span, format!("`${{{written}}}` is not a reference"))
        }
    }
    .help(format!("a reference is `${{data.name}}` or `${{form.name}}`; {LITERAL}"));
    None
}

/// What a string in an expression is: a text, since references are beside strings and not in
/// them. A lone reference in quotes is noted and taken; among words it is noted alone.
pub(super) fn operand(cx: &mut Diagnostics, pieces: Vec<Piece>, span: Span) -> Option<ExprKind> {
    let reference = pieces.iter().find_map(|piece| match piece {
        Piece::Reference(reference) => Some(reference.clone()),
        Piece::Text(_) => None,
    });
    let Some(reference) = reference else {
        let texts = pieces.into_iter().filter_map(|piece| match piece {
            Piece::Text(text) => Some(text),
            Piece::Reference(_) => None,
        });
        return Some(ExprKind::Text(texts.collect()));
    };
    let wire = reference.wire();
    let message = format!("`{wire}` is in a text of an expression");
    let fault = cx.error(Code::Syntax, span, message);
    if pieces.len() == 1 {
        fault.help(format!("write `{wire}` without quotes")).replace(wire);
        return Some(ExprKind::Reference(reference));
    }
    fault.help(format!("compare with `{wire}` itself; {LITERAL}"));
    None
}
