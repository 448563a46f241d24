//! The doors: each a list of stages, with no logic of its own.

#[cfg(feature = "rust")]
mod rust;

use std::io;
use std::path::{Path, PathBuf};

#[cfg(feature = "rust")]
pub use self::rust::*;
use crate::check::{self, Files};
use crate::diagnostic::{Diagnostic, Diagnostics, Level};
use crate::emit::json::{minified, pretty};
use crate::json;
use crate::model;

/// A flow that went through every stage.
#[derive(Clone, Debug)]
pub struct Document {
    /// The flow's name: of its module, and of its file.
    pub name: String,
    /// The name under which it is published, where the flow says another.
    pub published_name: Option<String>,
    /// The categories that publishing asks for.
    pub categories: Vec<String>,
    /// The Flow JSON, without a space.
    pub minified: String,
    /// The Flow JSON, indented.
    pub pretty: String,
    /// The files that it holds, as absolute paths.
    pub files: Vec<PathBuf>,
}

/// What a door found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The document; absent when there is an error.
    pub document: Option<Document>,
    /// Every fault, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that a flow names, as absolute paths, also where it is faulty.
    pub files: Vec<PathBuf>,
}

/// A document names no files.
#[derive(Debug)]
struct NoFiles;

impl Files for NoFiles {
    fn resolve(&self, path: &str) -> PathBuf {
        path.into()
    }

    fn read(&self, _: &Path) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

impl Checked {
    /// Whether an error was found.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|fault| fault.level == Level::Error)
    }
}

/// Checks a Flow JSON document.
#[must_use]
pub fn check_json(text: &[u8]) -> Checked {
    let (document, diagnostics) = with_json(text, document);
    checked(document, diagnostics)
}

/// Checks a Flow JSON document and hands on what it means, without what was faulty.
///
/// `read` is not called for a text that is not a flow at all.
///
/// ```
/// let text = br#"{ "version": "7.3", "screens": [] }"#;
/// let (version, faults) = flow_compiler::door::with_json(text, |flow| flow.version.to_string());
/// assert_eq!(version.as_deref(), Some("7.3"));
/// assert!(!faults.is_empty());
/// ```
pub fn with_json<T>(
    text: &[u8],
    read: impl FnOnce(&model::Flow<'_>) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    let mut cx = Diagnostics::new();
    let found = json::read_bytes(&mut cx, text)
        .and_then(|node| json::verbatim(&mut cx, &node, "flow"))
        .map(|flow| read(&check::check(&mut cx, &flow, &NoFiles)));
    (found, cx.into_vec())
}

/// What is found in a document so large that it is not even read.
#[must_use]
pub fn too_large(bytes: u64) -> Checked {
    let mut cx = Diagnostics::new();
    json::too_large(&mut cx, bytes);
    checked(None, cx.into_vec())
}

/// Whether a text is JSON of another kind, without any key that only a flow has. A folder may hold
/// such.
#[must_use]
pub fn is_other_json(text: &[u8]) -> bool {
    let mut cx = Diagnostics::new();
    let node = json::read_bytes(&mut cx, text);
    let sound = !cx.has_errors();
    cx.discard();
    let of_a_flow = ["screens", "routing_model", "data_api_version"];
    sound && node.is_some_and(|node| of_a_flow.iter().all(|key| node.get(key).is_none()))
}

fn document(flow: &model::Flow<'_>) -> Document {
    Document {
        name: flow.name.to_owned(),
        published_name: flow.published_name.map(str::to_owned),
        categories: flow.categories.iter().map(|&category| category.to_owned()).collect(),
        minified: minified(flow),
        pretty: pretty(flow),
        files: flow.files.clone(),
    }
}

fn checked(document: Option<Document>, diagnostics: Vec<Diagnostic>) -> Checked {
    let checked = Checked { document: None, diagnostics, files: Vec::new() };
    Checked { document: document.filter(|_| !checked.has_errors()), ..checked }
}
