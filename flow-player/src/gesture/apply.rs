//! One gesture: refused, or carried out.

use std::collections::BTreeSet;
use std::sync::Arc;

use flow_compiler::catalogue::ComponentKind;

use super::{Gesture, Refused, Target};
use crate::act::Origin;
use crate::assume::Assumption;
use crate::effect::{Asked, Effect, Request};
use crate::entry::Entry;
use crate::lookup::{Occasion, active, entries, flag, is_visible};
use crate::moves::Arrival;
use crate::player::Player;
use crate::program::{Action, Items, Node, Screen};
use crate::state::Phase;
use crate::valid::missing;
use crate::value::Text;

/// What a gesture does to one field, once nothing speaks against it.
pub(super) struct Change {
    pub(super) name: Text,
    /// What the field holds from now on; `None` for nothing.
    pub(super) entry: Option<Entry>,
    /// Whether the field keeps the focus, so that its errors are not shown yet.
    pub(super) stays: bool,
    pub(super) actions: Vec<Arc<Action>>,
}

impl Player {
    /// Does what a person does.
    ///
    /// # Errors
    ///
    /// When a person could not do it on the screen that is shown; nothing has changed then.
    pub fn gesture(&mut self, gesture: Gesture) -> Result<Vec<Effect>, Refused> {
        let mut effects = Vec::new();
        match gesture {
            Gesture::Close => self.leave(&mut effects)?,
            Gesture::Back => self.back(&mut effects)?,
            Gesture::Tap(Target::Retry) => self.retry(&mut effects)?,
            Gesture::Dismiss => self.state.snackbar = None,
            Gesture::Leave => self.blur(),
            other => self.on_screen(other, &mut effects)?,
        }
        Ok(effects)
    }

    fn on_screen(&mut self, gesture: Gesture, effects: &mut Vec<Effect>) -> Result<(), Refused> {
        let program = self.program.clone();
        let Some(screen) = self.top(&program) else {
            return Err(Refused::NoScreen { instead: self.instead() });
        };
        if self.state.awaited.is_some() {
            return Err(Refused::Busy);
        }
        let change = match gesture {
            Gesture::Fill { name, text } => self.typed(screen, &name, &text, false)?,
            Gesture::Type { name, text } => self.typed(screen, &name, &text, true)?,
            Gesture::Choose { name, id } => self.chosen(screen, &name, &id)?,
            Gesture::Unchoose { name, id } => self.unchosen(screen, &name, &id)?,
            Gesture::Tick { name, on } => self.ticked(screen, &name, on)?,
            Gesture::Date { name, date } => self.dated(screen, &name, date)?,
            Gesture::Range { name, start, end } => self.ranged(screen, &name, start, end)?,
            Gesture::Attach { name, files } => self.attached_to(screen, &name, files)?,
            Gesture::Detach { name, at } => self.detached(screen, &name, at)?,
            Gesture::Uploaded { name, at, upload } => self.uploaded(screen, &name, at, upload)?,
            Gesture::Tap(target) => return self.tapped(screen, &target, effects),
            Gesture::Back | Gesture::Close | Gesture::Dismiss | Gesture::Leave => return Ok(()),
        };
        self.change(screen, change, effects);
        Ok(())
    }

    fn change(&mut self, screen: &Screen, change: Change, effects: &mut Vec<Effect>) {
        if self.state.focus.as_ref() != Some(&change.name) {
            self.blur();
        }
        let page = self.state.store.page_mut(&screen.id);
        page.errors.remove(&change.name);
        if change.stays {
            self.state.focus = Some(change.name.clone());
        } else {
            page.touched.insert(change.name.clone());
            self.state.focus = None;
        }
        match change.entry {
            Some(entry) => page.form.insert(change.name, entry),
            None => page.form.remove(&change.name),
        };
        self.settle(screen);
        for action in change.actions {
            // An action that asks disables the screen, so it is the last.
            if self.state.awaited.is_none() && self.state.phase == Phase::Screen {
                self.act(&screen.id, &action, Origin::Choice, effects);
            }
        }
    }

