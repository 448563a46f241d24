//! What may be written at a place of a `flow!`.

use std::ops::Range;

use flow_compiler::ast::Dialect;
use flow_compiler::catalogue::{
    self, ActionKind, CATEGORIES, COMPONENTS, Component, FLOW_SETTINGS, Kind as Of, Property,
    RELEASES, SCREEN_SETTINGS, SUCCESS, Setting, SettingKind, Target,
};
use flow_compiler::code::Code;

use super::context::{self, Context, Place, key, nearest, word};
use super::index::Read;
use super::write::{self, Style};
use super::{File, lex};
use crate::lsp::completion::{Completion, Kind, inputs, references, segments};
use crate::lsp::reference;
use crate::lsp::snippet::Snippet;
use crate::lsp::symbol::Screen;
use crate::lsp::words;

struct Cursor<'c> {
    text: &'c str,
    read: &'c Read,
    context: &'c Context<'c>,
    byte: usize,
    style: Style,
}

/// Everything that may be written at a byte; inside of texts alone where `texts` says so.
pub(crate) fn complete(text: &str, file: &File, byte: usize) -> Vec<Completion> {
    let Some(found) = file.at(byte) else { return Vec::new() };
    let tokens = lex::tokens(text);
    let context = context::at(text, &tokens, byte);
    let index = &found.read.index;
    let style = Style { version: index.version, endpoint: index.endpoint };
    let cursor = Cursor { text, read: &found.read, context: &context, byte, style };
    match context.string {
        Some(string) => cursor.in_text(string.inside().unwrap_or(byte..byte)),
        None => cursor.in_place(),
    }
}

