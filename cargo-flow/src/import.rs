//! `cargo flow import`.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use flow_compiler::diagnostic::Diagnostics;
use flow_compiler::door::{self, Imported};
use flow_compiler::format::{self, Style};
use flow_compiler::report::{Colors, render};

use crate::Outcome;
use crate::cli::Import;
use crate::failure::Failure;
use crate::files::{self, Bytes, Input, Kind};
use crate::pool;
use crate::terminal::{self, Terminal, count, print};

const HEAD: &str = "use flow_runtime::flow;\n";

/// A document that was read.
struct Read {
    /// `flow! { … }`; absent for a text that is not a flow at all.
    source: Option<String>,
    /// Its faults, written.
    told: String,
    faulty: bool,
    /// What its source writes more than the document has.
    differences: Vec<&'static str>,
}

pub(crate) fn run(arguments: &Import, terminal: &Terminal) -> Result<Outcome, Failure> {
    match (&arguments.tree, &arguments.file) {
        (Some(folder), _) => tree(folder, arguments, terminal),
        (None, Some(file)) => one(file, arguments, terminal),
        (None, None) => Err(Failure::new("there is nothing to import").help("name a `.json` file")),
    }
}

fn one(file: &Path, arguments: &Import, terminal: &Terminal) -> Result<Outcome, Failure> {
    let piped = file == Path::new("-");
    let name = match &arguments.name {
        Some(name) if door::is_flow_name(name) => name.clone(),
        Some(name) => return Err(bad_name(name)),
        None if piped => "flow_json".to_owned(),
        None => flow_name(file),
    };
    let bytes = if piped {
        files::read_from(io::stdin().lock(), 0)
            .map_err(|error| Failure::new(format!("standard input cannot be read: {error}")))?
    } else {
        if file.is_dir() {
            return Err(Failure::new(format!("`{}` is a folder", file.display()))
                .help(format!("`cargo flow import --tree {}` imports a folder", file.display())));
        }
        if Kind::of(file) == Some(Kind::Rust) {
            files::inputs(&[file.to_owned()], &[Kind::Json])?;
        }
        files::read(file)?
    };
    let shown = if piped { "standard input".to_owned() } else { file.display().to_string() };
    let read = read(&bytes, &shown, &name, terminal.colors);
    terminal::faults(&read.told);
    let Some(source) = read.source else { return Ok(Outcome::Faulty) };
    for difference in read.differences {
        terminal.note(difference);
    }
    let mut text = whole(&source);
    // `mod NAME;` would hide the flow of that name in it.
    if arguments.out.as_deref().and_then(Path::file_stem).is_some_and(|stem| *stem == *name) {
        text = format!("{text}\npub use self::{name}::*;\n");
    }
    match &arguments.out {
        None => print(&text)?,
        Some(out) => {
            save(out, &text, arguments.force)?;
            terminal.done("Imported", &format!("`{name}` to {}", out.display()));
        }
    }
    Ok(if read.faulty { Outcome::Faulty } else { Outcome::Fine })
}

fn tree(folder: &Path, arguments: &Import, terminal: &Terminal) -> Result<Outcome, Failure> {
    if !folder.is_dir() {
        return Err(Failure::new(format!("`{}` is not a folder", folder.display()))
            .help("`cargo flow import FILE` imports one document"));
    }
    let inputs = files::inputs(&[folder.to_owned()], &[Kind::Json])?;
    let named = names(&inputs);
    let bar = terminal::progress("Importing", named.len());
    let mut sources = Vec::new();
    let mut failure = None;
    let mut faulty = false;
    let work = |(path, name): &(PathBuf, String)| {
        let bytes = files::read(path)?;
        let other = matches!(&bytes, Bytes::Read(bytes) if door::is_other_json(bytes));
        Ok((!other).then(|| {
            (name.clone(), read(&bytes, &path.display().to_string(), name, terminal.colors))
        }))
    };
    pool::in_order(&named, work, |result| {
        bar.inc(1);
        match result {
            Err(fault) => failure = failure.take().or(Some(fault)),
            Ok(None) => {}
            Ok(Some((name, read))) => {
                faulty |= read.faulty;
                bar.suspend(|| {
                    terminal::faults(&read.told);
                    for difference in read.differences {
                        terminal.note(&format!("`{name}`: {difference}"));
                    }
                });
                sources.extend(read.source.map(|source| (name, source)));
            }
        }
    });
    bar.finish_and_clear();
    if let Some(failure) = failure {
        return Err(failure);
    }
    if sources.is_empty() && !faulty {
        return Err(Failure::new(format!("there is no Flow JSON below `{}`", folder.display())));
    }
    match &arguments.out {
        None => {
            let flows: Vec<&str> = sources.iter().map(|(_, source)| &**source).collect();
            print(&format!("{HEAD}\n{}", flows.join("\n")))?;
        }
        Some(out) => {
            save_all(out, &sources, arguments.force)?;
            terminal.done(
                "Imported",
                &format!("{} to {}", count(sources.len(), "flow"), out.display()),
            );
        }
    }
    Ok(if faulty { Outcome::Faulty } else { Outcome::Fine })
}

