//! A flow as it is shown: what of it is sound, and its faults.

use std::ops::Range;
use std::sync::Arc;

use flow_compiler::diagnostic::{Diagnostic, Level};
use flow_compiler::report::{Source, Sources};
use flow_player::Program;

/// A flow to be shown.
///
/// ```
/// let flow = flow_preview::Flow::from_json("hello", "hello.json", br#"{ "version": "7.3", "screens": [] }"#);
/// assert!(flow.program.is_some(), "what is sound is shown");
/// assert_eq!(flow.faults[0].place.as_ref().unwrap().line, 1);
/// ```
#[derive(Clone, Debug)]
pub struct Flow {
    /// Its name, for people.
    pub name: String,
    /// What of it can be played; `None` for a text that is not a flow at all.
    pub program: Option<Program>,
    /// What the compiler says about it, in the order of the source.
    pub faults: Vec<Fault>,
    /// Its Flow JSON, which a recording holds; `None` where it is not known.
    pub document: Option<Arc<str>>,
    /// How a test in Rust names its Flow JSON: an expression, such as `include_str!("flow.json")`.
    /// Where it is `None`, a recorded test holds the document itself.
    pub expression: Option<String>,
}

/// A fault of a flow, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Whether it is a warning, else an error.
    pub warning: bool,
    /// Its code.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Where it is, where that is known.
    pub place: Option<Place>,
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as a person knows it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The text of the line.
    pub text: String,
}

/// So much of a line is shown: minified JSON has one line alone.
const LINE: usize = 160;

impl Flow {
    /// Reads a Flow JSON document. `file` is its name, as a person knows it.
    #[must_use]
    pub fn from_json(name: impl Into<String>, file: &str, text: &[u8]) -> Self {
        let (program, found) = Program::from_faulty_json(text);
        let shown = String::from_utf8_lossy(text);
        let faults = Fault::all(&found, file, &shown);
        let document = program.is_some().then(|| shown.as_ref().into());
        Self { name: name.into(), program, faults, document, expression: None }
    }

    /// A flow that is sound.
    #[must_use]
    pub fn new(name: impl Into<String>, program: Program) -> Self {
        let (faults, document, expression) = (Vec::new(), None, None);
        Self { name: name.into(), program: Some(program), faults, document, expression }
    }

    /// How many errors it has.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.faults.iter().filter(|fault| !fault.warning).count()
    }
}

impl Fault {
    /// Each of these, with its place in the text of the file.
    #[must_use]
    pub fn all(found: &[Diagnostic], file: &str, text: &str) -> Vec<Self> {
        if found.is_empty() {
            return Vec::new();
        }
        let sources = Sources::new(file, text, found);
        let fault = |fault: &Diagnostic| Self {
            warning: fault.level == Level::Warning,
            code: fault.code.as_str().to_owned(),
            message: fault.message.clone(),
            help: fault.help.clone(),
            place: Some(place(sources.of(fault), &fault.span.bytes())),
        };
        found.iter().map(fault).collect()
    }
}

fn place(source: &Source<'_>, bytes: &Range<usize>) -> Place {
    let at = source.position(bytes.start);
    let line = source.text().lines().nth(at.line - 1).unwrap_or_default();
    // Of a long line what is around the fault.
    let from = if line.chars().count() > LINE { at.column.saturating_sub(LINE / 2) } else { 0 };
    let text = line.chars().skip(from).take(LINE).collect::<String>().trim().to_owned();
    Place { file: source.name().to_owned(), line: at.line, column: at.column, text }
}
