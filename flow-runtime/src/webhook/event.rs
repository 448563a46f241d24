//! What a delivery reports.

use std::fmt;
use std::time::SystemTime;

use serde_json::Value;

use super::{FlowEvent, MessageStatus, Reply};
use crate::value::DecodeError;

/// One thing that Meta reports.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The id of the WhatsApp business account that it concerns.
    pub account_id: Option<String>,
    /// When Meta made the report, where it says so.
    pub time: Option<SystemTime>,
    /// What happened.
    pub kind: EventKind,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum EventKind {
    /// A person has finished a flow.
    Reply(Reply),
    /// What became of a message that was sent: delivered, read, failed.
    MessageStatus(MessageStatus),
    /// Something about one of the business's flows: its status, its errors, its endpoint.
    Flow(FlowEvent),
    /// Anything else, as JSON: other messages, other fields.
    Other(Other),
    /// A part of the delivery that should be one of the above and cannot be read.
    ///
    /// The other parts are not affected. Log [`Unreadable::error`] and keep the JSON.
    Unreadable(Unreadable),
}

/// A change that has nothing to do with flows.
#[derive(Clone, PartialEq)]
pub struct Other {
    /// The field of the subscription, such as `messages`.
    pub field: String,
    /// The change's value. Replies of flows are taken out of its `messages`,
    /// and all `statuses`.
    pub value: Value,
}

/// A part of a delivery that could not be read.
#[derive(Clone, PartialEq)]
pub struct Unreadable {
    /// What is wrong, and where in the delivery. It holds none of the person's data.
    pub error: DecodeError,
    /// The part as it came.
    pub json: Value,
}

/// Shows the field alone: the value holds a person's data.
impl fmt::Debug for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Other").field("field", &self.field).finish_non_exhaustive()
    }
}

/// Shows the error alone: the JSON holds a person's data.
impl fmt::Debug for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unreadable").field("error", &self.error).finish_non_exhaustive()
    }
}
