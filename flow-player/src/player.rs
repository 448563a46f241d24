//! The player: a phone that plays one flow.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Map as Json;

use crate::assume::Assumption;
use crate::device::Device;
use crate::effect::{Asked, Completion, Effect, Request, Ticket};
use crate::eval::Scope;
use crate::moves::Arrival;
use crate::program::{Program, Screen};
use crate::schema::{self, Source};
use crate::state::{Awaited, Failure, Phase, State, Store};
use crate::value::{self, Map, Text};

/// How a flow is opened, as the message in the chat says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Opening {
    /// With `flow_action: "navigate"`: a screen and its data come with the message.
    Navigate {
        /// The screen; without one, the first of the document.
        screen: Option<String>,
        /// Its data.
        data: Json<String, serde_json::Value>,
    },
    /// With `flow_action: "data_exchange"`: the endpoint is asked for the first screen.
    DataExchange {
        /// The screen that the message names, which the answer then has to give.
        screen: Option<String>,
    },
    /// As a tool shows it: any screen, whatever leads to it, with the data that it is given.
    Shown {
        /// The screen.
        screen: String,
        /// Its data.
        data: Json<String, serde_json::Value>,
    },
}

impl Opening {
    /// Opens with a screen and its data.
    #[must_use]
    pub fn navigate(screen: &str, data: Json<String, serde_json::Value>) -> Self {
        Self::Navigate { screen: Some(screen.to_owned()), data }
    }

    /// Asks the endpoint for the first screen.
    #[must_use]
    pub fn data_exchange() -> Self {
        Self::DataExchange { screen: None }
    }

    /// Shows one screen with the examples of its data model.
    #[must_use]
    pub fn example(program: &Program, screen: &str) -> Self {
        Self::Shown { screen: screen.to_owned(), data: program.example(screen) }
    }
}

/// A phone that plays one flow.
///
/// It takes [gestures](crate::Gesture) and [replies](crate::Reply), and gives [effects](Effect) and
/// a [view](crate::view::View). It does no I/O, has no clock and no randomness: the same gestures
/// and replies give the same views.
///
/// ```
/// use flow_player::{Date, Device, Effect, Gesture, Opening, Player, Profile, Program, Target};
///
/// let program = Program::from_json(br#"{
///     "version": "7.3",
///     "screens": [{
///         "id": "HELLO", "title": "Hello", "terminal": true,
///         "layout": { "type": "SingleColumnLayout", "children": [
///             { "type": "TextInput", "name": "who", "label": "Your name", "required": true },
///             { "type": "Footer", "label": "Send",
///               "on-click-action": { "name": "complete", "payload": { "who": "${form.who}" } } }
///         ] }
///     }]
/// }"#)?;
/// let phone = Device::new(Profile::Android, Date::constant(2026, 11, 29));
/// let (mut player, _) = Player::open(&program, Opening::example(&program, "HELLO"), phone);
/// assert!(player.gesture(Gesture::Tap(Target::Footer)).is_err(), "the name is required");
/// player.gesture(Gesture::Fill { name: "who".into(), text: "Ada".into() })?;
/// let effects = player.gesture(Gesture::Tap(Target::Footer))?;
/// let [Effect::Closed(done)] = effects.as_slice() else { panic!("{effects:?}") };
/// assert_eq!(done.response["who"], "Ada");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Player {
    pub(crate) program: Program,
    pub(crate) state: State,
}

/// All that a player remembers, to be stored and [restored](Player::restore).
///
/// It holds what a person entered, passwords included; [`Saved`](crate::Saved) is what a phone
/// keeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot(pub(crate) State);

