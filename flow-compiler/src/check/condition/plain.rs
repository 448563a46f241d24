//! The rules of a condition without back-ticks: what is compared, and with what.

use super::{EXAMPLE, has_reference, no_reference};
use crate::ast::{BinaryOp, Expr, ExprKind, Reference, UnaryOp};
use crate::check::chosen;
use crate::check::expression::{
    self, Codes, Family, NUMBERS, comparison, describe, family, is_boolean, is_numeric,
};
use crate::check::reference;
use crate::check::schema::Schema;
use crate::check::scope::Here;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// The rules of a condition without back-ticks.
pub(super) struct Plain<'c, 's, 'a> {
    pub(super) cx: &'c mut Diagnostics,
    pub(super) here: Here<'s, 'a>,
}

impl<'a> Plain<'_, '_, 'a> {
    pub(super) fn condition(&mut self, expr: &Expr) {
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
                } else if let ExprKind::Reference(reference) = &expr.kind {
                    self.path(reference);
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
        if self.reaches_too_far(&[(left, &a), (right, &b)]) {
            return;
        }
        let before = self.cx.mark();
        self.sides(expr, *op, (left, &a), (right, &b));
        if !self.cx.reported_since(before) {
            self.decimals(expr, *op, (left, &a), (right, &b));
        }
    }

    /// The two sides suit the operator.
    fn sides(
        &mut self,
        expr: &Expr,
        op: BinaryOp,
        (left, a): (&Expr, &Schema<'_>),
        (right, b): (&Expr, &Schema<'_>),
    ) {
        if family(op) == Family::Equality {
            chosen::compared(self.cx, self.here, op, left, right);
            let dialect = self.here.scope.flow.dialect;
            let code = Code::InvalidPropertyValue;
            expression::compare(self.cx, code, dialect, expr, op, (left, a), (right, b));
            return;
        }
        for (side, schema) in [(left, a), (right, b)] {
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

    /// Reports what Meta's upload has no type for in a condition: an integer, and what lies in an
    /// object.
    fn reaches_too_far(&mut self, sides: &[(&Expr, &Schema<'_>)]) -> bool {
        let before = self.cx.mark();
        for (side, schema) in sides {
            let ExprKind::Reference(reference) = &atom(side).kind else { continue };
            if **schema == Schema::Integer {
                let message =
                    format!("a condition compares no integer, and `{}` is one", reference.wire());
                let declared = Schema::Number.declared(self.here.scope.flow.dialect);
                self.error(side, message).help(format!("declare the data as {declared}"));
            } else {
                self.path(reference);
            }
        }
        self.cx.reported_since(before)
    }

    /// Reports a reference into an object.
    fn path(&mut self, reference: &Reference) {
        let own = match reference.segments.as_slice() {
            [root, _, own @ ..] if root == "screen" => own,
            own => own,
        };
        if let [_, name, _, ..] = own
            && reference::find(self.here, reference).is_some()
        {
            let message = format!(
                "a condition does not reach into an object: `{}` leads into `{name}`",
                reference.wire()
            );
            self.cx
                .error(Code::InvalidPropertyValue, reference.span, message)
                .help("send what is needed in a data field of its own");
        }
    }

    /// Warns where decimals would change the answer.
    fn decimals(
        &mut self,
        expr: &Expr,
        op: BinaryOp,
        (left, a): (&Expr, &Schema<'_>),
        (right, b): (&Expr, &Schema<'_>),
    ) {
        let number = |side: &Expr, schema: &Schema<'_>| {
            matches!(atom(side).kind, ExprKind::Reference(_)) && *schema == Schema::Number
        };
        let (subject, other, op) = match (number(left, a), number(right, b)) {
            (true, _) => (left, right, op),
            (_, true) => (right, left, flipped(op)),
            _ => return,
        };
        let limit = whole(other);
        let exact = match op {
            BinaryOp::Ge | BinaryOp::Lt => limit.is_some_and(|limit| limit > 0),
            BinaryOp::Le | BinaryOp::Gt => limit.is_some_and(|limit| limit < 0),
            _ => false,
        };
        if exact {
            return;
        }
        let subject = describe(subject);
        let message =
            format!("the phone cuts the decimals of {subject} before it compares: 1.5 counts as 1");
        let same = match (op, limit) {
            (BinaryOp::Gt, Some(limit @ 0..)) => limit.checked_add(1).map(|limit| (">=", limit)),
            (BinaryOp::Le, Some(limit @ 0..)) => limit.checked_add(1).map(|limit| ("<", limit)),
            (BinaryOp::Ge, Some(limit @ ..=0)) => limit.checked_sub(1).map(|limit| (">", limit)),
            (BinaryOp::Lt, Some(limit @ ..=0)) => limit.checked_sub(1).map(|limit| ("<=", limit)),
            _ => None,
        };
        let noted = self.cx.warning(Code::DecimalsCut, expr.span, message);
        let otherwise = "let the server send a boolean where decimals count";
        match same {
            Some((op, limit)) => {
                let subject = subject.trim_matches('`');
                noted.help(format!("of whole numbers write `{subject} {op} {limit}`; {otherwise}"));
            }
            None => {
                noted.help(otherwise);
            }
        }
    }

    /// One side of a comparison.
    fn operand(&mut self, expr: &Expr) -> Schema<'a> {
        match &expr.kind {
            ExprKind::Reference(reference) => {
                reference::resolve(self.cx, self.here, reference, Codes::EXPRESSION.reference)
            }
            ExprKind::Text(_) => Schema::String,
            ExprKind::Number(_) | ExprKind::Unary(UnaryOp::Minus, _) => Schema::Number,
            ExprKind::Bool(_) => Schema::Boolean,
            ExprKind::Paren(inner) if !is_truth(inner) => self.operand(inner),
            _ => {
                self.truth(expr);
                Schema::Boolean
            }
        }
    }

    fn error(&mut self, at: &Expr, message: String) -> &mut Diagnostic {
        self.cx.error(Code::InvalidPropertyValue, at.span, message)
    }
}

/// Whether an operator makes it true or false.
fn is_truth(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Paren(inner) => is_truth(inner),
        ExprKind::Binary(..) | ExprKind::Unary(UnaryOp::Not, _) => true,
        _ => false,
    }
}

/// What parentheses hold.
fn atom(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Paren(inner) => atom(inner),
        _ => expr,
    }
}

/// The whole number that is written there.
fn whole(expr: &Expr) -> Option<i64> {
    match &atom(expr).kind {
        ExprKind::Number(number) => number.0.parse().ok(),
        ExprKind::Unary(UnaryOp::Minus, number) => whole(number).and_then(i64::checked_neg),
        _ => None,
    }
}

/// The operator that says the same with its sides turned round.
fn flipped(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Lt => BinaryOp::Gt,
        BinaryOp::Le => BinaryOp::Ge,
        BinaryOp::Gt => BinaryOp::Lt,
        BinaryOp::Ge => BinaryOp::Le,
        other => other,
    }
}
