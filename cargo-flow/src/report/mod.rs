//! Faults in the three ways that they can be asked for.

mod sarif;

use flow_compiler::diagnostic::{Diagnostic, Level};
use flow_compiler::report::{Colors, Position, Sources, render};
use serde_json::{Value, json};

use crate::cli::MessageFormat;

pub(crate) use sarif::document as sarif_document;

/// The faults of one file, and where they lie.
pub(crate) struct Report<'r> {
    /// The file, as the caller named it.
    pub(crate) file: &'r str,
    pub(crate) text: &'r str,
    pub(crate) faults: &'r [Diagnostic],
    /// The place in the document of a byte of the text, where it can be known.
    pub(crate) pointer: &'r dyn Fn(usize) -> Option<String>,
}

/// The faults of one file, written.
pub(crate) enum Written {
    /// For people, or as lines of JSON.
    Text(String),
    /// The results of a SARIF document.
    Results(Vec<Value>),
}

impl Report<'_> {
    pub(crate) fn write(&self, format: MessageFormat, colors: Colors) -> Written {
        match format {
            MessageFormat::Human => {
                Written::Text(render(self.faults, self.file, self.text, colors))
            }
            MessageFormat::Json => Written::Text(self.lines()),
            MessageFormat::Sarif => Written::Results(self.each(|place| sarif::result(&place))),
        }
    }

    fn lines(&self) -> String {
        self.each(|place| {
            let line = json!({
                "level": level(place.fault),
                "code": place.fault.code.as_str(),
                "message": place.fault.message,
                "help": place.fault.help,
                "file": place.file,
                "line": place.start.line,
                "column": place.start.column,
                "end_line": place.end.line,
                "end_column": place.end.column,
                "pointer": place.pointer,
                "fix": place.fix.as_ref().map(|fix| json!({
                    "text": fix.text,
                    "line": fix.start.line,
                    "column": fix.start.column,
                    "end_line": fix.end.line,
                    "end_column": fix.end.column,
                })),
            });
            format!("{line}\n")
        })
        .concat()
    }

    fn each<T>(&self, write: impl Fn(Place<'_>) -> T) -> Vec<T> {
        if self.faults.is_empty() {
            return Vec::new();
        }
        let sources = Sources::new(self.file, self.text, self.faults);
        let each = self.faults.iter().map(|fault| {
            let source = sources.of(fault);
            let bytes = fault.span.bytes();
            let fix = fault.fix.as_ref().and_then(|fix| fix.edit(source.text())).map(|edit| Fix {
                start: source.position(edit.bytes.start),
                end: source.position(edit.bytes.end),
                text: edit.text,
            });
            write(Place {
                fault,
                file: source.name(),
                start: source.position(bytes.start),
                end: source.position(bytes.end),
                // A file that several places include is not in one place of a document.
                pointer: fault.file.is_none().then(|| (self.pointer)(bytes.start)).flatten(),
                fix,
            })
        });
        each.collect()
    }
}

/// A fault and where it lies.
struct Place<'p> {
    fault: &'p Diagnostic,
    file: &'p str,
    start: Position,
    /// After the last character.
    end: Position,
    pointer: Option<String>,
    fix: Option<Fix>,
}

/// A change that removes the fault.
struct Fix {
    start: Position,
    /// After the last character that is replaced.
    end: Position,
    text: String,
}

fn level(fault: &Diagnostic) -> &'static str {
    match fault.level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}
