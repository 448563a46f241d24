//! The options of a fragment's components as lists that the flow shares: one Rust type each, however
//! often the fragment is used.

use std::collections::HashSet;

use super::walk::{self, Change};
use crate::ast::{
    Body, Component, Entry, Item, Name, Node, Options, Reference, Source, Value, ValueKind,
};
use crate::case;
use crate::catalogue::{self, Kind};

/// Moves every list of options that is the same in each use into a list of its own, called after
/// the fragment and the component.
///
/// `taken` are the names of the flow's types. A list with a reference or an action in it stays: it
/// means something else wherever it is.
pub(super) fn share(
    fragment: &str,
    nodes: &mut [Node],
    taken: &mut HashSet<String>,
    shared: &mut Vec<Item>,
) {
    for node in nodes {
        if let Node::Component(component) = node
            && let Some(options) = own_list(fragment, component, taken)
        {
            component.source = Some(Source::Options(options.name.clone()));
            shared.push(Item::Options(options));
        }
        node.bodies_mut().for_each(|body| share(fragment, body, taken, shared));
    }
}

fn own_list(
    fragment: &str,
    component: &mut Component,
    taken: &mut HashSet<String>,
) -> Option<Options> {
    let row = catalogue::component(&component.kind.text)?;
    let listed = row.source.and_then(|key| row.property(key))?;
    let name = component.name.as_ref()?;
    let lists = matches!(listed.kind, Kind::Options(_)) && component.source.is_none();
    if !lists || component.broken || !is_constant(component.body.as_mut()?) {
        return None;
    }
    let base = format!("{fragment}{}", camel(&name.text));
    let mut numbered = (2..).map(|number| format!("{base}{number}"));
    let text =
        if taken.contains(&base) { numbered.find(|name| !taken.contains(name))? } else { base };
    taken.insert(text.clone());
    let docs = match &component.main {
        Some(Value { kind: ValueKind::Text(_), .. }) if component.docs.is_empty() => {
            vec![format!("The options of `{}` of the fragment `{fragment}`.", name.text)]
        }
        _ => component.docs.clone(),
    };
    let name = Name { text, span: name.span };
    let body = component.body.take()?;
    Some(Options { docs, name, body, span: component.span })
}

/// Whether a list of options is the same wherever it is.
fn is_constant(body: &mut Body) -> bool {
    struct Found(bool);
    impl Change for Found {
        fn reference(&mut self, _: &mut Reference) {
            self.0 = true;
        }
    }
    let mut found = Found(false);
    match body {
        Body::Nodes(_) => return false,
        Body::Entries(entries) => {
            for Entry { text, settings, action, .. } in entries {
                found.0 |= action.is_some();
                walk::value(&mut found, text);
                walk::properties(&mut found, settings);
                let acts = |value: &Value| matches!(value.kind, ValueKind::Action(_));
                found.0 |= settings.iter().any(|setting| acts(&setting.value));
            }
        }
        Body::Titles(titles) => titles.iter_mut().for_each(|it| walk::value(&mut found, it)),
    }
    !found.0
}

/// `postal code` as `PostalCode`.
pub(super) fn camel(name: &str) -> String {
    case::camel(case::words(name, unicode_ident::is_xid_continue))
}
