//! Panics wherever the business's own code may have one: status 500, and the endpoint lives on.

use std::future::Future;

use flow_runtime::crypto::{Decrypt, Decrypted};
use flow_runtime::testing::{Answer, KeyPair};
use flow_runtime::{Context, Dispatch, Endpoint, Reject, Request, Response};
use serde_json::Map;

use super::app::{Account, App, Log, SECRET, builder, phone};

#[derive(Clone, Copy, PartialEq)]
enum When {
    BeforeTheFuture,
    FirstPolled,
    PolledAgain,
    Dropped,
    DroppedAtTheDeadline,
}

/// A handler with a bug at one place.
struct Handler(When);

/// A value whose end is a bug.
struct Bomb;

/// A key service with a bug, before its future or in it.
enum Kms {
    Called,
    Polled,
}

impl Dispatch for Handler {
    type Flow = Account;

    fn dispatch(
        &self,
        _: &Context,
        _: Request,
    ) -> impl Future<Output = Result<Response, Reject>> + Send {
        let when = self.0;
        assert!(when != When::BeforeTheFuture, "a bug");
        async move {
            assert!(when != When::FirstPolled, "a bug");
            let _bomb = matches!(when, When::Dropped | When::DroppedAtTheDeadline).then_some(Bomb);
            tokio::task::yield_now().await;
            assert!(when != When::PolledAgain, "a bug");
            if when == When::DroppedAtTheDeadline {
                std::future::pending::<()>().await;
            }
            Ok(Response::screen("START", Map::new(), None))
        }
    }
}

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("a bug");
    }
}

impl Decrypt for Kms {
    fn decrypt<'a>(&'a self, _: &'a [u8]) -> Decrypted<'a> {
        assert!(matches!(self, Self::Polled), "a bug");
        Box::pin(async { panic!("a bug") })
    }
}

#[tokio::test]
async fn in_a_handler() {
    for (when, cause) in [
        (When::BeforeTheFuture, "the handler panicked: a bug"),
        (When::FirstPolled, "the handler panicked: a bug"),
        (When::PolledAgain, "the handler panicked: a bug"),
        (When::Dropped, "the handler panicked: a bug"),
        (When::DroppedAtTheDeadline, "the deadline"),
    ] {
        let endpoint = Endpoint::builder(Handler(when))
            .private_key(KeyPair::shared().private_key())
            .app_secret(SECRET)
            .deadline(std::time::Duration::from_millis(300))
            .build()
            .unwrap();
        let mut phone = phone(endpoint);
        let (log, guard) = Log::start();
        let answer = phone.init().await.unwrap();
        drop(guard);
        assert_eq!(answer.status().as_u16(), 500);
        assert!(log.text().contains(cause), "{}", log.text());
        assert_eq!(phone.ping().await.unwrap(), Answer::Active);
    }
}

#[tokio::test]
async fn in_a_key_service() {
    for kms in [Kms::Called, Kms::Polled] {
        let app = App::default();
        let other = KeyPair::generate();
        let endpoint = builder(&app).decrypt_with(kms).build().unwrap();
        let mut stranger =
            flow_runtime::testing::Client::new(endpoint.clone(), other.public_key_pem())
                .unwrap()
                .app_secret(SECRET);
        let (log, guard) = Log::start();
        let answer = stranger.init().await.unwrap();
        drop(guard);
        assert_eq!(answer.status().as_u16(), 500);
        assert!(log.text().contains("private key operation failed: it panicked"), "{}", log.text());
        phone(endpoint).init().await.unwrap().screen("START").unwrap();
    }
}
