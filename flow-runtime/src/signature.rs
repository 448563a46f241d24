//! The signature that Meta puts on every request: `X-Hub-Signature-256`.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// The name of the header that carries the signature.
pub const HEADER: &str = "x-hub-signature-256";

const PREFIX: &[u8] = b"sha256=";
const MAC_LEN: usize = 32;

/// An app secret: the key with which Meta signs endpoint requests and webhooks.
///
/// It is in the app dashboard under *App settings, Basic*. It is wiped from memory when
/// dropped, and its `Debug` form shows nothing of it.
///
/// An empty secret verifies nothing, so that an unset environment variable cannot open a door.
///
/// ```
/// use flow_runtime::AppSecret;
///
/// let secret = AppSecret::from("0123456789abcdef");
/// assert_eq!(format!("{secret:?}"), "AppSecret(..)");
/// ```
#[derive(Clone)]
pub struct AppSecret(Zeroizing<Vec<u8>>);

/// Why the signature of a request was refused.
///
/// An endpoint answers all three with status 432, a webhook with 401 or 403: who sent the request
/// learns nothing from the difference, the log does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// The request has no `X-Hub-Signature-256` header.
    #[error("the request has no `X-Hub-Signature-256` header; only Meta's requests have one")]
    Missing,
    /// The header is not `sha256=` and 64 hexadecimal digits.
    #[error("the `X-Hub-Signature-256` header is not `sha256=` and 64 hexadecimal digits")]
    Malformed,
    /// The signature belongs to another body or another app secret.
    #[error(
        "the `X-Hub-Signature-256` header does not match the body; \
         check that the app secret is that of the app which owns the endpoint or webhook, \
         and that the body is the raw one"
    )]
    Mismatch,
}

impl AppSecret {
    /// Takes the secret's bytes.
    #[must_use]
    pub fn new(secret: impl Into<Vec<u8>>) -> Self {
        Self(Zeroizing::new(secret.into()))
    }

    /// Whether nothing was given. An empty secret verifies nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Signs a body as Meta does: `sha256=` and the HMAC-SHA256 in hexadecimal.
    ///
    /// For tests and tools that play Meta.
    #[must_use]
    pub fn sign(&self, body: &[u8]) -> String {
        use std::fmt::Write as _;

        let tag = self.mac(body).finalize().into_bytes();
        let mut header = String::with_capacity(PREFIX.len() + 2 * MAC_LEN);
        header.push_str("sha256=");
        for byte in tag {
            // Writing to a String cannot fail.
            let _ = write!(header, "{byte:02x}");
        }
        header
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    fn mac(&self, message: &[u8]) -> Hmac<Sha256> {
        mac(&self.0, message)
    }
}

impl From<&str> for AppSecret {
    fn from(secret: &str) -> Self {
        Self::new(secret)
    }
}

impl From<String> for AppSecret {
    fn from(secret: String) -> Self {
        Self::new(secret)
    }
}

impl From<Vec<u8>> for AppSecret {
    fn from(secret: Vec<u8>) -> Self {
        Self::new(secret)
    }
}

impl std::fmt::Debug for AppSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AppSecret(..)")
    }
}

/// Checks the `X-Hub-Signature-256` header of a request against its raw body.
///
/// Any one of `secrets` may have signed, so that a secret can be changed without losing requests.
/// The comparison takes the same time for every wrong signature.
///
/// ```
/// use flow_runtime::{AppSecret, signature};
///
/// let secrets = [AppSecret::from("app secret")];
/// let header = secrets[0].sign(b"{}");
/// assert!(signature::verify(Some(header.as_bytes()), b"{}", &secrets).is_ok());
/// assert!(signature::verify(Some(header.as_bytes()), b"[]", &secrets).is_err());
/// ```
///
/// # Errors
///
/// When the header is missing, is not a signature, or does not match.
pub fn verify(
    header: Option<&[u8]>,
    body: &[u8],
    secrets: &[AppSecret],
) -> Result<(), SignatureError> {
    let header = header.ok_or(SignatureError::Missing)?;
    let tag = header.strip_prefix(PREFIX).and_then(decode_hex).ok_or(SignatureError::Malformed)?;
    let matches =
        |secret: &AppSecret| !secret.is_empty() && secret.mac(body).verify_slice(&tag).is_ok();
    if secrets.iter().any(matches) { Ok(()) } else { Err(SignatureError::Mismatch) }
}

/// HMAC-SHA256 of a message, ready to be compared in constant time or finished.
pub(crate) fn mac(key: &[u8], message: &[u8]) -> Hmac<Sha256> {
    keyed(key).chain_update(message)
}

/// HMAC-SHA256 that has read nothing yet.
pub(crate) fn keyed(key: &[u8]) -> Hmac<Sha256> {
    <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length")
}

fn decode_hex(digits: &[u8]) -> Option<[u8; MAC_LEN]> {
    let (pairs, []) = digits.as_chunks::<2>() else {
        return None;
    };
    let mut tag = [0; MAC_LEN];
    if pairs.len() != MAC_LEN {
        return None;
    }
    for (byte, [high, low]) in tag.iter_mut().zip(pairs) {
        *byte = (nibble(*high)? << 4) | nibble(*low)?;
    }
    Some(tag)
}

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_of_a_known_message() {
        // RFC 4231, test case 2.
        let secret = AppSecret::from("Jefe");
        let header = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let body = b"what do ya want for nothing?";
        assert_eq!(secret.sign(body), header);
        let upper = header.to_uppercase().replace("SHA256", "sha256");
        for header in [header, &upper] {
            assert_eq!(
                verify(Some(header.as_bytes()), body, std::slice::from_ref(&secret)),
                Ok(())
            );
        }
    }

    #[test]
    fn each_fault_is_told_apart() {
        let secrets = [AppSecret::from("old"), AppSecret::from("new")];
        let header = secrets[1].sign(b"body");
        assert_eq!(verify(Some(header.as_bytes()), b"body", &secrets), Ok(()));
        assert_eq!(
            verify(Some(header.as_bytes()), b"bodY", &secrets),
            Err(SignatureError::Mismatch)
        );
        assert_eq!(verify(None, b"body", &secrets), Err(SignatureError::Missing));
        for malformed in [
            "",
            "sha256=",
            "sha1=00",
            &header[1..],
            &header[..header.len() - 1],
            &format!("{header}0"),
            &format!("{header}00"),
            &header.replace("sha256=", "sha256=g").replacen('g', "zz", 1)[..71],
        ] {
            assert_eq!(
                verify(Some(malformed.as_bytes()), b"body", &secrets),
                Err(SignatureError::Malformed),
                "{malformed}"
            );
        }
    }

    #[test]
    fn an_empty_secret_verifies_nothing() {
        let empty = AppSecret::from("");
        let header = empty.sign(b"body");
        assert_eq!(
            verify(Some(header.as_bytes()), b"body", &[empty]),
            Err(SignatureError::Mismatch)
        );
        assert_eq!(verify(Some(header.as_bytes()), b"body", &[]), Err(SignatureError::Mismatch));
    }
}
