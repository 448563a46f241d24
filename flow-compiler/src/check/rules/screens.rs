//! The rules of screens: where the flow ends, and what needs an endpoint.

use crate::ast::Dialect;
use crate::catalogue::{
    ActionKind, FOOTER, FORM, NAVIGATION_LIST, RICH_TEXT, SUCCESS, V4_0, V6_3, V7_3, key,
};
use crate::check::rules::sheet::{Part, Sheet, same};
use crate::check::scope::Scope;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Member, Value, ValueKind};

pub(crate) fn has_an_end(cx: &mut Diagnostics, scope: &Scope<'_>, sheets: &[Sheet<'_, '_>]) {
    let arrows_known = scope.screens.iter().all(|screen| {
        let mut routes = screen.ast.routes.iter().map(|route| route.text.as_str());
        routes.all(|id| id == SUCCESS || scope.screen(id).is_some())
    });
    let all_known = arrows_known
        && sheets.len() == scope.screens.len()
        && sheets.iter().all(|sheet| sheet.whole && sheet.leads && !sheet.lost_terminal());
    let mut ends = sheets.iter().filter(|sheet| sheet.screen.terminal == Some(true)).peekable();
    let Some(first) = ends.peek().copied() else {
        if all_known && !scope.flow.partial && !sheets.is_empty() {
            cx.error(
                Code::MissingTerminalScreen,
                scope.flow.name.span,
                "the flow has no terminal screen: nothing ends it",
            )
            .help(match (scope.flow.dialect, scope.endpoint) {
                (Dialect::Rust, false) => "end it with `Footer \"Done\" => complete {}`",
                (Dialect::Rust, true) => {
                    "end it with `Footer \"Done\" => complete {}`, or with a screen `-> SUCCESS`"
                }
                (Dialect::Json, _) => {
                    "give the last screen `\"terminal\": true` and a Footer whose action is \
                     `complete`"
                }
            });
        }
        return;
    };
    if ends.all(|sheet| sheet.screen.success == Some(false)) {
        cx.error(
            Code::InvalidPropertyValue,
            first.setting_value("success"),
            "no terminal screen ends in success",
        )
        .help(format!("remove `{}` from one of them", scope.flow.dialect.pair("success", "false")));
    }
}

pub(crate) fn success_is_terminal(cx: &mut Diagnostics, sheet: &Sheet<'_, '_>) {
    if sheet.screen.success.is_some() && sheet.screen.terminal != Some(true) && sheet.whole {
        let id = sheet.screen.id;
        cx.error(
            Code::NotKeywordSchemaValidationFailed,
            sheet.setting("success"),
            format!("`{id}` has `success`, but is not a terminal screen"),
        )
        .help("remove `success`, or end the flow on this screen");
    }
}

pub(crate) fn refresh_has_endpoint(cx: &mut Diagnostics, scope: &Scope<'_>, sheet: &Sheet<'_, '_>) {
    if sheet.screen.refresh_on_back == Some(true) && !scope.endpoint {
        cx.error(
            Code::InvalidPropertyValue,
            sheet.setting_value("refresh_on_back"),
            "`refresh_on_back` asks the endpoint, but the flow has none",
        )
        .help(format!(
            "remove it, or add `{}` to the flow",
            scope.flow.dialect.pair("data_api_version", "\"3.0\"")
        ));
    }
}

pub(crate) fn complete_is_terminal(cx: &mut Diagnostics, scope: &Scope<'_>, sheet: &Sheet<'_, '_>) {
    if sheet.screen.terminal == Some(true) || sheet.lost_terminal() {
        return;
    }
    let id = sheet.screen.id;
    for act in sheet.acts.written().iter().filter(|act| act.does(ActionKind::Complete)) {
        cx.error(
            Code::InvalidCompleteAction,
            act.action.span,
            format!("`complete` ends the flow, but `{id}` is not a terminal screen"),
        )
        .help(match scope.flow.dialect {
            Dialect::Rust => "remove `terminal: false`",
            Dialect::Json => "add `\"terminal\": true` to the screen",
        });
    }
}

