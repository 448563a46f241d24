//! A screen laid out for the rules: every component in order, with where it is.

use std::collections::HashSet;
use std::ptr;

use crate::ast;
use crate::catalogue::{ActionKind, Component as Row, FORM, IF, NAVIGATION_LIST, SWITCH};
use crate::check::acts::{Act, Acts};
use crate::check::scope::Scope;
use crate::check::settings::misspelled;
use crate::model::{Component, Screen, Value};
use crate::span::Span;

/// A screen with its parts.
pub(crate) struct Sheet<'s, 'a> {
    pub(crate) screen: &'s Screen<'a>,
    pub(crate) ast: &'a ast::Screen,
    pub(crate) acts: &'s Acts<'a>,
    /// Every component, outer before inner.
    pub(crate) parts: Vec<Part<'s, 'a>>,
    /// Whether everything that was written is in the model. What a rule finds missing on a screen
    /// that is not whole may be what was faulty.
    pub(crate) whole: bool,
    /// Whether it is known where the screen leads: every `navigate` names a screen of the flow, and
    /// what must have an action has one.
    pub(crate) leads: bool,
    /// The components that act.
    acting: HashSet<*const ast::Component>,
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

/// Whether two rows of the catalogue are one.
pub(crate) fn same(a: &Row, b: &Row) -> bool {
    std::ptr::eq(a, b)
}

impl<'s, 'a> Sheet<'s, 'a> {
    /// `None` for a screen that the flow does not declare, which no flow has.
    pub(crate) fn new(scope: &'s Scope<'a>, screen: &'s Screen<'a>) -> Option<Self> {
        let declared = scope.screen(screen.id)?;
        let (ast, acts) = (declared.ast, &declared.acts);
        let (written, carried) = (acts.written(), acts.carried());
        let owners = written.iter().filter(|act| act.lowered).map(|act| act.owner);
        let owners = owners.chain(carried.iter().map(|carried| carried.owner));
        let mut sheet = Self {
            screen,
            ast,
            acts,
            parts: Vec::new(),
            whole: !ast.partial && acts.are_whole(),
            leads: true,
            acting: owners.map(ptr::from_ref).collect(),
        };
        let outer = Place { container: None, in_form: false, branches: 0, ifs: 0 };
        sheet.lay_out(&screen.children, outer);
        let mut navigates = written.iter().filter(|act| act.does(ActionKind::Navigate));
        let known = |act: &Act<'_>| act.to().is_some_and(|to| scope.screen(&to).is_some());
        sheet.leads = navigates.all(known)
            && sheet.parts.iter().all(|part| !part.must_act() || sheet.acts(part));
        Some(sheet)
    }

    /// Whether the screen asks the endpoint.
    pub(crate) fn asks(&self) -> bool {
        let kind = ActionKind::DataExchange;
        self.does(kind) || self.acts.carried().iter().any(|carried| carried.kind == kind)
    }

    /// Whether the flow ends here: a terminal screen, or one that has `complete` and should be one.
    pub(crate) fn ends(&self) -> bool {
        self.screen.terminal == Some(true) || self.does(ActionKind::Complete)
    }

    fn does(&self, kind: ActionKind) -> bool {
        self.acts.written().iter().any(|act| act.does(kind))
    }

    /// Whether an action is on this component, or on an item that its list has in the example.
    pub(crate) fn acts(&self, part: &Part<'_, '_>) -> bool {
        part.component.written.is_some_and(|written| self.acting.contains(&ptr::from_ref(written)))
    }

    /// Whether a component of this type is on the screen.
    pub(crate) fn has(&self, row: &Row) -> bool {
        self.parts.iter().any(|part| same(part.component.row, row))
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
    /// Whether it is there to act.
    fn must_act(&self) -> bool {
        let row = self.component.row;
        let action = row.action.and_then(|action| row.property(action));
        action.is_some_and(|action| action.required.is_some() || same(row, &NAVIGATION_LIST))
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
