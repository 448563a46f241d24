//! What is answered about one document: from positions to bytes, and back.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use flow_compiler::diagnostic::{Diagnostics, Edit, Level};
use flow_compiler::format;
use lsp_types::{
    CodeAction, CodeActionKind, CodeLens, Command, CompletionItem, CompletionItemKind, Diagnostic,
    DiagnosticSeverity, DocumentHighlight, DocumentHighlightKind, DocumentLink, DocumentSymbol,
    Documentation, FoldingRange, Hover, HoverContents, InsertTextFormat, Location, MarkupContent,
    MarkupKind, NumberOrString, Position, TextEdit, Uri, WorkspaceEdit,
};

use super::checking::{self, Fault};
use super::completion::{Completion, Kind};
use super::document::{Document, Json, Language};
use super::json::{self, begins};
use super::rename;
use super::rust;
use super::settings::Settings;
use super::symbol::Occurrence;

/// Opens the phone in the browser.
pub(crate) const PREVIEW: &str = "flow.preview";
/// Writes the document as `flow!`.
pub(crate) const IMPORT: &str = "flow.import";

pub(crate) fn hover(document: &Document, position: Position) -> Option<Hover> {
    let byte = document.lines().offset(&document.text, position);
    let (bytes, told) = match document.language {
        Language::Json => {
            let read = document.flow()?;
            json::hover(&document.text, read.root.as_ref()?, &read.index, byte)?
        }
        Language::Rust => rust::hover(document.rust(), byte)?,
    };
    let value = MarkupContent { kind: MarkupKind::Markdown, value: told };
    let range = Some(document.lines().range(&bytes));
    Some(Hover { contents: HoverContents::Markup(value), range })
}

pub(crate) fn completion(
    document: &Document,
    settings: Settings,
    position: Position,
) -> Vec<CompletionItem> {
    let byte = document.lines().offset(&document.text, position);
    let found = match document.language {
        Language::Json => {
            let read = document.json();
            if !read.is_flow && !begins(read.root.as_ref()) {
                return Vec::new();
            }
            json::complete(&document.text, read.root.as_ref(), &read.index, byte)
        }
        Language::Rust => rust::complete(&document.text, document.rust(), byte),
    };
    let numbered = found.into_iter().enumerate();
    numbered.map(|(at, completion)| item(document, settings, at, completion)).collect()
}

/// A completion for the editor; `at` keeps the order.
fn item(
    document: &Document,
    settings: Settings,
    at: usize,
    completion: Completion,
) -> CompletionItem {
    let snippet = settings.snippets && !completion.snippet.is_plain();
    let new_text = if snippet { completion.snippet.marked() } else { completion.snippet.plain() };
    let range = document.lines().range(&completion.edit);
    let comma = completion.comma.map(|byte| {
        let at = document.lines().position(byte);
        vec![TextEdit::new(lsp_types::Range::new(at, at), ",".to_owned())]
    });
    CompletionItem {
        label: completion.label,
        kind: Some(match completion.kind {
            Kind::Component => CompletionItemKind::CLASS,
            Kind::Property => CompletionItemKind::PROPERTY,
            Kind::Word | Kind::Choice => CompletionItemKind::ENUM_MEMBER,
            Kind::Action => CompletionItemKind::FUNCTION,
            Kind::Screen => CompletionItemKind::MODULE,
            Kind::Data => CompletionItemKind::FIELD,
            Kind::Input => CompletionItemKind::VARIABLE,
            Kind::Value => CompletionItemKind::VALUE,
            Kind::Piece => CompletionItemKind::SNIPPET,
        }),
        detail: completion.detail.filter(|detail| !detail.is_empty()),
        documentation: completion.doc.map(|value| {
            Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })
        }),
        sort_text: Some(format!("{at:04}")),
        filter_text: Some(completion.filter),
        insert_text_format: snippet.then_some(InsertTextFormat::SNIPPET),
        text_edit: Some(TextEdit::new(range, new_text).into()),
        additional_text_edits: comma,
        ..CompletionItem::default()
    }
}

/// The places that make what is named at a position.
pub(crate) fn definition(document: &Document, position: Position) -> Vec<Location> {
    let found = occurrences(document, position, |one| one.defines);
    found.into_iter().filter_map(|one| location(document, &one.span)).collect()
}

/// Every place that names the same; without the places that make it where they are not wanted.
pub(crate) fn references(document: &Document, position: Position, made: bool) -> Vec<Location> {
    let found = occurrences(document, position, |one| made || !one.defines);
    found.into_iter().filter_map(|one| location(document, &one.span)).collect()
}

