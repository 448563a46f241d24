//! Properties in parentheses and objects, and lists with commas.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::key::{self, Names};
use super::value::{self, Place};
use crate::ast::Property;
use crate::diagnostic::{Code, Diagnostics};

/// `(name: value, …)`.
pub(super) fn settings(cx: &mut Diagnostics, cur: &mut Cursor) -> Vec<Property> {
    let Some(mut inside) = cur.take_group(cx, Delimiter::Parenthesis) else {
        return Vec::new();
    };
    separated(cx, &mut inside, |cx, cur| property(cx, cur, Place::Setting))
}

/// `name: value`.
pub(super) fn property(cx: &mut Diagnostics, cur: &mut Cursor, place: Place) -> Option<Property> {
    let name = key::key(cx, cur, Names::Property, "the name of a property")?;
    if !key::colon(cx, cur, &name) {
        return None;
    }
    let value = expected(cx, cur, &name.text, place)?;
    Some(Property { name, value })
}

/// The value after `name:`.
pub(super) fn expected(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    name: &str,
    place: Place,
) -> Option<crate::ast::Value> {
    if cur.done() || cur.is_op(0, ",") || cur.is_op(0, ";") || cur.key_ahead().is_some() {
        cx.error(Code::Syntax, cur.last(), format!("expected a value after `{name}`"))
            .help(format!("write `{name}: …`"));
        return None;
    }
    let value = value::value(cx, cur, place)?;
    if place == Place::Setting && !ends(cur) {
        let message = format!("unexpected {} after the value of `{name}`", cur.found());
        cx.error(Code::Syntax, cur.span(), message).help(
            "an expression is made of references, texts and numbers with `==`, `>=`, `&&`, `!`, `+` \
             and the like between them",
        );
        return None;
    }
    Some(value)
}

/// Whether a value may end before what is next: the end, a comma, or what a comma is missing
/// before.
fn ends(cur: &Cursor) -> bool {
    let shorthand = cur.is_ident(0) && (cur.peek(1).is_none() || cur.is_op(1, ","));
    cur.done()
        || cur.is_op(0, ",")
        || cur.is_op(0, ";")
        || cur.is_op(0, "..")
        || cur.key_ahead().is_some()
        || shorthand
}

/// Whether the parentheses that are there hold settings rather than an expression.
pub(super) fn is_settings(cur: &Cursor, ahead: usize) -> bool {
    let Some(group) = cur.group(ahead, Delimiter::Parenthesis) else {
        return false;
    };
    let mut tokens = group.stream().into_iter();
    let colon = |token: Option<TokenTree>| matches!(token, Some(TokenTree::Punct(punct)) if matches!(punct.as_char(), ':'));
    match tokens.next() {
        None => true,
        Some(TokenTree::Ident(word)) if word != "true" && word != "false" => true,
        Some(TokenTree::Ident(_)) => colon(tokens.next()),
        Some(TokenTree::Literal(literal)) => {
            literal.to_string().contains('"') && colon(tokens.next())
        }
        _ => false,
    }
}

/// What `read` reads, with commas between; a trailing one may be.
pub(super) fn separated<T>(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    mut read: impl FnMut(&mut Diagnostics, &mut Cursor) -> Option<T>,
) -> Vec<T> {
    let mut items = Vec::new();
    let mut semicolons = false;
    while !cur.done() {
        let before = cur.at();
        if cur.is_op(0, ",") {
            cx.error(Code::Syntax, cur.span(), "there is nothing before this `,`")
                .help("remove it");
            cur.bump();
            continue;
        }
        let item = read(cx, cur);
        let fine = item.is_some();
        items.extend(item);
        if cur.done() || cur.take_op(",").is_some() {
            continue;
        }
        if fine && cur.is_op(0, ";") {
            // One habit is one fault.
            if !std::mem::replace(&mut semicolons, true) {
                cx.error(Code::Syntax, cur.span(), "expected `,`, found `;`").write(",");
            }
            cur.bump();
            continue;
        }
        if fine {
            cx.error(Code::Syntax, cur.span(), format!("expected `,`, found {}", cur.found()))
                .help("write a `,` before it");
        }
        if fine && starts_item(cur) {
            continue;
        }
        if cur.at() == before {
            cur.bump();
        }
        while !cur.done() && cur.take_op(",").is_none() && cur.key_ahead().is_none() {
            cur.bump();
        }
    }
    items
}

/// Whether what is next is more likely the next item, its comma forgotten, than rubbish.
fn starts_item(cur: &Cursor) -> bool {
    cur.key_ahead().is_some()
        || cur.is_op(0, "..")
        || matches!(cur.peek(0), Some(TokenTree::Ident(_) | TokenTree::Literal(_)))
        || cur.is_char(0, '$')
}
