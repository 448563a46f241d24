//! Which screens a person has certainly seen before another one, and how they were left.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// How a screen was left by a person who has come to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// By the Footer, which waits until what is required is filled in.
    ByButton,
    /// Perhaps by a link or a choice.
    Anyhow,
}

/// The ways between screens as a person may take them.
#[derive(Debug, Default)]
pub struct Shown<'a> {
    /// The place of each screen's id.
    at: HashMap<&'a str, usize>,
    /// Where the flow may open.
    entries: Vec<usize>,
    /// Where each screen may lead, in whatever way.
    leads: Vec<Vec<usize>>,
    /// Where each screen may lead without its Footer.
    hasty: Vec<Vec<usize>>,
    /// The screen and the key of each data field that may be absent while its screen is shown.
    pub lacking: HashSet<(&'a str, &'a str)>,
    /// What can be reached without a screen; each is looked up when it is first asked for.
    without: RefCell<HashMap<usize, Without>>,
}

#[derive(Debug)]
struct Without {
    /// From where the flow opens.
    opened: Vec<bool>,
    /// From where the screen leads without its Footer.
    hasty: Vec<bool>,
}

impl<'a> Shown<'a> {
    pub fn new(
        at: HashMap<&'a str, usize>,
        entries: Vec<usize>,
        leads: Vec<Vec<usize>>,
        hasty: Vec<Vec<usize>>,
    ) -> Self {
        Self { at, entries, leads, hasty, ..Self::default() }
    }

    /// How `screen` was left by a person who is on `here`; `None` where it may never have been
    /// shown: some way leads from where the flow opens to `here` past it.
    pub fn before(&self, screen: &str, here: &str) -> Option<Left> {
        let (screen, here) = (*self.at.get(screen)?, *self.at.get(here)?);
        let mut known = self.without.borrow_mut();
        let without = known.entry(screen).or_insert_with(|| Without {
            opened: self.reached(screen, &self.entries),
            hasty: self.reached(screen, &self.hasty[screen]),
        });
        match (without.opened[here], without.hasty[here]) {
            (true, _) => None,
            (false, true) => Some(Left::Anyhow),
            (false, false) => Some(Left::ByButton),
        }
    }

    fn reached(&self, without: usize, starts: &[usize]) -> Vec<bool> {
        let mut reached = vec![false; self.leads.len()];
        let mut open = starts.to_vec();
        while let Some(at) = open.pop() {
            if at != without && !std::mem::replace(&mut reached[at], true) {
                open.extend(&self.leads[at]);
            }
        }
        reached
    }
}
