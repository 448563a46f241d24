//! Why something on the desk did not come about.

use std::fmt;

use flow_runtime::testing::{Error, PhoneError};

use crate::delivery::{Outcome, Report};

/// Why something on the desk did not come about.
#[non_exhaustive]
pub enum DeskError {
    /// The webhook cannot be subscribed.
    Webhook {
        /// Its address.
        url: String,
        /// What it did.
        why: String,
    },
    /// A report has not arrived.
    Waiting(Box<Option<Report>>),
    /// A person does not find in their chat what the test looks for.
    Chat {
        /// What was looked for.
        sought: String,
        /// What is in the chat.
        chat: String,
    },
    /// The button of a message opens nothing.
    Closed(String),
    /// The endpoint cannot be asked.
    Endpoint(Error),
    /// The phone does not open the flow.
    Phone(PhoneError),
}

impl fmt::Display for DeskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Webhook { url, why } => write!(f, "the webhook {url} was not subscribed: {why}"),
            Self::Waiting(report) => match report.as_ref() {
                None => f.write_str("the reports have not arrived"),
                Some(report) => {
                    write!(f, "report {} has not arrived", report.number)?;
                    match report.outcomes.last() {
                        None => f.write_str(": nothing was tried")?,
                        Some(Outcome::Status(status)) => {
                            write!(f, ": the webhook answers {status}")?;
                        }
                        Some(Outcome::Lost(why)) => write!(f, ": {why}")?,
                    }
                    write!(f, "\n\n{}", report.body)
                }
            },
            Self::Chat { sought, chat } => {
                write!(f, "{sought} is not in the chat, which has\n\n{chat}")
            }
            Self::Closed(why) => write!(f, "the button opens nothing: {why}"),
            Self::Endpoint(error) => error.fmt(f),
            Self::Phone(error) => error.fmt(f),
        }
    }
}

/// As `Display`, since a test that returns an error shows it by `Debug`.
impl fmt::Debug for DeskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for DeskError {}

impl From<PhoneError> for DeskError {
    fn from(error: PhoneError) -> Self {
        Self::Phone(error)
    }
}

impl From<Error> for DeskError {
    fn from(error: Error) -> Self {
        Self::Endpoint(error)
    }
}
