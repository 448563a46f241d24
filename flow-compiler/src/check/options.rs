//! Lists: the options of a choice, the items of a NavigationList, the images of a carousel.

use std::borrow::Cow;

use crate::ast::{Action, Body, Dialect, Entry, Key, Name, Value};
use crate::catalogue::{self, Items, Kind, Property, V6_0};
use crate::check::bound::{count, rows};
use crate::check::literal;
use crate::check::place::Place;
use crate::check::scope::{Here, Scope};
use crate::check::wording::{duplicate, few, too_new};
use crate::check::{action, text, unknown};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{self, Member, ValueKind as Lowered};
use crate::span::Span;

/// The list in a component's braces or brackets.
pub fn body<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    property: &'static Property,
    body: &'a Body,
    span: Span,
) -> Option<model::Value<'a>> {
    let items = rows(property)?;
    // Of a list that is too long, which is reported, no more is looked at than it may have.
    let written = match body {
        Body::Entries(entries) => entries.len(),
        Body::Titles(titles) => titles.len(),
        Body::Nodes(_) => 0,
    };
    let lowered: Vec<model::Value<'a>> = match body {
        Body::Entries(entries) => {
            let entries = entries.iter().take(items.max);
            entries.map(|written| entry(cx, here, items, written)).collect()
        }
        Body::Titles(titles) => titles
            .iter()
            .take(items.max)
            .enumerate()
            .map(|(index, title)| {
                let id = model::Value::text(index.to_string(), title.span);
                let mut members = vec![Member { key: "id".into(), span: title.span, value: id }];
                main(cx, here, items, title, &mut members);
                model::Value { kind: Lowered::Object(members), span: title.span }
            })
            .collect(),
        Body::Nodes(_) => Vec::new(),
    };
    count(cx, written, items.min, items.max, items.noun, span);
    Some(model::Value { kind: Lowered::List(lowered), span })
}

/// `in Name`: a list that the flow declares.
pub fn shared<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    property: &'static Property,
    name: &Name,
) -> Option<model::Value<'a>> {
    let declared = &here.scope.options;
    let Some(options) = here.scope.shared_options(&name.text) else {
        let names = || declared.iter().map(|options| options.name.text.as_str());
        let fault = cx.error(
            Code::UnknownName,
            name.span,
            format!("no options are called `{}`", name.text),
        );
        fault.once(format!("options {}", name.text));
        match few(names()) {
            None => fault.help(format!(
                "declare them beside the screens: `options {} {{ a: \"Title\" … }}`",
                name.text
            )),
            Some(declared) => fault
                .help(format!("the flow declares {declared}"))
                .did_you_mean(&name.text, names()),
        };
        return None;
    };
    // The faults of a shared list are reported where it is used first.
    if here.scope.options_told.borrow_mut().insert(&options.name.text) {
        return body(cx, here, property, &options.body, options.name.span);
    }
    let mut told = Diagnostics::new();
    let lowered = body(&mut told, here, property, &options.body, options.name.span);
    told.discard();
    lowered
}

