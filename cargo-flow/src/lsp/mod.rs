//! `cargo flow lsp`: a language server for Flow JSON, and for what rust-analyzer cannot do inside
//! `flow!`.
//!
//! `server` is the loop and `requests` the list of what is answered; `document` keeps what is open,
//! `checking` looks for faults in a thread of its own. `json` is pure: a text and a byte in, an
//! answer out. What both languages share is beside it: symbols, references, completions, words.

mod answers;
mod checking;
mod commands;
mod completion;
mod document;
mod json;
mod lines;
mod location;
mod outline;
mod reference;
mod rename;
mod requests;
mod rust;
mod server;
mod settings;
mod snippet;
mod symbol;
mod words;

use lsp_server::Connection;
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeLensOptions, CompletionOptions, DocumentLinkOptions,
    ExecuteCommandOptions, HoverProviderCapability, OneOf, RenameOptions, SaveOptions,
    ServerCapabilities, TextDocumentSyncKind, TextDocumentSyncOptions, WorkDoneProgressOptions,
};
use serde_json::json;

use crate::Outcome;
use crate::failure::Failure;
use settings::Settings;

/// Serves one editor over standard input and output.
pub(crate) fn run() -> Result<Outcome, Failure> {
    let (connection, threads) = Connection::stdio();
    let polite = session(&connection)?;
    // The threads end when nothing can be sent any more.
    drop(connection);
    threads.join().map_err(|error| Failure::new(format!("the editor cannot be read: {error}")))?;
    Ok(if polite { Outcome::Fine } else { Outcome::Faulty })
}

fn session(connection: &Connection) -> Result<bool, Failure> {
    let fail = |error: lsp_server::ProtocolError| {
        Failure::new(format!("the editor does not open a session: {error}"))
            .help("`cargo flow lsp` is started by an editor; docs/editors.md shows how")
    };
    let (id, params) = connection.initialize_start().map_err(fail)?;
    let settings = Settings::of(&params);
    let opened = json!({
        "capabilities": capabilities(),
        "serverInfo": { "name": "cargo flow lsp", "version": env!("CARGO_PKG_VERSION") },
    });
    connection.initialize_finish(id, opened).map_err(fail)?;
    Ok(server::serve(connection, settings))
}

fn capabilities() -> ServerCapabilities {
    let work_done_progress_options = WorkDoneProgressOptions::default();
    ServerCapabilities {
        text_document_sync: Some(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(SaveOptions::default().into()),
                ..TextDocumentSyncOptions::default()
            }
            .into(),
        ),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(["\"", "$", "{", ".", "'"].map(str::to_owned).into()),
            ..CompletionOptions::default()
        }),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options,
        })),
        document_symbol_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(true.into()),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options,
        }),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(vec![
                    CodeActionKind::QUICKFIX,
                    CodeActionKind::SOURCE_FIX_ALL,
                ]),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![answers::PREVIEW.to_owned(), answers::IMPORT.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}
