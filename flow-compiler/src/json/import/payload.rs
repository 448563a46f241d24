//! Payloads, in their shortest form.

use std::collections::HashSet;

use super::screen::Names;
use super::{key, value};
use crate::ast::{Name, PayloadItem, Piece, Reference, Value, ValueKind};
use crate::catalogue::Version;
use crate::json::{Member, wire};

/// From so many fields on `..form` reads better than their names.
const MANY: usize = 2;

/// The items of a payload: `..form` and `..data` where they say the same, names alone where that
/// is clear.
pub(super) fn items(version: Version, members: &[Member], names: &Names<'_>) -> Vec<PayloadItem> {
    let form = spread(members, &names.fields, |member| is(member, "form"));
    let hidden = |member: &Member| form && names.fields.contains(member.key.as_str());
    let data = spread(members, &names.data, |member| is(member, "data") && !hidden(member));
    let by_form =
        |member: &Member| form && names.fields.contains(member.key.as_str()) && is(member, "form");
    let by_data = |member: &Member| {
        data && names.data.contains(member.key.as_str()) && is(member, "data") && !hidden(member)
    };
    let covered = |member: &&Member| by_form(member) || by_data(member);
    let mut items: Vec<PayloadItem> = members
        .iter()
        .filter(|member| !covered(member))
        .map(|member| field(version, member, names))
        .collect();
    for (used, word) in [(form, "form"), (data, "data")] {
        let of = |member: &&Member| if word == "form" { by_form(member) } else { by_data(member) };
        if let Some(first) = members.iter().find(of).filter(|_| used) {
            items.push(PayloadItem::Spread(Name { text: word.to_owned(), span: first.value.span }));
        }
    }
    items
}

/// Whether every one of these names is a key of the payload, and enough of them under their own
/// value.
fn spread(members: &[Member], names: &HashSet<&str>, own: impl Fn(&Member) -> bool) -> bool {
    if names.len() < MANY || members.len() < names.len() {
        return false;
    }
    let mut keys = HashSet::with_capacity(members.len());
    let mut count = 0;
    for member in members.iter().filter(|member| names.contains(member.key.as_str())) {
        keys.insert(member.key.as_str());
        count += usize::from(own(member));
    }
    keys.len() == names.len() && count >= MANY
}

/// A key with its value as it is.
pub(super) fn written(version: Version, member: &Member) -> PayloadItem {
    let key = key::plain(&member.key, member.key_span);
    PayloadItem::Field { key, value: Some(value::open(version, &member.value)) }
}

fn field(version: Version, member: &Member, names: &Names<'_>) -> PayloadItem {
    let name = member.key.as_str();
    let key = key::plain(name, member.key_span);
    let clear = (is(member, "form") && names.fields.contains(name) && !names.data.contains(name))
        || (is(member, "data") && names.data.contains(name) && !names.named.contains(name));
    let value = (key.quoted || !clear).then(|| value::open(version, &member.value));
    PayloadItem::Field { key, value }
}

/// Whether the value is `${root.key}`.
fn is(member: &Member, root: &str) -> bool {
    let reference =
        member.value.as_text().and_then(|text| text.strip_prefix("${")?.strip_suffix('}'));
    reference
        .and_then(|path| path.strip_prefix(root)?.strip_prefix('.'))
        .is_some_and(|name| name == member.key)
}

/// Leaves the screen's own id out of the expressions that `navigate` hands on, since the document
/// has it there whenever the source has none.
pub(super) fn narrow(item: &mut PayloadItem, screen: &str) {
    if let PayloadItem::Field { value: Some(value), .. } = item {
        narrow_value(value, screen);
    }
}

fn narrow_value(value: &mut Value, screen: &str) {
    if value.verbatim {
        return;
    }
    let text = match &value.kind {
        ValueKind::Text(pieces) if wire::text(pieces).1 => wire::text(pieces).0,
        ValueKind::Expr(expr) => wire::expression(expr),
        ValueKind::List(_) | ValueKind::Object(_) => String::new(),
        _ => return,
    };
    // What a document says without the id stays to the letter.
    let mut bare = false;
    let mut visit = |reference: &mut Reference| {
        bare |= matches!(reference.segments.first().map(String::as_str), Some("form" | "data"));
        reference.narrow(screen);
    };
    match &mut value.kind {
        ValueKind::List(items) => items.iter_mut().for_each(|item| narrow_value(item, screen)),
        ValueKind::Object(members) => {
            for member in members {
                narrow_value(&mut member.value, screen);
            }
        }
        ValueKind::Expr(expr) => expr.references_mut(&mut visit),
        ValueKind::Text(pieces) => pieces.iter_mut().for_each(|piece| match piece {
            Piece::Reference(reference) => visit(reference),
            Piece::Text(_) => {}
        }),
        _ => {}
    }
    if bare {
        value.kind = ValueKind::Text(value::pieces(&text));
        value.verbatim = true;
    }
}
