//! Faults: collected by every stage, read once at the end.

mod fix;
mod included;
mod shared;

use std::collections::HashMap;
use std::sync::Arc;

pub use self::fix::{Change, Edit, Fix, Fixed, apply, fixed};
pub use self::included::Included;
use self::shared::Uses;
pub use crate::code::Code;
use crate::span::Span;

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Meta takes the flow, but a person will see something cut or missing.
    Warning,
    /// Meta refuses the flow, or the phone breaks on it.
    Error,
}

/// One fault of a flow.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub level: Level,
    /// Meta's code for it, or ours where Meta has none.
    pub code: Code,
    /// The very token or value.
    pub span: Span,
    /// The file that it is in, where that is one that the flow includes.
    pub file: Option<Arc<Included>>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The help as a change of the source, where it says letter for letter what to write.
    pub fix: Option<Fix>,
    /// The mistake behind it, where several places show it: only the first of them is reported.
    once: Option<String>,
    /// The uses of a fragment that show it.
    seen: Vec<u32>,
    /// Whether it is counted and not kept, so that nobody reads its words.
    surplus: bool,
}

impl Diagnostic {
    /// Adds what to write instead.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self.fix = None;
        self
    }

    /// Adds that `text` is to be written instead of all that is marked.
    pub fn write(&mut self, text: &str) -> &mut Self {
        self.help(format!("write `{text}`")).replace(text)
    }

    /// Adds that `meant` was probably meant by the part `written` of what is marked.
    pub fn meant(&mut self, written: &str, meant: &str) -> &mut Self {
        self.help(format!("did you mean `{meant}`?")).replace_part(written, meant)
    }

    /// Says that the help is this text, instead of all that is marked.
    pub fn replace(&mut self, text: impl Into<String>) -> &mut Self {
        self.fix = Some(Fix { span: self.span, part: None, text: text.into() });
        self
    }

    /// Says that the help is this string in double quotes, instead of all that is at `span`.
    ///
    /// One that needs escapes is left to the reader: the two languages have others.
    pub fn replace_string(&mut self, span: Span, text: &str) -> &mut Self {
        if !text.contains(|c: char| matches!(c, '"' | '\\') || c.is_control()) {
            self.fix = Some(Fix { span, part: None, text: format!("\"{text}\"") });
        }
        self
    }

    /// Says that the help is this text, instead of one part of what is marked.
    pub fn replace_part(&mut self, part: &str, text: impl Into<String>) -> &mut Self {
        let part = Some(part.to_owned());
        self.fix = Some(Fix { span: self.span, part, text: text.into() });
        self
    }

    /// Says which mistake this is about, where other places show the same one: of all that say the
    /// same, the first in the source is reported.
    pub fn once(&mut self, mistake: impl Into<String>) -> &mut Self {
        self.once = Some(mistake.into());
        self
    }

    /// Adds "did you mean" when one of `known` is near to `written`.
    pub fn did_you_mean<'n>(
        &mut self,
        written: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) -> &mut Self {
        if !self.surplus
            && let Some(near) = nearest(written, known)
        {
            self.meant(written, near);
        }
        self
    }
}

/// So many errors of one flow are kept, and so many warnings; the others are counted.
///
/// Nobody reads more, and a hostile document has as many as it has letters.
pub const KEPT: usize = 300;

/// The faults found so far.
///
/// A value that is dropped unread panics, so that no fault can be lost on the way.
#[derive(Debug)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
    /// The codes of the warnings that the flow accepts.
    allowed: Vec<Code>,
    /// The last one, where it was not kept: a place for the words that its finder has for it.
    surplus: Option<Diagnostic>,
    /// Where in `found` the mistakes are that several places show.
    told: HashMap<String, usize>,
    uses: Uses,
    /// The files that the flow includes.
    files: Vec<Arc<Included>>,
    /// How many errors were noted, those of one mistake among them.
    noted: usize,
    /// Whether what is found from now on is dropped.
    closed: bool,
    read: bool,
}

/// A moment in the course of a check.
#[derive(Clone, Copy, Debug)]
pub struct Mark(usize);

