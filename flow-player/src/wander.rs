//! Random customers: from a seed, one fills in what may be filled in and taps what can be tapped.
//!
//! A [`Walk`] is one customer. It drives a [`Player`] of its own and, like it, does no I/O: its
//! driver carries out the effects and reports what came of them. What it finds is its
//! [`End`]; many walks together are a [`Report`]; [`Shortening`] finds the shortest steps that lead
//! to the same end.

mod fill;
mod pattern;
mod random;
mod report;
mod shorten;
pub(crate) mod stand_in;

use std::collections::BTreeMap;

use flow_compiler::catalogue::{ComponentKind, Input};
use serde::{Deserialize, Serialize};

use self::random::Random;
pub use self::report::Report;
pub use self::shorten::Shortening;
use crate::answer::Reply;
use crate::device::Device;
use crate::effect::{Asked, Effect, Ticket};
use crate::entry::Entry as Held;
use crate::eval::Scope;
use crate::gesture::{Gesture, Refused, Target};
use crate::lookup::{Entry, active, entries, flag, is_visible};
use crate::player::{Opening, Player};
use crate::program::{Node, Program, Screen};
use crate::state::Phase;
use crate::valid::{self, Missing};
use crate::value::Text;

/// After so many gestures a customer gives up.
const PATIENCE: usize = 400;

/// So often one field of a screen is looked at: a list may want several choices.
const LOOKS: usize = 32;

/// So often a customer who could go on goes back instead: once in so many times.
const BACK: usize = 12;

/// So often a customer taps a link before everything is filled in: once in so many looks.
const HASTE: usize = 12;

/// A random customer.
///
/// The same program, opening, device, seed and replies give the same walk.
///
/// ```
/// use flow_player::wander::{End, Walk};
/// use flow_player::{Date, Device, Opening, Profile, Program};
///
/// let program = Program::from_json(br#"{
///     "version": "7.3",
///     "screens": [{
///         "id": "ASK", "title": "Ask", "terminal": true,
///         "layout": { "type": "SingleColumnLayout", "children": [
///             { "type": "TextInput", "name": "who", "label": "Name", "required": true },
///             { "type": "Footer", "label": "Send",
///               "on-click-action": { "name": "complete", "payload": { "who": "${form.who}" } } }
///         ] }
///     }]
/// }"#)?;
/// let phone = Device::new(Profile::Android, Date::constant(2026, 11, 29));
/// let (mut walk, _) = Walk::begin(&program, Opening::example(&program, "ASK"), phone, 7);
/// while walk.step().is_some() {}
/// assert_eq!(walk.end(), Some(&End::Finished { success: true }));
/// # Ok::<(), flow_player::Faulty>(())
/// ```
#[derive(Clone, Debug)]
pub struct Walk {
    player: Player,
    random: Random,
    /// The fields of the screen that were looked at since it was shown, and how often.
    done: BTreeMap<Text, usize>,
    /// The screen for which `done` counts, and how many screens were shown before it.
    place: (String, usize),
    trail: Vec<Move>,
    end: Option<End>,
    unfilled: BTreeMap<(String, String), String>,
    screens: usize,
    backs: usize,
    tries: usize,
}

/// A gesture of a walk, with the screen on which it was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Move {
    /// The screen.
    pub screen: String,
    /// The gesture.
    pub gesture: Gesture,
}

/// How a walk ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum End {
    /// The flow is complete.
    Finished {
        /// Whether it ended as a success.
        success: bool,
    },
    /// The person closed the flow: there was a way back alone, and it led out.
    Left,
    /// The endpoint said that the token has expired.
    Expired,
    /// The endpoint answered with a fault, or not at all.
    Fault {
        /// The screen from which it was asked; empty for the first request.
        screen: String,
        /// What came: a status, a timeout.
        what: String,
    },
    /// An answer, a payload or a transition that a phone refuses.
    Illegal {
        /// The screen on which it happened.
        screen: String,
        /// What is wrong, with the JSON path.
        what: String,
    },
    /// A screen with neither a way on nor a way back.
    Stuck {
        /// The screen.
        screen: String,
        /// What keeps its button disabled, where it has one.
        missing: Vec<String>,
    },
    /// Still under way after 400 gestures.
    Tired,
}

impl End {
    /// Whether the flow or its endpoint is to blame.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        match self {
            Self::Fault { .. } | Self::Illegal { .. } | Self::Stuck { .. } => true,
            Self::Finished { .. } | Self::Left | Self::Expired | Self::Tired => false,
        }
    }
}

impl Walk {
    /// Opens the flow.
    #[must_use]
    pub fn begin(
        program: &Program,
        opening: Opening,
        device: Device,
        seed: u64,
    ) -> (Self, Vec<Effect>) {
        let (player, effects) = Player::open(program, opening, device);
        let mut walk = Self {
            player,
            random: Random::new(seed),
            done: BTreeMap::new(),
            place: (String::new(), 0),
            trail: Vec::new(),
            end: None,
            unfilled: BTreeMap::new(),
            screens: 0,
            backs: 0,
            tries: 0,
        };
        walk.look();
        (walk, effects)
    }

