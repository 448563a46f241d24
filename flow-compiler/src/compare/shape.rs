//! What is different to look at: screens, data, components and their properties.

use std::collections::{HashMap, HashSet, VecDeque};

use super::sends::is_same;
use super::{Changes, Screens};
use crate::model::{Component, Field, Flow, Screen, Value, ValueKind};

/// How much of a text is repeated.
const LENGTH: usize = 40;

pub fn changes(changes: &mut Changes, old: &Flow<'_>, new: &Flow<'_>) {
    if old.version != new.version {
        changes.is(None, format!("Flow JSON {} is {} now", old.version, new.version));
    }
    let (was, is) = (old.data_api_version, new.data_api_version);
    if was != is {
        changes.is(None, became("`data_api_version`", was.map(quoted), is.map(quoted)));
    }
    let (then, today) = (Screens::of(old), Screens::of(new));
    for screen in &old.screens {
        match today.get(screen.id) {
            Some(there) => self::screen(changes, screen, there),
            None => changes.is(Some(screen.id), format!("the screen `{}` is gone", screen.id)),
        }
    }
    for screen in new.screens.iter().filter(|screen| then.get(screen.id).is_none()) {
        changes.is(Some(screen.id), format!("the screen `{}` is new", screen.id));
    }
    let order = |screens: &[Screen<'_>], others: &Screens<'_, '_>| {
        let kept = screens.iter().filter(|screen| others.get(screen.id).is_some());
        kept.map(|screen| screen.id.to_owned()).collect::<Vec<_>>()
    };
    if order(&old.screens, &today) != order(&new.screens, &then) {
        changes.is(None, "the screens are in another order");
    }
    let routes = |flow: &Flow<'_>| {
        let routes = flow.routing_model.iter().flatten();
        let routes = routes
            .flat_map(|(from, to)| to.iter().map(move |to| (from.to_string(), (*to).to_owned())));
        routes.collect::<HashSet<_>>()
    };
    let (was, is) = (routes(old), routes(new));
    let both = |(from, to): &&(String, String)| {
        [from, to].iter().all(|id| then.get(id).is_some() && today.get(id).is_some())
    };
    let mut gone: Vec<_> = was.difference(&is).filter(both).collect();
    let mut come: Vec<_> = is.difference(&was).filter(both).collect();
    gone.sort_unstable();
    come.sort_unstable();
    for (from, to) in gone {
        changes.is(Some(from), format!("the way from `{from}` to `{to}` is gone"));
    }
    for (from, to) in come {
        changes.is(Some(from), format!("the way from `{from}` to `{to}` is new"));
    }
}

fn screen(changes: &mut Changes, old: &Screen<'_>, new: &Screen<'_>) {
    let id = Some(old.id);
    let titles = (old.title.as_ref().map(spelled), new.title.as_ref().map(spelled));
    if titles.0 != titles.1 {
        changes.is(id, became("`title`", titles.0, titles.1));
    }
    for (name, was, is) in [
        ("`terminal`", old.terminal, new.terminal),
        ("`success`", old.success, new.success),
        ("`refresh_on_back`", old.refresh_on_back, new.refresh_on_back),
    ] {
        // What is absent is `false`.
        if was.unwrap_or(false) != is.unwrap_or(false) {
            changes
                .is(id, became(name, was.map(|was| was.to_string()), is.map(|is| is.to_string())));
        }
    }
    if old.sensitive.as_deref().unwrap_or_default() != new.sensitive.as_deref().unwrap_or_default()
    {
        changes.is(id, "`sensitive` names other fields");
    }
    data(changes, old.id, old.data_fields(), new.data_fields());
    components(changes, old, new);
}

fn data(changes: &mut Changes, screen: &str, old: &[Field<'_>], new: &[Field<'_>]) {
    let today: HashMap<&str, &Field<'_>> = new.iter().map(|field| (field.key, field)).collect();
    let then: HashSet<&str> = old.iter().map(|field| field.key).collect();
    for field in old {
        match today.get(field.key) {
            None => changes.is(Some(screen), format!("the data field `{}` is gone", field.key)),
            Some(there) if !is_same(&field.schema, &there.schema) => {
                changes
                    .is(Some(screen), format!("the data field `{}` has another type", field.key));
            }
            Some(there) => {
                let same = match (&field.example, &there.example) {
                    (Some(one), Some(other)) => is_same(one, other),
                    (one, other) => one.is_none() && other.is_none(),
                };
                if !same {
                    changes.is(
                        Some(screen),
                        format!("the data field `{}` has another example", field.key),
                    );
                }
            }
        }
    }
    for field in new.iter().filter(|field| !then.contains(field.key)) {
        changes.is(Some(screen), format!("the data field `{}` is new", field.key));
    }
}

/// A component with what it is called in words, and where it goes on.
struct Part<'f, 'a> {
    component: &'f Component<'a>,
    what: String,
}

