//! Flow tokens: issued, verified, forged, expired; and Meta's signature beside them.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flow_runtime::AppSecret;
use flow_runtime::token::{
    FlowTokenSignatureError, FlowTokens, SecretTooShort, TokenError, verify_signature,
};
use proptest::prelude::*;
use serde_json::Value;

const HOUR: Duration = Duration::from_hours(1);

fn tokens() -> FlowTokens {
    FlowTokens::new("0123456789abcdef").unwrap()
}

#[test]
fn a_token_says_whom_it_is_for() {
    let expires = SystemTime::now() + HOUR;
    let token = tokens().issue_until("account", "customer-17", expires);
    let claims = tokens().verify(&token, "account").unwrap();
    assert_eq!(claims.flow(), "account");
    assert_eq!(claims.id(), "customer-17");
    let difference = expires.duration_since(claims.expires()).unwrap();
    assert!(difference < Duration::from_secs(1));
}

#[test]
fn each_fault_is_told_apart() {
    let tokens = tokens();
    let token = tokens.issue("account", "customer-17", HOUR);
    assert_eq!(
        tokens.verify(&token, "survey"),
        Err(TokenError::OtherFlow { flow: "account".to_owned() })
    );
    for past in [SystemTime::now(), SystemTime::UNIX_EPOCH, SystemTime::UNIX_EPOCH - HOUR] {
        let token = tokens.issue_until("account", "customer-17", past);
        assert_eq!(tokens.verify(&token, "account"), Err(TokenError::Expired));
        assert_eq!(tokens.read(&token).unwrap().id(), "customer-17");
    }
    let other = FlowTokens::new("another secret of mine").unwrap();
    assert_eq!(other.verify(&token, "account"), Err(TokenError::Forged));
    for forged in ["", "token-1", "AAAA", &token[1..], &format!("{token}A"), &format!("{token}=")] {
        assert_eq!(tokens.verify(forged, "account"), Err(TokenError::Forged), "{forged}");
    }
}

#[test]
fn a_secret_can_be_changed() {
    let old = tokens();
    let new = FlowTokens::new("fedcba9876543210")
        .and_then(|tokens| tokens.previous_secret("0123456789abcdef"))
        .unwrap();
    let token = old.issue("account", "17", HOUR);
    assert_eq!(new.verify(&token, "account").unwrap().id(), "17");
    let token = new.issue("account", "17", HOUR);
    assert_eq!(old.verify(&token, "account"), Err(TokenError::Forged));
    assert_eq!(format!("{new:?}"), "FlowTokens { secrets: 2, .. }");
}

#[test]
fn a_short_secret_is_refused() {
    assert_eq!(FlowTokens::new("").unwrap_err(), SecretTooShort { bytes: 0 });
    let error = tokens().previous_secret("hunter2").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the secret of flow tokens has 7 bytes and needs at least 16; make one with `openssl rand -hex 32`"
    );
}

#[test]
fn the_longest_lifetime_is_a_date() {
    let token = tokens().issue("account", "17", Duration::MAX);
    assert!(tokens().verify(&token, "account").is_ok());
}

#[test]
fn metas_signature_is_verified() {
    let text = include_str!("../fixtures/tokens.json");
    let fixture: Value = serde_json::from_str(text).unwrap();
    let secret = fixture["app_secret"].as_str().unwrap();
    let flow_token = fixture["flow_token"].as_str().unwrap();
    for case in fixture["cases"].as_array().unwrap() {
        let expected = match case["expected"].as_str().unwrap() {
            "ok" => Ok(()),
            "expired" => Err(FlowTokenSignatureError::Expired),
            "malformed" => Err(FlowTokenSignatureError::Malformed),
            "other token" => Err(FlowTokenSignatureError::OtherToken),
            "mismatch" => Err(FlowTokenSignatureError::Mismatch),
            "algorithm" => Err(FlowTokenSignatureError::Algorithm),
            other => panic!("{other}"),
        };
        let jwt = case["jwt"].as_str().unwrap();
        let result = verify_signature(jwt, secret.as_bytes(), flow_token);
        assert_eq!(result, expected, "{}", case["name"]);
    }
}

#[test]
fn an_empty_app_secret_verifies_nothing() {
    let signed_with = |secret: &str| {
        let part = |json: &str| URL_SAFE_NO_PAD.encode(json);
        let message = [part(r#"{"alg":"HS256"}"#), part(r#"{"flow_token":"t"}"#)].join(".");
        let mac = AppSecret::from(secret).sign(message.as_bytes());
        let digits = mac.strip_prefix("sha256=").expect("the header's form");
        let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("two digits");
        let mac: Vec<u8> = (0..digits.len()).step_by(2).map(byte).collect();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(mac))
    };
    assert_eq!(verify_signature(&signed_with("secret"), b"secret", "t"), Ok(()));
    let result = verify_signature(&signed_with(""), b"", "t");
    assert_eq!(result, Err(FlowTokenSignatureError::Mismatch));
}

proptest! {
    #[test]
    fn every_token_comes_back(flow in ".*", id in ".*", seconds in 1_u64..1_000_000_000) {
        let token = tokens().issue(&flow, &id, Duration::from_secs(seconds));
        prop_assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
        let claims = tokens().verify(&token, &flow).unwrap();
        prop_assert_eq!(claims.id(), id);
    }

    #[test]
    fn every_changed_bit_is_a_forgery(at in any::<prop::sample::Index>(), bit in 0_u8..6) {
        const ALPHABET: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

        let mut token = tokens().issue("account", "customer-17", HOUR).into_bytes();
        let at = at.index(token.len());
        let digit = ALPHABET.iter().position(|letter| *letter == token[at]).unwrap();
        token[at] = ALPHABET[digit ^ (1 << bit)];
        let token = String::from_utf8(token).unwrap();
        prop_assert_eq!(tokens().verify(&token, "account"), Err(TokenError::Forged));
    }

    #[test]
    fn nothing_makes_it_panic(token in ".*", jwt in "[A-Za-z0-9_.-]{0,80}") {
        prop_assert_eq!(tokens().verify(&token, "account"), Err(TokenError::Forged));
        prop_assert!(verify_signature(&jwt, b"secret", &token).is_err());
    }
}
