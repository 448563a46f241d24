//! INIT, `data_exchange`, BACK, ping, error notices and the closing of a flow.

use std::sync::{Arc, Mutex};

use flow_runtime::testing::Answer;
use flow_runtime::{Action, ErrorKey};
use serde_json::json;

use super::app::{Account, App, Completion, Log, TOKEN, builder, object, phone};

#[tokio::test]
async fn init_opens_the_first_screen() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    let screen = phone.init().await.unwrap().screen("START").unwrap();
    assert_eq!(screen.data, object(json!({ "name": "" })));
    assert_eq!(screen.error_message, None);
    let cx = app.last.lock().unwrap().clone().unwrap();
    assert_eq!(cx.action(), Action::Init);
    assert_eq!(cx.screen(), None);
    assert_eq!(cx.version(), "4.0");
    assert_eq!(cx.flow_token(), Some(TOKEN));
    assert!(cx.claims().is_none());
}

#[tokio::test]
async fn init_may_name_a_screen() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    let answer = phone.init_screen("FORM", json!({})).await.unwrap();
    answer.screen("FORM").unwrap();
    let cx = app.last.lock().unwrap().clone().unwrap();
    assert_eq!(cx.screen(), Some("FORM"));
}

#[tokio::test]
async fn init_answered_with_another_screen_is_logged() {
    let mut phone = phone(builder(&App::default()).build().unwrap());
    let (log, guard) = Log::start();
    phone.init_screen("FORM", json!({})).await.unwrap();
    assert!(!log.text().contains("WARN"), "{}", log.text());
    let answer = phone.init_screen("OTHER", json!({})).await.unwrap();
    drop(guard);
    answer.screen("START").unwrap();
    assert!(log.text().contains("INIT named another screen"), "{}", log.text());
}

#[tokio::test]
async fn absent_null_and_empty_data_are_no_data() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    for data in [json!(null), json!(""), json!({})] {
        let request = json!({
            "version": "3.0", "action": "INIT", "screen": "", "data": data, "flow_token": "",
        });
        let answer = phone.send(&request).await.unwrap();
        answer.screen("START").unwrap();
        let cx = app.last.lock().unwrap().clone().unwrap();
        assert_eq!((cx.screen(), cx.flow_token()), (None, None));
    }
}

#[tokio::test]
async fn data_exchange_reaches_the_handler_and_its_error_message_the_phone() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    let answer = phone.data_exchange("FORM", json!({ "name": "Zoë 👋" }));
    let screen = answer.await.unwrap().screen("START").unwrap();
    assert_eq!(screen.data["name"], "Zoë 👋");

    let answer = phone.data_exchange("FORM", json!({ "name": "Ada", "do": "error" }));
    let screen = answer.await.unwrap().screen("START").unwrap();
    assert_eq!(screen.error_message.as_deref(), Some("Passwords do not match"));
    assert_eq!(screen.data, object(json!({ "name": "Ada" })));
}

#[tokio::test]
async fn back_names_the_screen_that_is_left() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    let screen = phone.back("FORM").await.unwrap().screen("START").unwrap();
    assert_eq!(screen.data["name"], "back again");
    let cx = app.last.lock().unwrap().clone().unwrap();
    assert_eq!(cx.action(), Action::Back);
}

#[tokio::test]
async fn success_closes_the_flow_with_typed_params_and_the_token() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    let answer = phone.data_exchange("FORM", json!({ "name": "Ada", "do": "close" }));
    let closed = answer.await.unwrap().closed().unwrap();
    assert_eq!(closed.params, object(json!({ "name": "Ada", "flow_token": TOKEN })));
    assert_eq!(
        closed.completion::<Account>().unwrap(),
        Completion { name: "Ada".to_owned(), flow_token: Some(TOKEN.to_owned()) }
    );
}

#[tokio::test]
async fn a_ping_is_answered_by_the_library() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    assert_eq!(phone.ping().await.unwrap(), Answer::Active);
    // Whatever comes with it.
    for payload in [
        json!({ "action": "ping" }),
        json!({ "action": "ping", "version": 3, "screen": 1, "flow_token": "t", "data": [1] }),
        json!({ "action": "ping", "flow_token": "t", "flow_token_signature": "forged" }),
        json!({ "action": "ping", "data": { "error": "timeout_error" } }),
    ] {
        assert_eq!(phone.send(&payload).await.unwrap(), Answer::Active, "{payload}");
    }
    assert_eq!(app.calls(), 0);
}

#[tokio::test]
async fn error_notices_are_acknowledged_and_handed_to_the_hook() {
    let app = App::default();
    let notices = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&notices);
    let endpoint = builder(&app)
        .on_error_notice(move |notice| seen.lock().unwrap().push(notice.clone()))
        .build()
        .unwrap();
    let mut phone = phone(endpoint);
    let (log, guard) = Log::start();
    for (error, key) in [
        ("timeout_error", ErrorKey::Timeout),
        ("PUBLIC_KEY_MISSING", ErrorKey::PublicKeyMissing),
        ("invalid-screen-transition", ErrorKey::InvalidScreenTransition),
        ("something-new", ErrorKey::Other("something-new".to_owned())),
    ] {
        let answer = phone.error_notice("FORM", error, "for hunter2").await;
        assert_eq!(answer.unwrap(), Answer::Acknowledged, "{error}");
        let notice = notices.lock().unwrap().pop().unwrap();
        assert_eq!(notice.key, key);
        assert_eq!(notice.message.as_deref(), Some("for hunter2"));
        assert_eq!(notice.screen.as_deref(), Some("FORM"));
        assert_eq!(notice.flow_token.as_deref(), Some(TOKEN));
    }
    drop(guard);
    assert_eq!(app.calls(), 0);
    assert!(log.text().contains("invalid-screen-transition"));
    assert!(!log.text().contains("hunter2"));
    assert!(!log.text().contains("something-new"));
}

#[tokio::test]
async fn a_notice_may_come_with_init_and_with_error_key() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    let data = json!({ "error_key": "payload-schema-error", "error_message": "m" });
    for (action, screen) in [("INIT", None), ("INIT", Some("FORM")), ("data_exchange", None)] {
        let payload = phone.payload(action, screen, Some(data.clone()));
        assert_eq!(phone.send(&payload).await.unwrap(), Answer::Acknowledged);
    }
    assert_eq!(app.calls(), 0);
}

#[tokio::test]
async fn a_form_field_named_error_is_no_notice() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    let data = json!({ "name": "Ada", "error": "I typed this" });
    let answer = phone.data_exchange("FORM", data).await.unwrap();
    answer.screen("START").unwrap();
    assert_eq!(app.calls(), 1);
}

#[tokio::test]
async fn a_hook_that_panics_harms_nothing() {
    let app = App::default();
    let endpoint = builder(&app).on_error_notice(|_| panic!("a bug in the hook")).build().unwrap();
    let mut phone = phone(endpoint);
    let (log, guard) = Log::start();
    let answer = phone.error_notice("FORM", "timeout_error", "m").await;
    drop(guard);
    assert_eq!(answer.unwrap(), Answer::Acknowledged);
    assert!(log.text().contains("the hook for error notices panicked"));
}
