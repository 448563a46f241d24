//! The types of expressions.

use crate::ast::{BinaryOp, Dialect, Expr, ExprKind, UnaryOp};
use crate::check::chosen;
use crate::check::reference;
use crate::check::schema::Schema;
use crate::check::scope::Here;
use crate::diagnostic::{Code, Diagnostics};

/// The codes of the faults in an expression, which its place decides.
#[derive(Clone, Copy, Debug)]
pub struct Codes {
    /// A reference that leads nowhere.
    pub reference: Code,
    /// An operand of the wrong type; `None` where Meta does not look at types.
    pub operand: Option<Code>,
    /// Whether what `%` gives, which has no type, may be alone.
    pub remainder: bool,
}

impl Codes {
    /// In a property of a component.
    pub const PROPERTY: Self = Self {
        reference: Code::InvalidScreenDynamicData,
        operand: Some(Code::InvalidPropertyValue),
        remainder: false,
    };
    /// In an expression of a property, and in a condition.
    pub const EXPRESSION: Self = Self { reference: Code::InvalidPropertyValue, ..Self::PROPERTY };
}

/// The type of an expression. Faults of its operands are reported, each once.
///
/// A number that is written in an expression is a `number`, also where it is whole.
pub fn schema<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    expr: &Expr,
    codes: Codes,
) -> Schema<'a> {
    let mut typing = Typing { cx, here, codes };
    match remainder(expr) {
        Some(sides) if codes.remainder => {
            typing.operands(BinaryOp::Rem.symbol(), &sides, is_numeric);
            Schema::Number
        }
        _ => typing.expr(expr),
    }
}

/// The sides of a `%` that is the whole expression.
fn remainder(expr: &Expr) -> Option<[&Expr; 2]> {
    match &expr.kind {
        ExprKind::Paren(inner) => remainder(inner),
        ExprKind::Binary(BinaryOp::Rem, left, right) => Some([&**left, &**right]),
        _ => None,
    }
}

/// An operand as a message names it.
pub(super) fn describe(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Reference(reference) => format!("`{}`", reference.wire()),
        ExprKind::Number(number) => format!("`{}`", number.0),
        ExprKind::Bool(value) => format!("`{value}`"),
        ExprKind::Text(_) => "this text".to_owned(),
        ExprKind::Unary(op, _) => format!("what `{}` gives", op.symbol()),
        ExprKind::Binary(op, ..) => format!("what `{}` gives", op.symbol()),
        ExprKind::Paren(inner) => describe(inner),
    }
}

/// How to make a condition of a value that is none.
pub(super) fn comparison(expr: &Expr, schema: &Schema<'_>) -> String {
    let subject = match &expr.kind {
        ExprKind::Reference(reference) => reference.wire(),
        _ => "…".to_owned(),
    };
    match schema {
        Schema::String => format!("compare it: `{subject} == …`"),
        Schema::Number | Schema::Integer => format!("compare it: `{subject} > …`"),
        _ => "let the server send a boolean in a data field".to_owned(),
    }
}

/// What an operator does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Logic,
    Equality,
    Order,
    Arithmetic,
}

/// What an operator does.
pub(super) fn family(op: BinaryOp) -> Family {
    match op {
        BinaryOp::Or | BinaryOp::And => Family::Logic,
        BinaryOp::Eq | BinaryOp::Ne => Family::Equality,
        BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge => Family::Order,
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div | BinaryOp::Rem => {
            Family::Arithmetic
        }
    }
}

pub(super) fn is_numeric(schema: &Schema<'_>) -> bool {
    matches!(schema, Schema::Number | Schema::Integer | Schema::Unknown)
}

fn is_number(schema: &Schema<'_>) -> bool {
    matches!(schema, Schema::Number | Schema::Unknown)
}

pub(super) fn is_boolean(schema: &Schema<'_>) -> bool {
    matches!(schema, Schema::Boolean | Schema::Unknown)
}

/// How texts are joined.
fn join(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Rust => {
            "to join texts, write one text with references in it: `\"Hello ${form.name}\"`"
        }
        Dialect::Json => "to join texts, write one after the other: `'Hello ' ${form.name}`",
    }
}

pub(super) const NUMBERS: &str =
    "refer to a number: a data field of that type, or a TextInput of the input type `number`";

struct Typing<'c, 's, 'a> {
    cx: &'c mut Diagnostics,
    here: Here<'s, 'a>,
    codes: Codes,
}

