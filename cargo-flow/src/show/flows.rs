//! The flows that are shown, faulty ones as far as they are sound.

use std::path::{Path, PathBuf};

use flow_compiler::diagnostic::Diagnostics;
use flow_compiler::door::{self, Package};
use flow_compiler::emit::json::pretty;
use flow_compiler::report::{Colors, render};
use flow_compiler::source::Source;
use flow_player::Program;
use flow_preview::{Fault, Flow};

use super::record;
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
///
/// A test that is recorded will be in the folder `tests`.
pub(super) fn read(sources: &[PathBuf], colors: Colors) -> Result<Read, Failure> {
    read_for(sources, colors, Path::new("tests"))
}

/// Reads every flow of these sources. A test that is recorded will be in this folder.
pub(super) fn read_for(
    sources: &[PathBuf],
    colors: Colors,
    folder: &Path,
) -> Result<Read, Failure> {
    let mut read = Read { flows: Vec::new(), told: String::new(), files: Vec::new() };
    for source in sources {
        match Kind::of(source) {
            Some(Kind::Json) => {
                read.files.push(source.clone());
                json(source, colors, folder, &mut read)?;
            }
            _ => {
                for path in rust::with_modules(source)? {
                    if !read.files.contains(&path) {
                        read.files.push(path.clone());
                        rust(&path, colors, folder, &mut read)?;
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

fn json(path: &Path, colors: Colors, folder: &Path, read: &mut Read) -> Result<(), Failure> {
    let bytes = files::read_whole(path)?;
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| "flow".to_owned());
    let shown = path.display().to_string();
    let (program, found) = Program::from_faulty_json(&bytes);
    let text = files::legible(&bytes);
    read.told.push_str(&render(&found, &shown, text, colors));
    let faults = Fault::all(&found, &shown, text);
    let expression = record::expression(path, &name, true, folder);
    read.flows.push(Flow { name, program, faults, document: Some(text.into()), expression });
    Ok(())
}

fn rust(path: &Path, colors: Colors, folder: &Path, read: &mut Read) -> Result<(), Failure> {
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
        read.flows.push(unread_flow(&shown, faults));
    }
    for call in calls {
        let (found, faults) = door::with_tokens(call.tokens, &package, |flow| {
            let (name, files) = (flow.name.to_owned(), flow.files.clone());
            let expression = record::expression(path, &name, !flow.visibility.is_empty(), folder);
            let document = Some(pretty(flow).into());
            let program = Some(Program::new(flow));
            (Flow { name, program, faults: Vec::new(), document, expression }, files)
        });
        read.told.push_str(&render(&faults, &shown, text, colors));
        let faults = Fault::all(&faults, &shown, text);
        read.flows.push(match found {
            Some((flow, files)) => {
                read.files.extend(files);
                Flow { faults, ..flow }
            }
            None => unread_flow(&shown, faults),
        });
    }
    Ok(())
}

/// A flow that cannot be read right now.
fn unread_flow(name: &str, faults: Vec<Fault>) -> Flow {
    Flow { name: name.to_owned(), program: None, faults, document: None, expression: None }
}
