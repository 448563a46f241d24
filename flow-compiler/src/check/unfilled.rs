//! Texts that are meant to hold a value, and that a phone shows as they are written.

use crate::ast::{Dialect, Piece, Reference};
use crate::catalogue::V6_0;
use crate::check::reference;
use crate::check::scope::Here;
use crate::diagnostic::{Code, Diagnostics};
use crate::json::wire;
use crate::span::Span;

/// Warns of a literal text with something in it that looks like a reference. `computes` says
/// whether an expression could be in its place.
pub fn check(cx: &mut Diagnostics, here: Here<'_, '_>, text: &str, span: Span, computes: bool) {
    if !text.contains(['$', '{', '`']) {
        return;
    }
    let json = here.scope.flow.dialect == Dialect::Json;
    let later = here.scope.since(V6_0);
    if json && !later && wire::is_back_ticked(text) {
        let message =
            "phones show the back-ticks of this text: expressions exist from Flow JSON 6.0 on";
        cx.warning(Code::ReferenceAsText, span, message).help(format!(
            "declare {}, or let the server send the whole text in one data field",
            here.scope.later(V6_0)
        ));
        return;
    }
    let found = spots(here, text, json);
    let Some(first) = found.first() else { return };
    let wire = first.reference.wire();
    let written = &text[first.start..first.end];
    let several = first.exact && is_one_for_meta(text);
    let message = if several {
        "Meta reads this text as one reference and may refuse it, and phones show it as it is written"
            .to_owned()
    } else if first.exact {
        format!("phones show `{wire}` as it is written: a text is not filled in")
    } else {
        not_filled(written, &wire)
    };
    let alone = first.start == 0 && first.end == text.len();
    let server = "let the server send the whole text in one data field";
    let help = match (computes, alone, later) {
        (false, ..) => server.to_owned(),
        (true, true, _) => format!("write `{wire}`"),
        (true, false, false) => format!("{server}, or declare {}", here.scope.later(V6_0)),
        (true, false, true) if json => {
            format!("write \"{}\"", quoted(&with_references(text, &found)))
        }
        (true, false, true) => format!("write `{wire}` in its place"),
    };
    let noted = cx.warning(Code::ReferenceAsText, span, message);
    noted.help(help);
    match (computes, alone, later) {
        (true, false, true) if json => {
            noted.replace(format!("\"{}\"", quoted(&with_references(text, &found))));
        }
        (true, true, _) | (true, false, true) => {
            noted.replace_part(written, wire);
        }
        _ => {}
    }
    for spot in &found {
        if let Err(fault) = reference::look(here, &spot.reference, !cx.is_full(), false) {
            fault.note(|message| cx.warning(Code::ReferenceAsText, span, message));
        }
    }
}

/// Warns of what looks like a reference in the words of a text that has references already.
pub fn beside(cx: &mut Diagnostics, here: Here<'_, '_>, pieces: &[Piece], span: Span) {
    let mut first = None;
    let mut meant = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                let found = spots(here, text, false);
                first = first.or_else(|| {
                    let spot = found.first()?;
                    Some((text[spot.start..spot.end].to_owned(), spot.reference.wire()))
                });
                meant.extend(with_references(text, &found));
            }
            Piece::Reference(reference) => meant.push(Piece::Reference(reference.clone())),
        }
    }
    let Some((written, wire)) = first else { return };
    let noted = cx.warning(Code::ReferenceAsText, span, not_filled(&written, &wire));
    if here.scope.flow.dialect == Dialect::Json {
        let whole = format!("\"{}\"", quoted(&meant));
        noted.help(format!("write {whole}")).replace(whole);
    } else {
        noted.help(format!("write `{wire}` in its place")).replace_part(&written, wire);
    }
}

fn not_filled(written: &str, wire: &str) -> String {
    format!("phones show `{written}` as it is written, and `{wire}` is a value of this screen")
}

/// Whether several references read as one, since the text begins and ends as one does.
pub fn is_one_for_meta(text: &str) -> bool {
    text.ends_with('}') && text.strip_prefix("${").is_some_and(|rest| rest.contains("${"))
}

/// A part of a text that looks like a reference.
struct Spot {
    start: usize,
    end: usize,
    reference: Reference,
    /// Whether it is spelled as a reference.
    exact: bool,
}

/// `${data.x}`, which of a `flow!` is there on purpose; and, where they name a value of the
/// screen, `{x}`, `{data.x}`, `{{data.x}}`, `$data.x`, `$x`.
fn spots(here: Here<'_, '_>, text: &str, json: bool) -> Vec<Spot> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(['$', '{']) {
        let start = at + next;
        let opener = &text[start..];
        let marks = opener.len() - opener.trim_start_matches(['$', '{']).len();
        at = start + marks;
        let opener = &opener[..marks];
        let path_length = text[at..].find(|c: char| !is_of_path(c)).unwrap_or(text.len() - at);
        let path = text[at..at + path_length].trim_end_matches('.');
        let closers = opener.matches('{').count();
        let after = &text[at + path.len()..];
        if path.is_empty() || !after.starts_with(&"}".repeat(closers)) {
            continue;
        }
        let end = at + path.len() + closers;
        let segments: Vec<String> = path.split('.').map(str::to_owned).collect();
        let exact = opener.ends_with("${");
        let span = Span::text(0, 0);
        let reference = if exact {
            let rooted = matches!(segments[0].as_str(), "data" | "form" | "screen");
            (json && rooted && segments.len() > 1).then_some(Reference { segments, span })
        } else {
            meant(here, segments)
        };
        if let Some(reference) = reference {
            // Of several marks the last one opens a reference.
            let mut start = if exact { at - "${".len() } else { start };
            let mut last = if exact { at + path.len() + 1 } else { end };
            // A second `${ }` and back-ticks around it are part of the same mistake.
            if text[..start].ends_with("${`") && text[last..].starts_with("`}") {
                start -= "${`".len();
                last += "`}".len();
            }
            found.push(Spot { start, end: last, reference, exact });
            at = end;
        }
    }
    found
}

fn is_of_path(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.')
}

/// The value of the screen that a path means, with or without its root.
fn meant(here: Here<'_, '_>, segments: Vec<String>) -> Option<Reference> {
    let span = Span::text(0, 0);
    let rooted = matches!(segments[0].as_str(), "data" | "form" | "screen") && segments.len() > 1;
    let candidates = if rooted {
        vec![Reference { segments, span }]
    } else {
        let under = |root: &str| {
            let segments = std::iter::once(root.to_owned()).chain(segments.iter().cloned());
            Reference { segments: segments.collect(), span }
        };
        vec![under("data"), under("form")]
    };
    candidates.into_iter().find(|reference| {
        matches!(
            reference::find(here, reference),
            Some(reference::Target::Data { .. } | reference::Target::Input { .. })
        )
    })
}

/// The text with its references followed.
fn with_references(text: &str, found: &[Spot]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(found.len() * 2 + 1);
    let mut at = 0;
    for spot in found {
        pieces.push(Piece::Text(text[at..spot.start].to_owned()));
        pieces.push(Piece::Reference(spot.reference.clone()));
        at = spot.end;
    }
    pieces.push(Piece::Text(text[at..].to_owned()));
    pieces
}

/// A text as it is in a document between its quotes.
fn quoted(pieces: &[Piece]) -> String {
    let mut quoted = String::new();
    for c in wire::text(pieces).0.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c => quoted.push(c),
        }
    }
    quoted
}
