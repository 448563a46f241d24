//! The specification as data: every component, property, action and version of Flow JSON.
//!
//! The only place that knows a component by its name. From a row come the checks, the names in
//! both languages, the Rust type of a form value and the reference page.

mod action;
mod alias;
mod choice;
mod component;
mod data;
mod date;
mod document;
mod input;
pub mod key;
mod media;
mod place;
mod structure;
mod text;
mod version;

pub use action::{ACTION_KEYS, ACTIONS, Action, ActionKind, NEXT_KEYS, NEXT_TYPE, Target};
pub use alias::{is_called, meant, meant_component};
pub use component::ComponentKind;
pub use data::{DATA_TYPES, DATA_WORDS, EXAMPLE, FORMATS, WordKind};
pub use document::{
    CATEGORIES, DocumentKey, FLOW_KEYS, FLOW_SETTINGS, LAYOUT, LAYOUT_KEYS, MOST_SCREENS,
    SCREEN_KEYS, SCREEN_SETTINGS, SUCCESS, Setting, SettingKind, TITLE, demands,
};
pub use place::{Count, MOST_IFS, Places};
pub use version::*;

/// A component type.
#[derive(Debug)]
pub struct Component {
    /// Which one it is.
    pub kind: ComponentKind,
    /// Meta's name.
    pub name: &'static str,
    /// One sentence for the reference.
    pub doc: &'static str,
    /// The first version that has it.
    pub since: Version,
    /// What a person's input in it is; `None` for a component that takes none.
    pub input: Option<Input>,
    /// Every property but `type`, in the order of the reference.
    pub properties: &'static [Property],
    /// The property that `Kind "text"` sets.
    pub main: Option<&'static str>,
    /// The property that `in source` and a body of entries set.
    pub source: Option<&'static str>,
    /// The property that `=> action` sets.
    pub action: Option<&'static str>,
    /// How many of it a screen may have.
    pub per_screen: Option<Count>,
    /// How many of it a flow may have.
    pub per_flow: Option<usize>,
    /// Where it may be besides on the screen itself.
    pub places: Places,
    /// Whether a phone does not look at its actions when it asks itself where a screen leads and
    /// whether the flow has an endpoint.
    pub overlooked: bool,
}

/// The kind of a person's input, as `${form.name}` gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// A text, or a number where `input-type` is `number` or `passcode`.
    Typed,
    /// A text.
    Text,
    /// The id of one option.
    Option,
    /// The ids of several options.
    Options,
    /// Yes or no.
    Bool,
    /// A date.
    Date,
    /// A date, or a first and a last one where `mode` is `range`.
    Calendar,
    /// Files.
    Files,
    /// The id of the item that was tapped.
    Item,
}

/// A property of a component, of an option, of an item.
#[derive(Debug)]
pub struct Property {
    /// Meta's name.
    pub name: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// The first version that demands it; `None` = optional.
    pub required: Option<Version>,
    /// Whether a reference or an expression may stand for the value.
    pub bindable: bool,
    /// The first version that has it.
    pub since: Version,
    /// Whether it may be only on a component outside a Form.
    pub outside_form: bool,
    /// The other property that must be present with it.
    pub needs: Option<&'static str>,
    /// The other properties that may not be present with it.
    pub excludes: &'static [&'static str],
    /// The word that another property must have beside it.
    pub only_where: Option<Where>,
    /// Whether it is an action that choosing a value sets off: the value is there when it runs.
    pub on_choice: bool,
    /// One sentence for the reference.
    pub doc: &'static str,
}

/// What another property of the component must say for a property to be there.
#[derive(Clone, Copy, Debug)]
pub struct Where {
    /// The other property, whose value is a word.
    pub property: &'static str,
    /// The words that go with it.
    pub words: &'static [&'static str],
    /// Whether it may be absent: what that means is one of the words.
    pub or_absent: bool,
}

