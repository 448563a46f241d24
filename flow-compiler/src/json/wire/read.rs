//! Reads strings of a document: references, expressions, conditions.

use super::condition::{calculates, compares, is_comparison, is_plain_integer};
use super::cure;
use super::lex::{self, LexFault, Token, TokenKind};
use super::{Fault, Reading, is_back_ticked};
use crate::ast::{BinaryOp, Expr, ExprKind, Number, Piece, Reference, UnaryOp};
use crate::catalogue::{V6_0, Version};
use crate::span::Span;

/// How deep parentheses and signs may be nested.
const MAX_DEPTH: usize = 64;

/// What an operand can be.
const VALUE: &str = "write a reference such as `${data.name}`, a text in single quotes, a number, `true` or `false`";

/// How many operators an expression may have; a chain of them is a tree of this depth.
const MAX_OPERATORS: usize = 256;

/// Tells what a string of a document means.
///
/// `span` is the whole string's, quotes included. Before Flow JSON 6.0 back-ticks are plain text.
#[must_use]
pub fn read(text: &str, span: Span, version: Version) -> Reading {
    if let Some(segments) = lone_reference(text) {
        let span = Reader::new(text, span, true).place(0, text.len());
        return Reading::Reference(Reference { segments, span });
    }
    if text.starts_with("${") && text.ends_with('}') {
        let several = several(text, span, version);
        return Reading::Faulty(cured(several, cure::without_outer(text, version), span));
    }
    if version < V6_0 || !is_back_ticked(text) {
        return Reading::Literal;
    }
    let mut reader = Reader::new(text, span, false);
    match reader.all() {
        Ok(exprs) => joined(exprs),
        Err(fault) => Reading::Faulty(cured(reader.fault(fault), cure::meant(text), span)),
    }
}

/// Reads the condition of an If, with or without back-ticks.
///
/// Without them no arithmetic, no decimals and no chained comparisons are known.
///
/// # Errors
///
/// When it is not a condition; the fault says where and why.
pub fn read_condition(text: &str, span: Span) -> Result<Expr, Fault> {
    let meant = || cure::meant_condition(text);
    let expr = parse(text, span).map_err(|fault| cured(fault, meant(), span))?;
    match odd_reference(&expr) {
        Some(place) => {
            let message = "an expression is inside the `${ }` of a reference".to_owned();
            let (help, unknown) = (None, None);
            let fault =
                Fault { message, help, meant: unknown, column: 1, span: place, reference: true };
            Err(cured(fault, meant(), span))
        }
        None => Ok(expr),
    }
}

/// Reads an expression, or a condition without back-ticks, as it is written.
pub(super) fn parse(text: &str, span: Span) -> Result<Expr, Fault> {
    let mut reader = Reader::new(text, span, !is_back_ticked(text));
    reader.single().map_err(|fault| reader.fault(fault))
}

/// The fault, with what was meant as its cure where that is plain.
fn cured(fault: Fault, meant: Option<String>, whole: Span) -> Fault {
    let Some(meant) = meant else { return fault };
    Fault {
        help: Some(format!("write \"{meant}\"")),
        meant: Some(Box::new((whole, meant))),
        ..fault
    }
}

/// The place of a reference that holds an operator.
fn odd_reference(expr: &Expr) -> Option<Span> {
    match &expr.kind {
        ExprKind::Reference(part) => cure::holds_operator(&part.segments).then_some(part.span),
        ExprKind::Unary(_, inner) | ExprKind::Paren(inner) => odd_reference(inner),
        ExprKind::Binary(_, left, right) => odd_reference(left).or_else(|| odd_reference(right)),
        ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Bool(_) => None,
    }
}

/// Whether `${data.…}`, `${form.…}` or `${screen.…}` is somewhere in a text.
#[must_use]
pub fn holds_reference(text: &str) -> bool {
    text.match_indices("${").any(|(at, opener)| {
        let inner = &text[at + opener.len()..];
        let path = inner.split_once('}').and_then(|(path, _)| path.split_once('.'));
        path.is_some_and(|(root, _)| matches!(root, "data" | "form" | "screen"))
    })
}

/// From `${` to `}` Meta reads one reference, whatever is between.
fn several(text: &str, span: Span, version: Version) -> Fault {
    let help = if version < V6_0 {
        "let the server send the whole text in one data field".to_owned()
    } else {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((path, behind)) = after.split_once('}') else { break };
            parts
                .extend((!before.is_empty()).then(|| format!("'{}'", before.replace('\'', "\\'"))));
            parts.push(format!("${{{path}}}"));
            rest = behind;
        }
        format!("put it in back-ticks, its words in quotes: \"`{}`\"", parts.join(" "))
    };
    Fault {
        message: "what begins with `${` and ends with `}` is read as one reference".to_owned(),
        help: Some(help),
        meant: None,
        column: 1,
        span,
        reference: true,
    }
}