/// `id: "Text" (…) => action`.
fn entry<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    items: &'static Items,
    written: &'a Entry,
) -> model::Value<'a> {
    let place = Place { here, owner: items.noun, large: false };
    let id = model::Value::text(&*written.id.text, written.id.span);
    if written.id.text.is_empty() {
        cx.error(
            Code::MinCharsRequired,
            written.id.span,
            format!("an {} has an empty id", items.noun),
        )
        .help("write what the answer shall hold");
    } else if written.id.text.trim().is_empty() && here.scope.since(V6_0) {
        let message = format!("the id of an {} is blank", items.noun);
        cx.error(Code::PatternMismatch, written.id.span, message)
            .help("write what the answer shall hold");
    } else {
        text::stays_text(cx, here, &written.id.text, written.id.span);
    }
    let mut members = vec![Member { key: "id".into(), span: written.id.span, value: id }];
    main(cx, here, items, &written.text, &mut members);
    let (beside, own): (Vec<_>, Vec<_>) = written
        .settings
        .iter()
        .partition(|setting| items.beside_main.iter().any(|key| *key == setting.name.wire()));
    for setting in beside {
        if let Some(row) = beside_row(items, &setting.name)
            && let Some(value) = literal::lower(cx, place, row, &setting.value)
            && let Some(Lowered::Object(content)) =
                members.get_mut(1).map(|member| &mut member.value.kind)
        {
            content.push(Member { key: row.name.into(), span: setting.name.span, value });
        }
    }
    for setting in own {
        let key = setting.name.wire();
        let taken =
            key == "id" || items.main.is_some_and(|main| main.split('.').next() == Some(&*key));
        match catalogue::find(items.properties, &key) {
            Some(_) if taken || members.iter().any(|member| member.key == key) => {
                duplicate(cx, setting);
            }
            Some(row) if !here.scope.since(row.since) => {
                let Scope { flow, version, .. } = here.scope;
                let row = (row.name, row.since);
                too_new(cx, flow.dialect, *version, row, setting.name.span);
            }
            Some(row) => {
                if let Some(value) = literal::lower(cx, place, row, &setting.value) {
                    let span = setting.name.span;
                    members.push(Member { key: row.name.into(), span, value });
                }
            }
            None => {
                unknown::of(cx, here, items.properties, items.noun, setting);
            }
        }
    }
    if let Some(action) = &written.action {
        act(cx, here, items, action, &mut members);
    }
    model::Value { kind: Lowered::Object(members), span: written.span }
}

/// The text of an entry, at the property that the catalogue names.
fn main<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    items: &'static Items,
    text: &'a Value,
    members: &mut Vec<Member<'a>>,
) {
    let Some(path) = items.main else {
        cx.error(
            Code::InvalidPropertyKey,
            text.span,
            format!("an {} is written as an object", items.noun),
        )
        .help(match here.scope.flow.dialect {
            Dialect::Rust => "write `images: [{ src: \"…\", alt_text: \"…\" }]`",
            Dialect::Json => "write `\"images\": [{ \"src\": \"…\", \"alt-text\": \"…\" }]`",
        });
        return;
    };
    let (outer, inner) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
    let Some(row) = catalogue::find(items.properties, outer) else { return };
    let place = Place { here, owner: items.noun, large: false };
    let span = text.span;
    let value = match (inner, &row.kind) {
        (Some(inner), Kind::Object(rows, _)) => {
            let lowered = catalogue::find(rows, inner)
                .and_then(|row| literal::lower(cx, place, row, text))
                .map(|value| Member { key: inner.into(), span, value });
            Some(model::Value { kind: Lowered::Object(lowered.into_iter().collect()), span })
        }
        _ => literal::lower(cx, place, row, text),
    };
    members.extend(value.map(|value| Member { key: row.name.into(), span, value }));
}

fn beside_row(items: &'static Items, key: &Key) -> Option<&'static Property> {
    let outer = items.main?.split('.').next()?;
    match &catalogue::find(items.properties, outer)?.kind {
        Kind::Object(rows, _) => catalogue::find(rows, &key.wire()),
        _ => None,
    }
}

fn act<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    items: &'static Items,
    written: &'a Action,
    members: &mut Vec<Member<'a>>,
) {
    let Some(row) = items.action.and_then(|name| catalogue::find(items.properties, name)) else {
        cx.error(
            Code::InvalidPropertyKey,
            written.span,
            format!("an {} has no action", items.noun),
        )
        .help("remove it");
        return;
    };
    let (Kind::Action(allowed), false) =
        (&row.kind, members.iter().any(|member| member.key == row.name))
    else {
        cx.error(
            Code::DuplicateKey,
            written.span,
            format!("`{}` is given twice", here.scope.spell(row.name)),
        )
        .help("keep the one after `=>`, or the one in parentheses");
        return;
    };
    if !here.scope.since(row.since) {
        cx.error(
            Code::InvalidPropertyKey,
            written.span,
            format!("an {} has an action from Flow JSON {}", items.noun, row.since),
        )
        .help(format!("remove it, or declare {}", here.scope.later(row.since)));
        return;
    }
    if let Some(action) = action::lower(cx, here, written, allowed, row, items.noun) {
        let span = written.span;
        let value = model::Value { kind: Lowered::Action(Box::new(action)), span };
        members.push(Member { key: Cow::Borrowed(row.name), span, value });
    }
}
