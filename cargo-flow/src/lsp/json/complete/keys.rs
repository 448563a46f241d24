//! The keys that an object may have.

use std::ops::Range;

use flow_compiler::ast::Dialect;
use flow_compiler::catalogue::{
    self, ACTION_KEYS, ACTIONS, ActionKind, COMPONENTS, Component, DATA_TYPES, DATA_WORDS,
    DocumentKey, FLOW_KEYS, FLOW_SETTINGS, LAYOUT_KEYS, NEXT_KEYS, Property, SCREEN_KEYS,
    SCREEN_SETTINGS, Setting, SettingKind, WordKind,
};

use super::Cursor;
use crate::lsp::completion::{Completion, Kind, inputs};
use crate::lsp::json::expect::{self, Expect};
use crate::lsp::json::place::Place;
use crate::lsp::json::tree::{Member, Value};
use crate::lsp::json::write;
use crate::lsp::snippet::Snippet;
use crate::lsp::symbol::Screen;
use crate::lsp::words;

/// The keys that are offered at one place.
struct Keys<'c> {
    cursor: &'c Cursor<'c>,
    /// What is replaced.
    edit: Range<usize>,
    /// Whether the key that is replaced has its `:`.
    alone: bool,
    /// The keys that the object has beside that one.
    there: Vec<String>,
    found: Vec<Completion>,
}

impl Cursor<'_> {
    pub(super) fn keys(
        &self,
        edit: Range<usize>,
        alone: bool,
        at: Option<&Member>,
    ) -> Vec<Completion> {
        let Some((object, expect)) = self.place.around.last() else { return Vec::new() };
        let other = |member: &&Member| at.is_none_or(|at| at.span != member.span);
        let there = object.members().iter().filter(other);
        let there = there.map(|member| member.name(self.text).into_owned()).collect();
        let mut keys = Keys { cursor: self, edit, alone, there, found: Vec::new() };
        keys.of(object, *expect);
        keys.found
    }

    fn own_screen(&self) -> Option<&Screen> {
        self.index.screen_at(self.byte)
    }
}

