//! The steps from the bytes of a request to the bytes of its answer, in the order of the checks.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use http::StatusCode;
use tokio::time::Instant;
use zeroize::Zeroizing;

use super::Inner;
use super::guard::{self, Stopped};
use super::memory::Answered;
use super::notice::ErrorNotice;
use super::refusal::{HandlerFault, Place, Refusal, TokenFault};
use super::wire::{self, Incoming, Kind};
use crate::crypto::{DecryptError, Envelope, EnvelopeError, Secret, Session};
use crate::exchange::{Action, Context, Dispatch, Outcome, Reject, Request, Response};
use crate::flow::Flow;
use crate::signature;
use crate::token::{self, Claims, FlowTokenSignatureError};
use crate::value::Fields;

/// What the phone is told, not yet encrypted.
enum Answer {
    Json(Vec<u8>),
    TokenInvalid(TokenFault, String),
}

impl<D: Dispatch> Inner<D> {
    pub(super) async fn answer(
        &self,
        signature: Option<&[u8]>,
        body: &[u8],
        deadline: Instant,
    ) -> Result<Answered, Refusal> {
        self.check_size(body)?;
        self.check_signature(signature, body)?;
        let envelope = Envelope::from_json(body).map_err(Refusal::Envelope)?;
        let hash = envelope.hash();
        if let Some(answer) = self.memory.recall(&hash) {
            tracing::debug!(flow = D::Flow::NAME, "a request came twice");
            return Ok(answer);
        }
        let (session, payload) = self.open(envelope, deadline).await?;
        let payload = Zeroizing::new(payload);
        let incoming = Incoming::read(&payload)?;
        drop(payload);
        self.memory.once(hash, deadline, self.encrypted_reply(session, incoming, deadline)).await
    }

    async fn encrypted_reply(
        &self,
        session: Session,
        incoming: Incoming,
        deadline: Instant,
    ) -> Result<Answered, Refusal> {
        match self.reply(incoming, deadline).await? {
            Answer::Json(json) => {
                let body = seal(session, json)?;
                Ok(Answered { status: StatusCode::OK, body })
            }
            Answer::TokenInvalid(cause, message) => {
                let body = seal(session, wire::token_message(&message))?;
                Err(Refusal::FlowToken { cause, body })
            }
        }
    }

    fn check_size(&self, body: &[u8]) -> Result<(), Refusal> {
        if body.len() > self.max_request {
            return Err(Refusal::TooLarge { limit: self.max_request });
        }
        Ok(())
    }

    fn check_signature(&self, header: Option<&[u8]>, body: &[u8]) -> Result<(), Refusal> {
        match &self.app_secrets {
            Some(secrets) => signature::verify(header, body, secrets).map_err(Refusal::Signature),
            None => Ok(()),
        }
    }

    async fn open(
        &self,
        envelope: Envelope,
        deadline: Instant,
    ) -> Result<(Session, Vec<u8>), Refusal> {
        // A key service is code of the business's own, as a handler is.
        let key = match guard::run(deadline, self.unwrap_key(envelope.key_block())).await {
            Ok(key) => key,
            Err(Stopped::Late) => Err(DecryptError::failed("it passed the deadline")),
            Err(Stopped::Panicked(_)) => Err(DecryptError::failed("it panicked")),
        };
        let key = key.map_err(Refusal::Key)?;
        envelope.open(&key).map_err(Refusal::Envelope)
    }

    /// Tries each key. A failure is reported only where no key opens the block.
    async fn unwrap_key(&self, block: &[u8]) -> Result<Secret, DecryptError> {
        let mut failure = None;
        for key in &self.keys {
            match key.decrypt(block).await {
                Ok(secret) => return Ok(secret),
                Err(DecryptError::Refused) => {}
                Err(error) => failure = failure.or(Some(error)),
            }
        }
        Err(failure.unwrap_or(DecryptError::Refused))
    }

    async fn reply(&self, incoming: Incoming, deadline: Instant) -> Result<Answer, Refusal> {
        let Kind::Exchange(action) = incoming.kind else {
            return Ok(Answer::Json(wire::active()));
        };
        if let Some(notice) = ErrorNotice::read(&incoming.data) {
            self.take_notice(&ErrorNotice {
                screen: incoming.screen,
                flow_token: incoming.flow_token,
                ..notice
            });
            return Ok(Answer::Json(wire::acknowledged()));
        }
        match self.check_token(&incoming) {
            Ok(claims) => self.dispatch(action, incoming, claims, deadline).await,
            Err(cause) => Ok(Answer::TokenInvalid(cause, self.token_message.clone())),
        }
    }

