//! A screen laid out for the rules: every component in order, with where it is and what was
//! written for it.

use crate::ast::{self, Body, Node};
use crate::catalogue::{ActionKind, Component as Row, FORM, IF, NAVIGATION_LIST, SWITCH};
use crate::check::carried;
use crate::check::rules::routing;
use crate::check::scope::Scope;
use crate::check::settings::misspelled;
use crate::model::{Component, Screen, Value, ValueKind};
use crate::span::Span;

/// A screen with its parts.
pub(crate) struct Sheet<'s, 'a> {
    pub(crate) screen: &'s Screen<'a>,
    pub(crate) ast: &'a ast::Screen,
    /// Every component, outer before inner.
    pub(crate) parts: Vec<Part<'s, 'a>>,
    /// Whether everything that was written is in the model. What a rule finds missing on a screen
    /// that is not whole may be what was faulty.
    pub(crate) whole: bool,
    /// Whether the screen asks the endpoint.
    pub(crate) asks: bool,
    /// Whether the flow ends here: a terminal screen, or one that has `complete` and should be one.
    pub(crate) ends: bool,
}

/// A component on a screen.
pub(crate) struct Part<'s, 'a> {
    pub(crate) component: &'s Component<'a>,
    written: Option<Written<'a>>,
    /// What holds it; `None` = the screen.
    pub(crate) container: Option<&'static Row>,
    pub(crate) in_form: bool,
    /// How many branches of If and cases of Switch it is in.
    pub(crate) branches: usize,
    /// How many `if` it is in.
    pub(crate) ifs: usize,
}

