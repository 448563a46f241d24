//! The pictures of a screen, served by number: a key press must not send them again.

use std::collections::HashMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// For so many drawings a picture that is not shown any more is kept: the browser may still ask.
const KEPT: u64 = 16;

/// A phone shows no picture that is larger, in bytes.
const LARGEST: usize = 300 * 1024;

/// Pictures that were drawn lately. A picture in the same allocation has the same number.
#[derive(Debug, Default)]
pub(crate) struct Pictures {
    drawing: u64,
    next: u32,
    /// By the address of the text, which lives as long as its row.
    known: HashMap<usize, Known>,
}

#[derive(Debug)]
struct Known {
    number: u32,
    base64: Arc<str>,
    seen: u64,
}

/// What the phone makes of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drawn {
    /// It is shown under this number.
    Number(u32),
    /// It cannot be shown: why.
    Broken(&'static str),
}

impl Pictures {
    /// Begins another drawing, and forgets what was not drawn for long.
    pub(crate) fn begin(&mut self) {
        self.drawing += 1;
        let oldest = self.drawing.saturating_sub(KEPT);
        self.known.retain(|_, known| known.seen >= oldest);
    }

    /// The number of a picture.
    pub(crate) fn number(&mut self, base64: &Arc<str>) -> Drawn {
        if kind(base64).is_none() {
            return Drawn::Broken("This is not a picture in base64 (PNG, JPEG or WebP)");
        }
        if base64.len() / 4 * 3 > LARGEST {
            return Drawn::Broken("This picture has more than 300 KB; a phone does not show it");
        }
        let next = &mut self.next;
        let known = self.known.entry(base64.as_ptr() as usize).or_insert_with(|| {
            *next += 1;
            Known { number: *next, base64: Arc::clone(base64), seen: 0 }
        });
        known.seen = self.drawing;
        Drawn::Number(known.number)
    }

    /// The bytes of a picture and their kind.
    pub(crate) fn bytes(&self, number: u32) -> Option<(&'static str, Vec<u8>)> {
        let known = self.known.values().find(|known| known.number == number)?;
        let text: Vec<u8> =
            known.base64.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        Some((kind(&known.base64)?, STANDARD.decode(text).ok()?))
    }
}

/// The kind of a picture, by what it begins with.
fn kind(base64: &str) -> Option<&'static str> {
    let kinds = [
        ("iVBORw", "image/png"),
        ("/9j/", "image/jpeg"),
        ("UklGR", "image/webp"),
        ("R0lGOD", "image/gif"),
    ];
    kinds.into_iter().find(|(start, _)| base64.starts_with(start)).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_number_and_goes_in_the_end() {
        let mut pictures = Pictures::default();
        let one: Arc<str> = "iVBORw0KGgo=".into();
        pictures.begin();
        let number = pictures.number(&one);
        assert_eq!(number, pictures.number(&Arc::clone(&one)));
        let Drawn::Number(number) = number else { panic!("broken") };
        assert_eq!(pictures.bytes(number).expect("there").0, "image/png");
        for _ in 0..=KEPT {
            pictures.begin();
        }
        assert!(pictures.bytes(number).is_none());
    }

    #[test]
    fn what_is_no_picture_is_broken() {
        let mut pictures = Pictures::default();
        assert!(matches!(pictures.number(&"hello".into()), Drawn::Broken(_)));
        let large = format!("/9j/{}", "A".repeat(LARGEST * 2));
        assert!(matches!(pictures.number(&large.into()), Drawn::Broken(_)));
    }
}
