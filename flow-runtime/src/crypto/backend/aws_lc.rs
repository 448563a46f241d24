//! The private key operation by AWS-LC.

use aws_lc_rs::rsa::{OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, PrivateDecryptingKey};
use zeroize::Zeroize as _;

use super::Operation;
use crate::crypto::Secret;

pub(super) struct Key(OaepPrivateDecryptingKey);

impl Key {
    pub(super) fn load(der: &[u8]) -> Option<Box<dyn Operation>> {
        let key = PrivateDecryptingKey::from_pkcs8(der).ok()?;
        let key = OaepPrivateDecryptingKey::new(key).ok()?;
        Some(Box::new(Self(key)))
    }
}

impl Operation for Key {
    fn decrypt(&self, block: &[u8]) -> Option<Secret> {
        let mut buffer = vec![0; self.0.min_output_size()];
        let length = self.0.decrypt(&OAEP_SHA256_MGF1SHA256, block, &mut buffer, None).ok()?.len();
        // What lies behind the secret may be a remnant of the padding.
        buffer[length..].zeroize();
        buffer.truncate(length);
        Some(Secret::from(buffer))
    }
}
