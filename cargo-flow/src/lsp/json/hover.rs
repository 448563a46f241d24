//! What the word at a place of a document means.

use std::ops::Range;

use flow_compiler::ast::Dialect;
use flow_compiler::catalogue::{
    self, ACTION_KEYS, Component, DocumentKey, FLOW_KEYS, FLOW_SETTINGS, Kind, LAYOUT_KEYS,
    NEXT_KEYS, Property, SCREEN_KEYS, SCREEN_SETTINGS, Setting, SettingKind, Version,
};

use super::expect::{self, Expect};
use super::place::{Place, Spot};
use super::tree::Value;
use super::write::{self, Style};
use crate::lsp::snippet::Snippet;
use crate::lsp::symbol::Index;
use crate::lsp::words;

/// What is at a byte, in Markdown, and the bytes that it is about.
pub(crate) fn hover(
    text: &str,
    root: &Value,
    index: &Index,
    byte: usize,
) -> Option<(Range<usize>, String)> {
    let place = Place::at(text, Some(root), byte);
    if let Some(one) = index.at(byte)
        && let Some(told) = words::symbol(index, &one.symbol)
    {
        return Some((one.span.clone(), told));
    }
    let style = Style { version: index.version, endpoint: index.endpoint };
    match place.spot {
        Spot::Key(member) => {
            let (object, expect) = place.around.last()?;
            let told = key(text, object, *expect, &member.name(text), style)?;
            Some((member.key.clone(), told))
        }
        Spot::Value(value, expect) => {
            let written = text[value.span.clone()].trim_matches('"');
            Some((value.span.clone(), word(written, expect, style)?))
        }
        Spot::Missing(..) | Spot::Gap => None,
    }
}

/// A key of an object.
fn key(text: &str, object: &Value, expect: Expect, name: &str, style: Style) -> Option<String> {
    match expect {
        Expect::Flow => settings(FLOW_SETTINGS, name).or_else(|| document(FLOW_KEYS, name)),
        Expect::Screen => settings(SCREEN_SETTINGS, name).or_else(|| document(SCREEN_KEYS, name)),
        Expect::Layout => document(LAYOUT_KEYS, name),
        Expect::Node(_) => {
            let row = expect::row(text, object)?;
            match name {
                "type" => Some(component(row, style)),
                _ => Some(property(row.property(name)?, Some(row), style)),
            }
        }
        Expect::Item(items) => {
            Some(property(catalogue::find(items.properties, name)?, None, style))
        }
        Expect::Object(rows) => Some(property(catalogue::find(rows, name)?, None, style)),
        Expect::Action(_) => described(ACTION_KEYS, name),
        Expect::Next => described(NEXT_KEYS, name),
        Expect::Schema if name == catalogue::EXAMPLE => {
            let doc = "An example of the value: it is shown in previews, and its form is checked.";
            Some(words::key(name, doc))
        }
        _ => None,
    }
}

/// A value that is a word of the language.
fn word(written: &str, expect: Expect, style: Style) -> Option<String> {
    match expect {
        Expect::ComponentType(_) => Some(component(catalogue::component(written)?, style)),
        Expect::ActionName(_) => Some(words::action(words::action_called(written)?)),
        Expect::Setting(row) if row.kind == SettingKind::Version => {
            words::version(Version::parse(written)?)
        }
        Expect::Setting(row) => Some(words::setting(row, Dialect::Json)),
        Expect::Property(row) | Expect::Element(row)
            if matches!(row.kind, Kind::Enum(_) | Kind::Enums(..) | Kind::Bool) =>
        {
            Some(words::property(row.name, row))
        }
        _ => None,
    }
}

fn settings(rows: &[Setting], name: &str) -> Option<String> {
    let row = rows.iter().find(|row| row.name == name && row.in_document)?;
    Some(words::setting(row, Dialect::Json))
}

fn document(rows: &[DocumentKey], name: &str) -> Option<String> {
    let row = rows.iter().find(|row| row.name == name)?;
    Some(words::key(row.name, row.doc))
}

fn described(rows: &[(&str, &str)], name: &str) -> Option<String> {
    let (name, doc) = rows.iter().find(|(known, _)| *known == name)?;
    Some(words::key(name, doc))
}

/// A component with an example.
fn component(row: &'static Component, style: Style) -> String {
    let style = Style { version: style.version.max(row.since), ..style };
    format!(
        "{}\n\n{}",
        words::component(row, Dialect::Json),
        example(&write::component(row, style))
    )
}

/// A property with an example.
fn property(row: &Property, owner: Option<&Component>, style: Style) -> String {
    let member = write::member(row, owner, style);
    format!("{}\n\n{}", words::property(row.name, row), example(&member))
}

fn example(snippet: &Snippet) -> String {
    format!("```json\n{}\n```", snippet.plain())
}
