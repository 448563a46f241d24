//! A call that cannot be carried out.

use std::error::Error;
use std::fmt::Display;
use std::io;
use std::path::Path;

use flow_compiler::diagnostic::nearest;

/// More names than these help nobody.
const MOST: usize = 10;

/// Why a call cannot be carried out, and what to do instead.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What is wrong; empty when nobody listens any more.
    pub(crate) message: String,
    /// What to write instead.
    pub(crate) help: Option<String>,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// Adds what to write instead.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds which of the known names may be meant, or else all of them after `introduced`.
    pub(crate) fn meant(self, written: &str, known: &[&str], introduced: &str) -> Self {
        if let Some(near) = nearest(written, known.iter().copied()) {
            return self.help(format!("did you mean `{near}`?"));
        }
        let mut listed: Vec<String> =
            known.iter().take(MOST).map(|name| format!("`{name}`")).collect();
        if known.len() > MOST {
            listed.push("…".to_owned());
        }
        self.help(format!("{introduced} {}", listed.join(", ")))
    }

    /// A file or folder that cannot be used; `what` was to be done with it.
    pub(crate) fn path(what: &str, path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        match error.kind() {
            io::ErrorKind::NotFound => Self::new(format!("`{path}` does not exist")),
            _ => Self::new(format!("`{path}` cannot be {what}: {}", plain(error))),
        }
    }

    /// The standard output is closed or full.
    pub(crate) fn output(error: &io::Error) -> Self {
        match error.kind() {
            // The reader has seen enough, as `head` has.
            io::ErrorKind::BrokenPipe => Self::new(String::new()),
            _ => Self::new(format!("the output cannot be written: {}", plain(error))),
        }
    }
}

/// The innermost cause of an error, in the words of who met it first. What is around it says no
/// more than that a request failed.
pub(crate) fn root(error: &dyn Error) -> String {
    match error.source() {
        Some(cause) => root(cause),
        None => uncapitalized(without_number(&error.to_string())),
    }
}

/// The system's own words without its number.
pub(crate) fn plain(error: &impl Display) -> String {
    without_number(&error.to_string()).to_lowercase()
}

fn without_number(text: &str) -> &str {
    text.split(" (os error").next().unwrap_or(text)
}

fn uncapitalized(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}
