//! The service's side of the desk: what it is told, its calls, the reports to it.

use flow_desk::{Flow, Outcome, WhatsApp};
use maud::{Markup, html};
use serde_json::json;

use super::inspector::code;
use crate::chats::Failing;

/// So many calls and reports are shown.
const SHOWN: usize = 60;

/// What a service is told, what it asked, and what was reported to it.
pub(crate) fn service(whatsapp: &WhatsApp) -> Markup {
    html! {
        h2 { "What your service is told" }
        table.values {
            @for (name, value) in told(whatsapp) { tr { th scope="row" { (name) } td { code { (value) } } } }
        }
        h2 { "Flows" }
        @let flows = whatsapp.graph().flows();
        @if flows.is_empty() { p.quiet { "No flow was pushed yet." } }
        @for flow in &flows { (pushed(flow)) }
        h2 { "Mischief" }
        div.row {
            button.act type="button" aria-pressed=(whatsapp.repeats()) data-do=(json!({ "chats": { "repeat": !whatsapp.repeats() } })) { "Deliver reports twice" }
            @if whatsapp.holds() {
                button.act type="button" data-do=(json!({ "chats": { "release": "as_they_came" } })) { "Let reports go" }
                button.act type="button" data-do=(json!({ "chats": { "release": "reversed" } })) { "Newest first" }
            } @else {
                button.act type="button" data-do=(json!({ "chats": "hold" })) { "Keep reports back" }
            }
        }
        p.quiet { "The next call of the service:" @if whatsapp.graph().pending_faults() > 0 { " " (whatsapp.graph().pending_faults()) " to fail." } }
        div.row {
            @for failing in Failing::ALL {
                button.act type="button" data-do=(json!({ "chats": { "fail": failing.word() } })) { (failing.title()) }
            }
        }
        h2 { "Calls" }
        @let calls = whatsapp.graph().calls();
        @if calls.is_empty() { p.quiet { "The service has called nothing yet." } }
        @for call in calls.iter().rev().take(SHOWN) {
            p.call { span.kind { (call.method) } " " span.where { (call.path) } " "
                span.status.bad[!call.told.starts_with('2')] { (call.told) } }
        }
        h2 { "Reports" }
        @if whatsapp.webhook().is_none() { p.quiet { "No webhook is subscribed (--webhook), so nothing is reported." } }
        @for report in whatsapp.reports().iter().rev().take(SHOWN) {
            details.exchange id={ "report-" (report.number) } {
                summary {
                    span.kind { (about(&report.body)) }
                    span.facts {
                        @match report.outcomes.last() {
                            None => span.status { "waiting" },
                            Some(Outcome::Status(status)) => span.status.bad[*status != 200] { (status) },
                            Some(Outcome::Lost(why)) => span.status.bad { (why) },
                        }
                        @if report.outcomes.len() > 1 { " · " (report.outcomes.len()) " times" }
                    }
                }
                div.inside { (code(&report.body)) }
            }
        }
    }
}

/// A flow that was pushed, with the versions that people can open.
fn pushed(flow: &Flow) -> Markup {
    let draft = flow.versions.last().is_none_or(|last| *last != flow.document);
    let show = |at: Option<usize>| json!({ "chats": { "version": { "flow": flow.id, "at": at } } });
    html! {
        p.call { span.kind { (flow.name) } " " span.where { (flow.id) } " " span.status { (flow.status.as_str()) } }
        div.row {
            @for (at, _) in flow.versions.iter().enumerate() {
                button.act type="button" data-do=(show(Some(at))) { (age(flow.versions.len() - 1 - at)) }
            }
            @if draft { button.act type="button" data-do=(show(None)) { "Draft" } }
        }
    }
}

/// A version, by how many newer ones there are.
fn age(newer: usize) -> String {
    match newer {
        0 => "Published last".to_owned(),
        1 => "The one before".to_owned(),
        newer => format!("{newer} before"),
    }
}

/// Name and value of each thing that a service has to know.
fn told(whatsapp: &WhatsApp) -> [(&'static str, String); 6] {
    [
        ("Base URL", whatsapp.url()),
        ("Access token", whatsapp.access_token()),
        ("WABA id", whatsapp.waba()),
        ("Phone number id", whatsapp.phone()),
        ("App secret", whatsapp.app_secret()),
        ("Webhook", whatsapp.webhook().unwrap_or_else(|| "none".to_owned())),
    ]
}

/// A report in two words.
fn about(body: &serde_json::Value) -> String {
    let change = &body["entry"][0]["changes"][0];
    let value = &change["value"];
    let word = |at: &str| value.pointer(at).and_then(serde_json::Value::as_str);
    let told = word("/statuses/0/status")
        .or_else(|| word("/messages/0/interactive/type"))
        .or_else(|| word("/messages/0/type"))
        .or_else(|| word("/event"))
        .unwrap_or_default();
    format!("{} · {told}", change["field"].as_str().unwrap_or_default())
}
