//! Whether the screen that receives a payload takes it.

use std::collections::{HashMap, HashSet};

use crate::ast::{Dialect, Payload};
use crate::catalogue::{V6_0, V7_3};
use crate::check::schema::Schema;
use crate::check::scope::{Here, ScreenScope};
use crate::check::wording::{few, list};
use crate::diagnostic::{Code, Diagnostics, nearest};
use crate::span::Span;

use super::value::{Meant, Typed};

/// A key of a payload.
pub(super) struct Key<'a> {
    pub name: &'a str,
    pub span: Span,
    /// Which `..form` or `..data` of the payload it comes from.
    pub spread: Option<usize>,
}

/// A key with its value, after the faulty ones were left out.
type Sent<'a> = (&'a str, Span, Meant<'a>);

/// How a value that does not fit is reported.
struct Misfit {
    dialect: Dialect,
    literal: Code,
    bound: Code,
}

/// `navigate` without a payload leads to a screen without data; whether it does not, which is
/// reported.
pub fn absent(
    cx: &mut Diagnostics,
    here: Here<'_, '_>,
    span: Span,
    next: &ScreenScope<'_>,
) -> bool {
    let Some(keys) = next.data.as_ref().filter(|data| !data.is_empty()) else {
        return false;
    };
    let message = format!(
        "`{}` has data, so `navigate` needs a payload with {}",
        next.id,
        list(keys.iter().map(|(key, _)| *key))
    );
    cx.error(Code::MissingNavigationActionPayload, span, message).help(
        match here.scope.flow.dialect {
            Dialect::Rust => {
                let keys: Vec<String> = keys.iter().map(|(key, _)| sample(here, key)).collect();
                format!("write `navigate {} {{ {} }}`", next.id, keys.join(", "))
            }
            Dialect::Json => "add a `payload`".to_owned(),
        },
    );
    true
}

/// The payload of `navigate` has the keys and the types of the next screen's data.
///
/// `span` is the payload's, which is `whole` where everything in it could be read.
/// Meta wants every key up to 5.2 and from 7.3 on; between, it looks at what is there, and only
/// where the next screen has data.
pub(super) fn navigate<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    (span, whole): (Span, bool),
    next: &ScreenScope<'a>,
    keys: &[Key<'_>],
    sent: &[Sent<'a>],
) {
    const CODE: Code = Code::InvalidNavigateActionPayload;
    let exact = !here.scope.since(V6_0) || here.scope.since(V7_3);
    let id = next.id;
    if next.lost_data() {
        return;
    }
    let Some(data) = &next.data else {
        if let (true, Some(Key { name: key, span, .. })) = (exact, keys.first()) {
            let message = format!("`{id}` has no data, so it takes no `{key}`");
            cx.error(CODE, *span, message).help(match here.scope.flow.dialect {
                Dialect::Rust => {
                    format!("declare it there: `data {{ {key}: String = \"…\" }}`, or remove it")
                }
                Dialect::Json => format!("declare `{key}` in its `data`, or remove it"),
            });
        }
        return;
    };
    let known = || data.iter().map(|(key, _)| *key);
    let sent_keys: HashSet<&str> = keys.iter().map(|key| key.name).collect();
    let lacking: Vec<&str> = known().filter(|key| !sent_keys.contains(key)).collect();
    let mut meant: HashSet<&str> = HashSet::new();
    for unknown in unknown(keys, next) {
        let message = format!("`{id}` has no data field {}", unknown.list());
        let fault = cx.error(CODE, unknown.span, message);
        let [key] = unknown.names[..] else {
            let names = list(unknown.names.iter().copied());
            fault.help(format!("name the fields that `{id}` has, or declare {names} in its data"));
            continue;
        };
        // A misspelled key is one fault, not a key too many and one too few.
        match nearest(key, lacking.iter().copied()) {
            Some(near) => {
                meant.insert(near);
                fault.meant(key, near);
            }
            None => {
                fault.help(match few(known()) {
                    Some(known) => format!("remove it; the data of `{id}`: {known}"),
                    None => format!("remove it, or declare it in the data of `{id}`"),
                });
            }
        }
    }
    let missing: Vec<&str> = lacking.into_iter().filter(|key| !meant.contains(key)).collect();
    if exact && !missing.is_empty() && whole {
        let message =
            format!("the payload lacks {}, which `{id}` needs", list(missing.iter().copied()));
        let samples: Vec<String> = missing.iter().map(|key| sample(here, key)).collect();
        cx.error(CODE, span, message).help(match here.scope.flow.dialect {
            Dialect::Rust => format!("add `{}`", samples.join(", ")),
            Dialect::Json => "add a value for each".to_owned(),
        });
    }
    let dialect = here.scope.flow.dialect;
    let misfit = Misfit { dialect, literal: Code::InvalidNavigateActionStaticData, bound: CODE };
    for (key, _, value) in sent {
        if let Some(schema) = next.datum(key) {
            fit(cx, &misfit, &format!("`{key}` of `{id}`"), value.value.span, &value.typed, schema);
        }
    }
}

/// `update_data` changes data of its own screen, and not to what it is.
pub(super) fn update<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    payload: &Payload,
    keys: &[Key<'_>],
    sent: &[Sent<'a>],
) {
    const CODE: Code = Code::InvalidUpdateDataActionPayload;
    if here.screen.lost_data() {
        return;
    }
    let Some(data) = &here.screen.data else {
        if !keys.is_empty() {
            cx.error(
                CODE,
                payload.span,
                "`update_data` changes data of its screen, and this screen has none",
            )
            .help("declare what it changes in `data` of this screen");
        }
        return;
    };
    let known = || data.iter().map(|(key, _)| *key);
    for unknown in unknown(keys, here.screen) {
        let message = format!("this screen has no data field {} to update", unknown.list());
        let fault = cx.error(CODE, unknown.span, message);
        if let Some(known) = few(known()) {
            fault.help(format!("its data: {known}"));
        }
        if let [key] = unknown.names[..] {
            fault.did_you_mean(key, known());
        }
    }
    let misfit = Misfit { dialect: here.scope.flow.dialect, literal: CODE, bound: CODE };
    for (key, _, value) in sent {
        let Some(schema) = here.screen.datum(key) else {
            continue;
        };
        if value.repeats.as_deref() == Some(key) {
            let message = format!("`{key}` is updated with its own value");
            cx.error(CODE, value.value.span, message).help("write the new value, or remove it");
            continue;
        }
        fit(
            cx,
            &misfit,
            &format!("`{key}` of this screen"),
            value.value.span,
            &value.typed,
            schema,
        );
    }
}

/// Keys that the receiver does not know: one that was written, or what one spread brings.
struct Unknown<'a> {
    names: Vec<&'a str>,
    span: Span,
}

impl Unknown<'_> {
    fn list(&self) -> String {
        match self.names.as_slice() {
            [others @ .., last] if !others.is_empty() => {
                format!("{} or `{last}`", list(others.iter().copied()))
            }
            names => list(names.iter().copied()),
        }
    }
}

