//! A session: one phone, one person, what lies over the screen, and what was exchanged.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use flow_player::view::{Content, View};
use flow_player::{
    Completion, Date, Device, Effect, Gesture, Opening, Player, Profile, Program, Recording,
    Refused, Saved,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tokio::sync::watch;

use crate::chats::Invited;
use crate::did::{Change, System, Tab};
use crate::earlier::Earlier;
use crate::flow::Flow;
use crate::house::House;
use crate::link::Link;
use crate::log::Log;
use crate::mischief::Mischief;
use crate::pictures::Pictures;
use crate::record::Recorded;

/// How the phone looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Look {
    pub(crate) dark: bool,
    pub(crate) rtl: bool,
    /// The size of text, in percent: one of [`TEXTS`].
    pub(crate) text: u16,
    pub(crate) everything: bool,
}

/// The sizes of text, in percent.
pub(crate) const TEXTS: [u16; 5] = [85, 100, 130, 150, 200];

/// What lies over the screen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sheet {
    /// The list of a dropdown.
    Options { name: String, find: String },
    /// A calendar.
    Calendar(Calendar),
    /// The menu of the header.
    Menu,
    /// An address, before it is opened.
    Address(String),
}

/// A calendar that is open.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Calendar {
    pub(crate) name: String,
    /// The first day of the month that is shown.
    pub(crate) month: Date,
    pub(crate) start: Option<Date>,
    pub(crate) end: Option<Date>,
    /// Why the choice was not taken.
    pub(crate) refused: Option<String>,
}

/// The chat around the phone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chat {
    /// What the dead button says.
    pub(crate) dead: Option<String>,
    /// How the flow ended, each time.
    pub(crate) done: Vec<Completion>,
    /// What the phone keeps of a flow that was closed.
    pub(crate) saved: Option<Saved>,
}

/// A session.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) player: Player,
    /// What the person did since the flow was opened, to be written as a test.
    pub(crate) recording: Recording,
    /// The name of the flow.
    pub(crate) flow: String,
    /// Its Flow JSON, and what it was before it was changed last.
    pub(crate) document: Option<Arc<str>>,
    pub(crate) earlier: Earlier,
    /// What to say of an endpoint that is older than the flow, below the failure that comes of it.
    pub(crate) outdated: Option<String>,
    pub(crate) opening: Opening,
    pub(crate) token: String,
    /// Whose chat is shown, by their place among the people of the desk.
    pub(crate) with: Option<usize>,
    /// The flow of the desk that is played; `None` for a flow of the source.
    pub(crate) invited: Option<Invited>,
    pub(crate) look: Look,
    pub(crate) sheet: Option<Sheet>,
    pub(crate) tab: Tab,
    pub(crate) log: Log,
    pub(crate) chat: Chat,
    pub(crate) mischief: Option<Mischief>,
    /// What a person should know about what they just did: that it was refused, and why.
    pub(crate) notice: Option<String>,
    /// What was entered in secret last, by the name of its field.
    pub(crate) secrets: BTreeMap<String, String>,
    pub(crate) secrets_shown: bool,
    /// In which form the recording is shown.
    pub(crate) recorded: Recorded,
    pub(crate) pictures: Pictures,
    /// Rises with every change.
    pub(crate) rev: u64,
    /// Counts the snackbars, so that the time of an old one ends no new one.
    pub(crate) snackbar: u64,
}

/// A session with what its page waits for.
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) id: String,
    session: Mutex<Session>,
    /// The newest `rev`.
    pub(crate) changed: watch::Sender<u64>,
    used: Mutex<Instant>,
}

impl Room {
    pub(crate) fn new(id: String, session: Session) -> Arc<Self> {
        let (changed, _) = watch::channel(session.rev);
        let used = Mutex::new(Instant::now());
        Arc::new(Self { id, session: Mutex::new(session), changed, used })
    }

