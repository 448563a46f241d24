//! Examples: the literal values of `data`, and whether they are of their type.

use std::borrow::Cow;

use crate::ast::{Key, Value, ValueKind};
use crate::check::data::{self, Lowered};
use crate::check::embed;
use crate::check::schema::Schema;
use crate::check::scope::Files;
use crate::check::settings::{noun, plain};
use crate::diagnostic::{Code, Diagnostics};
use crate::json::{Node, NodeKind};
use crate::model::{self, Member, ValueKind as Kind};

/// A literal as it stands in the document; `None` after a fault.
pub fn lower<'a>(
    cx: &mut Diagnostics,
    files: &dyn Files,
    value: &'a Value,
) -> Option<model::Value<'a>> {
    let kind = match &value.kind {
        ValueKind::Bool(value) => Kind::Bool(*value),
        ValueKind::Number(number) => Kind::Number(Cow::Borrowed(&number.0)),
        ValueKind::List(items) => Kind::List(all(items, |item| lower(cx, files, item))?),
        ValueKind::Object(properties) => Kind::Object(all(properties, |property| {
            let value = lower(cx, files, &property.value)?;
            let (key, span) = (property.name.text.as_str().into(), property.name.span);
            Some(Member { key, span, value })
        })?),
        ValueKind::Raw(node) => return Some(data::raw_value(node)),
        ValueKind::Embed(embed) => Kind::Text(embed::read(cx, files, embed, value.span)?.into()),
        ValueKind::Text(_) if let Some(text) = plain(value) => Kind::Text(text),
        ValueKind::Word(word) => {
            cx.error(Code::InvalidScreenData, value.span, format!("`{word}` is no value"))
                .help(format!("write a string: \"{word}\""));
            return None;
        }
        ValueKind::Text(_)
        | ValueKind::Reference(_)
        | ValueKind::Expr(_)
        | ValueKind::Action(_) => {
            cx.error(
                Code::InvalidScreenData,
                value.span,
                format!("an example is a plain value, not {}", noun(value)),
            )
            .help("write what the server might send; `$${` stands for the letters `${`");
            return None;
        }
    };
    Some(model::Value { kind, span: value.span })
}

/// Lowers every item, so that every fault is told, and gives them up when one was faulty.
fn all<'t, T, U>(items: &'t [T], mut lower: impl FnMut(&'t T) -> Option<U>) -> Option<Vec<U>> {
    let lowered: Vec<Option<U>> = items.iter().map(&mut lower).collect();
    lowered.into_iter().collect()
}

/// The type that an example says by itself.
pub fn infer<'a>(cx: &mut Diagnostics, name: &Key, example: &'a Value) -> Lowered<'a> {
    let span = example.span;
    let scalar = |schema: Schema<'a>, ty| Lowered {
        json: data::typed(schema.name(), span, None),
        schema,
        ty,
    };
    match &example.kind {
        ValueKind::Text(_) | ValueKind::Embed(_) => scalar(Schema::String, model::Type::String),
        ValueKind::Bool(_) => scalar(Schema::Boolean, model::Type::Bool),
        ValueKind::Number(number) if is_integer(&number.0) => {
            scalar(Schema::Integer, model::Type::Integer)
        }
        ValueKind::Number(_) => scalar(Schema::Number, model::Type::Number),
        ValueKind::List(items) if !items.is_empty() => {
            let item = infer(cx, name, &items[0]);
            Lowered {
                schema: Schema::Array(Some(Box::new(item.schema))),
                ty: model::Type::List(Box::new(item.ty)),
                json: data::typed("array", span, Some(("items", item.json))),
            }
        }
        ValueKind::Object(properties) => {
            let (mut schemas, mut types, mut members) = (Vec::new(), Vec::new(), Vec::new());
            for property in properties {
                let key = property.name.text.as_str();
                let lowered = infer(cx, name, &property.value);
                schemas.push((key, lowered.schema));
                types.push((key, lowered.ty));
                let span = property.name.span;
                members.push(Member { key: key.into(), span, value: lowered.json });
            }
            let members = model::Value { kind: Kind::Object(members), span };
            Lowered {
                schema: Schema::Object(Some(schemas)),
                ty: model::Type::Object(types),
                json: data::typed("object", span, Some(("properties", members))),
            }
        }
        _ => {
            cx.error(
                Code::InvalidScreenData,
                span,
                format!("the example of `{}` does not say its type", name.text),
            )
            .help(format!("write the type: `{}: [String] = …`", name.text));
            data::unknown(span)
        }
    }
}

