//! Effects of the player, carried out: requests to the endpoint, pauses, the end.

use std::sync::Arc;
use std::time::{Duration, Instant};

use flow_player::{Completion, Effect, Reply, Request, TIMEOUT, Ticket};
use flow_runtime::testing;
use serde_json::{Value, json};

use crate::house::House;
use crate::keys;
use crate::link::{Call, Link};
use crate::log::{Exchange, Outcome, wire};
use crate::made_up;
use crate::mischief::Mischief;
use crate::session::{Room, Session, Sheet};

/// The Data API of a flow that names none.
const DATA_API: &str = "3.0";

/// Carries out effects. Requests run on their own, and come back to the session later.
pub(crate) fn carry_out(
    house: &Arc<House>,
    room: &Arc<Room>,
    session: &mut Session,
    effects: Vec<Effect>,
) {
    for effect in effects {
        match effect {
            Effect::Ask(ticket, request) => ask(house, room, session, ticket, &request),
            Effect::Tell(request) => tell(house, room, session, &request),
            Effect::Wait(ticket, pause) => wait(house, room, ticket, pause),
            Effect::Open(address) => session.sheet = Some(Sheet::Address(address)),
            Effect::Closed(completion) => closed(house, room, session, completion),
            Effect::Disabled { message } => dead(house, session, message),
            Effect::Left => left(house, session),
            // What a later phone wants done is none of this page's.
            _ => {}
        }
    }
    time_snackbar(room, session);
}

/// Takes the snackbar away when its time is over.
fn time_snackbar(room: &Arc<Room>, session: &mut Session) {
    let Some(snackbar) = session.player.view().snackbar else { return };
    session.snackbar += 1;
    let (number, room) = (session.snackbar, Arc::clone(room));
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(u64::from(snackbar.milliseconds))).await;
        let mut session = room.lock();
        if session.snackbar == number {
            // A snackbar that is gone already needs no one to take it away.
            let _ = session.gesture(flow_player::Gesture::Dismiss);
            room.touch(&mut session);
        }
    });
}

fn wait(house: &Arc<House>, room: &Arc<Room>, ticket: Ticket, pause: Duration) {
    let (house, room) = (Arc::clone(house), Arc::clone(room));
    tokio::spawn(async move {
        tokio::time::sleep(pause).await;
        let mut session = room.lock();
        let session = &mut *session;
        let effects = session.recording.wake(&mut session.player, ticket);
        carry_out(&house, &room, session, effects);
        room.touch(session);
    });
}

fn call_of(session: &Session, request: &Request) -> Call {
    Call {
        version: session.player.program().data_api_version().unwrap_or(DATA_API).to_owned(),
        token: Some(session.token.clone()),
        action: request.action.as_str(),
        rest: Some((request.screen.clone(), Value::Object(request.data.clone()))),
    }
}

fn ask(
    house: &Arc<House>,
    room: &Arc<Room>,
    session: &mut Session,
    ticket: Ticket,
    request: &Request,
) {
    let mischief = session.mischief.take();
    session.mischief = mischief.and_then(Mischief::then);
    let call = call_of(session, request);
    let mut exchange = Exchange::new(request.action.as_str(), request.screen.clone());
    exchange.sent = Some(request.to_json(&call.version, call.token.as_deref()));
    exchange.outcome = Outcome::Waiting;
    exchange.note = mischief.map(|mischief| format!("Mischief: {}.", mischief.title()));
    let number = session.log.push(exchange);
    let Some(link) = session.link(house) else {
        // Nobody is to be waited for, so the answer is there at once.
        let answer = made_up::answer(&session.player, &session.opening, request);
        let note = match session.invited {
            Some(_) => "Made up here: the flow has no endpoint, or the phone number no public key.",
            None => "Made up here: no endpoint is given (--endpoint).",
        };
        if let Some(exchange) = session.log.get(number) {
            exchange.note =
                Some(exchange.note.take().map_or(note.to_owned(), |was| format!("{was} {note}")));
        }
        let came =
            Came { reply: Reply::Body(answer.to_string()), clear: Some(answer), ..Came::default() };
        return arrived(house, room, session, ticket, number, spoilt(came, mischief), None);
    };
    let (house, room) = (Arc::clone(house), Arc::clone(room));
    tokio::spawn(async move {
        let began = Instant::now();
        let came = if mischief == Some(Mischief::Silence) {
            tokio::time::sleep(TIMEOUT).await;
            Came { reply: Reply::TimedOut, ..Came::default() }
        } else {
            asked(&link, call).await
        };
        let took = began.elapsed();
        let mut session = room.lock();
        arrived(&house, &room, &mut session, ticket, number, spoilt(came, mischief), Some(took));
        room.touch(&mut session);
    });
}

