//! A key pair for tests.

use std::sync::OnceLock;

use crate::keys::PrivateKey;

/// An RSA key pair of 2048 bits, made for tests.
#[derive(Clone)]
pub struct KeyPair {
    private_key: PrivateKey,
    public_key_pem: String,
}

impl KeyPair {
    /// The key pair of this process, made when it is first asked for.
    ///
    /// # Panics
    ///
    /// When the operating system has no random numbers to give.
    #[must_use]
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<KeyPair> = OnceLock::new();
        SHARED.get_or_init(Self::generate)
    }

    /// Makes a new key pair.
    ///
    /// # Panics
    ///
    /// When the operating system has no random numbers to give.
    #[must_use]
    pub fn generate() -> Self {
        Self::from(PrivateKey::generate().expect("random numbers"))
    }

    /// The business's half, for [`private_key`](crate::Builder::private_key).
    #[must_use]
    pub fn private_key(&self) -> PrivateKey {
        self.private_key.clone()
    }

    /// The phone's half, as a PEM text.
    #[must_use]
    pub fn public_key_pem(&self) -> &str {
        &self.public_key_pem
    }
}

impl From<PrivateKey> for KeyPair {
    fn from(private_key: PrivateKey) -> Self {
        Self { public_key_pem: private_key.public_key_pem(), private_key }
    }
}

impl std::fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyPair").finish_non_exhaustive()
    }
}
