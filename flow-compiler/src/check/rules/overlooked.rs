//! Actions that the phone overlooks.
//!
//! Without a written routing model a phone derives the routes from the `navigate` actions that it
//! looks at, and so it decides whether a flow has an endpoint. It looks into a Form, and not into
//! the branches of If and Switch, nor at every component.

use crate::ast::Dialect;
use crate::catalogue::{ActionKind, NAVIGATION_LIST};
use crate::check::rules::graph::Graph;
use crate::check::rules::routing::{Edge, Routes, refused};
use crate::check::rules::sheet::Sheet;
use crate::check::scope::Scope;
use crate::diagnostic::{Code, Diagnostics};

/// A document with a `navigate` that the phone overlooks has a routing model.
pub(crate) fn navigate(cx: &mut Diagnostics, scope: &Scope<'_>, graph: &Graph<'_, '_>) {
    if scope.flow.dialect == Dialect::Rust || graph.has_model() {
        return;
    }
    let Some((from, edge)) = refused(graph.routes(), |at| graph.has(at, &NAVIGATION_LIST)) else {
        return;
    };
    let routes = graph.routes();
    let (from, to) = (routes.ids[from], routes.ids[edge.to]);
    let message = format!(
        "phones refuse this way from `{from}` to `{to}`: without a `routing_model` they do not look for `navigate` in `If` and `Switch`"
    );
    cx.warning(Code::OverlookedAction, edge.span, message).help(format!(
        "add `\"routing_model\": {}`, which a flow without an endpoint may have",
        written(routes)
    ));
}

/// The routing model as a document has it.
fn written(routes: &Routes<'_>) -> String {
    let model = routes.forward();
    let entry = |(from, edges): (usize, &Vec<Edge>)| {
        let to: Vec<String> =
            edges.iter().map(|edge| format!("\"{}\"", routes.ids[edge.to])).collect();
        format!("\"{}\": [{}]", routes.ids[from], to.join(", "))
    };
    let entries: Vec<String> = model.iter().enumerate().map(entry).collect();
    format!("{{ {} }}", entries.join(", "))
}

/// A flow with an endpoint asks it where the phone looks.
pub(crate) fn exchange(cx: &mut Diagnostics, scope: &Scope<'_>, sheets: &[Sheet<'_, '_>]) {
    if !scope.endpoint || sheets.iter().any(|sheet| sheet.screen.refresh_on_back == Some(true)) {
        return;
    }
    let (mut seen, mut first) = (false, None);
    for sheet in sheets {
        let Some(declared) = scope.screen(sheet.screen.id) else { continue };
        let carried = declared.acts.carried();
        seen |= carried.iter().any(|action| action.kind == ActionKind::DataExchange);
        for act in declared.acts.written().iter().filter(|act| act.does(ActionKind::DataExchange)) {
            seen |= !act.overlooked;
            first = first.or(act.overlooked.then_some(act.action.span));
        }
    }
    let Some(span) = first.filter(|_| !seen && sheets.iter().all(|sheet| sheet.whole)) else {
        return;
    };
    let message = "phones take this flow for one without an endpoint: they do not look for `data_exchange` in branches, nor on a Dropdown or a ChipsSelector";
    let help = match scope.flow.dialect {
        Dialect::Rust => {
            "let a Footer, an EmbeddedLink or an OptIn outside of `if` and `match` do `data_exchange` as well, or give a screen `refresh_on_back: true`"
        }
        Dialect::Json => {
            "let a Footer, an EmbeddedLink or an OptIn outside of `If` and `Switch` do `data_exchange` as well, or give a screen `\"refresh_on_back\": true`"
        }
    };
    cx.warning(Code::OverlookedAction, span, message).help(help);
}
