//! Media of pickers: their values, and decrypting a file that a person sent through a screen.

mod decrypt;
mod download;
mod error;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Uri;
use serde_json::Value;
use zeroize::Zeroizing;

use crate::value::{DecodeError, Fields, FromValue, Id, IntoValue, Text, Writer};

pub use self::decrypt::Decryptor;
pub use self::error::MediaError;

/// A file that a person chose in a `PhotoPicker` or `DocumentPicker`, as a `data_exchange` request
/// names it.
///
/// The file lies encrypted at [`cdn_url`](Self::cdn_url) for up to 20 days.
/// [`download`](Self::download) fetches it with a client of your choice; what comes in another way
/// goes to a [`Decryptor`].
///
/// Files come from strangers. Fetch only [`checked_url`](Self::checked_url), follow no redirects,
/// cap the size, and trust neither the name nor the kind of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointMedia {
    /// Meta's id of the file.
    pub media_id: String,
    /// Where the encrypted file lies. Fetch [`checked_url`](Self::checked_url) instead.
    pub cdn_url: String,
    /// The name that the file has on the phone. The person chose it: never use it as a path.
    pub file_name: Option<String>,
    /// What decrypts and verifies the file.
    pub encryption_metadata: EncryptionMetadata,
}

/// The keys and hashes that belong to one encrypted file.
///
/// On the wire each is base64. The keys are wiped from memory when dropped, and `Debug` does not
/// show them.
#[derive(Clone, PartialEq, Eq)]
pub struct EncryptionMetadata {
    /// The SHA-256 of the file as it is downloaded.
    pub encrypted_hash: [u8; 32],
    /// The initialization vector of AES-256-CBC.
    pub iv: [u8; 16],
    /// The key of AES-256-CBC.
    pub encryption_key: Zeroizing<[u8; 32]>,
    /// The key of HMAC-SHA256.
    pub hmac_key: Zeroizing<[u8; 32]>,
    /// The SHA-256 of the decrypted file.
    pub plaintext_hash: [u8; 32],
}

/// A file that a person chose in a picker, as the flow's completion names it.
///
/// Download it by its id as any media of the Cloud API; it arrives decrypted. The id, which Meta
/// writes as a string or as a number, is kept digit for digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookMedia {
    /// Meta's id of the file.
    pub id: String,
    /// The kind of the file, such as `image/jpeg`, as the phone says.
    pub mime_type: Option<String>,
    /// The SHA-256 of the file, as Meta writes it.
    pub sha256: Option<String>,
    /// The name that the file has on the phone. The person chose it: never use it as a path.
    pub file_name: Option<String>,
}

impl EndpointMedia {
    /// The address of the encrypted file, if it is one that a server may fetch.
    ///
    /// The address comes with the request. Only `https` is allowed, with a host name that has a dot:
    /// no address in numbers, no `localhost`, no user name. A name can still be made to point into
    /// your own network, so where that matters compare the host with the ones you expect, such as
    /// `mmg.whatsapp.net`, or fetch through a proxy.
    ///
    /// In a debug build with the feature `testing` an `http` address of the machine itself is taken
    /// as well: that is where a preview keeps files.
    ///
    /// # Errors
    ///
    /// When the address is not a URL, not `https`, or names no public host.
    pub fn checked_url(&self) -> Result<Uri, MediaError> {
        let url: Uri = self.cdn_url.parse().map_err(|_| MediaError::Url)?;
        if IN_DEVELOPMENT && is_preview(&url) {
            return Ok(url);
        }
        if url.scheme_str() != Some("https") {
            return Err(MediaError::NotHttps);
        }
        let authority = url.authority().ok_or(MediaError::Url)?;
        if authority.as_str().contains('@') || !is_public_name(authority.host()) {
            return Err(MediaError::Host);
        }
        Ok(url)
    }
}

/// No service that people use is built so.
const IN_DEVELOPMENT: bool = cfg!(all(feature = "testing", debug_assertions));

/// Whether a file is kept by a preview on this machine, in the place of WhatsApp's CDN.
fn is_preview(url: &Uri) -> bool {
    let plain = url.authority().is_some_and(|authority| !authority.as_str().contains('@'));
    plain && url.scheme_str() == Some("http") && url.host().is_some_and(crate::is_loopback_host)
}

