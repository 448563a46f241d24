//! Playing on the page.

use flow_preview::{Flow, Preview};
use serde_json::json;

use super::{Page, TWO, hides, part, shows, two};

#[tokio::test]
async fn a_flow_is_played_to_its_end() {
    let page = Page::open(two()).await;
    shows(&page.html, "Who are you?");
    hides(&page.html, "countess");
    let parts = page.tap_footer().await;
    shows(part(&parts, "desk"), "A phone does not do this: the button is disabled");
    let parts = page.gesture(json!({ "type": { "name": "who", "text": "Ada" } })).await;
    shows(part(&parts, "desk"), "countess");
    page.fill("word", "engine-1843").await;
    let parts = page.tap_footer().await;
    let desk = part(&parts, "desk");
    shows(desk, "data-screen=\"BYE\"");
    shows(desk, "data-depth=\"1\"");
    shows(desk, ">Ada<");
    shows(part(&parts, "inspector"), "navigate");
    let parts = page.tap_footer().await;
    shows(part(&parts, "desk"), "The flow is complete");
    shows(part(&parts, "chat"), "Response sent");
    assert!(parts["rev"].as_u64() > Some(4));
}

#[tokio::test]
async fn a_secret_is_shown_as_dots_until_it_is_asked_for() {
    let page = Page::open(two()).await;
    page.fill("who", "Ada").await;
    page.fill("word", "engine-1843").await;
    let parts = page.tap_footer().await;
    hides(part(&parts, "inspector"), "engine-1843");
    let parts = page.does(json!({ "tab": "values" })).await;
    hides(part(&parts, "inspector"), "engine-1843");
    let parts = page.does(json!({ "secrets": true })).await;
    shows(part(&parts, "inspector"), "engine-1843");
}

#[tokio::test]
async fn what_lies_over_the_screen_is_opened_and_closed() {
    let page = Page::open_at(two(), "/?screen=BYE").await;
    let parts = page.does(json!({ "open": "plan" })).await;
    let desk = part(&parts, "desk");
    shows(desk, "role=\"dialog\"");
    shows(desk, "Pro &lt;b&gt;");
    shows(desk, " inert");
    let parts = page.does(json!({ "option": "b" })).await;
    hides(part(&parts, "desk"), "role=\"dialog\"");
    shows(part(&parts, "desk"), "<bdi>Pro &lt;b&gt;</bdi>");
    page.does(json!({ "open": "day" })).await;
    let parts = page.does(json!({ "day": "2026-01-20" })).await;
    shows(part(&parts, "desk"), "20 January 2026");
    let parts = page.does(json!("accept")).await;
    shows(part(&parts, "desk"), "<span class=\"value\"><bdi>20 January 2026</bdi>");
    page.does(json!({ "open": "day" })).await;
    let parts = page.does(json!("back")).await;
    hides(part(&parts, "desk"), "role=\"dialog\"");
    shows(part(&parts, "desk"), "data-screen=\"BYE\"");
}

#[tokio::test]
async fn a_day_out_of_the_limits_cannot_be_picked() {
    let page = Page::open_at(two(), "/?screen=BYE").await;
    let parts = page.does(json!({ "open": "day" })).await;
    let desk = part(&parts, "desk");
    shows(desk, "id=\"day-2026-01-09\" aria-disabled=\"true\"");
    shows(desk, "{&quot;day&quot;:&quot;2026-01-10&quot;}");
    page.does(json!({ "day": "2026-01-09" })).await;
    let parts = page.does(json!("accept")).await;
    shows(part(&parts, "desk"), "role=\"alert\"");
}

#[tokio::test]
async fn a_flow_that_was_left_goes_on_from_the_chat() {
    let page = Page::open(two()).await;
    page.fill("who", "Ada").await;
    page.fill("word", "engine").await;
    let parts = page.gesture(json!("close")).await;
    shows(part(&parts, "desk"), "The flow is closed");
    shows(part(&parts, "chat"), "without passwords");
    let parts = page.does(json!("message")).await;
    let desk = part(&parts, "desk");
    shows(desk, "value=\"Ada\"");
    hides(desk, "value=\"engine\"");
}

