//! The page as its browser sees it: the service is called without a network.

mod chats;
mod drawn;
mod endpoint;
mod guards;
mod kept;
mod played;

use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{Request, StatusCode, header};
use flow_preview::{Flow, Preview};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower_service::Service as _;

/// A flow of two screens, with a secret and a field that is hidden at first.
const TWO: &[u8] = br#"{
    "version": "7.3",
    "screens": [{
        "id": "WHO", "title": "Who are you?", "data": {},
        "layout": { "type": "SingleColumnLayout", "children": [
            { "type": "TextInput", "name": "who", "label": "Your name", "required": true, "helper-text": "As in your passport" },
            { "type": "TextInput", "name": "word", "label": "Password", "input-type": "password", "required": true },
            { "type": "If", "condition": "${form.who} == 'Ada'", "then": [
                { "type": "TextBody", "text": "Good morning, countess" } ] },
            { "type": "Footer", "label": "Go on", "on-click-action": { "name": "navigate",
                "next": { "type": "screen", "name": "BYE" }, "payload": { "who": "${form.who}", "word": "${form.word}" } } }
        ] }
    }, {
        "id": "BYE", "title": "Good bye", "terminal": true, "success": true,
        "data": { "who": { "type": "string", "__example__": "Eve" }, "word": { "type": "string", "__example__": "x" } },
        "layout": { "type": "SingleColumnLayout", "children": [
            { "type": "TextHeading", "text": "${data.who}" },
            { "type": "Dropdown", "name": "plan", "label": "Plan", "data-source": [
                { "id": "a", "title": "Basic" }, { "id": "b", "title": "Pro <b>" } ] },
            { "type": "DatePicker", "name": "day", "label": "Day", "min-date": "2026-01-10", "max-date": "2026-02-20" },
            { "type": "Footer", "label": "Send", "on-click-action": { "name": "complete",
                "payload": { "plan": "${form.plan}", "day": "${form.day}", "word": "${data.word}" } } }
        ] }
    }]
}"#;

/// A page that is open.
struct Page {
    preview: Preview,
    /// The id of its session.
    session: String,
    html: String,
}

fn two() -> Preview {
    Preview::new(vec![Flow::from_json("two", "two.json", TWO)])
        .today(flow_player::Date::constant(2026, 1, 15))
        .build()
}

async fn call(preview: &Preview, request: Request<Body>) -> (StatusCode, String) {
    let response = preview.clone().call(request).await.expect("it never fails");
    let status = response.status();
    let body = response.into_body().collect().await.expect("a body").to_bytes();
    (status, String::from_utf8_lossy(&body).into_owned())
}

fn own(method: &str, address: &str) -> Builder {
    Request::builder().method(method).uri(address).header(header::HOST, "127.0.0.1:8417")
}

async fn get(preview: &Preview, address: &str) -> (StatusCode, String) {
    call(preview, own("GET", address).body(Body::empty()).expect("a request")).await
}

impl Page {
    async fn open(preview: Preview) -> Self {
        Self::open_at(preview, "/").await
    }

    async fn open_at(preview: Preview, address: &str) -> Self {
        let (status, html) = get(&preview, address).await;
        assert_eq!(status, StatusCode::OK, "{html}");
        let session = html.split("data-session=\"").nth(1).expect("a session");
        let session = session.split('"').next().expect("its end").to_owned();
        Self { preview, session, html }
    }

    /// Does something, and gives the parts of the page that came back.
    async fn does(&self, did: Value) -> Value {
        let request = own("POST", &format!("/s/{}/did", self.session))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ORIGIN, "http://127.0.0.1:8417")
            .body(Body::from(did.to_string()))
            .expect("a request");
        let (status, text) = call(&self.preview, request).await;
        assert_eq!(status, StatusCode::OK, "{did}: {text}");
        serde_json::from_str(&text).expect("JSON")
    }

    async fn gesture(&self, gesture: Value) -> Value {
        self.does(json!({ "gesture": gesture })).await
    }

    async fn fill(&self, name: &str, text: &str) -> Value {
        self.gesture(json!({ "fill": { "name": name, "text": text } })).await
    }

    async fn tap_footer(&self) -> Value {
        self.gesture(json!({ "tap": "footer" })).await
    }

    /// The phone, once the exchanges that are under way have come back.
    async fn settled(&self) -> Value {
        for _ in 0..500 {
            let parts = self.does(json!({ "tab": "exchanges" })).await;
            if !part(&parts, "inspector").contains("waiting…") {
                return parts;
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        panic!("it never settles");
    }
}

fn part<'p>(parts: &'p Value, name: &str) -> &'p str {
    parts[name].as_str().expect("a part of the page")
}

#[track_caller]
fn shows(text: &str, wanted: &str) {
    assert!(text.contains(wanted), "`{wanted}` is not in {text}");
}

#[track_caller]
fn hides(text: &str, unwanted: &str) {
    assert!(!text.contains(unwanted), "`{unwanted}` is in {text}");
}
