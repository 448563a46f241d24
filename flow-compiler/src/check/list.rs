//! Lists of values, and what may be in one.

use crate::ast::{Value, ValueKind};
use crate::catalogue::{self, Kind, Property, V6_0};
use crate::check::dynamic;
use crate::check::place::{Place, wrong_type};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{self, ValueKind as Lowered};
use crate::span::Span;

/// The items of a list, faulty ones left out.
pub fn listed<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &Property,
    value: &'a Value,
    mut item: impl FnMut(&mut Diagnostics, &'a Value) -> Option<model::Value<'a>>,
) -> Option<model::Value<'a>> {
    let ValueKind::List(items) = &value.kind else {
        wrong_type(cx, place, property, value, "a list");
        return None;
    };
    let lowered = items.iter().filter_map(|value| item(cx, value)).collect();
    Some(model::Value { kind: Lowered::List(lowered), span: value.span })
}

/// The items of a list of literals, faulty ones left out.
pub fn literals<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &Property,
    value: &'a Value,
    mut item: impl FnMut(&mut Diagnostics, &'a Value) -> Option<model::Value<'a>>,
) -> Option<model::Value<'a>> {
    listed(cx, place, property, value, |cx, value| {
        if dynamic::read(place.here, value).is_some() {
            in_a_list(cx, place, property, value.span);
            None
        } else {
            item(cx, value)
        }
    })
}

/// Reports a reference or an expression as an item of a list that takes none.
pub fn in_a_list(cx: &mut Diagnostics, place: Place<'_, '_>, property: &Property, span: Span) {
    let name = place.here.scope.spell(property.name);
    let (code, message, help) = match property.kind {
        Kind::Texts(_) => (
            Code::InvalidTextDynamicData,
            if place.owner != catalogue::RICH_TEXT.name && place.here.scope.since(V6_0) {
                "a list of texts holds no reference alone".to_owned()
            } else {
                "a list of texts holds no references".to_owned()
            },
            "write one text with the reference in it, or send the list as data",
        ),
        _ => (
            Code::InvalidPropertyType,
            format!("a list of `{name}` holds no references"),
            if property.bindable {
                "let the server send the whole list in one data field"
            } else {
                "write the value itself"
            },
        ),
    };
    cx.error(code, span, message).help(help);
}
