//! Publishing, and what it wants.

use crate::answer::{Answer, Refusal};
use crate::call::Call;
use crate::ping::Ping;
use crate::server::Shared;
use crate::state::{Flow, SignatureStatus, State, Status};

pub(super) async fn publish(shared: &Shared, call: &Call, id: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&[])?;
    call.no_body()?;
    attempt(shared, id).await?;
    Ok(Answer::success())
}

/// Publishes a flow where nothing stands against it.
pub(super) async fn attempt(shared: &Shared, id: &str) -> Result<(), Refusal> {
    let ping = ready(&shared.state(), id, shared.speaks_tls)?;
    if let Some(ping) = ping {
        ping.send(&shared.network).await.map_err(|why| {
            refused(&format!("The endpoint does not answer the health check: {why}"))
        })?;
    }
    let mut state = shared.state();
    // It may have changed while the endpoint was called.
    ready(&state, id, shared.speaks_tls)?;
    if let Some(flow) = state.flow_mut(id) {
        flow.publish();
        state.report_status(id, Some(Status::Draft));
    }
    Ok(())
}

/// What stands against the publishing of a flow, the first cause of all.
pub(super) fn cause(state: &State, flow: &Flow) -> Option<&'static str> {
    let phone = state.phones.iter().find(|phone| phone.waba == flow.waba);
    let has_endpoint = flow.document.data_api_version.is_some();
    let key = phone.and_then(|phone| phone.public_key.as_ref().map(|_| phone.signature_status));
    if !flow.document.validation_errors.is_empty() {
        return Some("The Flow JSON has validation errors");
    }
    if flow.document.is_frozen() {
        return Some("The version of the Flow JSON is frozen");
    }
    if phone.is_none() {
        return Some("The WhatsApp Business Account has no phone number");
    }
    if has_endpoint && flow.endpoint_uri.is_none() {
        return Some("The flow has no `endpoint_uri`");
    }
    if has_endpoint && flow.application.is_none() {
        return Some("The flow has no application connected");
    }
    if has_endpoint && key.is_none() {
        return Some("The phone number has no public key");
    }
    if has_endpoint && key != Some(SignatureStatus::Valid) {
        return Some("The public key of the phone number is not signed");
    }
    if !state.is_webhook_subscribed {
        return Some("The application is not subscribed to the `flows` webhook");
    }
    None
}

/// The call to the endpoint that is left to do.
fn ready(state: &State, id: &str, speaks_tls: bool) -> Result<Option<Ping>, Refusal> {
    let flow = state.flow(id).ok_or_else(|| Refusal::unknown(id))?;
    if flow.status != Status::Draft {
        let status = flow.status.as_str();
        return Err(refused(&format!("Only a draft can be published; this flow is {status}")));
    }
    if let Some(cause) = cause(state, flow) {
        let validation_errors = flow.document.validation_errors.clone();
        return Err(Refusal { validation_errors, ..refused(cause) });
    }
    let phone = state.phones.iter().find(|phone| phone.waba == flow.waba);
    let key = phone.and_then(|phone| phone.public_key.clone());
    let (Some(version), Some(uri), Some(public_key)) =
        (&flow.document.data_api_version, &flow.endpoint_uri, key)
    else {
        return Ok(None);
    };
    // Where no TLS is spoken, an `https://` endpoint is taken at its word.
    Ok((state.pings && (speaks_tls || uri.starts_with("http://"))).then(|| Ping {
        uri: uri.clone(),
        public_key,
        version: version.clone(),
        app_secret: state.app_secret.clone(),
    }))
}

fn refused(cause: &str) -> Refusal {
    Refusal::new(139_002, "Flow can't be published").details(cause)
}
