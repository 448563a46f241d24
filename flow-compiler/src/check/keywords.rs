//! The words of a JSON Schema beyond `type`, which an example has to obey.
//!
//! Most words of `format` are left to Meta: they need engines of their own.

use std::collections::{HashMap, HashSet};

use crate::ast;
use crate::check::date::is_day;
use crate::check::matching::Patterns;
use crate::check::verbatim::{self, canonical};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Value, ValueKind};
use crate::node::is_whole;

/// An example obeys every word of its schema; each broken one is told at the value that breaks it.
pub fn check(cx: &mut Diagnostics, value: &Value<'_>, schema: &ast::Value, path: &str) {
    within(cx, &Patterns::new(), value, schema, path);
}

fn within(
    cx: &mut Diagnostics,
    patterns: &Patterns,
    value: &Value<'_>,
    schema: &ast::Value,
    path: &str,
) {
    for word in schema.members() {
        if let Some(fault) = broken(patterns, value, schema, word) {
            cx.error(
                Code::InvalidScreenData,
                value.span,
                format!("the example of `{path}` {fault} (`{}` of its schema)", word.name.text),
            )
            .help("write an example that fits the schema");
        }
    }
    for (step, value, schema) in inner(value, schema) {
        let path = match step {
            Step::Item(index) => format!("{path}[{index}]"),
            Step::Key(key) => format!("{path}.{key}"),
        };
        within(cx, patterns, value, schema, &path);
    }
}

/// A way into a value.
enum Step<'v> {
    Item(usize),
    Key(&'v str),
}

/// The values inside a value that the schema says more of.
fn inner<'v, 'a>(
    value: &'v Value<'a>,
    schema: &'v ast::Value,
) -> Vec<(Step<'v>, &'v Value<'a>, &'v ast::Value)> {
    let mut found = Vec::new();
    if let Some(items) = schema.get("items").filter(|items| is_object(items)) {
        let listed = value.items().iter().enumerate();
        found.extend(listed.map(|(index, item)| (Step::Item(index), item, items)));
    }
    let others = schema.get("additionalProperties").filter(|others| is_object(others));
    let own = properties(schema);
    for member in value.members() {
        let own = own.get(&*member.key).copied();
        if let Some(schema) = own.or(others).filter(|schema| is_object(schema)) {
            found.push((Step::Key(&member.key), &member.value, schema));
        }
    }
    found
}

fn properties(schema: &ast::Value) -> HashMap<&str, &ast::Value> {
    let properties = schema.get("properties").map_or(&[][..], ast::Value::members);
    properties.iter().map(|property| (property.name.text.as_str(), &property.value)).collect()
}

fn is_object(node: &ast::Value) -> bool {
    matches!(node.kind, ast::ValueKind::Object(_))
}

/// Whether a value obeys a whole schema, its type included.
fn holds(patterns: &Patterns, value: &Value<'_>, schema: &ast::Value) -> bool {
    if let ast::ValueKind::Bool(all) = schema.kind {
        return all;
    }
    let is_one = |ty: &ast::Value| ty.borrowed().is_some_and(|name| is_of_type(value, name));
    let of_type = schema.get("type").is_none_or(|ty| match &ty.kind {
        ast::ValueKind::Text(_) => is_one(ty),
        ast::ValueKind::List(names) => names.iter().any(is_one),
        _ => true,
    });
    of_type
        && schema.members().iter().all(|word| broken(patterns, value, schema, word).is_none())
        && inner(value, schema).into_iter().all(|(_, value, schema)| holds(patterns, value, schema))
}

fn is_of_type(value: &Value<'_>, name: &str) -> bool {
    match &value.kind {
        ValueKind::Null => name == "null",
        ValueKind::Bool(_) => name == "boolean",
        ValueKind::Number(digits) => name == "number" || name == "integer" && is_whole(digits),
        ValueKind::Text(_) => name == "string",
        ValueKind::List(_) => name == "array",
        ValueKind::Object(_) => name == "object",
        ValueKind::Dynamic(_)
        | ValueKind::Action(_)
        | ValueKind::Nodes(_)
        | ValueKind::Cases(_) => false,
    }
}