fn read(bytes: &Bytes, file: &str, name: &str, colors: Colors) -> Read {
    let (bytes, imported) = match bytes {
        Bytes::Read(bytes) => (&**bytes, door::import(bytes, name)),
        Bytes::TooLarge(length) => {
            let diagnostics = door::too_large(*length).diagnostics;
            (&[][..], Imported { flow: None, diagnostics, differences: Vec::new() })
        }
    };
    Read {
        told: render(&imported.diagnostics, file, files::legible(bytes), colors),
        faulty: imported.has_errors(),
        source: imported.source().map(|source| macro_call(&source)),
        differences: imported.differences,
    }
}

/// A Rust source with a `flow! { … }` in it.
pub(crate) fn whole(call: &str) -> String {
    format!("{HEAD}\n{call}")
}

/// `flow! { … }` around what is in it, in the one style.
pub(crate) fn macro_call(inside: &str) -> String {
    let call = format!("flow! {{\n{inside}}}\n");
    let mut cx = Diagnostics::new();
    let formatted = format::source(&mut cx, &call, Style::default());
    // The import has reported the faults.
    cx.discard();
    formatted.unwrap_or(call)
}

/// A name of its own for each document, made from its file's name.
fn names(inputs: &[Input]) -> Vec<(PathBuf, String)> {
    let mut taken = HashSet::new();
    let name = |input: &Input| {
        let plain = flow_name(&input.path);
        let mut name = plain.clone();
        let mut number = 2;
        while taken.contains(&name) || taken.contains(&module(&name)) {
            name = format!("{plain}_{number}");
            number += 1;
        }
        taken.extend([name.clone(), module(&name)]);
        (input.path.clone(), name)
    };
    inputs.iter().map(name).collect()
}

/// The module of a file that holds a flow: the flow is a module as well, of its own name. Rust
/// looks for no file of a name that is not ASCII.
fn module(flow: &str) -> String {
    let name: String = flow.chars().map(|c| if c.is_ascii() { c } else { '_' }).collect();
    match name.trim_matches('_') {
        "" => "flow".to_owned(),
        name => format!("{name}_flow"),
    }
}

fn flow_name(file: &Path) -> String {
    door::flow_name(&file.file_stem().unwrap_or_default().to_string_lossy())
}

pub(crate) fn bad_name(name: &str) -> Failure {
    Failure::new(format!("`{name}` cannot be the name of a flow"))
        .help(format!("a flow becomes a Rust module; `--name {}` would do", door::flow_name(name)))
}

pub(crate) fn save(path: &Path, text: &str, force: bool) -> Result<(), Failure> {
    if !force && path.exists() && !std::fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Err(
            Failure::new(format!("`{}` exists", path.display())).help("`--force` writes over it")
        );
    }
    files::write(path, text).map(|_| ())
}

/// A file for each flow, and a `mod.rs` that declares them.
fn save_all(folder: &Path, sources: &[(String, String)], force: bool) -> Result<(), Failure> {
    files::make_folder(folder)?;
    let mut modules: Vec<String> = Vec::new();
    let mut uses: Vec<String> = Vec::new();
    for (name, source) in sources {
        let text = format!("//! The flow `{name}`.\n\n{HEAD}\n{source}");
        let module = module(name);
        save(&folder.join(format!("{module}.rs")), &text, force)?;
        modules.push(format!("mod {module};\n"));
        uses.push(format!("pub use {module}::{name};\n"));
    }
    modules.sort();
    uses.sort();
    let text = format!("//! Flows.\n\n{}\n{}", modules.concat(), uses.concat());
    save(&folder.join("mod.rs"), &text, force)
}
