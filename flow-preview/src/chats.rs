//! Chats with the business, where the preview is a whole WhatsApp: what a person does there.

use std::pin::pin;
use std::sync::Arc;

use flow_desk::{Contact, Fault, Person, WhatsApp};
use flow_player::Opening;
use flow_runtime::testing::Client;
use futures_util::future::{Either, select};
use serde::Deserialize;
use tokio::sync::watch;

use crate::drive;
use crate::flow::Flow;
use crate::house::House;
use crate::link::Link;
use crate::session::{Chat, Room, Session};

/// A flow of the desk that a session plays.
#[derive(Debug)]
pub(crate) struct Invited {
    /// The id of the message that has opened it; `None` where a version of it is only looked at.
    pub(crate) message: Option<String>,
    /// The endpoint of its flow, where that has one and can be asked.
    pub(crate) link: Option<Arc<Link>>,
}

/// What a person does in the chats, and what goes wrong on demand.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum InChats {
    /// Looks at the chat of a person, by their place.
    With(usize),
    /// Taps the button of a message, by its id.
    Open(String),
    /// Looks at a version of a flow that was pushed.
    Version(Pushed),
    /// Sends a text.
    Say(Words),
    /// Puts a person on the desk.
    Join(Joining),
    /// Whether the person whose chat is shown can be reached.
    Reachable(bool),
    /// Whether each report is delivered twice.
    Repeat(bool),
    /// Keeps reports back.
    Hold,
    /// Lets them go: in their order, or the newest first.
    Release(Order),
    /// Lets the next call of the service fail.
    Fail(Failing),
}

/// A version of a flow that was pushed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Pushed {
    /// The id of the flow.
    flow: String,
    /// Its place among the versions that are alive, the oldest first; the draft when absent.
    at: Option<usize>,
}

/// A text that a person sends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Words {
    text: String,
}

/// Who comes onto the desk; what is empty the person does not have.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Joining {
    name: String,
    number: String,
    username: String,
}

/// In which order reports go that were kept back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Order {
    AsTheyCame,
    Reversed,
}

/// How the next call of the service fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Failing {
    RateLimit,
    TokenExpired,
    CutBefore,
    CutAfter,
}

impl Failing {
    pub(crate) const ALL: [Self; 4] =
        [Self::RateLimit, Self::TokenExpired, Self::CutBefore, Self::CutAfter];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::RateLimit => "rate_limit",
            Self::TokenExpired => "token_expired",
            Self::CutBefore => "cut_before",
            Self::CutAfter => "cut_after",
        }
    }

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::RateLimit => "Rate limit (130429)",
            Self::TokenExpired => "Token expired (190)",
            Self::CutBefore => "Line cut, nothing done",
            Self::CutAfter => "Done, then the line cut",
        }
    }

    fn fault(self) -> Fault {
        match self {
            Self::RateLimit => Fault::error(429, 130_429, "Rate limit hit"),
            Self::TokenExpired => Fault::error(401, 190, "The access token has expired"),
            Self::CutBefore => Fault::cut_before(),
            Self::CutAfter => Fault::cut_after(),
        }
    }
}

/// Does what a person does in the chats.
pub(crate) fn act(house: &Arc<House>, room: &Arc<Room>, session: &mut Session, did: InChats) {
    let Some(whatsapp) = house.whatsapp.clone() else { return };
    match did {
        InChats::With(place) => {
            session.with = Some(place);
            seen(&whatsapp, session);
        }
        InChats::Open(message) => open(house, &whatsapp, room, session, &message),
        InChats::Version(pushed) => version(house, &whatsapp, room, session, &pushed),
        InChats::Say(words) => {
            if let Some(person) = with(&whatsapp, session).filter(|_| !words.text.trim().is_empty())
            {
                person.says(words.text.trim());
            }
        }
        InChats::Join(joining) => join(&whatsapp, session, &joining),
        InChats::Reachable(reachable) => {
            if let Some(person) = with(&whatsapp, session) {
                person.set_reachable(reachable);
            }
        }
        InChats::Repeat(twice) => whatsapp.repeat(u32::from(twice)),
        InChats::Hold => whatsapp.hold(),
        InChats::Release(Order::AsTheyCame) => whatsapp.release(),
        InChats::Release(Order::Reversed) => whatsapp.release_reversed(),
        InChats::Fail(failing) => whatsapp.graph().inject(failing.fault()),
    }
}

/// The person whose chat is shown.
pub(crate) fn with(whatsapp: &WhatsApp, session: &Session) -> Option<Person> {
    let place = session.with?;
    whatsapp.people().into_iter().nth(place)
}