impl Player {
    /// Opens a flow.
    ///
    /// An opening that no phone would take, such as a screen to which others lead, shows a
    /// [failure](crate::view::Shown::Failed) that says why.
    #[must_use]
    pub fn open(program: &Program, opening: Opening, device: Device) -> (Self, Vec<Effect>) {
        let store = Store { pages: BTreeMap::new(), profile: device.profile };
        let state = State {
            device,
            store,
            stack: Vec::new(),
            phase: Phase::Loading,
            awaited: None,
            failed: None,
            focus: None,
            snackbar: None,
            ticket: 0,
            assumed: BTreeSet::new(),
            seen: BTreeSet::new(),
        };
        let mut player = Self { program: program.clone(), state };
        let mut effects = Vec::new();
        match opening {
            Opening::Navigate { screen, data } => {
                let first = program.screens().next().unwrap_or_default().to_owned();
                player.first(&screen.unwrap_or(first), data, true, &mut effects);
            }
            Opening::Shown { screen, data } => player.first(&screen, data, false, &mut effects),
            Opening::DataExchange { .. } if !program.has_endpoint() => {
                player.fail("", "the flow declares no endpoint to ask for its first screen");
            }
            Opening::DataExchange { screen } => {
                let request =
                    Request { action: Asked::Init, screen: String::new(), data: Json::new() };
                player.ask(request, screen.map(Text::from), &mut effects);
            }
        }
        (player, effects)
    }

    /// Shows the first screen, from a message.
    fn first(
        &mut self,
        screen: &str,
        data: Json<String, serde_json::Value>,
        strict: bool,
        effects: &mut Vec<Effect>,
    ) {
        let program = self.program.clone();
        let data = value::map(data);
        let Some(found) = program.screen(screen) else {
            self.fail("invalid-screen-transition", &format!("the flow has no screen `{screen}`"));
            return;
        };
        if strict && !program.may_open(screen) {
            let detail = format!("`{screen}` cannot be the first screen: others lead to it");
            self.fail("invalid-screen-transition", &detail);
            return;
        }
        if let Err(misfit) = schema::check(found.model.as_ref(), &data, Source::Any)
            && strict
        {
            self.fail("payload-schema-error", &misfit.to_string());
            return;
        }
        self.go(&found.id, data, Arrival::Forward, effects);
    }

    /// The program that is played.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The phone.
    #[must_use]
    pub fn device(&self) -> Device {
        self.state.device
    }

    /// The id of the screen that is shown; `None` while it loads, after a failure and at the end.
    #[must_use]
    pub fn screen(&self) -> Option<&str> {
        match self.state.phase {
            Phase::Screen => self.state.stack.last().map(|id| &**id),
            _ => None,
        }
    }

    /// The screens that the person can go back to and the one that is shown, oldest first.
    #[must_use]
    pub fn history(&self) -> impl ExactSizeIterator<Item = &str> {
        self.state.stack.iter().map(|id| &**id)
    }

    /// Every screen that was shown.
    #[must_use]
    pub fn seen(&self) -> impl ExactSizeIterator<Item = &str> {
        self.state.seen.iter().map(|id| &**id)
    }

    /// The data of a screen, as `${data.…}` reads it there.
    #[must_use]
    pub fn data(&self, screen: &str) -> Json<String, serde_json::Value> {
        self.state.store.page(screen).map(|page| value::plain(&page.data)).unwrap_or_default()
    }

    /// The form of a screen, as `${form.…}` reads it there: each field that has a value.
    #[must_use]
    pub fn form(&self, screen: &str) -> Json<String, serde_json::Value> {
        let Some((found, page)) = self.program.screen(screen).zip(self.state.store.page(screen))
        else {
            return Json::new();
        };
        let version = self.program.version();
        let value = |name: &Text| {
            let entry = page.form.get(name)?;
            Some(entry.value(found.field(name)?, version, self.state.store.profile))
        };
        found
            .fields
            .keys()
            .filter_map(|name| Some((name.to_string(), value(name)?.into())))
            .collect()
    }

    /// How the flow ended; `None` while it goes on.
    #[must_use]
    pub fn completion(&self) -> Option<&Completion> {
        match &self.state.phase {
            Phase::Completed(completion) => Some(completion),
            _ => None,
        }
    }

