//! Values: whatever is after a `:`, and the text after a kind.

use proc_macro2::{Delimiter, Group, TokenTree};

use super::cursor::Cursor;
use super::settings::{is_settings, property, separated};
use super::{action, expression, json, reference, slip, text};
use crate::ast::{Embed, EmbedKind, Expr, ExprKind, Number, Piece, UnaryOp, Value, ValueKind};
use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

/// The macros that a value may be.
pub(super) const MACROS: [&str; 3] = ["file", "text", "json"];

/// Where a value is; decides what the brackets after it are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// After a `:` or `=`, where nothing but a comma follows.
    Setting,
    /// After a kind, `if`, `match` or an entry's `:`, where settings and a body may follow.
    Head,
}

/// The value that is next.
pub(super) fn value(cx: &mut Diagnostics, cur: &mut Cursor, place: Place) -> Option<Value> {
    let start = cur.span();
    let setting = place == Place::Setting;
    if is_macro(cur) && cur.is_word(0, "json") {
        return raw(cx, cur);
    }
    let kind = match cur.peek(0) {
        Some(TokenTree::Literal(_)) if cur.is_string(0) => {
            if setting
                && (cur.is_group(1, Delimiter::Brace) || cur.is_group(1, Delimiter::Parenthesis))
            {
                ValueKind::Action(Box::new(action::action(cx, cur)?))
            } else {
                string(cx, cur)?
            }
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            let mut inside = cur.take_group(cx, Delimiter::Bracket)?;
            let items = separated(cx, &mut inside, |cx, cur| value(cx, cur, Place::Setting));
            ValueKind::List(items)
        }
        Some(TokenTree::Group(group)) if setting && group.delimiter() == Delimiter::Brace => {
            let mut inside = cur.take_group(cx, Delimiter::Brace)?;
            if inside.is_ident(0) && inside.is_op(1, ".") {
                let reference = reference::bare(cx, &mut inside, start)?;
                let kind = ValueKind::Reference(reference);
                return Some(Value::new(kind, cur.since(start)));
            }
            let mut lost = false;
            let members = separated(cx, &mut inside, |cx, cur| {
                let member = property(cx, cur, Place::Setting);
                lost |= member.is_none();
                member
            });
            // What could not be read is not missing as well.
            if lost {
                return None;
            }
            ValueKind::Object(members)
        }
        Some(TokenTree::Ident(_)) => word(cx, cur, setting)?,
        Some(TokenTree::Group(group)) if holds_a_text(group) => in_parentheses(cx, cur, place)?,
        Some(TokenTree::Group(group)) if setting && holds_a_key(group) => {
            cx.error(Code::Syntax, start, "an object goes in braces")
                .help("write `{ name: value, … }`");
            cur.bump();
            return None;
        }
        _ => lone(expression::expression(cx, cur)?),
    };
    Some(Value::new(kind, cur.since(start)))
}

fn holds_a_key(group: &Group) -> bool {
    let mut tokens = group.stream().into_iter();
    let word = matches!(tokens.next(), Some(TokenTree::Ident(_)));
    let colon = matches!(tokens.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    word && colon
}

/// Whether parentheses hold one string and nothing else, perhaps in further parentheses.
fn holds_a_text(group: &Group) -> bool {
    let mut group = group.clone();
    loop {
        if group.delimiter() != Delimiter::Parenthesis {
            return false;
        }
        let mut tokens = group.stream().into_iter();
        match (tokens.next(), tokens.next()) {
            (Some(TokenTree::Group(inner)), None) => group = inner,
            (Some(TokenTree::Literal(literal)), None) => return literal.to_string().contains('"'),
            _ => return false,
        }
    }
}

/// A string in parentheses is that string, unless an operator makes it an operand.
fn in_parentheses(cx: &mut Diagnostics, cur: &mut Cursor, place: Place) -> Option<ValueKind> {
    let start = cur.span();
    let mut inside = cur.take_group(cx, Delimiter::Parenthesis)?;
    if !expression::operator_ahead(cur) {
        return value(cx, &mut inside, place).map(|value| value.kind);
    }
    let inner = expression::expression(cx, &mut inside)?;
    let first = Expr { kind: ExprKind::Paren(Box::new(inner)), span: cur.since(start) };
    Some(lone(expression::rest(cx, cur, first)?))
}

/// Whether what is next can only be the text of what is before.
pub(super) fn starts(cur: &Cursor) -> bool {
    match cur.peek(0) {
        Some(TokenTree::Literal(_)) => cur.key_ahead().is_none(),
        Some(TokenTree::Punct(punct)) => {
            matches!(punct.as_char(), '$' | '\'') || cur.is_op(0, "-") || cur.is_op(0, "+")
        }
        Some(TokenTree::Group(group)) => {
            group.delimiter() == Delimiter::Parenthesis && !is_settings(cur, 0)
        }
        Some(TokenTree::Ident(_)) => {
            cur.key_ahead().is_none()
                && (cur.is_word(0, "true") || cur.is_word(0, "false") || is_macro(cur))
        }
        None => false,
    }
}

/// Whether a word is next that is not a value by itself.
pub(super) fn is_bare(cur: &Cursor) -> bool {
    cur.is_ident(0)
        && !is_macro(cur)
        && !cur.is_word(0, "true")
        && !cur.is_word(0, "false")
        && !cur.is_op(1, ".")
}

/// Whether `file!(…)`, `text!(…)`, `json!(…)` or a macro that does not exist is next.
pub(super) fn is_macro(cur: &Cursor) -> bool {
    let called = cur.is_op(1, "!") && matches!(cur.peek(2), Some(TokenTree::Group(_)));
    let named = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase()) && !matches!(word, "if" | "match")
    };
    called && cur.word(0).is_some_and(|word| named(&word))
}

