//! The order of the checks: each comes before what costs more or tells more.

use flow_runtime::endpoint::BuildError;
use flow_runtime::testing::{Answer, KeyPair};
use flow_runtime::{AppSecret, Endpoint};
use serde_json::{Value, json};

use super::app::{App, Log, SECRET, TOKEN, builder, phone};

const WRONG: &[u8] = b"sha256=0000000000000000000000000000000000000000000000000000000000000000";

/// An endpoint that looks at no signature.
fn unsigned(app: &App) -> Endpoint<App> {
    Endpoint::builder(app.clone())
        .private_key(KeyPair::shared().private_key())
        .without_signatures()
        .build()
        .unwrap()
}

#[tokio::test]
async fn size_then_signature_then_envelope() {
    let app = App::default();
    let endpoint = builder(&app).max_request_bytes(64).build().unwrap();
    let large = vec![b'x'; 65];
    let small = vec![b'x'; 64];
    let signed = AppSecret::from(SECRET).sign(&small);
    for (signature, body, status) in [
        (None, &large, 413),
        (Some(WRONG), &large, 413),
        (None, &small, 432),
        (Some(WRONG), &small, 432),
        (Some(&b"sha1=00"[..]), &small, 432),
        (Some(signed.as_bytes()), &small, 421),
    ] {
        let response = endpoint.handle(signature, body).await;
        assert_eq!(response.status().as_u16(), status);
        assert!(response.body().is_empty());
        assert!(response.headers().is_empty());
    }
    assert_eq!(app.calls(), 0);
}

