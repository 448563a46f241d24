//! What a person does on the page, carried out.

use std::sync::Arc;

use flow_player::view::Content;
use flow_player::{File, Gesture, Opening, Target};
use serde_json::{Map, Value, json};

use crate::chats;
use crate::did::{Did, Start};
use crate::drive;
use crate::house::House;
use crate::log::Exchange;
use crate::session::{Chat, Room, Session, Sheet};

/// Does what a person does. What could not be done is said in the notice of the session.
pub(crate) fn act(house: &Arc<House>, room: &Arc<Room>, did: Did) {
    let mut session = room.lock();
    let it = &mut *session;
    it.notice = None;
    match did {
        Did::Gesture(gesture) => {
            gesture_of(house, room, it, gesture);
        }
        Did::Open(name) => it.open_sheet(&name),
        Did::Menu => it.sheet = if it.sheet.is_none() { Some(Sheet::Menu) } else { None },
        Did::Find(text) => {
            if let Some(Sheet::Options { find, .. }) = &mut it.sheet {
                *find = text;
            }
        }
        Did::Option(id) => option(house, room, it, id),
        Did::Month(day) => {
            if let Some(Sheet::Calendar(calendar)) = &mut it.sheet {
                calendar.month = day.first_of_month();
            }
        }
        Did::Day(day) => it.pick(day),
        Did::Accept => accept(house, room, it),
        Did::Back => back(house, room, it),
        Did::Cancel => it.sheet = None,
        Did::Message => message(house, room, it),
        Did::Start(start) => begin(house, room, it, start),
        Did::Restore(kept) => {
            if kept.restore(house, it) {
                let effects = it.restart();
                drive::carry_out(house, room, it, effects);
            }
        }
        Did::Chats(did) => chats::act(house, room, it, did),
        Did::Look(change) => {
            let effects = it.change(&change);
            drive::carry_out(house, room, it, effects);
        }
        Did::Tab(tab) => it.tab = tab,
        Did::Mischief(mischief) => {
            it.mischief = (it.mischief != Some(mischief)).then_some(mischief);
        }
        Did::Ping => drive::ping(house, room, it),
        Did::Forget => it.log.clear(),
        Did::Secrets(shown) => it.secrets_shown = shown,
        Did::Recorded(form) => it.recorded = form,
    }
    room.touch(it);
}

/// Adds a file that was uploaded to a picker.
pub(crate) fn attach(house: &Arc<House>, room: &Arc<Room>, picker: String, file: File) {
    let mut session = room.lock();
    session.notice = None;
    let gesture = Gesture::Attach { name: picker, files: vec![file] };
    gesture_of(house, room, &mut session, gesture);
    room.touch(&mut session);
}

/// A gesture on the screen; whether it was taken.
fn gesture_of(
    house: &Arc<House>,
    room: &Arc<Room>,
    session: &mut Session,
    gesture: Gesture,
) -> bool {
    let before = session.player.screen().map(str::to_owned);
    match session.gesture(gesture) {
        Ok(effects) => {
            session.note_secrets();
            house.record(room);
            let after = session.player.screen();
            if let Some(after) = after.filter(|after| before.as_deref() != Some(*after)) {
                let data = Value::Object(session.player.data(after));
                let kind = if effects.is_empty() { "navigate" } else { "shown" };
                let step = Exchange { sent: Some(data), ..Exchange::new(kind, after) };
                session.log.push(step);
                session.sheet = None;
            }
            drive::carry_out(house, room, session, effects);
            true
        }
        Err(refused) => {
            session.notice = Some(format!("A phone does not do this: {refused}."));
            false
        }
    }
}

/// Chooses in the dropdown that is open, and closes it.
fn option(house: &Arc<House>, room: &Arc<Room>, session: &mut Session, id: String) {
    let Some(Sheet::Options { name, .. }) = &session.sheet else { return };
    let name = name.clone();
    let chosen = session.view().body.iter().any(|element| match &element.content {
        Content::Dropdown(choices) if choices.field.name == name => {
            choices.options.iter().any(|option| option.id == id && option.chosen)
        }
        _ => false,
    });
    let gesture =
        if chosen { Gesture::Unchoose { name, id } } else { Gesture::Choose { name, id } };
    session.sheet = None;
    gesture_of(house, room, session, gesture);
}

fn accept(house: &Arc<House>, room: &Arc<Room>, session: &mut Session) {
    let Some(gesture) = session.accept() else { return };
    let sheet = session.sheet.take();
    if !gesture_of(house, room, session, gesture)
        && let (Some(Sheet::Calendar(mut calendar)), Some(notice)) = (sheet, session.notice.take())
    {
        calendar.refused = Some(notice);
        session.sheet = Some(Sheet::Calendar(calendar));
    }
}

/// Closes what lies over the screen, else goes back.
fn back(house: &Arc<House>, room: &Arc<Room>, session: &mut Session) {
    if session.sheet.take().is_none() {
        gesture_of(house, room, session, Gesture::Back);
    }
}

/// The button of the message in the chat.
fn message(house: &Arc<House>, room: &Arc<Room>, session: &mut Session) {
    if session.chat.dead.is_some() {
        return;
    }
    let effects = session.reopen();
    house.record(room);
    drive::carry_out(house, room, session, effects);
}

/// Begins anew, with what was asked for.
fn begin(house: &Arc<House>, room: &Arc<Room>, session: &mut Session, start: Start) {
    if let Some(flow) = start.flow {
        let found = house.flow(&flow);
        let Some((found, program)) = found.and_then(|found| {
            let program = found.program.clone()?;
            Some((found, program))
        }) else {
            session.notice = Some(format!("There is no flow `{flow}`."));
            return;
        };
        session.opening = house.opening(&program, None, None);
        // A signed token is for one flow alone.
        if let Some(token) = house.token(&flow) {
            session.token = token;
        }
        session.play(found, &program);
        (session.with, session.invited) = (None, None);
    }
    if let (Some(whatsapp), Some(message)) = (&house.whatsapp, session.message())
        && let Some(why) = whatsapp.invitation(message).and_then(|one| one.closed)
    {
        session.notice = Some(format!("The button is dead. {why}"));
        return;
    }
    if let Some(token) = start.token.filter(|token| !token.is_empty()) {
        session.token = token;
    }
    let program = session.player.program().clone();
    let data = match start.data.as_deref().map(str::trim).filter(|data| !data.is_empty()) {
        None => None,
        Some(text) => match serde_json::from_str::<Map<String, Value>>(text) {
            Ok(data) => Some(data),
            Err(error) => {
                session.notice = Some(format!("The data is not a JSON object: {error}."));
                return;
            }
        },
    };
    match start.screen.as_deref() {
        Some("") => session.opening = Opening::data_exchange(),
        Some(screen) => session.opening = house.opening(&program, Some(screen), data),
        None if data.is_some() => {
            let screen = session.player.screen().or(program.screens().next()).map(str::to_owned);
            session.opening = house.opening(&program, screen.as_deref(), data);
        }
        None => {}
    }
    session.chat = Chat::default();
    session.secrets.clear();
    let effects = session.restart();
    drive::carry_out(house, room, session, effects);
}

/// The JSON of a gesture, for what is drawn.
pub(crate) fn does(gesture: &Gesture) -> String {
    json!({ "gesture": gesture }).to_string()
}

/// The JSON of a tap.
pub(crate) fn taps(target: Target) -> String {
    does(&Gesture::Tap(target))
}
