//! The actions of a screen, noted once, while it is lowered: what they are on, what sets them off,
//! and whether they are in the document. What needs the actions of a screen reads them here.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::HashMap;
use std::ptr;

use crate::ast::{Action, Body, Component, Entry, Node, Property, Value, ValueKind};
use crate::catalogue::{self, ACTIONS, ActionKind, FOOTER, Input, Kind};
use crate::diagnostic::nearest;
use crate::model::{self, Exchange, Member, PayloadField, Type};
use crate::node::is_integer;

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

/// An action that was written on a component, or on an item of it.
#[derive(Clone, Copy, Debug)]
pub struct Act<'a> {
    pub action: &'a Action,
    /// What it does, or was meant to do; `None` also for a `complete` where nothing can end a flow.
    pub kind: Option<ActionKind>,
    pub trigger: Trigger<'a>,
    pub owner: &'a Component,
    /// Whether phones do not look for it, where they derive the routes.
    pub overlooked: bool,
    /// Whether it is in the document: an action that is faulty is not.
    pub lowered: bool,
}

/// What is noted of one screen.
#[derive(Debug, Default)]
pub struct Acts<'a> {
    noted: RefCell<Vec<Act<'a>>>,
    carried: RefCell<Vec<Carried<'a>>>,
    /// The place of each written action in `noted`.
    at: RefCell<HashMap<*const Action, usize>>,
    /// Whether components, or what may have been an action, were left out of the document.
    lost: Cell<bool>,
}

impl<'a> Act<'a> {
    /// Whether it is in the document and does this.
    #[must_use]
    pub fn does(&self, kind: ActionKind) -> bool {
        self.lowered && self.kind == Some(kind)
    }

    /// What is written as the screen that a `navigate` opens.
    #[must_use]
    pub fn to(&self) -> Option<Cow<'a, str>> {
        let navigates = self.kind == Some(ActionKind::Navigate);
        self.action.target.as_ref().filter(|_| navigates).and_then(Value::plain)
    }
}

impl<'a> Acts<'a> {
    /// The actions that were written, in the order of the document.
    pub fn written(&self) -> Ref<'_, [Act<'a>]> {
        Ref::map(self.noted.borrow(), Vec::as_slice)
    }

    /// Those that the items of bound lists carry in the examples of the data.
    pub fn carried(&self) -> Ref<'_, [Carried<'a>]> {
        Ref::map(self.carried.borrow(), Vec::as_slice)
    }

    /// Whether every component and every action that was written is in the document.
    pub fn are_whole(&self) -> bool {
        !self.lost.get() && self.written().iter().all(|act| act.lowered)
    }

    /// Notes the actions of a component, before they are lowered; the components in it are noted by
    /// themselves. `branch` says whether it is in a branch of If or Switch.
    pub fn note(&self, component: &'a Component, branch: bool) {
        let owner = Owner::of(component, branch);
        self.of_settings(&component.settings, owner);
        if let Some(Body::Entries(entries)) = &component.body {
            let item = Owner { item: true, ..owner };
            for Entry { settings, action, .. } in entries {
                self.of_settings(settings, item);
                if let Some(action) = action {
                    self.add(action, item.act(action, item.tapped()));
                }
            }
        }
        if let Some(action) = &component.action {
            let main = owner.row.and_then(|row| row.action).unwrap_or_default();
            self.add(action, owner.act(action, owner.sets_off(main)));
        }
    }

    /// Notes components that are left out of the document.
    pub fn lose(&self, nodes: &'a [Node], branch: bool) {
        for node in nodes {
            if let Node::Component(component) = node {
                self.note(component, branch);
            }
            self.lost.set(self.lost.get() || !matches!(node, Node::Data(_)));
            node.bodies().for_each(|body| self.lose(body, branch));
        }
    }

    /// Notes that something was left out that may have been an action.
    pub fn lose_one(&self) {
        self.lost.set(true);
    }

    /// Notes that an action of a component is in the document. One that was not noted is of a list
    /// that several components share.
    pub fn lowered(&self, action: &'a Action, component: &'a Component, branch: bool) {
        let mut noted = self.noted.borrow_mut();
        if let Some(at) = self.at.borrow().get(&ptr::from_ref(action)) {
            noted[*at].lowered = true;
        } else {
            let item = Owner { item: true, ..Owner::of(component, branch) };
            noted.push(Act { lowered: true, ..item.act(action, item.tapped()) });
        }
    }

    /// Notes an action that an item of a bound list carries.
    pub fn carry(&self, carried: impl IntoIterator<Item = Carried<'a>>) {
        self.carried.borrow_mut().extend(carried);
    }

    fn add(&self, action: &'a Action, act: Act<'a>) {
        let mut noted = self.noted.borrow_mut();
        self.at.borrow_mut().insert(ptr::from_ref(action), noted.len());
        noted.push(act);
    }

    fn of_settings(&self, settings: &'a [Property], owner: Owner<'a>) {
        for property in settings {
            self.of_value(&property.value, owner, owner.sets_off(&property.name.wire()));
        }
    }

    fn of_value(&self, value: &'a Value, owner: Owner<'a>, trigger: Trigger<'a>) {
        let item = Owner { item: true, ..owner };
        match &value.kind {
            ValueKind::Action(action) => self.add(action, owner.act(action, trigger)),
            ValueKind::List(items) => {
                for value in items {
                    self.of_value(value, item, item.tapped());
                }
            }
            ValueKind::Object(members) => self.of_settings(members, item),
            _ => {}
        }
    }
}

