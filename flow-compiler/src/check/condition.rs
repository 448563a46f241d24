//! The condition of If and the value of Switch.

mod form;
mod plain;

use crate::ast::{self, Dialect, Expr, ExprKind, If, Value, ValueKind};
use crate::catalogue::V6_0;
use crate::check::chosen;
use crate::check::dynamic::{self, Dynamic};
use crate::check::expression::{self, Codes, comparison, is_boolean};
use crate::check::schema::Schema;
use crate::check::scope::Here;
use crate::check::wording::noun;
use crate::diagnostic::{Code, Diagnostics, Mark};
use crate::json::wire;
use crate::model;
use crate::span::Span;

use plain::Plain;

/// The conditions of an If as they are in the document, from the outermost of the nested Ifs that
/// it becomes there to the innermost.
///
/// They are without back-ticks where that form can say it; else in back-ticks, which 6.0 brought.
/// `None` for one that is faulty, which is reported.
pub fn lower<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    branch: &'a If,
    value: &'a Value,
) -> Vec<Option<model::Value<'a>>> {
    match wire::nested(branch, here.ifs) {
        Some(parts) => parts.iter().map(|part| written(cx, here, part)).collect(),
        None => vec![whole(cx, here, branch, value)],
    }
}

fn whole<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    branch: &If,
    value: &'a Value,
) -> Option<model::Value<'a>> {
    let before = cx.mark();
    let (expr, raw) = expr(cx, here, value)?;
    let Some(text) = raw else {
        let lowered = written(cx, here, &expr);
        if !cx.reported_since(before) && wire::condition(&expr).is_some() {
            form::equalities(cx, here, &wire::arranged(&expr), branch);
        }
        return lowered;
    };
    if wire::is_back_ticked(text) {
        back_ticked(cx, here, &expr);
    } else {
        Plain { cx, here }.condition(&expr);
        if !cx.reported_since(before) {
            form::as_written(cx, here, &expr, value.span, branch);
        }
    }
    model_of(cx, before, text.to_owned(), value.span)
}

/// A condition that is not a text of a document yet.
fn written<'a>(cx: &mut Diagnostics, here: Here<'_, 'a>, expr: &Expr) -> Option<model::Value<'a>> {
    let before = cx.mark();
    let text = if let Some(text) = wire::condition(expr) {
        Plain { cx, here }.condition(expr);
        text
    } else {
        if !form::apostrophes(cx, expr) {
            back_ticked(cx, here, expr);
        }
        wire::expression(expr)
    };
    model_of(cx, before, text, expr.span)
}

/// What is in the document, unless an error was noted since.
fn model_of<'a>(
    cx: &Diagnostics,
    before: Mark,
    text: String,
    span: Span,
) -> Option<model::Value<'a>> {
    let kind = model::ValueKind::Dynamic(text.into());
    (!cx.reported_since(before)).then_some(model::Value { kind, span })
}

/// The value of Switch as it is in the document; `None` where it is faulty, which is reported.
pub fn switched<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    value: &'a Value,
    cases: &[ast::Case],
) -> Option<model::Value<'a>> {
    let what = match here.scope.flow.dialect {
        Dialect::Rust => "`match`",
        Dialect::Json => "`value` of `Switch`",
    };
    let Some(dynamic) = dynamic::read(here, value) else {
        let message = format!("{what} takes a reference, not a literal");
        cx.error(Code::InvalidPropertyValue, value.span, message)
            .help("write `${data.NAME}` or `${form.NAME}`");
        return None;
    };
    let before = cx.mark();
    let codes = match dynamic {
        Dynamic::Reference(_) => Codes::PROPERTY,
        _ => Codes::EXPRESSION,
    };
    let schema = dynamic::schema(cx, here, &dynamic, value.span, codes)?;
    if let (Dynamic::Reference(reference), Schema::String) = (&dynamic, &schema) {
        chosen::cases(cx, here, reference, cases);
    }
    if !schema.fits(&Schema::String) {
        let message =
            format!("{what} compares a string with its cases, but this is {}", schema.noun());
        let code = match dynamic {
            Dynamic::Reference(_) => Code::InvalidScreenDynamicData,
            _ => Code::InvalidPropertyValue,
        };
        cx.error(code, value.span, message).help(match (schema, here.scope.flow.dialect) {
            (Schema::Boolean, Dialect::Rust) => "use `if` for a boolean",
            (Schema::Boolean, Dialect::Json) => "use `If` for a boolean",
            _ => "refer to a string",
        });
    }
    let kind = model::ValueKind::Dynamic(dynamic::wire_form(value, &dynamic).into());
    (!cx.reported_since(before)).then_some(model::Value { kind, span: value.span })
}

