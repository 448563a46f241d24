//! A client that sends whatever it is reported to.

use flow_desk::Graph;
use reqwest::header::HeaderMap;
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

/// Two screens; only FIRST can be opened by a message.
pub(crate) const TWO_SCREENS: &str = r#"{
  "version": "7.3",
  "screens": [
    {"id": "FIRST", "title": "First", "data": {"name": {"type": "string", "__example__": "Ada"}},
     "layout": {"type": "SingleColumnLayout", "children": [
       {"type": "TextBody", "text": "${data.name}"},
       {"type": "Footer", "label": "Next", "on-click-action":
         {"name": "navigate", "next": {"type": "screen", "name": "LAST"}, "payload": {}}}]}},
    {"id": "LAST", "title": "Last", "terminal": true, "data": {},
     "layout": {"type": "SingleColumnLayout", "children": [
       {"type": "Footer", "label": "Done", "on-click-action": {"name": "complete", "payload": {}}}]}}
  ]
}"#;

/// A flow with an endpoint.
pub(crate) const WITH_ENDPOINT: &str = r#"{
  "version": "7.3",
  "data_api_version": "3.0",
  "routing_model": {"START": []},
  "screens": [
    {"id": "START", "title": "Start", "terminal": true, "data": {},
     "layout": {"type": "SingleColumnLayout", "children": [
       {"type": "Footer", "label": "Go", "on-click-action":
         {"name": "data_exchange", "payload": {}}}]}}
  ]
}"#;

pub(crate) struct Api {
    pub(crate) graph: Graph,
    http: reqwest::Client,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Api {
    pub(crate) async fn start() -> Self {
        Self { graph: Graph::start().await, http: reqwest::Client::new() }
    }

    /// A request with the token; the path is after the version.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}/v25.0/{path}", self.graph.url());
        self.http.request(method, url).bearer_auth(self.graph.access_token())
    }

    /// A request without a token, to a whole path.
    pub(crate) fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.graph.url()))
    }

    pub(crate) async fn get(&self, path: &str) -> Got {
        Got::of(self.request(Method::GET, path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Got {
        Got::of(self.request(Method::POST, path).json(body)).await
    }

    pub(crate) async fn post_empty(&self, path: &str) -> Got {
        Got::of(self.request(Method::POST, path)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Got {
        Got::of(self.request(Method::DELETE, path)).await
    }

    /// Creates a flow with a document, and answers its id.
    pub(crate) async fn create(&self, name: &str, document: &str) -> String {
        let path = format!("{}/flows", self.graph.waba());
        let body = json!({ "name": name, "categories": ["OTHER"], "flow_json": document });
        let got = self.post(&path, &body).await;
        assert_eq!(got.status, 200, "{got:?}");
        assert_eq!(got.body["success"], true, "{got:?}");
        got.body["id"].as_str().expect("an id").to_owned()
    }

    pub(crate) async fn upload(&self, flow: &str, text: &str) -> Got {
        self.upload_form(flow, upload_form(text)).await
    }

    pub(crate) async fn upload_form(&self, flow: &str, form: Form) -> Got {
        Got::of(self.request(Method::POST, &format!("{flow}/assets")).multipart(form)).await
    }

    /// Asserts that a call was refused as one that no correct client sends.
    pub(crate) fn is_complaint(&self, got: &Got, part: &str) {
        got.is_refused(400, got.code());
        let complaints = self.graph.complaints();
        let last = complaints.last().expect("a complaint");
        assert!(last.contains(part), "{last} has no {part}");
        assert!(got.text().contains(part), "{got:?} has no {part}");
        assert!([100, 131_009].contains(&got.code()), "{got:?}");
    }

    /// Asserts that so far, nothing was refused as a call that no correct client sends.
    pub(crate) fn has_no_complaint(&self) {
        assert_eq!(self.graph.complaints(), Vec::<String>::new());
    }
}

impl Got {
    pub(crate) async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.json().await.expect("JSON");
        Self { status, headers, body }
    }

    pub(crate) fn code(&self) -> i64 {
        self.body["error"]["code"].as_i64().unwrap_or_default()
    }

    /// What the error says.
    pub(crate) fn text(&self) -> String {
        let error = &self.body["error"];
        format!("{} {}", error["message"], error["error_user_msg"])
    }

    pub(crate) fn is_success(&self) {
        assert_eq!((self.status, &self.body), (200, &json!({ "success": true })));
    }

    pub(crate) fn is_refused(&self, status: u16, code: i64) {
        assert_eq!((self.status, self.code()), (status, code), "{self:?}");
        assert!(self.body["error"]["fbtrace_id"].is_string(), "{self:?}");
    }
}

/// The form of an upload as it should be.
pub(crate) fn upload_form(text: &str) -> Form {
    Form::new()
        .text("name", "flow.json")
        .text("asset_type", "FLOW_JSON")
        .part("file", file(text, "application/json"))
}

pub(crate) fn file(text: &str, content_type: &str) -> Part {
    let part = Part::text(text.to_owned()).file_name("flow.json");
    part.mime_str(content_type).expect("a content type")
}

/// The body with one value changed, or taken away.
pub(crate) fn changed(body: &Value, pointer: &str, value: Option<Value>) -> Value {
    let mut body = body.clone();
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let parent = body.pointer_mut(parent).expect("a parent");
    match (parent, value) {
        (Value::Object(map), Some(value)) => {
            map.insert(key.to_owned(), value);
        }
        (Value::Object(map), None) => {
            map.shift_remove(key).expect("a value to take away");
        }
        (Value::Array(items), Some(value)) => items.push(value),
        (parent, _) => panic!("{parent} has no {key}"),
    }
    body
}
