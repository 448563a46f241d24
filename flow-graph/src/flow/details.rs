//! What Meta knows of a flow.

use jiff::Timestamp;
use serde::Deserialize;

use super::{Category, HealthStatus, Preview, Status, ValidationError};
use crate::lenient;

/// A flow, as far as it was asked for: a field that was not is `None` or empty.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Flow {
    /// The id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// The name, unique in its account.
    #[serde(default, deserialize_with = "lenient::optional_string")]
    pub name: Option<String>,
    /// Where it is in its life.
    #[serde(default)]
    pub status: Option<Status>,
    /// When it was changed last.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub updated_at: Option<Timestamp>,
    /// What it is for.
    #[serde(default, deserialize_with = "lenient::list")]
    pub categories: Vec<Category>,
    /// What has to be fixed before it can be published.
    #[serde(default, deserialize_with = "super::validation_errors")]
    pub validation_errors: Vec<ValidationError>,
    /// The Flow JSON version, such as `7.3`.
    #[serde(default, deserialize_with = "lenient::optional_string")]
    pub json_version: Option<String>,
    /// The Data API version, such as `3.0`; none for a flow without an endpoint.
    #[serde(default, deserialize_with = "lenient::optional_string")]
    pub data_api_version: Option<String>,
    /// The address of the endpoint. Before Flow JSON 3.0 Meta calls it `data_channel_uri`.
    #[serde(default, alias = "data_channel_uri", deserialize_with = "lenient::optional_string")]
    pub endpoint_uri: Option<String>,
    /// The web preview.
    #[serde(default, deserialize_with = "lenient::object")]
    pub preview: Option<Preview>,
    /// The account that it belongs to.
    #[serde(default, deserialize_with = "lenient::object")]
    pub whatsapp_business_account: Option<Account>,
    /// The app that its endpoint is connected to.
    #[serde(default, deserialize_with = "lenient::object")]
    pub application: Option<Application>,
    /// Whether it can be sent.
    #[serde(default, deserialize_with = "lenient::object")]
    pub health_status: Option<HealthStatus>,
}

/// A WhatsApp business account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Account {
    /// The id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// The name.
    #[serde(default, deserialize_with = "lenient::optional_string")]
    pub name: Option<String>,
}

/// An app of the business.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Application {
    /// The id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// The name.
    #[serde(default, deserialize_with = "lenient::optional_string")]
    pub name: Option<String>,
    /// The page of the app.
    #[serde(default, deserialize_with = "lenient::optional_string")]
    pub link: Option<String>,
}
