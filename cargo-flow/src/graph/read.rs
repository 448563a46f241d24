//! What is read of a flow at Meta.

use flow_graph::{Error, Field, Fields, Flow, HealthStatus, ValidationError};
use serde_json::Value;

use super::plan::{Listed, Remote};
use super::session::{Session, listed};
use crate::failure::Failure;

/// A flow at Meta, and what its validator says of it.
pub(super) struct Read {
    pub(super) remote: Remote,
    pub(super) validation_errors: Vec<ValidationError>,
}

/// Everything that a plan needs.
pub(super) async fn flow(session: &Session, id: &str) -> Result<Read, Failure> {
    let fields = Fields::of([
        Field::Name,
        Field::Status,
        Field::UpdatedAt,
        Field::Categories,
        Field::ValidationErrors,
        Field::EndpointUri,
        Field::Application,
    ]);
    let flow = session.client.flow(id).get(&fields).await?;
    let Listed { id, name, status } = listed(&flow);
    let json = json(session, &id).await?;
    let Flow { categories, endpoint_uri, application, validation_errors, updated_at, .. } = flow;
    let remote = Remote {
        id,
        name,
        status,
        categories: categories.iter().map(|category| category.as_str().to_owned()).collect(),
        endpoint: endpoint_uri,
        application: application.map(|application| application.id),
        json,
        updated_at,
        invalid: !validation_errors.is_empty(),
    };
    Ok(Read { remote, validation_errors })
}

/// The name and the state of a flow.
pub(super) async fn head(session: &Session, id: &str) -> Result<Listed, Failure> {
    let fields = Fields::of([Field::Name, Field::Status]);
    let flow = session.client.flow(id).get(&fields).await?;
    Ok(listed(&flow))
}

/// Whether a flow can be sent from a phone number.
pub(super) async fn health(
    session: &Session,
    id: &str,
    phone_number: Option<String>,
) -> Result<Option<HealthStatus>, Failure> {
    let fields = Fields::of([Field::HealthStatus { phone_number }]);
    let flow = session.client.flow(id).get(&fields).await?;
    Ok(flow.health_status)
}

/// The Flow JSON; what cannot be read as JSON is not a flow's.
async fn json(session: &Session, id: &str) -> Result<Option<Value>, Failure> {
    match session.client.flow(id).json().await {
        Ok(text) => Ok(Some(serde_json::from_str(&text).unwrap_or_default())),
        Err(Error::NoFlowJson) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
