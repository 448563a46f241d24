//! What became of a message that was sent: the `statuses` of the field `messages`.

use std::fmt;
use std::time::SystemTime;

use serde_json::{Map, Value};

use super::contact::Contacts;
use super::lenient::{Lenient, Rest};
use super::read::Seconds;
use super::word::open_enum;
use crate::identity::Identity;
use crate::value::{DecodeError, FromValue, Id};

/// What became of a message that was sent, such as one with a flow.
///
/// `Debug` shows the message and its status alone.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct MessageStatus {
    /// The id that Meta gave the message when it was sent.
    pub message_id: String,
    /// What became of it.
    pub status: DeliveryStatus,
    /// When.
    pub timestamp: Option<SystemTime>,
    /// To whom it was sent. A message that failed may name nobody.
    pub recipient: Option<Identity>,
    /// Meta's id of the business's number that it was sent from.
    pub phone_number_id: Option<String>,
    /// Why it failed.
    pub errors: Vec<MessageFault>,
    /// The text that the business sent along as `biz_opaque_callback_data`.
    pub callback_data: Option<String>,
    /// Other keys: the conversation, the price.
    pub rest: Map<String, Value>,
    /// What is not as documented. It was read all the same, and its values are in
    /// [`rest`](Self::rest).
    pub odd: Vec<DecodeError>,
}

/// Why a message failed.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MessageFault {
    /// Meta's code, such as 131026.
    pub code: Option<i64>,
    /// The fault in a few words.
    pub title: Option<String>,
    /// More words.
    pub message: Option<String>,
    /// The cause, where Meta tells it.
    pub details: Option<String>,
    /// Other keys.
    pub rest: Map<String, Value>,
}

open_enum! {
    /// What became of a message.
    DeliveryStatus {
        /// It left WhatsApp's servers.
        Sent = "sent",
        /// It reached the phone.
        Delivered = "delivered",
        /// The person has seen it.
        Read = "read",
        /// It will not arrive: see [`MessageStatus::errors`].
        Failed = "failed",
    }
}

impl MessageStatus {
    /// Reads one of the `statuses` of a change.
    pub(super) fn read(
        status: Value,
        contacts: &Contacts,
        phone_number_id: Option<&str>,
    ) -> Result<Self, DecodeError> {
        let mut status = Lenient::object(status)?;
        let Id(message_id) = status.required("id")?;
        let word = status.required("status")?;
        let recipient = Identity::sorted(
            status.id("recipient_id"),
            status.id("recipient_user_id"),
            status.id("recipient_parent_user_id"),
            None,
        );
        let (recipient, _) = contacts.find(recipient);
        let errors = status.items("errors", MessageFault::read);
        let errors = errors.into_iter().map(|(fault, rest)| MessageFault { rest, ..fault });
        let errors = errors.collect();
        let timestamp = status.optional("timestamp").map(|Seconds(at)| at);
        let callback_data = status.text("biz_opaque_callback_data");
        let Rest { rest, odd } = status.finish();
        Ok(Self {
            message_id,
            status: word,
            timestamp,
            recipient,
            phone_number_id: phone_number_id.map(str::to_owned),
            errors,
            callback_data,
            rest,
            odd,
        })
    }
}

impl MessageFault {
    fn read(fault: &mut Lenient) -> Self {
        let mut data = fault.inside("error_data");
        let details = data.text("details");
        fault.merge("error_data", data);
        Self {
            code: fault.optional("code"),
            title: fault.text("title"),
            message: fault.text("message"),
            details,
            rest: Map::new(),
        }
    }
}

impl fmt::Debug for MessageStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MessageStatus")
            .field("message_id", &self.message_id)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