    /// The session. What a panic of another holder left is still whole: the player changes last.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Session> {
        *self.used.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When it was used last.
    pub(crate) fn used(&self) -> Instant {
        *self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that there is something new to draw.
    pub(crate) fn touch(&self, session: &mut Session) {
        session.rev += 1;
        self.changed.send_replace(session.rev);
    }
}

impl Session {
    /// A session of a flow, and what is to be done first.
    pub(crate) fn open(
        flow: &Flow,
        program: &Program,
        opening: Opening,
        token: String,
        look: Look,
        profile: Profile,
        day: Option<Date>,
    ) -> (Self, Vec<Effect>) {
        let device = Device::new(profile, day.unwrap_or_else(today));
        let (player, effects) = Player::open(program, opening.clone(), device);
        let session = Self {
            player,
            recording: Recording::begin(opening.clone(), device),
            flow: flow.name.clone(),
            document: flow.document.clone(),
            earlier: Earlier::default(),
            outdated: None,
            opening,
            token,
            with: None,
            invited: None,
            look,
            sheet: None,
            tab: Tab::default(),
            log: Log::default(),
            chat: Chat::default(),
            mischief: None,
            notice: None,
            secrets: BTreeMap::new(),
            secrets_shown: false,
            recorded: Recorded::default(),
            pictures: Pictures::default(),
            rev: 1,
            snackbar: 0,
        };
        (session, effects)
    }

    /// What the phone shows: as a phone does, or all of the screen.
    pub(crate) fn view(&self) -> View {
        self.player.view()
    }

    /// Begins the flow again, as the message in the chat opens it.
    pub(crate) fn restart(&mut self) -> Vec<Effect> {
        let device = self.player.device();
        let program = self.player.program().clone();
        self.sheet = None;
        self.begin(&program, device)
    }

    fn begin(&mut self, program: &Program, device: Device) -> Vec<Effect> {
        let (player, effects) = Player::open(program, self.opening.clone(), device);
        self.begin_with(player, device);
        effects
    }

    /// Goes on with another player.
    pub(crate) fn begin_with(&mut self, player: Player, device: Device) {
        self.player = player;
        self.recording = Recording::begin(self.opening.clone(), device);
    }

    /// Plays another flow, which is still to be opened.
    pub(crate) fn play(&mut self, flow: Flow, program: &Program) {
        self.flow = flow.name;
        self.document = flow.document;
        self.earlier = Earlier::default();
        self.player.adopt(program);
    }

    /// The message that has opened the flow.
    pub(crate) fn message(&self) -> Option<&str> {
        self.invited.as_ref()?.message.as_deref()
    }

    /// The endpoint of the flow, where it can be asked.
    pub(crate) fn link(&self, house: &House) -> Option<Arc<Link>> {
        match &self.invited {
            Some(invited) => invited.link.clone(),
            None => house.endpoint.clone(),
        }
    }

    /// Goes on with the flow as it is now. What a message has opened stays as the message carries it.
    pub(crate) fn adopt(&mut self, flow: &Flow) {
        let Some(program) = flow.program.as_ref().filter(|_| self.invited.is_none()) else {
            return;
        };
        if flow.document.is_none() || flow.document != self.document {
            self.earlier.push(self.player.program().clone());
            self.document.clone_from(&flow.document);
            if !self.recording.is_empty() {
                self.recording.note("the flow was changed while this was recorded");
            }
        }
        self.player.adopt(program);
        self.sheet = None;
    }

    /// Makes a gesture on the phone, and keeps it for the recording.
    pub(crate) fn gesture(&mut self, gesture: Gesture) -> Result<Vec<Effect>, Refused> {
        self.recording.gesture(&mut self.player, gesture)
    }

    /// Opens the flow from the chat: where the person left it, or anew.
    pub(crate) fn reopen(&mut self) -> Vec<Effect> {
        let device = self.player.device();
        let program = self.player.program().clone();
        let saved = self.chat.saved.take();
        let age = std::time::Duration::ZERO;
        let resumed =
            saved.and_then(|saved| Player::reopen(&program, saved, &self.opening, age, device));
        match resumed {
            Some(player) => {
                self.player = player;
                self.recording.reopened(age);
                Vec::new()
            }
            None => self.restart(),
        }
    }

    /// Changes how the phone looks.
    pub(crate) fn change(&mut self, change: &Change) -> Vec<Effect> {
        match *change {
            Change::Dark(on) => self.look.dark = on,
            Change::Rtl(on) => self.look.rtl = on,
            Change::Text(size) if TEXTS.contains(&size) => self.look.text = size,
            Change::Text(_) => {}
            Change::Everything(on) => self.look.everything = on,
            Change::System(system) => return self.change_system(system),
        }
        Vec::new()
    }

