//! The rules that relate several things: screens, routes, counts, places, properties.
//!
//! A rule about one property is a column of its catalogue row and is checked where the property
//! is lowered.

mod branches;
mod component;
mod counts;
mod graph;
mod overlooked;
mod placement;
pub(crate) mod routing;
mod routing_model;
mod screens;
mod sheet;
pub(crate) mod ways;

use std::collections::HashSet;

use crate::check::scope::Scope;
use crate::diagnostic::Diagnostics;
use crate::model::Flow;

use graph::Graph;
use routing::Routes;
use sheet::Sheet;

/// Checks a whole flow. Gives the screens where a way on is missing.
pub(crate) fn flow<'a>(
    cx: &mut Diagnostics,
    scope: &Scope<'a>,
    flow: &Flow<'a>,
    routes: Routes<'a>,
) -> Vec<&'a str> {
    let sheets: Vec<Sheet<'_, 'a>> =
        flow.screens.iter().filter_map(|screen| Sheet::new(scope, screen)).collect();

    // A flow has a terminal screen, and one of them ends in success.
    screens::has_an_end(cx, scope, &sheets);
    // An ImageCarousel occurs at most three times in a flow.
    counts::per_flow(cx, &sheets);

    let graph = Graph::new(cx, scope, flow, &sheets, routes);
    let dead_ends = leading(cx, &graph);
    // A `navigate` that the phone overlooks needs a routing model.
    overlooked::navigate(cx, scope, &graph);
    // A flow with an endpoint asks it where the phone looks.
    overlooked::exchange(cx, scope, &sheets);

    let mut shared = HashSet::new();
    for sheet in &sheets {
        screen(cx, scope, sheet);
        for part in &sheet.parts {
            // A list that several components share is told of once.
            let first = part.shared_options().is_none_or(|name| shared.insert(name));
            component::check(cx, scope, sheet, part, first);
        }
    }
    dead_ends
}

fn leading<'a>(cx: &mut Diagnostics, graph: &Graph<'_, 'a>) -> Vec<&'a str> {
    // Every screen is a key of the routing model, a destination, or terminal.
    graph.coverage(cx);
    // A screen leads to at most ten others.
    graph.fan_out(cx);
    // No screen is its own destination.
    graph.no_self_route(cx);
    // The routing model lists forward routes only.
    graph.no_back_route(cx);
    // `navigate` follows the routing model.
    graph.navigate_is_listed(cx);
    // So does `->`.
    graph.arrows_are_listed(cx);
    // Some screen is nobody's destination and opens the flow.
    graph.entry(cx);
    // Every screen is connected with the first, and from where the flow opens an end is reached.
    graph.complete(cx)
}

fn screen(cx: &mut Diagnostics, scope: &Scope<'_>, sheet: &Sheet<'_, '_>) {
    // `success` is on a terminal screen only.
    screens::success_is_terminal(cx, sheet);
    // `refresh_on_back` asks an endpoint.
    screens::refresh_has_endpoint(cx, scope, sheet);
    // `complete` is on a terminal screen only.
    screens::complete_is_terminal(cx, scope, sheet);
    // A terminal screen has a Footer.
    screens::end_has_footer(cx, scope, sheet);
    // The Footer of a terminal screen ends the flow, or asks the endpoint where there is one.
    screens::footer_ends(cx, scope, sheet);
    // Before 4.0 a Footer outside of the Form sends nothing of it.
    screens::footer_sees_form(cx, scope, sheet);
    // A screen with a NavigationList is not terminal.
    screens::list_is_not_terminal(cx, sheet);

    // A component occurs at most so often on a screen, branches counted by the fuller one.
    counts::per_screen(cx, scope, sheet);
    // A screen takes photos or documents, not both.
    counts::one_picker(cx, sheet);
    // A screen has at most 50 components.
    counts::components(cx, sheet);

    // RichText is alone, from 6.3 beside a Footer.
    placement::rich_text_alone(cx, scope, sheet);
    // NavigationList is alone, in a Form or not.
    placement::navigation_list_alone(cx, sheet);
    // A component is in the containers that its row allows in this version.
    placement::containers(cx, scope, sheet);
    // Inputs are in the Form: before 4.0 always, from then on where the screen has one.
    placement::inputs_in_form(cx, scope, sheet);

    // `if` is nested at most three deep.
    branches::if_nesting(cx, scope, sheet);
    // The first branch of `if` shows something.
    branches::then_is_filled(cx, scope, sheet);
    // `match` has a case.
    branches::has_cases(cx, scope, sheet);
    // A Footer in one branch is in every branch.
    branches::footer_in_all(cx, scope, sheet);
    // A Footer is in no branch of a branch.
    branches::footer_in_first_level(cx, scope, sheet);
}
