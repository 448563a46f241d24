//! Files that a person gives to a picker: encrypted as a phone does, and kept where the service fetches
//! them, in the place of WhatsApp's CDN.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use flow_player::Media;
use flow_runtime::testing::media::encrypt;
use flow_runtime::value::IntoValue as _;

/// The largest file that a picker takes, in bytes, with what it may be over that: the phone says so.
pub(crate) const LARGEST: usize = 26 * 1_048_576;

/// So many bytes are kept; older files go.
const KEPT: usize = 256 * 1_048_576;

/// The first of the ids that Meta would give.
const FIRST: u64 = 790_000_000_000_001;

/// Files, the oldest first.
#[derive(Default)]
pub(crate) struct Files {
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    files: VecDeque<(String, Bytes)>,
    bytes: usize,
    count: u64,
}

impl Files {
    /// Encrypts a file, and keeps it under an id that nobody guesses. `base` is the address of the
    /// page, which ends with `/`.
    pub(crate) fn keep(&self, base: &str, id: String, clear: &[u8]) -> Result<Media, String> {
        let (encrypted, keys) = encrypt(clear).map_err(|error| error.to_string())?;
        let mut held = self.held();
        held.bytes += encrypted.len();
        held.count += 1;
        let media = Media {
            media_id: (FIRST + held.count - 1).to_string(),
            cdn_url: format!("{base}cdn/{id}"),
            sha256: STANDARD.encode(keys.plaintext_hash),
            encryption_metadata: keys.into_value(),
        };
        held.files.push_back((id, encrypted.into()));
        while held.bytes > KEPT {
            let Some((_, oldest)) = held.files.pop_front() else { break };
            held.bytes -= oldest.len();
        }
        Ok(media)
    }

    /// The encrypted file of this id.
    pub(crate) fn get(&self, id: &str) -> Option<Bytes> {
        let held = self.held();
        held.files.iter().find(|(known, _)| known == id).map(|(_, bytes)| bytes.clone())
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is in the files is nobody's business.
impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Files").field("count", &self.held().files.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_files_go() {
        let files = Files::default();
        let large = vec![0; 20 * 1_048_576];
        for at in 0..14 {
            files.keep("http://localhost/", at.to_string(), &large).expect("kept");
        }
        assert!(files.get("0").is_none() && files.get("13").is_some());
        assert!(files.held().bytes <= KEPT);
    }
}
