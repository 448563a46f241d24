//! Whether a flow can be sent, and what stands against it.

use serde_json::{Value, json};

use super::publish;
use crate::answer::Refusal;
use crate::fields::Field;
use crate::state::{Flow, SignatureStatus, State, Status};

pub(super) fn status(state: &State, flow: &Flow, field: &Field<'_>) -> Result<Value, Refusal> {
    let phone = match field.modifier("phone_number") {
        None => None,
        Some(id) => {
            let own = state.phone(id).filter(|phone| phone.waba == flow.waba);
            Some(own.ok_or_else(|| Refusal::unknown(id))?)
        }
    };
    if let Some(health) = &flow.health {
        return Ok(health.clone());
    }
    let mut entities = vec![of_flow(state, flow)];
    if let Some(phone) = phone {
        let error = match (&phone.public_key, phone.signature_status) {
            _ if flow.document.data_api_version.is_none() => None,
            (None, _) => Some((131_000, "The phone number has no public key.", UPLOAD)),
            (Some(_), SignatureStatus::Mismatch) => {
                Some((131_000, "The public key of the phone number is not signed.", UPLOAD))
            }
            (Some(_), SignatureStatus::Valid) => None,
        };
        entities.push(entity("PHONE_NUMBER", &phone.id, error, "BLOCKED"));
    }
    entities.push(entity("WABA", &flow.waba, None, "BLOCKED"));
    entities.push(entity("BUSINESS", "6000000000000001", None, "LIMITED"));
    if let Some(application) = &flow.application {
        let error = (!state.is_webhook_subscribed).then_some((
            131_000,
            "The application is not subscribed to webhooks of flows.",
            "Subscribe the application to the `flows` field.",
        ));
        entities.push(entity("APP", application, error, "LIMITED"));
    }
    let is = |wanted: &str| entities.iter().any(|entity| entity["can_send_message"] == wanted);
    let overall = ["BLOCKED", "LIMITED"].into_iter().find(|wanted| is(wanted));
    Ok(json!({ "can_send_message": overall.unwrap_or("AVAILABLE"), "entities": entities }))
}

const UPLOAD: &str = "Upload the public key of the phone number.";

fn of_flow(state: &State, flow: &Flow) -> Value {
    let solution = "Fix the flow and publish it.";
    let error = match flow.status {
        // What was published counts, and not what is edited.
        Status::Draft if flow.was_published() => None,
        Status::Draft => publish::cause(state, flow).map(|cause| (131_000, cause, solution)),
        Status::Published => None,
        Status::Throttled => {
            let solution = "Fix the endpoint.";
            return entity(
                "FLOW",
                &flow.id,
                Some((132_069, "The flow is throttled.", solution)),
                "LIMITED",
            );
        }
        Status::Blocked => Some((132_068, "The flow is blocked.", "Fix the endpoint.")),
        Status::Deprecated => Some((132_068, "The flow is deprecated.", "Use another flow.")),
    };
    entity("FLOW", &flow.id, error, "BLOCKED")
}

fn entity(kind: &str, id: &str, error: Option<(i64, &str, &str)>, otherwise: &str) -> Value {
    let sendable = if error.is_some() { otherwise } else { "AVAILABLE" };
    let mut entity = json!({ "entity_type": kind, "id": id, "can_send_message": sendable });
    if let Some((code, description, solution)) = error {
        entity["errors"] = json!([{
            "error_code": code,
            "error_description": description,
            "possible_solution": solution,
        }]);
    }
    entity
}
