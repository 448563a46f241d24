//! Files that a person adds to a picker, as a request names them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flow_player::{File, Media, Upload};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::did::Added;
use crate::session::Session;

/// A file that counts as uploaded. Its bytes never leave the browser, so its keys and hashes are made
/// up: of the right length, and of no file.
pub(crate) fn file(session: &mut Session, added: Added) -> File {
    session.uploads += 1;
    let number = session.uploads;
    let made = |what: &str| Sha256::digest(format!("{what} {number} {}", added.name));
    let base64 = |what: &str, length: usize| STANDARD.encode(&made(what)[..length]);
    let media = Media {
        media_id: format!("{}", 790_000_000_000_000_u64 + number),
        cdn_url: format!("https://cdn.preview.test/{number}"),
        sha256: base64("plain", 32),
        encryption_metadata: json!({
            "encrypted_hash": base64("encrypted", 32),
            "iv": base64("iv", 16),
            "encryption_key": base64("key", 32),
            "hmac_key": base64("hmac", 32),
            "plaintext_hash": base64("plain", 32),
        }),
    };
    File {
        name: added.name,
        mime_type: added.mime_type,
        size: added.size,
        upload: Upload::Done(media),
    }
}