/// A component, or an item of it, that holds an action.
#[derive(Clone, Copy)]
struct Owner<'a> {
    component: &'a Component,
    /// `None` for a component type that does not exist.
    row: Option<&'static catalogue::Component>,
    item: bool,
    overlooked: bool,
}

impl<'a> Owner<'a> {
    fn of(component: &'a Component, branch: bool) -> Self {
        let row = catalogue::component(&component.kind.text);
        let overlooked = branch || row.is_some_and(|row| row.overlooked);
        Self { component, row, item: false, overlooked }
    }

    fn act(self, action: &'a Action, trigger: Trigger<'a>) -> Act<'a> {
        let Self { component: owner, overlooked, .. } = self;
        let kind = meant(&action.name.text);
        let kind = kind.filter(|kind| *kind != ActionKind::Complete || self.may_end());
        Act { action, kind, trigger, owner, overlooked, lowered: false }
    }

    /// Whether what it holds may end the flow; elsewhere `complete` is reported and ends nothing.
    fn may_end(self) -> bool {
        let ends = |(kind, _): &(ActionKind, _)| *kind == ActionKind::Complete;
        self.row.is_none_or(|row| {
            row.properties.iter().any(|property| match property.kind {
                Kind::Action(allowed) => allowed.iter().any(ends),
                Kind::Nodes => true,
                _ => false,
            })
        })
    }

    /// What sets off the action of this property.
    fn sets_off(self, property: &str) -> Trigger<'a> {
        let row = self.row.and_then(|row| row.property(property));
        let on_choice = !self.item && row.is_some_and(|row| row.on_choice);
        match self.component.called().filter(|_| on_choice) {
            Some((name, _)) => Trigger::Choice(name),
            None => self.tapped(),
        }
    }

    /// What sets off an action that is no choice: the tap on a NavigationList chooses its item.
    fn tapped(self) -> Trigger<'a> {
        let item = self.row.is_some_and(|row| row.input == Some(Input::Item));
        match self.component.called().filter(|_| item) {
            Some((name, _)) => Trigger::Choice(name),
            None if self.row.is_some_and(|row| ptr::eq(row, &raw const FOOTER)) => Trigger::Button,
            None => Trigger::Tap,
        }
    }
}

/// The action that a name stands for, or was meant for.
fn meant(name: &str) -> Option<ActionKind> {
    let near = || nearest(name, ACTIONS.iter().map(|row| row.name)).and_then(ActionKind::from_name);
    ActionKind::from_name(name).or_else(|| ActionKind::called(name)).or_else(near)
}

/// An action of an item in the example of a bound list.
#[derive(Debug)]
pub struct Carried<'a> {
    pub kind: ActionKind,
    /// The component with the list.
    pub owner: &'a Component,
    /// The screen that `navigate` opens.
    pub target: Option<model::Value<'a>>,
    /// What it sends. The values are examples, so that none of them tells two actions apart.
    pub sent: Exchange<'a>,
}

impl<'a> Carried<'a> {
    /// What the value of an item says.
    pub fn of(kind: ActionKind, value: &model::Value<'a>, owner: &'a Component) -> Self {
        let target = value.member("next").and_then(|next| next.value.member("name"));
        let target = target.map(|name| name.value.clone());
        let payload = value.member("payload").map(|member| member.value.members());
        let field = |member: &Member<'a>| match member.key {
            Cow::Borrowed(key) => Some(PayloadField {
                docs: &[],
                key,
                rename: None,
                ty: type_of(&member.value),
                absence: None,
                secret: false,
                open: false,
                literal: None,
                repeats: None,
                declared: member.span,
                span: member.span,
            }),
            Cow::Owned(_) => None,
        };
        let sent = payload.into_iter().flatten().filter_map(field).collect();
        Self { kind, owner, target, sent: Exchange::new(sent, value.span, value.span) }
    }
}

fn type_of<'a>(value: &model::Value<'a>) -> Type<'a> {
    match &value.kind {
        model::ValueKind::Text(_) => Type::String,
        model::ValueKind::Bool(_) => Type::Bool,
        model::ValueKind::Number(digits) if !is_integer(digits) => Type::Number,
        model::ValueKind::Number(_) => Type::Integer,
        _ => Type::Json,
    }
}
