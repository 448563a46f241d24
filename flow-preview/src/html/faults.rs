//! Faults of the compiler.

use maud::{Markup, html};

use crate::flow::Fault;

/// Every fault.
pub(crate) fn list(faults: &[Fault]) -> Markup {
    html! { @for fault in faults { (one(fault)) } }
}

/// The errors alone.
pub(crate) fn errors(faults: &[Fault]) -> Markup {
    html! { @for fault in faults.iter().filter(|fault| !fault.warning) { (one(fault)) } }
}

fn one(fault: &Fault) -> Markup {
    html! {
        div.diagnostic.warning[fault.warning] {
            p { strong { (ticks(&fault.message)) } }
            @if let Some(place) = &fault.place { pre.code { (place.text) } }
            @if let Some(help) = &fault.help { p { "Help: " (ticks(help)) } }
            p.code {
                @if let Some(place) = &fault.place { (place.file) ":" (place.line) ":" (place.column) " · " }
                (fault.code)
            }
        }
    }
}

/// What is between back-ticks is code.
pub(crate) fn ticks(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}
