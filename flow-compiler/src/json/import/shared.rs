//! Lists of options that are in a flow more than once.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use super::screen::{self, Names};
use super::{Importer, walk};
use crate::ast::{Name, Options};
use crate::case;
use crate::catalogue::{self, Component, Items, Kind};
use crate::json::{Node, NodeKind};

/// The Rust names that a reader knows by other meanings.
const TAKEN: [&str; 13] = [
    "Box", "Data", "Err", "Exchange", "Next", "None", "Ok", "Option", "Result", "Self", "Some",
    "String", "Vec",
];

/// The lists that are declared once and used by name.
#[derive(Default)]
pub(super) struct Shared<'n> {
    lists: Vec<List<'n>>,
    /// The list that a node is a copy of, by the node's first byte.
    uses: HashMap<usize, usize>,
}

struct List<'n> {
    name: String,
    row: &'static Items,
    node: &'n Node,
}

/// One use of a list.
struct Use<'n> {
    list: &'n Node,
    row: &'static Items,
    component: &'n Node,
    main: Option<&'static str>,
}

impl<'n> Shared<'n> {
    /// Finds the lists of at least two options that are in the screens at least twice.
    pub(super) fn find(screens: &'n [Node], flow: &str, reserved: &[&str]) -> Self {
        let mut groups: Vec<Vec<Use<'n>>> = Vec::new();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for screen in screens {
            walk::components(screen::children(screen), &mut |node, row| {
                let Some(found) = row.and_then(|row| used(node, row)) else { return };
                let mut same = String::new();
                canonical(&mut same, found.list);
                let at = *seen.entry(same).or_insert(groups.len());
                match groups.get_mut(at) {
                    Some(group) => group.push(found),
                    None => groups.push(vec![found]),
                }
            });
        }
        let mut shared = Self::default();
        let names = TAKEN.iter().chain(reserved).map(|name| (*name).to_owned());
        let mut taken: HashSet<String> = names.collect();
        taken.insert(camel(flow));
        for group in groups.into_iter().filter(|group| group.len() > 1) {
            let name = unique(&mut taken, &name(&group));
            for found in &group {
                shared.uses.insert(found.list.span.bytes().start, shared.lists.len());
            }
            let Use { list: node, row, .. } = group[0];
            shared.lists.push(List { name, row, node });
        }
        shared
    }

    /// The name of the shared list that this list is a copy of.
    pub(super) fn use_of(&self, list: &Node) -> Option<Name> {
        let shared = self.lists.get(*self.uses.get(&list.span.bytes().start)?)?;
        Some(Name { text: shared.name.clone(), span: super::start(list) })
    }
}

impl Importer<'_, '_> {
    /// The declarations of the shared lists.
    pub(super) fn shared_lists(&mut self) -> Vec<Options> {
        let lists = std::mem::take(&mut self.shared.lists);
        let mut declared = Vec::with_capacity(lists.len());
        for List { name, row, node } in lists {
            let Some(body) = self.body(row, walk::items(node), &Names::default()) else { continue };
            let span = super::start(node);
            declared.push(Options {
                docs: Vec::new(),
                name: Name { text: name, span },
                body,
                span,
            });
        }
        declared
    }
}

/// The list of a component, where it can be declared for itself: whole entries without actions.
fn used<'n>(component: &'n Node, row: &'static Component) -> Option<Use<'n>> {
    let property = row.property(row.source?)?;
    let Kind::Options(list_row) = property.kind else { return None };
    let list = component.get(property.name)?;
    let items = walk::items(list);
    let plain = |item: &Node| {
        item.get("id").is_some_and(|id| id.as_text().is_some())
            && list_row
                .main
                .and_then(|main| item.get(main))
                .is_some_and(|text| text.as_text().is_some())
            && item.members().iter().all(|member| {
                catalogue::find(list_row.properties, &member.key)
                    .is_some_and(|row| !matches!(row.kind, Kind::Action(_)))
                    && !matches!(member.value.kind, NodeKind::Object(_) | NodeKind::List(_))
            })
    };
    let fits = items.len() > 1 && items.iter().all(plain);
    fits.then_some(Use { list, row: list_row, component, main: row.main })
}

