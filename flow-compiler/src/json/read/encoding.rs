//! From the bytes of a file to JSON.

use super::{MAX_BYTES, Reader};
use crate::diagnostic::{Code, Diagnostics};
use crate::json::Node;
use crate::span::Span;

/// Reads a JSON text.
///
/// What is not JSON is reported, and read on as far as it is clear what was meant: commas too many
/// or missing, comments, single quotes, keys without quotes, words such as `None`. Of a key that
/// is there twice the first value counts. Time is linear in the length of the text.
///
/// `None` where the text cannot be read to its end; why has been reported then.
#[must_use]
pub fn read(cx: &mut Diagnostics, text: &str) -> Option<Node> {
    if text.len() > MAX_BYTES {
        too_large(cx, text.len() as u64);
        return None;
    }
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    if mark > 0 {
        cx.warning(
            Code::ByteOrderMark,
            Span::text(0, mark),
            "the document begins with a byte order mark",
        )
        .help("save the file as UTF-8 without a byte order mark (BOM)");
    }
    Reader::new(cx, text, mark).document().ok()
}

/// Reads JSON from the bytes of a file: as [`read`], and says what is wrong where they are no
/// UTF-8.
#[must_use]
pub fn read_bytes(cx: &mut Diagnostics, bytes: &[u8]) -> Option<Node> {
    if bytes.len() > MAX_BYTES {
        too_large(cx, bytes.len() as u64);
        return None;
    }
    if let Some(encoding) = wide(bytes) {
        cx.error(
            Code::InvalidFlowJson,
            Span::text(0, 0),
            format!("the document is in {encoding}, and JSON is UTF-8"),
        )
        .help("save the file as UTF-8");
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => read(cx, text),
        Err(fault) => {
            let at = fault.valid_up_to();
            cx.error(
                Code::InvalidFlowJson,
                Span::text(at, at + 1),
                "the document is not valid UTF-8 from here on",
            )
            .help("save the file as UTF-8");
            None
        }
    }
}

/// Notes that a document is too large; for one that was not even read.
pub fn too_large(cx: &mut Diagnostics, bytes: u64) {
    let message =
        format!("the document has {bytes} bytes, and Meta takes at most {MAX_BYTES} (10 MB)");
    cx.error(Code::InvalidFlowJson, Span::text(0, 0), message).help(
        "images are the largest part as a rule: make them smaller, or let the server send them",
    );
}

/// JSON begins with a character of ASCII, so a zero beside it tells an encoding of two or four
/// bytes, with or without a byte order mark.
fn wide(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..]
        | [0, 0, 0xfe, 0xff, ..]
        | [1..=255, 0, 0, 0, ..]
        | [0, 0, 0, 1..=255, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [1..=255, 0, ..] | [0, 1..=255, ..] => Some("UTF-16"),
        _ => None,
    }
}
