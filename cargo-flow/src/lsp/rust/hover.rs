//! What the word at a place of a `flow!` means.

use std::ops::Range;

use flow_compiler::ast::Dialect;

use super::File;
use super::index::Meaning;
use super::write::{self, Style};
use crate::lsp::words;

/// What is at a byte, in Markdown, and the bytes that it is about.
pub(crate) fn hover(file: &File, byte: usize) -> Option<(Range<usize>, String)> {
    let read = &file.at(byte)?.read;
    if let Some(one) = read.index.at(byte)
        && let Some(told) = words::symbol(&read.index, &one.symbol)
    {
        return Some((one.span.clone(), told));
    }
    let before = read.words.partition_point(|(span, _)| span.start <= byte);
    let (span, meaning) = read.words[..before].last().filter(|(span, _)| byte <= span.end)?;
    let style = Style { version: read.index.version, endpoint: read.index.endpoint };
    let told = match meaning {
        Meaning::Component(row) => {
            let style = Style { version: style.version.max(row.since), ..style };
            let example = write::component(row, style).plain();
            format!("{}\n\n```text\n{example}\n```", words::component(row, Dialect::Rust))
        }
        Meaning::Property(row) => {
            let example = write::property(row, style).plain();
            let name = row.name.replace('-', "_");
            format!("{}\n\n```text\n{example}\n```", words::property(&name, row))
        }
        Meaning::Word(row) => words::property(&row.name.replace('-', "_"), row),
        Meaning::Setting(row) => words::setting(row, Dialect::Rust),
        Meaning::Action(row) => words::action(row),
    };
    Some((span.clone(), told))
}
