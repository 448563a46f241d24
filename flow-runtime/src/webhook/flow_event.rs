//! Reports on the business's flows: the `flows` field.

use std::fmt;

use serde_json::{Map, Value};

use super::read::Id;
use crate::value::{DecodeError, Fields, FromValue};

/// A report on one of the business's flows.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowEvent {
    /// Meta's id of the flow.
    pub flow_id: String,
    /// The report in words.
    pub message: Option<String>,
    /// What is reported.
    pub kind: FlowEventKind,
    /// Keys that the report has beside those documented.
    pub rest: Map<String, Value>,
}

/// What is reported of a flow.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FlowEventKind {
    /// The flow was made, published, deprecated, throttled, blocked or let go again
    /// (`FLOW_STATUS_CHANGE`).
    StatusChange {
        /// The status before; absent when the flow was made.
        old_status: Option<FlowStatus>,
        /// The status now.
        new_status: FlowStatus,
        /// What follows if nothing is done.
        warning: Option<String>,
    },
    /// Too many errors on the phones, over 60 minutes (`CLIENT_ERROR_RATE`).
    ClientErrorRate(ErrorRate),
    /// Too many errors of the endpoint, over 30 minutes (`ENDPOINT_ERROR_RATE`).
    EndpointErrorRate(ErrorRate),
    /// The endpoint is slow, over 30 minutes (`ENDPOINT_LATENCY`). Times are in milliseconds.
    EndpointLatency {
        /// Nine of ten requests were answered within this.
        p90_latency: f64,
        /// Half of the requests were answered within this.
        p50_latency: Option<f64>,
        /// The requests counted.
        requests_count: Option<i64>,
        /// The threshold that was crossed: 1000, 5000 or 7000.
        threshold: Option<f64>,
        /// Whether the alert begins or ends.
        alert_state: Option<AlertState>,
    },
    /// The endpoint is often not there, over 10 minutes (`ENDPOINT_AVAILABILITY`).
    EndpointAvailability {
        /// Requests that were answered, in percent.
        availability: f64,
        /// The threshold that was crossed: 90.
        threshold: Option<f64>,
        /// Whether the alert begins or ends.
        alert_state: Option<AlertState>,
    },
    /// The flow's Flow JSON version will no longer be accepted soon (`FLOW_VERSION_EXPIRY_WARNING`).
    VersionExpiryWarning {
        /// What will happen, and when.
        warning: String,
    },
    /// An event that this crate does not know. Its keys are in [`FlowEvent::rest`].
    Unknown {
        /// The value of `event`.
        event: String,
    },
}

/// The rate of errors, in percent.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorRate {
    /// The rate over the window.
    pub error_rate: f64,
    /// The threshold that was crossed: 5, 10 or 50.
    pub threshold: f64,
    /// Whether the alert begins or ends.
    pub alert_state: AlertState,
    /// The errors by kind.
    pub errors: Vec<ErrorCount>,
    /// The requests counted.
    pub requests_count: Option<i64>,
}

/// The errors of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorCount {
    /// The kind, such as `timeout_error`.
    pub error_type: String,
    /// The rate of this kind, in percent.
    pub error_rate: Option<f64>,
    /// How many there were.
    pub error_count: Option<i64>,
}

/// Declares an enum of words that keeps the words it does not know.
macro_rules! open_enum {
    ($(#[$docs:meta])* $name:ident { $($(#[$variant_docs:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$docs])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_docs])* $variant,)*
            /// A word that this crate does not know.
            Unknown(String),
        }

        impl $name {
            /// The word on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)*
                    Self::Unknown(word) => word,
                }
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> Self {
                match word.as_str() {
                    $($word => Self::$variant,)*
                    _ => Self::Unknown(word),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromValue for $name {
            const EXPECTED: &'static str = "a string";

            fn from_value(value: Value) -> Result<Self, DecodeError> {
                String::from_value(value).map(Self::from)
            }
        }
    };
}

open_enum! {
    /// Where a flow stands in its life.
    FlowStatus {
        /// Not published: it can be changed and sent to testers.
        Draft = "DRAFT",
        /// Published: it can be sent to everyone and no longer changed.
        Published = "PUBLISHED",
        /// Retired: it can no longer be sent or opened.
        Deprecated = "DEPRECATED",
        /// Stopped by Meta: it can be neither sent nor opened.
        Blocked = "BLOCKED",
        /// Slowed down by Meta: ten messages an hour.
        Throttled = "THROTTLED",
    }
}

open_enum! {
    /// Whether an alert begins or ends.
    AlertState {
        /// The threshold was crossed.
        Activated = "ACTIVATED",
        /// The figure is back within the threshold.
        Deactivated = "DEACTIVATED",
    }
}

impl FlowEvent {
    /// Reads the value of a change of the field `flows`.
    pub(super) fn read(value: Value) -> Result<Self, DecodeError> {
        let mut fields = Fields::object(value)?;
        let event: String = fields.take("event")?;
        let Id(flow_id) = fields.take("flow_id")?;
        let message = fields.take("message")?;
        let kind = FlowEventKind::read(event, &mut fields)?;
        Ok(Self { flow_id, message, kind, rest: fields.into_rest() })
    }
}

impl FlowEventKind {
    fn read(event: String, fields: &mut Fields) -> Result<Self, DecodeError> {
        Ok(match event.as_str() {
            "FLOW_STATUS_CHANGE" => Self::StatusChange {
                old_status: fields.take("old_status")?,
                new_status: fields.take("new_status")?,
                warning: fields.take("warning")?,
            },
            "CLIENT_ERROR_RATE" => Self::ClientErrorRate(ErrorRate::read(fields)?),
            "ENDPOINT_ERROR_RATE" => Self::EndpointErrorRate(ErrorRate::read(fields)?),
            "ENDPOINT_LATENCY" => Self::EndpointLatency {
                p90_latency: fields.take("p90_latency")?,
                p50_latency: fields.take("p50_latency")?,
                requests_count: fields.take("requests_count")?,
                threshold: fields.take("threshold")?,
                alert_state: fields.take("alert_state")?,
            },
            "ENDPOINT_AVAILABILITY" => Self::EndpointAvailability {
                availability: fields.take("availability")?,
                threshold: fields.take("threshold")?,
                alert_state: fields.take("alert_state")?,
            },
            "FLOW_VERSION_EXPIRY_WARNING" => {
                Self::VersionExpiryWarning { warning: fields.take("warning")? }
            }
            _ => Self::Unknown { event },
        })
    }
}

impl ErrorRate {
    fn read(fields: &mut Fields) -> Result<Self, DecodeError> {
        let errors: Option<Vec<ErrorCount>> = fields.take("errors")?;
        Ok(Self {
            error_rate: fields.take("error_rate")?,
            threshold: fields.take("threshold")?,
            alert_state: fields.take("alert_state")?,
            errors: errors.unwrap_or_default(),
            requests_count: fields.take("requests_count")?,
        })
    }
}

impl FromValue for ErrorCount {
    const EXPECTED: &'static str = "an object";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        let mut fields = Fields::object(value)?;
        Ok(Self {
            error_type: fields.take("error_type")?,
            error_rate: fields.take("error_rate")?,
            error_count: fields.take("error_count")?,
        })
    }
}
