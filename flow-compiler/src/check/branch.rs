//! Branches: If and Switch.

use std::collections::HashSet;

use crate::ast::{self, Dialect, Property as Written};
use crate::catalogue::{self, Component as Row};
use crate::check::chosen::names_a_case;
use crate::check::scope::Here;
use crate::check::settings::misspelled;
use crate::check::wording::duplicate;
use crate::check::{condition, unknown};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{self, Case, Component, ValueKind};
use crate::span::Span;

/// A component exists in the declared version.
pub fn since(cx: &mut Diagnostics, here: Here<'_, '_>, row: &Row, span: Span) {
    if !here.scope.since(row.since) {
        cx.error(
            Code::OneOfSchemaValidationFailed,
            span,
            format!(
                "`{}` exists from Flow JSON {}; this flow declares {}",
                row.name, row.since, here.scope.version
            ),
        )
        .help(format!("declare {}", here.scope.later(row.since)));
    }
}

/// How the components of a branch are lowered.
pub type Nodes<'s, 'a> =
    fn(&mut Diagnostics, Here<'s, 'a>, &'a [ast::Node], bool) -> Vec<Component<'a>>;

pub fn branch<'s, 'a>(
    cx: &mut Diagnostics,
    here: Here<'s, 'a>,
    written: &'a ast::If,
    nodes: Nodes<'s, 'a>,
) -> Component<'a> {
    let row = &catalogue::IF;
    since(cx, here, row, written.span);
    extra(cx, here, &written.settings, row);
    let mut conditions: Vec<Option<model::Value<'a>>> = Vec::new();
    match &written.condition {
        Some(value) => conditions = condition::lower(cx, here, written, value),
        None if misspelled(&written.settings, "condition") => {}
        // Of a `flow!` the parser has reported it.
        None if here.scope.flow.dialect == Dialect::Json => {
            let message = format!("`condition` is missing in `{}`", row.name);
            cx.error(Code::MissingRequiredProperty, written.span, message)
                .help("add `\"condition\": \"${form.field} == 'value'\"`");
        }
        None => {}
    }
    let here = Here { ifs: here.ifs + conditions.len().max(1), branch: true, ..here };
    let then = nodes(cx, here, &written.then, true);
    let otherwise = written.otherwise.as_ref().map(|otherwise| nodes(cx, here, otherwise, true));
    let mut conditions = conditions.into_iter().rev();
    let mut component = part(written.span, conditions.next().flatten(), then);
    if let Some(otherwise) = otherwise {
        let otherwise = model::Value { kind: ValueKind::Nodes(otherwise), span: written.span };
        component.properties.push(property("else", otherwise));
    }
    for condition in conditions {
        component.derived = true;
        component = part(written.span, condition, vec![component]);
    }
    component
}

/// An If with what it shows where its condition holds.
fn part<'a>(
    span: Span,
    condition: Option<model::Value<'a>>,
    then: Vec<Component<'a>>,
) -> Component<'a> {
    let mut properties = Vec::with_capacity(3);
    properties.extend(condition.map(|condition| property("condition", condition)));
    properties.push(property("then", model::Value { kind: ValueKind::Nodes(then), span }));
    of(&catalogue::IF, span, properties)
}

fn of<'a>(row: &'static Row, span: Span, properties: Vec<model::Property<'a>>) -> Component<'a> {
    Component { row, span, derived: false, properties, written: None, given: Vec::new() }
}

pub fn switch<'s, 'a>(
    cx: &mut Diagnostics,
    here: Here<'s, 'a>,
    written: &'a ast::Match,
    nodes: Nodes<'s, 'a>,
) -> Component<'a> {
    let row = &catalogue::SWITCH;
    let here = Here { branch: true, ..here };
    since(cx, here, row, written.span);
    extra(cx, here, &written.settings, row);
    let mut properties = Vec::with_capacity(2);
    match &written.value {
        Some(value) => {
            if let Some(lowered) = condition::switched(cx, here, value, &written.cases) {
                properties.push(property("value", lowered));
            }
        }
        None if misspelled(&written.settings, "value") => {}
        None if here.scope.flow.dialect == Dialect::Json => {
            let message = format!("`value` is missing in `{}`", row.name);
            cx.error(Code::MissingRequiredProperty, written.span, message)
                .help("add `\"value\": \"${form.field}\"`");
        }
        None => {}
    }
    let mut cases: Vec<Case<'a>> = Vec::with_capacity(written.cases.len());
    let mut seen: HashSet<&str> = HashSet::new();
    for case in &written.cases {
        let key = case.key.text.as_str();
        case_key(cx, key, case.key.span);
        if !seen.insert(key) {
            cx.error(Code::DuplicateKey, case.key.span, format!("there are two cases `{key}`"))
                .help("keep one of them");
            here.screen.acts.lose(&case.body, true);
            continue;
        }
        let children = nodes(cx, here, &case.body, true);
        cases.push(Case { key, span: case.key.span, children });
    }
    let cases = model::Value { kind: ValueKind::Cases(cases), span: written.span };
    properties.push(property("cases", cases));
    of(row, written.span, properties)
}

fn case_key(cx: &mut Diagnostics, key: &str, span: Span) {
    if !names_a_case(key) {
        cx.error(Code::PatternMismatch, span, format!("`{key}` cannot name a case"))
            .help("a case begins with a letter and goes on with letters, digits, `-` and `_`");
    }
}

fn extra(cx: &mut Diagnostics, here: Here<'_, '_>, settings: &[Written], row: &'static Row) {
    let mut seen: Vec<&str> = Vec::new();
    for written in settings {
        if seen.contains(&written.name.text.as_str()) {
            duplicate(cx, written);
        } else {
            unknown::of(cx, here, row.properties, row.name, written);
        }
        seen.push(&written.name.text);
    }
}

fn property<'a>(key: &'static str, value: model::Value<'a>) -> model::Property<'a> {
    let span = value.span;
    model::Property { key, value, span }
}
