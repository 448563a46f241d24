//! Decrypting and verifying a downloaded file, chunk by chunk.

use std::io::Write;

use aes::Aes256;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{Array, BlockModeDecrypt, KeyIvInit};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{EncryptionMetadata, MediaError};
use crate::signature;

const BLOCK: usize = 16;
/// The file ends with the first bytes of its HMAC.
const TAG: usize = 10;
/// What must be held back until the file is known to have ended: the tag and the padded block.
const HELD: usize = BLOCK + TAG;
/// How much is decrypted at once, whatever the size of the chunks.
const PIECE: usize = 16 * 1024;

/// Decrypts and verifies a file while it is downloaded, in constant memory.
///
/// A file is known to be genuine only when all of it has been read. So the decryptor owns the sink
/// that it writes to, and gives it back from [`finish`](Self::finish) when every check has passed;
/// until then, and after any error, nothing outside can take what was written for a genuine file.
/// With a `Vec<u8>` as the sink there is nothing more to do. With a file, write to a temporary one
/// and move it to its place after `finish`; one that deletes itself when dropped needs no clean-up.
///
/// The checks, in this order: the size limit, the SHA-256 of the downloaded file, its length, the
/// first ten bytes of its HMAC-SHA256 in constant time, the padding, the SHA-256 of the decrypted
/// file. Each has its own [`MediaError`].
///
/// ```
/// use flow_runtime::EndpointMedia;
/// use flow_runtime::media::{Decryptor, MediaError};
///
/// /// `chunks` come from the body of a response to a request for `media.checked_url()?`.
/// fn receive(
///     media: &EndpointMedia,
///     chunks: impl Iterator<Item = Vec<u8>>,
/// ) -> Result<Vec<u8>, MediaError> {
///     let limit = 25 * 1024 * 1024;
///     let mut decryptor = Decryptor::new(&media.encryption_metadata, limit, Vec::new());
///     for chunk in chunks {
///         decryptor = decryptor.push(&chunk)?;
///     }
///     decryptor.finish()
/// }
/// ```
#[must_use = "a file is verified by `finish`"]
pub struct Decryptor<W> {
    sink: W,
    limit: u64,
    received: u64,
    /// Ciphertext that has not been decrypted yet, and after decryption a piece of plaintext.
    pending: Zeroizing<Vec<u8>>,
    file_hash: Sha256,
    plain_hash: Sha256,
    mac: Hmac<Sha256>,
    cipher: cbc::Decryptor<Aes256>,
    encrypted_hash: [u8; 32],
    plaintext_hash: [u8; 32],
}

impl<W: Write> Decryptor<W> {
    /// Starts a file that may have at most `limit` bytes once decrypted, and writes it to `sink`.
    ///
    /// Meta's pickers allow files of 25 MiB unless the flow says less.
    pub fn new(metadata: &EncryptionMetadata, limit: u64, sink: W) -> Self {
        let EncryptionMetadata { encrypted_hash, iv, encryption_key, hmac_key, plaintext_hash } =
            metadata;
        let encryption_key: &[u8; 32] = encryption_key;
        Self {
            sink,
            limit,
            received: 0,
            pending: Zeroizing::new(Vec::with_capacity(PIECE + HELD + BLOCK)),
            file_hash: Sha256::new(),
            plain_hash: Sha256::new(),
            mac: signature::mac(hmac_key.as_slice(), iv),
            cipher: cbc::Decryptor::new(encryption_key.into(), iv.into()),
            encrypted_hash: *encrypted_hash,
            plaintext_hash: *plaintext_hash,
        }
    }

    /// Takes the next bytes of the downloaded file.
    ///
    /// # Errors
    ///
    /// When the file is over the limit or the sink fails. Nothing more can be pushed then: stop the
    /// download.
    pub fn push(mut self, chunk: &[u8]) -> Result<Self, MediaError> {
        let most = self.limit.saturating_add(HELD as u64);
        self.received = self.received.saturating_add(chunk.len() as u64);
        if self.received > most {
            return Err(MediaError::TooLarge { limit: self.limit });
        }
        self.file_hash.update(chunk);
        for piece in chunk.chunks(PIECE) {
            self.pending.extend_from_slice(piece);
            self.decrypt_whole_blocks()?;
        }
        Ok(self)
    }

    /// Ends the file, makes every check, and gives the sink back.
    ///
    /// # Errors
    ///
    /// When a check fails or the sink does. The sink is dropped then.
    pub fn finish(mut self) -> Result<W, MediaError> {
        if self.file_hash.finalize().as_slice() != self.encrypted_hash {
            return Err(MediaError::EncryptedHash);
        }
        let (last, tag) = self
            .pending
            .split_last_chunk_mut::<TAG>()
            .filter(|(last, _)| !last.is_empty() && last.len().is_multiple_of(BLOCK))
            .ok_or(MediaError::Length)?;
        self.mac.update(last);
        self.mac.verify_truncated_left(tag).map_err(|_| MediaError::Hmac)?;
        let padded = last.len();
        let last = self.cipher.decrypt_padded::<Pkcs7>(last).map_err(|_| MediaError::Padding)?;
        // Until the padding is known, a file may be longer than it seems.
        let length = self.received - (TAG + padded - last.len()) as u64;
        if length > self.limit {
            return Err(MediaError::TooLarge { limit: self.limit });
        }
        self.plain_hash.update(last);
        if self.plain_hash.finalize().as_slice() != self.plaintext_hash {
            return Err(MediaError::PlaintextHash);
        }
        self.sink.write_all(last)?;
        self.sink.flush()?;
        Ok(self.sink)
    }

    fn decrypt_whole_blocks(&mut self) -> Result<(), MediaError> {
        let ready = self.pending.len().saturating_sub(HELD) / BLOCK * BLOCK;
        let piece = &mut self.pending[..ready];
        self.mac.update(piece);
        let (blocks, _) = Array::slice_as_chunks_mut(piece);
        self.cipher.decrypt_blocks(blocks);
        self.plain_hash.update(&self.pending[..ready]);
        self.sink.write_all(&self.pending[..ready])?;
        self.pending.drain(..ready);
        Ok(())
    }
}

impl<W> std::fmt::Debug for Decryptor<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Decryptor")
            .field("received", &self.received)
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}
