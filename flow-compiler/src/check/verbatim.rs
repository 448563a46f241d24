//! Values of `json!(…)`, which are in the document to the letter.

use std::borrow::Cow;
use std::fmt::Write;

use crate::ast::{Property, Value, ValueKind};
use crate::model::{self, Member, ValueKind as Lowered};

/// The value as it is.
pub fn lowered(value: &Value) -> model::Value<'_> {
    let kind = match &value.kind {
        ValueKind::Bool(value) => Lowered::Bool(*value),
        ValueKind::Number(number) => Lowered::Number(Cow::Borrowed(&number.0)),
        ValueKind::List(items) => Lowered::List(items.iter().map(lowered).collect()),
        ValueKind::Object(members) => Lowered::Object(members.iter().map(member).collect()),
        _ => value.plain().map_or(Lowered::Null, Lowered::Text),
    };
    model::Value { kind, span: value.span }
}

/// The member as it is.
pub fn member(member: &Property) -> Member<'_> {
    let (key, span) = (Cow::Borrowed(member.name.text.as_str()), member.name.span);
    Member { key, span, value: lowered(&member.value) }
}

/// A spelling that is the same for the same value, whatever the order of its keys.
pub fn canonical(value: &model::Value<'_>) -> String {
    let mut text = String::new();
    spell(&mut text, value);
    text
}

fn spell(out: &mut String, value: &model::Value<'_>) {
    // Writing to a `String` cannot fail.
    let _ = match &value.kind {
        Lowered::Number(digits) => match digits.parse::<f64>() {
            Ok(number) => write!(out, "{number};"),
            Err(_) => write!(out, "{digits};"),
        },
        Lowered::List(items) => {
            out.push('[');
            for item in items {
                spell(out, item);
            }
            write!(out, "]")
        }
        Lowered::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by(|a, b| a.key.cmp(&b.key));
            out.push('{');
            for member in members {
                let _ = write!(out, "{:?}", member.key);
                spell(out, &member.value);
            }
            write!(out, "}}")
        }
        Lowered::Text(text) => write!(out, "{text:?}"),
        Lowered::Bool(value) => write!(out, "{value};"),
        _ => write!(out, "null;"),
    };
}
