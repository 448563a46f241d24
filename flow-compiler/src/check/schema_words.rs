//! The words of a data field's JSON Schema, which Meta checks as draft 7 does.

use std::collections::HashSet;

use crate::ast::{Property, Value, ValueKind};
use crate::catalogue::{DATA_WORDS, FORMATS, WordKind};
use crate::check::pattern;
use crate::check::verbatim::{canonical, lowered};
use crate::check::wording::noun;
use crate::diagnostic::{Code, Diagnostics};
use crate::node::is_whole;

/// Every word of a schema, and of the schemas in it, has a value that draft 7 gives it.
pub fn check(cx: &mut Diagnostics, schema: &Value) {
    Words { cx, root: schema }.schema(schema);
}

struct Words<'c, 'n> {
    cx: &'c mut Diagnostics,
    /// What a `$ref` looks in.
    root: &'n Value,
}

impl Words<'_, '_> {
    fn schema(&mut self, schema: &Value) {
        for word in schema.members() {
            self.word(word);
        }
    }

    fn word(&mut self, word: &Property) {
        let value = &word.value;
        let Some((_, kind)) = DATA_WORDS.iter().find(|(name, _)| *name == word.name.text) else {
            return;
        };
        match kind {
            WordKind::Text => {
                self.text(word);
            }
            WordKind::Pattern => {
                if let Some(text) = self.text(word) {
                    pattern::check(self.cx, text, value.span);
                }
            }
            WordKind::Format => self.format(word),
            WordKind::Reference => self.reference(word),
            WordKind::Number => {
                self.number(word);
            }
            WordKind::Unit => self.unit(word),
            WordKind::Length => self.length(word),
            WordKind::Bool => {
                let fits = matches!(value.kind, ValueKind::Bool(_));
                self.typed(word, fits, "a boolean");
            }
            WordKind::Enum => {
                let items = self.list(word);
                self.some(word, &items, "value");
                self.once(
                    &items
                        .iter()
                        .map(|item| (item.span, canonical(&lowered(item))))
                        .collect::<Vec<_>>(),
                );
            }
            WordKind::Values => drop(self.list(word)),
            WordKind::Names => self.names(word),
            WordKind::Schemas => {
                let items = self.list(word);
                self.some(word, &items, "schema");
                for item in items {
                    self.inner(word, item);
                }
            }
            WordKind::Schema => self.inner(word, value),
            WordKind::Items => match &value.kind {
                ValueKind::List(items) => items.iter().for_each(|item| self.inner(word, item)),
                _ => self.inner(word, value),
            },
            WordKind::Properties | WordKind::Keyed => {
                // The type of `properties` is checked where the type of the field is made.
                if *kind == WordKind::Keyed {
                    let fits = matches!(value.kind, ValueKind::Object(_));
                    self.typed(word, fits, "an object");
                }
                for property in value.members() {
                    self.schema(&property.value);
                }
            }
            WordKind::Dependencies => {
                let fits = matches!(value.kind, ValueKind::Object(_));
                self.typed(word, fits, "an object");
                for dependency in value.members() {
                    match &dependency.value.kind {
                        ValueKind::List(_) => self.names(dependency),
                        _ => self.inner(dependency, &dependency.value),
                    }
                }
            }
        }
    }

    /// A schema in a schema.
    fn inner(&mut self, word: &Property, schema: &Value) {
        match &schema.kind {
            ValueKind::Object(_) => self.schema(schema),
            ValueKind::Bool(_) => {}
            // What no item of a list can be is reported where its type is made.
            _ if word.name.text == "items" => {}
            _ => {
                let message = format!("`{}` takes a schema, not {}", word.name.text, noun(schema));
                self.cx
                    .error(Code::InvalidPropertyType, schema.span, message)
                    .help("write an object such as `{ \"type\": \"string\" }`");
            }
        }
    }

