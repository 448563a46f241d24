//! Pieces of Flow JSON with places to fill in, made from the catalogue.

use flow_compiler::catalogue::{
    self, ActionKind, COMPONENTS, Component, Items, Kind, Property, Range, Target, V5_0, Version,
};

use crate::lsp::snippet::Snippet;

/// What decides how a piece is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    pub(crate) version: Version,
    /// Whether the flow has an endpoint.
    pub(crate) endpoint: bool,
}

/// A component with what it cannot do without.
pub(crate) fn component(row: &'static Component, style: Style) -> Snippet {
    let mut writer = Writer::new(style);
    writer.component(row);
    writer.out
}

/// The members of a component, where its braces are there already.
pub(crate) fn members(row: &'static Component, style: Style) -> Snippet {
    let mut writer = Writer::new(style);
    writer.out.text(format!("\"type\": \"{}\"", row.name));
    for property in writer.needed_by(row) {
        writer.out.text(",\n");
        writer.member(property, Some(row));
    }
    writer.out
}

/// A property with a value.
pub(crate) fn member(property: &Property, owner: Option<&Component>, style: Style) -> Snippet {
    let mut writer = Writer::new(style);
    writer.member(property, owner);
    writer.out
}

/// The value of a property.
pub(crate) fn value(property: &Property, owner: Option<&Component>, style: Style) -> Snippet {
    let mut writer = Writer::new(style);
    writer.value(property, &property.kind, owner);
    writer.out
}

/// An option, an item.
pub(crate) fn item(items: &Items, style: Style) -> Snippet {
    let mut writer = Writer::new(style);
    writer.item(items, 0);
    writer.out
}

/// Components for a container.
pub(crate) fn nodes(container: &Component, style: Style) -> Snippet {
    let mut writer = Writer::new(style);
    writer.nodes(Some(container));
    writer.out
}

/// An action.
pub(crate) fn action(kind: ActionKind, style: Style) -> Snippet {
    let mut writer = Writer::new(style);
    writer.action(kind);
    writer.out
}

/// A screen that ends the flow.
pub(crate) fn screen(style: Style) -> Snippet {
    let mut writer = Writer::new(style);
    writer.screen();
    writer.out
}

/// A whole flow.
pub(crate) fn flow(style: Style) -> Snippet {
    let mut writer = Writer::new(style);
    writer.out.text(format!("{{\n  \"version\": \"{}\",\n  \"screens\": [\n    ", style.version));
    writer.indent = 2;
    writer.screen();
    writer.out.text("\n  ]\n}");
    writer.out
}

/// The layout of a screen.
pub(crate) fn layout(style: Style) -> Snippet {
    let mut writer = Writer::new(style);
    writer.layout();
    writer.out
}

/// A data field of a type.
pub(crate) fn field(kind: &str) -> Snippet {
    let mut out = Snippet::default();
    out.text("\"").stop("name").text("\": ");
    schema(&mut out, kind);
    out
}

fn schema(out: &mut Snippet, kind: &str) {
    let name = catalogue::EXAMPLE;
    let opened = format!("{{ \"type\": \"{kind}\", ");
    match kind {
        "object" => {
            out.text(format!(
                "{opened}\"properties\": {{ \"key\": {{ \"type\": \"string\" }} }}, "
            ));
            out.text(format!("\"{name}\": {{ \"key\": \"")).stop("Example").text("\" } }");
        }
        "array" => {
            out.text(format!("{opened}\"items\": {{ \"type\": \"string\" }}, "));
            out.text(format!("\"{name}\": [\"")).stop("Example").text("\"] }");
        }
        _ => {
            let (quote, example) = match kind {
                "boolean" => ("", "true"),
                "number" => ("", "1.5"),
                "integer" => ("", "1"),
                _ => ("\"", "Example"),
            };
            out.text(format!("{opened}\"{name}\": {quote}")).stop(example);
            out.text(format!("{quote} }}"));
        }
    }
}

struct Writer {
    out: Snippet,
    style: Style,
    indent: usize,
}

impl Writer {
    fn new(style: Style) -> Self {
        Self { out: Snippet::default(), style, indent: 0 }
    }

    fn line(&mut self) {
        let blanks = "  ".repeat(self.indent);
        self.out.text("\n").text(blanks);
    }

    fn open(&mut self, bracket: &str) {
        self.out.text(bracket);
        self.indent += 1;
        self.line();
    }

    fn comma(&mut self) {
        self.out.text(",");
        self.line();
    }

