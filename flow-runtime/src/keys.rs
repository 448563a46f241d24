//! Private keys: read from PEM files, made for development, written encrypted.

mod encrypted;
mod error;
mod generate;
mod legacy;
mod pem;

use pkcs8::der::{Decode, ErrorKind};
use pkcs8::spki::ObjectIdentifier;
use pkcs8::{EncodePrivateKey, EncodePublicKey, LineEnding, PrivateKeyInfoRef};
use rsa::pkcs1::RsaPrivateKeyRef;
use rsa::traits::PublicKeyParts;
use zeroize::Zeroizing;

pub use error::KeyError;

const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");

const MIN_BITS: u32 = 2048;
const MAX_BITS: u32 = 4096;

/// The private half of the RSA key pair whose public half is registered with Meta.
///
/// It is read from a PEM file in any of these forms, plain or encrypted with a passphrase:
///
/// | first line | what wrote it |
/// | --- | --- |
/// | `BEGIN PRIVATE KEY` | `openssl genrsa`, `openssl genpkey` |
/// | `BEGIN ENCRYPTED PRIVATE KEY` | `openssl genrsa -des3` or `-aes256` of OpenSSL 3, `openssl pkcs8 -topk8` |
/// | `BEGIN RSA PRIVATE KEY` | `openssl genrsa` before OpenSSL 3, `openssl rsa -traditional` |
/// | the same with `Proc-Type: 4,ENCRYPTED` | the same with `-des3` or `-aes256`, and Node's `generateKeyPairSync` as in Meta's sample |
///
/// The key is checked when it is read: a modulus of 2048 bits (what Meta asks for) to 4096 (which
/// takes several times as long for each request, and of which an endpoint warns when it is built), two
/// primes that make up the modulus, and exponents that fit them. It is wiped from memory when
/// dropped, and `Debug` shows its size alone.
///
/// ```
/// use flow_runtime::PrivateKey;
///
/// # let pem = include_str!("../fixtures/keys/genrsa-des3.pem");
/// let key = PrivateKey::from_pem(pem, Some("correct-horse"))?;
/// assert_eq!(key.bits(), 2048);
/// assert!(key.public_key_pem().starts_with("-----BEGIN PUBLIC KEY-----"));
/// # Ok::<(), flow_runtime::KeyError>(())
/// ```
#[derive(Clone)]
pub struct PrivateKey {
    pkcs8: Zeroizing<Vec<u8>>,
    public_pem: String,
    bits: u32,
}

impl PrivateKey {
    /// Reads a private key from the text of a PEM file.
    ///
    /// A passphrase that the file does not need is ignored, and an empty one is none, so that
    /// `std::env::var("PRIVATE_KEY_PASSPHRASE").ok()` can be given as it is. A file may hold other
    /// blocks beside the key, such as a certificate. Line breaks may be written `\n`, as they often
    /// are in an environment variable.
    ///
    /// An encrypted file says how much work its passphrase takes to check. More than
    /// [`KeyError::TooMuchWork`] tells is refused before the work is done.
    ///
    /// # Errors
    ///
    /// When the text holds no RSA private key that Meta's encryption can use, or the passphrase
    /// does not open it. [`KeyError`] has a variant for each mistake, and each says what to do.
    pub fn from_pem(pem: impl AsRef<[u8]>, passphrase: Option<&str>) -> Result<Self, KeyError> {
        let passphrase = passphrase.filter(|passphrase| !passphrase.is_empty());
        let block = pem::private_key_block(pem.as_ref())?;
        match block.kind {
            pem::Kind::Pkcs8 => Self::from_pkcs8(&block.der),
            pem::Kind::EncryptedPkcs8 => {
                let der = encrypted::decrypt(&block.der, passphrase)?;
                Self::from_pkcs8(&der).map_err(after_decryption)
            }
            pem::Kind::Pkcs1 => match block.encryption {
                None => Self::from_pkcs1(&block.der),
                Some(dek_info) => {
                    let der = legacy::decrypt(block.der, &dek_info, passphrase)?;
                    Self::from_pkcs1(&der).map_err(after_decryption)
                }
            },
        }
    }

    /// Makes a new key of 2048 bits from the operating system's random numbers.
    ///
    /// With the feature `aws-lc-rs` this takes a good part of a second. Without it, several
    /// seconds, and up to minutes in a build without optimization. Make a key once and keep it: Meta
    /// encrypts with the public key that was uploaded.
    ///
    /// # Errors
    ///
    /// When the operating system has no random numbers to give.
    pub fn generate() -> Result<Self, KeyError> {
        let key = generate::pkcs8().ok_or(KeyError::NoRandomNumbers)?;
        Self::from_pkcs8(&key)
    }

