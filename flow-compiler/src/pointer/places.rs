//! The parts of a flow's document, each with the place in the source of the `flow!` that wrote it.

use std::borrow::Cow;

use super::push_key;
use super::steps::steps;
use crate::ast::{
    Action, Body, Component, DataField, Entry, Flow, If, Item, Match, Node, Payload, PayloadItem,
    Property, Screen, Source, Value, ValueKind,
};
use crate::catalogue::{self, FLOW_SETTINGS, Items, Kind, Target};
use crate::json::wire::nested;
use crate::span::Span;

/// Where each part of a flow's document is written: from a byte of the source to a path, and back.
#[derive(Debug)]
pub struct Places<'f>(Place<'f>);

/// A part of the document.
#[derive(Debug)]
struct Place<'f> {
    /// The steps to it from the part around it.
    steps: Vec<Step<'f>>,
    /// What wrote it.
    span: Span,
    /// The spans whose bytes lead to it.
    holds: Vec<Span>,
    /// What wrote those parts of it that have no place of their own.
    rest: Span,
    /// Whether it is written in the source alone, and not in the document.
    hidden: bool,
    inner: Vec<Self>,
}

#[derive(Debug)]
enum Step<'f> {
    Key(Cow<'f, str>),
    At(usize),
}

impl<'f> Places<'f> {
    /// The parts of this flow's document.
    #[must_use]
    pub fn of(flow: &'f Flow) -> Self {
        let settings = flow.settings.iter().map(|setting| {
            let row = FLOW_SETTINGS.iter().find(|row| row.name == setting.name.text);
            let hidden = row.is_none_or(|row| !row.in_document);
            Place { hidden, ..named(setting) }
        });
        let mut inner: Vec<Place<'f>> = settings.collect();
        let mut screens = 0;
        for item in &flow.items {
            let hidden = match item {
                Item::Screen(written) => {
                    inner.push(screen(flow, written).at(&["screens"], screens));
                    screens += 1;
                    continue;
                }
                Item::Options(list) => list.span,
                Item::Struct(object) => object.span,
                Item::Success(success) => success.span,
                Item::Fragment(fragment) => fragment.span,
                Item::Include(include) => include.span,
            };
            inner.push(Place { hidden: true, ..Place::new(hidden) });
        }
        Self(Place { inner, ..Place::new(flow.name.span) })
    }

    /// The path, in the flow's document, of the innermost value that a byte of the source writes.
    ///
    /// Empty for the document itself. `None` for what has no place of its own in the document, such
    /// as a shared options list or a setting that only publishing needs.
    #[must_use]
    pub fn path(&self, byte: usize) -> Option<String> {
        let mut path = String::new();
        let mut place = &self.0;
        while let Some(next) = place.inner.iter().find(|place| place.leads(byte)) {
            if next.hidden {
                return None;
            }
            for step in &next.steps {
                match step {
                    Step::Key(key) => push_key(&mut path, key),
                    Step::At(at) => path.extend(["[", &at.to_string(), "]"]),
                }
            }
            place = next;
        }
        Some(path)
    }

    /// The place in the source that wrote the value at a path of the flow's document.
    ///
    /// A path is one of Meta's, such as `screens[0].layout.children[2].label`, or a JSON pointer. A
    /// property's place is its name with its value. What was derived, and so written nowhere, has the
    /// place of the nearest value around it that was written; the document's own is the flow's name.
    /// `None` for a text that is not a path.
    ///
    /// The inverse of [`path`](Self::path), and beyond it: an option of a shared list leads to that
    /// list.
    #[must_use]
    pub fn span(&self, path: &str) -> Option<Span> {
        let steps = steps(path)?;
        let mut steps: &[String] = &steps;
        let mut place = &self.0;
        while let Some(next) = place.inner.iter().find(|place| place.begins(steps)) {
            steps = &steps[next.steps.len()..];
            place = next;
        }
        Some(if steps.is_empty() { place.span } else { place.rest })
    }
}

impl<'f> Place<'f> {
    /// What is written in one span.
    fn new(span: Span) -> Self {
        let (steps, inner) = (Vec::new(), Vec::new());
        Self { steps, span, holds: vec![span], rest: span, hidden: false, inner }
    }

    /// What is written in one span under a key, which may be of a part of a part: `next.name`.
    fn key(key: &'f str, span: Span) -> Self {
        Self::new(span).under(&[key])
    }

