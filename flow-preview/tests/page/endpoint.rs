//! Driving an endpoint, in the same process and really encrypted.

use axum::http::Uri;
use flow_preview::{Flow, Preview};
use flow_runtime::testing::{Client, KeyPair};
use flow_runtime::webhook::Webhook;
use flow_runtime::{Context, Endpoint, Flow as _, Reject};
use serde_json::json;

use super::{Page, hides, part, shows};

flow_runtime::flow! {
    flow visit (version: "7.3", data_api_version: "3.0")

    screen NAME "Your name" -> DAY {
        data { greeting: String = "Hello" }
        TextHeading "${data.greeting}"
        who: TextInput! "Name"
        Footer "Next" => data_exchange { ..form }
    }

    screen DAY "The day" -> SUCCESS {
        data { who: String = "Ada" }
        TextBody "For ${data.who}"
        Footer "Book" => data_exchange { ..form }
    }

    success { ticket: String = "A-17" }
}

struct App;

impl visit::Handler for App {
    async fn init(&self, _: &Context) -> Result<visit::Init, Reject> {
        Ok(visit::name::Data { greeting: "Welcome".to_owned() }.into())
    }

    async fn name(
        &self,
        _: &Context,
        form: visit::name::Exchange,
    ) -> Result<visit::name::Next, Reject> {
        match form.who.as_str() {
            "nobody" => {
                let again = visit::name::Data { greeting: "Welcome".to_owned() };
                Ok(again.error("We need a name").into())
            }
            "late" => Err(Reject::flow_token_invalid("This link has expired")),
            _ => Ok(visit::day::Data { who: form.who }.into()),
        }
    }

    async fn day(&self, _: &Context, _: visit::day::Exchange) -> Result<visit::day::Next, Reject> {
        Ok(visit::Success { ticket: "B-2".to_owned() }.into())
    }
}

fn preview(webhook: Option<Webhook>) -> Preview {
    let keys = KeyPair::shared();
    let endpoint = Endpoint::builder(visit::serve(App))
        .private_key(keys.private_key())
        .app_secret("app secret")
        .build()
        .expect("an endpoint");
    let client =
        Client::new(endpoint, keys.public_key_pem()).expect("a key").app_secret("app secret");
    let flow = Flow::from_json("visit", "visit.json", visit::Visit::JSON.as_bytes());
    let builder = Preview::new(vec![flow]).endpoint(client);
    match webhook {
        None => builder.build(),
        Some(webhook) => {
            let service = axum::Router::new().route(
                "/webhook",
                axum::routing::post(
                    move |headers: axum::http::HeaderMap, body: bytes::Bytes| async move {
                        let signature = headers
                            .get("x-hub-signature-256")
                            .map(axum::http::HeaderValue::as_bytes);
                        let events = webhook.receive(signature, &body).expect("a signed delivery");
                        assert_eq!(events.len(), 1);
                    },
                ),
            );
            let service = Converted(service);
            builder.webhook(service, Uri::from_static("/webhook"), "app secret").build()
        }
    }
}

/// A router of axum as a client sees it: its body is converted.
#[derive(Clone)]
struct Converted(axum::Router);

impl tower_service::Service<axum::http::Request<http_body_util::Full<bytes::Bytes>>> for Converted {
    type Response = axum::response::Response;
    type Error = std::convert::Infallible;
    type Future = axum::routing::future::RouteFuture<std::convert::Infallible>;

