//! What values and components are asked.

use std::borrow::Cow;

use super::{Component, Number, Piece, Property, Value, ValueKind};
use crate::span::Span;

impl Value {
    /// A value in the words of the source.
    #[must_use]
    pub fn new(kind: ValueKind, span: Span) -> Self {
        Self { kind, span, verbatim: false }
    }

    /// The text of a value that is one: a string without references, a word, a raw string.
    #[must_use]
    pub fn plain(&self) -> Option<Cow<'_, str>> {
        match &self.kind {
            ValueKind::Text(pieces) => match pieces.as_slice() {
                [] => Some("".into()),
                [Piece::Text(text)] => Some(text.as_str().into()),
                pieces => pieces
                    .iter()
                    .map(|piece| match piece {
                        Piece::Text(text) => Some(text.as_str()),
                        Piece::Reference(_) => None,
                    })
                    .collect::<Option<String>>()
                    .map(Cow::Owned),
            },
            ValueKind::Word(word) => Some(word.as_str().into()),
            _ => None,
        }
    }

    /// The text of a value that borrows it from the tree.
    #[must_use]
    pub fn borrowed(&self) -> Option<&str> {
        match self.plain()? {
            Cow::Borrowed(text) => Some(text),
            Cow::Owned(_) => None,
        }
    }

    /// The members of an object; none of anything else.
    #[must_use]
    pub fn members(&self) -> &[Property] {
        match &self.kind {
            ValueKind::Object(members) => members,
            _ => &[],
        }
    }

    /// The items of a list; none of anything else.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match &self.kind {
            ValueKind::List(items) => items,
            _ => &[],
        }
    }

    /// The member of an object with this key of the document.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let mut members = self.members().iter();
        members.find(|member| member.name.wire() == key).map(|member| &member.value)
    }

    /// The number, where it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        match &self.kind {
            ValueKind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The literal `true` or `false`.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            ValueKind::Bool(value) => Some(value),
            _ => None,
        }
    }
}

impl Component {
    /// The value of the setting with this key of the document.
    #[must_use]
    pub fn setting(&self, key: &str) -> Option<&Value> {
        let mut settings = self.settings.iter();
        settings.find(|property| property.name.wire() == key).map(|property| &property.value)
    }

    /// The word or the text of such a setting.
    #[must_use]
    pub fn word(&self, key: &str) -> Option<&str> {
        self.setting(key)?.borrowed()
    }

    /// The name before the kind, or the `name` of a faulty document that has a setting of it.
    #[must_use]
    pub fn called(&self) -> Option<(&str, Span)> {
        if let Some(key) = &self.name {
            return Some((key.text.as_str(), key.span));
        }
        let value = self.setting("name")?;
        Some((value.borrowed()?, value.span))
    }
}
