//! Flows that ask an endpoint which they do not declare.

use crate::ast::{self, Dialect, Item};
use crate::catalogue::ActionKind;
use crate::check::placed;
use crate::check::settings::{ENDPOINT, Settings};
use crate::diagnostic::{Code, Diagnostics};

/// Reports once that the flow asks an endpoint and declares none. A `flow!` is read as if it had
/// declared one, so that its handler and its types are there.
pub fn meant(cx: &mut Diagnostics, flow: &ast::Flow, settings: &mut Settings<'_>) {
    if settings.data_api_version.is_some() {
        return;
    }
    let screens = || {
        flow.items.iter().filter_map(|item| match item {
            Item::Screen(screen) => Some(screen),
            _ => None,
        })
    };
    let asks = |action: &&ast::Action| {
        ActionKind::from_name(&action.name.text) == Some(ActionKind::DataExchange)
    };
    let action = screens().find_map(|screen| placed::actions(&screen.body).find(asks));
    let route = screens().find_map(|screen| screen.routes.first());
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
    settings.endpoint_missing = true;
    if flow.dialect == Dialect::Rust {
        settings.data_api_version = Some(ENDPOINT);
    }
}
