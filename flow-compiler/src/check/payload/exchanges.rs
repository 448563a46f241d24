//! The data exchanges of one screen, told apart.

use std::collections::HashSet;

use crate::ast::Dialect;
use crate::check::scope::Scope;
use crate::check::wording::list;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Absence, Exchange, PayloadField};

use super::apart::{Keyed, literal, tell_apart};

/// The exchanges of a screen, equal ones once.
///
/// Equal are those with the same keys, types and literals: the endpoint could not tell which
/// action sent them, and need not. Of two others, the endpoint sees which one came by a key under
/// which both have a literal, and different ones, or by a key that one always sends and the other
/// never. Where neither is so, `flow!` asks for a literal, or for an `allow`, which makes one of
/// them. The exchanges of a document stay as they are, since no Rust is made of it.
#[must_use]
pub fn dedupe<'a>(
    cx: &mut Diagnostics,
    scope: &Scope<'a>,
    exchanges: Vec<Exchange<'a>>,
) -> Vec<Exchange<'a>> {
    if scope.flow.dialect == Dialect::Json {
        return exchanges;
    }
    let mut kept = once_each(exchanges);
    if scope.allowed.contains(&Code::AmbiguousExchange) {
        kept = merged(kept);
    } else {
        let keyed: Vec<_> = kept.iter().map(Keyed::of).collect();
        for (at, exchange) in keyed.iter().enumerate() {
            if let Some(other) = keyed[..at].iter().position(|other| !other.is_apart(exchange)) {
                ambiguous(cx, &kept[other], &kept[at]);
            }
        }
    }
    tell_apart(&mut kept);
    kept
}

/// The exchanges of a screen as a handler would tell them apart, those of a document as well.
#[must_use]
pub fn told_apart<'a>(exchanges: &[Exchange<'a>]) -> Vec<Exchange<'a>> {
    let mut kept = once_each(exchanges.to_vec());
    tell_apart(&mut kept);
    kept
}

fn once_each<'a>(exchanges: Vec<Exchange<'a>>) -> Vec<Exchange<'a>> {
    let mut kept: Vec<Exchange<'a>> = Vec::with_capacity(exchanges.len());
    for exchange in exchanges {
        let equal = kept.iter().position(|other| Keyed::of(other).equals(&Keyed::of(&exchange)));
        match equal {
            Some(at) => join(&mut kept[at], &exchange),
            None => kept.push(exchange),
        }
    }
    kept
}

/// Makes one exchange of those that cannot be told apart.
fn merged<'a>(exchanges: Vec<Exchange<'a>>) -> Vec<Exchange<'a>> {
    let mut kept: Vec<Exchange<'a>> = Vec::with_capacity(exchanges.len());
    for exchange in exchanges {
        let (mut exchange, mut place) = (exchange, kept.len());
        // What was made of two may not be told from a third.
        while let Some(at) = alike(&kept, &exchange) {
            let mut one = kept.remove(at);
            place = place.min(at);
            merge(&mut one, exchange);
            exchange = one;
        }
        kept.insert(place.min(kept.len()), exchange);
    }
    kept
}

/// The first that cannot be told from this one.
fn alike(kept: &[Exchange<'_>], exchange: &Exchange<'_>) -> Option<usize> {
    let exchange = Keyed::of(exchange);
    kept.iter().position(|other| !Keyed::of(other).is_apart(&exchange))
}

/// Makes one exchange of two: what only one of them sends may be absent.
fn merge<'a>(kept: &mut Exchange<'a>, other: Exchange<'a>) {
    let in_other = Keyed::of(&other);
    for field in &mut kept.fields {
        match in_other.get(field.key) {
            Some(other) => {
                field.ty = field.ty.common(&other.ty);
                field.absence = field.absence.or(other.absence);
                field.secret |= other.secret;
                field.open |= other.open;
                field.rename = field.rename.or(other.rename);
                let same = literal(field).zip(literal(other));
                if !same.is_some_and(|(one, other)| one.is_same(&other)) {
                    field.literal = None;
                }
            }
            None => field.absence = field.absence.or(Some(Absence::InSome)),
        }
    }
    let known: HashSet<&str> = kept.fields.iter().map(|field| field.key).collect();
    for field in other.fields {
        if !known.contains(field.key) {
            let absence = field.absence.or(Some(Absence::InSome));
            kept.fields.push(PayloadField { absence, ..field });
        }
    }
}

fn ambiguous(cx: &mut Diagnostics, other: &Exchange<'_>, exchange: &Exchange<'_>) {
    let keys = |exchange: &Exchange<'_>| match exchange.fields.as_slice() {
        [] => "nothing".to_owned(),
        fields => list(fields.iter().map(|field| field.key)),
    };
    let message = if keys(other) == keys(exchange) {
        format!(
            "the endpoint cannot tell this `data_exchange` from another one of the screen: both send {}",
            keys(exchange)
        )
    } else {
        format!(
            "the endpoint cannot tell this `data_exchange`, which sends {}, from another one of the screen, which sends {}, where a field is left empty",
            keys(exchange),
            keys(other)
        )
    };
    cx.error(Code::AmbiguousExchange, exchange.span, message).help(
        "give each a literal of its own, such as `trigger: \"save\"`; where the payloads cannot \
             change, `allow: [AMBIGUOUS_EXCHANGE]` after the flow's name reads them as one",
    );
}

/// Keeps of two equal exchanges the one view that both fit.
fn join(kept: &mut Exchange<'_>, other: &Exchange<'_>) {
    let other = Keyed::of(other);
    for field in &mut kept.fields {
        if let Some(other) = other.get(field.key) {
            field.absence = field.absence.or(other.absence);
            field.open |= other.open;
            if field.rename != other.rename {
                field.rename = None;
            }
            if field.docs != other.docs {
                field.docs = &[];
            }
        }
    }
}
