//! What a person does, and why a phone may not let them.

mod apply;
mod fields;

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub(crate) use self::fields::kinds;
use crate::valid::Missing;

/// What a person does on the screen that is shown.
///
/// Fields are named as in the flow. Nothing else is needed to find one, since names are unique on a
/// screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Gesture {
    /// Fills in a text field and leaves it: the text replaces what was there.
    Fill {
        /// The field.
        name: String,
        /// All of its text.
        text: String,
    },
    /// Types into a text field and stays in it: no error is shown meanwhile.
    Type {
        /// The field.
        name: String,
        /// All of its text so far.
        text: String,
    },
    /// The field that has the focus loses it.
    Leave,
    /// Chooses an option; of a list that takes one alone, instead of the other.
    Choose {
        /// The list.
        name: String,
        /// The option's id.
        id: String,
    },
    /// Takes a choice back.
    Unchoose {
        /// The list.
        name: String,
        /// The option's id.
        id: String,
    },
    /// Ticks an `OptIn`, or takes the tick away.
    Tick {
        /// The `OptIn`.
        name: String,
        /// Whether it is ticked now.
        on: bool,
    },
    /// Picks a date in a `DatePicker`, or in a `CalendarPicker` of one day.
    Date {
        /// The field.
        name: String,
        /// The day.
        date: Date,
    },
    /// Picks the first and the last day in a `CalendarPicker` of a range.
    Range {
        /// The field.
        name: String,
        /// The first day.
        start: Date,
        /// The last day; none where the end is left open.
        end: Option<Date>,
    },
    /// Adds files to a picker.
    Attach {
        /// The picker.
        name: String,
        /// The files, in the order of the choice.
        files: Vec<File>,
    },
    /// Takes a file out of a picker.
    Detach {
        /// The picker.
        name: String,
        /// Its place in the list, from 0.
        at: usize,
    },
    /// The upload of a file came to an end. No person does this; the driver reports it.
    Uploaded {
        /// The picker.
        name: String,
        /// The file's place in the list, from 0.
        at: usize,
        /// How it ended.
        upload: Upload,
    },
    /// Taps something that acts.
    Tap(Target),
    /// Goes back, by the phone's button or the arrow in the header.
    Back,
    /// Closes the flow.
    Close,
    /// The snackbar goes away. No person need do this; the driver reports that its time is over.
    Dismiss,
}

/// What can be tapped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Target {
    /// The button at the foot of the screen.
    Footer,
    /// An `EmbeddedLink`, by the [id of its element](crate::view::Element::id).
    Link(String),
    /// "Read more" of an `OptIn`, by its name.
    ReadMore(String),
    /// An item of a `NavigationList`.
    Item {
        /// The list.
        name: String,
        /// The item's id.
        id: String,
    },
    /// The link that repeats what failed.
    Retry,
}

/// A file that a person gives to a picker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name on the phone.
    pub name: String,
    /// Its kind, such as `image/jpeg`.
    pub mime_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// How far its upload is.
    pub upload: Upload,
}

/// How far the upload of a file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Upload {
    /// Under way. Nothing can be sent meanwhile.
    Pending,
    /// It failed; the person has to take it out or try again.
    Failed,
    /// Finished.
    Done(Media),
}

/// What a request names an uploaded file by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// Meta's id of the file.
    pub media_id: String,
    /// Where the encrypted file lies.
    pub cdn_url: String,
    /// The SHA-256 of the file in base64, as the webhook names it.
    pub sha256: String,
    /// The keys and hashes, as the endpoint receives them.
    pub encryption_metadata: serde_json::Value,
}

/// Why a person could not make a gesture. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refused {
    /// No screen is shown: it loads, it failed, or the flow is closed.
    NoScreen {
        /// What is shown instead.
        instead: &'static str,
    },
    /// A request is under way, and every component is disabled.
    Busy,
    /// The screen has no such field, option, item or link.
    Unknown {
        /// What was looked for.
        what: String,
        /// What there is.
        known: Vec<String>,
    },
    /// It is not shown.
    Hidden {
        /// What.
        what: String,
        /// Why: `visible` is false, or the branch that it is in.
        why: String,
    },
    /// It is shown and cannot be used.
    Disabled {
        /// What.
        what: String,
        /// Why.
        why: String,
    },
    /// The field is of another kind.
    WrongKind {
        /// The field.
        name: String,
        /// What it takes.
        takes: &'static str,
    },
    /// The text is longer than the field takes.
    TooLong {
        /// The field.
        name: String,
        /// The most characters.
        max: usize,
        /// How many there are.
        length: usize,
    },
    /// So many are chosen or attached already.
    AtMaximum {
        /// The field.
        name: String,
        /// The most.
        max: usize,
    },
    /// It is chosen, ticked or unticked already.
    Already {
        /// What, in a sentence.
        what: String,
    },
    /// The date cannot be picked.
    Date {
        /// The field.
        name: String,
        /// Why.
        why: String,
    },
    /// The file cannot be attached.
    File {
        /// The picker.
        name: String,
        /// Why.
        why: String,
    },
    /// The button is disabled until these are in order.
    NotReady(Vec<Missing>),
    /// Nothing happens on a tap here.
    NothingHappens {
        /// What was tapped.
        what: String,
    },
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoScreen { instead } => write!(f, "no screen is shown: {instead}"),
            Self::Busy => f.write_str("a request is under way, and nothing can be used"),
            Self::Unknown { what, known } if known.is_empty() => {
                write!(f, "there is no {what} on this screen")
            }
            Self::Unknown { what, known } => {
                write!(f, "there is no {what} on this screen; there is {}", known.join(", "))
            }
            Self::Hidden { what, why } => write!(f, "{what} is not shown: {why}"),
            Self::Disabled { what, why } => write!(f, "{what} is disabled: {why}"),
            Self::WrongKind { name, takes } => write!(f, "`{name}` takes {takes}"),
            Self::TooLong { name, max, length } => {
                write!(f, "`{name}` takes {max} characters, and these are {length}")
            }
            Self::AtMaximum { name, max } => write!(f, "`{name}` has {max} already, the most"),
            Self::Already { what } => f.write_str(what),
            Self::Date { name, why } | Self::File { name, why } => write!(f, "`{name}`: {why}"),
            Self::NotReady(missing) => {
                f.write_str("the button is disabled: ")?;
                for (at, one) in missing.iter().enumerate() {
                    if at > 0 {
                        f.write_str("; ")?;
                    }
                    write!(f, "{one}")?;
                }
                Ok(())
            }
            Self::NothingHappens { what } => write!(f, "nothing happens on a tap on {what}"),
        }
    }
}

impl std::error::Error for Refused {}
