//! Why a field or a button is not ready.

use std::fmt;

use flow_compiler::catalogue::ComponentKind;
use jiff::civil::Date;
use serde::Serialize;

use crate::assume;
use crate::dates::{Blocked, Days, length};
use crate::entry::{Entry, InputType};
use crate::eval::{Scope, truth};
use crate::gesture::{File, Upload};
use crate::lookup::{count, end_of, entries, flag, is_range, is_visible};
use crate::program::{Node, Screen};

/// The most characters of a `TextInput` that says nothing else.
const TEXT_INPUT: usize = 80;
/// The most characters of a `TextArea` that says nothing else.
const TEXT_AREA: usize = 600;
/// The most files of a picker that says nothing else.
const FILES: usize = 30;
/// The largest file of a picker that says nothing else, in KB.
const FILE_KB: usize = 25_600;

/// What is wrong with what a field holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Problem {
    /// It is required and empty.
    Required,
    /// It has fewer characters than this.
    TooShort(usize),
    /// It has more characters than this.
    TooLong(usize),
    /// It is not an address of electronic mail.
    NoEmail,
    /// It is not a telephone number: digits, brackets, points, dashes and spaces.
    NoPhone,
    /// It holds something else than digits.
    NoPasscode,
    /// It is not a number.
    NoNumber,
    /// It does not match the pattern.
    Pattern,
    /// What was chosen is not in the list any more.
    NotInList,
    /// Fewer options than this are chosen.
    TooFew(usize),
    /// More options than this are chosen.
    TooMany(usize),
    /// The day cannot be chosen.
    DayUnavailable,
    /// The day is before the first that can be chosen.
    DayTooEarly(Date),
    /// The day is after the last that can be chosen.
    DayTooLate(Date),
    /// The range has fewer days than this.
    RangeTooShort(usize),
    /// The range has more days than this.
    RangeTooLong(usize),
    /// The last day is required and was left open.
    EndMissing,
    /// Fewer files than this are there.
    TooFewFiles(usize),
    /// More files than this are there.
    TooManyFiles(usize),
    /// A file is not uploaded yet.
    Uploading,
    /// The upload of a file failed.
    UploadFailed,
}

impl Problem {
    /// What the field says, in words of ours, since WhatsApp's are not known.
    #[must_use]
    pub fn message(&self, label: &str) -> String {
        match self {
            Self::Required => format!("{label} is required"),
            Self::TooShort(min) => {
                format!("{label} needs at least {}", counted(*min, "character"))
            }
            Self::TooLong(max) => {
                format!("{label} can have at most {}", counted(*max, "character"))
            }
            Self::NoEmail => "Enter an email address, such as name@example.com".to_owned(),
            Self::NoPhone => "Enter a phone number".to_owned(),
            Self::NoPasscode => "Enter digits only".to_owned(),
            Self::NoNumber => "Enter a number".to_owned(),
            Self::Pattern => format!("{label} does not have the right form"),
            Self::NotInList => "Choose again: the choice is not in the list any more".to_owned(),
            Self::TooFew(min) => format!("Choose at least {min}"),
            Self::TooMany(max) => format!("Choose at most {max}"),
            Self::DayUnavailable => "This day is not available".to_owned(),
            Self::DayTooEarly(first) => format!("Choose a day from {first} on"),
            Self::DayTooLate(last) => format!("Choose a day up to {last}"),
            Self::RangeTooShort(min) => format!("Choose at least {}", counted(*min, "day")),
            Self::RangeTooLong(max) => format!("Choose at most {}", counted(*max, "day")),
            Self::EndMissing => "Choose the last day as well".to_owned(),
            Self::TooFewFiles(min) => format!("Add at least {}", counted(*min, "file")),
            Self::TooManyFiles(max) => format!("Add at most {}", counted(*max, "file")),
            Self::Uploading => "Wait until every file is uploaded".to_owned(),
            Self::UploadFailed => "A file could not be uploaded".to_owned(),
        }
    }
}

/// So many of something.
fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// A field that keeps the button disabled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// The field's name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// What is wrong with it.
    pub problem: Problem,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.name, self.problem.message(&self.label))
    }
}

