//! Components and their properties: each exists, is present where it must be, and once.

use crate::ast::{self, Body, Dialect, Node, Property as Written, Source, Value};
use crate::catalogue::{self, Component as Row, END_DATE, Kind, Property, START_DATE, key};
use crate::check::place::Place;
use crate::check::scope::{Here, Scope};
use crate::check::wording::{list, too_new};
use crate::check::{action, bound, branch, carried, literal, options, text, unknown};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{self, Component, ValueKind};
use crate::span::Span;

/// The components of a screen, a Form or a branch, faulty ones left out.
pub fn nodes<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    written: &'a [Node],
    nested: bool,
) -> Vec<Component<'a>> {
    let mut lowered = Vec::with_capacity(written.len());
    for node in written {
        match node {
            Node::Data(data) if nested => {
                cx.error(
                    Code::InvalidPropertyKey,
                    data.span,
                    "`data` is in a screen, not in a component",
                )
                .help("move it to the top of the screen");
            }
            // Uses have been written out.
            Node::Data(_) | Node::Use(_) => {}
            Node::Component(written) => lowered.extend(component(cx, here, written)),
            Node::If(written) => lowered.push(branch::branch(cx, here, written, nodes)),
            Node::Match(written) => lowered.push(branch::switch(cx, here, written, nodes)),
        }
    }
    lowered
}

fn component<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    written: &'a ast::Component,
) -> Option<Component<'a>> {
    let here = Here { component: Some(written), ..here };
    here.screen.acts.note(written, here.branch);
    let Some(row) = row(cx, here, &written.kind) else {
        here.screen.acts.lose_one();
        if let Some(Body::Nodes(children)) = &written.body {
            here.screen.acts.lose(children, here.branch);
        }
        return None;
    };
    let mut gather =
        Gather { row, written, here, properties: Vec::new(), seen: Vec::new(), lost: 0 };
    if let Some(name) = &written.name {
        let value = model::Value::text(&*name.text, name.span);
        if gather.takes(cx, "name", name.span, "a name") {
            text::name(cx, here, &value);
            gather.properties.push(model::Property { key: "name", value, span: name.span });
        }
    }
    if let Some(main) = &written.main {
        match row.main.and_then(|name| row.property(name)) {
            Some(property) => gather.value(cx, property, property.name, main.span, main),
            None => refuse(cx, main.span, row, "a text", "remove it"),
        }
    }
    if let Some(bang) = written.bang {
        gather.bang(cx, bang);
    }
    gather.settings(cx);
    gather.source(cx);
    gather.body(cx);
    if let Some(action) = &written.action {
        match row.action.and_then(|name| row.property(name)) {
            Some(property) => gather.action(cx, property, action),
            None => refuse(cx, action.span, row, "an action", "only what can be tapped has one"),
        }
    }
    gather.missing(cx);
    let span = written.kind.span;
    let Gather { properties, seen: given, .. } = gather;
    let lowered =
        Component { row, span, derived: false, properties, written: Some(written), given };
    here.screen.acts.carry(carried::actions(here.screen, &lowered, written));
    Some(lowered)
}

/// The row of a kind that exists in the declared version.
fn row(cx: &mut Diagnostics, here: Here<'_, '_>, kind: &ast::Name) -> Option<&'static Row> {
    let names = || catalogue::COMPONENTS.iter().map(|row| row.name);
    // A document's component whose type could not be read was reported.
    if kind.text.is_empty() {
        return None;
    }
    let Some(row) = catalogue::component(&kind.text) else {
        let message = format!("there is no component `{}`", kind.text);
        let fault = cx.error(Code::OneOfSchemaValidationFailed, kind.span, message);
        fault.help(format!("the components are {}", list(names())));
        fault.did_you_mean(&kind.text, names());
        if here.scope.flow.dialect == Dialect::Rust
            && here.scope.shared_options(&kind.text).is_some()
        {
            fault.help(format!(
                "`{0}` is a list of options: write `in {0}` after the text of a Dropdown or \
                 another component that has options",
                kind.text
            ));
        } else if let Some(meant) = catalogue::meant_component(&kind.text) {
            fault.meant(&kind.text, meant);
        }
        return None;
    };
    branch::since(cx, here, row, kind.span);
    Some(row)
}

/// Reports that a component does not take something.
fn refuse(cx: &mut Diagnostics, span: Span, row: &Row, what: &str, help: &str) {
    cx.error(Code::InvalidPropertyKey, span, format!("`{}` takes no {}", row.name, bare(what)))
        .help(help);
}

fn bare(what: &str) -> &str {
    what.trim_start_matches("an ").trim_start_matches("a ")
}

/// The properties of one component, gathered from the places where they can be written.
struct Gather<'w, 's, 'a> {
    row: &'static Row,
    written: &'w ast::Component,
    here: Here<'s, 'a>,
    properties: Vec<model::Property<'a>>,
    /// The keys given so far, faulty values included.
    seen: Vec<&'static str>,
    /// How many were written that nobody knows: each may be one that is missing.
    lost: usize,
}

