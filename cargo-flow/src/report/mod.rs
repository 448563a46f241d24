//! Faults in the three ways that they can be asked for.

mod sarif;

use flow_compiler::diagnostic::{Diagnostic, Level};
use flow_compiler::report::{Colors, Source, render};
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
            });
            format!("{line}\n")
        })
        .concat()
    }

    fn each<T>(&self, write: impl Fn(Place<'_>) -> T) -> Vec<T> {
        if self.faults.is_empty() {
            return Vec::new();
        }
        let source = Source::new(self.file, self.text);
        let place = |fault| {
            let bytes = Diagnostic::clone(fault).span.bytes();
            Place {
                fault,
                file: self.file,
                start: source.position(bytes.start),
                end: source.position(bytes.end),
                pointer: (self.pointer)(bytes.start),
            }
        };
        self.faults.iter().map(|fault| write(place(fault))).collect()
    }
}

/// A fault and where it lies.
struct Place<'p> {
    fault: &'p Diagnostic,
    file: &'p str,
    start: flow_compiler::report::Position,
    /// Behind the last character.
    end: flow_compiler::report::Position,
    pointer: Option<String>,
}

fn level(fault: &Diagnostic) -> &'static str {
    match fault.level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}