#[tokio::test]
async fn the_phone_goes_on_where_it_was_when_the_flow_changes() {
    let page = Page::open(two()).await;
    page.fill("who", "Ada").await;
    let changed = String::from_utf8_lossy(TWO).replace("Your name", "Your whole name");
    page.preview.update(vec![Flow::from_json("two", "two.json", changed.as_bytes())]);
    let parts = page.does(json!({ "tab": "faults" })).await;
    shows(part(&parts, "desk"), "Your whole name");
    shows(part(&parts, "desk"), "value=\"Ada\"");

    let faulty = String::from_utf8_lossy(TWO).replace("\"helper-text\"", "\"helper-txt\"");
    page.preview.update(vec![Flow::from_json("two", "two.json", faulty.as_bytes())]);
    let parts = page.does(json!({ "tab": "faults" })).await;
    shows(part(&parts, "desk"), "1 error; what is sound is shown");
    shows(part(&parts, "desk"), "value=\"Ada\"");
    shows(part(&parts, "inspector"), "two.json:6:");

    // A text that is not a flow at all leaves the last one on the phone.
    page.preview.update(vec![Flow::from_json("two", "two.json", b"{")]);
    let parts = page.does(json!({ "tab": "faults" })).await;
    shows(part(&parts, "desk"), "value=\"Ada\"");
    shows(part(&parts, "desk"), "1 error");
}

#[tokio::test]
async fn it_opens_with_what_is_asked_for() {
    let address =
        "/?screen=BYE&data=%7B%22who%22%3A%22Grace%22%7D&system=ios&theme=dark&dir=rtl&text=200";
    let page = Page::open_at(two(), address).await;
    for wanted in [
        "data-system=\"ios\"",
        "data-theme=\"dark\"",
        "dir=\"rtl\"",
        "data-text=\"200\"",
        ">Grace<",
    ] {
        shows(&page.html, wanted);
    }
    let parts = page.does(json!({ "start": { "screen": "BYE", "data": "[1]" } })).await;
    shows(part(&parts, "desk"), "The data is not a JSON object");
    let parts =
        page.does(json!({ "start": { "screen": "BYE", "data": "{\"who\":\"Joan\"}" } })).await;
    shows(part(&parts, "desk"), ">Joan<");
    let parts = page.does(json!({ "start": { "screen": "WHO", "data": "" } })).await;
    shows(part(&parts, "desk"), "data-screen=\"WHO\"");
}

#[tokio::test]
async fn everything_shows_what_is_hidden() {
    let page = Page::open(two()).await;
    let parts = page.does(json!({ "look": { "everything": true } })).await;
    shows(part(&parts, "desk"), "countess");
}

#[tokio::test]
async fn the_map_is_saved() {
    let page = Page::open(two()).await;
    let (_, svg) = super::get(&page.preview, &format!("/s/{}/map.svg", page.session)).await;
    shows(&svg, ">▸ WHO<");
    let (_, mermaid) = super::get(&page.preview, &format!("/s/{}/map.mmd", page.session)).await;
    assert_eq!(mermaid, "flowchart TD\n    s0[\"WHO\"]\n    s1([\"BYE\"])\n    s0 --> s1\n");
}

#[tokio::test]
async fn without_a_flow_the_page_says_why() {
    let flow = Flow::from_json("none", "none.json", b"nothing");
    let (_, html) = super::get(&Preview::new(vec![flow]).build(), "/").await;
    shows(&html, "There is no flow that can be shown");
    shows(&html, "none.json:1:1");
}

#[tokio::test]
async fn a_date_is_turned_to_on_wheels_where_the_system_has_them() {
    for (system, done) in [("ios", ">Done<"), ("web", ">OK<")] {
        let page = Page::open_at(two(), &format!("/?screen=BYE&system={system}")).await;
        let parts = page.does(json!({ "open": "day" })).await;
        let desk = part(&parts, "desk");
        for wanted in ["id=\"wheel-day\"", "id=\"wheel-month\"", "id=\"wheel-year\"", done] {
            shows(desk, wanted);
        }
        hides(desk, "class=\"month\"");
        // They are at today, and a turn past the limits stops at them.
        shows(desk, "<bdi>15 January 2026</bdi>");
        shows(desk, "<option value=\"{&quot;day&quot;:&quot;2026-01-10&quot;}\">1</option>");
        shows(desk, "disabled>March<");
        page.does(json!({ "day": "2026-02-15" })).await;
        let parts = page.does(json!("accept")).await;
        shows(part(&parts, "desk"), "<span class=\"value\"><bdi>15 February 2026</bdi>");
    }
}
