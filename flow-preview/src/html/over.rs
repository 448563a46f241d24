//! What lies over the screen: the list of a dropdown, a calendar, the menu, an address.

use flow_player::view::{Choices, Content};
use maud::{Markup, html};
use serde_json::json;

use super::icon::{icon, turning};
use super::{Cx, calendar, choice};
use crate::session::Sheet;

/// So many options get a field to look for one.
const SEARCH: usize = 40;

/// What lies over the screen, if anything.
pub(crate) fn over(cx: &Cx<'_>) -> Markup {
    match cx.sheet {
        None => html! {},
        Some(Sheet::Menu) => menu(),
        Some(Sheet::Address(address)) => self::address(address),
        Some(Sheet::Options { name, find }) => {
            let found = cx.view.body.iter().find_map(|element| match &element.content {
                Content::Dropdown(choices) if choices.field.name == *name => Some(choices),
                _ => None,
            });
            found.map(|choices| options(cx, choices, find)).unwrap_or_default()
        }
        Some(Sheet::Calendar(open)) => {
            let found = cx.view.body.iter().find_map(|element| match &element.content {
                Content::DatePicker(picker) if picker.field.name == open.name => {
                    Some(calendar::of_date(cx, picker, open))
                }
                Content::CalendarPicker(picker) if picker.field.name == open.name => {
                    Some(calendar::of_calendar(cx, picker, open))
                }
                _ => None,
            });
            found.unwrap_or_default()
        }
    }
}

fn menu() -> Markup {
    html! {
        div.menu #over role="group" aria-label="Menu" data-over {
            button type="button" data-do=r#"{"start":{}}"# { "Start again" }
            button type="button" data-do=r#"{"gesture":"close"}"# { "Close the flow" }
        }
    }
}

fn address(address: &str) -> Markup {
    html! {
        div.over.dim #over data-over {
            div.dialog role="dialog" aria-modal="true" aria-labelledby="over-title" {
                h2 #over-title { "The phone opens this address in the browser" }
                p.address { (address) }
                div.ends {
                    button type="button" data-do=r#""cancel""# { "Cancel" }
                    a.button href=(address) target="_blank" rel="noopener noreferrer" { "Open" }
                }
            }
        }
    }
}

fn options(cx: &Cx<'_>, choices: &Choices, find: &str) -> Markup {
    let wanted = find.to_lowercase();
    let shown: Vec<_> = choices
        .options
        .iter()
        .enumerate()
        .filter(|(_, option)| {
            let texts =
                [Some(&option.title), option.description.as_ref(), option.metadata.as_ref()];
            wanted.is_empty()
                || texts.into_iter().flatten().any(|text| text.to_lowercase().contains(&wanted))
        })
        .collect();
    html! {
        div.over #over data-over role="dialog" aria-modal="true" aria-labelledby="over-title" {
            header.bar {
                button.lead type="button" data-do=r#""cancel""# aria-label="Back" {
                    (turning(if cx.is_ios() { "back" } else { "arrow" }))
                }
                h1 #over-title tabindex="-1" { (choices.field.label) }
            }
            @if choices.options.len() >= SEARCH {
                input.find #over-find type="search" placeholder="Search" aria-label="Search" data-find value=(find);
            }
            @if let Some(text) = &choices.field.description { p.about { (text) } }
            div.options role="radiogroup" aria-labelledby="over-title" {
                @for (at, option) in &shown {
                    label.option.big[choices.large_images] id={ "over-option-" (at) } data-off[option.disabled.is_some()] {
                        (choice::mark(cx, option))
                        (choice::texts(option))
                        input id={ "over-input-" (at) } type="radio" name="over" data-do=(json!({ "option": option.id }))
                            aria-label=[choice::unnamed(option)] checked[option.chosen] disabled[option.disabled.is_some()];
                    }
                }
                @if shown.is_empty() { p.none role="status" { "Nothing is called that." } }
            }
        }
    }
}

/// A button that pages a calendar.
pub(crate) fn pager(name: &str, what: Option<&str>, ahead: bool) -> Markup {
    html! {
        button type="button" aria-label=(name) data-do=[what] aria-disabled=[what.is_none().then_some("true")] {
            @if ahead { (turning("chevron")) }
            @else { svg.flip aria-hidden="true" { use href="#i-chevron" {} } }
        }
    }
}

/// The icon of an error beside its text.
pub(crate) fn refused(text: Option<&String>) -> Markup {
    html! { @if let Some(text) = text { p.fault role="alert" { (icon("bad")) (text) } } }
}
