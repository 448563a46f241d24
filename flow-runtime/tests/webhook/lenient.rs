//! One odd key spoils nothing: every key of every kind of report, made odd in every way.

use flow_runtime::webhook::{EventKind, FlowEventKind};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{Account, delivery, flows, message, read};

/// Keys without which a part says nothing: which message, which status, which event.
const NEEDED: [&str; 11] = [
    "/changes",
    "/changes/0",
    "/changes/0/field",
    "/changes/0/value",
    "/changes/0/value/messages",
    "/changes/0/value/messages/0",
    "/changes/0/value/messages/0/id",
    "/changes/0/value/messages/0/interactive",
    "/changes/0/value/messages/0/interactive/nfm_reply",
    "/changes/0/value/messages/0/interactive/nfm_reply/response_json",
    "/changes/0/value/event",
];
/// The same of a status, and what makes a message another form's.
const NEEDED_TOO: [&str; 6] = [
    "/changes/0/value/statuses",
    "/changes/0/value/statuses/0",
    "/changes/0/value/statuses/0/id",
    "/changes/0/value/statuses/0/status",
    "/changes/0/value/messages/0/interactive/type",
    "/changes/0/value/messages/0/interactive/nfm_reply/name",
];

fn reply() -> Value {
    let response = json!({
        "stay_logged_in": true,
        "flow_token": "token-1",
        "photos": [{ "id": "17", "mime_type": "image/jpeg", "sha256": "q80=", "file_name": "a.jpg" }],
    });
    let mut message = message(&response);
    message["from_user_id"] = json!("NL.17");
    message["from_parent_user_id"] = json!("NL.ENT.17");
    json!({
        "field": "messages",
        "value": {
            "messaging_product": "whatsapp",
            "metadata": { "display_phone_number": "31600000001", "phone_number_id": "1001" },
            "contacts": [{
                "profile": { "name": "Ada", "username": "ada.l" }, "wa_id": "31612345678",
                "user_id": "NL.17", "parent_user_id": "NL.ENT.17", "username": "ada.l",
            }],
            "messages": [message],
            "statuses": [{
                "id": "wamid.SENT", "status": "failed", "timestamp": "1700000000",
                "recipient_id": "31612345678", "recipient_user_id": "NL.17",
                "errors": [{ "code": 131_026, "title": "t", "error_data": { "details": "d" } }],
            }],
        },
    })
}

fn reports() -> Vec<Value> {
    let errors = json!([{ "error_type": "timeout_error", "error_rate": 66.6, "error_count": 2 }]);
    let rate = |event: &str| {
        json!({
            "event": event, "flow_id": "3003", "message": "m", "error_rate": 14.2, "threshold": 10,
            "alert_state": "ACTIVATED", "errors": errors, "requests_count": 34,
        })
    };
    let reports = [
        json!({
            "event": "FLOW_STATUS_CHANGE", "flow_id": "3003", "message": "m", "old_status": "DRAFT",
            "new_status": "PUBLISHED", "warning": "w",
        }),
        rate("CLIENT_ERROR_RATE"),
        rate("ENDPOINT_ERROR_RATE"),
        json!({
            "event": "ENDPOINT_LATENCY", "flow_id": "3003", "message": "m", "p90_latency": 8000,
            "p50_latency": 500, "requests_count": 34, "threshold": 7000, "alert_state": "ACTIVATED",
        }),
        json!({
            "event": "ENDPOINT_AVAILABILITY", "flow_id": "3003", "message": "m", "availability": 75,
            "threshold": 90, "alert_state": "DEACTIVATED",
        }),
        json!({
            "event": "FLOW_VERSION_EXPIRY_WARNING", "flow_id": "3003", "message": "m", "warning": "w",
        }),
    ];
    reports.iter().map(flows).chain([reply()]).collect()
}

/// The paths of every value in a value.
fn paths(value: &Value, path: &str, found: &mut Vec<String>) {
    let mut inside = |key: &str, value: &Value| {
        let path = format!("{path}/{key}");
        found.push(path.clone());
        paths(value, &path, found);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| inside(key, value)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| inside(&at.to_string(), value));
        }
        _ => {}
    }
}

fn odd() -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        // Absent.
        Just(None),
        Just(Some(Value::Null)),
        Just(Some(json!(""))),
        any::<u64>().prop_map(|number| Some(json!(number))),
        Just(Some(json!(true))),
        Just(Some(json!("odd"))),
        Just(Some(json!({ "odd": 1 }))),
        Just(Some(json!(["odd"]))),
    ]
}

fn change_at(report: &mut Value, path: &str, odd: Option<Value>) {
    let (parent, key) = path.rsplit_once('/').unwrap();
    match (report.pointer_mut(parent).unwrap(), odd) {
        (Value::Object(map), Some(odd)) => {
            map.insert(key.to_owned(), odd);
        }
        (Value::Object(map), None) => {
            map.shift_remove(key);
        }
        (Value::Array(items), odd) => {
            items[key.parse::<usize>().unwrap()] = odd.unwrap_or_default();
        }
        (other, _) => panic!("{other}"),
    }
}

