//! Actions: each exists, may be where it is, and has what it needs.

use crate::ast::{self, Dialect, Property, Value, ValueKind};
use crate::catalogue::{self, ACTIONS, ActionKind, Kind, SUCCESS, Target, Version};
use crate::check::dynamic::{self, Dynamic};
use crate::check::expression::Codes;
use crate::check::payload;
use crate::check::schema::Schema;
use crate::check::scope::{Here, ScreenScope};
use crate::check::wording::{few, noun};
use crate::diagnostic::{Code, Diagnostics, nearest};
use crate::model;

/// An action of the property `property` of `owner`, which takes the actions `allowed`.
///
/// `None` where it is faulty, which is reported.
pub fn lower<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    action: &'a ast::Action,
    allowed: &[(ActionKind, Version)],
    property: &catalogue::Property,
    owner: &str,
) -> Option<model::Action<'a>> {
    let kind = known(cx, here, action, allowed)?;
    // What would be wrong with an action that goes away helps nobody.
    if !may_stand(cx, here, action, kind, allowed, property.name, owner) {
        return None;
    }
    settings(cx, here, action, kind);
    let (target, screen) = target(cx, here, action, kind);
    let payload = payload(cx, here, action, kind, screen, property);
    // An action without its target cannot be written; other faults leave something to go on with.
    if kind.row().target.is_some() && target.is_none() {
        return None;
    }
    if let Some(component) = here.component {
        here.screen.acts.lowered(action, component, here.branch);
    }
    Some(model::Action { kind, span: action.span, target, payload })
}

/// What is wrong with an https address, if anything.
pub(in crate::check) fn https_fault(url: &str) -> Option<&'static str> {
    let Some((scheme, rest)) = url.split_once("://") else {
        return Some("is not an address");
    };
    if !scheme.eq_ignore_ascii_case("https") {
        return Some("is not an https address");
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let (host, port) = match host.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (host, None),
    };
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '[' | ']' | ':' | '%');
    let bad_host = host.is_empty() || !host.chars().all(plain) || host.starts_with('.');
    let bad_port = port.is_some_and(|port| !port.is_empty() && port.parse::<u16>().is_err());
    let bad_rest = rest.chars().any(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
    });
    (bad_host || bad_port || bad_rest).then_some("is not a valid address")
}

fn known(
    cx: &mut Diagnostics,
    here: Here<'_, '_>,
    action: &ast::Action,
    allowed: &[(ActionKind, Version)],
) -> Option<ActionKind> {
    let name = action.name.text.as_str();
    let kind = ActionKind::from_name(name);
    if kind.is_none() {
        let message = format!("there is no action `{name}`");
        let names = ACTIONS.iter().map(|row| row.name);
        let help = format!("write {}", now(here, allowed));
        let fault = cx.error(Code::InvalidEnumValue, action.name.span, message);
        fault.help(help).did_you_mean(name, names);
        if let Some(meant) = ActionKind::called(name) {
            fault.meant(name, meant.row().name);
        }
    }
    kind
}

/// The action may be on this property, in this version.
fn may_stand(
    cx: &mut Diagnostics,
    here: Here<'_, '_>,
    action: &ast::Action,
    kind: ActionKind,
    allowed: &[(ActionKind, Version)],
    property: &str,
    owner: &str,
) -> bool {
    let row = kind.row();
    let place = format!("`{}` of `{owner}`", here.scope.spell(property));
    let version = here.scope.version;
    let since = allowed.iter().find(|(other, _)| *other == kind).map(|(_, since)| *since);
    let (message, help) = match since {
        None => {
            let message = format!("{place} does not take `{}`", row.name);
            let other = elsewhere(here, kind, owner);
            (message, format!("write {}{}", now(here, allowed), other.unwrap_or_default()))
        }
        Some(since) if !here.scope.since(since.max(row.since)) => {
            let since = since.max(row.since);
            let message = format!(
                "{place} takes `{}` from Flow JSON {since} on; this flow declares {version}",
                row.name
            );
            let later = here.scope.later(since);
            let help = match now(here, allowed).as_str() {
                "" => format!("declare {later}"),
                usable => format!("declare {later}, or write {usable}"),
            };
            (message, help)
        }
        Some(_) => return true,
    };
    cx.error(Code::InvalidEnumValue, action.name.span, message).help(help);
    false
}