    fn under(mut self, keys: &[&'f str]) -> Self {
        self.steps = keys.iter().map(|key| Step::Key((*key).into())).collect();
        self
    }

    /// The item at a place of the list that the keys lead to.
    fn at(self, keys: &[&'f str], at: usize) -> Self {
        let mut place = self.under(keys);
        place.steps.push(Step::At(at));
        place
    }

    fn with(self, inner: impl IntoIterator<Item = Self>) -> Self {
        Self { inner: inner.into_iter().collect(), ..self }
    }

    fn leads(&self, byte: usize) -> bool {
        self.holds.iter().any(|span| {
            let bytes = span.bytes();
            bytes.contains(&byte) || (bytes.is_empty() && bytes.start == byte)
        })
    }

    fn begins(&self, steps: &[String]) -> bool {
        let same = |(own, step): (&Step<'_>, &String)| match own {
            Step::Key(key) => key == step,
            Step::At(at) => step.parse() == Ok(*at),
        };
        !self.steps.is_empty()
            && self.steps.len() <= steps.len()
            && self.steps.iter().zip(steps).all(same)
    }
}

fn screen<'f>(flow: &'f Flow, written: &'f Screen) -> Place<'f> {
    let mut inner = vec![Place::key("id", written.id.span)];
    inner.extend(written.title.iter().map(|title| Place::key("title", title.span)));
    inner.extend(written.settings.iter().map(named));
    let mut blocks = written.body.iter().filter_map(|node| match node {
        Node::Data(data) => Some(data),
        _ => None,
    });
    if let Some(first) = blocks.next() {
        let every = || std::iter::once(first).chain(blocks.clone());
        let fields = every().flat_map(|block| &block.fields).map(data_field);
        let holds = every().map(|block| block.span).collect();
        inner.push(Place { holds, ..Place::key("data", first.span).with(fields) });
    }
    inner.extend(nodes(flow, &written.body, &["layout", "children"], 0));
    Place::new(written.span).with(inner)
}

fn data_field(field: &DataField) -> Place<'_> {
    let example = field.example.iter();
    let example = example.map(|example| value(example).under(&["__example__"]));
    Place::key(&field.name.text, field.span).with(example)
}

/// The components in a list that the keys lead to. `ifs` is how many Ifs the document has around
/// them.
fn nodes<'f>(flow: &'f Flow, nodes: &'f [Node], keys: &[&'f str], ifs: usize) -> Vec<Place<'f>> {
    let shown = nodes.iter().filter(|node| !matches!(node, Node::Data(_) | Node::Use(_)));
    let places = shown.enumerate().map(|(at, node)| {
        let place = match node {
            Node::Component(written) => component(flow, written, ifs),
            Node::If(written) => branch(flow, written, ifs),
            Node::Match(written) => choice(flow, written, ifs),
            Node::Data(data) => Place::new(data.span),
            Node::Use(used) => Place::new(used.span),
        };
        place.at(keys, at)
    });
    places.collect()
}

fn branch<'f>(flow: &'f Flow, written: &'f If, ifs: usize) -> Place<'f> {
    let parts = nested(written, ifs).unwrap_or_default();
    let inner_ifs = ifs + parts.len().max(1);
    let then = nodes(flow, &written.then, &["then"], inner_ifs);
    let otherwise = written.otherwise.as_deref().unwrap_or_default();
    let otherwise = nodes(flow, otherwise, &["else"], inner_ifs);
    let settings = written.settings.iter().map(property);
    let mut inner: Vec<_> = then.into_iter().chain(otherwise).chain(settings).collect();
    // What one condition becomes in part is an If in the one before.
    for part in parts.iter().skip(1).rev() {
        inner.push(Place::key("condition", part.span));
        let holds = inner.iter().flat_map(|place| place.holds.clone()).collect();
        let derived = Place { holds, ..Place::new(written.span).with(inner) };
        inner = vec![derived.at(&["then"], 0)];
    }
    let whole = written.condition.as_ref().map(|condition| condition.span);
    let first = parts.first().map(|part| part.span).or(whole);
    inner.extend(first.map(|span| Place::key("condition", span)));
    Place::new(written.span).with(inner)
}

fn choice<'f>(flow: &'f Flow, written: &'f Match, ifs: usize) -> Place<'f> {
    let mut inner: Vec<_> =
        written.value.iter().map(|value| Place::key("value", value.span)).collect();
    inner.extend(written.cases.iter().map(|case| {
        let shown = nodes(flow, &case.body, &[], ifs);
        let own = std::iter::once(case.key.span);
        let holds = own.chain(shown.iter().flat_map(|place| place.holds.clone())).collect();
        let place = Place { holds, ..Place::new(case.key.span).with(shown) };
        place.under(&["cases", &case.key.text])
    }));
    inner.extend(written.settings.iter().map(property));
    Place::new(written.span).with(inner)
}

fn component<'f>(flow: &'f Flow, written: &'f Component, ifs: usize) -> Place<'f> {
    let mut inner: Vec<_> = written.name.iter().map(|name| Place::key("name", name.span)).collect();
    inner.push(Place::key("type", written.kind.span));
    inner.extend(written.settings.iter().map(property));
    inner.extend(written.bang.map(|bang| Place::key("required", bang)));
    if let Some(row) = catalogue::component(&written.kind.text) {
        let main = row.main.zip(written.main.as_ref());
        inner.extend(main.map(|(key, main)| value(main).under(&[key])));
        let acts = row.action.zip(written.action.as_ref());
        inner.extend(acts.map(|(key, written)| action(written).under(&[key])));
        let listed = row.source.and_then(|key| match &row.property(key)?.kind {
            Kind::Options(items) | Kind::Items(items) => Some((key, *items)),
            _ => None,
        });
        if let Some((key, items)) = listed {
            inner.extend(options(flow, written, key, items));
        }
    }
    if let Some(Body::Nodes(children)) = &written.body {
        inner.extend(nodes(flow, children, &["children"], ifs));
    }
    Place::new(written.span).with(inner)
}

