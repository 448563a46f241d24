//! What all sessions share: the flows, the endpoint, the webhook, and who is there.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use flow_desk::WhatsApp;
use flow_player::{Date, Opening, Profile, Program};
use flow_runtime::token::FlowTokens;
use serde_json::{Map, Value};
use tokio::sync::watch;

use crate::drive;
use crate::files::Files;
use crate::flow::Flow;
use crate::link::{Hook, Link};
use crate::record::{self, Recorded};
use crate::session::{Look, Room, Session};

/// So many sessions are kept. One more ends the one that was not used for longest.
const SESSIONS: usize = 128;

/// So long a flow token that is signed here lives.
const LIFETIME: Duration = Duration::from_hours(24);

/// What all sessions share.
#[derive(Debug)]
pub(crate) struct House {
    flows: RwLock<Vec<Flow>>,
    pub(crate) endpoint: Option<Arc<Link>>,
    pub(crate) webhook: Option<Arc<Hook>>,
    pub(crate) defaults: Defaults,
    pub(crate) remote: bool,
    pub(crate) files: Files,
    /// The other side of a service, where the preview is a whole WhatsApp.
    pub(crate) whatsapp: Option<WhatsApp>,
    rooms: Mutex<HashMap<String, Arc<Room>>>,
    /// Counts what was recorded, and knows where it was last.
    recorded: Mutex<(u64, Option<Arc<Room>>)>,
    /// Counts the reloads of the flows.
    pub(crate) reloads: watch::Sender<u64>,
}

/// How a session opens where its page does not say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Defaults {
    pub(crate) flow: Option<String>,
    pub(crate) screen: Option<String>,
    pub(crate) data: Option<Map<String, Value>>,
    pub(crate) token: Option<String>,
    pub(crate) tokens: Option<FlowTokens>,
    pub(crate) message: Message,
    pub(crate) today: Option<Date>,
    pub(crate) profile: Profile,
    pub(crate) dark: bool,
}

/// The message in the chat.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its heading; nothing where it is empty.
    pub header: String,
    /// Its text.
    pub body: String,
    /// The small text below.
    pub footer: String,
    /// What its button says.
    pub button: String,
}

impl Default for Message {
    fn default() -> Self {
        Self {
            header: String::new(),
            body: "A message of the business. Its button opens the flow.".to_owned(),
            footer: String::new(),
            button: "Open the flow".to_owned(),
        }
    }
}

/// What a page asks for when it opens.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub(crate) flow: Option<String>,
    pub(crate) screen: Option<String>,
    pub(crate) data: Option<Map<String, Value>>,
    pub(crate) profile: Profile,
    pub(crate) look: Look,
    /// Nothing is asked of the endpoint before the page says how it goes on.
    pub(crate) held: bool,
}

impl House {
    pub(crate) fn new(
        flows: Vec<Flow>,
        endpoint: Option<Link>,
        webhook: Option<Hook>,
        defaults: Defaults,
        whatsapp: Option<WhatsApp>,
        remote: bool,
    ) -> Arc<Self> {
        Arc::new(Self {
            flows: RwLock::new(flows),
            endpoint: endpoint.map(Arc::new),
            webhook: webhook.map(Arc::new),
            defaults,
            remote,
            files: Files::default(),
            whatsapp,
            rooms: Mutex::new(HashMap::new()),
            recorded: Mutex::new((0, None)),
            reloads: watch::channel(0).0,
        })
    }