impl<'a> Typing<'_, '_, 'a> {
    fn expr(&mut self, expr: &Expr) -> Schema<'a> {
        match &expr.kind {
            ExprKind::Reference(reference) => {
                reference::resolve(self.cx, self.here, reference, self.codes.reference)
            }
            ExprKind::Text(_) => Schema::String,
            ExprKind::Number(_) => Schema::Number,
            ExprKind::Bool(_) => Schema::Boolean,
            ExprKind::Paren(inner) => self.expr(inner),
            ExprKind::Unary(UnaryOp::Not, operand) => {
                self.operands("!", &[operand], is_boolean);
                Schema::Boolean
            }
            ExprKind::Unary(op, operand) => {
                self.operands(op.symbol(), &[operand], is_number);
                Schema::Number
            }
            ExprKind::Binary(op, left, right) => match family(*op) {
                Family::Logic => {
                    self.operands(op.symbol(), &[left, right], is_boolean);
                    Schema::Boolean
                }
                Family::Order => {
                    self.operands(op.symbol(), &[left, right], is_numeric);
                    Schema::Boolean
                }
                Family::Arithmetic if *op == BinaryOp::Rem && self.codes.operand.is_some() => {
                    self.untyped(expr);
                    Schema::Unknown
                }
                // What a faulty sum would be is not known, so that one fault is reported once.
                Family::Arithmetic => {
                    if self.operands(op.symbol(), &[left, right], is_numeric) {
                        Schema::Number
                    } else {
                        Schema::Unknown
                    }
                }
                Family::Equality => {
                    self.equal(expr, *op, left, right);
                    Schema::Boolean
                }
            },
        }
    }

    /// Types the operands; the first of a wrong type is reported.
    fn operands(
        &mut self,
        symbol: &str,
        operands: &[&Expr],
        suits: fn(&Schema<'_>) -> bool,
    ) -> bool {
        let mut right = true;
        for operand in operands {
            let schema = self.expr(operand);
            if suits(&schema) {
                continue;
            }
            if let (true, Some(code)) = (right, self.codes.operand) {
                let taken = if suits(&Schema::Boolean) { "booleans" } else { "numbers" };
                let found = describe(operand);
                let message = format!("`{symbol}` takes {taken}, but {found} is {}", schema.noun());
                let help = match (taken, &schema) {
                    ("booleans", _) => comparison(operand, &schema),
                    (_, Schema::String) if symbol == "+" => {
                        join(self.here.scope.flow.dialect).to_owned()
                    }
                    (_, Schema::Integer) => format!(
                        "declare the data as {}",
                        Schema::Number.declared(self.here.scope.flow.dialect)
                    ),
                    _ => NUMBERS.to_owned(),
                };
                self.cx.error(code, operand.span, message).help(help);
            }
            right = false;
        }
        right
    }

    /// Reports a `%` whose answer something has to have a type of.
    fn untyped(&mut self, expr: &Expr) {
        let code = self.codes.operand.unwrap_or(Code::InvalidPropertyValue);
        let message = "what `%` gives has no type at Meta's upload, so nothing can use it here";
        self.cx
            .error(code, expr.span, message)
            .help("let the server send the answer in a data field");
    }

    fn equal(&mut self, whole: &Expr, op: BinaryOp, left: &Expr, right: &Expr) {
        let (a, b) = (self.expr(left), self.expr(right));
        let Some(code) = self.codes.operand else {
            return;
        };
        let dialect = self.here.scope.flow.dialect;
        chosen::compared(self.cx, self.here, op, left, right);
        compare(self.cx, code, dialect, whole, op, (left, &a), (right, &b));
    }
}

/// Reports the two sides of `==` or `!=` where they cannot be compared.
pub(super) fn compare(
    cx: &mut Diagnostics,
    code: Code,
    dialect: Dialect,
    whole: &Expr,
    op: BinaryOp,
    left: (&Expr, &Schema<'_>),
    right: (&Expr, &Schema<'_>),
) {
    let symbol = op.symbol();
    for (operand, schema) in [left, right] {
        if matches!(schema, Schema::Array(_) | Schema::Object(_)) {
            let message = format!(
                "`{symbol}` compares strings, numbers and booleans, but {} is {}",
                describe(operand),
                schema.noun()
            );
            cx.error(code, operand.span, message)
                .help("let the server send the answer in a data field of its own");
            return;
        }
    }
    if left.1.fits(right.1) {
        return;
    }
    let message = format!(
        "`{symbol}` compares values of one type, but {} is {} and {} is {}",
        describe(left.0),
        left.1.noun(),
        describe(right.0),
        right.1.noun()
    );
    let noted = cx.error(code, whole.span, message);
    match (left.1, right.1) {
        (Schema::Integer, Schema::Number) | (Schema::Number, Schema::Integer) => {
            noted.help(format!(
                "declare the data as {}: Meta takes integer and number for two types",
                Schema::Number.declared(dialect)
            ));
        }
        (Schema::String, Schema::Number) | (Schema::Number, Schema::String) => {
            noted.help(
                "a TextInput gives a number only with input type `number`; write a text in quotes",
            );
        }
        (Schema::Boolean, Schema::String) | (Schema::String, Schema::Boolean) => {
            noted.help("write `true` and `false` without quotes");
        }
        _ => {
            noted.help("refer to values of one type");
        }
    }
}
