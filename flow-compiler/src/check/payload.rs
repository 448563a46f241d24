//! Payloads: what their keys stand for, and whether the receiver takes them.

mod ahead;
mod apart;
mod exchanges;
mod files;
mod filled;
mod receiver;
mod value;
mod view;

pub use apart::Keyed;
#[cfg(test)]
pub use apart::tell_apart;
pub use exchanges::{dedupe, told_apart};
pub use filled::Moment;
pub use receiver::absent;
pub use view::{everything, exchange, input_type, is_secret};

use std::collections::HashSet;

use crate::ast::{Payload, PayloadItem, Reference, Value};
use crate::catalogue::{ActionKind, V7_2};
use crate::check::expression::Codes;
use crate::check::scope::{FieldScope, Here, ScreenScope};
use crate::check::wording::few;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::Member;
use crate::span::Span;

/// A payload as it is in the document, faulty values left out.
///
/// `next` is the screen that `navigate` opens, where that is known.
pub fn lower<'s, 'a>(
    cx: &mut Diagnostics,
    here: Here<'s, 'a>,
    payload: &'a Payload,
    kind: ActionKind,
    next: Option<&'s ScreenScope<'a>>,
) -> Vec<Member<'a>> {
    duplicates(cx, payload);
    spreads(cx, payload);
    let mut values = value::Values::new(cx, here, kind, next);
    let mut meant = Vec::with_capacity(payload.items.len());
    let mut keys = Vec::with_capacity(payload.items.len());
    let mut whole = !payload.broken;
    let takes = |name: &str| next.is_none_or(|next| next.datum(name).is_some());
    for entry in entries(here, payload) {
        let value = values.entry(&entry);
        let mut name = Some(entry.key);
        let nothing = matches!(entry.meaning, Meaning::Nothing) && !takes(entry.key);
        if nothing && keys.len() >= LOOKED_AT {
            whole = false;
        } else if nothing {
            // A misspelled name is not one too many and one too few for the receiver as well.
            name = near(here, entry.key).filter(|name| takes(name));
            whole &= name.is_some();
        }
        // What a spread brings and cannot be sent was reported; the receiver is not asked for it.
        if let Some(name) = name.filter(|_| value.is_some() || entry.spread.is_none()) {
            keys.push(receiver::Key { name, span: entry.span, spread: entry.spread });
        }
        if let Some(value) = value {
            meant.push((entry.key, entry.span, value));
        }
    }
    let sent = values.into_files();
    files::check(cx, here, kind, &sent);
    match kind {
        ActionKind::Navigate => {
            if let Some(next) = next {
                receiver::navigate(cx, here, (payload.span, whole), next, &keys, &meant);
            }
        }
        ActionKind::UpdateData => receiver::update(cx, here, payload, &keys, &meant),
        ActionKind::DataExchange | ActionKind::Complete | ActionKind::OpenUrl => {}
    }
    meant
        .into_iter()
        .map(|(key, span, meant)| Member { key: key.into(), span, value: meant.value })
        .collect()
}

/// A key of a payload, after `..form` and `..data` were written out.
struct Entry<'s, 'a> {
    key: &'a str,
    span: Span,
    /// The place among the items of the `..form` or `..data` that it comes from.
    spread: Option<usize>,
    meaning: Meaning<'s, 'a>,
}

