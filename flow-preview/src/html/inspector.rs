//! The inspector: exchanges, values, faults, map, mischief and settings.

use flow_player::Opening;
use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};

use super::{faults, list, service};
use crate::did::Tab;
use crate::flow::Flow;
use crate::house::House;
use crate::log::{Exchange, Outcome};
use crate::map::{Map, Mark};
use crate::mischief::Mischief;
use crate::record::{self, Recorded};
use crate::session::{Page, Room, Session};

/// The inspector, with the part that is chosen.
pub(crate) fn inspector(house: &House, room: &Room, session: &Session) -> Markup {
    let flow = house.flow(&session.flow);
    let found = flow.as_ref().map_or(0, |flow| flow.faults.len());
    html! {
        div.tabs role="tablist" aria-label="Inspector" {
            @for tab in Tab::ALL.into_iter().filter(|tab| *tab != Tab::Service || house.whatsapp.is_some()) {
                @let on = tab == session.tab;
                button type="button" role="tab" id={ "tab-" (tab.word()) } aria-selected=(on) aria-controls="pane"
                    tabindex=(if on { "0" } else { "-1" }) data-do=(json!({ "tab": tab.word() })) {
                    (tab.title())
                    @if tab == Tab::Faults && found > 0 { span.n { (found) } }
                    @if tab == Tab::Mischief && session.mischief.is_some() { span.n { "!" } }
                }
            }
        }
        div.pane #pane role="tabpanel" tabindex="0" aria-labelledby={ "tab-" (session.tab.word()) } {
            @match session.tab {
                Tab::Exchanges => (exchanges(house, session)),
                Tab::Values => (values(session)),
                Tab::Faults => {
                    @match &flow {
                        Some(flow) if !flow.faults.is_empty() => (faults::list(&flow.faults)),
                        _ => p.quiet { "No faults." },
                    }
                }
                Tab::Map => (map(room, session)),
                Tab::Mischief => (mischief(session)),
                Tab::Record => (record(room, session, flow.as_ref())),
                Tab::Settings => (settings(session)),
                Tab::Service => { @if let Some(whatsapp) = &house.whatsapp { (service::service(whatsapp)) } }
            }
        }
    }
}

fn exchanges(house: &House, session: &Session) -> Markup {
    html! {
        div.row {
            button.act type="button" data-do=r#""ping""# disabled[session.link(house).is_none()] { "Ping" }
            button.act type="button" aria-pressed=(session.secrets_shown) data-do=(json!({ "secrets": !session.secrets_shown })) { "Show secrets" }
            button.act type="button" data-do=r#""forget""# { "Clear" }
        }
        @if session.log.all().is_empty() { p.quiet { "Nothing was exchanged yet." } }
        @for exchange in session.log.all().iter().rev() { (one(session, exchange)) }
    }
}

fn one(session: &Session, exchange: &Exchange) -> Markup {
    let hide =
        |value: &Value| if session.secrets_shown { value.clone() } else { hidden(value, session) };
    html! {
        details.exchange id={ "exchange-" (exchange.number) } open[exchange.is_opened()] data-auto[exchange.is_opened()] {
            summary {
                span.kind { (exchange.kind) }
                span.where { (exchange.screen) }
                span.facts {
                    span.status.bad[exchange.is_bad()] {
                        @match &exchange.outcome {
                            Outcome::Local => "on the phone",
                            Outcome::Waiting => "waiting…",
                            Outcome::Status(status) => (status),
                            Outcome::None(why) => (why),
                        }
                    }
                    @if let Some(took) = exchange.took { " · " (took.as_millis()) " ms" }
                    @if exchange.size > 0 { " · " (list::size(exchange.size as u64)) }
                }
            }
            div.inside {
                @if let Some(note) = &exchange.note { p.note { (faults::ticks(note)) } }
                @if let Some(why) = &exchange.why { p.why { (faults::ticks(why)) } }
                @if let Some(sent) = &exchange.sent {
                    h2 { (if exchange.outcome == Outcome::Local { "Data" } else { "Sent" }) }
                    (code(&hide(sent)))
                }
                @if let Some(answered) = &exchange.answered { h2 { "Answered" } (code(&hide(answered))) }
                @if !exchange.sent_wire.is_empty() || !exchange.answered_wire.is_empty() {
                    details { summary { "On the wire" }
                        h2 { "Sent" } pre.code { (exchange.sent_wire) }
                        h2 { "Answered" } pre.code { (exchange.answered_wire) }
                    }
                }
            }
        }
    }
}

/// What was entered in secret becomes dots.
fn hidden(value: &Value, session: &Session) -> Value {
    match value {
        Value::String(text) if session.secrets.values().any(|secret| secret == text) => {
            json!("•".repeat(12))
        }
        Value::Number(number)
            if session.secrets.values().any(|secret| *secret == number.to_string()) =>
        {
            json!("•".repeat(12))
        }
        Value::Array(items) => items.iter().map(|item| hidden(item, session)).collect(),
        Value::Object(members) => Value::Object(
            members.iter().map(|(key, value)| (key.clone(), hidden(value, session))).collect(),
        ),
        other => other.clone(),
    }
}

/// The longest text that is shown whole: a picture in base64 has many more.
const TEXT: usize = 300;

