//! Routes: which screen leads to which, and the routing model that follows.

use std::collections::HashSet;

use crate::ast::{self, Dialect};
use crate::catalogue::{ActionKind, NAVIGATION_LIST, SUCCESS, V7_3};
use crate::check::rules::routing_model::{as_written, read, setting};
use crate::check::scope::Scope;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Component, Screen};
use crate::span::Span;

/// A way from one screen to another, with the place where it is written.
#[derive(Clone, Copy)]
pub(crate) struct Edge {
    pub(crate) to: usize,
    pub(crate) span: Span,
}

/// Every way between the screens of a flow; a screen is its place in `ids`.
pub(crate) struct Routes<'a> {
    pub(crate) ids: Vec<&'a str>,
    pub(crate) spans: Vec<Span>,
    /// By `navigate` actions.
    pub(crate) navigate: Vec<Vec<Edge>>,
    /// Each of them that the phone looks at, with the screen that it leads from.
    pub(crate) seen: Vec<(usize, Edge)>,
    /// Each of them that the phone overlooks.
    pub(crate) overlooked: Vec<(usize, Edge)>,
    /// After `->`, without `SUCCESS`.
    pub(crate) server: Vec<Vec<Edge>>,
    /// The `routing_model` setting, as far as its screens exist; `None` for a screen that is no
    /// key of it.
    pub(crate) setting: Option<Vec<Option<Vec<Edge>>>>,
    /// Whether the setting is without fault.
    pub(crate) setting_is_whole: bool,
}

/// The routing model of a flow: the setting as it is, else what `->` and `navigate` say. A flow
/// without an endpoint has one where the phone would overlook a `navigate` of it.
pub(crate) fn derive<'a>(
    cx: &mut Diagnostics,
    scope: &Scope<'a>,
    screens: &[Screen<'a>],
    routes: &Routes<'a>,
) -> Option<Vec<(&'a str, Vec<&'a str>)>> {
    for screen in &scope.screens {
        arrows(cx, scope, screen.ast);
    }
    if let Some(property) = setting(scope) {
        return Some(as_written(cx, scope, property));
    }
    let lists: HashSet<&str> = screens
        .iter()
        .filter(|screen| has_list(&screen.children))
        .map(|screen| screen.id)
        .collect();
    let lists = |at: usize| lists.contains(routes.ids[at]);
    let rust = scope.flow.dialect == Dialect::Rust;
    let derived = scope.endpoint || rust && refused(routes, lists).is_some();
    derived.then(|| {
        let forward = routes.forward();
        let to = |edges: &Vec<Edge>| edges.iter().map(|edge| routes.ids[edge.to]).collect();
        routes.ids.iter().copied().zip(forward.iter().map(to)).collect()
    })
}

/// The screens that may open a flow: those that nothing leads to; in a flow where something leads
/// to every screen, the first.
pub(crate) fn entries<'a>(
    scope: &Scope<'a>,
    routes: &Routes<'a>,
    model: Option<&[(&'a str, Vec<&'a str>)]>,
) -> HashSet<&'a str> {
    let mut reached: HashSet<&str> = HashSet::new();
    for (from, to) in model.into_iter().flatten() {
        reached.extend(to.iter().filter(|to| *to != from));
    }
    if model.is_none() || scope.since(V7_3) {
        reached.extend(routes.navigate.iter().flatten().map(|edge| routes.ids[edge.to]));
    }
    let open: HashSet<&str> =
        routes.ids.iter().copied().filter(|id| !reached.contains(id)).collect();
    if open.is_empty() { routes.ids.first().copied().into_iter().collect() } else { open }
}

