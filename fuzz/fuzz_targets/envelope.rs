//! A request body of any bytes. Nobody can encrypt by chance, so it is 421, or 413 where too long.

#![no_main]

use std::sync::atomic::Ordering;

libfuzzer_sys::fuzz_target!(|body: &[u8]| {
    let status = flow_fuzz::status(body);
    assert!(matches!(status, 413 | 421), "status {status}");
    assert!(!flow_fuzz::HANDLED.load(Ordering::Relaxed));
});
