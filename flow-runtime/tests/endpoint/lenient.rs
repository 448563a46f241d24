//! One odd key spoils nothing: the decrypted JSON of requests, odd in every way that can be answered.

use std::sync::LazyLock;

use flow_runtime::testing::{Answer, Client};
use flow_runtime::{Context, Endpoint, Reject};
use proptest::prelude::*;
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use super::app::{self, App, TOKEN};

flow_runtime::flow! {
    flow order (version: "7.3", data_api_version: "3.0")

    screen ORDER "Order" -> SUCCESS {
        name: TextInput! "Name"
        note: TextArea "Note"
        age: TextInput "Age" (input_type: number)
        pin: TextInput "Code" (input_type: passcode)
        day: DatePicker "Day"
        stay: CalendarPicker (
            mode: range, title: "Stay", label: { start_date: "From", end_date: "To" }
        )
        terms: OptIn "I agree"
        size: RadioButtonsGroup "Size" { s: "Small", l: "Large" }
        extras: CheckboxGroup "Extras" { bag: "A bag", card: "A card" }
        Footer "Send" => data_exchange { ..form }
    }

    success { name: String = "Ada", filled: String = "note" }
}

/// Says which fields it was given with their values.
struct Shop;

impl order::Handler for Shop {
    async fn init(&self, _: &Context) -> Result<order::Init, Reject> {
        Ok(order::order::Data.into())
    }

    async fn order(
        &self,
        _: &Context,
        form: order::order::Exchange,
    ) -> Result<order::order::Next, Reject> {
        let filled = [
            form.note.is_some_and(|note| note == "soon"),
            form.age.is_some_and(|age| (age - 36.0).abs() < f64::EPSILON),
            form.pin.is_some_and(|pin| pin == "1234"),
            form.day.is_some_and(|day| day.to_string() == "2026-01-30"),
            form.stay
                .is_some_and(|stay| stay.end.is_some_and(|end| end.to_string() == "2026-02-02")),
            form.terms == Some(true),
            form.size == Some(order::order::Size::L),
            form.extras.is_some_and(|extras| extras == [order::order::Extras::Card]),
        ];
        Ok(order::Success { name: form.name, filled: names(filled) }.into())
    }
}

const FIELDS: [&str; 8] = ["note", "age", "pin", "day", "stay", "terms", "size", "extras"];

fn names(filled: [bool; 8]) -> String {
    let pairs = FIELDS.iter().zip(filled);
    pairs.filter(|(_, filled)| *filled).map(|(name, _)| *name).collect::<Vec<_>>().join(" ")
}

/// What phones send in these fields: each as a number and as the text of that number, where it is one.
fn values(key: &str) -> Vec<Value> {
    match key {
        "note" => vec![json!("soon")],
        "age" => vec![json!(36), json!("36"), json!(36.0)],
        "pin" => vec![json!(1234), json!("1234")],
        "day" => vec![json!("2026-01-30"), json!("1769731200000"), json!(1_769_731_200_000_i64)],
        "stay" => vec![json!({ "start-date": "2026-01-30", "end-date": "2026-02-02", "new": 1 })],
        "terms" => vec![json!(true), json!("true")],
        "size" => vec![json!("l")],
        _ => vec![json!(["card"])],
    }
}

/// What as good as nothing is written as; the first is an absent key.
fn blank() -> impl Strategy<Value = Option<Value>> {
    prop_oneof![Just(None), Just(Some(Value::Null)), Just(Some(json!("")))]
}

fn anything() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!("")),
        any::<i64>().prop_map(Value::from),
        Just(json!({ "odd": [1] })),
        Just(json!(["odd"])),
    ]
}

fn filled(key: &str) -> impl Strategy<Value = Value> {
    proptest::sample::select(values(key))
}

/// A field: left out in some way, or written in one of its ways.
fn field(key: &'static str) -> impl Strategy<Value = (Option<Value>, bool)> {
    let value = proptest::option::weighted(0.6, filled(key));
    (value, blank()).prop_map(|(value, blank)| {
        let filled = value.is_some();
        (value.or(blank), filled)
    })
}

