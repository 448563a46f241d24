//! What tells the payloads of one screen apart.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Exchange, PayloadField, Value, ValueKind};

/// Conditions on `fields` that hold for this payload and for no other of the screen.
///
/// For each other payload one condition is in both, the other way round there: a literal, or a
/// key that one of the two always has and the other never.
pub(super) struct Telling<'e, 'a> {
    literals: Vec<&'e PayloadField<'a>>,
    /// Keys, with whether they are there.
    keys: BTreeSet<(&'a str, bool)>,
}

impl<'e, 'a> Telling<'e, 'a> {
    pub(super) fn of(own: &'e Exchange<'a>, exchanges: &'e [Exchange<'a>]) -> Self {
        let mut telling = Self { literals: Vec::new(), keys: BTreeSet::new() };
        let mut before = true;
        for other in exchanges {
            if std::ptr::eq(own, other) {
                before = false;
            } else if let Some(field) = differs(own, other) {
                telling.add_literal(field);
            } else {
                // Both look for the key in the same order, so that both find the same one.
                let (first, second) = if before { (other, own) } else { (own, other) };
                let has = always_more(first, second).map(|key| (key, before));
                let found = has.or_else(|| always_more(second, first).map(|key| (key, !before)));
                telling.keys.extend(found.map(|(key, in_other)| (key, !in_other)));
            }
        }
        telling
    }

    /// Whether no literal is among the conditions.
    pub(super) fn by_keys(&self) -> bool {
        self.literals.is_empty()
    }

    pub(super) fn condition(&self) -> TokenStream {
        let literals = self.literals.iter().filter_map(|field| {
            let key = field.key;
            let equal = equal(field.literal.as_ref()?)?;
            Some(quote!(fields.get(#key).is_some_and(|value| #equal)))
        });
        let compared = |key: &str| self.literals.iter().any(|field| field.key == key);
        let keys = self.keys.iter().filter(|(key, there)| !(*there && compared(key)));
        let keys = keys.map(|(key, there)| {
            let not = (!there).then(|| quote!(!));
            quote!(#not fields.contains(#key))
        });
        let mut conditions: Vec<_> = literals.chain(keys).collect();
        if conditions.is_empty() {
            // Nothing tells it from the others; the check has reported it.
            conditions.push(quote!(false));
        }
        quote!(#(#conditions)&&*)
    }

    fn add_literal(&mut self, field: &'e PayloadField<'a>) {
        if !self.literals.iter().any(|known| known.key == field.key) {
            self.literals.push(field);
        }
    }
}

/// A literal as it compares with others. Devices may send any of them as a text.
pub(super) fn written<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match &value.kind {
        ValueKind::Text(text) | ValueKind::Number(text) => Some(text),
        ValueKind::Bool(true) => Some("true"),
        ValueKind::Bool(false) => Some("false"),
        _ => None,
    }
}

/// Whether the literal of a key differs from what every other payload has there.
pub(super) fn tells(field: &PayloadField<'_>, exchanges: &[Exchange<'_>]) -> bool {
    let Some(own) = field.literal.as_ref().and_then(written) else { return false };
    let same_key = |known: &&PayloadField<'_>| known.key == field.key;
    let mut equal = 0;
    for other in exchanges.iter().filter_map(|other| other.fields.iter().find(same_key)) {
        match other.literal.as_ref().and_then(written) {
            Some(literal) if literal == own => equal += 1,
            Some(_) => {}
            None => return false,
        }
    }
    equal == 1
}

/// The first field whose literal is another one in the other payload.
fn differs<'e, 'a>(own: &'e Exchange<'a>, other: &Exchange<'a>) -> Option<&'e PayloadField<'a>> {
    own.fields.iter().find(|field| {
        let theirs = other.fields.iter().find(|known| known.key == field.key);
        let theirs = theirs.and_then(|known| known.literal.as_ref()).and_then(written);
        let ours = field.literal.as_ref().and_then(written);
        ours.zip(theirs).is_some_and(|(ours, theirs)| ours != theirs)
    })
}

/// A key that `one` always sends and `other` never.
fn always_more<'a>(one: &Exchange<'a>, other: &Exchange<'a>) -> Option<&'a str> {
    let never = |field: &&PayloadField<'a>| {
        !field.optional() && !other.fields.iter().any(|known| known.key == field.key)
    };
    one.fields.iter().find(never).map(|field| field.key)
}

/// The literal as a value of Rust, to be sent.
pub(super) fn literal(value: &Value<'_>) -> Option<TokenStream> {
    match &value.kind {
        ValueKind::Text(text) => Some(quote!(#text)),
        ValueKind::Bool(truth) => Some(quote!(#truth)),
        ValueKind::Number(digits) => {
            let whole = digits.parse::<i64>().ok().map(|whole| quote!(#whole));
            let number = || digits.parse::<f64>().ok().filter(|number| number.is_finite());
            whole.or_else(|| number().map(|number| quote!(#number)))
        }
        _ => None,
    }
}

/// Whether `value` is this literal.
fn equal(value: &Value<'_>) -> Option<TokenStream> {
    let some = |with: TokenStream| quote!(::core::option::Option::Some(#with));
    match &value.kind {
        ValueKind::Text(text) => {
            let text = some(quote!(#text));
            Some(quote!(value.as_str() == #text))
        }
        ValueKind::Bool(truth) => {
            let word = some(if *truth { quote!("true") } else { quote!("false") });
            let truth = some(quote!(#truth));
            Some(quote!((value.as_bool() == #truth || value.as_str() == #word)))
        }
        ValueKind::Number(digits) => {
            let number: f64 = digits.parse().ok().filter(|number: &f64| number.is_finite())?;
            Some(quote! {
                value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok()))
                    .is_some_and(|found| (found - #number).abs() < f64::EPSILON)
            })
        }
        _ => None,
    }
}
