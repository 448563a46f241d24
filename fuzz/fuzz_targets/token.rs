//! A flow token and a JWT of any text. Nobody can sign by chance.

#![no_main]

use flow_runtime::token::{FlowTokens, verify_signature};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let tokens = FlowTokens::new("0123456789abcdef").expect("a long secret");
    assert!(tokens.verify(text, "survey").is_err());
    assert!(verify_signature(text, b"app secret", "token-1").is_err());
});
