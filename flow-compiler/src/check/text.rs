//! Texts: names, what is shown, and how much of it is.

use crate::ast::{Dialect, Piece, Value, ValueKind};
use crate::catalogue::{Filled, Kind, Length, Property, RICH_TEXT, V5_1, V6_0, V7_0};
use crate::check::dynamic::{self, Dynamic};
use crate::check::embed;
use crate::check::list::{in_a_list, listed};
use crate::check::place::{Place, keyed, slot, wrong_type};
use crate::check::schema::Schema;
use crate::check::scope::Here;
use crate::check::unfilled;
use crate::check::wording::lower_first;
use crate::diagnostic::{Code, Diagnostics};
use crate::json::wire;
use crate::model;
use crate::span::Span;

/// The name of a component is a plain text.
pub fn name(cx: &mut Diagnostics, here: Here<'_, '_>, value: &model::Value<'_>) -> bool {
    let text = value.as_text().unwrap_or_default();
    let fault = if text.is_empty() {
        cx.error(Code::MinCharsRequired, value.span, "the name of a component is empty")
    } else if here.scope.since(V6_0) && text.trim().is_empty() {
        cx.error(Code::PatternMismatch, value.span, "the name of a component is blank")
    } else if here.scope.since(V6_0)
        && (text.contains("${") || (text.starts_with('`') && text.ends_with('`')))
    {
        cx.error(
            Code::PatternMismatch,
            value.span,
            format!("the name `{text}` is a reference or an expression"),
        )
    } else {
        return true;
    };
    fault.help("write a plain name, by which references find the value");
    false
}

/// A text that is in the document as it is.
pub fn text<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &Property,
    value: &'a Value,
) -> Option<model::Value<'a>> {
    let span = value.span;
    let literal = match &value.kind {
        ValueKind::Embed(embed) => {
            let text = embed::read(cx, place.here.scope.files, embed, span)?;
            return stays_text(cx, place.here, &text, span).then(|| model::Value::text(text, span));
        }
        ValueKind::Text(pieces) if pieces.iter().all(|piece| matches!(piece, Piece::Text(_))) => {
            value.plain()
        }
        _ => None,
    };
    let Some(text) = literal else {
        wrong_type(cx, place, property, value, "a string");
        return None;
    };
    if !value.verbatim && !stays_text(cx, place.here, &text, span) {
        return None;
    }
    Some(model::Value::text(text, span))
}

/// Whether a literal of the source is read as one in the document, which has no escape for it.
pub fn stays_text(cx: &mut Diagnostics, here: Here<'_, '_>, text: &str, span: Span) -> bool {
    // From `${` to `}` Meta reads one reference, whatever is between.
    let enclosed = text.starts_with("${") && text.ends_with('}');
    if !enclosed && dynamic::read_text(here, text, span).is_none() {
        return true;
    }
    let mut shown: String = text.chars().take(60).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    let message = format!("`{shown}` would be read as a reference or an expression");
    cx.error(Code::InvalidPropertyValue, span, message)
        .help("write the reference as `${data.name}`, or put other words around the text");
    false
}

/// The same for every text of a value, each reported.
pub fn all_stay_text(cx: &mut Diagnostics, here: Here<'_, '_>, value: &Value) -> bool {
    match &value.kind {
        _ if value.verbatim => true,
        ValueKind::Text(_) => {
            value.plain().is_none_or(|text| stays_text(cx, here, &text, value.span))
        }
        ValueKind::List(items) => {
            items.iter().filter(|item| !all_stay_text(cx, here, item)).count() == 0
        }
        ValueKind::Object(members) => {
            members.iter().filter(|member| !all_stay_text(cx, here, &member.value)).count() == 0
        }
        _ => true,
    }
}

/// A text that is in the document as it is, and holds what it must.
pub fn filled<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &Property,
    value: &'a Value,
    wanted: Filled,
) -> Option<model::Value<'a>> {
    let lowered = text(cx, place, property, value)?;
    let text = lowered.as_text().unwrap_or_default();
    if place.here.scope.since(V6_0) && text.contains("\\'") {
        let message = "from Flow JSON 6.0 on a text has no `\\` right before a `'`";
        cx.error(Code::InvalidPropertyValue, value.span, message).help("write the `'` alone");
        return None;
    }
    if !text.trim().is_empty() {
        return Some(lowered);
    }
    let what = format!("`{}` of `{}`", place.here.scope.spell(property.name), place.owner);
    if text.is_empty() && wanted == Filled::Character {
        let wanted = property.doc.trim_end_matches('.');
        cx.error(Code::MinCharsRequired, value.span, format!("{what} is empty"))
            .help(format!("write {}", lower_first(wanted)));
        return None;
    }
    if place.here.scope.since(V6_0) || wanted == Filled::Letter {
        cx.error(Code::PatternMismatch, value.span, format!("{what} is blank")).help(
            match property.required {
                Some(_) => "write a text",
                None => "write a text, or remove the property",
            },
        );
        return None;
    }
    Some(lowered)
}

