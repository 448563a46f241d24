//! The flows that are shown, faulty ones as far as they are sound.

use std::path::{Path, PathBuf};

use flow_compiler::diagnostic::Diagnostics;
use flow_compiler::door::{self, Package};
use flow_compiler::report::{Colors, render};
use flow_compiler::source::Source;
use flow_player::Program;
use flow_preview::{Fault, Flow};

use crate::cli::Shown;
use crate::failure::Failure;
use crate::files::{self, Kind};
use crate::{graph, rust};

/// What was read.
pub(super) struct Read {
    pub(super) flows: Vec<Flow>,
    /// The faults, for the terminal.
    pub(super) told: String,
    /// The files, to be watched.
    pub(super) files: Vec<PathBuf>,
}

/// The sources that are shown.
pub(super) fn sources(shown: &Shown) -> Result<Vec<PathBuf>, Failure> {
    if let Some(file) = &shown.file {
        files::inputs(std::slice::from_ref(file), &[Kind::Json, Kind::Rust])?;
        return Ok(vec![file.clone()]);
    }
    if let Some(sources) = graph::sources()? {
        return Ok(sources);
    }
    ["src/lib.rs", "src/main.rs"]
        .map(PathBuf::from)
        .into_iter()
        .find(|path| path.is_file())
        .map(|path| vec![path])
        .ok_or_else(|| {
            Failure::new("no flow is named, and there is no `flow.toml` and no `src/lib.rs` here")
                .help("name a Flow JSON document or a Rust source: `cargo flow preview flow.json`")
        })
}

/// Reads every flow of these sources.
pub(super) fn read(sources: &[PathBuf], colors: Colors) -> Result<Read, Failure> {
    let mut read = Read { flows: Vec::new(), told: String::new(), files: Vec::new() };
    for source in sources {
        match Kind::of(source) {
            Some(Kind::Json) => {
                read.files.push(source.clone());
                json(source, colors, &mut read)?;
            }
            _ => {
                for path in rust::with_modules(source)? {
                    if !read.files.contains(&path) {
                        read.files.push(path.clone());
                        rust(&path, colors, &mut read)?;
                    }
                }
            }
        }
    }
    Ok(read)
}

/// The flow that is asked for comes first.
pub(super) fn chosen(flows: Vec<Flow>, shown: &Shown) -> Result<Vec<Flow>, Failure> {
    let Some(wanted) = &shown.flow else { return Ok(flows) };
    let (first, others): (Vec<_>, Vec<_>) =
        flows.into_iter().partition(|flow| flow.name == *wanted);
    if first.is_empty() {
        let known: Vec<&str> = others.iter().map(|flow| flow.name.as_str()).collect();
        return Err(Failure::new(format!("there is no flow `{wanted}`")).meant(
            wanted,
            &known,
            "the flows are",
        ));
    }
    Ok(first.into_iter().chain(others).collect())
}

fn json(path: &Path, colors: Colors, read: &mut Read) -> Result<(), Failure> {
    let bytes = files::read_whole(path)?;
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| "flow".to_owned());
    let shown = path.display().to_string();
    let (program, found) = Program::from_faulty_json(&bytes);
    let text = files::legible(&bytes);
    read.told.push_str(&render(&found, &shown, text, colors));
    read.flows.push(Flow { name, program, faults: Fault::all(&found, &shown, text) });
    Ok(())
}

fn rust(path: &Path, colors: Colors, read: &mut Read) -> Result<(), Failure> {
    let bytes = files::read_whole(path)?;
    let text = files::legible(&bytes);
    let shown = path.display().to_string();
    let package = Package { root: files::package_root(path) };
    let mut cx = Diagnostics::new();
    let calls = Source::read_bytes(&mut cx, &bytes).map(|source| source.flows).unwrap_or_default();
    let unread = cx.into_vec();
    read.told.push_str(&render(&unread, &shown, text, colors));
    if !unread.is_empty() {
        // A source that is not Rust right now: its flows come back with the next change.
        let faults = Fault::all(&unread, &shown, text);
        read.flows.push(Flow { name: shown.clone(), program: None, faults });
    }
    for call in calls {
        let (found, faults) = door::with_tokens(call.tokens, &package, |flow| {
            (flow.name.to_owned(), Program::new(flow), flow.files.clone())
        });
        read.told.push_str(&render(&faults, &shown, text, colors));
        let faults = Fault::all(&faults, &shown, text);
        let (name, program) = match found {
            Some((name, program, files)) => {
                read.files.extend(files);
                (name, Some(program))
            }
            None => (shown.clone(), None),
        };
        read.flows.push(Flow { name, program, faults });
    }
    Ok(())
}
