//! What an older phone sends, held against what today's types read.

use std::collections::{BTreeSet, HashMap};

use super::fits::{Fit, Reader};
use super::{Changes, Screens};
use crate::check::{Keyed, told_apart};
use crate::model::{Exchange, Flow, PayloadField, Sign, Type, Value, ValueKind};

/// What becomes of a payload that no type reads.
const REFUSED: &str = "the endpoint refuses it, and the person sees an error and cannot go on";

/// Every `data_exchange` and BACK of the older version has a place in today's handler.
pub fn exchanges(changes: &mut Changes, old: &Flow<'_>, new: &Flow<'_>) {
    let today = Screens::of(new);
    let goes_back = new.screens.iter().any(|screen| screen.refresh_on_back == Some(true));
    for screen in &old.screens {
        let id = Some(screen.id);
        let asks_back = screen.refresh_on_back == Some(true);
        let Some(there) = today.get(screen.id) else {
            if !screen.exchanges.is_empty() || asks_back {
                changes.breaks(
                    id,
                    format!(
                        "the screen `{}` is gone, and older phones ask the endpoint from it",
                        screen.id
                    ),
                    REFUSED,
                    "keep the screen until nobody has the older version open",
                );
            }
            continue;
        };
        if asks_back && !goes_back {
            changes.breaks(
                id,
                "no screen has `refresh_on_back` any more, and older phones ask when they go back"
                    .to_owned(),
                REFUSED,
                "keep `refresh_on_back: true` on a screen until nobody has the older version open",
            );
        }
        if there.exchanges.is_empty() {
            if !screen.exchanges.is_empty() {
                changes.breaks(
                    id,
                    format!(
                        "`{}` does not ask the endpoint any more, and older phones do",
                        screen.id
                    ),
                    REFUSED,
                    "keep a `data_exchange` with the older payload on the screen",
                );
            }
            continue;
        }
        let today = told_apart(&there.exchanges);
        for sent in &screen.exchanges {
            if let Some(misread) = Sent::of(sent).refused(old, new, &today) {
                let what = format!("what `{}` sends: {}", screen.id, misread.what);
                changes.breaks(id, what, REFUSED, misread.help);
            }
        }
    }
}

/// Every completion of the older version is read as today's.
pub fn completions(changes: &mut Changes, old: &Flow<'_>, new: &Flow<'_>) {
    let ends = Ends::of(new);
    let refused = "the completion cannot be read, and what the person entered is lost";
    for completion in &old.completions {
        let sent = Sent::of(completion);
        for key in ends.required.iter().filter(|key| !sent.always(key)) {
            changes.breaks(
                None,
                format!("the completion: `{key}` is not in what older phones send, or not always"),
                refused,
                format!("make `{key}` optional: remove the `!` of its input"),
            );
        }
        let mut fit = Fit::new(old, new, Reader::Handler);
        for field in &completion.fields {
            let Some((ty, open)) = ends.types.get(field.key) else { continue };
            if let Some(fault) = fault(&mut fit, field, ty, *open) {
                let key = field.key;
                changes.breaks(
                    None,
                    format!("the completion: `{key}` {fault}"),
                    refused,
                    format!("keep what `{key}` was, or send the new value under another name"),
                );
            }
        }
    }
}

/// What the ends of a flow have in common: the keys of its completion.
#[derive(Default)]
struct Ends<'a> {
    /// In every end, whatever the person did.
    required: BTreeSet<&'a str>,
    /// The type that holds the values of all ends, and whether a last day may be left out.
    types: HashMap<&'a str, (Type<'a>, bool)>,
}

impl<'a> Ends<'a> {
    fn of(flow: &Flow<'a>) -> Self {
        let mut ends = Self::default();
        let mut first = true;
        for completion in &flow.completions {
            let fields = completion.fields.iter();
            let fields = fields.map(|field| (field.key, &field.ty, field.optional(), field.open));
            ends.add(std::mem::take(&mut first), fields);
        }
        if flow.screens.iter().any(|screen| screen.closes) {
            let fields = flow.success.iter().flatten();
            ends.add(first, fields.map(|field| (field.key, &field.ty, false, false)));
        }
        // A phone adds the token to every completion.
        ends.required.remove("flow_token");
        ends
    }

    fn add<'f>(
        &mut self,
        first: bool,
        fields: impl Iterator<Item = (&'a str, &'f Type<'a>, bool, bool)>,
    ) where
        'a: 'f,
    {
        let mut always = BTreeSet::new();
        for (key, ty, optional, open) in fields {
            if !optional {
                always.insert(key);
            }
            self.types
                .entry(key)
                .and_modify(|(known, known_open)| {
                    *known = known.common(ty);
                    *known_open |= open;
                })
                .or_insert_with(|| (ty.clone(), open));
        }
        if first {
            self.required = always;
        } else {
            self.required.retain(|key| always.contains(key));
        }
    }
}

/// A payload of an older phone.
struct Sent<'e, 'a>(Keyed<'e, 'a>);

struct Misread {
    /// How many keys the two have in common.
    common: usize,
    what: String,
    help: String,
}

impl<'e, 'a> Sent<'e, 'a> {
    fn of(exchange: &'e Exchange<'a>) -> Self {
        Self(Keyed::of(exchange))
    }

    fn get(&self, key: &str) -> Option<&'e PayloadField<'a>> {
        self.0.get(key)
    }

    fn always(&self, key: &str) -> bool {
        self.get(key).is_some_and(|field| !field.optional())
    }

