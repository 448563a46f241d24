//! Files for pickers, encrypted as a phone encrypts them.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt;
use std::future::{Ready, ready};
use std::sync::{Arc, Mutex, PoisonError};

use aes::Aes256;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use hmac::Mac as _;
use http::{Response, StatusCode, Uri};
use http_body_util::Full;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::Error;
use crate::media::{EncryptionMetadata, EndpointMedia};
use crate::signature;

const BLOCK: usize = 16;
/// A file ends with the first bytes of its HMAC.
const TAG: usize = 10;

/// A file on the phone, in clear.
///
/// ```
/// use flow_runtime::testing::media::File;
///
/// let photo = File::jpeg("tooth.jpg");
/// assert_eq!(photo.mime_type, "image/jpeg");
/// let large = File::new("scan.pdf", "application/pdf", vec![0; 3 * 1024 * 1024]);
/// assert_eq!(large.bytes.len(), 3_145_728);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name on the phone.
    pub name: String,
    /// Its kind, such as `image/jpeg`.
    pub mime_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl File {
    /// A file of any kind.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        mime_type: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
    ) -> Self {
        Self { name: name.into(), mime_type: mime_type.into(), bytes: bytes.into() }
    }

    /// A photo: a few bytes that begin as a JPEG does.
    #[must_use]
    pub fn jpeg(name: impl Into<String>) -> Self {
        Self::new(name, "image/jpeg", *b"\xff\xd8\xff\xe0 a photo of a test")
    }

    /// A document: a few bytes that begin as a PDF does.
    #[must_use]
    pub fn pdf(name: impl Into<String>) -> Self {
        Self::new(name, "application/pdf", *b"%PDF-1.7 a document of a test")
    }
}

/// Encrypts a file as a phone does before it uploads it: the bytes that are uploaded, and the keys
/// and hashes that go to the endpoint.
///
/// ```
/// use flow_runtime::media::Decryptor;
/// use flow_runtime::testing::media::encrypt;
///
/// let (uploaded, keys) = encrypt(b"a photo")?;
/// let clear = Decryptor::new(&keys, 1024, Vec::new()).push(&uploaded)?.finish()?;
/// assert_eq!(clear, b"a photo");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the operating system has no random numbers to give.
pub fn encrypt(clear: &[u8]) -> Result<(Vec<u8>, EncryptionMetadata), Error> {
    let mut random = Zeroizing::new([0; 80]);
    getrandom::fill(&mut *random).map_err(|_| Error::Encrypt)?;
    let (mut encryption_key, mut hmac_key) = (Zeroizing::new([0; 32]), Zeroizing::new([0; 32]));
    encryption_key.copy_from_slice(&random[..32]);
    hmac_key.copy_from_slice(&random[32..64]);
    let mut iv = [0; BLOCK];
    iv.copy_from_slice(&random[64..]);

    let padded = (clear.len() / BLOCK + 1) * BLOCK;
    let mut file = Vec::with_capacity(padded + TAG);
    file.extend_from_slice(clear);
    file.resize(padded, 0);
    let key: &[u8; 32] = &encryption_key;
    cbc::Encryptor::<Aes256>::new(key.into(), &iv.into())
        .encrypt_padded::<Pkcs7>(&mut file, clear.len())
        .map_err(|_| Error::Encrypt)?;
    let tag = signature::mac(hmac_key.as_slice(), &iv).chain_update(&file).finalize().into_bytes();
    file.extend_from_slice(&tag[..TAG]);
    let metadata = EncryptionMetadata {
        encrypted_hash: Sha256::digest(&file).into(),
        iv,
        encryption_key,
        hmac_key,
        plaintext_hash: Sha256::digest(clear).into(),
    };
    Ok((file, metadata))
}

/// Where phones upload files to: WhatsApp's CDN, in memory.
///
/// A copy is the same place. A handler that downloads files is given [`get`](Self::get) in a test,
/// where it has an HTTP client otherwise:
///
/// ```
/// use flow_runtime::testing::media::{Cdn, File};
///
/// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
/// let cdn = Cdn::default(); // for `Phone::of::<…>().cdn(cdn.clone())` and for the handler
/// let photo = File::jpeg("tooth.jpg");
/// let media = cdn.upload(&photo)?;
/// let clear = media.download(|url| cdn.get(url), 1024 * 1024, Vec::new()).await?;
/// assert_eq!(clear, photo.bytes);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
#[derive(Clone)]
pub struct Cdn {
    base: Arc<str>,
    files: Arc<Mutex<HashMap<String, Kept>>>,
}

/// A file as it was uploaded, and as it was on the phone.
struct Kept {
    encrypted: Bytes,
    clear: File,
}

/// The place whose addresses no machine has: for tests in one process.
impl Default for Cdn {
    fn default() -> Self {
        Self::at("https://cdn.phone.test")
    }
}

impl Cdn {
    /// A place whose addresses begin with this, and go on with a slash and the id of the file.
    #[must_use]
    pub fn at(base: &str) -> Self {
        Self { base: base.trim_end_matches('/').into(), files: Arc::default() }
    }

    /// Encrypts a file and keeps it.
    ///
    /// # Errors
    ///
    /// As [`encrypt`].
    pub fn upload(&self, file: &File) -> Result<EndpointMedia, Error> {
        let (encrypted, encryption_metadata) = encrypt(&file.bytes)?;
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let media_id = (790_000_000_000_000 + files.len() as u64).to_string();
        let kept = Kept { encrypted: Bytes::from(encrypted), clear: file.clone() };
        files.insert(media_id.clone(), kept);
        Ok(EndpointMedia {
            cdn_url: format!("{}/{media_id}", self.base),
            media_id,
            file_name: Some(file.name.clone()),
            encryption_metadata,
        })
    }

    /// Answers a GET request: the encrypted file, or status 404. It never fails.
    #[expect(clippy::needless_pass_by_value, reason = "as an HTTP client takes it")]
    pub fn get(&self, url: Uri) -> Ready<Result<Response<Full<Bytes>>, Infallible>> {
        let id = url.path().rsplit('/').next().unwrap_or_default();
        let found = self.encrypted(id);
        let mut response = Response::new(Full::new(Bytes::new()));
        match found {
            Some(file) => *response.body_mut() = Full::new(file),
            None => *response.status_mut() = StatusCode::NOT_FOUND,
        }
        ready(Ok(response))
    }

    /// What lies at the address of the file with this id: its encrypted bytes.
    #[must_use]
    pub fn encrypted(&self, media_id: &str) -> Option<Bytes> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.get(media_id).map(|kept| kept.encrypted.clone())
    }

    /// The file with this id, in clear: what a business downloads by the id that a completion names.
    #[must_use]
    pub fn file(&self, media_id: &str) -> Option<File> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.get(media_id).map(|kept| kept.clear.clone())
    }
}

impl fmt::Debug for Cdn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cdn").finish_non_exhaustive()
    }
}

/// The file as a player knows it, once it is uploaded.
pub(super) fn uploaded(media: EndpointMedia) -> flow_player::Media {
    use crate::value::IntoValue as _;
    flow_player::Media {
        media_id: media.media_id,
        cdn_url: media.cdn_url,
        sha256: STANDARD.encode(media.encryption_metadata.plaintext_hash),
        encryption_metadata: media.encryption_metadata.into_value(),
    }
}
