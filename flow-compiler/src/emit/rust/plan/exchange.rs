//! What the payloads of a screen are called.

use std::collections::{HashMap, HashSet};

use super::fields::{FieldNames, Key, Reporter};
use crate::diagnostic::Diagnostics;
use crate::emit::rust::ident::type_name;
use crate::model::{Exchange, PayloadField, Screen, Value, ValueKind};

/// One payload of a screen: the only one, or a variant.
#[derive(Debug)]
pub(crate) struct Variant<'f, 'a> {
    pub(crate) name: String,
    pub(crate) exchange: &'f Exchange<'a>,
    /// The key whose literal value tells it from the others, which is no field.
    pub(crate) told_by: Option<&'f PayloadField<'a>>,
    pub(crate) fields: FieldNames<'a>,
}

impl<'f, 'a> Variant<'f, 'a> {
    /// What it carries as fields.
    pub(crate) fn carried(&self) -> impl Iterator<Item = &'f PayloadField<'a>> + use<'f, 'a> {
        carried(self.exchange, self.told_by)
    }
}

fn carried<'f, 'a>(
    exchange: &'f Exchange<'a>,
    told_by: Option<&'f PayloadField<'a>>,
) -> impl Iterator<Item = &'f PayloadField<'a>> + use<'f, 'a> {
    let told = told_by.map(|told| told.key);
    exchange.fields.iter().filter(move |field| told != Some(field.key))
}

/// Names the payloads of a screen and their fields: a payload after the literal that tells it, else
/// after the keys that not all have.
pub(super) fn named<'f, 'a>(cx: &mut Diagnostics, screen: &'f Screen<'a>) -> Vec<Variant<'f, 'a>> {
    let several = screen.exchanges.len() > 1;
    let inputs: HashSet<&str> = screen.inputs.iter().map(|input| input.name).collect();
    let mut reporter = Reporter::new("payload");
    let mut times: HashMap<&str, usize> = HashMap::new();
    for field in screen.exchanges.iter().flat_map(|exchange| &exchange.fields) {
        *times.entry(field.key).or_default() += 1;
    }
    let mut taken = HashSet::with_capacity(screen.exchanges.len());
    let variant = |exchange: &'f Exchange<'a>| {
        let told_by = exchange.tag.filter(|_| several).and_then(|at| exchange.fields.get(at));
        let own = exchange
            .fields
            .iter()
            .map(|field| field.key)
            .filter(|key| times.get(key) < Some(&screen.exchanges.len()));
        let name = name(exchange, told_by, own);
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let name = names.find(|name| taken.insert(name.clone())).unwrap_or(name);
        let keys = carried(exchange, told_by).map(|field| Key {
            wire: field.key,
            rename: field.rename,
            input: inputs.contains(field.key),
            span: field.span,
        });
        let fields = reporter.named(cx, keys);
        Variant { name, exchange, told_by, fields }
    };
    screen.exchanges.iter().map(variant).collect()
}

fn name<'a>(
    exchange: &Exchange<'a>,
    told_by: Option<&PayloadField<'a>>,
    own: impl Iterator<Item = &'a str>,
) -> String {
    let name = match told_by.and_then(|told| Some((told.key, told.literal.as_ref()?))) {
        Some((_, Value { kind: ValueKind::Text(text), .. })) => type_name(text),
        Some((key, Value { kind: ValueKind::Number(digits), .. })) => {
            type_name(&format!("{key}_{digits}"))
        }
        Some((key, Value { kind: ValueKind::Bool(truth), .. })) => {
            type_name(&format!("{key}_{truth}"))
        }
        _ if exchange.fields.is_empty() => Some("Empty".to_owned()),
        _ => type_name(&own.take(3).collect::<Vec<_>>().join("_")),
    };
    name.unwrap_or_else(|| "Plain".to_owned())
}
