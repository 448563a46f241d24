//! Fields with a box: text, text area, dropdown and dates.

use flow_player::Date;
use flow_player::Gesture;
use flow_player::view::{
    CalendarPicker, Choices, DatePicker, Field, FieldError, InputType, TextArea, TextInput,
};
use maud::{Markup, html};
use serde_json::json;

use super::icon::icon;
use super::{Cx, described, part_id};
use crate::act::does;

/// The mark of a field that may stay empty.
pub(crate) fn optional(field: &Field) -> Markup {
    html! { @if !field.required { " " span.optional { "(optional)" } } }
}

/// An error.
pub(crate) fn fault(id: &str, error: Option<&FieldError>) -> Markup {
    html! {
        @if let Some(error) = error {
            span.fault id=(part_id(id, "fault")) { (icon("bad")) (error.text) }
        }
    }
}

/// Helper and error below a field, and what counts its characters.
fn below(id: &str, field: &Field, count: Option<&str>) -> Markup {
    html! {
        @if field.helper.is_some() || field.error.is_some() || count.is_some() {
            div.below {
                div {
                    (fault(id, field.error.as_ref()))
                    @if let Some(helper) = &field.helper { span.help id=(part_id(id, "help")) { (helper) } }
                }
                @if let Some(count) = count { span.count { (count) } }
            }
        }
    }
}

fn invalid(field: &Field) -> Option<&'static str> {
    field.error.is_some().then_some("true")
}

fn large(id: &str, field: &Field) -> Markup {
    html! { @if field.large_label { label.large for=(part_id(id, "entry")) { (field.label) (optional(field)) } } }
}

/// The label that floats; for those who listen only, where there is a large one.
fn label(id: &str, field: &Field) -> Markup {
    html! { @if !field.large_label { label.name for=(part_id(id, "entry")) { (field.label) (optional(field)) } } }
}

/// A line of text.
pub(crate) fn text_input(cx: &Cx<'_>, id: &str, input: &TextInput) -> Markup {
    let field = &input.field;
    let (kind, keys, complete) = match input.input_type {
        InputType::Text => ("text", "text", "on"),
        InputType::Number => ("text", "decimal", "off"),
        InputType::Email => ("text", "email", "email"),
        InputType::Password => ("password", "text", "new-password"),
        InputType::Passcode => ("password", "numeric", "one-time-code"),
        InputType::Phone => ("tel", "tel", "tel"),
    };
    let placeholder = if cx.is_ios() && !field.required { "Optional" } else { " " };
    html! {
        div.field data-fault[field.error.is_some()] data-off[field.disabled.is_some()] data-large[field.large_label] {
            (large(id, field))
            div.box {
                input id=(part_id(id, "entry")) type=(kind) inputmode=(keys) autocomplete=(complete) placeholder=(placeholder)
                    spellcheck="false" data-type=(field.name) value=(input.text) disabled[field.disabled.is_some()]
                    aria-required=(field.required) aria-invalid=[invalid(field)] aria-describedby=[described(id, field)];
                (label(id, field))
                @if !input.text.is_empty() && field.disabled.is_none() {
                    button.clear type="button" tabindex="-1" aria-label={ "Clear " (field.label) }
                        data-do=(does(&Gesture::Fill { name: field.name.clone(), text: String::new() })) { (icon("cross")) }
                }
            }
            (below(id, field, None))
        }
    }
}

/// Several lines of text.
pub(crate) fn text_area(cx: &Cx<'_>, id: &str, area: &TextArea) -> Markup {
    let field = &area.field;
    let left = area.max.saturating_sub(area.used);
    let down = cx.view.profile.traits().counts_down;
    let count = if down { left.to_string() } else { format!("{} / {}", area.used, area.max) };
    let shown = (field.error.is_none() || down).then_some(count.as_str());
    html! {
        div.field.area data-fault[field.error.is_some()] data-off[field.disabled.is_some()] data-large[field.large_label] {
            (large(id, field))
            div.box {
                textarea id=(part_id(id, "entry")) placeholder=" " maxlength=(area.max) data-type=(field.name)
                    disabled[field.disabled.is_some()] aria-required=(field.required) aria-invalid=[invalid(field)]
                    aria-describedby=[described(id, field)] { "\n" (area.text) }
                (label(id, field))
            }
            (below(id, field, shown))
        }
    }
}

