//! Envelopes made by another implementation, read by every backend.

use flow_runtime::crypto::{Backend, Envelope, LocalKey};
use flow_runtime::testing::{Client, KeyPair};
use flow_runtime::{Endpoint, PrivateKey};
use serde_json::Value;

use super::app::App;

fn vectors() -> Value {
    serde_json::from_str(include_str!("../../fixtures/envelopes.json")).unwrap()
}

fn key(name: &Value) -> PrivateKey {
    let name = name.as_str().unwrap();
    let path = format!("{}/fixtures/keys/{name}", env!("CARGO_MANIFEST_DIR"));
    let pem = std::fs::read(path).unwrap();
    PrivateKey::from_pem(pem, Some("correct-horse")).unwrap()
}

fn text<'a>(vector: &'a Value, field: &str) -> &'a str {
    vector[field].as_str().unwrap()
}

fn list<'a>(vectors: &'a Value, field: &str) -> &'a [Value] {
    let list = vectors[field].as_array().unwrap();
    assert!(list.len() > 5, "{field} has too few vectors");
    list
}

#[test]
fn both_backends_are_there() {
    assert_eq!(Backend::ALL, [Backend::AwsLc, Backend::Rsa]);
}

#[test]
fn accepted_envelopes_are_read_and_answered_byte_for_byte() {
    let vectors = vectors();
    for backend in Backend::ALL {
        for vector in list(&vectors, "accepted") {
            let name = text(vector, "name");
            let key = LocalKey::new(&key(&vector["key"]), *backend).unwrap();
            let envelope = Envelope::from_json(text(vector, "body").as_bytes()).unwrap();
            let secret = key.decrypt(envelope.key_block()).unwrap();
            let (session, plaintext) = envelope.open(&secret).unwrap();
            assert_eq!(plaintext, text(vector, "plaintext").as_bytes(), "{name}");
            let response = text(vector, "response").as_bytes().to_vec();
            assert_eq!(session.seal(response).unwrap(), text(vector, "reply"), "{name}");
        }
    }
}

#[tokio::test]
async fn refused_envelopes_get_one_identical_answer() {
    let vectors = vectors();
    for backend in Backend::ALL {
        for vector in list(&vectors, "refused") {
            let name = text(vector, "name");
            let app = App::default();
            let endpoint = Endpoint::builder(app.clone())
                .private_key(key(&vector["key"]))
                .backend(*backend)
                .app_secret(text(&vectors, "app_secret"))
                .build()
                .unwrap();
            let signature = text(vector, "signature").as_bytes();
            let body = text(vector, "body").as_bytes();
            let response = endpoint.handle(Some(signature), body).await;
            assert_eq!(response.status().as_u16(), 421, "{name}");
            assert!(response.headers().is_empty(), "{name}");
            assert!(response.body().is_empty(), "{name}");
            assert_eq!(app.calls(), 0, "{name}");
        }
    }
}

#[tokio::test]
async fn escaped_slashes_are_read() {
    let vectors = vectors();
    let vector = &list(&vectors, "accepted")[0];
    let body = text(vector, "body").replace('/', "\\/");
    assert!(body.contains("\\/"));
    let endpoint = Endpoint::builder(App::default())
        .private_key(key(&vector["key"]))
        .without_signatures()
        .build()
        .unwrap();
    let response = endpoint.handle(None, body.as_bytes()).await;
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(response.body(), text(vector, "reply"));
}

#[tokio::test]
async fn the_testing_client_speaks_to_a_key_read_from_a_file() {
    let keys = KeyPair::from(key(&Value::from("genrsa-des3.pem")));
    for backend in Backend::ALL {
        let endpoint = Endpoint::builder(App::default())
            .private_key(keys.private_key())
            .backend(*backend)
            .without_signatures()
            .build()
            .unwrap();
        let mut phone = Client::new(endpoint, keys.public_key_pem()).unwrap();
        phone.init().await.unwrap().screen("START").unwrap();
    }
}
