//! The data model of a screen, as a phone holds data against it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::value::{Map, Text, Value};

/// What a screen takes.
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) fields: BTreeMap<Text, Schema>,
    /// The names that the model's own `required` lists.
    pub(crate) required: BTreeSet<Text>,
}

/// The part of a JSON Schema that a phone looks at.
#[derive(Debug, Default)]
pub(crate) struct Schema {
    kind: Option<Kind>,
    allowed: Option<Vec<Value>>,
    properties: BTreeMap<Text, Schema>,
    required: Vec<Text>,
    items: Option<Box<Schema>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    String,
    Number,
    Integer,
    Boolean,
    Object,
    Array,
}

/// Whose data it is, which decides what may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// An answer, a message, or the payload of a `navigate`.
    Any,
    /// The payload of a `NavigationList`'s `navigate`: every key has to be there.
    List,
}

/// Where the data does not fit, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misfit {
    pub(crate) path: String,
    pub(crate) why: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path, self.why)
    }
}

impl Model {
    /// Holds data against the model.
    pub(crate) fn check(&self, data: &Map, source: Source) -> Result<(), Misfit> {
        for (key, schema) in &self.fields {
            match data.get(key) {
                Some(value) => schema.check(value, &format!("data.{key}"))?,
                None if source == Source::List || self.required.contains(key) => {
                    return Err(Misfit {
                        path: format!("data.{key}"),
                        why: "is missing".to_owned(),
                    });
                }
                None => {}
            }
        }
        Ok(())
    }
}

/// Holds data against the model of a screen; one without a model takes no data at all.
pub(crate) fn check(model: Option<&Model>, data: &Map, source: Source) -> Result<(), Misfit> {
    match (model, data.keys().next()) {
        (Some(model), _) => model.check(data, source),
        (None, None) => Ok(()),
        (None, Some(key)) => Err(Misfit {
            path: format!("data.{key}"),
            why: "has no place: the screen declares no `data`".to_owned(),
        }),
    }
}

impl Schema {
    /// Reads a schema. What a phone does not look at is left out.
    pub(crate) fn read(written: &Value) -> Self {
        let kind = written.get("type").and_then(Value::as_text).and_then(|name| match &**name {
            "string" => Some(Kind::String),
            "number" => Some(Kind::Number),
            "integer" => Some(Kind::Integer),
            "boolean" => Some(Kind::Boolean),
            "object" => Some(Kind::Object),
            "array" => Some(Kind::Array),
            _ => None,
        });
        let properties = match written.get("properties") {
            Some(Value::Object(members)) => {
                members.iter().map(|(key, value)| (key.clone(), Self::read(value))).collect()
            }
            _ => BTreeMap::new(),
        };
        let required = written.get("required").map(Value::items).unwrap_or_default();
        Self {
            kind,
            allowed: written.get("enum").map(|list| list.items().to_vec()),
            properties,
            required: required.iter().filter_map(Value::as_text).cloned().collect(),
            items: written
                .get("items")
                .filter(|items| matches!(items, Value::Object(_)))
                .map(|items| Box::new(Self::read(items))),
        }
    }

    fn check(&self, value: &Value, path: &str) -> Result<(), Misfit> {
        let misfit = |why: String| Err(Misfit { path: path.to_owned(), why });
        if let Some(kind) = self.kind
            && !kind.holds(value)
        {
            return misfit(format!("is {}, not {}", noun(value), kind.noun()));
        }
        if let Some(allowed) = &self.allowed
            && !allowed.iter().any(|one| one.same(value))
        {
            return misfit("is none of the values of its `enum`".to_owned());
        }
        if let Value::Object(members) = value {
            for name in &self.required {
                if !members.contains_key(name) {
                    return Err(Misfit {
                        path: format!("{path}.{name}"),
                        why: "is missing".to_owned(),
                    });
                }
            }
            for (key, member) in members.iter() {
                if let Some(schema) = self.properties.get(key) {
                    schema.check(member, &format!("{path}.{key}"))?;
                }
            }
        }
        if let (Some(schema), Value::List(items)) = (&self.items, value) {
            for (at, item) in items.iter().enumerate() {
                schema.check(item, &format!("{path}[{at}]"))?;
            }
        }
        Ok(())
    }
}

impl Kind {
    fn holds(self, value: &Value) -> bool {
        match (self, value) {
            (Self::String, Value::Text(_))
            | (Self::Number, Value::Number(_))
            | (Self::Boolean, Value::Bool(_))
            | (Self::Object, Value::Object(_))
            | (Self::Array, Value::List(_)) => true,
            (Self::Integer, Value::Number(number)) => {
                number.as_f64().is_some_and(|number| number.fract() == 0.0)
            }
            _ => false,
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Number => "a number",
            Self::Integer => "an integer",
            Self::Boolean => "a boolean",
            Self::Object => "an object",
            Self::Array => "an array",
        }
    }
}

fn noun(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::Text(_) => "a string",
        Value::List(_) => "an array",
        Value::Object(_) => "an object",
    }
}
