//! `cargo flow diff`.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::Path;

use flow_compiler::compare::{Change, compare};
use flow_compiler::diagnostic::{Diagnostic, Level};
use flow_compiler::door::with_json;
use flow_compiler::report::render;
use serde_json::json;

use crate::Outcome;
use crate::cli::{Diff, DiffFormat};
use crate::failure::Failure;
use crate::terminal::{self, Terminal, count, print};
use crate::{export, files};

pub(crate) fn run(arguments: &Diff, terminal: &Terminal) -> Result<Outcome, Failure> {
    let flow = arguments.flow.as_deref();
    let old = document(&arguments.old, flow, terminal)?;
    let new = document(&arguments.new, flow, terminal)?;
    let ((compared, of_old), of_new) = {
        let (found, of_new) = with_json(&new, |new| with_json(&old, |old| compare(old, new)));
        (found.unwrap_or_default(), of_new)
    };
    sound(&arguments.old, &old, &of_old, terminal)?;
    sound(&arguments.new, &new, &of_new, terminal)?;
    let changes = compared.unwrap_or_default();
    let text = match arguments.message_format {
        DiffFormat::Human => words(&changes),
        DiffFormat::Json => lines(&changes),
    };
    print(&text)?;
    let broken = changes.iter().any(|change| change.breaks.is_some());
    Ok(if broken { Outcome::Faulty } else { Outcome::Fine })
}

/// The document of a file: Flow JSON as it is, or that of the `flow!` in a Rust source.
fn document(path: &Path, flow: Option<&str>, terminal: &Terminal) -> Result<Vec<u8>, Failure> {
    if path.extension() != Some(OsStr::new("rs")) {
        return files::read_whole(path);
    }
    let document = export::one(path, flow, terminal)?.ok_or_else(|| faulty(path))?;
    Ok(document.minified.into_bytes())
}

/// What was faulty is not in a model, and would count as gone.
fn sound(
    path: &Path,
    bytes: &[u8],
    faults: &[Diagnostic],
    terminal: &Terminal,
) -> Result<(), Failure> {
    if faults.iter().all(|fault| fault.level != Level::Error) {
        return Ok(());
    }
    let name = path.display().to_string();
    terminal::faults(&render(faults, &name, files::legible(bytes), terminal.colors));
    Err(faulty(path))
}

fn faulty(path: &Path) -> Failure {
    let shown = path.display();
    Failure::new(format!("`{shown}` has errors, so that nobody can say what it does"))
        .help("correct what is reported, and compare again")
}

fn words(changes: &[Change]) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    for change in changes {
        let place = change.screen.as_deref().unwrap_or("the flow");
        match &change.breaks {
            Some(breaks) => {
                let _ = writeln!(text, "breaks  {place}: {}", change.what);
                let _ = writeln!(text, "        older phones: {}", breaks.why);
                let _ = writeln!(text, "        help: {}", breaks.help);
            }
            None => {
                let _ = writeln!(text, "safe    {place}: {}", change.what);
            }
        }
    }
    let broken = changes.iter().filter(|change| change.breaks.is_some()).count();
    let _ = match (changes.len(), broken) {
        (0, _) => writeln!(text, "Nothing is different."),
        (all, 0) => writeln!(text, "{}; none breaks older phones.", count(all, "difference")),
        (all, broken) => {
            let verb = if broken == 1 { "breaks" } else { "break" };
            writeln!(text, "{}; {broken} {verb} older phones.", count(all, "difference"))
        }
    };
    text
}

fn lines(changes: &[Change]) -> String {
    let mut text = String::new();
    for change in changes {
        let breaks = change.breaks.as_ref();
        let line = json!({
            "screen": change.screen,
            "what": change.what,
            "breaks_older_phones": breaks.is_some(),
            "why": breaks.map(|breaks| &breaks.why),
            "help": breaks.map(|breaks| &breaks.help),
        });
        let _ = writeln!(text, "{line}");
    }
    text
}
