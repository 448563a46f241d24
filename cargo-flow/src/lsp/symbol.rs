//! What the words of a flow name, in both languages: definition, references, renaming and hover
//! need to know no more.

use std::ops::Range;
use std::rc::Rc;

use flow_compiler::catalogue::{self, Component, Kind, Version};

/// Something of a flow that has a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Symbol {
    /// A screen, by its id.
    Screen(Rc<str>),
    /// A fragment, by its name.
    Fragment(Rc<str>),
    /// A data field of a screen or a fragment; `user.name` is a field of the object `user`.
    Data(Rc<str>, String),
    /// An input of a screen or a fragment.
    Input(Rc<str>, String),
    /// An option of an input of a screen, by its id.
    Choice(Rc<str>, String, String),
}

/// A place that names a symbol.
#[derive(Clone, Debug)]
pub(crate) struct Occurrence {
    /// The name alone, without quotes.
    pub(crate) span: Range<usize>,
    pub(crate) symbol: Symbol,
    /// Whether the symbol is made here.
    pub(crate) defines: bool,
    /// Where a key of a payload is short for `form` or `data` of that name.
    pub(crate) short: Option<&'static str>,
}

/// A flow as an editor needs it.
#[derive(Debug)]
pub(crate) struct Index {
    pub(crate) version: Version,
    /// Whether it has an endpoint.
    pub(crate) endpoint: bool,
    /// In the order of the flow.
    pub(crate) screens: Vec<Screen>,
    /// What is in fragments, as if each were a screen with the id `..Name`.
    pub(crate) fragments: Vec<Screen>,
    /// In the order of the text.
    pub(crate) occurrences: Vec<Occurrence>,
}

/// A screen, as far as it is written.
#[derive(Debug, Default)]
pub(crate) struct Screen {
    pub(crate) id: String,
    /// All of it.
    pub(crate) span: Range<usize>,
    /// Its id alone.
    pub(crate) name: Range<usize>,
    pub(crate) title: Option<String>,
    pub(crate) data: Vec<Field>,
    pub(crate) inputs: Vec<Input>,
}

/// A data field, or a field of one.
#[derive(Debug, Default)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// Such as `string`, or `a list of objects`.
    pub(crate) kind: String,
    /// As it is written.
    pub(crate) example: Option<String>,
    pub(crate) fields: Vec<Field>,
}

/// A component with a value.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) row: &'static Component,
    pub(crate) label: Option<String>,
    pub(crate) choices: Vec<Choice>,
}

/// An option that is written out.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) id: String,
    pub(crate) title: Option<String>,
}

impl Default for Index {
    fn default() -> Self {
        let version = catalogue::RELEASES.last().map_or(catalogue::V2_1, |last| last.version);
        let (screens, fragments) = (Vec::new(), Vec::new());
        Self { version, endpoint: false, screens, fragments, occurrences: Vec::new() }
    }
}

impl Index {
    /// The symbol that is named at a byte, or right before it.
    pub(crate) fn at(&self, byte: usize) -> Option<&Occurrence> {
        // Several may share a place: a payload key that is short for a reference.
        let before = self.occurrences.partition_point(|one| one.span.start <= byte);
        let near = self.occurrences[..before].iter().rev().take(8);
        near.filter(|one| byte <= one.span.end).min_by_key(|one| one.span.len())
    }

    /// Every place of a symbol.
    pub(crate) fn of<'i>(&'i self, symbol: &'i Symbol) -> impl Iterator<Item = &'i Occurrence> {
        self.occurrences.iter().filter(move |one| one.symbol == *symbol)
    }

    pub(crate) fn screen(&self, id: &str) -> Option<&Screen> {
        self.screens.iter().chain(&self.fragments).find(|screen| screen.id == id)
    }

    /// The screen or the fragment that holds a byte.
    pub(crate) fn screen_at(&self, byte: usize) -> Option<&Screen> {
        self.screens
            .iter()
            .chain(&self.fragments)
            .find(|screen| screen.span.start <= byte && byte <= screen.span.end)
    }

    /// Puts the occurrences into the order of the text.
    pub(crate) fn sort(&mut self) {
        self.occurrences.sort_by_key(|one| (one.span.start, one.span.end));
    }
}

impl Field {
    /// Whether its value may be where a property of this kind is.
    pub(crate) fn fits(&self, kind: &Kind) -> bool {
        match kind {
            Kind::Bool => self.kind == "boolean",
            Kind::Number(_) | Kind::Integer(_) | Kind::Count(_) => {
                matches!(self.kind.as_str(), "number" | "integer")
            }
            Kind::Options(_) | Kind::Items(_) | Kind::Ids | Kind::Dates => {
                self.is_made_of_parts() && self.kind != "object"
            }
            Kind::InitValues | Kind::ErrorMessages => self.kind == "object",
            Kind::Condition | Kind::Switched => !self.is_made_of_parts(),
            _ => self.kind != "boolean" && !self.is_made_of_parts(),
        }
    }

    fn is_made_of_parts(&self) -> bool {
        matches!(self.kind.as_str(), "object" | "array") || self.kind.contains("list")
    }
}

impl Input {
    /// Whether its value may be where a property of this kind is.
    pub(crate) fn fits(&self, kind: &Kind) -> bool {
        use catalogue::Input as Of;
        match (kind, self.row.input) {
            (Kind::Bool, of) => of == Some(Of::Bool),
            (Kind::Number(_) | Kind::Integer(_) | Kind::Count(_), of) => of == Some(Of::Typed),
            (Kind::Ids, of) => of == Some(Of::Options),
            (
                Kind::Options(_)
                | Kind::Items(_)
                | Kind::Dates
                | Kind::InitValues
                | Kind::ErrorMessages,
                _,
            ) => false,
            (_, of) => !matches!(of, Some(Of::Options | Of::Files)),
        }
    }
}

impl Screen {
    pub(crate) fn input(&self, name: &str) -> Option<&Input> {
        self.inputs.iter().find(|input| input.name == name)
    }

    /// The data field of a path such as `user.name`.
    pub(crate) fn field(&self, path: &str) -> Option<&Field> {
        let mut names = path.split('.');
        let first = names.next()?;
        let first = self.data.iter().find(|field| field.name == first)?;
        names.try_fold(first, |field, name| field.fields.iter().find(|field| field.name == name))
    }
}