#[tokio::test]
async fn base64_of_another_kind_is_refused_like_every_other_damage() {
    let app = App::default();
    let endpoint = unsigned(&app);
    // Its length leaves each of the three strings with padding.
    let sealed = phone(()).seal(br#"{"action":"ping" }"#).unwrap();
    let body: Value = serde_json::from_slice(&sealed.body).unwrap();
    for field in ["encrypted_flow_data", "encrypted_aes_key", "initial_vector"] {
        let text = body[field].as_str().unwrap();
        assert!(text.ends_with('='), "{field}");
        let (first, rest) = text.split_at(4);
        for other in [
            text.trim_end_matches('=').to_owned(),
            format!("{text}="),
            format!(" {text}"),
            format!("{text}\n"),
            format!("{first}\n{rest}"),
            format!("{first}\r\n{rest}"),
            format!("-_-_{rest}"),
            format!("{first}\0{rest}"),
            format!("{first}é{rest}"),
            String::new(),
        ] {
            let mut body = body.clone();
            body[field] = json!(other);
            let response = endpoint.handle(None, body.to_string().as_bytes()).await;
            assert_eq!(response.status().as_u16(), 421, "{field}: {other:?}");
            assert!(response.body().is_empty() && response.headers().is_empty());
        }
        for value in [json!(null), json!(1), json!([text]), json!({ "v": text })] {
            let mut body = body.clone();
            body[field] = value;
            let response = endpoint.handle(None, body.to_string().as_bytes()).await;
            assert_eq!(response.status().as_u16(), 421);
        }
    }
    assert_eq!(app.calls(), 0);
}

#[tokio::test]
async fn of_two_faults_the_earlier_check_tells_its_own() {
    let app = App::default();
    let endpoint = builder(&app).max_request_bytes(4_096).build().unwrap();
    let mut phone = phone(endpoint);
    let mut stranger = phone.clone().app_secret("another");
    // What the handler would refuse, for a token that is none, in ever better company.
    let faulty = |data| {
        json!({
            "version": "4.0", "action": "data_exchange", "screen": "NO_SUCH", "data": data,
            "flow_token": TOKEN, "flow_token_signature": "forged",
        })
    };
    let long = faulty(json!({ "name": "a".repeat(4_096) }));
    assert_eq!(stranger.send(&long).await.unwrap().status().as_u16(), 413);
    let short = faulty(json!({}));
    assert_eq!(stranger.send(&short).await.unwrap().status().as_u16(), 432);
    assert_eq!(phone.send(&faulty(json!([]))).await.unwrap().status().as_u16(), 500);
    assert_eq!(phone.send(&short).await.unwrap().status().as_u16(), 427);
    let signed = phone.payload("data_exchange", Some("NO_SUCH"), Some(json!({})));
    assert_eq!(phone.send(&signed).await.unwrap().status().as_u16(), 500);
    let mut notice = short.clone();
    notice["data"] = json!({ "error": "timeout_error" });
    assert_eq!(phone.send(&notice).await.unwrap(), Answer::Acknowledged);
}

#[tokio::test]
async fn the_log_tells_a_wrong_key_from_a_damaged_envelope() {
    let app = App::default();
    let endpoint = builder(&app).build().unwrap();
    let stranger = KeyPair::generate();
    let mut stranger = flow_runtime::testing::Client::new(endpoint, stranger.public_key_pem())
        .unwrap()
        .app_secret(SECRET);
    let (log, guard) = Log::start();
    let answer = stranger.init().await.unwrap();
    drop(guard);
    assert_eq!(answer.status().as_u16(), 421);
    assert!(log.text().contains("no private key opens the AES key"), "{}", log.text());
}

#[tokio::test]
async fn any_of_several_app_secrets_may_sign() {
    let app = App::default();
    let endpoint = builder(&app).app_secret("the next secret").build().unwrap();
    let mut old = phone(endpoint);
    old.init().await.unwrap().screen("START").unwrap();
    let mut new = old.clone().app_secret("the next secret");
    new.init().await.unwrap().screen("START").unwrap();
    let mut other = old.clone().app_secret("another secret");
    assert_eq!(other.init().await.unwrap().status().as_u16(), 432);
}

#[tokio::test]
async fn signatures_can_be_left_unchecked_by_saying_so() {
    let app = App::default();
    let endpoint = unsigned(&app);
    let mut phone = phone(endpoint).app_secret("any");
    phone.init().await.unwrap().screen("START").unwrap();
}

#[test]
fn an_open_or_keyless_endpoint_is_not_built() {
    let key = || KeyPair::shared().private_key();
    let endpoint = || Endpoint::builder(App::default());
    assert!(matches!(endpoint().private_key(key()).build(), Err(BuildError::NoAppSecret)));
    assert!(matches!(
        endpoint().private_key(key()).app_secret("").build(),
        Err(BuildError::NoAppSecret)
    ));
    let both = endpoint().private_key(key()).app_secret("").without_signatures();
    assert!(matches!(both.build(), Err(BuildError::NoAppSecret)));
    assert!(matches!(endpoint().app_secret(SECRET).build(), Err(BuildError::NoPrivateKey)));
    let unverified = endpoint().private_key(key()).without_signatures();
    let unverified = unverified.require_flow_token_signature(true).build();
    assert!(matches!(unverified, Err(BuildError::TokenSignature)));
}

#[tokio::test]
async fn a_payload_that_is_no_json_object_was_not_decrypted() {
    let app = App::default();
    let endpoint = builder(&app).build().unwrap();
    let phone = phone(endpoint.clone());
    let deep = format!("{{\"action\":{}", "[".repeat(100_000));
    for payload in ["", "nonsense", "[]", "null", "\"INIT\"", "\u{fffd}", &deep] {
        let sealed = phone.seal(payload.as_bytes()).unwrap();
        let signature = sealed.signature.as_deref().map(str::as_bytes);
        let response = endpoint.handle(signature, &sealed.body).await;
        assert_eq!(response.status().as_u16(), 421);
        assert!(response.body().is_empty() && response.headers().is_empty());
    }
    let payload = json!({ "action": "ping" }).to_string();
    let sealed = phone.seal(payload.as_bytes()).unwrap();
    let signature = sealed.signature.clone().unwrap();
    let response = endpoint.handle(Some(signature.as_bytes()), &sealed.body).await;
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(response.headers()["content-type"], "text/plain");
    assert_eq!(app.calls(), 0);
}