impl<'a> Gather<'a, '_, 'a> {
    /// Whether the component has this property; notes that it was given.
    fn takes(&mut self, cx: &mut Diagnostics, key: &'static str, span: Span, what: &str) -> bool {
        let Some(property) = self.row.property(key) else {
            refuse(cx, span, self.row, what, "remove it");
            return false;
        };
        self.seen.push(property.name);
        true
    }

    /// Lowers one property, unless it was given before.
    fn value(
        &mut self,
        cx: &mut Diagnostics,
        property: &'static Property,
        spelled: &str,
        span: Span,
        value: &'a Value,
    ) {
        if self.seen.contains(&property.name) {
            cx.error(
                Code::DuplicateKey,
                span,
                format!(
                    "`{}` of `{}` is given twice",
                    self.here.scope.spell(spelled),
                    self.row.name
                ),
            )
            .help("keep one of them");
            return;
        }
        self.seen.push(property.name);
        let large = self.written.setting(key::LABEL_VARIANT).is_some();
        let place = Place { here: self.here, owner: self.row.name, large };
        if let Some(value) = literal::lower(cx, place, property, value) {
            self.properties.push(model::Property { key: property.name, value, span });
        }
    }

    /// `!` stands for `required: true`, in a calendar of ranges for both ends.
    fn bang(&mut self, cx: &mut Diagnostics, span: Span) {
        let Some(property) = self.row.property("required") else {
            let least = catalogue::meant(self.row.properties, "required");
            let help = match least {
                Some(least) => format!("write `({}: 1)`", self.here.scope.spell(least.name)),
                None => "remove it: there is nothing to fill in".to_owned(),
            };
            refuse(cx, span, self.row, "a `!`", &help);
            return;
        };
        self.seen.push(property.name);
        let yes = || model::Value { kind: ValueKind::Bool(true), span };
        let range = matches!(property.kind, Kind::ByMode(..))
            && self.written.word("mode").is_some_and(|mode| mode == "range");
        let value = if range {
            let member = |key: &'static str| model::Member { key: key.into(), span, value: yes() };
            let ends = vec![member(START_DATE), member(END_DATE)];
            model::Value { kind: ValueKind::Object(ends), span }
        } else {
            yes()
        };
        self.properties.push(model::Property { key: property.name, value, span });
    }

    fn settings(&mut self, cx: &mut Diagnostics) {
        for written in &self.written.settings {
            let key = written.name.wire();
            if self.is_rename(written) {
                continue;
            }
            let Some(property) = self.row.property(&key) else {
                match unknown::of_component(cx, self.here, self.row, written) {
                    // A misspelled property is not missing as well.
                    Some(meant) => self.seen.push(meant),
                    None => self.lost += 1,
                }
                continue;
            };
            if !self.here.scope.since(property.since) {
                let Scope { flow, version, .. } = self.here.scope;
                let row = (property.name, property.since);
                too_new(cx, flow.dialect, *version, row, written.name.span);
                self.seen.push(property.name);
                continue;
            }
            self.value(cx, property, property.name, written.name.span, &written.value);
        }
    }

    /// `(rename: field)` names the Rust field of an input and is not a property of Flow JSON.
    fn is_rename(&self, written: &Written) -> bool {
        self.here.scope.flow.dialect == Dialect::Rust
            && self.row.input.is_some()
            && !written.name.quoted
            && written.name.text == "rename"
    }

    fn source(&mut self, cx: &mut Diagnostics) {
        let Some(source) = &self.written.source else { return };
        let span = match source {
            Source::Options(name) => name.span,
            Source::Reference(reference) => reference.span,
        };
        let Some(property) = self.row.source.and_then(|name| self.row.property(name)) else {
            // What is after `in` is most likely the text.
            self.seen.extend(self.row.main);
            let help = match (source, self.row.main) {
                (Source::Reference(reference), Some(_)) if self.written.main.is_none() => {
                    format!("write `{} {}`, without `in`", self.row.name, reference.wire())
                }
                _ => "remove it".to_owned(),
            };
            if !self.written.broken {
                refuse(cx, span, self.row, "a list after `in`", &help);
            }
            return;
        };
        if self.seen.contains(&property.name) || self.has_entries() {
            cx.error(Code::DuplicateKey, span, format!("`{}` has two lists", self.row.name))
                .help("keep the list after `in`, or the one in braces");
            return;
        }
        self.seen.push(property.name);
        let value = match source {
            Source::Options(name) => options::shared(cx, self.here, property, name),
            Source::Reference(reference) => bound::bound(cx, self.here, property, reference),
        };
        if let Some(value) = value {
            self.properties.push(model::Property { key: property.name, value, span });
        }
    }

    fn has_entries(&self) -> bool {
        matches!(self.written.body, Some(Body::Entries(_) | Body::Titles(_)))
    }

