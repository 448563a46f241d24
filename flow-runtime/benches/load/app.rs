//! A small flow, served from memory, and the key and secret of the benchmarks.

use std::time::Duration;

use flow_runtime::crypto::Backend;
use flow_runtime::testing::{Client, KeyPair};
use flow_runtime::value::Writer;
use flow_runtime::{
    AppSecret, BuildError, Context, Dispatch, Endpoint, Flow, Reject, Request, Response,
};
use serde_json::{Map, Value, json};

pub(crate) const SECRET: &str = "0123456789abcdef0123456789abcdef";

pub(crate) struct SignUp;

pub(crate) struct App;

impl Flow for SignUp {
    const NAME: &'static str = "sign_up";
    const VERSION: &'static str = "7.3";
    const DATA_API_VERSION: Option<&'static str> = Some("3.0");
    const JSON: &'static str = "{}";
    type Completion = Map<String, Value>;
}

impl Dispatch for App {
    type Flow = SignUp;

    async fn dispatch(&self, _: &Context, mut request: Request) -> Result<Response, Reject> {
        let name: String = request.data.take("first_name")?;
        let email: String = request.data.take("email")?;
        let data = Writer::new(2).field("first_name", name).field("email", email).finish();
        Ok(Response::screen("LOGIN", data, None))
    }
}

/// Different requests: more than an [`endpoint`] remembers, so that each is answered anew every time.
pub(crate) const PREPARED: usize = 4096;
/// Some 1,800 answers.
const MEMORY_BYTES: usize = 256 * 1024;

/// `remembers`: how long.
pub(crate) fn endpoint(
    keys: &KeyPair,
    backend: Backend,
    remembers: Duration,
) -> Result<Endpoint<App>, BuildError> {
    Endpoint::builder(App)
        .remember_answers(remembers, MEMORY_BYTES)
        .private_key(keys.private_key())
        .backend(backend)
        .app_secret(AppSecret::from(SECRET))
        .build()
}

pub(crate) fn phone(public_key_pem: &str) -> Result<Client<()>, flow_runtime::testing::Error> {
    Ok(Client::new((), public_key_pem)?.app_secret(SECRET).flow_token("token-1"))
}

/// What a screen with a sign-up form sends.
pub(crate) fn payload(phone: &Client<()>) -> String {
    let form = json!({
        "first_name": "Ada",
        "last_name": "Lovelace",
        "email": "ada@example.com",
        "password": "an analytical engine",
        "plan": "pro",
        "terms": true,
    });
    phone.payload("data_exchange", Some("SIGN_UP"), Some(form)).to_string()
}
