//! Webhooks: verification, signature, and what Meta reports, typed.

mod contact;
mod event;
mod flow_event;
mod lenient;
mod read;
mod reply;
mod service;
mod status;
mod word;

use http::StatusCode;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::flow::Flow;
use crate::signature::{self, AppSecret, SignatureError};
use crate::token::FlowTokens;
use crate::value::DecodeError;

pub use self::event::{Event, EventKind, Other, Unreadable};
pub use self::flow_event::{
    AlertState, ErrorCount, ErrorRate, FlowEvent, FlowEventKind, FlowStatus,
};
pub use self::reply::{Completed, Reply, ReplyError};
pub use self::service::{Received, WebhookService};
pub use self::status::{DeliveryStatus, MessageFault, MessageStatus};

/// The largest body that is read. Meta's are smaller.
pub const MAX_BODY_BYTES: usize = 4 * 1024 * 1024;

/// The address that Meta reports to: answers its verification and reads its reports.
///
/// [`Webhook::service`] serves it. By itself it does no input or output, so it fits any server: give it
/// the query of a GET, and the signature and body of a POST.
///
/// ```
/// use flow_runtime::Flow;
/// use flow_runtime::webhook::{EventKind, Webhook};
///
/// fn received<F: Flow>(webhook: &Webhook, signature: Option<&[u8]>, body: &[u8]) -> u16 {
///     let events = match webhook.receive(signature, body) {
///         Ok(events) => events,
///         Err(error) => return error.status().as_u16(),
///     };
///     for event in events {
///         match event.kind {
///             EventKind::Reply(reply) => match webhook.completion::<F>(&reply) {
///                 Ok(completed) => println!("{} has finished {}", reply.message_id, F::NAME),
///                 Err(error) => eprintln!("{}: {error}", reply.message_id),
///             },
///             EventKind::Flow(event) => println!("flow {:?}: {:?}", event.flow_id, event.kind),
///             EventKind::Unreadable(part) => eprintln!("{}", part.error),
///             _ => {}
///         }
///     }
///     200
/// }
/// ```
///
/// Answer 200 quickly: Meta repeats a delivery until it does, so the same
/// [`message_id`](Reply::message_id) may come more than once. Store it and pass over what is known.
#[derive(Clone)]
pub struct Webhook {
    verify_token: Zeroizing<String>,
    /// `None`: signatures are not checked.
    app_secrets: Option<Vec<AppSecret>>,
    tokens: Option<FlowTokens>,
}

/// Why a verification request was refused. The answer is status 403.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerificationError {
    /// `hub.mode` is not `subscribe`.
    #[error("the request is not a verification: `hub.mode` is not `subscribe`")]
    Mode,
    /// `hub.verify_token` is another than the one configured, or none is configured.
    #[error(
        "`hub.verify_token` is not the verify token that is configured here; the two must be the same text"
    )]
    Token,
    /// There is no `hub.challenge` to answer.
    #[error("the request has no `hub.challenge`")]
    Challenge,
}

/// Why a delivery was refused as a whole.
///
/// A part of it that cannot be read is no such reason: see [`EventKind::Unreadable`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// The delivery is not signed by Meta.
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// The body is larger than [`MAX_BODY_BYTES`].
    #[error("the webhook's body has {bytes} bytes, and at most 4 MiB are read")]
    TooLarge {
        /// The bytes of the body.
        bytes: usize,
    },
    /// The body is not JSON, or nested too deeply.
    #[error("the webhook's body is not JSON")]
    NotJson,
    /// The body is JSON and no list of entries.
    #[error("the webhook's body is not a report of Meta: {0}")]
    NotAReport(DecodeError),
}

impl Webhook {
    /// Takes the verify token and the app secret.
    ///
    /// The verify token is a text of your choice that you also type into the app dashboard.
    #[must_use]
    pub fn new(verify_token: impl Into<String>, app_secret: impl Into<AppSecret>) -> Self {
        Self {
            app_secrets: Some(vec![app_secret.into()]),
            ..Self::without_signatures(verify_token)
        }
    }

    /// Takes the verify token, and reads every delivery, whoever sent it.
    ///
    /// For development, and where something in front of the service checks signatures. Otherwise
    /// anybody can report the completion of a flow.
    #[must_use]
    pub fn without_signatures(verify_token: impl Into<String>) -> Self {
        Self { verify_token: Zeroizing::new(verify_token.into()), app_secrets: None, tokens: None }
    }

