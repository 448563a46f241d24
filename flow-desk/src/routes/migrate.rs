//! Copies flows from one WABA to another.

use serde_json::json;

use crate::answer::{Answer, Refusal};
use crate::call::Call;
use crate::state::{Flow, State};

/// How many flows can be named in one call.
const MOST_NAMES: usize = 100;

/// What Meta answers for each flow that is not copied.
const FAILED: &str = "4233041";

pub(super) fn migrate(state: &mut State, call: &Call, waba: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&["source_waba_id", "source_flow_names"])?;
    call.no_body()?;
    let missing = || Refusal::wrong("the query has no `source_waba_id`");
    let source = call.parameter("source_waba_id").ok_or_else(missing)?;
    if source == waba {
        return Err(Refusal::wrong("`source_waba_id` is the destination itself"));
    }
    if !state.wabas.iter().any(|known| known == source) {
        return Err(Refusal::unknown(source));
    }
    let of_source = |flow: &&Flow| flow.waba == source;
    let names: Vec<String> = match call.parameter("source_flow_names") {
        None => state.flows.iter().filter(of_source).map(|flow| flow.name.clone()).collect(),
        Some(names) => names.split(',').map(str::to_owned).collect(),
    };
    if names.iter().any(|name| name.trim().is_empty()) {
        return Err(Refusal::wrong("`source_flow_names` has an empty name"));
    }
    if call.parameter("source_flow_names").is_some() && names.len() > MOST_NAMES {
        return Err(Refusal::wrong(format!(
            "`source_flow_names` has more than {MOST_NAMES} names"
        )));
    }
    let (mut migrated, mut failed) = (Vec::new(), Vec::new());
    for name in &names {
        let cause = match state.flow_named(source, name) {
            None => Some("Flow name not found in source WABA."),
            Some(_) if state.flow_named(waba, name).is_some() => {
                Some("Flow with the same name exists in destination WABA.")
            }
            Some(_) => None,
        };
        let flow = state.flow_named(source, name).cloned();
        let (None, Some(flow)) = (cause, flow) else {
            failed.push(json!({
                "source_name": name,
                "error_code": FAILED,
                "error_message": format!("Flows Migration Error: {}", cause.unwrap_or_default()),
            }));
            continue;
        };
        let copy = state.add_flow(waba, name, flow.categories);
        copy.document = flow.document;
        copy.endpoint_uri = flow.endpoint_uri;
        migrated.push(json!({
            "source_name": name,
            "source_id": flow.id,
            "migrated_id": copy.id,
        }));
    }
    Ok(Answer::Json(json!({ "migrated_flows": migrated, "failed_flows": failed })))
}
