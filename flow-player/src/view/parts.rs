//! The parts of a view: one type a component, and what they share.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::markdown::Block;
use crate::entry::InputType;
use crate::valid::{Missing, Problem};

/// Text with a form of its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paragraph {
    /// Its parts: paragraphs, and lists where it is Markdown.
    pub blocks: Vec<Block>,
    /// Whether it is bold as a whole.
    pub bold: bool,
    /// Whether it is in italics as a whole.
    pub italic: bool,
    /// Whether a line runs through it.
    pub strikethrough: bool,
}

/// What every field has.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// Its name, by which gestures find it.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Whether the label is the large variant.
    pub large_label: bool,
    /// A text above what is chosen.
    pub description: Option<String>,
    /// A hint below the field. Where an error takes its place there is none.
    pub helper: Option<String>,
    /// Whether it has to be filled in; else it is marked as optional.
    pub required: bool,
    /// Why it cannot be used; `None` while it can.
    pub disabled: Option<Disabled>,
    /// The error that is shown.
    pub error: Option<FieldError>,
    /// What is wrong with it, shown or not; the button waits for it.
    pub problem: Option<Problem>,
    /// Whether it has the focus.
    pub focused: bool,
}

/// Why something cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Disabled {
    /// Its `enabled` is false.
    Property,
    /// A request is under way.
    Busy,
    /// So many are chosen already that no other can be.
    AtMaximum,
    /// Fields have to be filled in or put in order first.
    NotReady,
}

/// An error at a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// What it says.
    pub text: String,
    /// Whether the flow or its endpoint put it there, else the phone.
    pub from_flow: bool,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TextInput {
    /// What every field has.
    pub field: Field,
    /// What is typed.
    pub input_type: InputType,
    /// What was typed so far. Secret text is here as it is: draw dots.
    pub text: String,
    /// The fewest characters.
    pub min: usize,
    /// The most characters.
    pub max: usize,
}

/// Several lines of text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TextArea {
    /// What every field has.
    pub field: Field,
    /// What was typed so far.
    pub text: String,
    /// How many characters are used.
    pub used: usize,
    /// The most characters: no more can be typed.
    pub max: usize,
}

/// A list to choose from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choices {
    /// What every field has.
    pub field: Field,
    /// The options, in their order.
    pub options: Vec<Choice>,
    /// The fewest that have to be chosen.
    pub min: usize,
    /// The most that can be chosen.
    pub max: usize,
    /// A hint on how many may be chosen, where the flow says so.
    pub hint: Option<String>,
    /// Whether the images are large.
    pub large_images: bool,
    /// The title of what a Dropdown shows as chosen; of one that is not in the list any more its id.
    pub chosen: Option<String>,
    /// Whether a single choice can be taken back.
    pub clearable: bool,
}

/// An option.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// Its id, by which gestures find it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A text below the title.
    pub description: Option<String>,
    /// A short text at the end.
    pub metadata: Option<String>,
    /// Its picture.
    pub image: Option<Picture>,
    /// A colour in the place of a picture: `#RRGGBB`.
    pub color: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Why it cannot be chosen; `None` while it can.
    pub disabled: Option<Disabled>,
}

/// A picture in base64. A copy of it copies no bytes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Picture {
    /// The base64 text, without a prefix.
    pub base64: Arc<str>,
    /// What it shows, for those who listen.
    pub alt: String,
}

/// A box to agree to something.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OptIn {
    /// What every field has.
    pub field: Field,
    /// Whether it is ticked.
    pub ticked: bool,
    /// Whether "read more" is shown.
    pub read_more: bool,
}

/// A field for a date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DatePicker {
    /// What every field has.
    pub field: Field,
    /// The day that was picked.
    pub date: Option<Date>,
    /// The first day that its dialog offers.
    pub first: Date,
    /// The last day that its dialog offers.
    pub last: Date,
    /// Days that can be picked and are an error.
    pub unavailable: Vec<Date>,
    /// The day with which its dialog begins.
    pub begins: Date,
}

