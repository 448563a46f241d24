//! The documents that an editor has open.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flow_compiler::source::MAX_BYTES;
use lsp_types::TextDocumentContentChangeEvent;

use super::checking::{self, Fault};
use super::json::{self, tree};
use super::lines::Lines;
use super::location;
use super::rust;
use super::symbol::Index;

/// What a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Json,
    Rust,
}

/// A document as the editor shows it, saved or not.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) uri: String,
    pub(crate) language: Language,
    pub(crate) version: i32,
    pub(crate) text: Arc<String>,
    pub(crate) path: Option<PathBuf>,
    /// What the last check found, and in which version.
    pub(crate) faults: Option<(i32, Vec<Fault>)>,
    /// The faults of the text as it is now, where they were asked for before that check.
    checked: OnceCell<Vec<Fault>>,
    lines: OnceCell<Lines>,
    json: OnceCell<Json>,
    rust: OnceCell<rust::File>,
}

/// A document of Flow JSON, read as far as it is written.
#[derive(Debug)]
pub(crate) struct Json {
    pub(crate) root: Option<tree::Value>,
    pub(crate) index: Index,
    /// Whether it is a flow, and not other JSON.
    pub(crate) is_flow: bool,
}

impl Language {
    /// By the editor's name for it, or by the name of the file; `None` for what is neither.
    pub(crate) fn of(id: &str, uri: &str) -> Option<Self> {
        let ending = Path::new(uri).extension().map(|ending| ending.to_string_lossy());
        match (id, ending.as_deref()) {
            ("json" | "jsonc", _) | (_, Some("json")) => Some(Self::Json),
            ("rust", _) | (_, Some("rs")) => Some(Self::Rust),
            _ => None,
        }
    }
}

impl Document {
    pub(crate) fn new(uri: &str, language: Language, version: i32, text: String) -> Self {
        Self {
            uri: uri.to_owned(),
            language,
            version,
            text: Arc::new(text),
            path: location::path(uri),
            faults: None,
            checked: OnceCell::new(),
            lines: OnceCell::new(),
            json: OnceCell::new(),
            rust: OnceCell::new(),
        }
    }

    /// Takes what was typed.
    pub(crate) fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        for change in changes {
            match change.range {
                Some(range) => {
                    let bytes = self.lines().bytes(&self.text, range);
                    Arc::make_mut(&mut self.text).replace_range(bytes, &change.text);
                }
                None => self.text = Arc::new(change.text),
            }
            self.lines = OnceCell::new();
        }
        self.json = OnceCell::new();
        self.rust = OnceCell::new();
        self.checked = OnceCell::new();
        self.version = version;
    }

    pub(crate) fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(&self.text))
    }

    /// What is read of a document of Flow JSON; once for each change.
    pub(crate) fn json(&self) -> &Json {
        self.json.get_or_init(|| {
            let root = if self.text.len() > MAX_BYTES { None } else { tree::read(&self.text) };
            let named = location::is_named_as_flow(&self.uri);
            let is_flow = json::is_flow(&self.text, root.as_ref(), named);
            let index = match &root {
                Some(root) if is_flow => json::index(&self.text, root),
                _ => Index::default(),
            };
            Json { root, index, is_flow }
        })
    }

    /// The flows of a Rust source.
    pub(crate) fn rust(&self) -> &rust::File {
        self.rust.get_or_init(|| rust::read(&self.text))
    }

    /// The index of the flow that holds a byte.
    pub(crate) fn index_at(&self, byte: usize) -> Option<&Index> {
        match self.language {
            Language::Json => Some(&self.flow()?.index),
            Language::Rust => Some(&self.rust().at(byte)?.read.index),
        }
    }

    /// The same, where the document is a flow.
    pub(crate) fn flow(&self) -> Option<&Json> {
        if self.language != Language::Json {
            return None;
        }
        Some(self.json()).filter(|read| read.is_flow)
    }

    /// The faults of the text as it is now.
    pub(crate) fn current_faults(&self) -> &[Fault] {
        match &self.faults {
            Some((version, faults)) if *version == self.version => faults,
            // Beside rust-analyzer the faults are its own, and their fixes are found here.
            _ => self
                .checked
                .get_or_init(|| checking::check(&self.text, self.language, self.path.as_deref())),
        }
    }
}
