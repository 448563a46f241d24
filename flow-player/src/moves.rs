//! Going from screen to screen, and what a screen holds when it is shown.

use std::collections::BTreeSet;

use flow_compiler::catalogue::{ComponentKind, Input, V6_0, V7_0};

use crate::act::Origin;
use crate::assume::{Assumption, HISTORY};
use crate::effect::Effect;
use crate::entry::{Entry, date_of};
use crate::lookup::{self, Occasion, active, entries, is_range, is_visible};
use crate::player::{Player, merge};
use crate::program::{Node, Program, Screen};
use crate::state::Phase;
use crate::value::{Map, Text, Value};

/// How a screen comes to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// By a `navigate`, or as the first screen.
    Forward,
    /// By an answer of the endpoint.
    Answer,
    /// By an answer with an `error_message`, on the same screen.
    Message,
    /// By going back without a request.
    Back,
}

impl Player {
    /// Shows a screen with data. The screen directly below the top is gone back to.
    pub(crate) fn go(&mut self, to: &Text, data: Map, how: Arrival, effects: &mut Vec<Effect>) {
        let stack = &mut self.state.stack;
        let below = stack.len().checked_sub(2).and_then(|at| stack.get(at));
        if below == Some(to) {
            stack.pop();
        } else if stack.last() != Some(to) {
            stack.push(to.clone());
            if stack.len() > HISTORY {
                stack.remove(0);
                self.assume(Assumption::LengthOfHistory);
            }
            self.state.snackbar = None;
        }
        let brought: BTreeSet<Text> = data.keys().cloned().collect();
        merge(&mut self.state.store.page_mut(to).data, data);
        self.arrive(how, &brought, effects);
    }

    /// What happens when the screen on top of the history is shown, with data of these names.
    pub(crate) fn arrive(
        &mut self,
        how: Arrival,
        brought: &BTreeSet<Text>,
        effects: &mut Vec<Effect>,
    ) {
        let program = self.program.clone();
        let Some(id) = self.state.stack.last().cloned() else { return };
        let Some(screen) = program.screen(&id) else { return };
        self.state.phase = Phase::Screen;
        self.state.focus = None;
        let first = self.state.seen.insert(id.clone());
        self.initial(screen, how, brought);
        self.settle(screen);
        let renders = (V6_0..V7_0).contains(&program.version());
        if first && renders && how != Arrival::Back {
            self.choices_at_first_render(screen, effects);
        }
    }

    /// Fills in initial values, and takes over what the server says about fields.
    fn initial(&mut self, screen: &Screen, how: Arrival, brought: &BTreeSet<Text>) {
        let scope = self.scope(&screen.id);
        let page = self.state.store.page(&screen.id);
        let empty = page.is_none_or(|page| page.form.is_empty());
        let (mut filled, mut applied, mut errors) = (Vec::new(), Vec::new(), Vec::new());
        for (name, &at) in &screen.fields {
            let node = &screen.nodes[at];
            if let Some(formula) = &node.init {
                let value = scope.value(formula);
                let bound = !formula.is_literal();
                let changed = page.and_then(|page| page.applied.get(name)) != value.as_ref();
                let again = match how {
                    Arrival::Forward | Arrival::Answer => true,
                    Arrival::Message => formula.reads(|key| brought.contains(key)),
                    Arrival::Back => changed,
                };
                let fills = empty || bound && again;
                if let Some(value) = value.filter(|_| fills) {
                    if let Some(entry) = begin(node, &value, &scope) {
                        filled.push((name.clone(), entry));
                    }
                    if bound {
                        applied.push((name.clone(), value));
                    }
                }
            }
            if let Some(formula) = &node.error {
                // A message is shown when it comes; what lies in the data from before is not new.
                let own = page.is_some_and(|page| formula.reads(|key| page.data.contains_key(key)));
                let fresh = match how {
                    Arrival::Back => false,
                    Arrival::Forward if !own => true,
                    _ => formula.reads(|key| brought.contains(key)),
                };
                if fresh {
                    let said = scope.value(formula).filter(|said| !is_silent(said));
                    errors.push((name.clone(), said));
                }
            }
        }
        let page = self.state.store.page_mut(&screen.id);
        page.form.extend(filled);
        page.applied.extend(applied);
        for (name, said) in errors {
            match said {
                Some(said) => page.errors.insert(name, said),
                None => page.errors.remove(&name),
            };
        }
    }

    /// Drops choices whose option has left its list. A Dropdown keeps its own, and is faulty.
    pub(crate) fn settle(&mut self, screen: &Screen) {
        let scope = self.scope(&screen.id);
        let Some(page) = self.state.store.page(&screen.id) else { return };
        let mut changes: Vec<(Text, Option<Entry>)> = Vec::new();
        for node in active(&scope, screen) {
            let listed = matches!(
                node.kind,
                ComponentKind::CheckboxGroup
                    | ComponentKind::RadioButtonsGroup
                    | ComponentKind::ChipsSelector
            );
            if !listed || !is_visible(&scope, node) {
                continue;
            }
            let known = |ids: &[lookup::Entry], id: &Text| ids.iter().any(|entry| entry.id == *id);
            match page.form.get(&node.name) {
                Some(Entry::One(id)) if !known(&entries(&scope, node), id) => {
                    changes.push((node.name.clone(), None));
                }
                Some(Entry::Many(ids)) if !ids.is_empty() => {
                    let listed = entries(&scope, node);
                    let kept: Vec<Text> =
                        ids.iter().filter(|id| known(&listed, id)).cloned().collect();
                    if kept.len() < ids.len() {
                        changes.push((node.name.clone(), Some(Entry::Many(kept))));
                    }
                }
                _ => {}
            }
        }
        let page = self.state.store.page_mut(&screen.id);
        for (name, entry) in changes {
            match entry {
                Some(entry) => page.form.insert(name, entry),
                None => page.form.remove(&name),
            };
        }
    }

