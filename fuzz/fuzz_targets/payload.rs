//! A payload of any bytes in an envelope that decrypts. The handler cannot fail, so where it was
//! called the answer is 200; what breaks the protocol is 500 without it.

#![no_main]

use std::sync::atomic::Ordering;

use flow_fuzz::HANDLED;

libfuzzer_sys::fuzz_target!(|payload: &[u8]| {
    let sealed = flow_fuzz::CLIENT.seal(payload).expect("an envelope");
    HANDLED.store(false, Ordering::Relaxed);
    let status = flow_fuzz::status(&sealed.body);
    if HANDLED.load(Ordering::Relaxed) {
        assert_eq!(status, 200);
    } else {
        assert!(matches!(status, 200 | 413 | 421 | 500), "status {status}");
    }
});
