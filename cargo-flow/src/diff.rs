//! `cargo flow diff`.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::Path;

use flow_compiler::compare::{Change, compare};
use flow_compiler::door::{check_json, with_json};
use flow_compiler::report::render;
use serde_json::json;

use crate::Outcome;
use crate::cli::{Diff, DiffFormat};
use crate::failure::Failure;
use crate::terminal::{self, Terminal, count, print};
use crate::{export, files};

pub(crate) fn run(arguments: &Diff, terminal: &Terminal) -> Result<Outcome, Failure> {
    let old = document(&arguments.old, arguments.flow.as_deref(), terminal)?;
    let new = document(&arguments.new, arguments.flow.as_deref(), terminal)?;
    let (changes, _) = with_json(new.as_bytes(), |new| {
        with_json(old.as_bytes(), |old| compare(old, new)).0.unwrap_or_default()
    });
    let changes = changes.unwrap_or_default();
    let text = match arguments.message_format {
        DiffFormat::Human => words(&changes),
        DiffFormat::Json => lines(&changes),
    };
    print(&text)?;
    let broken = changes.iter().any(|change| change.breaks.is_some());
    Ok(if broken { Outcome::Faulty } else { Outcome::Fine })
}

/// The sound document of a file: of Flow JSON, or of the `flow!` in a Rust source.
fn document(path: &Path, flow: Option<&str>, terminal: &Terminal) -> Result<String, Failure> {
    let shown = path.display();
    let faulty = || {
        Failure::new(format!("`{shown}` has errors, so that nobody can say what it does"))
            .help("correct what is reported, and compare again")
    };
    if path.extension() == Some(OsStr::new("rs")) {
        return export::one(path, flow, terminal)?
            .map(|document| document.minified)
            .ok_or_else(faulty);
    }
    let bytes = files::read_whole(path)?;
    let checked = check_json(&bytes);
    if checked.has_errors() {
        let text = files::legible(&bytes);
        let name = shown.to_string();
        terminal::faults(&render(&checked.diagnostics, &name, text, terminal.colors));
        return Err(faulty());
    }
    // A document in the encodings that the check reads is written anew in UTF-8.
    checked.document.map(|document| document.minified).ok_or_else(faulty)
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