/// What the value of a property is.
#[derive(Debug)]
pub enum Kind {
    /// The name of the component, by which references find its value.
    Name,
    /// A text.
    Text(Length),
    /// A text, or from 5.1 a list of texts without references.
    Texts(Length),
    /// A list of texts that name options.
    Ids,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number(Range),
    /// A whole number.
    Integer(Range),
    /// A whole number; a reference in its place is of the type `number`.
    Count(Range),
    /// One of these words.
    Enum(&'static [&'static str]),
    /// A list of these words, so many at the least.
    Enums(&'static [&'static str], usize),
    /// A regular expression.
    Pattern,
    /// A date: `YYYY-MM-DD` from 5.0, milliseconds since 1970 in a text before.
    Date,
    /// A list of dates.
    Dates,
    /// In mode `range` an object of `start-date` and `end-date`, of which it needs these; in mode
    /// `single` the inner kind.
    ByMode(&'static Kind, &'static [&'static str]),
    /// A base64 image.
    Image(ImageLimit),
    /// `#RRGGBB`.
    Color,
    /// The options of a list.
    Options(&'static Items),
    /// The items of a NavigationList, the images of an ImageCarousel.
    Items(&'static Items),
    /// An object with these keys; of some, one must be present and so many may.
    Object(&'static [Property], Option<usize>),
    /// A list of texts, so many at the least and at the most.
    Tags(Length, usize, usize),
    /// One of these actions.
    Action(&'static [(ActionKind, Version)]),
    /// Components.
    Nodes,
    /// The condition of If.
    Condition,
    /// The value of Switch.
    Switched,
    /// The cases of Switch.
    Cases,
    /// The initial values of a Form's components, by their names.
    InitValues,
    /// The error messages of a Form's components, by their names.
    ErrorMessages,
    /// A text, or a text for each file.
    FilesError,
}

/// How long a text may be, in characters.
#[derive(Clone, Copy, Debug)]
pub struct Length {
    /// Which texts without a letter are refused before 6.0; from then on, all are.
    pub filled: Filled,
    /// A longer one is cut on the phone.
    pub shown: Option<usize>,
    /// The same where `label-variant` is `large`.
    pub shown_large: Option<usize>,
}

/// What a text must hold before Flow JSON 6.0, which refuses every blank text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// Nothing.
    Nothing,
    /// A character: Meta's schema refuses an empty text, in every version.
    Character,
    /// More than white space: a blank text is refused in every version.
    Letter,
}

/// The bounds of a number.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    /// The smallest.
    pub min: Option<i64>,
    /// The largest.
    pub max: Option<i64>,
    /// Which numbers mean something: Meta takes the others too, and a phone can do nothing with them.
    pub sense: Sense,
}

/// Which numbers mean something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// All of them.
    Any,
    /// Zero and more.
    NotNegative,
    /// More than zero.
    Positive,
}

/// What a base64 image may be.
#[derive(Clone, Copy, Debug)]
pub enum ImageLimit {
    /// JPEG or PNG of at most 300 KB.
    Picture,
    /// At most 300 KB before 6.0, 100 KB from then on.
    Thumbnail,
    /// Valid base64; no size is known.
    Slide,
}

/// A list of options or items.
#[derive(Debug)]
pub struct Items {
    /// What one is called in a message: `option`, `item`, `image`.
    pub noun: &'static str,
    /// The properties of one.
    pub properties: &'static [Property],
    /// The fewest.
    pub min: usize,
    /// The most.
    pub max: usize,
    /// The most where one of them has an image.
    pub max_with_images: usize,
    /// The property that `id: "text"` sets, a path where it lies deeper; `None` = no such form.
    pub main: Option<&'static str>,
    /// The properties that `id: "text" (…)` puts beside the text where that lies deeper.
    pub beside_main: &'static [&'static str],
    /// The property that `=> action` sets on one.
    pub action: Option<&'static str>,
    /// Whether each needs that action where the component has none.
    pub must_act: bool,
    /// Whether images and colours exclude each other.
    pub image_or_color: bool,
}

impl Component {
    /// The parts that most rows share.
    const fn of(kind: ComponentKind) -> Self {
        Self {
            kind,
            name: "",
            doc: "",
            since: V2_1,
            input: None,
            properties: &[],
            main: None,
            source: None,
            action: None,
            per_screen: None,
            per_flow: None,
            places: Places::SCREEN,
            overlooked: false,
        }
    }

    /// The property of this name, as Flow JSON spells it.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&'static Property> {
        find(self.properties, name)
    }
}

impl Property {
    const fn new(name: &'static str, kind: Kind, doc: &'static str) -> Self {
        Self {
            name,
            kind,
            required: None,
            bindable: false,
            since: V2_1,
            outside_form: false,
            needs: None,
            excludes: &[],
            only_where: None,
            on_choice: false,
            doc,
        }
    }

    const fn required(mut self) -> Self {
        self.required = Some(V2_1);
        self
    }

    const fn required_since(mut self, version: Version) -> Self {
        self.required = Some(version);
        self
    }

    const fn bindable(mut self) -> Self {
        self.bindable = true;
        self
    }

    const fn since(mut self, version: Version) -> Self {
        self.since = version;
        self
    }

    const fn outside_form(mut self) -> Self {
        self.outside_form = true;
        self
    }

