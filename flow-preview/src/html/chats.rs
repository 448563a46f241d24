//! The chats of the people on the desk.

use flow_desk::{Entry, Header, Message, Person, Receipt, Saying, Source, WhatsApp};
use maud::{Markup, html};
use serde_json::json;

use super::chat::response;
use super::icon::icon;
use crate::chats;
use crate::session::Session;

/// So many chats are listed: of those who came last.
const CHATS: usize = 100;

/// So many lines of a chat are shown: the last.
const LINES: usize = 200;

/// The list of chats, one for each person, and how somebody comes onto the desk.
pub(crate) fn people(whatsapp: &WhatsApp, session: &Session) -> Markup {
    let people = whatsapp.people();
    // The chat that is open is listed whoever came after it.
    let first = people.len().saturating_sub(CHATS);
    let open = people.iter().take(first).find(|person| session.with == Some(person.place()));
    html! {
        nav.people aria-label="Chats" {
            h2.group { "Chats" }
            @for person in open.into_iter().chain(&people[first..]) { (one(person, session)) }
            @if first > 0 { p.aside { "The last " (CHATS) " of " (people.len()) " people are listed." } }
            @if people.is_empty() { p.aside { "Nobody is here yet. Who is sent to comes by it." } }
            details.joining {
                summary { "Add a person" }
                div.fields #joining data-as="join" {
                    label { "Name" input.plain name="name" autocomplete="off"; }
                    label { "Number, where the business sees it" input.plain name="number" inputmode="tel" autocomplete="off"; }
                    label { "Username" input.plain name="username" autocomplete="off"; }
                    button.act.main type="button" data-submit="joining" { "Add" }
                }
            }
        }
    }
}

fn one(person: &Person, session: &Session) -> Markup {
    let contact = person.contact();
    let unread = person.unread();
    let last = person.chat().pop().map(|entry| match entry {
        Entry::Message(message) => message.shown.body,
        Entry::Said(said) => match said.content {
            Saying::Text(text) => text,
            _ => "Form sent".to_owned(),
        },
        _ => String::new(),
    });
    html! {
        button.person type="button" aria-current=[(session.with == Some(person.place())).then_some("true")]
            data-do=(json!({ "chats": { "with": person.place() } })) {
            span.face aria-hidden="true" { (face(&contact.name)) }
            span.who { span.name { (contact.name) } @if let Some(last) = last { span.last { (last) } } }
            @if unread > 0 { span.n.new { (unread) span.said { " unread" } } }
        }
    }
}

/// The first letter of a name, or the last digits of a number.
fn face(name: &str) -> String {
    match name.strip_prefix('+') {
        Some(digits) => digits[digits.len().saturating_sub(2)..].to_owned(),
        None => name.chars().next().unwrap_or('?').to_uppercase().collect(),
    }
}

/// The chat of a person.
pub(crate) fn lines(whatsapp: &WhatsApp, session: &Session, person: &Person) -> Markup {
    let contact = person.contact();
    html! {
        p.contact {
            @if let Some(number) = &contact.number { span { "+" (number) } }
            @if let Some(username) = &contact.username { span { "@" (username) } }
            span { (contact.user_id) }
            button.act type="button" aria-pressed=(!contact.reachable) data-do=(json!({ "chats": { "reachable": !contact.reachable } })) { "Cannot be reached" }
        }
        @let chat = person.chat();
        @let earlier = chat.len().saturating_sub(LINES);
        div.lines data-lines=(chat.len()) {
            @if earlier > 0 {
                p.aside { "The last " (LINES) " messages are shown; " (earlier) " came before. The desk keeps the last " (flow_desk::KEPT_MESSAGES) " of all chats." }
            }
            @for entry in chat.into_iter().skip(earlier) {
                @match entry {
                    Entry::Message(message) => (received(whatsapp, session, &message)),
                    Entry::Said(said) => {
                        @match &said.content {
                            Saying::Text(text) => div.bubble.own { p { (text) } },
                            Saying::Completion { completion, .. } => (response(completion)),
                            _ => "",
                        }
                    }
                    _ => "",
                }
            }
        }
        div.composer #composer data-as="say" {
            label { span.said { "A message to the business" } input.plain name="text" autocomplete="off" placeholder="Message" data-enter; }
            button.act.main type="button" data-submit="composer" { "Send" }
        }
    }
}

/// A message of the business.
fn received(whatsapp: &WhatsApp, session: &Session, message: &Message) -> Markup {
    let shown = &message.shown;
    let invitation = whatsapp.invitation(&message.id);
    let closed = invitation.and_then(|invitation| invitation.closed);
    let open = session.message() == Some(message.id.as_str());
    html! {
        div.bubble.lost[message.receipt == Receipt::Failed] aria-current=[open.then_some("true")] {
            @match &shown.header {
                Some(Header::Text(text)) => h3 { (text) },
                Some(Header::Image(source)) => (picture(whatsapp, source)),
                Some(Header::Video(source)) => (file("Video", source, None)),
                Some(Header::Document(source, name)) => (file("Document", source, name.as_deref())),
                _ => "",
            }
            @if !shown.body.is_empty() { p.words { (shown.body) } }
            @if let Some(note) = &shown.note { p.small { (note) } }
            @if let Some(footer) = &shown.footer { p.small { (footer) } }
            p.receipt { (message.at.strftime("%H:%M")) " UTC · " (message.receipt.as_str()) @if message.is_draft { " · draft" } }
            @if let Some(button) = &shown.button {
                button.open type="button" disabled[closed.is_some()] data-do=(json!({ "chats": { "open": message.id } })) { (button) }
                @if let Some(why) = closed { p.small { (why) } }
            }
        }
    }
}

/// A picture that the business has uploaded; one that lies elsewhere is not fetched.
fn picture(whatsapp: &WhatsApp, source: &Source) -> Markup {
    match source {
        Source::Id(id) if whatsapp.file(id).is_some() => html! { img src={ "file/" (id) } alt=""; },
        source => file("Image", source, None),
    }
}

fn file(kind: &str, source: &Source, name: Option<&str>) -> Markup {
    let place = match source {
        Source::Id(id) => id,
        Source::Link(link) => link,
        _ => "",
    };
    html! {
        p.attached { (icon("page")) span { (name.unwrap_or(kind)) } span.small { (place) } }
    }
}

/// Whose chat is shown, if anybody's.
pub(crate) fn with(whatsapp: Option<&WhatsApp>, session: &Session) -> Option<Person> {
    chats::with(whatsapp?, session)
}