pub(crate) fn end_has_footer(cx: &mut Diagnostics, scope: &Scope<'_>, sheet: &Sheet<'_, '_>) {
    if sheet.screen.terminal != Some(true) || !sheet.whole || sheet.has(&FOOTER) {
        return;
    }
    // A list on a terminal screen is reported by itself, and would take no Footer; so is a screen
    // without a layout.
    if sheet.has(&NAVIGATION_LIST) || sheet.ast.body.is_empty() {
        return;
    }
    let id = sheet.screen.id;
    let message = format!("`{id}` is a terminal screen without a Footer");
    let (code, span) = (Code::MissingFooterOnTerminalScreen, sheet.ast.id.span);
    // Meta documents it for every version and looks from 7.3 on.
    let fault = if scope.since(V7_3) {
        cx.error(code, span, message)
    } else {
        cx.warning(code, span, message)
    };
    fault.help(if sheet.has(&RICH_TEXT) && !scope.since(V6_3) {
        "end the flow on another screen: RichText takes a Footer from Flow JSON 6.3 on"
    } else if scope.endpoint {
        "add a Footer whose action is `complete` or `data_exchange`"
    } else {
        "add a Footer whose action is `complete`"
    });
}

pub(crate) fn footer_ends(cx: &mut Diagnostics, scope: &Scope<'_>, sheet: &Sheet<'_, '_>) {
    if sheet.screen.terminal != Some(true) {
        return;
    }
    let id = sheet.screen.id;
    for part in sheet.parts.iter().filter(|part| same(part.component.row, &FOOTER)) {
        let action = part.component.get(key::ON_CLICK_ACTION).and_then(Value::as_action);
        let Some(action) = action else { continue };
        // An exchange without an endpoint is told of by itself.
        let ends = matches!(action.kind, ActionKind::Complete | ActionKind::DataExchange);
        if !ends {
            let name = action.kind.row().name;
            cx.error(
                Code::InvalidPropertyValue,
                action.span,
                format!("`{id}` is a terminal screen, but its Footer does `{name}`"),
            )
            .help(if scope.endpoint {
                "let the Footer do `complete` or `data_exchange`, and lead on with an EmbeddedLink"
            } else {
                "let the Footer do `complete`, and lead on with an EmbeddedLink"
            });
        }
    }
}

/// Before 4.0 the values of a Form are known inside it alone.
pub(crate) fn footer_sees_form(cx: &mut Diagnostics, scope: &Scope<'_>, sheet: &Sheet<'_, '_>) {
    if scope.since(V4_0) || !sheet.has(&FORM) {
        return;
    }
    let outside = |part: &&Part<'_, '_>| same(part.component.row, &FOOTER) && !part.in_form;
    for part in sheet.parts.iter().filter(outside) {
        let action = part.component.get(key::ON_CLICK_ACTION).and_then(Value::as_action);
        let sent = action.into_iter().flat_map(|action| action.payload.iter().flatten());
        let entered = |member: &&Member<'_>| matches!(&member.value.kind, ValueKind::Dynamic(text) if text.starts_with("${form."));
        let Some(member) = sent.into_iter().find(entered) else { continue };
        cx.error(
            Code::InvalidFooterPayloadOutsideForm,
            member.value.span,
            "this Footer is outside of the Form, and sends a field of it",
        )
        .help(format!("move the Footer into the Form, or declare {}", scope.later(V4_0)));
    }
}

pub(crate) fn list_is_not_terminal(cx: &mut Diagnostics, sheet: &Sheet<'_, '_>) {
    if sheet.screen.terminal != Some(true) || !sheet.has(&NAVIGATION_LIST) {
        return;
    }
    let success = sheet.ast.routes.iter().find(|route| route.text == SUCCESS);
    let written = sheet.ast.settings.iter().find(|setting| setting.name.text == "terminal");
    let span = match (written, success) {
        (Some(setting), _) => setting.name.span,
        (None, Some(route)) => route.span,
        (None, None) => sheet.ast.id.span,
    };
    let id = sheet.screen.id;
    cx.error(
        Code::InvalidPropertyKey,
        span,
        format!("`{id}` has a NavigationList and cannot be a terminal screen"),
    )
    .help("let an item lead to a screen that ends the flow");
}
