//! The public key of a phone number.

use flow_desk::{KeyShape, SignatureStatus};
use flow_runtime::testing::KeyPair;
use reqwest::Method;
use reqwest::multipart::Form;
use serde_json::json;

use crate::client::{Api, Got};

#[tokio::test]
async fn a_key_is_set_and_given() {
    let api = Api::start().await;
    let phone = api.graph.phone();
    let (path, pem) = (format!("{phone}/whatsapp_business_encryption"), KeyPair::shared());
    let pem = pem.public_key_pem();
    assert_eq!(api.get(&path).await.body, json!({ "data": [] }));

    let field = [("business_public_key", pem)];
    Got::of(api.request(Method::POST, &path).form(&field)).await.is_success();
    let of = |status: &str| json!({ "business_public_key": pem, "business_public_key_signature_status": status });
    assert_eq!(api.get(&path).await.body, json!({ "data": [of("VALID")] }));
    api.graph.set_signature_status(&phone, SignatureStatus::Mismatch);
    api.graph.set_key_shape(KeyShape::Top);
    assert_eq!(api.get(&path).await.body, of("MISMATCH"));

    // JSON and a multipart form are taken as well, and an upload fixes the signature.
    api.post(&path, &json!({ "business_public_key": pem })).await.is_success();
    assert_eq!(api.get(&path).await.body, of("VALID"));
    let form = Form::new().text("business_public_key", pem);
    Got::of(api.request(Method::POST, &path).multipart(form)).await.is_success();
    assert_eq!(api.graph.phone_number(&phone).expect("it").public_key.as_deref(), Some(pem));
    api.has_no_complaint();
}

#[tokio::test]
async fn what_is_no_public_key_is_refused() {
    let api = Api::start().await;
    let path = format!("{}/whatsapp_business_encryption", api.graph.phone());
    let private = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";
    for (body, part) in [
        (json!({}), "`business_public_key` is missing"),
        (json!({ "business_public_key": "AAAA" }), "is not an RSA public key"),
        (json!({ "business_public_key": private }), "is a private key"),
        (json!({ "public_key": "AAAA" }), "unknown key `public_key`"),
    ] {
        api.is_complaint(&api.post(&path, &body).await, part);
    }
    let form = [("business_public_key", "A"), ("name", "B")];
    let got = Got::of(api.request(Method::POST, &path).form(&form)).await;
    api.is_complaint(&got, "does not consist of one field");
    assert!(!api.graph.complaints().concat().contains("AAAA"), "no key is reported");
}
