//! A flow and its handlers, written by hand, and what the tests share.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use flow_runtime::testing::{Client, KeyPair};
use flow_runtime::value::{DecodeError, Fields, FromFields, Writer};
use flow_runtime::{Action, Builder, Context, Dispatch, Endpoint, Flow, Reject, Request, Response};
use serde_json::{Map, Value};

pub(crate) const SECRET: &str = "0123456789abcdef0123456789abcdef";
pub(crate) const TOKEN: &str = "token-1";
/// What a person enters and no log may show.
pub(crate) const PRIVATE: &str = "hunter2-private";

/// A flow that Meta sends signed flow tokens to.
pub(crate) struct Account;

#[derive(Debug, PartialEq)]
pub(crate) struct Completion {
    pub(crate) name: String,
    pub(crate) flow_token: Option<String>,
}

/// Does what the request's field `do` says, and counts.
#[derive(Clone, Default)]
pub(crate) struct App {
    pub(crate) calls: Arc<AtomicUsize>,
    pub(crate) dropped: Arc<AtomicUsize>,
    pub(crate) last: Arc<Mutex<Option<Context>>>,
}

/// Counts when it is dropped: a handler that was stopped has dropped what it held.
struct Held(Arc<AtomicUsize>);

/// Collects what is logged on this thread.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

#[derive(Debug, thiserror::Error)]
#[error("the database is away")]
struct DatabaseError(#[source] io::Error);

impl Flow for Account {
    const NAME: &'static str = "account";
    const VERSION: &'static str = "7.3";
    const DATA_API_VERSION: Option<&'static str> = Some("4.0");
    const JSON: &'static str = "{}";
    type Completion = Completion;
}

impl FromFields for Completion {
    fn from_fields(fields: &mut Fields) -> Result<Self, DecodeError> {
        Ok(Self { name: fields.take("name")?, flow_token: fields.take("flow_token")? })
    }
}

impl Dispatch for App {
    type Flow = Account;

    async fn dispatch(&self, cx: &Context, mut request: Request) -> Result<Response, Reject> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        *self.last.lock().unwrap() = Some(cx.clone());
        let held = Held(Arc::clone(&self.dropped));
        match (request.action, request.screen.as_deref()) {
            (Action::Init, None | Some("OTHER")) => return Ok(start("", None)),
            (Action::Init, Some("FORM")) => return Ok(Response::screen("FORM", Map::new(), None)),
            (Action::Back, Some("FORM")) => return Ok(start("back again", None)),
            (Action::DataExchange, Some("FORM")) => {}
            (action, _) => return Err(Reject::unhandled(action, request.screen)),
        }
        let name: String = request.data.take("name")?;
        let what: Option<String> = request.data.take("do")?;
        match what.as_deref() {
            None => Ok(start(&name, None)),
            Some("error") => Ok(start(&name, Some("Passwords do not match"))),
            Some("close") => Ok(Response::success(Writer::new(1).field("name", name).finish())),
            Some("fault") => Err(DatabaseError(io::Error::other("connection refused")).into()),
            Some("panic") => panic!("a bug in the program"),
            Some("panic with data") => panic!("no user named {name}"),
            Some("forever") => std::future::pending().await,
            Some("slow") => {
                tokio::time::sleep(Duration::from_millis(20)).await;
                Ok(start(&name, None))
            }
            Some("expired") => Err(Reject::flow_token_invalid("The offer is over")),
            Some("big") => Ok(start(&"a".repeat(2_000_000), None)),
            Some("largest") => {
                // What is left beside the object around it.
                let around = r#"{"screen":"START","data":{"name":""}}"#.len();
                let largest = flow_runtime::endpoint::MAX_RESPONSE_BYTES - around;
                Ok(start(&"a".repeat(largest), None))
            }
            Some(_) => {
                drop(held);
                Err(Reject::fault("the test asks for something unknown"))
            }
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl App {
    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

impl Log {
    /// Collects until the guard is dropped.
    pub(crate) fn start() -> (Self, tracing::subscriber::DefaultGuard) {
        let log = Self::default();
        let writer = log.clone();
        let subscriber =
            tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
        (log, tracing::subscriber::set_default(subscriber))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn start(name: &str, error: Option<&str>) -> Response {
    let data = Writer::new(1).field("name", name).finish();
    Response::screen("START", data, error.map(str::to_owned))
}

/// An endpoint with the shared key and the app secret.
pub(crate) fn builder(app: &App) -> Builder<App> {
    Endpoint::builder(app.clone()).private_key(KeyPair::shared().private_key()).app_secret(SECRET)
}

/// A phone for an endpoint of [`builder`].
pub(crate) fn phone<S>(service: S) -> Client<S> {
    Client::new(service, KeyPair::shared().public_key_pem())
        .unwrap()
        .app_secret(SECRET)
        .version("4.0")
        .flow_token(TOKEN)
}

pub(crate) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => panic!("not an object: {other}"),
    }
}
