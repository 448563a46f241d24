//! The phone itself: its system, and the day on it.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The systems on which WhatsApp runs, where they differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Profile {
    /// An Android phone.
    #[default]
    Android,
    /// An iPhone.
    Ios,
    /// WhatsApp in a browser.
    Web,
}

/// What differs between the systems: a row of the table of profiles.
#[expect(clippy::struct_excessive_bools, reason = "a row of a table of differences")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    /// Whether a number that was entered goes out as a JSON number, else as a text. Both are seen
    /// from devices; which system sends which is an [assumption](crate::Assumption::NumbersOnTheWire).
    pub numbers: bool,
    /// Whether an error takes the place of the helper text; else both are shown.
    pub error_replaces_helper: bool,
    /// Whether the response of a completion holds the flow token: some iPhones leave it out.
    pub flow_token_in_response: bool,
    /// Whether a date is turned to on wheels, which are always at a day (today, moved into the limits);
    /// else it is tapped in a calendar.
    pub date_wheels: bool,
    /// Whether a text area shows what is left, else what is used of how much.
    pub counts_down: bool,
    /// Whether the ending of a file's name is shown in capitals.
    pub extension_in_capitals: bool,
    /// How many lines a heading and a subheading may have.
    pub heading_lines: (u8, u8),
    /// Whether a label of the way out is a word, else a cross.
    pub close_is_a_word: bool,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Self; 3] = [Self::Android, Self::Ios, Self::Web];

    /// What this system does where the three differ.
    ///
    /// ```
    /// use flow_player::Profile;
    ///
    /// assert!(Profile::Android.traits().error_replaces_helper);
    /// assert!(!Profile::Ios.traits().error_replaces_helper);
    /// ```
    #[must_use]
    pub fn traits(self) -> Traits {
        match self {
            Self::Android => Traits {
                numbers: true,
                error_replaces_helper: true,
                flow_token_in_response: true,
                date_wheels: false,
                counts_down: false,
                extension_in_capitals: true,
                heading_lines: (5, 4),
                close_is_a_word: false,
            },
            Self::Ios => Traits {
                numbers: false,
                error_replaces_helper: false,
                flow_token_in_response: false,
                date_wheels: true,
                counts_down: true,
                extension_in_capitals: false,
                heading_lines: (4, 4),
                close_is_a_word: true,
            },
            Self::Web => Traits {
                numbers: false,
                error_replaces_helper: true,
                flow_token_in_response: true,
                date_wheels: true,
                counts_down: false,
                extension_in_capitals: true,
                heading_lines: (5, 4),
                close_is_a_word: false,
            },
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Android => "Android",
            Self::Ios => "iOS",
            Self::Web => "Web",
        })
    }
}

/// A phone: its system, the day on it, and what its WhatsApp does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// The system.
    pub profile: Profile,
    /// The day on the phone, which limits of calendars are counted from. The player has no clock.
    pub today: Date,
    /// Whether the phone tells the endpoint about faults of its answers. Phones do so only after a
    /// switch of WhatsApp's, so an endpoint cannot rely on it; `false` is usual.
    pub notices: bool,
}

impl Device {
    /// A phone on which it is a certain day, without error notices.
    ///
    /// ```
    /// use flow_player::{Date, Device, Profile};
    ///
    /// let phone = Device::new(Profile::Ios, Date::constant(2026, 11, 29));
    /// assert!(!phone.notices);
    /// ```
    #[must_use]
    pub fn new(profile: Profile, today: Date) -> Self {
        Self { profile, today, notices: false }
    }
}
