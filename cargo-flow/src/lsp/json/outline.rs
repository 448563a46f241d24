//! The parts of a document: its outline, what can be folded, where its links lead.

use std::ops::Range;

use flow_compiler::catalogue::Kind;

use super::expect::{self, Expect};
use super::tree::{Value, ValueKind, inside};
use crate::lsp::outline::{Entry, Sort};

/// The screens with their data and components.
pub(crate) fn outline(text: &str, root: &Value) -> Vec<Entry> {
    let screens = root.get(text, "screens").map(Value::items).unwrap_or_default();
    screens.iter().map(|value| screen(text, value)).collect()
}

fn screen(text: &str, value: &Value) -> Entry {
    let id = value.get(text, "id");
    let mut children: Vec<Entry> = Vec::new();
    if let Some(data) = value.get(text, "data") {
        children.extend(data.members().iter().map(|member| {
            Entry {
                name: member.name(text).into_owned(),
                detail: member
                    .value
                    .as_ref()
                    .and_then(|schema| schema.text_of(text, "type"))
                    .unwrap_or_default()
                    .into_owned(),
                sort: Sort::Data,
                span: member.span.clone(),
                name_span: inside(text, &member.key),
                children: Vec::new(),
            }
        }));
    }
    if let Some(nodes) = value.get(text, "layout").and_then(|layout| layout.get(text, "children")) {
        children.extend(nodes.items().iter().filter_map(|node| component(text, node)));
    }
    Entry {
        name: id.and_then(|id| id.text(text)).unwrap_or_default().into_owned(),
        detail: value.text_of(text, "title").unwrap_or_default().into_owned(),
        sort: Sort::Screen,
        span: value.span.clone(),
        name_span: id.map_or(value.span.start..value.span.start, Value::inside),
        children,
    }
}

fn component(text: &str, value: &Value) -> Option<Entry> {
    let kind = value.get(text, "type")?;
    let row = expect::row(text, value);
    let named = value.get(text, "name");
    let told = |key: &str| Some(value.text_of(text, key)?.into_owned());
    let main = row.and_then(|row| row.main).and_then(told);
    let kind_name = kind.text(text)?.into_owned();
    let inner = row.map(|row| row.properties).unwrap_or_default().iter().filter_map(|property| {
        let inner = value.get(text, property.name)?;
        Some(match property.kind {
            Kind::Nodes => inner.items().iter().collect::<Vec<_>>(),
            Kind::Cases => {
                let bodies = inner.members().iter().filter_map(|member| member.value.as_ref());
                bodies.flat_map(Value::items).collect()
            }
            _ => return None,
        })
    });
    let children = inner.flatten().filter_map(|node| component(text, node)).collect();
    let name_span = named.unwrap_or(kind).inside();
    Some(Entry {
        name: told("name").unwrap_or_else(|| kind_name.clone()),
        detail: match (named, main) {
            (Some(_), Some(main)) => format!("{kind_name} \"{main}\""),
            (Some(_), None) => kind_name,
            (None, main) => main.unwrap_or_default(),
        },
        sort: if row.is_some_and(|row| row.input.is_some()) {
            Sort::Input
        } else {
            Sort::Component
        },
        span: value.span.clone(),
        name_span,
        children,
    })
}

/// What can be folded: every object and list.
pub(crate) fn folds(root: &Value) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(value) = open.pop() {
        match &value.kind {
            ValueKind::Object(members) => {
                found.push(value.span.clone());
                open.extend(members.iter().filter_map(|member| member.value.as_ref()));
            }
            ValueKind::List(items) => {
                found.push(value.span.clone());
                open.extend(items);
            }
            ValueKind::Text | ValueKind::Atom => {}
        }
    }
    found.sort_by_key(|span| span.start);
    found
}

/// The places that lead to a screen: each with the id of that screen.
pub(crate) fn ways(text: &str, root: &Value) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut open = vec![(root, Expect::Flow)];
    while let Some((value, expect)) = open.pop() {
        match (&value.kind, expect) {
            (ValueKind::Text, Expect::ScreenRef) => {
                let span = value.inside();
                let id = text[span.clone()].to_owned();
                found.push((span, id));
            }
            (ValueKind::Object(members), _) => {
                open.extend(members.iter().filter_map(|member| {
                    let inner = member.value.as_ref()?;
                    Some((inner, expect.key(text, value, &member.name(text))))
                }));
            }
            (ValueKind::List(items), _) => {
                open.extend(items.iter().map(|item| (item, expect.item())));
            }
            _ => {}
        }
    }
    found.sort_by_key(|(span, _)| span.start);
    found
}
