//! The chat around the phone: the message, and what came of it.

use flow_player::Completion;
use maud::{Markup, html};

use super::chats;
use crate::house::House;
use crate::session::Session;

/// The chat.
pub(crate) fn chat(house: &House, session: &Session) -> Markup {
    let message = &house.defaults.message;
    let flows = house.flows();
    let person = chats::with(house.whatsapp.as_ref(), session);
    html! {
        @if let Some(whatsapp) = &house.whatsapp { (chats::people(whatsapp, session)) }
        @if flows.len() > 1 || house.whatsapp.is_some() {
            nav.people aria-label="Flows" {
                @if house.whatsapp.is_some() { h2.group { "Flows of the source" } }
                @for flow in &flows {
                    @let errors = flow.errors();
                    button.person type="button" aria-current=[(flow.name == session.flow && session.with.is_none()).then_some("true")]
                        data-do=(serde_json::json!({ "start": { "flow": flow.name } })) disabled[flow.program.is_none()] {
                        span.face aria-hidden="true" { (flow.name.chars().next().unwrap_or('?').to_uppercase()) }
                        span { (flow.name) }
                        @if errors > 0 { span.n { (errors) span.said { " errors" } } }
                    }
                }
            }
        }
        @if let (Some(whatsapp), Some(person)) = (&house.whatsapp, &person) {
            (chats::lines(whatsapp, session, person))
        } @else { div.lines {
            div.bubble {
                @if !message.header.is_empty() { h2 { (message.header) } }
                p { (message.body) }
                @if !message.footer.is_empty() { p.small { (message.footer) } }
                button.open type="button" data-do=r#""message""# disabled[session.chat.dead.is_some()] { (message.button) }
            }
            @if let Some(dead) = &session.chat.dead {
                div.bubble { p { strong { "The button is dead" } } p { (dead) } }
            }
            @if session.chat.saved.is_some() {
                p.aside { "The phone keeps what was entered for 15 days, without passwords. The button goes on where it was." }
            }
            @for done in &session.chat.done { (response(done)) }
        } }
    }
}

pub(super) fn response(done: &Completion) -> Markup {
    html! {
        div.bubble.own {
            p { strong { (if done.success { "Response sent" } else { "Ended without success" }) } }
            @for screen in &done.summary {
                @if !screen.lines.is_empty() {
                    p.small { (screen.title) }
                    dl { @for (label, value) in &screen.lines { div { dt { (label) } dd { (value) } } } }
                }
            }
        }
    }
}
