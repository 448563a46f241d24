//! The keys of examples: those of the type that the source declares.

use std::collections::HashSet;

use crate::check::schema::Schema;
use crate::check::wording::few;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Value, ValueKind};
use crate::span::Span;

/// An example has the keys of its type and no others.
///
/// Meta takes more and fewer. But a type of the source becomes a Rust struct, so a key that the
/// example has beyond it is most likely misspelt, and one that it lacks was forgotten. In a list it
/// is enough that some item has a key.
pub fn check(cx: &mut Diagnostics, value: &Value<'_>, schema: &Schema<'_>, path: &str) {
    match (schema, &value.kind) {
        (Schema::Array(Some(item)), ValueKind::List(items)) => {
            all(cx, &items.iter().collect::<Vec<_>>(), item, &format!("{path}[]"));
        }
        (Schema::Object(Some(_)), ValueKind::Object(_)) => all(cx, &[value], schema, path),
        _ => {}
    }
}

/// The same for several examples of one type.
fn all(cx: &mut Diagnostics, values: &[&Value<'_>], schema: &Schema<'_>, path: &str) {
    let Schema::Object(Some(fields)) = schema else {
        for value in values {
            check(cx, value, schema, path);
        }
        return;
    };
    let declared: HashSet<&str> = fields.iter().map(|(key, _)| *key).collect();
    let mut given: HashSet<&str> = HashSet::new();
    let mut unknown = false;
    for value in values {
        for member in value.members() {
            given.insert(&member.key);
            if !declared.contains(&*member.key) {
                unknown = true;
                extra(cx, &member.key, member.span, path, &declared);
            }
        }
    }
    let first = values.iter().find(|value| matches!(value.kind, ValueKind::Object(_)));
    for (key, schema) in fields {
        for member in values.iter().filter_map(|value| value.member(key)) {
            check(cx, &member.value, schema, &format!("{path}.{key}"));
        }
    }
    let lacking: Vec<&str> =
        fields.iter().map(|(key, _)| *key).filter(|key| !given.contains(key)).collect();
    // What is misspelt is not missing as well.
    if let (Some(first), Some(names), false) = (first, few(lacking), unknown) {
        let message = format!("the example of `{path}` lacks {names}, which its type has");
        cx.warning(Code::InvalidScreenData, first.span, message)
            .help("add what the server would send, or take it out of the type");
    }
}

fn extra(cx: &mut Diagnostics, key: &str, span: Span, path: &str, declared: &HashSet<&str>) {
    let full = cx.is_full();
    let fault = cx.warning(
        Code::InvalidScreenData,
        span,
        format!("the example of `{path}` has `{key}`, which its type has not"),
    );
    fault.help("remove it, or add it to the type");
    if !full {
        let mut known: Vec<&str> = declared.iter().copied().collect();
        known.sort_unstable();
        fault.did_you_mean(key, known);
    }
}