fn lone_reference(text: &str) -> Option<Vec<String>> {
    let inner = text.strip_prefix("${")?.strip_suffix('}')?;
    let alone = !inner.is_empty() && !inner.contains(['{', '}', '$', '\n']);
    alone.then(|| inner.split('.').map(str::to_owned).collect())
}

fn joined(mut exprs: Vec<Expr>) -> Reading {
    if exprs.len() == 1 {
        return exprs.pop().map_or(Reading::Literal, Reading::Expr);
    }
    let simple = |expr: &Expr| matches!(expr.kind, ExprKind::Text(_) | ExprKind::Reference(_));
    if !exprs.iter().all(simple) {
        return Reading::Concat(exprs);
    }
    let pieces = exprs.into_iter().filter_map(|expr| match expr.kind {
        ExprKind::Text(text) => Some(Piece::Text(text)),
        ExprKind::Reference(reference) => Some(Piece::Reference(reference)),
        _ => None,
    });
    Reading::Pieces(pieces.collect())
}

struct Reader<'t> {
    /// Without the closing back-tick.
    source: &'t str,
    whole: &'t str,
    span: Span,
    /// Whether it is without back-ticks.
    legacy: bool,
    /// The bytes after the token that was read last.
    at: usize,
    depth: usize,
    operators: usize,
}

impl<'t> Reader<'t> {
    fn new(whole: &'t str, span: Span, legacy: bool) -> Self {
        let (source, at) = if legacy { (whole, 0) } else { (&whole[..whole.len() - 1], 1) };
        Self { source, whole, span, legacy, at, depth: 0, operators: 0 }
    }

    fn all(&mut self) -> Result<Vec<Expr>, LexFault> {
        let mut exprs = vec![self.binary(0)?];
        loop {
            let next = self.peek()?;
            match next.kind {
                TokenKind::End => return Ok(exprs),
                TokenKind::Close => return Err(unopened(next.start)),
                _ => exprs.push(self.binary(0)?),
            }
        }
    }

    fn single(&mut self) -> Result<Expr, LexFault> {
        let expr = self.binary(0)?;
        let next = self.peek()?;
        match next.kind {
            TokenKind::End => Ok(expr),
            TokenKind::Close => Err(unopened(next.start)),
            _ => Err((
                "a condition is one value, and here a second one begins".to_owned(),
                Some("join two conditions by `&&` or `||`"),
                next.start,
            )),
        }
    }

    /// Operators that bind tighter than `loosest`, and their operands.
    fn binary(&mut self, loosest: u8) -> Result<Expr, LexFault> {
        let mut left = self.operand()?;
        loop {
            let next = self.peek()?;
            let TokenKind::Op(op) = next.kind else { return Ok(left) };
            if op.precedence() <= loosest {
                return Ok(left);
            }
            self.allow(op, &left, next.start)?;
            self.at = next.end;
            self.operators += 1;
            if self.operators > MAX_OPERATORS {
                let message = format!("this expression has more than {MAX_OPERATORS} operators");
                return Err((message, Some("split it up"), next.start));
            }
            let right = self.binary(op.precedence())?;
            if self.legacy && compares(op) && is_comparison(&right) {
                return Err(chained(next.start));
            }
            let span = left.span.to(right.span);
            left = Expr { kind: ExprKind::Binary(op, Box::new(left), Box::new(right)), span };
        }
    }

    fn allow(&self, op: BinaryOp, left: &Expr, at: usize) -> Result<(), LexFault> {
        if !self.legacy {
            return Ok(());
        }
        if calculates(op) {
            let message = format!("a condition without back-ticks cannot use `{}`", op.symbol());
            let help = "wrap the condition in back-ticks (Flow JSON 6.0 and later)";
            return Err((message, Some(help), at));
        }
        if compares(op) && is_comparison(left) { Err(chained(at)) } else { Ok(()) }
    }

