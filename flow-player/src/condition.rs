//! Conditions of If, evaluated in the order of a phone.

use crate::eval::Scope;
use crate::program::{Condition, Op, Token};
use crate::value::Value;

/// What is on the stack.
#[derive(Debug)]
enum Entry {
    /// A value; `None` is absent.
    Value(Option<Value>),
    Not,
    Op(Op),
    Open,
}

/// Whether the condition holds.
pub(crate) fn holds(condition: &Condition, scope: &Scope<'_>) -> bool {
    match condition {
        Condition::Always(value) => *value,
        Condition::Tokens(tokens) => truth(run(tokens, scope).as_ref()),
    }
}

/// From left to right: `&&` and `!` are applied as soon as their right side is there, a closing
/// parenthesis applies what is inside from right to left, and the end applies the rest so.
fn run(tokens: &[Token], scope: &Scope<'_>) -> Option<Value> {
    let mut stack: Vec<Entry> = Vec::with_capacity(tokens.len());
    for token in tokens {
        match token {
            Token::Value(value) => operand(&mut stack, Some(value.clone())),
            Token::Reference(path) => operand(&mut stack, scope.path(path)),
            Token::Not => stack.push(Entry::Not),
            Token::Op(op) => stack.push(Entry::Op(*op)),
            Token::Open => stack.push(Entry::Open),
            Token::Close => {
                let value = collapse(&mut stack);
                operand(&mut stack, value);
            }
        }
    }
    collapse(&mut stack)
}

/// Takes a value that is complete, and applies what waited for it.
fn operand(stack: &mut Vec<Entry>, value: Option<Value>) {
    let mut value = value;
    loop {
        match stack.last() {
            Some(Entry::Not) => {
                stack.pop();
                value = Some(Value::Bool(!truth(value.as_ref())));
            }
            Some(Entry::Op(Op::And)) => {
                stack.pop();
                let left = match stack.pop() {
                    Some(Entry::Value(left)) => left,
                    _ => None,
                };
                value = Some(apply(Op::And, left.as_ref(), value.as_ref()));
            }
            _ => break,
        }
    }
    stack.push(Entry::Value(value));
}

/// Applies what is on the stack from right to left, down to an opening parenthesis.
fn collapse(stack: &mut Vec<Entry>) -> Option<Value> {
    let mut right: Option<Value> = None;
    loop {
        match stack.pop() {
            None | Some(Entry::Open) => return right,
            Some(Entry::Value(value)) => right = value,
            Some(Entry::Not) => right = Some(Value::Bool(!truth(right.as_ref()))),
            Some(Entry::Op(op)) => {
                let left = match stack.pop() {
                    Some(Entry::Value(left)) => left,
                    _ => None,
                };
                right = Some(apply(op, left.as_ref(), right.as_ref()));
            }
        }
    }
}

/// Booleans alone are true; anything else counts as false.
fn truth(value: Option<&Value>) -> bool {
    value.and_then(Value::as_bool).unwrap_or(false)
}

fn apply(op: Op, left: Option<&Value>, right: Option<&Value>) -> Value {
    Value::Bool(match op {
        Op::And => truth(left) && truth(right),
        Op::Or => truth(left) || truth(right),
        Op::Eq => equal(left, right),
        Op::Ne => !equal(left, right),
        Op::Lt => ordered(left, right, |a, b| a < b),
        Op::Le => ordered(left, right, |a, b| a <= b),
        Op::Gt => ordered(left, right, |a, b| a > b),
        Op::Ge => ordered(left, right, |a, b| a >= b),
        // A condition has no arithmetic; its reader refuses it.
        Op::Add | Op::Sub | Op::Mul | Op::Div | Op::Rem => false,
    })
}

/// An empty text is equal to what is empty or absent; numbers are compared as whole numbers, their
/// decimals cut; anything else by type and value.
fn equal(left: Option<&Value>, right: Option<&Value>) -> bool {
    let empty = |value: Option<&Value>| value.is_none_or(Value::is_empty);
    let blank = |value: Option<&Value>| matches!(value, Some(Value::Text(text)) if text.is_empty());
    if blank(left) || blank(right) {
        return empty(left) && empty(right);
    }
    match (whole(left), whole(right)) {
        (Some(a), Some(b)) => a.total_cmp(&b).is_eq(),
        _ => match (left, right) {
            (Some(left), Some(right)) => left.same(right),
            (left, right) => left.is_none() && right.is_none(),
        },
    }
}

fn ordered(left: Option<&Value>, right: Option<&Value>, test: impl Fn(f64, f64) -> bool) -> bool {
    matches!((whole(left), whole(right)), (Some(a), Some(b)) if test(a, b))
}

/// The number that a side can be read as, its decimals cut; zero without a sign.
fn whole(value: Option<&Value>) -> Option<f64> {
    value.and_then(Value::to_number).map(|number| number.trunc() + 0.0)
}
