//! Files and folders: which are read, and how they are written.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Nothing that is read here is larger as a rule; a document of Meta's limit has 10 MB.
const LARGEST: u64 = 64 * 1_048_576;

/// What a file's name says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `.json`
    Json,
    /// `.rs`
    Rust,
    /// `.flow`: what flows include. In a folder other files may be called so.
    Shared,
}

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    pub(crate) path: PathBuf,
    pub(crate) kind: Kind,
    /// Named by the caller, not found in a folder.
    pub(crate) named: bool,
}

/// The bytes of a file, or that it is larger than anything of use.
pub(crate) enum Bytes {
    Read(Vec<u8>),
    TooLarge(u64),
}

impl Kind {
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?;
        if ending.eq_ignore_ascii_case("json") {
            Some(Self::Json)
        } else if ending.eq_ignore_ascii_case("rs") {
            Some(Self::Rust)
        } else if ending.eq_ignore_ascii_case("flow") {
            Some(Self::Shared)
        } else {
            None
        }
    }
}

/// The files that these paths name, folders searched for files of these kinds.
pub(crate) fn inputs(paths: &[PathBuf], kinds: &[Kind]) -> Result<Vec<Input>, Failure> {
    let mut inputs: Vec<Input> = Vec::new();
    for path in paths {
        let about = fs::metadata(path).map_err(|error| Failure::path("read", path, &error))?;
        if about.is_dir() {
            walk(path, kinds, &mut inputs)?;
            continue;
        }
        match Kind::of(path).filter(|kind| kinds.contains(kind)) {
            Some(kind) => inputs.push(Input { path: path.clone(), kind, named: true }),
            None => return Err(wrong_kind(path, kinds)),
        }
    }
    Ok(each_once(inputs))
}

/// The first of several paths to one file.
pub(crate) fn each_once(mut inputs: Vec<Input>) -> Vec<Input> {
    let mut seen = HashSet::with_capacity(inputs.len());
    inputs.retain(|input| {
        seen.insert(fs::canonicalize(&input.path).unwrap_or_else(|_| input.path.clone()))
    });
    inputs
}

/// The folder of the nearest `Cargo.toml` above a file; its own where there is none.
pub(crate) fn package_root(file: &Path) -> PathBuf {
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let folder = file.parent().unwrap_or(Path::new("")).to_owned();
    let package = folder.ancestors().find(|folder| folder.join("Cargo.toml").is_file());
    package.map_or_else(|| folder.clone(), Path::to_owned)
}

/// A path from the working directory on, where the file is below it.
pub(crate) fn from_here(path: PathBuf) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).map(Path::to_owned).unwrap_or(path)
}

/// Reads a file, but not one that is larger than anything of use.
pub(crate) fn read(path: &Path) -> Result<Bytes, Failure> {
    let fail = |error: io::Error| Failure::path("read", path, &error);
    let file = fs::File::open(path).map_err(fail)?;
    let about = file.metadata().map_err(fail)?;
    if about.is_dir() {
        return Err(Failure::new(format!("`{}` is a folder", path.display())).help("name a file"));
    }
    if about.len() > LARGEST {
        return Ok(Bytes::TooLarge(about.len()));
    }
    read_from(file, usize::try_from(about.len()).unwrap_or(0)).map_err(fail)
}

/// Reads all of a stream, but not more than anything of use.
pub(crate) fn read_from(stream: impl Read, about: usize) -> io::Result<Bytes> {
    let mut bytes = Vec::with_capacity(about + 1);
    stream.take(LARGEST + 1).read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    Ok(if length > LARGEST { Bytes::TooLarge(length) } else { Bytes::Read(bytes) })
}

/// Reads a file that must not be larger than anything of use.
pub(crate) fn read_whole(path: &Path) -> Result<Vec<u8>, Failure> {
    match read(path)? {
        Bytes::Read(bytes) => Ok(bytes),
        Bytes::TooLarge(length) => Err(too_large(&format!("`{}`", path.display()), length)),
    }
}

/// Reads a file of text.
pub(crate) fn read_source(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read_whole(path)?).map_err(|error| {
        let line = legible(error.as_bytes()).matches('\n').count() + 1;
        Failure::new(format!("`{}` is not UTF-8 text from line {line} on", path.display()))
            .help("save the file as UTF-8")
    })
}

/// What is before the first byte that is not a text, which can still be shown.
pub(crate) fn legible(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}

pub(crate) fn too_large(name: &str, length: u64) -> Failure {
    Failure::new(format!("{name} has {length} bytes, and at most {LARGEST} are read"))
}

/// Writes a file, and makes its folder, unless it holds that text already; whether it was written.
pub(crate) fn write(path: &Path, text: &str) -> Result<bool, Failure> {
    if fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    fs::write(path, text).map_err(|error| Failure::path("written", path, &error))?;
    Ok(true)
}

pub(crate) fn make_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| Failure::path("made", path, &error))
}

fn walk(folder: &Path, kinds: &[Kind], inputs: &mut Vec<Input>) -> Result<(), Failure> {
    let fail = |error: io::Error| Failure::path("read", folder, &error);
    let mut entries =
        fs::read_dir(folder).map_err(fail)?.collect::<io::Result<Vec<_>>>().map_err(fail)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let name = entry.file_name();
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        // A link may lead back to where it is, so none is followed to a folder.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder {
            if name != "target" && name != "node_modules" {
                walk(&path, kinds, inputs)?;
            }
        } else if let Some(kind) = Kind::of(&path)
            && kind != Kind::Shared
            && kinds.contains(&kind)
            && path.is_file()
        {
            inputs.push(Input { path, kind, named: false });
        }
    }
    Ok(())
}

fn wrong_kind(path: &Path, kinds: &[Kind]) -> Failure {
    let shown = path.display();
    let kinds: Vec<Kind> = kinds.iter().copied().filter(|kind| *kind != Kind::Shared).collect();
    match (Kind::of(path), kinds.as_slice()) {
        (Some(Kind::Json), [Kind::Rust]) => Failure::new(format!("`{shown}` is not a Rust source"))
            .help(format!("`cargo flow import {shown}` writes Flow JSON as `flow!` source")),
        (Some(Kind::Rust), [Kind::Json]) => Failure::new(format!("`{shown}` is not Flow JSON"))
            .help(format!("`cargo flow export {shown}` writes the Flow JSON of a Rust source")),
        (_, [Kind::Rust]) => Failure::new(format!("`{shown}` is not a Rust source"))
            .help("name a `.rs` file or a folder"),
        (_, [Kind::Json]) => {
            Failure::new(format!("`{shown}` is not Flow JSON")).help("name a `.json` file")
        }
        _ => Failure::new(format!("`{shown}` is neither Flow JSON nor a Rust source"))
            .help("name a `.json` file, a `.rs` file or a folder"),
    }
}
