//! The condition of If and the value of Switch.

use crate::ast::{Dialect, Expr, ExprKind, UnaryOp, Value, ValueKind};
use crate::catalogue::V6_0;
use crate::check::dynamic::{self, Dynamic};
use crate::check::expression::{
    self, Codes, Family, NUMBERS, comparison, describe, family, is_boolean, is_numeric,
};
use crate::check::reference;
use crate::check::schema::Schema;
use crate::check::scope::Here;
use crate::diagnostic::{Code, Diagnostics};
use crate::json::wire;
use crate::model;

/// The condition of If as it stands in the document.
///
/// It stands without back-ticks where that form can say it, which every version reads; else in
/// back-ticks, which 6.0 brought. `None` where it is faulty, which is reported.
pub fn lower<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    value: &'a Value,
) -> Option<model::Value<'a>> {
    let before = cx.count();
    let (expr, raw) = expr(cx, here, value)?;
    let plain = wire::condition(&expr);
    let text = match (raw, plain) {
        (Some(text), _) if wire::is_back_ticked(text) => {
            back_ticked(cx, here, &expr);
            text.to_owned()
        }
        (Some(text), _) => {
            Plain { cx, here }.condition(&expr);
            text.to_owned()
        }
        (None, Some(text)) => {
            Plain { cx, here }.condition(&expr);
            text
        }
        (None, None) => {
            back_ticked(cx, here, &expr);
            wire::expression(&expr)
        }
    };
    let kind = model::ValueKind::Dynamic(text.into());
    (cx.count() == before).then_some(model::Value { kind, span: value.span })
}

/// The value of Switch as it stands in the document; `None` where it is faulty, which is reported.
pub fn switched<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    value: &'a Value,
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
    let before = cx.count();
    let schema = dynamic::schema(cx, here, &dynamic, value.span, Codes::PROPERTY)?;
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
    (cx.count() == before).then_some(model::Value { kind, span: value.span })
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
        ValueKind::Expr(expr) => Some((expr.clone(), None)),
        ValueKind::Reference(reference) => made(ExprKind::Reference(reference.clone())),
        ValueKind::Number(number) => made(ExprKind::Number(number.clone())),
        ValueKind::Bool(value) => made(ExprKind::Bool(*value)),
        ValueKind::Raw(node) => {
            let Some(text) = node.as_text() else {
                let message = format!("a condition is a string, but this is {}", node.noun());
                cx.error(Code::InvalidPropertyValue, span, message).help(EXAMPLE);
                return None;
            };
            if !here.scope.since(V6_0) && wire::is_back_ticked(text) {
                needs_6_0(cx, span, "a condition in back-ticks");
                return None;
            }
            match wire::read_condition(text, node.span) {
                Ok(expr) => Some((expr, Some(text))),
                Err(fault) => {
                    dynamic::unreadable(cx, &fault);
                    None
                }
            }
        }
        ValueKind::Text(_) => {
            if let Some(Dynamic::Reference(reference)) = dynamic::read(here, value) {
                made(ExprKind::Reference(reference))
            } else {
                cx.error(Code::InvalidPropertyValue, span, "a text is no condition").help(EXAMPLE);
                None
            }
        }
        _ => {
            cx.error(Code::InvalidPropertyValue, span, "this is no condition").help(EXAMPLE);
            None
        }
    }
}

const EXAMPLE: &str = "write a condition such as `${form.age} >= 18`";

fn needs_6_0(cx: &mut Diagnostics, span: crate::span::Span, what: &str) {
    cx.error(Code::InvalidPropertyValue, span, format!("{what} needs Flow JSON 6.0"))
        .help("before, a condition has references, whole numbers, texts without quotes, `( ) ! && ||` and comparisons");
}

