//! The settings of a flow and of its screens.

use super::{Kind, Length, Property, V2_1, V5_1, V6_0, Version};

/// What may be in the parentheses of `flow` or `screen`.
#[derive(Debug)]
pub struct Setting {
    /// Its name, the same in both languages where Flow JSON has it.
    pub name: &'static str,
    /// What its value is.
    pub kind: SettingKind,
    /// Whether it is in the Flow JSON document.
    pub in_document: bool,
    /// The first version that has it.
    pub since: Version,
    /// The first version that no longer has it.
    pub until: Option<Version>,
    /// The other setting that a document must have beside it: `true`, where that is a boolean.
    pub needs: Option<&'static str>,
    /// One sentence for the reference.
    pub doc: &'static str,
}

/// What the value of a setting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// A Flow JSON version, as a string.
    Version,
    /// A Data API version, as a string.
    DataApiVersion,
    /// An address.
    Url,
    /// A text.
    Text,
    /// `true` or `false`.
    Bool,
    /// Words of [`CATEGORIES`].
    Categories,
    /// Codes of warnings.
    Codes,
    /// Names of the screen's components.
    Names,
    /// Screens, each with a list of screens.
    RoutingModel,
}

/// The categories that publishing knows.
pub const CATEGORIES: &[&str] = &[
    "SIGN_UP",
    "SIGN_IN",
    "APPOINTMENT_BOOKING",
    "LEAD_GENERATION",
    "CONTACT_US",
    "CUSTOMER_SUPPORT",
    "SURVEY",
    "OTHER",
];

/// The settings of a flow.
pub const FLOW_SETTINGS: &[Setting] = &[
    Setting {
        name: "version",
        kind: SettingKind::Version,
        in_document: true,
        since: V2_1,
        until: None,
        needs: None,
        doc: "The Flow JSON version.",
    },
    Setting {
        name: "data_api_version",
        kind: SettingKind::DataApiVersion,
        in_document: true,
        since: V2_1,
        until: None,
        needs: Some("routing_model"),
        doc: "The Data API version of the endpoint; absent for a flow without one.",
    },
    Setting {
        name: "data_channel_uri",
        kind: SettingKind::Url,
        in_document: true,
        since: V2_1,
        until: Some(super::V3_0),
        needs: None,
        doc: "The endpoint's address, in flows before 3.0.",
    },
    Setting {
        name: "routing_model",
        kind: SettingKind::RoutingModel,
        in_document: true,
        since: V2_1,
        until: None,
        needs: None,
        doc: "The routes as they are in the document; derived from `->` and `navigate` when absent.",
    },
    Setting {
        name: "name",
        kind: SettingKind::Text,
        in_document: false,
        since: V2_1,
        until: None,
        needs: None,
        doc: "The name under which the flow is published; the flow's own when absent.",
    },
    Setting {
        name: "categories",
        kind: SettingKind::Categories,
        in_document: false,
        since: V2_1,
        until: None,
        needs: None,
        doc: "What publishing asks for.",
    },
    Setting {
        name: "allow",
        kind: SettingKind::Codes,
        in_document: false,
        since: V2_1,
        until: None,
        needs: None,
        doc: "The codes of the warnings that the flow accepts; with `AMBIGUOUS_EXCHANGE`, exchanges that cannot be told apart are read as one.",
    },
];

/// The settings of a screen.
pub const SCREEN_SETTINGS: &[Setting] = &[
    Setting {
        name: "terminal",
        kind: SettingKind::Bool,
        in_document: true,
        since: V2_1,
        until: None,
        needs: None,
        doc: "Whether the flow may end here; inferred from `complete` and `-> SUCCESS`.",
    },
    Setting {
        name: "success",
        kind: SettingKind::Bool,
        in_document: true,
        since: V2_1,
        until: None,
        needs: Some("terminal"),
        doc: "Whether ending here is a success; `true` when absent.",
    },
    Setting {
        name: "refresh_on_back",
        kind: SettingKind::Bool,
        in_document: true,
        since: V2_1,
        until: None,
        needs: None,
        doc: "Whether going back from this screen asks the endpoint.",
    },
    Setting {
        name: "sensitive",
        kind: SettingKind::Names,
        in_document: true,
        since: V5_1,
        until: None,
        needs: None,
        doc: "The components whose values are masked in the summary.",
    },
];

/// A key of a document for which `flow!` has a place of its own.
#[derive(Debug)]
pub struct DocumentKey {
    /// Its name.
    pub name: &'static str,
    /// The first version that demands it; `None` = optional.
    pub required: Option<Version>,
    /// One sentence for editors.
    pub doc: &'static str,
}

impl DocumentKey {
    const fn new(name: &'static str, required: Version, doc: &'static str) -> Self {
        Self { name, required: Some(required), doc }
    }
}

/// The keys of a document beside its settings.
pub const FLOW_KEYS: &[DocumentKey] =
    &[DocumentKey::new("screens", V2_1, "The screens of the flow, the first one first.")];

/// The keys of a screen beside its settings.
pub const SCREEN_KEYS: &[DocumentKey] = &[
    DocumentKey::new("id", V2_1, "The name of the screen, of letters and `_`."),
    DocumentKey::new(TITLE.name, V5_1, TITLE.doc),
    DocumentKey {
        name: "data",
        required: None,
        doc: "What the screen gets: each field with its type and an example.",
    },
    DocumentKey::new("layout", V6_0, "The components of the screen."),
];

/// The keys of a layout.
pub const LAYOUT_KEYS: &[DocumentKey] = &[
    DocumentKey::new("type", V2_1, "How components are laid out."),
    DocumentKey::new("children", V2_1, "The components, from top to bottom."),
];

/// Whether a version demands the key of this name.
#[must_use]
pub fn demands(version: Version, keys: &[DocumentKey], name: &str) -> bool {
    let since = keys.iter().find(|key| key.name == name).and_then(|key| key.required);
    since.is_some_and(|since| version >= since)
}

/// The only layout that there is.
pub const LAYOUT: &str = "SingleColumnLayout";

/// How many screens a flow may have.
pub const MOST_SCREENS: usize = 100;

/// The title of a screen. Meta's reference gives no length; from 4.0 it may refer to other screens.
pub static TITLE: Property =
    Property::new("title", Kind::Text(Length::ANY), "What is at the top of the screen.").bindable();

/// The word that ends a flow: after `->` it lets the server do so, and no screen may be called it.
/// Meta's validator compares with the lower-case word and its reference names the upper-case one.
pub const SUCCESS: &str = "SUCCESS";
