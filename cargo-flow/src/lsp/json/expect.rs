//! What belongs at each place of a document, by the catalogue.

use flow_compiler::catalogue::{
    self, ActionKind, Component, FLOW_SETTINGS, Items, Kind, Property, SCREEN_SETTINGS, Setting,
    SettingKind, TITLE,
};

use super::tree::Value;

/// What a value of a document is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Expect {
    Flow,
    Setting(&'static Setting),
    /// The targets of one screen in the routing model.
    Routes,
    /// The id of a screen that there is.
    ScreenRef,
    /// A name of an input in `sensitive`.
    InputRef,
    Screens,
    Screen,
    ScreenId,
    Data,
    /// The schema of a data field, or of a part of one.
    Schema,
    /// The value of a word of such a schema.
    SchemaWord,
    SchemaType,
    Example,
    Layout,
    LayoutType,
    /// Components in this container.
    Nodes(Option<&'static Component>),
    Node(Option<&'static Component>),
    ComponentType(Option<&'static Component>),
    Items(&'static Items),
    Item(&'static Items),
    /// An object of a property.
    Object(&'static [Property]),
    Property(&'static Property),
    /// One of several values of a property.
    Element(&'static Property),
    Cases(&'static Component),
    /// Values by the names of inputs.
    ByInput(&'static Property),
    Action(&'static Property),
    ActionName(&'static Property),
    Url,
    Next,
    NextType,
    Payload,
    PayloadValue,
    Anything,
}

impl Expect {
    /// What the value of a key is in `object`, which is what this says.
    pub(crate) fn key(self, text: &str, object: &Value, key: &str) -> Self {
        match self {
            Self::Flow if key == "screens" => Self::Screens,
            Self::Flow => setting(FLOW_SETTINGS, key),
            Self::Setting(row) if row.kind == SettingKind::RoutingModel => Self::Routes,
            Self::Screen => match key {
                "id" => Self::ScreenId,
                "title" => Self::Property(&TITLE),
                "data" => Self::Data,
                "layout" => Self::Layout,
                _ => setting(SCREEN_SETTINGS, key),
            },
            Self::Data => Self::Schema,
            Self::Schema => match key {
                "type" => Self::SchemaType,
                "properties" => Self::Data,
                "items" => Self::Schema,
                catalogue::EXAMPLE => Self::Example,
                _ => Self::SchemaWord,
            },
            Self::Example => Self::Example,
            Self::Layout => match key {
                "type" => Self::LayoutType,
                "children" => Self::Nodes(None),
                _ => Self::Anything,
            },
            Self::Node(container) if key == "type" => Self::ComponentType(container),
            Self::Node(_) => match row(text, object) {
                Some(row) => row
                    .property(key)
                    .map_or(Self::Anything, |property| Self::of(property, Some(row))),
                None => Self::Anything,
            },
            Self::Item(items) => rows(items.properties, key),
            Self::Object(properties) => rows(properties, key),
            Self::Cases(row) => Self::Nodes(Some(row)),
            Self::Action(property) => match key {
                "name" => Self::ActionName(property),
                "next" => Self::Next,
                "url" => Self::Url,
                "payload" => Self::Payload,
                _ => Self::Anything,
            },
            Self::Next => match key {
                "type" => Self::NextType,
                "name" => Self::ScreenRef,
                _ => Self::Anything,
            },
            Self::Payload | Self::PayloadValue => Self::PayloadValue,
            Self::ByInput(property) | Self::Property(property) => Self::Element(property),
            _ => Self::Anything,
        }
    }

    /// What each value of a list is.
    pub(crate) fn item(self) -> Self {
        match self {
            Self::Screens => Self::Screen,
            Self::Routes => Self::ScreenRef,
            Self::Setting(row) if row.kind == SettingKind::Names => Self::InputRef,
            Self::Nodes(container) => Self::Node(container),
            Self::Items(items) => Self::Item(items),
            Self::Property(property) => Self::Element(property),
            Self::Example => Self::Example,
            Self::PayloadValue => Self::PayloadValue,
            _ => Self::Anything,
        }
    }

    /// What the value of a property is.
    fn of(property: &'static Property, owner: Option<&'static Component>) -> Self {
        match &property.kind {
            Kind::Options(items) | Kind::Items(items) => Self::Items(items),
            Kind::Object(rows, _) => Self::Object(rows),
            Kind::Action(_) => Self::Action(property),
            Kind::Nodes => Self::Nodes(owner),
            Kind::Cases => owner.map_or(Self::Anything, Self::Cases),
            Kind::InitValues | Kind::ErrorMessages => Self::ByInput(property),
            _ => Self::Property(property),
        }
    }

    /// Whether a reference may be in a string here, and names something of the flow.
    pub(crate) fn takes_references(self) -> bool {
        !matches!(
            self,
            Self::Example | Self::Schema | Self::SchemaWord | Self::SchemaType | Self::Data
        )
    }

    /// The property whose value is here.
    pub(crate) fn property(self) -> Option<&'static Property> {
        match self {
            Self::Property(property) | Self::Element(property) | Self::ByInput(property) => {
                Some(property)
            }
            _ => None,
        }
    }
}

fn setting(rows: &'static [Setting], key: &str) -> Expect {
    let row = rows.iter().find(|row| row.name == key && row.in_document);
    row.map_or(Expect::Anything, Expect::Setting)
}

fn rows(rows: &'static [Property], key: &str) -> Expect {
    let found = catalogue::find(rows, key);
    found.map_or(Expect::Anything, |property| Expect::of(property, None))
}

/// The component that an object is.
pub(crate) fn row(text: &str, object: &Value) -> Option<&'static Component> {
    catalogue::component(&object.text_of(text, "type")?)
}

/// The action that an object is.
pub(crate) fn action(text: &str, object: &Value) -> Option<ActionKind> {
    ActionKind::from_name(&object.text_of(text, "name")?)
}
