//! The routing model, as `->` where that says the same.

use std::collections::{HashMap, HashSet};

use super::{Importer, Manner, key, screen, value, walk};
use crate::ast::{self, Name, Property, Screen, Value, ValueKind};
use crate::catalogue::{ActionKind, SUCCESS};
use crate::json::{Node, NodeKind};

/// What one screen leads to.
#[derive(Default)]
struct Ways<'n> {
    /// By `navigate`, in the order of the document.
    navigate: Vec<&'n str>,
    /// Whether it asks the endpoint, which may answer with any screen that the model lists.
    exchanges: bool,
}

impl Importer<'_, '_> {
    /// Puts the routes of the model after `->`; the model itself becomes a setting where
    /// deriving it would give another one.
    pub(super) fn routes(
        &mut self,
        document: &Node,
        screens: &[Node],
        imported: &mut [Screen],
    ) -> Option<Property> {
        let member = document.members().iter().find(|member| member.key == "routing_model")?;
        let written = || Property {
            name: key::plain(&member.key, member.key_span),
            value: setting(&member.value),
        };
        if !self.endpoint || self.manner == Manner::Verbatim {
            return Some(written());
        }
        let ids: Vec<&str> = screens.iter().filter_map(id).collect();
        let at: HashMap<&str, usize> =
            ids.iter().enumerate().rev().map(|(i, id)| (*id, i)).collect();
        let Some(model) = model(&member.value, &at) else { return Some(written()) };
        let ways = ways(screens, &at);
        let mut arrows: Vec<Vec<&str>> = Vec::with_capacity(ids.len());
        for (from, id) in ids.iter().enumerate() {
            let listed: &[&str] =
                if at[id] == from { model.get(id).map_or(&[], Vec::as_slice) } else { &[] };
            let all = ways[from].exchanges;
            // After `->` the word means the end of the flow, not the screen that is called so.
            let server = |to: &&&str| **to != SUCCESS && (all || !ways[from].navigate.contains(to));
            let forward: Vec<&str> = listed.iter().filter(server).copied().collect();
            let ordered = joined(id, &forward, &ways[from].navigate).starts_with(listed);
            let mut arrow = if ordered { forward } else { listed.to_vec() };
            let mut seen = HashSet::new();
            arrow.retain(|to| *to != SUCCESS && seen.insert(*to));
            arrows.push(arrow);
        }
        for screen in imported.iter_mut() {
            let Some(&from) = at.get(screen.id.text.as_str()) else { continue };
            let arrow = |to: &&str| Name { text: (*to).to_owned(), span: member.value.span };
            let known = arrows[from].iter().filter(|to| **to != screen.id.text);
            let closes = std::mem::take(&mut screen.routes);
            screen.routes = known.map(arrow).chain(closes).collect();
        }
        (!derives(&ids, &at, &arrows, &ways, &model)).then(written)
    }
}

/// The routes of a model whose screens all exist; `None` for any other.
fn model<'n>(node: &'n Node, at: &HashMap<&str, usize>) -> Option<HashMap<&'n str, Vec<&'n str>>> {
    let NodeKind::Object(members) = &node.kind else { return None };
    let mut model = HashMap::with_capacity(members.len());
    for member in members {
        let NodeKind::List(items) = &member.value.kind else { return None };
        let to: Vec<&str> = items.iter().map(Node::as_text).collect::<Option<_>>()?;
        let known = |id: &&str| at.contains_key(id);
        if !known(&member.key.as_str()) || !to.iter().all(known) {
            return None;
        }
        model.insert(member.key.as_str(), to);
    }
    Some(model)
}

fn ways<'n>(screens: &'n [Node], at: &HashMap<&str, usize>) -> Vec<Ways<'n>> {
    let mut ways = Vec::with_capacity(screens.len());
    for screen in screens {
        let Some(own) = id(screen) else { continue };
        let mut found = Ways::default();
        walk::components(screen::children(screen), &mut |component, row| {
            let Some(row) = row else { return };
            walk::actions(component, row, &mut |kind, action| {
                found.exchanges |= kind == ActionKind::DataExchange;
                let to = walk::target(action).filter(|_| kind == ActionKind::Navigate);
                let to = to.filter(|to| *to != own && at.contains_key(to));
                if let Some(to) = to.filter(|to| !found.navigate.contains(to)) {
                    found.navigate.push(to);
                }
            });
        });
        ways.push(found);
    }
    ways
}

/// What `->` and `navigate` together say.
fn joined<'n>(own: &str, arrows: &[&'n str], navigate: &[&'n str]) -> Vec<&'n str> {
    let mut joined: Vec<&str> = Vec::with_capacity(arrows.len() + navigate.len());
    for to in arrows.iter().chain(navigate) {
        if *to != own && !joined.contains(to) {
            joined.push(to);
        }
    }
    joined
}

/// Whether deriving gives this model: every screen is a key, and of two screens that lead to each other only the route from
/// the one declared first is listed.
fn derives(
    ids: &[&str],
    at: &HashMap<&str, usize>,
    arrows: &[Vec<&str>],
    ways: &[Ways<'_>],
    model: &HashMap<&str, Vec<&str>>,
) -> bool {
    if !ids.iter().all(|id| model.contains_key(id)) {
        return false;
    }
    let all: Vec<Vec<&str>> =
        ids.iter().enumerate().map(|(i, id)| joined(id, &arrows[i], &ways[i].navigate)).collect();
    ids.iter().enumerate().all(|(from, id)| {
        let forward = all[from].iter().filter(|to| at[**to] > from || !all[at[**to]].contains(id));
        let listed: &[&str] = model.get(id).map_or(&[], Vec::as_slice);
        forward.eq(listed.iter())
    })
}

fn id(screen: &Node) -> Option<&str> {
    screen.get("id")?.as_text()
}

/// The model as a setting: `{ A: [B, C] }`.
fn setting(node: &Node) -> Value {
    let NodeKind::Object(members) = &node.kind else { return value::literal(node) };
    let entries = members.iter().map(|member| ast::Property {
        name: key::plain(&member.key, member.key_span),
        value: match &member.value.kind {
            NodeKind::List(items) => {
                let words = items.iter().map(value::word).collect();
                Value::new(ValueKind::List(words), member.value.span)
            }
            _ => value::literal(&member.value),
        },
    });
    Value::new(ValueKind::Object(entries.collect()), node.span)
}
