//! Lists to choose from: boxes, radio buttons, chips, and a box to agree to something.

use flow_player::view::{Choice, Choices, Field, OptIn};
use flow_player::{Gesture, Target};
use maud::{Markup, html};

use super::field::{fault, optional};
use super::{Cx, described, part_id};
use crate::act::{does, taps};

/// The gesture of a tap on an option.
fn tap(choices: &Choices, option: &Choice) -> String {
    let (name, id) = (choices.field.name.clone(), option.id.clone());
    does(&if option.chosen { Gesture::Unchoose { name, id } } else { Gesture::Choose { name, id } })
}

/// Label, description and hint above the options.
fn head(id: &str, choices: &Choices) -> Markup {
    let field = &choices.field;
    html! {
        span.label id=(part_id(id, "label")) { (field.label) (optional(field)) }
        @if let Some(text) = &field.description { p.about id=(part_id(id, "about")) { (text) } }
        @if let Some(hint) = &choices.hint { p.hint { (hint) } }
    }
}

fn foot(id: &str, field: &Field) -> Markup {
    html! {
        @if let Some(helper) = &field.helper { p.hint id=(part_id(id, "help")) { (helper) } }
        (fault(id, field.error.as_ref()))
    }
}

/// The name of an option without a title, for those who listen: old versions allow it.
pub(crate) fn unnamed(option: &Choice) -> Option<&str> {
    option.title.trim().is_empty().then_some(&*option.id)
}

/// A swatch or a picture at the start of an option.
pub(crate) fn mark(cx: &Cx<'_>, option: &Choice) -> Markup {
    html! {
        @if let Some(color) = &option.color {
            svg.swatch viewBox="0 0 40 40" role="img" aria-label={ "Colour " (color) } { circle cx="20" cy="20" r="19" fill=(color) {} }
        } @else { (cx.thumb(option.image.as_ref())) }
    }
}

/// The texts of an option.
pub(crate) fn texts(option: &Choice) -> Markup {
    html! {
        span.what {
            span.title { (option.title) }
            @if let Some(text) = &option.description { span.more { (text) } }
        }
        @if let Some(text) = &option.metadata { span.meta { (text) } }
    }
}

/// A list of boxes or of radio buttons.
pub(crate) fn group(cx: &Cx<'_>, id: &str, choices: &Choices, kind: &str) -> Markup {
    let role = if kind == "radio" { "radiogroup" } else { "group" };
    let field = &choices.field;
    html! {
        div.group role=(role) aria-labelledby=(part_id(id, "label")) aria-describedby=[described(id, field)]
            aria-required=[(kind == "radio").then_some(field.required)] aria-invalid=[field.error.as_ref().map(|_| "true")] {
            (head(id, choices))
            div.options {
                @for (at, option) in choices.options.iter().enumerate() {
                    label.option.big[choices.large_images] id={ (part_id(id, "option")) "-" (at) } data-off[option.disabled.is_some()] {
                        (mark(cx, option))
                        (texts(option))
                        input id={ (part_id(id, "input")) "-" (at) } type=(kind) name=(part_id(id, "group"))
                            data-do=(tap(choices, option)) aria-label=[unnamed(option)] checked[option.chosen] disabled[option.disabled.is_some()];
                    }
                }
            }
            (foot(id, field))
        }
    }
}

/// Chips.
pub(crate) fn chips(id: &str, choices: &Choices) -> Markup {
    let field = &choices.field;
    html! {
        div.group role="group" aria-labelledby=(part_id(id, "label")) aria-describedby=[described(id, field)] {
            (head(id, choices))
            div.chips {
                @for (at, option) in choices.options.iter().enumerate() {
                    label.chip id={ (part_id(id, "option")) "-" (at) } data-off[option.disabled.is_some()] {
                        input id={ (part_id(id, "input")) "-" (at) } type="checkbox" data-do=(tap(choices, option))
                            aria-label=[unnamed(option)] checked[option.chosen] disabled[option.disabled.is_some()];
                        (option.title)
                    }
                }
            }
            (foot(id, field))
        }
    }
}

/// A box to agree to something.
pub(crate) fn opt_in(id: &str, opt_in: &OptIn) -> Markup {
    let field = &opt_in.field;
    let tick = Gesture::Tick { name: field.name.clone(), on: !opt_in.ticked };
    html! {
        div.optin data-off[field.disabled.is_some()] {
            input id=(part_id(id, "entry")) type="checkbox" data-do=(does(&tick)) checked[opt_in.ticked]
                disabled[field.disabled.is_some()] aria-required=(field.required) aria-describedby=[described(id, field)]
                aria-invalid=[field.error.as_ref().map(|_| "true")];
            span {
                label for=(part_id(id, "entry")) {
                    @if !field.required { span.optional { "(optional) " } }
                    (field.label)
                }
                @if opt_in.read_more {
                    " "
                    button.link type="button" data-do=(taps(Target::ReadMore(field.name.clone()))) disabled[field.disabled.is_some()] { "Read more" }
                }
            }
        }
        (fault(id, field.error.as_ref()))
    }
}
