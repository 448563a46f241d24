//! The client that plays WhatsApp: how to test a flow. Feature `testing`.
//!
//! [`Client`] encrypts, signs and sends what a phone sends, and reads what the endpoint answers. It
//! talks to an [`Endpoint`](crate::Endpoint) in the same process, with nothing in between, or to a
//! URL. [`KeyPair::shared`] is a key pair for tests, made once in each process.
//!
//! ```
//! use flow_runtime::testing::{Client, KeyPair};
//! use flow_runtime::{Endpoint, Reject, Request, Response};
//! use serde_json::json;
//! # use flow_runtime::{Context, Dispatch, Flow, value::Fields};
//! # struct Survey;
//! # impl Flow for Survey {
//! #     const NAME: &'static str = "survey";
//! #     const VERSION: &'static str = "7.3";
//! #     const DATA_API_VERSION: Option<&'static str> = Some("3.0");
//! #     const JSON: &'static str = "{}";
//! #     type Completion = serde_json::Map<String, serde_json::Value>;
//! # }
//! # struct App;
//! # impl Dispatch for App {
//! #     type Flow = Survey;
//! #     async fn dispatch(&self, _: &Context, mut request: Request) -> Result<Response, Reject> {
//! #         let name: Option<String> = request.data.take("name")?;
//! #         let data = |value| serde_json::Map::from_iter([("name".to_owned(), value)]);
//! #         Ok(match name {
//! #             None => Response::screen("START", data(json!("")), Some("Who are you?".into())),
//! #             Some(name) => Response::success(data(json!(name))),
//! #         })
//! #     }
//! # }
//! # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
//!
//! let keys = KeyPair::shared();
//! let endpoint = Endpoint::builder(App) // `account::serve(App::new())` with `flow!`
//!     .private_key(keys.private_key())
//!     .app_secret("app secret")
//!     .build()?;
//! let mut phone = Client::new(endpoint, keys.public_key_pem())?
//!     .app_secret("app secret")
//!     .flow_token("token-1");
//!
//! let start = phone.init().await?.screen("START")?;
//! assert_eq!(start.error_message.as_deref(), Some("Who are you?"));
//!
//! let end = phone.data_exchange("START", json!({ "name": "Ada" })).await?.closed()?;
//! assert_eq!(end.params["name"], "Ada");
//! assert_eq!(end.params["flow_token"], "token-1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # }).unwrap();
//! ```

mod answer;
mod client;
mod key_pair;
mod webhook;

pub use self::answer::{Answer, Closed, Refused, Screen};
pub use self::client::{Client, Error, Http, Sealed};
pub use self::key_pair::KeyPair;
pub use self::webhook::Delivery;
