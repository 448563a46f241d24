//! What comes back from the endpoint, judged as a phone judges it.

use std::time::Duration;

use serde_json::{Map as Json, Value as Plain, json};

use crate::assume::Assumption;
use crate::effect::{Asked, Effect, Request, Ticket};
use crate::moves::Arrival;
use crate::player::Player;
use crate::schema::{self, Source};
use crate::state::{Awaited, Failure, Phase};
use crate::value::{self, Map, Text};

/// How long a phone waits for an answer.
pub const TIMEOUT: Duration = Duration::from_secs(10);

/// How long a phone waits before it asks again after status 421.
const PAUSE: Duration = Duration::from_millis(500);

/// The largest answer, in bytes of JSON.
const LARGEST: usize = 1_048_576;

/// What is shown for a fault. WhatsApp's own words are not known.
pub(crate) const GENERAL: &str = "Something went wrong. Try again later.";
const OFFLINE: &str = "No connection. Check your internet and try again.";
const EXPIRED: &str = "This form is no longer available.";

/// The screen by which an answer ends the flow.
const SUCCESS: &str = "SUCCESS";

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reply {
    /// Status 200: the decrypted answer, as the JSON text that it is.
    Body(String),
    /// Another status, with the decrypted `error_msg` of a 427.
    Status(u16, Option<String>),
    /// No answer within [`TIMEOUT`].
    TimedOut,
    /// The endpoint could not be reached at all.
    Unreachable,
    /// Status 200, and a body that cannot be decrypted.
    Unreadable,
}

impl Reply {
    /// An answer that shows a screen.
    ///
    /// ```
    /// use flow_player::Reply;
    /// use serde_json::json;
    ///
    /// let data = json!({ "email": "ada@example.com" }).as_object().unwrap().clone();
    /// assert!(matches!(Reply::screen("LOGIN", &data), Reply::Body(text) if text.contains("LOGIN")));
    /// ```
    #[must_use]
    pub fn screen(id: &str, data: &Json<String, Plain>) -> Self {
        Self::Body(json!({ "screen": id, "data": data }).to_string())
    }

    /// An answer that ends the flow.
    #[must_use]
    pub fn closed(params: &Json<String, Plain>) -> Self {
        let response = json!({ "extension_message_response": { "params": params } });
        Self::Body(json!({ "screen": SUCCESS, "data": response }).to_string())
    }
}

/// What is wrong with an answer.
struct Fault {
    key: &'static str,
    detail: String,
}

/// A sound answer.
enum Judged {
    Screen { id: Text, data: Map, message: Option<String> },
    Closed(Json<String, Plain>),
}

impl Player {
    /// Takes what came of a request.
    ///
    /// An answer to a request that nobody waits for any longer changes nothing.
    pub fn answer(&mut self, ticket: Ticket, reply: Reply) -> Vec<Effect> {
        let mut effects = Vec::new();
        let current = |awaited: &&Awaited| awaited.ticket == ticket && !awaited.pausing;
        let Some(awaited) = self.state.awaited.as_ref().filter(current).cloned() else {
            return effects;
        };
        match reply {
            Reply::Body(text) => {
                self.state.awaited = None;
                self.judged(&awaited, &text, &mut effects);
            }
            Reply::Unreadable => {
                self.state.awaited = None;
                let detail = "the answer cannot be decrypted".to_owned();
                let fault = Fault { key: "response-decryption-error", detail };
                self.faulty(&awaited, &fault, &mut effects);
            }
            Reply::Status(421, _) if !awaited.again => {
                let ticket = self.next_ticket();
                self.state.awaited =
                    Some(Awaited { ticket, again: true, pausing: true, ..awaited });
                effects.push(Effect::Wait(ticket, PAUSE));
            }
            Reply::Status(427, message) => {
                self.state.awaited = None;
                let said = message.filter(|message| !message.is_empty());
                let message = said.unwrap_or_else(|| EXPIRED.to_owned());
                self.state.snackbar = None;
                self.state.phase = Phase::Dead(message.clone());
                effects.push(Effect::Disabled { message });
            }
            Reply::Status(421, _) => {
                self.went_wrong(awaited, GENERAL, "status 421, twice", None, false, &mut effects);
            }
            Reply::Status(504, _) | Reply::TimedOut => {
                let detail = "no answer within ten seconds";
                self.went_wrong(
                    awaited,
                    GENERAL,
                    detail,
                    Some("timeout_error"),
                    true,
                    &mut effects,
                );
            }
            Reply::Status(status, _) => {
                let detail = format!("status {status}");
                let key = Some("unexpected_http_status_code");
                self.went_wrong(awaited, GENERAL, &detail, key, true, &mut effects);
            }
            Reply::Unreachable => {
                let detail = "the endpoint cannot be reached";
                self.went_wrong(awaited, OFFLINE, detail, None, true, &mut effects);
            }
        }
        effects
    }

    /// Goes on after a pause that an [`Effect::Wait`] asked for: the request is sent once more.
    pub fn wake(&mut self, ticket: Ticket) -> Vec<Effect> {
        let waits = |awaited: &&Awaited| awaited.ticket == ticket && awaited.pausing;
        let Some(awaited) = self.state.awaited.as_ref().filter(waits).cloned() else {
            return Vec::new();
        };
        let ticket = self.next_ticket();
        let request = awaited.request.clone();
        self.state.awaited = Some(Awaited { ticket, pausing: false, ..awaited });
        vec![Effect::Ask(ticket, request)]
    }