/// What came of a request.
struct Came {
    reply: Reply,
    clear: Option<Value>,
    sent_wire: String,
    answered_wire: String,
    size: usize,
    why: Option<String>,
    /// It is the endpoint's own: neither made up nor spoilt.
    own: bool,
}

impl Default for Came {
    fn default() -> Self {
        Self {
            reply: Reply::Unreachable,
            clear: None,
            sent_wire: String::new(),
            answered_wire: String::new(),
            size: 0,
            why: None,
            own: false,
        }
    }
}

async fn asked(link: &Link, call: Call) -> Came {
    match tokio::time::timeout(TIMEOUT, link.exchange(call)).await {
        Err(_) => Came { reply: Reply::TimedOut, ..Came::default() },
        Ok(Err(error)) => Came { why: Some(root(&error)), ..Came::default() },
        Ok(Ok(exchange)) => read(exchange),
    }
}

fn read(exchange: testing::Exchange) -> Came {
    let mut came = Came {
        sent_wire: wire(&exchange.sent),
        answered_wire: wire(&exchange.received),
        size: exchange.received.len(),
        own: true,
        ..Came::default()
    };
    let status = exchange.status.as_u16();
    let clear = match exchange.clear {
        Some(Ok(value)) => Some(value),
        Some(Err(error)) => {
            came.why = Some(error.to_string());
            None
        }
        None => None,
    };
    came.reply = match (status, &clear) {
        (200, Some(value)) => Reply::Body(value.to_string()),
        (200, None) => Reply::Unreadable,
        (status, clear) => {
            let said = clear.as_ref().and_then(|body| body.get("error_msg")?.as_str());
            Reply::Status(status, said.map(str::to_owned))
        }
    };
    came.clear = clear;
    came
}

fn spoilt(came: Came, mischief: Option<Mischief>) -> Came {
    let Some(mischief) = mischief else { return came };
    let reply = mischief.reply(came.reply);
    let clear = match &reply {
        Reply::Body(text) => serde_json::from_str(text).ok(),
        _ => None,
    };
    Came { reply, clear, why: None, own: false, ..came }
}

/// Gives an answer to the player, and notes what the phone made of it.
fn arrived(
    house: &Arc<House>,
    room: &Arc<Room>,
    session: &mut Session,
    ticket: Ticket,
    number: u64,
    came: Came,
    took: Option<Duration>,
) {
    let late = session.player.awaited().is_none_or(|(awaited, _)| awaited != ticket);
    let outcome = match &came.reply {
        Reply::Body(_) | Reply::Unreadable => Outcome::Status(200),
        Reply::Status(status, _) => Outcome::Status(*status),
        Reply::TimedOut => Outcome::None("no answer"),
        _ => Outcome::None("not reached"),
    };
    let mut why = came.why;
    if let Reply::Unreadable = came.reply {
        why = Some(why.unwrap_or_else(|| "The body cannot be decrypted.".to_owned()));
    }
    // Only what is needed to look back is copied.
    let before = (came.own && !session.earlier.is_empty())
        .then(|| (session.player.snapshot(), came.reply.clone()));
    let effects = session.recording.answer(&mut session.player, ticket, came.reply);
    if late {
        why = Some("It came too late: the phone did not wait for it any more.".to_owned());
    } else if let flow_player::view::Shown::Failed(failure) = session.view().shown {
        let outdated =
            before.and_then(|(phone, reply)| session.earlier.outdated(&phone, ticket, &reply));
        let detail = why.unwrap_or(failure.detail);
        why = Some(match &outdated {
            Some(outdated) => format!("{outdated} What does not fit: {detail}"),
            None => detail,
        });
        session.outdated = outdated;
    }
    let odd = came
        .clear
        .as_ref()
        .filter(|_| came.own && why.is_none())
        .and_then(|answer| keys::odd(session.player.program(), answer));
    if let Some(exchange) = session.log.get(number) {
        exchange.answered = came.clear;
        exchange.sent_wire = came.sent_wire;
        exchange.answered_wire = came.answered_wire;
        exchange.size = came.size;
        exchange.took = took;
        exchange.outcome = outcome;
        exchange.note = odd.or(exchange.note.take());
        exchange.why = why;
    }
    session.sheet = None;
    session.note_secrets();
    if !session.recording.is_empty() {
        house.record(room);
    }
    carry_out(house, room, session, effects);
}

