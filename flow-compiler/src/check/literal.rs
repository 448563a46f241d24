//! The values of properties: each of its type, within its bounds.

use crate::ast::{self, Value, ValueKind};
use crate::catalogue::{self, Filled, ImageLimit, Kind, Property, key};
use crate::check::dynamic::Dynamic;
use crate::check::list::literals;
use crate::check::place::{COLOR, Place, slot, wrong_type};
use crate::check::schema::Schema;
use crate::check::scope::{Here, Scope};
use crate::check::text::{filled, name, not_whole, shown, text, texts};
use crate::check::wording::{duplicate, list, noun, too_new};
use crate::check::{action, bound, date, dynamic, form, number, pattern, picture, unknown};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{self, Member, ValueKind as Lowered};
use crate::span::Span;

/// The value of a property; `None` after a fault.
pub fn lower<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &'static Property,
    value: &'a Value,
) -> Option<model::Value<'a>> {
    of_kind(cx, place, property, &property.kind, value)
}

fn of_kind<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &'static Property,
    kind: &'static Kind,
    value: &'a Value,
) -> Option<model::Value<'a>> {
    if matches!(kind, Kind::Action(_)) && !matches!(value.kind, ValueKind::Action(_)) {
        place.here.screen.acts.lose_one();
    }
    if let Kind::Name = kind {
        let lowered = text(cx, place, property, value)?;
        return name(cx, place.here, &lowered).then_some(lowered);
    }
    if let Kind::Options(_) | Kind::Items(_) = kind
        && let ValueKind::Reference(reference) = &value.kind
    {
        return bound::bound(cx, place.here, property, reference);
    }
    if let Some(dynamic) = dynamic::read(place.here, value) {
        return bound(cx, place, property, kind, value, &dynamic);
    }
    match kind {
        Kind::Name | Kind::Text(_) | Kind::Texts(_) | Kind::FilesError => {
            texts(cx, place, property, kind, value)
        }
        Kind::Bool => boolean(cx, place, property, value),
        Kind::Number(range) => number::lower(cx, place, property, value, *range, false),
        Kind::Integer(range) | Kind::Count(range) => {
            number::lower(cx, place, property, value, *range, true)
        }
        Kind::Enum(words) => word(cx, place, property, value, words),
        Kind::Enums(words, min) => {
            let lower = |cx: &mut _, value: &'a Value| word(cx, place, property, value, words);
            let lowered = literals(cx, place, property, value, lower)?;
            bound::count(cx, count(value), *min, usize::MAX, "value", value.span);
            Some(lowered)
        }
        Kind::Ids => literals(cx, place, property, value, |cx, value| {
            filled(cx, place, property, value, Filled::Nothing)
        }),
        Kind::Tags(length, min, max) => {
            let tags = literals(cx, place, property, value, |cx, value| {
                let lowered = filled(cx, place, property, value, length.filled)?;
                shown(cx, place, property, &lowered, length);
                Some(lowered)
            })?;
            bound::count(cx, count(value), *min, *max, "tag", value.span);
            Some(tags)
        }
        Kind::Pattern => {
            let lowered = filled(cx, place, property, value, Filled::Nothing)?;
            pattern::check(cx, lowered.as_text().unwrap_or_default(), value.span);
            Some(lowered)
        }
        Kind::Date => day(cx, place, property, value),
        Kind::Dates => {
            literals(cx, place, property, value, |cx, value| day(cx, place, property, value))
        }
        Kind::ByMode(inner, _) => by_mode(cx, place, property, inner, value),
        Kind::Image(limit) => {
            let lowered = match limit {
                // Meta's schema takes an image without a picture, and phones show nothing.
                ImageLimit::Picture if value.plain().is_some_and(|text| text.is_empty()) => {
                    text(cx, place, property, value)?
                }
                _ => filled(cx, place, property, value, Filled::Nothing)?,
            };
            let known = picture::check(cx, place, &lowered, *limit, embedded(value));
            known.then_some(lowered)
        }
        Kind::Color => color(cx, place, property, value),
        Kind::Options(_) | Kind::Items(_) => listed(cx, place.here, property, value),
        Kind::Object(rows, most) => object(cx, place, property, rows, *most, value),
        Kind::Action(allowed) => acted(cx, place, property, allowed, value),
        Kind::InitValues | Kind::ErrorMessages => form::by_name(cx, place, property, value),
        Kind::Nodes | Kind::Condition | Kind::Switched | Kind::Cases => {
            wrong_type(cx, place, property, value, "components");
            None
        }
    }
}

