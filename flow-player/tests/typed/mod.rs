//! Payloads held against the types that the compiler emits for them.

use flow_compiler::model::{self, Exchange, Flow, Type};
use flow_player::{Asked, Effect};
use serde_json::{Map, Value};

/// Why what is sent is not read by any type that the compiler emits for its place, if so.
pub fn fault(flow: &Flow<'_>, effect: &Effect) -> Option<String> {
    match effect {
        Effect::Ask(_, request) if request.action == Asked::DataExchange => {
            let screen = flow.screens.iter().find(|screen| screen.id == request.screen)?;
            read_by(flow, &screen.exchanges, &request.data)
        }
        Effect::Closed(done) if !done.by_endpoint => {
            read_by(flow, &flow.completions, &done.response)
        }
        _ => None,
    }
}

fn read_by(
    flow: &Flow<'_>,
    exchanges: &[Exchange<'_>],
    data: &Map<String, Value>,
) -> Option<String> {
    let reasons: Vec<String> = exchanges
        .iter()
        .map(|exchange| misread(flow, exchange, data))
        .collect::<Option<Vec<String>>>()?;
    Some(format!(
        "{} is read by none of {} types: {reasons:?}",
        Value::Object(data.clone()),
        reasons.len()
    ))
}

/// Why this type does not read the payload; `None` where it does.
pub fn misread(
    flow: &Flow<'_>,
    exchange: &Exchange<'_>,
    data: &Map<String, Value>,
) -> Option<String> {
    if let Some(key) =
        data.keys().find(|key| exchange.fields.iter().all(|field| field.key != **key))
    {
        return Some(format!("`{key}` has no field"));
    }
    exchange.fields.iter().find_map(|field| match data.get(field.key) {
        None if field.optional() => None,
        None => Some(format!("`{}` is missing", field.key)),
        Some(Value::Null | Value::String(_)) if field.optional() && blank(data, field.key) => None,
        Some(value) if field.literal.as_ref().is_some_and(|known| is_other(known, value)) => {
            Some(format!("`{}` is another word", field.key))
        }
        Some(value) if field.optional() && field.ty == Type::Number && value.is_string() => None,
        Some(value) if field.open && is_date(value.get("start-date")) => None,
        Some(value) if reads(flow, &field.ty, value) => None,
        Some(value) => Some(format!("`{}`: {value} is no {:?}", field.key, field.ty)),
    })
}

/// Whether what was sent is the literal of the field.
pub fn is_literal(field: &model::PayloadField<'_>, sent: &Value) -> bool {
    field.literal.as_ref().is_some_and(|known| match &known.kind {
        model::ValueKind::Text(text) => sent == text.as_ref(),
        model::ValueKind::Bool(truth) => sent == truth,
        model::ValueKind::Number(_) => sent.as_f64() == known.as_number(),
        _ => false,
    })
}

/// Whether a text is not the one by which a payload is told from others.
fn is_other(known: &model::Value<'_>, value: &Value) -> bool {
    known.as_text().is_some_and(|text| value != text)
}

fn blank(data: &Map<String, Value>, key: &str) -> bool {
    data.get(key).is_some_and(|value| value.is_null() || value == "")
}

fn is_date(value: Option<&Value>) -> bool {
    value.and_then(Value::as_str).is_some_and(|text| {
        text.parse::<flow_player::Date>().is_ok() || text.parse::<i64>().is_ok()
    })
}

/// Whether the reader that flow-runtime has for a type takes the value.
fn reads(flow: &Flow<'_>, ty: &Type<'_>, value: &Value) -> bool {
    let number = |value: &Value| match value {
        Value::Number(_) => true,
        Value::String(text) => text.trim().replace(',', "").parse::<f64>().is_ok(),
        _ => false,
    };
    let object = |fields: &[(&str, Type<'_>)], value: &Value| match value {
        Value::Object(members) => fields
            .iter()
            .all(|(key, ty)| members.get(*key).is_some_and(|value| reads(flow, ty, value))),
        _ => false,
    };
    match ty {
        Type::String => value.is_string(),
        Type::Bool => value.is_boolean(),
        Type::Number | Type::Integer => number(value),
        Type::Digits => value.is_string() || value.is_number(),
        Type::Date => is_date(Some(value)),
        Type::DateRange => is_date(value.get("start-date")) && is_date(value.get("end-date")),
        Type::Files => value.as_array().is_some_and(|files| files.iter().all(Value::is_object)),
        Type::Choice(choice) => {
            value.as_str().is_some_and(|id| choice.options.iter().any(|option| option.id == id))
        }
        Type::List(item) => {
            value.as_array().is_some_and(|items| items.iter().all(|value| reads(flow, item, value)))
        }
        Type::Object(fields) => object(fields, value),
        Type::Struct(name) => {
            let found = flow.structs.iter().find(|found| found.name == *name);
            found.is_some_and(|found| {
                let fields: Vec<(&str, Type<'_>)> =
                    found.fields.iter().map(|field| (field.key, field.ty.clone())).collect();
                object(&fields, value)
            })
        }
        Type::Json => true,
    }
}
