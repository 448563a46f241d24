//! A phone and a client that play WhatsApp: how to test a flow. Feature `testing`.
//!
//! [`Phone`] plays a flow as a person does: it shows its screens, takes gestures by what is written
//! on them, refuses what nobody could do, and sends what a phone sends. Begin there.
//!
//! Below it is [`Client`], for requests that no phone makes: it encrypts, signs and sends what it is
//! given, and reads what the endpoint answers. It talks to an [`Endpoint`](crate::Endpoint) in the
//! same process, with nothing in between, or to a URL. [`KeyPair::shared`] is a key pair for tests,
//! made once in each process. [`Context::for_test`](crate::Context::for_test) calls a handler
//! without an endpoint. The feature is for tests alone:
//! `cargo add --dev whatsapp-flow-runtime --features testing`.
//!
//! ```
//! use flow_runtime::testing::{Answer, Client, KeyPair};
//! use flow_runtime::{Context, Endpoint, Reject};
//! use serde_json::json;
//!
//! flow_runtime::flow! {
//!     pub flow survey (version: "7.3", data_api_version: "3.0")
//!
//!     screen RATE "How was it?" -> SUCCESS {
//!         data { name: String = "Ada" }
//!         TextHeading "Hello ${data.name}"
//!         stars: TextInput! "Stars" (input_type: number)
//!         Footer "Send" => data_exchange { ..form }
//!     }
//!
//!     success { ticket: String = "A-17" }
//! }
//!
//! use survey::rate;
//!
//! struct App;
//!
//! impl survey::Handler for App {
//!     async fn init(&self, _: &Context) -> Result<survey::Init, Reject> {
//!         Ok(rate::Data { name: "Ada".to_owned() }.into())
//!     }
//!
//!     async fn rate(&self, _: &Context, form: rate::Exchange) -> Result<rate::Next, Reject> {
//!         if form.stars > 5.0 {
//!             let again = rate::Data { name: "Ada".to_owned() };
//!             return Ok(again.error("Five is the most").into());
//!         }
//!         Ok(survey::Success { ticket: "A-17".to_owned() }.into())
//!     }
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
//! // In a test: #[tokio::test] async fn the_survey() { … }
//! let keys = KeyPair::shared();
//! let endpoint = Endpoint::builder(survey::serve(App))
//!     .private_key(keys.private_key())
//!     .app_secret("app secret")
//!     .build()?;
//! let mut phone = Client::new(endpoint, keys.public_key_pem())?
//!     .app_secret("app secret")
//!     .flow_token("token-1");
//!
//! let shown: rate::Data = phone.init().await?.screen("RATE")?.typed()?;
//! assert_eq!(shown.name, "Ada");
//!
//! // A phone sends numbers as it likes. The answer is compared in the flow's own types.
//! let answer = phone.data_exchange("RATE", json!({ "stars": "6" })).await?;
//! let again: rate::Next = rate::Data { name: "Ada".to_owned() }.error("Five is the most").into();
//! assert_eq!(answer, Answer::of(again));
//!
//! let closed = phone.data_exchange("RATE", json!({ "stars": 5 })).await?.closed()?;
//! let completion = closed.completion::<survey::Survey>()?;
//! assert_eq!(completion.ticket, "A-17");
//! assert_eq!(completion.flow_token.as_deref(), Some("token-1"));
//!
//! // What a handler cannot read is refused, as are forged requests.
//! let answer = phone.data_exchange("RATE", json!({ "stars": "many" })).await?;
//! assert_eq!(answer.status(), 500);
//! let mut stranger = phone.clone().app_secret("another secret");
//! assert_eq!(stranger.init().await?.status().as_u16(), 432);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # }).unwrap();
//! ```
//!
//! | what a phone does | here |
//! | --- | --- |
//! | opens the flow | [`Client::init`], [`Client::init_screen`] |
//! | sends a screen | [`Client::data_exchange`] |
//! | goes back | [`Client::back`] |
//! | asks whether the endpoint is alive | [`Client::ping`] |
//! | tells what it could not use | [`Client::error_notice`] |
//! | anything that no phone should do | [`Client::send`], [`Client::seal`], [`Client::call`] |
//!
//! An [`Answer`] is a screen, the end of the flow, or a refusal with its status. A service that runs
//! is tested over HTTP: [`Client::http`] takes its URL. What arrives when a person is done is a
//! [`Delivery`], which [`Client::deliver`] posts to the webhook.

mod answer;
mod client;
mod context;
mod exchange;
mod key_pair;
pub mod media;
mod phone;
mod sent;
mod webhook;

pub use flow_player::{Completion, Gesture, Opening, Profile, Reply, view};

pub use self::answer::{Answer, Closed, Refused, Screen};
pub use self::client::{BoxError, Client, Error, Http, Sealed};
pub use self::exchange::{Cause, Exchange};
pub use self::key_pair::KeyPair;
pub use self::phone::{Find, Mischief, Over, Phone, PhoneError, Round, Setup, named};
pub use self::sent::Sent;
pub use self::webhook::Delivery;

/// A JSON object from its text: data of a screen in a test, where the flow's own type is not at hand.
///
/// ```
/// let data = flow_runtime::testing::json_object(r#"{ "email": "ada@example.com" }"#)?;
/// assert_eq!(data["email"], "ada@example.com");
/// assert!(flow_runtime::testing::json_object("[]").is_err());
/// # Ok::<(), flow_runtime::testing::BoxError>(())
/// ```
///
/// # Errors
///
/// When the text is not a JSON object.
pub fn json_object(text: &str) -> Result<crate::Map<String, crate::Value>, BoxError> {
    serde_json::from_str(text).map_err(|error| format!("not a JSON object: {error}").into())
}