/// The types of reference that a property takes.
fn wanted<'a>(kind: &Kind) -> Vec<Schema<'a>> {
    let strings = || Schema::Array(Some(Box::new(Schema::String)));
    match kind {
        Kind::Bool => vec![Schema::Boolean],
        Kind::Number(_) | Kind::Count(_) => vec![Schema::Number],
        Kind::Integer(_) => vec![Schema::Integer],
        Kind::Texts(_) => vec![Schema::String, strings()],
        Kind::Ids | Kind::Enums(..) | Kind::Dates | Kind::Tags(..) => vec![strings()],
        Kind::Options(_) | Kind::Items(_) => vec![Schema::Array(None)],
        Kind::Object(..) | Kind::InitValues | Kind::ErrorMessages => vec![Schema::Object(None)],
        Kind::FilesError => vec![Schema::String, Schema::Object(None)],
        Kind::ByMode(inner, _) => {
            let mut schemas = wanted(inner);
            schemas.push(Schema::Object(None));
            schemas
        }
        _ => vec![Schema::String],
    }
}

/// A reference or an expression where a literal could be.
fn bound<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &'static Property,
    kind: &'static Kind,
    value: &'a Value,
    dynamic: &Dynamic,
) -> Option<model::Value<'a>> {
    let rich = place.owner == catalogue::RICH_TEXT.name;
    if rich && !value.verbatim && !matches!(value.kind, ValueKind::Reference(_)) {
        not_whole(cx, value.span);
        return None;
    }
    let slot = slot(property);
    dynamic::lower(cx, place.here, value, dynamic, &wanted(kind), slot)
}

fn embedded(value: &Value) -> bool {
    matches!(value.kind, ValueKind::Embed(_))
}

fn boolean<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &Property,
    value: &'a Value,
) -> Option<model::Value<'a>> {
    if let ValueKind::Bool(yes) = value.kind {
        return Some(model::Value { kind: Lowered::Bool(yes), span: value.span });
    }
    wrong_type(cx, place, property, value, "a boolean");
    None
}

fn word<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &Property,
    value: &'a Value,
    words: &'static [&'static str],
) -> Option<model::Value<'a>> {
    let Some(text) = value.plain() else {
        wrong_type(cx, place, property, value, "one of its words");
        return None;
    };
    if !words.contains(&&*text) {
        cx.error(
            Code::InvalidEnumValue,
            value.span,
            format!(
                "`{}` of `{}` cannot be `{text}`",
                place.here.scope.spell(property.name),
                place.owner
            ),
        )
        .help(format!("write one of {}", list(words.iter().copied())))
        .did_you_mean(&text, words.iter().copied());
        return None;
    }
    Some(model::Value::text(text, value.span))
}

/// How many items were written, faulty ones among them.
fn count(list: &Value) -> usize {
    match &list.kind {
        ValueKind::List(items) => items.len(),
        _ => 0,
    }
}

fn day<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &Property,
    value: &'a Value,
) -> Option<model::Value<'a>> {
    let lowered = text(cx, place, property, value)?;
    let single = place.owner == catalogue::CALENDAR_PICKER.name && property.name == key::INIT_VALUE;
    let code = if single { Code::InvalidDateSingleInitValueFormat } else { Code::PatternMismatch };
    let written = lowered.as_text().unwrap_or_default();
    date::check(cx, place.here.scope.version, written, value.span, code).then_some(lowered)
}

/// One value, or one for each end of a range; which of the two the mode asks for is another rule.
fn by_mode<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &'static Property,
    inner: &'static Kind,
    value: &'a Value,
) -> Option<model::Value<'a>> {
    let ValueKind::Object(members) = &value.kind else {
        return of_kind(cx, place, property, inner, value);
    };
    let mut lowered: Vec<Member<'a>> = Vec::with_capacity(members.len());
    for member in members {
        if let Some(value) = of_kind(cx, place, property, inner, &member.value) {
            lowered.push(Member { key: member.name.wire(), span: member.name.span, value });
        }
    }
    // An end that is faulty is not missing as well.
    let whole = lowered.len() == members.len();
    whole.then_some(model::Value { kind: Lowered::Object(lowered), span: value.span })
}

fn color<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &Property,
    value: &'a Value,
) -> Option<model::Value<'a>> {
    let lowered = text(cx, place, property, value)?;
    let digits = lowered.as_text().and_then(|text| text.strip_prefix('#')).unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Some(lowered);
    }
    cx.error(
        Code::PatternMismatch,
        value.span,
        format!("`{}` is not a colour", lowered.as_text().unwrap_or_default()),
    )
    .help(COLOR);
    None
}

