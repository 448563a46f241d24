//! `flow_runtime::__editor`: the catalogue as items of Rust, for the hovers and completions of an editor.

use std::fmt::Write;

use crate::case;
use crate::catalogue::{
    ACTIONS, CATEGORIES, COMPONENTS, FLOW_SETTINGS, Kind, Property, SCREEN_SETTINGS, Setting, V2_1,
    find,
};
use crate::code::Code;
use crate::reference::{described, described_setting, facts, form};

const HEAD: &str = "\
//! What rust-analyzer shows of components, properties and words inside `flow!`. Written by the compiler
//! from its catalogue; not part of the API.
//!
//! It is in every build, and not where `rust_analyzer` alone is set: that is so in the crates that are
//! being edited, of which this is none. Nothing refers to it in a program.

#![allow(
    clippy::all,
    clippy::pedantic,
    missing_debug_implementations,
    non_camel_case_types,
    non_snake_case,
    rustdoc::bare_urls,
    rustdoc::broken_intra_doc_links,
    rustdoc::invalid_html_tags,
    reason = \"names and texts are the language's own\"
)]

/// A value of any type, for the shadow of a flow. Nothing calls it.
pub fn any<T>() -> T {
    loop {}
}

/// The types of data.
pub mod ty {
    /// A text.
    pub struct String;
    /// `true` or `false`.
    pub struct bool;
    /// A number.
    pub struct f64;
    /// A whole number.
    pub struct i64;
}

/// What a value is.
pub mod value {
    /// A text.
    pub struct Text;
    /// A number.
    pub struct Number;
    /// `true` or `false`.
    pub struct Boolean;
    /// A date, or a first and a last one.
    pub struct Date;
    /// Files.
    pub struct Files;
    /// The id of an option, or several.
    pub struct Chosen;
    /// An option.
    pub struct Option;
    /// A word.
    pub struct Word;
    /// An action.
    pub struct Action;
    /// A value.
    pub struct Any;
    /// Closes the flow: the server adds what `success` declares.
    pub struct SUCCESS;
    /// A list.
    pub struct List<T> {
        /// Each of it.
        pub item: T,
    }
}
";

/// The source of `flow_runtime::__editor`.
#[must_use]
pub fn runtime() -> String {
    let mut page = Page { components: String::new(), parts: String::new(), words: String::new() };
    for row in COMPONENTS {
        // What is written as `if` and `match` is no component in `flow!`.
        let branch = |property: &Property| matches!(property.kind, Kind::Condition | Kind::Cases);
        if row.properties.iter().any(branch) {
            continue;
        }
        let since = if row.since > V2_1 { format!(" Since {}.", row.since) } else { String::new() };
        let facts: Vec<String> = facts(row).iter().map(|fact| format!("- {fact}")).collect();
        let doc =
            format!("{}{since}\n\n```text\n{}\n```\n\n{}", row.doc, form(row), facts.join("\n"));
        let mut body = page.fields(row.name, row.properties);
        if row.properties.iter().any(|property| matches!(property.kind, Kind::Name)) {
            let doc = "The name of its Rust field, where its own gives none.";
            field(&mut body, doc, "rename", "super::value::Word");
        }
        item(&mut page.components, &doc, "struct", row.name, &body);
    }
    let mut out = HEAD.to_owned();
    module(&mut out, "The components.", "component", &page.components);
    module(&mut out, "What options, items and objects in values have.", "part", &page.parts);
    module(&mut out, "The words that properties take.", "word", &page.words);
    let mut actions = String::new();
    for row in &ACTIONS {
        doc(&mut actions, 1, row.doc);
        let _ = writeln!(actions, "    pub struct {};", row.name);
    }
    module(&mut out, "The actions.", "action", &actions);
    let mut settings = String::new();
    setting(&mut settings, "The settings of a flow.", "Flow", FLOW_SETTINGS);
    setting(&mut settings, "The settings of a screen.", "Screen", SCREEN_SETTINGS);
    module(&mut out, "Settings.", "setting", &settings);
    out.push_str("\n/// What a flow may be published as.\npub enum Category {\n");
    for category in CATEGORIES {
        let _ = writeln!(out, "    /// `{category}`.\n    {category},");
    }
    out.push_str("}\n\n/// What a flow may accept with `allow`.\npub enum Code {\n");
    for code in Code::ALL {
        let _ = writeln!(out, "    /// {}\n    {},", code.rule(), code.as_str());
    }
    out.push_str("}\n");
    out
}