/// A box that opens something.
fn opener(
    id: &str,
    field: &Field,
    shown: &str,
    sign: &str,
    popup: &str,
    end: Option<&Opens<'_>>,
) -> Markup {
    let element = end.map_or_else(|| id.to_owned(), |end| format!("{id}-{}", end.which));
    let label = end.map_or(field.label.as_str(), |end| end.label);
    let error = end.map_or(field.error.as_ref(), |end| end.error);
    let helper = end.map_or(field.helper.as_ref(), |end| end.helper);
    let required = end.map_or(field.required, |end| end.required);
    let mut about = Vec::new();
    if error.is_some() {
        about.push(part_id(&element, "fault"));
    }
    if helper.is_some() {
        about.push(part_id(&element, "help"));
    }
    let about = (!about.is_empty()).then(|| about.join(" "));
    html! {
        div.field data-filled[!shown.is_empty()] data-fault[error.is_some()] data-off[field.disabled.is_some()] {
            button.box type="button" id=(part_id(&element, "entry")) data-do=(json!({ "open": field.name })) aria-haspopup=(popup)
                disabled[field.disabled.is_some()] aria-describedby=[about] {
                span.name { (label) @if !required { " " span.optional { "(optional)" } } }
                span.value { bdi { (shown) } }
                (icon(sign))
            }
            @if error.is_some() || helper.is_some() {
                div.below {
                    div {
                        (fault(&element, error))
                        @if let Some(helper) = helper { span.help id=(part_id(&element, "help")) { (helper) } }
                    }
                }
            }
        }
    }
}

/// What differs at one end of a range.
struct Opens<'p> {
    which: &'static str,
    label: &'p str,
    helper: Option<&'p String>,
    error: Option<&'p FieldError>,
    required: bool,
}

/// A menu of which one option is chosen.
pub(crate) fn dropdown(id: &str, choices: &Choices) -> Markup {
    let field = &choices.field;
    let chosen = choices.options.iter().find(|option| option.chosen);
    html! {
        div.opens {
            (opener(id, field, choices.chosen.as_deref().unwrap_or_default(), "down", "dialog", None))
            @if let (true, Some(chosen), None) = (choices.clearable, chosen, field.disabled) {
                button.clear type="button" aria-label={ "Clear " (field.label) }
                    data-do=(does(&Gesture::Unchoose { name: field.name.clone(), id: chosen.id.clone() })) { (icon("cross")) }
            }
        }
    }
}

/// A field for a date.
pub(crate) fn date_picker(id: &str, picker: &DatePicker) -> Markup {
    opener(id, &picker.field, &picker.date.map(day).unwrap_or_default(), "day", "dialog", None)
}

/// A calendar: one field, or two for a range.
pub(crate) fn calendar_picker(id: &str, picker: &CalendarPicker) -> Markup {
    let start = picker.start.map(day).unwrap_or_default();
    let Some(end) = &picker.end else {
        return html! {
            @if let Some(text) = &picker.field.description { p.about id=(part_id(id, "about")) { (text) } }
            (opener(id, &picker.field, &start, "day", "dialog", None))
        };
    };
    let last = end.date.map(day).unwrap_or_default();
    let opens = Opens {
        which: "end",
        label: &end.label,
        helper: end.helper.as_ref(),
        error: end.error.as_ref(),
        required: end.required,
    };
    html! {
        div.range role="group" aria-label=(picker.title.as_deref().unwrap_or(&picker.field.label)) {
            @if let Some(title) = &picker.title { span.label { (title) } }
            @if let Some(text) = &picker.field.description { p.about id=(part_id(id, "about")) { (text) } }
            (opener(id, &picker.field, &start, "day", "dialog", None))
            (opener(id, &picker.field, &last, "day", "dialog", Some(&opens)))
        }
    }
}

/// A day as a person reads it.
pub(crate) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}
