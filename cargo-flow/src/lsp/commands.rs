//! What a lens does: opens the phone, or writes a document as `flow!`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use flow_compiler::door;
use lsp_server::{ErrorCode, Request, RequestId};
use lsp_types::notification::ShowMessage;
use lsp_types::request::{ApplyWorkspaceEdit, ShowDocument};
use lsp_types::{
    ApplyWorkspaceEditParams, CreateFile, CreateFileOptions, DocumentChangeOperation,
    DocumentChanges, ExecuteCommandParams, MessageType, OneOf,
    OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp, ShowDocumentParams,
    ShowMessageParams, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};
use serde_json::Value;

use super::answers::{IMPORT, PREVIEW};
use super::location;
use super::server::{Answer, Refused, Session};
use crate::import;

/// The previews that run, by the file that each shows. They end with the session.
#[derive(Default)]
pub(super) struct Commands {
    previews: HashMap<PathBuf, Child>,
    /// How many requests were sent to the editor.
    asked: i32,
}

impl Drop for Commands {
    fn drop(&mut self) {
        for child in self.previews.values_mut() {
            end(child);
        }
    }
}

/// Ends a program of ours; it may have ended by itself.
fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

impl Session {
    pub(super) fn execute(&mut self, params: &ExecuteCommandParams) -> Answer {
        let uri = params.arguments.first().and_then(Value::as_str).unwrap_or_default().to_owned();
        let done = match params.command.as_str() {
            PREVIEW => self.preview(&uri, params.arguments.get(1).and_then(Value::as_str)),
            IMPORT => self.import(&uri),
            other => Err(format!("there is no command `{other}`")),
        };
        match done {
            Ok(()) => Ok(Value::Null),
            Err(why) => Err(Refused::new(ErrorCode::RequestFailed, why)),
        }
    }

    /// Starts `cargo flow preview`, anew where it runs already: its page was closed then.
    fn preview(&mut self, uri: &str, flow: Option<&str>) -> Result<(), String> {
        let path = location::path(uri).filter(|path| path.is_file());
        let path = path.ok_or("the document is not saved yet")?;
        if let Some(mut child) = self.commands.previews.remove(&path) {
            end(&mut child);
        }
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        // Its own output would be in the middle of the protocol.
        let child = Command::new(program)
            .arg("preview")
            .arg(&path)
            .args(flow.iter().flat_map(|name| ["--flow", name]))
            .current_dir(path.parent().unwrap_or(Path::new(".")))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("the preview cannot be started: {error}"))?;
        self.commands.previews.insert(path, child);
        Ok(())
    }

    /// Asks the editor to make a file with the document as `flow!` beside it.
    fn import(&mut self, uri: &str) -> Result<(), String> {
        let document = self.documents.get(uri).ok_or("the document is not open")?;
        let stem = document.path.as_deref().and_then(Path::file_stem).unwrap_or_default();
        let name = door::flow_name(stem.to_string_lossy().trim_end_matches(".flow"));
        let imported = door::import(document.text.as_bytes(), &name);
        let source = imported.source().ok_or("the document is not a flow")?;
        let text = import::whole(&import::macro_call(&source));
        if !self.settings.makes_files {
            return Err(format!(
                "the editor cannot make a file; call `cargo flow import {}`",
                stem.to_string_lossy()
            ));
        }
        let target = location::beside(uri, &format!("{}_flow.rs", ascii(&name)));
        let target: Uri = target.parse().map_err(|_| "its address cannot be read".to_owned())?;
        if location::path(target.as_str()).is_some_and(|path| path.exists()) {
            return Err(format!("`{}` exists", target.as_str()));
        }
        let create = CreateFile {
            uri: target.clone(),
            options: Some(CreateFileOptions { overwrite: Some(false), ignore_if_exists: None }),
            annotation_id: None,
        };
        let start = Range::new(Position::new(0, 0), Position::new(0, 0));
        let edit = TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                uri: target.clone(),
                version: None,
            },
            edits: vec![OneOf::Left(TextEdit::new(start, text))],
        };
        let operations = vec![
            DocumentChangeOperation::Op(ResourceOp::Create(create)),
            DocumentChangeOperation::Edit(edit),
        ];
        let edit = WorkspaceEdit {
            document_changes: Some(DocumentChanges::Operations(operations)),
            ..WorkspaceEdit::default()
        };
        let label = Some("Import as flow!".to_owned());
        self.ask::<ApplyWorkspaceEdit>(ApplyWorkspaceEditParams { label, edit });
        if self.settings.shows_documents {
            self.ask::<ShowDocument>(ShowDocumentParams {
                uri: target,
                external: None,
                take_focus: Some(true),
                selection: None,
            });
        }
        let faults = imported.diagnostics.len();
        if imported.has_errors() {
            let message =
                format!("the document has {faults} faults: it was imported as far as it can be");
            let params = ShowMessageParams { typ: MessageType::WARNING, message };
            self.notify::<ShowMessage>(params);
        }
        Ok(())
    }

    /// Sends a request to the editor; its answer changes nothing here.
    fn ask<R: lsp_types::request::Request>(&mut self, params: R::Params) {
        self.commands.asked += 1;
        let id = RequestId::from(self.commands.asked);
        self.send(Request::new(id, R::METHOD.to_owned(), params));
    }
}

/// A name of a file that needs no escapes in an address.
fn ascii(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}