pub(crate) fn highlights(document: &Document, position: Position) -> Vec<DocumentHighlight> {
    let each = occurrences(document, position, |_| true).into_iter().map(|one| {
        let kind =
            if one.defines { DocumentHighlightKind::WRITE } else { DocumentHighlightKind::READ };
        DocumentHighlight { range: document.lines().range(&one.span), kind: Some(kind) }
    });
    each.collect()
}

fn occurrences(
    document: &Document,
    position: Position,
    wanted: impl Fn(&Occurrence) -> bool,
) -> Vec<Occurrence> {
    let byte = document.lines().offset(&document.text, position);
    let Some(index) = document.index_at(byte) else { return Vec::new() };
    let Some(here) = index.at(byte) else { return Vec::new() };
    index.of(&here.symbol).filter(|one| wanted(one)).cloned().collect()
}

fn location(document: &Document, bytes: &Range<usize>) -> Option<Location> {
    Some(Location::new(document.uri.parse().ok()?, document.lines().range(bytes)))
}

/// What would be renamed: its place, and its name.
pub(crate) fn renamed(document: &Document, position: Position) -> Option<(Range<usize>, String)> {
    let byte = document.lines().offset(&document.text, position);
    let index = document.index_at(byte)?;
    let here = index.at(byte)?;
    // What is made nowhere in the document would be renamed in part.
    index.of(&here.symbol).find(|one| one.defines)?;
    Some((here.span.clone(), document.text[here.span.clone()].to_owned()))
}

/// The changes that give a thing another name.
///
/// # Errors
///
/// Why it cannot be called so.
pub(crate) fn rename(
    document: &Document,
    position: Position,
    name: &str,
) -> Result<Option<WorkspaceEdit>, String> {
    if renamed(document, position).is_none() {
        return Ok(None);
    }
    let byte = document.lines().offset(&document.text, position);
    let Some(index) = document.index_at(byte) else { return Ok(None) };
    let Some(here) = index.at(byte) else { return Ok(None) };
    rename::check(index, &here.symbol, name)?;
    Ok(changes(document, &rename::edits(index, &document.text, &here.symbol, name)))
}

fn changes(document: &Document, edits: &[Edit]) -> Option<WorkspaceEdit> {
    let edits = edits
        .iter()
        .map(|edit| TextEdit::new(document.lines().range(&edit.bytes), edit.text.clone()));
    let uri: Uri = document.uri.parse().ok()?;
    #[expect(clippy::mutable_key_type, reason = "the protocol's type; its keys do not change")]
    let changes = HashMap::from([(uri, edits.collect())]);
    Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() })
}

pub(crate) fn outline(document: &Document) -> Vec<DocumentSymbol> {
    let lines = document.lines();
    if document.language == Language::Rust {
        return document.rust().flows.iter().map(|flow| flow.outline.symbol(lines)).collect();
    }
    let root = document.flow().and_then(|read| read.root.as_ref());
    let entries = root.map(|root| json::outline(&document.text, root)).unwrap_or_default();
    entries.iter().map(|entry| entry.symbol(lines)).collect()
}

/// What can be folded, the line of the closing bracket left in sight.
pub(crate) fn folds(document: &Document) -> Vec<FoldingRange> {
    let spans = match document.language {
        Language::Json => {
            let root = document.flow().and_then(|read| read.root.as_ref());
            root.map(json::folds).unwrap_or_default()
        }
        Language::Rust => {
            let flows = document.rust().flows.iter();
            flows.flat_map(|flow| rust::folds(&document.text, &flow.place)).collect()
        }
    };
    let each = spans.iter().filter_map(|span| {
        let range = document.lines().range(span);
        let end_line = range.end.line.checked_sub(1)?;
        (range.start.line < end_line).then(|| FoldingRange {
            start_line: range.start.line,
            end_line,
            ..FoldingRange::default()
        })
    });
    each.collect()
}

/// The whole text, formatted.
pub(crate) fn formatted(document: &Document, blanks: &str) -> Option<Vec<TextEdit>> {
    let text = document.text.as_str();
    let after = match document.language {
        Language::Json => {
            document.flow()?;
            let sound = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
            let after = if sound { json::pretty(text, blanks)? } else { return None };
            if text.contains("\r\n") { after.replace('\n', "\r\n") } else { after }
        }
        Language::Rust => {
            let folder = document.path.as_deref().and_then(Path::parent);
            let style = crate::fmt::style::of(folder).ok()??;
            let mut cx = Diagnostics::new();
            let after = format::source(&mut cx, text, style);
            // A flow that cannot be read stays as it is; its faults are shown already.
            cx.discard();
            after?
        }
    };
    if after == text {
        return Some(Vec::new());
    }
    Some(vec![TextEdit::new(document.lines().range(&(0..text.len())), after)])
}

