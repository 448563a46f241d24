//! The envelope of a request and the AES session that it opens.

use std::borrow::Cow;
use std::fmt;

use aes_gcm::aead::AeadInOut as _;
use aes_gcm::aead::array::typenum::U16;
use aes_gcm::aes::Aes128;
use aes_gcm::{AesGcm, KeyInit as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::Secret;

type Cipher = AesGcm<Aes128, U16>;

const KEY_LEN: usize = 16;
const IV_LEN: usize = 16;
const TAG_LEN: usize = 16;

/// Tells one envelope from another.
pub(crate) type EnvelopeHash = [u8; 32];

/// An encrypted request, decoded but not yet decrypted.
pub struct Envelope {
    key_block: Vec<u8>,
    iv: [u8; IV_LEN],
    payload: Vec<u8>,
}

/// The AES key and IV of one exchange.
///
/// One session reads one request and writes one answer. Writing consumes it, because a second
/// answer under the same IV would give both away.
pub struct Session {
    cipher: Cipher,
    iv: [u8; IV_LEN],
}

/// Why an envelope could not be opened.
///
/// Whoever sent it learns nothing of the difference: every one of them is status 421 with an empty
/// body. It is for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EnvelopeError {
    /// The body is not JSON with the three strings of an envelope.
    #[error(
        "the body is not an envelope: JSON with the strings `encrypted_flow_data`, \
         `encrypted_aes_key` and `initial_vector`"
    )]
    NotAnEnvelope,
    /// One of the three strings is not base64.
    #[error("`{0}` is not base64")]
    NotBase64(&'static str),
    /// The IV does not have 16 bytes.
    #[error("`initial_vector` does not have 16 bytes")]
    IvLength,
    /// The AES key does not have 16 bytes.
    #[error("the AES key does not have 16 bytes")]
    KeyLength,
    /// The payload does not belong to the key and the IV, or was changed.
    #[error("the payload does not fit its AES key, IV and tag")]
    Tag,
    /// The payload is not a JSON object.
    #[error("the decrypted payload is not a JSON object")]
    NotJson,
}

/// The strings are borrowed unless they hold escapes: Meta's JSON writes a slash as `\/`.
#[derive(Deserialize, Serialize)]
struct Wire<'a> {
    #[serde(borrow)]
    encrypted_flow_data: Cow<'a, str>,
    #[serde(borrow)]
    encrypted_aes_key: Cow<'a, str>,
    #[serde(borrow)]
    initial_vector: Cow<'a, str>,
}

impl Envelope {
    /// Reads the body of a request.
    ///
    /// # Errors
    ///
    /// When it is not JSON with the three strings, or one of them is not base64.
    pub fn from_json(body: &[u8]) -> Result<Self, EnvelopeError> {
        let wire: Wire<'_> =
            serde_json::from_slice(body).map_err(|_| EnvelopeError::NotAnEnvelope)?;
        let decode =
            |name, text: &str| STANDARD.decode(text).map_err(|_| EnvelopeError::NotBase64(name));
        let iv = decode("initial_vector", &wire.initial_vector)?;
        Ok(Self {
            key_block: decode("encrypted_aes_key", &wire.encrypted_aes_key)?,
            iv: iv.try_into().map_err(|_| EnvelopeError::IvLength)?,
            payload: decode("encrypted_flow_data", &wire.encrypted_flow_data)?,
        })
    }

    /// The RSA block that holds the AES key: what [`Decrypt`](super::Decrypt) takes.
    #[must_use]
    pub fn key_block(&self) -> &[u8] {
        &self.key_block
    }

    /// The SHA-256 of what was encrypted: the same where the JSON around it differs.
    pub(crate) fn hash(&self) -> EnvelopeHash {
        // The IV has a length of its own, and the block's is written, so no two read alike.
        let length = self.key_block.len() as u64;
        Sha256::new()
            .chain_update(length.to_be_bytes())
            .chain_update(&self.key_block)
            .chain_update(self.iv)
            .chain_update(&self.payload)
            .finalize()
            .into()
    }

    /// Decrypts the payload.
    ///
    /// # Errors
    ///
    /// When the key does not have 16 bytes, or the payload does not fit the key, the IV and the
    /// tag.
    pub fn open(self, key: &Secret) -> Result<(Session, Vec<u8>), EnvelopeError> {
        let session = Session::new(key, self.iv)?;
        let mut payload = self.payload;
        session.decrypt(self.iv, &mut payload)?;
        Ok((session, payload))
    }

    /// Encrypts a payload as the phone does and writes the body of a request. `key_block` is the
    /// AES key, encrypted with the business's public key.
    #[cfg(feature = "testing")]
    pub(crate) fn seal(
        key: &Secret,
        iv: [u8; 16],
        key_block: &[u8],
        mut payload: Vec<u8>,
    ) -> Result<(Session, Vec<u8>), EnvelopeError> {
        let session = Session::new(key, iv)?;
        session.encrypt(iv, &mut payload)?;
        let wire = Wire {
            encrypted_flow_data: STANDARD.encode(payload).into(),
            encrypted_aes_key: STANDARD.encode(key_block).into(),
            initial_vector: STANDARD.encode(iv).into(),
        };
        let body = serde_json::to_vec(&wire).map_err(|_| EnvelopeError::NotAnEnvelope)?;
        Ok((session, body))
    }
}

impl Session {
    fn new(key: &Secret, iv: [u8; IV_LEN]) -> Result<Self, EnvelopeError> {
        let key: &[u8; KEY_LEN] =
            key.as_bytes().try_into().map_err(|_| EnvelopeError::KeyLength)?;
        let cipher = Cipher::new(key.into());
        Ok(Self { cipher, iv })
    }

    /// Encrypts the answer and writes it as base64: the body of the response.
    ///
    /// # Errors
    ///
    /// When the answer is longer than AES-GCM can encrypt, some 64 gigabytes.
    pub fn seal(self, mut answer: Vec<u8>) -> Result<String, EnvelopeError> {
        self.encrypt(self.inverted_iv(), &mut answer)?;
        Ok(STANDARD.encode(answer))
    }

    /// Reads the body of a response, as the phone does.
    #[cfg(feature = "testing")]
    pub(crate) fn open_answer(self, body: &[u8]) -> Result<Value, EnvelopeError> {
        let mut answer = STANDARD.decode(body).map_err(|_| EnvelopeError::NotBase64("response"))?;
        self.decrypt(self.inverted_iv(), &mut answer)?;
        object(&answer).map(Value::Object)
    }

    fn inverted_iv(&self) -> [u8; IV_LEN] {
        self.iv.map(|byte| !byte)
    }

    fn encrypt(&self, iv: [u8; IV_LEN], payload: &mut Vec<u8>) -> Result<(), EnvelopeError> {
        self.cipher.encrypt_in_place(&iv.into(), b"", payload).map_err(|_| EnvelopeError::Tag)
    }

    /// Decrypts in place and takes the tag off.
    fn decrypt(&self, iv: [u8; IV_LEN], payload: &mut Vec<u8>) -> Result<(), EnvelopeError> {
        if payload.len() < TAG_LEN {
            return Err(EnvelopeError::Tag);
        }
        self.cipher.decrypt_in_place(&iv.into(), b"", payload).map_err(|_| EnvelopeError::Tag)
    }
}

/// Reads a decrypted payload.
pub(crate) fn object(payload: &[u8]) -> Result<serde_json::Map<String, Value>, EnvelopeError> {
    serde_json::from_slice(payload).map_err(|_| EnvelopeError::NotJson)
}

impl fmt::Debug for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("payload_bytes", &self.payload.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Session(..)")
    }
}