    /// From 6.0 to 6.3: [`Assumption::ChoiceAtFirstRender`].
    fn choices_at_first_render(&mut self, screen: &Screen, effects: &mut Vec<Effect>) {
        let scope = self.scope(&screen.id);
        let Some(page) = self.state.store.page(&screen.id) else { return };
        let actions: Vec<_> = active(&scope, screen)
            .into_iter()
            .filter(|node| is_visible(&scope, node) && page.form.contains_key(&node.name))
            .filter_map(|node| node.select.clone())
            .collect();
        for action in actions {
            self.assume(Assumption::ChoiceAtFirstRender);
            // One request at a time: the screen is disabled from the first one on.
            if self.state.awaited.is_none() {
                self.act(&screen.id, &action, Origin::Choice, effects);
            }
        }
    }

    /// Leaves out of the state what the program does not know.
    pub(crate) fn fit(&mut self) -> bool {
        let program = self.program.clone();
        let known = |id: &Text| program.screen(id).is_some();
        let before = self.state.stack.len();
        self.state.stack.retain(known);
        self.state.seen.retain(known);
        self.state.store.pages.retain(|id, _| known(id));
        for (id, page) in &mut self.state.store.pages {
            let Some(screen) = program.screen(id) else { continue };
            page.form
                .retain(|name, entry| screen.field(name).is_some_and(|node| suits(node, entry)));
            page.errors.retain(|name, _| screen.field(name).is_some());
            page.touched.retain(|name| screen.field(name).is_some());
            page.applied.retain(|name, _| screen.field(name).is_some());
        }
        if self.state.phase == Phase::Screen && self.state.stack.is_empty() {
            let detail = "the screen that was shown is not in the flow any more";
            self.fail("", detail);
        }
        let focused = self.top(&program).map(|screen| &screen.fields);
        if let Some(name) = &self.state.focus
            && !focused.is_some_and(|fields| fields.contains_key(name))
        {
            self.state.focus = None;
        }
        before == self.state.stack.len()
    }
}

/// Whether an entry is one of this field's kind.
fn suits(node: &Node, entry: &Entry) -> bool {
    let Some(input) = node.kind.row().input else { return false };
    matches!(
        (input, entry),
        (Input::Typed | Input::Text, Entry::Text(_))
            | (Input::Option | Input::Item, Entry::One(_))
            | (Input::Options, Entry::Many(_))
            | (Input::Bool, Entry::Flag(_))
            | (Input::Date, Entry::Date(_))
            | (Input::Calendar, Entry::Date(_) | Entry::Range(..))
            | (Input::Files, Entry::Files(_))
    )
}

/// Whether an error message says nothing.
fn is_silent(said: &Value) -> bool {
    match said {
        Value::Object(members) => members.values().all(Value::is_empty),
        other => other.is_empty(),
    }
}

/// What a field holds at first; numbers become texts. `None` where the value does not suit it.
fn begin(node: &Node, value: &Value, scope: &crate::eval::Scope<'_>) -> Option<Entry> {
    let version = scope.program.version();
    let date = |value: &Value| date_of(value, version);
    match node.kind.row().input? {
        Input::Typed | Input::Text => match value {
            Value::Text(text) => Some(Entry::Text(text.clone())),
            Value::Number(_) => Some(Entry::Text(value.spelled().into())),
            _ => None,
        },
        Input::Option => match value {
            Value::Text(id) if !id.is_empty() => Some(Entry::One(id.clone())),
            _ => None,
        },
        Input::Options => match value {
            Value::List(ids) => {
                Some(Entry::Many(ids.iter().filter_map(Value::as_text).cloned().collect()))
            }
            _ => None,
        },
        Input::Bool => value.as_bool().map(Entry::Flag),
        Input::Calendar if is_range(scope, node) => {
            let start = date(value.get("start-date")?)?;
            Some(Entry::Range(start, value.get("end-date").and_then(date)))
        }
        Input::Date | Input::Calendar => date(value).map(Entry::Date),
        Input::Files | Input::Item => None,
    }
}

/// How far a player could go on with another version of its flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// Whether every screen of the history is still there.
    pub whole: bool,
}

impl Player {
    /// Goes on with another version of the flow, as after an edit: screens, data and form stay where
    /// they still fit.
    ///
    /// A flow that is adopted a second time changes nothing.
    pub fn adopt(&mut self, program: &Program) -> Adopted {
        self.program = program.clone();
        Adopted { whole: self.fit() }
    }

    /// The action of a component, by what sets it off.
    pub(crate) fn action_of(
        &self,
        screen: &Screen,
        node: &Node,
        item: Option<&str>,
        occasion: Occasion,
    ) -> Option<std::sync::Arc<crate::program::Action>> {
        lookup::action(&self.scope(&screen.id), node, item, occasion)
    }
}
