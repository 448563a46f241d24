//! Values of properties.

use super::{Importer, key};
use crate::ast::{Expr, ExprKind, Key, Piece, Property, Reference, UnaryOp, Value, ValueKind};
use crate::catalogue::{self, Kind, Version};
use crate::json::wire::{self, Reading};
use crate::json::{Member, Node, NodeKind};

/// A value that refers to nothing: an example, a setting.
pub(super) fn literal(node: &Node) -> Value {
    plain(node, &|text, node| Value::new(ValueKind::Text(pieces(text)), node.span))
}

/// A value whose type is not known: of a payload, of a property that does not exist.
pub(super) fn open(version: Version, node: &Node) -> Value {
    plain(node, &|text, node| string(version, text, node))
}

/// A value that is before brackets which it must not seem to begin.
pub(super) fn head(version: Version, node: &Node) -> Value {
    let value = open(version, node);
    let stands = match &value.kind {
        ValueKind::Bool(_) | ValueKind::List(_) | ValueKind::Object(_) => false,
        ValueKind::Expr(expr) => !expr.begins_with_not(),
        _ => true,
    };
    if stands { value } else { verbatim(node) }
}

/// The title of a screen: a reference alone, and else a text, whatever it looks like.
pub(super) fn title(version: Version, node: &Node) -> Value {
    match &node.kind {
        NodeKind::Text(text) => match wire::read(text, node.span, version) {
            Reading::Reference(_) => string(version, text, node),
            _ => Value::new(ValueKind::Text(pieces(text)), node.span),
        },
        _ => head(version, node),
    }
}

/// The condition of If, in the pleasant form where that gives the very same string; `alone` says
/// that a condition of several parts would become nested Ifs.
pub(super) fn condition(node: &Node, alone: bool) -> Value {
    match &node.kind {
        NodeKind::Text(text) => condition_of(text, node, alone),
        _ => literal(node),
    }
}

/// A condition to the letter.
pub(super) fn condition_as_written(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Text(_) => verbatim(node),
        _ => literal(node),
    }
}

/// The text of a string that holds no references.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    if text.is_empty() { Vec::new() } else { vec![Piece::Text(text.to_owned())] }
}

/// A word where the source can have one, else a text.
pub(super) fn word(node: &Node) -> Value {
    match node.as_text() {
        Some(text) if key::is_word(text) => Value::new(ValueKind::Word(text.to_owned()), node.span),
        _ => literal(node),
    }
}

/// What a string means, in the form that the source has for it.
///
/// The pleasant form is taken only where writing it gives the very same string.
pub(super) fn string(version: Version, text: &str, node: &Node) -> Value {
    let kind = match wire::read(text, node.span, version) {
        Reading::Literal => ValueKind::Text(pieces(text)),
        Reading::Reference(reference) if printable(&reference) => ValueKind::Reference(reference),
        Reading::Pieces(pieces) if joinable(&pieces) && wire::text(&pieces).0 == text => {
            ValueKind::Text(pieces)
        }
        Reading::Expr(expr)
            if larger(&expr) && writable(&expr) && wire::expression(&expr) == text =>
        {
            ValueKind::Expr(expr)
        }
        _ => return verbatim(node),
    };
    Value::new(kind, node.span)
}

/// A value as it is on the wire.
pub(super) fn verbatim(node: &Node) -> Value {
    let kind = match &node.kind {
        NodeKind::Null => ValueKind::Null,
        NodeKind::Bool(value) => ValueKind::Bool(*value),
        NodeKind::Number(number) => ValueKind::Number(number.clone()),
        NodeKind::Text(text) => ValueKind::Text(pieces(text)),
        NodeKind::List(items) => ValueKind::List(items.iter().map(verbatim).collect()),
        NodeKind::Object(members) => ValueKind::Object(
            members
                .iter()
                .map(|member| Property {
                    name: Key { text: member.key.clone(), quoted: true, span: member.key_span },
                    value: verbatim(&member.value),
                })
                .collect(),
        ),
    };
    Value { kind, span: node.span, verbatim: true }
}

