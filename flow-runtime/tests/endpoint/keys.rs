//! Private keys: rotation, backends, a key service, and the bounded queue.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use flow_runtime::crypto::{Backend, Decrypt, DecryptError, Decrypted, LocalKey};
use flow_runtime::testing::{Client, KeyPair};
use flow_runtime::{Builder, Endpoint, PrivateKey};

use super::app::{App, Log, SECRET, builder, phone};

/// A key service that is asked over the network.
struct Service {
    key: LocalKey,
    asked: Arc<AtomicUsize>,
}

enum Broken {
    Busy,
    Failed,
    Refused,
}

impl Decrypt for Service {
    fn decrypt<'a>(&'a self, block: &'a [u8]) -> Decrypted<'a> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            self.asked.fetch_add(1, Ordering::SeqCst);
            self.key.decrypt(block)
        })
    }
}

impl Decrypt for Broken {
    fn decrypt<'a>(&'a self, _: &'a [u8]) -> Decrypted<'a> {
        let error = match self {
            Self::Busy => DecryptError::Busy,
            Self::Failed => DecryptError::failed("the key service is away"),
            Self::Refused => DecryptError::Refused,
        };
        Box::pin(std::future::ready(Err(error)))
    }
}

fn keyless(app: &App) -> Builder<App> {
    Endpoint::builder(app.clone()).app_secret(SECRET)
}

#[tokio::test]
async fn any_of_several_keys_opens_a_request() {
    for backend in Backend::ALL {
        let (old, new, lost) = (KeyPair::shared(), KeyPair::generate(), KeyPair::generate());
        let endpoint = keyless(&App::default())
            .private_key(old.private_key())
            .private_key(new.private_key())
            .backend(*backend)
            .build()
            .unwrap();
        for (keys, status) in [(old, 200), (&new, 200), (&lost, 421)] {
            let mut phone =
                Client::new(endpoint.clone(), keys.public_key_pem()).unwrap().app_secret(SECRET);
            let answer = phone.init().await.unwrap();
            assert_eq!(answer.status().as_u16(), status, "{backend:?}");
        }
    }
}

#[tokio::test]
async fn a_key_service_is_asked_after_the_keys_in_memory() {
    let service = KeyPair::generate();
    let asked = Arc::new(AtomicUsize::new(0));
    let endpoint = builder(&App::default())
        .decrypt_with(Service {
            key: LocalKey::new(&service.private_key(), Backend::ALL[0]).unwrap(),
            asked: Arc::clone(&asked),
        })
        .build()
        .unwrap();
    let mut memory = phone(endpoint.clone());
    memory.init().await.unwrap().screen("START").unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 0);
    let mut remote = Client::new(endpoint, service.public_key_pem()).unwrap().app_secret(SECRET);
    remote.init().await.unwrap().screen("START").unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_key_that_cannot_be_asked_is_no_421() {
    for (broken, status, cause) in [
        (Broken::Busy, 503, "queue"),
        (Broken::Failed, 500, "the key service is away"),
        (Broken::Refused, 421, "no private key"),
    ] {
        let endpoint = keyless(&App::default()).decrypt_with(broken).build().unwrap();
        let (log, guard) = Log::start();
        let answer = phone(endpoint).init().await.unwrap();
        drop(guard);
        assert_eq!(answer.status().as_u16(), status);
        assert!(log.text().contains(cause), "{}", log.text());
    }
}

#[tokio::test]
async fn a_broken_key_does_not_hide_one_that_works() {
    let app = App::default();
    let key = LocalKey::new(&KeyPair::shared().private_key(), Backend::ALL[0]).unwrap();
    let endpoint = keyless(&app)
        .decrypt_with(Broken::Failed)
        .decrypt_with(Service { key, asked: Arc::default() })
        .build()
        .unwrap();
    phone(endpoint).init().await.unwrap().screen("START").unwrap();
}

#[tokio::test]
async fn a_full_queue_is_503_and_what_waits_is_served() {
    const REQUESTS: usize = 64;
    let app = App::default();
    // The slower backend, so that the queue fills before it empties.
    let endpoint = builder(&app).backend(Backend::Rsa).threads(1).queue(4).build().unwrap();
    let phone = phone(endpoint.clone());
    let payload = phone.payload("INIT", None, None).to_string();
    let sealed: Vec<_> = (0..REQUESTS).map(|_| phone.seal(payload.as_bytes()).unwrap()).collect();
    let mut tasks = tokio::task::JoinSet::new();
    for sealed in sealed {
        let endpoint = endpoint.clone();
        tasks.spawn(async move {
            let signature = sealed.signature.as_deref().map(str::as_bytes);
            endpoint.handle(signature, &sealed.body).await.status().as_u16()
        });
    }
    let statuses = tasks.join_all().await;
    let served = statuses.iter().filter(|status| **status == 200).count();
    let busy = statuses.iter().filter(|status| **status == 503).count();
    assert_eq!(served + busy, REQUESTS);
    assert!(served >= 4, "{served}");
    assert!(busy >= 1, "{busy}");
    assert_eq!(app.calls(), served);
}

#[test]
fn a_key_of_more_bits_than_meta_asks_for_is_logged() {
    let large = include_str!("../../fixtures/keys/rsa4096.pem");
    let usual = include_str!("../../fixtures/keys/plain.pkcs8.pem");
    for (pem, warned) in [(large, true), (usual, false)] {
        let key = PrivateKey::from_pem(pem, None).unwrap();
        let (log, guard) = Log::start();
        keyless(&App::default()).private_key(key).build().unwrap();
        drop(guard);
        let text = log.text();
        assert_eq!(text.contains("WARN") && text.contains("bits=4096"), warned, "{text}");
        assert!(!text.contains("PRIVATE"), "{text}");
    }
}
