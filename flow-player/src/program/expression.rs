//! Expressions and conditions, read once.

use flow_compiler::ast::{self, BinaryOp, ExprKind, Piece, UnaryOp};
use flow_compiler::catalogue::Version;
use flow_compiler::json::wire::{self, Reading};
use flow_compiler::span::Span;

use super::{Formula, Path, Root};
use crate::value::{Text, Value};

/// An expression in back-ticks.
#[derive(Debug, Clone)]
pub(crate) enum Expr {
    Value(Value),
    Reference(Path),
    Not(Box<Expr>),
    Minus(Box<Expr>),
    Plus(Box<Expr>),
    Binary(Op, Box<Expr>, Box<Expr>),
}

impl Expr {
    /// Whether one of its references is such a one.
    pub(super) fn reads(&self, wanted: &impl Fn(&Path) -> bool) -> bool {
        match self {
            Self::Value(_) => false,
            Self::Reference(path) => wanted(path),
            Self::Not(inner) | Self::Minus(inner) | Self::Plus(inner) => inner.reads(wanted),
            Self::Binary(_, left, right) => left.reads(wanted) || right.reads(wanted),
        }
    }
}

pub(crate) use flow_compiler::ast::BinaryOp as Op;

/// The condition of an If.
#[derive(Debug)]
pub(crate) enum Condition {
    /// A literal, and a condition in back-ticks, which phones do not understand: it is false.
    Always(bool),
    /// The tokens from left to right, as a phone reads them.
    Tokens(Vec<Token>),
}

/// A token of a condition.
#[derive(Debug, Clone)]
pub(crate) enum Token {
    Value(Value),
    Reference(Path),
    Not,
    Op(Op),
    Open,
    Close,
}

/// What a string of a document means.
pub(super) fn formula(text: &str, version: Version) -> Formula {
    let join = |exprs: Vec<Expr>| Formula::Join(exprs);
    match wire::read(text, Span::text(0, 0), version) {
        // An expression that cannot be read was reported, and is as it is.
        Reading::Literal | Reading::Faulty(_) => Formula::Literal(Value::text(text)),
        Reading::Reference(reference) => Formula::Reference(path(&reference)),
        Reading::Pieces(pieces) => join(
            pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => Expr::Value(Value::text(text.as_str())),
                    Piece::Reference(reference) => Expr::Reference(path(reference)),
                })
                .collect(),
        ),
        Reading::Concat(exprs) => join(exprs.iter().map(expr).collect()),
        Reading::Expr(one) => Formula::Expression(expr(&one)),
    }
}

/// The condition of an If. One that cannot be read was reported, and never holds.
pub(super) fn condition(text: &str) -> Condition {
    if wire::is_back_ticked(text) {
        return Condition::Always(false);
    }
    match wire::read_condition(text, Span::text(0, 0)) {
        Ok(read) => {
            let mut tokens = Vec::new();
            flatten(&read, &mut tokens);
            Condition::Tokens(tokens)
        }
        Err(_) => Condition::Always(false),
    }
}

/// The tokens of a condition. The tree keeps its parentheses, so nothing is lost.
fn flatten(expr: &ast::Expr, tokens: &mut Vec<Token>) {
    match &expr.kind {
        ExprKind::Reference(reference) => tokens.push(Token::Reference(path(reference))),
        ExprKind::Text(text) => tokens.push(Token::Value(Value::text(text.as_str()))),
        ExprKind::Number(number) => tokens.push(Token::Value(digits(&number.0))),
        ExprKind::Bool(value) => tokens.push(Token::Value(Value::Bool(*value))),
        ExprKind::Unary(UnaryOp::Not, inner) => {
            tokens.push(Token::Not);
            flatten(inner, tokens);
        }
        ExprKind::Unary(UnaryOp::Minus, inner) => match &inner.kind {
            ExprKind::Number(number) => {
                tokens.push(Token::Value(digits(&format!("-{}", number.0))));
            }
            _ => flatten(inner, tokens),
        },
        ExprKind::Unary(UnaryOp::Plus, inner) => flatten(inner, tokens),
        ExprKind::Binary(op, left, right) => {
            flatten(left, tokens);
            tokens.push(Token::Op(*op));
            flatten(right, tokens);
        }
        ExprKind::Paren(inner) => {
            tokens.push(Token::Open);
            flatten(inner, tokens);
            tokens.push(Token::Close);
        }
    }
}

fn expr(expr: &ast::Expr) -> Expr {
    match &expr.kind {
        ExprKind::Reference(reference) => Expr::Reference(path(reference)),
        ExprKind::Text(text) => Expr::Value(Value::text(text.as_str())),
        ExprKind::Number(number) => Expr::Value(digits(&number.0)),
        ExprKind::Bool(value) => Expr::Value(Value::Bool(*value)),
        ExprKind::Unary(op, inner) => {
            let inner = Box::new(self::expr(inner));
            match op {
                UnaryOp::Not => Expr::Not(inner),
                UnaryOp::Minus => Expr::Minus(inner),
                UnaryOp::Plus => Expr::Plus(inner),
            }
        }
        ExprKind::Binary(op, left, right) => {
            let op: BinaryOp = *op;
            Expr::Binary(op, Box::new(self::expr(left)), Box::new(self::expr(right)))
        }
        ExprKind::Paren(inner) => self::expr(inner),
    }
}

/// A number as a document spells it.
pub(super) fn digits(digits: &str) -> Value {
    serde_json::from_str::<serde_json::Number>(digits).map_or(Value::Null, Value::Number)
}

/// A reference. One that names no root is absent, whatever happens.
fn path(reference: &ast::Reference) -> Path {
    let segments: Vec<Text> = reference.segments.iter().map(|text| text.as_str().into()).collect();
    let root = |text: &str| match text {
        "data" => Root::Data,
        "form" => Root::Form,
        _ => Root::Nowhere,
    };
    match segments.as_slice() {
        [screen, id, inner, keys @ ..] if &**screen == "screen" => {
            Path { screen: Some(id.clone()), root: root(inner), keys: keys.to_vec() }
        }
        [first, keys @ ..] => Path { screen: None, root: root(first), keys: keys.to_vec() },
        [] => Path { screen: None, root: Root::Nowhere, keys: Vec::new() },
    }
}
