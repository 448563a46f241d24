//! What a person does on the page: the body of a POST.

use flow_player::{Date, Gesture, Profile};
use serde::Deserialize;

use crate::chats::InChats;
use crate::kept::Kept;
use crate::mischief::Mischief;
use crate::record::Recorded;

/// What a person does.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Did {
    /// On the screen of the flow.
    Gesture(Gesture),
    /// Opens what lies over a screen: a dropdown or a calendar, by the name of its field.
    Open(String),
    /// Opens or closes the menu of the header.
    Menu,
    /// Looks for an option of the dropdown that is open.
    Find(String),
    /// Chooses an option of the dropdown that is open, or takes it back.
    Option(String),
    /// Shows this month of the calendar that is open.
    Month(Date),
    /// Picks a day of the calendar that is open.
    Day(Date),
    /// Takes what the calendar holds.
    Accept,
    /// Closes what lies over the screen, or goes back: the back button.
    Back,
    /// Closes what lies over the screen.
    Cancel,
    /// Taps the button of the message in the chat.
    Message,
    /// Begins anew.
    Start(Start),
    /// Goes on where the browser was before the preview was started again.
    Restore(Box<Kept>),
    /// In the chats with the business.
    Chats(InChats),
    /// Changes how the phone looks.
    Look(Change),
    /// Shows another part of the inspector.
    Tab(Tab),
    /// Does something to the next answer; the same again takes it back.
    Mischief(Mischief),
    /// Sends a ping, as Meta's monitoring does.
    Ping,
    /// Empties the list of exchanges.
    Forget,
    /// Shows secrets in the inspector, or dots.
    Secrets(bool),
    /// Shows the recording in this form.
    Recorded(Recorded),
}

/// How a flow begins anew; what is absent stays as it was.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Start {
    /// Which flow, by its name.
    pub(crate) flow: Option<String>,
    /// The screen; an empty text asks the endpoint.
    pub(crate) screen: Option<String>,
    /// The data of the screen, as the JSON that a person wrote.
    pub(crate) data: Option<String>,
    /// The flow token.
    pub(crate) token: Option<String>,
}

/// A change of how the phone looks.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    /// Another system.
    System(System),
    /// Light or dark.
    Dark(bool),
    /// Right to left, or left to right.
    Rtl(bool),
    /// The size of text, in percent.
    Text(u16),
    /// Everything of a screen at once, hidden or not.
    Everything(bool),
}

/// A system, as the page names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum System {
    #[default]
    Android,
    Ios,
    Web,
}

impl System {
    pub(crate) const ALL: [Self; 3] = [Self::Android, Self::Ios, Self::Web];

    pub(crate) fn profile(self) -> Profile {
        match self {
            Self::Android => Profile::Android,
            Self::Ios => Profile::Ios,
            Self::Web => Profile::Web,
        }
    }

    pub(crate) fn of(profile: Profile) -> Self {
        match profile {
            Profile::Android => Self::Android,
            Profile::Ios => Self::Ios,
            Profile::Web => Self::Web,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Android => "android",
            Self::Ios => "ios",
            Self::Web => "web",
        }
    }
}

/// A part of the inspector.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Tab {
    #[default]
    Exchanges,
    Values,
    Faults,
    Map,
    Mischief,
    Record,
    Settings,
    Service,
}

impl Tab {
    pub(crate) const ALL: [Self; 8] = [
        Self::Exchanges,
        Self::Values,
        Self::Faults,
        Self::Map,
        Self::Mischief,
        Self::Record,
        Self::Settings,
        Self::Service,
    ];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Exchanges => "exchanges",
            Self::Values => "values",
            Self::Faults => "faults",
            Self::Map => "map",
            Self::Mischief => "mischief",
            Self::Record => "record",
            Self::Settings => "settings",
            Self::Service => "service",
        }
    }

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Exchanges => "Exchanges",
            Self::Values => "Values",
            Self::Faults => "Faults",
            Self::Map => "Map",
            Self::Mischief => "Mischief",
            Self::Record => "Record",
            Self::Settings => "Settings",
            Self::Service => "Service",
        }
    }
}
