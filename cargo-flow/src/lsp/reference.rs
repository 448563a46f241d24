//! References in a text: `${data.name}`, as both languages write them.

use std::ops::Range;
use std::rc::Rc;

use super::symbol::{Occurrence, Symbol};

/// A reference as far as it is written.
#[derive(Debug)]
pub(crate) struct Reference {
    /// From `$` to `}`, or to where it breaks off.
    pub(crate) span: Range<usize>,
    /// The bytes of each segment; an empty one at the end may be typed just now.
    pub(crate) segments: Vec<Range<usize>>,
    pub(crate) closed: bool,
}

/// Every reference between two bytes of a text.
pub(crate) fn all(text: &str, within: Range<usize>) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut at = within.start;
    while let Some(start) = text[at..within.end].find("${").map(|found| at + found) {
        let reference = read(text, start, within.end);
        at = reference.span.end.max(start + 2);
        found.push(reference);
    }
    found
}

/// The reference that begins at `start` with `${`.
fn read(text: &str, start: usize, end: usize) -> Reference {
    let mut segments = Vec::new();
    let mut from = start + 2;
    let mut at = from;
    let mut closed = false;
    for char in text[from..end].chars() {
        let next = at + char.len_utf8();
        match char {
            '.' => {
                segments.push(from..at);
                from = next;
            }
            '}' => {
                closed = true;
                break;
            }
            char if char.is_alphanumeric() || matches!(char, '_' | '-') => {}
            _ => break,
        }
        at = next;
    }
    segments.push(from..at);
    Reference { span: start..at + usize::from(closed), segments, closed }
}

impl Reference {
    pub(crate) fn words<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.segments.iter().map(|segment| &text[segment.clone()]).collect()
    }

    /// What its segments name, on this screen.
    pub(crate) fn occurrences(&self, text: &str, screen: &Rc<str>) -> Vec<Occurrence> {
        let words = self.words(text);
        let mut found = Vec::new();
        let mut note = |at: usize, symbol: Symbol| {
            let span = self.segments[at].clone();
            if !span.is_empty() {
                found.push(Occurrence { span, symbol, defines: false, short: None });
            }
        };
        let (screen, first) = match words.first() {
            Some(&"screen") if words.len() > 1 => {
                let other: Rc<str> = words[1].into();
                note(1, Symbol::Screen(Rc::clone(&other)));
                (other, 2)
            }
            _ => (Rc::clone(screen), 0),
        };
        match words.get(first) {
            Some(&"data") => {
                for at in first + 1..words.len() {
                    let path = words[first + 1..=at].join(".");
                    note(at, Symbol::Data(Rc::clone(&screen), path));
                }
            }
            Some(&"form") if words.len() > first + 1 => {
                note(first + 1, Symbol::Input(screen, words[first + 1].to_owned()));
            }
            _ => {}
        }
        found
    }

    /// The input that it is about, and its screen.
    pub(crate) fn input(&self, text: &str, screen: &Rc<str>) -> Option<(Rc<str>, String)> {
        match *self.words(text) {
            ["form", name] => Some((Rc::clone(screen), name.to_owned())),
            ["screen", id, "form", name] => Some((id.into(), name.to_owned())),
            _ => None,
        }
    }
}

/// The text in quotes that is compared with what ends at `end`: `${form.x} == 'a'`.
pub(crate) fn compared(text: &str, end: usize, until: usize, quote: char) -> Option<Range<usize>> {
    let rest = text[end..until].trim_start();
    let rest = rest.strip_prefix("==").or_else(|| rest.strip_prefix("!="))?.trim_start();
    let inner = rest.strip_prefix(quote)?;
    let start = until - inner.len();
    Some(start..start + inner.find(quote).unwrap_or(inner.len()))
}

#[cfg(test)]
mod tests {
    use super::{all, compared};

    #[test]
    fn references_are_found_as_far_as_they_are_written() {
        let text = "a ${data.x} ${form.} ${ ${screen.A.data.b";
        let words: Vec<_> = all(text, 0..text.len())
            .iter()
            .map(|one| (one.words(text).join("/"), one.closed))
            .collect();
        let read = [("data/x", true), ("form/", true), ("", false), ("screen/A/data/b", false)];
        assert_eq!(words, read.map(|(words, closed)| (words.to_owned(), closed)));
    }

    #[test]
    fn what_is_compared_is_found() {
        let text = "${form.x} == 'it' && 1";
        assert_eq!(compared(text, 9, text.len(), '\'').map(|span| &text[span]), Some("it"));
        assert_eq!(compared(text, 9, 14, '\'').map(|span| &text[span]), Some(""));
        assert_eq!(compared("x > 'a'", 1, 7, '\''), None);
    }
}
