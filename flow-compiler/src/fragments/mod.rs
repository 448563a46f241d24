//! Fragments: components that are written once and used in several places.
//!
//! A flow is written out before it is checked, so that the check, the document and the Rust items know
//! nothing of fragments. Each use has its places marked, so that a fault which several of them show is
//! reported once, with the screens where it is.

mod data;
mod instance;
mod options;
mod prefix;
mod uses;
mod walk;

pub(crate) use self::walk::each_span;

use std::collections::{HashMap, HashSet};

use crate::ast::{Body, Component, Data, Flow, Fragment, Item, Name, Node, Screen, Use};
use crate::catalogue;
use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

/// How deep components and fragments nest, as brackets do.
const MAX_DEPTH: usize = 128;

/// How much fragments may become: far more than Meta takes, in the measure of `instance`.
const MOST: usize = 32 * 1_048_576;

/// The flow with the components of a fragment wherever one is used.
///
/// Fragments that nothing uses stay, for the check to say so.
pub fn written_out(cx: &mut Diagnostics, flow: Flow) -> Flow {
    let declares = flow.items.iter().any(|item| matches!(item, Item::Fragment(_)));
    if !declares && !flow.items.iter().any(uses_any) {
        return flow;
    }
    // What a use means may be in a file that could not be read, which was reported.
    let lost = flow.partial && flow.items.iter().any(|item| matches!(item, Item::Include(_)));
    let mut taken: HashSet<String> = flow.items.iter().filter_map(type_name).collect();
    taken.insert(options::camel(&flow.name.text));
    let mut fragments = Vec::new();
    let mut items = Vec::with_capacity(flow.items.len());
    for item in flow.items {
        match item {
            Item::Fragment(fragment) => fragments.push(fragment),
            item => items.push(item),
        }
    }
    let mut writer = Writer::new(cx, fragments, taken, lost);
    for item in &mut items {
        if let Item::Screen(screen) = item {
            writer.screen(cx, screen);
        }
    }
    items.append(&mut writer.shared);
    items.extend(unused(writer.fragments).into_iter().map(Item::Fragment));
    Flow { items, ..flow }
}

/// The fragments that nothing uses, not even one of them.
fn unused(fragments: Vec<Known>) -> Vec<Fragment> {
    // A file may have fragments for other flows.
    let own = |known: &Known| !known.used && known.written.span.file().is_none();
    let unused = fragments.into_iter().filter(own).map(|known| known.written);
    let unused: Vec<Fragment> = unused.collect();
    let mut inner = HashSet::new();
    for fragment in &unused {
        each_use(&fragment.body, &mut |used| inner.extend([used.name.text.clone()]));
    }
    unused.into_iter().filter(|fragment| !inner.contains(&fragment.name.text)).collect()
}

fn uses_any(item: &Item) -> bool {
    let mut any = false;
    if let Item::Screen(screen) = item {
        each_use(&screen.body, &mut |_| any = true);
    }
    any
}

fn each_use(nodes: &[Node], visit: &mut impl FnMut(&Use)) {
    for node in nodes {
        if let Node::Use(used) = node {
            visit(used);
        }
        node.bodies().for_each(|body| each_use(body, visit));
    }
}

fn type_name(item: &Item) -> Option<String> {
    match item {
        Item::Options(options) => Some(options.name.text.clone()),
        Item::Struct(object) => Some(object.name.text.clone()),
        Item::Screen(_) | Item::Success(_) | Item::Fragment(_) | Item::Include(_) => None,
    }
}

/// A fragment, its lists of options shared once it is used.
struct Known {
    written: Fragment,
    used: bool,
}

struct Writer {
    fragments: Vec<Known>,
    /// The first fragment of each name.
    at: HashMap<String, usize>,
    /// The names that types of the flow have.
    taken: HashSet<String>,
    /// The lists of options that fragments have brought.
    shared: Vec<Item>,
    /// How much may still be written.
    left: usize,
    full: bool,
    /// The id of the screen that is written.
    screen: String,
    /// The data that fragments bring to it.
    brought: Vec<Data>,
    /// Whether a part of it is not here, which was reported.
    partial: bool,
    /// Whether fragments may be missing that were written.
    lost: bool,
}

