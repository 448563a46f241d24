//! One exchange with a phone: what the endpoint hands to generated code and gets back.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use serde_json::{Map, Value};

use crate::flow::Flow;
use crate::token::Claims;
use crate::value::{DecodeError, Fields, FromFields};

/// What the phone asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// The flow opens and asks for its first screen (`INIT`).
    Init,
    /// The person goes back to, or leaves, a screen with `refresh_on_back` (`BACK`).
    Back,
    /// A screen's `data_exchange` action.
    DataExchange,
}

/// A decrypted request, ready to be dispatched.
#[derive(Debug)]
pub struct Request {
    /// What the phone asks for.
    pub action: Action,
    /// The screen that the request names. `INIT` may name none.
    pub screen: Option<String>,
    /// The payload; empty where the phone sent none.
    pub data: Fields,
}

/// What a handler may want to know about the request beside its payload.
///
/// `Debug` shows nothing of the flow token, so that a handler can be traced with its arguments.
#[derive(Clone)]
pub struct Context {
    pub(crate) action: Action,
    pub(crate) screen: Option<String>,
    pub(crate) version: String,
    pub(crate) flow_token: Option<String>,
    pub(crate) claims: Option<Claims>,
}

/// What the phone is told.
///
/// Generated code builds it from a screen's typed data.
#[derive(Clone)]
pub struct Response(pub(crate) Outcome);

#[derive(Clone)]
pub(crate) enum Outcome {
    Screen { id: &'static str, data: Map<String, Value>, error_message: Option<String> },
    Success { params: Map<String, Value> },
}

/// A screen's data with, if wanted, a message for the snackbar.
///
/// ```
/// use flow_runtime::Shown;
///
/// let plain: Shown<u8> = 1.into();
/// assert_eq!(plain.error_message, None);
/// let wrong = Shown::error(1, "Passwords do not match");
/// assert_eq!(wrong.error_message.as_deref(), Some("Passwords do not match"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown<T> {
    /// What the screen shows.
    pub data: T,
    /// What the phone shows in a snackbar over the screen.
    pub error_message: Option<String>,
}

/// Why a request gets no screen.
///
/// Any error converts into [`Reject::Fault`] with `?`. For that reason `Reject` is itself no
/// [`std::error::Error`].
///
/// ```
/// use flow_runtime::Reject;
///
/// fn seats(text: &str) -> Result<u8, Reject> {
///     Ok(text.parse()?)
/// }
///
/// assert!(matches!(seats("many"), Err(Reject::Fault(_))));
/// ```
///
/// What only converts into a boxed error, as `anyhow::Error` does, goes through
/// [`fault`](Self::fault): `.map_err(Reject::fault)?`.
#[non_exhaustive]
pub enum Reject {
    /// The flow token is no longer good: status 427. The phone shows the message and disables the
    /// button that opened the flow.
    FlowTokenInvalid {
        /// What the person reads.
        message: String,
    },
    /// The payload is not what the flow declares: status 500, logged with the path of keys.
    Decode(DecodeError),
    /// The flow declares no handler for this action on this screen: status 500, logged.
    Unhandled {
        /// What the phone asked for.
        action: Action,
        /// The screen that the request names.
        screen: Option<String>,
    },
    /// The business's own code failed: status 500. The error and its sources are logged, so they
    /// should not quote what the person entered.
    Fault(Box<dyn std::error::Error + Send + Sync>),
}

/// Answers the requests of one flow. `flow!` implements it for what `serve` returns.
///
/// Write it by hand only for a flow that is not declared with `flow!`.
pub trait Dispatch: Send + Sync + 'static {
    /// The flow that is answered.
    type Flow: Flow;

    /// Answers one request. The future is dropped when the deadline passes.
    fn dispatch(
        &self,
        cx: &Context,
        request: Request,
    ) -> impl Future<Output = Result<Response, Reject>> + Send;
}

/// An answer on its way. [`answer`] makes it.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Response, Reject>> + Send + 'a>>;

/// What a handler's method gives, as an answer of one type whatever the screen is.
///
/// A [`Dispatch`] of many screens waits in one place for all of them, which keeps what the
/// compiler has to look at small: `flow!` emits calls of it.
///
/// ```
/// use flow_runtime::exchange::{Answer, answer};
/// use flow_runtime::{Map, Reject, Response};
///
/// async fn welcome() -> Result<Response, Reject> {
///     Ok(Response::screen("WELCOME", Map::new(), None))
/// }
///
/// let answer: Answer<'_> = answer(welcome());
/// # drop(answer);
/// ```
pub fn answer<'a, N: IntoResponse>(
    next: impl Future<Output = Result<N, Reject>> + Send + 'a,
) -> Answer<'a> {
    Box::pin(async move { next.await.map(N::into_response) })
}