/// An example is of its type: at the place where it is not, says what was expected.
pub fn check(cx: &mut Diagnostics, value: &model::Value<'_>, schema: &Schema<'_>, path: &str) {
    match (schema, &value.kind) {
        (Schema::Unknown, _)
        | (Schema::String, Kind::Text(_))
        | (Schema::Boolean, Kind::Bool(_))
        | (Schema::Number, Kind::Number(_))
        | (Schema::Array(None), Kind::List(_))
        | (Schema::Object(None), Kind::Object(_)) => {}
        (Schema::Integer, Kind::Number(digits)) if is_whole(digits) => {}
        (Schema::Array(Some(item)), Kind::List(items)) => {
            for (index, value) in items.iter().enumerate() {
                check(cx, value, item, &format!("{path}[{index}]"));
            }
        }
        (Schema::Object(Some(fields)), Kind::Object(members)) => {
            for member in members {
                if let Some((key, schema)) = fields.iter().find(|(key, _)| *key == member.key) {
                    check(cx, &member.value, schema, &format!("{path}.{key}"));
                }
            }
        }
        _ => {
            cx.error(
                Code::InvalidScreenData,
                value.span,
                format!(
                    "the example of `{path}` is {}, but its type is `{}`",
                    wire_noun(value),
                    schema.name()
                ),
            )
            .help("write an example of the type, or change the type");
        }
    }
}

/// The further words of a JSON Schema that an example has to obey.
pub fn keywords(cx: &mut Diagnostics, value: &model::Value<'_>, schema: &Node, path: &str) {
    for member in schema.members() {
        if let Some(fault) = broken(value, &member.key, &member.value) {
            cx.error(
                Code::InvalidScreenData,
                value.span,
                format!("the example of `{path}` {fault}, as `{}` asks", member.key),
            )
            .help("write an example that fits the schema");
        }
    }
    if let Some(items) = schema.get("items") {
        for (index, item) in value.items().iter().enumerate() {
            keywords(cx, item, items, &format!("{path}[{index}]"));
        }
    }
    for property in schema.get("properties").map_or(&[][..], Node::members) {
        if let Some(member) = value.member(&property.key) {
            keywords(cx, &member.value, &property.value, &format!("{path}.{}", property.key));
        }
    }
}

fn broken(value: &model::Value<'_>, keyword: &str, wanted: &Node) -> Option<&'static str> {
    let bound = match &wanted.kind {
        NodeKind::Number(number) => number.0.parse::<f64>().ok(),
        _ => None,
    };
    let number = value.as_number();
    let length = value.as_text().map(|text| count(text.chars().count()));
    let items = matches!(value.kind, Kind::List(_)).then(|| count(value.items().len()));
    let below = |value: Option<f64>| value.zip(bound).is_some_and(|(value, bound)| value < bound);
    let above = |value: Option<f64>| value.zip(bound).is_some_and(|(value, bound)| value > bound);
    let faulty = match keyword {
        "enum" => match &wanted.kind {
            NodeKind::List(allowed) if !allowed.iter().any(|node| same(value, node)) => {
                "is none of the values"
            }
            _ => return None,
        },
        "const" if !same(value, wanted) => "is not the value",
        "minimum" if below(number) => "is too small",
        "exclusiveMinimum" if number.zip(bound).is_some_and(|(n, b)| n <= b) => "is too small",
        "maximum" if above(number) => "is too large",
        "exclusiveMaximum" if number.zip(bound).is_some_and(|(n, b)| n >= b) => "is too large",
        "minLength" if below(length) => "is too short",
        "maxLength" if above(length) => "is too long",
        "minItems" if below(items) => "has too few items",
        "maxItems" if above(items) => "has too many items",
        "required" => match &wanted.kind {
            NodeKind::List(keys)
                if matches!(value.kind, Kind::Object(_))
                    && keys
                        .iter()
                        .filter_map(Node::as_text)
                        .any(|key| value.member(key).is_none()) =>
            {
                "lacks a key"
            }
            _ => return None,
        },
        _ => return None,
    };
    Some(faulty)
}

fn same(value: &model::Value<'_>, node: &Node) -> bool {
    match (&value.kind, &node.kind) {
        (Kind::Null, NodeKind::Null) => true,
        (Kind::Bool(a), NodeKind::Bool(b)) => a == b,
        (Kind::Number(a), NodeKind::Number(b)) => {
            *a == b.0 || a.parse::<f64>().ok() == b.0.parse::<f64>().ok()
        }
        (Kind::Text(a), NodeKind::Text(b)) => a == b,
        (Kind::List(a), NodeKind::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Kind::Object(a), NodeKind::Object(b)) => {
            a.len() == b.len()
                && b.iter().all(|member| {
                    value.member(&member.key).is_some_and(|own| same(&own.value, &member.value))
                })
        }
        _ => false,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a document is far shorter than 2^52")]
fn count(length: usize) -> f64 {
    length as f64
}

fn is_integer(digits: &str) -> bool {
    !digits.contains(['.', 'e', 'E'])
}

/// Whether JSON Schema takes a number for an `integer`.
pub fn is_whole(digits: &str) -> bool {
    is_integer(digits) || digits.parse::<f64>().is_ok_and(|number| number.fract() == 0.0)
}

/// What a value is, for a message.
pub fn wire_noun(value: &model::Value<'_>) -> &'static str {
    match &value.kind {
        Kind::Null => "null",
        Kind::Bool(_) => "a boolean",
        Kind::Number(_) => "a number",
        Kind::Text(_) => "a string",
        Kind::Dynamic(_) => "a reference",
        Kind::List(_) => "a list",
        Kind::Object(_) => "an object",
        Kind::Action(_) => "an action",
        Kind::Nodes(_) | Kind::Cases(_) => "components",
    }
}
