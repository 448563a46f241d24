//! Properties and types that do not exist, and which ones were meant.

use std::borrow::Cow;

use crate::ast::{Dialect, Property as Written, ValueKind};
use crate::catalogue::{self, ActionKind, Component, Property};
use crate::check::scope::Here;
use crate::check::structs::Structs;
use crate::check::wording::{list, lower_first};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::span::Span;

/// Reports a property that a component does not have; the property that was meant, if that is
/// plain.
pub fn of_component(
    cx: &mut Diagnostics,
    here: Here<'_, '_>,
    row: &'static Component,
    written: &Written,
) -> Option<&'static str> {
    let Some(meant) = meant(row.properties, written) else {
        return of(cx, here, row.properties, row.name, written);
    };
    may_have_acted(here, Some(meant), written);
    let name = meant.name;
    let place = [row.main, row.source, row.action].contains(&Some(name)) || name == "name";
    let rust = here.scope.flow.dialect == Dialect::Rust;
    let moved = (place && rust).then(|| in_place(row, name, written)).flatten();
    match moved {
        Some(help) => drop(fault(cx, here, row.name, written).help(help)),
        None if place && rust => {
            let help = example(here, row, meant);
            fault(cx, here, row.name, written).help(help);
        }
        None => instead(fault(cx, here, row.name, written), here, meant, written),
    }
    Some(name)
}

/// Reports a property that an object does not have; the property that was meant, if that is plain.
pub fn of(
    cx: &mut Diagnostics,
    here: Here<'_, '_>,
    rows: &'static [Property],
    owner: &str,
    written: &Written,
) -> Option<&'static str> {
    let meant = meant(rows, written);
    may_have_acted(here, meant, written);
    let noted = fault(cx, here, owner, written);
    match meant {
        Some(meant) => instead(noted, here, meant, written),
        None if rows.is_empty() => drop(noted.help("remove it")),
        None => {
            let names: Vec<String> = rows.iter().map(|row| here.scope.spell(row.name)).collect();
            let names = list(names.iter().map(String::as_str));
            noted.help(format!("its properties are {names}"));
        }
    }
    meant.map(|row| row.name)
}

/// Notes what most likely was an action: by its key, or as it is one in a document.
fn may_have_acted(here: Here<'_, '_>, meant: Option<&Property>, written: &Written) {
    let is_name = |name: Cow<'_, str>| ActionKind::from_name(&name).is_some();
    let names_one =
        |member: &Written| member.name.text == "name" && member.value.plain().is_some_and(is_name);
    let acts = match meant {
        Some(meant) => matches!(meant.kind, catalogue::Kind::Action(_)),
        None => {
            matches!(&written.value.kind, ValueKind::Object(members) if members.iter().any(names_one))
        }
    };
    if acts {
        here.screen.acts.lose_one();
    }
}

fn fault<'d>(
    cx: &'d mut Diagnostics,
    here: Here<'_, '_>,
    owner: &str,
    written: &Written,
) -> &'d mut Diagnostic {
    let name = spelled(here, written);
    let message = format!("`{owner}` has no property `{name}`");
    cx.error(Code::InvalidPropertyKey, written.name.span, message)
}

/// The key as its author wrote it.
fn spelled<'w>(here: Here<'_, '_>, written: &'w Written) -> Cow<'w, str> {
    match here.scope.flow.dialect {
        Dialect::Rust => written.name.text.as_str().into(),
        Dialect::Json => written.name.wire(),
    }
}

/// A near spelling, or what another library calls it.
fn meant(rows: &'static [Property], written: &Written) -> Option<&'static Property> {
    let key = written.name.wire().to_ascii_lowercase();
    let near = || nearest(&key, rows.iter().map(|row| row.name));
    catalogue::meant(rows, &key).or_else(|| catalogue::find(rows, near()?))
}

fn instead(fault: &mut Diagnostic, here: Here<'_, '_>, meant: &Property, written: &Written) {
    let name = here.scope.spell(meant.name);
    let counts = {
        use catalogue::Kind;
        matches!(meant.kind, Kind::Integer(_) | Kind::Count(_) | Kind::Number(_))
    };
    match written.value.kind {
        ValueKind::Bool(true) if counts => {
            let pair = here.scope.flow.dialect.pair(&name, "1");
            fault.help(format!("write `{pair}`"));
        }
        _ => drop(fault.meant(&spelled(here, written), &name)),
    }
}

/// How `flow!` writes a property that has a place of its own, with the value that was written.
fn in_place(row: &Component, name: &str, written: &Written) -> Option<String> {
    let value = match &written.value.kind {
        ValueKind::Text(_) => format!("\"{}\"", written.value.plain()?),
        ValueKind::Word(word) => word.clone(),
        ValueKind::Reference(reference) => reference.wire(),
        _ => return None,
    };
    let text = matches!(written.value.kind, ValueKind::Text(_));
    let kind = row.name;
    if name == "name" {
        Some(format!("write `{}: {kind} …`", written.value.plain()?))
    } else if row.source == Some(name) {
        (!text).then(|| format!("write `in {value}` before the parentheses"))
    } else if row.main == Some(name) {
        Some(format!("write `{kind} {value}`"))
    } else {
        None
    }
}

/// Reports a type that does not exist; the type that was meant, if that is plain.
pub fn of_type<'a>(
    cx: &mut Diagnostics,
    structs: &Structs<'a>,
    name: &str,
    span: Span,
) -> Option<&'a str> {
    let names = structs.iter().map(|known| known.ast.name.text.as_str());
    let meant = match name {
        "str" | "string" | "text" | "char" | "Date" | "NaiveDate" | "Uuid" => Some("String"),
        "boolean" | "Bool" | "Boolean" => Some("bool"),
        "f32" | "number" | "float" | "Number" | "double" | "Decimal" => Some("f64"),
        "i8" | "i16" | "i32" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64" | "u128"
        | "usize" | "integer" | "int" | "Integer" => Some("i64"),
        _ => cx.nearest(name, names.chain(["String", "bool", "f64", "i64"])),
    };
    let fault = cx.error(Code::InvalidScreenData, span, format!("there is no type `{name}`"));
    fault.once(format!("type {name}"));
    match meant {
        Some(meant) => fault.help(format!("write `{meant}`")).replace_part(name, meant),
        None => fault.help("write `String`, `bool`, `f64`, `i64`, `[T]`, `{ a: T }` or a `struct` of the flow that is declared before its use"),
    };
    meant
}

/// How to write a property that is missing.
pub fn example(here: Here<'_, '_>, row: &Component, property: &Property) -> String {
    let (name, kind) = (property.name, row.name);
    if here.scope.flow.dialect == Dialect::Json {
        return format!("add `\"{name}\"`: {}", lower_first(property.doc));
    }
    if name == "name" {
        format!("write a name before it: `field: {kind} …`")
    } else if row.main == Some(name) {
        format!("write it after the kind: `{kind} \"…\"`")
    } else if row.source == Some(name) {
        format!("write `{{ id: \"Title\" … }}` or `in ${{data.list}}` after `{kind} \"…\"`")
    } else if row.action == Some(name) {
        format!("write `{kind} \"…\" => navigate SCREEN {{ … }}`, or another action")
    } else if matches!(property.kind, catalogue::Kind::Nodes) {
        format!("write its components in braces: `{kind} {{ … }}`")
    } else {
        format!("write `{kind} … ({}: …)`", name.replace('-', "_"))
    }
}
