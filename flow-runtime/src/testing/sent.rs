//! What a screen sends, built by a test in the flow's own types.

use http::{Request, Response};
use http_body::Body;
use http_body_util::Full;
use tower_service::Service;

use super::client::BoxError;
use super::{Answer, Client, Error};
use crate::value::IntoFields;

/// The typed payload of a screen. `flow!` implements it for every `Exchange`, where the feature
/// `testing` is on.
///
/// So a test of one handler builds what a phone would send, and writes no JSON:
///
/// ```
/// use flow_runtime::testing::Sent;
/// use flow_runtime::value::IntoFields;
///
/// flow_runtime::flow! {
///     flow survey (version: "7.3", data_api_version: "3.0")
///     screen RATE "How was it?" -> SUCCESS {
///         again: RadioButtonsGroup! "Would you come again?" { yes: "Yes", no: "No" }
///         remark: TextArea "Anything else?"
///         Footer "Send" => data_exchange { ..form }
///     }
/// }
///
/// use survey::rate::{Again, Exchange};
///
/// assert_eq!(Exchange::SCREEN, "RATE");
/// let sent = Exchange { again: Again::Yes, remark: None }.into_fields();
/// assert_eq!(serde_json::to_string(&sent)?, r#"{"again":"yes"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub trait Sent: IntoFields {
    /// The screen that sends it.
    const SCREEN: &'static str;
}

impl<S, B> Client<S>
where
    S: Service<Request<Full<bytes::Bytes>>, Response = Response<B>>,
    S::Error: Into<BoxError>,
    B: Body,
    B::Error: Into<BoxError>,
{
    /// Sends a screen's `data_exchange`, in the flow's own types.
    ///
    /// ```no_run
    /// # flow_runtime::flow! {
    /// #     flow account (version: "7.3", data_api_version: "3.0")
    /// #     screen LOGIN "Log in" -> SUCCESS {
    /// #         email: TextInput! "Email address"
    /// #         Footer "Log in" => data_exchange { ..form }
    /// #     }
    /// # }
    /// # async fn on(
    /// #     mut client: flow_runtime::testing::Client<flow_runtime::testing::Http>,
    /// # ) -> Result<(), flow_runtime::testing::Error> {
    /// use account::login;
    ///
    /// client.submit(login::Exchange { email: "ada@example.com".to_owned() }).await?.closed()?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Client::send`].
    pub async fn submit<E: Sent>(&mut self, form: E) -> Result<Answer, Error> {
        self.data_exchange(E::SCREEN, form.into_fields().into()).await
    }
}

/// What a test needs to build a payload. `flow!` writes calls of it, which are nothing where the
/// feature is off: a service pays for no code that its tests alone use.
#[doc(hidden)]
#[macro_export]
macro_rules! __sends {
    ($name:ident $screen:literal $payload:ident => $written:expr) => {
        impl $crate::value::IntoFields for $name {
            fn into_fields($payload) -> $crate::Map<::std::string::String, $crate::Value> {
                $written
            }
        }

        impl $crate::testing::Sent for $name {
            const SCREEN: &'static str = $screen;
        }
    };
}
