//! What references, expressions and operators are asked.

use super::{BinaryOp, Expr, ExprKind, Reference, UnaryOp};

impl Reference {
    /// Writes `screen.ID.` before the path, where it is one of that very screen.
    pub fn widen(&mut self, screen: &str) {
        if matches!(self.segments.first().map(String::as_str), Some("form" | "data")) {
            self.segments.splice(0..0, ["screen".to_owned(), screen.to_owned()]);
        }
    }

    /// Leaves `screen.ID.` of that very screen out.
    pub fn narrow(&mut self, screen: &str) {
        if matches!(self.segments.as_slice(), [root, id, _, ..] if root == "screen" && id == screen)
        {
            self.segments.drain(..2);
        }
    }

    /// As it is on the wire and in the source.
    #[must_use]
    pub fn wire(&self) -> String {
        format!("${{{}}}", self.segments.join("."))
    }
}

impl Expr {
    /// Calls `visit` with every reference in it.
    pub fn references_mut(&mut self, visit: &mut dyn FnMut(&mut Reference)) {
        match &mut self.kind {
            ExprKind::Reference(reference) => visit(reference),
            ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Bool(_) => {}
            ExprKind::Unary(_, inner) | ExprKind::Paren(inner) => inner.references_mut(visit),
            ExprKind::Binary(_, left, right) => {
                left.references_mut(visit);
                right.references_mut(visit);
            }
        }
    }

    /// Whether its first token is a `!`.
    #[must_use]
    pub fn begins_with_not(&self) -> bool {
        match &self.kind {
            ExprKind::Unary(op, _) => *op == UnaryOp::Not,
            ExprKind::Binary(_, left, _) => left.begins_with_not(),
            _ => false,
        }
    }
}

impl BinaryOp {
    /// Every operator, longest spelling first.
    pub const ALL: [Self; 13] = [
        Self::Or,
        Self::And,
        Self::Eq,
        Self::Ne,
        Self::Le,
        Self::Ge,
        Self::Lt,
        Self::Gt,
        Self::Add,
        Self::Sub,
        Self::Mul,
        Self::Div,
        Self::Rem,
    ];

    /// Its spelling, the same in both languages.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Or => "||",
            Self::And => "&&",
            Self::Eq => "==",
            Self::Ne => "!=",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::Add => "+",
            Self::Sub => "-",
            Self::Mul => "*",
            Self::Div => "/",
            Self::Rem => "%",
        }
    }

    /// How tightly it binds; a larger number binds tighter. All are left-associative.
    #[must_use]
    pub fn precedence(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Eq | Self::Ne => 3,
            Self::Lt | Self::Le | Self::Gt | Self::Ge => 4,
            Self::Add | Self::Sub => 5,
            Self::Mul | Self::Div | Self::Rem => 6,
        }
    }
}

impl UnaryOp {
    /// Its spelling, the same in both languages.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Not => "!",
            Self::Minus => "-",
            Self::Plus => "+",
        }
    }
}
