//! The rules of a Form's initial values and messages.

use std::collections::HashMap;

use crate::catalogue::{END_DATE, ENDS, Input, START_DATE, V7_0, V7_3, key};
use crate::check::rules::sheet::{Part, Sheet};
use crate::check::scope::Scope;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Component, Member, Value, ValueKind};

/// A literal's type, as far as initial values tell types apart.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Text,
    Number,
    Bool,
    Texts,
    Ends,
}

pub(crate) fn init_values(
    cx: &mut Diagnostics,
    scope: &Scope<'_>,
    sheet: &Sheet<'_, '_>,
    part: &Part<'_, '_>,
) {
    let Some(values) = part.component.get(key::INIT_VALUES) else {
        return;
    };
    let inputs = inputs(sheet);
    for member in values.members() {
        let Some(&(component, input)) = inputs.get(&*member.key) else {
            let lost = scope.screen(sheet.screen.id).is_some_and(|screen| screen.open);
            if scope.since(V7_0) && sheet.whole && !lost {
                unknown(cx, sheet, member);
            }
            continue;
        };
        if input == Input::Files {
            cx.error(
                Code::NativeComponentInFormInitValues,
                member.span,
                format!("`{}` takes files and has no initial value", member.key),
            )
            .help("remove it");
            continue;
        }
        let shapes = initial(scope, component, input);
        if scope.since(V7_0) && !shapes.is_empty() && !fits(&member.value, shapes) {
            cx.error(
                Code::InvalidPropertyValue,
                member.value.span,
                format!("the initial value of `{}` is not {}", member.key, noun(shapes[0])),
            )
            .help(format!("write {}", example(shapes[0])));
        } else if shapes == [Shape::Ends] {
            ends(cx, scope, member);
        }
    }
}

pub(crate) fn error_messages(
    cx: &mut Diagnostics,
    scope: &Scope<'_>,
    sheet: &Sheet<'_, '_>,
    part: &Part<'_, '_>,
) {
    let Some(messages) = part.component.get(key::ERROR_MESSAGES) else {
        return;
    };
    let inputs = inputs(sheet);
    for member in messages.members().iter().filter(|_| scope.since(V7_0)) {
        let Some(&(component, input)) = inputs.get(&*member.key) else {
            continue;
        };
        let shapes: &[Shape] = match input {
            Input::Calendar => match mode(component) {
                Some("range") => &[Shape::Ends],
                Some(_) => &[Shape::Text],
                None => continue,
            },
            // As outside a Form, a picker may have one text for each file.
            Input::Files => &[Shape::Text, Shape::Ends],
            _ => &[Shape::Text],
        };
        if !fits(&member.value, shapes) {
            cx.error(
                Code::InvalidPropertyValue,
                member.value.span,
                format!("the message on `{}` is not {}", member.key, noun(shapes[0])),
            )
            .help(format!("write {}", example(shapes[0])));
        } else if shapes == [Shape::Ends] {
            ends(cx, scope, member);
        }
    }
}

/// What stands for a range names its ends as Flow JSON does.
fn ends(cx: &mut Diagnostics, scope: &Scope<'_>, member: &Member<'_>) {
    for end in member.value.members() {
        if !ENDS.contains(&&*end.key) {
            cx.error(
                Code::UnexpectedCalendarPickerRangeModeProp,
                end.span,
                format!("`{}` picks a range, which has no `{}`", member.key, end.key),
            )
            .help(format!(
                "the ends of a range are `{}` and `{}`",
                scope.spell(START_DATE),
                scope.spell(END_DATE)
            ));
        }
    }
}

fn unknown(cx: &mut Diagnostics, sheet: &Sheet<'_, '_>, member: &Member<'_>) {
    let known = sheet.parts.iter().filter(|part| part.component.row.input.is_some());
    cx.error(
        Code::InvalidPropertyValue,
        member.span,
        format!("there is no component `{}` to have an initial value", member.key),
    )
    .help("name the inputs of the Form only")
    .did_you_mean(&member.key, known.map(Part::called));
}

/// The inputs of a screen by their names.
fn inputs<'s, 'a>(sheet: &Sheet<'s, 'a>) -> HashMap<&'s str, (&'s Component<'a>, Input)> {
    let named = |component: &'s Component<'a>| {
        let name = component.get("name").and_then(Value::as_text)?;
        Some((name, (component, component.row.input?)))
    };
    sheet.parts.iter().filter_map(|part| named(part.component)).collect()
}

/// The forms that an initial value may have; none where they are not known.
fn initial(scope: &Scope<'_>, component: &Component<'_>, input: Input) -> &'static [Shape] {
    let kind = component.get(key::INPUT_TYPE).and_then(Value::as_text);
    match input {
        Input::Typed if matches!(kind, Some("number" | "passcode")) => {
            if scope.since(V7_3) {
                &[Shape::Number]
            } else {
                &[Shape::Text]
            }
        }
        Input::Typed | Input::Text | Input::Option | Input::Date => &[Shape::Text],
        Input::Options => &[Shape::Texts],
        Input::Bool => &[Shape::Bool],
        Input::Calendar => match mode(component) {
            Some("range") => &[Shape::Ends],
            Some(_) => &[Shape::Text],
            None => &[],
        },
        Input::Files | Input::Item => &[],
    }
}

/// The mode of a calendar; `None` where only the server knows it.
fn mode<'s>(component: &'s Component<'_>) -> Option<&'s str> {
    component.get("mode").map_or(Some("single"), Value::as_text)
}

fn fits(value: &Value<'_>, shapes: &[Shape]) -> bool {
    let shape = match &value.kind {
        // The type of a reference is checked where it is resolved.
        ValueKind::Dynamic(_) => return true,
        ValueKind::Text(_) => Shape::Text,
        ValueKind::Number(_) => Shape::Number,
        ValueKind::Bool(_) => Shape::Bool,
        ValueKind::List(items)
            if items.iter().all(|item| item.as_text().is_some() || item.is_dynamic()) =>
        {
            Shape::Texts
        }
        ValueKind::Object(_) => Shape::Ends,
        _ => return false,
    };
    shapes.contains(&shape)
}

fn noun(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "a text",
        Shape::Number => "a number",
        Shape::Bool => "`true` or `false`",
        Shape::Texts => "a list of texts",
        Shape::Ends => "an object of two ends",
    }
}

fn example(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "a text: `\"…\"`",
        Shape::Number => "a number, without quotes",
        Shape::Bool => "`true` or `false`",
        Shape::Texts => "the ids of options: `[\"a\", \"b\"]`",
        Shape::Ends => "`{ \"start-date\": \"…\", \"end-date\": \"…\" }`",
    }
}
