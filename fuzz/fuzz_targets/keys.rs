//! A key file of any bytes, with the passphrase of the fixtures. What is read can be written.

#![no_main]

use flow_runtime::PrivateKey;

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
    if let Ok(key) = PrivateKey::from_pem(file, Some("correct-horse")) {
        let again = PrivateKey::from_pem(key.to_pem().as_bytes(), None).expect("the same key");
        assert_eq!(again.public_key_pem(), key.public_key_pem());
    }
});
