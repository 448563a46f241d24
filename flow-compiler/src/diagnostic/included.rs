//! Faults in files that a flow includes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Diagnostic, Diagnostics};
use crate::span::Span;

/// A file that a flow includes.
#[derive(Clone, Debug)]
pub struct Included {
    /// Where it is.
    pub path: PathBuf,
    /// The path as the flow names it.
    pub name: String,
    /// What is in it.
    pub text: String,
    /// Where the flow names it.
    pub at: Span,
}

impl Included {
    /// The path for a person: from the working directory on, where the file is below it.
    #[must_use]
    pub fn shown(&self) -> String {
        let here = std::env::current_dir().unwrap_or_default();
        let path = self.path.strip_prefix(here).unwrap_or(&self.path);
        Path::new(path).display().to_string()
    }

    /// The line of a byte and the column in it, counted from 1, and that line.
    fn place(&self, byte: usize) -> (usize, usize, &str) {
        let byte = self.text.floor_char_boundary(byte.min(self.text.len()));
        let before = &self.text[..byte];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = self.text[start..].lines().next().unwrap_or_default();
        (before.matches('\n').count() + 1, before[start..].chars().count() + 1, line)
    }
}

impl Diagnostic {
    /// The same fault at the place of the flow that includes the file; its message says where in the
    /// file it is, and what is there. For whoever can show places of one source alone.
    ///
    /// A fault of the flow's own source is itself.
    #[must_use]
    pub fn at_home(&self) -> Self {
        let Some(file) = &self.file else { return self.clone() };
        let bytes = self.span.bytes();
        let (line, column, text) = file.place(bytes.start);
        let marked = file.text.get(bytes).and_then(|marked| marked.lines().next());
        let marks = marked.map_or(1, |marked| marked.chars().count().max(1));
        // A long line would hide the rest.
        let shown: String = text.chars().take(LONGEST).collect();
        let mark = format!("{}{}", " ".repeat(column - 1), "^".repeat(marks));
        let shown = if column + marks <= LONGEST {
            format!("\n  {shown}\n  {mark}")
        } else {
            String::new()
        };
        let message = format!("{}:{line}:{column}: {}{shown}", file.name, self.message);
        Self { span: file.at, message, fix: None, file: None, ..self.clone() }
    }
}

/// So many columns of a line are shown in a message.
const LONGEST: usize = 160;

impl Diagnostics {
    /// Notes a file that the flow includes, and gives it its number.
    #[allow(
        clippy::arc_with_non_send_sync,
        reason = "without the feature `rust` it is both, and faults may go to another thread"
    )]
    pub fn include(&mut self, file: Included) -> u32 {
        self.files.push(Arc::new(file));
        u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX)
    }

    /// The file of a number.
    #[must_use]
    pub fn included(&self, file: u32) -> Option<&Included> {
        self.files.get(usize::try_from(file).ok()?).map(Arc::as_ref)
    }

    /// Takes the faults that were found in a file by itself.
    pub fn adopt(&mut self, found: Self, file: u32) {
        for fault in found.into_vec() {
            let Diagnostic { level, code, span, message, help, fix, once, .. } = fault;
            let noted = self.note(level, code, span.of_file(file), message);
            (noted.help, noted.once) = (help, once);
            noted.fix = fix.map(|fix| super::Fix { span: fix.span.of_file(file), ..fix });
        }
    }

    /// What sorts places in the order of the source: those of a file are where it is included.
    pub(super) fn order(&self, span: Span) -> (usize, usize) {
        match span.file().and_then(|file| self.included(file)) {
            Some(file) => (file.at.bytes().start, span.bytes().start),
            None => (span.bytes().start, 0),
        }
    }

    /// Says in a fault which file it is in.
    pub(super) fn locate(&self, fault: &mut Diagnostic) {
        let file = fault.span.file().and_then(|file| usize::try_from(file).ok());
        fault.file = file.and_then(|file| self.files.get(file)).cloned();
    }
}
