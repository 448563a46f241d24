//! From a Flow JSON document to the tree that `flow!` source is written from.

mod action;
mod component;
mod data;
mod differences;
mod key;
mod nested;
mod options;
mod payload;
mod routes;
mod rust;
mod screen;
mod shared;
mod value;
mod walk;

pub use self::differences::{lacks_a_layout, lacks_a_payload};
pub use self::rust::{allow, rename};
use super::{Member, Node, NodeKind};
use crate::ast::{Dialect, Flow, Item, Name, Property};
use crate::catalogue::{FLOW_SETTINGS, RELEASES, SettingKind, V7_3, Version, is_called};
use crate::diagnostic::{Code, Diagnostics, nearest};
use crate::span::Span;

/// Makes the tree of a document, as a careful author of `flow!` would have written it.
///
/// Whatever has a place in the tree is there, faulty or not, and [`check`](crate::check)
/// reports its faults. What has none is reported here. `None` where the document has no screens to
/// make a flow of. A list that several components share gets a name of its own, none of the
/// `reserved` ones.
#[must_use]
pub fn import(
    cx: &mut Diagnostics,
    document: &Node,
    name: &str,
    reserved: &[&str],
) -> Option<Flow> {
    tree(cx, document, name, Manner::Short, reserved)
}

/// Makes the tree of a document to the letter, so that a fault has the place of the very value.
#[must_use]
pub fn verbatim(cx: &mut Diagnostics, document: &Node, name: &str) -> Option<Flow> {
    tree(cx, document, name, Manner::Verbatim, &[])
}

/// How a tree says what a document says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// In the forms that an author of `flow!` would choose, several values in one where they can.
    Short,
    /// Value by value.
    Verbatim,
}

fn tree(
    cx: &mut Diagnostics,
    document: &Node,
    name: &str,
    manner: Manner,
    reserved: &[&str],
) -> Option<Flow> {
    if !matches!(document.kind, NodeKind::Object(_)) {
        let message = format!("a Flow JSON document is an object, not {}", document.noun());
        cx.error(Code::InvalidFlowJson, start(document), message)
            .help("write `{ \"version\": \"7.3\", \"screens\": [ … ] }`");
        return None;
    }
    let screens = screens(cx, document);
    let mut reader = Importer {
        cx,
        manner,
        version: version(document),
        endpoint: document.get("data_api_version").is_some(),
        cut: false,
        unnamed: 0,
        shared: shared::Shared::default(),
    };
    reader.foreign(document);
    let Some(screens) = screens else {
        reader.version_missing(document);
        return None;
    };
    if manner == Manner::Short {
        reader.shared = shared::Shared::find(screens, name, reserved);
    }
    let mut settings = settings(document);
    let mut imported = reader.screens(screens);
    settings.extend(reader.routes(document, screens, &mut imported));
    let partial = reader.unnamed > 0 || imported.len() < screens.len();
    let lists = reader.shared_lists();
    let items = lists.into_iter().map(Item::Options).chain(imported.into_iter().map(Item::Screen));
    Some(Flow {
        docs: Vec::new(),
        visibility: "pub".to_owned(),
        name: Name { text: name.to_owned(), span: start(document) },
        settings,
        items: items.collect(),
        dialect: Dialect::Json,
        partial,
    })
}

/// What an import knows on its way.
struct Importer<'c, 'n> {
    cx: &'c mut Diagnostics,
    manner: Manner,
    version: Version,
    /// Whether the document declares a Data API version.
    endpoint: bool,
    /// Whether the components of a misspelled key are missing in the screen that is read.
    cut: bool,
    /// How many screens have no id so far.
    unnamed: usize,
    shared: shared::Shared<'n>,
}

impl Importer<'_, '_> {
    /// What a document may not hold, and the tree has no place for.
    fn foreign(&mut self, document: &Node) {
        if let Some(meta) = document.members().iter().find(|member| member.key == "meta") {
            self.cx
                .error(Code::InvalidFlowJson, meta.key_span, "`meta` is refused by Meta")
                .help("remove it");
        }
        for row in FLOW_SETTINGS {
            let place = document.members().iter().find(|member| member.key == row.name);
            let lacking = row.needs.filter(|other| document.get(other).is_none());
            if let (Some(place), Some(other)) = (place, lacking) {
                self.cx
                    .error(
                        Code::MissingRequiredProperty,
                        place.key_span,
                        format!("`{other}` is missing in a flow with `{}`", row.name),
                    )
                    .help(format!("add `\"{other}\": {{ … }}` with the routes of every screen"));
            }
        }
    }

