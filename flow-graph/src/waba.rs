//! A WhatsApp business account: its flows, phone numbers and templates.

mod listing;
mod migration;
mod template;

use serde::Deserialize;

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::flow::{Flow, NewFlow, ValidationError};
use crate::id::plain;
use crate::lenient;
use crate::word::words;

pub use self::listing::Listing;
pub use self::migration::{FailedFlow, Migrated, MigratedFlow, Migration};
pub use self::template::{CreatedTemplate, NewTemplate, TemplateCategory, TemplateStatus};

/// The calls of a WhatsApp business account. From [`Client::waba`].
#[derive(Debug, Clone)]
pub struct WabaHandle {
    pub(crate) client: Client,
    pub(crate) id: String,
}

/// A flow that was made.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Created {
    /// Its id.
    pub id: String,
    /// What Meta says of the whole; not every version of the API says something.
    pub success: Option<bool>,
    /// What has to be fixed before it can be published.
    pub validation_errors: Vec<ValidationError>,
}

/// The answer to a creation. A document that is refused may come with no id.
#[derive(Deserialize)]
struct CreateAnswer {
    #[serde(default, deserialize_with = "lenient::filled_string")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::truth")]
    success: Option<bool>,
    #[serde(default, deserialize_with = "crate::flow::validation_errors")]
    validation_errors: Vec<ValidationError>,
}

/// A phone number of the business.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct PhoneNumber {
    /// Its id, which [`Client::phone`] takes.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// The number, written for people.
    #[serde(default, deserialize_with = "lenient::optional_string")]
    pub display_phone_number: Option<String>,
    /// The name that people see.
    #[serde(default, deserialize_with = "lenient::optional_string")]
    pub verified_name: Option<String>,
    /// How people rate its messages.
    #[serde(default)]
    pub quality_rating: Option<QualityRating>,
    /// How far its verification by code is.
    #[serde(default, deserialize_with = "lenient::optional_string")]
    pub code_verification_status: Option<String>,
}

words! {
    /// How people rate the messages of a phone number.
    QualityRating {
        /// Well.
        Green = "GREEN",
        /// Not so well.
        Yellow = "YELLOW",
        /// Badly.
        Red = "RED",
        /// There is no rating yet.
        Unknown = "UNKNOWN",
    }
}

impl WabaHandle {
    /// The account's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Makes a flow: a draft, unless it is to be published at once.
    ///
    /// It is not repeated when its outcome is unclear, as a second flow of the same name is
    /// refused: look for the name with [`WabaHandle::flows`].
    ///
    /// # Errors
    ///
    /// When the call fails; code 100 when the name is taken; [`Error::InvalidFlowJson`] when the
    /// document is refused and no flow was made.
    pub async fn create(&self, flow: &NewFlow) -> Result<Created, Error> {
        let call = "create the flow";
        let body = flow.to_json(call)?;
        let answer = Call::post(&self.client, call, &[self.plain_id()?, "flows"]).json(&body);
        let CreateAnswer { id, success, validation_errors } = answer.read().await?;
        match id {
            Some(id) => Ok(Created { id, success, validation_errors }),
            None if validation_errors.is_empty() => Err(Error::Decode {
                call,
                what: "it has no id of a flow".to_owned(),
                unclear: success != Some(false),
            }),
            None => Err(Error::InvalidFlowJson { call, validation_errors }),
        }
    }

    /// Lists the flows of the account, page by page as they are read.
    pub fn flows(&self) -> Listing<Flow> {
        Listing::new(self, "list the flows", "flows")
    }

    /// Lists the phone numbers of the account.
    pub fn phone_numbers(&self) -> Listing<PhoneNumber> {
        Listing::new(self, "list the phone numbers", "phone_numbers")
    }

    /// Copies flows of another account into this one.
    ///
    /// # Errors
    ///
    /// When the call fails. A flow that could not be copied is not an error of this call: look at
    /// [`Migrated::failed_flows`].
    pub async fn migrate(&self, migration: &Migration) -> Result<Migrated, Error> {
        let name = "migrate the flows";
        let mut call = Call::post(&self.client, name, &[self.plain_id()?, "migrate_flows"]);
        for (key, value) in migration.to_query(name)? {
            call = call.query(key, &value);
        }
        call.read().await
    }

    /// Makes a template. Meta approves it before it can be sent.
    ///
    /// # Errors
    ///
    /// When the template's button is one that Meta would refuse, or the call fails.
    pub async fn create_template(&self, template: &NewTemplate) -> Result<CreatedTemplate, Error> {
        let name = "create the template";
        let body = template.to_json(name)?;
        Call::post(&self.client, name, &[self.plain_id()?, "message_templates"])
            .json(&body)
            .read()
            .await
    }

    pub(super) fn plain_id(&self) -> Result<&str, Error> {
        plain(&self.id, "WhatsApp business account")
    }
}
