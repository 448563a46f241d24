//! What of a screen is there right now: branches, properties, options.

use std::sync::Arc;

use flow_compiler::catalogue::ComponentKind;

use crate::condition;
use crate::eval::{Scope, truth};
use crate::program::{Action, Children, Formula, Item, Items, Node, Screen, action_of};
use crate::value::{Text, Value};

/// Every component whose branch is taken, in the order of the document; containers come as well.
pub(crate) fn active<'s>(scope: &Scope<'_>, screen: &'s Screen) -> Vec<&'s Node> {
    fn walk<'s>(scope: &Scope<'_>, screen: &'s Screen, at: &[usize], found: &mut Vec<&'s Node>) {
        for &at in at {
            let node = &screen.nodes[at];
            found.push(node);
            let taken: &[usize] = match &node.children {
                Children::None => &[],
                Children::Always(children) => children,
                Children::If { condition, then, otherwise } => {
                    if condition::holds(condition, scope) { then } else { otherwise }
                }
                Children::Switch { value, cases } => {
                    let key = scope.text(value);
                    let case = |key: &str| cases.iter().find(|(name, _)| &**name == key);
                    case(&key).or_else(|| case("default")).map_or(&[], |(_, nodes)| nodes)
                }
            };
            walk(scope, screen, taken, found);
        }
    }
    let mut found = Vec::with_capacity(screen.nodes.len());
    walk(scope, screen, &screen.roots, &mut found);
    found
}

/// A boolean property; what it is without one, also where its reference leads to nothing:
/// [`Assumption::AbsentFlag`](crate::Assumption).
pub(crate) fn flag(scope: &Scope<'_>, node: &Node, property: &str, absent: bool) -> bool {
    match node.property(property) {
        None => absent,
        Some(formula) => match scope.value(formula) {
            None | Some(Value::Null) => absent,
            value => truth(value.as_ref()),
        },
    }
}

/// One end of a property that is an object in mode `range`.
pub(crate) fn end_of(scope: &Scope<'_>, node: &Node, property: &str, end: &str) -> Option<Value> {
    scope.value(node.property(property)?)?.get(end).cloned()
}

/// Whether a component is shown, as far as its own property says.
pub(crate) fn is_visible(scope: &Scope<'_>, node: &Node) -> bool {
    flag(scope, node, "visible", true)
}

/// Whether a `CalendarPicker` takes a range.
pub(crate) fn is_range(scope: &Scope<'_>, node: &Node) -> bool {
    node.kind == ComponentKind::CalendarPicker
        && text(scope, node, "mode").as_deref() == Some("range")
}

/// A text property; `None` where it is absent.
pub(crate) fn text(scope: &Scope<'_>, node: &Node, property: &str) -> Option<String> {
    scope.value(node.property(property)?).map(|value| value.spelled())
}

/// A number property, as a count: not below zero, nothing after the point.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float becomes the nearest count that there is"
)]
pub(crate) fn count(scope: &Scope<'_>, node: &Node, property: &str) -> Option<usize> {
    let number = scope.value(node.property(property)?)?.to_number()?;
    Some(number.max(0.0) as usize)
}

/// An option or an item, as it is right now.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) id: Text,
    value: Value,
}

impl Entry {
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.value.get(key)
    }

    pub(crate) fn text(&self, key: &str) -> Option<String> {
        self.get(key).map(Value::spelled).filter(|text| !text.is_empty())
    }

    pub(crate) fn picture(&self, key: &str) -> Option<Text> {
        self.get(key).and_then(Value::as_text).filter(|text| !text.is_empty()).cloned()
    }

    pub(crate) fn enabled(&self) -> bool {
        self.get("enabled").is_none_or(|value| truth(Some(value)))
    }
}

/// The options or items of a component, in their order. What has no id, or one that was there
/// already, is left out: no phone could tell it from the other.
pub(crate) fn entries(scope: &Scope<'_>, node: &Node) -> Vec<Entry> {
    let values: Vec<Value> = match &node.items {
        Items::None => Vec::new(),
        Items::Written(items) => items.iter().map(|item| written(scope, item)).collect(),
        Items::Bound(formula) => {
            scope.value(formula).map(|value| value.items().to_vec()).unwrap_or_default()
        }
    };
    let mut found: Vec<Entry> = Vec::with_capacity(values.len());
    let mut ids = std::collections::HashSet::with_capacity(values.len());
    for value in values {
        if let Some(id) = value.get("id").and_then(Value::as_text).cloned()
            && ids.insert(id.clone())
        {
            found.push(Entry { id, value });
        }
    }
    found
}

/// The pictures of a carousel, which have no ids.
pub(crate) fn slides(scope: &Scope<'_>, node: &Node) -> Vec<Value> {
    match &node.items {
        Items::None => Vec::new(),
        Items::Written(items) => items.iter().map(|item| written(scope, item)).collect(),
        Items::Bound(formula) => {
            scope.value(formula).map(|value| value.items().to_vec()).unwrap_or_default()
        }
    }
}

fn written(scope: &Scope<'_>, item: &Item) -> Value {
    let known = item.properties.iter();
    let known = known.filter_map(|(key, formula)| Some((key.clone(), scope.value(formula)?)));
    Value::Object(Arc::new(known.collect()))
}

/// What sets an action off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Occasion {
    Click,
    Select,
    Unselect,
}

/// The action of an item, else of its component. Without an action on taking a choice back, the
/// one on choosing runs for both.
pub(crate) fn action(
    scope: &Scope<'_>,
    node: &Node,
    item: Option<&str>,
    occasion: Occasion,
) -> Option<Arc<Action>> {
    let own = |occasion: Occasion| match occasion {
        Occasion::Click => node.click.clone(),
        Occasion::Select => node.select.clone(),
        Occasion::Unselect => node.unselect.clone(),
    };
    let of_item = |occasion| item.and_then(|id| item_action(scope, node, id, occasion));
    let found = |occasion| of_item(occasion).or_else(|| own(occasion));
    match occasion {
        Occasion::Unselect => found(Occasion::Unselect).or_else(|| found(Occasion::Select)),
        other => found(other),
    }
}

fn item_action(
    scope: &Scope<'_>,
    node: &Node,
    id: &str,
    occasion: Occasion,
) -> Option<Arc<Action>> {
    match &node.items {
        Items::None => None,
        Items::Written(items) => {
            let item = items.iter().find(|item| {
                item.properties.iter().any(|(key, value)| {
                    &**key == "id"
                        && matches!(value, Formula::Literal(Value::Text(text)) if &**text == id)
                })
            })?;
            match occasion {
                Occasion::Click => item.click.clone(),
                Occasion::Select => item.select.clone(),
                Occasion::Unselect => item.unselect.clone(),
            }
        }
        Items::Bound(_) => {
            let item = entries(scope, node).into_iter().find(|entry| &*entry.id == id)?;
            let key = match occasion {
                Occasion::Click => "on-click-action",
                Occasion::Select => "on-select-action",
                Occasion::Unselect => "on-unselect-action",
            };
            action_of(item.get(key)?, scope.program.version()).map(Arc::new)
        }
    }
}
