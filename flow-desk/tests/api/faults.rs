//! Failures on demand.

use std::time::{Duration, Instant};

use flow_desk::Fault;
use reqwest::Method;
use serde_json::json;

use crate::client::{Api, Got};

#[tokio::test]
async fn an_error_strikes_the_call_it_waits_for() {
    let api = Api::start().await;
    let path = format!("{}/flows", api.graph.waba());
    let fault = Fault::error(429, 80_007, "Rate limit issues").subcode(7).details("Wait");
    api.graph.inject(fault.method("POST").path("/flows").nth(2).header("Retry-After", "3"));
    let body = |name: &str| json!({ "name": name, "categories": ["OTHER"] });
    assert_eq!(api.get(&path).await.status, 200);
    assert_eq!(api.post(&path, &body("A")).await.status, 200);
    assert_eq!(api.graph.pending_faults(), 1);
    let got = api.post(&path, &body("B")).await;
    got.is_refused(429, 80_007);
    assert_eq!(got.headers["retry-after"], "3");
    let error = &got.body["error"];
    assert_eq!(error["message"], "(#80007) Rate limit issues");
    assert_eq!((&error["error_subcode"], &error["error_user_msg"]), (&json!(7), &json!("Wait")));
    assert_eq!(api.graph.flow_named("B"), None);
    assert_eq!((api.graph.pending_faults(), api.graph.requests().len()), (0, 3));
    assert_eq!(api.post(&path, &body("B")).await.status, 200);
    api.has_no_complaint();
}

#[tokio::test]
async fn an_answer_is_what_a_test_says() {
    let api = Api::start().await;
    let id = api.graph.add_flow("A");
    api.graph.inject(Fault::answer(json!({ "success": false })));
    let got = api.request(Method::DELETE, &id).send().await.expect("an answer");
    assert_eq!(got.status(), 200);
    assert!(api.graph.flow(&id).is_some(), "it had no effect");
    api.graph.inject(Fault::error(400, 139_002, "No").validation_errors([json!({ "error": "A" })]));
    let got = api.post(&format!("{id}/publish"), &json!({})).await;
    got.is_refused(400, 139_002);
    assert_eq!(got.body["validation_errors"], json!([{ "error": "A" }]));
}

#[tokio::test]
async fn a_connection_is_cut_before_or_after_the_effect() {
    let api = Api::start().await;
    let path = format!("{}/flows", api.graph.waba());
    let create = |name: &str| {
        let body = json!({ "name": name, "categories": ["OTHER"] });
        api.request(Method::POST, &path).json(&body).send()
    };
    api.graph.inject(Fault::cut_before());
    api.graph.inject(Fault::cut_after());
    create("A").await.expect_err("the line was cut");
    assert_eq!(api.graph.flow_named("A"), None);
    create("A").await.expect_err("the line was cut");
    assert!(api.graph.flow_named("A").is_some());
    assert_eq!(api.graph.requests().len(), 2, "nobody repeats a call on its own");
    assert_eq!(create("A").await.expect("an answer").status(), 400, "it is there already");
}

#[tokio::test]
async fn an_answer_is_late_or_garbage() {
    let api = Api::start().await;
    let id = api.graph.add_flow("A");
    api.graph.inject(Fault::delay(Duration::from_secs(30)));
    let late = api.request(Method::DELETE, &id).timeout(Duration::from_millis(200)).send().await;
    assert!(late.expect_err("it is late").is_timeout());
    assert_eq!(api.graph.flow(&id), None, "it had its effect");

    api.graph.inject(Fault::delay(Duration::from_millis(50)));
    let start = Instant::now();
    api.get(&api.graph.waba()).await;
    assert!(start.elapsed() >= Duration::from_millis(50));

    let id = api.graph.add_flow("B");
    api.graph.inject(Fault::garbage());
    let response = api.request(Method::DELETE, &id).send().await.expect("an answer");
    assert_eq!(response.status(), 200);
    let text = response.text().await.expect("a text");
    assert!(text.starts_with("<html>"), "{text}");
    assert_eq!(api.graph.flow(&id), None, "it had its effect");
}

#[tokio::test]
async fn an_answer_is_torn() {
    let api = Api::start().await;
    let id = api.graph.add_flow("A");
    api.graph.inject(Fault::tear());
    let response = api.request(Method::GET, &id).send().await.expect("a head");
    assert_eq!(response.status(), 200);
    response.text().await.expect_err("half a body");
    assert_eq!(api.get(&id).await.body["name"], "A");
}

#[tokio::test]
async fn headers_stand_on_every_answer() {
    let api = Api::start().await;
    let path = format!("{}/flows", api.graph.waba());
    api.graph.set_header("X-App-Usage", r#"{"call_count":10}"#);
    api.graph.set_header("x-app-usage", r#"{"call_count":90}"#);
    let got = api.get(&path).await;
    assert_eq!(got.headers["x-app-usage"], r#"{"call_count":90}"#);
    assert!(api.get("1").await.headers.contains_key("x-app-usage"));
    api.graph.clear_headers();
    assert!(!api.get(&path).await.headers.contains_key("x-app-usage"));
    api.graph.set_header("not a header", "");
    let response = api.request(Method::GET, &path).send().await.expect("an answer");
    assert_eq!(response.status(), 500);
}

#[tokio::test]
async fn calls_at_once_are_counted() {
    let api = Api::start().await;
    let path = format!("{}/flows", api.graph.waba());
    assert_eq!(api.get(&path).await.status, 200);
    assert_eq!(api.graph.most_at_once(), 1);
    api.graph.inject(Fault::delay(Duration::from_millis(300)).times(3));
    let get = || Got::of(api.request(Method::GET, &path));
    let _ = tokio::join!(get(), get(), get());
    assert_eq!(api.graph.most_at_once(), 3);
}