    /// The endpoint failed: a snackbar where there is a screen to stay on, else a full page.
    fn went_wrong(
        &mut self,
        awaited: Awaited,
        message: &str,
        detail: &str,
        key: Option<&str>,
        retry: bool,
        effects: &mut Vec<Effect>,
    ) {
        self.assume(Assumption::Wordings);
        self.state.awaited = None;
        if let Some(key) = key {
            self.notify(&awaited, key, detail, effects);
        }
        if retry {
            self.state.failed = Some((awaited.request, awaited.named));
        }
        if self.state.stack.is_empty() {
            self.state.phase = Phase::Failed(Failure {
                message: message.to_owned(),
                detail: detail.to_owned(),
                key: key.map(str::to_owned),
                retry,
            });
        } else {
            self.state.snackbar = Some(message.into());
        }
    }

    /// The answer is faulty: a full page, and nothing helps against it.
    fn faulty(&mut self, awaited: &Awaited, fault: &Fault, effects: &mut Vec<Effect>) {
        self.notify(awaited, fault.key, &fault.detail, effects);
        self.fail(fault.key, &fault.detail);
    }

    /// Tells the endpoint what was wrong, on a phone that does so.
    fn notify(&self, awaited: &Awaited, key: &str, detail: &str, effects: &mut Vec<Effect>) {
        if !self.state.device.notices {
            return;
        }
        let mut data = Json::new();
        data.insert("error".to_owned(), key.into());
        data.insert("error_message".to_owned(), detail.into());
        let action = match awaited.request.action {
            Asked::Init => Asked::Init,
            Asked::Back | Asked::DataExchange => Asked::DataExchange,
        };
        effects.push(Effect::Tell(Request {
            action,
            screen: awaited.request.screen.clone(),
            data,
        }));
    }

    fn judged(&mut self, awaited: &Awaited, text: &str, effects: &mut Vec<Effect>) {
        match self.judge(awaited, text) {
            Err(fault) => self.faulty(awaited, &fault, effects),
            Ok(Judged::Closed(response)) => {
                let program = self.program.clone();
                let here = program.screen(&awaited.request.screen);
                match here.or_else(|| program.inner().screens.first()) {
                    Some(here) => self.complete(here, response, true, effects),
                    None => self.fail("", "a flow without screens cannot end"),
                }
            }
            Ok(Judged::Screen { id, data, message }) => self.shows(&id, data, message, effects),
        }
    }

    /// A sound answer shows its screen. One with an `error_message` keeps the person where they are.
    fn shows(&mut self, id: &Text, data: Map, message: Option<String>, effects: &mut Vec<Effect>) {
        let Some(message) = message else {
            self.go(id, data, Arrival::Answer, effects);
            return;
        };
        match self.state.stack.last() {
            Some(top) if top == id => {
                self.assume(Assumption::MessageFillsWhatItBrings);
                self.go(id, data, Arrival::Message, effects);
            }
            Some(_) => self.assume(Assumption::MessageKeepsTheScreen),
            None => {
                self.assume(Assumption::MessageOnTheFirstScreen);
                self.go(id, data, Arrival::Answer, effects);
            }
        }
        self.state.snackbar = Some(message.into());
    }

    fn judge(&mut self, awaited: &Awaited, text: &str) -> Result<Judged, Fault> {
        let schema = |detail: String| Fault { key: "payload-schema-error", detail };
        if text.len() > LARGEST {
            let size = text.len();
            return Err(schema(format!("the answer has {size} bytes, and {LARGEST} are the most")));
        }
        let answer = serde_json::from_str(text);
        let Ok(Plain::Object(mut answer)) = answer else {
            return Err(schema("the answer is not a JSON object".to_owned()));
        };
        let Some(Plain::String(screen)) = answer.remove("screen") else {
            self.assume(Assumption::AnswerWithoutScreen);
            return Err(schema("`screen` is missing, or no string".to_owned()));
        };
        let Some(Plain::Object(mut data)) = answer.remove("data") else {
            return Err(schema("`data` is missing, or no object".to_owned()));
        };
        if screen == SUCCESS {
            let response = data.remove("extension_message_response");
            let params = response.and_then(|mut response| match response.get_mut("params") {
                Some(Plain::Object(params)) => Some(std::mem::take(params)),
                _ => None,
            });
            return Ok(Judged::Closed(params.unwrap_or_default()));
        }
        self.reachable(awaited, &screen)?;
        let message = match data.remove("error_message") {
            Some(Plain::String(message)) if !message.is_empty() => Some(message),
            _ => None,
        };
        let program = self.program.clone();
        let data = value::map(data);
        let found = program.screen(&screen);
        let model = found.and_then(|found| found.model.as_ref());
        schema::check(model, &data, Source::Any).map_err(|misfit| schema(misfit.to_string()))?;
        Ok(Judged::Screen { id: screen.into(), data, message })
    }

    /// The screen is one to which this answer may lead.
    fn reachable(&self, awaited: &Awaited, screen: &str) -> Result<(), Fault> {
        let illegal = |detail: String| Fault { key: "invalid-screen-transition", detail };
        if self.program.screen(screen).is_none() {
            return Err(illegal(format!("`screen`: the flow has no `{screen}`")));
        }
        let from = &awaited.request.screen;
        match awaited.request.action {
            Asked::Init => match &awaited.named {
                Some(named) if **named != *screen => Err(illegal(format!(
                    "`screen` is `{screen}`, but the message opened the flow with `{named}`"
                ))),
                None if !self.program.may_open(screen) => Err(illegal(format!(
                    "`screen`: `{screen}` cannot be the first screen, others lead to it"
                ))),
                _ => Ok(()),
            },
            Asked::Back | Asked::DataExchange if !self.program.inner().may_go(from, screen) => {
                Err(illegal(format!("`screen`: `{from}` does not lead to `{screen}`")))
            }
            Asked::Back | Asked::DataExchange => Ok(()),
        }
    }
}
