//! Why a file could not be fetched, verified or decrypted.

/// Why a file of a picker could not be fetched, verified or decrypted.
///
/// Of a file that fails any check nothing may be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MediaError {
    /// The address is not a URL.
    #[error("the file's `cdn_url` is not a URL")]
    Url,
    /// The address is not `https`.
    #[error("the file's `cdn_url` is not `https`, and no other is fetched")]
    NotHttps,
    /// The address names no public host.
    #[error("the file's `cdn_url` names no public host, and may point into your own network")]
    Host,
    /// The client failed, or the connection did.
    #[error("the file could not be downloaded")]
    Transport(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The address answered with another status than 200.
    #[error(
        "the file's address answered with status {0}; files are kept for 20 days, and redirects are \
         not followed"
    )]
    Status(http::StatusCode),
    /// The file is larger than the limit that was given.
    #[error("the file is larger than the limit of {limit} bytes")]
    TooLarge {
        /// The limit that was given, in bytes of the decrypted file.
        limit: u64,
    },
    /// The downloaded file does not have the hash that the request names.
    #[error(
        "the downloaded file does not match its `encrypted_hash`; the download was cut short, or it is another file"
    )]
    EncryptedHash,
    /// The file is too short or not made of whole blocks.
    #[error("the encrypted file is not made of whole blocks and ten bytes of HMAC")]
    Length,
    /// The file's HMAC does not match.
    #[error("the encrypted file does not match its HMAC")]
    Hmac,
    /// The padding of the last block is wrong, so the key is.
    #[error("the file cannot be decrypted with its `encryption_key`")]
    Padding,
    /// The decrypted file does not have the hash that the request names.
    #[error("the decrypted file does not match its `plaintext_hash`")]
    PlaintextHash,
    /// The sink took no more.
    #[error("the decrypted file could not be written")]
    Sink(#[from] std::io::Error),
}