    /// The request that is under way.
    #[must_use]
    pub fn awaited(&self) -> Option<(Ticket, &Request)> {
        self.state.awaited.as_ref().map(|awaited| (awaited.ticket, &awaited.request))
    }

    /// What was assumed so far, because no source says it.
    #[must_use]
    pub fn assumed(&self) -> impl ExactSizeIterator<Item = Assumption> {
        self.state.assumed.iter().copied()
    }

    /// All that the player remembers.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot(self.state.clone())
    }

    /// Goes on from a snapshot. What does not fit the program is left out, as by
    /// [`adopt`](Self::adopt).
    ///
    /// ```
    /// # use flow_player::{Date, Device, Opening, Player, Profile, Program};
    /// # let program = Program::from_json(br#"{ "version": "7.3", "screens": [{ "id": "A", "title": "A",
    /// #   "terminal": true, "layout": { "type": "SingleColumnLayout", "children": [{ "type": "Footer",
    /// #   "label": "Bye", "on-click-action": { "name": "complete", "payload": {} } }] } }] }"#)?;
    /// # let phone = Device::new(Profile::Web, Date::constant(2026, 11, 29));
    /// let (player, _) = Player::open(&program, Opening::example(&program, "A"), phone);
    /// let text = serde_json::to_string(&player.snapshot())?;
    /// let again = Player::restore(&program, serde_json::from_str(&text)?);
    /// assert_eq!(again.snapshot(), player.snapshot());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn restore(program: &Program, snapshot: Snapshot) -> Self {
        let mut player = Self { program: program.clone(), state: snapshot.0 };
        player.fit();
        player
    }

    pub(crate) fn scope<'a>(&'a self, screen: &'a str) -> Scope<'a> {
        Scope { program: &self.program, store: &self.state.store, screen }
    }

    /// The screen on top, while one is shown.
    pub(crate) fn top<'p>(&self, program: &'p Program) -> Option<&'p Screen> {
        program.screen(self.screen()?)
    }

    pub(crate) fn assume(&mut self, assumption: Assumption) {
        self.state.assumed.insert(assumption);
    }

    /// Shows a full page instead of a screen: a fault that no repetition helps against.
    pub(crate) fn fail(&mut self, key: &str, detail: &str) {
        self.assume(Assumption::Wordings);
        self.state.phase = Phase::Failed(Failure {
            message: crate::answer::GENERAL.to_owned(),
            detail: detail.to_owned(),
            key: (!key.is_empty()).then(|| key.to_owned()),
            retry: false,
        });
        self.state.snackbar = None;
        self.state.focus = None;
    }

    /// Sends a request and waits for its answer.
    pub(crate) fn ask(&mut self, request: Request, named: Option<Text>, effects: &mut Vec<Effect>) {
        let ticket = self.next_ticket();
        self.state.snackbar = None;
        self.state.focus = None;
        effects.push(Effect::Ask(ticket, request.clone()));
        self.state.awaited = Some(Awaited { ticket, request, again: false, pausing: false, named });
    }

    pub(crate) fn next_ticket(&mut self) -> Ticket {
        self.state.ticket += 1;
        Ticket(self.state.ticket)
    }
}

impl Program {
    /// Whether a flow may open with a screen: no other leads to it. In a flow where something leads
    /// to every screen, as a `NavigationList` without an endpoint does, any may.
    pub(crate) fn may_open(&self, screen: &str) -> bool {
        let inner = self.inner();
        let Some(at) = inner.at.get(screen) else { return false };
        let reached = |at: &usize| {
            inner.routes.iter().enumerate().any(|(from, to)| from != *at && to.contains(at))
        };
        !reached(at) || inner.at.values().all(reached)
    }
}

/// The data of a page, merged key by key.
pub(crate) fn merge(into: &mut Map, data: Map) {
    into.extend(data);
}
