//! Private keys in memory, and the threads that compute with them, for any number of endpoints.

use std::fmt;
use std::num::NonZero;
use std::sync::Arc;

use super::pool::Pool;
use super::{Backend, Decrypt, Decrypted, LocalKey, LocalKeyError};
use crate::keys::PrivateKey;

const QUEUE: usize = 1024;
/// What Meta asks for. More is more work for each request, and no more is asked.
const USUAL_BITS: u32 = 2048;

/// The private keys of a business, and the threads that compute with them, for the endpoints of several
/// flows.
///
/// An endpoint that is given [`private_key`](crate::Builder::private_key) has threads of its own. Where
/// one service has several flows they share one pool, so that they do not compete for the cores. A copy
/// is the same pool; its threads end with the last copy.
///
/// ```
/// use flow_runtime::crypto::KeyPool;
/// use flow_runtime::{AppSecret, Dispatch, Endpoint, PrivateKey};
///
/// # fn router(
/// #     account: impl Dispatch,
/// #     survey: impl Dispatch,
/// #     private_key: PrivateKey,
/// #     secret: AppSecret,
/// # ) -> Result<axum::Router, Box<dyn std::error::Error>> {
/// // `account` and `survey` are what `serve` of each flow's module returns.
/// let keys = KeyPool::builder().private_key(private_key).build()?;
/// let account = Endpoint::builder(account).decrypt_with(keys.clone()).app_secret(secret.clone()).build()?;
/// let survey = Endpoint::builder(survey).decrypt_with(keys).app_secret(secret).build()?;
/// Ok(axum::Router::new().route_service("/account", account).route_service("/survey", survey))
/// # }
/// ```
#[derive(Clone)]
pub struct KeyPool {
    pool: Arc<Pool>,
}

/// Collects what a [`KeyPool`] needs. Made by [`KeyPool::builder`].
#[derive(Debug)]
#[must_use = "a builder does nothing until it is built"]
pub struct KeyPoolBuilder {
    private_keys: Vec<PrivateKey>,
    backend: Option<Backend>,
    threads: Option<usize>,
    queue: usize,
}

/// Why a [`KeyPool`] cannot be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyPoolError {
    /// No private key was given.
    #[error(
        "there is no private key; give one with `.private_key(PrivateKey::from_pem(&pem, passphrase)?)`"
    )]
    NoPrivateKey,
    /// The crate was built without a backend for private keys in memory.
    #[error(
        "`flow-runtime` was built without a backend for private keys; turn on its feature \
         `aws-lc-rs` or `rsa`"
    )]
    NoBackend,
    /// The backend does not take the private key.
    #[error(transparent)]
    Key(#[from] LocalKeyError),
    /// The threads for the private key operation could not be started.
    #[error("the threads for the private key operation could not be started")]
    Threads(#[source] std::io::Error),
}

impl KeyPool {
    /// Starts with no key.
    pub fn builder() -> KeyPoolBuilder {
        KeyPoolBuilder {
            private_keys: Vec::new(),
            backend: Backend::ALL.first().copied(),
            threads: None,
            queue: QUEUE,
        }
    }
}

impl KeyPoolBuilder {
    /// Adds a private key. Each request is tried with every key, in the order they were added, so
    /// that a key can be replaced: add the new one, register its public half, and drop the old one
    /// once the phones have fetched it.
    pub fn private_key(mut self, key: PrivateKey) -> Self {
        self.private_keys.push(key);
        self
    }

    /// What computes with the keys. The first of [`Backend::ALL`] by default.
    pub fn backend(mut self, backend: Backend) -> Self {
        self.backend = Some(backend);
        self
    }

    /// How many threads compute. One per core by default.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// How many requests may wait for the private key. One more is status 503. 1024 by default.
    pub fn queue(mut self, requests: usize) -> Self {
        self.queue = requests;
        self
    }

    /// Loads the keys and starts the threads. A key of more bits than the 2048 that Meta asks for is
    /// logged as a warning: each request costs several times as much.
    ///
    /// # Errors
    ///
    /// When there is no private key or no backend, when the backend refuses a key, or when the threads
    /// cannot be started.
    pub fn build(self) -> Result<KeyPool, KeyPoolError> {
        if self.is_empty() {
            return Err(KeyPoolError::NoPrivateKey);
        }
        let backend = self.backend.ok_or(KeyPoolError::NoBackend)?;
        self.private_keys.iter().for_each(warn_of_a_large_key);
        let keys = self.private_keys.iter().map(|key| LocalKey::new(key, backend));
        let keys = keys.collect::<Result<_, _>>()?;
        let threads = self.threads.unwrap_or_else(cores);
        let pool = Pool::start(keys, threads, self.queue).map_err(KeyPoolError::Threads)?;
        Ok(KeyPool { pool: Arc::new(pool) })
    }

    /// Whether no private key was given.
    pub(crate) fn is_empty(&self) -> bool {
        self.private_keys.is_empty()
    }
}

impl Decrypt for KeyPool {
    fn decrypt<'a>(&'a self, block: &'a [u8]) -> Decrypted<'a> {
        self.pool.decrypt(block)
    }
}

impl fmt::Debug for KeyPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyPool").finish_non_exhaustive()
    }
}

fn warn_of_a_large_key(key: &PrivateKey) {
    let bits = key.bits();
    if bits > USUAL_BITS {
        tracing::warn!(
            bits,
            "the private key is larger than the 2048 bits that Meta asks for, and each request costs \
             several times as much; `cargo flow keys new` makes one of 2048 bits"
        );
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}