fn unknown<'a>(keys: &[Key<'a>], receiver: &ScreenScope<'_>) -> Vec<Unknown<'a>> {
    let mut faults: Vec<Unknown<'a>> = Vec::new();
    let mut latest = None;
    for key in keys.iter().filter(|key| receiver.datum(key.name).is_none()) {
        match faults.last_mut().filter(|_| key.spread.is_some() && key.spread == latest) {
            Some(fault) => fault.names.push(key.name),
            None => faults.push(Unknown { names: vec![key.name], span: key.span }),
        }
        latest = key.spread;
    }
    faults
}

/// A key as it might be written.
fn sample(here: Here<'_, '_>, key: &str) -> String {
    let field = here.screen.field(key).is_some_and(|field| field.schema.is_some());
    match (field, here.screen.datum(key).is_some()) {
        (true, false) | (false, true) => key.to_owned(),
        (true, true) => format!("{key}: ${{form.{key}}}"),
        (false, false) => format!("{key}: …"),
    }
}

/// Reports a value that is not of the type that is declared.
fn fit(
    cx: &mut Diagnostics,
    misfit: &Misfit,
    place: &str,
    span: Span,
    typed: &Typed<'_>,
    wanted: &Schema<'_>,
) {
    let found = match (typed, wanted) {
        (_, Schema::Unknown)
        | (Typed::Text, Schema::String)
        | (Typed::Bool, Schema::Boolean)
        | (Typed::Number { .. }, Schema::Number)
        | (Typed::Number { whole: true }, Schema::Integer)
        | (Typed::List(_), Schema::Array(None)) => return,
        (Typed::Object(_), Schema::Object(None)) => {
            open(cx, misfit.literal, span, place);
            return;
        }
        (Typed::Dynamic(schema), wanted) => {
            if !schema.fits(wanted) {
                differs(cx, misfit, place, span, schema, wanted);
            } else if is_open(schema) || is_open(wanted) {
                open(cx, misfit.bound, span, place);
            }
            return;
        }
        (Typed::List(items), Schema::Array(Some(wanted))) => {
            for (index, (span, item)) in items.iter().enumerate() {
                fit(cx, misfit, &format!("item {} of {place}", index + 1), *span, item, wanted);
            }
            return;
        }
        (Typed::Object(members), Schema::Object(Some(properties))) => {
            let declared: HashSet<&str> = properties.iter().map(|(key, _)| *key).collect();
            let known = || properties.iter().map(|(key, _)| *key);
            for (key, at, _) in members.iter().filter(|(key, ..)| !declared.contains(key.as_str()))
            {
                // A misspelled property is reported where it is missing.
                if nearest(key, known()).is_none() {
                    let message = format!("{place} declares no property `{key}`");
                    cx.error(misfit.literal, *at, message).help("remove it, or declare it there");
                }
            }
            let at: HashMap<&str, _> =
                members.iter().map(|(key, span, member)| (key.as_str(), (span, member))).collect();
            for (key, wanted) in properties {
                if let Some((span, member)) = at.get(key) {
                    fit(cx, misfit, &format!("`{key}` in {place}"), **span, member, wanted);
                } else {
                    let message = format!("{place} lacks the property `{key}`");
                    let names = members.iter().map(|(key, ..)| key.as_str());
                    let fault = cx.error(misfit.literal, span, message);
                    match nearest(key, names) {
                        Some(near) => {
                            let plain = key.chars().all(|c| c.is_alphanumeric() || c == '_');
                            let quoted = misfit.dialect == Dialect::Rust && !plain;
                            let spelled =
                                if quoted { format!("\"{key}\"") } else { (*key).to_owned() };
                            let help = format!("write `{spelled}` for `{near}`");
                            fault.help(help).replace_part(near, spelled)
                        }
                        None => fault.help(format!("add `{key}`, {}", wanted.noun())),
                    };
                }
            }
            return;
        }
        (Typed::Null, _) => "null",
        (Typed::Text, _) => "a string",
        (Typed::Bool, _) => "a boolean",
        (Typed::Number { .. }, _) => "a number",
        (Typed::List(_), _) => "an array",
        (Typed::Object(_), _) => "an object",
    };
    let message = format!("{place} is {}, but this is {found}", wanted.noun());
    let dialect = misfit.dialect;
    let fault = cx.error(misfit.literal, span, message);
    match (typed, wanted) {
        (Typed::Text, Schema::Number | Schema::Integer | Schema::Boolean) => {
            fault.help("write it without quotes");
        }
        (Typed::Number { .. } | Typed::Bool, Schema::String) => {
            fault.help("write it in quotes");
        }
        (Typed::Number { .. }, Schema::Integer) => {
            let number = Schema::Number.declared(dialect);
            fault.help(format!("write a whole number, or declare it as {number}"));
        }
        _ => {
            fault.help(format!("write {}", wanted.noun()));
        }
    }
}