fn put(object: &mut Value, key: &str, value: Option<Value>) {
    match value {
        Some(value) => object[key] = value,
        None => {
            object.as_object_mut().unwrap().shift_remove(key);
        }
    }
}

struct Setting {
    shop: Endpoint<order::Served<Shop>>,
    app: Endpoint<App>,
    runtime: Runtime,
}

static SETTING: LazyLock<Setting> = LazyLock::new(|| {
    let keys = flow_runtime::testing::KeyPair::shared();
    let shop = Endpoint::builder(order::serve(Shop))
        .private_key(keys.private_key())
        .app_secret(app::SECRET);
    Setting {
        shop: shop.build().unwrap(),
        app: app::builder(&App::default()).require_flow_token_signature(false).build().unwrap(),
        runtime: Builder::new_current_thread().enable_time().build().unwrap(),
    }
});

/// The requests that the app of these tests answers, with the keys that may be as good as absent.
fn requests() -> Vec<(Value, &'static [&'static str])> {
    let request = |action: &str, screen: &str, data: Value| {
        json!({
            "version": "3.0", "action": action, "screen": screen, "data": data, "flow_token": TOKEN,
        })
    };
    let notice = json!({ "error": "timeout_error", "error_message": "m" });
    vec![
        (request("INIT", "", json!({})), &["screen", "data"]),
        (request("INIT", "FORM", json!({})), &["data"]),
        (request("BACK", "FORM", json!({})), &["data"]),
        (request("data_exchange", "FORM", json!({ "name": "Ada" })), &[]),
        (request("ping", "", json!({})), &["screen", "data"]),
        (request("INIT", "FORM", notice), &["screen"]),
    ]
}

proptest! {
    #[test]
    fn around_the_payload(
        request in proptest::sample::select(requests()),
        version in prop_oneof![blank(), Just(Some(json!(3)))],
        token in prop_oneof![blank(), Just(Some(json!(17)))],
        signature in blank(),
        others in blank(),
        message in prop_oneof![blank(), Just(Some(json!(17)))],
        unknown in anything(),
    ) {
        let (wanted, optional) = request;
        let mut odd = wanted.clone();
        put(&mut odd, "version", version);
        put(&mut odd, "flow_token", token);
        put(&mut odd, "flow_token_signature", signature);
        odd["added_by_meta"] = unknown.clone();
        if odd["data"].get("error").is_some() {
            put(&mut odd["data"], "error_message", message);
        }
        odd["data"]["added_by_meta"] = unknown;
        for key in optional {
            put(&mut odd, key, others.clone());
        }
        let Setting { app, runtime, .. } = &*SETTING;
        let mut phone = app::phone(app.clone());
        let expected = runtime.block_on(phone.send(&wanted)).unwrap();
        let refused = matches!(expected, Answer::Refused(_));
        prop_assert!(!refused, "{}", wanted);
        prop_assert_eq!(runtime.block_on(phone.send(&odd)).unwrap(), expected, "{}", odd);
    }

    #[test]
    fn in_the_payload(
        note in field("note"), age in field("age"), pin in field("pin"), day in field("day"),
        stay in field("stay"), terms in field("terms"), size in field("size"),
        extras in field("extras"), unknown in anything(),
    ) {
        let mut data = json!({ "name": "Ada", "added_by_meta": unknown });
        // An OptIn is sent whether it is ticked or not.
        let given = [note, age, pin, day, stay, terms, size, extras];
        let filled = given.each_ref().map(|(_, filled)| *filled);
        for (key, (value, _)) in FIELDS.iter().zip(given) {
            put(&mut data, key, value);
        }
        let Setting { shop, runtime, .. } = &*SETTING;
        let mut phone: Client<_> = app::phone(shop.clone());
        let answer = runtime.block_on(phone.data_exchange("ORDER", data.clone())).unwrap();
        let closed = answer.closed();
        prop_assert!(closed.is_ok(), "{}: {:?}", data, closed);
        let params = closed.unwrap().params;
        prop_assert_eq!((&params["name"], &params["filled"]), (&json!("Ada"), &json!(names(filled))));
    }
}
