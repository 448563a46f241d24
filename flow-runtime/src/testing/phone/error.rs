//! Why a phone could not do or see what a test wants.

use std::fmt;

use super::{Phone, Round};

/// Why a person could not do something on a [`Phone`], or does not see it.
///
/// Shown, by `Display` and by `Debug` alike, it has the reason, the screen, and the last exchange
/// with the endpoint in clear, passwords included: it is for tests.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneError {
    reason: String,
    shown: String,
    last: Option<String>,
}

impl PhoneError {
    /// Without a screen: the phone was never opened.
    pub(super) fn before(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), shown: String::new(), last: None }
    }

    pub(super) fn on(phone: &Phone, reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            shown: phone.to_string(),
            last: phone.exchanges().last().map(Round::to_string),
        }
    }

    /// The reason alone.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for PhoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)?;
        if !self.shown.is_empty() {
            write!(f, "\n\nthe phone shows\n")?;
            for line in self.shown.lines() {
                write!(f, "\n  {line}")?;
            }
        }
        if let Some(last) = &self.last {
            write!(f, "\n\nthe last exchange was\n")?;
            for line in last.lines() {
                write!(f, "\n  {line}")?;
            }
        }
        Ok(())
    }
}

/// As `Display`, since a test that returns an error shows it by `Debug`.
impl fmt::Debug for PhoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for PhoneError {}

/// The request, the answer, and what went wrong, a line each.
impl fmt::Display for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "request {}", self.request)?;
        match (self.status, &self.answer) {
            (Some(status), Some(answer)) => writeln!(f, "status {}: {answer}", status.as_u16())?,
            (Some(status), None) => writeln!(f, "status {}", status.as_u16())?,
            (None, _) => writeln!(f, "no answer")?,
        }
        match &self.cause {
            Some(cause) => writeln!(f, "because {cause}"),
            None => Ok(()),
        }
    }
}
