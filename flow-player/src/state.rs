//! What a player remembers: all of it, as a snapshot holds it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::assume::Assumption;
use crate::device::{Device, Profile};
use crate::effect::{Completion, Request, Ticket};
use crate::entry::Entry;
use crate::value::{Map, Text, Value};

/// Data and form of every screen that was shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Store {
    pub(crate) pages: BTreeMap<Text, Page>,
    pub(crate) profile: Profile,
}

/// One screen's part of the store.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Page {
    pub(crate) data: Map,
    /// What was entered. It stays when a field is hidden.
    pub(crate) form: BTreeMap<Text, Entry>,
    /// What the server says about fields, until they are edited.
    pub(crate) errors: BTreeMap<Text, Value>,
    /// The fields that were left: their own errors are shown.
    pub(crate) touched: BTreeSet<Text>,
    /// The bound initial values that were filled in last.
    pub(crate) applied: BTreeMap<Text, Value>,
}

impl Store {
    pub(crate) fn page(&self, screen: &str) -> Option<&Page> {
        self.pages.get(screen)
    }

    pub(crate) fn page_mut(&mut self, screen: &Text) -> &mut Page {
        self.pages.entry(screen.clone()).or_default()
    }
}

/// The whole state of a player.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) device: Device,
    pub(crate) store: Store,
    /// The screens below and including the one that is shown.
    pub(crate) stack: Vec<Text>,
    pub(crate) phase: Phase,
    /// The request that is awaited.
    pub(crate) awaited: Option<Awaited>,
    /// What a tap on "try again" sends.
    pub(crate) failed: Option<(Request, Option<Text>)>,
    /// The field that has the focus.
    pub(crate) focus: Option<Text>,
    pub(crate) snackbar: Option<Text>,
    /// The number of the next ticket.
    pub(crate) ticket: u64,
    pub(crate) assumed: BTreeSet<Assumption>,
    /// The screens on which a person has been, for the progress and for a map.
    pub(crate) seen: BTreeSet<Text>,
}

/// What is shown as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Phase {
    /// Waiting for the first screen.
    Loading,
    /// The screen on top of the stack.
    Screen,
    /// A full page with a message.
    Failed(Failure),
    Completed(Box<Completion>),
    /// The token is not valid any more.
    Dead(String),
    Left,
}

/// A page in the place of a screen: something went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What the person reads.
    pub message: String,
    /// Why, for a developer, with the JSON path where there is one.
    pub detail: String,
    /// The key of the error notice for it, where there is one: `payload-schema-error`.
    pub key: Option<String>,
    /// Whether the person may try again.
    pub retry: bool,
}

/// A request that was sent and not answered yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Awaited {
    pub(crate) ticket: Ticket,
    pub(crate) request: Request,
    /// Whether it was sent for the second time.
    pub(crate) again: bool,
    /// Whether the phone waits before it sends it again.
    pub(crate) pausing: bool,
    /// The screen that the message of an INIT named.
    pub(crate) named: Option<Text>,
}
