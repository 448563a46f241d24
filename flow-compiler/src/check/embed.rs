//! Files that a flow holds.

use crate::ast::{Embed, EmbedKind};
use crate::check::base64;
use crate::check::scope::Files;
use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

/// Meta takes no document above 10 MB, so no file in one can be larger, and no part of its source.
pub const LARGEST: usize = 10 * 1024 * 1024;

/// What `file!` or `text!` puts into the document.
pub fn read(cx: &mut Diagnostics, files: &dyn Files, embed: &Embed, span: Span) -> Option<String> {
    let path = files.resolve(&embed.path);
    let bytes = match files.read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            cx.error(
                Code::InvalidFile,
                span,
                format!("cannot read `{}`: {}", embed.path, reason(&error)),
            )
            .help("a path is relative to the package's root, where its Cargo.toml lies");
            return None;
        }
    };
    if bytes.len() > LARGEST {
        cx.error(
            Code::InvalidFile,
            span,
            format!("`{}` is larger than the 10 MB that a whole flow may have", embed.path),
        );
        return None;
    }
    match embed.kind {
        EmbedKind::Base64 => Some(base64::encode(&bytes)),
        EmbedKind::Text => {
            let text = String::from_utf8(bytes).ok();
            if text.is_none() {
                cx.error(Code::InvalidFile, span, format!("`{}` is not UTF-8 text", embed.path))
                    .help(format!("write `file!(\"{}\")` for its bytes in base64", embed.path))
                    .replace_part("text", "file");
            }
            text
        }
    }
}

/// Why a file cannot be read, in the words of a message.
#[must_use]
pub fn reason(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file",
        std::io::ErrorKind::PermissionDenied => "permission denied",
        std::io::ErrorKind::IsADirectory => "it is a folder",
        _ => "reading failed",
    }
}
