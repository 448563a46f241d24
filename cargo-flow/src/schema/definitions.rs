//! The definitions of a schema, each written once whatever refers to it.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

/// The definitions so far.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    by_name: Map<String, Value>,
    /// The name of every definition, by its text.
    by_text: HashMap<String, String>,
    /// The names of those that refer to themselves, by the name that they were to have.
    recursive: HashMap<String, Vec<String>>,
}

impl Definitions {
    /// A reference to this schema: to the one that is there already, where it says the same. Of
    /// another that has the name, it is told apart by `mark`, as the version is that brought it.
    pub(super) fn refer(&mut self, name: &str, mark: &str, schema: Value) -> Value {
        let text = schema.to_string();
        if let Some(name) = self.by_text.get(&text) {
            return reference(name);
        }
        let free = self.free(name, mark);
        self.by_text.insert(text, free.clone());
        self.by_name.insert(free.clone(), schema);
        reference(&free)
    }

    /// The same of a schema that refers to itself: it is made from the reference to it.
    pub(super) fn recursive(
        &mut self,
        name: &str,
        mark: &str,
        schema: impl Fn(&Value) -> Value,
    ) -> Value {
        for there in self.recursive.get(name).into_iter().flatten() {
            let own = reference(there);
            if self.by_name.get(there) == Some(&schema(&own)) {
                return own;
            }
        }
        let free = self.free(name, mark);
        let own = reference(&free);
        self.by_name.insert(free.clone(), schema(&own));
        self.recursive.entry(name.to_owned()).or_default().push(free);
        own
    }

    /// A name that no definition has yet.
    fn free(&self, name: &str, mark: &str) -> String {
        let mut free = name.to_owned();
        if self.by_name.contains_key(&free) {
            free = format!("{name}-{mark}");
        }
        let mut number = 2;
        while self.by_name.contains_key(&free) {
            free = format!("{name}-{mark}-{number}");
            number += 1;
        }
        free
    }

    pub(super) fn into_value(self) -> Value {
        Value::Object(self.by_name)
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}