    fn body(&mut self, cx: &mut Diagnostics) {
        let Some(body) = &self.written.body else { return };
        let span = self.written.kind.span;
        let holds = self.row.properties.iter().find(|row| matches!(row.kind, Kind::Nodes));
        let listed = self.row.source.and_then(|name| self.row.property(name));
        match (body, holds, listed) {
            (Body::Nodes(children), Some(property), _) => {
                let here = Here { in_form: true, ..self.here };
                let value = ValueKind::Nodes(nodes(cx, here, children, true));
                self.seen.push(property.name);
                let value = model::Value { kind: value, span };
                self.properties.push(model::Property { key: property.name, value, span });
            }
            (Body::Entries(_) | Body::Titles(_), _, Some(property)) => {
                self.list(cx, property, body, span);
            }
            (Body::Nodes(children), None, Some(property)) if children.is_empty() => {
                self.list(cx, property, body, span);
            }
            (_, None, Some(property)) => {
                self.seen.push(property.name);
                self.lose(body);
                refuse(
                    cx,
                    span,
                    self.row,
                    "components",
                    "write its options: `{ id: \"Title\" … }`",
                );
            }
            (_, Some(_), _) => {
                refuse(cx, span, self.row, "options", "write components into its braces");
            }
            (Body::Entries(entries), None, None) if self.labels_ends() => {
                self.seen.extend(self.row.main);
                let span = entries.first().map_or(span, |entry| entry.id.span);
                let help =
                    "write `(mode: range, label: { \"start-date\": \"…\", \"end-date\": \"…\" })`";
                refuse(cx, span, self.row, "options; a range has a label for each end", help);
            }
            (body, None, None) => {
                self.lose(body);
                // The text may be what is there.
                self.seen.extend(self.row.main);
                let help = match body {
                    Body::Entries(entries) if entries.iter().any(|entry| self.names(entry)) => {
                        "properties go in parentheses: `(name: value, …)`"
                    }
                    Body::Titles(_) => "the text goes right after the kind",
                    _ => "remove the braces",
                };
                refuse(cx, span, self.row, "a body", help);
            }
        }
    }

    /// Notes what is left out with a body that the component does not take.
    fn lose(&self, body: &'a Body) {
        if let Body::Nodes(children) = body {
            self.here.screen.acts.lose(children, self.here.branch);
        }
    }

    /// Whether what was read as an option has the name of a property.
    fn names(&self, entry: &ast::Entry) -> bool {
        self.row.property(&entry.id.wire()).is_some()
    }

    /// Whether the main property has a value for each end of a range.
    fn labels_ends(&self) -> bool {
        let main = self.row.main.and_then(|main| self.row.property(main));
        main.is_some_and(|main| matches!(main.kind, Kind::ByMode(..)))
    }

    fn list(
        &mut self,
        cx: &mut Diagnostics,
        property: &'static Property,
        body: &'a Body,
        span: Span,
    ) {
        if self.seen.contains(&property.name) {
            return;
        }
        self.seen.push(property.name);
        if let Some(value) = options::body(cx, self.here, property, body, span) {
            self.properties.push(model::Property { key: property.name, value, span });
        }
    }

    fn action(
        &mut self,
        cx: &mut Diagnostics,
        property: &'static Property,
        written: &'a ast::Action,
    ) {
        if self.seen.contains(&property.name) {
            cx.error(
                Code::DuplicateKey,
                written.span,
                format!(
                    "`{}` of `{}` is given twice",
                    self.here.scope.spell(property.name),
                    self.row.name
                ),
            )
            .help("keep the one after `=>`, or the one in parentheses");
            return;
        }
        self.seen.push(property.name);
        if !self.here.scope.since(property.since) {
            cx.error(
                Code::InvalidPropertyKey,
                written.span,
                format!(
                    "`{}` has an action from Flow JSON {}; this flow declares {}",
                    self.row.name, property.since, self.here.scope.version
                ),
            )
            .help(format!("remove it, or declare {}", self.here.scope.later(property.since)));
            return;
        }
        let Kind::Action(allowed) = property.kind else { return };
        if let Some(action) =
            action::lower(cx, self.here, written, allowed, property, self.row.name)
        {
            let span = written.span;
            let value = model::Value { kind: ValueKind::Action(Box::new(action)), span };
            self.properties.push(model::Property { key: property.name, value, span });
        }
    }

    /// Every required property is there.
    fn missing(&self, cx: &mut Diagnostics) {
        if self.written.broken {
            return;
        }
        let demanded = |property: &&Property| {
            let since = property.required;
            since.is_some_and(|since| self.here.scope.since(since))
                && !self.seen.contains(&property.name)
        };
        for property in self.row.properties.iter().filter(demanded).skip(self.lost) {
            let name = self.here.scope.spell(property.name);
            let message = format!("`{name}` is missing in `{}`", self.row.name);
            cx.error(Code::MissingRequiredProperty, self.written.kind.span, message)
                .help(unknown::example(self.here, self.row, property));
        }
    }
}
