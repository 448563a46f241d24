//! Expressions: operators over references, numbers, strings, `true` and `false`.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::{number, reference, slip, text};
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

/// Whether an operator is next, or what was probably meant as one.
pub(super) fn operator_ahead(cur: &Cursor) -> bool {
    operator(cur).is_some()
}

/// An operator as it is there: what it means, its length, and what it should have been.
struct Operator {
    op: BinaryOp,
    length: usize,
    /// What is written for it, where that is not an operator.
    wrong: Option<&'static str>,
}

/// What people write for an operator, with how many tokens it is.
const WRONG: [(&str, usize, BinaryOp); 10] = [
    ("===", 3, BinaryOp::Eq),
    ("=<", 2, BinaryOp::Le),
    ("<>", 2, BinaryOp::Ne),
    ("=", 1, BinaryOp::Eq),
    ("&", 1, BinaryOp::And),
    ("|", 1, BinaryOp::Or),
    ("and", 1, BinaryOp::And),
    ("or", 1, BinaryOp::Or),
    ("is", 1, BinaryOp::Eq),
    ("equals", 1, BinaryOp::Eq),
];

fn operator(cur: &Cursor) -> Option<Operator> {
    if let Some(op) = BinaryOp::ALL.into_iter().find(|op| cur.is_op(0, op.symbol())) {
        let angles = op == BinaryOp::Lt && cur.is_char(1, '>') && touches(cur);
        if !angles {
            return Some(Operator { op, length: op.symbol().len(), wrong: None });
        }
    }
    // `=>` before a number or a reference can lead to no action.
    if cur.is_op(0, "=>") && (cur.is_number(2) || cur.is_char(2, '$')) {
        return Some(Operator { op: BinaryOp::Ge, length: 2, wrong: Some("=>") });
    }
    let stands = |written: &str| match written {
        "=<" => cur.is_char(0, '=') && cur.is_char(1, '<'),
        "<>" => cur.is_char(0, '<') && cur.is_char(1, '>'),
        sign if sign.starts_with(|c: char| c.is_ascii_punctuation()) => cur.is_op(0, sign),
        word => cur.is_word(0, word) && !cur.is_op(1, ":"),
    };
    let (wrong, length, op) = WRONG.into_iter().find(|(written, ..)| stands(written))?;
    Some(Operator { op, length, wrong: Some(wrong) })
}

/// Whether nothing is between the sign that is next and the one after it.
fn touches(cur: &Cursor) -> bool {
    cur.span().bytes().end == cur.span_at(1).bytes().start
}

fn climb(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    mut left: Expr,
    least: u8,
    budget: &mut usize,
) -> Option<Expr> {
    while let Some(Operator { op, length, wrong }) = operator(cur) {
        if op.precedence() < least {
            break;
        }
        if let Some(wrong) = wrong {
            cx.error(Code::Syntax, cur.span(), format!("`{wrong}` is not an operator"))
                .help(format!("write `{}`", op.symbol()))
                .replace_part(wrong, op.symbol());
        }
        spend(cx, cur, budget)?;
        cur.skip(length);
        let mut right = operand(cx, cur, budget)?;
        right = climb(cx, cur, right, op.precedence() + 1, budget)?;
        let span = left.span.to(right.span);
        left = Expr { kind: ExprKind::Binary(op, Box::new(left), Box::new(right)), span };
    }
    if least == 0 && cur.is_op(0, "?") {
        cx.error(Code::Syntax, cur.span(), "`?` is not an operator")
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
            text::operand(cx, pieces, span)?
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
    if cur.is_op(1, "::") {
        let (text, span) = slip::path(cx, cur, true)?;
        return Some(Expr { kind: ExprKind::Text(text), span });
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
            cx.error(Code::Syntax, span, format!("`{word}` is not a value of an expression")).help(
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
    cx.error(Code::Syntax, span, "`not` is not an operator").help("write `!`");
}

/// Notes `'text'`, of which Rust makes a lifetime.
pub(super) fn quotes(cx: &mut Diagnostics, cur: &mut Cursor) {
    cx.error(Code::Syntax, cur.span(), "a text does not be in single quotes")
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
