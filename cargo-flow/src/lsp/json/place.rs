//! Where the cursor is in a document.

use flow_compiler::catalogue::Component;

use super::expect::{self, Expect};
use super::tree::{Member, Value, ValueKind};

/// A place in a document.
#[derive(Debug)]
pub(crate) struct Place<'v> {
    /// The objects and lists around it, outermost first, each with what it is.
    pub(crate) around: Vec<(&'v Value, Expect)>,
    pub(crate) spot: Spot<'v>,
}

/// What is at a place itself.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Spot<'v> {
    /// A key of the innermost object.
    Key(&'v Member),
    /// A string, number or word.
    Value(&'v Value, Expect),
    /// After the `:` of a key that has no value yet.
    Missing(&'v Member, Expect),
    /// Between the values of the innermost object or list, or in an empty text.
    Gap,
}

impl<'v> Place<'v> {
    /// The place of a byte.
    pub(crate) fn at(text: &str, root: Option<&'v Value>, byte: usize) -> Self {
        let mut place = Self { around: Vec::new(), spot: Spot::Gap };
        if let Some(root) = root.filter(|root| holds(root, byte)) {
            place.enter(text, root, Expect::Flow, byte);
        }
        place
    }

    fn enter(&mut self, text: &str, value: &'v Value, expect: Expect, byte: usize) {
        match &value.kind {
            ValueKind::Object(members) => {
                self.around.push((value, expect));
                let Some(member) = members.iter().rev().find(|member| member.span.start <= byte)
                else {
                    return;
                };
                if byte <= member.key.end && !member.key.is_empty() {
                    self.spot = Spot::Key(member);
                    return;
                }
                let expected = expect.key(text, value, &member.name(text));
                match (&member.value, member.colon) {
                    (Some(inner), _) if holds(inner, byte) => {
                        self.enter(text, inner, expected, byte);
                    }
                    // Before the value, or where one is to be.
                    (Some(inner), _) if byte < inner.span.start => {
                        self.spot = Spot::Missing(member, expected);
                    }
                    (None, Some(colon)) if !text[colon..byte].contains([',', '}']) => {
                        self.spot = Spot::Missing(member, expected);
                    }
                    _ => {}
                }
            }
            ValueKind::List(items) => {
                self.around.push((value, expect));
                let item = items.iter().rev().find(|item| item.span.start <= byte);
                if let Some(item) = item.filter(|item| holds(item, byte)) {
                    self.enter(text, item, expect.item(), byte);
                }
            }
            ValueKind::Text | ValueKind::Atom => {
                self.spot = Spot::Value(value, expect);
            }
        }
    }

    /// The innermost object around it that is such a thing.
    pub(crate) fn inside(&self, is: impl Fn(Expect) -> bool) -> Option<&'v Value> {
        self.around.iter().rev().find(|(_, expect)| is(*expect)).map(|(value, _)| *value)
    }

    /// The innermost component around it.
    pub(crate) fn component(&self, text: &str) -> Option<(&'v Value, &'static Component)> {
        let value = self.inside(|expect| matches!(expect, Expect::Node(_)))?;
        Some((value, expect::row(text, value)?))
    }
}

/// Whether a byte is inside of a value, its end included where a person types on there.
fn holds(value: &Value, byte: usize) -> bool {
    let span = &value.span;
    match value.kind {
        ValueKind::Atom => span.start <= byte && byte <= span.end,
        _ => span.start < byte && (byte < span.end || !value.closed && byte == span.end),
    }
}
