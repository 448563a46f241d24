//! Builds an endpoint, and refuses to build one that would be open or could serve nobody.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::memory::Memory;
use super::notice::NoticeHook;
use super::{Endpoint, ErrorNotice, Inner};
use crate::crypto::{Backend, Decrypt, KeyPool, KeyPoolBuilder, KeyPoolError};
use crate::exchange::Dispatch;
use crate::flow::Flow;
use crate::keys::PrivateKey;
use crate::signature::AppSecret;
use crate::token::FlowTokens;

/// The phone gives up after 10 seconds; the answer needs time to travel.
const DEADLINE: Duration = Duration::from_secs(9);
/// A moment further off might not be one that the clock can tell.
const LONGEST_DEADLINE: Duration = Duration::from_hours(24);
/// What a screen sends back can be as large as what it was sent, and base64 adds a third.
const MAX_REQUEST: usize = 2 * 1024 * 1024;
/// Longer than any phone or proxy tries again.
const MEMORY: Duration = Duration::from_mins(2);
const MEMORY_BYTES: usize = 32 * 1024 * 1024;
const TOKEN_MESSAGE: &str = "This link is no longer valid. Please ask us for a new one.";

/// Collects what an endpoint needs. Made by [`Endpoint::builder`].
///
/// A private key (or [`decrypt_with`](Self::decrypt_with)) and an app secret are required, the
/// rest has defaults.
///
/// ```
/// use flow_runtime::token::FlowTokens;
/// use flow_runtime::{AppSecret, BuildError, Dispatch, Endpoint, PrivateKey};
///
/// /// `served` is what `serve` of a flow's module returns.
/// fn endpoint<D: Dispatch>(
///     served: D,
///     [new, old]: [PrivateKey; 2],
///     app_secret: AppSecret,
///     tokens: FlowTokens,
/// ) -> Result<Endpoint<D>, BuildError> {
///     Endpoint::builder(served)
///         .private_key(new)
///         .private_key(old) // until the phones have fetched the new public key
///         .app_secret(app_secret)
///         .flow_tokens(tokens)
///         .flow_token_message("This offer is over. Please ask us for a new link.")
///         .on_error_notice(|notice| eprintln!("the phone says {}", notice.key))
///         .build()
/// }
/// ```
#[must_use = "a builder does nothing until it is built"]
pub struct Builder<D> {
    dispatch: D,
    pool: KeyPoolBuilder,
    decrypters: Vec<Box<dyn Decrypt>>,
    app_secrets: Vec<AppSecret>,
    unsigned: bool,
    token_signature: Option<bool>,
    tokens: Option<FlowTokens>,
    token_message: String,
    deadline: Duration,
    max_request: usize,
    on_error_notice: Option<NoticeHook>,
    memory: (Duration, usize),
}

impl<D> fmt::Debug for Builder<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("pool", &self.pool)
            .field("unsigned", &self.unsigned)
            .field("deadline", &self.deadline)
            .field("max_request", &self.max_request)
            .finish_non_exhaustive()
    }
}

/// Why an endpoint cannot be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// No private key was given.
    #[error(
        "the endpoint has no private key; give it the one whose public half is registered for \
         the phone number, with `.private_key(PrivateKey::from_pem(&pem, passphrase)?)`"
    )]
    NoPrivateKey,
    /// No app secret was given, or an empty one.
    #[error(
        "the endpoint has no app secret, so that anybody could call it; give it the one from the \
         app dashboard with `.app_secret(…)`, or say `.without_signatures()` for a test"
    )]
    NoAppSecret,
    /// The flow tokens' signatures were asked for, and there is no app secret to verify them with.
    #[error(
        "`require_flow_token_signature(true)` needs the app secret, with which Meta signs flow \
         tokens; give it with `.app_secret(…)`"
    )]
    TokenSignature,
    /// The private keys cannot be computed with.
    #[error(transparent)]
    Keys(#[from] KeyPoolError),
}

impl<D: Dispatch> Builder<D> {
    pub(super) fn new(dispatch: D) -> Self {
        Self {
            dispatch,
            pool: KeyPool::builder(),
            decrypters: Vec::new(),
            app_secrets: Vec::new(),
            unsigned: false,
            token_signature: None,
            tokens: None,
            token_message: TOKEN_MESSAGE.to_owned(),
            deadline: DEADLINE,
            max_request: MAX_REQUEST,
            on_error_notice: None,
            memory: (MEMORY, MEMORY_BYTES),
        }
    }

    /// Adds a private key. Each request is tried with every key, in the order they were added, so
    /// that a key can be replaced: add the new one, register its public half, and drop the old one
    /// once the phones have fetched it.
    pub fn private_key(mut self, key: PrivateKey) -> Self {
        self.pool = self.pool.private_key(key);
        self
    }

    /// Adds keys that this endpoint does not own: a [`KeyPool`] that the endpoints of several flows share,
    /// or one in a key management service. They are tried after those of
    /// [`private_key`](Self::private_key).
    pub fn decrypt_with(mut self, decrypter: impl Decrypt) -> Self {
        self.decrypters.push(Box::new(decrypter));
        self
    }

    /// What computes with the private keys in memory. The first of [`Backend::ALL`] by default.
    pub fn backend(mut self, backend: Backend) -> Self {
        self.pool = self.pool.backend(backend);
        self
    }

