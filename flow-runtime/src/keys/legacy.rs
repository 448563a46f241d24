//! PKCS#1 files encrypted by their headers, `Proc-Type: 4,ENCRYPTED`, as OpenSSL wrote them before
//! PKCS#8.

use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt, KeyInit, KeyIvInit};
use md5::{Digest, Md5};
use zeroize::Zeroizing;

use super::KeyError;

/// OpenSSL's key derivation takes the first eight bytes of the initialization vector as the salt.
const SALT: usize = 8;

/// Decrypts the body in place, as `DEK-Info` says.
pub(super) fn decrypt(
    mut body: Zeroizing<Vec<u8>>,
    dek_info: &str,
    passphrase: Option<&str>,
) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let (cipher, iv) = dek_info.split_once(',').ok_or(KeyError::Damaged)?;
    let decrypt = match cipher.trim() {
        "DES-EDE3-CBC" => cbc_decrypt::<des::TdesEde3, 24, 8>,
        "AES-128-CBC" => cbc_decrypt::<aes::Aes128, 16, 16>,
        "AES-192-CBC" => cbc_decrypt::<aes::Aes192, 24, 16>,
        "AES-256-CBC" => cbc_decrypt::<aes::Aes256, 32, 16>,
        _ => return Err(KeyError::UnsupportedEncryption),
    };
    let iv = decode_hex(iv.trim()).ok_or(KeyError::Damaged)?;
    let passphrase = passphrase.ok_or(KeyError::MissingPassphrase)?;
    let length = decrypt(&mut body, &iv, passphrase)?;
    body.truncate(length);
    Ok(body)
}

fn cbc_decrypt<C, const KEY: usize, const IV: usize>(
    body: &mut [u8],
    iv: &[u8],
    passphrase: &str,
) -> Result<usize, KeyError>
where
    C: BlockCipherDecrypt + KeyInit,
{
    let iv: &[u8; IV] = iv.try_into().map_err(|_| KeyError::Damaged)?;
    if body.is_empty() || !body.len().is_multiple_of(IV) {
        return Err(KeyError::Truncated);
    }
    let key = derive::<KEY>(passphrase, &iv[..SALT]);
    let cipher = cbc::Decryptor::<C>::new_from_slices(key.as_slice(), iv)
        .map_err(|_| KeyError::UnsupportedEncryption)?;
    let plaintext = cipher.decrypt_padded::<Pkcs7>(body).map_err(|_| KeyError::WrongPassphrase)?;
    Ok(plaintext.len())
}

/// OpenSSL's `EVP_BytesToKey` with MD5 and one round: the only derivation these files know.
fn derive<const KEY: usize>(passphrase: &str, salt: &[u8]) -> Zeroizing<[u8; KEY]> {
    let mut key = Zeroizing::new([0; KEY]);
    let mut previous = Zeroizing::new(Vec::with_capacity(16));
    for part in key.chunks_mut(16) {
        let digest = Md5::new()
            .chain_update(previous.as_slice())
            .chain_update(passphrase)
            .chain_update(salt)
            .finalize();
        part.copy_from_slice(&digest[..part.len()]);
        previous.clear();
        previous.extend_from_slice(&digest);
    }
    key
}

fn decode_hex(digits: &str) -> Option<Vec<u8>> {
    let (pairs, []) = digits.as_bytes().as_chunks::<2>() else {
        return None;
    };
    pairs
        .iter()
        .map(|[high, low]| {
            let high = char::from(*high).to_digit(16)?;
            let low = char::from(*low).to_digit(16)?;
            u8::try_from(high << 4 | low).ok()
        })
        .collect()
}