/// An error notice: nobody waits for its answer.
fn tell(house: &Arc<House>, room: &Arc<Room>, session: &mut Session, request: &Request) {
    let Some(link) = session.link(house) else { return };
    let call = call_of(session, request);
    let mut exchange = Exchange::new("error notice", request.screen.clone());
    exchange.sent = Some(request.to_json(&call.version, call.token.as_deref()));
    aside(link, room, session, exchange, call);
}

/// A ping, as Meta's monitoring sends it.
pub(crate) fn ping(house: &Arc<House>, room: &Arc<Room>, session: &mut Session) {
    let Some(link) = session.link(house) else {
        session.notice = Some("No endpoint is given (--endpoint), so nobody can be pinged.".into());
        return;
    };
    let version = session.player.program().data_api_version().unwrap_or(DATA_API).to_owned();
    let mut exchange = Exchange::new("ping", "");
    exchange.sent = Some(json!({ "version": version, "action": "ping" }));
    let call = Call { version, token: None, action: "ping", rest: None };
    aside(link, room, session, exchange, call);
}

/// Sends what the phone does not wait for.
fn aside(link: Arc<Link>, room: &Arc<Room>, session: &mut Session, exchange: Exchange, call: Call) {
    let number = session.log.push(Exchange { outcome: Outcome::Waiting, ..exchange });
    let room = Arc::clone(room);
    tokio::spawn(async move {
        let began = Instant::now();
        let came = asked(&link, call).await;
        let took = began.elapsed();
        let mut session = room.lock();
        if let Some(exchange) = session.log.get(number) {
            exchange.outcome = match came.reply {
                Reply::Status(status, _) => Outcome::Status(status),
                Reply::Body(_) | Reply::Unreadable => Outcome::Status(200),
                Reply::TimedOut => Outcome::None("no answer"),
                _ => Outcome::None("not reached"),
            };
            exchange.answered = came.clear;
            exchange.sent_wire = came.sent_wire;
            exchange.answered_wire = came.answered_wire;
            exchange.size = came.size;
            exchange.took = Some(took);
            exchange.why = came.why;
        }
        room.touch(&mut session);
    });
}

/// The endpoint has closed the flow for good.
fn dead(house: &House, session: &mut Session, why: String) {
    if let (Some(whatsapp), Some(message)) = (&house.whatsapp, session.message()) {
        whatsapp.disabled(message, &why);
    }
    session.chat.dead = Some(why);
}

/// The person has closed the flow: the phone keeps what was entered.
fn left(house: &House, session: &mut Session) {
    let saved = session.player.save(&session.opening);
    if let (Some(whatsapp), Some(message)) = (&house.whatsapp, session.message()) {
        whatsapp.left(message, saved.clone());
    }
    session.chat.saved = saved;
}

/// The flow is complete: the chat shows it, and the webhook gets it.
fn closed(house: &Arc<House>, room: &Arc<Room>, session: &mut Session, completion: Completion) {
    let mut response = completion.response.clone();
    if completion.flow_token_in_response {
        response.insert("flow_token".to_owned(), session.token.clone().into());
    }
    let response = Value::Object(response);
    let step = Exchange::new("complete", completion.screen.clone());
    session.log.push(Exchange { sent: Some(response.clone()), ..step });
    session.chat.saved = None;
    if let (Some(whatsapp), Some(message)) = (&house.whatsapp, session.message()) {
        whatsapp.completed(message, completion);
        return;
    }
    session.chat.done.push(completion);
    // Of a version that is only looked at nobody hears.
    let hook = house.webhook.clone().filter(|_| session.invited.is_none());
    let Some(hook) = hook else { return };
    let mut exchange = Exchange::new("webhook", "");
    exchange.sent = Some(json!({ "response_json": response }));
    exchange.outcome = Outcome::Waiting;
    let number = session.log.push(exchange);
    let message = format!("wamid.{}-{}", room.id, session.chat.done.len());
    let room = Arc::clone(room);
    tokio::spawn(async move {
        let began = Instant::now();
        let delivered = tokio::time::timeout(TIMEOUT, hook.complete(&message, &response)).await;
        let took = began.elapsed();
        let mut session = room.lock();
        if let Some(exchange) = session.log.get(number) {
            exchange.took = Some(took);
            match delivered {
                Ok((sent, outcome)) => {
                    exchange.sent_wire = wire(&sent);
                    match outcome {
                        Ok(status) => exchange.outcome = Outcome::Status(status),
                        Err(error) => {
                            exchange.outcome = Outcome::None("not reached");
                            exchange.why = Some(error);
                        }
                    }
                }
                Err(_) => exchange.outcome = Outcome::None("no answer"),
            }
        }
        room.touch(&mut session);
    });
}

/// The innermost cause of an error: what is around it says no more than that a request failed.
fn root(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(cause) => root(cause),
        None => error.to_string(),
    }
}
