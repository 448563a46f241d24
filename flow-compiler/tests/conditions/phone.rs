//! A condition of If as a phone evaluates it: from left to right, with a stack.

use std::collections::HashMap;

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Absent,
    Bool(bool),
    Number(f64),
    Text(String),
}

/// A token of a condition without back-ticks.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Reference(String),
    Literal(Value),
    Operator(&'static str),
    Not,
    Open,
    Close,
}

const OPERATORS: [&str; 8] = ["&&", "||", "==", "!=", "<=", ">=", "<", ">"];

/// The tokens of a condition; only spaces are between them.
pub fn tokens(condition: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = condition.trim_start_matches(' ');
    while !rest.is_empty() {
        let length = if let Some(inner) = rest.strip_prefix("${") {
            let length = inner.find('}').expect("a reference ends");
            tokens.push(Token::Reference(inner[..length].to_owned()));
            length + 3
        } else if let Some(inner) = rest.strip_prefix('\'') {
            let length = inner.find('\'').expect("a text ends");
            tokens.push(Token::Literal(Value::Text(inner[..length].to_owned())));
            length + 2
        } else if let Some(operator) = OPERATORS.into_iter().find(|op| rest.starts_with(op)) {
            tokens.push(Token::Operator(operator));
            operator.len()
        } else if rest.starts_with(['!', '(', ')']) {
            tokens.push(match &rest[..1] {
                "!" => Token::Not,
                "(" => Token::Open,
                _ => Token::Close,
            });
            1
        } else {
            let end = |c: char| !c.is_ascii_alphanumeric() && c != '-';
            let length = rest.find(end).unwrap_or(rest.len());
            tokens.push(Token::Literal(match &rest[..length] {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                number => Value::Number(number.parse().expect("a number")),
            }));
            length
        };
        rest = rest[length..].trim_start_matches(' ');
    }
    tokens
}

/// Whether a phone shows what is under a condition.
pub fn holds(condition: &str, values: &HashMap<&str, Value>) -> bool {
    // Back-ticks are not understood here.
    if condition.starts_with('`') {
        return false;
    }
    let mut stack = Stack(Vec::new());
    for token in tokens(condition) {
        match token {
            Token::Reference(path) => {
                stack.value(values.get(&*path).cloned().unwrap_or(Value::Absent));
            }
            Token::Literal(value) => stack.value(value),
            Token::Operator(operator) => stack.0.push(Item::Operator(operator)),
            Token::Not => stack.0.push(Item::Not),
            Token::Open => stack.0.push(Item::Open),
            Token::Close => {
                let inside = stack.rest();
                stack.value(inside);
            }
        }
    }
    truth(&stack.rest())
}

enum Item {
    Value(Value),
    Operator(&'static str),
    Not,
    Open,
}

struct Stack(Vec<Item>);

impl Stack {
    /// A value was read: `&&` and `!` before it are applied at once.
    fn value(&mut self, mut value: Value) {
        loop {
            match self.0.last() {
                Some(Item::Not) => {
                    self.0.pop();
                    value = Value::Bool(!truth(&value));
                }
                Some(Item::Operator("&&")) => {
                    self.0.pop();
                    let left = self.pop();
                    value = Value::Bool(truth(&left) && truth(&value));
                }
                _ => return self.0.push(Item::Value(value)),
            }
        }
    }

    /// What is on the stack since the last `(`, applied from right to left.
    fn rest(&mut self) -> Value {
        let mut value = self.pop();
        loop {
            match self.0.pop() {
                Some(Item::Operator(operator)) => {
                    let left = self.pop();
                    value = Value::Bool(apply(operator, &left, &value));
                }
                Some(Item::Not) => value = Value::Bool(!truth(&value)),
                Some(Item::Open) | None => return value,
                Some(Item::Value(_)) => panic!("two values with no operator between them"),
            }
        }
    }

    fn pop(&mut self) -> Value {
        match self.0.pop() {
            Some(Item::Value(value)) => value,
            _ => panic!("a value is missing"),
        }
    }
}

/// Booleans alone are true or false; anything else counts as false.
fn truth(value: &Value) -> bool {
    *value == Value::Bool(true)
}

fn apply(operator: &str, left: &Value, right: &Value) -> bool {
    match operator {
        "&&" => truth(left) && truth(right),
        "||" => truth(left) || truth(right),
        "==" => equal(left, right),
        "!=" => !equal(left, right),
        order => match (whole(left), whole(right)) {
            (Some(left), Some(right)) => match order {
                "<" => left < right,
                "<=" => left <= right,
                ">" => left > right,
                _ => left >= right,
            },
            _ => false,
        },
    }
}

fn equal(left: &Value, right: &Value) -> bool {
    let empty = |value: &Value| *value == Value::Text(String::new());
    if empty(left) || empty(right) {
        let nothing = |value: &Value| empty(value) || *value == Value::Absent;
        return nothing(left) && nothing(right);
    }
    match (whole(left), whole(right)) {
        (Some(left), Some(right)) => left == right,
        _ => left == right,
    }
}

/// What can be read as a number, with its decimals cut.
fn whole(value: &Value) -> Option<i64> {
    let number = match value {
        Value::Number(number) => *number,
        Value::Text(text) => text.trim().parse().ok()?,
        Value::Absent | Value::Bool(_) => return None,
    };
    #[expect(clippy::cast_possible_truncation, reason = "that is what the phone does")]
    Some(number.trunc() as i64)
}

#[test]
fn the_order_is_the_phones_own() {
    let values = HashMap::from([
        ("form.a", Value::Text("x".to_owned())),
        ("form.b", Value::Text("y".to_owned())),
        ("data.n", Value::Number(1.5)),
        ("data.yes", Value::Bool(true)),
        ("data.no", Value::Bool(false)),
    ]);
    for (condition, shown) in [
        ("${form.a} == 'x'", true),
        ("${form.a} == 'x' && ${form.b} == 'y'", false),
        ("(${form.a} == 'x') && (${form.b} == 'y')", true),
        ("!(${form.a} == 'z') && ${data.yes}", true),
        ("${data.n} > 1", false),
        ("${data.n} >= 1", true),
        ("${form.none} == ''", true),
        ("${form.none} != 'x'", true),
        ("${form.none} < 1", false),
        ("!${data.no}", true),
        ("`${form.a} == 'x'`", false),
        // From right to left at the end: `no && …` is applied at once, `||` last.
        ("${data.yes} || ${data.yes} && ${data.no}", true),
        ("${data.no} == ${data.yes} || ${data.yes}", false),
        ("(${data.no} == ${data.yes}) || ${data.yes}", true),
    ] {
        assert_eq!(holds(condition, &values), shown, "{condition}");
    }
}
