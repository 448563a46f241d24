//! The actions.

use super::{V2_1, V6_0, V6_1, V6_2, Version};

/// An action, by its place in [`ACTIONS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActionKind {
    /// Opens another screen.
    Navigate,
    /// Asks the endpoint.
    DataExchange,
    /// Ends the flow.
    Complete,
    /// Changes the data of the screen.
    UpdateData,
    /// Opens an address.
    OpenUrl,
}

/// What an action takes.
#[derive(Debug)]
pub struct Action {
    /// Which one it is.
    pub kind: ActionKind,
    /// Meta's name.
    pub name: &'static str,
    /// The first version that has it.
    pub since: Version,
    /// What is after the name.
    pub target: Option<Target>,
    /// Whether it takes a payload.
    pub payload: bool,
    /// Whether it cannot do without one.
    pub payload_required: bool,
    /// One sentence for the reference.
    pub doc: &'static str,
}

/// What an action leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A screen: `next` in Flow JSON.
    Screen,
    /// An address: `url` in Flow JSON.
    Url,
}

/// The keys of actions, each with one sentence for editors.
pub const ACTION_KEYS: &[(&str, &str)] = &[
    ("name", "Which action it is."),
    ("next", "The screen that it opens."),
    ("url", "The https address that it opens."),
    ("payload", "What it hands over: to the next screen, to the endpoint, to the chat."),
];

/// The keys of `next`, each with one sentence for editors.
pub const NEXT_KEYS: &[(&str, &str)] = &[
    ("type", "What is opened: always a screen."),
    ("name", "The id of the screen, or a reference to one."),
];

/// The type that `next` of a document names: `navigate` leads to nothing else.
pub const NEXT_TYPE: &str = "screen";

impl Action {
    /// Whether a document of this version must have its payload: where choosing a value asks the
    /// endpoint, always, and elsewhere in 6.1 and 6.2, the versions in which Meta's validator was
    /// seen to look.
    #[must_use]
    pub fn demands_payload(&self, on_choice: bool, version: Version) -> bool {
        let asks = on_choice && self.kind == ActionKind::DataExchange;
        self.payload_required || asks || self.payload && (V6_1..=V6_2).contains(&version)
    }
}

impl ActionKind {
    /// Its row.
    #[must_use]
    pub fn row(self) -> &'static Action {
        &ACTIONS[self as usize]
    }

    /// The action of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        ACTIONS.iter().find(|row| row.name == name).map(|row| row.kind)
    }

    /// The action that other libraries call so.
    #[must_use]
    pub fn called(name: &str) -> Option<Self> {
        Some(match name {
            "goto" | "go" | "go_to" | "next" | "push" | "show" => Self::Navigate,
            "exchange" | "fetch" | "post" | "send" | "call" => Self::DataExchange,
            "close" | "done" | "end" | "finish" | "submit" => Self::Complete,
            "set" | "set_data" | "update" => Self::UpdateData,
            "browse" | "href" | "link" | "url" => Self::OpenUrl,
            _ => return None,
        })
    }
}

/// Every action, in the order of [`ActionKind`].
pub static ACTIONS: [Action; 5] = [
    Action {
        kind: ActionKind::Navigate,
        name: "navigate",
        since: V2_1,
        target: Some(Target::Screen),
        payload: true,
        payload_required: false,
        doc: "Opens another screen and hands it the payload as its data.",
    },
    Action {
        kind: ActionKind::DataExchange,
        name: "data_exchange",
        since: V2_1,
        target: None,
        payload: true,
        payload_required: false,
        doc: "Sends the payload to the endpoint, which answers with a screen.",
    },
    Action {
        kind: ActionKind::Complete,
        name: "complete",
        since: V2_1,
        target: None,
        payload: true,
        payload_required: false,
        doc: "Ends the flow and sends the payload to the chat.",
    },
    Action {
        kind: ActionKind::UpdateData,
        name: "update_data",
        since: V6_0,
        target: None,
        payload: true,
        payload_required: true,
        doc: "Changes data of the screen that is shown.",
    },
    Action {
        kind: ActionKind::OpenUrl,
        name: "open_url",
        since: V6_0,
        target: Some(Target::Url),
        payload: false,
        payload_required: false,
        doc: "Opens an https address in the browser.",
    },
];