impl<'a> Routes<'a> {
    pub(crate) fn new(scope: &Scope<'a>) -> Self {
        let screens = scope.screens.iter();
        let at = &scope.screens_at;
        let mut routes = Self {
            ids: screens.clone().map(|screen| screen.id).collect(),
            spans: screens.map(|screen| screen.ast.id.span).collect(),
            navigate: vec![Vec::new(); scope.screens.len()],
            seen: Vec::new(),
            overlooked: Vec::new(),
            server: vec![Vec::new(); scope.screens.len()],
            setting: None,
            setting_is_whole: true,
        };
        for (from, screen) in scope.screens.iter().enumerate() {
            let edge = |id: &str, span| Some(Edge { to: *at.get(id)?, span });
            for act in screen.acts.written().iter().filter(|act| act.does(ActionKind::Navigate)) {
                let Some(target) = &act.action.target else { continue };
                if let Some(edge) = target.plain().and_then(|id| edge(&id, target.span)) {
                    add(&mut routes.navigate[from], from, edge);
                    let list =
                        if act.overlooked { &mut routes.overlooked } else { &mut routes.seen };
                    list.push((from, edge));
                }
            }
            for carried in screen.acts.carried().iter() {
                let target =
                    carried.target.as_ref().filter(|_| carried.kind == ActionKind::Navigate);
                let edge = target.and_then(|target| edge(target.as_text()?, target.span));
                if let Some(edge) = edge {
                    add(&mut routes.navigate[from], from, edge);
                }
            }
            // The word means the end, also where a screen is called so.
            for route in screen.ast.routes.iter().filter(|route| route.text != SUCCESS) {
                if let Some(edge) = edge(&route.text, route.span) {
                    add(&mut routes.server[from], from, edge);
                }
            }
        }
        if let Some(property) = setting(scope) {
            let mut listed: Vec<Option<Vec<Edge>>> = Vec::new();
            listed.resize_with(routes.ids.len(), || None);
            let entries = read(&property.value);
            let mut whole = entries.is_some();
            for entry in entries.into_iter().flatten() {
                let Some((&from, to)) = at.get(entry.key).zip(entry.to) else {
                    whole = false;
                    continue;
                };
                let edges = listed[from].get_or_insert_default();
                for (id, span) in to {
                    match at.get(id) {
                        Some(&to) => edges.push(Edge { to, span }),
                        None => whole = false,
                    }
                }
            }
            routes.setting_is_whole = whole;
            routes.setting = Some(listed);
        }
        routes
    }

    /// The edges of the derived model. Meta wants forward routes only, so of two screens that
    /// lead to each other only the edge from the one declared first is listed.
    pub(crate) fn forward(&self) -> Vec<Vec<Edge>> {
        let every: Vec<Vec<Edge>> = (0..self.ids.len()).map(|from| self.ways(from)).collect();
        let back = |from: usize, edge: &Edge| {
            edge.to < from && every[edge.to].iter().any(|other| other.to == from)
        };
        every
            .iter()
            .enumerate()
            .map(|(from, edges)| edges.iter().filter(|edge| !back(from, edge)).copied().collect())
            .collect()
    }

    /// Where a screen leads by `->` and by `navigate`.
    pub(crate) fn ways(&self, from: usize) -> Vec<Edge> {
        let mut edges = self.server[from].clone();
        for edge in &self.navigate[from] {
            add(&mut edges, from, *edge);
        }
        edges
    }
}

/// Whether a `NavigationList` is among these components, in a Form or not.
pub(crate) fn has_list(components: &[Component<'_>]) -> bool {
    components.iter().any(|component| {
        std::ptr::eq(component.row, &raw const NAVIGATION_LIST) || component.bodies().any(has_list)
    })
}

/// The first route that the phone would refuse: of a `navigate` that it overlooks, where no other
/// one gives it that route, there or back.
pub(crate) fn refused(routes: &Routes<'_>, lists: impl Fn(usize) -> bool) -> Option<(usize, Edge)> {
    let seen: HashSet<(usize, usize)> =
        routes.seen.iter().flat_map(|(from, edge)| [(*from, edge.to), (edge.to, *from)]).collect();
    let refused =
        |(from, edge): &&(usize, Edge)| !seen.contains(&(*from, edge.to)) && !lists(*from);
    routes.overlooked.iter().find(refused).copied()
}

fn add(edges: &mut Vec<Edge>, from: usize, edge: Edge) {
    if edge.to != from && edges.iter().all(|other| other.to != edge.to) {
        edges.push(edge);
    }
}

/// After `->` are other screens of the flow, each once.
fn arrows(cx: &mut Diagnostics, scope: &Scope<'_>, screen: &ast::Screen) {
    let known = || scope.screens.iter().map(|screen| screen.id);
    for (at, route) in screen.routes.iter().enumerate() {
        let id = route.text.as_str();
        if screen.routes[..at].iter().any(|other| other.text == id) {
            cx.error(
                Code::InvalidRoutingModel,
                route.span,
                format!("the route to `{id}` is given twice"),
            )
            .help("remove one of them");
        } else if id == screen.id.text {
            cx.error(Code::InvalidRoutingModel, route.span, format!("`{id}` leads to itself"))
                .help("remove it: the server can always stay on the screen");
        } else if id != SUCCESS && scope.screen(id).is_none() {
            cx.error(
                Code::InvalidRoutingModel,
                route.span,
                format!("there is no screen `{id}` for the server to lead to"),
            )
            .once(format!("screen {id}"))
            .help(format!("declare `screen {id} \"…\" {{ … }}`, or remove the route"))
            .did_you_mean(id, known().chain([SUCCESS]));
        }
    }
}