impl Cursor<'_> {
    fn screen(&self) -> Option<&Screen> {
        self.read.index.screen_at(self.byte)
    }

    fn in_text(&self, within: Range<usize>) -> Vec<Completion> {
        let before = &self.text[within.start.min(self.byte)..self.byte];
        if let Some(at) = before.rfind("${")
            && !before[at..].contains('}')
        {
            return self.reference(within.start + at, within.end);
        }
        let level = &self.context.level;
        if self.context.ends(&['=', '=']) || self.context.ends(&['!', '=']) {
            return self.compared(&within);
        }
        let value = key(self.text, level).unwrap_or_default();
        let settings = matches!(self.context.place, Place::FlowSettings);
        let setting = FLOW_SETTINGS.iter().find(|row| settings && row.name == value);
        let inside = |text: &str, kind| Completion::new(text, kind, within.clone());
        match setting.map(|row| row.kind) {
            Some(SettingKind::Version) => {
                let newest_first = RELEASES.iter().rev();
                let each = newest_first.map(|release| {
                    inside(&release.version.to_string(), Kind::Value)
                        .doc(words::version(release.version))
                });
                each.collect()
            }
            Some(SettingKind::DataApiVersion) => {
                let release = self.style.version.release();
                let known = release.map(|release| release.data_api).unwrap_or_default();
                known.iter().rev().map(|version| inside(version, Kind::Value)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The next segment of the reference that begins at `start`.
    fn reference(&self, start: usize, end: usize) -> Vec<Completion> {
        let all = reference::all(self.text, start..end);
        let Some(reference) = all.first() else { return Vec::new() };
        let at = reference.segments.iter().position(|segment| segment.end >= self.byte);
        let Some(at) = at else { return Vec::new() };
        let words = reference.words(self.text);
        let close = if at + 1 == words.len() && !reference.closed { "}" } else { "" };
        let edit = reference.segments[at].clone();
        segments(&self.read.index, self.screen(), &words[..at], &edit, close)
    }

    /// The ids of the input that is compared: the reference before this text.
    fn compared(&self, edit: &Range<usize>) -> Vec<Completion> {
        let line = self.text[..edit.start].rfind("${").unwrap_or(edit.start);
        let all = reference::all(self.text, line..edit.start);
        let Some(screen) = self.screen() else { return Vec::new() };
        let own = screen.id.as_str().into();
        let input = all.first().and_then(|one| one.input(self.text, &own));
        let input = input.and_then(|(id, name)| self.read.index.screen(&id)?.input(&name));
        let choices = input.map(|input| input.choices.clone()).unwrap_or_default();
        let each = choices.into_iter().map(|choice| {
            Completion::new(choice.id, Kind::Choice, edit.clone())
                .detail(choice.title.unwrap_or_default())
        });
        each.collect()
    }

    fn in_place(&self) -> Vec<Completion> {
        let context = self.context;
        let level = &context.level;
        let before = level.last().and_then(|piece| word(self.text, *piece));
        // The same everywhere: the screen of `navigate`.
        let target = before.and_then(ActionKind::from_name).and_then(|kind| kind.row().target);
        if target == Some(Target::Screen) {
            return self.screens(false);
        }
        match &context.place {
            Place::Outside | Place::Other => Vec::new(),
            Place::Reference => {
                let start = self.text[..self.byte].rfind("${").unwrap_or(self.byte);
                let line =
                    self.text[self.byte..].find('\n').map_or(self.text.len(), |at| self.byte + at);
                self.reference(start, line)
            }
            Place::Top if context.ends(&['-', '>']) || context.ends(&['|']) => self.screens(true),
            Place::Top => self.items(),
            Place::FlowSettings => self.settings(FLOW_SETTINGS),
            Place::ScreenSettings => self.settings(SCREEN_SETTINGS),
            Place::Nodes(container) => self.node(*container),
            Place::Data => self.types(),
            Place::Properties(row) => self.properties(row.properties, Some(row)),
            Place::EntryProperties(items) => self.properties(items.properties, None),
            Place::Object(rows) => self.properties(rows, None),
            Place::Entries(row, _) if context.ends(&['=', '>']) => self.actions(
                context::items(row)
                    .and_then(|items| catalogue::find(items.properties, items.action?)),
            ),
            Place::Entries(_, items) => vec![
                self.piece(items.noun, write::entry(0))
                    .detail(format!("an {} of the list", items.noun)),
            ],
            Place::Payload(kind, target) => self.payload(*kind, target.as_deref()),
            Place::Cases(value) => self.cases(value.start),
            Place::List(of) => self.list(of),
        }
    }

    fn offered(&self, label: &str, kind: Kind) -> Completion {
        Completion::new(label, kind, self.context.partial.clone())
    }

    fn piece(&self, label: &str, snippet: Snippet) -> Completion {
        self.offered(label, Kind::Piece).snippet(snippet)
    }

    fn screens(&self, end: bool) -> Vec<Completion> {
        let each = self.read.index.screens.iter().map(|screen| {
            self.offered(&screen.id, Kind::Screen).detail(screen.title.clone().unwrap_or_default())
        });
        let success =
            end.then(|| self.offered(SUCCESS, Kind::Word).detail("the server may end the flow"));
        each.chain(success).collect()
    }

    /// The items of a flow.
    fn items(&self) -> Vec<Completion> {
        let mut screen = Snippet::of("screen ");
        screen.stop("SCREEN").text(" \"").stop("Title").text("\" {\n    ").stop("").text("\n}");
        let mut fragment = Snippet::of("fragment ");
        fragment.stop("Name").text(" {\n    ").stop("").text("\n}");
        let mut options = Snippet::of("options ");
        options.stop("Name").text(" {\n    ").append(write::entry(0)).text("\n}");
        let mut object = Snippet::of("struct ");
        object.stop("Name").text(" {\n    ").stop("id").text(": ").stop("String").text(",\n}");
        let mut success = Snippet::of("success { ");
        success.stop("name").text(": ").stop("String").text(" = \"").stop("").text("\" }");
        vec![
            self.piece("screen", screen).detail("a screen"),
            self.piece("fragment", fragment).detail("components for several places"),
            self.piece("options", options).detail("options that several components share"),
            self.piece("struct", object).detail("a type of the data"),
            self.piece("success", success).detail("what the server adds when it ends the flow"),
        ]
    }

    fn settings(&self, rows: &'static [Setting]) -> Vec<Completion> {
        let level = &self.context.level;
        if !self.context.begins() {
            let row =
                key(self.text, level).and_then(|name| rows.iter().find(|row| row.name == name));
            let is_bool = row.is_some_and(|row| row.kind == SettingKind::Bool);
            return if is_bool { self.booleans() } else { Vec::new() };
        }
        let version = self.style.version;
        let fits = |row: &&Setting| {
            row.since <= version
                && row.until.is_none_or(|until| until > version)
                && !self.has(row.name)
        };
        let each = rows.iter().filter(fits).map(|row| {
            let mut snippet = Snippet::of(format!("{}: ", row.name));
            match row.kind {
                SettingKind::Version => snippet.text("\"").stop(version.to_string()).text("\""),
                SettingKind::DataApiVersion | SettingKind::Url | SettingKind::Text => {
                    snippet.text("\"").stop("").text("\"")
                }
                SettingKind::Bool => snippet.stop("true"),
                SettingKind::Categories | SettingKind::Codes | SettingKind::Names => {
                    snippet.text("[").stop("").text("]")
                }
                SettingKind::RoutingModel => snippet.text("{ ").stop("").text(" }"),
            };
            self.offered(row.name, Kind::Property)
                .snippet(snippet)
                .doc(Some(words::setting(row, Dialect::Rust)))
        });
        each.collect()
    }

    /// Whether the level has a key already.
    fn has(&self, name: &str) -> bool {
        let level = &self.context.level;
        level.iter().enumerate().any(|(at, piece)| {
            word(self.text, *piece) == Some(name) && context::is_sign(level.get(at + 1), ':')
        })
    }

    fn node(&self, container: Option<&'static Component>) -> Vec<Completion> {
        let context = self.context;
        let level = &context.level;
        if context.ends(&['=', '>']) {
            let row = nearest(self.text, level, |text| catalogue::component(text).is_some());
            let row = row.and_then(catalogue::component);
            return self.actions(row.and_then(|row| row.property(row.action?)));
        }
        let last = level.last().and_then(|piece| word(self.text, *piece));
        if last == Some("in") {
            let shared = self.read.shared.iter();
            let shared = shared.map(|(name, _)| self.offered(name, Kind::Choice).detail("options"));
            let lists = self.screen().map(|screen| references(screen, LIST)).unwrap_or_default();
            let lists = lists.into_iter().map(|(path, detail, kind)| {
                self.offered(&format!("${{{path}}}"), kind).detail(detail)
            });
            return shared.chain(lists).collect();
        }
        if matches!(last, Some("if" | "match"))
            || context.ends(&['&', '&'])
            || context.ends(&['|', '|'])
        {
            return self.references(None);
        }
        let named = context.ends(&[':']);
        let version = self.style.version;
        let around: Vec<&Component> = context
            .around
            .iter()
            .filter_map(|place| match place {
                Place::Nodes(row) => *row,
                _ => None,
            })
            .chain(container)
            .collect();
        let fits = |row: &&&Component| {
            let alone = around.is_empty() && row.stands_alone_since() <= version;
            let inside = !around.is_empty()
                && around
                    .iter()
                    .all(|it| row.may_stand_in(it).is_some_and(|since| since <= version));
            row.since <= version && (alone || inside) && (!named || row.property("name").is_some())
        };
        let each = COMPONENTS.iter().filter(fits).map(|row| {
            let snippet = if named {
                write::named(row, self.style)
            } else {
                write::component(row, self.style)
            };
            let label = keyword(row).unwrap_or(row.name);
            self.offered(label, Kind::Component)
                .snippet(snippet)
                .doc(Some(words::component(row, Dialect::Rust)))
        });
        let mut found: Vec<Completion> = each.collect();
        if !named {
            let mut data = Snippet::of("data {\n    ");
            data.stop("name")
                .text(": ")
                .stop("String")
                .text(" = \"")
                .stop("Example")
                .text("\",\n}");
            found.push(self.piece("data", data).detail("what the screen gets"));
        }
        found
    }

    fn actions(&self, property: Option<&'static Property>) -> Vec<Completion> {
        let Some(Of::Action(allowed)) = property.map(|row| &row.kind) else { return Vec::new() };
        let version = self.style.version;
        let own = self.screen().map(|screen| screen.id.as_str());
        let mut found = Vec::new();
        for (kind, _) in allowed.iter().filter(|(_, since)| *since <= version) {
            let row = kind.row();
            let action = self.offered(row.name, Kind::Action).doc(Some(words::action(row)));
            found.push(action.snippet(write::action(*kind)));
            if row.target == Some(Target::Screen) {
                for screen in self.read.index.screens.iter().filter(|it| Some(&*it.id) != own) {
                    let label = format!("{} {}", row.name, screen.id);
                    let mut snippet = Snippet::of(format!("{label} {{"));
                    snippet.stop("").text("}");
                    let title = screen.title.clone().unwrap_or_default();
                    found.push(self.offered(&label, Kind::Action).snippet(snippet).detail(title));
                }
            }
        }
        found
    }

    fn types(&self) -> Vec<Completion> {
        if !self.context.ends(&[':']) {
            return Vec::new();
        }
        let known = [
            ("String", "a text"),
            ("bool", "`true` or `false`"),
            ("i64", "a whole number"),
            ("f64", "a number"),
        ];
        known.map(|(name, doc)| self.offered(name, Kind::Word).detail(doc)).into()
    }

    fn properties(
        &self,
        rows: &'static [Property],
        owner: Option<&'static Component>,
    ) -> Vec<Completion> {
        if !self.context.begins() {
            let name = key(self.text, &self.context.level).unwrap_or_default().replace('_', "-");
            let row = catalogue::find(rows, &name);
            return row.map(|row| self.value(row)).unwrap_or_default();
        }
        let version = self.style.version;
        // What a component has a place of its own for is not written in parentheses.
        let apart = |name: &str| {
            owner.is_some_and(|row| {
                name == "name" || [row.main, row.source, row.action].contains(&Some(name))
            })
        };
        let in_form = self.context.around.iter().any(
            |place| matches!(place, Place::Nodes(Some(row)) if row.kind == catalogue::FORM.kind),
        );
        let fits = |row: &&Property| {
            let misplaced = in_form && owner.is_some() && row.outside_form;
            row.since <= version
                && !self.has(&row.name.replace('-', "_"))
                && !apart(row.name)
                && !misplaced
        };
        let each = rows.iter().filter(fits).map(|row| {
            let name = row.name.replace('-', "_");
            let doc = words::property(&name, row);
            self.offered(&name, Kind::Property)
                .snippet(write::property(row, self.style))
                .doc(Some(doc))
        });
        each.collect()
    }

    fn value(&self, row: &'static Property) -> Vec<Completion> {
        let mut found = match &row.kind {
            Of::Enum(words) => words.iter().map(|word| self.offered(word, Kind::Word)).collect(),
            Of::Bool => self.booleans(),
            Of::Action(_) => self.actions(Some(row)),
            _ => Vec::new(),
        };
        if row.bindable {
            found.extend(self.references(Some(&row.kind)));
        }
        found
    }

    fn booleans(&self) -> Vec<Completion> {
        ["true", "false"].map(|word| self.offered(word, Kind::Value)).into()
    }

    fn references(&self, kind: Option<&Of>) -> Vec<Completion> {
        let Some(screen) = self.screen() else { return Vec::new() };
        let each = references(screen, kind).into_iter();
        let each = each
            .map(|(path, detail, kind)| self.offered(&format!("${{{path}}}"), kind).detail(detail));
        each.collect()
    }

    fn payload(&self, kind: ActionKind, target: Option<&str>) -> Vec<Completion> {
        if !self.context.begins() {
            return if self.context.ends(&[':']) { self.references(None) } else { Vec::new() };
        }
        let own = self.screen();
        let receiver = match kind {
            ActionKind::Navigate => target.and_then(|id| self.read.index.screen(id)),
            ActionKind::UpdateData => own,
            _ => None,
        };
        let mut found = Vec::new();
        if let Some(receiver) = receiver {
            let own = own.filter(|own| own.id != receiver.id);
            for field in receiver.data.iter().filter(|field| !self.has(&field.name)) {
                let name = field.name.as_str();
                let short =
                    own.is_some_and(|own| own.input(name).is_some() || own.field(name).is_some());
                let mut snippet = Snippet::of(name);
                if !short {
                    snippet.text(": ").stop("");
                }
                let detail = format!("{}, data of `{}`", field.kind, receiver.id);
                found.push(self.offered(name, Kind::Data).snippet(snippet).detail(detail));
            }
            return found;
        }
        let all = own.map(|own| references(own, None)).unwrap_or_default();
        for (path, _, kind) in all {
            let name = path.split_once('.').map_or(path.as_str(), |(_, name)| name);
            found.push(self.offered(name, kind).detail(format!("${{{path}}}")));
        }
        found.push(self.piece("..form", Snippet::of("..form")).detail("every input of the screen"));
        found
    }

    fn cases(&self, value: usize) -> Vec<Completion> {
        let Some(screen) = self.screen() else { return Vec::new() };
        let end = self.text[value..].find('\n').map_or(self.text.len(), |at| value + at);
        let all = reference::all(self.text, value..end);
        let own = screen.id.as_str().into();
        let input = all.first().and_then(|one| one.input(self.text, &own));
        let input = input.and_then(|(id, name)| self.read.index.screen(&id)?.input(&name));
        let choices = input.map(|input| input.choices.clone()).unwrap_or_default();
        let arm = |pattern: &str| {
            let mut snippet = Snippet::of(format!("{pattern} => {{ "));
            snippet.stop("").text(" }");
            self.piece(pattern, snippet)
        };
        let each = choices.iter().map(|choice| {
            arm(&format!("\"{}\"", choice.id)).detail(choice.title.clone().unwrap_or_default())
        });
        each.chain([arm("_").detail("every other value")]).collect()
    }

    /// The words of a list: categories, codes, inputs, words of a property.
    fn list(&self, of: &str) -> Vec<Completion> {
        let setting = FLOW_SETTINGS.iter().chain(SCREEN_SETTINGS).find(|row| row.name == of);
        match setting.map(|row| row.kind) {
            Some(SettingKind::Categories) => {
                CATEGORIES.iter().map(|word| self.offered(word, Kind::Word)).collect()
            }
            Some(SettingKind::Codes) => {
                let each = Code::ALLOWABLE.iter();
                each.map(|code| self.offered(code.as_str(), Kind::Word).detail(code.rule()))
                    .collect()
            }
            Some(SettingKind::Names) => {
                let screen = self.screen();
                screen.map(|screen| inputs(screen, &self.context.partial)).unwrap_or_default()
            }
            _ => {
                let name = of.replace('_', "-");
                let words = COMPONENTS.iter().find_map(|row| match &row.property(&name)?.kind {
                    Of::Enums(words, _) => Some(*words),
                    _ => None,
                });
                let words = words.unwrap_or_default();
                words.iter().map(|word| self.offered(word, Kind::Word)).collect()
            }
        }
    }
}

/// What lists are referred to.
const LIST: Option<&Of> = Some(&Of::Ids);

/// How `flow!` writes a component for which it has a word of its own.
fn keyword(row: &Component) -> Option<&'static str> {
    row.properties.iter().find_map(|row| match row.kind {
        Of::Condition => Some("if"),
        Of::Cases => Some("match"),
        _ => None,
    })
}
