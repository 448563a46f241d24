//! Dates.

use super::{
    ActionKind, Component, ComponentKind, Input, Kind, Length, Places, Property, Range, V2_1, V6_1,
    Where,
};

const ON_SELECT: Property = Property::new(
    "on-select-action",
    Kind::Action(&[(ActionKind::DataExchange, V2_1)]),
    "What choosing a date does.",
)
.on_choice();
const MIN_DATE: Property =
    Property::new("min-date", Kind::Date, "The first date that can be chosen.").bindable();
const MAX_DATE: Property =
    Property::new("max-date", Kind::Date, "The last date that can be chosen.").bindable();
const UNAVAILABLE: Property =
    Property::new("unavailable-dates", Kind::Dates, "Dates that cannot be chosen.").bindable();
const DAYS: &[&str] = &["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

pub(super) static DATE_PICKER: Component = Component {
    name: "DatePicker",
    doc: "A field for a date.",
    input: Some(Input::Date),
    properties: &[
        Property::name(),
        Property::new("label", Kind::Text(Length::filled(40)), "What to choose.")
            .required()
            .bindable(),
        Property::is_required(),
        Property::enabled(),
        Property::visible(),
        Property::new("helper-text", Kind::Text(Length::shown(80)), "A hint below the field.")
            .bindable(),
        MIN_DATE,
        MAX_DATE,
        UNAVAILABLE,
        ON_SELECT,
        Property::new("init-value", Kind::Date, "The date chosen at first.")
            .bindable()
            .outside_form(),
        Property::new("error-message", Kind::Text(Length::shown(80)), "A message on the field.")
            .bindable()
            .outside_form(),
    ],
    main: Some("label"),
    action: Some("on-select-action"),
    places: Places::INPUT,
    ..Component::of(ComponentKind::DatePicker)
};

/// The property of a CalendarPicker that decides between one date and a range.
pub const MODE: &str = "mode";
/// The word of [`MODE`] for a range.
pub const RANGE: &str = "range";
/// The key of a range's first date.
pub const START_DATE: &str = "start-date";
/// The key of a range's last date.
pub const END_DATE: &str = "end-date";
/// The keys of a range.
pub const ENDS: [&str; 2] = [START_DATE, END_DATE];
const START: &[&str] = &[START_DATE];
const BOTH: &[&str] = &ENDS;
const RANGE_ONLY: Where = Where { property: MODE, words: &[RANGE], or_absent: false };

/// Its `mode` decides the type of five of its properties.
pub static CALENDAR_PICKER: Component = Component {
    name: "CalendarPicker",
    doc: "A calendar for a date or a range of dates.",
    since: V6_1,
    input: Some(Input::Calendar),
    properties: &[
        Property::name(),
        Property::new(
            "label",
            Kind::ByMode(&Kind::Text(Length::shown(20)), BOTH),
            "What to choose; in a range, of both ends.",
        )
        .required()
        .bindable(),
        Property::new(MODE, Kind::Enum(&["single", RANGE]), "`single` when absent.").bindable(),
        Property::new("title", Kind::Text(Length::shown(80)), "A heading, of a range only.")
            .bindable()
            .only_where(RANGE_ONLY),
        Property::new("description", Kind::Text(Length::shown(300)), "A text, of a range only.")
            .bindable()
            .only_where(RANGE_ONLY),
        Property::new(
            "helper-text",
            Kind::ByMode(&Kind::Text(Length::shown(80)), START),
            "A hint below the field.",
        )
        .bindable(),
        Property::new(
            "required",
            Kind::ByMode(&Kind::Bool, START),
            "Whether it must be filled in; `false` when absent.",
        )
        .bindable(),
        Property::enabled(),
        Property::visible(),
        MIN_DATE,
        MAX_DATE,
        UNAVAILABLE,
        Property::new("include-days", Kind::Enums(DAYS, 1), "The days of the week to choose from.")
            .bindable(),
        Property::new("min-days", Kind::Integer(Range::ANY), "The shortest range.")
            .bindable()
            .only_where(RANGE_ONLY),
        Property::new("max-days", Kind::Integer(Range::ANY), "The longest range.")
            .bindable()
            .only_where(RANGE_ONLY),
        ON_SELECT,
        Property::new("init-value", Kind::ByMode(&Kind::Date, BOTH), "What is chosen at first.")
            .bindable()
            .outside_form(),
        Property::new(
            "error-message",
            Kind::ByMode(&Kind::Text(Length::shown(80)), START),
            "A message on the field.",
        )
        .bindable()
        .outside_form(),
    ],
    main: Some("label"),
    action: Some("on-select-action"),
    places: Places {
        form: Some(V6_1),
        if_branch: Some(V6_1),
        switch_case: Some(V6_1),
        ..Places::SCREEN
    },
    ..Component::of(ComponentKind::CalendarPicker)
};
