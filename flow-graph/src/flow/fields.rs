//! Which fields of a flow are asked for.

use crate::error::Error;
use crate::id::plain;

/// The fields of a flow to ask for. By default those that Meta gives unasked.
///
/// ```
/// use flow_graph::{Field, Fields};
///
/// let some = Fields::of([Field::Name, Field::Status, Field::Preview { invalidate: false }]);
/// let all = Fields::all();
/// # drop((some, all));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields(Vec<Field>);

/// A field of a flow. The id comes with each.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Field {
    /// [`Flow::id`](crate::Flow::id).
    Id,
    /// [`Flow::name`](crate::Flow::name).
    Name,
    /// [`Flow::status`](crate::Flow::status).
    Status,
    /// [`Flow::updated_at`](crate::Flow::updated_at).
    UpdatedAt,
    /// [`Flow::categories`](crate::Flow::categories).
    Categories,
    /// [`Flow::validation_errors`](crate::Flow::validation_errors).
    ValidationErrors,
    /// [`Flow::json_version`](crate::Flow::json_version).
    JsonVersion,
    /// [`Flow::data_api_version`](crate::Flow::data_api_version).
    DataApiVersion,
    /// [`Flow::endpoint_uri`](crate::Flow::endpoint_uri).
    EndpointUri,
    /// [`Flow::preview`](crate::Flow::preview).
    Preview {
        /// Whether to make a new link and end the old one.
        invalidate: bool,
    },
    /// [`Flow::whatsapp_business_account`](crate::Flow::whatsapp_business_account).
    WhatsappBusinessAccount,
    /// [`Flow::application`](crate::Flow::application).
    Application,
    /// [`Flow::health_status`](crate::Flow::health_status).
    HealthStatus {
        /// The id of a phone number whose health is to be judged together with the flow's.
        phone_number: Option<String>,
    },
}

impl Fields {
    /// These fields and no others.
    #[must_use]
    pub fn of(fields: impl IntoIterator<Item = Field>) -> Self {
        Self(fields.into_iter().collect())
    }

    /// Every field. The preview's link stays as it is.
    #[must_use]
    pub fn all() -> Self {
        let rest = [
            Field::UpdatedAt,
            Field::JsonVersion,
            Field::DataApiVersion,
            Field::EndpointUri,
            Field::Preview { invalidate: false },
            Field::WhatsappBusinessAccount,
            Field::Application,
            Field::HealthStatus { phone_number: None },
        ];
        let Self(mut fields) = Self::default();
        fields.extend(rest);
        Self(fields)
    }

    pub(crate) fn to_text(&self) -> Result<String, Error> {
        let texts: Result<Vec<String>, Error> = self.0.iter().map(Field::to_text).collect();
        texts.map(|texts| texts.join(","))
    }
}

impl Default for Fields {
    fn default() -> Self {
        Self::of([
            Field::Id,
            Field::Name,
            Field::Status,
            Field::Categories,
            Field::ValidationErrors,
        ])
    }
}

impl Field {
    fn to_text(&self) -> Result<String, Error> {
        Ok(match self {
            Self::Id => "id".to_owned(),
            Self::Name => "name".to_owned(),
            Self::Status => "status".to_owned(),
            Self::UpdatedAt => "updated_at".to_owned(),
            Self::Categories => "categories".to_owned(),
            Self::ValidationErrors => "validation_errors".to_owned(),
            Self::JsonVersion => "json_version".to_owned(),
            Self::DataApiVersion => "data_api_version".to_owned(),
            Self::EndpointUri => "endpoint_uri".to_owned(),
            Self::Preview { invalidate } => format!("preview.invalidate({invalidate})"),
            Self::WhatsappBusinessAccount => "whatsapp_business_account".to_owned(),
            Self::Application => "application".to_owned(),
            Self::HealthStatus { phone_number: None } => "health_status".to_owned(),
            Self::HealthStatus { phone_number: Some(id) } => {
                format!("health_status.phone_number({})", plain(id, "phone number")?)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Fields};

    #[test]
    fn every_field_is_asked_for_by_its_name() {
        assert_eq!(
            Fields::all().to_text().unwrap(),
            "id,name,status,categories,validation_errors,updated_at,json_version,data_api_version,\
             endpoint_uri,preview.invalidate(false),whatsapp_business_account,application,\
             health_status"
        );
    }

    #[test]
    fn nothing_can_be_put_into_a_field() {
        let health = |id: &str| {
            let phone_number = Some(id.to_owned());
            Fields::of([Field::HealthStatus { phone_number }]).to_text()
        };
        assert_eq!(health("123").unwrap(), "health_status.phone_number(123)");
        assert!(health("1),id(2").is_err());
    }
}
