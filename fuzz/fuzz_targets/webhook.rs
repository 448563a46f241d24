//! A delivery of any bytes, and a verification query.

#![no_main]

use flow_fuzz::Survey;
use flow_runtime::token::FlowTokens;
use flow_runtime::webhook::{self, EventKind};

libfuzzer_sys::fuzz_target!(|body: &[u8]| {
    if let Ok(query) = std::str::from_utf8(body) {
        let answer = webhook::verify(query, "token");
        assert!(answer.is_err() || query.contains("token"));
    }
    let tokens = FlowTokens::new("0123456789abcdef").expect("a long secret");
    for event in webhook::read(body).unwrap_or_default() {
        if let EventKind::Reply(reply) = event.kind {
            let _ = reply.completion::<Survey>();
            let _ = reply.verified_completion::<Survey>(&tokens);
        }
    }
});