/// What is on the screen of the person is read.
pub(crate) fn seen(whatsapp: &WhatsApp, session: &Session) {
    if let Some(person) = with(whatsapp, session).filter(|person| person.unread() > 0) {
        person.look();
    }
}

fn join(whatsapp: &WhatsApp, session: &mut Session, joining: &Joining) {
    let name = joining.name.trim();
    if name.is_empty() {
        session.notice = Some("Who comes onto the desk needs a name.".to_owned());
        return;
    }
    let mut contact = Contact::new(name).profile(session.player.device().profile);
    if joining.number.chars().any(|character| character.is_ascii_digit()) {
        contact = contact.number(&joining.number);
    }
    if !joining.username.trim().is_empty() {
        contact = contact.username(joining.username.trim().trim_start_matches('@'));
    }
    session.with = Some(whatsapp.join(contact).place());
}

/// Opens the flow of a message, as the message carries it.
fn open(
    house: &Arc<House>,
    whatsapp: &WhatsApp,
    room: &Arc<Room>,
    session: &mut Session,
    message: &str,
) {
    let Some(invitation) = whatsapp.invitation(message) else {
        session.notice = Some("This message opens no flow.".to_owned());
        return;
    };
    if let Some(why) = invitation.closed {
        session.notice = Some(format!("The button is dead. {why}"));
        return;
    }
    let link = match invitation.client(whatsapp.network()) {
        Ok(client) => client.map(|client| Arc::new(Link::new(client))),
        Err(error) => {
            session.notice = Some(error.to_string());
            return;
        }
    };
    let flow = Flow::from_json(invitation.name, "flow.json", invitation.json.as_bytes());
    let Some(program) = flow.program.clone() else {
        session.notice = Some("The flow of this message cannot be played.".to_owned());
        return;
    };
    session.opening = invitation.opening;
    session.token = invitation.token;
    session.play(flow, &program);
    session.invited = Some(Invited { message: Some(message.to_owned()), link });
    session.chat = Chat { saved: invitation.saved, ..Chat::default() };
    session.secrets.clear();
    let effects = session.reopen();
    house.record(room);
    drive::carry_out(house, room, session, effects);
}

/// Plays a version of a flow that was pushed, without a message: nobody hears that it is complete.
fn version(
    house: &Arc<House>,
    whatsapp: &WhatsApp,
    room: &Arc<Room>,
    session: &mut Session,
    pushed: &Pushed,
) {
    let Some(found) = whatsapp.graph().flow(&pushed.flow) else { return };
    let document = match pushed.at {
        Some(at) => found.versions.get(at),
        None => Some(&found.document),
    };
    let Some(document) = document else { return };
    let flow = Flow::from_json(found.name, "flow.json", document.text.as_bytes());
    let Some(program) = flow.program.clone() else {
        session.notice = Some("This version cannot be played.".to_owned());
        return;
    };
    let key = whatsapp.graph().phone_number(&whatsapp.phone()).and_then(|phone| phone.public_key);
    let link = found.endpoint_uri.zip(key).and_then(|(endpoint, key)| {
        let client = Client::new(whatsapp.network(), &key).ok()?.uri(endpoint.parse().ok()?);
        Some(Arc::new(Link::new(client.app_secret(whatsapp.app_secret()))))
    });
    session.opening = if program.has_endpoint() && link.is_some() {
        Opening::data_exchange()
    } else {
        house.opening(&program, program.entries().next(), None)
    };
    session.play(flow, &program);
    session.invited = Some(Invited { message: None, link });
    (session.with, session.chat) = (None, Chat::default());
    session.secrets.clear();
    let effects = session.restart();
    house.record(room);
    drive::carry_out(house, room, session, effects);
}

/// Waits until there is something to draw: on this page, or on the desk.
pub(crate) async fn until_changed(
    house: &House,
    room: &Room,
    changed: &mut watch::Receiver<u64>,
    desk: Option<&mut watch::Receiver<u64>>,
) -> Option<()> {
    let (Some(desk), Some(whatsapp)) = (desk, &house.whatsapp) else {
        return changed.changed().await.ok();
    };
    let own = pin!(changed.changed());
    let others = pin!(desk.changed());
    match select(own, others).await {
        Either::Left((done, _)) => done.ok()?,
        Either::Right((done, _)) => {
            done.ok()?;
            room.touch(&mut room.lock());
        }
    }
    // A chat that is on the screen is read.
    seen(whatsapp, &room.lock());
    Some(())
}