/// Which other property of the component takes this action.
fn elsewhere(here: Here<'_, '_>, kind: ActionKind, owner: &str) -> Option<String> {
    let takes = |allowed: &[(ActionKind, Version)]| {
        let usable = |since: Version| here.scope.since(since.max(kind.row().since));
        allowed.iter().any(|(other, since)| *other == kind && usable(*since))
    };
    let property = catalogue::component(owner)?.properties.iter().find(|property| {
        matches!(property.kind, Kind::Action(allowed) if takes(allowed))
            && here.scope.since(property.since)
    })?;
    Some(format!("; `{}` takes `{}`", here.scope.spell(property.name), kind.row().name))
}

/// The actions that may be written in the declared version.
fn now(here: Here<'_, '_>, allowed: &[(ActionKind, Version)]) -> String {
    let names: Vec<String> = allowed
        .iter()
        .filter(|(kind, since)| here.scope.since((*since).max(kind.row().since)))
        .map(|(kind, _)| format!("`{}`", kind.row().name))
        .collect();
    match names.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => names.concat(),
    }
}

const NEXT: &str = "next";
const URL: &str = "url";
const PAYLOAD: &str = "payload";

/// Whether an action has something for this key after all, which was reported: what could not be read,
/// a misspelled key, or one that `flow!` writes without its name.
fn is_told(action: &ast::Action, key: &str) -> bool {
    action.settings.iter().any(|setting| is_or_is_near(&setting.name.text, key))
}

fn is_or_is_near(written: &str, key: &str) -> bool {
    written == key || nearest(written, [key]).is_some() || catalogue::is_called(key, written)
}

/// What an action has beyond its own keys.
fn settings(cx: &mut Diagnostics, here: Here<'_, '_>, action: &ast::Action, kind: ActionKind) {
    let row = kind.row();
    let name = row.name;
    let target = row.target.map(|target| match target {
        Target::Screen => NEXT,
        Target::Url => URL,
    });
    let own: Vec<&str> = target.into_iter().chain(row.payload.then_some(PAYLOAD)).collect();
    for Property { name: key, value } in &action.settings {
        let meant = own.iter().find(|own| is_or_is_near(&key.text, own));
        match (here.scope.flow.dialect, meant) {
            // A document's own key is here where it could not be read, which was reported.
            (Dialect::Json, Some(own)) if key.text == *own => continue,
            (Dialect::Rust, Some(own)) => {
                let message = format!("`{name}` is written without `{}`", key.text);
                cx.error(Code::InvalidPropertyKey, key.span, message)
                    .help(format!("write `{}`", unnamed(own, value)));
                continue;
            }
            _ => {}
        }
        let owner = match key.wire().as_ref() {
            NEXT => ActionKind::Navigate,
            URL => ActionKind::OpenUrl,
            PAYLOAD if !kind.row().payload => {
                payload_forbidden(cx, key.span);
                continue;
            }
            _ => {
                let message = format!("`{name}` has no property `{}`", key.text);
                let fault = cx.error(Code::InvalidPropertyKey, key.span, message);
                match meant {
                    Some(meant) => fault.meant(&key.text, meant),
                    None => fault.help("remove it"),
                };
                continue;
            }
        };
        let message = format!("`{name}` takes no `{}`", key.text);
        cx.error(Code::NotKeywordSchemaValidationFailed, key.span, message)
            .help(format!("only `{}` does; remove it", owner.row().name));
    }
}

/// How `flow!` writes the action that has this key in a document.
fn unnamed(key: &str, value: &Value) -> String {
    match key {
        NEXT => format!("navigate {} {{ … }}", value.plain().as_deref().unwrap_or("SCREEN")),
        URL => format!("open_url \"{}\"", value.plain().as_deref().unwrap_or("https://…")),
        _ => "{ key: value, … }".to_owned(),
    }
}

