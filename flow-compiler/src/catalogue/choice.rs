//! What a person chooses from a list.

use super::{
    ActionKind, Component, ComponentKind, ImageLimit, Input, Items, Kind, Length, Places, Property,
    Range, V2_1, V4_0, V5_0, V6_0, V6_3, V7_1, Version,
};

const DESCRIPTION: Property =
    Property::new("description", Kind::Text(Length::shown(300)), "A text above the options.")
        .bindable()
        .since(V4_0);
const MEDIA_SIZE: Property = Property::new(
    "media-size",
    Kind::Enum(&["regular", "large"]),
    "How large the images of the options are.",
)
.bindable()
.since(V5_0);
const ERROR: Property =
    Property::new("error-message", Kind::Text(Length::shown(30)), "A message on the field.")
        .bindable()
        .outside_form();
const INIT_ONE: Property =
    Property::new("init-value", Kind::Text(Length::ANY), "The id of the option chosen at first.")
        .bindable()
        .outside_form();
const INIT_MANY: Property =
    Property::new("init-value", Kind::Ids, "The ids of the options chosen at first.")
        .bindable()
        .outside_form();
const UPDATE_DATA: &[(ActionKind, Version)] = &[(ActionKind::UpdateData, V6_0)];
const ON_SELECT: Property = Property::new(
    "on-select-action",
    Kind::Action(&[(ActionKind::DataExchange, V2_1), (ActionKind::UpdateData, V6_0)]),
    "What choosing an option does.",
)
.on_choice();
const ON_UNSELECT: Property = Property::new(
    "on-unselect-action",
    Kind::Action(UPDATE_DATA),
    "What taking a choice back does.",
)
.since(V6_0);

const fn label(length: Length) -> Property {
    Property::new("label", Kind::Text(length), "What to choose.").bindable()
}

const fn data_source(items: &'static Items) -> Property {
    Property::new("data-source", Kind::Options(items), "The options.").required().bindable()
}

const OPTION: &[Property] = &[
    Property::new("id", Kind::Text(Length::FILLED), "What the answer holds.").required(),
    Property::new("title", Kind::Text(Length::shown(30)), "What is shown.").required(),
    Property::new("description", Kind::Text(Length::shown(300)), "A text below the title."),
    Property::new("metadata", Kind::Text(Length::shown(20)), "A short text at the end."),
    Property::new("enabled", Kind::Bool, "Whether it can be chosen; `true` when absent.")
        .bindable(),
    Property::new("image", Kind::Image(ImageLimit::Thumbnail), "A base64 image.")
        .bindable()
        .since(V5_0),
    Property::new("alt-text", Kind::Text(Length::ANY), "What the image shows.").since(V5_0),
    Property::new("color", Kind::Color, "A colour in place of an image.").since(V5_0),
    Property::new("on-select-action", Kind::Action(UPDATE_DATA), "What choosing it does.")
        .since(V6_0),
    Property::new("on-unselect-action", Kind::Action(UPDATE_DATA), "What taking it back does.")
        .since(V6_0),
];

const LIST: Items = Items {
    noun: "option",
    properties: OPTION,
    min: 1,
    max: 20,
    max_with_images: 20,
    main: Some("title"),
    beside_main: &[],
    action: Some("on-select-action"),
    must_act: false,
    image_or_color: true,
};
static BOXES: Items = LIST;
static MENU: Items = Items { max: 200, max_with_images: 100, ..LIST };
static CHIPS: Items = Items {
    properties: &[
        Property::new("id", Kind::Text(Length::FILLED), "What the answer holds.").required(),
        Property::new("title", Kind::Text(Length::shown(20)), "What is shown.").required(),
        Property::new("enabled", Kind::Bool, "Whether it can be chosen; `true` when absent.")
            .bindable(),
        Property::new("on-select-action", Kind::Action(UPDATE_DATA), "What choosing it does."),
        Property::new("on-unselect-action", Kind::Action(UPDATE_DATA), "What taking it back does."),
    ],
    min: 2,
    image_or_color: false,
    ..LIST
};

pub(super) static CHECKBOX_GROUP: Component = Component {
    name: "CheckboxGroup",
    doc: "A list of which several options may be chosen.",
    input: Some(Input::Options),
    properties: &[
        Property::name(),
        label(Length::shown(30)).required_since(V4_0),
        DESCRIPTION,
        data_source(&BOXES),
        Property::is_required(),
        Property::enabled(),
        Property::visible(),
        Property::new("min-selected-items", Kind::Count(Range::from(0)), "The fewest choices.")
            .bindable(),
        Property::new("max-selected-items", Kind::Count(Range::from(2)), "The most choices.")
            .bindable(),
        MEDIA_SIZE,
        ON_SELECT,
        ON_UNSELECT,
        INIT_MANY,
        ERROR,
    ],
    main: Some("label"),
    source: Some("data-source"),
    action: Some("on-select-action"),
    places: Places::INPUT,
    ..Component::of(ComponentKind::CheckboxGroup)
};

pub(super) static RADIO_BUTTONS_GROUP: Component = Component {
    name: "RadioButtonsGroup",
    doc: "A list of which one option is chosen.",
    input: Some(Input::Option),
    properties: &[
        Property::name(),
        label(Length::shown(30)).required_since(V4_0),
        DESCRIPTION,
        data_source(&BOXES),
        Property::is_required(),
        Property::enabled(),
        Property::visible(),
        MEDIA_SIZE,
        ON_SELECT,
        ON_UNSELECT,
        INIT_ONE,
        ERROR,
    ],
    main: Some("label"),
    source: Some("data-source"),
    action: Some("on-select-action"),
    places: Places::INPUT,
    ..Component::of(ComponentKind::RadioButtonsGroup)
};

pub(super) static CHIPS_SELECTOR: Component = Component {
    name: "ChipsSelector",
    doc: "Chips of which several may be chosen.",
    since: V6_3,
    input: Some(Input::Options),
    properties: &[
        Property::name(),
        label(Length::shown(80)).required(),
        DESCRIPTION,
        data_source(&CHIPS),
        Property::is_required(),
        Property::enabled(),
        Property::visible(),
        Property::new("min-selected-items", Kind::Count(Range::from(0)), "The fewest choices.")
            .bindable(),
        Property::new("max-selected-items", Kind::Count(Range::from(1)), "The most choices.")
            .bindable(),
        ON_SELECT.since(V7_1),
        ON_UNSELECT.since(V7_1),
        INIT_MANY,
        ERROR,
    ],
    main: Some("label"),
    source: Some("data-source"),
    action: Some("on-select-action"),
    places: Places {
        form: Some(V6_3),
        if_branch: Some(V7_1),
        switch_case: Some(V7_1),
        ..Places::SCREEN
    },
    overlooked: true,
    ..Component::of(ComponentKind::ChipsSelector)
};

pub(super) static DROPDOWN: Component = Component {
    name: "Dropdown",
    doc: "A menu of which one option is chosen.",
    input: Some(Input::Option),
    properties: &[
        Property::name(),
        label(Length::filled(20)).required(),
        data_source(&MENU),
        Property::is_required(),
        Property::enabled(),
        Property::visible(),
        ON_SELECT,
        ON_UNSELECT,
        INIT_ONE,
        ERROR,
    ],
    main: Some("label"),
    source: Some("data-source"),
    action: Some("on-select-action"),
    places: Places::INPUT,
    overlooked: true,
    ..Component::of(ComponentKind::Dropdown)
};
