//! Why a private key could not be read or written.

/// Why a private key could not be read or written.
///
/// Every message says what was found and what to do about it. None holds key material.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The text is empty.
    #[error(
        "the private key is empty; give the whole text of the PEM file, and check that the file \
         or variable it is read from is set"
    )]
    Empty,
    /// The text has no `-----BEGIN …-----` line.
    #[error(
        "the private key is not PEM: it has no `-----BEGIN PRIVATE KEY-----` line; give the text \
         of the key file, not its name"
    )]
    NotPem,
    /// The bytes are DER, the binary form.
    #[error(
        "the private key is in binary form (DER); convert it with \
         `openssl pkey -inform DER -in key.der -out key.pem`"
    )]
    Der,
    /// The bytes are PKCS#12, a store of keys and certificates.
    #[error(
        "this is a PKCS#12 store (`.p12`, `.pfx`); take the private key out of it with \
         `openssl pkcs12 -nocerts -in key.p12 -out private.pem`"
    )]
    Pkcs12,
    /// The text is UTF-16.
    #[error(
        "the private key is UTF-16 text, as `>` in Windows PowerShell writes it; save the file as \
         UTF-8, or write it with the option `-out private.pem` of `openssl`"
    )]
    Utf16,
    /// The text is longer than any key file.
    #[error(
        "the private key has {bytes} bytes, and a key file has at most {limit}; check which file is read"
    )]
    TooLong {
        /// The bytes given.
        bytes: usize,
        /// The most that is read.
        limit: usize,
    },
    /// The `-----END …-----` line, or the end of the key, is missing.
    #[error(
        "the private key ends too early; copy the whole file, from its `BEGIN` line to its `END` line"
    )]
    Truncated,
    /// The text between `BEGIN` and `END` cannot be decoded.
    #[error(
        "the private key is damaged: what is between `BEGIN` and `END` cannot be decoded; copy the file again"
    )]
    Damaged,
    /// The file holds a public key.
    #[error(
        "this is a public key; give the private key it was made from. The public key goes to Meta, \
         the private key stays here"
    )]
    PublicKey,
    /// The file holds a certificate or a certificate request.
    #[error(
        "this is a certificate; give the RSA private key. Meta's encryption uses no certificates"
    )]
    Certificate,
    /// The file holds an elliptic curve key.
    #[error(
        "this is an elliptic curve key, and Meta encrypts with RSA; make a key with `openssl genrsa -aes256 -out private.pem 2048`"
    )]
    EcKey,
    /// The file holds an OpenSSH key.
    #[error(
        "this is a key in OpenSSH's own form; if it is an RSA key, convert it with \
         `ssh-keygen -p -m PKCS8 -f FILE`"
    )]
    OpenSshKey,
    /// The file holds a key of another kind, such as Ed25519, DSA or RSA-PSS.
    #[error(
        "this is not an RSA key, and Meta encrypts with RSA; make a key with `openssl genrsa -aes256 -out private.pem 2048`"
    )]
    NotRsa,
    /// The file holds no private key but something else in PEM form.
    #[error(
        "the PEM file holds no private key; it needs a block that starts with `-----BEGIN PRIVATE KEY-----`, `-----BEGIN ENCRYPTED PRIVATE KEY-----` or `-----BEGIN RSA PRIVATE KEY-----`"
    )]
    NoPrivateKey,
    /// The modulus is shorter than Meta accepts.
    #[error(
        "the RSA key has {bits} bits, and Meta asks for 2048; make a new one with `openssl genrsa -aes256 -out private.pem 2048` and upload its public key"
    )]
    TooSmall {
        /// The size of the modulus in bits.
        bits: u32,
    },
    /// The modulus is longer than Meta accepts.
    #[error(
        "the RSA key has {bits} bits, and Meta asks for 2048; make a new one with `openssl genrsa -aes256 -out private.pem 2048` and upload its public key"
    )]
    TooLarge {
        /// The size of the modulus in bits.
        bits: u32,
    },
    /// The numbers in the file do not make up a working RSA key.
    #[error(
        "the parts of the RSA key do not fit each other; the file is damaged, use a copy of it or make a new key"
    )]
    Inconsistent,
    /// The file is encrypted, and no passphrase was given.
    #[error(
        "the private key is encrypted and no passphrase was given; give the one that was typed when the key was made"
    )]
    MissingPassphrase,
    /// The passphrase does not open the file.
    #[error(
        "the passphrase does not open the private key; it is another one, or the file is damaged"
    )]
    WrongPassphrase,
    /// The file is encrypted in a way that is not read.
    #[error(
        "the private key is encrypted in a way that is not supported; encrypt it anew with \
         `openssl pkcs8 -topk8 -v2 aes256 -in old.pem -out private.pem`"
    )]
    UnsupportedEncryption,
    /// The file asks for more work to check the passphrase than is done.
    #[error(
        "the private key asks for too much work to check its passphrase (more than 5,000,000 \
         rounds of PBKDF2, or more than 64 MiB of memory for scrypt); encrypt it anew with \
         `openssl pkcs8 -topk8 -v2 aes256 -iter 600000 -in old.pem -out private.pem`"
    )]
    TooMuchWork,
    /// A passphrase to write with is empty.
    #[error("the passphrase is empty; give one to encrypt the private key with")]
    EmptyPassphrase,
    /// The operating system gave no random numbers.
    #[error("the operating system gave no random numbers, so no key can be made")]
    NoRandomNumbers,
}