    /// The flows, as they are now.
    pub(crate) fn flows(&self) -> Vec<Flow> {
        self.flows.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The flow of this name.
    pub(crate) fn flow(&self, name: &str) -> Option<Flow> {
        self.flows().into_iter().find(|flow| flow.name == name)
    }

    /// How a message opens a flow: with a screen and its data, or by asking the endpoint.
    pub(crate) fn opening(
        &self,
        program: &Program,
        screen: Option<&str>,
        data: Option<Map<String, Value>>,
    ) -> Opening {
        if screen.is_none() && data.is_none() && program.has_endpoint() && self.endpoint.is_some() {
            return Opening::data_exchange();
        }
        let first = || program.entries().next().or(program.screens().next()).unwrap_or_default();
        let screen = screen.unwrap_or_else(first).to_owned();
        // What is not given is as in the examples, so that one key is enough to try it.
        let mut all = program.example(&screen);
        all.extend(data.unwrap_or_default());
        Opening::Shown { screen, data: all }
    }

    /// A new session; `None` where no flow can be played, or the system gives no random numbers.
    pub(crate) fn session(self: &Arc<Self>, wish: Wish) -> Option<Arc<Room>> {
        let flows = self.flows();
        let named = wish.flow.as_ref().or(self.defaults.flow.as_ref());
        let found = flows.iter().find(|flow| Some(&flow.name) == named);
        let playable = || flows.iter().find(|flow| flow.program.is_some());
        let flow = found.filter(|flow| flow.program.is_some()).or_else(playable)?;
        let program = flow.program.as_ref()?;
        let held = wish.held;
        let screen = wish.screen.or_else(|| self.defaults.screen.clone());
        let data = wish.data.or_else(|| self.defaults.data.clone());
        let opening = self.opening(program, screen.as_deref(), data);
        let id = random()?;
        let token = self.token(&flow.name)?;
        let (session, effects) = Session::open(
            flow,
            program,
            opening,
            token,
            wish.look,
            wish.profile,
            self.defaults.today,
        );
        let room = Room::new(id, session);
        if !held {
            let mut session = room.lock();
            drive::carry_out(self, &room, &mut session, effects);
        }
        let mut rooms = self.rooms();
        if rooms.len() >= SESSIONS {
            let used = |room: &Room| -> Instant { room.used() };
            let oldest = rooms.values().min_by_key(|room| used(room)).map(|room| room.id.clone());
            if let Some(oldest) = oldest {
                rooms.remove(&oldest);
            }
        }
        rooms.insert(room.id.clone(), Arc::clone(&room));
        Some(room)
    }

    /// A flow token for a flow; `None` where the system gives no random numbers.
    pub(crate) fn token(&self, flow: &str) -> Option<String> {
        if let Some(token) = &self.defaults.token {
            return Some(token.clone());
        }
        let id = format!("preview-{}", random()?);
        Some(match &self.defaults.tokens {
            Some(tokens) => tokens.issue(flow, &id, LIFETIME),
            None => id,
        })
    }

    /// The session of this id.
    pub(crate) fn room(&self, id: &str) -> Option<Arc<Room>> {
        self.rooms().get(id).cloned()
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<String, Arc<Room>>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that something was recorded here.
    pub(crate) fn record(&self, room: &Arc<Room>) {
        let mut last = self.recorded.lock().unwrap_or_else(PoisonError::into_inner);
        *last = (last.0 + 1, Some(Arc::clone(room)));
    }

    /// What was recorded last, where it is newer than this.
    pub(crate) fn recorded(&self, form: Recorded, newer_than: u64) -> Option<(u64, String)> {
        let (number, room) = self.recorded.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let room = room.filter(|_| number > newer_than)?;
        let session = room.lock();
        let flow = self.flow(&session.flow);
        Some((number, record::written(flow.as_ref(), &session, form)))
    }

    /// Takes the flows as they are now, and lets every session go on with them where it was.
    pub(crate) fn update(&self, flows: Vec<Flow>) {
        {
            let mut held = self.flows.write().unwrap_or_else(PoisonError::into_inner);
            *held = kept(&held, flows);
        }
        let rooms: Vec<Arc<Room>> = self.rooms().values().cloned().collect();
        for room in rooms {
            let mut session = room.lock();
            if let Some(flow) = self.flow(&session.flow) {
                session.adopt(&flow);
            }
            room.touch(&mut session);
        }
        self.reloads.send_modify(|count| *count += 1);
    }
}

/// The new flows. One that cannot be read at all right now, as in the middle of typing, goes on as it
/// was, with its faults; so does every flow of a source that cannot be read.
fn kept(held: &[Flow], new: Vec<Flow>) -> Vec<Flow> {
    let unread: Vec<&Flow> = new.iter().filter(|flow| flow.program.is_none()).collect();
    let missing = |old: &&Flow| {
        old.program.is_some()
            && !unread.is_empty()
            && !new.iter().any(|flow| flow.name == old.name && flow.program.is_some())
    };
    let faults = |name: &str| {
        let own = unread.iter().find(|flow| flow.name == name).or(unread.first());
        own.map(|flow| flow.faults.clone()).unwrap_or_default()
    };
    let back: Vec<Flow> = held
        .iter()
        .filter(missing)
        .map(|old| Flow { faults: faults(&old.name), ..old.clone() })
        .collect();
    if back.is_empty() {
        return new;
    }
    back.into_iter().chain(new.into_iter().filter(|flow| flow.program.is_some())).collect()
}

/// 128 random bits in hexadecimal, which nobody guesses.
pub(crate) fn random() -> Option<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(format!("{:032x}", u128::from_be_bytes(bytes)))
}
