//! What tells the payloads of one screen apart.

use std::collections::{BTreeSet, HashMap};

use crate::model::{Exchange, PayloadField, Sign, Value, ValueKind};

/// A payload whose fields are looked up by their keys.
#[derive(Debug)]
pub struct Keyed<'e, 'a> {
    exchange: &'e Exchange<'a>,
    at: HashMap<&'a str, usize>,
}

impl<'e, 'a> Keyed<'e, 'a> {
    #[must_use]
    pub fn of(exchange: &'e Exchange<'a>) -> Self {
        let keys = exchange.fields.iter().enumerate();
        Self { exchange, at: keys.map(|(at, field)| (field.key, at)).collect() }
    }

    /// The field with this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'e PayloadField<'a>> {
        self.exchange.fields.get(*self.at.get(key)?)
    }

    /// Whether both have the same keys, types and literals.
    pub(super) fn equals(&self, other: &Self) -> bool {
        self.at.len() == other.at.len()
            && self.exchange.fields.iter().all(|field| {
                other.get(field.key).is_some_and(|other| {
                    let literals = (literal(field), literal(other));
                    field.ty == other.ty
                        && match literals {
                            (Some(one), Some(other)) => one.is_same(&other),
                            (one, other) => one.is_none() && other.is_none(),
                        }
                })
            })
    }

    /// Whether an endpoint sees which of the two came.
    pub(super) fn is_apart(&self, other: &Self) -> bool {
        self.differs(other).is_some()
            || self.always_more(other).is_some()
            || other.always_more(self).is_some()
    }

    /// The place of the first field whose literal is another one in the other payload.
    fn differs(&self, other: &Self) -> Option<usize> {
        self.exchange.fields.iter().position(|field| {
            let theirs = other.get(field.key).and_then(literal);
            literal(field).zip(theirs).is_some_and(|(ours, theirs)| !ours.is_same(&theirs))
        })
    }

    /// A key that this one always sends and the other never.
    fn always_more(&self, other: &Self) -> Option<&'a str> {
        let mut fields = self.exchange.fields.iter();
        let more = |field: &&PayloadField<'_>| !field.optional() && other.get(field.key).is_none();
        fields.find(more).map(|field| field.key)
    }
}

/// Gives each payload of a screen what tells it from the others.
///
/// For each other payload there is one sign that holds here and not there: a literal, or a key that
/// one of the two always has and the other never.
pub fn tell_apart(exchanges: &mut [Exchange<'_>]) {
    let keyed: Vec<Keyed<'_, '_>> = exchanges.iter().map(Keyed::of).collect();
    let told: Vec<_> = (0..keyed.len()).map(|own| (tag(own, &keyed), signs(own, &keyed))).collect();
    for (exchange, (tag, signs)) in exchanges.iter_mut().zip(told) {
        exchange.tag = tag;
        exchange.signs = signs;
    }
}

fn signs<'a>(own: usize, exchanges: &[Keyed<'_, 'a>]) -> Vec<Sign<'a>> {
    let mut literals: Vec<usize> = Vec::new();
    let mut keys: BTreeSet<(&str, bool)> = BTreeSet::new();
    for (at, other) in exchanges.iter().enumerate().filter(|(at, _)| *at != own) {
        let mine = &exchanges[own];
        if let Some(field) = mine.differs(other) {
            if !literals.contains(&field) {
                literals.push(field);
            }
            continue;
        }
        // Both look for the key in the same order, so that both find the same one.
        let (first, second) = if at < own { (other, mine) } else { (mine, other) };
        let in_first = first.always_more(second).map(|key| (key, true));
        let found = in_first.or_else(|| second.always_more(first).map(|key| (key, false)));
        keys.extend(found.map(|(key, in_first)| (key, in_first == (at > own))));
    }
    let compared =
        |key: &str| literals.iter().any(|at| exchanges[own].exchange.fields[*at].key == key);
    let keys = keys.into_iter().filter(|(key, there)| !(*there && compared(key)));
    let keys = keys.map(|(key, there)| if there { Sign::Has(key) } else { Sign::Lacks(key) });
    let keys: Vec<_> = keys.collect();
    literals.into_iter().map(Sign::Literal).chain(keys).collect()
}

/// The place of the first literal that differs from what every other payload has under its key.
fn tag(own: usize, exchanges: &[Keyed<'_, '_>]) -> Option<usize> {
    exchanges[own].exchange.fields.iter().position(|field| {
        let Some(ours) = literal(field) else { return false };
        let others = exchanges.iter().enumerate().filter(|(at, _)| *at != own);
        let mut theirs = others.filter_map(|(_, other)| other.get(field.key));
        theirs.all(|field| literal(field).is_some_and(|theirs| !ours.is_same(&theirs)))
    })
}

/// A literal by which payloads can be told apart. Devices may send any of them as a text.
pub(super) enum Literal<'v> {
    Text(&'v str),
    Number(f64),
    Bool(bool),
}

impl Literal<'_> {
    /// Whether what is sent for one may be read as the other.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let near = |one: f64, other: f64| (one - other).abs() < f64::EPSILON;
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => one == other,
            (Self::Number(one), Self::Number(other)) => near(*one, *other),
            (Self::Bool(one), Self::Bool(other)) => one == other,
            (Self::Text(text), Self::Number(number)) | (Self::Number(number), Self::Text(text)) => {
                text.parse().is_ok_and(|text| near(text, *number))
            }
            (Self::Text(text), Self::Bool(truth)) | (Self::Bool(truth), Self::Text(text)) => {
                *text == if *truth { "true" } else { "false" }
            }
            (Self::Number(_), Self::Bool(_)) | (Self::Bool(_), Self::Number(_)) => false,
        }
    }
}

/// The literal of a field; none where it is no number that a program can hold.
pub(super) fn literal<'v>(field: &'v PayloadField<'_>) -> Option<Literal<'v>> {
    match &field.literal {
        Some(Value { kind: ValueKind::Text(text), .. }) => Some(Literal::Text(text)),
        Some(Value { kind: ValueKind::Bool(truth), .. }) => Some(Literal::Bool(*truth)),
        Some(Value { kind: ValueKind::Number(digits), .. }) => {
            digits.parse().ok().filter(|number: &f64| number.is_finite()).map(Literal::Number)
        }
        _ => None,
    }
}