    /// Goes on on a phone of another system: what a phone keeps moves with it.
    fn change_system(&mut self, system: System) -> Vec<Effect> {
        let device = Device { profile: system.profile(), ..self.player.device() };
        let program = self.player.program().clone();
        let saved = self.player.save(&self.opening);
        let age = std::time::Duration::ZERO;
        let player =
            saved.and_then(|saved| Player::reopen(&program, saved, &self.opening, age, device));
        self.sheet = None;
        if let Some(player) = player {
            self.player = player;
            self.recording.moved(device);
            return Vec::new();
        }
        self.begin(&program, device)
    }

    /// Opens what lies over the screen for this field.
    pub(crate) fn open_sheet(&mut self, name: &str) {
        let view = self.player.view();
        let found = view.body.iter().find(|element| {
            element
                .content
                .field()
                .is_some_and(|field| field.name == name && field.disabled.is_none())
        });
        let calendar = |month: Date, start, end| {
            let month = month.first_of_month();
            Sheet::Calendar(Calendar { name: name.to_owned(), month, start, end, refused: None })
        };
        let today = self.player.device().today;
        self.sheet = match found.map(|element| &element.content) {
            Some(Content::Dropdown(_)) => {
                Some(Sheet::Options { name: name.to_owned(), find: String::new() })
            }
            Some(Content::DatePicker(picker)) => {
                let wheels = self.player.device().profile.traits().date_wheels;
                let start = picker.date.or(wheels.then_some(picker.begins));
                let month = picker.date.unwrap_or(picker.begins);
                Some(calendar(month, start, None))
            }
            Some(Content::CalendarPicker(picker)) => {
                let month = picker.start.unwrap_or(today).clamp(picker.first, picker.last);
                let end = picker.end.as_ref().and_then(|end| end.date);
                Some(calendar(month, picker.start, end))
            }
            _ => return,
        };
    }

    /// The gesture that takes what the calendar holds.
    pub(crate) fn accept(&self) -> Option<Gesture> {
        let Some(Sheet::Calendar(calendar)) = &self.sheet else { return None };
        let name = calendar.name.clone();
        let start = calendar.start?;
        Some(if self.takes_a_range(&name) {
            Gesture::Range { name, start, end: calendar.end }
        } else {
            Gesture::Date { name, date: start }
        })
    }

    pub(crate) fn takes_a_range(&self, name: &str) -> bool {
        self.player.view().body.iter().any(|element| match &element.content {
            Content::CalendarPicker(picker) => picker.field.name == name && picker.end.is_some(),
            _ => false,
        })
    }

    /// Picks a day of the calendar that is open.
    pub(crate) fn pick(&mut self, day: Date) {
        let Some(Sheet::Calendar(calendar)) = &self.sheet else { return };
        let range = self.takes_a_range(&calendar.name);
        let Some(Sheet::Calendar(calendar)) = &mut self.sheet else { return };
        calendar.refused = None;
        match (calendar.start, calendar.end) {
            (Some(start), None) if range && day >= start => calendar.end = Some(day),
            _ => (calendar.start, calendar.end) = (Some(day), None),
        }
        calendar.month = day.first_of_month();
    }

    /// Notes the secrets that are in the fields: the inspector shows them as dots.
    pub(crate) fn note_secrets(&mut self) {
        for element in self.player.view().body {
            if let Content::TextInput(input) = element.content
                && input.input_type.is_secret()
                && !input.text.is_empty()
            {
                self.secrets.insert(input.field.name, input.text);
            }
        }
    }

    /// Data and form of every screen on which the person has been.
    pub(crate) fn values(&self) -> Vec<Page> {
        let screens: Vec<String> = self.player.seen().map(str::to_owned).collect();
        let value = |screen: String| {
            let (data, form) = (self.player.data(&screen), self.player.form(&screen));
            Page { screen, data, form }
        };
        screens.into_iter().map(value).collect()
    }
}

/// Data and form of a screen.
pub(crate) struct Page {
    pub(crate) screen: String,
    pub(crate) data: Map<String, Value>,
    pub(crate) form: Map<String, Value>,
}

/// Which day it is where the person is.
pub(crate) fn today() -> Date {
    jiff::ZonedDateTime::now().date()
}
