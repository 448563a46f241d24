//! `cargo flow export`.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use flow_compiler::diagnostic::nearest;
use flow_compiler::door::{Document, Package};
use flow_compiler::report::render;

use crate::Outcome;
use crate::cli::Export;
use crate::failure::Failure;
use crate::files::{self, Kind};
use crate::terminal::{self, Terminal, count, print};
use crate::{rust, watch};

/// A flow that was found; its document is absent where it is faulty.
struct Flow {
    name: Option<String>,
    document: Option<Document>,
    /// The files that it names.
    files: Vec<PathBuf>,
    /// What the compiler says of it.
    told: String,
}

pub(crate) fn run(arguments: &Export, terminal: &Terminal) -> Result<Outcome, Failure> {
    let read = RefCell::default();
    if !arguments.watch {
        return pass(arguments, terminal, &read);
    }
    let named = || vec![arguments.file.clone()];
    watch::run(terminal, watch::PAUSE, named, &read, || pass(arguments, terminal, &read))
}

/// One export; the files that were read are noted in `read`.
fn pass(
    arguments: &Export,
    terminal: &Terminal,
    read: &RefCell<Vec<PathBuf>>,
) -> Result<Outcome, Failure> {
    let sources = sources(&arguments.file)?;
    read.borrow_mut().clone_from(&sources);
    let (flows, mut faulty) = flows(&arguments.file, &sources, terminal)?;
    let all = arguments.out.is_some();
    let flows = chosen(flows, &arguments.file, arguments.flow.as_deref(), all)?;
    let mut documents = Vec::new();
    for mut flow in flows {
        terminal::faults(&flow.told);
        faulty |= flow.document.is_none();
        documents.extend(flow.document);
        read.borrow_mut().append(&mut flow.files);
    }
    match (&arguments.out, &*documents) {
        (Some(folder), documents) => write(folder, documents, arguments.minified, terminal)?,
        (None, [document]) if !faulty => print(&text(document, arguments.minified))?,
        (None, _) => {}
    }
    Ok(if faulty { Outcome::Faulty } else { Outcome::Fine })
}

/// The file and its modules.
fn sources(file: &Path) -> Result<Vec<PathBuf>, Failure> {
    if file.is_dir() {
        return Err(Failure::new(format!("`{}` is a folder", file.display()))
            .help("name the Rust source; the modules that it declares are searched as well"));
    }
    files::inputs(&[file.to_owned()], &[Kind::Rust])?;
    rust::with_modules(file)
}

/// Every flow of the sources, and whether a source could not be read as Rust.
fn flows(
    file: &Path,
    sources: &[PathBuf],
    terminal: &Terminal,
) -> Result<(Vec<Flow>, bool), Failure> {
    let mut flows = Vec::new();
    let mut faulty = false;
    for path in sources {
        let bytes = files::read_whole(path)?;
        let text = files::legible(&bytes);
        let shown = path.display().to_string();
        let package = Package { root: files::package_root(path) };
        let (found, told) = rust::flows(&bytes, &package);
        if !told.is_empty() {
            faulty = true;
            terminal::faults(&render(&told, &shown, text, terminal.colors));
        }
        for flow in found {
            flows.push(Flow {
                name: rust::tree(&flow.call, &package).map(|tree| tree.name.text),
                files: flow.checked.files,
                told: render(&flow.checked.diagnostics, &shown, text, terminal.colors),
                document: flow.checked.document,
            });
        }
    }
    if flows.is_empty() && !faulty {
        return Err(Failure::new(format!("there is no `flow!` in `{}`", file.display())));
    }
    Ok((flows, faulty))
}

/// The document of the one flow of a Rust source that is asked for; `None` where it is faulty, which is
/// reported.
pub(crate) fn one(
    file: &Path,
    wanted: Option<&str>,
    terminal: &Terminal,
) -> Result<Option<Document>, Failure> {
    let (flows, _) = flows(file, &sources(file)?, terminal)?;
    let flow = chosen(flows, file, wanted, false)?.into_iter().next();
    Ok(flow.and_then(|flow| {
        if flow.document.is_none() {
            terminal::faults(&flow.told);
        }
        flow.document
    }))
}

/// The flows that are asked for; without a name all of them, where several may be.
fn chosen(
    flows: Vec<Flow>,
    file: &Path,
    wanted: Option<&str>,
    several: bool,
) -> Result<Vec<Flow>, Failure> {
    let file = file.display();
    let names: Vec<String> = flows.iter().filter_map(|flow| flow.name.clone()).collect();
    let listed = || names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if let Some(wanted) = wanted {
        if names.iter().any(|name| name == wanted) {
            return Ok(flows
                .into_iter()
                .filter(|flow| flow.name.as_deref() == Some(wanted))
                .collect());
        }
        let help = match nearest(wanted, names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("its flows are {}", listed()),
        };
        return Err(Failure::new(format!("there is no flow `{wanted}` in `{file}`")).help(help));
    }
    if !several && flows.len() > 1 {
        return Err(Failure::new(format!(
            "`{file}` holds {}: {}",
            count(flows.len(), "flow"),
            listed()
        ))
        .help(
            "name one of them with `--flow NAME`; `cargo flow export --out DIR` writes them all",
        ));
    }
    if let Some(twice) = (1..names.len()).find(|at| names[..*at].contains(&names[*at])) {
        return Err(Failure::new(format!("two flows of `{file}` are called `{}`", names[twice]))
            .help("both would be written to one file; rename one, or export their files by themselves"));
    }
    Ok(flows)
}

fn write(
    folder: &Path,
    documents: &[Document],
    minified: bool,
    terminal: &Terminal,
) -> Result<(), Failure> {
    files::make_folder(folder)?;
    for document in documents {
        let path = folder.join(format!("{}.json", document.name));
        if files::write(&path, &text(document, minified))? {
            terminal.done("Wrote", &path.display().to_string());
        } else {
            terminal.done("Unchanged", &path.display().to_string());
        }
    }
    Ok(())
}

fn text(document: &Document, minified: bool) -> String {
    if minified { format!("{}\n", document.minified) } else { document.pretty.clone() }
}
