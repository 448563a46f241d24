//! The actions of a screen as they were written, each with what sets it off.

use std::ptr;

use crate::ast::{self, Action, Body, Entry, Node, Property, Value, ValueKind};
use crate::catalogue::{self, ActionKind, FOOTER, Kind};

/// What sets an action off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger<'a> {
    /// The Footer, which waits until every field of the screen is in order.
    Button,
    /// A choice in the input of this name; of a list without an action for taking a choice back,
    /// that as well.
    Choice(&'a str),
    /// Something else that a person may tap at any time, such as a link.
    Tap,
}

/// An action and what sets it off.
pub struct Placed<'a> {
    pub action: &'a Action,
    pub trigger: Trigger<'a>,
}

impl Placed<'_> {
    fn ends(&self) -> bool {
        ActionKind::from_name(&self.action.name.text) == Some(ActionKind::Complete)
    }
}

/// Every action on the components of a screen and on their items, in the order of the document.
pub fn actions(nodes: &[Node]) -> impl Iterator<Item = &Action> {
    placed(nodes).into_iter().map(|placed| placed.action)
}

/// The same actions with what sets them off.
pub fn placed(nodes: &[Node]) -> Vec<Placed<'_>> {
    let mut found = Vec::new();
    collect(nodes, &mut found);
    found
}

fn collect<'a>(nodes: &'a [Node], found: &mut Vec<Placed<'a>>) {
    for node in nodes {
        match node {
            Node::Component(component) => of_component(component, found),
            _ => node.bodies().for_each(|body| collect(body, found)),
        }
    }
}

fn of_component<'a>(component: &'a ast::Component, found: &mut Vec<Placed<'a>>) {
    let (before, owner) = (found.len(), Owner::of(component));
    of_settings(&component.settings, owner, found);
    match &component.body {
        Some(Body::Nodes(children)) => collect(children, found),
        Some(Body::Entries(entries)) => {
            for Entry { settings, action, .. } in entries {
                of_settings(settings, owner.item(), found);
                let trigger = owner.tapped();
                found.extend(action.iter().map(|action| Placed { action, trigger }));
            }
        }
        Some(Body::Titles(_)) | None => {}
    }
    let main = owner.row.and_then(|row| row.action).unwrap_or_default();
    let trigger = owner.sets_off(main);
    found.extend(component.action.iter().map(|action| Placed { action, trigger }));
    if !may_end(component) {
        let own = found.split_off(before);
        found.extend(own.into_iter().filter(|placed| !placed.ends()));
    }
}

fn of_settings<'a>(settings: &'a [Property], owner: Owner<'a>, found: &mut Vec<Placed<'a>>) {
    for property in settings {
        of_value(&property.value, owner, owner.sets_off(&property.name.wire()), found);
    }
}

fn of_value<'a>(
    value: &'a Value,
    owner: Owner<'a>,
    trigger: Trigger<'a>,
    found: &mut Vec<Placed<'a>>,
) {
    match &value.kind {
        ValueKind::Action(action) => found.push(Placed { action, trigger }),
        ValueKind::List(items) => {
            for item in items {
                of_value(item, owner.item(), owner.tapped(), found);
            }
        }
        ValueKind::Object(members) => of_settings(members, owner.item(), found),
        _ => {}
    }
}

/// Whether what it holds may end the flow; elsewhere `complete` is reported and ends nothing.
fn may_end(component: &ast::Component) -> bool {
    let Some(row) = catalogue::component(&component.kind.text) else { return true };
    let ends = |(kind, _): &(ActionKind, _)| *kind == ActionKind::Complete;
    row.properties.iter().any(|property| match property.kind {
        Kind::Action(allowed) => allowed.iter().any(ends),
        Kind::Nodes => true,
        _ => false,
    })
}

/// A component, or an item of it, that holds an action.
#[derive(Clone, Copy)]
struct Owner<'a> {
    /// `None` for a component type that does not exist.
    row: Option<&'static catalogue::Component>,
    name: Option<&'a str>,
    item: bool,
}

impl<'a> Owner<'a> {
    fn of(component: &'a ast::Component) -> Self {
        let name = component.called().map(|(name, _)| name);
        Self { row: catalogue::component(&component.kind.text), name, item: false }
    }

    fn item(self) -> Self {
        Self { item: true, ..self }
    }

    /// What sets off the action of this property.
    fn sets_off(self, property: &str) -> Trigger<'a> {
        if self.item {
            return self.tapped();
        }
        let on_choice =
            self.row.and_then(|row| row.property(property)).is_some_and(|row| row.on_choice);
        match self.name.filter(|_| on_choice) {
            Some(name) => Trigger::Choice(name),
            None => self.tapped(),
        }
    }

    /// What sets off an action that is no choice: the tap on a NavigationList chooses its item.
    fn tapped(self) -> Trigger<'a> {
        let item = self.row.is_some_and(|row| row.input == Some(catalogue::Input::Item));
        match self.name.filter(|_| item) {
            Some(name) => Trigger::Choice(name),
            None if self.row.is_some_and(|row| ptr::eq(row, &raw const FOOTER)) => Trigger::Button,
            None => Trigger::Tap,
        }
    }
}
