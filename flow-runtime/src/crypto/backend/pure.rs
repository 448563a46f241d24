//! The private key operation by the pure-Rust `rsa` crate.

use rsa::pkcs8::DecodePrivateKey as _;
use rsa::{Oaep, PrivateKey};
use sha2::Sha256;

use super::Operation;
use crate::crypto::Secret;

pub(super) struct Key(PrivateKey);

impl Key {
    pub(super) fn load(der: &[u8]) -> Option<Box<dyn Operation>> {
        let mut key = PrivateKey::from_pkcs8_der(der).ok()?;
        key.precompute().ok()?;
        Some(Box::new(Self(key)))
    }
}

impl Operation for Key {
    fn decrypt(&self, block: &[u8]) -> Option<Secret> {
        // The crate's own `decrypt` blinds the operation: its feature `getrandom` is on.
        let secret = self.0.decrypt(Oaep::<Sha256>::new(), block).ok()?;
        Some(Secret::from(secret))
    }
}
