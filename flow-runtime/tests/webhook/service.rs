//! The webhook as a tower service.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use flow_runtime::AppSecret;
use flow_runtime::webhook::{self, Event, EventKind, Webhook};
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use serde_json::json;
use tower_service::Service;

use super::{change, delivery, message};

const SECRET: &str = "app secret";

type Answer = Response<Full<Bytes>>;

async fn ask<S>(service: &S, request: Request<Full<Bytes>>) -> Answer
where
    S: Service<Request<Full<Bytes>>, Response = Answer, Error = std::convert::Infallible> + Clone,
{
    service.clone().call(request).await.unwrap()
}

fn get(query: &str) -> Request<Full<Bytes>> {
    Request::get(format!("/webhook?{query}")).body(Full::default()).unwrap()
}

fn post(secret: &str, body: Vec<u8>) -> Request<Full<Bytes>> {
    Request::post("/webhook")
        .header("X-Hub-Signature-256", AppSecret::from(secret).sign(&body))
        .body(Full::from(body))
        .unwrap()
}

fn three() -> Vec<u8> {
    let messages = [message(&json!({ "a": 1 })), message(&json!({ "a": 2 })), message(&json!({}))];
    delivery(&[change(&messages)])
}

/// The replies that were taken, and a handler that takes them.
fn book() -> (Arc<Mutex<Vec<String>>>, impl Fn(Event) -> std::future::Ready<()>) {
    let book = Arc::new(Mutex::new(Vec::new()));
    let taken = Arc::clone(&book);
    let handler = move |event: Event| {
        if let EventKind::Reply(reply) = event.kind {
            taken.lock().unwrap().push(reply.message_id);
        }
        std::future::ready(())
    };
    (book, handler)
}

#[tokio::test]
async fn it_answers_the_verification() {
    let (_, handler) = book();
    let service = Webhook::new("my token", SECRET).service(handler);
    let right = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=my%20token";
    let answer = ask(&service, get(right)).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(answer.into_body().collect().await.unwrap().to_bytes(), "1158201444");
    for wrong in ["", "hub.mode=subscribe&hub.challenge=1&hub.verify_token=x"] {
        let answer = ask(&service, get(wrong)).await;
        assert_eq!(answer.status(), 403, "{wrong}");
        assert!(answer.into_body().collect().await.unwrap().to_bytes().is_empty());
    }
}

#[tokio::test]
async fn every_event_of_a_signed_delivery_is_taken_once_and_in_order() {
    let (book, handler) = book();
    let service = Webhook::new("t", SECRET).service(handler);
    assert_eq!(ask(&service, post(SECRET, three())).await.status(), 200);
    assert_eq!(book.lock().unwrap().len(), 3);
    for (request, status) in [
        (post("another", three()), 401),
        (Request::post("/").body(Full::from(three())).unwrap(), 401),
        (post(SECRET, b"hello".to_vec()), 400),
        (post(SECRET, vec![b' '; webhook::MAX_BODY_BYTES + 1]), 413),
        (Request::put("/").body(Full::default()).unwrap(), 405),
    ] {
        assert_eq!(ask(&service, request).await.status(), status);
    }
    assert_eq!(book.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn an_event_that_was_not_taken_is_delivered_again() {
    let (book, handler) = book();
    let fails = Arc::new(Mutex::new(true));
    let now = Arc::clone(&fails);
    let service = Webhook::new("t", SECRET).service(move |event| {
        let first = std::mem::take(&mut *now.lock().unwrap());
        let taken = (!first).then(|| handler(event));
        async move {
            match taken {
                Some(taken) => {
                    taken.await;
                    Ok(())
                }
                None => Err(std::io::Error::other("the database is away")),
            }
        }
    });
    let answer = ask(&service, post(SECRET, three())).await;
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(book.lock().unwrap().is_empty(), "what comes after a failure comes again with it");
    assert_eq!(ask(&service, post(SECRET, three())).await.status(), 200);
    assert_eq!(book.lock().unwrap().len(), 3);
}