impl Importer<'_, '_> {
    /// A value of a property.
    pub(super) fn value(
        &mut self,
        kind: &'static Kind,
        node: &Node,
        names: &super::screen::Names<'_>,
    ) -> Value {
        let version = self.version;
        let made = |kind| Value::new(kind, node.span);
        match (kind, &node.kind) {
            (Kind::Enum(words), NodeKind::Text(text)) if words.contains(&text.as_str()) => {
                word(node)
            }
            (Kind::Enums(words, _), NodeKind::List(items)) => {
                let item = |item: &Node| match item.as_text() {
                    Some(text) if words.contains(&text) => word(item),
                    _ => open(version, item),
                };
                made(ValueKind::List(items.iter().map(item).collect()))
            }
            (Kind::Action(_), NodeKind::Object(_)) => match self.action(node, names) {
                Some(action) => made(ValueKind::Action(Box::new(action))),
                None => open(version, node),
            },
            (Kind::Options(list) | Kind::Items(list), NodeKind::List(items)) => {
                let items = items.iter().map(|item| self.object(list.properties, item, names));
                made(ValueKind::List(items.collect()))
            }
            (Kind::Object(rows, _), _) => self.object(rows, node, names),
            (Kind::ByMode(..), NodeKind::Object(members)) => {
                let member = |member: &Member| Property {
                    name: key::property(&member.key, member.key_span),
                    value: open(version, &member.value),
                };
                made(ValueKind::Object(members.iter().map(member).collect()))
            }
            (Kind::ByMode(inner, _), _) => self.value(inner, node, names),
            _ => open(version, node),
        }
    }

    /// An object with the keys that the catalogue gives it.
    fn object(
        &mut self,
        rows: &'static [catalogue::Property],
        node: &Node,
        names: &super::screen::Names<'_>,
    ) -> Value {
        let NodeKind::Object(members) = &node.kind else { return open(self.version, node) };
        let members = members.iter().map(|member| self.property(rows, member, names)).collect();
        Value::new(ValueKind::Object(members), node.span)
    }

    /// A key of a component, an option or an item, with its value.
    pub(super) fn property(
        &mut self,
        rows: &'static [catalogue::Property],
        member: &Member,
        names: &super::screen::Names<'_>,
    ) -> Property {
        let value = match catalogue::find(rows, &member.key) {
            Some(row) => self.value(&row.kind, &member.value, names),
            None => open(self.version, &member.value),
        };
        Property { name: key::property(&member.key, member.key_span), value }
    }
}

fn plain(node: &Node, text: &impl Fn(&str, &Node) -> Value) -> Value {
    let kind = match &node.kind {
        NodeKind::Text(string) => return text(string, node),
        NodeKind::List(items) => {
            ValueKind::List(items.iter().map(|item| plain(item, text)).collect())
        }
        NodeKind::Object(members) => {
            let member = |member: &Member| Property {
                name: key::plain(&member.key, member.key_span),
                value: plain(&member.value, text),
            };
            ValueKind::Object(members.iter().map(member).collect())
        }
        _ => return Value { verbatim: matches!(node.kind, NodeKind::Null), ..verbatim(node) },
    };
    Value::new(kind, node.span)
}

fn condition_of(text: &str, node: &Node, alone: bool) -> Value {
    let raw = || verbatim(node);
    let Ok(expr) = wire::read_condition(text, node.span) else { return raw() };
    let same = |expr: &Expr| match wire::condition(expr) {
        Some(written) => written == text && !(alone && wire::parts(expr, &[], 0).is_some()),
        None => wire::expression(expr) == text,
    };
    let Some(expr) = [wire::natural(&expr), expr].into_iter().find(same) else { return raw() };
    if !writable(&expr) {
        return raw();
    }
    let kind = match expr.kind {
        ExprKind::Reference(reference) => ValueKind::Reference(reference),
        _ if larger(&expr) => ValueKind::Expr(expr),
        _ => return raw(),
    };
    Value::new(kind, node.span)
}

/// Whether the source can hold a reference: every segment is a name.
fn printable(reference: &Reference) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    reference.segments.iter().all(|segment| !segment.is_empty() && segment.chars().all(letter))
}

/// Whether the source reads these pieces as they are: neighbouring texts would become one.
fn joinable(pieces: &[Piece]) -> bool {
    let text = |piece: &Piece| matches!(piece, Piece::Text(_));
    let alone = pieces.windows(2).all(|pair| !(text(&pair[0]) && text(&pair[1])));
    let fine = |piece: &Piece| match piece {
        Piece::Text(text) => !text.is_empty(),
        Piece::Reference(reference) => printable(reference),
    };
    alone && !pieces.iter().all(text) && pieces.iter().all(fine)
}

/// Whether the source reads it as an expression, and not as a literal or a reference alone.
fn larger(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Binary(..) => true,
        ExprKind::Paren(inner) => !inner.is_literal(),
        ExprKind::Unary(op, operand) => {
            *op == UnaryOp::Not || !matches!(operand.kind, ExprKind::Number(_))
        }
        _ => false,
    }
}

fn writable(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Reference(reference) => printable(reference),
        ExprKind::Text(text) => !text.contains("${"),
        ExprKind::Number(_) | ExprKind::Bool(_) => true,
        ExprKind::Unary(_, inner) | ExprKind::Paren(inner) => writable(inner),
        ExprKind::Binary(_, left, right) => writable(left) && writable(right),
    }
}
