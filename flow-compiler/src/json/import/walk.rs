//! Walks the components of a document along the catalogue.

use crate::catalogue::{self, ActionKind, Component, Items, Kind};
use crate::json::{Node, NodeKind};

/// Calls `visit` with every component in a list, outer to inner, in the order of the document.
pub(super) fn components<'n>(
    list: &'n [Node],
    visit: &mut impl FnMut(&'n Node, Option<&'static Component>),
) {
    for node in list {
        let Some(kind) = node.get("type").and_then(Node::as_text) else { continue };
        let row = catalogue::component(kind);
        visit(node, row);
        for property in row.map_or(&[][..], |row| row.properties) {
            let Some(value) = node.get(property.name) else { continue };
            match property.kind {
                Kind::Nodes => components(items(value), visit),
                Kind::Cases => {
                    for case in value.members() {
                        components(items(&case.value), visit);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Calls `visit` with every action of a component: of its items before its main one.
pub(super) fn actions<'n>(
    node: &'n Node,
    row: &'static Component,
    visit: &mut impl FnMut(ActionKind, &'n Node),
) {
    let main = |key: &str| row.action == Some(key);
    for (wanted, listed) in [(false, false), (false, true), (true, false)] {
        for member in node.members().iter().filter(|member| main(&member.key) == wanted) {
            match row.property(&member.key).map(|property| &property.kind) {
                Some(Kind::Action(_)) if !listed => action(&member.value, visit),
                Some(Kind::Options(list) | Kind::Items(list)) if listed => {
                    item_actions(&member.value, list, visit);
                }
                _ => {}
            }
        }
    }
}

/// The nodes of a list; none of anything else.
pub(super) fn items(node: &Node) -> &[Node] {
    match &node.kind {
        NodeKind::List(items) => items,
        _ => &[],
    }
}

/// The screen that an action leads to.
pub(super) fn target(action: &Node) -> Option<&str> {
    action.get("next")?.get("name")?.as_text()
}

fn item_actions<'n>(
    list: &'n Node,
    row: &'static Items,
    visit: &mut impl FnMut(ActionKind, &'n Node),
) {
    for item in items(list) {
        for member in item.members() {
            let property = catalogue::find(row.properties, &member.key);
            if property.is_some_and(|property| matches!(property.kind, Kind::Action(_))) {
                action(&member.value, visit);
            }
        }
    }
}

fn action<'n>(node: &'n Node, visit: &mut impl FnMut(ActionKind, &'n Node)) {
    let name = node.get("name").and_then(Node::as_text);
    if let Some(kind) = name.and_then(ActionKind::from_name) {
        visit(kind, node);
    }
}
