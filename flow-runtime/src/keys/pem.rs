//! PEM files: finding the private key among their blocks, and writing them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::KeyError;

/// Far more than a 4096-bit key with a chain of certificates.
const MAX_BYTES: usize = 64 * 1024;
const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";
const LINE: usize = 64;

/// A private key's block, decoded.
pub(super) struct Block {
    pub(super) kind: Kind,
    /// The value of `DEK-Info` where the block is encrypted by its headers.
    pub(super) encryption: Option<String>,
    pub(super) der: Zeroizing<Vec<u8>>,
}

/// The forms in which an RSA private key is in a file.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Pkcs8,
    EncryptedPkcs8,
    Pkcs1,
}

/// The first private key of a PEM file.
pub(super) fn private_key_block(file: &[u8]) -> Result<Block, KeyError> {
    if file.len() > MAX_BYTES {
        return Err(KeyError::TooLong { bytes: file.len(), limit: MAX_BYTES });
    }
    if file.trim_ascii().is_empty() {
        return Err(KeyError::Empty);
    }
    match file {
        // A DER file is one SEQUENCE with a length of two bytes; a store begins with its version, 3.
        [0x30, 0x82, _, _, 0x02, 0x01, 0x03, ..] => return Err(KeyError::Pkcs12),
        [0x30, 0x82, ..] => return Err(KeyError::Der),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Err(KeyError::Utf16),
        _ => {}
    }
    let text = std::str::from_utf8(file).map_err(|_| KeyError::NotPem)?;
    let unescaped;
    let text = if text.trim().contains('\n') {
        text
    } else {
        unescaped = Zeroizing::new(text.replace("\\r", "").replace("\\n", "\n"));
        unescaped.as_str()
    };
    find(text)
}

/// A PEM text with one block.
pub(super) fn write(label: &str, der: &[u8]) -> Zeroizing<String> {
    let mut body = Zeroizing::new(vec![0; der.len().div_ceil(3) * 4]);
    let length =
        STANDARD.encode_slice(der, &mut body).expect("base64 takes four bytes for every three");
    let lines = length.div_ceil(LINE);
    // The full size at once: growing would leave copies of the key behind.
    let size = length + lines + 2 * (BEGIN.len() + label.len() + DASHES.len() + 1);
    let mut text = Zeroizing::new(String::with_capacity(size));
    for part in [BEGIN, label, DASHES, "\n"] {
        text.push_str(part);
    }
    for line in body[..length].chunks(LINE) {
        text.extend(line.iter().copied().map(char::from));
        text.push('\n');
    }
    for part in [END, label, DASHES, "\n"] {
        text.push_str(part);
    }
    text
}

fn find(text: &str) -> Result<Block, KeyError> {
    let mut rest = text;
    let mut found = None;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        let (label, after) = after.split_once(DASHES).ok_or(KeyError::Truncated)?;
        let (body, after) = after
            .split_once(END)
            .filter(|(body, _)| !body.contains(BEGIN))
            .ok_or(KeyError::Truncated)?;
        // `-----END` and the label are last; a cut within them is a cut file.
        let after = after
            .strip_prefix(label)
            .and_then(|after| after.strip_prefix(DASHES))
            .ok_or(KeyError::Truncated)?;
        match kind(label) {
            Ok(kind) => return decode(kind, body),
            Err(error) => found = Some(preferred(found, error)),
        }
        rest = after;
    }
    // What OpenSSH keeps in `.pub` files is one line.
    let other = if text.starts_with("ssh-") { KeyError::PublicKey } else { KeyError::NotPem };
    Err(found.unwrap_or(other))
}

fn kind(label: &str) -> Result<Kind, KeyError> {
    Err(match label {
        "PRIVATE KEY" => return Ok(Kind::Pkcs8),
        "ENCRYPTED PRIVATE KEY" => return Ok(Kind::EncryptedPkcs8),
        "RSA PRIVATE KEY" => return Ok(Kind::Pkcs1),
        "EC PRIVATE KEY" | "EC PARAMETERS" => KeyError::EcKey,
        "DSA PRIVATE KEY" => KeyError::NotRsa,
        "OPENSSH PRIVATE KEY" => KeyError::OpenSshKey,
        "PUBLIC KEY" | "RSA PUBLIC KEY" => KeyError::PublicKey,
        "CERTIFICATE"
        | "X509 CERTIFICATE"
        | "TRUSTED CERTIFICATE"
        | "CERTIFICATE REQUEST"
        | "NEW CERTIFICATE REQUEST" => KeyError::Certificate,
        _ => KeyError::NoPrivateKey,
    })
}

/// Of two blocks that are not RSA private keys: the first that says something particular.
fn preferred(first: Option<KeyError>, second: KeyError) -> KeyError {
    first.filter(|first| *first != KeyError::NoPrivateKey).unwrap_or(second)
}

fn decode(kind: Kind, body: &str) -> Result<Block, KeyError> {
    let body = body.trim_start_matches([' ', '\t', '\r', '\n']);
    let mut encryption = None;
    let mut encrypted = false;
    let mut base64 = Zeroizing::new(Vec::with_capacity(body.len()));
    for line in body.lines().map(str::trim) {
        // Base64 has no colon, so a line with one is a header.
        match line.split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("Proc-Type") => {
                encrypted = value.trim().ends_with("ENCRYPTED");
            }
            Some((name, value)) if name.eq_ignore_ascii_case("DEK-Info") => {
                encryption = Some(value.trim().to_owned());
            }
            Some(_) => {}
            None => base64.extend(line.bytes().filter(|byte| !byte.is_ascii_whitespace())),
        }
    }
    if encrypted && encryption.is_none() {
        return Err(KeyError::Damaged);
    }
    let mut der = Zeroizing::new(vec![0; base64.len()]);
    let length =
        STANDARD.decode_slice(base64.as_slice(), &mut der).map_err(|_| KeyError::Damaged)?;
    der.truncate(length);
    Ok(Block { kind, encryption, der })
}
