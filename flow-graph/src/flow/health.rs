//! Whether a flow can be sent, and what is in the way.

use serde::Deserialize;

use crate::lenient;
use crate::word::words;

/// Whether messages with the flow can be sent.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct HealthStatus {
    /// The worst of all that take part.
    #[serde(default)]
    pub can_send_message: Option<SendAbility>,
    /// All that take part: the flow, the account, the business, the app.
    #[serde(default, deserialize_with = "lenient::list")]
    pub entities: Vec<Entity>,
}

/// One that takes part in sending.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Entity {
    /// What it is.
    #[serde(default)]
    pub entity_type: Option<EntityType>,
    /// Its id.
    #[serde(default, deserialize_with = "lenient::string")]
    pub id: String,
    /// Whether it lets messages pass.
    #[serde(default)]
    pub can_send_message: Option<SendAbility>,
    /// What is wrong with it.
    #[serde(default, deserialize_with = "lenient::list")]
    pub errors: Vec<EntityError>,
    /// What else Meta says of it.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub additional_info: Vec<String>,
}

/// What is wrong with one that takes part in sending.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct EntityError {
    /// Meta's code.
    #[serde(default, deserialize_with = "lenient::integer")]
    pub error_code: i64,
    /// What is wrong.
    #[serde(default, deserialize_with = "lenient::string")]
    pub error_description: String,
    /// What to do.
    #[serde(default, deserialize_with = "lenient::string")]
    pub possible_solution: String,
}

words! {
    /// Whether messages can be sent.
    SendAbility {
        /// They can.
        Available = "AVAILABLE",
        /// They can, fewer or with conditions.
        Limited = "LIMITED",
        /// They cannot.
        Blocked = "BLOCKED",
    }

    /// What takes part in sending.
    EntityType {
        /// The flow.
        Flow = "FLOW",
        /// The WhatsApp business account.
        Waba = "WABA",
        /// The business.
        Business = "BUSINESS",
        /// The app.
        App = "APP",
        /// The phone number that sends.
        PhoneNumber = "PHONE_NUMBER",
        /// The template.
        MessageTemplate = "MESSAGE_TEMPLATE",
    }
}