fn back_ticked(cx: &mut Diagnostics, here: Here<'_, '_>, expr: &Expr) {
    if !here.scope.since(V6_0) {
        needs_6_0(cx, expr.span, "this condition");
        return;
    }
    if !has_reference(expr) {
        no_reference(cx, expr);
        return;
    }
    let schema = expression::schema(cx, here, expr, Codes::PROPERTY);
    if !is_boolean(&schema) {
        let message = format!("a condition is true or false, but this is {}", schema.noun());
        cx.error(Code::InvalidPropertyValue, expr.span, message).help(comparison(expr, &schema));
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

/// The rules of a condition without back-ticks.
struct Plain<'c, 's, 'a> {
    cx: &'c mut Diagnostics,
    here: Here<'s, 'a>,
}

impl<'a> Plain<'_, '_, 'a> {
    fn condition(&mut self, expr: &Expr) {
        if has_reference(expr) {
            self.truth(expr);
        } else {
            no_reference(self.cx, expr);
        }
    }

    /// Something that is true or false.
    fn truth(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Paren(inner) | ExprKind::Unary(UnaryOp::Not, inner) => self.truth(inner),
            ExprKind::Binary(op, left, right) => match family(*op) {
                Family::Logic => {
                    self.truth(left);
                    self.truth(right);
                }
                _ => self.comparison(expr),
            },
            ExprKind::Reference(_) => {
                let schema = self.operand(expr);
                if !is_boolean(&schema) {
                    let message = format!(
                        "a condition is true or false, but {} is {}",
                        describe(expr),
                        schema.noun()
                    );
                    self.error(expr, message).help(comparison(expr, &schema));
                }
            }
            ExprKind::Bool(_) => {
                let message = format!("{} alone decides nothing", describe(expr));
                self.error(expr, message).help("leave it out, or compare a reference with it");
            }
            ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Unary(..) => {
                let message =
                    format!("a condition is true or false, but {} is not", describe(expr));
                self.error(expr, message).help(EXAMPLE);
            }
        }
    }

    fn comparison(&mut self, expr: &Expr) {
        let ExprKind::Binary(op, left, right) = &expr.kind else {
            return;
        };
        if !has_reference(left) && !has_reference(right) {
            let message = format!("`{}` compares two literals", op.symbol());
            self.error(expr, message).help("one side must be a reference");
            return;
        }
        let (a, b) = (self.operand(left), self.operand(right));
        if family(*op) == Family::Equality {
            // A whole number that is written here is one of both types.
            let whole = |side: &Expr, other: &Schema<'_>| {
                matches!(side.kind, ExprKind::Number(_)) && is_numeric(other)
            };
            if !whole(left, &b) && !whole(right, &a) {
                let code = Code::InvalidPropertyValue;
                let dialect = self.here.scope.flow.dialect;
                expression::compare(self.cx, code, dialect, expr, *op, (left, &a), (right, &b));
            }
            return;
        }
        for (side, schema) in [(left, &a), (right, &b)] {
            if !is_numeric(schema) {
                let message = format!(
                    "`{}` compares numbers, but {} is {}",
                    op.symbol(),
                    describe(side),
                    schema.noun()
                );
                self.error(side, message).help(NUMBERS);
            }
        }
    }

    /// One side of a comparison.
    fn operand(&mut self, expr: &Expr) -> Schema<'a> {
        match &expr.kind {
            ExprKind::Reference(reference) => {
                reference::resolve(self.cx, self.here, reference, Codes::PROPERTY.reference)
            }
            ExprKind::Text(_) => Schema::String,
            ExprKind::Number(_) => Schema::Number,
            ExprKind::Bool(_) => Schema::Boolean,
            ExprKind::Paren(inner) if !is_truth(inner) => self.operand(inner),
            _ => {
                self.truth(expr);
                Schema::Boolean
            }
        }
    }

    fn error(&mut self, at: &Expr, message: String) -> &mut crate::diagnostic::Diagnostic {
        self.cx.error(Code::InvalidPropertyValue, at.span, message)
    }
}

/// Whether an operator makes it true or false.
fn is_truth(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Paren(inner) => is_truth(inner),
        ExprKind::Binary(..) | ExprKind::Unary(..) => true,
        _ => false,
    }
}
