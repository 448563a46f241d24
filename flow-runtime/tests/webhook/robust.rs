//! Deliveries that are partly or wholly bad.

use flow_runtime::webhook::{self, EventKind, verify};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{Account, change, delivery, flows, message, read};

#[test]
fn one_bad_part_loses_none_of_the_others() {
    let good = message(&json!({ "stay_logged_in": true }));
    let mut bad = good.clone();
    bad["interactive"]["nfm_reply"]["response_json"] = json!("{broken");
    let mut no_id = good.clone();
    no_id.as_object_mut().unwrap().shift_remove("id");
    let body = json!({
        "object": "whatsapp_business_account",
        "entry": [
            7,
            { "id": "1" },
            { "id": "2", "changes": {} },
            { "id": "3", "changes": [
                "?",
                { "field": 4 },
                change(&[bad.clone(), good.clone(), no_id]),
                flows(&json!({ "flow_id": "3003" })),
                flows(&json!("?")),
            ]},
            { "id": "4", "changes": [change(&[good])] },
        ],
    });
    let events = read(body.to_string().as_bytes());
    let errors: Vec<String> = events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Unreadable(part) => Some(part.error.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(
        errors,
        [
            "`entry[0].changes`: required, but it is missing",
            "`entry[1].changes`: required, but it is missing",
            "`entry[2].changes`: expected an array, found an object",
            "`entry[3].changes[0].field`: required, but it is missing",
            "`entry[3].changes[1].field`: expected a string, found a number",
            "`entry[3].changes[2].value.messages[0].interactive.nfm_reply.response_json`: \
             expected a string that holds a JSON object, found a string",
            "`entry[3].changes[2].value.messages[2].id`: required, but it is missing",
            "`entry[3].changes[3].value.event`: required, but it is missing",
            "`entry[3].changes[4].value`: expected an object, found a string",
        ]
    );
    let replies = events.iter().filter(|event| matches!(event.kind, EventKind::Reply(_)));
    assert_eq!(
        replies.map(|event| event.account_id.as_deref()).collect::<Vec<_>>(),
        [Some("3"), Some("4")]
    );
    assert!(events.iter().any(|event| match &event.kind {
        EventKind::Unreadable(part) => part.json == bad,
        _ => false,
    }));
}

/// JSON that looks like a delivery here and there.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop_oneof![
            "[a-z]{0,4}",
            Just("flows".to_owned()),
            Just("messages".to_owned()),
            Just("nfm_reply".to_owned()),
            Just("FLOW_STATUS_CHANGE".to_owned()),
            Just("ENDPOINT_LATENCY".to_owned()),
            Just(r#"{"stay_logged_in":true}"#.to_owned()),
        ]
        .prop_map(Value::from),
    ];
    let key = proptest::sample::select(vec![
        "object",
        "entry",
        "id",
        "time",
        "changes",
        "field",
        "value",
        "messages",
        "interactive",
        "type",
        "nfm_reply",
        "name",
        "response_json",
        "event",
        "flow_id",
        "from",
        "contacts",
        "metadata",
        "errors",
        "threshold",
    ]);
    leaf.prop_recursive(8, 96, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((key.clone(), inner), 0..6).prop_map(|pairs| {
                Value::Object(
                    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
                )
            }),
        ]
    })
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(body in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = webhook::read(&body);
        let _ = verify(&String::from_utf8_lossy(&body), "token");
    }

    #[test]
    fn no_json_makes_it_panic_or_lose_a_good_entry(value in any_json()) {
        let _ = webhook::read(value.to_string().as_bytes());
        let good = change(&[message(&json!({ "stay_logged_in": true }))]);
        let body = json!({
            "object": "whatsapp_business_account",
            "entry": [value.clone(), { "id": "1", "changes": [value.clone(), good, value] }],
        });
        let events = read(body.to_string().as_bytes());
        let found = events.iter().any(|event| match &event.kind {
            EventKind::Reply(reply) => reply.message_id == "wamid.REPLY",
            _ => false,
        });
        prop_assert!(found);
    }

    #[test]
    fn no_response_makes_a_completion_panic(response in any_json()) {
        let body = delivery(&[change(&[message(&response)])]);
        for event in read(&body) {
            if let EventKind::Reply(reply) = event.kind {
                let _ = reply.completion::<Account>();
            }
        }
    }
}