    /// The focus goes away from its field, whose errors are shown from now on.
    fn blur(&mut self) {
        if let (Some(name), Some(id)) = (self.state.focus.take(), self.state.stack.last().cloned())
        {
            self.state.store.page_mut(&id).touched.insert(name);
        }
    }

    fn tapped(
        &mut self,
        screen: &Screen,
        target: &Target,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Refused> {
        let (node, item) = match target {
            Target::Footer => (self.footer(screen)?, None),
            Target::Link(id) => {
                let is_it =
                    |node: &Node| node.kind == ComponentKind::EmbeddedLink && *node.id == **id;
                (self.shown(screen, &format!("link `{id}`"), is_it)?, None)
            }
            Target::ReadMore(name) => {
                let node = self.usable(screen, name)?;
                if node.kind != ComponentKind::OptIn {
                    return Err(Refused::NothingHappens { what: format!("`{name}`") });
                }
                (node, None)
            }
            Target::Item { name, id } => (self.item(screen, name, id)?, Some(id.as_str())),
            Target::Retry => return self.retry(effects),
        };
        let Some(action) = self.action_of(screen, node, item, Occasion::Click) else {
            return Err(Refused::NothingHappens { what: what(node) });
        };
        let opens = action.kind == flow_compiler::catalogue::ActionKind::OpenUrl;
        if opens && self.url(screen, &action).is_none() {
            let why = "its address is not an https one";
            return Err(Refused::Disabled { what: what(node), why: why.to_owned() });
        }
        self.blur();
        if item.is_some() && node.click.is_none() && matches!(node.items, Items::Bound(_)) {
            self.assume(Assumption::ActionsInData);
        }
        let told = self.state.store.page(&screen.id).is_some_and(|page| !page.errors.is_empty());
        if told && *target == Target::Footer {
            self.assume(Assumption::ServerErrorDoesNotBlock);
        }
        let origin = match item {
            Some(id) => {
                let page = self.state.store.page_mut(&screen.id);
                page.form.insert(node.name.clone(), Entry::One(id.into()));
                Origin::List
            }
            None => Origin::Tap,
        };
        self.act(&screen.id, &action, origin, effects);
        Ok(())
    }

    /// The button, ready to be tapped.
    fn footer<'s>(&self, screen: &'s Screen) -> Result<&'s Node, Refused> {
        let scope = self.scope(&screen.id);
        let active = active(&scope, screen);
        let Some(footer) = active.iter().find(|node| node.kind == ComponentKind::Footer) else {
            return Err(Refused::Unknown { what: "button".to_owned(), known: Vec::new() });
        };
        if !flag(&scope, footer, "enabled", true) {
            let why = "its `enabled` is false".to_owned();
            return Err(Refused::Disabled { what: "the button".to_owned(), why });
        }
        let missing = missing(&scope, screen, &active, self.state.device.today);
        if missing.is_empty() { Ok(footer) } else { Err(Refused::NotReady(missing)) }
    }

    fn item<'s>(&self, screen: &'s Screen, name: &str, id: &str) -> Result<&'s Node, Refused> {
        let node = self.usable(screen, name)?;
        if node.kind != ComponentKind::NavigationList {
            return Err(Refused::NothingHappens { what: format!("`{name}`") });
        }
        let listed = entries(&self.scope(&screen.id), node);
        let Some(item) = listed.iter().find(|item| *item.id == *id) else {
            let known = listed.iter().map(|item| format!("`{}`", item.id)).collect();
            return Err(Refused::Unknown { what: format!("item `{id}`"), known });
        };
        if !item.enabled() {
            let why = "its `enabled` is false".to_owned();
            return Err(Refused::Disabled { what: format!("the item `{id}`"), why });
        }
        Ok(node)
    }

    /// A field that is shown and can be used.
    pub(super) fn usable<'s>(&self, screen: &'s Screen, name: &str) -> Result<&'s Node, Refused> {
        let Some(field) = screen.field(name) else {
            let known = screen.fields.keys().map(|name| format!("`{name}`")).collect();
            return Err(Refused::Unknown { what: format!("field `{name}`"), known });
        };
        let named = &field.name;
        let node = self.shown(screen, &format!("`{name}`"), |node| {
            node.name == *named && node.kind == field.kind
        })?;
        if !flag(&self.scope(&screen.id), node, "enabled", true) {
            let why = "its `enabled` is false".to_owned();
            return Err(Refused::Disabled { what: format!("`{name}`"), why });
        }
        Ok(node)
    }

    /// A component that is shown.
    fn shown<'s>(
        &self,
        screen: &'s Screen,
        what: &str,
        is_it: impl Fn(&Node) -> bool,
    ) -> Result<&'s Node, Refused> {
        let Some(node) = screen.nodes.iter().find(|node| is_it(node)) else {
            return Err(Refused::Unknown { what: what.to_owned(), known: Vec::new() });
        };
        let scope = self.scope(&screen.id);
        let hidden = |why: String| Err(Refused::Hidden { what: what.to_owned(), why });
        if !active(&scope, screen).iter().any(|other| other.id == node.id) {
            let inside = node.inside.as_deref().unwrap_or("a branch");
            return hidden(format!("it is in a branch that is not taken: {inside}"));
        }
        if !is_visible(&scope, node) {
            return hidden("its `visible` is false".to_owned());
        }
        Ok(node)
    }

    fn back(&mut self, effects: &mut Vec<Effect>) -> Result<(), Refused> {
        match self.state.phase {
            Phase::Screen => {}
            _ => return self.leave(effects),
        }
        self.blur();
        if self.state.awaited.take().is_some() {
            self.assume(Assumption::BackWhileWaiting);
        }
        let program = self.program.clone();
        let Some(screen) = self.top(&program) else { return self.leave(effects) };
        if self.state.stack.len() < 2 {
            return self.leave(effects);
        }
        if screen.refresh_on_back && program.has_endpoint() {
            let data = serde_json::Map::new();
            let request = Request { action: Asked::Back, screen: screen.id.to_string(), data };
            self.ask(request, None, effects);
            return Ok(());
        }
        self.state.stack.pop();
        self.state.snackbar = None;
        self.arrive(Arrival::Back, &BTreeSet::new(), effects);
        Ok(())
    }

    fn leave(&mut self, effects: &mut Vec<Effect>) -> Result<(), Refused> {
        match self.state.phase {
            Phase::Completed(_) | Phase::Left => {
                return Err(Refused::NoScreen { instead: self.instead() });
            }
            Phase::Dead(_) | Phase::Loading | Phase::Screen | Phase::Failed(_) => {}
        }
        self.blur();
        self.state.awaited = None;
        self.state.snackbar = None;
        self.state.phase = Phase::Left;
        effects.push(Effect::Left);
        Ok(())
    }

    fn retry(&mut self, effects: &mut Vec<Effect>) -> Result<(), Refused> {
        let offered = match &self.state.phase {
            Phase::Failed(failure) => failure.retry,
            _ => false,
        };
        let Some((request, named)) = self.state.failed.clone().filter(|_| offered) else {
            return Err(Refused::NothingHappens { what: "\"try again\"".to_owned() });
        };
        self.state.failed = None;
        self.state.phase = Phase::Loading;
        self.ask(request, named, effects);
        Ok(())
    }

    fn instead(&self) -> &'static str {
        match self.state.phase {
            Phase::Loading => "the first screen is awaited",
            Phase::Screen => "the screen is not in the flow any more",
            Phase::Failed(_) => "a page says that something went wrong",
            Phase::Completed(_) => "the flow is complete",
            Phase::Dead(_) => "the flow has expired",
            Phase::Left => "the flow is closed",
        }
    }
}

/// What a component is called in a refusal.
fn what(node: &Node) -> String {
    if node.name.is_empty() {
        format!("the {}", node.kind.row().name)
    } else {
        format!("`{}`", node.name)
    }
}
