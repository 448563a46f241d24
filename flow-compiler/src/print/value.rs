//! Values, expressions, actions.

use super::layout::{Comma, Doc};
use super::{Printer, json, spelling};
use crate::ast::{
    Action, EmbedKind, Expr, ExprKind, Payload, PayloadItem, Piece, Value, ValueKind,
};
use crate::catalogue::ActionKind;
use crate::parse::begins_a_node;

/// How tightly an operand of a unary operator binds.
const UNARY: u8 = 7;

impl Printer<'_> {
    pub(super) fn value(&mut self, value: &Value) -> Doc {
        if value.verbatim {
            return Doc::seq([Doc::text("json!("), self.json(value), Doc::text(")")]);
        }
        match &value.kind {
            ValueKind::Text(pieces) => {
                let angled = pieces.iter().any(|piece| matches!(piece, Piece::Reference(_)));
                let written = self.trivia.literal(value.span);
                let kept = written.filter(|written| !(angled && written.contains("$<")));
                Doc::text(kept.map_or_else(|| spelling::pieces(pieces), str::to_owned))
            }
            ValueKind::Number(number) => {
                let written = self.trivia.literal(value.span);
                Doc::text(written.map_or_else(|| number.0.clone(), str::to_owned))
            }
            ValueKind::Bool(bool) => Doc::text(bool.to_string()),
            ValueKind::Word(word) if matches!(word.as_str(), "true" | "false" | "null") => {
                Doc::text(spelling::string(word))
            }
            ValueKind::Word(word) => Doc::text(spelling::name(word)),
            ValueKind::List(values) => self.list(values, "["),
            ValueKind::Object(properties) => self.properties(properties, "{", "}", true),
            ValueKind::Reference(reference) => Doc::text(spelling::reference(reference)),
            ValueKind::Expr(expr) => Doc::text(expression(expr)),
            ValueKind::Action(action) => self.action(action, true),
            ValueKind::Embed(embed) => {
                let name = match embed.kind {
                    EmbedKind::Base64 => "file",
                    EmbedKind::Text => "text",
                };
                Doc::text(format!("{name}!({})", spelling::string(&embed.path)))
            }
            ValueKind::Null => Doc::text("json!(null)"),
        }
    }

    /// Values in brackets; `open` is `[` with what is before it.
    pub(super) fn list(&mut self, values: &[Value], open: &'static str) -> Doc {
        let items = values
            .iter()
            .map(|value| self.item(&[], value.span, value.span, |this| this.value(value)))
            .collect();
        let inside = values.first().map(|first| first.span);
        self.group(open, "]", false, Comma::Always, items, inside)
    }

    pub(super) fn json(&mut self, value: &Value) -> Doc {
        json::value(self, value)
    }

    /// `name TARGET (settings) { payload }`; `value` says that it is after a `:`.
    pub(super) fn action(&mut self, action: &Action, value: bool) -> Doc {
        let mut docs = vec![Doc::text(spelling::name(&action.name.text))];
        if let Some(target) = &action.target {
            docs.push(Doc::text(" "));
            docs.push(match &target.kind {
                // After an action such a word begins what is next.
                ValueKind::Word(word) if begins_a_node(word) => Doc::text(spelling::string(word)),
                _ => self.value(target),
            });
        }
        docs.push(self.settings(&action.settings, true));
        if let Some(payload) = &action.payload {
            docs.push(self.payload(payload));
        }
        let alone =
            action.target.is_none() && action.settings.is_empty() && action.payload.is_none();
        if value && alone && ActionKind::from_name(&action.name.text).is_none() {
            // A word alone would read as a word.
            docs.push(Doc::text(" ()"));
        }
        Doc::seq(docs)
    }

    fn payload(&mut self, payload: &Payload) -> Doc {
        let items = payload
            .items
            .iter()
            .map(|item| match item {
                PayloadItem::Spread(name) => {
                    self.item(&[], name.span, name.span, |_| Doc::text(format!("..{}", name.text)))
                }
                PayloadItem::Field { key, value: None } => {
                    self.item(&[], key.span, key.span, |_| Doc::text(spelling::key(key)))
                }
                PayloadItem::Field { key, value: Some(value) } => {
                    self.item(&[], key.span, value.span, |this| {
                        let key = spelling::key(key);
                        Doc::seq([Doc::text(format!("{key}: ")), this.value(value)])
                    })
                }
            })
            .collect::<Vec<_>>();
        let end = payload.span.bytes().end.saturating_sub(1);
        let dangling = self.trivia.up_to(end);
        super::braces(" {", Comma::Always, items, dangling, false)
    }
}

/// An expression on one line.
pub(super) fn expression(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Reference(reference) => spelling::reference(reference),
        ExprKind::Text(text) => spelling::pieces(&[Piece::Text(text.clone())]),
        ExprKind::Number(number) => number.0.clone(),
        ExprKind::Bool(bool) => bool.to_string(),
        ExprKind::Paren(expr) => format!("({})", expression(expr)),
        ExprKind::Unary(op, operand) => {
            let symbol = op.symbol();
            let operand = operand_of(operand, UNARY);
            format!("{symbol}{operand}")
        }
        ExprKind::Binary(op, left, right) => {
            let binds = op.precedence();
            let left = operand_of(left, binds);
            let right = operand_of(right, binds + 1);
            format!("{left} {} {right}", op.symbol())
        }
    }
}

/// An operand, in parentheses where it binds less tightly than its place.
fn operand_of(expr: &Expr, least: u8) -> String {
    match &expr.kind {
        ExprKind::Binary(op, ..) if op.precedence() < least => format!("({})", expression(expr)),
        _ => expression(expr),
    }
}

/// Whether the value can be after a kind, where brackets and `!` mean something else.
pub(super) fn stands_as_main(value: &Value) -> bool {
    match &value.kind {
        _ if value.verbatim => true,
        ValueKind::Object(_) | ValueKind::Word(_) | ValueKind::Action(_) => false,
        ValueKind::Expr(expr) => !expr.begins_with_not(),
        _ => true,
    }
}