    /// Makes one gesture, and says what is to be done about it.
    ///
    /// `None` while a request is under way, and once the walk has come to an [end](Self::end).
    pub fn step(&mut self) -> Option<Vec<Effect>> {
        if self.end.is_some() || self.player.awaited().is_some() {
            return None;
        }
        self.tries += 1;
        if self.tries > PATIENCE {
            self.end = Some(End::Tired);
            return None;
        }
        let program = self.player.program().clone();
        let screen = program.screen(self.player.screen()?)?;
        let gesture = self.choose(screen)?;
        // What was chosen from what is there is never refused; and if it were, it is not tried again.
        Some(self.make(gesture).unwrap_or_default())
    }

    /// Makes this gesture, whoever has chosen it: to go over the steps of another walk.
    ///
    /// # Errors
    ///
    /// When a person could not make it.
    pub fn make(&mut self, gesture: Gesture) -> Result<Vec<Effect>, Refused> {
        let screen = self.player.screen().unwrap_or_default().to_owned();
        let effects = self.player.gesture(gesture.clone())?;
        self.trail.push(Move { screen, gesture });
        self.look();
        Ok(effects)
    }

    /// Takes what came of a request.
    pub fn answer(&mut self, ticket: Ticket, reply: Reply) -> Vec<Effect> {
        let Some((current, request)) = self.player.awaited() else { return Vec::new() };
        if current != ticket {
            return Vec::new();
        }
        let screen = match request.action {
            Asked::Init => String::new(),
            Asked::Back | Asked::DataExchange => request.screen.clone(),
        };
        let fault = match &reply {
            Reply::Body(_) | Reply::Status(421 | 427, _) => None,
            Reply::Status(status, _) => Some(format!("status {status}")),
            Reply::TimedOut => Some("no answer within ten seconds".to_owned()),
            Reply::Unreachable => Some("the endpoint cannot be reached".to_owned()),
            Reply::Unreadable => Some("the answer cannot be decrypted".to_owned()),
        };
        let twice = matches!(reply, Reply::Status(421, _));
        let effects = self.player.answer(ticket, reply);
        let twice = twice && self.player.awaited().is_none();
        let fault = fault.or_else(|| twice.then(|| "status 421, twice".to_owned()));
        if let Some(what) = fault {
            self.end = Some(End::Fault { screen, what });
        }
        self.look();
        effects
    }

    /// Goes on after a pause that an [`Effect::Wait`] asked for.
    pub fn wake(&mut self, ticket: Ticket) -> Vec<Effect> {
        self.player.wake(ticket)
    }

    /// The customer's phone.
    #[must_use]
    pub fn player(&self) -> &Player {
        &self.player
    }

