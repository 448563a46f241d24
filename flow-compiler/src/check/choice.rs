//! The options of an input whose options go in the flow.

use std::collections::HashSet;

use crate::ast::{Body, Options, Source, Value, ValueKind};
use crate::catalogue::key;
use crate::check::scope::{FieldScope, Scope, ScreenScope};
use crate::diagnostic::nearest;
use crate::model::{Choice, ChoiceOption};

/// So many options are looked at: a longer list is an error, whichever component has it.
const MOST: usize = 200;

/// The options of an input; `None` where the server sends them.
pub fn of<'a>(
    scope: &Scope<'a>,
    screen: &ScreenScope<'a>,
    field: &FieldScope<'a>,
) -> Option<Choice<'a>> {
    let component = field.ast;
    let shared = match &component.source {
        Some(Source::Reference(_)) => return None,
        Some(Source::Options(name)) => Some(declared(scope, &name.text)?),
        // In a property it is at the wrong place, which is reported.
        None => component.settings.iter().find_map(|setting| match &setting.value.kind {
            ValueKind::Word(word) => declared(scope, word),
            _ => None,
        }),
    };
    let body = shared.map(|options| &options.body).or(component.body.as_ref());
    let written = match body {
        Some(body) => listed(body)?,
        None => valued(component.setting(key::DATA_SOURCE)?)?,
    };
    let mut seen = HashSet::with_capacity(written.len());
    let options = written.into_iter().filter(|option| seen.insert(option.id.clone())).collect();
    let rename = component.word("rename").filter(|_| shared.is_none());
    let name = shared.map_or(field.name, |options| &options.name.text);
    let choice = Choice { name, rename, shared: shared.is_some(), screen: screen.id, options };
    (!choice.options.is_empty()).then_some(choice)
}

/// The shared list of this name, or the one that a misspelled name was meant for.
fn declared<'a>(scope: &Scope<'a>, name: &str) -> Option<&'a Options> {
    // A flow of a person has a few lists; what else may have many is not looked through for each.
    let few = scope.options.len() <= 32;
    let near = || nearest(name, scope.options.iter().map(|options| options.name.text.as_str()));
    scope.shared_options(name).or_else(|| scope.shared_options(few.then(near).flatten()?))
}

fn listed(body: &Body) -> Option<Vec<ChoiceOption<'_>>> {
    match body {
        Body::Nodes(_) => None,
        Body::Entries(entries) => Some(
            entries
                .iter()
                .take(MOST)
                .map(|entry| {
                    let id = entry.id.text.as_str();
                    let title = entry.text.plain().unwrap_or_else(|| id.into());
                    ChoiceOption { id: id.into(), title, span: entry.id.span }
                })
                .collect(),
        ),
        Body::Titles(titles) => Some(
            titles
                .iter()
                .take(MOST)
                .enumerate()
                .map(|(index, title)| {
                    let id = index.to_string();
                    let span = title.span;
                    let title = title.plain().unwrap_or_else(|| id.clone().into());
                    ChoiceOption { id: id.into(), title, span }
                })
                .collect(),
        ),
    }
}

/// The options of `data_source: [{ id: "a", title: "A" }]`.
fn valued(value: &Value) -> Option<Vec<ChoiceOption<'_>>> {
    match &value.kind {
        ValueKind::List(items) => items.iter().take(MOST).map(item).collect(),
        _ => None,
    }
}

fn item(value: &Value) -> Option<ChoiceOption<'_>> {
    let written = value.get("id")?;
    let id = written.plain()?;
    let title = value.get("title").and_then(Value::plain);
    Some(ChoiceOption { title: title.unwrap_or_else(|| id.clone()), id, span: written.span })
}