/// How many characters a text field takes: the fewest, and the most.
pub(crate) fn lengths(scope: &Scope<'_>, node: &Node) -> (usize, usize) {
    match node.kind {
        ComponentKind::TextArea => (0, count(scope, node, "max-length").unwrap_or(TEXT_AREA)),
        _ => (
            count(scope, node, "min-chars").unwrap_or(0),
            count(scope, node, "max-chars").unwrap_or(TEXT_INPUT),
        ),
    }
}

/// How many options may be chosen: the fewest, and the most.
pub(crate) fn choices(scope: &Scope<'_>, node: &Node, options: usize) -> (usize, usize) {
    (
        count(scope, node, "min-selected-items").unwrap_or(0),
        count(scope, node, "max-selected-items").unwrap_or(options),
    )
}

/// What a picker takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FileLimits {
    pub(crate) fewest: usize,
    pub(crate) most: usize,
    pub(crate) kb: usize,
}

pub(crate) fn files(scope: &Scope<'_>, node: &Node) -> FileLimits {
    let (fewest, most) = match node.kind {
        ComponentKind::PhotoPicker => ("min-uploaded-photos", "max-uploaded-photos"),
        _ => ("min-uploaded-documents", "max-uploaded-documents"),
    };
    FileLimits {
        fewest: count(scope, node, fewest).unwrap_or(0),
        most: count(scope, node, most).unwrap_or(FILES),
        kb: count(scope, node, "max-file-size-kb").unwrap_or(FILE_KB),
    }
}

/// Whether a field has to be filled in.
pub(crate) fn is_required(scope: &Scope<'_>, node: &Node) -> bool {
    match node.kind {
        ComponentKind::PhotoPicker | ComponentKind::DocumentPicker => files(scope, node).fewest > 0,
        ComponentKind::CalendarPicker if is_range(scope, node) => ends_required(scope, node).0,
        _ => flag(scope, node, "required", false),
    }
}

/// Whether the first and the last day of a range have to be chosen.
pub(crate) fn ends_required(scope: &Scope<'_>, node: &Node) -> (bool, bool) {
    let end = |end| truth(end_of(scope, node, "required", end).as_ref());
    (end("start-date"), end("end-date"))
}

/// What is wrong with a field that is shown, if anything.
pub(crate) fn problem(
    scope: &Scope<'_>,
    node: &Node,
    entry: Option<&Entry>,
    today: Date,
) -> Option<Problem> {
    if !flag(scope, node, "enabled", true) && passes_when_disabled(node.kind) {
        return None;
    }
    let Some(entry) = entry.filter(|entry| !entry.is_blank()) else {
        if let ComponentKind::PhotoPicker | ComponentKind::DocumentPicker = node.kind {
            let fewest = files(scope, node).fewest;
            return (fewest > 0).then_some(Problem::TooFewFiles(fewest));
        }
        return is_required(scope, node).then_some(Problem::Required);
    };
    match entry {
        Entry::Text(text) => text_problem(scope, node, text.trim()),
        Entry::One(id) => {
            let listed = node.kind != ComponentKind::Dropdown
                || entries(scope, node).iter().any(|entry| entry.id == *id);
            (!listed).then_some(Problem::NotInList)
        }
        Entry::Many(ids) => {
            let (min, max) = choices(scope, node, entries(scope, node).len());
            if ids.len() < min {
                Some(Problem::TooFew(min))
            } else {
                (ids.len() > max).then_some(Problem::TooMany(max))
            }
        }
        Entry::Flag(_) => None,
        Entry::Date(day) => {
            let days = Days::of(scope, node, today);
            match node.kind {
                // Its dialog keeps the first and the last day, and nothing else.
                ComponentKind::DatePicker => {
                    days.unavailable.contains(day).then_some(Problem::DayUnavailable)
                }
                _ => blocked(&days, *day),
            }
        }
        Entry::Range(start, end) => {
            let days = Days::of(scope, node, today);
            blocked(&days, *start).or_else(|| match end {
                None => ends_required(scope, node).1.then_some(Problem::EndMissing),
                Some(end) => blocked(&days, *end).or_else(|| {
                    let length = length(*start, *end);
                    let short = days.fewest.filter(|fewest| length < *fewest);
                    let long = days.most.filter(|most| length > *most);
                    short.map(Problem::RangeTooShort).or(long.map(Problem::RangeTooLong))
                }),
            })
        }
        Entry::Files(attached) => files_problem(scope, node, attached),
    }
}

