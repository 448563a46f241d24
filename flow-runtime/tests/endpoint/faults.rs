//! What goes wrong in a handler: status 500 or 427, one log line, and nobody else is harmed.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use flow_runtime::testing::{Answer, Client};
use flow_runtime::{Endpoint, Reject};
use serde_json::{Value, json};

use super::app::{App, Log, PRIVATE, builder, phone};

/// Sends what should fail, and gives back the status and the log.
async fn fail(phone: &mut Client<Endpoint<App>>, payload: &Value) -> (u16, String) {
    let (log, guard) = Log::start();
    let answer = phone.send(payload).await.unwrap();
    drop(guard);
    let text = log.text();
    assert!(!text.contains(PRIVATE), "the log shows what a person entered: {text}");
    assert!(text.contains("account"), "the log does not name the flow: {text}");
    (answer.status().as_u16(), text)
}

async fn fail_at_form(phone: &mut Client<Endpoint<App>>, what: &str) -> (u16, String) {
    let data = json!({ "name": PRIVATE, "do": what });
    let payload = phone.payload("data_exchange", Some("FORM"), Some(data));
    let (status, log) = fail(phone, &payload).await;
    assert!(log.contains("FORM"), "the log does not name the screen: {log}");
    (status, log)
}

async fn still_works(phone: &mut Client<Endpoint<App>>) {
    phone.init().await.unwrap().screen("START").unwrap();
}

#[tokio::test]
async fn a_fault_is_logged_with_its_sources() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    let (status, log) = fail_at_form(&mut phone, "fault").await;
    assert_eq!(status, 500);
    assert!(log.contains("the database is away: connection refused"), "{log}");
    still_works(&mut phone).await;
}

#[tokio::test]
async fn a_panic_is_contained() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    let (status, log) = fail_at_form(&mut phone, "panic").await;
    assert_eq!(status, 500);
    assert!(log.contains("the handler panicked: a bug in the program"), "{log}");
    // A text that was put together may quote a person, so it is not logged.
    let (status, log) = fail_at_form(&mut phone, "panic with data").await;
    assert_eq!(status, 500);
    assert!(log.contains("the handler panicked"), "{log}");
    still_works(&mut phone).await;
}

#[tokio::test]
async fn a_handler_is_dropped_at_the_deadline() {
    let app = App::default();
    let endpoint = builder(&app).deadline(Duration::from_millis(200)).build().unwrap();
    let mut phone = phone(endpoint);
    let begun = Instant::now();
    let (status, log) = fail_at_form(&mut phone, "forever").await;
    assert_eq!(status, 500);
    assert!(begun.elapsed() >= Duration::from_millis(190));
    assert!(log.contains("the deadline"), "{log}");
    assert_eq!(app.dropped.load(Ordering::SeqCst), 1);
    still_works(&mut phone).await;
}

#[tokio::test]
async fn a_slow_handler_within_the_deadline_is_waited_for() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    let data = json!({ "name": "Ada", "do": "slow" });
    let answer = phone.data_exchange("FORM", data.clone()).await.unwrap();
    answer.screen("START").unwrap();

    let endless = builder(&app).deadline(Duration::MAX).build().unwrap();
    let answer = super::app::phone(endless).data_exchange("FORM", data).await.unwrap();
    answer.screen("START").unwrap();
}

#[tokio::test]
async fn an_answer_over_one_megabyte_is_not_sent() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    let (status, log) = fail_at_form(&mut phone, "big").await;
    assert_eq!(status, 500);
    assert!(log.contains("bytes of JSON and Meta takes 1048576 at most"), "{log}");

    let data = json!({ "name": "Ada", "do": "largest" });
    let answer = phone.data_exchange("FORM", data).await.unwrap();
    answer.screen("START").unwrap();
}

#[tokio::test]
async fn a_payload_of_another_shape_is_told_by_its_path() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    let data = json!({ "name": [PRIVATE] });
    let payload = phone.payload("data_exchange", Some("FORM"), Some(data));
    let (status, log) = fail(&mut phone, &payload).await;
    assert_eq!(status, 500);
    assert!(log.contains("`name`: expected a string, found an array"), "{log}");
}

#[tokio::test]
async fn an_undeclared_action_is_told() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    let payload = phone.payload("BACK", Some("NO_SUCH"), Some(json!({ "p": PRIVATE })));
    let (status, log) = fail(&mut phone, &payload).await;
    assert_eq!(status, 500);
    assert!(log.contains("declares no handler"), "{log}");
    assert!(log.contains("NO_SUCH") && log.contains("BACK"), "{log}");
}

#[tokio::test]
async fn a_long_screen_name_is_cut_in_the_log() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    let payload = phone.payload("BACK", Some(&"é".repeat(10_000)), None);
    let (status, log) = fail(&mut phone, &payload).await;
    assert_eq!(status, 500);
    assert!(log.len() < 1_000, "{}", log.len());
}

#[tokio::test]
async fn requests_outside_the_protocol_are_faults() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    for (payload, cause) in [
        (json!({ "version": "3.0" }), "no `action`"),
        (json!({ "action": 7, "p": PRIVATE }), "no `action`"),
        (json!({ "action": PRIVATE }), "none of INIT"),
        (json!({ "action": "INIT", "data": [PRIVATE] }), "not an object"),
    ] {
        let (status, log) = fail(&mut phone, &payload).await;
        assert_eq!(status, 500, "{payload}");
        assert!(log.contains(cause), "{log}");
    }
    assert_eq!(app.calls(), 0);
}

#[tokio::test]
async fn a_handler_can_refuse_the_flow_token() {
    let app = App::default();
    let mut phone = phone(builder(&app).build().unwrap());
    let data = json!({ "name": "Ada", "do": "expired" });
    let answer = phone.data_exchange("FORM", data).await.unwrap();
    let refused = answer.refused().unwrap();
    assert_eq!(refused.status.as_u16(), 427);
    assert_eq!(refused.error_msg.as_deref(), Some("The offer is over"));
}

#[tokio::test]
async fn one_panic_among_many_requests_harms_only_its_own() {
    let app = App::default();
    let endpoint = builder(&app).build().unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..16 {
        let endpoint = endpoint.clone();
        tasks.spawn(async move {
            let what = if number % 4 == 0 { "panic" } else { "slow" };
            let data = json!({ "name": "Ada", "do": what });
            let answer = phone(endpoint).data_exchange("FORM", data).await.unwrap();
            (number, answer)
        });
    }
    for (number, answer) in tasks.join_all().await {
        match answer {
            Answer::Screen(_) => assert_ne!(number % 4, 0),
            other => assert_eq!((number % 4, other.status().as_u16()), (0, 500)),
        }
    }
}

#[test]
fn an_error_converts_to_what_it_is() {
    let decode = flow_runtime::value::DecodeError::missing("name");
    assert!(matches!(Reject::from(decode), Reject::Decode(_)));
    let other = std::io::Error::other("disk");
    assert!(matches!(Reject::from(other), Reject::Fault(_)));
}
