//! The parts of a `flow!`, and what of it can be folded.

use std::ops::Range;

use flow_compiler::ast::{Body, Component, Flow, Item, Node, Screen};
use flow_compiler::catalogue;

use super::index::inside;
use crate::lsp::outline::{Entry, Sort};

/// A flow with its screens, their data and components.
pub(crate) fn outline(text: &str, flow: &Flow, whole: &Range<usize>) -> Entry {
    let children = flow.items.iter().map(|item| match item {
        Item::Screen(it) => screen(text, it),
        Item::Options(it) => shared(&it.name.text, it.name.span.bytes(), it.span.bytes()),
        Item::Fragment(it) => Entry {
            children: nodes(text, &it.body),
            ..shared(&it.name.text, it.name.span.bytes(), it.span.bytes())
        },
        Item::Include(it) => shared(&it.path, it.path_span.bytes(), it.span.bytes()),
        Item::Struct(it) => shared(&it.name.text, it.name.span.bytes(), it.span.bytes()),
        Item::Success(it) => {
            let start = it.span.bytes().start;
            shared("success", start..start, it.span.bytes())
        }
    });
    Entry {
        name: flow.name.text.clone(),
        detail: "flow".to_owned(),
        sort: Sort::Flow,
        span: whole.clone(),
        name_span: flow.name.span.bytes(),
        children: children.collect(),
    }
}

fn shared(name: &str, name_span: Range<usize>, span: Range<usize>) -> Entry {
    Entry {
        name: name.to_owned(),
        detail: String::new(),
        sort: Sort::Shared,
        span,
        name_span,
        children: Vec::new(),
    }
}

fn screen(text: &str, screen: &Screen) -> Entry {
    let title = screen.title.as_ref();
    Entry {
        name: screen.id.text.clone(),
        detail: title.map(|it| text[inside(text, it.span)].to_owned()).unwrap_or_default(),
        sort: Sort::Screen,
        span: screen.span.bytes(),
        name_span: inside(text, screen.id.span),
        children: nodes(text, &screen.body),
    }
}

fn nodes(text: &str, all: &[Node]) -> Vec<Entry> {
    let mut found = Vec::new();
    for node in all {
        match node {
            Node::Data(data) => found.extend(data.fields.iter().map(|field| {
                Entry {
                    name: field.name.text.clone(),
                    detail: field
                        .ty
                        .as_ref()
                        .and_then(|ty| text.get(ty.span.bytes()))
                        .unwrap_or_default()
                        .to_owned(),
                    sort: Sort::Data,
                    span: field.span.bytes(),
                    name_span: inside(text, field.name.span),
                    children: Vec::new(),
                }
            })),
            Node::Component(it) => found.push(component(text, it)),
            Node::Use(it) => found.push(Entry {
                name: format!("..{}", it.name.text),
                detail: "fragment".to_owned(),
                sort: Sort::Component,
                span: it.span.bytes(),
                name_span: it.name.span.bytes(),
                children: Vec::new(),
            }),
            Node::If(branch) => {
                let mut children = nodes(text, &branch.then);
                children.extend(nodes(text, branch.otherwise.as_deref().unwrap_or_default()));
                let condition = branch.condition.as_ref().map(|it| it.span.bytes());
                found.push(branching(text, "if", branch.span.bytes(), condition, children));
            }
            Node::Match(choice) => {
                let children = choice.cases.iter().flat_map(|case| nodes(text, &case.body));
                let children = children.collect();
                let value = choice.value.as_ref().map(|it| it.span.bytes());
                found.push(branching(text, "match", choice.span.bytes(), value, children));
            }
        }
    }
    found
}

fn branching(
    text: &str,
    word: &str,
    span: Range<usize>,
    of: Option<Range<usize>>,
    children: Vec<Entry>,
) -> Entry {
    let detail = of.and_then(|of| text.get(of)).unwrap_or_default().to_owned();
    let name_span = span.start..(span.start + word.len()).min(span.end);
    Entry { name: word.to_owned(), detail, sort: Sort::Component, span, name_span, children }
}

fn component(text: &str, it: &Component) -> Entry {
    let kind = &it.kind.text;
    let main = it.main.as_ref().map(|main| text[inside(text, main.span)].to_owned());
    let is_input = catalogue::component(kind).is_some_and(|row| row.input.is_some());
    Entry {
        name: it.name.as_ref().map_or(kind, |name| &name.text).clone(),
        detail: match (&it.name, main) {
            (Some(_), Some(main)) => format!("{kind} \"{main}\""),
            (Some(_), None) => kind.clone(),
            (None, main) => main.unwrap_or_default(),
        },
        sort: if is_input { Sort::Input } else { Sort::Component },
        span: it.span.bytes(),
        name_span: inside(text, it.name.as_ref().map_or(it.kind.span, |name| name.span)),
        children: match &it.body {
            Some(Body::Nodes(inner)) => nodes(text, inner),
            _ => Vec::new(),
        },
    }
}
