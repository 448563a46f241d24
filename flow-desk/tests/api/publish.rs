//! Publishing, and each cause that stands against it.

use flow_desk::{SignatureStatus, Status};
use flow_runtime::testing::KeyPair;
use flow_runtime::{Context, Dispatch, Endpoint, Flow, Reject, Request, Response};
use serde_json::{Map, Value, json};

use crate::client::{Api, Got, TWO_SCREENS, WITH_ENDPOINT};

struct Survey;

impl Flow for Survey {
    const NAME: &'static str = "survey";
    const VERSION: &'static str = "7.3";
    const DATA_API_VERSION: Option<&'static str> = Some("3.0");
    const JSON: &'static str = WITH_ENDPOINT;
    type Completion = Map<String, Value>;
}

struct App;

impl Dispatch for App {
    type Flow = Survey;

    async fn dispatch(&self, _: &Context, request: Request) -> Result<Response, Reject> {
        Err(Reject::unhandled(request.action, request.screen))
    }
}

/// Serves an endpoint, and answers its URL.
async fn endpoint(keys: &KeyPair, app_secret: &str) -> String {
    let endpoint = Endpoint::builder(App)
        .private_key(keys.private_key())
        .app_secret(app_secret)
        .build()
        .expect("an endpoint");
    let router = axum::Router::new().route_service("/flow", endpoint);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/flow", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

fn is_refused(got: &Got, cause: &str) {
    got.is_refused(400, 139_002);
    assert!(got.text().contains(cause), "{got:?} has no {cause}");
    assert_eq!(got.body["error"]["error_data"]["details"], got.body["error"]["error_user_msg"]);
}

#[tokio::test]
async fn a_flow_without_an_endpoint_is_published() {
    let api = Api::start().await;
    let id = api.create("A", TWO_SCREENS).await;
    let path = format!("{id}/publish");
    api.graph.set_webhook_subscribed(false);
    is_refused(&api.post_empty(&path).await, "not subscribed");
    api.graph.set_webhook_subscribed(true);
    api.post_empty(&path).await.is_success();
    assert_eq!(api.graph.flow(&id).expect("the flow").status, Status::Published);
    is_refused(&api.post_empty(&path).await, "this flow is PUBLISHED");

    let id = api.graph.add_flow("B");
    api.upload(&id, r#"{"version": "7.3", "screens": []}"#).await;
    let got = api.post_empty(&format!("{id}/publish")).await;
    is_refused(&got, "validation errors");
    assert_eq!(got.body["validation_errors"][0]["error"], "MIN_ITEMS_REQUIRED", "{got:?}");

    let id = api.create("C", TWO_SCREENS).await;
    api.graph.remove_phones();
    is_refused(&api.post_empty(&format!("{id}/publish")).await, "no phone number");
    api.has_no_complaint();
    let got = api.post(&format!("{id}/publish"), &json!({})).await;
    api.is_complaint(&got, "this call has no body");
}

#[tokio::test]
async fn a_frozen_version_is_not_published() {
    let api = Api::start().await;
    let id = api.graph.add_flow("A");
    let got = api.upload(&id, &TWO_SCREENS.replace("7.3", "3.0")).await;
    assert_eq!(got.body["validation_errors"], json!([]));
    is_refused(
        &api.post_empty(&format!("{id}/publish")).await,
        "version of the Flow JSON is frozen",
    );
    api.upload(&id, &TWO_SCREENS.replace("7.3", "5.1")).await;
    api.post_empty(&format!("{id}/publish")).await.is_success();
}

#[tokio::test]
async fn an_endpoint_is_asked_first() {
    let api = Api::start().await;
    let (id, phone) = (api.create("A", WITH_ENDPOINT).await, api.graph.phone());
    let (path, keys) = (format!("{id}/publish"), KeyPair::shared());
    is_refused(&api.post_empty(&path).await, "no `endpoint_uri`");

    let url = endpoint(keys, "secret").await;
    api.post(&id, &json!({ "endpoint_uri": url })).await.is_success();
    api.graph.set_application(&id, None);
    is_refused(&api.post_empty(&path).await, "no application");
    api.post(&id, &json!({ "application_id": api.graph.application() })).await.is_success();
    is_refused(&api.post_empty(&path).await, "no public key");

    let key = json!({ "business_public_key": keys.public_key_pem() });
    api.post(&format!("{phone}/whatsapp_business_encryption"), &key).await.is_success();
    api.graph.set_signature_status(&phone, SignatureStatus::Mismatch);
    is_refused(&api.post_empty(&path).await, "is not signed");
    api.graph.set_signature_status(&phone, SignatureStatus::Valid);

    is_refused(&api.post_empty(&path).await, "it answered 432");
    api.graph.set_app_secret(Some("secret"));
    api.post_empty(&path).await.is_success();
    api.has_no_complaint();
}

#[tokio::test]
async fn an_endpoint_that_is_not_there_is_named() {
    let api = Api::start().await;
    let (id, phone, keys) = (api.graph.add_flow("A"), api.graph.phone(), KeyPair::shared());
    api.upload(&id, WITH_ENDPOINT).await;
    let key = json!({ "business_public_key": keys.public_key_pem() });
    api.post(&format!("{phone}/whatsapp_business_encryption"), &key).await.is_success();
    let path = format!("{id}/publish");
    for (uri, cause) in [
        ("http://127.0.0.1:1/flow".to_owned(), "the endpoint could not be reached"),
        (format!("{}/flow", api.graph.url()), "it answered 401"),
        (endpoint(&KeyPair::generate(), "secret").await, "it answered 421"),
    ] {
        api.graph.set_app_secret(Some("secret"));
        api.post(&id, &json!({ "endpoint_uri": uri })).await.is_success();
        is_refused(&api.post_empty(&path).await, cause);
    }
    api.graph.set_pings(false);
    api.post_empty(&path).await.is_success();
}

#[tokio::test]
async fn a_flow_is_published_at_its_creation() {
    let api = Api::start().await;
    let path = format!("{}/flows", api.graph.waba());
    let body = |name: &str, json: &str| json!({ "name": name, "categories": ["OTHER"], "flow_json": json, "publish": true });
    let got = api.post(&path, &body("A", TWO_SCREENS)).await;
    assert_eq!(got.body["success"], true);
    let flow = api.graph.flow_named("A").expect("the flow");
    assert_eq!(flow.status, Status::Published);

    // A fault leaves a draft to fix.
    let got = api.post(&path, &body("B", "{}")).await;
    assert_eq!((got.status, &got.body["success"]), (200, &json!(false)));
    assert!(got.body["validation_errors"][0].is_object(), "{got:?}");
    assert_eq!(api.graph.flow_named("B").expect("the flow").status, Status::Draft);

    // Any other cause leaves nothing.
    let got = api.post(&path, &body("C", WITH_ENDPOINT)).await;
    is_refused(&got, "no `endpoint_uri`");
    assert_eq!(api.graph.flow_named("C"), None);
    api.has_no_complaint();
}
