//! What is shown: a tree of resolved values, to be drawn.
//!
//! A [`View`] is whole and made anew by [`Player::view`](crate::Player::view): nothing of it has to
//! be computed, looked up or checked to draw it. Containers (`Form`, `If`, `Switch`) are gone: what
//! they show is in their place. Every element has an id that stays the same while a person uses
//! the screen, and after an edit elsewhere in the flow.

mod draw;
mod field;
pub mod markdown;
mod node;
mod parts;
mod progress;
mod text;

use serde::Serialize;

pub use self::markdown::{Block, Inline};
pub use self::parts::*;
use crate::assume::Assumption;
use crate::device::Profile;
use crate::effect::Summary;
pub use crate::entry::InputType;
pub use crate::state::Failure;
pub use crate::valid::{Missing, Problem};

/// All that a phone shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct View {
    /// The system whose phone it is.
    pub profile: Profile,
    /// What fills the phone.
    pub shown: Shown,
    /// The top of the phone.
    pub header: Header,
    /// What scrolls, from top to bottom; empty unless a screen is shown.
    pub body: Vec<Element>,
    /// The button at the foot.
    pub footer: Option<Footer>,
    /// A message over the screen.
    pub snackbar: Option<Snackbar>,
    /// Whether a request is under way: everything on the screen is disabled.
    pub busy: bool,
    /// What was assumed so far, where no source says what a phone does.
    pub assumed: Vec<Assumption>,
}

/// What fills the phone.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// The first screen is awaited.
    Loading,
    /// The screen with this id.
    Screen(String),
    /// A full page that says what went wrong.
    Failed(Failure),
    /// The flow is complete: the chat shows this when the response is opened.
    Completed {
        /// Whether it ended as a success.
        success: bool,
        /// Label and value of what was entered, by the title of the screen.
        summary: Vec<Summary>,
    },
    /// The flow has expired: the button of the message is dead, and the person reads this.
    Expired(String),
    /// The person closed the flow.
    Left,
}

/// The top of the phone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Header {
    /// The title; empty where there is none.
    pub title: String,
    /// What the button at its start does.
    pub leading: Leading,
    /// How far the person has come, in percent; `None` where the phone shows no bar.
    pub progress: Option<u8>,
}

/// The button at the start of the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Leading {
    /// Closes the flow.
    Close,
    /// Goes back to the screen before.
    Back,
}

/// A message that goes away by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Snackbar {
    /// What it says.
    pub text: String,
    /// How long it stays, in milliseconds.
    pub milliseconds: u32,
}

/// One thing on the screen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Element {
    /// Its own on the whole phone: letters, digits, `_`, `-` and `.` alone.
    pub id: String,
    /// What it is.
    pub content: Content,
}

/// What an element is: a component, its values resolved.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A heading, cut where a phone cuts it.
    TextHeading(String),
    /// A smaller heading.
    TextSubheading(String),
    /// A paragraph.
    TextBody(Paragraph),
    /// A small paragraph.
    TextCaption(Paragraph),
    /// A document.
    RichText(Vec<Block>),
    /// A line of text.
    TextInput(TextInput),
    /// Several lines of text.
    TextArea(TextArea),
    /// A list of which several options may be chosen.
    CheckboxGroup(Choices),
    /// A list of which one option is chosen.
    RadioButtonsGroup(Choices),
    /// Chips of which several may be chosen.
    ChipsSelector(Choices),
    /// A menu of which one option is chosen.
    Dropdown(Choices),
    /// A box to agree to something.
    OptIn(OptIn),
    /// A field for a date.
    DatePicker(DatePicker),
    /// A calendar.
    CalendarPicker(CalendarPicker),
    /// A picker of photos.
    PhotoPicker(Picker),
    /// A picker of documents.
    DocumentPicker(Picker),
    /// A picture.
    Image(Image),
    /// Pictures to leaf through.
    ImageCarousel(Carousel),
    /// A link.
    EmbeddedLink(Link),
    /// A list whose items lead on.
    NavigationList(List),
}

impl Content {
    /// What every field has, where this is a field.
    #[must_use]
    pub fn field(&self) -> Option<&Field> {
        match self {
            Self::TextInput(input) => Some(&input.field),
            Self::TextArea(area) => Some(&area.field),
            Self::CheckboxGroup(choices)
            | Self::RadioButtonsGroup(choices)
            | Self::ChipsSelector(choices)
            | Self::Dropdown(choices) => Some(&choices.field),
            Self::OptIn(opt_in) => Some(&opt_in.field),
            Self::DatePicker(picker) => Some(&picker.field),
            Self::CalendarPicker(picker) => Some(&picker.field),
            Self::PhotoPicker(picker) | Self::DocumentPicker(picker) => Some(&picker.field),
            Self::TextHeading(_)
            | Self::TextSubheading(_)
            | Self::TextBody(_)
            | Self::TextCaption(_)
            | Self::RichText(_)
            | Self::Image(_)
            | Self::ImageCarousel(_)
            | Self::EmbeddedLink(_)
            | Self::NavigationList(_) => None,
        }
    }
}

impl View {
    /// The field of this name, where it is shown.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.body
            .iter()
            .filter_map(|element| element.content.field())
            .find(|field| field.name == name)
    }
}
