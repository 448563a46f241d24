//! What is in `json!( … )`.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::settings::separated;
use super::{number, text};
use crate::ast::{Key, Number, Piece, Property, Value, ValueKind};
use crate::diagnostic::{Code, Diagnostics};

/// One JSON value, and nothing after it.
pub(super) fn whole(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Value> {
    if cur.done() {
        cx.error(Code::Syntax, cur.span(), "`json!` is empty").help("write `json!(null)`, say");
        return None;
    }
    let value = value(cx, cur)?;
    if !cur.done() {
        cx.error(
            Code::Syntax,
            cur.span(),
            format!("unexpected {} after a JSON value", cur.found()),
        )
        .help("`json!` holds one value");
    }
    Some(value)
}

fn value(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Value> {
    let start = cur.span();
    let kind = match cur.peek(0) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            let mut inside = cur.take_group(cx, Delimiter::Brace)?;
            ValueKind::Object(members(cx, &mut inside))
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            let mut inside = cur.take_group(cx, Delimiter::Bracket)?;
            ValueKind::List(separated(cx, &mut inside, value))
        }
        Some(TokenTree::Ident(word)) => {
            let kind = match word.to_string().as_str() {
                "null" => ValueKind::Null,
                "true" => ValueKind::Bool(true),
                "false" => ValueKind::Bool(false),
                word => {
                    cx.error(Code::Syntax, start, format!("`{word}` is not JSON"))
                        .help(format!("write a text in quotes: `\"{word}\"`"));
                    return None;
                }
            };
            cur.bump();
            kind
        }
        Some(TokenTree::Punct(punct)) if punct.as_char() == '-' && cur.is_number(1) => {
            cur.bump();
            ValueKind::Number(Number(format!("-{}", number::number(cx, cur)?.0)))
        }
        Some(TokenTree::Literal(_)) if cur.is_number(0) => {
            ValueKind::Number(number::number(cx, cur)?)
        }
        Some(TokenTree::Literal(_)) => {
            let text = text::plain(cx, cur)?.0;
            ValueKind::Text(if text.is_empty() { Vec::new() } else { vec![Piece::Text(text)] })
        }
        _ => {
            cx.error(Code::Syntax, start, format!("expected a JSON value, found {}", cur.found()))
                .help("`json!` holds a value as it is in the document");
            return None;
        }
    };
    Some(Value { kind, span: cur.since(start), verbatim: true })
}

fn members(cx: &mut Diagnostics, cur: &mut Cursor) -> Vec<Property> {
    let mut seen = std::collections::HashSet::new();
    separated(cx, cur, |cx, cur| {
        let key_span = cur.span();
        let key = if let Some(word) = cur.word(0) {
            cx.error(
                Code::Syntax,
                key_span,
                format!("the key `{word}` of a JSON object has no quotes"),
            )
            .write(&format!("\"{word}\""));
            cur.bump();
            word
        } else {
            text::plain(cx, cur)?.0
        };
        if cur.take_op(":").is_none() {
            cx.error(Code::Syntax, cur.span(), format!("expected `:`, found {}", cur.found()))
                .help(format!("write `\"{key}\": …`"));
            return None;
        }
        if !seen.insert(key.clone()) {
            cx.error(Code::DuplicateKey, key_span, format!("the key `{key}` is there twice"))
                .help("remove one of them");
        }
        let value = value(cx, cur)?;
        Some(Property { name: Key { text: key, quoted: true, span: key_span }, value })
    })
}
