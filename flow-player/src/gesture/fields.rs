//! Filling in fields: what each kind of them takes.

use flow_compiler::catalogue::{ComponentKind, Input, MIME_TYPES, V5_0};
use jiff::civil::Date;

use super::apply::Change;
use super::{File, Refused, Upload};
use crate::assume::{self, Assumption};
use crate::dates::{Blocked, Days};
use crate::entry::{Entry, InputType};
use crate::lookup::{self, Occasion, entries, is_range};
use crate::player::Player;
use crate::program::{Node, Screen};
use crate::valid;
use crate::value::{Text, Value};

impl Player {
    pub(super) fn typed(
        &mut self,
        screen: &Screen,
        name: &str,
        text: &str,
        stays: bool,
    ) -> Result<Change, Refused> {
        let node = self.usable(screen, name)?;
        let (Some(Input::Typed | Input::Text), kind) = (node.kind.row().input, node.kind) else {
            return Err(wrong_kind(node));
        };
        let (_, max) = valid::lengths(&self.scope(&screen.id), node);
        let length = text.chars().count();
        if assume::stops_typing(kind == ComponentKind::TextArea) && length > max {
            return Err(Refused::TooLong { name: name.to_owned(), max, length });
        }
        for assumption in assumed_of(node, text, length > max) {
            self.assume(assumption);
        }
        Ok(changed(node, Some(Entry::Text(text.into())), stays))
    }

    pub(super) fn chosen(
        &mut self,
        screen: &Screen,
        name: &str,
        id: &str,
    ) -> Result<Change, Refused> {
        let node = self.usable(screen, name)?;
        let scope = self.scope(&screen.id);
        let Some(input @ (Input::Option | Input::Options)) = node.kind.row().input else {
            return Err(wrong_kind(node));
        };
        let listed = entries(&scope, node);
        let Some(option) = listed.iter().find(|option| *option.id == *id) else {
            let known = listed.iter().map(|option| format!("`{}`", option.id)).collect();
            return Err(Refused::Unknown { what: format!("option `{id}` of `{name}`"), known });
        };
        if !option.enabled() {
            let why = "its `enabled` is false".to_owned();
            return Err(Refused::Disabled { what: format!("the option `{id}` of `{name}`"), why });
        }
        let held = self.state.store.page(&screen.id).and_then(|page| page.form.get(name));
        let already = || Refused::Already { what: format!("`{id}` is chosen already") };
        let mut actions = Vec::new();
        let entry = match (input, held) {
            (Input::Options, Some(Entry::Many(ids))) => {
                if ids.contains(&option.id) {
                    return Err(already());
                }
                let (_, max) = valid::choices(&scope, node, listed.len());
                if ids.len() >= max {
                    return Err(Refused::AtMaximum { name: name.to_owned(), max });
                }
                Entry::Many(ids.iter().cloned().chain([option.id.clone()]).collect())
            }
            (Input::Options, _) => Entry::Many(vec![option.id.clone()]),
            (_, Some(Entry::One(other))) if *other == option.id => return Err(already()),
            (_, held) => {
                if let Some(Entry::One(other)) = held {
                    actions.extend(replaced(&scope, node, other));
                }
                Entry::One(option.id.clone())
            }
        };
        let replaces = !actions.is_empty();
        actions.extend(lookup::action(&scope, node, Some(id), Occasion::Select));
        if replaces {
            self.assume(Assumption::ReplacedChoice);
        }
        Ok(Change { actions, ..changed(node, Some(entry), false) })
    }

    pub(super) fn unchosen(
        &mut self,
        screen: &Screen,
        name: &str,
        id: &str,
    ) -> Result<Change, Refused> {
        let node = self.usable(screen, name)?;
        let held = self.state.store.page(&screen.id).and_then(|page| page.form.get(name));
        let not_chosen = || Refused::Already { what: format!("`{id}` is not chosen") };
        let entry = match (node.kind.row().input, held) {
            (Some(Input::Options), Some(Entry::Many(ids))) => {
                if !ids.iter().any(|other| **other == *id) {
                    return Err(not_chosen());
                }
                Some(Entry::Many(ids.iter().filter(|other| ***other != *id).cloned().collect()))
            }
            (Some(Input::Option), Some(Entry::One(other))) if **other == *id => {
                if valid::is_required(&self.scope(&screen.id), node) {
                    let why = "a required choice can be changed, not taken back".to_owned();
                    return Err(Refused::Disabled { what: format!("the option `{id}`"), why });
                }
                None
            }
            (Some(Input::Option | Input::Options), _) => return Err(not_chosen()),
            _ => return Err(wrong_kind(node)),
        };
        let actions = self.action_of(screen, node, Some(id), Occasion::Unselect);
        if entry.is_none() {
            self.assume(Assumption::ChoiceTakenBack);
        }
        Ok(Change { actions: actions.into_iter().collect(), ..changed(node, entry, false) })
    }

