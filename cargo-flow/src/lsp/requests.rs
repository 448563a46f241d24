//! Every request that is answered: one line each in `answer`.

use lsp_server::ErrorCode;
use lsp_types::{
    CodeActionKind, CodeActionParams, CodeLensParams, CompletionParams, DocumentFormattingParams,
    DocumentHighlightParams, DocumentLinkParams, DocumentSymbolParams, ExecuteCommandParams,
    FoldingRangeParams, GotoDefinitionParams, HoverParams, Position, PrepareRenameResponse,
    ReferenceParams, RenameParams, TextDocumentPositionParams, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::answers;
use super::document::Document;
use super::server::{Answer, Refused, Session, read};

impl Session {
    pub(super) fn answer(&mut self, method: &str, params: Value) -> Answer {
        match method {
            "textDocument/hover" => self.at(
                params,
                |params: HoverParams| (params.text_document_position_params, ()),
                |document, at, ()| Ok(answers::hover(document, at)),
            ),
            "textDocument/completion" => {
                let settings = self.settings;
                self.at(
                    params,
                    |params: CompletionParams| (params.text_document_position, ()),
                    |document, at, ()| Ok(answers::completion(document, settings, at)),
                )
            }
            "textDocument/definition" => self.at(
                params,
                |params: GotoDefinitionParams| (params.text_document_position_params, ()),
                |document, at, ()| Ok(answers::definition(document, at)),
            ),
            "textDocument/references" => self.at(
                params,
                |params: ReferenceParams| {
                    (params.text_document_position, params.context.include_declaration)
                },
                |document, at, made| Ok(answers::references(document, at, made)),
            ),
            "textDocument/documentHighlight" => self.at(
                params,
                |params: DocumentHighlightParams| (params.text_document_position_params, ()),
                |document, at, ()| Ok(answers::highlights(document, at)),
            ),
            "textDocument/prepareRename" => self.at(
                params,
                |params: TextDocumentPositionParams| (params, ()),
                |document, at, ()| Ok(prepared(document, at)),
            ),
            "textDocument/rename" => self.at(
                params,
                |params: RenameParams| (params.text_document_position, params.new_name),
                |document, at, name| {
                    answers::rename(document, at, &name)
                        .map_err(|why| Refused::new(ErrorCode::RequestFailed, why))
                },
            ),
            "textDocument/documentSymbol" => self.of(
                params,
                |params: DocumentSymbolParams| (params.text_document.uri, ()),
                |document, ()| answers::outline(document),
            ),
            "textDocument/foldingRange" => self.of(
                params,
                |params: FoldingRangeParams| (params.text_document.uri, ()),
                |document, ()| answers::folds(document),
            ),
            "textDocument/documentLink" => self.of(
                params,
                |params: DocumentLinkParams| (params.text_document.uri, ()),
                |document, ()| answers::links(document),
            ),
            "textDocument/codeLens" => self.of(
                params,
                |params: CodeLensParams| (params.text_document.uri, ()),
                |document, ()| answers::lenses(document),
            ),
            "textDocument/formatting" => self.of(
                params,
                |params: DocumentFormattingParams| {
                    let options = params.options;
                    // No editor has tabs of more columns, and no text is to grow without bound.
                    let columns = options.tab_size.clamp(1, 16) as usize;
                    let blanks =
                        if options.insert_spaces { " ".repeat(columns) } else { "\t".to_owned() };
                    (params.text_document.uri, blanks)
                },
                |document, blanks| answers::formatted(document, &blanks),
            ),
            "textDocument/codeAction" => self.code_action(read(params)?),
            "workspace/executeCommand" => self.execute(&read::<ExecuteCommandParams>(params)?),
            _ => {
                Err(Refused::new(ErrorCode::MethodNotFound, format!("unknown request `{method}`")))
            }
        }
    }

    /// Answers about a place of a document; nothing where the document is not open.
    fn at<P: DeserializeOwned, T, R: Serialize>(
        &self,
        params: Value,
        place: impl Fn(P) -> (TextDocumentPositionParams, T),
        answer: impl Fn(&Document, Position, T) -> Result<R, Refused>,
    ) -> Answer {
        let (place, more) = place(read(params)?);
        match self.documents.get(place.text_document.uri.as_str()) {
            Some(document) => written(answer(document, place.position, more)?),
            None => Ok(Value::Null),
        }
    }

    /// The same about a whole document.
    fn of<P: DeserializeOwned, T, R: Serialize>(
        &self,
        params: Value,
        place: impl Fn(P) -> (Uri, T),
        answer: impl Fn(&Document, T) -> R,
    ) -> Answer {
        let (uri, more) = place(read(params)?);
        match self.documents.get(uri.as_str()) {
            Some(document) => written(answer(document, more)),
            None => Ok(Value::Null),
        }
    }

    /// The fixes of faults; every fix at once where the editor asks for that.
    fn code_action(&self, params: CodeActionParams) -> Answer {
        let uri = params.text_document.uri;
        let Some(document) = self.documents.get(uri.as_str()) else { return Ok(Value::Null) };
        let only = params.context.only;
        let wants = |kind: &CodeActionKind| {
            only.as_ref()
                .is_none_or(|only| only.iter().any(|one| kind.as_str().starts_with(one.as_str())))
        };
        let mut actions = Vec::new();
        if wants(&CodeActionKind::QUICKFIX) {
            let faults = document.current_faults();
            actions.extend(answers::fixes(document, faults, params.range));
        }
        // Every fix at once takes several checks, so it is made where it is asked for by name.
        if only.is_some() && wants(&CodeActionKind::SOURCE_FIX_ALL) {
            actions.extend(answers::fix_all(document));
        }
        written(actions)
    }
}

fn prepared(document: &Document, at: Position) -> Option<PrepareRenameResponse> {
    let (bytes, placeholder) = answers::renamed(document, at)?;
    let range = document.lines().range(&bytes);
    Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder })
}

pub(super) fn written(answer: impl Serialize) -> Answer {
    serde_json::to_value(answer)
        .map_err(|error| Refused::new(ErrorCode::InternalError, error.to_string()))
}
