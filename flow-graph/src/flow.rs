//! One flow: its calls, and what they take and give.

mod details;
mod fields;
mod health;
mod metric;
mod preview;
mod request;
mod validation;

use serde::Deserialize;

use crate::call::{Call, LARGEST};
use crate::client::Client;
use crate::error::Error;
use crate::id::plain;
use crate::lenient;
use crate::word::words;

pub use self::details::{Account, Application, Flow};
pub use self::fields::{Field, Fields};
pub use self::health::{Entity, EntityError, EntityType, HealthStatus, SendAbility};
pub use self::metric::{DataPoint, Figure, Granularity, Metric, MetricName, MetricQuery};
pub use self::preview::{Preview, PreviewOptions};
pub use self::request::{Metadata, NewFlow};
pub(crate) use self::validation::errors as validation_errors;
pub use self::validation::{Pointer, ValidationError};

const FLOW: &str = "flow";
const FLOW_JSON: &str = "FLOW_JSON";

/// The calls of one flow. From [`Client::flow`].
#[derive(Debug, Clone)]
pub struct FlowHandle {
    pub(crate) client: Client,
    pub(crate) id: String,
}

/// What came of an upload.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Uploaded {
    /// Whether the document was taken. A document with validation errors may be taken.
    #[serde(default, deserialize_with = "success")]
    pub success: bool,
    /// What has to be fixed before the flow can be published.
    #[serde(default, deserialize_with = "validation_errors")]
    pub validation_errors: Vec<ValidationError>,
}

/// A file of a flow. There is one: its Flow JSON.
#[derive(Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Asset {
    /// The file's name: `flow.json`.
    #[serde(default, deserialize_with = "lenient::string")]
    pub name: String,
    /// What the file is: `FLOW_JSON`.
    #[serde(default, deserialize_with = "lenient::string")]
    pub asset_type: String,
    /// Where the file is for a while. Who has the link can read the file.
    #[serde(default, deserialize_with = "lenient::string")]
    pub download_url: String,
}

words! {
    /// Where a flow is in its life.
    Status {
        /// Not published, or published and edited since: messages in draft mode carry it as it is,
        /// others the version that was published last.
        Draft = "DRAFT",
        /// Published: it can be sent to everyone. An edit makes it a draft again.
        Published = "PUBLISHED",
        /// Retired: it can no longer be sent or opened.
        Deprecated = "DEPRECATED",
        /// Stopped by Meta: it can be neither sent nor opened.
        Blocked = "BLOCKED",
        /// Slowed down by Meta: ten messages an hour.
        Throttled = "THROTTLED",
    }

    /// What a flow is for.
    Category {
        /// Making an account.
        SignUp = "SIGN_UP",
        /// Logging in.
        SignIn = "SIGN_IN",
        /// Booking an appointment.
        AppointmentBooking = "APPOINTMENT_BOOKING",
        /// Finding customers.
        LeadGeneration = "LEAD_GENERATION",
        /// Getting in touch.
        ContactUs = "CONTACT_US",
        /// Helping customers.
        CustomerSupport = "CUSTOMER_SUPPORT",
        /// Asking for an opinion.
        Survey = "SURVEY",
        /// None of these.
        Uncategorized = "OTHER",
    }
}

#[derive(Deserialize)]
struct Assets {
    #[serde(default, deserialize_with = "lenient::list")]
    data: Vec<Asset>,
}

#[derive(Deserialize)]
struct PreviewAnswer {
    preview: Preview,
}

#[derive(Deserialize)]
struct MetricAnswer {
    metric: Metric,
}

#[derive(Deserialize)]
struct HealthAnswer {
    health_status: HealthStatus,
}

impl FlowHandle {
    /// The flow's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Asks for what is known of the flow.
    ///
    /// # Errors
    ///
    /// When the call fails; [`Error::is_not_found`] when there is no such flow.
    pub async fn get(&self, fields: &Fields) -> Result<Flow, Error> {
        let name = "read the flow";
        Call::get(&self.client, name, &[self.plain_id()?])
            .query("fields", &fields.to_text()?)
            .read()
            .await
    }

    /// Changes the name, the categories, the endpoint or the application.
    ///
    /// A published flow is a draft again after it, with the same id, and has to be published again
    /// for the change to reach people.
    ///
    /// # Errors
    ///
    /// When nothing is to be changed, or the call fails; code 139001 when Meta does not let the flow
    /// be edited.
    pub async fn update(&self, metadata: &Metadata) -> Result<(), Error> {
        let name = "update the flow";
        let body = metadata.to_json(name)?;
        Call::set(&self.client, name, &[self.plain_id()?]).json(&body).done().await
    }