    fn operand(&mut self) -> Result<Expr, LexFault> {
        let token = self.peek()?;
        self.at = token.end;
        let span = self.place(token.start, token.end);
        let kind = match token.kind {
            TokenKind::Reference(segments) => ExprKind::Reference(Reference { segments, span }),
            TokenKind::Text(text) => ExprKind::Text(text),
            TokenKind::Number(digits) => self.number(digits, token.start)?,
            TokenKind::Bool(value) => ExprKind::Bool(value),
            TokenKind::Not => return self.unary(UnaryOp::Not, token.start),
            TokenKind::Op(BinaryOp::Sub) if !self.legacy || self.digit_follows() => {
                return self.unary(UnaryOp::Minus, token.start);
            }
            TokenKind::Op(BinaryOp::Add) if !self.legacy => {
                return self.unary(UnaryOp::Plus, token.start);
            }
            TokenKind::Open => return self.paren(token.start),
            TokenKind::Op(op) => {
                return Err((
                    format!("`{}` has no value before it", op.symbol()),
                    Some(VALUE),
                    token.start,
                ));
            }
            TokenKind::End if self.source[usize::from(!self.legacy)..].trim().is_empty() => {
                return Err(("the expression is empty".to_owned(), Some(VALUE), 0));
            }
            TokenKind::Close | TokenKind::End => {
                return Err(("a value is missing here".to_owned(), Some(VALUE), token.start));
            }
        };
        Ok(Expr { kind, span })
    }

    fn number(&self, digits: String, at: usize) -> Result<ExprKind, LexFault> {
        let whole = digits.split('.').next().unwrap_or_default();
        if !is_plain_integer(whole) {
            return Err((format!("`{digits}` has leading zeros"), Some("remove them"), at));
        }
        if self.legacy && !is_plain_integer(&digits) {
            let help = "wrap the condition in back-ticks (Flow JSON 6.0 and later)";
            let message = "a condition without back-ticks takes whole numbers only".to_owned();
            return Err((message, Some(help), at));
        }
        Ok(ExprKind::Number(Number(digits)))
    }

    fn unary(&mut self, op: UnaryOp, start: usize) -> Result<Expr, LexFault> {
        self.enter(start)?;
        let operand = self.operand()?;
        self.depth -= 1;
        if op == UnaryOp::Not && matches!(operand.kind, ExprKind::Text(_) | ExprKind::Number(_)) {
            let message = "`!` is before a boolean or a parenthesis".to_owned();
            return Err((message, Some("write `!${data.name}` or `!(…)`"), start));
        }
        let span = self.place(start, self.at);
        Ok(Expr { kind: ExprKind::Unary(op, Box::new(operand)), span })
    }

    fn paren(&mut self, start: usize) -> Result<Expr, LexFault> {
        self.enter(start)?;
        let inner = self.binary(0)?;
        self.depth -= 1;
        let close = self.peek()?;
        match close.kind {
            TokenKind::Close => self.at = close.end,
            TokenKind::End => {
                let message = "this `(` has no closing `)`".to_owned();
                return Err((message, Some("close it, or remove it"), start));
            }
            _ => {
                let message = "an operator is missing here".to_owned();
                return Err((
                    message,
                    Some("values are joined outside parentheses only"),
                    close.start,
                ));
            }
        }
        let span = self.place(start, self.at);
        Ok(Expr { kind: ExprKind::Paren(Box::new(inner)), span })
    }

    fn enter(&mut self, at: usize) -> Result<(), LexFault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message = format!("this expression is nested more than {MAX_DEPTH} deep");
            return Err((message, Some("split it up"), at));
        }
        Ok(())
    }

    /// Whether a number comes right after what was read last: `-5` is one in a condition.
    fn digit_follows(&self) -> bool {
        self.source[self.at..].starts_with(|c: char| c.is_ascii_digit())
    }

    fn peek(&self) -> Result<Token, LexFault> {
        let token = lex::token(self.source, self.at)?;
        let gap = &self.source[self.at..token.start];
        match gap.find(|c| c != ' ').filter(|_| self.legacy) {
            Some(odd) => {
                let what = if gap[odd..].starts_with('\t') { "tab" } else { "line break" };
                let message = format!("a condition without back-ticks has no {what} in it");
                Err((message, Some("write a space instead, or nothing"), self.at + odd))
            }
            None => Ok(token),
        }
    }

    /// Bytes of the string in the document; an escape in it makes the string longer there.
    fn place(&self, start: usize, end: usize) -> Span {
        if let Span::Text { start: from, end: to } = self.span
            && to.checked_sub(from) == Some(self.whole.len() + 2)
        {
            return Span::text(from + 1 + start, from + 1 + end);
        }
        self.span
    }

    fn fault(&self, (message, help, at): LexFault) -> Fault {
        let at = at.min(self.whole.len());
        let before = self.whole.get(..at).unwrap_or(self.whole);
        let width = self.whole[before.len()..].chars().next().map_or(0, char::len_utf8);
        Fault {
            message,
            help: help.map(str::to_owned),
            meant: None,
            column: before.chars().count() + 1,
            span: self.place(at, at + width),
            reference: false,
        }
    }
}

fn chained(at: usize) -> LexFault {
    ("comparisons cannot be chained".to_owned(), Some("join two comparisons by `&&`"), at)
}

fn unopened(at: usize) -> LexFault {
    ("this `)` has no opening `(`".to_owned(), Some("remove it"), at)
}
