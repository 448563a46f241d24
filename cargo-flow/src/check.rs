//! `cargo flow check`.

use std::cell::RefCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

use flow_compiler::diagnostic::{Diagnostic, Diagnostics, Level};
use flow_compiler::door::{self, Package};
use flow_compiler::pointer::Places;
use flow_compiler::report::Colors;
use flow_compiler::{json, pointer};

use crate::Outcome;
use crate::cli::{Check, MessageFormat};
use crate::failure::Failure;
use crate::files::{self, Bytes, Input, Kind};
use crate::report::{Report, Written, sarif_document};
use crate::terminal::{self, Terminal, count, print};
use crate::{fix, pool, rust, watch};

const KINDS: [Kind; 3] = [Kind::Json, Kind::Rust, Kind::Shared];

/// What was found in one file.
struct Seen {
    file: String,
    flows: usize,
    /// The files that its flows name.
    files: Vec<PathBuf>,
    errors: usize,
    warnings: usize,
    /// JSON in a folder that is not a flow.
    passed_over: bool,
    written: Written,
}

/// What was found in all of them.
#[derive(Default)]
struct Total {
    files: usize,
    flows: usize,
    /// Of the files, those that flows include.
    shared: usize,
    faulty: usize,
    errors: usize,
    warnings: usize,
    passed_over: Vec<String>,
}

pub(crate) fn run(arguments: &Check, terminal: &Terminal) -> Result<Outcome, Failure> {
    let read = RefCell::default();
    if !arguments.watch {
        return pass(arguments, terminal, &read);
    }
    let named = || {
        let found = files::inputs(&arguments.paths, &KINDS).unwrap_or_default();
        found.into_iter().map(|input| input.path).collect()
    };
    watch::run(terminal, watch::PAUSE, named, &read, || pass(arguments, terminal, &read))
}

/// One look at every file; which were read is noted in `read`.
fn pass(
    arguments: &Check,
    terminal: &Terminal,
    read: &RefCell<Vec<PathBuf>>,
) -> Result<Outcome, Failure> {
    let inputs = inputs(&arguments.paths)?;
    *read.borrow_mut() = inputs.iter().map(|input| input.path.clone()).collect();
    if arguments.fix {
        let fixed = inputs.iter().map(|input| fix::file(input, terminal)).sum::<Result<_, _>>()?;
        fix::summary(fixed, terminal);
    }
    let format = arguments.message_format;
    let shared = inputs.iter().filter(|input| input.kind == Kind::Shared).count();
    let mut total = Total { shared, ..Total::default() };
    let mut results = Vec::new();
    let mut failure = None;
    let bar = terminal::progress("Checking", inputs.len());
    let look = |input: &Input| look(input, format, terminal.colors);
    pool::in_order(&inputs, look, |seen| {
        bar.inc(1);
        let told = seen.and_then(|mut seen| {
            read.borrow_mut().append(&mut seen.files);
            bar.suspend(|| tell(seen, format, &mut total, &mut results))
        });
        match told {
            Ok(()) => {}
            Err(fault) => failure = failure.take().or(Some(fault)),
        }
    });
    bar.finish_and_clear();
    if let Some(failure) = failure {
        return Err(failure);
    }
    if format == MessageFormat::Sarif {
        print(&format!("{:#}\n", sarif_document(&results)))?;
    }
    total.finish(arguments, terminal)
}

/// The files to read: those named and found, and the modules of the Rust sources that were named.
fn inputs(paths: &[PathBuf]) -> Result<Vec<Input>, Failure> {
    let mut inputs = Vec::new();
    for input in files::inputs(paths, &KINDS)? {
        let paths = match input.kind {
            Kind::Rust if input.named => rust::with_modules(&input.path)?,
            _ => vec![input.path],
        };
        inputs.extend(paths.into_iter().map(|path| Input { path, ..input }));
    }
    Ok(files::each_once(inputs))
}

fn look(input: &Input, format: MessageFormat, colors: Colors) -> Result<Seen, Failure> {
    let file = input.path.display().to_string();
    match input.kind {
        Kind::Json => look_at_json(input, file, format, colors),
        Kind::Rust => look_at_rust(&input.path, file, format, colors),
        Kind::Shared => {
            let text = files::read_source(&input.path)?;
            let faults = rust::shared(&text);
            Ok(seen(file, 0, &text, &faults, &|_| None, format, colors))
        }
    }
}

fn look_at_json(
    input: &Input,
    file: String,
    format: MessageFormat,
    colors: Colors,
) -> Result<Seen, Failure> {
    let (bytes, checked) = match files::read(&input.path)? {
        Bytes::Read(bytes) => {
            let checked = door::check_json(&bytes);
            (bytes, checked)
        }
        Bytes::TooLarge(length) => (Vec::new(), door::too_large(length)),
    };
    if !input.named && checked.has_errors() && door::is_other_json(&bytes) {
        let written =
            Report { file: &file, text: "", faults: &[], pointer: &|_| None }.write(format, colors);
        let files = Vec::new();
        return Ok(Seen {
            file,
            flows: 0,
            files,
            errors: 0,
            warnings: 0,
            passed_over: true,
            written,
        });
    }
    let text = files::legible(&bytes);
    let document = if format == MessageFormat::Human || checked.diagnostics.is_empty() {
        None
    } else {
        let mut cx = Diagnostics::new();
        let document = json::read_bytes(&mut cx, &bytes);
        // The check has reported them.
        cx.discard();
        document
    };
    let pointer = |byte| document.as_ref().map(|document| pointer::at(document, byte));
    Ok(seen(file, 1, text, &checked.diagnostics, &pointer, format, colors))
}

