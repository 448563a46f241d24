//! What an editor offers at a place, in both languages.

use std::ops::Range;

use flow_compiler::catalogue;

use super::snippet::Snippet;
use super::symbol::{Index, Screen};

/// What is offered, for the picture beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Component,
    Property,
    Word,
    Action,
    Screen,
    Data,
    Input,
    Choice,
    Value,
    /// A piece with places to fill in.
    Piece,
}

/// One thing that may be written at a place.
#[derive(Clone, Debug)]
pub(crate) struct Completion {
    pub(crate) label: String,
    pub(crate) kind: Kind,
    /// A few words beside the label.
    pub(crate) detail: Option<String>,
    /// What it means, in Markdown.
    pub(crate) doc: Option<String>,
    /// What is replaced.
    pub(crate) edit: Range<usize>,
    pub(crate) snippet: Snippet,
    /// What the typed text is compared with.
    pub(crate) filter: String,
    /// Where a comma is missing before it.
    pub(crate) comma: Option<usize>,
}

impl Completion {
    pub(crate) fn new(label: impl Into<String>, kind: Kind, edit: Range<usize>) -> Self {
        let label = label.into();
        Self {
            kind,
            detail: None,
            doc: None,
            edit,
            snippet: Snippet::of(label.as_str()),
            filter: label.clone(),
            comma: None,
            label,
        }
    }

    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    pub(crate) fn doc(mut self, doc: Option<String>) -> Self {
        self.doc = doc;
        self
    }

    pub(crate) fn snippet(mut self, snippet: Snippet) -> Self {
        self.snippet = snippet;
        self
    }
}

/// The segments that may follow those of a reference: `data`, `form` or `screen` first.
///
/// `before` are the segments that are written, `edit` is what is written of the next one; `close`
/// is written after a reference that is complete then.
pub(crate) fn segments(
    index: &Index,
    screen: Option<&Screen>,
    before: &[&str],
    edit: &Range<usize>,
    close: &str,
) -> Vec<Completion> {
    let (screen, rest) = match before {
        ["screen"] => {
            return index.screens.iter().map(|screen| of_screen(screen, edit)).collect();
        }
        ["screen", id, rest @ ..] => (index.screen(id), rest),
        rest => (screen, rest),
    };
    let Some(screen) = screen else { return Vec::new() };
    let last = |completion: Completion| {
        let text = format!("{}{close}", completion.label);
        completion.snippet(Snippet::of(text))
    };
    match rest {
        [] => roots(screen, before.is_empty(), edit, close),
        ["form"] => inputs(screen, edit).into_iter().map(last).collect(),
        ["data", path @ ..] => {
            let fields = match path {
                [] => Some(&screen.data),
                path => screen.field(&path.join(".")).map(|field| &field.fields),
            };
            fields.into_iter().flatten().map(|field| last(of_field(field, edit))).collect()
        }
        _ => Vec::new(),
    }
}

/// What a reference begins with; on this screen each whole reference as well.
fn roots(screen: &Screen, own: bool, edit: &Range<usize>, close: &str) -> Vec<Completion> {
    let mut found = Vec::new();
    if own {
        found.extend(references(screen, None).into_iter().map(|(path, detail, kind)| {
            let snippet = Snippet::of(format!("{path}{close}"));
            Completion::new(path, kind, edit.clone()).detail(detail).snippet(snippet)
        }));
    }
    let mut root = |name: &str, doc: &str| {
        let snippet = Snippet::of(format!("{name}."));
        let root = Completion::new(name, Kind::Word, edit.clone()).snippet(snippet);
        found.push(root.doc(Some(doc.to_owned())));
    };
    root("data", "The data that the screen gets.");
    root("form", "What a person has filled in on the screen.");
    if own {
        root("screen", "The data and the inputs of another screen.");
    }
    found
}

/// Every reference to something of a screen that fits a property: its path, what it is.
pub(crate) fn references(
    screen: &Screen,
    kind: Option<&catalogue::Kind>,
) -> Vec<(String, String, Kind)> {
    let data = screen
        .data
        .iter()
        .filter(|field| kind.is_none_or(|kind| field.fits(kind)))
        .map(|field| (format!("data.{}", field.name), field.kind.clone(), Kind::Data));
    let inputs = screen
        .inputs
        .iter()
        .filter(|input| kind.is_none_or(|kind| input.fits(kind)))
        .map(|input| (format!("form.{}", input.name), input.row.name.to_owned(), Kind::Input));
    data.chain(inputs).collect()
}

fn of_screen(screen: &Screen, edit: &Range<usize>) -> Completion {
    let completion = Completion::new(screen.id.clone(), Kind::Screen, edit.clone())
        .detail(screen.title.clone().unwrap_or_default());
    let snippet = Snippet::of(format!("{}.", screen.id));
    completion.snippet(snippet)
}

fn of_field(field: &super::symbol::Field, edit: &Range<usize>) -> Completion {
    Completion::new(field.name.clone(), Kind::Data, edit.clone()).detail(field.kind.clone())
}

pub(crate) fn inputs(screen: &Screen, edit: &Range<usize>) -> Vec<Completion> {
    let each = screen.inputs.iter().map(|input| {
        let label = input.label.as_ref().map_or(String::new(), |label| format!(" \"{label}\""));
        Completion::new(input.name.clone(), Kind::Input, edit.clone())
            .detail(format!("{}{label}", input.row.name))
    });
    each.collect()
}
