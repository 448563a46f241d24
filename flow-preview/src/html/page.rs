//! The top of the page: what is shown, and how.

use maud::{Markup, html};
use serde_json::json;

use crate::did::System;
use crate::house::House;
use crate::session::{Session, TEXTS};

/// The top of the page.
pub(crate) fn top(house: &House, session: &Session) -> Markup {
    let program = session.player.program();
    let system = System::of(session.player.device().profile);
    let here = session.player.screen().unwrap_or_default();
    let asks = program.has_endpoint();
    let start = |screen: &str| json!({ "start": { "screen": screen } });
    html! {
        h1 { (session.flow) }
        p.notice { "A preview. This is not WhatsApp." @if asks && session.link(house).is_none() { " No endpoint is given: answers are made up." } }
        div.choices {
            label { span.said { "Open a screen" }
                select #top-screen data-choose {
                    @if here.is_empty() { option selected value="" { "Screen" } }
                    @if asks { option value=(start("")) { "Ask the endpoint" } }
                    @for screen in program.screens() { option value=(start(screen)) selected[screen == here] { (screen) } }
                }
            }
            label { span.said { "System" }
                select #top-system data-choose {
                    @for each in System::ALL {
                        option value=(json!({ "look": { "system": each.word() } })) selected[each == system] { (each.profile()) }
                    }
                }
            }
            label { span.said { "Size of text" }
                select #top-text data-choose {
                    @for size in TEXTS { option value=(json!({ "look": { "text": size } })) selected[size == session.look.text] { (size) " %" } }
                }
            }
            (switch("Dark", "dark", session.look.dark))
            (switch("Right to left", "rtl", session.look.rtl))
            (switch("Everything", "everything", session.look.everything))
            button.act.main type="button" data-do=r#"{"start":{}}"# { "Restart" }
        }
    }
}

fn switch(title: &str, word: &str, on: bool) -> Markup {
    html! {
        button.act type="button" aria-pressed=(on) data-do=(json!({ "look": { word: !on } })) { (title) }
    }
}
