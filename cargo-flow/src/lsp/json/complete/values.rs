//! The values that a key may have.

use std::ops::Range;

use flow_compiler::ast::Dialect;
use flow_compiler::catalogue::{
    self, ActionKind, Component, DATA_TYPES, Kind as Of, Property, RELEASES, SettingKind, Standing,
    Target,
};

use super::Cursor;
use super::keys::{components, listed, opened, quoted, quoted_stop};
use crate::lsp::completion::{Completion, Kind, inputs, references};
use crate::lsp::json::expect::{self, Expect};
use crate::lsp::json::tree::Value;
use crate::lsp::json::write;
use crate::lsp::reference;
use crate::lsp::snippet::Snippet;
use crate::lsp::words;

impl Cursor<'_> {
    /// What may be a value of this kind, in the place of `edit`.
    pub(super) fn values(&self, expect: Expect, edit: Range<usize>) -> Vec<Completion> {
        let mut found = match expect {
            Expect::Setting(row) => self.setting(row.kind, &edit),
            Expect::ScreenRef => self.screens(&edit),
            Expect::InputRef => self.inputs(&edit),
            Expect::ComponentType(container) => {
                let rows = components(container, &self.place, self);
                let each = rows.into_iter().map(|row| {
                    word(row.name, Kind::Component, &edit)
                        .doc(Some(words::component(row, Dialect::Json)))
                });
                each.collect()
            }
            Expect::Node(container) => {
                let rows = components(container, &self.place, self);
                let each = rows.into_iter().map(|row| {
                    piece(row.name, write::component(row, self.style), &edit, Kind::Component)
                        .doc(Some(words::component(row, Dialect::Json)))
                });
                each.collect()
            }
            Expect::Screen => vec![
                piece("screen", write::screen(self.style), &edit, Kind::Piece)
                    .detail("a screen that ends the flow"),
            ],
            Expect::Screens => {
                vec![piece("screens", listed(write::screen(self.style)), &edit, Kind::Piece)]
            }
            Expect::Layout => vec![
                piece("layout", write::layout(self.style), &edit, Kind::Piece)
                    .detail("the components of a screen"),
            ],
            Expect::LayoutType => vec![word(catalogue::LAYOUT, Kind::Word, &edit)],
            Expect::SchemaType => {
                DATA_TYPES.iter().map(|kind| word(kind, Kind::Word, &edit)).collect()
            }
            Expect::NextType => vec![word(catalogue::NEXT_TYPE, Kind::Word, &edit)],
            Expect::Next => self.next(&edit),
            Expect::Url => vec![
                piece("https://", quoted_stop("https://example.com"), &edit, Kind::Value)
                    .detail("an address"),
            ],
            Expect::ActionName(property) => self.action_names(property, &edit),
            Expect::Action(property) => self.actions(property, &edit),
            Expect::Item(items) => vec![
                piece(items.noun, write::item(items, self.style), &edit, Kind::Piece)
                    .detail(format!("an {} of the list", items.noun)),
            ],
            Expect::Payload => vec![piece("{}", opened("{", "}"), &edit, Kind::Piece)],
            Expect::PayloadValue => self.references(&edit, None),
            Expect::Property(property) | Expect::Element(property) => {
                self.property(property, expect, &edit)
            }
            Expect::Items(_)
            | Expect::Object(_)
            | Expect::Cases(_)
            | Expect::ByInput(_)
            | Expect::Nodes(_) => self.whole(&edit),
            Expect::Flow
            | Expect::Routes
            | Expect::ScreenId
            | Expect::Data
            | Expect::Schema
            | Expect::SchemaWord
            | Expect::Example
            | Expect::Anything => Vec::new(),
        };
        if let Expect::Items(items) = expect {
            found.extend(self.references(&edit, Some(&Of::Options(items))));
        }
        found
    }

    fn setting(&self, kind: SettingKind, edit: &Range<usize>) -> Vec<Completion> {
        match kind {
            SettingKind::Version => {
                let newest_first = RELEASES.iter().rev();
                let each = newest_first.map(|release| {
                    let standing = match release.standing {
                        Standing::Published => "",
                        Standing::Frozen => "can no longer be published",
                    };
                    word(&release.version.to_string(), Kind::Value, edit)
                        .detail(standing)
                        .doc(words::version(release.version))
                });
                each.collect()
            }
            SettingKind::DataApiVersion => {
                let release = self.style.version.release();
                let known = release.map(|release| release.data_api).unwrap_or_default();
                known.iter().rev().map(|version| word(version, Kind::Value, edit)).collect()
            }
            SettingKind::Bool => booleans(edit),
            _ => Vec::new(),
        }
    }

    fn screens(&self, edit: &Range<usize>) -> Vec<Completion> {
        let each = self.index.screens.iter().map(|screen| {
            word(&screen.id, Kind::Screen, edit).detail(screen.title.clone().unwrap_or_default())
        });
        each.collect()
    }

    fn inputs(&self, edit: &Range<usize>) -> Vec<Completion> {
        let Some(screen) = self.index.screen_at(self.byte) else { return Vec::new() };
        let each = inputs(screen, edit).into_iter().map(as_string);
        each.collect()
    }

    /// `next` for each screen.
    fn next(&self, edit: &Range<usize>) -> Vec<Completion> {
        let each = self.index.screens.iter().map(|screen| {
            let text = format!("{{ \"type\": \"screen\", \"name\": \"{}\" }}", screen.id);
            piece(&screen.id, Snippet::of(text), edit, Kind::Screen)
                .detail(screen.title.clone().unwrap_or_default())
        });
        each.collect()
    }

    /// The actions of a property that this version has.
    fn allowed(&self, property: &'static Property) -> Vec<ActionKind> {
        let Of::Action(allowed) = property.kind else { return Vec::new() };
        let has = |since| since <= self.style.version;
        let allowed = allowed.iter().filter(|(kind, since)| has(*since) && has(kind.row().since));
        allowed.map(|(kind, _)| *kind).collect()
    }

    fn action_names(&self, property: &'static Property, edit: &Range<usize>) -> Vec<Completion> {
        let each = self.allowed(property).into_iter().map(|kind| {
            let row = kind.row();
            word(row.name, Kind::Action, edit).doc(Some(words::action(row)))
        });
        each.collect()
    }

    /// Whole actions; `navigate` for each screen.
    fn actions(&self, property: &'static Property, edit: &Range<usize>) -> Vec<Completion> {
        let mut found = Vec::new();
        let own = self.index.screen_at(self.byte).map(|screen| screen.id.as_str());
        for kind in self.allowed(property) {
            let row = kind.row();
            let whole = write::action(kind, self.style);
            found.push(piece(row.name, whole, edit, Kind::Action).doc(Some(words::action(row))));
            if row.target == Some(Target::Screen) {
                for screen in self.index.screens.iter().filter(|it| Some(&*it.id) != own) {
                    let label = format!("{} {}", row.name, screen.id);
                    let mut text = Snippet::of(format!(
                        "{{ \"name\": \"{}\", \"next\": {{ \"type\": \"screen\", \"name\": \"{}\" }}, \"payload\": {{",
                        row.name, screen.id
                    ));
                    text.stop("").text("} }");
                    let title = screen.title.clone().unwrap_or_default();
                    found.push(piece(&label, text, edit, Kind::Action).detail(title));
                }
            }
        }
        found
    }

    /// A value of a component that is more than a word: as its key would write it.
    fn whole(&self, edit: &Range<usize>) -> Vec<Completion> {
        let super::Spot::Missing(member, _) = self.place.spot else { return Vec::new() };
        let name = member.name(self.text);
        let (rows, owner) = match self.place.around.last() {
            Some((object, Expect::Node(_))) => match expect::row(self.text, object) {
                Some(row) => (row.properties, Some(row)),
                None => return Vec::new(),
            },
            Some((_, Expect::Item(items))) => (items.properties, None),
            Some((_, Expect::Object(rows))) => (*rows, None),
            Some((_, Expect::Layout)) => {
                return vec![piece("[]", opened("[", "]"), edit, Kind::Piece)];
            }
            _ => return Vec::new(),
        };
        let Some(property) = catalogue::find(rows, &name) else { return Vec::new() };
        let value = write::value(property, owner, self.style);
        vec![
            piece(property.name, value, edit, Kind::Piece)
                .doc(Some(words::property(property.name, property))),
        ]
    }

    fn property(
        &self,
        property: &'static Property,
        expect: Expect,
        edit: &Range<usize>,
    ) -> Vec<Completion> {
        let mut found = match &property.kind {
            Of::Enum(words) | Of::Enums(words, _) => {
                let doc = || Some(words::property(property.name, property));
                words.iter().map(|it| word(it, Kind::Word, edit).doc(doc())).collect()
            }
            Of::Bool => booleans(edit),
            Of::Text(_) | Of::Ids if property.name == "init-value" => {
                let component = self.place.component(self.text);
                component.map_or(Vec::new(), |(value, row)| {
                    let choices = self.choices_of(value, row).into_iter();
                    choices.map(|(id, title)| word(&id, Kind::Choice, edit).detail(title)).collect()
                })
            }
            _ => Vec::new(),
        };
        let condition = matches!(property.kind, Of::Condition | Of::Switched);
        let whole = property.bindable && matches!(expect, Expect::Property(_));
        if (whole || condition) && !self.is_text() {
            found.extend(self.references(edit, Some(&property.kind)));
        }
        found
    }

    /// Whether a text is written already, for which a reference is no completion.
    fn is_text(&self) -> bool {
        let super::Spot::Value(value, ..) = self.place.spot else { return false };
        let written = &self.text[value.inside()];
        !written.is_empty() && !written.starts_with(['$', '`'])
    }

    /// References to what is on this screen and fits, each as a whole string.
    fn references(&self, edit: &Range<usize>, kind: Option<&Of>) -> Vec<Completion> {
        let Some(screen) = self.index.screen_at(self.byte) else { return Vec::new() };
        let own = self.place.component(self.text);
        let own = own.and_then(|(value, row)| row.input.and(value.text_of(self.text, "name")));
        let own = own.map(|name| format!("form.{name}"));
        let all = references(screen, kind).into_iter();
        let each = all
            .filter(|(path, ..)| kind.is_none() || Some(path) != own.as_ref())
            .map(|(path, detail, kind)| word(&format!("${{{path}}}"), kind, edit).detail(detail));
        each.collect()
    }

    /// The options of the input that a component is, or that it looks at.
    pub(super) fn choices_of(
        &self,
        component: &Value,
        row: &'static Component,
    ) -> Vec<(String, String)> {
        let Some(screen) = self.index.screen_at(self.byte) else { return Vec::new() };
        let switched = row.properties.iter().find(|it| matches!(it.kind, Of::Switched));
        let switched = switched.and_then(|it| component.get(self.text, it.name));
        let input = if let Some(value) = switched {
            let all = reference::all(self.text, value.inside());
            let own = screen.id.as_str().into();
            all.first().and_then(|one| one.input(self.text, &own))
        } else {
            let name = component.text_of(self.text, "name");
            name.map(|name| (screen.id.as_str().into(), name.into_owned()))
        };
        let input = input.and_then(|(screen, name)| self.index.screen(&screen)?.input(&name));
        let choices = input.map(|input| input.choices.clone()).unwrap_or_default();
        choices.into_iter().map(|it| (it.id, it.title.unwrap_or_default())).collect()
    }
}

fn booleans(edit: &Range<usize>) -> Vec<Completion> {
    ["true", "false"].map(|word| Completion::new(word, Kind::Value, edit.clone())).into()
}

/// A word as a string.
fn word(text: &str, kind: Kind, edit: &Range<usize>) -> Completion {
    as_string(Completion::new(text, kind, edit.clone()))
}

fn as_string(completion: Completion) -> Completion {
    let snippet = quoted(&completion.label);
    Completion { filter: format!("\"{}\"", completion.label), ..completion }.snippet(snippet)
}

fn piece(label: &str, snippet: Snippet, edit: &Range<usize>, kind: Kind) -> Completion {
    Completion { filter: format!("\"{label}\""), ..Completion::new(label, kind, edit.clone()) }
        .snippet(snippet)
}
