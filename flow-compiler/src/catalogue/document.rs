//! The settings of a flow and of its screens.

use super::{Kind, Length, Property, V2_1, V5_1, Version};

/// What may stand in the parentheses of `flow` or `screen`.
#[derive(Debug)]
pub struct Setting {
    /// Its name, the same in both languages where Flow JSON has it.
    pub name: &'static str,
    /// What its value is.
    pub kind: SettingKind,
    /// Whether it stands in the Flow JSON document.
    pub in_document: bool,
    /// The first version that has it.
    pub since: Version,
    /// The first version that no longer has it.
    pub until: Option<Version>,
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
        doc: "The Flow JSON version.",
    },
    Setting {
        name: "data_api_version",
        kind: SettingKind::DataApiVersion,
        in_document: true,
        since: V2_1,
        until: None,
        doc: "The Data API version of the endpoint; absent for a flow without one.",
    },
    Setting {
        name: "data_channel_uri",
        kind: SettingKind::Url,
        in_document: true,
        since: V2_1,
        until: Some(super::V3_0),
        doc: "The endpoint's address, in flows before 3.0.",
    },
    Setting {
        name: "routing_model",
        kind: SettingKind::RoutingModel,
        in_document: true,
        since: V2_1,
        until: None,
        doc: "The routes as they stand in the document; derived from `->` and `navigate` when absent.",
    },
    Setting {
        name: "name",
        kind: SettingKind::Text,
        in_document: false,
        since: V2_1,
        until: None,
        doc: "The name under which the flow is published; the flow's own when absent.",
    },
    Setting {
        name: "categories",
        kind: SettingKind::Categories,
        in_document: false,
        since: V2_1,
        until: None,
        doc: "What publishing asks for.",
    },
    Setting {
        name: "allow",
        kind: SettingKind::Codes,
        in_document: false,
        since: V2_1,
        until: None,
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
        doc: "Whether the flow may end here; inferred from `complete` and `-> SUCCESS`.",
    },
    Setting {
        name: "success",
        kind: SettingKind::Bool,
        in_document: true,
        since: V2_1,
        until: None,
        doc: "Whether ending here is a success; `true` when absent.",
    },
    Setting {
        name: "refresh_on_back",
        kind: SettingKind::Bool,
        in_document: true,
        since: V2_1,
        until: None,
        doc: "Whether going back to this screen asks the endpoint.",
    },
    Setting {
        name: "sensitive",
        kind: SettingKind::Names,
        in_document: true,
        since: V5_1,
        until: None,
        doc: "The components whose values are masked in the summary.",
    },
];

/// The title of a screen. Meta's reference gives no length; from 4.0 it may refer to other screens.
pub static TITLE: Property =
    Property::new("title", Kind::Text(Length::ANY), "What stands at the top of the screen.")
        .bindable();

/// The word that ends a flow: behind `->` it lets the server do so, and no screen may be called it.
/// Meta's validator compares with the lower-case word and its reference names the upper-case one.
pub const SUCCESS: &str = "SUCCESS";
