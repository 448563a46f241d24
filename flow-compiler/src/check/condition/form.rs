//! The form of a condition: what Meta's upload takes, and what the phone then makes of it.

use crate::ast::{BinaryOp, Dialect, Expr, ExprKind, If};
use crate::catalogue::V6_0;
use crate::check::reference;
use crate::check::schema::Schema;
use crate::check::scope::Here;
use crate::diagnostic::{Code, Diagnostics};
use crate::json::wire;
use crate::span::Span;

/// A condition of a document is taken by the upload, and means on the phone what it says.
pub(super) fn as_written(
    cx: &mut Diagnostics,
    here: Here<'_, '_>,
    expr: &Expr,
    span: Span,
    branch: &If,
) {
    let instead = wire::condition(expr);
    let write = |fault: &mut crate::diagnostic::Diagnostic| match &instead {
        Some(text) => drop(fault.help(format!("write `{text}`")).replace_string(span, text)),
        None => drop(fault.help("put parentheses around each comparison and each `&&`, `||`")),
    };
    if wire::is_refused(expr) {
        let message = "Meta's upload does not take operators in this form";
        let fault = cx.error(Code::InvalidPropertyValue, span, message);
        let arranged = wire::arranged(expr);
        match (&instead, wire::late_equality(&arranged, &mut |side| is_boolean(here, side))) {
            (Some(text), Some(_)) => {
                fault.help(format!("write `{text}`; better {}", otherwise(here, expr, branch)));
            }
            _ => write(fault),
        }
        return;
    }
    if wire::is_mixed(expr) {
        let message = "the phone reads `&&` and `||` without parentheses in an order of its own";
        write(cx.warning(Code::MisreadCondition, span, message));
    }
    equalities(cx, here, expr, branch);
}

/// Meta's upload takes one equality of texts or numbers, in the first group that has an operator.
pub(super) fn equalities(cx: &mut Diagnostics, here: Here<'_, '_>, expr: &Expr, branch: &If) {
    let Some(late) = wire::late_equality(expr, &mut |side| is_boolean(here, side)) else {
        return;
    };
    let ExprKind::Binary(op, ..) = &late.kind else { return };
    let message = format!(
        "Meta's upload refuses this `{}` after other parentheses: it compares their answer with \
         its right side",
        op.symbol()
    );
    let help = match wire::reordered(expr) {
        Some(turned) => {
            let text = wire::condition(&turned).unwrap_or_default();
            format!("put it first: `{}`", spelled(here, &turned, &text))
        }
        None => otherwise(here, expr, branch),
    };
    cx.warning(Code::InvalidPropertyValue, late.span, message).help(help);
}

/// What says the same with one equality in each condition.
fn otherwise(here: Here<'_, '_>, expr: &Expr, branch: &If) -> String {
    let (outer, choice) = match here.scope.flow.dialect {
        Dialect::Rust => ("`if`", "`match`"),
        Dialect::Json => ("`If`", "`Switch`"),
    };
    let both = matches!(natural(expr), ExprKind::Binary(BinaryOp::And, ..));
    if both && branch.otherwise.is_none() {
        format!(
            "put an {outer} with one comparison into an {outer} with the other, or let the server \
             send a boolean"
        )
    } else {
        format!("compare with {choice}, or let the server send a boolean")
    }
}

fn natural(expr: &Expr) -> ExprKind {
    wire::natural(expr).kind
}

/// A condition as the author of this flow writes it, of its form in a document.
fn spelled(here: Here<'_, '_>, natural: &Expr, document: &str) -> String {
    match here.scope.flow.dialect {
        // No text in it has a `'`.
        Dialect::Rust => wire::spelled(natural).replace('"', "\\\"").replace('\'', "\""),
        Dialect::Json => document.to_owned(),
    }
}

fn is_boolean(here: Here<'_, '_>, side: &Expr) -> bool {
    match &side.kind {
        ExprKind::Reference(written) => reference::find(here, written)
            .is_some_and(|target| matches!(target.schema(), Schema::Boolean | Schema::Unknown)),
        ExprKind::Paren(inner) => is_boolean(here, inner),
        ExprKind::Bool(_) | ExprKind::Binary(..) => true,
        ExprKind::Unary(op, _) => *op == crate::ast::UnaryOp::Not,
        ExprKind::Text(_) | ExprKind::Number(_) => false,
    }
}

/// A condition in back-ticks passes the upload.
pub(super) fn never_true(cx: &mut Diagnostics, here: Here<'_, '_>, expr: &Expr) {
    let plain = wire::condition(expr);
    let rust = here.scope.flow.dialect == Dialect::Rust;
    let message = if plain.is_none() && rust {
        "this condition can only be written in back-ticks, and then it is never true on a phone"
    } else {
        "a condition in back-ticks is never true on a phone"
    };
    let help = match plain {
        Some(plain) => format!("write it without back-ticks: `{plain}`"),
        None => {
            "write it as `visible` of the components, or let the server send a boolean".to_owned()
        }
    };
    cx.warning(Code::MisreadCondition, expr.span, message).help(help);
}

/// Whether a document's condition has an escaped apostrophe, which the upload refuses from 6.0 on.
pub(super) fn quotes(cx: &mut Diagnostics, here: Here<'_, '_>, text: &str, span: Span) -> bool {
    let refused = here.scope.since(V6_0) && text.contains("\\'");
    if refused {
        no_apostrophe(cx, span);
    }
    refused
}

/// Whether it compares with a text that has an apostrophe in it.
pub(super) fn apostrophes(cx: &mut Diagnostics, expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Text(text) if text.contains('\'') => {
            no_apostrophe(cx, expr.span);
            true
        }
        ExprKind::Unary(_, inner) | ExprKind::Paren(inner) => apostrophes(cx, inner),
        ExprKind::Binary(_, left, right) => apostrophes(cx, left) | apostrophes(cx, right),
        _ => false,
    }
}

fn no_apostrophe(cx: &mut Diagnostics, span: Span) {
    let message = "a condition cannot compare with a text that has a `'` in it";
    cx.error(Code::InvalidPropertyValue, span, message)
        .help("compare with an id that has none, or let the server send a boolean");
}
