//! Flow tokens: signed by the business, and vouched for by Meta with Data API 4.0.

use std::time::{Duration, SystemTime};

use flow_runtime::testing::Answer;
use flow_runtime::token::FlowTokens;
use serde_json::json;

use super::app::{App, Log, SECRET, TOKEN, builder, phone};

const MESSAGE: &str = "Please ask for a new link.";

fn tokens() -> FlowTokens {
    FlowTokens::new("a secret of 32 random characters").unwrap()
}

fn message(answer: Answer) -> String {
    let refused = answer.refused().unwrap();
    assert_eq!(refused.status.as_u16(), 427);
    refused.error_msg.unwrap()
}

#[tokio::test]
async fn a_signed_token_is_verified_and_told_to_the_handler() {
    let app = App::default();
    let endpoint = builder(&app).flow_tokens(tokens()).build().unwrap();
    let token = tokens().issue("account", "customer-17", Duration::from_mins(5));
    let mut phone = phone(endpoint).flow_token(&token);
    phone.init().await.unwrap().screen("START").unwrap();
    let cx = app.last.lock().unwrap().clone().unwrap();
    assert_eq!(cx.claims().unwrap().id(), "customer-17");
    assert_eq!(cx.flow_token(), Some(token.as_str()));
    // A handler may be traced with its arguments.
    assert_eq!(format!("{cx:?}"), r#"Context { action: Init, screen: None, version: "4.0", .. }"#);
    let claims = format!("{:?}", cx.claims().unwrap());
    assert!(claims.starts_with(r#"Claims { flow: "account", expires: "#), "{claims}");
    assert!(!claims.contains("customer-17"), "{claims}");
}

#[tokio::test]
async fn a_token_that_is_not_good_is_427_with_the_message_of_the_business() {
    let app = App::default();
    let endpoint = builder(&app).flow_tokens(tokens()).flow_token_message(MESSAGE).build().unwrap();
    let phone = phone(endpoint);
    let past = SystemTime::now() - Duration::from_mins(5);
    let lifetime = Duration::from_mins(5);
    let other = FlowTokens::new("another secret of 32 characters!").unwrap();
    for token in [
        "made up".to_owned(),
        String::new(),
        tokens().issue("survey", "customer-17", lifetime),
        tokens().issue_until("account", "customer-17", past),
        other.issue("account", "customer-17", lifetime),
    ] {
        let (log, guard) = Log::start();
        let answer = phone.clone().flow_token(&token).init().await.unwrap();
        drop(guard);
        assert_eq!(message(answer), MESSAGE);
        assert!(log.text().contains("427"), "{}", log.text());
        assert!(!log.text().contains("customer-17"), "{}", log.text());
    }
    assert_eq!(app.calls(), 0);
}

#[tokio::test]
async fn pings_and_notices_need_no_token() {
    let app = App::default();
    let endpoint = builder(&app).flow_tokens(tokens()).build().unwrap();
    let mut phone = phone(endpoint);
    assert_eq!(phone.ping().await.unwrap(), Answer::Active);
    let answer = phone.error_notice("FORM", "timeout_error", "m").await;
    assert_eq!(answer.unwrap(), Answer::Acknowledged);
}

#[tokio::test]
async fn metas_signature_of_the_token_is_verified() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    phone.init().await.unwrap().screen("START").unwrap();
    let cx = app.last.lock().unwrap().clone().unwrap();
    assert_eq!(cx.version(), "4.0");

    let good = phone.payload("INIT", None, None);
    let mut forged = good.clone();
    forged["flow_token"] = json!("another token");
    let mut malformed = good.clone();
    malformed["flow_token_signature"] = json!("not a JWT");
    let mut missing = good.clone();
    missing.as_object_mut().unwrap().remove("flow_token_signature");
    for payload in [forged, malformed, missing] {
        let answer = phone.send(&payload).await.unwrap();
        assert!(!message(answer).is_empty());
    }
    assert_eq!(app.calls(), 1);
    phone.send(&good).await.unwrap().screen("START").unwrap();
}

#[tokio::test]
async fn the_log_says_what_the_right_secret_finds() {
    let app = App::default();
    let endpoint = builder(&app).app_secret("the next secret").build().unwrap();
    for (secret, cause) in [
        (SECRET, "belongs to another flow token"),
        ("the next secret", "belongs to another flow token"),
        ("another secret", "does not match the app secret"),
    ] {
        let vouched = phone(()).app_secret(secret).payload("INIT", None, None);
        let mut payload = vouched.clone();
        payload["flow_token"] = json!("another token");
        let (log, guard) = Log::start();
        message(phone(endpoint.clone()).send(&payload).await.unwrap());
        drop(guard);
        assert!(log.text().contains(cause), "{}", log.text());
    }
}

#[tokio::test]
async fn a_request_cannot_say_that_it_needs_no_signature() {
    let app = App::default();
    let phone = phone(builder(&app).build().unwrap()).without_flow_token_signature();
    let (log, guard) = Log::start();
    for version in [json!("4.0"), json!("3.0"), json!("5.0"), json!(4), json!(null)] {
        let mut payload = phone.payload("INIT", None, None);
        payload["version"] = version;
        message(phone.clone().send(&payload).await.unwrap());
    }
    drop(guard);
    assert!(log.text().contains("has no `flow_token_signature`"), "{}", log.text());
    assert_eq!(app.calls(), 0);
    // Without a token there is nothing to sign.
    phone.clone().flow_token("").init().await.unwrap().screen("START").unwrap();
}

#[tokio::test]
async fn a_flow_that_gets_no_signature_needs_none() {
    let app = App::default();
    let endpoint = builder(&app).require_flow_token_signature(false).build().unwrap();
    let mut phone = phone(endpoint).without_flow_token_signature();
    phone.init().await.unwrap().screen("START").unwrap();
    let cx = app.last.lock().unwrap().clone().unwrap();
    assert_eq!(cx.flow_token(), Some(TOKEN));
    // One that is there is looked at all the same.
    let mut payload = phone.payload("INIT", None, None);
    payload["flow_token_signature"] = json!("e30.e30.");
    message(phone.send(&payload).await.unwrap());
}