/// The node that a component was lowered from.
#[derive(Clone, Copy)]
enum Written<'a> {
    Component(&'a ast::Component),
    If(&'a ast::If),
    Match(&'a ast::Match),
}

/// How much was written, or was lowered.
#[derive(Default, PartialEq, PartialOrd)]
struct Tally {
    components: usize,
    actions: usize,
}

/// Whether two rows of the catalogue are one.
pub(crate) fn same(a: &Row, b: &Row) -> bool {
    std::ptr::eq(a, b)
}

/// The components inside a component, one list for each way that they may be shown.
pub(crate) fn branches<'s, 'a>(component: &'s Component<'a>) -> Vec<&'s [Component<'a>]> {
    let mut lists: Vec<&[Component<'a>]> = Vec::new();
    for property in &component.properties {
        match &property.value.kind {
            ValueKind::Nodes(nodes) => lists.push(nodes),
            ValueKind::Cases(cases) => {
                lists.extend(cases.iter().map(|case| case.children.as_slice()));
            }
            _ => {}
        }
    }
    lists
}

impl<'s, 'a> Sheet<'s, 'a> {
    /// `None` for a screen that the flow does not declare, which no flow has.
    pub(crate) fn new(scope: &Scope<'a>, screen: &'s Screen<'a>) -> Option<Self> {
        let declared = scope.screen(screen.id)?;
        let ast = declared.ast;
        let mut sheet =
            Self { screen, ast, parts: Vec::new(), whole: true, asks: false, ends: false };
        let outer = Place { container: None, in_form: false, branches: 0, ifs: 0 };
        sheet.lay_out(&screen.children, Some(&ast.body), outer);
        let mut written = Tally::default();
        written.nodes(&ast.body);
        let mut actions = 0;
        routing::actions(&screen.children, &mut |action| {
            actions += 1;
            sheet.asks |= action.kind == ActionKind::DataExchange;
            sheet.ends |= action.kind == ActionKind::Complete;
        });
        carried::within(declared, &screen.children, &mut |action| {
            sheet.asks |= action.kind == ActionKind::DataExchange;
        });
        sheet.whole =
            !ast.partial && written.components <= sheet.parts.len() && written.actions <= actions;
        sheet.ends |= screen.terminal == Some(true);
        Some(sheet)
    }

    /// Whether a component of this type is on the screen.
    pub(crate) fn has(&self, row: &Row) -> bool {
        self.parts.iter().any(|part| same(part.component.row, row))
    }

    /// Whether it is known where the screen leads: every `navigate` names a screen of the flow,
    /// and what must have an action has one.
    pub(crate) fn leads_to_known(&self, scope: &Scope<'_>) -> bool {
        let declared = scope.screen(self.screen.id);
        let mut known = self.parts.iter().all(|part| {
            let carries = |screen| !carried::actions(screen, part.component).is_empty();
            part.acts_as_known() || declared.is_some_and(carries)
        });
        routing::actions(&self.screen.children, &mut |action| {
            if action.kind == ActionKind::Navigate {
                let target = action.target.as_ref().and_then(Value::as_text);
                known &= target.is_some_and(|target| scope.screen(target).is_some());
            }
        });
        known
    }

    /// Whether a setting of the screen was written.
    pub(crate) fn sets(&self, name: &str) -> bool {
        self.ast.settings.iter().any(|setting| setting.name.text == name)
    }

    /// Whether the screen says whether it is terminal in a way that could not be read.
    pub(crate) fn lost_terminal(&self) -> bool {
        let written = self.sets("terminal") || misspelled(&self.ast.settings, "terminal");
        self.screen.terminal.is_none() && written
    }

    /// The place of a setting of the screen, where it was written; else the screen's own.
    pub(crate) fn setting(&self, name: &str) -> Span {
        let written = self.ast.settings.iter().find(|setting| setting.name.text == name);
        written.map_or(self.ast.id.span, |setting| setting.name.span)
    }

    /// The place of a setting's value, where it was written; else the screen's own.
    pub(crate) fn setting_value(&self, name: &str) -> Span {
        let written = self.ast.settings.iter().find(|setting| setting.name.text == name);
        written.map_or(self.ast.id.span, |setting| setting.value.span)
    }

    fn lay_out(
        &mut self,
        components: &'s [Component<'a>],
        nodes: Option<&'a [Node]>,
        place: Place,
    ) {
        let mut nodes = nodes.into_iter().flatten();
        for component in components {
            let row = component.row;
            // The model lacks what was faulty, and has the rest in its order.
            let node = nodes.by_ref().find(|node| Written::of(node, row).is_some());
            let written = node.and_then(|node| Written::of(node, row));
            self.parts.push(Part {
                component,
                written,
                container: place.container,
                in_form: place.in_form,
                branches: place.branches,
                ifs: place.ifs,
            });
            let branch = usize::from(same(row, &IF) || same(row, &SWITCH));
            let inner = Place {
                container: Some(row),
                in_form: place.in_form || same(row, &FORM),
                branches: place.branches + branch,
                ifs: place.ifs + usize::from(same(row, &IF)),
            };
            for property in &component.properties {
                match &property.value.kind {
                    ValueKind::Nodes(nodes) => {
                        let body = match nodes.as_slice() {
                            // Both were written as one.
                            [inner] if inner.derived => node.map(std::slice::from_ref),
                            _ => written.and_then(|written| written.body(property.key)),
                        };
                        self.lay_out(nodes, body, inner);
                    }
                    ValueKind::Cases(cases) => {
                        let mut bodies = written.map_or(&[][..], Written::cases).iter();
                        for case in cases {
                            let body = bodies.find(|body| body.key.text == case.key);
                            let body = body.map(|body| body.body.as_slice());
                            self.lay_out(&case.children, body, inner);
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}

/// Where components are.
#[derive(Clone, Copy)]
struct Place {
    container: Option<&'static Row>,
    in_form: bool,
    branches: usize,
    ifs: usize,
}

impl<'a> Part<'_, 'a> {
    /// Whether the component has no such property, not even a faulty one.
    pub(crate) fn lacks(&self, key: &str) -> bool {
        self.component.property(key).is_none()
            && !self.written.is_some_and(|written| written.sets(self.component.row, key))
    }

    /// Whether the actions of this component are in the flow, and not in what the server sends.
    fn acts_as_known(&self) -> bool {
        let component = self.component;
        let row = component.row;
        let Some(action) = row.action else {
            return true;
        };
        let mut acts = false;
        routing::actions(std::slice::from_ref(component), &mut |_| acts = true);
        let must = same(row, &NAVIGATION_LIST)
            || row.property(action).is_some_and(|property| property.required.is_some());
        acts || !must
    }

    /// The shared list that its options come from.
    pub(crate) fn shared_options(&self) -> Option<&'a str> {
        match self.written? {
            Written::Component(component) => match component.source.as_ref()? {
                ast::Source::Options(name) => Some(&name.text),
                ast::Source::Reference(_) => None,
            },
            Written::If(_) | Written::Match(_) => None,
        }
    }

    /// The place of its kind's name.
    pub(crate) fn span(&self) -> Span {
        match self.written {
            Some(Written::Component(component)) => component.kind.span,
            _ => self.component.span,
        }
    }

    /// How a message calls it: by its name where it has one.
    pub(crate) fn called(&self) -> &str {
        let name = self.component.get("name").and_then(Value::as_text);
        name.unwrap_or(self.component.row.name)
    }
}

impl<'a> Written<'a> {
    fn of(node: &'a Node, row: &Row) -> Option<Self> {
        match node {
            Node::Component(component) => {
                (component.kind.text == row.name).then_some(Self::Component(component))
            }
            Node::If(node) => same(row, &IF).then_some(Self::If(node)),
            Node::Match(node) => same(row, &SWITCH).then_some(Self::Match(node)),
            Node::Data(_) => None,
        }
    }

    fn body(self, key: &str) -> Option<&'a [Node]> {
        match self {
            Self::Component(component) => match component.body.as_ref()? {
                Body::Nodes(nodes) => Some(nodes),
                Body::Entries(_) | Body::Titles(_) => None,
            },
            Self::If(node) if key == "then" => Some(&node.then),
            Self::If(node) => node.otherwise.as_deref(),
            Self::Match(_) => None,
        }
    }

    fn cases(self) -> &'a [ast::Case] {
        match self {
            Self::Match(node) => &node.cases,
            Self::Component(_) | Self::If(_) => &[],
        }
    }

    fn sets(self, row: &Row, key: &str) -> bool {
        let (settings, own) = match self {
            Self::Component(component) => {
                let filled = component.source.is_some() || component.body.is_some();
                let own = match key {
                    "name" => component.name.is_some(),
                    "required" => component.bang.is_some(),
                    _ => {
                        row.main == Some(key) && component.main.is_some()
                            || row.action == Some(key) && component.action.is_some()
                            || row.source == Some(key) && filled
                    }
                };
                (&component.settings, own)
            }
            Self::If(node) => (&node.settings, true),
            Self::Match(node) => (&node.settings, true),
        };
        own || settings.iter().any(|setting| setting.name.wire() == key)
    }
}

impl Tally {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Data(_) => {}
                Node::Component(component) => {
                    self.components += 1;
                    self.actions += usize::from(component.action.is_some());
                    self.settings(&component.settings);
                    match &component.body {
                        Some(Body::Nodes(nodes)) => self.nodes(nodes),
                        Some(Body::Entries(entries)) => {
                            for entry in entries {
                                self.actions += usize::from(entry.action.is_some());
                                self.settings(&entry.settings);
                            }
                        }
                        Some(Body::Titles(_)) | None => {}
                    }
                }
                Node::If(node) => {
                    self.components += 1;
                    self.nodes(&node.then);
                    self.nodes(node.otherwise.as_deref().unwrap_or_default());
                }
                Node::Match(node) => {
                    self.components += 1;
                    node.cases.iter().for_each(|case| self.nodes(&case.body));
                }
            }
        }
    }

    fn settings(&mut self, settings: &[ast::Property]) {
        for setting in settings {
            // What should be an action and is none may have led on.
            let is_action = matches!(setting.value.kind, ast::ValueKind::Action(_));
            let lost = !is_action && setting.name.wire().ends_with("-action");
            self.actions += usize::from(lost);
            self.value(&setting.value);
        }
    }

    fn value(&mut self, value: &ast::Value) {
        match &value.kind {
            ast::ValueKind::Action(_) => self.actions += 1,
            ast::ValueKind::List(items) => items.iter().for_each(|item| self.value(item)),
            ast::ValueKind::Object(settings) => self.settings(settings),
            _ => {}
        }
    }
}