/// How many parts of each kind are read: replies, statuses, events of a known kind.
fn counted(entry: &Value) -> ([usize; 3], Vec<String>) {
    let body = json!({ "object": "whatsapp_business_account", "entry": [entry] });
    let mut counts = [0; 3];
    let mut faults = Vec::new();
    for event in read(body.to_string().as_bytes()) {
        match event.kind {
            EventKind::Reply(reply) => {
                counts[0] += 1;
                assert!(reply.completion::<Account>().unwrap().completion.stay_logged_in);
            }
            EventKind::MessageStatus(_) => counts[1] += 1,
            EventKind::Flow(event) => {
                counts[2] += 1;
                assert!(!matches!(event.kind, FlowEventKind::Unknown { .. }));
            }
            EventKind::Unreadable(part) => faults.push(part.error.to_string()),
            _ => {}
        }
    }
    (counts, faults)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn one_odd_key_makes_nothing_unreadable(
        report in proptest::sample::select(reports()),
        at in any::<proptest::sample::Index>(),
        odd in odd(),
        unknown in any::<bool>(),
    ) {
        let mut entry = json!({ "id": "2002", "time": 1_700_000_001, "changes": [report] });
        let (before, _) = counted(&entry);
        let mut all = Vec::new();
        paths(&entry, "", &mut all);
        all.retain(|path| {
            !NEEDED.contains(&path.as_str())
                && !NEEDED_TOO.contains(&path.as_str())
        });
        let path = at.get(&all);
        if unknown {
            let (parent, _) = path.rsplit_once('/').unwrap();
            if let Some(Value::Object(map)) = entry.pointer_mut(parent) {
                map.insert("added_by_meta".to_owned(), odd.unwrap_or_default());
            }
        } else {
            change_at(&mut entry, path, odd);
        }
        let (after, faults) = counted(&entry);
        prop_assert_eq!(before, after, "{} {:?}", path, faults);
        prop_assert!(faults.is_empty());
    }

    #[test]
    fn one_odd_key_of_a_file_loses_no_completion(
        key in proptest::sample::select(vec!["mime_type", "sha256", "file_name", "added_by_meta"]),
        odd in odd(),
        id in any::<u64>(),
        digits in any::<bool>(),
    ) {
        let id = if digits { json!(id) } else { json!(id.to_string()) };
        let mut file = json!({ "id": id, "mime_type": "image/jpeg", "sha256": "q80=", "file_name": "a.jpg" });
        change_at(&mut file, &format!("/{key}"), odd);
        let body = delivery(&[crate::change(&[message(&json!({ "stay_logged_in": true, "photos": [file] }))])]);
        let EventKind::Reply(reply) = read(&body).remove(0).kind else { panic!("no reply") };
        let photos = reply.completion::<Account>().unwrap().completion.photos.unwrap();
        prop_assert_eq!(&photos[0].id, &id.to_string().replace('"', ""));
    }
}

#[test]
fn what_is_odd_is_said_and_kept() {
    let event = json!({
        "event": "CLIENT_ERROR_RATE", "flow_id": 3003, "error_rate": "14.2", "threshold": {},
        "errors": [7, { "error_type": 4, "error_count": "2", "new": 1 }],
    });
    let EventKind::Flow(event) = read(&delivery(&[flows(&event)])).remove(0).kind else {
        panic!("no event");
    };
    assert_eq!(event.flow_id.as_deref(), Some("3003"));
    let odd: Vec<_> = event.odd.iter().map(ToString::to_string).collect();
    assert_eq!(
        odd,
        [
            "`errors[0]`: expected an object, found a number",
            "`threshold`: expected a number, found an object",
        ]
    );
    assert_eq!(Value::Object(event.rest), json!({ "errors": [7], "threshold": {} }));
    let FlowEventKind::ClientErrorRate(rate) = event.kind else { panic!("no rate") };
    assert_eq!((rate.error_rate, rate.threshold), (Some(14.2), None));
    assert_eq!(rate.errors[0].error_type.as_deref(), Some("4"));
    assert_eq!(Value::Object(rate.errors[0].rest.clone()), json!({ "new": 1 }));
}

#[test]
fn a_reply_with_nothing_in_it_is_one() {
    for response in [json!(null), json!(""), json!({}), json!("{}")] {
        let mut message = message(&json!({}));
        message["interactive"]["nfm_reply"]["response_json"] = response;
        let EventKind::Reply(reply) = read(&delivery(&[crate::change(&[message])])).remove(0).kind
        else {
            panic!("no reply");
        };
        assert!(reply.response.is_empty());
    }
    let number = message(&json!({ "flow_token": 17 }));
    let EventKind::Reply(reply) = read(&delivery(&[crate::change(&[number])])).remove(0).kind
    else {
        panic!("no reply");
    };
    assert_eq!(reply.flow_token(), Some("17"));
}
