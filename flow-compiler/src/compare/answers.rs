//! What today's handler may answer, held against the routes and the data of an older version.

use std::collections::{HashMap, HashSet};

use super::fits::{Fit, Reader, noun};
use super::{Changes, Screens};
use crate::catalogue::ActionKind;
use crate::model::{Component, Flow, Screen, Value, ValueKind};

const SHOWN: &str = "the phone shows an error in place of the answer";

/// Every screen that the handler may answer with is one that the older phone can go to, and takes its data.
pub fn check(changes: &mut Changes, old: &Flow<'_>, new: &Flow<'_>) {
    let (then, today) = (Screens::of(old), Screens::of(new));
    let (routes, answers) = (Routes::of(old), Answers::of(new));
    let mut looked_at = HashSet::new();
    for screen in &old.screens {
        let asks = !screen.exchanges.is_empty() || screen.refresh_on_back == Some(true);
        let Some(there) = today.get(screen.id).filter(|_| asks) else { continue };
        for to in answers.to(there) {
            let what = match then.get(to) {
                None => {
                    format!("the endpoint may answer `{}` with `{to}`, which is new", screen.id)
                }
                Some(_) if !routes.may_go(screen.id, to) => {
                    format!(
                        "the endpoint may answer `{}` with `{to}`, which is a new way",
                        screen.id
                    )
                }
                Some(shown) => {
                    if looked_at.insert(to) {
                        let brought = today.get(to);
                        data(changes, old, new, shown, brought);
                    }
                    continue;
                }
            };
            changes.breaks(
                Some(screen.id),
                what,
                SHOWN,
                "answer phones with the older version with a screen that it leads to",
            );
        }
    }
    for first in new.screens.iter().filter(|screen| screen.entry && new.has_endpoint()) {
        match then.get(first.id) {
            Some(shown) => {
                if looked_at.insert(first.id) {
                    data(changes, old, new, shown, Some(first));
                }
            }
            None => changes.breaks(
                Some(first.id),
                format!("the endpoint may open the flow with `{}`, which is new", first.id),
                SHOWN,
                "open phones with the older version with a screen that it has",
            ),
        }
    }
}

/// The data of an answer is taken by the older screen.
fn data(
    changes: &mut Changes,
    old: &Flow<'_>,
    new: &Flow<'_>,
    shown: &Screen<'_>,
    brought: Option<&Screen<'_>>,
) {
    let brought = brought.and_then(|screen| screen.data.as_deref()).unwrap_or_default();
    let id = Some(shown.id);
    let Some(model) = &shown.data else {
        if !brought.is_empty() {
            changes.breaks(
                id,
                format!(
                    "`{}` has data now, and the older version of the screen takes none",
                    shown.id
                ),
                SHOWN,
                "answer phones with the older version without data for the screen",
            );
        }
        return;
    };
    let declared: HashMap<&str, _> = model.iter().map(|field| (field.key, field)).collect();
    let mut fit = Fit::new(new, old, Reader::Phone);
    for field in brought {
        let Some(known) = declared.get(field.key) else { continue };
        if fit.fault(&field.ty, &known.ty).is_some() {
            let (was, is) = (noun(&known.ty), noun(&field.ty));
            let what = if was == is {
                format!(
                    "the data field `{}` is another {}",
                    field.key,
                    was.trim_start_matches("a ")
                )
            } else {
                format!("the data field `{}` was {was}, and is {is}", field.key)
            };
            changes.breaks(
                id,
                what,
                SHOWN,
                format!("keep what `{}` was, and send the new value under another key", field.key),
            );
        }
    }
}

/// What the endpoint of a flow may answer.
#[derive(Debug)]
pub struct Answers<'f, 'a>(HashMap<&'a str, &'f [&'a str]>);

impl<'f, 'a> Answers<'f, 'a> {
    /// The answers of this flow.
    #[must_use]
    pub fn of(flow: &'f Flow<'a>) -> Self {
        let routes = flow.routing_model.iter().flatten();
        Self(routes.map(|(from, to)| (*from, to.as_slice())).collect())
    }

    /// The screens that the endpoint may answer this one with, itself first. A document says of a route
    /// only that it is there: one that no `navigate` of the screen takes is the endpoint's.
    #[must_use]
    pub fn to(&self, screen: &'f Screen<'a>) -> Vec<&'f str> {
        let own = std::iter::once(screen.id);
        if !screen.next.is_empty() {
            return own.chain(screen.next.iter().copied()).collect();
        }
        let taken = targets(screen);
        let routes = self.0.get(screen.id).copied().unwrap_or_default();
        own.chain(routes.iter().copied().filter(|to| !taken.contains(to))).collect()
    }
}

/// Where the screen's `navigate` actions lead.
fn targets<'f>(screen: &'f Screen<'_>) -> HashSet<&'f str> {
    fn walk<'f>(components: &'f [Component<'_>], found: &mut HashSet<&'f str>) {
        for component in components {
            for property in &component.properties {
                value(&property.value, found);
            }
            for body in component.bodies() {
                walk(body, found);
            }
        }
    }
    fn value<'f>(written: &'f Value<'_>, found: &mut HashSet<&'f str>) {
        match &written.kind {
            ValueKind::Action(action) if action.kind == ActionKind::Navigate => {
                found.extend(action.target.as_ref().and_then(Value::as_text));
            }
            ValueKind::List(items) => {
                for item in items {
                    value(item, found);
                }
            }
            ValueKind::Object(members) => {
                for member in members {
                    value(&member.value, found);
                }
            }
            _ => {}
        }
    }
    let mut found = HashSet::new();
    walk(&screen.children, &mut found);
    found
}

/// The ways of a flow.
struct Routes<'a>(HashSet<(&'a str, &'a str)>);

impl<'a> Routes<'a> {
    fn of(flow: &Flow<'a>) -> Self {
        let routes = flow.routing_model.iter().flatten();
        Self(routes.flat_map(|(from, to)| to.iter().map(move |to| (*from, *to))).collect())
    }

    /// Whether a phone goes from one screen to the other: forward, back, or nowhere.
    fn may_go(&self, from: &str, to: &str) -> bool {
        from == to || self.0.contains(&(from, to)) || self.0.contains(&(to, from))
    }
}
