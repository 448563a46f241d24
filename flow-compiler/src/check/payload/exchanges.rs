//! The data exchanges of one screen, told apart.

use crate::ast::Dialect;
use crate::check::scope::Scope;
use crate::check::settings::list;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Absence, Exchange, PayloadField, Value, ValueKind};

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
    let mut kept: Vec<Exchange<'a>> = Vec::with_capacity(exchanges.len());
    for exchange in exchanges {
        match kept.iter_mut().find(|other| equal(other, &exchange)) {
            Some(other) => join(other, &exchange),
            None => kept.push(exchange),
        }
    }
    if scope.allowed.contains(&Code::AmbiguousExchange) {
        while let Some((one, other)) = mixed_up(&kept) {
            let other = kept.remove(other);
            merge(&mut kept[one], other);
        }
    } else {
        for (index, exchange) in kept.iter().enumerate() {
            let same = |other: &&Exchange<'a>| !told_apart(other, exchange);
            if let Some(other) = kept[..index].iter().find(same) {
                ambiguous(cx, other, exchange);
            }
        }
    }
    kept
}

/// Two that cannot be told apart, the first before the second.
fn mixed_up(exchanges: &[Exchange<'_>]) -> Option<(usize, usize)> {
    (0..exchanges.len()).find_map(|at| {
        let same = |other: &Exchange<'_>| !told_apart(other, &exchanges[at]);
        exchanges[..at].iter().position(same).map(|one| (one, at))
    })
}

/// Makes one exchange of two: what only one of them sends may be absent.
fn merge<'a>(kept: &mut Exchange<'a>, other: Exchange<'a>) {
    for field in &mut kept.fields {
        match find(&other, field.key) {
            Some(other) => {
                field.ty = field.ty.common(&other.ty);
                field.absence = field.absence.or(other.absence);
                field.secret |= other.secret;
                field.rename = field.rename.or(other.rename);
                if literal(field) != literal(other) {
                    field.literal = None;
                }
            }
            None => field.absence = field.absence.or(Some(Absence::InSome)),
        }
    }
    for field in other.fields {
        if find(kept, field.key).is_none() {
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

fn equal(a: &Exchange<'_>, b: &Exchange<'_>) -> bool {
    a.fields.len() == b.fields.len()
        && a.fields.iter().all(|field| {
            find(b, field.key)
                .is_some_and(|other| field.ty == other.ty && literal(field) == literal(other))
        })
}

/// Keeps of two equal exchanges the one view that both fit.
fn join(kept: &mut Exchange<'_>, other: &Exchange<'_>) {
    for field in &mut kept.fields {
        if let Some(other) = find(other, field.key) {
            field.absence = field.absence.or(other.absence);
            if field.rename != other.rename {
                field.rename = None;
            }
            if field.docs != other.docs {
                field.docs = &[];
            }
        }
    }
}

fn told_apart(a: &Exchange<'_>, b: &Exchange<'_>) -> bool {
    let literals_differ = a.fields.iter().any(|field| {
        let other = find(b, field.key).and_then(literal);
        literal(field).zip(other).is_some_and(|(one, other)| one != other)
    });
    literals_differ || always_has_more(a, b) || always_has_more(b, a)
}

/// Whether `a` always sends a key that `b` never sends.
fn always_has_more(a: &Exchange<'_>, b: &Exchange<'_>) -> bool {
    a.fields.iter().any(|field| !field.optional() && find(b, field.key).is_none())
}

fn find<'e, 'a>(exchange: &'e Exchange<'a>, key: &str) -> Option<&'e PayloadField<'a>> {
    exchange.fields.iter().find(|field| field.key == key)
}

/// A literal by which exchanges can be told apart. Devices may send any of them as a text.
fn literal<'v>(field: &'v PayloadField<'_>) -> Option<&'v str> {
    match &field.literal {
        Some(Value { kind: ValueKind::Text(text) | ValueKind::Number(text), .. }) => Some(text),
        Some(Value { kind: ValueKind::Bool(true), .. }) => Some("true"),
        Some(Value { kind: ValueKind::Bool(false), .. }) => Some("false"),
        _ => None,
    }
}
