//! Files of pickers: decrypted and verified in any chunks, and an error of its own for each check.

use std::collections::VecDeque;
use std::future::Ready;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use flow_runtime::media::{Decryptor, MediaError};
use flow_runtime::value::{FromValue, IntoValue};
use flow_runtime::{EndpointMedia, WebhookMedia};
use hmac::{Hmac, KeyInit, Mac};
use http_body::{Body, Frame};
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const LIMIT: u64 = 1024 * 1024;

struct Sample {
    media: EndpointMedia,
    file: Vec<u8>,
    plaintext: Vec<u8>,
}

fn samples() -> Vec<Sample> {
    let text = include_str!("../fixtures/media.json");
    let samples: Vec<Value> = serde_json::from_str(text).unwrap();
    let bytes = |value: &Value| STANDARD.decode(value.as_str().unwrap()).unwrap();
    samples
        .into_iter()
        .map(|mut sample| Sample {
            media: EndpointMedia::from_value(sample["value"].take()).unwrap(),
            file: bytes(&sample["file"]),
            plaintext: bytes(&sample["plaintext"]),
        })
        .collect()
}

fn largest() -> Sample {
    samples().pop().unwrap()
}

fn decrypt(sample: &Sample, chunk: usize) -> Result<Vec<u8>, MediaError> {
    let metadata = &sample.media.encryption_metadata;
    let mut decryptor = Decryptor::new(metadata, LIMIT, Vec::new());
    for chunk in sample.file.chunks(chunk) {
        decryptor = decryptor.push(chunk)?;
    }
    decryptor.finish()
}

impl Sample {
    /// Makes the hash of the file right again after a change to it.
    fn rehash(&mut self) {
        self.media.encryption_metadata.encrypted_hash = Sha256::digest(&self.file).into();
    }

    /// Makes the HMAC and the hash of the file right again.
    fn resign(&mut self) {
        let metadata = &self.media.encryption_metadata;
        let ciphertext = self.file.len() - 10;
        let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(metadata.hmac_key.as_slice())
            .unwrap()
            .chain_update(metadata.iv)
            .chain_update(&self.file[..ciphertext])
            .finalize()
            .into_bytes();
        self.file[ciphertext..].copy_from_slice(&mac[..10]);
        self.rehash();
    }
}

#[test]
fn files_made_elsewhere_are_read_in_chunks_of_any_size() {
    for sample in samples() {
        for chunk in [1, 7, 10, 16, 26, 27, 64, 100_000] {
            assert_eq!(decrypt(&sample, chunk).unwrap(), sample.plaintext);
        }
    }
}

#[test]
fn a_changed_file_fails_the_first_check() {
    let mut sample = largest();
    sample.file[100] ^= 1;
    assert!(matches!(decrypt(&sample, 512), Err(MediaError::EncryptedHash)));

    let mut sample = largest();
    sample.file.truncate(2000);
    assert!(matches!(decrypt(&sample, 512), Err(MediaError::EncryptedHash)));
}

#[test]
fn each_later_check_has_its_own_error() {
    for length in [0, 9, 10, 11, 25, 27, 100] {
        let mut sample = largest();
        sample.file.truncate(length);
        sample.rehash();
        assert!(matches!(decrypt(&sample, 512), Err(MediaError::Length)), "{length}");
    }

    for index in [0, 100, 5000] {
        let mut sample = largest();
        sample.file[index] ^= 1;
        sample.rehash();
        assert!(matches!(decrypt(&sample, 512), Err(MediaError::Hmac)), "{index}");
    }
    let mut sample = largest();
    sample.media.encryption_metadata.iv[0] ^= 1;
    assert!(matches!(decrypt(&sample, 512), Err(MediaError::Hmac)));

    let mut sample = largest();
    sample.file[0] ^= 1;
    sample.resign();
    assert!(matches!(decrypt(&sample, 512), Err(MediaError::PlaintextHash)));

    // The block before the last one, so that the last one's padding comes out otherwise.
    let mut sample = largest();
    let last_of_block = sample.file.len() - 10 - 16 - 1;
    sample.file[last_of_block] ^= 0x80;
    sample.resign();
    assert!(matches!(decrypt(&sample, 512), Err(MediaError::Padding)));
}

#[test]
fn the_size_is_capped_while_the_file_comes() {
    let sample = largest();
    let length = sample.plaintext.len() as u64;
    let run = |limit| {
        Decryptor::new(&sample.media.encryption_metadata, limit, Vec::new())
            .push(&sample.file)?
            .finish()
    };
    assert_eq!(run(length).unwrap(), sample.plaintext);
    assert!(matches!(run(100), Err(MediaError::TooLarge { limit: 100 })));
    // What the padding hides until the end counts too.
    for less in 1..=40 {
        assert!(matches!(run(length - less), Err(MediaError::TooLarge { .. })), "{less}");
    }
    assert_eq!(run(u64::MAX).unwrap(), sample.plaintext);
}

#[test]
fn a_sink_that_fails_ends_the_file() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    let sample = largest();
    let result = Decryptor::new(&sample.media.encryption_metadata, LIMIT, Full).push(&sample.file);
    assert!(matches!(result, Err(MediaError::Sink(_))));
}

/// A download that comes in pieces, and may break off.
struct Pieces {
    left: VecDeque<Bytes>,
    asked: Arc<AtomicUsize>,
    breaks: bool,
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        match self.left.pop_front() {
            Some(piece) => Poll::Ready(Some(Ok(Frame::data(piece)))),
            None if self.breaks => {
                Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
            }
            None => Poll::Ready(None),
        }
    }
}

