//! The actions that the items of a bound list carry.
//!
//! The server may send a list whose items have an action each, which the schema of the data need
//! not declare. What such actions are like, the example of the data says.

use crate::ast;
use crate::catalogue::{self, ActionKind, Items, Kind};
use crate::check::acts::Carried;
use crate::check::scope::ScreenScope;
use crate::model::{Component, Field, Type, Value, ValueKind};

/// The actions that the items of a component's bound list carry, in the order of the example.
#[must_use]
pub fn actions<'a>(
    screen: &ScreenScope<'a>,
    component: &Component<'a>,
    written: &'a ast::Component,
) -> Vec<Carried<'a>> {
    let row = component.row;
    let Some(source) = row.source.and_then(|name| row.property(name)) else { return Vec::new() };
    let Kind::Items(items) = source.kind else { return Vec::new() };
    let Some((key, allowed)) = action(items) else { return Vec::new() };
    let example = component.get(source.name).and_then(|list| example(screen, list));
    let found = example.into_iter().flat_map(Value::items).filter_map(|item| {
        let value = &item.member(key)?.value;
        let kind = ActionKind::from_name(value.member("name")?.value.as_text()?)?;
        allowed.contains(&kind).then(|| Carried::of(kind, value, written))
    });
    found.collect()
}

/// The type of a data field whose example has items with an action that the type does not
/// declare: the action becomes a field of theirs, so that a service can send it.
#[must_use]
pub fn widened<'a>(ty: Type<'a>, example: Option<&Value<'a>>) -> Type<'a> {
    let Type::List(item) = ty else { return ty };
    let Type::Object(mut fields) = *item else { return Type::List(item) };
    let keys = catalogue::COMPONENTS.iter().flat_map(|row| row.properties).filter_map(|property| {
        match property.kind {
            Kind::Items(items) => action(items).map(|(key, _)| key),
            _ => None,
        }
    });
    for key in keys {
        let carries = |item: &Value<'a>| {
            item.member(key).is_some_and(|action| action.value.member("name").is_some())
        };
        let undeclared = fields.iter().all(|(other, _)| *other != key);
        if undeclared && example.is_some_and(|example| example.items().iter().any(carries)) {
            fields.push((key, Type::Json));
        }
    }
    Type::List(Box::new(Type::Object(fields)))
}

/// The key of an item's action, and what it may be.
fn action(items: &'static Items) -> Option<(&'static str, Vec<ActionKind>)> {
    let row = catalogue::find(items.properties, items.action?)?;
    let Kind::Action(allowed) = row.kind else { return None };
    Some((row.name, allowed.iter().map(|(kind, _)| *kind).collect()))
}

/// The example of the data that a list is bound to.
fn example<'s, 'a>(screen: &'s ScreenScope<'a>, list: &Value<'a>) -> Option<&'s Value<'a>> {
    let ValueKind::Dynamic(reference) = &list.kind else { return None };
    let name = reference.strip_prefix("${data.")?.strip_suffix('}')?;
    let field: &Field<'a> = screen.data_field(name)?;
    field.example.as_ref()
}
