//! Objects with known keys.

use serde_json::{Map, Value, json};

/// An object that has these keys and no others.
#[derive(Debug)]
pub(super) struct Object {
    doc: String,
    keys: Map<String, Value>,
    required: Vec<Value>,
    dependencies: Map<String, Value>,
    rules: Vec<Value>,
}

impl Object {
    pub(super) fn new(doc: impl Into<String>) -> Self {
        Self {
            doc: doc.into(),
            keys: Map::new(),
            required: Vec::new(),
            dependencies: Map::new(),
            rules: Vec::new(),
        }
    }

    /// A key with the schema of its value.
    pub(super) fn key(&mut self, name: &str, required: bool, schema: Value) {
        self.keys.insert(name.to_owned(), schema);
        if required {
            self.required.push(name.into());
        }
    }

    /// Whether it has the key.
    pub(super) fn has(&self, name: &str) -> bool {
        self.keys.contains_key(name)
    }

    /// What the object must be besides where it has this key.
    pub(super) fn depends(&mut self, name: &str, schema: Value) {
        match self.dependencies.get_mut(name) {
            None => {
                self.dependencies.insert(name.to_owned(), schema);
            }
            Some(there) => *there = json!({ "allOf": [there.take(), schema] }),
        }
    }

    /// What the object must be besides.
    pub(super) fn rule(&mut self, schema: Value) {
        self.rules.push(schema);
    }

    pub(super) fn into_value(self) -> Value {
        let mut schema = json!({
            "type": "object",
            "description": self.doc,
            "properties": self.keys,
            "required": self.required,
            "additionalProperties": false,
        });
        if !self.dependencies.is_empty() {
            schema["dependencies"] = Value::Object(self.dependencies);
        }
        if !self.rules.is_empty() {
            schema["allOf"] = Value::Array(self.rules);
        }
        schema
    }
}

/// An object whose key says by a word which of several it is. Only that one is held against it, so
/// that an editor reports its faults and no others.
pub(super) fn by_word(key: &str, doc: &str, each: &[(&str, Value)]) -> Value {
    let words: Vec<&str> = each.iter().map(|(word, _)| *word).collect();
    let cases: Vec<Value> = each
        .iter()
        .map(|(word, schema)| json!({ "if": has_word(key, word), "then": schema }))
        .collect();
    json!({
        "type": "object",
        "properties": { key: { "enum": words, "description": doc } },
        "required": [key],
        "allOf": cases,
    })
}

/// Whether an object has this word under this key.
pub(super) fn has_word(key: &str, word: &str) -> Value {
    json!({ "properties": { key: { "const": word } }, "required": [key] })
}

/// No object that has one of these keys.
pub(super) fn without<'k>(keys: impl IntoIterator<Item = &'k str>) -> Value {
    let keys: Map<String, Value> =
        keys.into_iter().map(|key| (key.to_owned(), Value::Bool(false))).collect();
    json!({ "properties": keys })
}

/// Adds what a schema is about.
pub(super) fn described(mut schema: Value, doc: impl Into<String>) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), Value::String(doc.into()));
    }
    schema
}
