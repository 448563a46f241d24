//! What many random customers found.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{End, Walk};
use crate::program::Program;

/// What many walks through one flow found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many customers there were.
    pub customers: usize,
    /// How many completed the flow.
    pub finished: usize,
    /// How many closed it, gave up, or had an expired token.
    pub left: usize,
    /// How many screens they saw, all together.
    pub screens: usize,
    /// The screens that nobody saw.
    pub never_seen: BTreeSet<String>,
    /// Every fault, with the seed of the first customer who ran into it, and how many did.
    pub faults: BTreeMap<String, (u64, usize)>,
    /// The fields that could not be filled in, as `SCREEN.field`, and why.
    pub unfilled: BTreeMap<String, String>,
}

impl Report {
    /// Begins a report on a flow.
    #[must_use]
    pub fn new(program: &Program) -> Self {
        Self { never_seen: program.screens().map(str::to_owned).collect(), ..Self::default() }
    }

    /// Adds a walk that has come to its end, with its seed.
    pub fn add(&mut self, walk: &Walk, seed: u64) {
        self.customers += 1;
        self.screens += walk.screens();
        for screen in walk.player().seen() {
            self.never_seen.remove(screen);
        }
        for ((screen, field), why) in walk.unfilled() {
            self.unfilled.insert(format!("{screen}.{field}"), why.clone());
        }
        match walk.end() {
            Some(End::Finished { .. }) => self.finished += 1,
            Some(end) if end.is_fault() => {
                let (_, times) = self.faults.entry(end.to_string()).or_insert((seed, 0));
                *times += 1;
            }
            _ => self.left += 1,
        }
    }

    /// Whether something is wrong: nobody finished, or somebody ran into a fault.
    #[must_use]
    pub fn is_bad(&self) -> bool {
        self.finished == 0 || !self.faults.is_empty()
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Finished { success: true } => f.write_str("the flow is complete"),
            Self::Finished { success: false } => f.write_str("the flow ended without success"),
            Self::Left => f.write_str("the flow was closed"),
            Self::Expired => f.write_str("the token has expired"),
            Self::Fault { screen, what } if screen.is_empty() => {
                write!(f, "the first request: {what}")
            }
            Self::Fault { screen, what } => write!(f, "a request from `{screen}`: {what}"),
            Self::Illegal { screen, what } if screen.is_empty() => {
                write!(f, "before the first screen: {what}")
            }
            Self::Illegal { screen, what } => write!(f, "on `{screen}`: {what}"),
            Self::Stuck { screen, missing } if missing.is_empty() => {
                write!(f, "`{screen}` has neither a way on nor a way back")
            }
            Self::Stuck { screen, missing } => {
                write!(f, "`{screen}` has no way on: {}", missing.join("; "))
            }
            Self::Tired => f.write_str("still under way after 400 gestures"),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { customers, finished, left, screens, .. } = self;
        writeln!(f, "{customers} customers: {finished} finished, {left} left; {screens} screens")?;
        if !self.never_seen.is_empty() {
            let never: Vec<&str> = self.never_seen.iter().map(String::as_str).collect();
            writeln!(f, "never seen: {}", never.join(", "))?;
        }
        for (field, why) in &self.unfilled {
            writeln!(f, "not filled in: {field}: {why}")?;
        }
        for (fault, (seed, times)) in &self.faults {
            writeln!(f, "fault, {times} times, first with seed {seed}: {fault}")?;
        }
        Ok(())
    }
}