impl Diagnostics {
    /// None so far.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "a value made in passing would be dropped unread"
    )]
    pub fn new() -> Self {
        Self {
            found: Vec::new(),
            errors: 0,
            warnings: 0,
            allowed: Vec::new(),
            surplus: None,
            told: HashMap::new(),
            uses: Uses::default(),
            files: Vec::new(),
            noted: 0,
            closed: false,
            read: false,
        }
    }

    /// Notes an error; the answer takes a help line.
    pub fn error(&mut self, code: Code, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.note(Level::Error, code, span, message.into())
    }

    /// Notes a warning; the answer takes a help line.
    pub fn warning(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        debug_assert!(Code::ALLOWABLE.contains(&code), "{} is not a warning", code.as_str());
        self.note(Level::Warning, code, span, message.into())
    }

    /// Whether an error is among them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.noted > 0
    }

    /// Whether a fault of this code is among those that were kept.
    #[must_use]
    pub fn has(&self, code: Code) -> bool {
        self.found.iter().any(|fault| fault.code == code)
    }

    /// This moment, for a stage that asks later whether it [reported](Self::reported_since) an error.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark(self.noted)
    }

    /// Whether an error was reported since then.
    #[must_use]
    pub fn reported_since(&self, mark: Mark) -> bool {
        self.noted > mark.0
    }

    /// Drops every fault: of work that is done a second time, where the first has reported them.
    pub fn discard(mut self) {
        self.read = true;
    }

    /// Whether a further error is only counted. What its words would be need not be looked for.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.closed || self.errors >= KEPT
    }

    /// Drops what is found from now on: of a flow that cannot be checked on, every further fault
    /// would be a guess.
    pub fn close(&mut self) {
        self.settle();
        self.closed = true;
    }

    /// The name of `known` that `written` is most likely a misspelling of; none where a further
    /// error is only counted.
    #[must_use]
    pub fn nearest<'n>(
        &self,
        written: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) -> Option<&'n str> {
        if self.is_full() { None } else { nearest(written, known) }
    }

    /// Drops the warnings of these codes, those found so far and those to come.
    pub fn allow(&mut self, allowed: &[Code]) {
        self.settle();
        let mut dropped = 0;
        self.found.retain(|fault| {
            let kept = fault.level == Level::Error || !allowed.contains(&fault.code);
            dropped += usize::from(!kept);
            kept
        });
        self.warnings -= dropped;
        let uses = &self.uses;
        let known = self.found.iter_mut().enumerate();
        self.told = known.filter_map(|(at, fault)| Some((uses.mistake(fault)?, at))).collect();
        self.allowed.extend(allowed);
    }

    /// Everything that was kept, in the order of the source; after it, how many more there are.
    #[must_use]
    pub fn into_vec(mut self) -> Vec<Diagnostic> {
        self.read = true;
        self.settle();
        let mut found = std::mem::take(&mut self.found);
        found.sort_by_key(|fault| self.order(fault.span));
        for fault in &mut found {
            self.locate(fault);
            self.uses.say(fault);
        }
        let more = self.more(&found);
        found.extend(more);
        found
    }

    /// The fault that stands for those that were not kept; it has the place and the code of the
    /// last one that was.
    fn more(&self, found: &[Diagnostic]) -> Option<Diagnostic> {
        let (errors, warnings) =
            (self.errors.saturating_sub(KEPT), self.warnings.saturating_sub(KEPT));
        let level = if errors > 0 { Level::Error } else { Level::Warning };
        let last = found.iter().rfind(|fault| fault.level == level)?;
        let count = |count: usize, noun: &str| match count {
            0 => None,
            1 => Some(format!("1 more {noun}")),
            _ => Some(format!("{count} more {noun}s")),
        };
        let parts: Vec<String> =
            count(errors, "error").into_iter().chain(count(warnings, "warning")).collect();
        (!parts.is_empty()).then(|| Diagnostic {
            message: format!("the flow has {} than are shown", parts.join(" and ")),
            help: Some("correct those that are shown, then check again".to_owned()),
            fix: None,
            ..last.clone()
        })
    }

    fn note(&mut self, level: Level, code: Code, span: Span, message: String) -> &mut Diagnostic {
        self.settle();
        self.noted += usize::from(level == Level::Error);
        let accepted = self.closed || level == Level::Warning && self.allowed.contains(&code);
        let count = self.level(level);
        *count += usize::from(!accepted);
        let surplus = accepted || *count > KEPT;
        let fault = Diagnostic {
            level,
            code,
            span,
            file: None,
            message,
            help: None,
            fix: None,
            once: None,
            seen: Vec::new(),
            surplus,
        };
        if surplus {
            return self.surplus.insert(fault);
        }
        self.found.push(fault);
        self.found.last_mut().expect("one was pushed above")
    }

    /// Looks at the last fault, whose finder has said everything of it: of one mistake the place
    /// that comes first in the source is kept.
    fn settle(&mut self) {
        let kept = self.surplus.is_none();
        let shared = |fault: &Diagnostic| fault.once.is_some() || fault.span.within().is_some();
        let mut last = match self.surplus.take() {
            Some(surplus) => surplus,
            None if self.found.last().is_some_and(shared) => {
                self.found.pop().expect("there is a last one")
            }
            None => return,
        };
        let Some(once) = self.uses.mistake(&mut last) else { return };
        let first = self.told.get(&once).filter(|at| **at < self.found.len()).copied();
        let earlier =
            first.is_some_and(|at| self.order(last.span) < self.order(self.found[at].span));
        match first.map(|at| &mut self.found[at]) {
            Some(first) => {
                if earlier {
                    std::mem::swap(first, &mut last);
                }
                first.seen.append(&mut last.seen);
                // Another place may know what was meant.
                if first.fix.is_none() && last.fix.is_some() && !first.seen.is_empty() {
                    (first.help, first.fix) = (last.help.take(), last.fix.take());
                }
                let count = self.level(last.level);
                *count = count.saturating_sub(1);
            }
            None if kept => {
                self.told.insert(once, self.found.len());
                self.found.push(last);
            }
            None => {}
        }
    }

    fn level(&mut self, level: Level) -> &mut usize {
        match level {
            Level::Error => &mut self.errors,
            Level::Warning => &mut self.warnings,
        }
    }
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        assert!(
            self.read || std::thread::panicking(),
            "the diagnostics of a flow were dropped unread"
        );
    }
}

/// So many names are compared with a misspelled one: a document may be full of both.
const LOOKED_AT: usize = 256;

/// The name of `known` that `written` is most likely a misspelling of.
#[must_use]
pub fn nearest<'n>(written: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let folded = fold(written);
    let limit = (folded.len() / 3).min(4);
    known
        .into_iter()
        .take(LOOKED_AT)
        .filter(|name| *name != written)
        .map(|name| (fold(name), name))
        .filter(|(other, _)| other.len().abs_diff(folded.len()) <= limit)
        .map(|(other, name)| (distance(&folded, &other), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Letters alone decide what is near: `input-type`, `inputType` and `INPUT_TYPE` are one name.
fn fold(name: &str) -> Vec<char> {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(64).collect()
}

/// How many letters are inserted, removed, replaced or swapped with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let replaced = last[j] + usize::from(x != y);
            let mut best = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}
