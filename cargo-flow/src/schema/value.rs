//! The values of properties.

use flow_compiler::catalogue::{
    Component, END_DATE, Filled, ImageLimit, Items, Kind, Property, Range, START_DATE, V5_1, V6_0,
};
use serde_json::{Map, Value, json};

use super::Schemas;
use super::component::Context;
use super::object::{Object, without};
use super::text::{self, Text};

/// The component that has the property, where it has one, and what that is in.
type Owner = Option<(&'static Component, Context)>;

impl Schemas<'_> {
    /// What a value may be; `None` where this version has none.
    pub(super) fn value(
        &mut self,
        property: &'static Property,
        kind: &'static Kind,
        owner: Owner,
    ) -> Option<Value> {
        let version = self.version;
        Some(match kind {
            Kind::Name => text::name(version),
            Kind::Text(length) => self.string(property, Text::shown(length.filled)),
            Kind::Texts(length) => {
                let one = self.string(property, Text::shown(length.filled));
                if version < V5_1 { one } else { self.or_lines(property, one) }
            }
            Kind::Ids => self.list(property, &self.literal(Filled::Nothing), 0, None),
            Kind::Tags(length, min, max) => {
                self.list(property, &self.literal(length.filled), *min, Some(*max))
            }
            Kind::Bool => self.or_dynamic(property, "boolean", json!({})),
            Kind::Number(range) => self.or_dynamic(property, "number", bounds(*range)),
            Kind::Integer(range) | Kind::Count(range) => {
                self.or_dynamic(property, "integer", bounds(*range))
            }
            Kind::Enum(words) => self.words_or_dynamic(property, words),
            Kind::Enums(words, min) => self.list(property, &json!({ "enum": words }), *min, None),
            Kind::Pattern => self.literal(Filled::Nothing),
            Kind::Date => self.form(property, text::date(version)),
            Kind::Dates => self.list(property, &form(text::date(version)), 0, None),
            Kind::ByMode(inner, _) => {
                let inner = self.value(property, inner, owner)?;
                json!({ "anyOf": [inner, { "type": "object", "additionalProperties": inner }] })
            }
            Kind::Image(limit) => self.image(property, *limit),
            Kind::Color => self.form(property, text::COLOR),
            Kind::Options(items) | Kind::Items(items) => self.items(property, items),
            Kind::Object(rows, most) => self.object(property, rows, *most),
            Kind::Action(allowed) => self.action(allowed, property.on_choice)?,
            Kind::Nodes => {
                let (row, context) = owner?;
                self.components_in(row, context)
            }
            Kind::Condition if version >= V6_0 => json!({ "type": "string", "pattern": r"\$\{" }),
            Kind::Condition => json!({ "type": "string", "pattern": r"^(?!`)[\s\S]*\$\{" }),
            Kind::Switched => self.string(property, Text::nothing()),
            Kind::Cases => {
                let (row, context) = owner?;
                json!({
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": { "pattern": text::CASE },
                    "additionalProperties": self.components_in(row, context),
                })
            }
            Kind::InitValues | Kind::ErrorMessages => {
                let value = Text::any().or_dynamic(true, false).pattern(version, None);
                let each = json!({ "additionalProperties": { "pattern": value } });
                self.or_dynamic(property, "object", each)
            }
            Kind::FilesError => self.files_error(property),
        })
    }

    /// One of these words, or what stands for one.
    pub(super) fn words_or_dynamic(&self, property: &Property, words: &[&str]) -> Value {
        if property.bindable {
            json!({ "anyOf": [{ "enum": words }, self.string(property, Text::nothing())] })
        } else {
            json!({ "enum": words })
        }
    }

    /// The ends of a range.
    pub(super) fn ends(
        &mut self,
        property: &'static Property,
        inner: &'static Kind,
        needed: &[&str],
    ) -> Option<Value> {
        let inner = self.value(property, inner, None)?;
        let end = json!({
            "properties": { START_DATE: inner, END_DATE: inner },
            "required": needed,
            "additionalProperties": false,
        });
        Some(self.or_dynamic(property, "object", end))
    }

    /// A literal text where nothing else may be.
    fn literal(&self, filled: Filled) -> Value {
        json!({ "type": "string", "pattern": Text::shown(filled).pattern(self.version, None) })
    }

    fn dynamic(property: &Property, text: Text) -> Text {
        text.or_dynamic(property.bindable, property.takes_expressions())
    }

    fn string(&self, property: &Property, text: Text) -> Value {
        let pattern = Self::dynamic(property, text).pattern(self.version, None);
        json!({ "type": "string", "pattern": pattern })
    }

    /// A string of a form of its own, or what stands for one.
    fn form(&self, property: &Property, form: &str) -> Value {
        let pattern = Self::dynamic(property, Text::nothing()).pattern(self.version, Some(form));
        json!({ "type": "string", "pattern": pattern })
    }

    /// A value of this type with what is asked of it, or a string that stands for it.
    fn or_dynamic(&self, property: &Property, name: &str, mut schema: Value) -> Value {
        let text = Self::dynamic(property, Text::nothing());
        if text.exists() {
            schema["type"] = json!([name, "string"]);
            schema["pattern"] = json!(text.pattern(self.version, None));
        } else {
            schema["type"] = json!(name);
        }
        schema
    }

    fn list(&self, property: &Property, item: &Value, min: usize, max: Option<usize>) -> Value {
        let mut schema = json!({ "items": item });
        if min > 0 {
            schema["minItems"] = json!(min);
        }
        if let Some(max) = max {
            schema["maxItems"] = json!(max);
        }
        self.or_dynamic(property, "array", schema)
    }

    /// A text or a list of them: from 6.0 with expressions, and without references.
    fn or_lines(&self, property: &Property, mut one: Value) -> Value {
        let line = Text::shown(Filled::Nothing).or_dynamic(false, property.takes_expressions());
        one["type"] = json!(["string", "array"]);
        one["items"] = json!({ "type": "string", "pattern": line.pattern(self.version, None) });
        one
    }

    fn image(&self, property: &Property, limit: ImageLimit) -> Value {
        match limit {
            ImageLimit::Thumbnail => self.string(property, Text::shown(Filled::Nothing)),
            ImageLimit::Slide => self.form(property, text::BASE64),
            // An empty one shows nothing, which is a warning.
            ImageLimit::Picture => {
                let text = Self::dynamic(property, Text::shown(Filled::Nothing));
                json!({ "type": "string", "pattern": text.pattern(self.version, Some("")) })
            }
        }
    }

    fn files_error(&self, property: &Property) -> Value {
        let message = if self.version >= V6_0 { r"^(?![\s\S]*\\')[\s\S]*\S" } else { "" };
        let mut schema = self.string(property, Text::shown(Filled::Nothing));
        schema["type"] = json!(["string", "object"]);
        schema["minProperties"] = json!(1);
        schema["additionalProperties"] = json!({ "type": "string", "pattern": message });
        schema
    }

    fn items(&mut self, property: &Property, items: &'static Items) -> Value {
        let item = self.members(&format!("An {} of the list.", items.noun), items.properties);
        let item = self.refer(items.noun, item.into_value());
        let mut schema = self.list(property, &item, items.min, Some(items.max));
        let with = |key: &str| json!({ "contains": { "required": [key] } });
        let mut rules = Vec::new();
        if items.max_with_images < items.max {
            let fewer = json!({ "maxItems": items.max_with_images });
            rules.push(json!({ "if": with("image"), "then": if_list(&fewer) }));
        }
        if items.image_or_color {
            let plain = json!({ "items": without(["color"]) });
            rules.push(json!({ "if": with("image"), "then": if_list(&plain) }));
        }
        if !rules.is_empty() {
            schema["allOf"] = Value::Array(rules);
        }
        schema
    }

    fn object(
        &mut self,
        property: &Property,
        rows: &'static [Property],
        most: Option<usize>,
    ) -> Value {
        let mut schema = self.members(property.doc, rows).into_value();
        if let Some(most) = most {
            schema["minProperties"] = json!(1);
            schema["maxProperties"] = json!(most);
        }
        schema
    }

    fn members(&mut self, doc: &str, rows: &'static [Property]) -> Object {
        let mut object = Object::new(doc);
        let version = self.version;
        for row in rows.iter().filter(|row| version >= row.since) {
            if let Some(schema) = self.property(row, None) {
                object.key(row.name, self.demands(row), schema);
                self.relations(&mut object, rows, row);
            }
        }
        object
    }
}

/// A string of a form of its own.
fn form(form: &str) -> Value {
    json!({ "type": "string", "pattern": format!("^(?:{form})$") })
}

/// What holds for a list; a string is not a list, and `contains` says nothing of it.
fn if_list(schema: &Value) -> Value {
    json!({ "if": { "type": "array" }, "then": schema })
}

fn bounds(range: Range) -> Value {
    let mut bounds = Map::new();
    bounds.extend(range.min.map(|min| ("minimum".to_owned(), json!(min))));
    bounds.extend(range.max.map(|max| ("maximum".to_owned(), json!(max))));
    Value::Object(bounds)
}