/// The target as it is in the document, and the screen where it is one.
fn target<'s, 'a>(
    cx: &mut Diagnostics,
    here: Here<'s, 'a>,
    action: &'a ast::Action,
    kind: ActionKind,
) -> (Option<model::Value<'a>>, Option<&'s ScreenScope<'a>>) {
    let row = kind.row();
    match (row.target, &action.target) {
        (Some(Target::Screen), None) if is_told(action, NEXT) => (None, None),
        (Some(Target::Url), None) if is_told(action, URL) => (None, None),
        (Some(wanted), None) => {
            let rust = here.scope.flow.dialect == Dialect::Rust;
            let (lacks, help) = match wanted {
                Target::Screen if rust => {
                    ("the screen that it opens", "write `navigate SCREEN { … }`")
                }
                Target::Screen => (
                    "`next`, the screen that it opens",
                    "add `\"next\": { \"type\": \"screen\", \"name\": \"SCREEN\" }`",
                ),
                Target::Url if rust => {
                    ("the address that it opens", "write `open_url \"https://…\"`")
                }
                Target::Url => ("`url`, the address that it opens", "add `\"url\": \"https://…\"`"),
            };
            let message = format!("`{}` lacks {lacks}", row.name);
            cx.error(Code::MissingRequiredProperty, action.name.span, message).help(help);
            (None, None)
        }
        (Some(Target::Screen), Some(value)) => next(cx, here, value),
        (Some(Target::Url), Some(value)) => (url(cx, here, value), None),
        (None, Some(value)) => {
            let message = format!("there is nothing between `{}` and its payload", row.name);
            let fault = cx.error(Code::NotKeywordSchemaValidationFailed, value.span, message);
            match kind {
                ActionKind::DataExchange | ActionKind::Complete => {
                    fault.help("remove it; only `navigate` names a screen");
                }
                _ => {
                    fault.help("remove it");
                }
            }
            (None, None)
        }
        (None, None) => (None, None),
    }
}

fn next<'s, 'a>(
    cx: &mut Diagnostics,
    here: Here<'s, 'a>,
    value: &'a Value,
) -> (Option<model::Value<'a>>, Option<&'s ScreenScope<'a>>) {
    const CODE: Code = Code::InvalidNavigateActionNextScreenName;
    if let Some(dynamic) = dynamic::read(here, value) {
        if !dynamic.is_reference() {
            cx.error(CODE, value.span, "an expression cannot name the next screen")
                .help("write the id of a screen, or one reference");
            return (None, None);
        }
        return (bound(cx, here, value, &dynamic, CODE, "the next screen"), None);
    }
    let Some(id) = value.plain() else {
        let message = format!("`navigate` leads to a screen, not to {}", noun(value));
        cx.error(Code::InvalidPropertyType, value.span, message).help(
            match here.scope.flow.dialect {
                Dialect::Rust => "write `navigate SCREEN { … }`",
                Dialect::Json => "write the id of a screen: `\"name\": \"SCREEN\"`",
            },
        );
        return (None, None);
    };
    if id == here.screen.id {
        let fault = cx.error(CODE, value.span, format!("`navigate` leads from `{id}` to itself"));
        if here.scope.since(ActionKind::UpdateData.row().since) {
            fault.help("name another screen; `update_data` changes what this one shows");
        } else {
            fault.help("name another screen");
        }
        return (None, None);
    }
    let Some(screen) = here.scope.screen(&id) else {
        if here.scope.flow.partial {
            return (None, None);
        }
        let ids =
            here.scope.screens.iter().map(|screen| screen.id).filter(|id| *id != here.screen.id);
        let fault = cx.error(CODE, value.span, format!("there is no screen `{id}`"));
        fault.once(format!("screen {id}"));
        if id.eq_ignore_ascii_case(SUCCESS) {
            fault
                .help("`complete` on a terminal screen ends the flow; `SUCCESS` is for the server");
        } else {
            fault.help(match few(ids.clone()) {
                Some(ids) => format!("the other screens: {ids}"),
                None => "this flow has no other screen".to_owned(),
            });
            fault.did_you_mean(&id, ids);
        }
        return (None, None);
    };
    (Some(model::Value::text(id, value.span)), Some(screen))
}

