//! Fixes: the helps that say letter for letter what to write, as changes of the source.

use std::ops::Range;

use super::{Diagnostic, Level};
use crate::span::Span;

/// A replacement that a help stands for, so that a program can make it.
#[derive(Clone, Debug)]
pub struct Fix {
    /// Where something is replaced.
    pub span: Span,
    /// What is replaced there: a word or a reference. Without one it is all that is there.
    pub part: Option<String>,
    /// What is written instead.
    pub text: String,
}

/// One change of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that are replaced.
    pub bytes: Range<usize>,
    /// What is written instead.
    pub text: String,
}

/// A source after its fixes.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The source with every change.
    pub text: String,
    /// What was changed, in the order of the changes.
    pub changes: Vec<Change>,
}

/// A change that was made for a fault.
#[derive(Clone, Debug)]
pub struct Change {
    /// The fault, which is gone.
    pub fault: Diagnostic,
    /// The change.
    pub edit: Edit,
    /// What was there before it.
    pub replaced: String,
    /// The line of the source as it was given, counted from 1: fixes leave lines where they are.
    pub line: usize,
}

impl Fix {
    /// The change of a source that has this fault; `None` where the part is not there, or is there
    /// more than once, as in a text that is spelled with escapes.
    ///
    /// ```
    /// use flow_compiler::diagnostic::{Edit, Fix};
    /// use flow_compiler::span::Span;
    ///
    /// let source = r#"{ "lable": "Go" }"#;
    /// let fix = Fix {
    ///     span: Span::text(2, 9),
    ///     part: Some("lable".to_owned()),
    ///     text: "label".to_owned(),
    /// };
    /// assert_eq!(fix.edit(source), Some(Edit { bytes: 3..8, text: "label".to_owned() }));
    /// ```
    #[must_use]
    pub fn edit(&self, source: &str) -> Option<Edit> {
        let bytes = self.span.bytes();
        let there = source.get(bytes.clone())?;
        let Some(part) = self.part.as_deref().filter(|part| !part.is_empty()) else {
            return Some(Edit { bytes, text: self.text.clone() });
        };
        // Both languages read `$<data.x>` as `${data.x}`, which is what faults name.
        let angled = part.strip_prefix("${").and_then(|path| path.strip_suffix('}'));
        let angled = angled.map(|path| format!("$<{path}>")).filter(|part| there.contains(part));
        let part = angled.as_deref().unwrap_or(part);
        let mut found = there.match_indices(part).filter(|(at, _)| {
            let before = there[..*at].chars().next_back();
            let after = there[at + part.len()..].chars().next();
            !(before.is_some_and(in_word) && part.starts_with(in_word)
                || after.is_some_and(in_word) && part.ends_with(in_word))
        });
        let (at, _) = found.next()?;
        let start = bytes.start + at;
        let fits = self.text.starts_with('"') || !self.text.contains(['"', '\\']);
        if found.next().is_some() || !fits {
            return None;
        }
        Some(Edit { bytes: start..start + part.len(), text: self.text.clone() })
    }
}

/// Makes every change that fixes a fault, until none is left.
///
/// `check` says what is wrong with a text. Changes that do not touch each other are made at once;
/// where that is not right, one by one. A change is kept only where its fault is gone after it and
/// there are not more errors than before. So many are tried that a person would see no end of them;
/// the rest waits for the next call.
pub fn fixed(source: &str, mut check: impl FnMut(&str) -> Vec<Diagnostic>) -> Fixed {
    let mut text = source.to_owned();
    let mut faults = check(&text);
    let mut changes = Vec::new();
    // What a fix brings to light may have a fix as well.
    for _ in 0..ROUNDS {
        let Some((made, next)) = round(&text, &faults, &mut check) else { break };
        let after = apply(&text, made.iter().map(|(_, edit)| edit));
        let before = std::mem::replace(&mut text, after);
        changes.extend(made.into_iter().map(|(fault, edit)| Change {
            replaced: before[edit.bytes.clone()].to_owned(),
            line: before[..edit.bytes.start].matches('\n').count() + 1,
            fault,
            edit,
        }));
        faults = next;
    }
    Fixed { text, changes }
}

/// So many times the fixes of a source are looked for anew.
const ROUNDS: usize = 32;
/// So many changes are tried one by one in a round.
const TRIED: usize = 32;

type Fixes = Vec<(Diagnostic, Edit)>;

/// The changes that can be made to a source, and its faults after them.
fn round(
    source: &str,
    faults: &[Diagnostic],
    check: &mut impl FnMut(&str) -> Vec<Diagnostic>,
) -> Option<(Fixes, Vec<Diagnostic>)> {
    let mut apart = Fixes::new();
    let all: Fixes = faults
        .iter()
        // A file that is included is another source.
        .filter(|fault| fault.file.is_none())
        .filter_map(|fault| Some((fault.clone(), fault.fix.as_ref()?.edit(source)?)))
        .collect();
    for (fault, edit) in &all {
        let free = apart.iter().all(|(_, other)| {
            edit.bytes.start > other.bytes.end || other.bytes.start > edit.bytes.end
        });
        if free {
            apart.push((fault.clone(), edit.clone()));
        }
    }
    let mut good = |changes: &[(Diagnostic, Edit)]| {
        let text = apply(source, changes.iter().map(|(_, edit)| edit));
        let after = check(&text);
        let mut moved = 0;
        let gone = by_place(changes).into_iter().all(|(fault, edit)| {
            let start = edit.bytes.start.saturating_add_signed(moved);
            moved += edit.text.len().cast_signed() - edit.bytes.len().cast_signed();
            !is_at(&after, fault, &(start..start + edit.text.len()))
        });
        (gone && errors(&after) <= errors(faults)).then(|| (changes.to_vec(), after))
    };
    if apart.len() > 1
        && let Some(made) = good(&apart)
    {
        return Some(made);
    }
    all.chunks(1).take(TRIED).find_map(good)
}

fn by_place(changes: &[(Diagnostic, Edit)]) -> Vec<&(Diagnostic, Edit)> {
    let mut changes: Vec<_> = changes.iter().collect();
    changes.sort_by_key(|(_, edit)| edit.bytes.start);
    changes
}

/// Whether such a fault is at this place. The same mistake may be at others.
fn is_at(faults: &[Diagnostic], like: &Diagnostic, place: &Range<usize>) -> bool {
    faults.iter().any(|fault| {
        let bytes = fault.span.bytes();
        fault.code == like.code
            && fault.message == like.message
            && bytes.start <= place.end
            && place.start <= bytes.end
    })
}

fn errors(faults: &[Diagnostic]) -> usize {
    faults.iter().filter(|fault| fault.level == Level::Error).count()
}

/// A source with changes that do not touch each other.
pub fn apply<'e>(source: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| edit.bytes.start);
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for edit in edits {
        text.push_str(&source[at..edit.bytes.start]);
        text.push_str(&edit.text);
        at = edit.bytes.end;
    }
    text.push_str(&source[at..]);
    text
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}