    /// Adds another app secret, for while a secret is changed. From the first one on, signatures are
    /// checked.
    #[must_use]
    pub fn app_secret(mut self, app_secret: impl Into<AppSecret>) -> Self {
        self.app_secrets.get_or_insert_default().push(app_secret.into());
        self
    }

    /// Verifies the flow tokens of completions: those that [`completion`](Self::completion) reads.
    #[must_use]
    pub fn flow_tokens(mut self, tokens: FlowTokens) -> Self {
        self.tokens = Some(tokens);
        self
    }

    /// Answers the verification request that Meta makes when the webhook is set up. See [`verify`].
    ///
    /// # Errors
    ///
    /// As [`verify`].
    pub fn verify(&self, query: &str) -> Result<String, VerificationError> {
        verify(query, &self.verify_token)
    }

    /// Checks the signature of a delivery and reads it.
    ///
    /// `signature` is the value of the header [`X-Hub-Signature-256`](signature::HEADER), `body`
    /// the raw body, byte for byte.
    ///
    /// # Errors
    ///
    /// When the delivery is not Meta's or is not a report. [`WebhookError::status`] says what to
    /// answer.
    pub fn receive(
        &self,
        signature: Option<&[u8]>,
        body: &[u8],
    ) -> Result<Vec<Event>, WebhookError> {
        // Before the signature, since that reads all of the body.
        check_size(body)?;
        if let Some(app_secrets) = &self.app_secrets {
            signature::verify(signature, body, app_secrets)?;
        }
        read::events(body)
    }

    /// Reads a reply as the completion of a flow, its flow token verified where
    /// [`flow_tokens`](Self::flow_tokens) were given.
    ///
    /// # Errors
    ///
    /// As [`Reply::verified_completion`], or, without flow tokens, as [`Reply::completion`].
    pub fn completion<F: Flow>(&self, reply: &Reply) -> Result<Completed<F>, ReplyError> {
        match &self.tokens {
            Some(tokens) => reply.verified_completion(tokens),
            None => reply.completion(),
        }
    }
}

impl WebhookError {
    /// The status to answer with: 401 for a wrong signature, 413 for a body that is too large, 400
    /// for one that is not a report.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Signature(_) => StatusCode::UNAUTHORIZED,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotJson | Self::NotAReport(_) => StatusCode::BAD_REQUEST,
        }
    }
}

impl std::fmt::Debug for Webhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Webhook").finish_non_exhaustive()
    }
}

/// Answers the verification request that Meta makes when a webhook is set up: a GET whose query
/// holds `hub.mode`, `hub.verify_token` and `hub.challenge`.
///
/// Answer status 200 with the text that is returned, as `text/plain`, or 403 on an error. The token
/// is compared in constant time. An empty verify token accepts nothing.
///
/// ```
/// use flow_runtime::webhook::verify;
///
/// let query = "hub.mode=subscribe&hub.verify_token=my%20token&hub.challenge=1158201444";
/// assert_eq!(verify(query, "my token").as_deref(), Ok("1158201444"));
/// assert!(verify(query, "another token").is_err());
/// ```
///
/// # Errors
///
/// When the request is not a verification, or its token differs.
pub fn verify(query: &str, verify_token: &str) -> Result<String, VerificationError> {
    let query = query.strip_prefix('?').unwrap_or(query);
    let value = |name| {
        form_urlencoded::parse(query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    };
    if value("hub.mode").as_deref() != Some("subscribe") {
        return Err(VerificationError::Mode);
    }
    let token = value("hub.verify_token").ok_or(VerificationError::Token)?;
    let matches: bool = token.as_bytes().ct_eq(verify_token.as_bytes()).into();
    if verify_token.is_empty() || !matches {
        return Err(VerificationError::Token);
    }
    value("hub.challenge").map(std::borrow::Cow::into_owned).ok_or(VerificationError::Challenge)
}

/// Reads a delivery whose signature has been checked already.
///
/// Use [`Webhook::receive`] unless something in front of the service checks signatures.
///
/// # Errors
///
/// When the body is too large, not JSON or no report.
pub fn read(body: &[u8]) -> Result<Vec<Event>, WebhookError> {
    check_size(body)?;
    read::events(body)
}

fn check_size(body: &[u8]) -> Result<(), WebhookError> {
    if body.len() > MAX_BODY_BYTES {
        return Err(WebhookError::TooLarge { bytes: body.len() });
    }
    Ok(())
}
