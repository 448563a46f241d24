//! Webhooks: verification and signature; replies, reports and bad deliveries in the modules.

mod lenient;
mod people;
mod replies;
mod reports;
mod robust;
mod service;
mod whole;

use flow_runtime::value::{DecodeError, Fields, FromFields};
use flow_runtime::webhook::{self, Event, VerificationError, Webhook, WebhookError, verify};
use flow_runtime::{AppSecret, Flow, WebhookMedia};
use serde_json::{Value, json};

struct Account;
struct Survey;

struct Login {
    stay_logged_in: bool,
    photos: Option<Vec<WebhookMedia>>,
}

struct Rating {
    rating: i64,
}

impl FromFields for Login {
    fn from_fields(fields: &mut Fields) -> Result<Self, DecodeError> {
        Ok(Self { stay_logged_in: fields.take("stay_logged_in")?, photos: fields.take("photos")? })
    }
}

impl FromFields for Rating {
    fn from_fields(fields: &mut Fields) -> Result<Self, DecodeError> {
        Ok(Self { rating: fields.take("rating")? })
    }
}

impl Flow for Account {
    const NAME: &'static str = "account";
    const VERSION: &'static str = "7.3";
    const DATA_API_VERSION: Option<&'static str> = Some("3.0");
    const JSON: &'static str = "{}";
    type Completion = Login;
}

impl Flow for Survey {
    const NAME: &'static str = "survey";
    const VERSION: &'static str = "7.3";
    const DATA_API_VERSION: Option<&'static str> = None;
    const JSON: &'static str = "{}";
    type Completion = Rating;
}

fn message(response: &Value) -> Value {
    json!({
        "context": { "from": "31600000001", "id": "wamid.SENT" },
        "from": "31612345678",
        "id": "wamid.REPLY",
        "timestamp": "1700000000",
        "type": "interactive",
        "interactive": {
            "type": "nfm_reply",
            "nfm_reply": { "name": "flow", "body": "Sent", "response_json": response.to_string() },
        },
    })
}

fn change(messages: &[Value]) -> Value {
    json!({
        "field": "messages",
        "value": {
            "messaging_product": "whatsapp",
            "metadata": { "display_phone_number": "31600000001", "phone_number_id": "1001" },
            "contacts": [
                { "profile": { "name": "Bob" }, "wa_id": "31600000009" },
                { "profile": { "name": "Ada" }, "wa_id": "31612345678" },
            ],
            "messages": messages,
        },
    })
}

fn flows(value: &Value) -> Value {
    json!({ "field": "flows", "value": value })
}

fn delivery(changes: &[Value]) -> Vec<u8> {
    json!({
        "object": "whatsapp_business_account",
        "entry": [{ "id": "2002", "time": 1_700_000_001, "changes": changes }],
    })
    .to_string()
    .into_bytes()
}

fn read(body: &[u8]) -> Vec<Event> {
    webhook::read(body).unwrap()
}

#[test]
fn verification_answers_the_challenge_for_the_right_token() {
    let query = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=a%20b%2Bc";
    assert_eq!(verify(query, "a b+c").unwrap(), "1158201444");
    assert_eq!(verify(&format!("?{query}"), "a b+c").unwrap(), "1158201444");
    for (query, token, error) in [
        (query, "other", VerificationError::Token),
        (query, "", VerificationError::Token),
        ("", "t", VerificationError::Mode),
        ("hub.mode=unsubscribe", "t", VerificationError::Mode),
        ("hub.mode=subscribe", "t", VerificationError::Token),
        ("hub.mode=subscribe&hub.verify_token=", "", VerificationError::Token),
        ("hub.mode=subscribe&hub.verify_token=t", "t", VerificationError::Challenge),
    ] {
        assert_eq!(verify(query, token).unwrap_err(), error, "{query}");
    }
}

#[test]
fn a_delivery_must_be_signed() {
    let webhook = Webhook::new("token", "new secret").app_secret("old secret");
    let body = delivery(&[change(&[message(&json!({}))])]);
    for secret in ["new secret", "old secret"] {
        let header = AppSecret::from(secret).sign(&body);
        assert_eq!(webhook.receive(Some(header.as_bytes()), &body).unwrap().len(), 1);
    }
    let header = AppSecret::from("another").sign(&body);
    for signature in [None, Some(header.as_bytes()), Some(&b"sha256=00"[..])] {
        let error = webhook.receive(signature, &body).unwrap_err();
        assert!(matches!(error, WebhookError::Signature(_)));
        assert_eq!(error.status(), 401);
    }
    assert_eq!(format!("{webhook:?}"), "Webhook { .. }");
}

#[test]
fn a_body_that_is_no_report_is_refused() {
    let large = vec![b' '; webhook::MAX_BODY_BYTES + 1];
    let deep = "[".repeat(100_000);
    for (body, status) in [
        (&large[..], 413),
        (b"", 400),
        (b"hello", 400),
        (b"[]", 400),
        (b"{}", 400),
        (br#"{"entry": 1}"#, 400),
        (deep.as_bytes(), 400),
    ] {
        assert_eq!(webhook::read(body).unwrap_err().status(), status);
    }
}