    fn poll_ready(
        &mut self,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<(), Self::Error>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn call(
        &mut self,
        request: axum::http::Request<http_body_util::Full<bytes::Bytes>>,
    ) -> Self::Future {
        tower_service::Service::call(&mut self.0, request.map(axum::body::Body::new))
    }
}

#[tokio::test]
async fn an_endpoint_is_driven_to_the_end_and_the_webhook_hears_of_it() {
    let page = Page::open(preview(Some(Webhook::new("verify", "app secret")))).await;
    let parts = page.settled().await;
    shows(part(&parts, "desk"), ">Welcome<");
    let inspector = part(&parts, "inspector");
    shows(inspector, "INIT");
    shows(inspector, "<span class=\"key\">&quot;action&quot;</span>: &quot;INIT&quot;");
    shows(inspector, "encrypted_flow_data");

    page.fill("who", "nobody").await;
    let parts = page.tap_footer().await;
    shows(part(&parts, "desk"), "aria-busy=\"true\"");
    let parts = page.settled().await;
    shows(part(&parts, "desk"), "We need a name");
    shows(part(&parts, "desk"), "data-screen=\"NAME\"");

    page.fill("who", "Ada").await;
    page.tap_footer().await;
    let parts = page.settled().await;
    shows(part(&parts, "desk"), "For Ada");
    page.tap_footer().await;
    page.settled().await;
    let parts = page.settled().await;
    shows(part(&parts, "desk"), "The flow is complete");
    shows(part(&parts, "inspector"), "B-2");
    shows(part(&parts, "inspector"), "webhook");
    let parts = page.does(json!("ping")).await;
    shows(part(&parts, "inspector"), "ping");
    shows(part(&page.settled().await, "inspector"), "active");
}

#[tokio::test]
async fn what_expired_leaves_a_dead_button() {
    let page = Page::open(preview(None)).await;
    page.settled().await;
    page.fill("who", "late").await;
    page.tap_footer().await;
    let parts = page.settled().await;
    shows(part(&parts, "desk"), "This link has expired");
    shows(part(&parts, "chat"), "data-do=\"&quot;message&quot;\" disabled");
    shows(part(&parts, "inspector"), "427");
}

#[tokio::test]
async fn mischief_is_done_to_the_next_answer_alone() {
    for (word, wanted) in [
        ("broken", "Something went wrong"),
        ("signature", "Something went wrong"),
        ("rekey_twice", "Something went wrong"),
        ("cut", "cannot be decrypted"),
        ("wrong_screen", "NO_SUCH_SCREEN"),
        ("wrong_data", "<code>data.who</code> is an object"),
    ] {
        let page = Page::open(preview(None)).await;
        page.settled().await;
        page.fill("who", "Ada").await;
        page.does(json!({ "mischief": word })).await;
        page.tap_footer().await;
        let mut parts = page.settled().await;
        // After 421 the phone waits for half a second.
        for _ in 0..200 {
            if !part(&parts, "desk").contains("aria-busy") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            parts = page.settled().await;
        }
        let all = format!("{}{}", part(&parts, "desk"), part(&parts, "inspector"));
        shows(&all, wanted);
        shows(&all, "Mischief: ");
    }
}

#[tokio::test]
async fn without_an_endpoint_answers_are_made_up() {
    let flow = Flow::from_json("visit", "visit.json", visit::Visit::JSON.as_bytes());
    let page = Page::open(Preview::new(vec![flow]).build()).await;
    shows(&page.html, ">Hello<");
    page.fill("who", "Eve").await;
    let parts = page.tap_footer().await;
    shows(part(&parts, "desk"), "For Ada");
    shows(part(&parts, "inspector"), "Made up here");
    let parts = page.tap_footer().await;
    shows(part(&parts, "desk"), "The flow is complete");
    hides(part(&parts, "desk"), "role=\"alert\"");
}

#[tokio::test]
async fn an_endpoint_that_is_older_than_the_flow_is_reported_as_that() {
    let preview = preview(None);
    let page = Page::open(preview.clone()).await;
    page.settled().await;
    page.fill("who", "Ada").await;
    // The service still answers with `who`, which is a list of names now, and not a text.
    let now = visit::Visit::JSON.replace(
        r#""who":{"type":"string","__example__":"Ada"}"#,
        r#""who":{"type":"array","items":{"type":"string"},"__example__":["Ada"]}"#,
    );
    assert_ne!(now, visit::Visit::JSON);
    let update =
        |json: &str| preview.update(vec![Flow::from_json("visit", "visit.json", json.as_bytes())]);
    update(&now);
    page.tap_footer().await;
    let parts = page.settled().await;
    for (place, wanted) in [
        (
            "desk",
            "The endpoint is older than the flow: its answer fits the flow as it was before it was saved last",
        ),
        ("inspector", "Start the endpoint again with the flow as it is now"),
        ("inspector", "What does not fit: "),
    ] {
        shows(part(&parts, place), wanted);
    }
    // Saved once more, the answer fits the flow before the last two changes.
    page.does(json!({ "start": {} })).await;
    page.settled().await;
    page.fill("who", "Ada").await;
    update(&now.replace("The day", "Which day?"));
    page.tap_footer().await;
    shows(part(&page.settled().await, "desk"), "before it was saved the last 2 times");
    // A fault that was there before as well is not the change's.
    page.does(json!({ "start": {} })).await;
    page.settled().await;
    page.fill("who", "Ada").await;
    page.does(json!({ "mischief": "wrong_screen" })).await;
    page.tap_footer().await;
    let parts = page.settled().await;
    hides(part(&parts, "desk"), "older than the flow");
    shows(part(&parts, "desk"), "NO_SUCH_SCREEN");
}