fn string(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<ValueKind> {
    let (pieces, span) = text::pieces(cx, cur)?;
    if !expression::operator_ahead(cur) {
        return Some(ValueKind::Text(pieces));
    }
    let Some(kind) = text::operand(cx, pieces, span) else {
        let unread = ExprKind::Text(String::new());
        expression::rest(cx, cur, Expr { kind: unread, span })?;
        return None;
    };
    Some(lone(expression::rest(cx, cur, Expr { kind, span })?))
}

/// An expression of one operand is that operand, and a literal in parentheses is that literal.
fn lone(expr: Expr) -> ValueKind {
    match expr.kind {
        ExprKind::Paren(inner) if inner.is_literal() => lone(*inner),
        ExprKind::Text(text) => ValueKind::Text(vec![Piece::Text(text)]),
        ExprKind::Reference(reference) => ValueKind::Reference(reference),
        ExprKind::Number(number) => ValueKind::Number(number),
        ExprKind::Bool(bool) => ValueKind::Bool(bool),
        ExprKind::Unary(UnaryOp::Minus, ref operand) => match &operand.kind {
            ExprKind::Number(number) => ValueKind::Number(Number(format!("-{}", number.0))),
            _ => ValueKind::Expr(expr),
        },
        _ => ValueKind::Expr(expr),
    }
}

fn word(cx: &mut Diagnostics, cur: &mut Cursor, setting: bool) -> Option<ValueKind> {
    let span = cur.span();
    let word = cur.word(0)?;
    if is_macro(cur) {
        return called(cx, cur, &word, span);
    }
    if matches!(word.as_str(), "true" | "false") {
        return Some(lone(expression::expression(cx, cur)?));
    }
    if setting && action::is_ahead(cur) {
        return Some(ValueKind::Action(Box::new(action::action(cx, cur)?)));
    }
    if cur.is_op(1, ".") {
        let reference = reference::bare(cx, cur, span)?;
        if !expression::operator_ahead(cur) {
            return Some(ValueKind::Reference(reference));
        }
        let first = Expr { span: reference.span, kind: ExprKind::Reference(reference) };
        return Some(lone(expression::rest(cx, cur, first)?));
    }
    if cur.is_op(1, "::") {
        let operand = !setting;
        let (text, span) = slip::path(cx, cur, operand)?;
        if operand || expression::operator_ahead(cur) {
            let first = Expr { kind: ExprKind::Text(text), span };
            return Some(lone(expression::rest(cx, cur, first)?));
        }
        return Some(ValueKind::Word(text));
    }
    cur.bump();
    if word == "not" && !cur.done() && !cur.is_op(0, ",") {
        expression::no_not(cx, span);
        return None;
    }
    if word == "null" {
        cx.error(Code::Syntax, span, "`null` is not a value of a flow").help("write `json!(null)`");
        return None;
    }
    if expression::operator_ahead(cur) {
        cx.error(Code::Syntax, span, format!("`{word}` is not a value of an expression")).help(
            format!("write a text as `\"{word}\"`, a field of the screen as `${{form.{word}}}`"),
        );
        // What was meant is not known, so nothing is to be found out about it.
        expression::rest(cx, cur, Expr { kind: ExprKind::Text(word), span })?;
        return None;
    }
    Some(ValueKind::Word(word))
}

/// `file!("…")`, `text!("…")`.
fn called(cx: &mut Diagnostics, cur: &mut Cursor, name: &str, span: Span) -> Option<ValueKind> {
    cur.skip(2);
    let Some(TokenTree::Group(group)) = cur.bump() else {
        return None;
    };
    if !MACROS.contains(&name) {
        let fault = cx.error(Code::Syntax, span, format!("`{name}!` cannot be here"));
        match name {
            "include_str" => {
                fault.help("write `text!(\"…\")`, with a path from the package's root")
            }
            "include_bytes" => {
                fault.help("write `file!(\"…\")`, with a path from the package's root")
            }
            _ => fault
                .help("a value may be `file!(\"…\")`, `text!(\"…\")` or `json!(…)`")
                .did_you_mean(name, MACROS),
        };
        return None;
    }
    let mut inside = cur.enter(cx, &group)?;
    let kind = match name {
        "file" => EmbedKind::Base64,
        _ => EmbedKind::Text,
    };
    if !inside.is_string(0) {
        cx.error(Code::Syntax, inside.span(), format!("expected a path, found {}", inside.found()))
            .help(format!("write `{name}!(\"path/of/file\")`, from the package's root"));
        return None;
    }
    let (path, _) = text::plain(cx, &mut inside)?;
    inside.take_op(",");
    if !inside.done() {
        cx.error(
            Code::Syntax,
            inside.span(),
            format!("unexpected {} after the path", inside.found()),
        )
        .help(format!("`{name}!` takes one path"));
    }
    Some(ValueKind::Embed(Embed { kind, path }))
}

/// `json!(…)`.
pub(super) fn raw(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Value> {
    cur.skip(2);
    let Some(TokenTree::Group(group)) = cur.bump() else {
        return None;
    };
    let mut inside = cur.enter(cx, &group)?;
    json::whole(cx, &mut inside)
}
