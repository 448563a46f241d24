//! Initial values that their own component does not take. Meta takes them; the phone shows a field
//! that is faulty from the start, or one that is empty.

use std::collections::{HashMap, HashSet};

use crate::catalogue::{Input, key};
use crate::check::matching::Patterns;
use crate::check::rules::component::choices::list;
use crate::check::rules::sheet::{Part, Sheet};
use crate::check::scope::Scope;
use crate::check::wording::few;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Value, ValueKind};
use crate::span::Span;

/// The most characters of a `TextInput` and of a `TextArea` that says nothing of them.
const MOST: [f64; 2] = [80.0, 600.0];

/// What a component outside a Form holds at first.
pub(crate) fn value(cx: &mut Diagnostics, scope: &Scope<'_>, part: &Part<'_, '_>) {
    if let Some(initial) = part.component.get(key::INIT_VALUE) {
        check(cx, scope, part, initial);
    }
}

/// What the components of a Form hold at first.
pub(crate) fn values(
    cx: &mut Diagnostics,
    scope: &Scope<'_>,
    sheet: &Sheet<'_, '_>,
    form: &Part<'_, '_>,
) {
    let Some(values) = form.component.get(key::INIT_VALUES) else { return };
    let parts: HashMap<&str, &Part<'_, '_>> =
        sheet.parts.iter().map(|part| (part.called(), part)).collect();
    for member in values.members() {
        if let Some(part) = parts.get(&*member.key) {
            check(cx, scope, part, &member.value);
        }
    }
}

fn check(cx: &mut Diagnostics, scope: &Scope<'_>, part: &Part<'_, '_>, initial: &Value<'_>) {
    match part.component.row.input {
        Some(Input::Option | Input::Options) => chosen(cx, part, initial),
        Some(Input::Typed | Input::Text) => {
            length(cx, scope, part, initial);
            matched(cx, part, initial);
        }
        Some(Input::Date | Input::Calendar) => day(cx, scope, part, initial),
        _ => {}
    }
}

/// What is chosen at first is an option.
fn chosen(cx: &mut Diagnostics, part: &Part<'_, '_>, initial: &Value<'_>) {
    let Some((row, list)) = list(part) else { return };
    // Of a list that is too long a part was read.
    if list.is_dynamic() || list.items().len() >= row.max {
        return;
    }
    let options = || {
        list.items().iter().filter_map(|item| {
            let text = |key| item.member(key).and_then(|member| member.value.as_text());
            Some((text("id")?, text("title")))
        })
    };
    let ids: HashSet<&str> = options().map(|(id, _)| id).collect();
    if ids.len() < list.items().len() {
        return;
    }
    for (id, span) in texts(initial).into_iter().filter(|(id, _)| !ids.contains(id)) {
        let message = format!("`{}` has no option with the id `{id}`", part.called());
        let titled = options().find(|(_, title)| *title == Some(id));
        let known = (!cx.is_full()).then(|| few(options().map(|(id, _)| id))).flatten();
        let fault = cx.warning(Code::InvalidInitialValue, span, message);
        if let Some((id, _)) = titled {
            fault.help(format!("that is a title; write the id, `\"{id}\"`"));
        } else if let Some(known) = known {
            fault.help(format!("its ids: {known}"));
            fault.did_you_mean(id, options().map(|(id, _)| id));
        }
    }
}

/// A text or a list of them.
fn texts<'v>(value: &'v Value<'_>) -> Vec<(&'v str, Span)> {
    let text = |value: &'v Value<'_>| Some((value.as_text()?, value.span));
    match &value.kind {
        ValueKind::List(items) => items.iter().filter_map(text).collect(),
        _ => text(value).into_iter().filter(|(text, _)| !text.is_empty()).collect(),
    }
}

/// What is typed at first is as long as it must be. An empty text passes every rule.
fn length(cx: &mut Diagnostics, scope: &Scope<'_>, part: &Part<'_, '_>, initial: &Value<'_>) {
    let text = initial.as_text().unwrap_or_default().trim();
    let kind = part.component.get(key::INPUT_TYPE).and_then(Value::as_text);
    if text.is_empty() || kind == Some("number") {
        return;
    }
    let typed = part.component.row.input == Some(Input::Typed);
    let (most_key, usual) =
        if typed { (key::MAX_CHARS, MOST[0]) } else { (key::MAX_LENGTH, MOST[1]) };
    let number = |key| part.component.get(key).and_then(Value::as_number);
    let most = number(most_key).or_else(|| part.component.lacks(most_key).then_some(usual));
    let least = number(key::MIN_CHARS);
    #[expect(clippy::cast_precision_loss, reason = "a document has fewer characters")]
    let count = text.chars().count() as f64;
    let (key, bound, than) = match (least, most) {
        (Some(least), _) if count < least => (key::MIN_CHARS, least, "shorter"),
        (_, Some(most)) if count > most => (most_key, most, "longer"),
        _ => return,
    };
    let (name, key) = (part.called(), scope.spell(key));
    let message = format!(
        "the initial text of `{name}` has {count} characters, {than} than its `{key}` of {bound}"
    );
    cx.warning(Code::InvalidInitialValue, initial.span, message)
        .help(format!("write a text that `{key}` allows, or change `{key}`"));
}

/// What is typed at first matches the pattern of its field, of which a phone looks for a part.
fn matched(cx: &mut Diagnostics, part: &Part<'_, '_>, initial: &Value<'_>) {
    let text = initial.as_text().unwrap_or_default().trim();
    let pattern = part.component.get("pattern").and_then(Value::as_text);
    if pattern.is_some_and(|pattern| !text.is_empty() && Patterns::new().refuses(pattern, text)) {
        let message =
            format!("the initial text of `{}` does not match its `pattern`", part.called());
        cx.warning(Code::InvalidInitialValue, initial.span, message)
            .help("write a text that `pattern` matches, or change `pattern`");
    }
}

/// What is picked at first can be picked.
fn day(cx: &mut Diagnostics, scope: &Scope<'_>, part: &Part<'_, '_>, initial: &Value<'_>) {
    const CLOSED: &str = key::UNAVAILABLE_DATES;
    let Some(closed) = part.component.get(CLOSED) else { return };
    let closed: HashSet<&str> = closed.items().iter().filter_map(Value::as_text).collect();
    let ends = initial.members().iter().map(|end| &end.value);
    for date in std::iter::once(initial).chain(ends) {
        if let Some(day) = date.as_text().filter(|day| closed.contains(day)) {
            let closed = scope.spell(CLOSED);
            let message = format!("the initial date {day} of `{}` is unavailable", part.called());
            cx.warning(Code::InvalidInitialValue, date.span, message)
                .help(format!("write another date, or take it out of `{closed}`"));
        }
    }
}
