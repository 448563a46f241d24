//! Files that a business has uploaded, and those that people have picked.

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use crate::state::State;

/// A file at Meta, in clear.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Media {
    /// Its id.
    pub id: String,
    /// Its kind, such as `image/jpeg`.
    pub mime_type: String,
    /// Its name, where it has one.
    pub file_name: Option<String>,
    /// What is in it.
    pub bytes: Bytes,
}

/// The uploads that are kept have so many bytes at most; older ones go.
const KEPT: usize = 64 << 20;

impl Media {
    /// The SHA-256 of the file, in hexadecimal.
    pub(crate) fn sha256(&self) -> String {
        hex(&Sha256::digest(&self.bytes))
    }
}

impl State {
    /// The file of an id: uploaded by the business, or picked by a person.
    pub(crate) fn file(&self, id: &str) -> Option<Media> {
        let uploaded = self.media.iter().find(|media| media.id == id).cloned();
        uploaded.or_else(|| {
            let file = self.cdn.file(id)?;
            Some(Media {
                id: id.to_owned(),
                mime_type: file.mime_type,
                file_name: Some(file.name),
                bytes: file.bytes.into(),
            })
        })
    }

    pub(crate) fn keep(&mut self, media: Media) {
        self.media.push(media);
        let size = |media: &[Media]| media.iter().map(|media| media.bytes.len()).sum::<usize>();
        while self.media.len() > 1 && size(&self.media) > KEPT {
            self.media.remove(0);
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
