//! An error of the Graph API, as Meta writes it.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use super::ErrorKind;
use crate::access_token::AccessToken;
use crate::flow::ValidationError;
use crate::lenient;

/// What Meta says about a call that it refused.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GraphError {
    /// What was asked for, such as `publish the flow`.
    pub call: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// Meta's code; `None` where the error has none.
    pub code: Option<i64>,
    /// Meta's code within the code; 33 of code 100 is an id that the token cannot see.
    pub subcode: Option<i64>,
    /// What the code means.
    pub kind: ErrorKind,
    /// What Meta says, for developers.
    pub message: String,
    /// More of it (`error_data.details`).
    pub details: Option<String>,
    /// A headline for the person at the screen.
    pub user_title: Option<String>,
    /// What Meta says to the person at the screen.
    pub user_message: Option<String>,
    /// What Meta's support finds the call by.
    pub fbtrace_id: Option<String>,
    /// How long Meta says to wait: `Retry-After`, and the usage headers.
    pub retry_after: Option<Duration>,
    /// Whether Meta says that the same call may succeed later (`is_transient`).
    pub transient: bool,
    /// What is wrong with the flow's document, where Meta says so beside the error.
    pub validation_errors: Vec<ValidationError>,
    /// Whether the usage headers say that access is to be regained: the limit is what refused it.
    pub(crate) limited: bool,
    pub(crate) unclear: bool,
}

/// The body of an error: `{"error": …}`, and what is beside it.
pub(crate) struct Envelope {
    error: Body,
    validation_errors: Vec<ValidationError>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Body {
    #[serde(deserialize_with = "lenient::string")]
    message: String,
    #[serde(deserialize_with = "lenient::optional_integer")]
    code: Option<i64>,
    #[serde(deserialize_with = "lenient::integer")]
    error_subcode: i64,
    #[serde(deserialize_with = "lenient::optional_string")]
    error_user_title: Option<String>,
    #[serde(deserialize_with = "lenient::optional_string")]
    error_user_msg: Option<String>,
    error_data: Value,
    #[serde(deserialize_with = "lenient::truth")]
    is_transient: Option<bool>,
    #[serde(deserialize_with = "lenient::optional_string")]
    fbtrace_id: Option<String>,
    #[serde(deserialize_with = "crate::flow::validation_errors")]
    validation_errors: Vec<ValidationError>,
}

#[derive(Deserialize)]
struct Beside {
    #[serde(default, deserialize_with = "crate::flow::validation_errors")]
    validation_errors: Vec<ValidationError>,
}

impl Envelope {
    /// Reads an error. A list is none, nor is anything else that is not an object; a text is one
    /// only where the status says that there is an error.
    pub(crate) fn read(body: &[u8], success: bool) -> Option<Self> {
        let Ok(Value::Object(mut map)) = serde_json::from_slice(body) else { return None };
        let error = match map.remove("error")? {
            error @ Value::Object(_) => serde_json::from_value(error).ok()?,
            Value::String(message) if !success => Body { message, ..Body::default() },
            _ => return None,
        };
        let beside = serde_json::from_value(Value::Object(map)).ok();
        let validation_errors =
            beside.map_or_else(Vec::new, |Beside { validation_errors }| validation_errors);
        Some(Self { error, validation_errors })
    }
}

/// What is known of an error beside its body.
pub(crate) struct GraphErrorSource<'a> {
    pub(crate) call: &'static str,
    pub(crate) status: u16,
    pub(crate) retry_after: Option<Duration>,
    /// Whether the usage headers give a time until access is regained.
    pub(crate) limited: bool,
    /// Whether the call changes something that cannot be changed twice.
    pub(crate) changes: bool,
    pub(crate) token: &'a AccessToken,
}

impl GraphError {
    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        if self.is_not_found() {
            return "check the id, and that the token's user may see it: an id of another account \
                    looks the same";
        }
        self.kind.advice()
    }

    /// Whether the call was refused for being one of too many: by its code, its status 429, or a
    /// waiting time in the usage headers that came with it. It had no effect.
    #[must_use]
    pub fn is_rate_limit(&self) -> bool {
        self.kind.is_rate_limit() || self.status == 429 || self.limited
    }

    /// Whether there is nothing with this id, or nothing that the token may see.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.kind == ErrorKind::Parameter && self.subcode == Some(33)
    }

    /// Whether Meta failed, rather than refused.
    pub(crate) fn is_server_fault(&self) -> bool {
        self.status >= 500 || self.transient || matches!(self.kind, ErrorKind::Other(1 | 2))
    }

    pub(crate) fn new(envelope: Envelope, source: &GraphErrorSource<'_>) -> Self {
        let Envelope { error, mut validation_errors } = envelope;
        validation_errors.extend(error.validation_errors);
        let data = &error.error_data;
        let details = data.get("details").unwrap_or(data).as_str();
        let hide = |text: String| source.token.hide_in(text);
        let mut made = Self {
            call: source.call,
            status: source.status,
            code: error.code,
            subcode: Some(error.error_subcode).filter(|code| *code != 0),
            kind: error.code.map_or(ErrorKind::NoCode, ErrorKind::from_code),
            message: hide(error.message),
            details: details.map(str::to_owned).map(hide),
            user_title: error.error_user_title.map(hide),
            user_message: error.error_user_msg.map(hide),
            fbtrace_id: error.fbtrace_id,
            retry_after: source.retry_after,
            transient: error.is_transient == Some(true),
            validation_errors,
            limited: source.limited,
            unclear: false,
        };
        made.unclear = source.changes && made.is_server_fault() && !made.is_rate_limit();
        made
    }
}

impl fmt::Display for GraphError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut said = self.message.clone();
        for more in [&self.user_message, &self.details].into_iter().flatten() {
            // Meta often says the same in several keys.
            if said.is_empty() {
                said.clone_from(more);
            } else if !said.contains(more.as_str()) {
                said = format!("{said}: {more}");
            }
        }
        if said.is_empty() {
            write!(f, "could not {}: Meta does not say why", self.call)?;
        } else {
            write!(f, "could not {}: Meta says: {said}", self.call)?;
        }
        let code = match self.code {
            Some(code) => format!("code {code}"),
            None => format!("status {}, no code", self.status),
        };
        write!(f, " ({code}")?;
        if let Some(subcode) = self.subcode {
            write!(f, ", subcode {subcode}")?;
        }
        if let Some(trace) = &self.fbtrace_id {
            write!(f, ", trace {trace}")?;
        }
        write!(f, "){}", super::doubt(self.unclear))
    }
}

impl std::error::Error for GraphError {}
