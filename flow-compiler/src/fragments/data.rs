//! The data of a screen with those that its fragments bring.

use std::collections::HashMap;

use crate::ast::{Data, DataField, Node, Screen, Type, TypeKind, Value, ValueKind};
use crate::diagnostic::{Code, Diagnostics};

/// Adds what fragments bring to the `data` of a screen, each name once.
pub(super) fn join(cx: &mut Diagnostics, screen: &mut Screen, brought: Vec<Data>) {
    let Some(span) = brought.first().map(|data| data.span) else { return };
    let at = screen.body.iter().position(|node| matches!(node, Node::Data(_)));
    let at = at.unwrap_or_else(|| {
        screen.body.insert(0, Node::Data(Data { fields: Vec::new(), span }));
        0
    });
    let Some(Node::Data(own)) = screen.body.get_mut(at) else { return };
    let mut known: HashMap<String, usize> = HashMap::new();
    for (at, field) in own.fields.iter().enumerate() {
        known.entry(field.name.text.clone()).or_insert(at);
    }
    for data in brought {
        // What one `data` declares twice is a fault of its own, which the check reports.
        let before = own.fields.len();
        for field in data.fields {
            match known.get(&field.name.text).copied().filter(|at| *at < before) {
                Some(at) if differs(cx, &screen.id.text, &own.fields[at], &field) => {
                    // Which of the two is meant is not known.
                    let span = own.fields[at].span;
                    own.fields[at].ty = Some(Type { kind: TypeKind::Unread, span });
                }
                Some(_) => {}
                None => {
                    known.entry(field.name.text.clone()).or_insert(own.fields.len());
                    own.fields.push(field);
                }
            }
        }
    }
}

/// Reports two types of one name, each at its own place.
fn differs(cx: &mut Diagnostics, screen: &str, own: &DataField, other: &DataField) -> bool {
    let (Some(first), Some(second)) = (shape(own), shape(other)) else { return false };
    if first == second {
        return false;
    }
    let name = &own.name.text;
    for (field, here, there) in [(own, &first, &second), (other, &second, &first)] {
        let message = format!(
            "the data field `{name}` of the screen `{screen}` is `{here}` here and `{there}` in another place"
        );
        cx.error(Code::InvalidScreenData, field.name.span, message)
            .help("a fragment's data joins that of the screen: give both the same type, or one another name");
    }
    true
}

/// The type of a field, in a spelling that only the same type has; none where it is not known.
fn shape(field: &DataField) -> Option<String> {
    match (&field.ty, &field.example) {
        (Some(ty), _) => typed(ty),
        (None, Some(example)) => inferred(example),
        (None, None) => None,
    }
}

fn typed(ty: &Type) -> Option<String> {
    match &ty.kind {
        TypeKind::Name(name) => Some(name.clone()),
        TypeKind::List(item) => Some(format!("[{}]", typed(item)?)),
        TypeKind::Object(fields) => {
            let fields = fields.iter().map(|field| Some((&field.name.text, typed(&field.ty)?)));
            Some(object(fields.collect::<Option<Vec<_>>>()?))
        }
        TypeKind::Raw(_) | TypeKind::Unread => None,
    }
}

fn inferred(value: &Value) -> Option<String> {
    match &value.kind {
        ValueKind::Text(_) | ValueKind::Embed(_) => Some("String".to_owned()),
        ValueKind::Bool(_) => Some("bool".to_owned()),
        ValueKind::Number(number) if number.is_integer() => Some("i64".to_owned()),
        ValueKind::Number(_) => Some("f64".to_owned()),
        ValueKind::List(items) => Some(format!("[{}]", inferred(items.first()?)?)),
        ValueKind::Object(members) => {
            let members =
                members.iter().map(|member| Some((&member.name.text, inferred(&member.value)?)));
            Some(object(members.collect::<Option<Vec<_>>>()?))
        }
        _ => None,
    }
}

fn object(mut fields: Vec<(&String, String)>) -> String {
    fields.sort();
    let fields: Vec<String> = fields.iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
    if fields.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", fields.join(", ")) }
}
