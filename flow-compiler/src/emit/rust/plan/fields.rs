//! What the fields of each struct are called.

use std::collections::{HashMap, HashSet};
use std::iter;

use super::completion::Union;
use crate::diagnostic::{Code, Diagnostics};
use crate::emit::rust::ident;
use crate::model::Flow;
use crate::span::Span;

/// The keys of one struct, each with the Rust name of its field, in the order of the struct. Of several
/// fields with one key the first is here; the check has reported the others.
#[derive(Debug)]
pub(crate) struct FieldNames<'a>(Vec<(&'a str, String)>);

/// A key of a payload.
pub(super) struct Key<'a> {
    pub(super) wire: &'a str,
    pub(super) rename: Option<&'a str>,
    /// Whether an input has this name, so that it can be given a `rename`.
    pub(super) input: bool,
    pub(super) span: Span,
}

/// Why a key has not the name that it should have.
enum Clash<'a> {
    /// No letter of it can be in a name, or its `rename` is none.
    NoName,
    /// The key that has the name, and whether that can be renamed.
    With { name: String, other: &'a str, other_can: bool },
}

impl<'a> FieldNames<'a> {
    /// The names of fields that nobody can rename: where several meet, a number tells them apart.
    pub(crate) fn of(keys: impl IntoIterator<Item = &'a str>) -> Self {
        let keys = keys.into_iter().map(|wire| Key {
            wire,
            rename: None,
            input: false,
            span: Span::text(0, 0),
        });
        Self::named(keys, |_, _| {})
    }

    /// The names in the order of the struct.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a str, &str)> {
        self.0.iter().map(|(key, name)| (*key, name.as_str()))
    }

    fn named(
        keys: impl IntoIterator<Item = Key<'a>>,
        mut clash: impl FnMut(&Key<'a>, Clash<'a>),
    ) -> Self {
        let mut seen = HashSet::new();
        let mut owners: HashMap<String, (&'a str, bool)> = HashMap::new();
        let mut taken: HashSet<String> = HashSet::new();
        let mut names = Vec::new();
        for key in keys {
            if !seen.insert(key.wire) {
                continue;
            }
            let derived = ident::field(key.wire, key.rename);
            match &derived {
                None => clash(&key, Clash::NoName),
                Some(name) => match owners.get(name) {
                    Some((other, other_can)) => {
                        let (name, other_can) = (name.clone(), *other_can);
                        clash(&key, Clash::With { name, other, other_can });
                    }
                    None => {
                        owners.insert(name.clone(), (key.wire, key.can_be_renamed()));
                    }
                },
            }
            let name = derived.unwrap_or_else(|| ident::FIELD.to_owned());
            let numbered = (2..).map(|number| format!("{name}_{number}"));
            let mut free = iter::once(name.clone()).chain(numbered);
            if let Some(free) = free.find(|name| taken.insert(name.clone())) {
                names.push((key.wire, free));
            }
        }
        Self(names)
    }
}

impl Key<'_> {
    fn can_be_renamed(&self) -> bool {
        self.input || self.rename.is_some()
    }
}

const RENAME: &str = "name its Rust field on the input: `(rename: other)`";

/// Reports the names of fields that their author can change, each key once.
pub(super) struct Reporter<'a> {
    /// What the fields are of.
    noun: &'static str,
    reported: HashSet<&'a str>,
}

impl<'a> Reporter<'a> {
    pub(super) fn new(noun: &'static str) -> Self {
        Self { noun, reported: HashSet::new() }
    }

    /// Names the fields of one struct.
    pub(super) fn named(
        &mut self,
        cx: &mut Diagnostics,
        keys: impl IntoIterator<Item = Key<'a>>,
    ) -> FieldNames<'a> {
        FieldNames::named(keys, |key, clash| self.report(cx, key, clash))
    }

    fn report(&mut self, cx: &mut Diagnostics, key: &Key<'a>, clash: Clash<'a>) {
        let (wire, noun) = (key.wire, self.noun);
        let (message, help) = match (clash, key.rename) {
            (Clash::NoName, Some(rename)) => (
                format!("`{rename}` is not a name of a Rust field"),
                "use letters, digits and `_`, with a letter first",
            ),
            (Clash::NoName, None) if key.input => {
                (format!("`{wire}` has no letter that could name a Rust field"), RENAME)
            }
            (Clash::With { name, other, other_can }, _) if key.can_be_renamed() || other_can => {
                let name = ident::ident(&name, proc_macro2::Span::call_site());
                let message =
                    format!("`{other}` and `{wire}` of one {noun} both become the field `{name}`");
                (message, RENAME)
            }
            _ => return,
        };
        if self.reported.insert(wire) {
            cx.error(Code::InvalidRustName, key.span, message).help(help);
        }
    }
}

/// The names of what a completion carries. The flow's own token is the first, so that it keeps its name.
pub(super) fn completion<'a>(
    cx: &mut Diagnostics,
    flow: &Flow<'a>,
    union: &Union<'a>,
) -> FieldNames<'a> {
    let inputs = inputs(flow);
    let token = Key { wire: "flow_token", rename: None, input: true, span: flow.span };
    let carried = union.fields.iter().map(|carried| Key {
        wire: carried.key,
        rename: carried.rename,
        input: inputs.contains(carried.key),
        span: carried.span,
    });
    Reporter::new("completion").named(cx, iter::once(token).chain(carried))
}

/// The inputs whose Rust fields have no name of their own, each with one for its `rename`.
#[must_use]
pub fn renames(flow: &Flow<'_>) -> HashMap<String, String> {
    let inputs = inputs(flow);
    let completion = Union::of(flow);
    let exchanges = flow.screens.iter().flat_map(|screen| &screen.exchanges);
    let sent = exchanges.flat_map(|exchange| &exchange.fields).map(|field| field.key);
    let mut keys: Vec<&str> = sent.chain(completion.fields.iter().map(|field| field.key)).collect();
    let own = |key: &str| ident::field(key, None);
    // What cannot be renamed comes first, and then what is called as its field would be.
    keys.sort_by_key(|key| (inputs.contains(key), own(key).as_deref() != Some(*key)));
    let mut taken = HashMap::from([("flow_token".to_owned(), "flow_token")]);
    let mut renames = HashMap::new();
    for key in keys {
        let derived = own(key);
        let free =
            derived.as_ref().is_some_and(|name| taken.get(name).is_none_or(|own| *own == key));
        if let Some(name) = derived.clone().filter(|_| free) {
            taken.insert(name, key);
        } else if inputs.contains(key) && !renames.contains_key(key) {
            let base = derived.unwrap_or_else(|| ident::FIELD.to_owned());
            let mut numbered = (1..).map(|number| format!("{base}_{number}"));
            if let Some(name) = numbered.find(|name| !taken.contains_key(name)) {
                taken.insert(name.clone(), key);
                renames.insert(key.to_owned(), name);
            }
        }
    }
    renames
}

fn inputs<'a>(flow: &Flow<'a>) -> HashSet<&'a str> {
    flow.screens.iter().flat_map(|screen| &screen.inputs).map(|input| input.name).collect()
}