    fn take_notice(&self, notice: &ErrorNotice) {
        let flow = D::Flow::NAME;
        let key = match &notice.key {
            // As it came from outside, so not to be trusted with a log line.
            super::ErrorKey::Other(_) => "unknown",
            known => known.as_str(),
        };
        tracing::warn!(flow, key, "the phone could not use the last answer");
        if let Some(hook) = &self.on_error_notice
            && catch_unwind(AssertUnwindSafe(|| hook(notice))).is_err()
        {
            tracing::error!(flow, "the hook for error notices panicked");
        }
    }

    fn check_token(&self, incoming: &Incoming) -> Result<Option<Claims>, TokenFault> {
        self.check_token_signature(incoming)?;
        let Some(tokens) = &self.tokens else {
            return Ok(None);
        };
        let token = incoming.flow_token.as_deref().ok_or(TokenFault::Missing)?;
        tokens.verify(token, D::Flow::NAME).map(Some).map_err(TokenFault::Refused)
    }

    /// Meta's own signature of the flow token, made with the app secret.
    fn check_token_signature(&self, incoming: &Incoming) -> Result<(), TokenFault> {
        let (Some(secrets), Some(flow_token)) = (&self.app_secrets, &incoming.flow_token) else {
            return Ok(());
        };
        let Some(jwt) = &incoming.flow_token_signature else {
            // The flow says whether Meta signs. The request's own version proves nothing: whoever
            // made up the token has written that too.
            return if self.token_signature { Err(TokenFault::SignatureMissing) } else { Ok(()) };
        };
        let mut fault = FlowTokenSignatureError::Mismatch;
        for secret in secrets {
            match token::verify_signature(jwt, secret.as_bytes(), flow_token) {
                Ok(()) => return Ok(()),
                // Another secret's; what the right one finds says more.
                Err(FlowTokenSignatureError::Mismatch) => {}
                Err(error) => fault = error,
            }
        }
        Err(TokenFault::Signature(fault))
    }

    async fn dispatch(
        &self,
        action: Action,
        incoming: Incoming,
        claims: Option<Claims>,
        deadline: Instant,
    ) -> Result<Answer, Refusal> {
        let cx = Context {
            action,
            screen: incoming.screen.clone(),
            version: incoming.version,
            flow_token: incoming.flow_token,
            claims,
        };
        let request =
            Request { action, screen: incoming.screen, data: Fields::from(incoming.data) };
        // Inside a block, so that a handler which panics before its future exists is caught too.
        let handler = async { self.dispatch.dispatch(&cx, request).await };
        let fault = match guard::run(deadline, handler).await {
            Ok(Ok(response)) => {
                warn_of_another_screen::<D::Flow>(&cx, &response);
                match wire::answer(response, cx.flow_token()) {
                    Ok(json) => return Ok(Answer::Json(json)),
                    Err(fault) => fault,
                }
            }
            Ok(Err(Reject::FlowTokenInvalid { message })) => {
                return Ok(Answer::TokenInvalid(TokenFault::Handler, message));
            }
            Ok(Err(Reject::Decode(error))) => HandlerFault::Decode(error),
            Ok(Err(Reject::Unhandled { .. })) => HandlerFault::Unhandled,
            Ok(Err(Reject::Fault(error))) => HandlerFault::Fault(error),
            Err(Stopped::Panicked(message)) => HandlerFault::Panic(message),
            Err(Stopped::Late) => HandlerFault::Deadline,
        };
        let screen = cx.screen;
        Err(Refusal::Handler(Place { action, screen }, fault))
    }
}

/// A flow that is opened at a screen must be answered with that screen.
fn warn_of_another_screen<F: Flow>(cx: &Context, response: &Response) {
    if let (Action::Init, Some(asked), Outcome::Screen { id, .. }) =
        (cx.action, cx.screen(), &response.0)
        && asked != *id
    {
        tracing::warn!(
            flow = F::NAME,
            answered = *id,
            "INIT named another screen than the answer, and the phone takes only that one"
        );
    }
}

fn seal(session: Session, json: Vec<u8>) -> Result<Bytes, Refusal> {
    session.seal(json).map(Bytes::from).map_err(|_: EnvelopeError| {
        Refusal::Malformed("the answer is longer than AES-GCM can encrypt")
    })
}