/// Reads what a screen has sent, hands it to a handler's method, and gives its [`answer`].
///
/// One call for each screen of a flow, so that what every screen needs is checked here once:
/// `flow!` emits calls of it.
///
/// ```
/// use flow_runtime::exchange::{Answer, exchange};
/// use flow_runtime::value::Fields;
/// use flow_runtime::{Context, Map, Reject, Response, Value};
///
/// struct App;
///
/// async fn echo(_: &App, _: &Context, form: Map<String, Value>) -> Result<Response, Reject> {
///     Ok(Response::screen("ECHO", form, None))
/// }
///
/// fn dispatch<'a>(app: &'a App, cx: &'a Context, mut data: Fields) -> Answer<'a> {
///     exchange(app, cx, &mut data, echo)
/// }
/// ```
pub fn exchange<'a, H, E, N, F>(
    handler: &'a H,
    cx: &'a Context,
    data: &mut Fields,
    method: impl FnOnce(&'a H, &'a Context, E) -> F,
) -> Answer<'a>
where
    E: FromFields,
    N: IntoResponse,
    F: Future<Output = Result<N, Reject>> + Send + 'a,
{
    match E::from_fields(data) {
        Ok(form) => answer(method(handler, cx, form)),
        Err(error) => Box::pin(std::future::ready(Err(Reject::Decode(error)))),
    }
}

/// What a handler's method may give. `flow!` implements it for the answers of every screen.
///
/// A trait of its own, not `From`: rustc compares every two implementations of a trait for one
/// type, and a large flow has many answers that all become one [`Response`].
pub trait IntoResponse {
    /// Makes the answer that goes to the phone.
    fn into_response(self) -> Response;
}

impl IntoResponse for Response {
    fn into_response(self) -> Response {
        self
    }
}

impl Action {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Init => "INIT",
            Self::Back => "BACK",
            Self::DataExchange => "data_exchange",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Context {
    /// What the phone asks for.
    #[must_use]
    pub fn action(&self) -> Action {
        self.action
    }

    /// The screen that the request names. `INIT` may name none.
    #[must_use]
    pub fn screen(&self) -> Option<&str> {
        self.screen.as_deref()
    }

    /// The Data API version of the request, such as `3.0`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The token that the business sent with the flow's message.
    #[must_use]
    pub fn flow_token(&self) -> Option<&str> {
        self.flow_token.as_deref()
    }

    /// What the signed flow token says, where the endpoint was built with signed tokens.
    ///
    /// The endpoint has verified it: the signature, the flow's name and the expiry.
    #[must_use]
    pub fn claims(&self) -> Option<&Claims> {
        self.claims.as_ref()
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("action", &self.action)
            .field("screen", &self.screen)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

impl Response {
    /// Shows a screen. The message, if any, appears in a snackbar.
    #[must_use]
    pub fn screen(
        id: &'static str,
        data: Map<String, Value>,
        error_message: Option<String>,
    ) -> Self {
        Self(Outcome::Screen { id, data, error_message })
    }

    /// Closes the flow. The endpoint adds the flow token to the params.
    #[must_use]
    pub fn success(params: Map<String, Value>) -> Self {
        Self(Outcome::Success { params })
    }
}

/// Shows the screen's name, never its data: that may be a person's.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let screen = match &self.0 {
            Outcome::Screen { id, .. } => id,
            Outcome::Success { .. } => "SUCCESS",
        };
        f.debug_tuple("Response").field(&screen).finish()
    }
}

impl<T> Shown<T> {
    /// The data alone.
    #[must_use]
    pub fn new(data: T) -> Self {
        Self { data, error_message: None }
    }

    /// The data with a message for the snackbar.
    #[must_use]
    pub fn error(data: T, message: impl Into<String>) -> Self {
        Self { data, error_message: Some(message.into()) }
    }
}

impl<T> From<T> for Shown<T> {
    fn from(data: T) -> Self {
        Self::new(data)
    }
}

impl Reject {
    /// The flow token is no longer good; the person reads the message.
    #[must_use]
    pub fn flow_token_invalid(message: impl Into<String>) -> Self {
        Self::FlowTokenInvalid { message: message.into() }
    }

    /// The flow declares no handler for this action on this screen.
    #[must_use]
    pub fn unhandled(action: Action, screen: Option<String>) -> Self {
        Self::Unhandled { action, screen }
    }

    /// The business's own code failed, with a text or an error that is logged.
    #[must_use]
    pub fn fault(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Fault(error.into())
    }
}

/// A [`DecodeError`] becomes [`Reject::Decode`], any other error [`Reject::Fault`].
impl<E: std::error::Error + Send + Sync + 'static> From<E> for Reject {
    fn from(error: E) -> Self {
        let error: Box<dyn std::error::Error + Send + Sync> = Box::new(error);
        match error.downcast() {
            Ok(decode) => Self::Decode(*decode),
            Err(error) => Self::Fault(error),
        }
    }
}

impl fmt::Debug for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FlowTokenInvalid { .. } => f.write_str("FlowTokenInvalid"),
            Self::Decode(error) => f.debug_tuple("Decode").field(error).finish(),
            Self::Unhandled { action, screen } => {
                f.debug_struct("Unhandled").field("action", action).field("screen", screen).finish()
            }
            Self::Fault(error) => f.debug_tuple("Fault").field(error).finish(),
        }
    }
}
