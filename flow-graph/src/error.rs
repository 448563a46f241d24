//! What can go wrong with a call.

mod graph;
mod kind;

use std::time::Duration;

use flow_runtime::message::MessageError;

use crate::flow::ValidationError;

pub use self::graph::GraphError;
pub(crate) use self::graph::{Envelope, GraphErrorSource};
pub use self::kind::ErrorKind;

/// Why a call failed.
///
/// The access token, the body of an answer and a person's number are in none of these, neither in
/// `Display` nor in `Debug`. `call` says what was asked for, such as `publish the flow`.
///
/// ```
/// fn explain(error: &flow_graph::Error) -> String {
///     match error.advice() {
///         Some(advice) => format!("{error}\nhelp: {advice}"),
///         None => error.to_string(),
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Meta refused the call, and says why.
    #[error(transparent)]
    Graph(Box<GraphError>),
    /// The call was answered with an error status and no error of the Graph API: by a proxy, say.
    #[error("could not {call}: the answer is status {status} without an error of the Graph API{}", doubt(*unclear))]
    Status {
        /// What was asked for.
        call: &'static str,
        /// The HTTP status.
        status: u16,
        /// How long the answer says to wait.
        retry_after: Option<Duration>,
        /// Whether it was refused for being one of too many.
        limited: bool,
        /// Whether the call may have taken effect.
        unclear: bool,
    },
    /// The call could not be made, or was cut off.
    #[error("could not {call}: the connection to the Graph API failed{}", doubt(*unclear))]
    Transport {
        /// What was asked for.
        call: &'static str,
        /// Whether the call may have taken effect.
        unclear: bool,
        /// What the network said. It never names the address.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// There was no answer in time.
    #[error("could not {call}: no answer within {after:?}{}", doubt(*unclear))]
    Timeout {
        /// What was asked for.
        call: &'static str,
        /// The time that was waited.
        after: Duration,
        /// Whether the call may have taken effect.
        unclear: bool,
    },
    /// The answer could not be read.
    #[error("could not read the answer to `{call}`: {what}{}", doubt(*unclear))]
    Decode {
        /// What was asked for.
        call: &'static str,
        /// What is wrong with the answer, without its text.
        what: String,
        /// Whether the call may have taken effect.
        unclear: bool,
    },
    /// Meta answered without an error, and did not say that it was done.
    #[error(
        "could not {call}: Meta took the call and did not say that it was done; ask for the present state and try again"
    )]
    NotDone {
        /// What was asked for.
        call: &'static str,
        /// Whether the call may have taken effect; not where Meta says that it was not done.
        unclear: bool,
    },
    /// The message is one that Meta would refuse. No call was made.
    #[error(transparent)]
    Message(#[from] MessageError),
    /// An id is not well-formed. No call was made.
    #[error(
        "the id of the {of} is not plain letters and digits; copy it from WhatsApp Manager, or from the answer that made it"
    )]
    InvalidId {
        /// Whose id.
        of: &'static str,
    },
    /// The request is one that Meta would refuse. No call was made.
    #[error("could not {call}: {what}")]
    InvalidRequest {
        /// What was asked for.
        call: &'static str,
        /// What is wrong, and what to write instead.
        what: String,
    },
    /// A document or an answer is larger than is taken.
    #[error("{what} is larger than {limit} bytes, and no more is taken{}", doubt(*unclear))]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The most that is taken, in bytes.
        limit: usize,
        /// Whether the call may have taken effect; not where it is the document that is too large.
        unclear: bool,
    },
    /// Meta's validator refuses the document, and the flow was not made.
    #[error("could not {call}: Meta's validator refuses the Flow JSON{}", first(validation_errors))]
    InvalidFlowJson {
        /// What was asked for.
        call: &'static str,
        /// What has to be fixed.
        validation_errors: Vec<ValidationError>,
    },
    /// The flow has no Flow JSON yet.
    #[error("the flow has no Flow JSON yet; upload it first")]
    NoFlowJson,
}

impl Error {
    /// The error of Meta, when there is one.
    #[must_use]
    pub fn graph(&self) -> Option<&GraphError> {
        match self {
            Self::Graph(error) => Some(error),
            _ => None,
        }
    }

    /// What to do about it, when Meta has a code for it.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        self.graph().map(GraphError::advice)
    }

    /// Whether the call was refused for being one of too many. It had no effect.
    #[must_use]
    pub fn is_rate_limit(&self) -> bool {
        match self {
            Self::Graph(error) => error.is_rate_limit(),
            Self::Status { limited, .. } => *limited,
            _ => false,
        }
    }

    /// How long Meta says to wait before the next call: `Retry-After`, and the usage headers.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Graph(error) => error.retry_after,
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether the same call may succeed later: after a rate limit, a fault of Meta's, or one of the
    /// network. Nothing is wrong with the call itself.
    ///
    /// Look at [`Error::may_have_happened`] as well before it is made again.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Graph(error) => error.is_rate_limit() || error.is_server_fault(),
            Self::Status { status, limited, .. } => *limited || *status >= 500,
            Self::Transport { .. } | Self::Timeout { .. } => true,
            _ => false,
        }
    }

    /// What Meta's validator finds in the Flow JSON, where that is why the call failed.
    #[must_use]
    pub fn validation_errors(&self) -> &[ValidationError] {
        match self {
            Self::Graph(error) => &error.validation_errors,
            Self::InvalidFlowJson { validation_errors, .. } => validation_errors,
            _ => &[],
        }
    }

    /// Whether the access token has expired or is not valid.
    #[must_use]
    pub fn is_token_expired(&self) -> bool {
        self.graph().is_some_and(|error| error.kind == ErrorKind::AccessToken)
    }

    /// Whether there is nothing with this id, or nothing that the token may see.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.graph().is_some_and(GraphError::is_not_found)
    }

    /// Whether there was no answer in time.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout { .. })
    }

    /// Whether a call that changes something may have taken effect in spite of the error.
    ///
    /// Such a call is not repeated by itself. Ask for the present state before it is.
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        match self {
            Self::Status { unclear, .. }
            | Self::Transport { unclear, .. }
            | Self::Timeout { unclear, .. }
            | Self::Decode { unclear, .. }
            | Self::NotDone { unclear, .. }
            | Self::TooLarge { unclear, .. } => *unclear,
            Self::Graph(error) => error.unclear,
            _ => false,
        }
    }

    pub(crate) fn invalid(call: &'static str, what: impl Into<String>) -> Self {
        Self::InvalidRequest { call, what: what.into() }
    }
}

fn first(errors: &[ValidationError]) -> String {
    errors.first().map(|error| format!(": {error}")).unwrap_or_default()
}

fn doubt(unclear: bool) -> &'static str {
    if unclear { "; whether it took effect is not known, so it was not repeated" } else { "" }
}