/// An object with the keys that the catalogue gives it.
fn object<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &Property,
    rows: &'static [Property],
    most: Option<usize>,
    value: &'a Value,
) -> Option<model::Value<'a>> {
    let ValueKind::Object(written) = &value.kind else {
        wrong_type(cx, place, property, value, "an object");
        return None;
    };
    let known =
        written.iter().filter(|member| catalogue::find(rows, &member.name.wire()).is_some());
    let (known, unknown) = (known.count(), written.len());
    if let Some(most) = most.filter(|most| known > *most || unknown == 0) {
        let name = place.here.scope.spell(property.name);
        let names = list(rows.iter().map(|row| row.name));
        let message = format!("`{name}` has {known} of its texts, and takes 1 to {most}");
        cx.error(Code::InvalidPropertyValueForCondition, value.span, message)
            .help(format!("give it 1 to {most} of {names}"));
    }
    let owner = place.here.scope.spell(property.name);
    let place = Place { owner: &owner, ..place };
    let members = members(cx, place, rows, written, value.span);
    Some(model::Value { kind: Lowered::Object(members), span: value.span })
}

/// The members of an object, each once, the required ones among them; faulty ones left out.
pub fn members<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    rows: &'static [Property],
    written: &'a [ast::Property],
    span: Span,
) -> Vec<Member<'a>> {
    let mut seen: Vec<&str> = Vec::with_capacity(written.len());
    let mut lowered = Vec::with_capacity(written.len());
    for member in written {
        let key = member.name.wire();
        let Some(row) = catalogue::find(rows, &key) else {
            // A misspelled key is not missing as well.
            seen.extend(unknown::of(cx, place.here, rows, place.owner, member));
            continue;
        };
        if seen.contains(&row.name) {
            duplicate(cx, member);
            continue;
        }
        seen.push(row.name);
        if !place.here.scope.since(row.since) {
            let Scope { flow, version, .. } = place.here.scope;
            let row = (row.name, row.since);
            too_new(cx, flow.dialect, *version, row, member.name.span);
        } else if let Some(value) = lower(cx, place, row, &member.value) {
            lowered.push(Member { key: row.name.into(), span: member.name.span, value });
        }
    }
    missing(cx, place, rows, &seen, span);
    lowered
}

/// Every required member of an object was given.
fn missing(
    cx: &mut Diagnostics,
    place: Place<'_, '_>,
    rows: &'static [Property],
    seen: &[&str],
    span: Span,
) {
    for row in rows {
        let demanded = row.required.is_some_and(|since| place.here.scope.since(since));
        if demanded && !seen.contains(&row.name) {
            let name = place.here.scope.spell(row.name);
            cx.error(
                Code::MissingRequiredProperty,
                span,
                format!("`{name}` is missing in `{}`", place.owner),
            )
            .help(format!("add `{}`", place.here.scope.flow.dialect.pair(&name, "…")));
        }
    }
}

fn acted<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &Property,
    allowed: &[(catalogue::ActionKind, catalogue::Version)],
    value: &'a Value,
) -> Option<model::Value<'a>> {
    let ValueKind::Action(written) = &value.kind else {
        // An object that names no action was reported when the document was read.
        let told = place.here.scope.flow.dialect == ast::Dialect::Json
            && matches!(value.kind, ValueKind::Object(_));
        if told {
            return None;
        }
        wrong_type(cx, place, property, value, "an action");
        return None;
    };
    let action = action::lower(cx, place.here, written, allowed, property, place.owner)?;
    Some(model::Value { kind: Lowered::Action(Box::new(action)), span: value.span })
}

/// A list that is written as a value.
fn listed<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    property: &'static Property,
    value: &'a Value,
) -> Option<model::Value<'a>> {
    let items = bound::rows(property)?;
    let ValueKind::List(values) = &value.kind else {
        cx.error(
            Code::InvalidPropertyType,
            value.span,
            format!(
                "`{}` is a list of {}s, not {}",
                here.scope.spell(property.name),
                items.noun,
                noun(value)
            ),
        )
        .help(match &value.kind {
            ValueKind::Word(name) => format!("write `in {name}` before the parentheses"),
            _ => format!("write a list of {}s, or refer to one in the data", items.noun),
        });
        return None;
    };
    let mut lowered = Vec::with_capacity(values.len());
    for value in values.iter().take(items.max) {
        let ValueKind::Object(members) = &value.kind else {
            cx.error(
                Code::InvalidPropertyType,
                value.span,
                format!("an {} is an object, not {}", items.noun, noun(value)),
            )
            .help(format!("write an object with {}", {
                let needed = items.properties.iter().filter(|row| row.required.is_some());
                list(needed.map(|row| row.name))
            }));
            continue;
        };
        let place = Place { here, owner: items.noun, large: false };
        let members = self::members(cx, place, items.properties, members, value.span);
        lowered.push(model::Value { kind: Lowered::Object(members), span: value.span });
    }
    bound::count(cx, values.len(), items.min, items.max, items.noun, value.span);
    Some(model::Value { kind: Lowered::List(lowered), span: value.span })
}