    /// Uploads the Flow JSON document: at most 10 MB.
    ///
    /// A draft may have validation errors, so they are not an error of this call: look at
    /// [`Uploaded::validation_errors`]. A published flow is a draft again after it, as after
    /// [`FlowHandle::update`].
    ///
    /// # Errors
    ///
    /// When the document is too large, or the call fails; code 139001 when Meta does not let the
    /// flow be edited.
    pub async fn upload(&self, json: &str) -> Result<Uploaded, Error> {
        check_size(json)?;
        let name = "upload the Flow JSON";
        Call::set(&self.client, name, &[self.plain_id()?, "assets"]).flow_json(json).read().await
    }

    /// Publishes the flow as it is: new messages carry it. Messages that were sent before keep the
    /// version that they were sent with.
    ///
    /// Meta keeps the last five published versions alive, so an endpoint answers for all of them.
    /// What was published once can be deprecated, and never deleted.
    ///
    /// # Errors
    ///
    /// When the call fails; code 139002 when the flow lacks something that publishing wants.
    pub async fn publish(&self) -> Result<(), Error> {
        Call::post(&self.client, "publish the flow", &[self.plain_id()?, "publish"]).done().await
    }

    /// Retires a published flow. This cannot be undone.
    ///
    /// # Errors
    ///
    /// When the call fails; code 139003 when the flow is not published.
    pub async fn deprecate(&self) -> Result<(), Error> {
        Call::post(&self.client, "deprecate the flow", &[self.plain_id()?, "deprecate"])
            .done()
            .await
    }

    /// Deletes a draft.
    ///
    /// # Errors
    ///
    /// When the call fails; code 139004 when the flow is not a draft.
    pub async fn delete(&self) -> Result<(), Error> {
        Call::delete(&self.client, "delete the flow", &[self.plain_id()?]).done().await
    }

    /// Lists the flow's files.
    ///
    /// # Errors
    ///
    /// When the call fails.
    pub async fn assets(&self) -> Result<Vec<Asset>, Error> {
        let name = "list the files of the flow";
        let Assets { data } =
            Call::get(&self.client, name, &[self.plain_id()?, "assets"]).read().await?;
        Ok(data)
    }

    /// Downloads the Flow JSON document: at most 10 MB.
    ///
    /// The access token is not sent to the address that Meta names, which has to be `https`.
    ///
    /// # Errors
    ///
    /// [`Error::NoFlowJson`] when nothing was uploaded yet; else when a call fails.
    pub async fn json(&self) -> Result<String, Error> {
        let assets = self.assets().await?;
        let asset = assets.into_iter().find(|asset| asset.asset_type == FLOW_JSON);
        let asset = asset.ok_or(Error::NoFlowJson)?;
        Call::download(&self.client, "download the Flow JSON", &asset.download_url)?.text().await
    }

    /// Asks for the link of the web preview, which lives 30 days.
    ///
    /// `invalidate` makes a new link and ends the old one.
    ///
    /// # Errors
    ///
    /// When the call fails.
    pub async fn preview(&self, invalidate: bool) -> Result<Preview, Error> {
        let fields = Fields::of([Field::Preview { invalidate }]);
        let call = Call::get(&self.client, "make a preview of the flow", &[self.plain_id()?]);
        let PreviewAnswer { preview } = call.query("fields", &fields.to_text()?).read().await?;
        Ok(preview)
    }

    /// Asks for figures about the endpoint.
    ///
    /// # Errors
    ///
    /// When the call fails; code 139006 when there are fewer than 250 requests to speak of.
    pub async fn metric(&self, query: &MetricQuery) -> Result<Metric, Error> {
        let call = Call::get(&self.client, "read the metric", &[self.plain_id()?]);
        let MetricAnswer { metric } = call.query("fields", &query.to_text()?).read().await?;
        Ok(metric)
    }

    /// Asks whether the flow can be sent, and what is in the way.
    ///
    /// [`Field::HealthStatus`] asks for the health together with one phone number.
    ///
    /// # Errors
    ///
    /// When the call fails.
    pub async fn health(&self) -> Result<HealthStatus, Error> {
        let fields = Fields::of([Field::HealthStatus { phone_number: None }]);
        let call = Call::get(&self.client, "read the health of the flow", &[self.plain_id()?]);
        let HealthAnswer { health_status } =
            call.query("fields", &fields.to_text()?).read().await?;
        Ok(health_status)
    }

    fn plain_id(&self) -> Result<&str, Error> {
        plain(&self.id, FLOW)
    }
}

/// Shows the file without its link, which opens the file.
impl std::fmt::Debug for Asset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Asset")
            .field("name", &self.name)
            .field("asset_type", &self.asset_type)
            .finish_non_exhaustive()
    }
}

pub(crate) fn check_size(json: &str) -> Result<(), Error> {
    if json.len() > LARGEST {
        return Err(Error::TooLarge { what: "the Flow JSON", limit: LARGEST, unclear: false });
    }
    Ok(())
}

/// Whether it was done; no when Meta does not say.
pub(crate) fn success<'de, D: serde::Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    lenient::truth(from).map(|success| success == Some(true))
}
