//! Pieces of `flow!` with places to fill in, made from the catalogue.

use flow_compiler::catalogue::{
    ActionKind, COMPONENTS, Component, Kind, Property, Range, Target, Version,
};

use crate::lsp::snippet::Snippet;

/// What decides how a piece is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) version: Version,
    /// Whether the flow has an endpoint.
    pub(super) endpoint: bool,
}

/// A component with what it cannot do without, as a person would write it.
pub(super) fn component(row: &'static Component, style: Style) -> Snippet {
    let mut out = Snippet::default();
    write(&mut out, row, style, row.property("name").is_some());
    out
}

/// The same after `name:`.
pub(super) fn named(row: &'static Component, style: Style) -> Snippet {
    let mut out = Snippet::default();
    write(&mut out, row, style, false);
    out
}

fn write(out: &mut Snippet, row: &'static Component, style: Style, name: bool) {
    if row.properties.iter().any(|row| matches!(row.kind, Kind::Condition)) {
        out.text("if ${data.").stop("name").text("} {\n    ");
        text(out);
        out.text("\n}");
        return;
    }
    if row.properties.iter().any(|row| matches!(row.kind, Kind::Cases)) {
        out.text("match ${data.")
            .stop("name")
            .text("} {\n    \"")
            .stop("value")
            .text("\" => {\n        ");
        text(out);
        out.text("\n    }\n    _ => {}\n}");
        return;
    }
    if name {
        out.stop(crate::lsp::json::snake(row.name)).text(": ");
    }
    out.text(row.name);
    let needed = |row: &&Property| row.required.is_some_and(|since| since <= style.version);
    let of = |name: Option<&str>| name.and_then(|name| row.property(name));
    if let Some(main) = of(row.main).filter(needed) {
        out.text(" ");
        value(out, main, &main.kind, style);
    }
    // Items without a text of their own are written as a list.
    let items = super::context::items(row).filter(|items| items.main.is_some());
    let source = row.source.filter(|_| items.is_some());
    let apart = [Some("name"), row.main, source, row.action, Some("children")];
    let others: Vec<&Property> = row
        .properties
        .iter()
        .filter(needed)
        .filter(|row| !apart.contains(&Some(row.name)))
        .collect();
    for (at, other) in others.iter().enumerate() {
        out.text(if at == 0 { " (" } else { ", " });
        out.append(property(other, style));
    }
    if !others.is_empty() {
        out.text(")");
    }
    if let Some(items) = items {
        out.text(" {");
        for at in 0..items.min.max(1) {
            out.text("\n    ").append(entry(at));
        }
        out.text("\n}");
    } else if row.properties.iter().any(|row| matches!(row.kind, Kind::Nodes)) {
        out.text(" {\n    ").stop("").text("\n}");
    }
    if let Some(property) = of(row.action)
        && let Kind::Action(allowed) = &property.kind
        && (needed(&property) || items.is_some_and(|items| items.must_act))
    {
        out.text(" => ").append(action(chosen(allowed, style)));
    }
}

/// The first component there is, with a text.
fn text(out: &mut Snippet) {
    if let Some(row) = COMPONENTS.first() {
        out.text(format!("{} \"", row.name)).stop("Text").text("\"");
    }
}

/// `name: value`.
pub(super) fn property(row: &Property, style: Style) -> Snippet {
    let mut out = Snippet::of(format!("{}: ", row.name.replace('-', "_")));
    value(&mut out, row, &row.kind, style);
    out
}

/// An option, an item.
pub(super) fn entry(at: usize) -> Snippet {
    let mut out = Snippet::default();
    out.stop(if at == 0 { "first" } else { "second" }).text(": \"").stop("Title").text("\"");
    out
}

/// An action.
pub(super) fn action(kind: ActionKind) -> Snippet {
    let row = kind.row();
    let mut out = Snippet::of(row.name);
    match row.target {
        Some(Target::Screen) => {
            out.text(" ").stop("SCREEN");
        }
        Some(Target::Url) => {
            out.text(" \"").stop("https://example.com").text("\"");
        }
        None => {}
    }
    if row.payload {
        out.text(" {").stop("").text("}");
    }
    out
}

/// The action that needs the least else to be right.
fn chosen(allowed: &[(ActionKind, Version)], style: Style) -> ActionKind {
    let has = |kind: ActionKind| {
        allowed.iter().any(|(one, since)| *one == kind && *since <= style.version)
    };
    let first = if style.endpoint { ActionKind::DataExchange } else { ActionKind::Complete };
    let order = [first, ActionKind::Complete, ActionKind::Navigate, ActionKind::OpenUrl];
    order.into_iter().find(|kind| has(*kind)).unwrap_or(ActionKind::DataExchange)
}

fn value(out: &mut Snippet, row: &Property, kind: &Kind, style: Style) {
    let quoted = |out: &mut Snippet, filled: &str| {
        out.text("\"").stop(filled).text("\"");
    };
    match kind {
        Kind::Bool => {
            out.stop("true");
        }
        Kind::Number(range) | Kind::Integer(range) | Kind::Count(range) => {
            out.stop(number(*range));
        }
        Kind::Enum(words) => {
            out.stop(words.first().copied().unwrap_or_default());
        }
        Kind::Enums(words, _) => {
            out.text("[").stop(words.first().copied().unwrap_or_default()).text("]");
        }
        Kind::Ids => {
            out.text("[\"").stop("first").text("\"]");
        }
        Kind::Tags(..) => {
            out.text("[\"").stop("Tag").text("\"]");
        }
        Kind::Dates => {
            out.text("[\"").stop("2026-01-31").text("\"]");
        }
        Kind::Date => quoted(out, "2026-01-31"),
        Kind::ByMode(inner, _) => value(out, row, inner, style),
        Kind::Image(_) => {
            out.text("file!(\"").stop("picture.png").text("\")");
        }
        Kind::Color => quoted(out, "#25D366"),
        Kind::Pattern => quoted(out, "[A-Za-z]+"),
        Kind::Action(allowed) => {
            out.append(action(chosen(allowed, style)));
        }
        Kind::Object(rows, _) => {
            out.text("{ ");
            if let Some(first) = rows.first() {
                out.append(property(first, style));
            }
            out.text(" }");
        }
        Kind::Items(items) | Kind::Options(items) if items.main.is_none() => {
            out.text("[{ ");
            let needed = |row: &&Property| row.required.is_some_and(|since| since <= style.version);
            for (at, row) in items.properties.iter().filter(needed).enumerate() {
                out.text(if at == 0 { "" } else { ", " }).append(property(row, style));
            }
            out.text(" }]");
        }
        Kind::Condition | Kind::Switched | Kind::Options(_) | Kind::Items(_) => {
            out.text("${data.").stop("name").text("}");
        }
        Kind::InitValues | Kind::ErrorMessages => {
            out.text("{ ").stop("name").text(": \"").stop("").text("\" }");
        }
        Kind::Nodes | Kind::Cases => {
            out.text("{}");
        }
        Kind::Name | Kind::Text(_) | Kind::Texts(_) | Kind::FilesError => {
            let words = row.name.replace('-', " ");
            let mut letters = words.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            quoted(out, &format!("{first}{}", letters.as_str()));
        }
    }
}

fn number(range: Range) -> String {
    range.min.map_or(1, |min| min.max(1)).to_string()
}