    pub(super) fn ticked(&self, screen: &Screen, name: &str, on: bool) -> Result<Change, Refused> {
        let node = self.usable(screen, name)?;
        if node.kind.row().input != Some(Input::Bool) {
            return Err(wrong_kind(node));
        }
        let held = self.state.store.page(&screen.id).and_then(|page| page.form.get(name));
        if matches!(held, Some(Entry::Flag(true))) == on {
            let state = if on { "ticked already" } else { "not ticked" };
            return Err(Refused::Already { what: format!("`{name}` is {state}") });
        }
        let occasion = if on { Occasion::Select } else { Occasion::Unselect };
        let actions = self.action_of(screen, node, None, occasion).into_iter().collect();
        Ok(Change { actions, ..changed(node, Some(Entry::Flag(on)), false) })
    }

    pub(super) fn dated(
        &mut self,
        screen: &Screen,
        name: &str,
        day: Date,
    ) -> Result<Change, Refused> {
        let node = self.usable(screen, name)?;
        let scope = self.scope(&screen.id);
        if !matches!(node.kind, ComponentKind::DatePicker | ComponentKind::CalendarPicker)
            || is_range(&scope, node)
        {
            return Err(wrong_kind(node));
        }
        let days = Days::of(&scope, node, self.state.device.today);
        refuse_blocked(node, &days, day)?;
        let actions = lookup::action(&scope, node, None, Occasion::Select).into_iter().collect();
        if self.program.version() < V5_0 {
            self.assume(Assumption::HourOfMilliseconds);
        }
        Ok(Change { actions, ..changed(node, Some(Entry::Date(day)), false) })
    }

    pub(super) fn ranged(
        &mut self,
        screen: &Screen,
        name: &str,
        start: Date,
        end: Option<Date>,
    ) -> Result<Change, Refused> {
        let node = self.usable(screen, name)?;
        let scope = self.scope(&screen.id);
        if !is_range(&scope, node) {
            return Err(wrong_kind(node));
        }
        let days = Days::of(&scope, node, self.state.device.today);
        refuse_blocked(node, &days, start)?;
        if let Some(end) = end {
            refuse_blocked(node, &days, end)?;
            if end < start {
                let why = format!("{end} is before {start}");
                return Err(Refused::Date { name: name.to_owned(), why });
            }
        }
        let actions = lookup::action(&scope, node, None, Occasion::Select).into_iter().collect();
        if days.fewest.is_some() || days.most.is_some() {
            self.assume(Assumption::DaysOfRange);
        }
        Ok(Change { actions, ..changed(node, Some(Entry::Range(start, end)), false) })
    }

    pub(super) fn attached_to(
        &mut self,
        screen: &Screen,
        name: &str,
        files: Vec<File>,
    ) -> Result<Change, Refused> {
        let (node, mut held) = self.picker(screen, name)?;
        let scope = self.scope(&screen.id);
        let limits = valid::files(&scope, node);
        let kinds = kinds(&scope, node);
        for file in &files {
            let refused = |why: String| Refused::File { name: name.to_owned(), why };
            if file.size > (limits.kb as u64).saturating_mul(1024) {
                let why = format!("`{}` has more than {} KB", file.name, limits.kb);
                return Err(refused(why));
            }
            if !takes(node.kind, &kinds, &file.mime_type) {
                let why = format!("`{}` is of the kind {}", file.name, file.mime_type);
                return Err(refused(why));
            }
        }
        if held.len() + files.len() > limits.most {
            return Err(Refused::AtMaximum { name: name.to_owned(), max: limits.most });
        }
        if node.kind == ComponentKind::DocumentPicker && kinds.is_empty() {
            self.assume(Assumption::AnyDocument);
        }
        held.extend(files);
        Ok(changed(node, Some(Entry::Files(held)), false))
    }

    pub(super) fn detached(
        &self,
        screen: &Screen,
        name: &str,
        at: usize,
    ) -> Result<Change, Refused> {
        let (node, mut held) = self.picker(screen, name)?;
        if at >= held.len() {
            return Err(no_file(name, at));
        }
        held.remove(at);
        Ok(changed(node, Some(Entry::Files(held)), false))
    }

