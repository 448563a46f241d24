//! Text.

use super::{Component, ComponentKind, Kind, Length, Places, Property, V5_1};

const WEIGHTS: Kind = Kind::Enum(&["bold", "italic", "bold_italic", "normal"]);

pub(super) static HEADING: Component = Component {
    name: "TextHeading",
    doc: "A heading.",
    properties: &[
        Property::new("text", Kind::Text(Length::not_blank(80)), "The text.").required().bindable(),
        Property::visible(),
    ],
    main: Some("text"),
    places: Places::ANYWHERE,
    ..Component::of(ComponentKind::TextHeading)
};

pub(super) static SUBHEADING: Component = Component {
    name: "TextSubheading",
    doc: "A smaller heading.",
    properties: HEADING.properties,
    main: Some("text"),
    places: Places::ANYWHERE,
    ..Component::of(ComponentKind::TextSubheading)
};

pub(super) static BODY: Component = Component {
    name: "TextBody",
    doc: "A paragraph.",
    properties: &[
        Property::new("text", Kind::Texts(Length::not_blank(4096)), "The text, or its lines.")
            .required()
            .bindable(),
        Property::new("font-weight", WEIGHTS, "How heavy the letters are.").bindable(),
        Property::new("strikethrough", Kind::Bool, "Whether a line runs through it.").bindable(),
        Property::new("markdown", Kind::Bool, "Whether the text is Markdown.").since(V5_1),
        Property::visible(),
    ],
    main: Some("text"),
    places: Places::ANYWHERE,
    ..Component::of(ComponentKind::TextBody)
};

pub(super) static CAPTION: Component = Component {
    name: "TextCaption",
    doc: "A small paragraph.",
    properties: BODY.properties,
    main: Some("text"),
    places: Places::ANYWHERE,
    ..Component::of(ComponentKind::TextCaption)
};

/// Is alone on its screen, from 6.3 beside a Footer.
pub static RICH: Component = Component {
    name: "RichText",
    doc: "A document in Markdown: headings, lists, images, tables.",
    since: V5_1,
    properties: &[
        Property::new("text", Kind::Texts(Length::NOT_BLANK), "The Markdown, or its lines.")
            .required()
            .bindable(),
        Property::visible(),
    ],
    main: Some("text"),
    ..Component::of(ComponentKind::RichText)
};
