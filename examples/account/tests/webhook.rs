//! The whole service over HTTP: the webhook, signatures and flow tokens.

use std::time::Duration;

use axum::http::{Request, StatusCode, Uri};
use example_account::account::Account;
use example_account::config::Secrets;
use example_account::database::Database;
use example_account::server;
use example_account::webhook::Completions;
use flow_runtime::Flow as _;
use flow_runtime::testing::{Client, Delivery, Http, KeyPair, Phone, PhoneError};
use flow_runtime::token::FlowTokens;
use http_body_util::Full;
use serde_json::{Value, json};

/// A service on a port of its own.
struct Service {
    url: String,
    completions: Completions,
}

impl Service {
    async fn start(secrets: Secrets) -> Self {
        let database = Database::in_memory().unwrap();
        let keys = KeyPair::shared().private_key();
        let router = server::router(keys, secrets, database.clone()).unwrap();
        let listener = server::bind(0).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async { axum::serve(listener, router).await });
        Self { url, completions: Completions::new(database) }
    }

    fn webhook(&self) -> Uri {
        format!("{}/webhook", self.url).parse().unwrap()
    }

    fn phone(&self) -> Client<Http> {
        let url = format!("{}/flow", self.url);
        Client::http(&url, KeyPair::shared().public_key_pem()).unwrap().app_secret("app secret")
    }

    async fn deliver(&self, delivery: &Delivery) -> StatusCode {
        self.phone().deliver(&self.webhook(), delivery).await.unwrap()
    }
}

fn secrets() -> Secrets {
    Secrets {
        app_secret: Some("app secret".into()),
        verify_token: "verify token".to_owned(),
        flow_tokens: None,
    }
}

fn tokens() -> FlowTokens {
    FlowTokens::new("0123456789abcdef").unwrap()
}

fn completion(message_id: &str, response: &Value) -> Delivery {
    Delivery::completion("app secret", message_id, response)
}

#[tokio::test]
async fn the_webhook_answers_its_verification() {
    let service = Service::start(secrets()).await;
    for (token, status, body) in [("verify%20token", 200, "1158"), ("other", 403, "")] {
        let query = format!("hub.mode=subscribe&hub.challenge=1158&hub.verify_token={token}");
        let request = Request::get(format!("{}?{query}", service.webhook()));
        let request = request.body(Full::default()).unwrap();
        let answer = service.phone().call(request).await.unwrap();
        assert_eq!(answer.status().as_u16(), status);
        assert_eq!(answer.body(), body);
    }
}

#[tokio::test]
async fn a_completion_is_kept_once() {
    let service = Service::start(secrets()).await;
    let yes = completion("wamid.1", &json!({ "stay_logged_in": true, "flow_token": "any" }));
    let no = completion("wamid.2", &json!({ "stay_logged_in": false }));
    let untouched = completion("wamid.3", &json!({ "flow_token": "any" }));
    for delivery in [&yes, &yes, &no, &untouched] {
        assert_eq!(service.deliver(delivery).await.as_u16(), 200);
    }
    assert_eq!(service.completions.all().await.unwrap(), [true, false, false]);
}

async fn sign_up(phone: &mut Phone) -> Result<(), PhoneError> {
    phone.tap("Click here to sign up").await?.on("SIGN_UP")?;
    phone.fill("First name", "Ada").await?;
    phone.fill("Last name", "Lovelace").await?;
    phone.fill("Email address", "ada@example.com").await?;
    phone.fill("Password", "engine-1843").await?;
    phone.fill("Confirm password", "engine-1843").await?;
    phone.tap("Done").await?.on("LOGIN")?;
    phone.fill("Password", "engine-1843").await?;
    phone.tap("Log in").await?.on("LOGIN_SUCCESS")?;
    phone.tick("Stay logged in").await?;
    phone.tap("Done").await?;
    Ok(())
}

/// A person signs up, logs in and stays logged in; Meta reports how it ended.
#[tokio::test]
async fn what_a_person_did_is_kept() {
    let service = Service::start(secrets()).await;
    let client = service.phone().flow_token("token-1");
    let mut phone = Phone::of::<Account>().endpoint(client).open().await.unwrap();
    sign_up(&mut phone).await.unwrap();
    let response = Value::Object(phone.response().unwrap());
    assert_eq!(response["flow_token"], "token-1");
    let delivery = completion("wamid.1", &response);
    assert_eq!(service.deliver(&delivery).await.as_u16(), 200);
    assert_eq!(service.completions.all().await.unwrap(), [true]);
}

#[tokio::test]
async fn what_is_no_completion_is_passed_over() {
    let service = Service::start(secrets()).await;
    let report = |changes: Value| {
        let entry = json!([{ "id": "2000", "changes": changes }]);
        let report = json!({ "object": "whatsapp_business_account", "entry": entry });
        Delivery::new("app secret", &report)
    };
    let status =
        json!({ "event": "FLOW_STATUS_CHANGE", "flow_id": "1", "new_status": "PUBLISHED" });
    for delivery in [
        completion("wamid.1", &json!({ "stay_logged_in": "perhaps" })),
        report(json!([{ "field": "flows", "value": status }])),
        report(json!([{ "field": "messages", "value": { "messages": [{ "type": "text" }] } }])),
        report(json!([{}])),
    ] {
        assert_eq!(service.deliver(&delivery).await.as_u16(), 200);
    }
    assert!(service.completions.all().await.unwrap().is_empty());
}

#[tokio::test]
async fn only_meta_is_heard() {
    let service = Service::start(secrets()).await;
    let response = json!({ "stay_logged_in": true });
    let forged = Delivery::completion("another secret", "wamid.1", &response);
    assert_eq!(service.deliver(&forged).await.as_u16(), 401);
    assert!(service.completions.all().await.unwrap().is_empty());
    let mut stranger = service.phone().app_secret("another secret");
    assert_eq!(stranger.init().await.unwrap().status().as_u16(), 432);
}

#[tokio::test]
async fn without_an_app_secret_everybody_is_heard() {
    let service = Service::start(Secrets { app_secret: None, ..secrets() }).await;
    let mut stranger = service.phone().app_secret("another secret");
    stranger.init().await.unwrap().screen("START").unwrap();
    let response = json!({ "stay_logged_in": true });
    let forged = Delivery::completion("another secret", "wamid.1", &response);
    assert_eq!(service.deliver(&forged).await.as_u16(), 200);
    assert_eq!(service.completions.all().await.unwrap(), [true]);
}

#[tokio::test]
async fn signed_flow_tokens_are_switched_on_by_their_secret() {
    let service = Service::start(Secrets { flow_tokens: Some(tokens()), ..secrets() }).await;
    let token = tokens().issue(Account::NAME, "customer-17", Duration::from_mins(1));
    service.phone().flow_token(&token).init().await.unwrap().screen("START").unwrap();
    let refused = service.phone().flow_token("any").init().await.unwrap().refused().unwrap();
    assert_eq!(refused.status.as_u16(), 427);
    assert!(refused.error_msg.is_some());

    for (message_id, token) in [("wamid.1", "forged"), ("wamid.2", &token)] {
        let response = json!({ "stay_logged_in": true, "flow_token": token });
        assert_eq!(service.deliver(&completion(message_id, &response)).await.as_u16(), 200);
    }
    assert_eq!(service.completions.all().await.unwrap(), [true]);
}
