//! What the words of the language mean, in Markdown: the same in a hover and beside a completion.

use flow_compiler::ast::Dialect;
use flow_compiler::catalogue::{
    self, ACTIONS, Action, Component, Property, RELEASES, Setting, Standing, Target, V2_1, Version,
};
use flow_compiler::reference;

use super::symbol::{Field, Index, Screen, Symbol};

/// A component: what it is, its value, its limits, since when.
pub(crate) fn component(row: &Component, dialect: Dialect) -> String {
    let mut facts = reference::facts(row);
    if dialect == Dialect::Json {
        // The reference says where it may be in the words of `flow!`.
        for fact in &mut facts {
            let words = [("`if`", catalogue::IF.name), ("`match`", catalogue::SWITCH.name)];
            *fact = words.iter().fold(fact.clone(), |fact, (word, name)| fact.replace(word, name));
        }
    }
    if row.since > V2_1 {
        facts.insert(0, format!("Since Flow JSON {}.", row.since));
    }
    let facts: Vec<String> = facts.iter().map(|fact| format!("- {fact}")).collect();
    format!("**{}**: {}\n\n{}", row.name, row.doc, facts.join("\n"))
}

/// A property, by the name that the language at hand gives it.
pub(crate) fn property(name: &str, property: &Property) -> String {
    format!("**{name}**: {}", reference::described(property))
}

/// A setting. What `flow!` works out by itself a document has to say.
pub(crate) fn setting(row: &Setting, dialect: Dialect) -> String {
    let told = reference::described_setting(row);
    let worked_out =
        ["; inferred from", "; derived from"].into_iter().find_map(|part| told.find(part));
    let told = match (dialect, worked_out, told.find("\n\n")) {
        (Dialect::Json, Some(start), Some(end)) if start < end => {
            format!("{}.{}", &told[..start], &told[end..])
        }
        _ => told,
    };
    format!("**{}**: {told}", row.name)
}

pub(crate) fn action(row: &Action) -> String {
    let takes = match row.target {
        Some(Target::Screen) => "It takes the screen to open",
        Some(Target::Url) => "It takes the address to open",
        None => "It takes",
    };
    let payload = match (row.payload, row.payload_required) {
        (true, true) => "a payload, which it cannot do without",
        (true, false) => "a payload",
        (false, _) => "",
    };
    let takes = match (row.target, payload) {
        (Some(_), "") => takes.to_owned(),
        (Some(_), payload) => format!("{takes}, and {payload}"),
        (None, payload) => format!("{takes} {payload}"),
    };
    let since =
        if row.since > V2_1 { format!(" Since Flow JSON {}.", row.since) } else { String::new() };
    format!("**{}**: {}\n\n{takes}.{since}", row.name, row.doc)
}

/// The action of this name.
pub(crate) fn action_called(name: &str) -> Option<&'static Action> {
    ACTIONS.iter().find(|row| row.name == name)
}

/// A key that the catalogue has one sentence for.
pub(crate) fn key(name: &str, doc: &str) -> String {
    format!("**{name}**: {doc}")
}

/// A version of Flow JSON.
pub(crate) fn version(version: Version) -> Option<String> {
    let release = RELEASES.iter().find(|release| release.version == version)?;
    let standing = match release.standing {
        Standing::Published => "can be published",
        Standing::Frozen => "can be sent, but no longer published",
    };
    let brought =
        if release.brought.is_empty() { String::new() } else { format!("\n\n{}", release.brought) };
    let data_api = release.data_api.join(" or ");
    Some(format!("**Flow JSON {version}**: {standing}. Data API {data_api}.{brought}"))
}

/// Something that the flow names.
pub(crate) fn symbol(index: &Index, symbol: &Symbol) -> Option<String> {
    match symbol {
        Symbol::Screen(id) => {
            let screen = index.screen(id)?;
            let title = screen.title.as_ref();
            let title = title.map_or(String::new(), |title| format!(" \"{title}\""));
            Some(holding(&format!("**{id}**: the screen{title}"), screen))
        }
        Symbol::Fragment(name) => {
            let fragment = index.screen(&format!("..{name}"))?;
            Some(holding(&format!("**{name}**: a fragment"), fragment))
        }
        Symbol::Data(screen, path) => {
            let field = index.screen(screen)?.field(path)?;
            let example = field.example.as_ref();
            let example = example.map_or(String::new(), |it| format!("\n\nExample: `{}`", cut(it)));
            let kind = &field.kind;
            Some(format!("**{path}**: data of the screen `{screen}`, {}{example}", kind_of(kind)))
        }
        Symbol::Input(screen, name) => {
            let input = index.screen(screen)?.input(name)?;
            let label = input.label.as_ref();
            let label = label.map_or(String::new(), |label| format!(" \"{}\"", cut(label)));
            let value = input.row.input.map(reference::value).unwrap_or_default();
            let name =
                format!("**{name}**: the {}{label} of the screen `{screen}`", input.row.name);
            Some(format!("{name}\n\nIts value is {value}."))
        }
        Symbol::Choice(screen, input, id) => {
            let input = index.screen(screen)?.input(input)?;
            let choice = input.choices.iter().find(|choice| choice.id == *id)?;
            let title = choice.title.as_ref();
            let title = title.map_or(String::new(), |title| format!(" \"{}\"", cut(title)));
            Some(format!("**{id}**: the option{title} of `{}`", input.name))
        }
    }
}

/// One line, then the data and the inputs of a screen.
fn holding(head: &str, screen: &Screen) -> String {
    let data = screen.data.iter().map(|field| format!("- data {}", short(field)));
    let inputs = screen.inputs.iter();
    let inputs = inputs.map(|input| format!("- `{}`: {}", input.name, input.row.name));
    let lines: Vec<String> = data.chain(inputs).collect();
    if lines.is_empty() { head.to_owned() } else { format!("{head}\n\n{}", lines.join("\n")) }
}

fn short(field: &Field) -> String {
    format!("`{}`: {}", field.name, kind_of(&field.kind))
}

fn kind_of(kind: &str) -> String {
    match kind {
        "" => "of a type that is not written".to_owned(),
        kind if kind.contains(' ') => kind.to_owned(),
        kind => format!("`{kind}`"),
    }
}

/// A value that may be as long as an image.
pub(crate) fn cut(text: &str) -> String {
    let mut short: String = text.chars().take(80).filter(|char| *char != '`').collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.replace(['\n', '\r'], " ")
}
