//! The encryption of Meta's endpoint protocol: the private key operation and the envelope.
//!
//! A request carries an AES key that is encrypted with the business's RSA key (OAEP with SHA-256
//! and MGF1-SHA-256), a 16-byte IV, and the payload encrypted with AES-128-GCM. The answer is
//! encrypted with the same AES key and the IV with every bit inverted.
//!
//! A service that is built with [`Endpoint`](crate::Endpoint) needs nothing of this module. It is
//! public for those whose flows share one [`KeyPool`], who keep
//! the private key in a key management service ([`Decrypt`]) or speak the protocol over another
//! transport ([`Envelope`]).

mod backend;
mod envelope;
mod key_pool;
mod pool;

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use zeroize::Zeroizing;

pub use self::backend::{Backend, LocalKey, LocalKeyError};
pub use self::envelope::{Envelope, EnvelopeError, Session};
pub(crate) use self::envelope::{EnvelopeHash, object};
pub use self::key_pool::{KeyPool, KeyPoolBuilder, KeyPoolError};

/// The private key operation: turns one RSA block into the AES key in it.
///
/// The scheme is RSAES-OAEP with SHA-256, MGF1 with SHA-256 and an empty label. Keys in memory are
/// given to the endpoint with [`private_key`](crate::Builder::private_key) and need no
/// implementation. A key management service is the reason to write one: it is asked over the
/// network, so the operation is asynchronous. An implementation that computes should do so on
/// threads of its own, since the operation takes a good part of a millisecond.
///
/// ```
/// use flow_runtime::crypto::{Decrypt, DecryptError, Decrypted, Secret};
///
/// struct Kms { /* a client and the name of the key */ }
///
/// impl Decrypt for Kms {
///     fn decrypt<'a>(&'a self, block: &'a [u8]) -> Decrypted<'a> {
///         Box::pin(async move {
///             let plaintext = ask(block).await.map_err(DecryptError::failed)?;
///             plaintext.map(Secret::from).ok_or(DecryptError::Refused)
///         })
///     }
/// }
/// # async fn ask(_: &[u8]) -> Result<Option<Vec<u8>>, std::io::Error> { Ok(None) }
/// ```
pub trait Decrypt: Send + Sync + 'static {
    /// Decrypts one block.
    ///
    /// The future may be dropped before it is done, when the request's deadline passes.
    ///
    /// # Errors
    ///
    /// [`DecryptError::Refused`] where the block does not belong to the key: the endpoint then
    /// tries the next key. The others end the request where no key opens the block.
    fn decrypt<'a>(&'a self, block: &'a [u8]) -> Decrypted<'a>;
}

/// What [`Decrypt::decrypt`] returns.
pub type Decrypted<'a> = Pin<Box<dyn Future<Output = Result<Secret, DecryptError>> + Send + 'a>>;

/// Bytes that nobody else may see. They are wiped from memory when dropped, and `Debug` shows
/// nothing of them.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

/// Why a block was not decrypted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DecryptError {
    /// The block does not belong to this key, or is damaged. Status 421.
    #[error("the block does not belong to this private key")]
    Refused,
    /// More requests wait for the private key than the queue takes. Status 503.
    #[error("the queue for the private key operation is full")]
    Busy,
    /// The operation itself did not work, whatever the block. Status 500.
    #[error("the private key operation failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl DecryptError {
    /// The operation itself did not work, whatever the block.
    #[must_use]
    pub fn failed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Failed(error.into())
    }
}

impl Secret {
    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Secret {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}