    fn version_missing(&mut self, document: &Node) {
        if document.get("version").is_none() {
            let message = "the flow declares no Flow JSON version";
            self.cx
                .error(Code::MissingFlowJsonVersion, start(document), message)
                .help(format!("add `\"version\": \"{V7_3}\"`"));
        }
    }

    /// Reports that a value is of the wrong type.
    fn wrong_type(&mut self, key: &str, wanted: &str, node: &Node) {
        let message = format!("`{key}` is {wanted}, not {}", node.noun());
        self.cx
            .error(Code::InvalidPropertyType, start(node), message)
            .help(format!("write {wanted}"));
    }

    /// Whether an object lacks a key, and no other key is a misspelling of it.
    fn lacks(node: &Node, key: &str) -> bool {
        Self::lacks_beside(node, key, &[])
    }

    /// The same of an object whose other keys resemble this one.
    fn lacks_beside(node: &Node, key: &str, others: &[&str]) -> bool {
        let keys = node.members().iter().map(|member| member.key.as_str());
        let mut keys = keys.filter(|key| !others.contains(key));
        let meant = nearest(key, keys.clone()).is_some() || keys.any(|name| is_called(key, name));
        node.get(key).is_none() && !meant
    }

    /// Reports that a key is missing.
    fn missing(&mut self, key: &str, owner: &str, span: Span, help: &str) {
        self.cx
            .error(Code::MissingRequiredProperty, span, format!("`{key}` is missing in {owner}"))
            .help(help);
    }

    /// Reports every key of an object that is none of these.
    fn only(&mut self, node: &Node, known: &[&str], owner: &str) {
        for member in node.members().iter().filter(|member| !known.contains(&member.key.as_str())) {
            let message = format!("{owner} has no property `{}`", member.key);
            let names = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let fault = self.cx.error(Code::InvalidPropertyKey, member.key_span, message);
            fault
                .help(format!("its properties are {names}"))
                .did_you_mean(&member.key, known.iter().copied());
            let free = |key: &&&str| node.get(key).is_none() && is_called(key, &member.key);
            if let Some(meant) = known.iter().find(free) {
                fault.meant(&member.key, meant);
            }
        }
    }
}

/// The keys of the document that are in the parentheses of `flow`.
fn settings(document: &Node) -> Vec<Property> {
    let elsewhere = ["screens", "meta"];
    let rank = |member: &&Member| {
        FLOW_SETTINGS.iter().position(|row| row.name == member.key).unwrap_or(usize::MAX)
    };
    let routes = |member: &Member| {
        FLOW_SETTINGS
            .iter()
            .any(|row| row.kind == SettingKind::RoutingModel && row.name == member.key)
    };
    let mut members: Vec<&Member> = document
        .members()
        .iter()
        .filter(|member| !elsewhere.contains(&member.key.as_str()) && !routes(member))
        .collect();
    members.sort_by_key(rank);
    members
        .into_iter()
        .map(|member| Property {
            name: key::plain(&member.key, member.key_span),
            value: value::literal(&member.value),
        })
        .collect()
}

/// The list of screens.
fn screens<'n>(cx: &mut Diagnostics, document: &'n Node) -> Option<&'n [Node]> {
    const HELP: &str = "add `\"screens\": [ … ]` with at least one screen";
    let Some(node) = document.get("screens") else {
        cx.error(Code::MissingRequiredProperty, start(document), "the document has no `screens`")
            .help(HELP);
        return None;
    };
    let NodeKind::List(screens) = &node.kind else {
        let message = format!("`screens` is an array, not {}", node.noun());
        cx.error(Code::InvalidPropertyType, start(node), message).help(HELP);
        return None;
    };
    if screens.is_empty() {
        cx.error(Code::MinItemsRequired, node.span, "the flow has no screen")
            .help("write at least one screen");
    }
    Some(screens)
}

/// The declared version, else the one to read on with.
fn version(document: &Node) -> Version {
    let newest = RELEASES.last().map_or(V7_3, |release| release.version);
    match document.get("version").and_then(Node::as_text) {
        Some(text) => {
            Version::parse(text).filter(|version| version.release().is_some()).unwrap_or(newest)
        }
        None => V7_3,
    }
}

/// The place of a value: of a list or an object its opening bracket, since the whole can be long.
fn start(node: &Node) -> Span {
    match (&node.kind, node.span) {
        (NodeKind::List(_) | NodeKind::Object(_), Span::Text { start, .. }) => {
            Span::text(start, start + 1)
        }
        (_, span) => span,
    }
}

#[cfg(test)]
mod tests;
