//! What leads on, and what holds other components.

use super::{
    ActionKind, Component, ComponentKind, Count, ImageLimit, Input, Items, Kind, Length, Places,
    Property, V2_1, V4_0, V6_0, V6_2, V7_0, Version,
};

const NAVIGATE_OR_EXCHANGE: &[(ActionKind, Version)] =
    &[(ActionKind::Navigate, V2_1), (ActionKind::DataExchange, V2_1)];

/// The button at the foot of a screen.
pub static FOOTER: Component = Component {
    name: "Footer",
    doc: "The button at the foot of a screen.",
    properties: &[
        Property::new("label", Kind::Text(Length::filled(35)), "What is on the button.")
            .required()
            .bindable(),
        Property::new(
            "on-click-action",
            Kind::Action(&[
                (ActionKind::Navigate, V2_1),
                (ActionKind::DataExchange, V2_1),
                (ActionKind::Complete, V2_1),
            ]),
            "What the button does.",
        )
        .required(),
        Property::new("left-caption", Kind::Text(Length::shown(15)), "A text at the left.")
            .bindable()
            .needs("right-caption"),
        Property::new("center-caption", Kind::Text(Length::shown(15)), "A text in the middle.")
            .bindable()
            .excludes(&["left-caption", "right-caption"]),
        Property::new("right-caption", Kind::Text(Length::shown(15)), "A text at the right.")
            .bindable()
            .needs("left-caption"),
        Property::enabled(),
    ],
    main: Some("label"),
    action: Some("on-click-action"),
    per_screen: Some(Count::of(1)),
    places: Places { outermost: true, ..Places::ANYWHERE },
    ..Component::of(ComponentKind::Footer)
};

pub(super) static EMBEDDED_LINK: Component = Component {
    name: "EmbeddedLink",
    doc: "A link in the text of a screen.",
    properties: &[
        Property::new("text", Kind::Text(Length::not_blank(25)), "What the link says.")
            .required()
            .bindable(),
        Property::new(
            "on-click-action",
            Kind::Action(&[
                (ActionKind::Navigate, V2_1),
                (ActionKind::DataExchange, V2_1),
                (ActionKind::OpenUrl, V6_0),
            ]),
            "What the link does.",
        )
        .required(),
        Property::visible(),
    ],
    main: Some("text"),
    action: Some("on-click-action"),
    per_screen: Some(Count::of(2)),
    places: Places::ANYWHERE,
    ..Component::of(ComponentKind::EmbeddedLink)
};

static LIST_ITEMS: Items = Items {
    noun: "item",
    properties: &[
        Property::new("id", Kind::Text(Length::FILLED), "What the answer holds.").required(),
        Property::new(
            "main-content",
            Kind::Object(
                &[
                    Property::new("title", Kind::Text(Length::shown(30)), "What is shown.")
                        .required(),
                    Property::new("description", Kind::Text(Length::shown(20)), "A second line."),
                    Property::new("metadata", Kind::Text(Length::shown(80)), "A third line."),
                ],
                None,
            ),
            "The texts of the item.",
        )
        .required(),
        Property::new(
            "start",
            Kind::Object(
                &[
                    Property::new("image", Kind::Image(ImageLimit::Thumbnail), "A base64 image.")
                        .required(),
                    Property::new("alt-text", Kind::Text(Length::ANY), "What the image shows."),
                ],
                None,
            ),
            "An image before the texts.",
        ),
        Property::new(
            "end",
            Kind::Object(
                &[
                    Property::new("title", Kind::Text(Length::shown(10)), "The first line."),
                    Property::new("description", Kind::Text(Length::shown(10)), "The second line."),
                    Property::new("metadata", Kind::Text(Length::shown(10)), "The third line."),
                ],
                Some(2),
            ),
            "One or two texts at the end.",
        ),
        Property::new("badge", Kind::Text(Length::shown(15)), "A word on one item of the list.")
            .excludes(&["end"]),
        Property::new("tags", Kind::Tags(Length::shown(15), 1, 3), "Up to three words."),
        Property::new("enabled", Kind::Bool, "Whether it can be tapped; `true` when absent."),
        Property::new(
            "on-click-action",
            Kind::Action(NAVIGATE_OR_EXCHANGE),
            "What tapping it does, where the list has no action.",
        ),
    ],
    min: 1,
    max: 20,
    max_with_images: 20,
    main: Some("main-content.title"),
    beside_main: &["description", "metadata"],
    action: Some("on-click-action"),
    must_act: true,
    image_or_color: false,
};

/// Is alone on its screen, inside a Form or not.
pub static NAVIGATION_LIST: Component = Component {
    name: "NavigationList",
    doc: "A list whose items lead on.",
    since: V6_2,
    input: Some(Input::Item),
    properties: &[
        Property::name(),
        Property::new("list-items", Kind::Items(&LIST_ITEMS), "The items.").required().bindable(),
        Property::new("label", Kind::Text(Length::shown(80)), "A heading.").bindable(),
        Property::new("description", Kind::Text(Length::shown(300)), "A text above the items.")
            .bindable(),
        Property::new(
            "media-size",
            Kind::Enum(&["regular", "large"]),
            "How large the images are; `regular` when absent.",
        ),
        Property::new(
            "on-click-action",
            Kind::Action(NAVIGATE_OR_EXCHANGE),
            "What tapping an item does.",
        ),
    ],
    main: Some("label"),
    source: Some("list-items"),
    action: Some("on-click-action"),
    per_screen: Some(Count::of(2)),
    places: Places { form: Some(V6_2), ..Places::SCREEN },
    ..Component::of(ComponentKind::NavigationList)
};

/// Holds the inputs of a screen; nobody needs it from 4.0 on.
pub static FORM: Component = Component {
    name: "Form",
    doc: "Holds the inputs of a screen; optional from 4.0.",
    properties: &[
        Property::name(),
        Property::new("children", Kind::Nodes, "Its components.").required(),
        Property::new("init-values", Kind::InitValues, "What its fields hold at first.").bindable(),
        Property::new("error-messages", Kind::ErrorMessages, "Messages on its fields.").bindable(),
    ],
    per_screen: Some(Count { max: 1, since: V7_0 }),
    ..Component::of(ComponentKind::Form)
};

/// Written `if … { … } else { … }`.
pub static IF: Component = Component {
    name: "If",
    doc: "Shows one of two branches.",
    since: V4_0,
    properties: &[
        Property::new("condition", Kind::Condition, "Which branch is shown.").required().bindable(),
        Property::new("then", Kind::Nodes, "What is shown when it holds.").required(),
        Property::new("else", Kind::Nodes, "What is shown when it does not."),
    ],
    places: Places { form: Some(V4_0), if_branch: Some(V4_0), ..Places::SCREEN },
    ..Component::of(ComponentKind::If)
};

/// Written `match … { "a" => { … } _ => { … } }`.
pub static SWITCH: Component = Component {
    name: "Switch",
    doc: "Shows the case that a value names.",
    since: V4_0,
    properties: &[
        Property::new("value", Kind::Switched, "What is compared with the cases.")
            .required()
            .bindable(),
        Property::new("cases", Kind::Cases, "What is shown for each value.").required(),
    ],
    places: Places { form: Some(V4_0), if_branch: Some(V4_0), ..Places::SCREEN },
    ..Component::of(ComponentKind::Switch)
};
