//! The rules of `DatePicker` and `CalendarPicker`.

use crate::catalogue::{END_DATE as END, Kind, MODE, RANGE, START_DATE as START, V5_0, key};
use crate::check::rules::sheet::Part;
use crate::check::scope::Scope;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Property, Value, ValueKind};

pub(crate) fn range(cx: &mut Diagnostics, scope: &Scope<'_>, part: &Part<'_, '_>) {
    let bound = |key: &str| {
        let value = part.component.get(key)?;
        Some((day(scope, value)?, value))
    };
    let (min, max) = (bound(key::MIN_DATE), bound(key::MAX_DATE));
    let (first, last) = (scope.spell(key::MIN_DATE), scope.spell(key::MAX_DATE));
    if let (Some((min, value)), Some((max, latest))) = (min, max)
        && min > max
    {
        cx.error(
            Code::InvalidDateRange,
            value.span,
            format!("`{first}` of `{}` is later than its `{last}`", part.called()),
        )
        .help(format!("write a date up to {}", latest.as_text().unwrap_or_default()));
        return;
    }
    let mut inside = |value: &Value<'_>, what: &str| {
        let Some(day) = day(scope, value) else { return };
        let early = min.filter(|(min, _)| day < *min).map(|(_, bound)| (bound, &first, "earlier"));
        let late = max.filter(|(max, _)| day > *max).map(|(_, bound)| (bound, &last, "later"));
        if let Some((bound, key, than)) = early.or(late) {
            let date = value.as_text().unwrap_or_default();
            let bound = bound.as_text().unwrap_or_default();
            cx.error(
                Code::InvalidDateRange,
                value.span,
                format!("the {what} {date} of `{}` is {than} than its `{key}`", part.called()),
            )
            .help(format!("`{key}` is {bound}: write a date inside, or move it"));
        }
    };
    for date in part.component.get(key::UNAVAILABLE_DATES).map(Value::items).unwrap_or_default() {
        inside(date, "unavailable date");
    }
    let Some(initial) = part.component.get(key::INIT_VALUE) else {
        return;
    };
    inside(initial, "initial date");
    for end in initial.members() {
        inside(&end.value, "initial date");
    }
    let end = |key| initial.member(key).and_then(|end| Some((day(scope, &end.value)?, end)));
    if let (Some((start, member)), Some((stop, _))) = (end(START), end(END))
        && start > stop
    {
        cx.error(
            Code::InvalidDateRange,
            member.value.span,
            format!("the initial range of `{}` ends before it starts", part.called()),
        )
        .help("write the earlier date first");
    }
}

pub(crate) fn modes(cx: &mut Diagnostics, scope: &Scope<'_>, part: &Part<'_, '_>) {
    let mode = match part.component.get(MODE) {
        Some(mode) => mode.as_text(),
        None if part.component.lacks(MODE) => Some("single"),
        None => None,
    };
    let Some(mode) = mode else { return };
    for property in &part.component.properties {
        let row = part.component.row.property(property.key);
        let ends = row.and_then(|row| match row.kind {
            Kind::ByMode(_, needed) => Some(needed),
            _ => None,
        });
        match (mode, ends) {
            (RANGE, Some(needed)) => both_ends(cx, scope, part, property, needed),
            (RANGE, None) => {}
            (_, Some(_)) => one_value(cx, scope, part, property),
            _ if row.is_some_and(|row| row.only_where.is_some()) => {
                let key = scope.spell(property.key);
                cx.error(
                    Code::InvalidPropertyNameForCondition,
                    property.span,
                    format!("`{}` picks single dates and has no `{key}`", part.called()),
                )
                .help("remove it, or set `mode` to `range`");
            }
            _ => {}
        }
    }
}

/// In mode `single` a value is alone.
fn one_value(
    cx: &mut Diagnostics,
    scope: &Scope<'_>,
    part: &Part<'_, '_>,
    property: &Property<'_>,
) {
    if !matches!(property.value.kind, ValueKind::Object(_)) {
        return;
    }
    let code = match property.key {
        key::INIT_VALUE => Code::InvalidDateSingleInitValueFormat,
        _ => Code::InvalidType,
    };
    let key = scope.spell(property.key);
    cx.error(
        code,
        property.value.span,
        format!("`{}` picks single dates, so its `{key}` is one value", part.called()),
    )
    .help("write one value, or set `mode` to `range`");
}

/// In mode `range` a value is an object of the two ends.
fn both_ends(
    cx: &mut Diagnostics,
    scope: &Scope<'_>,
    part: &Part<'_, '_>,
    property: &Property<'_>,
    needed: &[&str],
) {
    let key = scope.spell(property.key);
    let (start, end) = (scope.spell(START), scope.spell(END));
    let (name, dialect) = (part.called(), scope.flow.dialect);
    match &property.value.kind {
        ValueKind::Dynamic(_) => return,
        ValueKind::Object(_) => {}
        _ => {
            cx.error(
                Code::InvalidType,
                property.value.span,
                format!("`{name}` picks a range, so its `{key}` has two ends"),
            )
            .help(format!(
                "write `{}`",
                dialect.pair(
                    &key,
                    format_args!(
                        "{{ {}, {} }}",
                        dialect.pair(&start, "…"),
                        dialect.pair(&end, "…")
                    )
                )
            ));
            return;
        }
    }
    let mut unexpected = 0;
    for member in property.value.members() {
        if member.key != START && member.key != END {
            unexpected += 1;
            cx.error(
                Code::UnexpectedCalendarPickerRangeModeProp,
                member.span,
                format!("`{key}` of a range has no `{}`", scope.spell(&member.key)),
            )
            .help(format!("the ends of a range are `{start}` and `{end}`"))
            .did_you_mean(&member.key, [start.as_str(), end.as_str()]);
        }
    }
    let lacking = needed.iter().filter(|end| property.value.member(end).is_none());
    // An end of another name is not missing as well.
    for end in lacking.skip(unexpected) {
        let end = scope.spell(end);
        cx.error(
            Code::MissingCalendarPickerRangeModeProp,
            property.value.span,
            format!("`{key}` of `{name}` has no `{end}`"),
        )
        .help(format!("add `{end}`"));
    }
}

/// A literal date as a number that grows with it.
fn day(scope: &Scope<'_>, value: &Value<'_>) -> Option<i64> {
    let text = value.as_text()?;
    if scope.since(V5_0) { text.replace('-', "").parse().ok() } else { text.parse().ok() }
}
