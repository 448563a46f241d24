//! Error notices: the phone tells the endpoint that its last answer did not work.

use std::fmt;

use serde_json::{Map, Value};

/// What the phone could not do with the endpoint's last answer.
///
/// WhatsApp sends it in place of a request and the endpoint acknowledges it by itself. The key is
/// logged. The message may quote the data of a screen, so it is only handed to
/// [`on_error_notice`](crate::Builder::on_error_notice).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorNotice {
    /// What kind of fault it is.
    pub key: ErrorKey,
    /// Meta's description. It may quote the data of a screen.
    pub message: Option<String>,
    /// The screen that the notice names.
    pub screen: Option<String>,
    /// The flow token of the exchange.
    pub flow_token: Option<String>,
}

/// The kinds of error notices.
///
/// They arrive in lower case with hyphens or underscores and in upper case; all are read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKey {
    /// The endpoint took longer than 10 seconds.
    Timeout,
    /// The phone's version of WhatsApp lacks something that the flow needs.
    MissingCapability,
    /// The flow cannot be served.
    CannotBeServed,
    /// The endpoint gave no HTTP response.
    NoHttpResponse,
    /// The endpoint answered with a status that the protocol does not know.
    UnexpectedHttpStatusCode,
    /// No public key is registered for the phone number.
    PublicKeyMissing,
    /// The signature of the registered public key is not valid.
    PublicKeySignatureVerification,
    /// The phone could not decrypt the answer.
    ResponseDecryption,
    /// The answer leads to a screen that the routing model does not allow.
    InvalidScreenTransition,
    /// The answer's data is not what the screen declares.
    PayloadSchema,
    /// The endpoint answered 421 even after the phone had fetched the public key anew.
    BusinessDecryption,
    /// A component of the screen does not take the data.
    ComponentsValidation,
    /// A kind that this version does not know, as it came.
    Other(String),
}

pub(super) type NoticeHook = Box<dyn Fn(&ErrorNotice) + Send + Sync>;

/// The names on the wire, in lower case with hyphens.
const KEYS: [(&str, ErrorKey); 13] = [
    ("timeout-error", ErrorKey::Timeout),
    ("missing-capability", ErrorKey::MissingCapability),
    ("cannot-be-served", ErrorKey::CannotBeServed),
    ("no-http-response-error", ErrorKey::NoHttpResponse),
    ("unexpected-http-status-code", ErrorKey::UnexpectedHttpStatusCode),
    ("public-key-missing", ErrorKey::PublicKeyMissing),
    // Meta writes it so.
    ("public-key-signiture-verification", ErrorKey::PublicKeySignatureVerification),
    ("public-key-signature-verification", ErrorKey::PublicKeySignatureVerification),
    ("response-decryption-error", ErrorKey::ResponseDecryption),
    ("invalid-screen-transition", ErrorKey::InvalidScreenTransition),
    ("payload-schema-error", ErrorKey::PayloadSchema),
    ("business-decryption-error", ErrorKey::BusinessDecryption),
    ("components-validation-error", ErrorKey::ComponentsValidation),
];

impl ErrorKey {
    /// The name on the wire, in lower case with hyphens.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Other(name) => name,
            known => KEYS
                .iter()
                .find_map(|(name, key)| (key == known).then_some(*name))
                .unwrap_or_default(),
        }
    }

    fn read(text: &str) -> Self {
        let name = text.to_ascii_lowercase().replace('_', "-");
        KEYS.into_iter()
            .find_map(|(known, key)| (known == name).then_some(key))
            .unwrap_or_else(|| Self::Other(text.to_owned()))
    }

    fn is_known(&self) -> bool {
        !matches!(self, Self::Other(_))
    }
}

impl fmt::Display for ErrorKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ErrorNotice {
    /// Tells a notice from a payload: a flow may have a field of its own named `error`.
    pub(super) fn read(data: &Map<String, Value>) -> Option<Self> {
        let key = ["error", "error_key"].iter().find_map(|name| text(data, name))?;
        let key = ErrorKey::read(key);
        let message = text(data, "error_message");
        (message.is_some() || key.is_known()).then(|| Self {
            key,
            message: message.map(str::to_owned),
            screen: None,
            flow_token: None,
        })
    }
}

/// A text that is there; an empty one is as good as absent.
fn text<'d>(data: &'d Map<String, Value>, key: &str) -> Option<&'d str> {
    data.get(key)?.as_str().filter(|text| !text.is_empty())
}

/// Shows the key and the screen: the message may quote a person's data.
impl fmt::Debug for ErrorNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorNotice")
            .field("key", &self.key)
            .field("screen", &self.screen)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(data: &Value) -> Option<ErrorNotice> {
        data.as_object().and_then(ErrorNotice::read)
    }

    #[test]
    fn every_key_is_read_in_every_writing() {
        for (name, key) in KEYS {
            for text in [
                name.to_owned(),
                name.replace('-', "_"),
                name.to_uppercase(),
                name.to_uppercase().replace('-', "_"),
            ] {
                let notice = read(&json!({ "error": text })).expect("a notice");
                assert_eq!(notice.key, key, "{text}");
            }
            assert!(!key.as_str().is_empty());
        }
    }

    #[test]
    fn an_unknown_key_is_kept_where_a_message_says_that_it_is_a_notice() {
        let notice = read(&json!({ "error_key": "New-Thing", "error_message": "m" }));
        let notice = notice.expect("a notice");
        assert_eq!(notice.key, ErrorKey::Other("New-Thing".to_owned()));
        assert_eq!(notice.message.as_deref(), Some("m"));
        assert_eq!(read(&json!({ "error": "a form field" })), None);
        assert_eq!(read(&json!({ "error": 3, "error_message": "m" })), None);
        let both = json!({ "error": null, "error_key": "timeout_error", "error_message": "m" });
        assert_eq!(read(&both).expect("a notice").key, ErrorKey::Timeout);
        let empty = json!({ "error": "", "error_key": "timeout_error", "error_message": "" });
        let notice = read(&empty).expect("a notice");
        assert_eq!((notice.key, notice.message), (ErrorKey::Timeout, None));
        assert_eq!(read(&json!({ "error": "", "error_message": "m" })), None);
        assert_eq!(read(&json!({ "error_message": "m" })), None);
    }
}
