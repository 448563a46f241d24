//! What is assumed where Meta says nothing and no phone was observed: one function each.
//!
//! A function here decides; its [`Assumption`] is what a view names when it may matter to what is
//! shown. `examples/questions` is a flow that settles them on a device.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::device::Profile;
use crate::value::Value;

/// Something that this phone does and that no source confirms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Assumption {
    /// Which system sends what was entered as a number as a number, and which as a text.
    NumbersOnTheWire,
    /// A comma in a number separates thousands where three digits follow each, else it is the
    /// decimal point.
    CommasInNumbers,
    /// A text is sent as it was typed; it is trimmed for the checks alone.
    TextAsTyped,
    /// A text field that was filled and emptied again sends an empty text.
    EmptiedText,
    /// A choice of one that was taken back has no value, as if it had never been made.
    ChoiceTakenBack,
    /// Before Flow JSON 5.0 a date is midnight in UTC, in milliseconds.
    HourOfMilliseconds,
    /// A `TextArea` takes no more characters than its limit; a `TextInput` does, and reports an error.
    StopsTyping,
    /// An answer with an `error_message` that names another screen keeps the person where they are,
    /// and its data is not taken.
    MessageKeepsTheScreen,
    /// An `error_message` in the very first answer is shown over the screen that it names.
    MessageOnTheFirstScreen,
    /// An answer with an `error_message` for the same screen fills in anew only the initial values
    /// that are bound to data which it brings; what was typed elsewhere stays.
    MessageFillsWhatItBrings,
    /// `update_data` changes the data; initial values that are bound to it are not filled in anew.
    UpdateKeepsInput,
    /// From 6.0 to 6.3 an action on choosing runs at the first rendering where the field has a value.
    ChoiceAtFirstRender,
    /// An error that the server put on a field does not keep the button disabled.
    ServerErrorDoesNotBlock,
    /// Going back while a request is under way forgets the request.
    BackWhileWaiting,
    /// References in the action of an item that came with data are read as in a document.
    ActionsInData,
    /// The history holds so many screens; the oldest are forgotten.
    LengthOfHistory,
    /// An answer without a screen's name is a fault of the answer.
    AnswerWithoutScreen,
    /// The words of errors, of required fields and of the chat: ours, as the real ones are not known.
    Wordings,
    /// A `DocumentPicker` without `allowed-mime-types` takes every kind that Flow JSON lists.
    AnyDocument,
    /// A response names each file as the webhook does: id, kind, hash and name.
    FilesInResponse,
    /// An address of electronic mail is `x@y.z` without spaces.
    EmailShape,
    /// The limits on the days of a range count from its first day to its last: the nights.
    DaysOfRange,
    /// Choosing another option of a list of one runs what taking the former back does, where that
    /// is written for itself.
    ReplacedChoice,
    /// A `visible`, `enabled` or `required` that is bound to nothing is as if it were not written.
    AbsentFlag,
}

impl Assumption {
    /// Every assumption.
    pub const ALL: &[Self] = &[
        Self::NumbersOnTheWire,
        Self::CommasInNumbers,
        Self::TextAsTyped,
        Self::EmptiedText,
        Self::ChoiceTakenBack,
        Self::HourOfMilliseconds,
        Self::StopsTyping,
        Self::MessageKeepsTheScreen,
        Self::MessageOnTheFirstScreen,
        Self::MessageFillsWhatItBrings,
        Self::UpdateKeepsInput,
        Self::ChoiceAtFirstRender,
        Self::ServerErrorDoesNotBlock,
        Self::BackWhileWaiting,
        Self::ActionsInData,
        Self::LengthOfHistory,
        Self::AnswerWithoutScreen,
        Self::Wordings,
        Self::AnyDocument,
        Self::FilesInResponse,
        Self::EmailShape,
        Self::DaysOfRange,
        Self::ReplacedChoice,
        Self::AbsentFlag,
    ];

    /// In one sentence, for a person.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NumbersOnTheWire => {
                "Android sends an entered number as a number, iOS and Web as a text"
            }
            Self::CommasInNumbers => {
                "a comma before each three digits separates thousands, any other is the decimal point"
            }
            Self::TextAsTyped => "a text is sent as it was typed, spaces included",
            Self::EmptiedText => "a text field that was emptied sends an empty text",
            Self::ChoiceTakenBack => "a choice that was taken back is left out of what is sent",
            Self::HourOfMilliseconds => "a date in milliseconds is midnight in UTC",
            Self::StopsTyping => "a TextArea stops at its limit, a TextInput reports an error",
            Self::MessageKeepsTheScreen => {
                "an answer with an `error_message` for another screen keeps the person here"
            }
            Self::MessageOnTheFirstScreen => {
                "an `error_message` in the first answer is shown over the first screen"
            }
            Self::MessageFillsWhatItBrings => {
                "an answer with an `error_message` replaces only input whose data it brings"
            }
            Self::UpdateKeepsInput => "`update_data` does not fill in initial values anew",
            Self::ChoiceAtFirstRender => {
                "an action on choosing runs at the first rendering where the field has a value"
            }
            Self::ServerErrorDoesNotBlock => {
                "an error that the server put on a field does not disable the button"
            }
            Self::BackWhileWaiting => "going back while a request is under way forgets the request",
            Self::ActionsInData => {
                "references in an item's action that came with data are resolved"
            }
            Self::LengthOfHistory => "the history holds 256 screens",
            Self::AnswerWithoutScreen => "an answer that names no screen is a fault of the answer",
            Self::Wordings => "the words of errors are not WhatsApp's",
            Self::AnyDocument => "a DocumentPicker without a list of kinds takes every kind",
            Self::FilesInResponse => "a response names files by id, kind, hash and name",
            Self::EmailShape => "an email address is `x@y.z` without spaces",
            Self::DaysOfRange => "the limits of a range count the nights between its ends",
            Self::ReplacedChoice => {
                "choosing another option first runs what taking the former back does"
            }
            Self::AbsentFlag => "a flag that is bound to nothing counts as not written",
        }
    }
}

impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence())
    }
}

/// [`Assumption::LengthOfHistory`].
pub(crate) const HISTORY: usize = 256;

/// [`Assumption::NumbersOnTheWire`] and [`Assumption::CommasInNumbers`].
pub(crate) fn number_on_the_wire(text: &str, profile: Profile) -> Value {
    match number_of(text.trim()) {
        Some(number) if profile.traits().numbers => Value::number(number),
        _ => text_as_typed(text),
    }
}

/// [`Assumption::CommasInNumbers`]: the number that was typed. A sign, commas between thousands, a
/// decimal point or comma, and an exponent are known.
pub(crate) fn number_of(text: &str) -> Option<f64> {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let groups: Vec<&str> = mantissa.split('.').next().unwrap_or_default().split(',').collect();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let thousands = match groups.as_slice() {
        [first, rest @ ..] if !rest.is_empty() => {
            digits(first.trim_start_matches(['+', '-']))
                && rest.iter().all(|group| group.len() == 3 && digits(group))
        }
        _ => false,
    };
    let mantissa =
        if thousands { mantissa.replace(',', "") } else { mantissa.replacen(',', ".", 1) };
    crate::value::number_in(&format!("{mantissa}{exponent}"))
}

/// [`Assumption::TextAsTyped`] and [`Assumption::EmptiedText`].
pub(crate) fn text_as_typed(text: &str) -> Value {
    Value::text(text)
}

/// [`Assumption::HourOfMilliseconds`]: a day as milliseconds since 1970.
pub(crate) fn milliseconds(date: Date) -> i64 {
    i64::from((date - EPOCH).get_days()) * DAY
}

/// [`Assumption::HourOfMilliseconds`]: the day in which a moment lies.
pub(crate) fn day_of(milliseconds: i64) -> Option<Date> {
    let days = milliseconds.div_euclid(DAY);
    // No date that exists is so far away.
    (days.abs() < 5_000_000).then(|| EPOCH.checked_add(jiff::Span::new().days(days)).ok()).flatten()
}

const EPOCH: Date = Date::constant(1970, 1, 1);
const DAY: i64 = 86_400_000;

/// [`Assumption::StopsTyping`]: whether a field takes no more than its limit.
pub(crate) fn stops_typing(several_lines: bool) -> bool {
    several_lines
}

/// [`Assumption::EmailShape`].
pub(crate) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain = |part: &str| !part.is_empty() && !part.contains([' ', '@', '\t', '\n']);
    let dotted = domain.rsplit_once('.').is_some_and(|(name, top)| plain(name) && plain(top));
    plain(local) && dotted
}

#[cfg(test)]
mod tests {
    use super::{Date, day_of, is_email, milliseconds, number_of};

    #[test]
    fn numbers_are_read_with_either_comma() {
        for (text, number) in [
            ("1,234.5", Some(1234.5)),
            ("1,5", Some(1.5)),
            ("-12", Some(-12.0)),
            ("1,234", Some(1234.0)),
            ("1,234,567", Some(1_234_567.0)),
            ("1e3", Some(1000.0)),
            ("1,2,3", None),
            ("abc", None),
            ("", None),
        ] {
            assert_eq!(number_of(text), number, "{text}");
        }
    }

    #[test]
    fn days_come_back_from_their_milliseconds() {
        let day = Date::constant(2024, 2, 29);
        assert_eq!(day_of(milliseconds(day)), Some(day));
        assert_eq!(day_of(milliseconds(day) + 1), Some(day));
        assert_eq!(day_of(-1), Some(Date::constant(1969, 12, 31)));
        assert_eq!(day_of(i64::MAX), None);
    }

    #[test]
    fn an_address_has_a_name_and_a_domain() {
        assert!(is_email("ada@example.com"));
        for text in ["ada", "ada@", "@example.com", "a b@example.com", "ada@example", "a@b."] {
            assert!(!is_email(text), "{text}");
        }
    }
}