    fn close(&mut self, bracket: &str) {
        self.indent -= 1;
        self.line();
        self.out.text(bracket);
    }

    fn quoted(&mut self, filled: &str) {
        self.out.text("\"").stop(filled).text("\"");
    }

    fn screen(&mut self) {
        self.open("{");
        self.out.text("\"id\": ");
        self.quoted("START");
        self.comma();
        self.out.text("\"title\": ");
        self.quoted("Title");
        self.comma();
        self.out.text("\"terminal\": true,");
        self.line();
        self.out.text("\"layout\": ");
        self.layout();
        self.close("}");
    }

    fn layout(&mut self) {
        self.open("{");
        self.out.text(format!("\"type\": \"{}\",", catalogue::LAYOUT));
        self.line();
        self.out.text("\"children\": [");
        self.indent += 1;
        self.line();
        self.component(&catalogue::FOOTER);
        self.close("]");
        self.close("}");
    }

    /// What this version cannot do without.
    fn needed(&self, rows: &'static [Property]) -> Vec<&'static Property> {
        let version = self.style.version;
        let needed = |row: &&Property| row.required.is_some_and(|since| since <= version);
        rows.iter().filter(needed).collect()
    }

    /// The same of a component, whose items may need an action of it.
    fn needed_by(&self, row: &'static Component) -> Vec<&'static Property> {
        let mut needed = self.needed(row.properties);
        let source = row.source.and_then(|source| row.property(source));
        if let Some(Kind::Items(items) | Kind::Options(items)) = source.map(|source| &source.kind)
            && items.must_act
        {
            needed.extend(row.action.and_then(|action| row.property(action)));
        }
        needed
    }

    fn component(&mut self, row: &'static Component) {
        self.open("{");
        self.out.text(format!("\"type\": \"{}\"", row.name));
        for property in self.needed_by(row) {
            self.comma();
            self.member(property, Some(row));
        }
        self.close("}");
    }

    fn member(&mut self, property: &Property, owner: Option<&Component>) {
        self.out.text(format!("\"{}\": ", property.name));
        self.value(property, &property.kind, owner);
    }

    fn value(&mut self, property: &Property, kind: &Kind, owner: Option<&Component>) {
        match kind {
            Kind::Name => self.quoted(&owner.map_or("name".to_owned(), |row| snake(row.name))),
            Kind::Text(_) | Kind::Texts(_) | Kind::FilesError => {
                self.quoted(&text_for(property, owner));
            }
            Kind::Ids => {
                self.out.text("[");
                self.quoted(FIRST_ID);
                self.out.text("]");
            }
            Kind::Bool => {
                self.out.stop("true");
            }
            Kind::Number(range) | Kind::Integer(range) | Kind::Count(range) => {
                self.out.stop(number(property.name, *range));
            }
            Kind::Enum(words) => self.quoted(words.first().copied().unwrap_or_default()),
            Kind::Enums(words, _) => {
                self.out.text("[");
                self.quoted(words.first().copied().unwrap_or_default());
                self.out.text("]");
            }
            Kind::Pattern => self.quoted("[A-Za-z]+"),
            Kind::Date => self.quoted(self.date()),
            Kind::Dates => {
                self.out.text("[");
                self.quoted(self.date());
                self.out.text("]");
            }
            Kind::ByMode(inner, _) => self.value(property, inner, owner),
            Kind::Image(_) => self.quoted(PICTURE),
            Kind::Color => self.quoted("#25D366"),
            Kind::Options(items) | Kind::Items(items) => {
                self.open("[");
                for at in 0..items.min.max(1) {
                    if at > 0 {
                        self.comma();
                    }
                    self.item(items, at);
                }
                self.close("]");
            }
            Kind::Object(rows, _) => self.object(rows),
            Kind::Tags(..) => {
                self.out.text("[");
                self.quoted("Tag");
                self.out.text("]");
            }
            Kind::Action(allowed) => self.action(self.chosen(allowed)),
            Kind::Nodes => self.nodes(owner),
            Kind::Condition | Kind::Switched => {
                self.out.text("\"${data.").stop("name").text("}\"");
            }
            Kind::Cases => {
                self.open("{");
                self.quoted("value");
                self.out.text(": ");
                self.nodes(owner);
                self.close("}");
            }
            Kind::InitValues | Kind::ErrorMessages => {
                self.out.text("{ ");
                self.quoted("name");
                self.out.text(": ");
                self.quoted("");
                self.out.text(" }");
            }
        }
    }

    fn object(&mut self, rows: &'static [Property]) {
        let mut needed = self.needed(rows);
        if needed.is_empty() {
            needed.extend(rows.first());
        }
        self.out.text("{ ");
        for (at, row) in needed.into_iter().enumerate() {
            if at > 0 {
                self.out.text(", ");
            }
            self.member(row, None);
        }
        self.out.text(" }");
    }

    fn item(&mut self, items: &Items, at: usize) {
        self.out.text("{ ");
        for (place, row) in self.needed(items.properties).into_iter().enumerate() {
            if place > 0 {
                self.out.text(", ");
            }
            if row.name == "id" && at > 0 {
                self.out.text("\"id\": ");
                self.quoted(SECOND_ID);
            } else {
                self.member(row, None);
            }
        }
        self.out.text(" }");
    }

    /// The first component that may be in a container.
    fn nodes(&mut self, container: Option<&Component>) {
        let version = self.style.version;
        let fits = |row: &&&Component| {
            let since = container.map_or(Some(row.since), |it| row.may_stand_in(it));
            since.is_some_and(|since| since <= version)
        };
        self.open("[");
        if let Some(row) = COMPONENTS.iter().find(fits) {
            self.component(row);
        }
        self.close("]");
    }

    /// The action that needs nothing else to be right.
    fn chosen(&self, allowed: &[(ActionKind, Version)]) -> ActionKind {
        let has = |kind: ActionKind| {
            allowed.iter().any(|(one, since)| *one == kind && *since <= self.style.version)
        };
        let mut order = vec![ActionKind::Complete, ActionKind::Navigate, ActionKind::OpenUrl];
        if self.style.endpoint {
            order.insert(0, ActionKind::DataExchange);
        }
        order.extend([ActionKind::UpdateData, ActionKind::DataExchange]);
        order.into_iter().find(|kind| has(*kind)).unwrap_or(ActionKind::DataExchange)
    }

    fn action(&mut self, kind: ActionKind) {
        let row = kind.row();
        self.out.text(format!("{{ \"name\": \"{}\"", row.name));
        match row.target {
            Some(Target::Screen) => {
                self.out.text(", \"next\": { \"type\": \"screen\", \"name\": ");
                self.quoted("SCREEN");
                self.out.text(" }");
            }
            Some(Target::Url) => {
                self.out.text(", \"url\": ");
                self.quoted("https://example.com");
            }
            None => {}
        }
        if row.payload {
            self.out.text(", \"payload\": {");
            if row.payload_required {
                self.out.text(" ");
                self.quoted("name");
                self.out.text(": ");
                self.quoted("");
                self.out.text(" }");
            } else {
                self.out.stop("").text("}");
            }
        }
        self.out.text(" }");
    }

    fn date(&self) -> &'static str {
        if self.style.version >= V5_0 { "2026-01-31" } else { "1769817600000" }
    }
}

/// A PNG of one pixel: a picture must be one.
const PICTURE: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const FIRST_ID: &str = "first";
const SECOND_ID: &str = "second";

fn text_for(property: &Property, owner: Option<&Component>) -> String {
    let chosen = owner.is_some_and(|row| row.source.is_some());
    match property.name {
        "id" => FIRST_ID.to_owned(),
        "init-value" if chosen => FIRST_ID.to_owned(),
        name => {
            let words = name.replace('-', " ");
            let mut letters = words.chars();
            let first = letters.next().map(char::to_uppercase);
            first.into_iter().flatten().chain(letters).collect()
        }
    }
}

fn number(name: &str, range: Range) -> String {
    let usual = match name {
        "height" | "width" => 100,
        name if name.starts_with("max") => 10,
        _ => 1,
    };
    usual.clamp(range.min.unwrap_or(usual), range.max.unwrap_or(usual)).to_string()
}

/// `TextInput` as a name: `text_input`.
pub(crate) fn snake(name: &str) -> String {
    let mut out = String::new();
    for char in name.chars() {
        if char.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(char.to_lowercase());
    }
    out
}

/// Whether a property is of this version, and may be beside what is there.
pub(crate) fn fits(property: &Property, version: Version, there: &[&str], in_form: bool) -> bool {
    let excluded = property.excludes.iter().any(|other| there.contains(other));
    let misplaced = in_form && property.outside_form;
    property.since <= version && !there.contains(&property.name) && !excluded && !misplaced
}
