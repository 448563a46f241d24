//! Conditions as a person may write them, with what they mean.

use std::collections::HashMap;

use proptest::prelude::{BoxedStrategy, Just, Strategy};
use proptest::{option, prop_oneof};

use super::phone::Value;

/// The booleans, numbers and texts that conditions refer to; the last number and text may be absent.
pub const FLAGS: [&str; 3] = ["data.yes", "data.no", "form.agreed"];
pub const NUMBERS: [&str; 3] = ["data.n", "data.m", "form.c"];
pub const TEXTS: [&str; 3] = ["data.s", "form.a", "form.b"];

const WORDS: [&str; 4] = ["x", "y", "a (b) && c", ""];

/// A condition.
#[derive(Clone, Debug)]
pub enum Condition {
    Flag(&'static str),
    Text(&'static str, &'static str, &'static str),
    Number(&'static str, &'static str, i32),
    Not(Box<Condition>),
    /// `&&`, `||`, and `==`, `!=` of what is true or false.
    Both(&'static str, Box<Condition>, Box<Condition>),
}

pub fn condition() -> BoxedStrategy<Condition> {
    let of = |all: &'static [&'static str]| (0..all.len()).prop_map(|at| all[at]);
    let leaf = prop_oneof![
        of(&FLAGS).prop_map(Condition::Flag),
        (of(&TEXTS), of(&["==", "!="]), of(&WORDS))
            .prop_map(|(field, op, word)| Condition::Text(field, op, word)),
        (of(&NUMBERS), of(&["==", "!=", "<", "<=", ">", ">="]), -2..4_i32)
            .prop_map(|(field, op, number)| Condition::Number(field, op, number)),
    ];
    leaf.prop_recursive(4, 16, 2, move |inner| {
        let both = |op: BoxedStrategy<&'static str>| {
            (op, inner.clone(), inner.clone())
                .prop_map(|(op, left, right)| Condition::Both(op, Box::new(left), Box::new(right)))
        };
        prop_oneof![
            2 => inner.clone().prop_map(|inner| Condition::Not(Box::new(inner))),
            5 => both(Just("&&").boxed()),
            3 => both(Just("||").boxed()),
            1 => both(of(&["==", "!="]).boxed()),
        ]
    })
    .boxed()
}

/// Values of everything that conditions refer to.
pub fn values() -> impl Strategy<Value = HashMap<&'static str, Value>> {
    let flag = || proptest::bool::ANY.prop_map(Value::Bool);
    let number = || (-3..5_i32).prop_map(|number| Value::Number(number.into()));
    let text = || (0..WORDS.len()).prop_map(|at| Value::Text(WORDS[at].to_owned()));
    let maybe = |value: Option<Value>| value.unwrap_or(Value::Absent);
    // An OptIn that nobody touched is absent, and in `==` that is not `false`: no condition can help it.
    let flags = (flag(), flag(), flag());
    let numbers = (number(), number(), option::of(number()).prop_map(maybe));
    let texts = (text(), text(), option::of(text()).prop_map(maybe));
    (flags, numbers, texts).prop_map(|((a, b, c), (d, e, f), (g, h, i))| {
        let names = FLAGS.into_iter().chain(NUMBERS).chain(TEXTS);
        names.zip([a, b, c, d, e, f, g, h, i]).collect()
    })
}

impl Condition {
    /// As `flow!` writes it, with the parentheses that usual precedence asks for.
    pub fn source(&self) -> String {
        match self {
            Self::Flag(field) => format!("${{{field}}}"),
            Self::Text(field, op, word) => format!("${{{field}}} {op} \"{word}\""),
            Self::Number(field, op, number) => format!("${{{field}}} {op} {number}"),
            Self::Not(inner) => match **inner {
                Self::Flag(_) | Self::Not(_) => format!("!{}", inner.source()),
                _ => format!("!({})", inner.source()),
            },
            Self::Both(op, left, right) => {
                let side = |side: &Self, least: u8| {
                    let text = side.source();
                    if side.binds() < least { format!("({text})") } else { text }
                };
                // Rust asks for them in a chain of comparisons.
                let chained = matches!(*op, "==" | "!=");
                let least = if chained { 5 } else { self.binds() };
                format!("{} {op} {}", side(left, least), side(right, least.max(self.binds() + 1)))
            }
        }
    }

    fn binds(&self) -> u8 {
        match self {
            Self::Both("||", ..) => 1,
            Self::Both("&&", ..) => 2,
            Self::Both(..) | Self::Text(..) | Self::Number(..) => 3,
            Self::Flag(_) | Self::Not(_) => 5,
        }
    }

    /// Whether it holds: what was not filled in is an empty text and no number.
    pub fn holds(&self, values: &HashMap<&str, Value>) -> bool {
        match self {
            Self::Flag(field) => values[field] == Value::Bool(true),
            Self::Text(field, op, word) => {
                let text = match &values[field] {
                    Value::Text(text) => text,
                    _ => "",
                };
                (text == *word) == (*op == "==")
            }
            Self::Number(field, op, limit) => {
                let Value::Number(number) = values[field] else { return *op == "!=" };
                let order = number.total_cmp(&f64::from(*limit));
                match *op {
                    "==" => order.is_eq(),
                    "!=" => order.is_ne(),
                    "<" => order.is_lt(),
                    "<=" => order.is_le(),
                    ">" => order.is_gt(),
                    _ => order.is_ge(),
                }
            }
            Self::Not(inner) => !inner.holds(values),
            Self::Both(op, left, right) => {
                let (left, right) = (left.holds(values), right.holds(values));
                match *op {
                    "&&" => left && right,
                    "||" => left || right,
                    "==" => left == right,
                    _ => left != right,
                }
            }
        }
    }
}
