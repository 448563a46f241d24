//! The names of a fragment's components with a prefix, so that a screen can hold it twice.

use std::collections::HashSet;

use super::walk::{self, Change};
use crate::ast::{Component, Key, Node, PayloadItem, Property, Reference, ValueKind};
use crate::catalogue::key::{ERROR_MESSAGES, INIT_VALUES};

/// The names of the components among these nodes, in all branches.
pub(super) fn names(nodes: &[Node]) -> HashSet<String> {
    fn collect(nodes: &[Node], found: &mut HashSet<String>) {
        for node in nodes {
            if let Node::Component(Component { name: Some(name), .. }) = node {
                found.insert(name.text.clone());
            }
            node.bodies().for_each(|body| collect(body, found));
        }
    }
    let mut found = HashSet::new();
    collect(nodes, &mut found);
    found
}

/// Writes `prefix_` before every name of these components, and wherever one of them is meant.
///
/// What the keys of an action are called is not theirs: `{ street: ${form.street} }` sends `street`,
/// while `{ street }` stands for the name as a whole.
pub(super) fn write(nodes: &mut [Node], prefix: &str) {
    let names = names(nodes);
    walk::nodes(&mut Prefix { prefix, names }, nodes);
}

struct Prefix<'p> {
    prefix: &'p str,
    names: HashSet<String>,
}

impl Prefix<'_> {
    fn renamed(&self, name: &str) -> String {
        format!("{}_{name}", self.prefix)
    }

    fn key(&self, key: &mut Key) {
        if self.names.contains(&key.text) {
            key.text = self.renamed(&key.text);
        }
    }
}

impl Change for Prefix<'_> {
    fn component(&mut self, component: &mut Component) {
        component.name.iter_mut().for_each(|name| self.key(name));
    }

    fn property(&mut self, property: &mut Property) {
        let key = property.name.wire();
        let of_fields = [ERROR_MESSAGES, INIT_VALUES].contains(&&*key);
        let rename = key == "rename";
        match &mut property.value.kind {
            ValueKind::Object(members) if of_fields => {
                for member in members {
                    self.key(&mut member.name);
                }
            }
            // The Rust name of a component needs to be another as well.
            ValueKind::Word(name) if rename => *name = self.renamed(name),
            _ => {}
        }
    }

    fn payload(&mut self, item: &mut PayloadItem) {
        if let PayloadItem::Field { key, value: None } = item {
            self.key(key);
        }
    }

    fn reference(&mut self, reference: &mut Reference) {
        if let [root, name, ..] = reference.segments.as_mut_slice()
            && root == "form"
            && self.names.contains(name.as_str())
        {
            *name = self.renamed(name);
        }
    }
}
