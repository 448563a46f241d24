//! A screen laid out for the rules: every component in order, with where it is.

use crate::ast::{self, Body, Node};
use crate::catalogue::{ActionKind, Component as Row, FORM, IF, NAVIGATION_LIST, SWITCH};
use crate::check::carried;
use crate::check::rules::routing;
use crate::check::scope::Scope;
use crate::check::settings::misspelled;
use crate::model::{Component, Screen, Value};
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
    /// What holds it; `None` = the screen.
    pub(crate) container: Option<&'static Row>,
    pub(crate) in_form: bool,
    /// How many branches of If and cases of Switch it is in.
    pub(crate) branches: usize,
    /// How many `if` it is in.
    pub(crate) ifs: usize,
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

impl<'s, 'a> Sheet<'s, 'a> {
    /// `None` for a screen that the flow does not declare, which no flow has.
    pub(crate) fn new(scope: &Scope<'a>, screen: &'s Screen<'a>) -> Option<Self> {
        let declared = scope.screen(screen.id)?;
        let ast = declared.ast;
        let mut sheet =
            Self { screen, ast, parts: Vec::new(), whole: true, asks: false, ends: false };
        let outer = Place { container: None, in_form: false, branches: 0, ifs: 0 };
        sheet.lay_out(&screen.children, outer);
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

    fn lay_out(&mut self, components: &'s [Component<'a>], place: Place) {
        for component in components {
            let Place { container, in_form, branches, ifs } = place;
            self.parts.push(Part { component, container, in_form, branches, ifs });
            let row = component.row;
            let branch = usize::from(same(row, &IF) || same(row, &SWITCH));
            let inner = Place {
                container: Some(row),
                in_form: in_form || same(row, &FORM),
                branches: branches + branch,
                ifs: ifs + usize::from(same(row, &IF)),
            };
            component.bodies().for_each(|body| self.lay_out(body, inner));
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
        match self.component.written?.source.as_ref()? {
            ast::Source::Options(name) => Some(&name.text),
            ast::Source::Reference(_) => None,
        }
    }

    /// How a message calls it: by its name where it has one.
    pub(crate) fn called(&self) -> &str {
        let name = self.component.get("name").and_then(Value::as_text);
        name.unwrap_or(self.component.row.name)
    }
}

impl Tally {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            self.components += usize::from(!matches!(node, Node::Data(_)));
            if let Node::Component(component) = node {
                self.actions += usize::from(component.action.is_some());
                self.settings(&component.settings);
                if let Some(Body::Entries(entries)) = &component.body {
                    for entry in entries {
                        self.actions += usize::from(entry.action.is_some());
                        self.settings(&entry.settings);
                    }
                }
            }
            node.bodies().for_each(|body| self.nodes(body));
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
