//! The tower service: methods, bodies in pieces, limits, and real HTTP under axum.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use flow_runtime::testing::{Answer, Client, Delivery, Error, KeyPair};
use flow_runtime::webhook::Webhook;
use flow_runtime::{Endpoint, signature};
use http::{Request, Response};
use http_body::{Body, Frame, SizeHint};
use http_body_util::Full;
use serde_json::json;
use tower_service::Service;

use super::app::{App, SECRET, TOKEN, builder, phone};

/// A body that comes in pieces, and then stalls, breaks off or ends.
struct Pieces {
    left: VecDeque<Bytes>,
    announced: Option<u64>,
    end: End,
}

#[derive(Clone, Copy)]
enum End {
    Done,
    Stalled,
    Broken,
}

impl Pieces {
    fn of(body: &[u8], size: usize, end: End) -> Self {
        Self { left: body.chunks(size).map(Bytes::copy_from_slice).collect(), announced: None, end }
    }
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, &'static str>>> {
        match (self.left.pop_front(), self.end) {
            (Some(piece), _) => Poll::Ready(Some(Ok(Frame::data(piece)))),
            (None, End::Done) => Poll::Ready(None),
            (None, End::Stalled) => Poll::Pending,
            (None, End::Broken) => Poll::Ready(Some(Err("broken"))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.announced.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

async fn call<B>(endpoint: &Endpoint<App>, request: Request<B>) -> Response<Full<Bytes>>
where
    B: Body + Send + 'static,
    B::Data: Send,
{
    let result: Result<_, Infallible> = endpoint.clone().call(request).await;
    result.unwrap()
}

#[tokio::test]
async fn only_post_is_served() {
    let endpoint = builder(&App::default()).build().unwrap();
    for method in ["GET", "HEAD", "PUT", "OPTIONS"] {
        let request = Request::builder().method(method).body(Full::default());
        let response = call::<Full<Bytes>>(&endpoint, request.unwrap()).await;
        assert_eq!(response.status().as_u16(), 405, "{method}");
        assert_eq!(response.headers()["allow"], "POST");
    }
}

#[tokio::test]
async fn a_body_may_come_in_pieces_of_any_size() {
    let endpoint = builder(&App::default()).build().unwrap();
    let phone = phone(endpoint.clone());
    let payload = phone.payload("INIT", None, None).to_string();
    for size in [1, 7, 100, 10_000] {
        let sealed = phone.seal(payload.as_bytes()).unwrap();
        let request = Request::post("/")
            .header(signature::HEADER, sealed.signature.as_deref().unwrap())
            .body(Pieces::of(&sealed.body, size, End::Done))
            .unwrap();
        let response = call(&endpoint, request).await;
        assert_eq!(response.status().as_u16(), 200, "{size}");
    }
}

#[tokio::test]
async fn a_large_body_is_refused_while_it_is_read() {
    let endpoint = builder(&App::default()).max_request_bytes(1_000).build().unwrap();
    // It would stall after 1,100 bytes: the answer comes before.
    let request = Request::post("/").body(Pieces::of(&[b'x'; 1_100], 100, End::Stalled));
    let response = call(&endpoint, request.unwrap()).await;
    assert_eq!(response.status().as_u16(), 413);
    // And where the length is announced, before anything is read.
    let mut body = Pieces::of(b"", 1, End::Stalled);
    body.announced = Some(1_001);
    let response = call(&endpoint, Request::post("/").body(body).unwrap()).await;
    assert_eq!(response.status().as_u16(), 413);
}

#[tokio::test]
async fn a_body_that_stalls_or_breaks_off_is_given_up() {
    let app = App::default();
    let endpoint = builder(&app).deadline(Duration::from_millis(50)).build().unwrap();
    for (end, status) in [(End::Stalled, 408), (End::Broken, 400)] {
        let request = Request::post("/").body(Pieces::of(b"{", 1, end)).unwrap();
        let response = call(&endpoint, request).await;
        assert_eq!(response.status().as_u16(), status);
    }
    assert_eq!(app.calls(), 0);
}

#[tokio::test]
async fn over_http_under_axum() {
    let app = App::default();
    let router = axum::Router::new().route_service("/flow", builder(&app).build().unwrap());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move { axum::serve(listener, router).await });

    let url = format!("http://{address}/flow");
    let mut phone = Client::http(&url, KeyPair::shared().public_key_pem())
        .unwrap()
        .app_secret(SECRET)
        .version("4.0")
        .flow_token(TOKEN);
    assert_eq!(phone.ping().await.unwrap(), Answer::Active);
    phone.init().await.unwrap().screen("START").unwrap();
    let data = json!({ "name": "Ada".repeat(100_000) });
    let answer = phone.data_exchange("FORM", data).await.unwrap();
    let screen = answer.screen("START").unwrap();
    assert_eq!(screen.data["name"].as_str().unwrap().len(), 300_000);
    let mut stranger = phone.clone().app_secret("another");
    assert_eq!(stranger.init().await.unwrap().status().as_u16(), 432);
    assert_eq!(app.calls(), 2);
    server.abort();
}

#[tokio::test]
async fn a_router_is_tested_in_one_process_with_its_webhook() {
    let webhook = Webhook::new("verify token", SECRET).service(|_| std::future::ready(()));
    let router = axum::Router::new()
        .route_service("/flow", builder(&App::default()).build().unwrap())
        .route_service("/webhook", webhook);
    let mut phone = phone(router).uri("/flow".parse().unwrap());
    phone.init().await.unwrap().screen("START").unwrap();
    for (secret, status) in [(SECRET, 200), ("another", 401)] {
        let delivery = Delivery::completion(secret, "wamid.1", &json!({ "name": "Ada" }));
        let answer = phone.deliver(&"/webhook".parse().unwrap(), &delivery).await;
        assert_eq!(answer.unwrap().as_u16(), status);
    }
}

#[test]
fn the_client_over_http_says_what_it_cannot_do() {
    let pem = KeyPair::shared().public_key_pem();
    assert!(matches!(Client::http("https://example.com/", pem), Err(Error::Url(_))));
    assert!(matches!(Client::http("flow", pem), Err(Error::Url(_))));
    assert!(matches!(Client::http("http://localhost/", "x"), Err(Error::PublicKey)));
}