    const fn needs(mut self, other: &'static str) -> Self {
        self.needs = Some(other);
        self
    }

    const fn excludes(mut self, others: &'static [&'static str]) -> Self {
        self.excludes = others;
        self
    }

    const fn only_where(mut self, other: Where) -> Self {
        self.only_where = Some(other);
        self
    }

    const fn on_choice(mut self) -> Self {
        self.on_choice = true;
        self
    }

    /// Whether an expression may stand for it, where a reference may: for no name, date, initial
    /// value and error message.
    #[must_use]
    pub fn takes_expressions(&self) -> bool {
        let literal = matches!(
            self.kind,
            Kind::Name | Kind::Date | Kind::Dates | Kind::InitValues | Kind::ErrorMessages
        );
        self.bindable && !literal && !matches!(self.name, "init-value" | "error-message")
    }

    const fn visible() -> Self {
        Self::new("visible", Kind::Bool, "Whether it is shown; `true` when absent.").bindable()
    }

    const fn enabled() -> Self {
        Self::new("enabled", Kind::Bool, "Whether it can be used; `true` when absent.").bindable()
    }

    const fn is_required() -> Self {
        Self::new("required", Kind::Bool, "Whether it must be filled in; `false` when absent.")
            .bindable()
    }

    const fn name() -> Self {
        Self::new("name", Kind::Name, "The name by which references find its value.").required()
    }
}

impl Length {
    /// Any length.
    pub const ANY: Self = Self { filled: Filled::Nothing, shown: None, shown_large: None };
    const FILLED: Self = Self { filled: Filled::Character, ..Self::ANY };
    const NOT_BLANK: Self = Self { filled: Filled::Letter, ..Self::ANY };

    const fn shown(characters: usize) -> Self {
        Self { shown: Some(characters), ..Self::ANY }
    }

    const fn filled(characters: usize) -> Self {
        Self { shown: Some(characters), ..Self::FILLED }
    }

    const fn not_blank(characters: usize) -> Self {
        Self { shown: Some(characters), ..Self::NOT_BLANK }
    }

    const fn large(mut self, characters: usize) -> Self {
        self.shown_large = Some(characters);
        self
    }
}

impl Range {
    const ANY: Self = Self { min: None, max: None, sense: Sense::Any };
    const NOT_NEGATIVE: Self = Self { sense: Sense::NotNegative, ..Self::ANY };
    const POSITIVE: Self = Self { sense: Sense::Positive, ..Self::ANY };

    const fn from(min: i64) -> Self {
        Self { min: Some(min), ..Self::ANY }
    }

    const fn between(min: i64, max: i64) -> Self {
        Self { min: Some(min), max: Some(max), ..Self::ANY }
    }
}

/// What makes a component that must be filled in impossible to fill in where it is `false`.
pub const UNFILLABLE: [&str; 2] = ["enabled", "visible"];

/// Every component type, in the order of the reference and of [`ComponentKind`].
pub static COMPONENTS: &[&Component] = &[
    &text::HEADING,
    &text::SUBHEADING,
    &text::BODY,
    &text::CAPTION,
    &text::RICH,
    &input::TEXT_INPUT,
    &input::TEXT_AREA,
    &choice::CHECKBOX_GROUP,
    &choice::RADIO_BUTTONS_GROUP,
    &choice::CHIPS_SELECTOR,
    &choice::DROPDOWN,
    &input::OPT_IN,
    &date::DATE_PICKER,
    &date::CALENDAR_PICKER,
    &media::PHOTO_PICKER,
    &media::DOCUMENT_PICKER,
    &media::IMAGE,
    &media::IMAGE_CAROUSEL,
    &structure::EMBEDDED_LINK,
    &structure::FOOTER,
    &structure::NAVIGATION_LIST,
    &structure::FORM,
    &structure::IF,
    &structure::SWITCH,
];

pub use date::{CALENDAR_PICKER, END_DATE, ENDS, MODE, RANGE, START_DATE};
pub use media::{DOCUMENT_PICKER, MIME_TYPES, PHOTO_PICKER};
pub use structure::{FOOTER, FORM, IF, NAVIGATION_LIST, SWITCH};
pub use text::RICH as RICH_TEXT;

/// The component type of this name.
#[must_use]
pub fn component(name: &str) -> Option<&'static Component> {
    COMPONENTS.iter().copied().find(|row| row.name == name)
}

/// The property of this name, as Flow JSON spells it.
#[must_use]
pub fn find(properties: &'static [Property], name: &str) -> Option<&'static Property> {
    properties.iter().find(|property| property.name == name)
}
