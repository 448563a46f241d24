//! The limits of Meta's reference on what is shown in a message.

use serde_json::Value;

use super::{MessageError, MessageWarning};

/// What Meta advises for the button of a message; a longer text is cut on some phones.
pub(super) const CTA: usize = 30;
pub(super) const BODY: usize = 1024;
pub(super) const HEADER: usize = 60;
pub(super) const FOOTER: usize = 60;
pub(super) const BUTTON: usize = 25;
pub(super) const CALLBACK_DATA: usize = 512;

/// The characters below the supplementary planes that are shown as emoji by themselves
/// (`Emoji_Presentation` of Unicode).
const EMOJI: &[(char, char)] = &[
    ('\u{231A}', '\u{231B}'),
    ('\u{23E9}', '\u{23EC}'),
    ('\u{23F0}', '\u{23F0}'),
    ('\u{23F3}', '\u{23F3}'),
    ('\u{25FD}', '\u{25FE}'),
    ('\u{2614}', '\u{2615}'),
    ('\u{2648}', '\u{2653}'),
    ('\u{267F}', '\u{267F}'),
    ('\u{2693}', '\u{2693}'),
    ('\u{26A1}', '\u{26A1}'),
    ('\u{26AA}', '\u{26AB}'),
    ('\u{26BD}', '\u{26BE}'),
    ('\u{26C4}', '\u{26C5}'),
    ('\u{26CE}', '\u{26CE}'),
    ('\u{26D4}', '\u{26D4}'),
    ('\u{26EA}', '\u{26EA}'),
    ('\u{26F2}', '\u{26F3}'),
    ('\u{26F5}', '\u{26F5}'),
    ('\u{26FA}', '\u{26FA}'),
    ('\u{26FD}', '\u{26FD}'),
    ('\u{2705}', '\u{2705}'),
    ('\u{270A}', '\u{270B}'),
    ('\u{2728}', '\u{2728}'),
    ('\u{274C}', '\u{274C}'),
    ('\u{274E}', '\u{274E}'),
    ('\u{2753}', '\u{2755}'),
    ('\u{2757}', '\u{2757}'),
    ('\u{2795}', '\u{2797}'),
    ('\u{27B0}', '\u{27B0}'),
    ('\u{27BF}', '\u{27BF}'),
    ('\u{2B1B}', '\u{2B1C}'),
    ('\u{2B50}', '\u{2B50}'),
    ('\u{2B55}', '\u{2B55}'),
    // What turns the character before it into an emoji, or into a keycap.
    ('\u{FE0F}', '\u{FE0F}'),
    ('\u{20E3}', '\u{20E3}'),
    // The pictographic blocks.
    ('\u{1F000}', '\u{1FAFF}'),
];

/// Checks a text that has to be there.
pub(super) fn text(
    text: &str,
    longest: usize,
    empty: MessageError,
    too_long: impl FnOnce(usize) -> MessageError,
) -> Result<(), MessageError> {
    if text.trim().is_empty() {
        return Err(empty);
    }
    let chars = text.chars().count();
    if chars > longest { Err(too_long(chars)) } else { Ok(()) }
}

/// What Meta advises against in the button of a message, and takes.
pub(super) fn cta(cta: &str) -> Vec<MessageWarning> {
    let chars = cta.chars().count();
    let long = (chars > CTA).then_some(MessageWarning::CtaLong { chars });
    let emoji = cta.chars().any(is_emoji).then_some(MessageWarning::CtaEmoji);
    long.into_iter().chain(emoji).collect()
}

pub(super) fn filled(text: &str, empty: MessageError) -> Result<(), MessageError> {
    if text.trim().is_empty() { Err(empty) } else { Ok(()) }
}

/// Checks that no `null` is sent, however deep.
pub(super) fn no_null(value: &Value, path: &str) -> Result<(), MessageError> {
    let below = |key: &str| format!("{path}.{key}");
    match value {
        Value::Null => Err(MessageError::DataNull { path: path.to_owned() }),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| no_null(item, &below(&index.to_string()))),
        Value::Object(map) => map.iter().try_for_each(|(key, value)| no_null(value, &below(key))),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}

fn is_emoji(character: char) -> bool {
    EMOJI.iter().any(|(first, last)| (*first..=*last).contains(&character))
}

#[cfg(test)]
mod tests {
    use super::{cta, no_null};
    use crate::message::{MessageError, MessageWarning};

    #[test]
    fn letters_of_every_script_are_no_emoji() {
        for text in ["Open", "Öffnen", "開く", "افتح", "Открыть → 1", "★ 5", "A™ © 2", "1. #2 *"]
        {
            assert_eq!(cta(text), [], "{text}");
        }
        for text in ["Open 🎉", "✅ Done", "1️⃣", "⚠️", "🇳🇱", "👩‍💻", "⭐"]
        {
            assert_eq!(cta(text), [MessageWarning::CtaEmoji], "{text}");
        }
    }

    #[test]
    fn characters_are_counted_and_not_bytes() {
        assert_eq!(cta(&"é".repeat(30)), []);
        assert_eq!(cta(&"é".repeat(31)), [MessageWarning::CtaLong { chars: 31 }]);
    }

    #[test]
    fn a_null_is_found_wherever_it_is() {
        let value = serde_json::json!([{ "b": 1 }, { "b": null }]);
        assert_eq!(no_null(&value, "a"), Err(MessageError::DataNull { path: "a.1.b".to_owned() }));
    }
}
