//! Payloads of any shape, encrypted and signed as they should be: every one gets a status of the
//! protocol, and no log line what is in it.

use std::sync::LazyLock;

use flow_runtime::Endpoint;
use proptest::prelude::*;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::app::{App, Log, PRIVATE, builder, phone};

struct Setting {
    endpoint: Endpoint<App>,
    runtime: Runtime,
}

static SETTING: LazyLock<Setting> = LazyLock::new(|| Setting {
    endpoint: builder(&App::default()).require_flow_token_signature(false).build().unwrap(),
    runtime: tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap(),
});

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = Value> {
    proptest::sample::select(words).prop_map(Value::from)
}

/// JSON in which every text of its own is a person's.
fn personal() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(PRIVATE)),
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        one_of(&["timeout_error", "INVALID_SCREEN_TRANSITION", ""]),
    ];
    let key = proptest::sample::select(vec![
        "name",
        "error",
        "error_key",
        "error_message",
        "id",
        "data",
        "screen",
    ]);
    leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((key.clone(), inner), 0..4).prop_map(|pairs| {
                Value::Object(pairs.into_iter().map(|(key, value)| (key.into(), value)).collect())
            }),
        ]
    })
}

/// What a request may hold under each of its keys, or in place of it.
fn payload() -> impl Strategy<Value = Value> {
    let action = prop_oneof![
        4 => one_of(&["INIT", "BACK", "data_exchange", "ping", "init", "complete"]),
        1 => personal(),
    ];
    let screen = prop_oneof![
        4 => one_of(&["FORM", "START", "OTHER", "SUCCESS", ""]),
        1 => any::<i64>().prop_map(Value::from),
    ];
    let optional = || proptest::option::weighted(0.7, personal());
    (action, proptest::option::of(screen), optional(), optional(), optional(), optional()).prop_map(
        |(action, screen, data, version, flow_token, signature)| {
            let mut payload = json!({ "action": action });
            for (key, value) in [
                ("screen", screen),
                ("data", data),
                ("version", version),
                ("flow_token", flow_token),
                ("flow_token_signature", signature),
            ] {
                if let Some(value) = value {
                    payload[key] = value;
                }
            }
            payload
        },
    )
}

fn status(payload: &[u8]) -> (u16, String) {
    let Setting { endpoint, runtime } = &*SETTING;
    let sealed = phone(()).seal(payload).unwrap();
    let signature = sealed.signature.as_deref().map(str::as_bytes);
    let (log, guard) = Log::start();
    let response = runtime.block_on(endpoint.handle(signature, &sealed.body));
    drop(guard);
    (response.status().as_u16(), log.text())
}

proptest! {
    #[test]
    fn of_the_protocols_shape(payload in payload()) {
        let (status, log) = status(payload.to_string().as_bytes());
        prop_assert!(matches!(status, 200 | 427 | 500), "{}: {}", status, payload);
        prop_assert!(status == 200 || log.contains(&status.to_string()), "{}", log);
        prop_assert!(!log.contains(PRIVATE), "{}", log);
    }

    #[test]
    fn of_any_shape(payload in prop_oneof![
        personal().prop_map(|value| value.to_string().into_bytes()),
        proptest::collection::vec(any::<u8>(), 0..200),
    ]) {
        let (status, log) = status(&payload);
        prop_assert!(matches!(status, 421 | 500), "{}: {:?}", status, payload);
        prop_assert!(!log.contains(PRIVATE), "{}", log);
    }
}