fn look_at_rust(
    path: &Path,
    file: String,
    format: MessageFormat,
    colors: Colors,
) -> Result<Seen, Failure> {
    let bytes = files::read_whole(path)?;
    let package = Package { root: files::package_root(path) };
    let (found, mut faults) = rust::flows(&bytes, &package);
    for flow in &found {
        faults.extend(flow.checked.diagnostics.iter().cloned());
    }
    once(&mut faults);
    let trees: Vec<_> = if format == MessageFormat::Human || faults.is_empty() {
        Vec::new()
    } else {
        found
            .iter()
            .filter_map(|flow| Some((flow.call.place.clone(), rust::tree(&flow.call, &package)?)))
            .collect()
    };
    let places: Vec<_> = trees.iter().map(|(place, tree)| (place, Places::of(tree))).collect();
    let pointer = |byte| {
        let (_, places) = places.iter().find(|(place, _)| place.contains(&byte))?;
        places.path(byte)
    };
    let text = files::legible(&bytes);
    let seen = seen(file, found.len(), text, &faults, &pointer, format, colors);
    let files = found.into_iter().flat_map(|flow| flow.checked.files).collect();
    Ok(Seen { files, ..seen })
}

/// What is wrong in a file that several flows include is reported once.
fn once(faults: &mut Vec<Diagnostic>) {
    let mut told = HashSet::new();
    faults.retain(|fault| match &fault.file {
        Some(file) => {
            let bytes = fault.span.bytes();
            told.insert((file.path.clone(), bytes.start, bytes.end, fault.message.clone()))
        }
        None => true,
    });
}

fn seen(
    file: String,
    flows: usize,
    text: &str,
    faults: &[Diagnostic],
    pointer: &dyn Fn(usize) -> Option<String>,
    format: MessageFormat,
    colors: Colors,
) -> Seen {
    let written = Report { file: &file, text, faults, pointer }.write(format, colors);
    let errors = faults.iter().filter(|fault| fault.level == Level::Error).count();
    let (files, warnings) = (Vec::new(), faults.len() - errors);
    Seen { file, flows, files, errors, warnings, passed_over: false, written }
}

fn tell(
    seen: Seen,
    format: MessageFormat,
    total: &mut Total,
    results: &mut Vec<serde_json::Value>,
) -> Result<(), Failure> {
    total.files += usize::from(!seen.passed_over);
    total.flows += seen.flows;
    total.faulty += usize::from(seen.errors + seen.warnings > 0);
    total.errors += seen.errors;
    total.warnings += seen.warnings;
    if seen.passed_over {
        total.passed_over.push(seen.file);
    }
    match seen.written {
        Written::Results(more) => results.extend(more),
        Written::Text(text) if text.is_empty() => {}
        Written::Text(text) if format == MessageFormat::Json => print(&text)?,
        Written::Text(text) => terminal::faults(&text),
    }
    Ok(())
}

impl Total {
    fn finish(&self, arguments: &Check, terminal: &Terminal) -> Result<Outcome, Failure> {
        match &*self.passed_over {
            [] => {}
            [file] => terminal
                .note(&format!("`{file}` is not a flow (it has no `screens`) and was passed over")),
            [first, ..] => terminal.note(&format!(
                "{} are not flows (they have no `screens`) and were passed over, such as `{first}`",
                count(self.passed_over.len(), "file"),
            )),
        }
        if self.flows + self.shared == 0 && self.errors == 0 {
            let paths: Vec<String> =
                arguments.paths.iter().map(|path| format!("`{}`", path.display())).collect();
            return Err(Failure::new(format!("there is no flow in {}", paths.join(", "))).help(
                "a flow is `flow! { … }` in a Rust source, or a Flow JSON document with `screens`",
            ));
        }
        let denied = arguments.deny_warnings && self.warnings > 0;
        let faulty = self.errors > 0 || denied;
        if arguments.message_format == MessageFormat::Human {
            self.summary(faulty, terminal);
        }
        Ok(if faulty { Outcome::Faulty } else { Outcome::Fine })
    }

    fn summary(&self, faulty: bool, terminal: &Terminal) {
        let flows = count(self.flows, "flow");
        if self.errors + self.warnings == 0 {
            let shared = format!(
                "{} of fragments, no faults; they are checked where flows use them",
                count(self.shared, "file")
            );
            let flows = format!("{flows}, no faults");
            terminal.done("Checked", if self.flows == 0 { &shared } else { &flows });
            return;
        }
        let mut parts = Vec::new();
        if self.errors > 0 {
            parts.push(count(self.errors, "error"));
        }
        if self.warnings > 0 {
            parts.push(count(self.warnings, "warning"));
        }
        let files = match self.files {
            1 => "in 1 file".to_owned(),
            files => format!("in {} of {files} files", self.faulty),
        };
        let text = format!("{} {files}; `cargo flow explain CODE` says more", parts.join(" and "));
        if faulty { terminal.error(&text) } else { terminal.warning(&text) }
    }
}
