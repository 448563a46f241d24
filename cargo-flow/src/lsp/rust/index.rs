//! What the words of a `flow!` name and mean.

use std::ops::Range;
use std::rc::Rc;

use flow_compiler::ast::{
    Action, Body, Component, DataField, Entry, Expr, ExprKind, Flow, Fragment, Item, Key, Node,
    Payload, PayloadItem, Property, Screen as Written, Source, Type, TypeKind, Value, ValueKind,
};
use flow_compiler::catalogue::{
    self, ActionKind, FLOW_SETTINGS, Items, Kind, SCREEN_SETTINGS, SUCCESS, Setting, Target,
    Version,
};
use flow_compiler::span::Span;

use crate::lsp::reference;
use crate::lsp::symbol::{Choice, Field, Index, Input, Occurrence, Screen, Symbol};

/// What a word of the language is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Meaning {
    Component(&'static catalogue::Component),
    Property(&'static catalogue::Property),
    /// A word that a property takes.
    Word(&'static catalogue::Property),
    Setting(&'static Setting),
    Action(&'static catalogue::Action),
}

/// A `flow!` that was read.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) name: String,
    pub(crate) index: Index,
    /// Words of the language, in the order of the text.
    pub(crate) words: Vec<(Range<usize>, Meaning)>,
    /// Places that lead to a screen.
    pub(crate) ways: Vec<(Range<usize>, String)>,
    /// The lists of options that components share.
    pub(crate) shared: Vec<(String, Vec<Choice>)>,
}

/// Reads a flow of a source.
pub(crate) fn index(text: &str, flow: &Flow) -> Read {
    let mut read = Read { name: flow.name.text.clone(), ..Read::default() };
    for setting in &flow.settings {
        let value = text.get(setting.value.span.bytes()).unwrap_or_default().trim_matches('"');
        match setting.name.text.as_str() {
            "version" => {
                read.index.version = Version::parse(value).unwrap_or(read.index.version);
            }
            "data_api_version" => read.index.endpoint = true,
            _ => {}
        }
    }
    for item in &flow.items {
        if let Item::Options(options) = item {
            read.shared.push((options.name.text.clone(), choices(text, &options.body)));
        }
    }
    let mut walk = Walk { text, read, screen: "".into() };
    walk.settings(&flow.settings, FLOW_SETTINGS);
    for item in &flow.items {
        match item {
            Item::Screen(screen) => walk.screen(screen),
            Item::Fragment(fragment) => walk.fragment(fragment),
            Item::Options(options) => walk.body(&options.body, None, None),
            Item::Struct(_) | Item::Success(_) | Item::Include(_) => {}
        }
    }
    walk.read.index.sort();
    walk.read.words.sort_by_key(|(span, _)| span.start);
    walk.read
}

struct Walk<'t> {
    text: &'t str,
    read: Read,
    /// The id of the screen that is read.
    screen: Rc<str>,
}

impl Walk<'_> {
    fn screen(&mut self, screen: &Written) {
        self.screen = screen.id.text.as_str().into();
        let span = screen.span.bytes();
        let name = inside(self.text, screen.id.span);
        let title = screen.title.as_ref().map(|title| self.shown(title));
        let id = screen.id.text.clone();
        let found = Screen { id, span: span.clone(), name, title, ..Screen::default() };
        self.read.index.screens.push(found);
        self.note(screen.id.span, Symbol::Screen(Rc::clone(&self.screen)), true);
        self.settings(&screen.settings, SCREEN_SETTINGS);
        for route in screen.routes.iter().filter(|route| route.text != SUCCESS) {
            self.leads_to(&route.text, route.span);
        }
        self.nodes(&screen.body);
        self.references(span);
    }

    /// A fragment is read as a screen of its own, and then told from them.
    fn fragment(&mut self, fragment: &Fragment) {
        self.screen = format!("..{}", fragment.name.text).into();
        let span = fragment.span.bytes();
        let name = inside(self.text, fragment.name.span);
        let id = self.screen.to_string();
        let screens = std::mem::take(&mut self.read.index.screens);
        self.read.index.screens =
            vec![Screen { id, span: span.clone(), name, ..Screen::default() }];
        self.note(fragment.name.span, Symbol::Fragment(fragment.name.text.as_str().into()), true);
        self.nodes(&fragment.body);
        self.references(span);
        let read = std::mem::replace(&mut self.read.index.screens, screens);
        self.read.index.fragments.extend(read);
    }

    /// References are found in the text itself: the tree has no places inside of strings.
    fn references(&mut self, span: Range<usize>) {
        for one in reference::all(self.text, span) {
            let occurrences = one.occurrences(self.text, &self.screen);
            self.read.index.occurrences.extend(occurrences);
        }
    }

    fn leads_to(&mut self, id: &str, span: Span) {
        self.note(span, Symbol::Screen(id.into()), false);
        self.read.ways.push((inside(self.text, span), id.to_owned()));
    }

    fn settings(&mut self, settings: &[Property], rows: &'static [Setting]) {
        for setting in settings {
            if let Some(row) = rows.iter().find(|row| row.name == setting.name.text) {
                self.word(setting.name.span, Meaning::Setting(row));
                if row.kind == catalogue::SettingKind::Names
                    && let ValueKind::List(names) = &setting.value.kind
                {
                    for name in names {
                        let input = self.text[inside(self.text, name.span)].to_owned();
                        self.note(name.span, Symbol::Input(Rc::clone(&self.screen), input), false);
                    }
                }
            }
        }
    }

    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Data(data) => {
                    let fields = self.data(&data.fields);
                    if let Some(screen) = self.read.index.screens.last_mut() {
                        screen.data.extend(fields);
                    }
                }
                Node::Component(component) => self.component(component),
                Node::Use(used) => {
                    self.note(
                        used.name.span,
                        Symbol::Fragment(used.name.text.as_str().into()),
                        false,
                    );
                }
                Node::If(branch) => {
                    if let Some(condition) = &branch.condition {
                        self.condition(condition);
                    }
                    self.nodes(&branch.then);
                    self.nodes(branch.otherwise.as_deref().unwrap_or_default());
                }
                Node::Match(choice) => {
                    let input = choice.value.as_ref().and_then(|value| self.input_of(value));
                    for case in &choice.cases {
                        if let Some((screen, input)) =
                            input.clone().filter(|_| case.key.text != "default")
                        {
                            let id = case.key.text.clone();
                            self.note(case.key.span, Symbol::Choice(screen, input, id), false);
                        }
                        self.nodes(&case.body);
                    }
                }
            }
        }
    }

    fn data(&mut self, fields: &[DataField]) -> Vec<Field> {
        let each = fields.iter().map(|field| {
            let name = field.name.text.clone();
            let screen = Rc::clone(&self.screen);
            self.note(field.name.span, Symbol::Data(screen, name.clone()), true);
            let kind = field.ty.as_ref().map(kind).unwrap_or_default();
            let fields = field.ty.as_ref().map(|ty| self.fields(&name, ty)).unwrap_or_default();
            let example = field.example.as_ref();
            let example = example.and_then(|value| self.text.get(value.span.bytes()));
            Field { name, kind, example: example.map(str::to_owned), fields }
        });
        each.collect()
    }

    /// The fields of an object type.
    fn fields(&mut self, above: &str, ty: &Type) -> Vec<Field> {
        let TypeKind::Object(fields) = &ty.kind else { return Vec::new() };
        let each = fields.iter().map(|field| {
            let path = format!("{above}.{}", field.name.text);
            let fields = self.fields(&path, &field.ty);
            self.note(field.name.span, Symbol::Data(Rc::clone(&self.screen), path), true);
            let kind = kind(&field.ty);
            Field { name: field.name.text.clone(), kind, example: None, fields }
        });
        each.collect()
    }

    fn component(&mut self, component: &Component) {
        let row = catalogue::component(&component.kind.text);
        let Some(row) = row else { return };
        self.word(component.kind.span, Meaning::Component(row));
        let mut input = None;
        if let (Some(name), Some(_)) = (&component.name, row.input) {
            let symbol = Symbol::Input(Rc::clone(&self.screen), name.text.clone());
            self.note(name.span, symbol, true);
            input = Some(name.text.clone());
            let choices = match (&component.body, &component.source) {
                (Some(body), _) => choices(self.text, body),
                (None, Some(Source::Options(list))) => {
                    let shared = self.read.shared.iter().find(|(name, _)| *name == list.text);
                    shared.map(|(_, choices)| choices.clone()).unwrap_or_default()
                }
                _ => Vec::new(),
            };
            let label = component.main.as_ref().map(|main| self.shown(main));
            let name = name.text.clone();
            if let Some(screen) = self.read.index.screens.last_mut() {
                screen.inputs.push(Input { name, row, label, choices });
            }
        }
        self.properties(&component.settings, row.properties, input.as_deref());
        if let Some(body) = &component.body {
            self.body(body, super::context::items(row), input.as_deref());
        }
        if let Some(action) = &component.action {
            self.action(action);
        }
    }

    fn properties(
        &mut self,
        properties: &[Property],
        rows: &'static [catalogue::Property],
        input: Option<&str>,
    ) {
        for property in properties {
            let Some(row) = catalogue::find(rows, &property.name.wire()) else { continue };
            self.word(property.name.span, Meaning::Property(row));
            let screen = Rc::clone(&self.screen);
            match (&property.value.kind, &row.kind) {
                (ValueKind::Word(_) | ValueKind::Bool(_), Kind::Enum(_) | Kind::Enums(..)) => {
                    self.word(property.value.span, Meaning::Word(row));
                }
                (ValueKind::Action(action), _) => self.action(action),
                (ValueKind::Object(inner), Kind::Object(rows, _)) => {
                    self.properties(inner, rows, None);
                }
                (ValueKind::Object(inner), Kind::InitValues | Kind::ErrorMessages) => {
                    for key in inner {
                        let symbol = Symbol::Input(Rc::clone(&screen), key.name.text.clone());
                        self.note(key.name.span, symbol, false);
                    }
                }
                (ValueKind::Text(_), Kind::Text(_)) if row.name == "init-value" => {
                    if let Some(input) = input {
                        self.choice(&property.value, &screen, input);
                    }
                }
                (ValueKind::List(items), Kind::Ids) => {
                    for item in items {
                        if let Some(input) = input {
                            self.choice(item, &screen, input);
                        }
                    }
                }
                _ => self.condition(&property.value),
            }
        }
    }

    fn choice(&mut self, value: &Value, screen: &Rc<str>, input: &str) {
        let id = self.shown(value);
        let known = self.read.index.screen(screen).and_then(|screen| screen.input(input));
        if known.is_some_and(|input| input.choices.iter().any(|choice| choice.id == id)) {
            let symbol = Symbol::Choice(Rc::clone(screen), input.to_owned(), id);
            self.note(value.span, symbol, false);
        }
    }

    fn body(&mut self, body: &Body, items: Option<&'static Items>, input: Option<&str>) {
        match body {
            Body::Nodes(nodes) => self.nodes(nodes),
            Body::Entries(entries) => {
                for Entry { id, settings, action, .. } in entries {
                    if let Some(input) = input {
                        let screen = Rc::clone(&self.screen);
                        let symbol = Symbol::Choice(screen, input.to_owned(), id.text.clone());
                        self.note(id.span, symbol, true);
                    }
                    if let Some(items) = items {
                        self.properties(settings, items.properties, None);
                    }
                    if let Some(action) = action {
                        self.action(action);
                    }
                }
            }
            Body::Titles(_) => {}
        }
    }

    fn action(&mut self, action: &Action) {
        let Some(kind) = ActionKind::from_name(&action.name.text) else { return };
        let row = kind.row();
        self.word(action.name.span, Meaning::Action(row));
        let mut receiver = None;
        if let (Some(Target::Screen), Some(target)) = (row.target, &action.target)
            && !matches!(target.kind, ValueKind::Reference(_) | ValueKind::Expr(_))
        {
            let id = self.text[inside(self.text, target.span)].to_owned();
            self.leads_to(&id, target.span);
            receiver = Some(id.as_str().into());
        }
        if kind == ActionKind::UpdateData {
            receiver = Some(Rc::clone(&self.screen));
        }
        if let Some(payload) = &action.payload {
            self.payload(payload, receiver.as_ref());
        }
    }

    fn payload(&mut self, payload: &Payload, receiver: Option<&Rc<str>>) {
        for item in &payload.items {
            let PayloadItem::Field { key, value } = item else { continue };
            if let Some(receiver) = receiver {
                self.note(key.span, Symbol::Data(Rc::clone(receiver), key.text.clone()), false);
            }
            match value {
                Some(value) => self.condition(value),
                None => self.shorthand(key),
            }
        }
    }

    /// A key alone stands for the input or the data of that name.
    fn shorthand(&mut self, key: &Key) {
        let own = Rc::clone(&self.screen);
        let screen = self.read.index.screen(&own);
        let is_input = screen.is_some_and(|screen| screen.input(&key.text).is_some());
        let (symbol, root) = if is_input {
            (Symbol::Input(own, key.text.clone()), "form")
        } else {
            (Symbol::Data(own, key.text.clone()), "data")
        };
        let span = inside(self.text, key.span);
        let short = Occurrence { span, symbol, defines: false, short: Some(root) };
        self.read.index.occurrences.push(short);
    }

    /// The ids of options that something is compared with.
    fn condition(&mut self, value: &Value) {
        if let ValueKind::Expr(expr) = &value.kind {
            self.compared(expr);
        }
    }

    fn compared(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Unary(_, inner) | ExprKind::Paren(inner) => self.compared(inner),
            ExprKind::Binary(_, left, right) => {
                if let (ExprKind::Reference(of), ExprKind::Text(id)) = (&left.kind, &right.kind) {
                    if let Some((screen, input)) = self.input(&of.segments) {
                        self.note(right.span, Symbol::Choice(screen, input, id.clone()), false);
                    }
                } else {
                    self.compared(left);
                    self.compared(right);
                }
            }
            _ => {}
        }
    }

    fn input_of(&self, value: &Value) -> Option<(Rc<str>, String)> {
        match &value.kind {
            ValueKind::Reference(reference) => self.input(&reference.segments),
            _ => None,
        }
    }

    fn input(&self, segments: &[String]) -> Option<(Rc<str>, String)> {
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match *segments {
            ["form", name] => Some((Rc::clone(&self.screen), name.to_owned())),
            ["screen", id, "form", name] => Some((id.into(), name.to_owned())),
            _ => None,
        }
    }

    /// A text as it is written.
    fn shown(&self, value: &Value) -> String {
        self.text.get(inside(self.text, value.span)).unwrap_or_default().to_owned()
    }

    fn word(&mut self, span: Span, meaning: Meaning) {
        self.read.words.push((span.bytes(), meaning));
    }

    fn note(&mut self, span: Span, symbol: Symbol, defines: bool) {
        let span = inside(self.text, span);
        if !span.is_empty() {
            self.read.index.occurrences.push(Occurrence { span, symbol, defines, short: None });
        }
    }
}

