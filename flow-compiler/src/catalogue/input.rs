//! What a person types or agrees to.

use super::{
    ActionKind, Component, ComponentKind, Count, Input, Kind, Length, Places, Property, Range,
    V2_1, V6_0, V6_2, V7_0, Where,
};

const VARIANT: Property = Property::new(
    "label-variant",
    Kind::Enum(&["large"]),
    "`large` gives the label several lines.",
)
.since(V7_0);
const fn label(length: Length) -> Property {
    Property::new("label", Kind::Text(length.large(150)), "What to fill in.").required().bindable()
}
const HELPER: Property =
    Property::new("helper-text", Kind::Text(Length::shown(80)), "A hint below the field.")
        .bindable();
const INIT: Property =
    Property::new("init-value", Kind::Text(Length::ANY), "What the field holds at first.")
        .bindable()
        .outside_form();
const ERROR: Property =
    Property::new("error-message", Kind::Text(Length::shown(30)), "A message on the field.")
        .bindable()
        .outside_form();

pub(super) static TEXT_INPUT: Component = Component {
    name: "TextInput",
    doc: "A line of text or a number.",
    input: Some(Input::Typed),
    properties: &[
        Property::name(),
        label(Length::filled(20)),
        Property::new(
            "input-type",
            Kind::Enum(&["text", "number", "email", "password", "passcode", "phone"]),
            "What is typed; `text` when absent.",
        ),
        Property::is_required(),
        Property::enabled(),
        Property::visible(),
        Property::new("min-chars", Kind::Number(Range::NOT_NEGATIVE), "The fewest characters.")
            .bindable(),
        Property::new(
            "max-chars",
            Kind::Number(Range::POSITIVE),
            "The most characters; 80 when absent.",
        )
        .bindable(),
        HELPER,
        Property::new("pattern", Kind::Pattern, "A regular expression that the text must match.")
            .since(V6_2)
            .needs("helper-text")
            .only_where(Where {
                property: "input-type",
                words: &["text", "password", "passcode", "number"],
                or_absent: true,
            }),
        VARIANT,
        INIT,
        ERROR,
    ],
    main: Some("label"),
    places: Places::INPUT,
    ..Component::of(ComponentKind::TextInput)
};

pub(super) static TEXT_AREA: Component = Component {
    name: "TextArea",
    doc: "Several lines of text.",
    input: Some(Input::Text),
    properties: &[
        Property::name(),
        label(Length::shown(20)),
        Property::is_required(),
        Property::enabled(),
        Property::visible(),
        Property::new(
            "max-length",
            Kind::Integer(Range::POSITIVE),
            "The most characters; 600 when absent.",
        )
        .bindable(),
        HELPER,
        VARIANT,
        INIT,
        ERROR,
    ],
    main: Some("label"),
    places: Places::INPUT,
    ..Component::of(ComponentKind::TextArea)
};

pub(super) static OPT_IN: Component = Component {
    name: "OptIn",
    doc: "A box to agree to something.",
    input: Some(Input::Bool),
    properties: &[
        Property::name(),
        Property::new("label", Kind::Text(Length::filled(120)), "What is agreed to.")
            .required()
            .bindable(),
        Property::is_required(),
        Property::visible(),
        Property::new(
            "on-click-action",
            Kind::Action(&[
                (ActionKind::Navigate, V2_1),
                (ActionKind::DataExchange, V2_1),
                (ActionKind::OpenUrl, V6_0),
            ]),
            "What \"Read more\" does; without it the words are not shown.",
        ),
        Property::new(
            "on-select-action",
            Kind::Action(&[(ActionKind::UpdateData, V6_0)]),
            "What agreeing does.",
        )
        .since(V6_0)
        .on_choice(),
        Property::new(
            "on-unselect-action",
            Kind::Action(&[(ActionKind::UpdateData, V6_0)]),
            "What taking the agreement back does.",
        )
        .since(V6_0),
        Property::new("init-value", Kind::Bool, "Whether it is agreed to at first.")
            .bindable()
            .outside_form(),
    ],
    main: Some("label"),
    action: Some("on-click-action"),
    per_screen: Some(Count::of(5)),
    places: Places::INPUT,
    ..Component::of(ComponentKind::OptIn)
};