/// A spelling that is the same for the same value, whatever the order of its keys.
fn canonical(out: &mut String, node: &Node) {
    match &node.kind {
        NodeKind::List(items) => {
            out.push('[');
            for item in items {
                canonical(out, item);
            }
            out.push(']');
        }
        NodeKind::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by(|a, b| a.key.cmp(&b.key));
            out.push('{');
            for member in members {
                let _ = write!(out, "{:?}", member.key);
                canonical(out, &member.value);
            }
            out.push('}');
        }
        NodeKind::Text(text) => {
            let _ = write!(out, "{text:?}");
        }
        NodeKind::Number(number) => {
            let _ = write!(out, "#{};", number.0);
        }
        NodeKind::Bool(value) => out.push(if *value { 't' } else { 'f' }),
        NodeKind::Null => out.push('n'),
    }
}

/// The label that all uses have in common, else what the names of the components have in common.
fn name(group: &[Use<'_>]) -> String {
    let label = |found: &Use<'_>| {
        let label = found.main.and_then(|main| found.component.get(main))?.as_text()?.to_owned();
        (label.split_whitespace().count() <= 3 && !label.contains(['$', '`'])).then_some(label)
    };
    let first = group.first().and_then(label);
    let label_of_all =
        first.filter(|first| group.iter().all(|found| label(found).as_ref() == Some(first)));
    let names: Vec<Vec<&str>> = group
        .iter()
        .filter_map(|found| Some(words(found.component.get("name")?.as_text()?)))
        .filter(|words| !words.is_empty())
        .collect();
    let common_words = names.first().map(|first| {
        let (ends, starts) = (shared(&names, true), shared(&names, false));
        if ends > 0 {
            first[first.len() - ends..].join("_")
        } else {
            first[..if starts > 0 { starts } else { first.len() }].join("_")
        }
    });
    let camel =
        |text: Option<String>| text.map(|text| camel(&text)).filter(|name| !name.is_empty());
    camel(label_of_all).or_else(|| camel(common_words)).unwrap_or_else(|| "Choices".to_owned())
}

/// The words of a name, without numbers.
fn words(name: &str) -> Vec<&str> {
    let word = |part: &&str| part.chars().any(|c| c.is_ascii_alphabetic());
    name.split(|c: char| !c.is_ascii_alphanumeric()).filter(word).collect()
}

/// How many words all names end with, or begin with.
fn shared(names: &[Vec<&str>], at_end: bool) -> usize {
    let nth = |words: &[&str], n: usize| {
        let at = if at_end { words.len().checked_sub(n + 1)? } else { n };
        words.get(at).map(|word| word.to_ascii_lowercase())
    };
    let Some(first) = names.first() else { return 0 };
    (0..first.len())
        .take_while(|n| names.iter().all(|words| nth(words, *n) == nth(first, *n)))
        .count()
}

/// `first_name` and `First name` as `FirstName`; only letters and digits of ASCII remain.
fn camel(text: &str) -> String {
    let mut length = 0;
    let words = case::words(text, |letter| letter.is_ascii_alphanumeric()).take_while(|word| {
        let fits = length <= 40;
        length += word.len();
        fits
    });
    case::camel(words).trim_start_matches(|letter: char| !letter.is_ascii_alphabetic()).to_owned()
}

fn unique(taken: &mut HashSet<String>, name: &str) -> String {
    let mut tried = name.to_owned();
    if taken.contains(&tried) {
        tried.push_str("Options");
    }
    let base = tried.clone();
    let mut number = 2;
    while !taken.insert(tried.clone()) {
        tried = format!("{base}{number}");
        number += 1;
    }
    tried
}
