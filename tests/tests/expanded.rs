//! The expansions, compiled as a user's crate would compile them, and what their types do.

use flow_runtime::value::{Choice, DecodeError, Fields, FromFields, IntoFields};
use flow_runtime::{Date, Shown, Value};
use flow_tests::{files, goldens};
use serde_json::json;

use crate::compiled::{account, booking, survey};

/// Includes the expansions under every lint.
macro_rules! compiled {
    ($($name:ident)+) => {
        mod compiled {
            //! The expansions.
            #![deny(warnings, missing_docs, clippy::pedantic)]

            $(include!(concat!(env!("CARGO_MANIFEST_DIR"), "/goldens/expand/", stringify!($name), ".rs"));)+
        }

        const COMPILED: &[&str] = &[$(stringify!($name)),+];
    };
}

compiled! { account booking survey }

#[test]
fn every_expansion_is_compiled() {
    let names = files(&goldens().join("expand"), &["flow"]);
    let names = names.iter().filter_map(|path| path.file_stem()?.to_str());
    assert!(names.eq(COMPILED.iter().copied()), "{COMPILED:?}");
}

fn read<T: FromFields>(value: Value) -> Result<T, DecodeError> {
    T::from_fields(&mut Fields::object(value)?)
}

fn fault<T: FromFields>(value: Value) -> String {
    match read::<T>(value) {
        Ok(_) => "it was read".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_payload_is_read() {
    let form: account::sign_up::Exchange = read(json!({
        "first_name": "Ada",
        "email": "ada@example.com",
        "password": "correct horse",
        "plan": "pro",
        "company": "",
    }))
    .expect("a payload as a phone sends it");
    assert_eq!(form.plan, account::sign_up::Plan::Pro);
    assert_eq!(form.plan.id(), "pro");
    assert_eq!(form.plan.title(), "Pro");
    assert_eq!(form.company, None);
    let shown = format!("{form:?}");
    assert!(shown.contains("ada@example.com"), "{shown}");
    assert!(shown.contains("password: [redacted]") && !shown.contains("horse"), "{shown}");
}

#[test]
fn what_does_not_fit_is_named_without_its_value() {
    let form = json!({ "first_name": "Ada", "email": 1, "password": "secret", "plan": "pro" });
    assert_eq!(
        fault::<account::sign_up::Exchange>(form),
        "`email`: expected a string, found a number"
    );
    let form = json!({ "first_name": "", "email": "", "password": "", "plan": "golden" });
    assert_eq!(
        fault::<account::sign_up::Exchange>(form),
        "`plan`: the value is not one of the options of `Plan`"
    );
    assert_eq!(
        fault::<account::login::Exchange>(json!({ "email": "a" })),
        "`password`: required, but it is missing"
    );
}

#[test]
fn payloads_are_told_apart_by_their_literal() {
    use booking::when::{Again, Exchange};

    let other: Exchange =
        read(json!({ "action": "other-times", "day": "2026-01-30" })).expect("the first payload");
    assert_eq!(other, Exchange::OtherTimes { day: Some(Date::constant(2026, 1, 30)) });
    let chosen: Exchange = read(json!({
        "action": "choose",
        "day": "2026-01-30",
        "stay": { "start-date": "2026-01-30", "end-date": "2026-02-01" },
        "guests": "4",
        "code": 1234,
        "slot": "a",
        "again": "0",
        "T&Cs": true,
        "type": "lunch",
        "offer": { "price": 12.5, "tags": [{ "text": "new" }] },
    }))
    .expect("the second payload");
    let Exchange::Choose { guests, code, again, terms, r#type, offer, .. } = chosen else {
        panic!("{chosen:?}")
    };
    assert!((guests - 4.0).abs() < f64::EPSILON);
    assert_eq!(code.as_deref(), Some("1234"));
    assert_eq!(again, Again::Yes);
    assert!(terms);
    assert_eq!(r#type, "lunch");
    assert_eq!(offer.tags, [booking::when::OfferTagsItem { text: "new".to_owned() }]);
    assert_eq!(
        fault::<Exchange>(json!({ "action": "something else" })),
        "`action`: the value is not one of the options of `Exchange`"
    );
}

#[test]
fn the_screens_data_are_written() {
    let slot = booking::Slot { id: "a".to_owned(), title: "18:00".to_owned(), seats: 4 };
    let data = booking::when::Data {
        slots: vec![slot],
        offer: booking::when::Offer { price: 12.5, tags: Vec::new() },
        r#type: "lunch".to_owned(),
        open: true,
    };
    let written = Value::Object(data.into_fields());
    assert_eq!(
        written,
        json!({
            "slots": [{ "id": "a", "title": "18:00", "seats": 4 }],
            "offer": { "price": 12.5, "tags": [] },
            "type": "lunch",
            "open": true,
        })
    );
}

#[test]
fn data_become_the_answer_that_shows_them() {
    use account::{login, sign_up};

    let login = login::Data { email: "ada@example.com".to_owned() };
    assert_eq!(sign_up::Next::from(login.clone()), sign_up::Next::Login(Shown::new(login.clone())));
    let next: login::Next = login.clone().error("Wrong password").into();
    assert_eq!(next, login::Next::Login(Shown::error(login, "Wrong password")));
}

#[test]
fn screens_have_ids() {
    assert_eq!(account::Screen::from_id("SIGN_UP"), Some(account::Screen::SignUp));
    assert_eq!(account::Screen::from_id("sign_up"), None);
    assert_eq!(account::Screen::Welcome.id(), "WELCOME");
}

#[test]
fn a_completion_is_read_with_and_without_its_token() {
    let end: account::Completion =
        read(json!({ "stay_logged_in": true, "flow_token": "t" })).expect("as Android sends it");
    assert_eq!(end.flow_token.as_deref(), Some("t"));
    let end: account::Completion =
        read(json!({ "stay_logged_in": "false" })).expect("as iOS sends it");
    assert_eq!(end.stay_logged_in, Some(false));
    assert_eq!(end.flow_token, None);
    let end: account::Completion = read(json!({})).expect("as sent when nobody touched the box");
    assert_eq!(end.stay_logged_in, None);
    let end: survey::Completion =
        read(json!({ "stars": "5", "again": "1", "why": "" })).expect("as a phone sends it");
    assert_eq!(end.again, survey::rate::Stars::Option1);
    assert_eq!(end.why, None);
    let end: booking::Completion =
        read(json!({ "number": "A-17", "slot": { "id": "a", "title": "", "seats": "4" } }))
            .expect("as the endpoint has closed it");
    assert_eq!(end.slot.seats, 4);
}
