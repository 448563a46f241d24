//! Where a value is, and what is said of one that does not belong there.

use std::collections::HashSet;

use crate::ast::{self, Value, ValueKind};
use crate::catalogue::{Kind, Property};
use crate::check::dynamic;
use crate::check::scope::Here;
use crate::check::wording::{duplicate, noun};
use crate::diagnostic::{Code, Diagnostics};
use crate::json::wire;
use crate::model::{self, Member, ValueKind as Lowered};
use crate::span::Span;

/// Where a value is.
#[derive(Clone, Copy)]
pub struct Place<'s, 'a> {
    pub here: Here<'s, 'a>,
    /// The component, option or item that has the property, as a message names it.
    pub owner: &'s str,
    /// Whether the component's label is large.
    pub large: bool,
}

/// How a colour is written.
pub const COLOR: &str = "write six hexadecimal digits: \"#00A884\"";

/// The place of a property for a dynamic value.
pub fn slot(property: &'static Property) -> dynamic::Slot<'static> {
    dynamic::Slot {
        property: property.name,
        bindable: property.bindable,
        expressions: property.takes_expressions(),
    }
}

/// Reports that a value has the wrong type.
pub fn wrong_type(
    cx: &mut Diagnostics,
    place: Place<'_, '_>,
    property: &Property,
    value: &Value,
    expected: &str,
) {
    let fault = cx.error(
        Code::InvalidPropertyType,
        value.span,
        format!(
            "`{}` of `{}` is {expected}, not {}",
            place.here.scope.spell(property.name),
            place.owner,
            noun(value)
        ),
    );
    match (&value.kind, expected) {
        (ValueKind::Word(_), _) if matches!(property.kind, Kind::Color) => fault.help(COLOR),
        (ValueKind::Word(_), _) if matches!(property.kind, Kind::Date) => {
            fault.help("write the day itself: \"2026-01-31\"; a day that changes comes as data")
        }
        (ValueKind::Word(word), "a string") => {
            fault.help(format!("write \"{word}\"")).replace(format!("\"{word}\""))
        }
        (ValueKind::Word(_), "a number" | "a whole number") => {
            fault.help("write the number itself: a flow does not see the constants of Rust")
        }
        (ValueKind::Text(_), "a boolean") if value.plain().is_some_and(|t| is_bool(&t)) => {
            fault.help("remove the quotes")
        }
        (ValueKind::Text(_), "a number" | "a whole number")
            if value.plain().is_some_and(|t| t.parse::<f64>().is_ok()) =>
        {
            fault.help("remove the quotes")
        }
        (ValueKind::Number(number), "a string") => {
            fault.help(format!("write \"{}\"", number.0)).replace(format!("\"{}\"", number.0))
        }
        (_, "a boolean") => match value.plain().and_then(|text| wire::meant(&text)) {
            Some(meant) if place.here.scope.flow.dialect == ast::Dialect::Json => {
                fault.help(format!("write \"{meant}\"")).replace_string(value.span, &meant)
            }
            _ => fault.help("write `true` or `false`"),
        },
        _ => fault.help(format!("write {expected}")),
    };
}

fn is_bool(text: &str) -> bool {
    matches!(text, "true" | "false")
}

/// The members of an object that any key may have, each once.
pub fn keyed<'a>(
    cx: &mut Diagnostics,
    members: &'a [ast::Property],
    span: Span,
    mut value: impl FnMut(&mut Diagnostics, &'a ast::Property) -> Option<model::Value<'a>>,
) -> model::Value<'a> {
    let mut lowered: Vec<Member<'a>> = Vec::with_capacity(members.len());
    let mut seen: HashSet<&str> = HashSet::with_capacity(members.len());
    for member in members {
        let key = member.name.text.as_str();
        if !seen.insert(key) {
            duplicate(cx, member);
        } else if let Some(value) = value(cx, member) {
            lowered.push(Member { key: key.into(), span: member.name.span, value });
        }
    }
    model::Value { kind: Lowered::Object(lowered), span }
}
