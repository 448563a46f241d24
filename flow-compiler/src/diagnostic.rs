//! Faults: collected by every stage, read once at the end.

use std::collections::HashSet;

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
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The mistake behind it, where several places show it: only the first of them is reported.
    once: Option<String>,
}

impl Diagnostic {
    /// Adds what to write instead.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
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
        if let Some(near) = nearest(written, known) {
            self.help(format!("did you mean `{near}`?"));
        }
        self
    }
}

/// The faults found so far.
///
/// A value that is dropped unread panics, so that no fault can be lost on the way.
#[derive(Debug)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    read: bool,
}

impl Diagnostics {
    /// None so far.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "a value made in passing would be dropped unread"
    )]
    pub fn new() -> Self {
        Self { found: Vec::new(), read: false }
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
        debug_assert!(Code::ALLOWABLE.contains(&code), "{} is no warning", code.as_str());
        self.note(Level::Warning, code, span, message.into())
    }

    /// Whether an error is among them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|fault| fault.level == Level::Error)
    }

    /// How many faults there are so far; a stage compares it to learn whether it added one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// Drops the warnings that `allowed` holds for.
    pub fn allow(&mut self, allowed: impl Fn(Code) -> bool) {
        self.found.retain(|fault| fault.level == Level::Error || !allowed(fault.code));
    }

    /// Everything found, in the order of the source.
    #[must_use]
    pub fn into_vec(mut self) -> Vec<Diagnostic> {
        self.read = true;
        let mut found = std::mem::take(&mut self.found);
        found.sort_by_key(|fault| fault.span.bytes().start);
        let mut told = HashSet::new();
        found.retain(|fault| fault.once.as_ref().is_none_or(|once| told.insert(once.clone())));
        found
    }

    fn note(&mut self, level: Level, code: Code, span: Span, message: String) -> &mut Diagnostic {
        self.found.push(Diagnostic { level, code, span, message, help: None, once: None });
        self.found.last_mut().expect("one was pushed above")
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