/// Whether it is an object, or a list of objects, that does not say its properties.
fn is_open(schema: &Schema<'_>) -> bool {
    match schema {
        Schema::Object(None) => true,
        Schema::Array(Some(item)) => is_open(item),
        _ => false,
    }
}

/// Reports an object that is handed on without its properties.
fn open(cx: &mut Diagnostics, code: Code, span: Span, place: &str) {
    cx.error(code, span, format!("{place} is an object that declares no `properties`"))
        .help("declare the properties of the object on both screens, each with its type");
}

fn differs(
    cx: &mut Diagnostics,
    &Misfit { bound: code, dialect, .. }: &Misfit,
    place: &str,
    span: Span,
    schema: &Schema<'_>,
    wanted: &Schema<'_>,
) {
    let inner = schema.name() == wanted.name();
    let message = if inner {
        format!("{place} is {}, but the value has other contents", wanted.noun())
    } else {
        format!("{place} is {}, but the value is {}", wanted.noun(), schema.noun())
    };
    let fault = cx.error(code, span, message);
    match (schema, wanted) {
        _ if inner => {
            fault.help("declare both with the same type, property by property");
        }
        (Schema::Integer, Schema::Number) | (Schema::Number, Schema::Integer) => {
            fault.help(format!(
                "declare both as {}: Meta takes integer and number for two types",
                wanted.declared(dialect)
            ));
        }
        _ => {
            fault.help(format!("refer to {}, or declare it as {}", wanted.noun(), schema.noun()));
        }
    }
}
