//! Lists that the server sends, and how long a list may be.

use crate::ast::{Dialect, Reference};
use crate::catalogue::{Items, Kind, Property};
use crate::check::reference::{self, Target};
use crate::check::schema::Schema;
use crate::check::scope::Here;
use crate::check::wording::list;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::json::wire;
use crate::model::{self, ValueKind as Lowered};
use crate::span::Span;

/// The rows of the list that a property holds.
pub fn rows(property: &'static Property) -> Option<&'static Items> {
    match property.kind {
        Kind::Options(items) | Kind::Items(items) => Some(items),
        _ => None,
    }
}

/// `in ${data.list}`: a list that the server sends, whose items have what is needed.
pub fn bound<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    property: &'static Property,
    written: &Reference,
) -> Option<model::Value<'a>> {
    let items = rows(property)?;
    let code = Code::InvalidScreenDynamicData;
    let Some(target) = reference::find(here, written) else {
        match written.segments.as_slice() {
            [root, name] if root == "data" && here.screen.field(name).is_some() => {
                let message =
                    format!("`{}`: this screen has no data field `{name}`", written.wire());
                let noted = cx.error(code, written.span, message);
                instead_of_an_input(noted, here, items, written);
            }
            _ => drop(reference::resolve(cx, here, written, code)),
        }
        return None;
    };
    let entered = matches!(target, Target::Input { .. });
    let schema = target.schema();
    let help = || {
        let shape: Vec<String> = items
            .properties
            .iter()
            .filter(|row| row.required.is_some())
            .map(|row| format!("{}: {}", spelled(row.name), rust_type(row)))
            .collect();
        match here.scope.flow.dialect {
            Dialect::Rust => format!("declare it as `[{{ {} }}]`", shape.join(", ")),
            Dialect::Json => {
                let needed = items.properties.iter().filter(|row| row.required.is_some());
                let needed = list(needed.map(|row| row.name));
                format!("declare it as an array of objects whose `properties` have {needed}")
            }
        }
    };
    let faulty = match (entered, &schema) {
        (true, _) => Some(format!(
            "`{}` is what a person enters, not a list of {}s",
            written.wire(),
            items.noun
        )),
        (_, Schema::Unknown) => None,
        (_, Schema::Array(item)) => item
            .as_ref()
            .map_or(Some(OPEN.to_owned()), |item| wrong_item(here, items, item))
            .map(|fault| format!("the {}s of `{}` {fault}", items.noun, written.wire())),
        (_, schema) => Some(format!("`{}` is `{}`, not a list", written.wire(), schema.name())),
    };
    if let Some(message) = faulty {
        let noted = cx.error(code, written.span, message);
        if entered {
            instead_of_an_input(noted, here, items, written);
        } else {
            noted.help(help());
        }
        return None;
    }
    let text = wire::reference(written).into();
    Some(model::Value { kind: Lowered::Dynamic(text), span: written.span })
}

/// Says which lists there are, where a field of the form was taken for one.
fn instead_of_an_input(
    fault: &mut Diagnostic,
    here: Here<'_, '_>,
    items: &Items,
    written: &Reference,
) {
    let fits = |schema: &Schema<'_>| match schema {
        Schema::Array(Some(item)) => wrong_item(here, items, item).is_none(),
        _ => false,
    };
    let data = || here.screen.data.iter().flatten();
    let lists: Vec<&str> = data().filter(|(_, schema)| fits(schema)).map(|(key, _)| *key).collect();
    let noun = items.noun;
    let inline = match here.scope.flow.dialect {
        Dialect::Rust => format!("write the {noun}s in braces"),
        Dialect::Json => format!("write an array of the {noun}s"),
    };
    match lists[..] {
        [only] => fault.meant(&written.wire(), &format!("${{data.{only}}}")),
        [] => fault.help(format!("{inline}, or send them as data: `${{data.NAME}}`")),
        _ => {
            let lists = lists.iter().map(|name| format!("${{data.{name}}}"));
            let lists: Vec<String> = lists.take(8).collect();
            let lists = list(lists.iter().map(String::as_str));
            fault.help(format!("{inline}, or refer to a list of the data: {lists}"))
        }
    };
}

/// What is wrong with items of which nothing is known.
const OPEN: &str = "declare no properties";

/// Why the items of a bound list cannot be shown.
fn wrong_item(here: Here<'_, '_>, items: &Items, item: &Schema<'_>) -> Option<String> {
    let fields = match item {
        Schema::Unknown => return None,
        Schema::Object(Some(fields)) => fields,
        Schema::Object(None) => return Some(OPEN.to_owned()),
        other => return Some(format!("are of type `{}`", other.name())),
    };
    for row in items.properties {
        let demanded = row.required.is_some_and(|since| here.scope.since(since));
        match fields.iter().find(|(key, _)| *key == row.name) {
            None if demanded => return Some(format!("have no `{}`", row.name)),
            Some((_, schema)) if !expected(&row.kind).fits(schema) => {
                return Some(format!(
                    "have a `{}` of type `{}`, not `{}`",
                    row.name,
                    schema.name(),
                    expected(&row.kind).name()
                ));
            }
            _ => {}
        }
    }
    None
}

fn expected(kind: &Kind) -> Schema<'static> {
    match kind {
        Kind::Bool => Schema::Boolean,
        Kind::Object(..) | Kind::Action(_) => Schema::Object(None),
        Kind::Tags(..) => Schema::Array(None),
        _ => Schema::String,
    }
}

fn rust_type(row: &Property) -> String {
    match &row.kind {
        Kind::Object(rows, _) => {
            let needed = rows.iter().filter(|row| row.required.is_some());
            let fields: Vec<String> =
                needed.map(|row| format!("{}: {}", spelled(row.name), rust_type(row))).collect();
            format!("{{ {} }}", fields.join(", "))
        }
        _ => "String".to_owned(),
    }
}

fn spelled(key: &str) -> String {
    if key.contains('-') { format!("\"{key}\"") } else { key.to_owned() }
}

/// A list has as many items as its component takes.
pub fn count(cx: &mut Diagnostics, found: usize, min: usize, max: usize, noun: &str, span: Span) {
    let plural = if found == 1 { "" } else { "s" };
    let article = if noun.starts_with(['i', 'o']) { "an" } else { "a" };
    if found < min {
        cx.error(
            Code::MinItemsRequired,
            span,
            format!("the list has {found} {noun}{plural} and needs {min} or more"),
        )
        .help(format!("add {} {noun}", if found == 0 { article } else { "another" }));
    } else if found > max {
        cx.error(
            Code::MaxItemsRequired,
            span,
            format!("the list has {found} {noun}s and takes {max} at most"),
        )
        .help(match noun {
            "option" | "item" => "remove some, or let a person choose in two steps",
            _ => "remove the rest",
        });
    }
}