/// What a key stands for.
enum Meaning<'s, 'a> {
    /// The field of this screen.
    Input(&'s FieldScope<'a>),
    /// The data field of this screen with the key's name.
    Datum,
    Written(&'a Value),
    /// A field and data have the name.
    Both,
    /// Neither a field nor data has the name.
    Nothing,
}

/// The keys of a payload, each once, in the order of the document.
///
/// A spread stands for what the payload names nowhere else.
fn entries<'s, 'a>(here: Here<'s, 'a>, payload: &'a Payload) -> Vec<Entry<'s, 'a>> {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut named: HashSet<&str> = payload
        .items
        .iter()
        .filter_map(|item| match item {
            PayloadItem::Field { key, .. } => Some(key.text.as_str()),
            PayloadItem::Spread(_) => None,
        })
        .collect();
    let mut entries = Vec::with_capacity(payload.items.len());
    for (at, item) in payload.items.iter().enumerate() {
        match item {
            PayloadItem::Field { key, value } => {
                let name = key.text.as_str();
                if !seen.insert(name) {
                    continue;
                }
                let meaning = match value {
                    Some(value) => Meaning::Written(value),
                    None => shorthand(here, name),
                };
                entries.push(Entry { key: name, span: key.span, spread: None, meaning });
            }
            PayloadItem::Spread(word) => {
                let spread: Vec<(&'a str, Meaning<'s, 'a>)> = match word.text.as_str() {
                    "form" => {
                        inputs(here).map(|field| (field.name, Meaning::Input(field))).collect()
                    }
                    "data" => here
                        .screen
                        .data
                        .iter()
                        .flatten()
                        .map(|(key, _)| (*key, Meaning::Datum))
                        .collect(),
                    _ => continue,
                };
                for (key, meaning) in spread {
                    if named.insert(key) {
                        entries.push(Entry { key, span: word.span, spread: Some(at), meaning });
                    }
                }
            }
        }
    }
    entries
}

/// The fields of the screen that have a value.
fn inputs<'s, 'a>(here: Here<'s, 'a>) -> impl Iterator<Item = &'s FieldScope<'a>> {
    here.screen.fields.iter().filter(|field| field.schema.is_some())
}

fn shorthand<'s, 'a>(here: Here<'s, 'a>, name: &str) -> Meaning<'s, 'a> {
    let field = here.screen.field(name).filter(|field| field.schema.is_some());
    match (field, here.screen.datum(name)) {
        (Some(_), Some(_)) => Meaning::Both,
        (Some(field), None) => Meaning::Input(field),
        (None, Some(_)) => Meaning::Datum,
        (None, None) => Meaning::Nothing,
    }
}

/// The reference that an entry without a written value stands for.
fn implied(root: &str, entry: &Entry<'_, '_>) -> Reference {
    Reference { segments: vec![root.to_owned(), entry.key.to_owned()], span: entry.span }
}

/// Meta types the expressions of `complete` and `data_exchange` from 7.2 on.
fn codes(here: Here<'_, '_>, kind: ActionKind, lone: bool) -> Codes {
    let typed =
        matches!(kind, ActionKind::Navigate | ActionKind::UpdateData) || here.scope.since(V7_2);
    let reference = match kind {
        _ if typed && !lone => Code::InvalidActionPayloadProperty,
        ActionKind::UpdateData => Code::InvalidUpdateDataActionPayload,
        _ => Code::InvalidOnClickActionPayload,
    };
    let operand = typed.then_some(Code::InvalidActionPayloadProperty);
    let remainder = matches!(kind, ActionKind::Complete | ActionKind::DataExchange);
    Codes { reference, operand, remainder }
}

fn duplicates(cx: &mut Diagnostics, payload: &Payload) {
    let mut seen: HashSet<&str> = HashSet::new();
    for item in &payload.items {
        let PayloadItem::Field { key, .. } = item else {
            continue;
        };
        if !seen.insert(&key.text) {
            let message = format!("the payload has `{}` twice", key.text);
            cx.error(Code::DuplicateKey, key.span, message).help("keep one of them");
        }
    }
}

fn spreads(cx: &mut Diagnostics, payload: &Payload) {
    for item in &payload.items {
        let PayloadItem::Spread(word) = item else {
            continue;
        };
        if !matches!(word.text.as_str(), "form" | "data") {
            let message = format!("`..{}` stands for nothing", word.text);
            cx.error(Code::UnknownName, word.span, message)
                .help("write `..form` for every field of the screen, `..data` for all its data");
        }
    }
}

/// Reports a shorthand that means nothing, or two things. `wanted` says whether the next screen has
/// data of that name, so that the key stays.
fn unclear(
    cx: &mut Diagnostics,
    here: Here<'_, '_>,
    kind: ActionKind,
    entry: &Entry<'_, '_>,
    wanted: bool,
) {
    let key = entry.key;
    if here.screen.open && matches!(entry.meaning, Meaning::Nothing) {
        return;
    }
    if matches!(entry.meaning, Meaning::Both) {
        let message = format!("`{key}` is both a field and a data field of this screen");
        cx.error(Code::AmbiguousName, entry.span, message)
            .help(format!("write `{key}: ${{form.{key}}}` or `{key}: ${{data.{key}}}`"));
        return;
    }
    let message = format!("this screen has neither a field nor a data field `{key}`");
    let code = codes(here, kind, true).reference;
    if cx.is_full() {
        cx.error(code, entry.span, message);
        return;
    }
    let near = cx.nearest(key, names(here));
    let fault = cx.error(code, entry.span, message);
    if let (Some(near), true) = (near, wanted) {
        let root = if here.screen.field(near).is_some() { "form" } else { "data" };
        fault.write(&format!("{key}: ${{{root}.{near}}}"));
    } else if let Some(near) = near {
        fault.meant(key, near);
    } else {
        let known = few(names(here));
        fault.help(match known {
            Some(known) => format!("write `{key}: …` with a value; the screen has {known}"),
            None => format!("write `{key}: …` with a value"),
        });
    }
}

/// What a name alone in a payload may stand for.
fn names<'a>(here: Here<'_, 'a>) -> impl Iterator<Item = &'a str> {
    let data = here.screen.data.iter().flatten().map(|(key, _)| *key);
    inputs(here).map(|field| field.name).chain(data)
}

/// So many keys of a payload are looked up by what they resemble; a document may hold many more.
const LOOKED_AT: usize = 100;

/// The name that a misspelled one was meant for.
fn near<'a>(here: Here<'_, 'a>, key: &str) -> Option<&'a str> {
    crate::diagnostic::nearest(key, names(here))
}