/// A link from each `navigate` to its screen.
pub(crate) fn links(document: &Document) -> Vec<DocumentLink> {
    let ways = match document.language {
        Language::Json => {
            let root = document.flow().and_then(|read| read.root.as_ref());
            root.map(|root| json::ways(&document.text, root)).unwrap_or_default()
        }
        Language::Rust => {
            let flows = document.rust().flows.iter();
            flows.flat_map(|flow| flow.read.ways.iter().cloned()).collect()
        }
    };
    let each = ways.into_iter().filter_map(|(span, id)| {
        let screen = document.index_at(span.start)?.screen(&id)?;
        let at = document.lines().position(screen.name.start);
        // As editors read a place in a file: line and column, from 1.
        let target = format!("{}#L{},{}", document.uri, at.line + 1, at.character + 1);
        Some(DocumentLink {
            range: document.lines().range(&span),
            target: target.parse().ok(),
            tooltip: Some(format!("The screen {id}")),
            data: None,
        })
    });
    each.collect()
}

/// The commands above a flow.
pub(crate) fn lenses(document: &Document) -> Vec<CodeLens> {
    if document.path.is_none() {
        return Vec::new();
    }
    let lens = |byte: usize, title: &str, command: &str, arguments: Vec<serde_json::Value>| {
        let at = document.lines().position(byte);
        let (title, command) = (title.to_owned(), command.to_owned());
        let command = Command { title, command, arguments: Some(arguments) };
        CodeLens { range: lsp_types::Range::new(at, at), command: Some(command), data: None }
    };
    let uri = || vec![document.uri.clone().into()];
    match document.language {
        Language::Json => match document.flow() {
            Some(Json { root: Some(root), index, .. }) if !index.screens.is_empty() => {
                let start = root.span.start;
                vec![
                    lens(start, "Preview", PREVIEW, uri()),
                    lens(start, "Import as flow!", IMPORT, uri()),
                ]
            }
            _ => Vec::new(),
        },
        Language::Rust => {
            let each = document.rust().flows.iter().map(|flow| {
                let named = vec![document.uri.clone().into(), flow.read.name.clone().into()];
                lens(flow.place.start, "Preview", PREVIEW, named)
            });
            each.collect()
        }
    }
}

/// A fault as an editor shows it.
pub(crate) fn diagnostic(document: &Document, fault: &Fault) -> Diagnostic {
    let help = fault.help.as_ref().map_or(String::new(), |help| format!("\nhelp: {help}"));
    Diagnostic {
        range: document.lines().range(&fault.bytes),
        severity: Some(match fault.level {
            Level::Error => DiagnosticSeverity::ERROR,
            Level::Warning => DiagnosticSeverity::WARNING,
        }),
        code: Some(NumberOrString::String(fault.code.to_owned())),
        source: Some("flow".to_owned()),
        message: format!("{}{help}", fault.message),
        ..Diagnostic::default()
    }
}

/// The fixes of the faults in a range.
pub(crate) fn fixes(
    document: &Document,
    faults: &[Fault],
    range: lsp_types::Range,
) -> Vec<CodeAction> {
    let bytes = document.lines().bytes(&document.text, range);
    let near = |fault: &&Fault| fault.bytes.start <= bytes.end && bytes.start <= fault.bytes.end;
    let each = faults.iter().filter(near).filter_map(|fault| {
        let edit = fault.fix.as_ref()?;
        Some(CodeAction {
            title: title(fault, edit),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostic(document, fault)]),
            edit: changes(document, std::slice::from_ref(edit)),
            is_preferred: Some(true),
            ..CodeAction::default()
        })
    });
    each.collect()
}

/// What a fix does, in the words of its help.
fn title(fault: &Fault, edit: &Edit) -> String {
    let text = super::words::cut(&edit.text);
    if edit.text.is_empty() {
        "Remove it".to_owned()
    } else if edit.bytes.is_empty() {
        format!("Insert `{text}`")
    } else {
        let meant = fault.help.as_ref().is_some_and(|help| help.starts_with("did you mean"));
        if meant { format!("Change to `{text}`") } else { format!("Write `{text}`") }
    }
}

/// One change with every fix that removes its fault.
pub(crate) fn fix_all(document: &Document) -> Option<CodeAction> {
    let Document { text, language, path, .. } = document;
    let check = |text: &str| checking::diagnostics(text, *language, path.as_deref());
    let fixed = flow_compiler::diagnostic::fixed(text, check);
    if fixed.changes.is_empty() {
        return None;
    }
    let whole = Edit { bytes: 0..document.text.len(), text: fixed.text };
    Some(CodeAction {
        title: "Make every fix that a help says letter for letter".to_owned(),
        kind: Some(CodeActionKind::SOURCE_FIX_ALL),
        edit: changes(document, &[whole]),
        ..CodeAction::default()
    })
}
