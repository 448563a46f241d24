//! What the fuzz targets share: a small flow, and an endpoint that serves it.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use flow_runtime::testing::{Client, KeyPair};
use flow_runtime::value::{DecodeError, Fields, FromFields};
use flow_runtime::{Context, Dispatch, Endpoint, Flow, Reject, Request, Response};
use serde_json::Map;

pub struct Survey;

pub struct Rating {
    pub rating: i64,
    pub comment: Option<String>,
}

/// Reads a few types of value and shows the same screen again.
pub struct Echo;

impl FromFields for Rating {
    fn from_fields(fields: &mut Fields) -> Result<Self, DecodeError> {
        Ok(Self {
            rating: fields.take("rating")?,
            comment: fields.take("comment")?,
        })
    }
}

impl Flow for Survey {
    const NAME: &'static str = "survey";
    const VERSION: &'static str = "7.3";
    const DATA_API_VERSION: Option<&'static str> = Some("4.0");
    const JSON: &'static str = "{}";
    type Completion = Rating;
}

impl Dispatch for Echo {
    type Flow = Survey;

    async fn dispatch(&self, _: &Context, mut request: Request) -> Result<Response, Reject> {
        HANDLED.store(true, Ordering::Relaxed);
        let _ = Rating::from_fields(&mut request.data);
        Ok(Response::screen("RATING", Map::new(), None))
    }
}

/// Whether the handler was called since this was last set to false.
pub static HANDLED: AtomicBool = AtomicBool::new(false);

pub static KEYS: LazyLock<KeyPair> = LazyLock::new(KeyPair::generate);

/// Signatures are left out: no mutation would pass them.
pub static ENDPOINT: LazyLock<Endpoint<Echo>> = LazyLock::new(|| {
    Endpoint::builder(Echo)
        .private_key(KEYS.private_key())
        .threads(1)
        .without_signatures()
        .build()
        .expect("an endpoint")
});

pub static CLIENT: LazyLock<Client<Endpoint<Echo>>> =
    LazyLock::new(|| Client::new(ENDPOINT.clone(), KEYS.public_key_pem()).expect("a client"));

static RUNTIME: LazyLock<tokio::runtime::Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime")
});

/// Gives the endpoint a body and returns the status of its answer.
pub fn status(body: &[u8]) -> u16 {
    RUNTIME
        .block_on(ENDPOINT.handle(None, body))
        .status()
        .as_u16()
}
