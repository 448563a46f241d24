//! Which expressions are literals.

use super::{Expr, ExprKind, UnaryOp};

impl Expr {
    /// Whether it is a text, a number or a boolean, perhaps in parentheses.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        match &self.kind {
            ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Bool(_) => true,
            ExprKind::Unary(UnaryOp::Minus, inner) => matches!(inner.kind, ExprKind::Number(_)),
            ExprKind::Paren(inner) => inner.is_literal(),
            _ => false,
        }
    }
}
