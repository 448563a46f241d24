//! Names before a `:`.

use proc_macro2::TokenTree;

use super::cursor::Cursor;
use super::{text, value};
use crate::ast::{Key, Name};
use crate::diagnostic::{Code, Diagnostics};

/// What a key names; decides what a key with `-` should have been.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// A property, whose `_` stands for `-`.
    Property,
    /// Anything that the document spells as it is written.
    Verbatim,
    /// The id of a screen, whose letters the check looks at.
    Screen,
}

/// A word or a string; anything else is noted and `None`.
pub(super) fn key(cx: &mut Diagnostics, cur: &mut Cursor, names: Names, what: &str) -> Option<Key> {
    let start = cur.span();
    match cur.peek(0) {
        Some(TokenTree::Ident(_)) => {
            let mut text = cur.word(0)?;
            cur.bump();
            let mut dashed = false;
            while cur.is_op(0, "-") && cur.is_ident(1) {
                text.push('-');
                text.push_str(&cur.word(1)?);
                cur.skip(2);
                dashed = true;
            }
            let span = cur.since(start);
            if !dashed {
                return Some(Key { text, quoted: false, span });
            }
            let fault = format!("`{text}` is not a name, since it has a `-`");
            match names {
                Names::Screen => Some(Key { text, quoted: false, span }),
                Names::Property => {
                    let spelled = text.replace('-', "_");
                    cx.error(Code::Syntax, span, fault)
                        .help(format!("a property is written with `_`: `{spelled}`"))
                        .replace_part(&text, &*spelled);
                    Some(Key { text: spelled, quoted: false, span })
                }
                Names::Verbatim => {
                    cx.error(Code::Syntax, span, fault)
                        .help(format!("write it in quotes: `\"{text}\"`"))
                        .replace(format!("\"{text}\""));
                    Some(Key { text, quoted: true, span })
                }
            }
        }
        Some(TokenTree::Literal(literal)) if cur.is_number(0) => {
            let text = literal.to_string();
            cur.bump();
            if names != Names::Screen {
                cx.error(Code::Syntax, start, format!("`{text}` is not a name"))
                    .help(format!("write it in quotes: `\"{text}\"`"))
                    .replace(format!("\"{text}\""));
            }
            Some(Key { text, quoted: true, span: start })
        }
        Some(TokenTree::Literal(_)) => {
            let (text, span) = text::plain(cx, cur)?;
            Some(Key { text, quoted: true, span })
        }
        _ => {
            cx.error(Code::Syntax, start, format!("expected {what}, found {}", cur.found()))
                .help("a name is a word, or a string in quotes");
            None
        }
    }
}

/// A name of the flow's own: a word, or a string where it is none.
pub(super) fn name(cx: &mut Diagnostics, cur: &mut Cursor, what: &str) -> Option<Name> {
    named(key(cx, cur, Names::Verbatim, what))
}

/// The id of a screen.
pub(super) fn screen(cx: &mut Diagnostics, cur: &mut Cursor, what: &str) -> Option<Name> {
    named(key(cx, cur, Names::Screen, what))
}

fn named(key: Option<Key>) -> Option<Name> {
    key.map(|key| Name { text: key.text, span: key.span })
}

/// Takes the `:` after a key; something like it is noted and taken.
///
/// `false` where what follows is nothing that could be after a `:`.
pub(super) fn colon(cx: &mut Diagnostics, cur: &mut Cursor, key: &Key) -> bool {
    if cur.take_op(":").is_some() {
        return true;
    }
    let name = &key.text;
    cx.error(
        Code::Syntax,
        if cur.done() { key.span } else { cur.span() },
        format!("expected `:` after `{name}`, found {}", cur.found()),
    )
    .help(format!("write `{name}: …`"));
    let wrong = ["=", "::", "=>", "->"].into_iter().find_map(|wrong| cur.take_op(wrong));
    wrong.is_some() || value::starts(cur) || (cur.is_ident(0) && cur.key_ahead().is_none())
}
