//! The types of values on the wire, as Meta compares them.

use std::collections::HashMap;

use crate::ast::Dialect;

/// The type of a data field, of an input, of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Schema<'a> {
    String,
    Number,
    Integer,
    Boolean,
    /// With the type of its items, where it is known.
    Array(Option<Box<Schema<'a>>>),
    /// With its properties, where they are known.
    Object(Option<Vec<(&'a str, Schema<'a>)>>),
    /// Faulty or open; fits everything, so that one fault is reported once.
    Unknown,
}

impl Schema<'_> {
    /// JSON Schema's name of the type.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Array(_) => "array",
            Self::Object(_) => "object",
            Self::Unknown => "unknown",
        }
    }

    /// What it is, for a message: `a string`, `an array of objects`.
    #[must_use]
    pub fn noun(&self) -> String {
        let name = self.name();
        match self {
            Self::Array(Some(item)) if **item != Self::Unknown => {
                format!("an array of {}s", item.name())
            }
            Self::Integer | Self::Array(_) | Self::Object(_) => format!("an {name}"),
            Self::String | Self::Number | Self::Boolean => format!("a {name}"),
            Self::Unknown => "a value of an unknown type".to_owned(),
        }
    }

    /// How many properties it has, those of its parts among them.
    #[must_use]
    pub fn size(&self) -> usize {
        match self {
            Self::Array(Some(item)) => item.size(),
            Self::Object(Some(fields)) => fields.iter().map(|(_, field)| 1 + field.size()).sum(),
            _ => 0,
        }
    }

    /// How deep arrays and objects are in one another.
    #[must_use]
    pub fn depth(&self) -> usize {
        match self {
            Self::Array(Some(item)) => 1 + item.depth(),
            Self::Object(Some(fields)) => {
                1 + fields.iter().map(|(_, field)| field.depth()).max().unwrap_or(0)
            }
            Self::Array(None) | Self::Object(None) => 1,
            _ => 0,
        }
    }

    /// How the data of a flow declares the type, as its author writes it.
    #[must_use]
    pub fn declared(&self, dialect: Dialect) -> String {
        match (dialect, self) {
            (Dialect::Rust, Self::String) => "`String`".to_owned(),
            (Dialect::Rust, Self::Number) => "`f64`".to_owned(),
            (Dialect::Rust, Self::Integer) => "`i64`".to_owned(),
            (Dialect::Rust, Self::Boolean) => "`bool`".to_owned(),
            (Dialect::Rust, _) => self.noun(),
            (Dialect::Json, _) => format!("`\"type\": \"{}\"`", self.name()),
        }
    }

    /// Whether a reference of type `self` may be where `wanted` is declared: equal names, equal
    /// sets of properties, equal items. `integer` and `number` are two types.
    #[must_use]
    pub fn fits(&self, wanted: &Self) -> bool {
        match (self, wanted) {
            (Self::Unknown, _)
            | (_, Self::Unknown)
            | (Self::Array(None), Self::Array(_))
            | (Self::Array(_), Self::Array(None))
            | (Self::Object(None), Self::Object(_))
            | (Self::Object(_), Self::Object(None)) => true,
            (Self::Array(Some(a)), Self::Array(Some(b))) => a.fits(b),
            (Self::Object(Some(a)), Self::Object(Some(b))) => {
                let wanted: HashMap<_, _> = b.iter().map(|(key, schema)| (key, schema)).collect();
                let fits = |(key, schema): &(&str, Schema<'_>)| {
                    wanted.get(key).is_some_and(|wanted| schema.fits(wanted))
                };
                a.len() == b.len() && a.iter().all(fits)
            }
            _ => self == wanted,
        }
    }
}
