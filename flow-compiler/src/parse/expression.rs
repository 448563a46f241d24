//! Expressions: operators over references, numbers, strings, `true` and `false`.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::{number, reference, text};
use crate::ast::{BinaryOp, Expr, ExprKind, UnaryOp};
use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

/// How many operators one expression may have; it bounds the depth of its tree.
const MAX_OPERATORS: usize = 200;

/// A whole expression.
pub(super) fn expression(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Expr> {
    let mut budget = MAX_OPERATORS;
    let first = operand(cx, cur, &mut budget)?;
    climb(cx, cur, first, 0, &mut budget)
}

/// The rest of an expression whose first operand has been read.
pub(super) fn rest(cx: &mut Diagnostics, cur: &mut Cursor, first: Expr) -> Option<Expr> {
    climb(cx, cur, first, 0, &mut { MAX_OPERATORS })
}

/// Whether an operator stands next, or what was probably meant as one.
pub(super) fn operator_ahead(cur: &Cursor) -> bool {
    operator(cur).is_some()
}

/// An operator as it stands there: what it means, its length, and what it should have been.
struct Operator {
    op: BinaryOp,
    length: usize,
    mended: Option<&'static str>,
}

fn operator(cur: &Cursor) -> Option<Operator> {
    if let Some(op) = BinaryOp::ALL.into_iter().find(|op| cur.is_op(0, op.symbol())) {
        return Some(Operator { op, length: op.symbol().len(), mended: None });
    }
    let wrong = |op: BinaryOp, length| Some(Operator { op, length, mended: Some(op.symbol()) });
    if cur.is_op(0, "===") {
        wrong(BinaryOp::Eq, 3)
    } else if cur.is_op(0, "=") {
        wrong(BinaryOp::Eq, 1)
    } else if cur.is_op(0, "&") || (cur.is_word(0, "and") && !cur.is_op(1, ":")) {
        wrong(BinaryOp::And, 1)
    } else if cur.is_op(0, "|") || (cur.is_word(0, "or") && !cur.is_op(1, ":")) {
        wrong(BinaryOp::Or, 1)
    } else {
        None
    }
}

fn climb(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    mut left: Expr,
    least: u8,
    budget: &mut usize,
) -> Option<Expr> {
    while let Some(Operator { op, length, mended }) = operator(cur) {
        if op.precedence() < least {
            break;
        }
        if let Some(mended) = mended {
            cx.error(Code::Syntax, cur.span(), format!("{} is no operator", cur.found()))
                .help(format!("write `{mended}`"));
        }
        spend(cx, cur, budget)?;
        cur.skip(length);
        let mut right = operand(cx, cur, budget)?;
        right = climb(cx, cur, right, op.precedence() + 1, budget)?;
        let span = left.span.to(right.span);
        left = Expr { kind: ExprKind::Binary(op, Box::new(left), Box::new(right)), span };
    }
    if least == 0 && cur.is_op(0, "?") {
        cx.error(Code::Syntax, cur.span(), "`?` is no operator")
            .help("choose between components with `if … { … } else { … }`");
        cur.bump();
        expression(cx, cur)?;
        cur.take_op(":")?;
        expression(cx, cur)?;
    }
    Some(left)
}

fn operand(cx: &mut Diagnostics, cur: &mut Cursor, budget: &mut usize) -> Option<Expr> {
    let mut signs: Vec<(UnaryOp, Span)> = Vec::new();
    loop {
        let sign = [UnaryOp::Not, UnaryOp::Minus, UnaryOp::Plus]
            .into_iter()
            .find(|sign| cur.is_op(0, sign.symbol()));
        let Some(sign) = sign else { break };
        spend(cx, cur, budget)?;
        signs.push((sign, cur.span()));
        cur.bump();
    }
    let mut expr = primary(cx, cur)?;
    for (sign, start) in signs.into_iter().rev() {
        let span = start.to(expr.span);
        expr = Expr { kind: ExprKind::Unary(sign, Box::new(expr)), span };
    }
    Some(expr)
}

fn primary(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Expr> {
    let start = cur.span();
    let kind = match cur.peek(0) {
        Some(TokenTree::Punct(punct)) if punct.as_char() == '$' => {
            ExprKind::Reference(reference::reference(cx, cur)?)
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            let mut inside = cur.take_group(cx, Delimiter::Parenthesis)?;
            let expr = expression(cx, &mut inside)?;
            if !inside.done() {
                cx.error(
                    Code::Syntax,
                    inside.span(),
                    format!("expected an operator or `)`, found {}", inside.found()),
                )
                .help("parentheses hold one expression, such as `(${form.age} >= 18)`");
                return None;
            }
            ExprKind::Paren(Box::new(expr))
        }
        Some(TokenTree::Literal(_)) if cur.is_number(0) => {
            ExprKind::Number(number::number(cx, cur)?)
        }
        Some(TokenTree::Literal(_)) => {
            let (pieces, span) = text::pieces(cx, cur)?;
            ExprKind::Text(text::without_references(cx, pieces, span))
        }
        Some(TokenTree::Ident(_)) => return word(cx, cur),
        Some(TokenTree::Punct(punct)) if punct.as_char() == '\'' => {
            quotes(cx, cur);
            return None;
        }
        _ => {
            cx.error(Code::Syntax, start, format!("expected a value, found {}", cur.found()))
                .help("a value is a text, a number, `true`, `false` or a reference `${form.name}`");
            return None;
        }
    };
    Some(Expr { kind, span: cur.since(start) })
}

fn word(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Expr> {
    let span = cur.span();
    let word = cur.word(0)?;
    if cur.is_op(1, ".") {
        let reference = reference::bare(cx, cur, span)?;
        return Some(Expr { span: reference.span, kind: ExprKind::Reference(reference) });
    }
    let kind = match word.as_str() {
        "true" => ExprKind::Bool(true),
        "false" => ExprKind::Bool(false),
        "not" => {
            no_not(cx, span);
            return None;
        }
        "null" => {
            cx.error(Code::Syntax, span, "an expression knows no `null`")
                .help("compare with a text, a number, `true` or `false`");
            return None;
        }
        word => {
            cx.error(Code::Syntax, span, format!("`{word}` is no value of an expression")).help(
                format!(
                    "write a text as `\"{word}\"`, a field of the screen as `${{form.{word}}}`"
                ),
            );
            return None;
        }
    };
    cur.bump();
    Some(Expr { kind, span })
}

/// Notes `not`, where Rust has `!`.
pub(super) fn no_not(cx: &mut Diagnostics, span: Span) {
    cx.error(Code::Syntax, span, "`not` is no operator").help("write `!`");
}

/// Notes `'text'`, of which Rust makes a lifetime.
pub(super) fn quotes(cx: &mut Diagnostics, cur: &mut Cursor) {
    cx.error(Code::Syntax, cur.span(), "a text does not stand in single quotes")
        .help("write it in double quotes: `\"text\"`");
    cur.bump();
}

fn spend(cx: &mut Diagnostics, cur: &Cursor, budget: &mut usize) -> Option<()> {
    if *budget == 0 {
        cx.error(Code::Syntax, cur.span(), "the expression is too long")
            .help(format!("at most {MAX_OPERATORS} operators are read"));
        return None;
    }
    *budget -= 1;
    Some(())
}
