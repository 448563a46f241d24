//! The outline of a flow, in both languages.

use std::ops::Range;

use lsp_types::{DocumentSymbol, SymbolKind};

use super::lines::Lines;

/// An entry of an outline.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) detail: String,
    pub(crate) sort: Sort,
    /// All of it.
    pub(crate) span: Range<usize>,
    /// Its name alone.
    pub(crate) name_span: Range<usize>,
    pub(crate) children: Vec<Entry>,
}

/// What an entry is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sort {
    Flow,
    Screen,
    Data,
    Input,
    Component,
    /// A fragment, a shared list of options, a type, what is added at the end.
    Shared,
}

impl Entry {
    pub(crate) fn symbol(&self, lines: &Lines) -> DocumentSymbol {
        // The protocol refuses an empty name, and a name outside of its entry.
        let name = if self.name.is_empty() { "?".to_owned() } else { self.name.clone() };
        let inside = self.span.start <= self.name_span.start && self.name_span.end <= self.span.end;
        let start = self.span.start;
        let name_span = if inside { self.name_span.clone() } else { start..start };
        let children: Vec<_> = self.children.iter().map(|it| it.symbol(lines)).collect();
        #[expect(deprecated, reason = "the type demands the field that nobody fills in any more")]
        DocumentSymbol {
            name,
            detail: Some(self.detail.clone()).filter(|detail| !detail.is_empty()),
            kind: match self.sort {
                Sort::Flow => SymbolKind::MODULE,
                Sort::Screen => SymbolKind::CLASS,
                Sort::Data => SymbolKind::FIELD,
                Sort::Input => SymbolKind::PROPERTY,
                Sort::Component => SymbolKind::OBJECT,
                Sort::Shared => SymbolKind::ENUM,
            },
            tags: None,
            deprecated: None,
            range: lines.range(&self.span),
            selection_range: lines.range(&name_span),
            children: Some(children).filter(|children| !children.is_empty()),
        }
    }
}
