//! The rules of the routes between screens.

use std::collections::HashMap;

use crate::ast::Dialect;
use crate::catalogue::{Component as Row, NAVIGATION_LIST, RICH_TEXT, SUCCESS, V6_2, V6_3, V7_3};
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
    /// known, and only its own fault is reported.
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
        routes: Routes<'a>,
    ) -> Self {
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

    /// What is after `->` is in a written routing model too.
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

    /// Every screen is connected with the first, and from those that open the flow a terminal screen
    /// can be reached.
    ///
    /// One way that is missing is one fault: it is reported where the way should begin, not at
    /// every screen before it, nor at those that it should lead to. Gives the screens where a way
    /// is missing.
    pub(crate) fn complete(&self, cx: &mut Diagnostics) -> Vec<&'a str> {
        let (ends, starts) = (self.dead_ends(cx), self.starts());
        for (nth, at) in ends.iter().enumerate() {
            self.leads_nowhere(cx, *at, starts.get(nth).copied());
        }
        for at in starts.into_iter().skip(ends.len()) {
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
        ends.into_iter().map(|at| self.routes.ids[at]).collect()
    }

    /// Reports that no end can be reached from a screen; `next` is one that nothing leads to.
    fn leads_nowhere(&self, cx: &mut Diagnostics, at: usize, next: Option<usize>) {
        let id = self.routes.ids[at];
        let asks = self.sheet(at).is_some_and(Sheet::asks);
        let next = next.map(|next| self.routes.ids[next]);
        let help = match (self.model, self.scope.flow.dialect) {
            (true, Dialect::Rust) if asks => format!(
                "say where the server may lead: `screen {id} … -> {}`",
                next.unwrap_or(SUCCESS)
            ),
            (_, Dialect::Rust) if next.is_some() => {
                format!("lead on with `navigate {} {{ … }}`", next.unwrap_or_default())
            }
            (true, Dialect::Rust) => {
                "lead on with `navigate` or `->`, or end here with `complete` or `-> SUCCESS`"
                    .to_owned()
            }
            (true, Dialect::Json) => match next {
                Some(next) => format!("lead on in `routing_model`: `\"{id}\": [\"{next}\"]`"),
                None => "lead on in `routing_model`, or make the screen terminal".to_owned(),
            },
            (false, _) => {
                "lead on with `navigate`, or end the flow here with `complete`".to_owned()
            }
        };
        let message = format!("no terminal screen can be reached from `{id}`");
        cx.error(Code::InvalidRoutingModel, self.routes.spans[at], message).help(help);
    }

    /// The screens where a way to an end is missing.
    ///
    /// A flow that opens with a screen has to reach an end from there. Another screen without a way
    /// on is left with the arrow at the top, where `navigate` leads to it.
    fn dead_ends(&self, cx: &mut Diagnostics) -> Vec<usize> {
        let count = self.routes.ids.len();
        let ends: Vec<usize> =
            (0..count).filter(|at| self.sheet(*at).is_some_and(Sheet::ends)).collect();
        if !self.certain || ends.is_empty() {
            return Vec::new();
        }
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut after: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (from, listed) in self.listed.iter().enumerate() {
            for edge in listed.iter().chain(&self.routes.ways(from)) {
                before[edge.to].push(from);
                after[from].push(edge.to);
            }
        }
        let mut leads = before.clone();
        for (to, froms) in before.iter().enumerate() {
            // A server that is asked may also go back along a route.
            if self.model && self.sheet(to).is_some_and(Sheet::asks) {
                for from in froms {
                    leads[*from].push(to);
                }
            }
        }
        let mut reached = vec![false; count];
        reach(&leads, ends, &mut reached);
        // A screen on its own is told of by itself.
        let connected = self.connection();
        let opens = |at: &usize| self.sheet(*at).is_some_and(|sheet| sheet.screen.entry);
        let mut lost = vec![false; count];
        let stuck = (0..count).filter(|at| opens(at) && !reached[*at] && connected[*at]);
        reach(&after, stuck, &mut lost);
        // A screen of RichText before 6.3 takes nothing that leads on.
        let read = |sheet: &Sheet<'_, '_>| sheet.has(&RICH_TEXT) && !self.scope.since(V6_3);
        let readable = |at: usize| self.sheet(at).is_some_and(|sheet| !read(sheet));
        let visited = self.visited();
        let left = |at: usize| !lost[at] && !visited[at] && connected[at] && readable(at);
        for at in first_of(&before, &after, reached.clone(), left) {
            let message = format!(
                "the server alone leads to `{}`, and no terminal screen can be reached from there",
                self.routes.ids[at]
            );
            cx.warning(Code::InvalidRoutingModel, self.routes.spans[at], message).help(match self
                .scope
                .flow
                .dialect
            {
                Dialect::Rust => {
                    "lead on with `navigate` or `->`, or end here with `complete` or `-> SUCCESS`"
                }
                Dialect::Json => "lead on in `routing_model`, or make the screen terminal",
            });
        }
        first_of(&before, &after, reached, |at| lost[at] && readable(at))
    }

    /// Of the screens that nothing connects with the first, those that begin a part of their own.
    fn starts(&self) -> Vec<usize> {
        let count = self.routes.ids.len();
        let (neighbours, mut reached) = (self.neighbours(), self.connection());
        let mut found = Vec::new();
        for entries in [true, false] {
            for at in 0..count {
                if !reached[at] && self.covered(at) && (!entries || !self.destinations[at]) {
                    found.push(at);
                    reach(&neighbours, [at], &mut reached);
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// Which screens `navigate` leads to, from where the arrow at the top leads back.
    fn visited(&self) -> Vec<bool> {
        let count = self.routes.ids.len();
        // Without a routing model a NavigationList leads everywhere.
        let mut visited = vec![!self.model && self.has_navigation_list(); count];
        self.routes.navigate.iter().flatten().for_each(|edge| visited[edge.to] = true);
        visited
    }

    pub(crate) fn routes(&self) -> &Routes<'a> {
        &self.routes
    }

    /// Whether the flow has a routing model, written or derived.
    pub(crate) fn has_model(&self) -> bool {
        self.model
    }

    /// Whether a component of this type is on a screen.
    pub(crate) fn has(&self, at: usize, row: &Row) -> bool {
        self.sheet(at).is_some_and(|sheet| sheet.has(row))
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
        let mut reached = vec![false; self.routes.ids.len()];
        // A screen that the model leaves out is told of by itself.
        let first = (0..self.routes.ids.len()).find(|at| self.covered(*at));
        reach(&self.neighbours(), first, &mut reached);
        reached
    }

    /// Which screens a listed edge connects, in both directions.
    fn neighbours(&self) -> Vec<Vec<usize>> {
        let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); self.routes.ids.len()];
        for (from, edges) in self.listed.iter().enumerate() {
            for edge in edges {
                neighbours[from].push(edge.to);
                neighbours[edge.to].push(from);
            }
        }
        neighbours
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
    arrows_known
        && !model_missing
        // Where an exchange would lead, only an endpoint says.
        && !scope.endpoint_missing
        && routes.setting_is_whole
        && sheets.len() == scope.screens.len()
        && sheets.iter().all(|sheet| sheet.whole && sheet.leads)
}

/// Marks the places that can be reached from `starts`; those that are marked are not left again.
fn reach(neighbours: &[Vec<usize>], starts: impl IntoIterator<Item = usize>, reached: &mut [bool]) {
    let mut open: Vec<usize> = starts.into_iter().collect();
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut reached[at], true) {
            open.extend(&neighbours[at]);
        }
    }
}

/// Of the screens in question those that lead nowhere at all, and of a circle without a way out its
/// first.
fn first_of(
    before: &[Vec<usize>],
    after: &[Vec<usize>],
    mut reached: Vec<bool>,
    asked: impl Fn(usize) -> bool,
) -> Vec<usize> {
    let mut found = Vec::new();
    for nowhere in [true, false] {
        for at in 0..before.len() {
            if asked(at) && !reached[at] && (!nowhere || after[at].is_empty()) {
                found.push(at);
                reach(before, [at], &mut reached);
            }
        }
    }
    found.sort_unstable();
    found
}
