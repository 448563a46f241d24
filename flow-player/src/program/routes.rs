//! Which screen leads to which, as the phone finds it out.

use std::collections::{BTreeMap, BTreeSet};

use flow_compiler::catalogue::{ActionKind, ComponentKind};

use super::{Action, Children, Formula, Node, Screen};
use crate::value::{Text, Value};

/// The routes: the written model, else what the phone derives.
pub(super) fn of(
    screens: &[Screen],
    at: &BTreeMap<Text, usize>,
    written: Option<&[(&str, Vec<&str>)]>,
    channel: bool,
) -> Vec<BTreeSet<usize>> {
    let mut routes = vec![BTreeSet::new(); screens.len()];
    let Some(written) = written else {
        for (from, screen) in screens.iter().enumerate() {
            for node in seen(screen) {
                if node.kind == ComponentKind::NavigationList && !channel {
                    routes[from].extend((0..screens.len()).filter(|to| *to != from));
                }
            }
            let targets = actions(screen).filter_map(target);
            routes[from].extend(targets.filter_map(|id| at.get(id)).filter(|to| **to != from));
        }
        return routes;
    };
    for (from, to) in written {
        if let Some(&from) = at.get(*from) {
            routes[from].extend(to.iter().filter_map(|id| at.get(*id)));
        }
    }
    routes
}

/// Whether the phone counts the flow as one with an endpoint: a `data_exchange` where it looks, or
/// `refresh_on_back`.
pub(super) fn channel(screens: &[Screen]) -> bool {
    screens.iter().any(|screen| {
        screen.refresh_on_back
            || actions(screen).any(|action| action.kind == ActionKind::DataExchange)
    })
}

/// The components at which the phone looks: at the top level and inside a Form, not in a branch.
fn seen(screen: &Screen) -> impl Iterator<Item = &Node> {
    screen.roots.iter().flat_map(|&at| {
        let node = &screen.nodes[at];
        let inside: &[usize] = match &node.children {
            Children::Always(children) => children,
            Children::None | Children::If { .. } | Children::Switch { .. } => &[],
        };
        std::iter::once(node).chain(inside.iter().map(|&at| &screen.nodes[at]))
    })
}

/// The actions at which the phone looks.
fn actions(screen: &Screen) -> impl Iterator<Item = &Action> {
    seen(screen).filter_map(|node| match node.kind {
        ComponentKind::EmbeddedLink | ComponentKind::Footer | ComponentKind::OptIn => {
            node.click.as_deref()
        }
        ComponentKind::DatePicker
        | ComponentKind::RadioButtonsGroup
        | ComponentKind::CheckboxGroup
        | ComponentKind::CalendarPicker => node.select.as_deref(),
        ComponentKind::TextHeading
        | ComponentKind::TextSubheading
        | ComponentKind::TextBody
        | ComponentKind::TextCaption
        | ComponentKind::RichText
        | ComponentKind::TextInput
        | ComponentKind::TextArea
        | ComponentKind::ChipsSelector
        | ComponentKind::Dropdown
        | ComponentKind::PhotoPicker
        | ComponentKind::DocumentPicker
        | ComponentKind::Image
        | ComponentKind::ImageCarousel
        | ComponentKind::NavigationList
        | ComponentKind::Form
        | ComponentKind::If
        | ComponentKind::Switch => None,
    })
}

/// The screen that a `navigate` names in so many words.
fn target(action: &Action) -> Option<&str> {
    match (action.kind, &action.target) {
        (ActionKind::Navigate, Some(Formula::Literal(Value::Text(id)))) => Some(id),
        _ => None,
    }
}