fn components(changes: &mut Changes, old: &Screen<'_>, new: &Screen<'_>) {
    let (then, today) = (parts(&old.children), parts(&new.children));
    let mut left: HashMap<&str, VecDeque<usize>> = HashMap::new();
    for (at, part) in today.iter().enumerate() {
        left.entry(&part.what).or_default().push_back(at);
    }
    let mut pairs: Vec<Option<usize>> =
        then.iter().map(|part| left.get_mut(part.what.as_str())?.pop_front()).collect();
    // What has other words, and the kind of something that is left, is the same one, changed.
    let mut taken: HashSet<usize> = pairs.iter().flatten().copied().collect();
    let mut others: HashMap<&str, VecDeque<usize>> = HashMap::new();
    for (at, part) in
        today.iter().enumerate().filter(|(at, part)| !taken.contains(at) && !part.is_named())
    {
        others.entry(part.component.row.name).or_default().push_back(at);
    }
    for (part, pair) in
        then.iter().zip(&mut pairs).filter(|(part, pair)| pair.is_none() && !part.is_named())
    {
        *pair = others.get_mut(part.component.row.name).and_then(VecDeque::pop_front);
        taken.extend(*pair);
    }
    let id = Some(old.id);
    for (part, pair) in then.iter().zip(&pairs) {
        match pair {
            Some(at) => properties(changes, old.id, part, today[*at].component),
            None => changes.is(id, format!("{} is gone", part.what)),
        }
    }
    for (_, part) in today.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
        changes.is(id, format!("{} is new", part.what));
    }
    let places: Vec<usize> = pairs.iter().flatten().copied().collect();
    if !places.is_sorted() {
        changes.is(id, "the components are in another order");
    }
}

impl Part<'_, '_> {
    fn is_named(&self) -> bool {
        self.component.get("name").is_some()
    }
}

/// Every component, outer before inner.
fn parts<'f, 'a>(components: &'f [Component<'a>]) -> Vec<Part<'f, 'a>> {
    fn walk<'f, 'a>(components: &'f [Component<'a>], found: &mut Vec<Part<'f, 'a>>) {
        for component in components {
            let name = component.row.name;
            let what = match component.get("name").and_then(Value::as_text) {
                Some(input) => format!("{name} `{input}`"),
                None => match component.row.main.and_then(|main| component.get(main)) {
                    Some(text) => format!("{name} {}", spelled(text)),
                    None => match component.get("condition") {
                        Some(condition) => format!("{name} {}", spelled(condition)),
                        None => name.to_owned(),
                    },
                },
            };
            found.push(Part { component, what });
            for body in component.bodies() {
                walk(body, found);
            }
        }
    }
    let mut found = Vec::new();
    walk(components, &mut found);
    found
}

fn properties(changes: &mut Changes, screen: &str, old: &Part<'_, '_>, new: &Component<'_>) {
    let is_body =
        |value: &Value<'_>| matches!(value.kind, ValueKind::Nodes(_) | ValueKind::Cases(_));
    let today: HashMap<&str, &Value<'_>> =
        new.properties.iter().map(|property| (property.key, &property.value)).collect();
    let then: HashSet<&str> =
        old.component.properties.iter().map(|property| property.key).collect();
    for property in old.component.properties.iter().filter(|property| !is_body(&property.value)) {
        let there = today.get(property.key).copied();
        if there.is_some_and(|there| is_same(&property.value, there)) {
            continue;
        }
        let name = format!("`{}` of {}", property.key, old.what);
        let (was, is) = (spelled(&property.value), there.map(spelled));
        changes.is(
            Some(screen),
            if is.as_ref() == Some(&was) {
                format!("{name} has changed")
            } else {
                became(&name, Some(was), is)
            },
        );
    }
    for property in new
        .properties
        .iter()
        .filter(|property| !then.contains(property.key) && !is_body(&property.value))
    {
        let name = format!("`{}` of {}", property.key, old.what);
        changes.is(Some(screen), became(&name, None, Some(spelled(&property.value))));
    }
}

fn became(name: &str, was: Option<String>, is: Option<String>) -> String {
    match (was, is) {
        (Some(was), Some(is)) => format!("{name} was {was}, and is {is}"),
        (None, Some(is)) => format!("{name} is {is}, and was not there"),
        (Some(was), None) => format!("{name} was {was}, and is not there any more"),
        (None, None) => format!("{name} has changed"),
    }
}

fn quoted(text: &str) -> String {
    let mut letters = text.chars();
    let head: String = letters.by_ref().take(LENGTH).collect();
    let more = if letters.next().is_some() { "…" } else { "" };
    format!("\"{head}{more}\"")
}

/// A value in a few words.
fn spelled(value: &Value<'_>) -> String {
    match &value.kind {
        ValueKind::Null => "null".to_owned(),
        ValueKind::Bool(truth) => truth.to_string(),
        ValueKind::Number(digits) => digits.to_string(),
        ValueKind::Text(text) => quoted(text),
        ValueKind::Dynamic(text) => {
            let quoted = quoted(text);
            format!("`{}`", quoted.trim_matches('"').trim_matches('`'))
        }
        ValueKind::List(items) => format!("a list of {}", items.len()),
        ValueKind::Object(_) => "an object".to_owned(),
        ValueKind::Action(action) => match action.target.as_ref().and_then(Value::as_text) {
            Some(target) => format!("{} {target}", action.kind.row().name),
            None => action.kind.row().name.to_owned(),
        },
        ValueKind::Nodes(_) | ValueKind::Cases(_) => "components".to_owned(),
    }
}
