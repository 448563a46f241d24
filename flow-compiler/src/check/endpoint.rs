//! Flows that ask an endpoint which they do not declare.

use crate::ast::{self, Dialect};
use crate::catalogue::ActionKind;
use crate::check::scope::Scope;
use crate::check::settings::{ENDPOINT, Settings};
use crate::diagnostic::{Code, Diagnostics};

/// Reports once that the flow asks an endpoint and declares none. A `flow!` is read as if it had
/// declared one, so that its handler and its types are there.
pub fn meant(cx: &mut Diagnostics, scope: &mut Scope<'_>, settings: &mut Settings<'_>) {
    if scope.endpoint {
        return;
    }
    let (flow, screens) = (scope.flow, scope.screens.iter());
    let name = ActionKind::DataExchange.row().name;
    let asks = |action: &&ast::Action| action.name.text == name;
    let action = screens
        .clone()
        .find_map(|screen| screen.acts.written().iter().map(|act| act.action).find(asks));
    let route = screens.clone().find_map(|screen| screen.ast.routes.first());
    let declare = match flow.dialect {
        Dialect::Rust => {
            format!("write `flow {} (…, data_api_version: \"{ENDPOINT}\")`", flow.name.text)
        }
        Dialect::Json => format!("add `\"data_api_version\": \"{ENDPOINT}\"`"),
    };
    let (span, message, other) = match (action, route) {
        (Some(action), _) => (
            action.name.span,
            "`data_exchange` asks an endpoint, but the flow has none: `data_api_version` is missing"
                .to_owned(),
            "let this lead on with `navigate`",
        ),
        (None, Some(route)) => (
            route.span,
            format!("`-> {}` says where the server may lead, but the flow has none", route.text),
            "lead on with `navigate`",
        ),
        (None, None) => return,
    };
    cx.error(Code::MissingRequiredProperty, span, message).help(format!("{declare}, or {other}"));
    scope.endpoint_missing = true;
    if flow.dialect == Dialect::Rust {
        scope.endpoint = true;
        settings.data_api_version = Some(ENDPOINT);
    }
}