/// Where in a screen something is written.
#[derive(Clone, Copy)]
struct Place<'p> {
    depth: usize,
    /// The fragments around it, the outermost first.
    chain: &'p [usize],
    /// What they write before names.
    prefix: &'p str,
}

/// The names that components of a screen or of a fragment have so far.
type Names = HashSet<String>;

impl Writer {
    fn new(
        cx: &mut Diagnostics,
        fragments: Vec<Fragment>,
        taken: HashSet<String>,
        lost: bool,
    ) -> Self {
        let mut at = HashMap::new();
        for (index, fragment) in fragments.iter().enumerate() {
            let Name { text, span } = &fragment.name;
            if at.contains_key(text) {
                let message = format!("the fragment `{text}` is declared twice");
                cx.error(Code::UnknownName, *span, message).help("keep one of them");
            } else {
                at.insert(text.clone(), index);
            }
            uses::parameters(cx, fragment);
        }
        // The second of a name was reported, and is not unused as well.
        let first = |index: usize, written: &Fragment| {
            at.get(&written.name.text) == Some(&index) && !written.name.text.is_empty()
        };
        let known = fragments
            .into_iter()
            .enumerate()
            .map(|(index, written)| Known { used: !first(index, &written), written });
        Self {
            fragments: known.collect(),
            at,
            taken,
            shared: Vec::new(),
            left: MOST,
            full: false,
            screen: String::new(),
            brought: Vec::new(),
            partial: false,
            lost,
        }
    }

    fn screen(&mut self, cx: &mut Diagnostics, screen: &mut Screen) {
        self.screen.clone_from(&screen.id.text);
        let place = Place { depth: 0, chain: &[], prefix: "" };
        let mut names = prefix::names(&screen.body);
        self.nodes(cx, &mut screen.body, place, &mut names);
        screen.partial |= std::mem::take(&mut self.partial);
        data::join(cx, screen, std::mem::take(&mut self.brought));
    }

    /// Writes out every use among these nodes and in them.
    fn nodes(
        &mut self,
        cx: &mut Diagnostics,
        nodes: &mut Vec<Node>,
        place: Place<'_>,
        names: &mut Names,
    ) {
        let inner = Place { depth: place.depth + 1, ..place };
        let uses = |node: &Node| matches!(node, Node::Use(_)) || self.forgotten(node).is_some();
        if nodes.iter().any(uses) {
            for node in std::mem::take(nodes) {
                match (self.forgotten(&node), node) {
                    (Some(written), _) => {
                        uses::without_dots(cx, &written);
                        self.used(cx, nodes, &written, place, names);
                    }
                    (None, Node::Use(written)) => self.used(cx, nodes, &written, place, names),
                    (None, node) => nodes.push(node),
                }
            }
        }
        for node in nodes {
            match node {
                Node::Component(Component { body: Some(Body::Nodes(body)), .. }) => {
                    self.nodes(cx, body, inner, names);
                }
                Node::If(branch) => {
                    self.nodes(cx, &mut branch.then, inner, names);
                    branch.otherwise.iter_mut().for_each(|it| self.nodes(cx, it, inner, names));
                }
                Node::Match(choice) => {
                    choice
                        .cases
                        .iter_mut()
                        .for_each(|it| self.nodes(cx, &mut it.body, inner, names));
                }
                Node::Component(_) | Node::Data(_) | Node::Use(_) => {}
            }
        }
    }

    /// The use that a component is meant for: it is called as a fragment is.
    fn forgotten(&self, node: &Node) -> Option<Use> {
        let Node::Component(component) = node else { return None };
        let kind = &component.kind;
        let named = !kind.text.is_empty() && self.at.contains_key(&kind.text);
        let meant = named && catalogue::component(&kind.text).is_none();
        meant.then(|| Use {
            name: kind.clone(),
            arguments: component.settings.clone(),
            span: component.span,
        })
    }

