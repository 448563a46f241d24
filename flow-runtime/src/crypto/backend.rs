//! Private keys in memory, and what computes with them.

#[cfg(feature = "aws-lc-rs")]
mod aws_lc;
#[cfg(feature = "rsa")]
mod pure;

use std::fmt;

use super::{DecryptError, Secret};
use crate::keys::PrivateKey;

/// What computes the private key operation. Each is a feature of this crate.
///
/// Without either feature the enum is empty, and keys come from an implementation of
/// [`Decrypt`](super::Decrypt).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Backend {
    /// AWS-LC: constant time and the fastest. Feature `aws-lc-rs`, on by default.
    #[cfg(feature = "aws-lc-rs")]
    AwsLc,
    /// The pure-Rust `rsa` crate, with blinding. Feature `rsa`.
    #[cfg(feature = "rsa")]
    Rsa,
}

/// A private key, loaded into a backend.
///
/// The operation takes a quarter of a millisecond to several, and does not belong on the threads
/// of an async runtime. The endpoint runs it on a pool of its own.
pub struct LocalKey {
    key: Box<dyn Operation>,
    backend: Backend,
}

/// A backend that does not take a key which was read without fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the private key is not one that the backend `{backend}` can compute with")]
pub struct LocalKeyError {
    backend: &'static str,
}

/// One RSA block to the secret in it, by one library.
trait Operation: Send + Sync {
    fn decrypt(&self, block: &[u8]) -> Option<Secret>;
}

impl Backend {
    /// Every backend of this build, the preferred one first.
    pub const ALL: &'static [Self] = &[
        #[cfg(feature = "aws-lc-rs")]
        Self::AwsLc,
        #[cfg(feature = "rsa")]
        Self::Rsa,
    ];

    /// The name of the backend's feature.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            #[cfg(feature = "aws-lc-rs")]
            Self::AwsLc => "aws-lc-rs",
            #[cfg(feature = "rsa")]
            Self::Rsa => "rsa",
        }
    }
}

impl LocalKey {
    /// Loads a key into a backend.
    ///
    /// # Errors
    ///
    /// When the backend refuses the key.
    pub fn new(key: &PrivateKey, backend: Backend) -> Result<Self, LocalKeyError> {
        let key =
            load(key.pkcs8_der(), backend).ok_or(LocalKeyError { backend: backend.as_str() })?;
        Ok(Self { key, backend })
    }

    /// Decrypts one block: RSAES-OAEP with SHA-256 and MGF1-SHA-256.
    ///
    /// # Errors
    ///
    /// [`DecryptError::Refused`], whatever is wrong with the block.
    pub fn decrypt(&self, block: &[u8]) -> Result<Secret, DecryptError> {
        self.key.decrypt(block).ok_or(DecryptError::Refused)
    }

    /// The backend that the key was loaded into.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }
}

impl fmt::Debug for LocalKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKey").field("backend", &self.backend).finish_non_exhaustive()
    }
}

#[cfg_attr(
    not(any(feature = "aws-lc-rs", feature = "rsa")),
    expect(unused_variables, reason = "a build without a backend loads no key")
)]
fn load(pkcs8: &[u8], backend: Backend) -> Option<Box<dyn Operation>> {
    match backend {
        #[cfg(feature = "aws-lc-rs")]
        Backend::AwsLc => aws_lc::Key::load(pkcs8),
        #[cfg(feature = "rsa")]
        Backend::Rsa => pure::Key::load(pkcs8),
    }
}
