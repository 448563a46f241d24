//! A request that comes twice: one run, one answer, the same bytes.

use std::time::Duration;

use flow_runtime::testing::Sealed;
use flow_runtime::{AppSecret, Endpoint};
use http::StatusCode;
use serde_json::{Value, json};

use crate::app::{App, SECRET, builder, phone};

fn sealed(what: Option<&str>) -> Sealed {
    let phone = phone(());
    let data = json!({ "name": "Ada", "do": what });
    let payload = phone.payload("data_exchange", Some("FORM"), Some(data));
    phone.seal(payload.to_string().as_bytes()).unwrap()
}

async fn ask(endpoint: &Endpoint<App>, body: &[u8]) -> (StatusCode, Vec<u8>) {
    let signature = AppSecret::from(SECRET).sign(body);
    let response = endpoint.handle(Some(signature.as_bytes()), body).await;
    (response.status(), response.into_body().to_vec())
}

#[tokio::test]
async fn the_same_envelope_is_given_the_same_bytes_once() {
    for (what, status) in [(None, 200), (Some("close"), 200), (Some("expired"), 427)] {
        let app = App::default();
        let endpoint = builder(&app).build().unwrap();
        let sealed = sealed(what);
        let first = ask(&endpoint, &sealed.body).await;
        assert_eq!(first.0.as_u16(), status);
        // The JSON around the envelope may be written anew; a clone of the endpoint remembers too.
        let json: Value = serde_json::from_slice(&sealed.body).unwrap();
        let anew = serde_json::to_vec_pretty(&json).unwrap();
        assert_eq!(ask(&endpoint, &sealed.body).await, first);
        assert_eq!(ask(&endpoint.clone(), &anew).await, first);
        assert_eq!(app.calls(), 1);
    }
}

#[tokio::test]
async fn twins_share_one_run() {
    let app = App::default();
    let endpoint = builder(&app).build().unwrap();
    let sealed = sealed(Some("slow"));
    let [a, b, c] = [&sealed.body; 3];
    let (a, b, c) = tokio::join!(ask(&endpoint, a), ask(&endpoint, b), ask(&endpoint, c));
    assert_eq!(a.0, StatusCode::OK);
    assert_eq!((&a, &a), (&b, &c));
    assert_eq!(app.calls(), 1);
}

#[tokio::test]
async fn a_failure_is_shared_by_twins_and_then_forgotten() {
    for what in ["fault", "panic", "big"] {
        let app = App::default();
        let endpoint = builder(&app).build().unwrap();
        let sealed = sealed(Some(what));
        for runs in 1..3 {
            assert_eq!(
                ask(&endpoint, &sealed.body).await,
                (StatusCode::INTERNAL_SERVER_ERROR, vec![])
            );
            assert_eq!(app.calls(), runs, "{what}");
        }
    }
    let app = App::default();
    let endpoint = builder(&app).deadline(Duration::from_millis(100)).build().unwrap();
    let sealed = sealed(Some("forever"));
    let (a, b) = tokio::join!(ask(&endpoint, &sealed.body), ask(&endpoint, &sealed.body));
    assert_eq!((a.0.as_u16(), b.0.as_u16(), app.calls()), (500, 500, 1));
}

#[tokio::test]
async fn the_next_in_line_runs_where_the_first_was_given_up() {
    let app = App::default();
    let endpoint = builder(&app).build().unwrap();
    let sealed = sealed(Some("slow"));
    let given_up = tokio::time::timeout(Duration::from_millis(10), ask(&endpoint, &sealed.body));
    let (given_up, second) = tokio::join!(given_up, ask(&endpoint, &sealed.body));
    assert_eq!(second.0, StatusCode::OK);
    // On a slow machine the first may not have come as far as the handler.
    assert!(given_up.is_ok() || app.calls() <= 2);
    assert_eq!(ask(&endpoint, &sealed.body).await, second);
}

#[tokio::test]
async fn what_is_not_signed_or_not_decrypted_gets_nothing_and_leaves_nothing() {
    let app = App::default();
    let endpoint = builder(&app).build().unwrap();
    let sealed = sealed(None);
    assert_eq!(ask(&endpoint, &sealed.body).await.0, StatusCode::OK);
    assert_eq!(endpoint.handle(None, &sealed.body).await.status().as_u16(), 432);
    let mut json: Value = serde_json::from_slice(&sealed.body).unwrap();
    json["initial_vector"] = json!("AAAAAAAAAAAAAAAAAAAAAA==");
    for _ in 0..2 {
        assert_eq!(ask(&endpoint, json.to_string().as_bytes()).await.0.as_u16(), 421);
    }
    assert_eq!(app.calls(), 1);
}

#[tokio::test]
async fn the_memory_is_short_and_bounded() {
    let app = App::default();
    let endpoint = builder(&app).remember_answers(Duration::ZERO, 1 << 20).build().unwrap();
    let first = sealed(None);
    for _ in 0..2 {
        assert_eq!(ask(&endpoint, &first.body).await.0, StatusCode::OK);
    }
    assert_eq!(app.calls(), 2);

    let app = App::default();
    let short = Duration::from_millis(50);
    let endpoint = builder(&app).remember_answers(short, 1 << 20).build().unwrap();
    ask(&endpoint, &first.body).await;
    tokio::time::sleep(short).await;
    ask(&endpoint, &first.body).await;
    assert_eq!(app.calls(), 2);

    // Room for one answer: the older makes room.
    let app = App::default();
    let endpoint = builder(&app).remember_answers(Duration::from_mins(1), 100).build().unwrap();
    let second = sealed(None);
    for (body, calls) in [(&first, 1), (&first, 1), (&second, 2), (&second, 2), (&first, 3)] {
        ask(&endpoint, &body.body).await;
        assert_eq!(app.calls(), calls);
    }
}
