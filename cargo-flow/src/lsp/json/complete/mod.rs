//! What may be written at a place of a document.

mod keys;
mod values;

use std::ops::Range;

use super::expect::Expect;
use super::place::{Place, Spot};
use super::tree::{Value, ValueKind};
use super::write::{self, Style};
use crate::lsp::completion::{Completion, Kind, segments};
use crate::lsp::reference;
use crate::lsp::snippet::Snippet;
use crate::lsp::symbol::Index;

/// What is known of the document, and where the cursor is.
struct Cursor<'d> {
    text: &'d str,
    index: &'d Index,
    place: Place<'d>,
    byte: usize,
    style: Style,
}

/// Everything that may be written at a byte.
pub(crate) fn complete(
    text: &str,
    root: Option<&Value>,
    index: &Index,
    byte: usize,
) -> Vec<Completion> {
    let style = Style { version: index.version, endpoint: index.endpoint };
    let place = Place::at(text, root, byte);
    let cursor = Cursor { text, index, place, byte, style };
    let mut found = cursor.complete();
    for completion in &mut found {
        cursor.settle(completion);
    }
    found
}

impl Cursor<'_> {
    fn complete(&self) -> Vec<Completion> {
        match self.place.spot {
            Spot::Key(member) => {
                let edit = member.key.clone();
                self.keys(edit, member.colon.is_some(), Some(member))
            }
            Spot::Value(value, expect) => match value.kind {
                ValueKind::Text => self.in_string(value, expect),
                _ => self.values(expect, value.span.clone()),
            },
            Spot::Missing(_, expect) => self.values(expect, self.byte..self.byte),
            Spot::Gap => match self.place.around.last() {
                Some((value, _)) if matches!(value.kind, ValueKind::Object(_)) => {
                    self.keys(self.byte..self.byte, false, None)
                }
                Some((_, expect)) => self.values(expect.item(), self.byte..self.byte),
                None if self.text.trim().is_empty() => vec![self.flow()],
                None => Vec::new(),
            },
        }
    }

    /// A whole document.
    fn flow(&self) -> Completion {
        let edit = self.byte..self.byte;
        let mut flow = Completion::new("flow", Kind::Piece, edit)
            .detail("a flow of one screen")
            .snippet(write::flow(self.style));
        "{".clone_into(&mut flow.filter);
        flow
    }

    fn in_string(&self, value: &Value, expect: Expect) -> Vec<Completion> {
        let within = value.inside();
        let before = &self.text[within.start.min(self.byte)..self.byte];
        if expect.takes_references()
            && let Some(at) = before.rfind("${")
            && !before[at..].contains('}')
        {
            return self.reference(within.start + at, &within);
        }
        if let Some(found) = self.compared(&within) {
            return found;
        }
        self.values(expect, value.span.clone())
    }

    /// The next segment of the reference that begins at `start`.
    fn reference(&self, start: usize, within: &Range<usize>) -> Vec<Completion> {
        let all = reference::all(self.text, start..within.end);
        let Some(reference) = all.first() else { return Vec::new() };
        let holds = |segment: &&Range<usize>| segment.end >= self.byte;
        let Some(at) = reference.segments.iter().position(|segment| holds(&segment)) else {
            return Vec::new();
        };
        let words = reference.words(self.text);
        let last = at + 1 == words.len();
        let close = if last && !reference.closed { "}" } else { "" };
        let screen = self.index.screen_at(self.byte);
        let edit = reference.segments[at].clone();
        let mut found = segments(self.index, screen, &words[..at], &edit, close);
        // Of a reference that goes on, only this segment is replaced.
        if !last {
            for completion in &mut found {
                completion.snippet = Snippet::of(completion.label.as_str());
            }
            found.retain(|completion| !completion.label.contains('.'));
        }
        found
    }

    /// The ids of options, in the quotes after `${form.x} ==`.
    fn compared(&self, within: &Range<usize>) -> Option<Vec<Completion>> {
        let screen = self.index.screen_at(self.byte)?;
        let own = screen.id.as_str().into();
        for one in reference::all(self.text, within.clone()) {
            let Some(span) = reference::compared(self.text, one.span.end, within.end, '\'') else {
                continue;
            };
            if self.byte < span.start || self.byte > span.end {
                continue;
            }
            let (screen, name) = one.input(self.text, &own)?;
            let input = self.index.screen(&screen)?.input(&name)?;
            // Without its closing quote the text runs on to the end of the string.
            let closed = self.text[span.end..].starts_with('\'');
            let edit = if closed { span } else { span.start..self.byte };
            let close = if closed { "" } else { "'" };
            let each = input.choices.iter().map(|choice| {
                Completion::new(choice.id.clone(), Kind::Choice, edit.clone())
                    .detail(choice.title.clone().unwrap_or_default())
                    .snippet(Snippet::of(format!("{}{close}", choice.id)))
            });
            return Some(each.collect());
        }
        None
    }

    /// Sets the commas around what is written, where it is not in a string.
    fn settle(&self, completion: &mut Completion) {
        let Range { start, end } = completion.edit.clone();
        let in_string = match self.place.spot {
            Spot::Value(value, ..) => start != value.span.start,
            _ => false,
        };
        if in_string || self.place.around.is_empty() {
            return;
        }
        let after = self.text[end..].trim_start();
        let writes_key = !matches!(self.place.spot, Spot::Key(member) if member.colon.is_some());
        if writes_key && after.starts_with(['"', '{', '[']) {
            completion.snippet.text(",");
        }
        let before = self.text[..start].trim_end();
        let apart = before.ends_with(['{', '[', ',', ':']);
        if !apart && !before.is_empty() {
            completion.comma = Some(before.len());
        }
        if let Spot::Missing(member, _) = self.place.spot
            && member.colon == Some(start)
        {
            completion.snippet.before(" ");
        }
    }
}
