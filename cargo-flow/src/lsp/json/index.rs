//! What the words of a document name.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use flow_compiler::catalogue::{self, ActionKind, Component, Kind, Version};

use super::expect::{self, Expect};
use super::tree::{Member, Value, ValueKind, inside};
use crate::lsp::reference;
use crate::lsp::symbol::{Choice, Field, Index, Input, Occurrence, Screen, Symbol};

/// Reads everything that has a name.
pub(crate) fn index(text: &str, root: &Value) -> Index {
    let mut index = Index::default();
    if let Some(version) = root.text_of(text, "version").and_then(|it| Version::parse(&it)) {
        index.version = version;
    }
    index.endpoint = root.get(text, "data_api_version").is_some();
    let mut walk = Walk { text, index, screen: "".into(), data: Vec::new(), list: None };
    walk.value(root, Expect::Flow, None);
    walk.index.sort();
    walk.index
}

struct Walk<'t> {
    text: &'t str,
    index: Index,
    /// The id of the screen that is read.
    screen: Rc<str>,
    /// The data fields around the place, outermost first.
    data: Vec<String>,
    /// The input whose options are read.
    list: Option<String>,
}

/// What a value is in.
type Around<'v> = Option<&'v Value>;

impl Walk<'_> {
    fn value(&mut self, value: &Value, expect: Expect, around: Around<'_>) {
        match &value.kind {
            ValueKind::Object(members) => self.object(value, members, expect, around),
            ValueKind::List(items) => {
                for item in items {
                    self.value(item, expect.item(), around);
                }
            }
            ValueKind::Text => self.string(value, expect, around),
            ValueKind::Atom => {}
        }
    }

    fn object(&mut self, value: &Value, members: &[Member], expect: Expect, around: Around<'_>) {
        match expect {
            Expect::Screen => self.screen(value),
            Expect::Node(_) => self.component(value),
            _ => {}
        }
        for member in members {
            let key = member.name(self.text);
            self.key(member, &key, expect, around);
            let Some(inner) = &member.value else { continue };
            let expected = expect.key(self.text, value, &key);
            let (fields, list) = (self.data.len(), self.list.take());
            if matches!(expect, Expect::Data | Expect::Example) {
                self.data.push(key.into_owned());
            }
            self.list = match expected {
                Expect::Items(_) => value.text_of(self.text, "name").map(Cow::into_owned),
                _ => list.clone(),
            };
            self.value(inner, expected, Some(value));
            self.data.truncate(fields);
            self.list = list;
        }
    }

    fn screen(&mut self, value: &Value) {
        let id = value.get(self.text, "id");
        let name = id.map_or(value.span.start..value.span.start, Value::inside);
        self.screen = self.text[name.clone()].into();
        let text = |key: &str| value.text_of(self.text, key).map(Cow::into_owned);
        let screen = Screen {
            id: self.screen.to_string(),
            span: value.span.clone(),
            name,
            title: text("title"),
            data: self.fields(value.get(self.text, "data")),
            inputs: Vec::new(),
        };
        self.index.screens.push(screen);
    }

    fn fields(&self, schemas: Option<&Value>) -> Vec<Field> {
        let members = schemas.map(Value::members).unwrap_or_default();
        let each = members.iter().map(|member| {
            let name = member.name(self.text).into_owned();
            let Some(schema) = &member.value else { return Field { name, ..Field::default() } };
            let example = schema.get(self.text, catalogue::EXAMPLE);
            let kind = schema.text_of(self.text, "type").unwrap_or_default().into_owned();
            let of = schema.get(self.text, "items");
            let of = of.and_then(|items| items.text_of(self.text, "type"));
            Field {
                name,
                kind: of.map_or(kind, |of| format!("a list of `{of}`")),
                example: example.map(|example| self.text[example.span.clone()].to_owned()),
                fields: self.fields(schema.get(self.text, "properties")),
            }
        });
        each.collect()
    }

    fn component(&mut self, value: &Value) {
        let Some(row) = expect::row(self.text, value) else { return };
        let text = |key: &str| value.text_of(self.text, key).map(Cow::into_owned);
        if let (Some(_), Some(name), Some(screen)) =
            (row.input, text("name"), self.index.screens.last_mut())
        {
            let label = row.main.and_then(text);
            let choices = row.source.and_then(|source| value.get(self.text, source));
            let choices = choices.map(Value::items).unwrap_or_default();
            let choice = |item: &Value| {
                let title = item.text_of(self.text, "title").map(Cow::into_owned);
                Some(Choice { id: item.text_of(self.text, "id")?.into_owned(), title })
            };
            let choices = choices.iter().filter_map(choice).collect();
            screen.inputs.push(Input { name, row, label, choices });
        }
    }

    /// The names that are keys: data fields, payloads, routes, cases, inputs of a Form.
    fn key(&mut self, member: &Member, key: &str, expect: Expect, around: Around<'_>) {
        let span = inside(self.text, &member.key);
        let screen = || Rc::clone(&self.screen);
        let found = match expect {
            Expect::Data | Expect::Example => {
                let path = self.data.iter().map(String::as_str).chain([key]);
                let path = path.collect::<Vec<_>>().join(".");
                Some((Symbol::Data(screen(), path), matches!(expect, Expect::Data)))
            }
            Expect::Setting(row) if row.kind == catalogue::SettingKind::RoutingModel => {
                Some((Symbol::Screen(key.into()), false))
            }
            Expect::ByInput(_) => Some((Symbol::Input(screen(), key.to_owned()), false)),
            Expect::Payload => around
                .and_then(|action| self.receiver(action))
                .map(|screen| (Symbol::Data(screen, key.to_owned()), false)),
            Expect::Cases(_) => around
                .and_then(|switch| self.switched(switch))
                .map(|(screen, input)| (Symbol::Choice(screen, input, key.to_owned()), false)),
            _ => None,
        };
        if let Some((symbol, defines)) = found {
            self.note(span, symbol, defines);
        }
    }

    fn string(&mut self, value: &Value, expect: Expect, around: Around<'_>) {
        let span = value.inside();
        let word = &self.text[span.clone()];
        let screen = || Rc::clone(&self.screen);
        match expect {
            Expect::ScreenId => self.note(span, Symbol::Screen(word.into()), true),
            Expect::ScreenRef if !word.starts_with('$') => {
                self.note(span, Symbol::Screen(word.into()), false);
            }
            Expect::InputRef => {
                self.note(span, Symbol::Input(screen(), word.to_owned()), false);
            }
            Expect::Property(property) if matches!(property.kind, Kind::Name) => {
                let input = around.and_then(|object| expect::row(self.text, object));
                if input.is_some_and(|row| row.input.is_some()) {
                    self.note(span, Symbol::Input(screen(), word.to_owned()), true);
                }
            }
            expect if expect.takes_references() => self.references(span, expect, around),
            _ => {}
        }
    }

    fn references(&mut self, within: Range<usize>, expect: Expect, around: Around<'_>) {
        let screen = Rc::clone(&self.screen);
        let references = reference::all(self.text, within.clone());
        for one in &references {
            self.index.occurrences.extend(one.occurrences(self.text, &screen));
            let compared = reference::compared(self.text, one.span.end, within.end, '\'');
            if let (Some(span), Some((screen, input))) = (compared, one.input(self.text, &screen)) {
                let id = self.text[span.clone()].to_owned();
                self.note(span, Symbol::Choice(screen, input, id), false);
            }
        }
        if references.is_empty() {
            self.choice(within, expect, around);
        }
    }

    /// The id of an option: where it is made, and where it is chosen at first.
    fn choice(&mut self, span: Range<usize>, expect: Expect, around: Around<'_>) {
        let Some(property) = expect.property() else { return };
        let Some(object) = around else { return };
        let id = self.text[span.clone()].to_owned();
        if let Some(row) = expect::row(self.text, object) {
            if row.source.is_some()
                && property.name == INIT_VALUE
                && let Some(name) = object.text_of(self.text, "name")
            {
                let symbol = Symbol::Choice(Rc::clone(&self.screen), name.into_owned(), id);
                self.note(span, symbol, false);
            }
        } else if property.name == "id"
            && let Some(input) = self.list.clone()
        {
            self.note(span, Symbol::Choice(Rc::clone(&self.screen), input, id), true);
        }
    }

    /// The screen whose data the payload of an action fills.
    fn receiver(&self, action: &Value) -> Option<Rc<str>> {
        match expect::action(self.text, action)? {
            ActionKind::Navigate => {
                let next = action.get(self.text, "next")?.get(self.text, "name")?;
                Some(self.text[next.inside()].into())
            }
            ActionKind::UpdateData => Some(Rc::clone(&self.screen)),
            ActionKind::DataExchange | ActionKind::Complete | ActionKind::OpenUrl => None,
        }
    }

    /// The input that a Switch looks at.
    fn switched(&self, switch: &Value) -> Option<(Rc<str>, String)> {
        let row: &Component = expect::row(self.text, switch)?;
        let value = row.properties.iter().find(|one| matches!(one.kind, Kind::Switched))?;
        let value = switch.get(self.text, value.name)?;
        let references = reference::all(self.text, value.inside());
        references.first()?.input(self.text, &self.screen)
    }

    fn note(&mut self, span: Range<usize>, symbol: Symbol, defines: bool) {
        if !span.is_empty() {
            self.index.occurrences.push(Occurrence { span, symbol, defines, short: None });
        }
    }
}

/// The property that says what is chosen at first.
const INIT_VALUE: &str = "init-value";
