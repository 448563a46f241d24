//! Examples: the literal values of `data`, and whether they are of their type.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::ast::{Key, Value, ValueKind};
use crate::check::embed;
use crate::check::lowered::{Lowered, typed, unknown};
use crate::check::schema::Schema;
use crate::check::scope::Files;
use crate::check::verbatim;
use crate::check::wording::{self, noun};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{self, Member, ValueKind as Kind};
use crate::node::{is_integer, is_whole};

/// A literal as it is in the document; `None` after a fault.
pub fn lower<'a>(
    cx: &mut Diagnostics,
    files: &dyn Files,
    value: &'a Value,
) -> Option<model::Value<'a>> {
    let kind = match &value.kind {
        _ if value.verbatim => return Some(verbatim::lowered(value)),
        ValueKind::Bool(value) => Kind::Bool(*value),
        ValueKind::Number(number) => Kind::Number(Cow::Borrowed(&number.0)),
        ValueKind::List(items) => Kind::List(all(items, |item| lower(cx, files, item))?),
        ValueKind::Object(properties) => Kind::Object(all(properties, |property| {
            let value = lower(cx, files, &property.value)?;
            let (key, span) = (property.name.text.as_str().into(), property.name.span);
            Some(Member { key, span, value })
        })?),
        ValueKind::Embed(embed) => Kind::Text(embed::read(cx, files, embed, value.span)?.into()),
        ValueKind::Text(_) if let Some(text) = value.plain() => Kind::Text(text),
        ValueKind::Word(word) => {
            cx.error(Code::InvalidScreenData, value.span, format!("`{word}` is not a value"))
                .help(format!("write a string: \"{word}\""));
            return None;
        }
        ValueKind::Null
        | ValueKind::Text(_)
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

/// Lowers every item, so that every fault is reported, and gives them up when one was faulty.
fn all<'t, T, U>(items: &'t [T], mut lower: impl FnMut(&'t T) -> Option<U>) -> Option<Vec<U>> {
    let lowered: Vec<Option<U>> = items.iter().map(&mut lower).collect();
    lowered.into_iter().collect()
}

/// The type that an example says by itself.
pub fn infer<'a>(cx: &mut Diagnostics, name: &Key, example: &'a Value) -> Lowered<'a> {
    let span = example.span;
    let scalar =
        |schema: Schema<'a>, ty| Lowered { json: typed(schema.name(), span, None), schema, ty };
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
                json: typed("array", span, Some(("items", item.json))),
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
                json: typed("object", span, Some(("properties", members))),
            }
        }
        _ => {
            cx.error(
                Code::InvalidScreenData,
                span,
                format!("the example of `{}` does not say its type", name.text),
            )
            .help(format!("write the type: `{}: [String] = …`", name.text));
            unknown(span)
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
            let known: HashMap<&str, _> =
                fields.iter().map(|(key, schema)| (*key, schema)).collect();
            for member in members {
                if let Some((key, schema)) = known.get_key_value(&*member.key) {
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
                    wording::lowered(value),
                    schema.name()
                ),
            )
            .help("write an example of the type, or change the type");
        }
    }
}

/// How an example of the type begins, for a message.
pub fn sample(schema: &Schema<'_>) -> &'static str {
    match schema {
        Schema::Number => "1.5",
        Schema::Integer => "1",
        Schema::Boolean => "true",
        Schema::Array(_) => "[…]",
        Schema::Object(_) => "{ … }",
        Schema::String | Schema::Unknown => "\"…\"",
    }
}
