//! Messages that carry a flow: what is sent to a person, built from the flow's types and checked.
//!
//! Nothing is sent from here. A [`Message`] or a [`Template`] is written as the body of
//! `POST /{phone}/messages`; the crate `flow-graph` sends it.
//!
//! ```
//! # flow_runtime::flow! {
//! #     flow account (version: "7.3")
//! #     screen SIGN_UP "Sign up" {
//! #         data { first_name: String = "John" }
//! #         TextHeading "Hello ${data.first_name}"
//! #         Footer "Done" => complete {}
//! #     }
//! # }
//! # use account::sign_up;
//! use flow_runtime::message::Header;
//!
//! // `account` is what `flow!` writes for a flow of that name.
//! let message = account::message("Finish sign-up")
//!     .navigate(sign_up::Data { first_name: "Ada".to_owned() })
//!     .flow_id("1234567890")
//!     .header(Header::text("Welcome"))
//!     .body("Two questions are left.")
//!     .footer("It takes a minute");
//!
//! let json = message.to_json("31600000000", "token-1")?;
//! let parameters = &json["interactive"]["action"]["parameters"];
//! assert_eq!(parameters["flow_action_payload"]["screen"], "SIGN_UP");
//! # Ok::<(), flow_runtime::message::MessageError>(())
//! ```

mod button;
mod error;
mod header;
mod interactive;
mod limit;
mod open;
mod template;

use serde_json::Value;

use crate::flow::Flow;
use crate::identity::To;
use crate::value::IntoFields;

pub use self::button::{FlowButton, Icon};
pub use self::error::{MessageError, MessageWarning};
pub use self::header::{Header, Media};
pub use self::interactive::{Message, Opening};
pub use self::template::{Template, TemplateOpening};

/// The data of a screen that may open the flow `F`.
///
/// `flow!` implements it for the `Data` of each screen to which no other screen leads. So
/// [`Opening::navigate`] takes no other screen, and no other screen's data.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the data of a screen that may open the flow `{F}`",
    label = "no message can open the flow here",
    note = "a flow opens on a screen to which no other screen leads; give that screen's `Data`"
)]
pub trait Opens<F: Flow>: IntoFields {
    /// The id of the screen.
    const SCREEN: &'static str;
}

/// A flow with an endpoint, which can be asked for the first screen.
///
/// `flow!` implements it for each flow with a `data_api_version`.
#[diagnostic::on_unimplemented(
    message = "the flow `{Self}` has no endpoint that could give its first screen",
    label = "`data_exchange` needs an endpoint",
    note = "open the flow with `navigate` and the data of its first screen, or give the flow a `data_api_version`"
)]
pub trait Exchanges: Flow {}

/// A message that can be sent: a [`Message`] or a [`Template`].
///
/// What is sent to many people is one value of this; the recipient and the flow token are given for
/// each of them.
pub trait Outgoing: sealed::Sealed {
    /// Checks everything that does not depend on the recipient.
    ///
    /// # Errors
    ///
    /// When something is missing or longer than Meta takes.
    fn check(&self) -> Result<(), MessageError>;

    /// What Meta advises against, and takes nevertheless: a button of more than 30 characters, or
    /// with an emoji.
    fn warnings(&self) -> Vec<MessageWarning>;

    /// Checks the message and writes the body of `POST /{phone}/messages`.
    ///
    /// `to` is the recipient's phone number with its country code, or an id of Meta's; `token` is the
    /// flow token, as from [`FlowTokens::issue`](crate::token::FlowTokens::issue).
    ///
    /// # Errors
    ///
    /// As [`Outgoing::check`], and when the recipient or the token is empty.
    fn to_json(&self, to: To<'_>, token: &str) -> Result<Value, MessageError>;
}

/// Stands for a flow that has no Rust type: for tools that know a flow by its id alone.
///
/// ```
/// use flow_runtime::message::Untyped;
///
/// let data = serde_json::json!({ "first_name": "Ada" });
/// let message = Untyped::navigate("Open", "SIGN_UP", data.as_object().cloned().unwrap_or_default())
///     .flow_name("Account")
///     .body("Two questions are left.")
///     .draft();
/// assert!(message.check().is_ok());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Untyped;

mod sealed {
    //! Keeps [`Outgoing`](super::Outgoing) to the two kinds of message there are.

    pub trait Sealed {}
}