    /// Why a handler does not read the payload; `None` where it does, whatever the person has left out.
    ///
    /// It takes the first exchange whose signs all hold.
    fn refused(&self, old: &Flow<'a>, new: &Flow<'_>, today: &[Exchange<'_>]) -> Option<Misread> {
        let mut other: Option<Misread> = None;
        let mut taken = false;
        for read in today {
            let mut certain = true;
            let mut unlike = None;
            for sign in &read.signs {
                match self.holds(read, sign) {
                    Some(true) => {}
                    None => certain = false,
                    Some(false) => unlike = Some(key_of(read, sign)),
                }
            }
            if let Some(key) = unlike {
                let common = self.common(read);
                if other.as_ref().is_none_or(|other| other.common < common) {
                    other = Some(Misread {
                        common,
                        what: format!(
                            "no exchange of today is told by the `{key}` of older phones"
                        ),
                        help: format!("keep an exchange with the older `{key}` on the screen"),
                    });
                }
                continue;
            }
            taken = true;
            if let Some(misread) = self.misread(old, new, read) {
                return Some(misread);
            }
            if certain {
                return None;
            }
        }
        other.filter(|_| !taken)
    }

    /// Whether the sign holds for every payload (`true`), for none (`false`), or for some.
    fn holds(&self, read: &Exchange<'_>, sign: &Sign<'_>) -> Option<bool> {
        let key = key_of(read, sign);
        let there = match self.get(key) {
            None => Some(false),
            Some(sent) if sent.optional() => None,
            Some(_) => Some(true),
        };
        match sign {
            Sign::Has(_) => there,
            Sign::Lacks(_) => there.map(|there| !there),
            Sign::Literal(at) => {
                let field = &read.fields[*at];
                let sent = self.get(key)?;
                match (&sent.literal, &field.literal) {
                    (Some(sent), Some(known)) if !is_same(sent, known) => Some(false),
                    (Some(_), Some(_)) => there,
                    _ => None,
                }
            }
        }
    }

    fn common(&self, read: &Exchange<'_>) -> usize {
        read.fields.iter().filter(|field| self.get(field.key).is_some()).count()
    }

    /// Why today's type does not read the payload; `None` where it does.
    fn misread(&self, old: &Flow<'a>, new: &Flow<'_>, read: &Exchange<'_>) -> Option<Misread> {
        let common = self.common(read);
        let misread = |what: String, help: String| Some(Misread { common, what, help });
        // What tells it is there, or is not, wherever it is read as this one.
        let told = |key: &str| read.signs.iter().any(|sign| key_of(read, sign) == key);
        let mut fit = Fit::new(old, new, Reader::Handler);
        for field in &read.fields {
            let key = field.key;
            match self.get(key) {
                None if field.optional() => {}
                None => {
                    return misread(
                        format!("`{key}` is new and required"),
                        format!("make `{key}` optional: remove the `!` of its input"),
                    );
                }
                Some(sent) if is_another(sent, field) => {
                    return misread(
                        format!("`{key}` is another word in what older phones send"),
                        format!("keep an exchange with the older `{key}` on the screen"),
                    );
                }
                Some(sent) if sent.optional() && !field.optional() && !told(key) => {
                    return misread(
                        format!("`{key}` is always there now, and older phones may leave it out"),
                        format!("keep `{key}` optional: remove the `!` of its input"),
                    );
                }
                Some(sent) => {
                    if let Some(fault) = fault(&mut fit, sent, &field.ty, field.open) {
                        return misread(
                            format!("`{key}` {fault}"),
                            format!(
                                "keep what `{key}` was, or send the new value under another name"
                            ),
                        );
                    }
                }
            }
        }
        None
    }
}

fn fault<'a, 'b>(
    fit: &mut Fit<'_, 'a, 'b>,
    sent: &PayloadField<'a>,
    read: &Type<'b>,
    open: bool,
) -> Option<String> {
    if sent.open && !open && *read == Type::DateRange {
        return Some("may come without its last day from older phones".to_owned());
    }
    fit.fault(&sent.ty, read)
}

/// The key that a sign is about.
fn key_of<'a>(exchange: &Exchange<'a>, sign: &Sign<'a>) -> &'a str {
    match sign {
        Sign::Literal(at) => exchange.fields[*at].key,
        Sign::Has(key) | Sign::Lacks(key) => key,
    }
}

/// Whether both are literals, and not the same one.
fn is_another(one: &PayloadField<'_>, other: &PayloadField<'_>) -> bool {
    match (&one.literal, &other.literal) {
        (Some(one), Some(other)) => !is_same(one, other),
        _ => false,
    }
}

/// Whether two literals are one value on the wire.
pub fn is_same(one: &Value<'_>, other: &Value<'_>) -> bool {
    match (&one.kind, &other.kind) {
        (ValueKind::Null, ValueKind::Null) => true,
        (ValueKind::Bool(one), ValueKind::Bool(other)) => one == other,
        (ValueKind::Number(_), ValueKind::Number(_)) => one.as_number() == other.as_number(),
        (ValueKind::Text(one), ValueKind::Text(other))
        | (ValueKind::Dynamic(one), ValueKind::Dynamic(other)) => one == other,
        (ValueKind::List(one), ValueKind::List(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (ValueKind::Object(one), ValueKind::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| one.key == other.key && is_same(&one.value, &other.value))
        }
        (ValueKind::Action(one), ValueKind::Action(other)) => {
            let targets = match (&one.target, &other.target) {
                (Some(one), Some(other)) => is_same(one, other),
                (one, other) => one.is_none() && other.is_none(),
            };
            let members = |payload: &Option<Vec<_>>| payload.iter().flatten().count();
            one.kind == other.kind
                && targets
                && members(&one.payload) == members(&other.payload)
                && one
                    .payload
                    .iter()
                    .flatten()
                    .zip(other.payload.iter().flatten())
                    .all(|(one, other)| one.key == other.key && is_same(&one.value, &other.value))
        }
        _ => false,
    }
}
