//! The data of a screen.

use flow_compiler::catalogue::{DATA_TYPES, DATA_WORDS, EXAMPLE, FORMATS, WordKind};
use serde_json::{Map, Value, json};

use super::Schemas;
use super::object::{described, has_word};

impl Schemas<'_> {
    /// The data of a screen: every field with its type and an example.
    pub(super) fn data(&mut self, doc: &str) -> Value {
        let words = self.words();
        let inner = self.inner(&words);
        let typed = self.recursive("type-of-data", |own| {
            let mut schema = with_type(own, &inner, &words);
            schema["properties"][EXAMPLE] = Value::Bool(false);
            schema
        });
        let mut field = with_type(&typed, &inner, &words);
        field["properties"][EXAMPLE] = json!({ "description": "What the server might send." });
        field["required"] = json!(["type", EXAMPLE]);
        if let Some(rules) = field["allOf"].as_array_mut() {
            rules.extend(DATA_TYPES.iter().map(|name| {
                json!({ "if": has_word("type", name), "then": { "properties": { EXAMPLE: { "type": name } } } })
            }));
        }
        let field = self.refer("data-field", field);
        let schema = json!({
            "type": "object",
            // Flow JSON has a list of names there, and no field.
            "properties": { "required": { "type": "array" } },
            "additionalProperties": field,
        });
        described(schema, doc)
    }

    /// The words of JSON Schema, in a schema that may lack its type.
    fn words(&mut self) -> Value {
        self.recursive("words-of-data", |own| json!({ "properties": words(&either(own), own) }))
    }

    fn inner(&mut self, words: &Value) -> Value {
        self.refer("schema-of-data", either(words))
    }
}

/// A schema in a schema.
fn either(words: &Value) -> Value {
    json!({ "type": ["object", "boolean"], "allOf": [words] })
}

/// A schema with its type; `typed` is one inside it that has one as well.
fn with_type(typed: &Value, inner: &Value, words: &Value) -> Value {
    let mut properties = Map::new();
    properties.insert(
        "type".to_owned(),
        json!({ "enum": DATA_TYPES, "description": "The type of the field." }),
    );
    properties.extend(self::words(inner, words));
    json!({
        "type": "object",
        "properties": properties,
        "required": ["type"],
        "allOf": [
            {
                "if": has_word("type", "array"),
                "then": {
                    "properties": {
                        "items": { "if": { "type": "boolean" }, "else": typed, "description": "The type of the items." },
                    },
                    "required": ["items"],
                },
            },
            {
                "if": has_word("type", "object"),
                "then": {
                    "properties": {
                        "properties": {
                            "type": "object",
                            "additionalProperties": typed,
                            "description": "The type of each property.",
                        },
                    },
                },
            },
        ],
    })
}

fn words(inner: &Value, words: &Value) -> Map<String, Value> {
    DATA_WORDS.iter().map(|(name, kind)| ((*name).to_owned(), word(*kind, inner, words))).collect()
}

fn word(kind: WordKind, inner: &Value, words: &Value) -> Value {
    let names = || json!({ "type": "array", "items": { "type": "string" }, "uniqueItems": true });
    match kind {
        WordKind::Text | WordKind::Pattern | WordKind::Reference => json!({ "type": "string" }),
        WordKind::Format => json!({ "enum": FORMATS }),
        WordKind::Number => json!({ "type": "number" }),
        WordKind::Unit => json!({ "type": "number", "exclusiveMinimum": 0 }),
        WordKind::Length => json!({ "type": "integer", "minimum": 0 }),
        WordKind::Bool => json!({ "type": "boolean" }),
        WordKind::Enum => json!({ "type": "array", "minItems": 1, "uniqueItems": true }),
        WordKind::Values => json!({ "type": "array" }),
        WordKind::Names => names(),
        WordKind::Schema => inner.clone(),
        WordKind::Schemas => json!({ "type": "array", "items": inner, "minItems": 1 }),
        WordKind::Items => {
            json!({ "if": { "type": "array" }, "then": { "items": inner }, "else": words })
        }
        // What it holds is the type of the field where the type is `object`.
        WordKind::Properties => json!({ "additionalProperties": words }),
        WordKind::Keyed => json!({ "type": "object", "additionalProperties": words }),
        WordKind::Dependencies => json!({
            "type": "object",
            "additionalProperties": { "if": { "type": "array" }, "then": names(), "else": inner },
        }),
    }
}
