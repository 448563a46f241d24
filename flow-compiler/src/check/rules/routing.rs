//! Routes: which screen leads to which, and the routing model that follows.

use std::collections::{HashMap, HashSet};

use crate::ast;
use crate::catalogue::{ActionKind, SUCCESS, V7_3};
use crate::check::rules::routing_model::{as_written, read, setting};
use crate::check::scope::Scope;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Action, Component, Screen, Value, ValueKind};
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
    /// Behind `->`, without `SUCCESS`.
    pub(crate) server: Vec<Vec<Edge>>,
    /// The `routing_model` setting, as far as its screens exist; `None` for a screen that is no
    /// key of it.
    pub(crate) setting: Option<Vec<Option<Vec<Edge>>>>,
    /// Whether the setting is without fault.
    pub(crate) setting_is_whole: bool,
}

/// The routing model of a flow: the setting as it stands, else what `->` and `navigate` say; a
/// flow without an endpoint has none.
pub(crate) fn derive<'a>(
    cx: &mut Diagnostics,
    scope: &Scope<'a>,
    screens: &[Screen<'a>],
) -> Option<Vec<(&'a str, Vec<&'a str>)>> {
    let routes = Routes::new(scope, screens);
    for screen in &scope.screens {
        arrows(cx, scope, screen.ast);
    }
    if let Some(property) = setting(scope) {
        return Some(as_written(cx, scope, property));
    }
    scope.endpoint.then(|| {
        let forward = routes.forward();
        let to = |edges: &Vec<Edge>| edges.iter().map(|edge| routes.ids[edge.to]).collect();
        routes.ids.iter().copied().zip(forward.iter().map(to)).collect()
    })
}

/// The screens that may open a flow: those that nothing leads to; in a flow where something leads
/// to every screen, the first.
pub(crate) fn entries<'a>(
    scope: &Scope<'a>,
    screens: &[Screen<'a>],
    model: Option<&[(&'a str, Vec<&'a str>)]>,
) -> HashSet<&'a str> {
    let routes = Routes::new(scope, screens);
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
    pub(crate) fn new(scope: &Scope<'a>, screens: &[Screen<'a>]) -> Self {
        let mut at: HashMap<&'a str, usize> = HashMap::new();
        let mut routes = Self {
            ids: Vec::new(),
            spans: Vec::new(),
            navigate: Vec::new(),
            server: Vec::new(),
            setting: None,
            setting_is_whole: true,
        };
        for screen in &scope.screens {
            if !at.contains_key(screen.id) {
                at.insert(screen.id, routes.ids.len());
                routes.ids.push(screen.id);
                routes.spans.push(screen.ast.id.span);
            }
        }
        routes.navigate.resize_with(routes.ids.len(), Vec::new);
        routes.server.resize_with(routes.ids.len(), Vec::new);
        for screen in screens {
            let Some(&from) = at.get(screen.id) else {
                continue;
            };
            actions(&screen.children, &mut |action| {
                let target = action.target.as_ref().filter(|_| action.kind == ActionKind::Navigate);
                let to = target.and_then(|target| Some((at.get(target.as_text()?)?, target.span)));
                if let Some((&to, span)) = to {
                    add(&mut routes.navigate[from], from, Edge { to, span });
                }
            });
        }
        for screen in &scope.screens {
            let Some(&from) = at.get(screen.id) else {
                continue;
            };
            for route in &screen.ast.routes {
                if let Some(&to) = at.get(route.text.as_str()) {
                    add(&mut routes.server[from], from, Edge { to, span: route.span });
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

/// Calls `visit` with every action in these components.
pub(crate) fn actions<'s, 'a>(
    components: &'s [Component<'a>],
    visit: &mut impl FnMut(&'s Action<'a>),
) {
    for component in components {
        for property in &component.properties {
            actions_in(&property.value, visit);
        }
    }
}

fn actions_in<'s, 'a>(value: &'s Value<'a>, visit: &mut impl FnMut(&'s Action<'a>)) {
    match &value.kind {
        ValueKind::Action(action) => visit(action),
        ValueKind::List(items) => items.iter().for_each(|item| actions_in(item, visit)),
        ValueKind::Object(members) => {
            for member in members {
                actions_in(&member.value, visit);
            }
        }
        ValueKind::Nodes(nodes) => actions(nodes, visit),
        ValueKind::Cases(cases) => cases.iter().for_each(|case| actions(&case.children, visit)),
        ValueKind::Null
        | ValueKind::Bool(_)
        | ValueKind::Number(_)
        | ValueKind::Text(_)
        | ValueKind::Dynamic(_) => {}
    }
}

fn add(edges: &mut Vec<Edge>, from: usize, edge: Edge) {
    if edge.to != from && edges.iter().all(|other| other.to != edge.to) {
        edges.push(edge);
    }
}

/// Behind `->` stand other screens of the flow, each once.
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
