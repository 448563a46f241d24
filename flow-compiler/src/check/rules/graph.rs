//! The rules of the routes between screens.

use std::collections::HashMap;

use crate::ast::Dialect;
use crate::catalogue::{NAVIGATION_LIST, RICH_TEXT, SUCCESS, V6_2, V6_3, V7_3};
use crate::check::rules::routing::{Edge, Routes};
use crate::check::rules::sheet::Sheet;
use crate::check::scope::Scope;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::Flow;

/// The routes of a flow as its rules see them.
pub(crate) struct Graph<'s, 'a> {
    scope: &'s Scope<'a>,
    /// In the order of the routes' ids; `None` for a screen that could not be read.
    sheets: Vec<Option<&'s Sheet<'s, 'a>>>,
    routes: Routes<'a>,
    /// Whether the flow has a routing model, written or derived.
    model: bool,
    /// The edges of the routing model; without one, those of the `navigate` actions.
    listed: Vec<Vec<Edge>>,
    /// Whether a listed edge leads to the screen.
    destinations: Vec<bool>,
    /// Whether every screen, action and route could be read; what a screen leads to is else not
    /// known, and only its own fault is told.
    certain: bool,
}

/// The most screens that one screen may lead to.
const FAN_OUT: usize = 10;

impl<'s, 'a> Graph<'s, 'a> {
    pub(crate) fn new(
        cx: &Diagnostics,
        scope: &'s Scope<'a>,
        flow: &'s Flow<'a>,
        sheets: &'s [Sheet<'s, 'a>],
    ) -> Self {
        let routes = Routes::new(scope, &flow.screens);
        let certain = is_certain(cx, scope, &routes, sheets);
        let listed = match &routes.setting {
            Some(setting) => {
                setting.iter().map(|edges| edges.clone().unwrap_or_default()).collect()
            }
            None if flow.routing_model.is_some() => routes.forward(),
            None => routes.navigate.clone(),
        };
        let by_id: HashMap<&str, &Sheet<'_, '_>> =
            sheets.iter().map(|sheet| (sheet.screen.id, sheet)).collect();
        let sheets = routes.ids.iter().map(|id| by_id.get(id).copied()).collect();
        let mut destinations = vec![false; routes.ids.len()];
        listed.iter().flatten().for_each(|edge| destinations[edge.to] = true);
        let model = flow.routing_model.is_some();
        Self { scope, sheets, routes, model, listed, destinations, certain }
    }

    /// Every screen is a key of the routing model, a destination, or terminal.
    pub(crate) fn coverage(&self, cx: &mut Diagnostics) {
        for at in (0..self.routes.ids.len()).filter(|at| !self.covered(*at)) {
            let id = self.routes.ids[at];
            cx.error(
                Code::InvalidRoutingModel,
                self.routes.spans[at],
                format!("screen `{id}` does not occur in `routing_model`"),
            )
            .help(format!("add `{id}` to the destinations of the screen that leads to it"));
        }
    }

    /// A screen leads to at most 10 others.
    pub(crate) fn fan_out(&self, cx: &mut Diagnostics) {
        for (from, edges) in self.listed.iter().enumerate() {
            // Without a routing model a NavigationList may lead everywhere.
            if !self.model && self.sheet(from).is_some_and(|sheet| sheet.has(&NAVIGATION_LIST)) {
                continue;
            }
            if let Some(edge) = edges.get(FAN_OUT) {
                cx.error(
                    Code::InvalidRoutingModel,
                    edge.span,
                    format!(
                        "`{}` leads to {} screens; a screen may lead to {FAN_OUT}",
                        self.routes.ids[from],
                        edges.len()
                    ),
                )
                .help("put a screen between that leads to some of them");
            }
        }
    }

    /// A written routing model leads from no screen to itself.
    pub(crate) fn no_self_route(&self, cx: &mut Diagnostics) {
        for (from, edges) in self.written() {
            for edge in edges.iter().filter(|edge| edge.to == from) {
                let id = self.routes.ids[from];
                cx.error(Code::InvalidRoutingModel, edge.span, format!("`{id}` leads to itself"))
                    .help("remove it: a screen can always be shown again");
            }
        }
    }

    /// A written routing model lists forward routes only: not both A to B and B to A.
    pub(crate) fn no_back_route(&self, cx: &mut Diagnostics) {
        for (from, edges) in self.written() {
            for edge in edges.iter().filter(|edge| self.leads_back(from, edge)) {
                let (from, to) = (self.routes.ids[from], self.routes.ids[edge.to]);
                cx.error(
                    Code::InvalidRoutingModel,
                    edge.span,
                    format!("`{from}` leads back to `{to}`, which leads to `{from}`"),
                )
                .help(format!("remove `{to}` here: the way back along a route is always open"));
            }
        }
    }