    fn typed(&mut self, word: &Property, fits: bool, wanted: &str) {
        if !fits {
            let message = format!("`{}` is {wanted}, not {}", word.name.text, noun(&word.value));
            self.cx
                .error(Code::InvalidPropertyType, word.value.span, message)
                .help(format!("write {wanted}"));
        }
    }

    fn text<'n>(&mut self, word: &'n Property) -> Option<&'n str> {
        let text = word.value.borrowed();
        self.typed(word, text.is_some(), "a string");
        text
    }

    fn number(&mut self, word: &Property) -> Option<f64> {
        let number = match &word.value.kind {
            ValueKind::Number(number) => number.0.parse().ok(),
            _ => None,
        };
        self.typed(word, number.is_some(), "a number");
        number
    }

    /// A number above 0.
    fn unit(&mut self, word: &Property) {
        if self.number(word).is_some_and(|number| number <= 0.0) {
            self.cx
                .error(Code::InvalidSchema, word.value.span, "`multipleOf` is more than 0")
                .help("write a number above 0, or remove it");
        }
    }

    /// A whole number that is not negative.
    fn length(&mut self, word: &Property) {
        let whole = matches!(&word.value.kind, ValueKind::Number(number) if is_whole(&number.0));
        self.typed(word, whole, "a whole number");
        if whole && self.number(word).is_some_and(|number| number < 0.0) {
            let message = format!("`{}` is at least 0", word.name.text);
            self.cx
                .error(Code::MinimumValueRequired, word.value.span, message)
                .help("write 0 or more");
        }
    }

    fn list<'n>(&mut self, word: &'n Property) -> Vec<&'n Value> {
        let ValueKind::List(items) = &word.value.kind else {
            self.typed(word, false, "an array");
            return Vec::new();
        };
        items.iter().collect()
    }

    fn some(&mut self, word: &Property, items: &[&Value], noun: &str) {
        if items.is_empty() && matches!(word.value.kind, ValueKind::List(_)) {
            let message = format!("`{}` has no {noun}", word.name.text);
            self.cx
                .error(Code::MinItemsRequired, word.value.span, message)
                .help(format!("write at least one {noun}, or remove it"));
        }
    }

    fn names(&mut self, word: &Property) {
        let items = self.list(word);
        if let Some(other) = items.iter().find(|item| item.borrowed().is_none()) {
            let message =
                format!("`{}` is a list of names, and {} is none", word.name.text, noun(other));
            self.cx
                .error(Code::InvalidPropertyType, other.span, message)
                .help("write names as strings");
            return;
        }
        self.once(
            &items.iter().map(|item| (item.span, canonical(&lowered(item)))).collect::<Vec<_>>(),
        );
    }

    /// No value is listed twice.
    fn once(&mut self, items: &[(crate::span::Span, String)]) {
        let mut seen = HashSet::new();
        for (span, text) in items {
            if !seen.insert(text) {
                self.cx
                    .error(Code::InvalidSchema, *span, "this value is listed twice")
                    .help("keep one of them");
            }
        }
    }

    fn format(&mut self, word: &Property) {
        let Some(name) = self.text(word).filter(|name| !FORMATS.contains(name)) else { return };
        let message = format!("JSON Schema has no format `{name}`");
        self.cx
            .error(Code::InvalidScreenData, word.value.span, message)
            .help("remove it, or write a format such as `date` or `email`")
            .did_you_mean(name, FORMATS);
    }

    fn reference(&mut self, word: &Property) {
        let Some(path) = self.text(word) else { return };
        let steps = path.strip_prefix('#').map(|path| path.split('/').skip(1));
        let found = steps.and_then(|mut steps| {
            steps.try_fold(self.root, |node, step| {
                node.get(&step.replace("~1", "/").replace("~0", "~"))
            })
        });
        if found.is_none() {
            let message = format!("`$ref` leads to nothing: `{path}`");
            self.cx
                .error(Code::InvalidScreenData, word.value.span, message)
                .help("write the schema itself in its place");
        }
    }
}