    pub(super) fn uploaded(
        &self,
        screen: &Screen,
        name: &str,
        at: usize,
        upload: Upload,
    ) -> Result<Change, Refused> {
        let (node, mut held) = self.picker(screen, name)?;
        let Some(file) = held.get_mut(at) else { return Err(no_file(name, at)) };
        file.upload = upload;
        Ok(changed(node, Some(Entry::Files(held)), false))
    }

    fn picker<'s>(&self, screen: &'s Screen, name: &str) -> Result<(&'s Node, Vec<File>), Refused> {
        let node = self.usable(screen, name)?;
        if node.kind.row().input != Some(Input::Files) {
            return Err(wrong_kind(node));
        }
        let held = self.state.store.page(&screen.id).and_then(|page| page.form.get(name));
        Ok(match held {
            Some(Entry::Files(files)) => (node, files.clone()),
            _ => (node, Vec::new()),
        })
    }
}

/// What is assumed about a text like this one.
fn assumed_of(node: &Node, text: &str, too_long: bool) -> Vec<Assumption> {
    let kind = node.input_type();
    let number = matches!(kind, InputType::Number | InputType::Passcode);
    [
        (Assumption::StopsTyping, too_long),
        (Assumption::NumbersOnTheWire, number),
        (Assumption::CommasInNumbers, number && text.contains(',')),
        (Assumption::EmptiedText, text.is_empty()),
        (Assumption::TextAsTyped, text.trim() != text),
        (Assumption::EmailShape, kind == InputType::Email),
    ]
    .into_iter()
    .filter_map(|(assumption, holds)| holds.then_some(assumption))
    .collect()
}

fn changed(node: &Node, entry: Option<Entry>, stays: bool) -> Change {
    Change { name: node.name.clone(), entry, stays, actions: Vec::new() }
}

/// What taking back the option that was chosen before does, where it is written for that:
/// [`Assumption::ReplacedChoice`].
fn replaced(
    scope: &crate::eval::Scope<'_>,
    node: &Node,
    other: &Text,
) -> Option<std::sync::Arc<crate::program::Action>> {
    let unselect = lookup::action(scope, node, Some(other), Occasion::Unselect)?;
    let select = lookup::action(scope, node, Some(other), Occasion::Select);
    // The action on choosing handles both, and it runs for the new option.
    let same = select.is_some_and(|select| std::sync::Arc::ptr_eq(&select, &unselect));
    (!same).then_some(unselect)
}

fn refuse_blocked(node: &Node, days: &Days, day: Date) -> Result<(), Refused> {
    let why = match (days.blocked(day), node.kind) {
        (Some(Blocked::TooEarly), _) => format!("{day} is before {}", days.first),
        (Some(Blocked::TooLate), _) => format!("{day} is after {}", days.last),
        // Its dialog knows the first and the last day alone; an error follows.
        (None, _) | (Some(_), ComponentKind::DatePicker) => return Ok(()),
        (Some(Blocked::Weekday), _) => format!("{day} is a weekday that cannot be chosen"),
        (Some(Blocked::Unavailable), _) => format!("{day} is not available"),
    };
    Err(Refused::Date { name: node.name.to_string(), why })
}

/// The kinds of files that a `DocumentPicker` lists.
pub(crate) fn kinds(scope: &crate::eval::Scope<'_>, node: &Node) -> Vec<String> {
    let value = node.property("allowed-mime-types").and_then(|formula| scope.value(formula));
    let items = value.as_ref().map(Value::items).unwrap_or_default();
    items.iter().filter_map(|item| item.as_text().map(ToString::to_string)).collect()
}

fn takes(kind: ComponentKind, kinds: &[String], mime_type: &str) -> bool {
    match kind {
        ComponentKind::PhotoPicker => mime_type.starts_with("image/"),
        _ if kinds.is_empty() => MIME_TYPES.contains(&mime_type),
        _ => kinds.iter().any(|known| known == mime_type),
    }
}

fn no_file(name: &str, at: usize) -> Refused {
    Refused::Unknown { what: format!("file {at} in `{name}`"), known: Vec::new() }
}

fn wrong_kind(node: &Node) -> Refused {
    let takes = match node.kind.row().input {
        Some(Input::Typed | Input::Text) => "a text",
        Some(Input::Option) => "one choice",
        Some(Input::Options) => "choices",
        Some(Input::Bool) => "a tick",
        Some(Input::Date) => "a date",
        Some(Input::Calendar) => "a date, or a range where its `mode` is `range`",
        Some(Input::Files) => "files",
        Some(Input::Item) => "a tap on one of its items",
        None => "nothing",
    };
    Refused::WrongKind { name: node.name.to_string(), takes }
}