/// Whether a host is a name with a dot, and no address. `127.1` is an address too, so the last
/// label must start with a letter.
fn is_public_name(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let Some((rest, top)) = host.rsplit_once('.') else {
        return false;
    };
    !rest.is_empty()
        && top.starts_with(|first: char| first.is_ascii_alphabetic())
        && !top.eq_ignore_ascii_case("localhost")
}

impl std::fmt::Debug for EncryptionMetadata {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EncryptionMetadata").finish_non_exhaustive()
    }
}

impl FromValue for EndpointMedia {
    const EXPECTED: &'static str = "a file of a picker";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        let mut fields = object(value, Self::EXPECTED)?;
        Ok(Self {
            media_id: fields.take::<Id>("media_id")?.0,
            cdn_url: fields.take("cdn_url")?,
            file_name: text(&mut fields, "file_name"),
            encryption_metadata: fields.take("encryption_metadata")?,
        })
    }
}

impl IntoValue for EndpointMedia {
    fn into_value(self) -> Value {
        let Self { media_id, cdn_url, file_name, encryption_metadata } = self;
        let writer = Writer::new(4)
            .field("media_id", media_id)
            .field("cdn_url", cdn_url)
            .field("file_name", file_name)
            .field("encryption_metadata", encryption_metadata);
        Value::Object(writer.finish())
    }
}

impl FromValue for EncryptionMetadata {
    const EXPECTED: &'static str = "the keys and hashes of a file";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        let mut fields = object(value, Self::EXPECTED)?;
        let Base64(encrypted_hash) = fields.take("encrypted_hash")?;
        let Base64(iv) = fields.take("iv")?;
        let Base64(encryption_key) = fields.take("encryption_key")?;
        let Base64(hmac_key) = fields.take("hmac_key")?;
        let Base64(plaintext_hash) = fields.take("plaintext_hash")?;
        Ok(Self {
            encrypted_hash: *encrypted_hash,
            iv: *iv,
            encryption_key,
            hmac_key,
            plaintext_hash: *plaintext_hash,
        })
    }
}

impl IntoValue for EncryptionMetadata {
    fn into_value(self) -> Value {
        let Self { encrypted_hash, iv, encryption_key, hmac_key, plaintext_hash } = self;
        let writer = Writer::new(5)
            .field("encrypted_hash", STANDARD.encode(encrypted_hash))
            .field("iv", STANDARD.encode(iv))
            .field("encryption_key", STANDARD.encode(encryption_key))
            .field("hmac_key", STANDARD.encode(hmac_key))
            .field("plaintext_hash", STANDARD.encode(plaintext_hash));
        Value::Object(writer.finish())
    }
}

impl FromValue for WebhookMedia {
    const EXPECTED: &'static str = "a file of a picker";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        let mut fields = object(value, Self::EXPECTED)?;
        Ok(Self {
            id: fields.take::<Id>("id")?.0,
            mime_type: text(&mut fields, "mime_type"),
            sha256: text(&mut fields, "sha256"),
            file_name: text(&mut fields, "file_name"),
        })
    }
}

impl IntoValue for WebhookMedia {
    fn into_value(self) -> Value {
        let Self { id, mime_type, sha256, file_name } = self;
        let writer = Writer::new(4)
            .field("file_name", file_name)
            .field("mime_type", mime_type)
            .field("sha256", sha256)
            .field("id", id);
        Value::Object(writer.finish())
    }
}

/// So many bytes in base64.
struct Base64<const N: usize>(Zeroizing<[u8; N]>);

impl<const N: usize> FromValue for Base64<N> {
    const EXPECTED: &'static str = match N {
        16 => "16 bytes in base64",
        _ => "32 bytes in base64",
    };

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        let bytes = value.as_str().and_then(|text| STANDARD.decode(text).ok()).map(Zeroizing::new);
        bytes
            .and_then(|bytes| <[u8; N]>::try_from(bytes.as_slice()).ok())
            .map(|bytes| Self(Zeroizing::new(bytes)))
            .ok_or_else(|| DecodeError::expected(Self::EXPECTED, &value))
    }
}

/// A text that the file is of use without; what is not a text counts for none.
fn text(fields: &mut Fields, key: &'static str) -> Option<String> {
    let Text(text) = fields.take(key).ok()?;
    Some(text).filter(|text| !text.is_empty())
}

fn object(value: Value, expected: &'static str) -> Result<Fields, DecodeError> {
    match value {
        Value::Object(map) => Ok(Fields::from(map)),
        other => Err(DecodeError::expected(expected, &other)),
    }
}
