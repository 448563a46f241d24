//! The page as HTML. This module alone knows how it is written.

mod calendar;
mod chat;
mod chats;
mod choice;
mod faults;
mod field;
mod icon;
mod inspector;
mod list;
mod node;
mod over;
mod page;
mod phone;
mod rich;
mod service;
mod wheels;

use std::cell::RefCell;
use std::sync::Arc;

use flow_player::Profile;
use flow_player::view::{Field, Picture, View};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Serialize;

use crate::house::House;
use crate::pictures::{Drawn, Pictures};
use crate::session::{Look, Room, Session, Sheet};

/// What a page takes in after a change: each part whole, to be laid over what is there.
#[derive(Debug, Serialize)]
pub(crate) struct Parts {
    /// Rises with every change: what is older than what was drawn is dropped.
    rev: u64,
    top: String,
    chat: String,
    desk: String,
    inspector: String,
}

/// What is drawn, for the functions that draw a part of it.
pub(crate) struct Cx<'s> {
    pub(crate) view: &'s View,
    pub(crate) look: Look,
    pub(crate) sheet: Option<&'s Sheet>,
    /// The address of the session, relative to the page.
    pub(crate) address: String,
    pictures: RefCell<&'s mut Pictures>,
}

impl Cx<'_> {
    pub(crate) fn is_ios(&self) -> bool {
        self.view.profile == Profile::Ios
    }

    /// The address of a picture, or why it cannot be shown.
    pub(crate) fn picture(&self, picture: &Picture) -> Result<String, &'static str> {
        match self.pictures.borrow_mut().number(&picture.base64) {
            Drawn::Number(number) => Ok(format!("{}/picture/{number}", self.address)),
            Drawn::Broken(why) => Err(why),
        }
    }

    /// A small picture at an option or an item; nothing where it cannot be shown.
    pub(crate) fn thumb(&self, picture: Option<&Picture>) -> Markup {
        html! {
            @if let Some(picture) = picture {
                @if let Ok(address) = self.picture(picture) { img src=(address) alt=(picture.alt); }
                @else { span.thumb.lacking { (icon::icon("bad")) } }
            }
        }
    }
}

/// The `id` of an element on the page, for what belongs to a field.
pub(crate) fn part_id(element: &str, part: &str) -> String {
    format!("c-{element}-{part}")
}

/// What `aria-describedby` names: the helper and the error, where they are there.
pub(crate) fn described(element: &str, field: &Field) -> Option<String> {
    let mut ids = Vec::new();
    if field.description.is_some() {
        ids.push(part_id(element, "about"));
    }
    if field.helper.is_some() {
        ids.push(part_id(element, "help"));
    }
    if field.error.is_some() {
        ids.push(part_id(element, "fault"));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// The phone of a session.
fn drawn(room: &Room, session: &mut Session) -> Markup {
    let view = if session.look.everything { session.player.view_of_all() } else { session.view() };
    let mut pictures = std::mem::take(&mut session.pictures);
    pictures.begin();
    let cx = Cx {
        view: &view,
        look: session.look,
        sheet: session.sheet.as_ref(),
        address: format!("s/{}", room.id),
        pictures: RefCell::new(&mut pictures),
    };
    let phone = phone::phone(&cx, session);
    session.pictures = pictures;
    phone
}

/// The phone of a session, and what its page lays around it.
fn desk(house: &House, room: &Room, session: &mut Session) -> Markup {
    html! { (drawn(room, session)) (phone::around(house, session)) }
}

/// Every part of the page, as it is now.
pub(crate) fn parts(house: &Arc<House>, room: &Room) -> Parts {
    let mut session = room.lock();
    let session = &mut *session;
    Parts {
        rev: session.rev,
        top: page::top(house, session).into_string(),
        chat: chat::chat(house, session).into_string(),
        desk: desk(house, room, session).into_string(),
        inspector: inspector::inspector(house, room, session).into_string(),
    }
}

/// The whole page.
pub(crate) fn page(house: &Arc<House>, room: &Room) -> String {
    let mut session = room.lock();
    let session = &mut *session;
    let title = format!("{} · preview", session.flow);
    let body = html! {
        div.page data-rev=(session.rev) {
            header.top #top { (page::top(house, session)) }
            section.chat #chat aria-label="Chat" { (chat::chat(house, session)) }
            main.desk #desk aria-label="Phone" { (desk(house, room, session)) }
            section.inspector #inspector aria-label="Inspector" {
                (inspector::inspector(house, room, session))
            }
        }
    };
    document(&title, Some(&room.id), &body)
}

/// Phones beside each other, and nothing else.
pub(crate) fn gallery(rooms: &[Arc<Room>]) -> String {
    let body = html! {
        main.gallery {
            @for room in rooms {
                @let mut session = room.lock();
                (drawn(room, &mut session))
            }
        }
    };
    document("Screens", None, &body)
}

/// A page that can only say what is wrong: no flow can be played.
pub(crate) fn without_phone(house: &House) -> String {
    let flows = house.flows();
    let body = html! {
        div.page.alone {
            header.top { h1 { "Preview" } p.notice { "A preview. This is not WhatsApp." } }
            main.pane {
                h2 { "There is no flow that can be shown." }
                @for flow in &flows { (faults::list(&flow.faults)) }
            }
        }
    };
    document("Preview", None, &body)
}

fn document(title: &str, session: Option<&str>, body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="en" data-session=[session] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                // Nothing tells a page without a session that there is a flow again.
                @if session.is_none() && title == "Preview" { meta http-equiv="refresh" content="1"; }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="page.css";
                link rel="stylesheet" href="phone.css";
                link rel="stylesheet" href="lists.css";
                script src="phone.js" defer {}
            }
            body { (PreEscaped(icon::SPRITE)) (body) }
        }
    }
    .into_string()
}