    /// Every `navigate` follows a route of a written model, in either direction, up to 6.2 and
    /// from 7.3 on; screens with a `NavigationList` are free.
    pub(crate) fn navigate_is_listed(&self, cx: &mut Diagnostics) {
        let dropped = self.scope.since(V6_3) && !self.scope.since(V7_3);
        if dropped || self.routes.setting.is_none() || !self.routes.setting_is_whole {
            return;
        }
        for (from, edges) in self.routes.navigate.iter().enumerate() {
            let id = self.routes.ids[from];
            if self.sheet(from).is_some_and(|sheet| sheet.has(&NAVIGATION_LIST)) {
                continue;
            }
            for edge in edges {
                if !self.lists(from, edge.to) && !self.lists(edge.to, from) {
                    let to = self.routes.ids[edge.to];
                    cx.error(
                        Code::InvalidRoutingModel,
                        edge.span,
                        format!("`routing_model` has no route from `{id}` to `{to}`"),
                    )
                    .help(format!("add `{to}` to the destinations of `{id}`"));
                }
            }
        }
    }

    /// What stands behind `->` stands in a written routing model too.
    pub(crate) fn arrows_are_listed(&self, cx: &mut Diagnostics) {
        if self.routes.setting.is_none() || !self.routes.setting_is_whole {
            return;
        }
        for (from, edges) in self.routes.server.iter().enumerate() {
            for edge in edges {
                if !self.lists(from, edge.to) && !self.lists(edge.to, from) {
                    let (id, to) = (self.routes.ids[from], self.routes.ids[edge.to]);
                    cx.error(
                        Code::InvalidRoutingModel,
                        edge.span,
                        format!("`routing_model` has no route from `{id}` to `{to}`"),
                    )
                    .help(
                        "remove the setting `routing_model`: it follows from `->` and `navigate`",
                    );
                }
            }
        }
    }

    /// A screen that nothing leads to opens the flow; from 7.3 on `navigate` does not lead to it
    /// either. Without a routing model, 6.3 to 7.2 do not ask, nor does a `NavigationList` from 6.2.
    pub(crate) fn entry(&self, cx: &mut Diagnostics) {
        let dropped = self.scope.since(V6_3) && !self.scope.since(V7_3);
        let free = self.scope.since(V6_2) && self.has_navigation_list();
        if !self.certain || !self.model && (dropped || free) {
            return;
        }
        let mut inbound: Vec<Option<Edge>> = vec![None; self.routes.ids.len()];
        for (from, edges) in self.listed.iter().enumerate() {
            // Routes to itself and back are told of by themselves.
            for edge in edges.iter().filter(|edge| edge.to != from && !self.leads_back(from, edge))
            {
                inbound[edge.to].get_or_insert(*edge);
            }
        }
        if self.model && self.scope.since(V7_3) {
            for edge in self.routes.navigate.iter().flatten() {
                inbound[edge.to].get_or_insert(*edge);
            }
        }
        let Some(edge) = inbound.first().copied().flatten() else {
            return;
        };
        if inbound.iter().all(Option::is_some) {
            let first = self.routes.ids[0];
            cx.error(
                Code::InvalidRoutingModel,
                edge.span,
                "no screen can open this flow: something leads to every one of them",
            )
            .help(format!(
                "remove this way to `{first}`: a person goes back with the arrow at the top"
            ));
        }
    }

    /// Every screen is connected with the first.
    pub(crate) fn connected(&self, cx: &mut Diagnostics) {
        let reached = self.connection();
        for at in (0..self.routes.ids.len()).filter(|at| !reached[*at] && self.covered(*at)) {
            let (id, first) = (self.routes.ids[at], self.routes.ids[0]);
            cx.error(
                Code::InvalidRoutingModel,
                self.routes.spans[at],
                format!("nothing connects screen `{id}` with `{first}`"),
            )
            .help(match (self.model, self.scope.flow.dialect) {
                (true, Dialect::Rust) => format!("lead to it with `navigate {id}` or `-> {id}`"),
                (true, Dialect::Json) => format!("lead to `{id}` in `routing_model`"),
                (false, _) => format!("lead to it with `navigate {id}`"),
            });
        }
    }