    /// The size of the modulus in bits.
    #[must_use]
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// The public key as a PEM text (`BEGIN PUBLIC KEY`), as Meta's
    /// `whatsapp_business_encryption` call takes it.
    #[must_use]
    pub fn public_key_pem(&self) -> String {
        self.public_pem.clone()
    }

    /// The private key as an unencrypted PEM text (`BEGIN PRIVATE KEY`).
    ///
    /// Whoever reads the text can read what customers send. Keep it in a secret store, or write
    /// [`to_encrypted_pem`](Self::to_encrypted_pem) instead.
    #[must_use]
    pub fn to_pem(&self) -> Zeroizing<String> {
        pem::write("PRIVATE KEY", &self.pkcs8)
    }

    /// The private key as a PEM text encrypted with a passphrase (`BEGIN ENCRYPTED PRIVATE KEY`).
    ///
    /// The scheme is PBES2 with AES-256-CBC and 600,000 rounds of PBKDF2-HMAC-SHA256, which
    /// OpenSSL 1.1 and later reads.
    ///
    /// # Errors
    ///
    /// When the passphrase is empty, or the operating system has no random numbers to give.
    pub fn to_encrypted_pem(&self, passphrase: &str) -> Result<Zeroizing<String>, KeyError> {
        let der = encrypted::encrypt(&self.pkcs8, passphrase)?;
        Ok(pem::write("ENCRYPTED PRIVATE KEY", &der))
    }

    /// The key as PKCS#8 DER, for the crypto backends.
    pub(crate) fn pkcs8_der(&self) -> &[u8] {
        &self.pkcs8
    }

    fn from_pkcs8(der: &[u8]) -> Result<Self, KeyError> {
        let info = PrivateKeyInfoRef::from_der(der).map_err(|error| damaged(&error))?;
        match info.algorithm.oid {
            RSA_ENCRYPTION => Self::from_pkcs1(info.private_key.as_bytes()),
            EC_PUBLIC_KEY => Err(KeyError::EcKey),
            _ => Err(KeyError::NotRsa),
        }
    }

    fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        let parts = RsaPrivateKeyRef::from_der(der).map_err(|error| damaged(&error))?;
        // Sizes first: the arithmetic below costs more the larger they are.
        let bits = bit_length(parts.modulus.as_bytes());
        if bits < MIN_BITS {
            return Err(KeyError::TooSmall { bits });
        }
        if bits > MAX_BITS {
            return Err(KeyError::TooLarge { bits });
        }
        let key = rsa::PrivateKey::try_from(parts).map_err(|_| KeyError::Inconsistent)?;
        Self::from_rsa(&key)
    }

    fn from_rsa(key: &rsa::PrivateKey) -> Result<Self, KeyError> {
        let pkcs8 = key.to_pkcs8_der().map_err(|_| KeyError::Inconsistent)?;
        let public_pem = key
            .as_public_key()
            .to_public_key_pem(LineEnding::LF)
            .map_err(|_| KeyError::Inconsistent)?;
        Ok(Self {
            pkcs8: Zeroizing::new(pkcs8.as_bytes().to_vec()),
            public_pem,
            bits: key.n().bit_width_vartime(),
        })
    }
}

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PrivateKey").field("bits", &self.bits).finish_non_exhaustive()
    }
}

/// What a decoding fault means in a file that was not encrypted.
fn damaged(error: &pkcs8::der::Error) -> KeyError {
    match error.kind() {
        ErrorKind::Incomplete { .. } => KeyError::Truncated,
        _ => KeyError::Damaged,
    }
}

/// A wrong passphrase can leave the padding right by chance, and then noise where the key was.
fn after_decryption(error: KeyError) -> KeyError {
    match error {
        KeyError::Truncated | KeyError::Damaged => KeyError::WrongPassphrase,
        other => other,
    }
}

fn bit_length(big_endian: &[u8]) -> u32 {
    let zeros = big_endian.iter().take_while(|byte| **byte == 0).count();
    match &big_endian[zeros..] {
        [] => 0,
        [first, rest @ ..] => {
            let whole = u32::try_from(rest.len()).unwrap_or(u32::MAX / 8);
            whole * 8 + (8 - first.leading_zeros())
        }
    }
}