impl Keys<'_> {
    fn of(&mut self, object: &Value, expect: Expect) {
        match expect {
            Expect::Flow => {
                self.document(FLOW_KEYS);
                self.settings(FLOW_SETTINGS);
            }
            Expect::Screen => {
                self.document(SCREEN_KEYS);
                self.settings(SCREEN_SETTINGS);
            }
            Expect::Layout => self.document(LAYOUT_KEYS),
            Expect::Node(container) => self.component(object, container),
            Expect::Item(items) => self.properties(items.properties, None),
            Expect::Object(rows) => self.properties(rows, None),
            Expect::Action(_) => self.action(object),
            Expect::Next => self.next(),
            Expect::Payload => self.payload(),
            Expect::Data => self.fields(),
            Expect::Schema => self.schema(),
            Expect::ByInput(_) => self.inputs(),
            Expect::Cases(row) => self.cases(row),
            Expect::Setting(row) if row.kind == SettingKind::RoutingModel => self.routes(),
            _ => {}
        }
    }

    /// Offers a key that the object does not have yet.
    fn key(&mut self, name: &str, kind: Kind, value: Snippet, doc: Option<String>) {
        self.with(name, kind, value, doc, None);
    }

    /// The same, with a few words beside it.
    fn told(&mut self, name: &str, kind: Kind, value: Snippet, detail: impl Into<String>) {
        self.with(name, kind, value, None, Some(detail.into()));
    }

    fn with(
        &mut self,
        name: &str,
        kind: Kind,
        value: Snippet,
        doc: Option<String>,
        detail: Option<String>,
    ) {
        if self.there.iter().any(|there| there == name) {
            return;
        }
        let mut snippet = Snippet::of(format!("\"{name}\""));
        if !self.alone {
            snippet.text(": ").append(value);
        }
        let mut completion = Completion::new(name, kind, self.edit.clone()).doc(doc);
        completion.filter = format!("\"{name}\"");
        completion.detail = detail;
        self.found.push(completion.snippet(snippet));
    }

    fn document(&mut self, rows: &[DocumentKey]) {
        for row in rows {
            let style = self.cursor.style;
            let value = match row.name {
                "screens" => listed(write::screen(style)),
                "layout" => write::layout(style),
                "data" => {
                    let mut value = Snippet::of("{\n  ");
                    value.append(write::field("string")).text("\n}");
                    value
                }
                "children" => opened("[", "]"),
                "type" => quoted(catalogue::LAYOUT),
                "id" => quoted_stop("SCREEN"),
                _ => quoted_stop("Title"),
            };
            self.key(row.name, Kind::Property, value, Some(words::key(row.name, row.doc)));
        }
    }

    fn settings(&mut self, rows: &[Setting]) {
        let version = self.cursor.style.version;
        for row in rows {
            let gone = row.until.is_some_and(|until| until <= version);
            if !row.in_document || row.since > version || gone {
                continue;
            }
            let value = match row.kind {
                SettingKind::Version => quoted_stop(&version.to_string()),
                SettingKind::DataApiVersion => {
                    quoted_stop(version.release().and_then(|it| it.data_api.last()).unwrap_or(&""))
                }
                SettingKind::Bool => stop("true"),
                SettingKind::Names => opened("[", "]"),
                SettingKind::RoutingModel => opened("{", "}"),
                _ => quoted_stop(""),
            };
            self.key(row.name, Kind::Property, value, Some(words::setting(row, Dialect::Json)));
        }
    }

    fn component(&mut self, object: &Value, container: Option<&'static Component>) {
        let cursor = self.cursor;
        let Some(row) = expect::row(cursor.text, object) else {
            let doc = words::key("type", "Which component it is.");
            self.key("type", Kind::Property, quoted_stop(""), Some(doc));
            if self.there.is_empty() && !self.alone {
                self.whole(container);
            }
            return;
        };
        self.properties(row.properties, Some(row));
    }

    /// Whole components, whose braces are there already.
    fn whole(&mut self, container: Option<&'static Component>) {
        for row in components(container, &self.cursor.place, self.cursor) {
            let mut completion = Completion::new(row.name, Kind::Component, self.edit.clone())
                .doc(Some(words::component(row, Dialect::Json)))
                .snippet(write::members(row, self.cursor.style));
            completion.filter = format!("\"{}\"", row.name);
            self.found.push(completion);
        }
    }

    fn properties(&mut self, rows: &'static [Property], owner: Option<&'static Component>) {
        let style = self.cursor.style;
        let in_form = self.cursor.place.around.iter().rev().skip(1).any(|(_, expect)| {
            matches!(expect, Expect::Nodes(Some(row)) if row.kind == catalogue::FORM.kind)
        });
        let there = self.there.clone();
        let there: Vec<&str> = there.iter().map(String::as_str).collect();
        let needed = |row: &Property| row.required.is_some_and(|since| since <= style.version);
        let (first, then): (Vec<&Property>, Vec<&Property>) = rows
            .iter()
            .filter(|row| write::fits(row, style.version, &there, in_form && owner.is_some()))
            .partition(|row| needed(row));
        for row in first.into_iter().chain(then) {
            let value = write::value(row, owner, style);
            let detail = needed(row).then(|| "required".to_owned());
            let doc = Some(words::property(row.name, row));
            self.with(row.name, Kind::Property, value, doc, detail);
        }
    }

    fn action(&mut self, object: &Value) {
        let kind = expect::action(self.cursor.text, object);
        let row = kind.map(ActionKind::row);
        for (name, doc) in ACTION_KEYS {
            let target = row.and_then(|row| row.target);
            let (fits, value) = match *name {
                "next" => (row.is_none_or(|_| target == Some(catalogue::Target::Screen)), {
                    let mut value = Snippet::of("{ \"type\": \"screen\", \"name\": \"");
                    value.stop("SCREEN").text("\" }");
                    value
                }),
                "url" => (
                    row.is_none_or(|_| target == Some(catalogue::Target::Url)),
                    quoted_stop("https://example.com"),
                ),
                "payload" => (row.is_none_or(|row| row.payload), opened("{", "}")),
                _ => (true, quoted_stop(ACTIONS[0].name)),
            };
            if fits {
                self.key(name, Kind::Property, value, Some(words::key(name, doc)));
            }
        }
    }

    fn next(&mut self) {
        for (name, doc) in NEXT_KEYS {
            let value = match *name {
                "type" => quoted(catalogue::NEXT_TYPE),
                _ => quoted_stop("SCREEN"),
            };
            self.key(name, Kind::Property, value, Some(words::key(name, doc)));
        }
    }

    /// What the receiver of a payload gets: the data of the next screen, or else anything.
    fn payload(&mut self) {
        let cursor = self.cursor;
        let action = cursor.place.inside(|expect| matches!(expect, Expect::Action(_)));
        let kind = action.and_then(|action| expect::action(cursor.text, action));
        let receiver = match kind {
            Some(ActionKind::Navigate) => action
                .and_then(|action| action.get(cursor.text, "next"))
                .and_then(|next| next.text_of(cursor.text, "name"))
                .and_then(|id| cursor.index.screen(&id)),
            Some(ActionKind::UpdateData) => cursor.own_screen(),
            _ => None,
        };
        let own = cursor.own_screen();
        if let Some(receiver) = receiver {
            for field in &receiver.data {
                let name = &field.name;
                let value = match own {
                    Some(own) if own.input(name).is_some() => quoted(&format!("${{form.{name}}}")),
                    Some(own) if own.id != receiver.id && own.field(name).is_some() => {
                        quoted(&format!("${{data.{name}}}"))
                    }
                    _ => quoted_stop(""),
                };
                let detail = format!("{}, data of `{}`", field.kind, receiver.id);
                self.told(name, Kind::Data, value, detail);
            }
        } else if let Some(own) = own {
            for input in &own.inputs {
                let name = &input.name;
                let value = format!("${{form.{name}}}");
                self.told(name, Kind::Input, quoted(&value), value);
            }
            for field in &own.data {
                let name = &field.name;
                let value = format!("${{data.{name}}}");
                self.told(name, Kind::Data, quoted(&value), value);
            }
        }
    }

    /// A data field of each type.
    fn fields(&mut self) {
        if self.alone {
            return;
        }
        for kind in DATA_TYPES {
            let mut completion = Completion::new(kind, Kind::Piece, self.edit.clone())
                .detail(format!("a data field of the type `{kind}`"))
                .snippet(write::field(kind));
            completion.filter = format!("\"{kind}\"");
            self.found.push(completion);
        }
    }

    fn schema(&mut self) {
        let doc = "The type: a text, a number, a list and so on.";
        self.key("type", Kind::Property, quoted_stop("string"), Some(words::key("type", doc)));
        let doc = "An example of the value: it is shown in previews, and its form is checked.";
        let example = catalogue::EXAMPLE;
        self.key(example, Kind::Property, quoted_stop(""), Some(words::key(example, doc)));
        for (name, kind) in DATA_WORDS {
            let value = match kind {
                WordKind::Number | WordKind::Unit | WordKind::Length => stop("1"),
                WordKind::Bool => stop("true"),
                WordKind::Enum | WordKind::Values | WordKind::Names | WordKind::Schemas => {
                    opened("[", "]")
                }
                WordKind::Schema
                | WordKind::Items
                | WordKind::Properties
                | WordKind::Keyed
                | WordKind::Dependencies => opened("{", "}"),
                WordKind::Text | WordKind::Pattern | WordKind::Format | WordKind::Reference => {
                    quoted_stop("")
                }
            };
            self.told(name, Kind::Property, value, "JSON Schema");
        }
    }

    fn inputs(&mut self) {
        let Some(screen) = self.cursor.own_screen() else { return };
        for input in inputs(screen, &self.edit) {
            let detail = input.detail.unwrap_or_default();
            self.told(&input.label, Kind::Input, quoted_stop(""), detail);
        }
    }

    fn cases(&mut self, row: &'static Component) {
        let cursor = self.cursor;
        let Some((switch, _)) = cursor.place.component(cursor.text) else { return };
        let choices = cursor.choices_of(switch, row);
        let default = [("default".to_owned(), "every other value".to_owned())];
        for (id, title) in choices.into_iter().chain(default) {
            self.told(&id, Kind::Choice, write::nodes(row, cursor.style), title);
        }
    }

    fn routes(&mut self) {
        for screen in &self.cursor.index.screens {
            self.key(&screen.id, Kind::Screen, opened("[", "]"), None);
        }
    }
}

