//! A single changed bit anywhere in a request is noticed, before any handler.

use std::sync::LazyLock;

use flow_runtime::Endpoint;
use flow_runtime::testing::{Client, KeyPair, Sealed};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;
use tokio::runtime::Runtime;

use super::app::{App, builder, phone};

struct Setting {
    app: App,
    signed: Endpoint<App>,
    unsigned: Endpoint<App>,
    phone: Client<Endpoint<App>>,
    request: Sealed,
    runtime: Runtime,
}

static SETTING: LazyLock<Setting> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let app = App::default();
    let signed = builder(&app).build().unwrap();
    let unsigned = Endpoint::builder(app.clone())
        .private_key(KeyPair::shared().private_key())
        .without_signatures()
        .build()
        .unwrap();
    let phone = phone(signed.clone());
    let data = json!({ "name": "Ada Lovelace" });
    let payload = phone.payload("data_exchange", Some("FORM"), Some(data));
    let request = phone.seal(payload.to_string().as_bytes()).unwrap();
    let signature = request.signature.as_deref().map(str::as_bytes);
    let status = runtime.block_on(signed.handle(signature, &request.body));
    assert_eq!(status.status().as_u16(), 200, "the request is good unchanged");
    assert_eq!(app.calls(), 1);
    Setting { app, signed, unsigned, phone, request, runtime }
});

fn flip(bytes: &[u8], position: Index, bit: u8) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let position = position.index(bytes.len());
    bytes[position] ^= 1 << bit;
    bytes
}

fn refused(endpoint: &Endpoint<App>, signature: Option<&[u8]>, body: &[u8], status: u16) {
    let setting = &*SETTING;
    let response = setting.runtime.block_on(endpoint.handle(signature, body));
    assert_eq!(response.status().as_u16(), status);
    assert!(response.body().is_empty() && response.headers().is_empty());
    assert_eq!(setting.app.calls(), 1, "a handler was called");
}

#[test]
fn any_bit_of_one_body() {
    let setting = &*SETTING;
    let signature = setting.request.signature.as_deref().map(str::as_bytes);
    let mut body = setting.request.body.to_vec();
    for position in 0..body.len() {
        for bit in 0..8 {
            body[position] ^= 1 << bit;
            refused(&setting.signed, signature, &body, 432);
            refused(&setting.unsigned, None, &body, 421);
            body[position] ^= 1 << bit;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn a_bit_of_any_body(name: String, position: Index, bit in 0_u8..8) {
        let setting = &*SETTING;
        let payload = setting.phone.payload("data_exchange", Some("FORM"), Some(json!({ "name": name })));
        let request = setting.phone.seal(payload.to_string().as_bytes()).unwrap();
        let body = flip(&request.body, position, bit);
        let signature = request.signature.as_deref().map(str::as_bytes);
        refused(&setting.signed, signature, &body, 432);
        refused(&setting.unsigned, None, &body, 421);
    }

    #[test]
    fn in_the_signature(position: Index, bit in 0_u8..8) {
        let setting = &*SETTING;
        let good = setting.request.signature.as_deref().unwrap().as_bytes();
        let changed = flip(good, position, bit);
        // Hexadecimal digits mean the same in upper case.
        prop_assume!(!changed["sha256=".len()..].eq_ignore_ascii_case(&good["sha256=".len()..])
            || !changed.starts_with(b"sha256="));
        refused(&setting.signed, Some(&changed), &setting.request.body, 432);
    }

    #[test]
    fn bytes_of_any_kind_are_refused(body in proptest::collection::vec(any::<u8>(), 0..512)) {
        refused(&SETTING.unsigned, None, &body, 421);
    }
}