/// The condition as a tree, and its text where it was written as one.
fn expr<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    value: &'a Value,
) -> Option<(Expr, Option<&'a str>)> {
    let span = value.span;
    let made = |kind| Some((Expr { kind, span }, None));
    match &value.kind {
        _ if value.verbatim => {
            let Some(text) = value.borrowed() else {
                let message = format!("a condition is a string, but this is {}", noun(value));
                cx.error(Code::InvalidPropertyValue, span, message).help(EXAMPLE);
                return None;
            };
            if !here.scope.since(V6_0) && wire::is_back_ticked(text) {
                needs_6_0(cx, span, "a condition in back-ticks");
                return None;
            }
            if form::quotes(cx, here, text, span) {
                return None;
            }
            match wire::read_condition(text, span) {
                Ok(expr) => Some((expr, Some(text))),
                Err(fault) => {
                    dynamic::unreadable(cx, &fault);
                    None
                }
            }
        }
        ValueKind::Expr(expr) => Some((expr.clone(), None)),
        ValueKind::Reference(reference) => made(ExprKind::Reference(reference.clone())),
        ValueKind::Number(number) => made(ExprKind::Number(number.clone())),
        ValueKind::Bool(value) => made(ExprKind::Bool(*value)),
        ValueKind::Text(_) => {
            if let Some(Dynamic::Reference(reference)) = dynamic::read(here, value) {
                made(ExprKind::Reference(reference))
            } else {
                cx.error(Code::InvalidPropertyValue, span, "a text is not a condition")
                    .help(EXAMPLE);
                None
            }
        }
        _ => {
            cx.error(Code::InvalidPropertyValue, span, "this is not a condition").help(EXAMPLE);
            None
        }
    }
}

const EXAMPLE: &str = "write a condition such as `${form.age} >= 18`";

fn needs_6_0(cx: &mut Diagnostics, span: Span, what: &str) {
    cx.error(Code::InvalidPropertyValue, span, format!("{what} needs Flow JSON 6.0"))
        .help("before, a condition has references, whole numbers, texts without quotes, `( ) ! && ||` and comparisons");
}

fn back_ticked(cx: &mut Diagnostics, here: Here<'_, '_>, expr: &Expr) {
    let before = cx.mark();
    if !here.scope.since(V6_0) {
        needs_6_0(cx, expr.span, "this condition");
        return;
    }
    if !has_reference(expr) {
        no_reference(cx, expr);
        return;
    }
    let schema = expression::schema(cx, here, expr, Codes::EXPRESSION);
    if !is_boolean(&schema) {
        let message = format!("a condition is true or false, but this is {}", schema.noun());
        cx.error(Code::InvalidPropertyValue, expr.span, message).help(comparison(expr, &schema));
    }
    if !cx.reported_since(before) {
        form::never_true(cx, here, expr);
    }
}

fn has_reference(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Reference(_) => true,
        ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Bool(_) => false,
        ExprKind::Unary(_, inner) | ExprKind::Paren(inner) => has_reference(inner),
        ExprKind::Binary(_, left, right) => has_reference(left) || has_reference(right),
    }
}

fn no_reference(cx: &mut Diagnostics, expr: &Expr) {
    let message = "this condition refers to nothing, so it would never change";
    cx.error(Code::InvalidPropertyValue, expr.span, message).help(EXAMPLE);
}