/// A calendar for a day or a range.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CalendarPicker {
    /// What every field has; of a range, what its first day has.
    pub field: Field,
    /// A heading, of a range only.
    pub title: Option<String>,
    /// The first day of a range, or the day.
    pub start: Option<Date>,
    /// What the last day of a range has; `None` for a single day.
    pub end: Option<CalendarEnd>,
    /// The first day that can be picked.
    pub first: Date,
    /// The last day that can be picked.
    pub last: Date,
    /// Days that cannot be picked.
    pub unavailable: Vec<Date>,
    /// The weekdays that can be picked, 1 for Monday; all where it is empty.
    pub weekdays: Vec<i8>,
    /// The fewest days of a range.
    pub min_days: Option<usize>,
    /// The most days of a range.
    pub max_days: Option<usize>,
}

/// The second field of a range.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CalendarEnd {
    /// Its label.
    pub label: String,
    /// A hint below it.
    pub helper: Option<String>,
    /// Whether it has to be filled in.
    pub required: bool,
    /// The error that is shown.
    pub error: Option<FieldError>,
    /// The last day.
    pub date: Option<Date>,
}

/// A picker of files.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Picker {
    /// What every field has.
    pub field: Field,
    /// The files, in the order in which they were added.
    pub files: Vec<Attached>,
    /// The fewest.
    pub min: usize,
    /// The most.
    pub max: usize,
    /// The largest file, in KB of 1,024 bytes.
    pub max_kb: usize,
    /// Whether a photo may be taken; `false` for documents.
    pub camera: bool,
    /// Whether a file may be chosen from the phone.
    pub gallery: bool,
    /// The kinds that it takes, as in `accept` of an HTML input.
    pub accepts: Vec<String>,
    /// Whether one more can be added.
    pub more: bool,
}

/// A file in a picker.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attached {
    /// Its name.
    pub name: String,
    /// The ending of its name, as this phone shows it.
    pub extension: String,
    /// Its size in bytes.
    pub size: u64,
    /// How far its upload is.
    pub upload: Uploading,
    /// What the flow says about it.
    pub error: Option<String>,
}

/// How far the upload of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Uploading {
    /// Under way.
    Pending,
    /// Failed.
    Failed,
    /// Finished.
    Done,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Image {
    /// The picture.
    pub picture: Picture,
    /// Its width, as the flow says it.
    pub width: Option<f64>,
    /// Its height, as the flow says it; 400 where it says none.
    pub height: f64,
    /// Whether it fills its place and is cut, else it is shown whole.
    pub cover: bool,
    /// Width divided by height.
    pub aspect_ratio: Option<f64>,
}

/// Pictures to leaf through.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Carousel {
    /// The pictures.
    pub pictures: Vec<Picture>,
    /// Whether its shape is 16:9, else 4:3.
    pub wide: bool,
    /// Whether a picture fills its place and is cut.
    pub cover: bool,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Whether it opens the browser.
    pub external: bool,
    /// Why it cannot be tapped.
    pub disabled: Option<Disabled>,
}

/// A list whose items lead on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct List {
    /// Its name, by which gestures find it.
    pub name: String,
    /// A heading.
    pub label: Option<String>,
    /// A text above the items.
    pub description: Option<String>,
    /// The items.
    pub items: Vec<Item>,
    /// Whether the images are large.
    pub large_images: bool,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// Its id, by which gestures find it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A second line.
    pub description: Option<String>,
    /// A third line.
    pub metadata: Option<String>,
    /// A picture at its start.
    pub image: Option<Picture>,
    /// Up to two texts at its end; a chevron where there is none.
    pub end: Option<ItemEnd>,
    /// A word on it.
    pub badge: Option<String>,
    /// Up to three words below.
    pub tags: Vec<String>,
    /// Why it cannot be tapped.
    pub disabled: Option<Disabled>,
}

/// The texts at the end of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemEnd {
    /// The first line.
    pub title: Option<String>,
    /// The second line.
    pub description: Option<String>,
    /// The third line.
    pub metadata: Option<String>,
}

/// The button at the foot of a screen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Footer {
    /// Its own on the whole phone.
    pub id: String,
    /// What it says.
    pub label: String,
    /// Why it cannot be tapped; `None` while it can.
    pub disabled: Option<Disabled>,
    /// The fields that it waits for.
    pub missing: Vec<Missing>,
    /// A text above it at the left.
    pub left: Option<String>,
    /// A text above it in the middle.
    pub center: Option<String>,
    /// A text above it at the right.
    pub right: Option<String>,
}