/// The options that are written out.
fn choices(text: &str, body: &Body) -> Vec<Choice> {
    let shown = |span: Span| text.get(inside(text, span)).map(str::to_owned);
    match body {
        Body::Entries(entries) => {
            let each = entries.iter();
            each.map(|it| Choice { id: it.id.text.clone(), title: shown(it.text.span) }).collect()
        }
        Body::Titles(titles) => {
            let each = titles.iter().enumerate();
            each.map(|(at, it)| Choice { id: at.to_string(), title: shown(it.span) }).collect()
        }
        Body::Nodes(_) => Vec::new(),
    }
}

/// A type as a document calls it.
fn kind(ty: &Type) -> String {
    match &ty.kind {
        TypeKind::Name(name) => match name.as_str() {
            "String" => "string".to_owned(),
            "bool" => "boolean".to_owned(),
            "f64" => "number".to_owned(),
            "i64" => "integer".to_owned(),
            name => name.to_owned(),
        },
        TypeKind::List(inner) => format!("a list of `{}`", kind(inner)),
        TypeKind::Object(_) => "object".to_owned(),
        TypeKind::Raw(_) | TypeKind::Unread => String::new(),
    }
}

/// The bytes of a name without its quotes.
pub(super) fn inside(text: &str, span: Span) -> Range<usize> {
    let bytes = span.bytes();
    let written = text.get(bytes.clone()).unwrap_or_default();
    match written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => bytes.start + 1..bytes.start + 1 + inner.len(),
        None => bytes,
    }
}