    /// From every screen a terminal screen can be reached. A screen of `RichText` before 6.3 is
    /// read and left with the arrow at the top: nothing that leads on may stand on it.
    pub(crate) fn reaches_an_end(&self, cx: &mut Diagnostics) {
        if !self.certain {
            return;
        }
        let count = self.routes.ids.len();
        let mut behind: Vec<Vec<usize>> = vec![Vec::new(); count];
        for from in 0..count {
            for edge in self.listed[from].iter().chain(&self.routes.ways(from)) {
                behind[edge.to].push(from);
                // A server that is asked may also go back along a route.
                let asks = self.sheet(edge.to).is_some_and(|sheet| sheet.asks);
                if self.model && asks {
                    behind[from].push(edge.to);
                }
            }
        }
        let ends: Vec<usize> =
            (0..count).filter(|at| self.sheet(*at).is_some_and(|sheet| sheet.ends)).collect();
        if ends.is_empty() {
            return;
        }
        let reaches = reach(&behind, ends);
        // A screen on its own is told of by itself.
        let connected = self.connection();
        for at in (0..count).filter(|at| !reaches[*at] && connected[*at]) {
            let id = self.routes.ids[at];
            let Some(sheet) = self.sheet(at) else {
                continue;
            };
            if sheet.has(&RICH_TEXT) && !self.scope.since(V6_3) {
                continue;
            }
            cx.error(
                Code::InvalidRoutingModel,
                self.routes.spans[at],
                format!("no terminal screen can be reached from `{id}`"),
            )
            .help(match (self.model, self.scope.flow.dialect) {
                (true, Dialect::Rust) => {
                    "lead on with `navigate` or `->`, or end here with `complete` or `-> SUCCESS`"
                }
                (true, Dialect::Json) => "lead on in `routing_model`, or make the screen terminal",
                (false, _) => "lead on with `navigate`, or end the flow here with `complete`",
            });
        }
    }

    fn sheet(&self, at: usize) -> Option<&'s Sheet<'s, 'a>> {
        self.sheets.get(at).copied().flatten()
    }

    fn has_navigation_list(&self) -> bool {
        self.sheets.iter().flatten().any(|sheet| sheet.has(&NAVIGATION_LIST))
    }

    /// Which screens are connected with the first, as far as that is known.
    fn connection(&self) -> Vec<bool> {
        // Without a routing model a NavigationList leads everywhere.
        if !self.certain || !self.model && self.has_navigation_list() {
            return vec![true; self.routes.ids.len()];
        }
        let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); self.routes.ids.len()];
        for (from, edges) in self.listed.iter().enumerate() {
            for edge in edges {
                neighbours[from].push(edge.to);
                neighbours[edge.to].push(from);
            }
        }
        // A screen that the model leaves out is told of by itself.
        reach(&neighbours, (0..self.routes.ids.len()).find(|at| self.covered(*at)))
    }

    /// Whether a route of a written model goes against one from a screen declared earlier.
    fn leads_back(&self, from: usize, edge: &Edge) -> bool {
        self.routes.setting.is_some() && edge.to < from && self.lists(edge.to, from)
    }

    fn lists(&self, from: usize, to: usize) -> bool {
        self.listed[from].iter().any(|edge| edge.to == to)
    }

    /// The edges of a written routing model; none of a derived one, which has its own rules.
    fn written(&self) -> impl Iterator<Item = (usize, &Vec<Edge>)> {
        let setting = self.routes.setting.iter().flatten().enumerate();
        setting.filter_map(|(from, edges)| Some((from, edges.as_ref()?)))
    }

    /// Whether a screen occurs where a written routing model wants it.
    fn covered(&self, at: usize) -> bool {
        let Some(setting) = &self.routes.setting else {
            return true;
        };
        !self.routes.setting_is_whole
            || setting[at].is_some()
            || self.destinations[at]
            || self
                .sheet(at)
                .is_none_or(|sheet| sheet.screen.terminal == Some(true) || sheet.lost_terminal())
    }
}

/// Whether everything that leads on could be read.
fn is_certain(
    cx: &Diagnostics,
    scope: &Scope<'_>,
    routes: &Routes<'_>,
    sheets: &[Sheet<'_, '_>],
) -> bool {
    let mut arrows = scope.screens.iter().flat_map(|screen| &screen.ast.routes);
    let arrows_known =
        arrows.all(|route| route.text == SUCCESS || scope.screen(&route.text).is_some());
    // A document that lacks its routing model reads like one whose model is empty.
    let model_missing = scope.flow.dialect == Dialect::Json
        && cx.has_errors()
        && scope.endpoint
        && routes.setting.is_none()
        && routes.server.iter().all(Vec::is_empty);
    // Where an exchange would lead, only an endpoint says.
    let unanswered = !scope.endpoint && sheets.iter().any(|sheet| sheet.asks);
    arrows_known
        && !model_missing
        && !unanswered
        && routes.setting_is_whole
        && sheets.len() == scope.screens.len()
        && sheets.iter().all(|sheet| sheet.whole && sheet.leads_to_known(scope))
}

/// Which places can be reached from `starts`.
fn reach(neighbours: &[Vec<usize>], starts: impl IntoIterator<Item = usize>) -> Vec<bool> {
    let mut reached = vec![false; neighbours.len()];
    let mut open: Vec<usize> = starts.into_iter().collect();
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut reached[at], true) {
            open.extend(&neighbours[at]);
        }
    }
    reached
}
