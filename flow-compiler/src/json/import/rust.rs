//! What a flow says for Rust alone, where its document would not compile without.

use std::collections::HashMap;

use crate::ast::{Component, Flow, Item, Key, Node, Property, Value, ValueKind};
use crate::diagnostic::Code;

/// Gives the inputs of these names their `rename`.
pub fn rename<S: std::hash::BuildHasher>(flow: &mut Flow, names: &HashMap<String, String, S>) {
    if names.is_empty() {
        return;
    }
    for item in &mut flow.items {
        if let Item::Screen(screen) = item {
            nodes(&mut screen.body, &|component| give(component, names));
        }
    }
}

/// Lets a flow accept what this code tells.
pub fn allow(flow: &mut Flow, code: Code) {
    let span = flow.name.span;
    let word = Value::new(ValueKind::Word(code.as_str().to_owned()), span);
    flow.settings.push(Property {
        name: Key { text: "allow".to_owned(), quoted: false, span },
        value: Value::new(ValueKind::List(vec![word]), span),
    });
}

fn give<S: std::hash::BuildHasher>(component: &mut Component, names: &HashMap<String, String, S>) {
    let Some(key) = &component.name else { return };
    let Some(name) = names.get(&key.text) else { return };
    let span = key.span;
    component.settings.push(Property {
        name: Key { text: "rename".to_owned(), quoted: false, span },
        value: Value::new(ValueKind::Word(name.clone()), span),
    });
}

fn nodes(list: &mut [Node], visit: &impl Fn(&mut Component)) {
    for node in list {
        if let Node::Component(component) = node {
            visit(component);
        }
        node.bodies_mut().for_each(|body| nodes(body, visit));
    }
}
