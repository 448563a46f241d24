//! A JSON value that knows where it is.

use crate::span::Span;

/// A JSON value with its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// The whole value.
    pub span: Span,
}

/// The forms of a [`Node`].
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it is spelled.
    Number(Number),
    /// A string, its escapes resolved.
    Text(String),
    /// `[ … ]`.
    List(Vec<Node>),
    /// `{ … }`, in the order of the text.
    Object(Vec<Member>),
}

/// A number as JSON spells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(pub String);

impl Number {
    /// Whether it is spelled as a whole number: without a fraction and an exponent.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        is_integer(&self.0)
    }
}

/// Whether digits spell a whole number: without a fraction and an exponent.
#[must_use]
pub fn is_integer(digits: &str) -> bool {
    !digits.contains(['.', 'e', 'E'])
}

/// Whether JSON Schema takes a number for an `integer`.
#[must_use]
pub fn is_whole(digits: &str) -> bool {
    is_integer(digits) || digits.parse::<f64>().is_ok_and(|number| number.fract() == 0.0)
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Member {
    /// The key, its escapes resolved.
    pub key: String,
    /// The key's own place, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// What it is, for a message: `a string`, `an object`.
    #[must_use]
    pub fn noun(&self) -> &'static str {
        match self.kind {
            NodeKind::Null => "null",
            NodeKind::Bool(_) => "a boolean",
            NodeKind::Number(_) => "a number",
            NodeKind::Text(_) => "a string",
            NodeKind::List(_) => "an array",
            NodeKind::Object(_) => "an object",
        }
    }

    /// The members of an object; none of anything else.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        match &self.kind {
            NodeKind::Object(members) => members,
            _ => &[],
        }
    }

    /// The value under `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.members().iter().find(|member| member.key == key).map(|member| &member.value)
    }

    /// The text of a string.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Text(text) => Some(text),
            _ => None,
        }
    }
}