fn url<'a>(cx: &mut Diagnostics, here: Here<'_, 'a>, value: &'a Value) -> Option<model::Value<'a>> {
    if let Some(dynamic) = dynamic::read(here, value) {
        return bound(cx, here, value, &dynamic, Code::InvalidScreenDynamicData, "`url`");
    }
    let text = match &value.kind {
        ValueKind::Word(_) => None,
        _ => value.plain(),
    };
    let Some(text) = text else {
        let message = format!("an address is a string, not {}", noun(value));
        cx.error(Code::InvalidPropertyType, value.span, message).help(
            match here.scope.flow.dialect {
                Dialect::Rust => "write `open_url \"https://…\"`",
                Dialect::Json => "write `\"url\": \"https://…\"`",
            },
        );
        return None;
    };
    if let Some(fault) = https_fault(&text) {
        let message = format!("`{}` {fault}", text.chars().take(80).collect::<String>());
        cx.error(Code::InvalidPropertyValueFormat, value.span, message)
            .help("write an address such as \"https://example.com/terms\"");
        return None;
    }
    Some(model::Value::text(text, value.span))
}

/// A dynamic target, which is a string.
fn bound<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    value: &'a Value,
    dynamic: &Dynamic,
    code: Code,
    what: &str,
) -> Option<model::Value<'a>> {
    let before = cx.mark();
    let codes = Codes { reference: code, ..Codes::PROPERTY };
    let schema = dynamic::schema(cx, here, dynamic, value.span, codes)?;
    if !schema.fits(&Schema::String) {
        let message = format!("{what} is a string, but this is {}", schema.noun());
        cx.error(code, value.span, message).help("refer to a string");
    }
    let text = dynamic::wire_form(value, dynamic);
    let kind = model::ValueKind::Dynamic(text.into());
    (!cx.reported_since(before)).then_some(model::Value { kind, span: value.span })
}

fn payload<'s, 'a>(
    cx: &mut Diagnostics,
    here: Here<'s, 'a>,
    action: &'a ast::Action,
    kind: ActionKind,
    next: Option<&'s ScreenScope<'a>>,
    property: &catalogue::Property,
) -> Option<Vec<model::Member<'a>>> {
    let row = kind.row();
    let Some(written) = &action.payload else {
        if is_told(action, PAYLOAD) {
            return None;
        }
        // Meta's schema asks for it where choosing something asks the endpoint.
        let rust = here.scope.flow.dialect == Dialect::Rust;
        let on_choice = property.on_choice && kind == ActionKind::DataExchange && !rust;
        if row.payload_required || on_choice {
            let message = format!("`{}` needs a payload here", row.name);
            cx.error(Code::MissingRequiredProperty, action.name.span, message).help(
                match here.scope.flow.dialect {
                    Dialect::Rust => format!("write `{} {{ … }}`", row.name),
                    Dialect::Json => "add a `payload`".to_owned(),
                },
            );
        } else {
            let told = next.is_some_and(|next| payload::absent(cx, here, action.name.span, next));
            if row.payload && !rust && !told {
                no_payload(cx, here, action, kind);
            }
        }
        // `flow!` writes the empty one, which Meta's schema asks for.
        return (row.payload && rust).then(Vec::new);
    };
    if !row.payload {
        payload_forbidden(cx, written.span);
        return None;
    }
    Some(payload::lower(cx, here, written, kind, next))
}

/// Meta's schema asks every action for a payload but `open_url`, and in 6.1 and 6.2 alone its
/// validator was seen to look.
fn no_payload(cx: &mut Diagnostics, here: Here<'_, '_>, action: &ast::Action, kind: ActionKind) {
    let message = format!("`{}` has no `payload`", action.name.text);
    let (code, span) = (Code::MissingRequiredProperty, action.name.span);
    let fault = if kind.row().demands_payload(false, here.scope.version) {
        cx.error(code, span, message)
    } else {
        cx.warning(code, span, message)
    };
    fault.help("add `\"payload\": {}`");
}

fn payload_forbidden(cx: &mut Diagnostics, span: crate::span::Span) {
    cx.error(Code::NotKeywordSchemaValidationFailed, span, "`open_url` takes no payload")
        .help("remove it; what the address needs goes in the address");
}