pub fn texts<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &'static Property,
    kind: &'static Kind,
    value: &'a Value,
) -> Option<model::Value<'a>> {
    let since = place.here.scope.since(V5_1);
    match (&value.kind, kind) {
        (ValueKind::List(_), Kind::Texts(length)) if since => {
            lines(cx, place, property, value, length)
        }
        (ValueKind::List(_), Kind::Texts(_)) => {
            cx.error(
                Code::InvalidPropertyType,
                value.span,
                format!("a list of texts exists from Flow JSON {V5_1}"),
            )
            .help("write one text");
            None
        }
        (ValueKind::Object(members), Kind::FilesError) => {
            if members.is_empty() {
                cx.error(Code::MinItemsRequired, value.span, "an object of messages is not empty")
                    .help(format!(
                        "write `{{ {} }}`, or a text alone",
                        place.here.scope.flow.dialect.pair("media_id", "\"message\"")
                    ));
                return None;
            }
            let lower = |cx: &mut Diagnostics, member: &'a crate::ast::Property| {
                filled(cx, place, property, &member.value, Filled::Nothing)
            };
            Some(keyed(cx, members, value.span, lower))
        }
        (_, Kind::Text(length) | Kind::Texts(length)) => {
            let lowered = filled(cx, place, property, value, length.filled)?;
            is_static(cx, place, property, &lowered);
            shown(cx, place, property, &lowered, length);
            Some(lowered)
        }
        _ => filled(cx, place, property, value, Filled::Nothing),
    }
}

/// A list of texts. From 6.0 an expression may be one of them, except in a RichText; a lone
/// reference may not.
fn lines<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &'static Property,
    value: &'a Value,
    length: &Length,
) -> Option<model::Value<'a>> {
    let computes = place.owner != RICH_TEXT.name && place.here.scope.since(V6_0);
    listed(cx, place, property, value, |cx, line| match dynamic::read(place.here, line) {
        None => {
            let line = filled(cx, place, property, line, Filled::Nothing)?;
            is_static(cx, place, property, &line);
            shown(cx, place, property, &line, length);
            Some(line)
        }
        Some(dynamic) if computes && !matches!(dynamic, Dynamic::Reference(_)) => {
            dynamic::lower(cx, place.here, line, &dynamic, &[Schema::String], slot(property))
        }
        Some(_) => {
            in_a_list(cx, place, property, line.span);
            None
        }
    })
}

/// A text that is shown as it is written has no reference among its words.
fn is_static(
    cx: &mut Diagnostics,
    place: Place<'_, '_>,
    property: &'static Property,
    value: &model::Value<'_>,
) {
    let text = value.as_text().unwrap_or_default();
    if place.owner == RICH_TEXT.name && wire::holds_reference(text) {
        not_whole(cx, value.span);
    } else {
        let slot = slot(property);
        let computes = slot.bindable && slot.expressions && place.owner != RICH_TEXT.name;
        unfilled::check(cx, place.here, text, value.span, computes);
    }
}

/// Reports that a RichText has more in it than one reference.
pub fn not_whole(cx: &mut Diagnostics, span: Span) {
    let message = "the text of `RichText` is written out, or is one reference alone";
    cx.error(Code::InvalidTextDynamicData, span, message)
        .help("let the server send the whole text in one data field");
}

/// A text is short enough to be shown whole.
pub fn shown(
    cx: &mut Diagnostics,
    place: Place<'_, '_>,
    property: &Property,
    value: &model::Value<'_>,
    length: &Length,
) {
    let limit = if place.large && place.here.scope.since(V7_0) {
        length.shown_large.or(length.shown)
    } else {
        length.shown
    };
    let Some(limit) = limit else { return };
    let count = value.as_text().unwrap_or_default().chars().count();
    if count > limit {
        cx.warning(
            Code::TextLength,
            value.span,
            format!(
                "`{}` of `{}` has {count} characters; the phone shows {limit}",
                place.here.scope.spell(property.name),
                place.owner
            ),
        )
        .help(match place.here.scope.flow.dialect {
            Dialect::Rust => "shorten it, or accept the cut with `allow: [TEXT_LENGTH]`",
            Dialect::Json => "shorten it, or accept the cut",
        });
    }
}
