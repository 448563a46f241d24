//! A picker's value of any JSON, its address, and a file of any bytes for it.

#![no_main]

use flow_runtime::EndpointMedia;
use flow_runtime::media::Decryptor;
use flow_runtime::value::FromValue;

libfuzzer_sys::fuzz_target!(|input: (&[u8], &[u8], u8)| {
    let (json, file, chunk) = input;
    let Ok(value) = serde_json::from_slice(json) else {
        return;
    };
    let Ok(media) = EndpointMedia::from_value(value) else {
        return;
    };
    let _ = media.checked_url();
    let decryptor = Decryptor::new(&media.encryption_metadata, 4096, Vec::new());
    let decryptor = file
        .chunks(usize::from(chunk).max(1))
        .try_fold(decryptor, Decryptor::push);
    let _ = decryptor.and_then(Decryptor::finish);
});