#[tokio::test]
async fn a_file_is_downloaded_over_any_client() {
    let sample = largest();
    let asked = Arc::new(AtomicUsize::new(0));
    let pieces = |size: usize, breaks: bool| Pieces {
        left: sample.file.chunks(size).map(Bytes::copy_from_slice).collect(),
        asked: Arc::clone(&asked),
        breaks,
    };
    let get = |status: u16, body: Pieces| {
        move |url: http::Uri| {
            assert_eq!(url.host(), Some("mmg.whatsapp.net"));
            let response = http::Response::builder().status(status).body(body).unwrap();
            std::future::ready(Ok::<_, std::io::Error>(response))
        }
    };
    let media = &sample.media;
    for size in [1, 1_000, 100_000] {
        let file = media.download(get(200, pieces(size, false)), LIMIT, Vec::new()).await;
        assert_eq!(file.unwrap(), sample.plaintext);
    }

    let cut = media.download(get(200, pieces(1_000, true)), LIMIT, Vec::new()).await;
    assert!(matches!(cut, Err(MediaError::Transport(_))));
    for status in [206, 302, 404] {
        let error = media.download(get(status, pieces(1_000, false)), LIMIT, Vec::new()).await;
        assert!(matches!(error, Err(MediaError::Status(told)) if told.as_u16() == status));
    }
    asked.store(0, Ordering::Relaxed);
    let large = media.download(get(200, pieces(100, false)), 150, Vec::new()).await;
    assert!(matches!(large, Err(MediaError::TooLarge { limit: 150 })));
    assert_eq!(asked.load(Ordering::Relaxed), 2, "the download went on over the limit");

    let mut inward = sample.media.clone();
    inward.cdn_url = "https://10.0.0.1/file.enc".to_owned();
    let never = |_| -> Ready<Result<http::Response<Pieces>, std::io::Error>> {
        panic!("the address was fetched")
    };
    assert!(matches!(inward.download(never, LIMIT, Vec::new()).await, Err(MediaError::Host)));
    let down = |_| std::future::ready(Err::<http::Response<Pieces>, _>("no network"));
    assert!(matches!(media.download(down, LIMIT, Vec::new()).await, Err(MediaError::Transport(_))));
}

#[test]
fn only_public_https_addresses_are_fetched() {
    let mut media = largest().media;
    let mut check = |url: &str| {
        url.clone_into(&mut media.cdn_url);
        media.checked_url().map(|url| url.to_string())
    };
    let url = "https://mmg.whatsapp.net/v/t62.7161-24/file.enc?ccb=11-4&oh=01";
    assert_eq!(check(url).unwrap(), url);
    for url in ["http://mmg.whatsapp.net/", "ftp://mmg.whatsapp.net/", "/file.enc"] {
        assert!(matches!(check(url), Err(MediaError::NotHttps)), "{url}");
    }
    for url in [
        "https://localhost/",
        "https://a.localhost/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.0x1/",
        "https://[::1]/",
        "https://user@mmg.whatsapp.net/",
        "https://mmg.whatsapp.net@10.0.0.1/",
        "https://metadata/",
    ] {
        assert!(matches!(check(url), Err(MediaError::Host)), "{url}");
    }
    // Where a preview keeps files; the tests are a debug build with `testing`.
    for url in ["http://127.0.0.1:8417/cdn/1", "http://localhost:1/", "http://[::1]:8417/cdn/1"] {
        assert_eq!(check(url).is_ok(), cfg!(debug_assertions), "{url}");
    }
    for url in ["http://10.0.0.1/", "http://user@127.0.0.1/", "http://127.0.0.1.evil.com/"] {
        assert!(matches!(check(url), Err(MediaError::NotHttps)), "{url}");
    }
    for url in ["", "https://", "https:// x/", "https://a b.c/"] {
        assert!(check(url).is_err(), "{url}");
    }
}

#[test]
fn values_are_read_and_written() {
    let text = include_str!("../fixtures/media.json");
    let samples: Vec<Value> = serde_json::from_str(text).unwrap();
    let value = samples[3]["value"].clone();
    let media = EndpointMedia::from_value(value.clone()).unwrap();
    assert_eq!(media.into_value(), value);

    let value = json!({
        "file_name": "a.jpg", "mime_type": "image/jpeg", "sha256": "q80=", "id": "3631120727156756",
    });
    let media = WebhookMedia::from_value(value.clone()).unwrap();
    assert_eq!(media.mime_type.as_deref(), Some("image/jpeg"));
    assert_eq!(media.into_value(), value);
}

#[test]
fn a_value_that_is_wrong_says_where_and_shows_no_key() {
    let value = largest().media.into_value();
    let mut short = value.clone();
    short["encryption_metadata"]["hmac_key"] = json!("c2hvcnQ=");
    assert_eq!(
        EndpointMedia::from_value(short).unwrap_err().to_string(),
        "`encryption_metadata.hmac_key`: expected 32 bytes in base64, found a string"
    );
    let mut missing = value.clone();
    missing["encryption_metadata"].as_object_mut().unwrap().shift_remove("iv");
    assert_eq!(EndpointMedia::from_value(missing).unwrap_err().path(), "encryption_metadata.iv");
    assert!(EndpointMedia::from_value(json!([])).is_err());

    let media = EndpointMedia::from_value(value.clone()).unwrap();
    let key = value["encryption_metadata"]["encryption_key"].as_str().unwrap();
    assert!(format!("{media:?}").contains("EncryptionMetadata { .. }"));
    assert!(!format!("{media:?}").contains(key));
}

proptest! {
    #[test]
    fn no_other_file_passes(file in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut sample = largest();
        sample.file = file;
        sample.rehash();
        prop_assert!(decrypt(&sample, 33).is_err());
    }
}
