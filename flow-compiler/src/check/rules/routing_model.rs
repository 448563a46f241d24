//! The `routing_model` setting, where a flow has one.

use std::collections::HashSet;

use crate::ast::{self, Dialect};
use crate::catalogue::SUCCESS;
use crate::check::scope::Scope;
use crate::check::wording::noun;
use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

/// One entry of a `routing_model` setting; `None` where its value is not a list of names.
pub(crate) struct Entry<'a> {
    pub(crate) key: &'a str,
    pub(crate) span: Span,
    pub(crate) value: Span,
    pub(crate) to: Option<Vec<(&'a str, Span)>>,
}

/// The setting of a flow that has one.
pub(crate) fn setting<'a>(scope: &Scope<'a>) -> Option<&'a ast::Property> {
    scope.flow.settings.iter().find(|property| property.name.text == "routing_model")
}

/// The keys and destinations of a written routing model are screens of the flow.
pub(crate) fn as_written<'a>(
    cx: &mut Diagnostics,
    scope: &Scope<'a>,
    property: &'a ast::Property,
) -> Vec<(&'a str, Vec<&'a str>)> {
    let Some(entries) = read(&property.value) else {
        cx.error(
            Code::InvalidPropertyType,
            property.value.span,
            format!("`routing_model` is an object, not {}", noun(&property.value)),
        )
        .help(match scope.flow.dialect {
            Dialect::Rust => "give each screen a list of screens: `{ A: [B, C] }`",
            Dialect::Json => "give each screen a list of screens: `{ \"A\": [\"B\", \"C\"] }`",
        });
        return Vec::new();
    };
    let known = |cx: &mut Diagnostics, id: &'a str, span: Span| {
        let exists = scope.screen(id).is_some();
        if !exists && !scope.flow.partial {
            cx.error(
                Code::InvalidRoutingModel,
                span,
                format!("`routing_model` names a screen `{id}`, which does not exist"),
            )
            .once(format!("screen {id}"))
            .help(if id.eq_ignore_ascii_case(SUCCESS) {
                "remove it: `SUCCESS` is what the server answers, and not a screen of the model"
            } else {
                "name the screens of the flow only"
            })
            .did_you_mean(id, scope.screens.iter().map(|screen| screen.id));
        }
        exists
    };
    let mut model: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for entry in entries {
        if !seen.insert(entry.key) {
            cx.error(Code::DuplicateKey, entry.span, format!("`{}` is given twice", entry.key))
                .help("write the destinations of a screen in one list");
            continue;
        }
        let exists = known(cx, entry.key, entry.span);
        let Some(to) = entry.to else {
            cx.error(
                Code::InvalidPropertyType,
                entry.value,
                format!("the destinations of `{}` are a list of screens", entry.key),
            )
            .help(match scope.flow.dialect {
                Dialect::Rust => "write `[A, B]`, or `[]` for none",
                Dialect::Json => "write `[\"A\", \"B\"]`, or `[]` for none",
            });
            continue;
        };
        let to: Vec<&str> =
            to.into_iter().filter(|(id, span)| known(cx, id, *span)).map(|(id, _)| id).collect();
        if exists {
            model.push((entry.key, to));
        }
    }
    model
}

pub(crate) fn read(value: &ast::Value) -> Option<Vec<Entry<'_>>> {
    let ast::ValueKind::Object(entries) = &value.kind else { return None };
    Some(entries.iter().map(Entry::of).collect())
}

impl<'a> Entry<'a> {
    fn of(written: &'a ast::Property) -> Self {
        let ast::Property { name, value } = written;
        let name_of = |item: &'a ast::Value| Some((item.borrowed()?, item.span));
        let to = match &value.kind {
            ast::ValueKind::List(items) => items.iter().map(name_of).collect(),
            _ => None,
        };
        Self { key: &name.text, span: name.span, value: value.span, to }
    }
}