/// What is wrong with a value by one word of its schema.
fn broken(
    patterns: &Patterns,
    value: &Value<'_>,
    schema: &ast::Value,
    word: &ast::Property,
) -> Option<&'static str> {
    let wanted = &word.value;
    let bound = match &wanted.kind {
        ast::ValueKind::Number(number) => number.0.parse::<f64>().ok(),
        _ => None,
    };
    let schemas = || match &wanted.kind {
        ast::ValueKind::List(schemas) => schemas.as_slice(),
        _ => &[],
    };
    let number = value.as_number();
    let length = value.as_text().map(|text| count(text.chars().count()));
    let items = matches!(value.kind, ValueKind::List(_)).then(|| count(value.items().len()));
    let keys = matches!(value.kind, ValueKind::Object(_)).then(|| count(value.members().len()));
    let below = |value: Option<f64>| value.zip(bound).is_some_and(|(value, bound)| value < bound);
    let above = |value: Option<f64>| value.zip(bound).is_some_and(|(value, bound)| value > bound);
    let (faulty, fault) = match word.name.text.as_str() {
        "enum" | "anyOf" | "oneOf" if schemas().is_empty() => return None,
        "enum" => (!is_one_of(value, schemas()), "is none of the values"),
        "const" => (!is_one_of(value, std::slice::from_ref(wanted)), "is not the value"),
        "minimum" => (below(number), "is too small"),
        "exclusiveMinimum" => {
            (below(number) || number.is_some() && number == bound, "is too small")
        }
        "maximum" => (above(number), "is too large"),
        "exclusiveMaximum" => {
            (above(number) || number.is_some() && number == bound, "is too large")
        }
        "multipleOf" => {
            let rest =
                number.zip(bound).map_or(0.0, |(n, unit)| (n / unit - (n / unit).round()).abs());
            (rest > 1e-9, "is not a multiple")
        }
        "minLength" => (below(length), "is too short"),
        "maxLength" => (above(length), "is too long"),
        "minItems" => (below(items), "has too few items"),
        "maxItems" => (above(items), "has too many items"),
        "minProperties" => (below(keys), "has too few keys"),
        "maxProperties" => (above(keys), "has too many keys"),
        "uniqueItems" => (
            matches!(wanted.kind, ast::ValueKind::Bool(true)) && repeats(value),
            "has an item twice",
        ),
        "items" => {
            let none = matches!(wanted.kind, ast::ValueKind::Bool(false));
            (none && !value.items().is_empty(), "has items")
        }
        "contains" => {
            let found = value.items().iter().any(|item| holds(patterns, item, wanted));
            (items.is_some() && !found, "lacks an item")
        }
        "required" => {
            let given: HashSet<&str> = value.members().iter().map(|member| &*member.key).collect();
            let lacks = |key: &str| !given.contains(key);
            let lacking = schemas().iter().filter_map(ast::Value::borrowed).any(lacks);
            (keys.is_some() && lacking, "lacks a key")
        }
        "additionalProperties" => {
            let none = matches!(wanted.kind, ast::ValueKind::Bool(false));
            let known = properties(schema);
            let other = |key: &str| !known.contains_key(key);
            let open = schema.get("patternProperties").is_some();
            let others = value.members().iter().any(|member| other(&member.key));
            (none && !open && others, "has another key")
        }
        "propertyNames" => {
            let named = |key: &str| holds(patterns, &Value::text(key, value.span), wanted);
            (!value.members().iter().all(|member| named(&member.key)), "has a key of another kind")
        }
        "dependencies" => {
            let met = |needed: &ast::Value| match &needed.kind {
                ast::ValueKind::List(keys) => keys
                    .iter()
                    .filter_map(ast::Value::borrowed)
                    .all(|key| value.member(key).is_some()),
                _ => holds(patterns, value, needed),
            };
            let mut given =
                wanted.members().iter().filter(|needs| value.member(&needs.name.text).is_some());
            (given.any(|needs| !met(&needs.value)), "lacks a key")
        }
        "pattern" => {
            let text = value.as_text().zip(wanted.borrowed());
            let refused = text.is_some_and(|(text, pattern)| patterns.refuses(pattern, text));
            (refused, "does not match")
        }
        "format" => {
            let text = value.as_text().zip(wanted.borrowed());
            (text.is_some_and(|(text, format)| !has_format(text, format)), "has another form")
        }
        "not" => (holds(patterns, value, wanted), "is what it must not be"),
        "allOf" => (!schemas().iter().all(|schema| holds(patterns, value, schema)), "does not fit"),
        "anyOf" => (!schemas().iter().any(|schema| holds(patterns, value, schema)), "does not fit"),
        "oneOf" => (
            schemas().iter().filter(|schema| holds(patterns, value, schema)).count() != 1,
            "does not fit",
        ),
        _ => return None,
    };
    faulty.then_some(fault)
}

/// Whether a text has a format that can be told without doubt; any other is left to Meta.
fn has_format(text: &str, format: &str) -> bool {
    match format {
        "date" => is_day(text),
        "ipv4" => text.parse::<std::net::Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<std::net::Ipv6Addr>().is_ok(),
        "email" => {
            text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        }
        _ => true,
    }
}

fn is_one_of(value: &Value<'_>, others: &[ast::Value]) -> bool {
    let own = canonical(value);
    others.iter().any(|other| own == canonical(&verbatim::lowered(other)))
}

fn repeats(list: &Value<'_>) -> bool {
    let mut seen = HashSet::new();
    list.items().iter().any(|item| !seen.insert(canonical(item)))
}

#[expect(clippy::cast_precision_loss, reason = "a document is far shorter than 2^52")]
fn count(length: usize) -> f64 {
    length as f64
}
