//! Encrypted PKCS#8: PBES2 with a bound on the work that a file may ask for.

use pkcs8::der::asn1::{AnyRef, OctetStringRef};
use pkcs8::der::{self, Decode, Reader, SliceReader};
use pkcs8::pkcs5::pbes2::{self, Kdf};
use pkcs8::pkcs5::{self, EncryptionScheme};
use pkcs8::spki::{AlgorithmIdentifierRef, ObjectIdentifier};
use pkcs8::{EncryptedPrivateKeyInfoRef, SecretDocument};
use zeroize::Zeroizing;

use super::{KeyError, damaged};

const PBKDF2_MAX_ROUNDS: u32 = 5_000_000;
const SCRYPT_MAX_MEMORY: u64 = 64 * 1024 * 1024;
const SCRYPT_MAX_LANES: u16 = 4;
/// AES and triple DES take an initialization vector, or nonce, of no less.
const MIN_IV: usize = 8;

/// Decrypts an `EncryptedPrivateKeyInfo` to the PKCS#8 document in it.
pub(super) fn decrypt(
    der: &[u8],
    passphrase: Option<&str>,
) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    refuse_other_schemes(der)?;
    let info = EncryptedPrivateKeyInfoRef::from_der(der).map_err(|error| match error.kind() {
        der::ErrorKind::OidUnknown { .. } => KeyError::UnsupportedEncryption,
        _ => damaged(&error),
    })?;
    bound_work(&info.encryption_algorithm)?;
    let passphrase = passphrase.ok_or(KeyError::MissingPassphrase)?;
    let mut buffer = Zeroizing::new(info.encrypted_data.as_bytes().to_vec());
    let length = info
        .encryption_algorithm
        .decrypt_in_place(passphrase, &mut buffer)
        .map_err(|error| match error {
            pkcs5::Error::UnsupportedAlgorithm { .. } | pkcs5::Error::NoPbes1CryptSupport => {
                KeyError::UnsupportedEncryption
            }
            pkcs5::Error::AlgorithmParametersInvalid { .. } => KeyError::Damaged,
            _ => KeyError::WrongPassphrase,
        })?
        .len();
    buffer.truncate(length);
    Ok(buffer)
}

/// Encrypts a PKCS#8 document with PBKDF2-HMAC-SHA256 and AES-256-CBC.
pub(super) fn encrypt(pkcs8: &[u8], passphrase: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    if passphrase.is_empty() {
        return Err(KeyError::EmptyPassphrase);
    }
    let scheme = pbes2::Parameters::generate_pbkdf2(&mut getrandom::SysRng)
        .map_err(|_| KeyError::NoRandomNumbers)?;
    let ciphertext = scheme.encrypt(passphrase, pkcs8).map_err(|_| KeyError::Inconsistent)?;
    let info = EncryptedPrivateKeyInfoRef {
        encryption_algorithm: scheme.into(),
        encrypted_data: OctetStringRef::new(&ciphertext).map_err(|_| KeyError::Inconsistent)?,
    };
    let document = SecretDocument::try_from(info).map_err(|_| KeyError::Inconsistent)?;
    Ok(Zeroizing::new(document.as_bytes().to_vec()))
}

/// Tells an unknown scheme from a damaged file, and keeps short initialization vectors from
/// `pkcs5`, which takes their length for granted.
fn refuse_other_schemes(der: &[u8]) -> Result<(), KeyError> {
    let (scheme, _) = sequence_of_two::<AlgorithmIdentifierRef<'_>, &OctetStringRef>(der)
        .map_err(|error| damaged(&error))?;
    if scheme.oid != pbes2::PBES2_OID {
        return Err(KeyError::UnsupportedEncryption);
    }
    let parameters = scheme.parameters.ok_or(KeyError::Damaged)?;
    let (_, cipher) = parameters_of(parameters).map_err(|error| damaged(&error))?;
    if !SUPPORTED_CIPHERS.contains(&cipher.oid) {
        return Err(KeyError::UnsupportedEncryption);
    }
    let iv = cipher
        .parameters
        .and_then(|iv| iv.decode_as::<&OctetStringRef>().ok())
        .ok_or(KeyError::Damaged)?;
    if iv.as_bytes().len() < MIN_IV {
        return Err(KeyError::Damaged);
    }
    Ok(())
}

const SUPPORTED_CIPHERS: [ObjectIdentifier; 6] = [
    pbes2::AES_128_CBC_OID,
    pbes2::AES_192_CBC_OID,
    pbes2::AES_256_CBC_OID,
    pbes2::AES_128_GCM_OID,
    pbes2::AES_256_GCM_OID,
    pbes2::DES_EDE3_CBC_OID,
];

fn bound_work(scheme: &EncryptionScheme) -> Result<(), KeyError> {
    let EncryptionScheme::Pbes2(parameters) = scheme else {
        return Err(KeyError::UnsupportedEncryption);
    };
    let within = match &parameters.kdf {
        Kdf::Pbkdf2(pbkdf2) => pbkdf2.iteration_count <= PBKDF2_MAX_ROUNDS,
        Kdf::Scrypt(scrypt) => {
            scrypt_within(scrypt.cost_parameter, scrypt.block_size, scrypt.parallelization)
        }
        _ => return Err(KeyError::UnsupportedEncryption),
    };
    if within { Ok(()) } else { Err(KeyError::TooMuchWork) }
}

fn scrypt_within(cost: u64, block_size: u16, lanes: u16) -> bool {
    let memory = cost.checked_mul(u64::from(block_size)).and_then(|blocks| blocks.checked_mul(128));
    lanes <= SCRYPT_MAX_LANES && memory.is_some_and(|memory| memory <= SCRYPT_MAX_MEMORY)
}

fn parameters_of(
    parameters: AnyRef<'_>,
) -> der::Result<(AlgorithmIdentifierRef<'_>, AlgorithmIdentifierRef<'_>)> {
    parameters.sequence(|reader| {
        Ok((AlgorithmIdentifierRef::decode(reader)?, AlgorithmIdentifierRef::decode(reader)?))
    })
}

fn sequence_of_two<'a, A, B>(der: &'a [u8]) -> der::Result<(A, B)>
where
    A: Decode<'a, Error = der::Error>,
    B: Decode<'a, Error = der::Error>,
{
    let mut reader = SliceReader::new(der)?;
    reader.sequence(|reader| Ok((A::decode(reader)?, B::decode(reader)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scrypt_is_bounded_in_memory_and_in_lanes() {
        assert!(scrypt_within(16_384, 8, 1));
        assert!(scrypt_within(65_536, 8, 4));
        assert!(!scrypt_within(65_536, 8, 5));
        assert!(!scrypt_within(131_072, 8, 1));
        assert!(!scrypt_within(u64::MAX, u16::MAX, 1));
    }
}
