//! The rules of inputs, and of the captions of a Footer.

use crate::catalogue::{UNFILLABLE, key};
use crate::check::rules::sheet::Part;
use crate::check::scope::Scope;
use crate::check::wording::list;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Component, Value};

/// Pairs of a minimum and its maximum.
const PAIRS: [(&str, &str, Code); 5] = [
    (key::MIN_SELECTED_ITEMS, key::MAX_SELECTED_ITEMS, Code::MinValueGreaterThanMax),
    (key::MIN_CHARS, key::MAX_CHARS, Code::MinValueGreaterThanMax),
    (key::MIN_UPLOADED_PHOTOS, key::MAX_UPLOADED_PHOTOS, Code::MinValueGreaterThanMax),
    (key::MIN_UPLOADED_DOCUMENTS, key::MAX_UPLOADED_DOCUMENTS, Code::MinValueGreaterThanMax),
    (key::MIN_DAYS, key::MAX_DAYS, Code::InvalidMinMaxDays),
];

pub(crate) fn min_and_max(cx: &mut Diagnostics, scope: &Scope<'_>, part: &Part<'_, '_>) {
    for (min, max, code) in PAIRS {
        let number = |key| part.component.get(key).and_then(Value::as_number);
        let (Some(least), Some(most)) = (number(min), number(max)) else {
            continue;
        };
        let Some(value) = part.component.get(min).filter(|_| least > most) else {
            continue;
        };
        let (min, max) = (scope.spell(min), scope.spell(max));
        cx.error(
            code,
            value.span,
            format!("`{min}` of `{}` is {least}, but `{max}` is {most}", part.called()),
        )
        .help(format!("write {most} or less, or raise `{max}`"));
    }
}

pub(crate) fn needs(cx: &mut Diagnostics, scope: &Scope<'_>, part: &Part<'_, '_>) {
    for property in &part.component.properties {
        let row = part.component.row.property(property.key);
        let Some(other) = row.and_then(|row| row.needs) else {
            continue;
        };
        if part.component.lacks(other) {
            let (key, other) = (scope.spell(property.key), scope.spell(other));
            cx.error(
                Code::MissingRequiredProperty,
                property.span,
                format!("`{key}` of `{}` needs `{other}`", part.called()),
            )
            .help(format!("add `{other}` and say in it what is asked for"));
        }
    }
}

pub(crate) fn captions(cx: &mut Diagnostics, scope: &Scope<'_>, part: &Part<'_, '_>) {
    let [left, center, right] = [key::LEFT_CAPTION, key::CENTER_CAPTION, key::RIGHT_CAPTION];
    let (left_name, center_name, right_name) =
        (scope.spell(left), scope.spell(center), scope.spell(right));
    let footer = part.component;
    let excluded = footer.row.property(center).map_or(&[][..], |row| row.excludes);
    let side = excluded.iter().find_map(|other| footer.property(other));
    if let (Some(center), Some(side)) = (footer.property(center), side) {
        cx.error(
            Code::NotKeywordSchemaValidationFailed,
            center.span,
            format!("a Footer has `{center_name}` or `{}`, not both", scope.spell(side.key)),
        )
        .help(format!("write `{center_name}` alone, or `{left_name}` and `{right_name}`"));
        return;
    }
    for (one, other) in [(left, right), (right, left)] {
        if let Some(property) = footer.property(one).filter(|_| part.component.lacks(other)) {
            let (one, other) = (scope.spell(one), scope.spell(other));
            cx.error(
                Code::InvalidDependencies,
                property.span,
                format!("a Footer with `{one}` needs `{other}`"),
            )
            .help(format!("add `{other}`, or write `{center_name}` alone"));
        }
    }
}

pub(crate) fn pattern_input(cx: &mut Diagnostics, scope: &Scope<'_>, part: &Part<'_, '_>) {
    let Some(pattern) = part.component.property("pattern") else {
        return;
    };
    let row = part.component.row.property(pattern.key);
    let Some(other) = row.and_then(|row| row.only_where) else {
        return;
    };
    let Some(kind) = part.component.get(other.property).and_then(Value::as_text) else {
        return;
    };
    if !other.words.contains(&kind) {
        let (key, name) = (scope.spell(pattern.key), scope.spell(other.property));
        cx.error(
            Code::InvalidDependencies,
            pattern.span,
            format!("`{key}` of `{}` does not go with `{name}` {kind}", part.called()),
        )
        .help(format!(
            "remove it (the phone checks {kind} by itself), or write one of {} for `{name}`",
            list(other.words.iter().copied())
        ));
    }
}

pub(crate) fn fillable(cx: &mut Diagnostics, scope: &Scope<'_>, part: &Part<'_, '_>) {
    if !is_required(part.component) {
        return;
    }
    for (key, cannot) in UNFILLABLE.into_iter().zip(["used", "seen"]) {
        let Some(property) = part.component.property(key) else {
            continue;
        };
        if property.value.as_bool() == Some(false) {
            let key = scope.spell(key);
            cx.error(
                Code::UnfillableRequiredField,
                property.span,
                format!("`{}` must be filled in, but cannot be {cannot}", part.called()),
            )
            .help(format!(
                "remove `{}`, or do not require it",
                scope.flow.dialect.pair(&key, "false")
            ));
        }
    }
}

pub(crate) fn outside_form(cx: &mut Diagnostics, scope: &Scope<'_>, part: &Part<'_, '_>) {
    if !part.in_form {
        return;
    }
    for property in &part.component.properties {
        let row = part.component.row.property(property.key);
        if row.is_none_or(|row| !row.outside_form) {
            continue;
        }
        let forms = match property.key {
            key::INIT_VALUE => key::INIT_VALUES,
            _ => key::ERROR_MESSAGES,
        };
        let (key, forms) = (scope.spell(property.key), scope.spell(forms));
        let name = part.called();
        cx.error(
            Code::InvalidPropertyKey,
            property.span,
            format!("`{key}` of `{name}` has no place inside a Form"),
        )
        .help(format!(
            "give it to the Form: `{}`",
            scope
                .flow
                .dialect
                .pair(&forms, format_args!("{{ {} }}", scope.flow.dialect.pair(name, "…")))
        ));
    }
}

/// Whether a literal says that the component must be filled in, or an end of its range.
fn is_required(component: &Component<'_>) -> bool {
    component.get("required").is_some_and(|required| {
        required.as_bool() == Some(true)
            || required.members().iter().any(|end| end.value.as_bool() == Some(true))
    })
}
