//! The session with one editor: what comes in, in order, and what is answered.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crossbeam_channel::{Sender, select};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidCloseTextDocument, DidOpenTextDocument, Notification as _,
    PublishDiagnostics,
};
use lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    PublishDiagnosticsParams,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::answers;
use super::checking::{Checker, Found, Job};
use super::commands::Commands;
use super::document::{Document, Language};
use super::settings::Settings;

/// Why a request has no answer.
pub(super) struct Refused {
    pub(super) code: ErrorCode,
    pub(super) message: String,
}

pub(super) type Answer = Result<Value, Refused>;

/// Everything that is known of a session.
pub(super) struct Session {
    pub(super) settings: Settings,
    pub(super) documents: HashMap<String, Document>,
    pub(super) commands: Commands,
    checker: Checker,
    out: Sender<Message>,
    /// Whether the editor has said that it will go.
    closing: bool,
}

/// Answers until the editor goes; whether it said so before.
pub(super) fn serve(connection: &Connection, settings: Settings) -> bool {
    let mut session = Session {
        settings,
        documents: HashMap::new(),
        commands: Commands::default(),
        checker: Checker::start(),
        out: connection.sender.clone(),
        closing: false,
    };
    let found = session.checker.found.clone();
    loop {
        select! {
            recv(connection.receiver) -> message => {
                // Nobody is left to talk to.
                let Ok(message) = message else { return session.closing };
                let mut messages = vec![message];
                messages.extend(connection.receiver.try_iter());
                let dropped = cancelled(&messages);
                for message in messages {
                    match message {
                        Message::Request(request) => session.request(request, &dropped),
                        Message::Notification(note) if note.method == "exit" => {
                            return session.closing;
                        }
                        Message::Notification(note) => session.notification(note),
                        Message::Response(_) => {}
                    }
                }
            }
            recv(found) -> found => {
                if let Ok(found) = found {
                    session.publish(found);
                }
            }
        }
    }
}

/// The requests that are no longer of interest.
fn cancelled(messages: &[Message]) -> HashSet<RequestId> {
    let ids = messages.iter().filter_map(|message| match message {
        Message::Notification(note) if note.method == "$/cancelRequest" => {
            serde_json::from_value(note.params.get("id")?.clone()).ok()
        }
        _ => None,
    });
    ids.collect()
}

impl Session {
    fn request(&mut self, request: Request, dropped: &HashSet<RequestId>) {
        let Request { id, method, params } = request;
        let answer = if dropped.contains(&id) {
            Err(Refused::new(ErrorCode::RequestCanceled, "cancelled"))
        } else if self.closing {
            Err(Refused::new(ErrorCode::InvalidRequest, "the session is closing"))
        } else if method == "shutdown" {
            self.closing = true;
            Ok(Value::Null)
        } else {
            // A fault of ours in one answer must not end the session.
            let answer = catch_unwind(AssertUnwindSafe(|| self.answer(&method, params)));
            answer.unwrap_or_else(|_| {
                Err(Refused::new(ErrorCode::InternalError, format!("`{method}` failed")))
            })
        };
        let response = match answer {
            Ok(value) => Response::new_ok(id, value),
            Err(Refused { code, message }) => Response::new_err(id, code as i32, message),
        };
        self.send(response);
    }

    fn notification(&mut self, note: Notification) {
        let Notification { method, params } = note;
        // What cannot be read is passed over: nobody waits for an answer.
        let done = match method.as_str() {
            DidOpenTextDocument::METHOD => read(params).map(|params| self.open(params)),
            DidChangeTextDocument::METHOD => read(params).map(|params| self.change(params)),
            DidCloseTextDocument::METHOD => read(params).map(|params| self.close(&params)),
            _ => Ok(()),
        };
        drop(done);
    }

    fn open(&mut self, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        let uri = item.uri.as_str().to_owned();
        let Some(language) = Language::of(&item.language_id, &uri) else { return };
        let document = Document::new(&uri, language, item.version, item.text);
        self.check(&document, true);
        self.documents.insert(uri, document);
    }

    fn change(&mut self, params: DidChangeTextDocumentParams) {
        let uri = params.text_document.uri.as_str();
        let Some(mut document) = self.documents.remove(uri) else { return };
        document.change(params.text_document.version, params.content_changes);
        self.check(&document, false);
        self.documents.insert(uri.to_owned(), document);
    }

    fn close(&mut self, params: &DidCloseTextDocumentParams) {
        let uri = &params.text_document.uri;
        if self.documents.remove(uri.as_str()).is_some() {
            let params = PublishDiagnosticsParams::new(uri.clone(), Vec::new(), None);
            self.notify::<PublishDiagnostics>(params);
        }
    }

    fn check(&self, document: &Document, at_once: bool) {
        let told = match document.language {
            // Beside rust-analyzer the faults come from the macro.
            Language::Rust => !self.settings.rust_analyzer,
            Language::Json => true,
        };
        if told {
            let Document { uri, language, version, text, path, .. } = document;
            let text = std::sync::Arc::clone(text);
            self.checker.ask(Job::new(uri, *version, text, *language, path.clone(), at_once));
        }
    }

    fn publish(&mut self, found: Found) {
        let Some(document) = self.documents.get_mut(&found.uri) else { return };
        // Something was typed in the meantime: another check is on its way.
        if document.version != found.version {
            return;
        }
        let silent = document.language == Language::Json && !document.json().is_flow;
        let faults = if silent { Vec::new() } else { found.faults };
        document.faults = Some((found.version, faults));
        let document = &*document;
        let faults = document.current_faults();
        let diagnostics = faults.iter().map(|fault| answers::diagnostic(document, fault)).collect();
        let Ok(uri) = document.uri.parse() else { return };
        let params = PublishDiagnosticsParams::new(uri, diagnostics, Some(document.version));
        self.notify::<PublishDiagnostics>(params);
    }

    pub(super) fn notify<N: lsp_types::notification::Notification>(&self, params: N::Params) {
        self.send(Notification::new(N::METHOD.to_owned(), params));
    }

    pub(super) fn send(&self, message: impl Into<Message>) {
        // The editor may be gone; then the loop ends with the next message.
        let _ = self.out.send(message.into());
    }
}

impl Refused {
    pub(super) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// The parameters of a message.
pub(super) fn read<P: DeserializeOwned>(params: Value) -> Result<P, Refused> {
    serde_json::from_value(params)
        .map_err(|error| Refused::new(ErrorCode::InvalidParams, error.to_string()))
}
