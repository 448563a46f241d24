//! Words that many messages share: nouns of values, lists of names, faults that any key may have.

use crate::ast::{Dialect, Property, Value, ValueKind};
use crate::catalogue::Version;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{self, ValueKind as Lowered};
use crate::span::Span;

/// All the names in backticks, with commas.
pub fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The first of so many names as a flow may declare, in backticks; `None` for no names.
pub fn few<'n>(names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    const SHOWN: usize = 8;
    let mut names = names.into_iter();
    let shown = list(names.by_ref().take(SHOWN));
    match names.count() {
        0 => (!shown.is_empty()).then_some(shown),
        more => Some(format!("{shown} and {more} more")),
    }
}

/// What a value is, for a message: `a number`, `a list`.
pub fn noun(value: &Value) -> &'static str {
    match &value.kind {
        ValueKind::Text(_) => "a string",
        ValueKind::Number(_) => "a number",
        ValueKind::Bool(_) => "a boolean",
        ValueKind::Word(_) => "a word",
        ValueKind::List(_) if value.verbatim => "an array",
        ValueKind::List(_) => "a list",
        ValueKind::Object(_) => "an object",
        ValueKind::Reference(_) => "a reference",
        ValueKind::Expr(_) => "an expression",
        ValueKind::Action(_) => "an action",
        ValueKind::Embed(_) => "a file",
        ValueKind::Null => "null",
    }
}

/// What a value of the document is, for a message.
pub fn lowered(value: &model::Value<'_>) -> &'static str {
    match &value.kind {
        Lowered::Null => "null",
        Lowered::Bool(_) => "a boolean",
        Lowered::Number(_) => "a number",
        Lowered::Text(_) => "a string",
        Lowered::Dynamic(_) => "a reference",
        Lowered::List(_) => "a list",
        Lowered::Object(_) => "an object",
        Lowered::Action(_) => "an action",
        Lowered::Nodes(_) | Lowered::Cases(_) => "components",
    }
}

/// Reports that a key is there twice.
pub fn duplicate(cx: &mut Diagnostics, property: &Property) {
    cx.error(
        Code::DuplicateKey,
        property.name.span,
        format!("`{}` is given twice", property.name.text),
    )
    .help("keep one of them");
}

/// Reports that the property of a name is newer than the flow.
pub fn too_new(
    cx: &mut Diagnostics,
    dialect: Dialect,
    version: Version,
    property: (&str, Version),
    span: Span,
) {
    let (name, since) = (dialect.spell(property.0), property.1);
    cx.error(
        Code::InvalidPropertyKey,
        span,
        format!("`{name}` exists from Flow JSON {since}; this flow declares {version}"),
    )
    .help(format!("remove it, or declare {}", dialect.later(since)));
}

/// A sentence as a part of another.
pub fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|c| c.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
