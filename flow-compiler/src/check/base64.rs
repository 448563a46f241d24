//! Base64, as far as images need it: no crate of this one's dependencies has it.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What an image's bytes say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    Jpeg,
    Png,
    Webp,
    /// Base64, but of no image that Meta takes.
    Other,
}

/// The bytes in base64, padded.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..4 {
            let symbol = ALPHABET[(group >> (18 - 6 * i) & 63) as usize];
            text.push(if i <= chunk.len() { char::from(symbol) } else { '=' });
        }
    }
    text
}

/// How many bytes the text stands for; `None` when it is not base64.
pub fn size(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let padding = bytes.iter().rev().take_while(|byte| **byte == b'=').count();
    let symbols = &bytes[..bytes.len() - padding];
    let plain =
        symbols.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'));
    let whole = padding <= 2 && (padding == 0 || bytes.len().is_multiple_of(4));
    (plain && whole && symbols.len() % 4 != 1 && !symbols.is_empty()).then(|| symbols.len() * 3 / 4)
}

/// What the first bytes of base64 text say.
pub fn picture(text: &str) -> Picture {
    let head = decode_head(text);
    if head.starts_with(&[0xff, 0xd8, 0xff]) {
        Picture::Jpeg
    } else if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        Picture::Png
    } else if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        Picture::Webp
    } else {
        Picture::Other
    }
}

fn decode_head(text: &str) -> Vec<u8> {
    let mut head = Vec::with_capacity(12);
    for chunk in text.as_bytes().chunks_exact(4).take(4) {
        let mut group = 0_u32;
        for byte in chunk {
            let Some(value) = (0_u32..).zip(ALPHABET).find(|(_, symbol)| *symbol == byte) else {
                return head;
            };
            group = group << 6 | value.0;
        }
        head.extend(&group.to_be_bytes()[1..]);
    }
    head
}

#[cfg(test)]
mod tests {
    use super::{Picture, encode, picture, size};

    #[test]
    fn encodes_with_padding() {
        let texts: Vec<String> =
            ["", "f", "fo", "foo", "foob"].iter().map(|text| encode(text.as_bytes())).collect();
        assert_eq!(texts, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]);
    }

    #[test]
    fn tells_base64_from_other_text() {
        assert_eq!(size("Zm9vYg=="), Some(4));
        assert_eq!(size("Zm9vYg"), Some(4));
        for text in ["", "=", "Zm9v!", "Zm9vY", "Zm9vYg=", "data:image/png;base64,Zm9v"] {
            assert_eq!(size(text), None, "{text}");
        }
    }

    #[test]
    fn tells_pictures_apart() {
        assert_eq!(picture(&encode(b"\x89PNG\r\n\x1a\n0000000000")), Picture::Png);
        assert_eq!(picture(&encode(&[0xff, 0xd8, 0xff, 0xe0, 0, 0])), Picture::Jpeg);
        assert_eq!(picture(&encode(b"RIFF0000WEBPVP8 ")), Picture::Webp);
        assert_eq!(picture("Zm9vYmFyZm9v"), Picture::Other);
    }
}