/// The components that a container may have, in the order of the reference.
pub(super) fn components(
    container: Option<&'static Component>,
    place: &Place<'_>,
    cursor: &Cursor<'_>,
) -> Vec<&'static Component> {
    let version = cursor.style.version;
    // A branch in a Form holds what a Form may hold as well.
    let around = place.around.iter().filter_map(|(_, expect)| match expect {
        Expect::Nodes(Some(row)) | Expect::Cases(row) => Some(*row),
        _ => None,
    });
    let around: Vec<&Component> = around.chain(container).collect();
    let fits = |row: &&&Component| {
        row.since <= version
            && if around.is_empty() {
                row.stands_alone_since() <= version
            } else {
                let may =
                    |it: &&Component| row.may_stand_in(it).is_some_and(|since| since <= version);
                around.iter().all(may)
            }
    };
    COMPONENTS.iter().filter(fits).copied().collect()
}

/// A list of one thing.
pub(super) fn listed(one: Snippet) -> Snippet {
    let mut list = Snippet::of("[\n  ");
    list.append(one.indented("  ")).text("\n]");
    list
}

pub(super) fn quoted(text: &str) -> Snippet {
    Snippet::of(format!("\"{text}\""))
}

pub(super) fn quoted_stop(filled: &str) -> Snippet {
    let mut snippet = Snippet::of("\"");
    snippet.stop(filled).text("\"");
    snippet
}

pub(super) fn stop(filled: &str) -> Snippet {
    let mut snippet = Snippet::default();
    snippet.stop(filled);
    snippet
}

pub(super) fn opened(open: &str, close: &str) -> Snippet {
    let mut snippet = Snippet::of(open);
    snippet.stop("").text(close);
    snippet
}
