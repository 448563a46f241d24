//! Formulas and expressions, evaluated as a phone does.

use std::sync::Arc;

use crate::program::{Expr, Formula, Op, Path, Program, Root};
use crate::state::Store;
use crate::value::{Text, Value};

/// How deep a value may refer to itself through initial values and data: not at all.
///
/// References read what is stored, never a formula, so evaluation is as deep as the document.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) program: &'a Program,
    pub(crate) store: &'a Store,
    /// The screen on which it is evaluated.
    pub(crate) screen: &'a str,
}

impl Scope<'_> {
    /// The value of a formula; `None` where it is absent.
    pub(crate) fn value(&self, formula: &Formula) -> Option<Value> {
        match formula {
            Formula::Literal(value) => Some(value.clone()),
            Formula::Reference(path) => self.path(path),
            Formula::Expression(expr) => self.expr(expr),
            Formula::Join(parts) => Some(Value::text(self.join(parts))),
            Formula::List(items) => {
                Some(Value::List(items.iter().map(|item| self.or_null(item)).collect()))
            }
            Formula::Object(members) => {
                let known = members
                    .iter()
                    .filter_map(|(key, member)| Some((key.clone(), self.value(member)?)));
                Some(Value::Object(Arc::new(known.collect())))
            }
            Formula::Member(of, key) => self.value(of)?.get(key).cloned(),
        }
    }

    fn or_null(&self, formula: &Formula) -> Value {
        self.value(formula).unwrap_or(Value::Null)
    }

    /// As it is shown; empty where it is absent.
    pub(crate) fn text(&self, formula: &Formula) -> String {
        self.value(formula).map(|value| value.spelled()).unwrap_or_default()
    }

    /// The value at the end of a reference; a path that does not exist is absent.
    pub(crate) fn path(&self, path: &Path) -> Option<Value> {
        let id: &str = path.screen.as_deref().unwrap_or(self.screen);
        let (first, rest) = path.keys.split_first()?;
        match path.root {
            Root::Nowhere => None,
            Root::Data => self.store.page(id)?.data.get(first)?.walk(rest).cloned(),
            Root::Form => {
                let value = self.field(id, first)?;
                if rest.is_empty() { Some(value) } else { value.walk(rest).cloned() }
            }
        }
    }

    /// The value of a field, as references see it.
    fn field(&self, screen: &str, name: &Text) -> Option<Value> {
        let node = self.program.screen(screen)?.field(name)?;
        let entry = self.store.page(screen)?.form.get(name)?;
        Some(entry.value(node, self.program.version(), self.store.profile))
    }

    fn join(&self, parts: &[Expr]) -> String {
        let spelled = |part| self.expr(part).map(|value| value.spelled()).unwrap_or_default();
        parts.iter().map(spelled).collect()
    }

    fn expr(&self, expr: &Expr) -> Option<Value> {
        match expr {
            Expr::Value(value) => Some(value.clone()),
            Expr::Reference(path) => self.path(path),
            Expr::Not(inner) => Some(Value::Bool(!truth(self.expr(inner).as_ref()))),
            Expr::Minus(inner) => Some(calculated(-number(self.expr(inner).as_ref()))),
            Expr::Plus(inner) => Some(calculated(number(self.expr(inner).as_ref()))),
            Expr::Binary(op, left, right) => {
                let (left, right) = (self.expr(left), self.expr(right));
                Some(binary(*op, left.as_ref(), right.as_ref()))
            }
        }
    }
}

fn binary(op: Op, left: Option<&Value>, right: Option<&Value>) -> Value {
    let calculate =
        |operation: fn(f64, f64) -> f64| calculated(operation(number(left), number(right)));
    match op {
        Op::Or => Value::Bool(truth(left) || truth(right)),
        Op::And => Value::Bool(truth(left) && truth(right)),
        Op::Eq => Value::Bool(equal(left, right)),
        Op::Ne => Value::Bool(!equal(left, right)),
        Op::Lt => Value::Bool(ordered(left, right, |a, b| a < b)),
        Op::Le => Value::Bool(ordered(left, right, |a, b| a <= b)),
        Op::Gt => Value::Bool(ordered(left, right, |a, b| a > b)),
        Op::Ge => Value::Bool(ordered(left, right, |a, b| a >= b)),
        Op::Add => calculate(|a, b| a + b),
        Op::Sub => calculate(|a, b| a - b),
        Op::Mul => calculate(|a, b| a * b),
        Op::Div => calculate(|a, b| if b == 0.0 { 0.0 } else { a / b }),
        Op::Rem => calculate(|a, b| if b == 0.0 { 0.0 } else { a % b }),
    }
}

fn empty(value: Option<&Value>) -> bool {
    value.is_none_or(Value::is_empty)
}

/// An empty text, 0 and what is absent are false.
pub(crate) fn truth(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::Bool(value)) => *value,
        Some(Value::Number(number)) => number.as_f64().is_some_and(|number| number != 0.0),
        Some(Value::Text(text)) => !text.is_empty(),
        Some(Value::List(_) | Value::Object(_)) => true,
    }
}

/// What an operand counts as: an empty or absent side is 0, and so is what spells no number.
fn number(value: Option<&Value>) -> f64 {
    value.and_then(Value::to_number).unwrap_or(0.0)
}

/// The result of an operator, rounded to two decimals.
fn calculated(result: f64) -> Value {
    let rounded = (result * 100.0).round() / 100.0;
    // Too large to be moved by two places: it has no decimals to round.
    let result = if rounded.is_finite() { rounded } else { result };
    Value::number(if result == 0.0 { 0.0 } else { result })
}

fn equal(left: Option<&Value>, right: Option<&Value>) -> bool {
    match (left, right) {
        _ if empty(left) || empty(right) => empty(left) && empty(right),
        (Some(left), Some(right)) => {
            if left.as_number().is_some() || right.as_number().is_some() {
                let (left, right) = (left.to_number(), right.to_number());
                return matches!((left, right), (Some(a), Some(b)) if (a + 0.0).total_cmp(&(b + 0.0)).is_eq());
            }
            left.same(right)
        }
        _ => false,
    }
}

/// False where a side is empty, or where neither is a number; else as numbers.
fn ordered(left: Option<&Value>, right: Option<&Value>, test: fn(f64, f64) -> bool) -> bool {
    let (Some(left), Some(right)) = (left, right) else { return false };
    let one = left.as_number().is_some() || right.as_number().is_some();
    if left.is_empty() || right.is_empty() || !one {
        return false;
    }
    matches!((left.to_number(), right.to_number()), (Some(a), Some(b)) if test(a, b))
}