/// The struct or the enum of what a property is made of.
pub(super) fn type_name(owner: &str, property: &str) -> String {
    let name = case::camel(case::words(property, char::is_alphanumeric));
    format!("{owner}{name}")
}

/// The struct of an option or an item of a component.
pub(super) fn item_name(owner: &str) -> String {
    format!("{owner}Item")
}

/// The modules that grow while rows are read.
struct Page {
    components: String,
    parts: String,
    words: String,
}

impl Page {
    /// The fields of a struct, one for each property.
    fn fields(&mut self, owner: &str, properties: &[Property]) -> String {
        let mut out = String::new();
        for property in properties {
            let name = property.name.replace('-', "_");
            let ty = self.ty(owner, &property.kind, &type_name(owner, property.name));
            field(&mut out, &described(property), &name, &ty);
        }
        out
    }

    fn ty(&mut self, owner: &str, kind: &Kind, name: &str) -> String {
        let value = match kind {
            Kind::Enum(words) | Kind::Enums(words, _) => return self.words(name, words),
            Kind::Object(properties, _) => return self.part(name, "An object.", properties),
            Kind::Options(items) | Kind::Items(items) => {
                let article =
                    if items.noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "An" } else { "A" };
                let doc = format!("{article} {} of `{owner}`.", items.noun);
                let name = item_name(owner);
                let mut body = self.fields(&name, items.properties);
                // What `id: "text" (…)` takes beside its own properties lies deeper in the item.
                let deeper =
                    items.main.and_then(|main| main.split_once('.')).and_then(|(first, _)| {
                        match &find(items.properties, first)?.kind {
                            Kind::Object(properties, _) => Some(*properties),
                            _ => None,
                        }
                    });
                for property in deeper.into_iter().flatten() {
                    if items.beside_main.contains(&property.name) {
                        let key = property.name.replace('-', "_");
                        field(&mut body, &described(property), &key, "super::value::Text");
                    }
                }
                item(&mut self.parts, &doc, "struct", &name, &body);
                let item = format!("super::part::{name}");
                return format!("super::value::List<{item}>");
            }
            Kind::ByMode(inner, _) => return self.ty(owner, inner, name),
            Kind::Text(_) | Kind::Texts(_) | Kind::Pattern | Kind::Image(_) | Kind::Color => "Text",
            Kind::Bool => "Boolean",
            Kind::Number(_) | Kind::Integer(_) | Kind::Count(_) => "Number",
            Kind::Date | Kind::Dates => "Date",
            Kind::Action(_) => "Action",
            _ => "Any",
        };
        format!("super::value::{value}")
    }

    fn part(&mut self, name: &str, doc: &str, properties: &[Property]) -> String {
        let body = self.fields(name, properties);
        item(&mut self.parts, doc, "struct", name, &body);
        format!("super::part::{name}")
    }

    fn words(&mut self, name: &str, words: &[&str]) -> String {
        let mut body = String::new();
        for word in words {
            // What is no word of Rust is written in quotes.
            if syn::parse_str::<syn::Ident>(word).is_ok() {
                let _ = writeln!(body, "        /// `{word}`.\n        {word},");
            }
        }
        if body.is_empty() {
            return "super::value::Text".to_owned();
        }
        let all: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        item(&mut self.words, &format!("One of {}.", all.join(", ")), "enum", name, &body);
        format!("super::word::{name}")
    }
}

fn setting(out: &mut String, doc: &str, name: &str, rows: &[Setting]) {
    let mut body = String::new();
    for row in rows {
        field(&mut body, &described_setting(row), row.name, "super::value::Any");
    }
    item(out, doc, "struct", name, &body);
}

fn module(out: &mut String, about: &str, name: &str, body: &str) {
    let _ = write!(out, "\n/// {about}\npub mod {name} {{\n{body}}}\n");
}

fn item(out: &mut String, about: &str, kind: &str, name: &str, body: &str) {
    doc(out, 1, about);
    let _ = writeln!(out, "    pub {kind} {name} {{\n{body}    }}");
}

fn field(out: &mut String, about: &str, name: &str, ty: &str) {
    doc(out, 2, about);
    let _ = writeln!(out, "        pub {name}: {ty},");
}

fn doc(out: &mut String, depth: usize, text: &str) {
    for line in text.lines() {
        let space = if line.is_empty() { "" } else { " " };
        let _ = writeln!(out, "{}///{space}{line}", "    ".repeat(depth));
    }
}
