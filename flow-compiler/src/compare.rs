//! What changed between two versions of a flow, and what breaks for people who have the older one open.
//!
//! Messages that were sent keep the version that they were sent with, so one endpoint answers several
//! versions of a flow at once. [`compare`] holds today's flow against an older one: what the older phone
//! sends has to be read by the types of today, and what today's handler may answer has to fit the
//! routes and the data of the older version. A difference that breaks neither is only a change.

mod answers;
mod fits;
mod sends;
mod shape;

use std::collections::{HashMap, HashSet};

use crate::model::{Flow, Screen};

pub use self::answers::Answers;

/// A difference between two versions of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The screen that it is on; `None` for the flow itself.
    pub screen: Option<String>,
    /// What is different, in words.
    pub what: String,
    /// What it does to people who have the older version open; `None` where it does nothing to them.
    pub breaks: Option<Break>,
}

/// What happens on a phone that has the older version open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// What the person sees, or what the endpoint does.
    pub why: String,
    /// What to write, so that the older version is served as well.
    pub help: String,
}

/// Everything that is different in `new`: first what breaks the older phones, then the other changes, each
/// in the order of the screens.
///
/// Both have to be sound: what was faulty is not in a model, and so would count as gone.
#[must_use]
pub fn compare(old: &Flow<'_>, new: &Flow<'_>) -> Vec<Change> {
    let mut changes = Changes::default();
    if old.has_endpoint() {
        sends::exchanges(&mut changes, old, new);
        answers::check(&mut changes, old, new);
    }
    sends::completions(&mut changes, old, new);
    shape::changes(&mut changes, old, new);
    changes.found
}

/// The differences so far, each once.
#[derive(Default)]
struct Changes {
    found: Vec<Change>,
    known: HashSet<(Option<String>, String)>,
}

impl Changes {
    fn breaks(
        &mut self,
        screen: Option<&str>,
        what: String,
        why: impl Into<String>,
        help: impl Into<String>,
    ) {
        let breaks = Break { why: why.into(), help: help.into() };
        self.add(screen, what, Some(breaks));
    }

    fn is(&mut self, screen: Option<&str>, what: impl Into<String>) {
        self.add(screen, what.into(), None);
    }

    fn add(&mut self, screen: Option<&str>, what: String, breaks: Option<Break>) {
        let screen = screen.map(str::to_owned);
        if self.known.insert((screen.clone(), what.clone())) {
            self.found.push(Change { screen, what, breaks });
        }
    }
}

/// The screens of a flow by their ids.
struct Screens<'f, 'a>(HashMap<&'a str, &'f Screen<'a>>);

impl<'f, 'a> Screens<'f, 'a> {
    fn of(flow: &'f Flow<'a>) -> Self {
        Self(flow.screens.iter().map(|screen| (screen.id, screen)).collect())
    }

    fn get(&self, id: &str) -> Option<&'f Screen<'a>> {
        self.0.get(id).copied()
    }
}