/// Lists and pickers pass while they are disabled; what is typed does not.
fn passes_when_disabled(kind: ComponentKind) -> bool {
    !matches!(kind, ComponentKind::TextInput | ComponentKind::TextArea)
}

fn text_problem(scope: &Scope<'_>, node: &Node, text: &str) -> Option<Problem> {
    let length = text.chars().count();
    let (min, max) = lengths(scope, node);
    if length < min {
        return Some(Problem::TooShort(min));
    }
    if length > max {
        return Some(Problem::TooLong(max));
    }
    let kind = node.input_type();
    let fits = |ok: bool, problem: Problem| (!ok).then_some(problem);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let base = match kind {
        InputType::Text | InputType::Password => None,
        InputType::Email => fits(assume::is_email(text), Problem::NoEmail),
        InputType::Number => fits(assume::number_of(text).is_some(), Problem::NoNumber),
        InputType::Passcode => fits(digits(text), Problem::NoPasscode),
        InputType::Phone => {
            let plain = |c: char| c.is_ascii_digit() || "()+.- ".contains(c);
            fits(text.chars().all(plain), Problem::NoPhone)
        }
    };
    let patterned = !matches!(kind, InputType::Email | InputType::Phone);
    base.or_else(|| {
        let pattern = node.pattern.as_ref().filter(|_| patterned)?;
        (!pattern.is_found_in(text)).then_some(Problem::Pattern)
    })
}

fn blocked(days: &Days, day: Date) -> Option<Problem> {
    days.blocked(day).map(|why| match why {
        Blocked::TooEarly => Problem::DayTooEarly(days.first),
        Blocked::TooLate => Problem::DayTooLate(days.last),
        Blocked::Weekday | Blocked::Unavailable => Problem::DayUnavailable,
    })
}

fn files_problem(scope: &Scope<'_>, node: &Node, attached: &[File]) -> Option<Problem> {
    let limits = files(scope, node);
    let any = |wanted: fn(&Upload) -> bool| attached.iter().any(|file| wanted(&file.upload));
    if any(|upload| matches!(upload, Upload::Failed)) {
        Some(Problem::UploadFailed)
    } else if any(|upload| matches!(upload, Upload::Pending)) {
        Some(Problem::Uploading)
    } else if attached.len() < limits.fewest {
        Some(Problem::TooFewFiles(limits.fewest))
    } else {
        (attached.len() > limits.most).then_some(Problem::TooManyFiles(limits.most))
    }
}

/// Every field that keeps the button of the screen disabled.
pub(crate) fn missing(
    scope: &Scope<'_>,
    screen: &Screen,
    active: &[&Node],
    today: Date,
) -> Vec<Missing> {
    let page = scope.store.page(&screen.id);
    active
        .iter()
        .filter(|node| screen.fields.contains_key(&node.name) && is_visible(scope, node))
        // A list leads on by itself, and waits for nothing.
        .filter(|node| node.kind != ComponentKind::NavigationList)
        .filter_map(|node| {
            let entry = page.and_then(|page| page.form.get(&node.name));
            let problem = problem(scope, node, entry, today)?;
            let name = node.name.to_string();
            let label = label(scope, node);
            Some(Missing { name, label, problem })
        })
        .collect()
}

/// The label of a field; of a range, that of its first day.
pub(crate) fn label(scope: &Scope<'_>, node: &Node) -> String {
    if is_range(scope, node) {
        let title = crate::lookup::text(scope, node, "title");
        return title
            .or_else(|| end_of(scope, node, "label", "start-date").map(|label| label.spelled()))
            .unwrap_or_default();
    }
    crate::lookup::text(scope, node, "label").unwrap_or_default()
}
