//! The component types as an enum.

use super::{COMPONENTS, Component};

/// A component type, by its place in [`COMPONENTS`].
///
/// What treats every component in its own way matches on it without a wildcard, so that a new
/// component does not compile until it is treated.
///
/// ```
/// use flow_compiler::catalogue::ComponentKind;
///
/// assert_eq!(ComponentKind::TextInput.row().name, "TextInput");
/// assert!(ComponentKind::TextInput.row().input.is_some());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ComponentKind {
    /// A heading.
    TextHeading,
    /// A smaller heading.
    TextSubheading,
    /// A paragraph.
    TextBody,
    /// A small paragraph.
    TextCaption,
    /// A document in Markdown.
    RichText,
    /// A line of text or a number.
    TextInput,
    /// Several lines of text.
    TextArea,
    /// A list of which several options may be chosen.
    CheckboxGroup,
    /// A list of which one option is chosen.
    RadioButtonsGroup,
    /// Chips of which several may be chosen.
    ChipsSelector,
    /// A menu of which one option is chosen.
    Dropdown,
    /// A box to agree to something.
    OptIn,
    /// A field for a date.
    DatePicker,
    /// A calendar for a date or a range of dates.
    CalendarPicker,
    /// Takes photos.
    PhotoPicker,
    /// Takes documents.
    DocumentPicker,
    /// A picture.
    Image,
    /// Up to three pictures to leaf through.
    ImageCarousel,
    /// A link in the text of a screen.
    EmbeddedLink,
    /// The button at the foot of a screen.
    Footer,
    /// A list whose items lead on.
    NavigationList,
    /// Holds the inputs of a screen.
    Form,
    /// Shows one of two branches.
    If,
    /// Shows the case that a value names.
    Switch,
}

impl ComponentKind {
    /// Its row.
    #[must_use]
    pub fn row(self) -> &'static Component {
        COMPONENTS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use crate::catalogue::COMPONENTS;

    #[test]
    fn a_kind_is_the_place_of_its_row() {
        for (place, row) in COMPONENTS.iter().enumerate() {
            assert_eq!(row.kind as usize, place, "{}", row.name);
            assert_eq!(format!("{:?}", row.kind), row.name);
        }
    }
}
