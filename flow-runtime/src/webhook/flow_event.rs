//! Reports on the business's flows: the `flows` field.

use serde_json::{Map, Value};

use super::lenient::{Lenient, Rest};
use super::word::open_enum;
use crate::value::{DecodeError, FromValue, Text};

/// A report on one of the business's flows.
///
/// A figure or a word that Meta leaves out is `None`, whatever its documents say: an alert is worth
/// reading without it.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowEvent {
    /// Meta's id of the flow.
    pub flow_id: Option<String>,
    /// The report in words.
    pub message: Option<String>,
    /// What is reported.
    pub kind: FlowEventKind,
    /// Keys that the report has beside those documented.
    pub rest: Map<String, Value>,
    /// What is not as documented. It was read all the same, and its values are in
    /// [`rest`](Self::rest).
    pub odd: Vec<DecodeError>,
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
        new_status: Option<FlowStatus>,
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
        p90_latency: Option<f64>,
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
        availability: Option<f64>,
        /// The threshold that was crossed: 90.
        threshold: Option<f64>,
        /// Whether the alert begins or ends.
        alert_state: Option<AlertState>,
    },
    /// The flow's Flow JSON version will no longer be accepted soon (`FLOW_VERSION_EXPIRY_WARNING`).
    VersionExpiryWarning {
        /// What will happen, and when.
        warning: Option<String>,
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
    pub error_rate: Option<f64>,
    /// The threshold that was crossed: 5, 10 or 50.
    pub threshold: Option<f64>,
    /// Whether the alert begins or ends.
    pub alert_state: Option<AlertState>,
    /// The errors by kind.
    pub errors: Vec<ErrorCount>,
    /// The requests counted.
    pub requests_count: Option<i64>,
}

/// The errors of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorCount {
    /// The kind, such as `timeout_error`.
    pub error_type: Option<String>,
    /// The rate of this kind, in percent.
    pub error_rate: Option<f64>,
    /// How many there were.
    pub error_count: Option<i64>,
    /// Other keys.
    pub rest: Map<String, Value>,
}

open_enum! {
    /// Where a flow is in its life.
    FlowStatus {
        /// Not published, or edited since: it can be changed and sent to testers. What was published
        /// before is still sent, and opens as it was published last.
        Draft = "DRAFT",
        /// Published: it can be sent to everyone. An edit is made in place, under the same id, and
        /// makes it a draft until it is published again.
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
        let mut fields = Lenient::object(value)?;
        let Text(event) = fields.required("event")?;
        let flow_id = fields.id("flow_id");
        let message = fields.text("message");
        let kind = FlowEventKind::read(event, &mut fields);
        let Rest { rest, odd } = fields.finish();
        Ok(Self { flow_id, message, kind, rest, odd })
    }
}

impl FlowEventKind {
    fn read(event: String, fields: &mut Lenient) -> Self {
        match event.as_str() {
            "FLOW_STATUS_CHANGE" => Self::StatusChange {
                old_status: fields.optional("old_status"),
                new_status: fields.optional("new_status"),
                warning: fields.text("warning"),
            },
            "CLIENT_ERROR_RATE" => Self::ClientErrorRate(ErrorRate::read(fields)),
            "ENDPOINT_ERROR_RATE" => Self::EndpointErrorRate(ErrorRate::read(fields)),
            "ENDPOINT_LATENCY" => Self::EndpointLatency {
                p90_latency: fields.optional("p90_latency"),
                p50_latency: fields.optional("p50_latency"),
                requests_count: fields.optional("requests_count"),
                threshold: fields.optional("threshold"),
                alert_state: fields.optional("alert_state"),
            },
            "ENDPOINT_AVAILABILITY" => Self::EndpointAvailability {
                availability: fields.optional("availability"),
                threshold: fields.optional("threshold"),
                alert_state: fields.optional("alert_state"),
            },
            "FLOW_VERSION_EXPIRY_WARNING" => {
                Self::VersionExpiryWarning { warning: fields.text("warning") }
            }
            _ => Self::Unknown { event },
        }
    }
}

impl ErrorRate {
    fn read(fields: &mut Lenient) -> Self {
        let errors = fields.items("errors", ErrorCount::read);
        let errors = errors.into_iter().map(|(count, rest)| ErrorCount { rest, ..count });
        Self {
            errors: errors.collect(),
            error_rate: fields.optional("error_rate"),
            threshold: fields.optional("threshold"),
            alert_state: fields.optional("alert_state"),
            requests_count: fields.optional("requests_count"),
        }
    }
}

impl ErrorCount {
    fn read(fields: &mut Lenient) -> Self {
        Self {
            error_type: fields.text("error_type"),
            error_rate: fields.optional("error_rate"),
            error_count: fields.optional("error_count"),
            rest: Map::new(),
        }
    }
}