    /// How the walk ended; `None` while it goes on.
    #[must_use]
    pub fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }

    /// Every gesture so far.
    #[must_use]
    pub fn trail(&self) -> &[Move] {
        &self.trail
    }

    /// The fields that could not be filled in, by screen and name, with the reason.
    #[must_use]
    pub fn unfilled(&self) -> &BTreeMap<(String, String), String> {
        &self.unfilled
    }

    /// How many screens were shown, each as often as it was.
    #[must_use]
    pub fn screens(&self) -> usize {
        self.screens
    }

    /// Sees what the last gesture or reply has led to.
    fn look(&mut self) {
        if let Some(screen) = self.player.screen() {
            let place = (screen.to_owned(), self.player.history().len());
            if self.place != place {
                self.place = place;
                self.done.clear();
                self.screens += 1;
            }
        }
        if self.end.is_some() {
            return;
        }
        let screen = || self.place.0.clone();
        self.end = match &self.player.state.phase {
            Phase::Loading | Phase::Screen => None,
            Phase::Failed(failure) => {
                Some(End::Illegal { screen: screen(), what: failure.detail.clone() })
            }
            Phase::Completed(done) => Some(End::Finished { success: done.success }),
            Phase::Dead(_) => Some(End::Expired),
            Phase::Left => Some(End::Left),
        };
    }

    /// The next gesture on a screen: first its fields, then a way on, else back. Links do not wait
    /// for the fields.
    fn choose(&mut self, screen: &Screen) -> Option<Gesture> {
        let today = self.player.device().today;
        if self.random.one_in(HASTE) {
            let scope = self.player.scope(&screen.id);
            let shown = active(&scope, screen);
            let mut links: Vec<Gesture> = shown
                .iter()
                .filter(|node| is_visible(&scope, node))
                .filter_map(|node| link(node))
                .collect();
            if !links.is_empty() {
                self.done.clear();
                let at = self.random.below(links.len());
                return Some(links.swap_remove(at));
            }
        }
        loop {
            let scope = self.player.scope(&screen.id);
            let active = active(&scope, screen);
            let page = self.player.state.store.page(&screen.id);
            let open = |node: &&&Node| {
                screen.fields.contains_key(&node.name)
                    && node.kind != ComponentKind::NavigationList
                    && self.done.get(&node.name).is_none_or(|times| *times < LOOKS)
                    && is_visible(&scope, node)
                    && flag(&scope, node, "enabled", true)
            };
            let Some(node) = active.iter().find(open) else { break };
            let name = node.name.to_string();
            let entry = page.and_then(|page| page.form.get(&node.name));
            let problem = valid::problem(&scope, node, entry, today);
            let mut random = self.random.clone();
            // What is in order is left as it is, half of the time.
            let gesture = (problem.is_some() || random.one_in(2))
                .then(|| fill::gesture(&scope, node, entry, today, &mut random))
                .flatten();
            self.random = random;
            let wants =
                gesture.as_ref().is_some_and(|gesture| wants_more(&scope, node, entry, gesture));
            let looks = if wants { 1 } else { LOOKS };
            *self.done.entry(node.name.clone()).or_default() += looks;
            match (gesture, problem) {
                (Some(gesture), _) => return Some(gesture),
                (None, Some(problem)) => {
                    let why = problem.message(&format!("`{name}`"));
                    self.unfilled.insert((screen.id.to_string(), name), why);
                }
                (None, None) => {}
            }
        }
        self.lead(screen)
    }

    /// A tap that leads somewhere.
    fn lead(&mut self, screen: &Screen) -> Option<Gesture> {
        let scope = self.player.scope(&screen.id);
        let active = active(&scope, screen);
        let mut ways: Vec<Gesture> = Vec::new();
        let mut waits: Vec<Missing> = Vec::new();
        for node in &active {
            match node.kind {
                ComponentKind::Footer => {
                    let missing =
                        valid::missing(&scope, screen, &active, self.player.device().today);
                    if flag(&scope, node, "enabled", true) && missing.is_empty() {
                        // A button is what most people tap.
                        ways.extend([const { Gesture::Tap(Target::Footer) }; 4]);
                    }
                    waits = missing;
                }
                _ if !is_visible(&scope, node) => {}
                ComponentKind::OptIn if !self.random.one_in(3) => {}
                ComponentKind::NavigationList => {
                    ways.extend(entries(&scope, node).into_iter().filter(Entry::enabled).map(
                        |item| {
                            let (name, id) = (node.name.to_string(), item.id.to_string());
                            Gesture::Tap(Target::Item { name, id })
                        },
                    ));
                }
                _ => ways.extend(link(node)),
            }
        }
        let back = self.player.history().len() > 1;
        // An answer may have brought what a field lacked when it was looked at.
        if ways.is_empty()
            && let Some(gesture) = self.refill(screen, &waits)
        {
            return Some(gesture);
        }
        if ways.is_empty() && !back {
            let missing = waits.iter().map(ToString::to_string).collect();
            self.end = Some(End::Stuck { screen: screen.id.to_string(), missing });
            return None;
        }
        if ways.is_empty() || back && self.backs < PATIENCE / 20 && self.random.one_in(BACK) {
            self.backs += 1;
            // From a screen that leads only back to one that leads only here nobody comes out.
            if self.backs > PATIENCE / 4 {
                let missing = waits.iter().map(ToString::to_string).collect();
                self.end = Some(End::Stuck { screen: screen.id.to_string(), missing });
                return None;
            }
            return Some(Gesture::Back);
        }
        // A choice may have shown other fields: they are looked at again before the next tap.
        self.done.clear();
        let at = self.random.below(ways.len());
        Some(ways.swap_remove(at))
    }
}

impl Walk {
    /// Fills in one of the fields that the button waits for.
    fn refill(&mut self, screen: &Screen, waits: &[Missing]) -> Option<Gesture> {
        let scope = self.player.scope(&screen.id);
        let page = self.player.state.store.page(&screen.id);
        let mut random = self.random.clone();
        let found = waits.iter().find_map(|missing| {
            let node = screen.field(&missing.name)?;
            let held = page.and_then(|page| page.form.get(&node.name));
            fill::gesture(&scope, node, held, self.player.device().today, &mut random)
        });
        self.random = random;
        found
    }
}

/// A tap on a link, or on "Read more".
fn link(node: &Node) -> Option<Gesture> {
    node.click.as_ref()?;
    match node.kind {
        ComponentKind::EmbeddedLink => Some(Gesture::Tap(Target::Link(node.id.to_string()))),
        ComponentKind::OptIn => Some(Gesture::Tap(Target::ReadMore(node.name.to_string()))),
        _ => None,
    }
}

/// Whether a list has fewer choices than it needs after this gesture, and is to be looked at again.
fn wants_more(scope: &Scope<'_>, node: &Node, held: Option<&Held>, gesture: &Gesture) -> bool {
    if node.kind.row().input != Some(Input::Options) {
        return false;
    }
    let (min, _) = valid::choices(scope, node, 0);
    let chosen = match held {
        Some(Held::Many(ids)) => ids.len(),
        _ => 0,
    };
    match gesture {
        Gesture::Unchoose { .. } => chosen <= min,
        _ => chosen + 1 < min,
    }
}
