//! Writes the Flow JSON of every `flow!` in a crate, from the crate's build script.
//!
//! `flow!` puts the document into the program as `JSON`. Where it is wanted as a file as well, to
//! upload it or to read its changes in a review, the build script writes it: from the same source,
//! through the same compiler.
//!
//! ```toml
//! [build-dependencies]
//! whatsapp-flow-build = "0.1"
//! ```
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), flow_build::Error> {
//!     flow_build::flows("src/flows.rs").write_to("flows") // flows/account.json
//! }
//! ```
//!
//! A faulty flow is left to the macro: nothing is written for it, and the build script does not
//! fail, since the compiler says the same a moment later, and says where.

mod error;

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use flow_compiler::check::Files;
use flow_compiler::diagnostic::Diagnostics;
use flow_compiler::door::{self, Package};
use flow_compiler::source::{self, Source};

pub use self::error::Error;

/// A Rust source file whose flows are to be written. [`flows`] makes it.
#[derive(Clone, Debug)]
#[must_use = "nothing is written before `write_to` is called"]
pub struct Flows {
    root: PathBuf,
    source: PathBuf,
}

/// The flows of a Rust source file and of the modules that it declares.
///
/// The path is relative to the package's root. A flow is found wherever `flow!` is called, and
/// each `mod name;` is followed as the compiler follows it; conditions (`#[cfg]`) are not looked
/// at. `flows("src/main.rs")` finds every flow of a program.
///
/// ```no_run
/// # fn main() -> Result<(), flow_build::Error> {
/// flow_build::flows("src/lib.rs").write_to("flows")
/// # }
/// ```
pub fn flows(source: impl Into<PathBuf>) -> Flows {
    let root = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    Flows { root, source: source.into() }
}

impl Flows {
    /// Writes each flow as `NAME.json` into a folder, indented, for people to read.
    ///
    /// The folder is relative to the package's root and is made where it is missing. A file is
    /// touched only when its text changes. A file whose flow is gone or faulty stays as it is, and one
    /// that was removed comes back when the script runs again. Where no flow is faulty, cargo warns of
    /// each file that was written for a flow which is gone: one that was renamed, as a rule.
    ///
    /// Cargo is told to run the build script again when one of the Rust files changes or a missing
    /// one is added, or when a file changes that a flow embeds with `file!` or `text!`.
    ///
    /// # Errors
    ///
    /// When the Rust source cannot be read, a file cannot be written, or two flows have one name.
    pub fn write_to(self, folder: impl AsRef<Path>) -> Result<(), Error> {
        let mut watched = Vec::new();
        let written = self.write(&self.root.join(folder), &mut watched);
        for path in written.iter().flatten() {
            println!(
                "cargo::warning={} is of no flow any more: remove it if its flow was renamed",
                path.display()
            );
        }
        // Also when something went wrong: the script runs again once one of them was fixed.
        for path in watched {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        written.map(|_| ())
    }

    /// Writes the flows. Gives the files that were written for flows which are gone.
    fn write(&self, folder: &Path, watched: &mut Vec<PathBuf>) -> Result<Vec<PathBuf>, Error> {
        let package =
            Watched { package: Package { root: self.root.clone() }, seen: RefCell::default() };
        let mut documents: HashMap<String, (PathBuf, String)> = HashMap::new();
        let mut faulty = false;
        let result = source::follow(&self.root.join(&self.source), |path| {
            watched.push(path.to_owned());
            let bytes = fs::read(path).map_err(|cause| Error::read(path, cause))?;
            let mut cx = Diagnostics::new();
            let source = Source::read_bytes(&mut cx, &bytes);
            // What is not Rust is the compiler's to report.
            cx.discard();
            for call in source.iter().flat_map(|source| &source.flows) {
                let checked = door::check_tokens(call.tokens.clone(), &package);
                let Some(document) = checked.document else {
                    faulty = true;
                    continue;
                };
                if let Some((first, _)) = documents.get(&document.name) {
                    return Err(Error::twice(document.name, first, path));
                }
                documents.insert(document.name, (path.to_owned(), document.pretty));
            }
            Ok(source)
        });
        watched.extend(package.seen.take());
        // A module may get its file later. Its folder is watched and not the file: one that is left
        // out by a `#[cfg]` need never come, and cargo takes a missing file for a changed one.
        for module in result? {
            let folder = module.ancestors().skip(1).find(|folder| folder.is_dir());
            let folder = folder.map(Path::to_owned);
            watched.extend(folder.filter(|folder| !watched.contains(folder)));
        }
        for (name, (_, text)) in &documents {
            write_changed(&folder.join(format!("{name}.json")), text)?;
        }
        // The file of a faulty flow is its last good one.
        Ok(if faulty { Vec::new() } else { stale(folder, &documents) })
    }
}

/// The files of a package, with a note of each that was asked for.
#[derive(Debug)]
struct Watched {
    package: Package,
    seen: RefCell<Vec<PathBuf>>,
}

impl Files for Watched {
    fn resolve(&self, path: &str) -> PathBuf {
        let path = self.package.resolve(path);
        let mut seen = self.seen.borrow_mut();
        if !seen.contains(&path) {
            seen.push(path.clone());
        }
        path
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.package.read(path)
    }
}

/// The files of a folder that hold a document as it is written here, and are of none of these flows.
fn stale(folder: &Path, documents: &HashMap<String, (PathBuf, String)>) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_stem().and_then(|stem| stem.to_str());
            path.extension().is_some_and(|ending| ending == "json")
                && name.is_some_and(|name| !documents.contains_key(name))
                && fs::read(path).is_ok_and(|text| is_written_here(&text))
        })
        .collect();
    found.sort();
    found
}

/// Whether a file is a document to the letter as it is written here; other JSON may lie beside.
fn is_written_here(text: &[u8]) -> bool {
    let document = door::check_json(text).document;
    document.is_some_and(|document| document.pretty.as_bytes() == text)
}

fn write_changed(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |cause| Error::write(path, cause);
    if fs::read(path).is_ok_and(|now| now == text.as_bytes()) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, text).map_err(failed)
}

#[cfg(test)]
mod tests;
