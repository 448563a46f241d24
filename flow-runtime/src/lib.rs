//! What a service links to serve WhatsApp Flows: the encrypted endpoint, webhooks, media, and a
//! client that plays WhatsApp in tests.
//!
//! # From a key file to a served flow
//!
//! **1. A key pair.** The phone encrypts what a person enters with the business's public key. Make
//! a pair, and register its public half for the phone number (`whatsapp_business_encryption` of
//! the Graph API; `cargo flow keys new` makes a pair as well):
//!
//! ```sh
//! openssl genrsa -des3 -out private.pem 2048
//! openssl rsa -in private.pem -pubout -out public.pem
//! ```
//!
//! **2. The flow.** [`flow!`] declares it and gives a typed method for each screen that is sent.
//!
//! **3. The endpoint.** It needs the private key and the app secret, with which Meta signs every
//! request. It is a tower service, so axum, hyper and what else takes one can mount it:
//!
//! ```no_run
//! use flow_runtime::{Context, Endpoint, PrivateKey, Reject};
//!
//! flow_runtime::flow! {
//!     /// Subscribes to the newsletter.
//!     pub flow newsletter (version: "7.3", data_api_version: "3.0")
//!
//!     screen SUBSCRIBE "Subscribe" -> SUCCESS {
//!         data { email: String = "ada@example.com" }
//!         email: TextInput! "Email address" (input_type: email, init_value: ${data.email})
//!         Footer "Subscribe" => data_exchange { ..form }
//!     }
//!
//!     success { email: String = "ada@example.com" }
//! }
//!
//! use newsletter::subscribe;
//!
//! struct App;
//!
//! impl newsletter::Handler for App {
//!     async fn init(&self, _: &Context) -> Result<newsletter::Init, Reject> {
//!         Ok(subscribe::Data { email: String::new() }.into())
//!     }
//!
//!     async fn subscribe(
//!         &self,
//!         cx: &Context,
//!         form: subscribe::Exchange,
//!     ) -> Result<subscribe::Next, Reject> {
//!         if form.email.ends_with("@example.com") {
//!             let again = subscribe::Data { email: form.email };
//!             return Ok(again.error("Please give an address of your own").into());
//!         }
//!         keep(cx.flow_token(), &form.email).await?;
//!         Ok(newsletter::Success { email: form.email }.into())
//!     }
//! }
//! # async fn keep(_: Option<&str>, _: &str) -> std::io::Result<()> { Ok(()) }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let pem = std::fs::read("private.pem")?;
//!     let passphrase = std::env::var("PRIVATE_KEY_PASSPHRASE").ok();
//!     let endpoint = Endpoint::builder(newsletter::serve(App))
//!         .private_key(PrivateKey::from_pem(&pem, passphrase.as_deref())?)
//!         .app_secret(std::env::var("APP_SECRET")?)
//!         .build()?;
//!     let router = axum::Router::new().route_service("/flow", endpoint);
//!     let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
//!     axum::serve(listener, router).await?;
//!     Ok(())
//! }
//! ```
//!
//! The library answers pings and error notices, and every status code of the protocol; the table
//! is at [`Endpoint`].
//!
//! **4. A test.** With the feature `testing`, `testing::Phone` plays the flow as a person does,
//! against the endpoint, in the same process or over HTTP; `testing::Client` sends what no phone
//! sends.
//!
//! **5. The end.** What the person has entered arrives at the [`webhook`], as the flow's typed
//! [`Completion`](Flow::Completion). Files that were sent along are downloaded and decrypted by
//! [`media`].
//!
//! **6. The message.** `newsletter::message("Subscribe")` begins the [`message`] that opens the flow
//! on a phone. The crate `flow-graph` sends it, and creates and publishes the flow before; the
//! command `cargo flow push` does so from a terminal.
//!
//! # Features
//!
//! | feature | what |
//! | --- | --- |
//! | `aws-lc-rs` (default) | the private key operation by AWS-LC; needs a C compiler |
//! | `rsa` | the private key operation in pure Rust; with both, [`Builder::backend`] chooses |
//! | `testing` | a phone and a client that play WhatsApp |
//!
//! Without a backend everything else works, and the private key is one that implements
//! [`crypto::Decrypt`], such as one in a key management service.
//!
//! The endpoint needs a tokio runtime for its deadline. Everything is logged with `tracing`.

#[doc(hidden)]
#[rustfmt::skip]
pub mod __editor;
mod body;
pub mod crypto;
mod declare;
pub mod endpoint;
pub mod exchange;
pub mod flow;
pub mod identity;
pub mod keys;
mod loopback;
pub mod media;
pub mod message;
pub mod signature;
#[cfg(feature = "testing")]
pub mod testing;
pub mod token;
pub mod value;
pub mod webhook;

pub use self::endpoint::{BuildError, Builder, Endpoint, ErrorKey, ErrorNotice};
pub use self::exchange::{Action, Context, Dispatch, Reject, Request, Response, Shown};
pub use self::flow::Flow;
pub use self::identity::Identity;
pub use self::keys::{KeyError, PrivateKey};
pub use self::loopback::is_loopback_host;
pub use self::media::{EncryptionMetadata, EndpointMedia, WebhookMedia};
pub use self::signature::AppSecret;
pub use self::value::{Date, DateRange};

/// A JSON object and a JSON value, as `serde_json` has them: what a value without a type of its own
/// is read as.
pub use serde_json::{Map, Value};

/// What [`flow!`] expands to names this; it is not part of the API.
#[doc(hidden)]
pub mod __private {
    pub use flow_macros::{editor, flow};
}
