//! Reports on flows, typed, and what has nothing to do with flows.

use std::time::{Duration, UNIX_EPOCH};

use flow_runtime::webhook::{AlertState, EventKind, FlowEventKind, FlowStatus};
use serde_json::{Value, json};

use crate::{change, delivery, flows, message, read};

fn flow_event(value: &Value) -> FlowEventKind {
    let mut events = read(&delivery(&[flows(value)]));
    match events.remove(0).kind {
        EventKind::Flow(event) => {
            assert_eq!(event.flow_id.as_deref(), Some("3003"));
            assert_eq!(event.odd, []);
            event.kind
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn status_changes_are_typed_and_keep_unknown_words() {
    let change = json!({
        "event": "FLOW_STATUS_CHANGE", "message": "…", "flow_id": "3003",
        "old_status": "DRAFT", "new_status": "PUBLISHED",
    });
    assert_eq!(
        flow_event(&change),
        FlowEventKind::StatusChange {
            old_status: Some(FlowStatus::Draft),
            new_status: Some(FlowStatus::Published),
            warning: None,
        }
    );
    let made = json!({
        "event": "FLOW_STATUS_CHANGE", "flow_id": 3003, "new_status": "ARCHIVED", "warning": "soon",
    });
    assert_eq!(
        flow_event(&made),
        FlowEventKind::StatusChange {
            old_status: None,
            new_status: Some(FlowStatus::Unknown("ARCHIVED".to_owned())),
            warning: Some("soon".to_owned()),
        }
    );
    assert_eq!(FlowStatus::from("ARCHIVED".to_owned()).to_string(), "ARCHIVED");
    assert_eq!(FlowStatus::Throttled.as_str(), "THROTTLED");
}

#[test]
fn alerts_are_typed() {
    for event in ["CLIENT_ERROR_RATE", "ENDPOINT_ERROR_RATE"] {
        let value = json!({
            "event": event, "message": "…", "flow_id": "3003", "error_rate": 14.28, "threshold": 10,
            "alert_state": "ACTIVATED", "requests_count": 34,
            "errors": [{ "error_type": "timeout_error", "error_rate": 66.66, "error_count": 2 }],
        });
        let rate = match flow_event(&value) {
            FlowEventKind::ClientErrorRate(rate) if event == "CLIENT_ERROR_RATE" => rate,
            FlowEventKind::EndpointErrorRate(rate) if event == "ENDPOINT_ERROR_RATE" => rate,
            other => panic!("{other:?}"),
        };
        assert_eq!(rate.error_rate, Some(14.28));
        assert_eq!(rate.alert_state, Some(AlertState::Activated));
        assert_eq!(rate.errors[0].error_type.as_deref(), Some("timeout_error"));
        assert_eq!(rate.errors[0].error_count, Some(2));
        assert_eq!(rate.requests_count, Some(34));
    }
    let latency = json!({
        "event": "ENDPOINT_LATENCY", "flow_id": "3003", "p90_latency": 8000, "p50_latency": 500,
        "requests_count": 34, "threshold": 7000, "alert_state": "DEACTIVATED",
    });
    assert_eq!(
        flow_event(&latency),
        FlowEventKind::EndpointLatency {
            p90_latency: Some(8000.0),
            p50_latency: Some(500.0),
            requests_count: Some(34),
            threshold: Some(7000.0),
            alert_state: Some(AlertState::Deactivated),
        }
    );
    let availability = json!({
        "event": "ENDPOINT_AVAILABILITY", "flow_id": "3003", "availability": 75, "threshold": 90,
        "alert_state": "ACTIVATED",
    });
    assert_eq!(
        flow_event(&availability),
        FlowEventKind::EndpointAvailability {
            availability: Some(75.0),
            threshold: Some(90.0),
            alert_state: Some(AlertState::Activated),
        }
    );
    let expiry =
        json!({ "event": "FLOW_VERSION_EXPIRY_WARNING", "flow_id": "3003", "warning": "…" });
    assert_eq!(
        flow_event(&expiry),
        FlowEventKind::VersionExpiryWarning { warning: Some("…".to_owned()) }
    );
}

#[test]
fn an_alert_needs_no_more_than_what_it_measures() {
    let latency = json!({ "event": "ENDPOINT_LATENCY", "flow_id": "3003", "p90_latency": "8000" });
    assert_eq!(
        flow_event(&latency),
        FlowEventKind::EndpointLatency {
            p90_latency: Some(8000.0),
            p50_latency: None,
            requests_count: None,
            threshold: None,
            alert_state: None,
        }
    );
    let availability = json!({
        "event": "ENDPOINT_AVAILABILITY", "flow_id": "3003", "availability": 75, "message": null,
        "threshold": null, "alert_state": "PAUSED",
    });
    assert_eq!(
        flow_event(&availability),
        FlowEventKind::EndpointAvailability {
            availability: Some(75.0),
            threshold: None,
            alert_state: Some(AlertState::Unknown("PAUSED".to_owned())),
        }
    );
    let rate = json!({
        "event": "CLIENT_ERROR_RATE", "flow_id": "3003", "error_rate": 5, "threshold": 5,
        "alert_state": "ACTIVATED", "errors": [{ "error_type": "new_error" }],
    });
    let FlowEventKind::ClientErrorRate(rate) = flow_event(&rate) else {
        panic!("no rate");
    };
    assert_eq!(rate.errors[0].error_type.as_deref(), Some("new_error"));
    assert_eq!((rate.errors[0].error_rate, rate.errors[0].error_count), (None, None));
    assert_eq!(rate.requests_count, None);
}

#[test]
fn an_event_that_nobody_knows_is_kept_as_json() {
    let value = json!({ "event": "FLOW_LIKED", "flow_id": "3003", "likes": 4 });
    let mut events = read(&delivery(&[flows(&value)]));
    let event = events.remove(0);
    assert_eq!(event.account_id.as_deref(), Some("2002"));
    assert_eq!(event.time, UNIX_EPOCH.checked_add(Duration::from_secs(1_700_000_001)));
    let EventKind::Flow(event) = event.kind else {
        panic!("{event:?}");
    };
    assert_eq!(event.kind, FlowEventKind::Unknown { event: "FLOW_LIKED".to_owned() });
    assert_eq!(Value::Object(event.rest), json!({ "likes": 4 }));
}

#[test]
fn what_is_no_flows_stays_json() {
    let text = json!({ "id": "wamid.TEXT", "from": "31612345678", "type": "text", "text": { "body": "Hi" } });
    let mut address = message(&json!({ "values": {} }));
    address["interactive"]["nfm_reply"]["name"] = json!("address_message");
    let reply = message(&json!({}));
    let templates =
        json!({ "field": "message_template_status_update", "value": { "event": "APPROVED" } });
    let events = read(&delivery(&[change(&[text.clone(), reply, address.clone()]), templates]));
    assert_eq!(events.len(), 3);
    assert!(matches!(events[0].kind, EventKind::Reply(_)));
    let others: Vec<_> = events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Other(other) => Some(other),
            _ => None,
        })
        .collect();
    assert_eq!(others[0].value["messages"], json!([text, address]));
    assert_eq!(others[0].value["metadata"]["phone_number_id"], "1001");
    assert_eq!(others[1].field, "message_template_status_update");
    assert_eq!(format!("{:?}", others[0]), r#"Other { field: "messages", .. }"#);
}