    /// How many threads compute with the private keys in memory. One per core by default.
    pub fn threads(mut self, threads: usize) -> Self {
        self.pool = self.pool.threads(threads);
        self
    }

    /// How many requests may wait for the private key. One more is status 503. 1024 by default.
    pub fn queue(mut self, requests: usize) -> Self {
        self.pool = self.pool.queue(requests);
        self
    }

    /// Adds an app secret, with which Meta signs its requests. Any one that was added may have
    /// signed, so that a secret can be changed.
    pub fn app_secret(mut self, secret: impl Into<AppSecret>) -> Self {
        self.app_secrets.push(secret.into());
        self
    }

    /// Takes requests without checking who sent them: anybody who has the public key can then call
    /// the handlers. For tests, and behind a proxy that checks the signature.
    pub fn without_signatures(mut self) -> Self {
        self.unsigned = true;
        self
    }

    /// Whether a request with a flow token must carry Meta's `flow_token_signature`. By default it
    /// must where the flow is of version 7.3 or later with Data API 4.0, since such a flow gets
    /// one. A signature that is there is verified in any case, given an app secret.
    ///
    /// What a phone sends is encrypted for the business, so Meta's signature of the request says
    /// nothing of the flow token in it; this one does. Say `false` while phones still have an
    /// older version of the flow open, which gets none.
    pub fn require_flow_token_signature(mut self, required: bool) -> Self {
        self.token_signature = Some(required);
        self
    }

    /// Takes only flow tokens that the business has signed. What the token says is then in
    /// [`Context::claims`](crate::Context::claims); a forged or expired one is status 427.
    pub fn flow_tokens(mut self, tokens: FlowTokens) -> Self {
        self.tokens = Some(tokens);
        self
    }

    /// What the person reads when the flow token is forged or expired.
    pub fn flow_token_message(mut self, message: impl Into<String>) -> Self {
        self.token_message = message.into();
        self
    }

    /// How long a request may take, from its arrival to the handler's answer. 9 seconds by
    /// default: the phone gives up after 10. A day at most.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline.min(LONGEST_DEADLINE);
        self
    }

    /// The largest body that is read, in bytes. 2 MiB by default.
    pub fn max_request_bytes(mut self, bytes: usize) -> Self {
        self.max_request = bytes;
        self
    }

    /// Calls a function with every error notice: what the phone could not do with an answer. It
    /// runs before the notice is acknowledged, so it should be quick.
    pub fn on_error_notice(mut self, hook: impl Fn(&ErrorNotice) + Send + Sync + 'static) -> Self {
        self.on_error_notice = Some(Box::new(hook));
        self
    }

    /// How long answers are remembered, and how many bytes of them at most. Two minutes and 32 MiB by
    /// default, and never more than 65,536 answers; the oldest make room.
    ///
    /// The same encrypted request that comes again within that time is given the same bytes. Answering
    /// it anew would encrypt another text with the same key and nonce, which gives both away, and would
    /// call the handler twice for one thing that a person did. What is kept is encrypted. A failure is
    /// not kept. `Duration::ZERO` remembers nothing.
    ///
    /// The memory is this endpoint's and its clones': several machines have one each. See SECURITY.md.
    pub fn remember_answers(mut self, lifetime: Duration, max_bytes: usize) -> Self {
        self.memory = (lifetime.min(LONGEST_DEADLINE), max_bytes);
        self
    }

    /// Loads the keys and starts the threads. A key of more bits than the 2048 that Meta asks for is
    /// logged as a warning: each request costs several times as much.
    ///
    /// # Errors
    ///
    /// When there is no private key or no app secret, when signatures of flow tokens are required
    /// without an app secret, when the backend refuses a key, or when the threads cannot be started.
    pub fn build(self) -> Result<Endpoint<D>, BuildError> {
        let app_secrets = match (self.unsigned, self.app_secrets) {
            (true, secrets) if secrets.is_empty() => None,
            (_, secrets) if secrets.is_empty() || secrets.iter().any(AppSecret::is_empty) => {
                return Err(BuildError::NoAppSecret);
            }
            (_, secrets) => Some(secrets),
        };
        if self.token_signature == Some(true) && app_secrets.is_none() {
            return Err(BuildError::TokenSignature);
        }
        let mut keys: Vec<Box<dyn Decrypt>> = Vec::new();
        if !self.pool.is_empty() {
            keys.push(Box::new(self.pool.build()?));
        }
        keys.extend(self.decrypters);
        if keys.is_empty() {
            return Err(BuildError::NoPrivateKey);
        }
        Ok(Endpoint {
            inner: Arc::new(Inner {
                dispatch: self.dispatch,
                keys,
                app_secrets,
                token_signature: self.token_signature.unwrap_or_else(signs::<D::Flow>),
                tokens: self.tokens,
                token_message: self.token_message,
                deadline: self.deadline,
                max_request: self.max_request,
                on_error_notice: self.on_error_notice,
                memory: Memory::new(self.memory.0, self.memory.1),
            }),
        })
    }
}

/// Whether Meta signs the flow tokens of a flow: from version 7.3 on, with Data API 4.0.
fn signs<F: Flow>() -> bool {
    let version = F::VERSION
        .split_once('.')
        .and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
    F::DATA_API_VERSION == Some("4.0")
        && version.is_some_and(|version: (u32, u32)| version >= (7, 3))
}
