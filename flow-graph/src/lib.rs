//! An async client for the part of the WhatsApp Cloud API that flows need: managing flows, and
//! sending them.
//!
//! # From an empty account to a sent flow
//!
//! You need a WhatsApp business account (WABA), a phone number in it, and the access token of a
//! system user with the permissions `whatsapp_business_management` and
//! `whatsapp_business_messaging`. The ids of the account and of the phone number are in WhatsApp
//! Manager.
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use flow_graph::{AccessToken, Category, Client, Metadata, NewFlow};
//! use flow_runtime::message::Untyped;
//! use flow_runtime::token::FlowTokens;
//!
//! # async fn run(document: &str, public_key: &str) -> Result<(), Box<dyn std::error::Error>> {
//! let token = AccessToken::new(std::env::var("WHATSAPP_ACCESS_TOKEN")?);
//! let client = Client::builder(token).build()?;
//!
//! // 1. The public key that phones encrypt with. Only a flow with an endpoint needs it.
//! let phone = client.phone("106540352242922");
//! phone.set_public_key(public_key).await?;
//!
//! // 2. A draft, and its document: `account::JSON` of a flow that `flow!` declares.
//! let new = NewFlow::new("Sign up", [Category::SignUp])
//!     .endpoint_uri("https://example.com/flow");
//! let created = client.waba("102290129340398").create(&new).await?;
//! let flow = client.flow(&created.id);
//! for fault in flow.upload(document).await?.validation_errors {
//!     eprintln!("{fault}");
//! }
//!
//! // 3. The app whose secret signs the requests to the endpoint; then everyone may open the flow.
//! flow.update(&Metadata::new().application_id("1234567890")).await?;
//! flow.publish().await?;
//!
//! // 4. A message. With `flow!` it is `account::message("Sign up").navigate(sign_up::Data { … })`,
//! //    which takes only a screen that may open the flow, and only its data.
//! let tokens = FlowTokens::new(std::env::var("FLOW_TOKEN_SECRET")?)?;
//! let message = Untyped::data_exchange("Sign up")
//!     .flow_id(&created.id)
//!     .body("It takes a minute.");
//! let token = tokens.issue("account", "customer-17", Duration::from_hours(24));
//! let sent = phone.send(&message, "31600000000", &token).await?;
//! println!("{}", sent.message_id);
//! # Ok(())
//! # }
//! ```
//!
//! What the person enters arrives at the webhook: see [`flow_runtime::webhook`].
//!
//! Where `cargo flow push` brings the flows to Meta, [`Lock`] knows their ids:
//! `Lock::open("flows.lock")?.flow::<Account>("production")?.id`. Send by id: a name may belong to
//! another flow after a push, and an id does not.
//!
//! # The calls
//!
//! | of | calls |
//! | --- | --- |
//! | [`Client::waba`] | [create](WabaHandle::create) and [list](WabaHandle::flows) flows, [migrate](WabaHandle::migrate) them, list [phone numbers](WabaHandle::phone_numbers), [make templates](WabaHandle::create_template) |
//! | [`Client::flow`] | [read](FlowHandle::get), [change](FlowHandle::update), [upload](FlowHandle::upload), [download](FlowHandle::json), [publish](FlowHandle::publish), [deprecate](FlowHandle::deprecate), [delete](FlowHandle::delete), [preview](FlowHandle::preview), [metrics](FlowHandle::metric), [health](FlowHandle::health) |
//! | [`Client::phone`] | the [public key](PhoneHandle::public_key), [send](PhoneHandle::send) to one, [send](PhoneHandle::send_all) to many |
//!
//! # When a call fails
//!
//! [`Error`] says what was asked for and why it failed; [`Error::advice`] says what to do. Calls are
//! made again only where that is safe, as the table at [`Client`] says; no message is ever sent
//! twice for an answer that did not come. Words that this version does not know, such as a new
//! status, are kept in `Other`; keys that it does not know are passed over.
//!
//! The access token is in no log, no error and no `Debug`, not even where Meta's own messages quote
//! it. Nor are the numbers of the people that are sent to. Calls are logged with `tracing`, at the
//! level `DEBUG`.
//!
//! A tokio runtime is needed. TLS is by rustls, with the certificates of the system.

mod access_token;
mod address;
mod call;
mod client;
mod error;
mod flow;
mod id;
mod lenient;
mod lock;
mod phone;
mod waba;
mod word;

pub use self::access_token::AccessToken;
pub use self::address::{ApiVersion, BaseUrl, is_loopback};
pub use self::client::{BuildError, Builder, Client};
pub use self::error::{Error, ErrorKind, GraphError};
pub use self::flow::{
    Account, Application, Asset, Category, DataPoint, Entity, EntityError, EntityType, Field,
    Fields, Figure, Flow, FlowHandle, Granularity, HealthStatus, Metadata, Metric, MetricName,
    MetricQuery, NewFlow, Pointer, Preview, PreviewOptions, SendAbility, Status, Uploaded,
    ValidationError,
};
pub use self::id::{Id, InvalidId};
pub use self::lock::{Lock, LockError, LockedClone, LockedFlow, LockedVersion, Replaced};
pub use self::phone::{MessageStatus, PhoneHandle, PublicKey, Recipient, Sent, SignatureStatus};
pub use self::waba::{
    Created, CreatedTemplate, FailedFlow, Listing, Migrated, MigratedFlow, Migration, NewTemplate,
    PhoneNumber, QualityRating, TemplateCategory, TemplateStatus, WabaHandle,
};