/// The options of a component under the key of its list.
fn options<'f>(
    flow: &'f Flow,
    written: &'f Component,
    key: &'f str,
    items: &'static Items,
) -> Vec<Place<'f>> {
    match (&written.source, &written.body) {
        (Some(Source::Options(name)), _) => {
            let shared = flow.items.iter().find_map(|item| match item {
                Item::Options(list) if list.name.text == name.text => Some(&list.body),
                _ => None,
            });
            let inner = shared.into_iter().flat_map(|body| listed(body, &[], items));
            // The bytes of the shared list lead nowhere: it is written into several places.
            let inner = inner.map(|place| Place { holds: Vec::new(), ..place });
            vec![Place::key(key, name.span).with(inner)]
        }
        (Some(Source::Reference(reference)), _) => vec![Place::key(key, reference.span)],
        (None, Some(body)) => listed(body, &[key], items),
        (None, None) => Vec::new(),
    }
}

fn listed<'f>(body: &'f Body, keys: &[&'f str], items: &'static Items) -> Vec<Place<'f>> {
    match body {
        Body::Entries(entries) => {
            let entries = entries.iter().map(|written| entry(written, items));
            entries.enumerate().map(|(at, place)| place.at(keys, at)).collect()
        }
        Body::Titles(titles) => {
            let titles = titles.iter().map(|title| title.span);
            let option = |span| Place::new(span).with([Place::new(span).under(&main(items))]);
            titles.map(option).enumerate().map(|(at, place)| place.at(keys, at)).collect()
        }
        Body::Nodes(_) => Vec::new(),
    }
}

/// The keys to the text of an item.
fn main(items: &'static Items) -> Vec<&'static str> {
    items.main.into_iter().flat_map(|main| main.split('.')).collect()
}

fn entry<'f>(written: &'f Entry, items: &'static Items) -> Place<'f> {
    let main = main(items);
    let mut inner =
        vec![Place::key("id", written.id.span), Place::new(written.text.span).under(&main)];
    inner.extend(written.settings.iter().map(|setting| {
        let mut place = property(setting);
        // What is beside the text in its object is written among the other settings.
        if let [object, _] = *main
            && items.beside_main.contains(&&*setting.name.wire())
        {
            place.steps.insert(0, Step::Key(object.into()));
        }
        place
    }));
    let acts = items.action.zip(written.action.as_ref());
    inner.extend(acts.map(|(key, written)| action(written).under(&[key])));
    Place::new(written.span).with(inner)
}

fn action(written: &Action) -> Place<'_> {
    let mut inner = vec![Place::key("name", written.name.span)];
    let row = catalogue::ACTIONS.iter().find(|row| row.name == written.name.text);
    let target = row.and_then(|row| row.target).zip(written.target.as_ref());
    inner.extend(target.map(|(target, value)| match target {
        Target::Screen => Place::key("next", value.span).with([Place::key("name", value.span)]),
        Target::Url => Place::key("url", value.span),
    }));
    inner.extend(written.payload.as_ref().map(payload));
    inner.extend(written.settings.iter().map(named));
    Place::new(written.span).with(inner)
}

fn payload(written: &Payload) -> Place<'_> {
    let mut rest = None;
    let mut inner = Vec::new();
    for item in &written.items {
        match item {
            PayloadItem::Field { key, value: Some(value) } => {
                inner.push(pair(key.text.as_str().into(), key.span, value));
            }
            PayloadItem::Field { key, value: None } => {
                inner.push(Place::key(&key.text, key.span));
            }
            PayloadItem::Spread(name) => rest = rest.or(Some(name.span)),
        }
    }
    let place = Place::key("payload", written.span).with(inner);
    Place { rest: rest.unwrap_or(written.span), ..place }
}

/// A setting whose name is the document's key.
fn named(setting: &Property) -> Place<'_> {
    pair(setting.name.text.as_str().into(), setting.name.span, &setting.value)
}

/// A property, whose key may be spelled in another way.
fn property(setting: &Property) -> Place<'_> {
    pair(setting.name.wire(), setting.name.span, &setting.value)
}

/// A key with its value.
fn pair<'f>(key: Cow<'f, str>, name: Span, written: &'f Value) -> Place<'f> {
    let place = value(written);
    let span = name.to(written.span);
    Place { steps: vec![Step::Key(key)], span, holds: vec![span, name, written.span], ..place }
}

fn value(written: &Value) -> Place<'_> {
    let inner = match &written.kind {
        ValueKind::List(items) => {
            let items = items.iter().enumerate();
            items.map(|(at, item)| value(item).at(&[], at)).collect()
        }
        ValueKind::Object(members) => members.iter().map(property).collect(),
        ValueKind::Action(written) => action(written).inner,
        _ => Vec::new(),
    };
    Place::new(written.span).with(inner)
}
