//! The public key of a phone number.

use serde::Deserialize;

use crate::error::Error;
use crate::lenient;
use crate::word::words;

/// The public key that phones encrypt with.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublicKey {
    /// The key, as a PEM.
    pub pem: String,
    /// Whether Meta's signature belongs to it.
    pub status: Option<SignatureStatus>,
}

words! {
    /// Whether Meta's signature belongs to a public key.
    SignatureStatus {
        /// It does.
        Valid = "VALID",
        /// It does not: the phone number was registered anew, say. Set the key again.
        Mismatch = "MISMATCH",
    }
}

/// The answer holds the key in a list or by itself.
#[derive(Deserialize)]
pub(super) struct Answer {
    #[serde(default, deserialize_with = "lenient::list")]
    data: Vec<Key>,
    #[serde(flatten)]
    itself: Key,
}

#[derive(Deserialize)]
struct Key {
    #[serde(default, deserialize_with = "lenient::optional_string")]
    business_public_key: Option<String>,
    #[serde(default)]
    business_public_key_signature_status: Option<SignatureStatus>,
}

impl Answer {
    pub(super) fn into_key(self) -> Option<PublicKey> {
        self.data.into_iter().chain([self.itself]).find_map(|key| {
            let pem = key.business_public_key.filter(|pem| !pem.is_empty())?;
            Some(PublicKey { pem, status: key.business_public_key_signature_status })
        })
    }
}

/// Checks that no private key is sent to Meta, nor anything that cannot be a key.
pub(super) fn check(call: &'static str, pem: &str) -> Result<(), Error> {
    if pem.contains("PRIVATE KEY") {
        return Err(Error::invalid(
            call,
            "this is a private key, which must not leave the service; give its public half \
             (`openssl rsa -in private.pem -pubout`)",
        ));
    }
    if !pem.contains("-----BEGIN PUBLIC KEY-----") {
        return Err(Error::invalid(
            call,
            "this is not a public key in PEM form; it begins with `-----BEGIN PUBLIC KEY-----`",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Answer, SignatureStatus, check};

    fn key(answer: Value) -> Option<(String, Option<SignatureStatus>)> {
        let answer: Answer = serde_json::from_value(answer).unwrap();
        answer.into_key().map(|key| (key.pem, key.status))
    }

    #[test]
    fn a_key_is_found_in_either_place() {
        let whole = json!({
            "business_public_key": "PEM", "business_public_key_signature_status": "MISMATCH",
        });
        let found = Some(("PEM".to_owned(), Some(SignatureStatus::Mismatch)));
        assert_eq!(key(whole.clone()), found);
        assert_eq!(key(json!({ "data": [whole] })), found);
        assert_eq!(key(json!({ "data": [] })), None);
        assert_eq!(key(json!({ "data": null })), None);
        assert_eq!(key(json!({})), None);
        let news =
            json!({ "business_public_key": "PEM", "business_public_key_signature_status": "NEW" });
        assert_eq!(
            key(news),
            Some(("PEM".to_owned(), Some(SignatureStatus::Other("NEW".to_owned()))))
        );
    }

    #[test]
    fn a_private_key_stays_here() {
        let error = check("set the public key", "-----BEGIN RSA PRIVATE KEY-----\n").unwrap_err();
        assert!(error.to_string().contains("must not leave"), "{error}");
        assert!(check("set the public key", "ssh-rsa AAAA").is_err());
        assert!(check("set the public key", "-----BEGIN PUBLIC KEY-----\n").is_ok());
    }
}
