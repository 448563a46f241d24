//! What an editor says of itself when it starts the server.

use lsp_types::InitializeParams;
use serde_json::Value;

/// What is answered, and how.
#[expect(clippy::struct_excessive_bools, reason = "each is a word of its own in the protocol")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// Whether rust-analyzer serves the Rust files as well. It shows the faults of a `flow!` while it is
    /// typed, so this server shows none there then; the rest it does not know.
    pub(crate) rust_analyzer: bool,
    /// Whether completions may have places to fill in.
    pub(crate) snippets: bool,
    /// Whether an edit may make a file.
    pub(crate) makes_files: bool,
    /// Whether the editor can be asked to show a document.
    pub(crate) shows_documents: bool,
}

impl Settings {
    /// Reads them from the call that opens a session; what is odd there counts as absent.
    pub(crate) fn of(params: &Value) -> Self {
        let rust_analyzer = params
            .pointer("/initializationOptions/rustAnalyzer")
            .and_then(Value::as_bool)
            .unwrap_or(true);
        let able: Option<InitializeParams> = serde_json::from_value(params.clone()).ok();
        let able = able.map(|params| params.capabilities).unwrap_or_default();
        let text_document = able.text_document.as_ref();
        let item = text_document
            .and_then(|able| able.completion.as_ref())
            .and_then(|able| able.completion_item.as_ref());
        let edit = able.workspace.as_ref().and_then(|able| able.workspace_edit.as_ref());
        let operations = edit.and_then(|edit| edit.resource_operations.as_ref());
        let create = lsp_types::ResourceOperationKind::Create;
        let show = able.window.as_ref().and_then(|able| able.show_document.as_ref());
        Self {
            rust_analyzer,
            snippets: item.and_then(|item| item.snippet_support).unwrap_or(false),
            makes_files: operations.is_some_and(|operations| operations.contains(&create)),
            shows_documents: show.is_some_and(|show| show.support),
        }
    }
}