    /// Writes a use out, behind the nodes before it.
    fn used(
        &mut self,
        cx: &mut Diagnostics,
        nodes: &mut Vec<Node>,
        written: &Use,
        place: Place<'_>,
        names: &mut Names,
    ) {
        let body = self.body(cx, written, place);
        let Some(body) = body else {
            self.partial = true;
            nodes.push(unknown(written.span));
            return;
        };
        let brings = prefix::names(&body);
        if let Some(name) = brings.intersection(names).min() {
            uses::twice(cx, written, &self.screen, name);
            nodes.push(unknown(written.span));
            return;
        }
        names.extend(brings);
        nodes.extend(body);
    }

    /// What a use stands for.
    fn body(&mut self, cx: &mut Diagnostics, written: &Use, place: Place<'_>) -> Option<Vec<Node>> {
        let index = self.known(cx, written, place)?;
        let known = &mut self.fragments[index];
        if !std::mem::replace(&mut known.used, true) {
            let name = &known.written.name.text;
            options::share(name, &mut known.written.body, &mut self.taken, &mut self.shared);
        }
        let fragment = &known.written;
        let within = cx.used(&fragment.name.text, &self.screen);
        let (prefix, arguments) = uses::arguments(cx, fragment, &written.arguments, within);
        let mut body = fragment.body.clone();
        self.partial |= fragment.partial;
        let filled = instance::fill(cx, &mut body, &arguments, within, self.left);
        self.take(cx, written, filled.size)?;
        let chain: Vec<usize> = place.chain.iter().copied().chain([index]).collect();
        let whole = prefix.iter().fold(place.prefix.to_owned(), |all, own| format!("{all}{own}_"));
        cx.prefixed(within, &whole);
        let inner = Place { depth: place.depth + 1, chain: &chain, prefix: &whole };
        let mut names = prefix::names(&body);
        self.nodes(cx, &mut body, inner, &mut names);
        let (data, mut body): (Vec<_>, Vec<_>) =
            body.into_iter().partition(|node| matches!(node, Node::Data(_)));
        self.brought.extend(data.into_iter().filter_map(|node| match node {
            Node::Data(data) => Some(data),
            _ => None,
        }));
        if let Some(prefix) = prefix {
            // A prefix is looked at in all that it goes before.
            self.take(cx, written, filled.size)?;
            prefix::write(&mut body, &prefix);
        }
        body.extend(filled.unfit.then(|| unknown(written.span)));
        Some(body)
    }

    /// The fragment that is used, if it can be.
    fn known(&self, cx: &mut Diagnostics, written: &Use, place: Place<'_>) -> Option<usize> {
        if self.full {
            return None;
        }
        let Some(&index) = self.at.get(&written.name.text) else {
            let known: Vec<_> = self.fragments.iter().map(|known| &known.written).collect();
            if !self.lost {
                uses::unknown(cx, &written.name, &known);
            }
            return None;
        };
        if let Some(from) = place.chain.iter().position(|outer| *outer == index) {
            let around = place.chain[from..].iter().map(|outer| &self.fragments[*outer].written);
            uses::contains_itself(cx, &written.name, around);
            return None;
        }
        if place.depth >= MAX_DEPTH {
            cx.error(Code::InvalidFragment, written.span, "fragments are nested too deeply").help(
                format!("at most {MAX_DEPTH} levels are read, those of components among them"),
            );
            return None;
        }
        Some(index)
    }

    /// Takes from what may still be written.
    fn take(&mut self, cx: &mut Diagnostics, written: &Use, size: usize) -> Option<()> {
        let left = self.left.checked_sub(size.max(1));
        if left.is_none() && !std::mem::replace(&mut self.full, true) {
            let message = "the fragments of the flow become more than a document can hold";
            cx.error(Code::InvalidFragment, written.span, message)
                .help("use fewer of them, or write shorter ones");
        }
        self.left = left?;
        Some(())
    }
}

/// What stands for a use that could not be written out: a component of which nothing is known, so that
/// what refers to it is no fault as well.
fn unknown(span: Span) -> Node {
    let kind = Name { text: String::new(), span };
    Node::Component(Component { broken: true, ..Component::of(kind, span) })
}