/// JSON, its keys in colour.
pub(super) fn code(value: &Value) -> Markup {
    html! { pre.code tabindex="0" { (json_at(value, 0)) } }
}

fn json_at(value: &Value, depth: usize) -> Markup {
    let inner = "  ".repeat(depth + 1);
    let outer = "  ".repeat(depth);
    html! {
        @match value {
            Value::Object(members) if !members.is_empty() => {
                "{\n"
                @for (at, (key, value)) in members.iter().enumerate() {
                    (inner) span.key { (Value::from(key.as_str())) } ": " (json_at(value, depth + 1))
                    @if at + 1 < members.len() { "," } "\n"
                }
                (outer) "}"
            }
            Value::Array(items) if !items.is_empty() => {
                "[\n"
                @for (at, item) in items.iter().enumerate() {
                    (inner) (json_at(item, depth + 1)) @if at + 1 < items.len() { "," } "\n"
                }
                (outer) "]"
            }
            Value::String(text) if text.chars().count() > TEXT => {
                (Value::from(text.chars().take(TEXT).collect::<String>())) "… (" (text.len()) " bytes)"
            }
            other => (other),
        }
    }
}

fn values(session: &Session) -> Markup {
    let hide = |map: serde_json::Map<String, Value>| {
        let value = Value::Object(map);
        if session.secrets_shown { value } else { hidden(&value, session) }
    };
    let all = session.values();
    html! {
        @if all.is_empty() { p.quiet { "No screen was shown yet." } }
        @for Page { screen, data, form } in all {
            h2 { (screen) @if session.player.screen() == Some(&*screen) { " (shown)" } }
            (table("data", &hide(data)))
            (table("form", &hide(form)))
        }
    }
}

fn table(name: &str, value: &Value) -> Markup {
    let Value::Object(members) = value else { return html! {} };
    html! {
        table.values {
            caption { "${" (name) ".…}" @if members.is_empty() { ": nothing" } }
            @for (key, value) in members {
                tr { th scope="row" { (key) } td { pre { (json_at(value, 0)) } } }
            }
        }
    }
}

fn map(room: &Room, session: &Session) -> Markup {
    let map = Map::of(session.player.program());
    let here = session.player.screen().map(str::to_owned);
    let seen: Vec<String> = session.player.seen().map(str::to_owned).collect();
    let mark = |id: &str| Mark {
        seen: seen.iter().any(|seen| seen == id),
        here: here.as_deref() == Some(id),
    };
    let lost: Vec<&str> = map.lost().collect();
    html! {
        @if !lost.is_empty() { p.why { "No way leads to " (lost.join(", ")) "." } }
        div.map { (PreEscaped(map.draw(mark))) }
        p.row {
            a.act href={ "s/" (room.id) "/map.svg" } download={ (session.flow) ".svg" } { "Save as SVG" }
            a.act href={ "s/" (room.id) "/map.mmd" } download={ (session.flow) ".mmd" } { "Save as Mermaid" }
        }
    }
}

fn mischief(session: &Session) -> Markup {
    html! {
        p.quiet { "What is pressed here is done to the next answer of the endpoint." }
        div.switches {
            @for each in Mischief::ALL {
                button.act type="button" aria-pressed=(session.mischief == Some(each)) data-do=(json!({ "mischief": each.word() })) { (each.title()) }
            }
        }
    }
}

/// What the person did, as a test.
fn record(room: &Room, session: &Session, flow: Option<&Flow>) -> Markup {
    let form = session.recorded;
    html! {
        p.quiet { "What you do on the phone, as a test. It begins where the flow was opened." }
        div.row {
            @for each in Recorded::ALL {
                button.act type="button" aria-pressed=(each == form) data-do=(json!({ "recorded": each.word() })) { (each.title()) }
            }
        }
        @if session.recording.is_empty() { p.quiet { "Nothing was done yet." } }
        @else {
            div.row {
                button.act.main type="button" data-copy="recorded" { "Copy" }
                a.act href={ "s/" (room.id) "/" (form.file()) } download=(form.file()) { "Save" }
                span.copied role="status" {}
            }
            pre.code.whole #recorded tabindex="0" { (record::written(flow, session, form)) }
            p.quiet { "Passwords, passcodes and what is typed into sensitive fields are not in it: other values that the field takes stand in for them." }
        }
    }
}

fn settings(session: &Session) -> Markup {
    let (screen, data) = match &session.opening {
        Opening::Navigate { screen, data } => (screen.clone().unwrap_or_default(), data.clone()),
        Opening::Shown { screen, data } => (screen.clone(), data.clone()),
        _ => (String::new(), serde_json::Map::new()),
    };
    let data = format!("{:#}", Value::Object(data));
    html! {
        div.form #settings data-start {
            label { "Screen that opens; empty asks the endpoint"
                input.plain #settings-screen name="screen" value=(screen); }
            label { "Data of the screen, a JSON object"
                textarea.plain #settings-data name="data" rows="12" spellcheck="false" { "\n" (data) } }
            label { "Flow token"
                input.plain #settings-token name="token" value=(session.token); }
            button.act.main type="button" data-submit="settings" { "Open" }
        }
    }
}
