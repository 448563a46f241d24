//! Uploading and downloading a document, and what the validator says.

use flow_desk::Status;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::client::{Api, Got, TWO_SCREENS, file, upload_form};

/// Two components with the same fault, after letters of more than one byte.
const FAULTY: &str = r#"{
  "version": "7.3",
  "screens": [
    {
      "id": "START",
      "title": "Stärt",
      "terminal": true,
      "layout": {
        "type": "SingleColumnLayout",
        "children": [
          {"type": "TextHeading", "text": "äö€", "colour": "red"},
          {"type": "TextHeading",
           "colour": "red", "text": "b"},
          {"type": "TextBody", "text": "c", "font-weight": "heavy"},
          {"type": "Footer", "label": "Go", "on-click-action": {"name": "complete", "payload": {}}}
        ]
      }
    }
  ]
}"#;

#[tokio::test]
async fn a_document_is_uploaded_and_downloaded() {
    let api = Api::start().await;
    let id = api.graph.add_flow("A");
    let got = api.upload(&id, TWO_SCREENS).await;
    assert_eq!(got.body, json!({ "success": true, "validation_errors": [] }));
    let document = api.graph.flow(&id).expect("the flow").document;
    assert_eq!(document.text, TWO_SCREENS);
    assert_eq!(document.version.as_deref(), Some("7.3"));
    assert_eq!(document.entry_screens, ["FIRST"]);
    let form = upload_form(TWO_SCREENS).text("messaging_product", "whatsapp");
    assert_eq!(api.upload_form(&id, form).await.status, 200);

    let got = api.get(&format!("{id}/assets")).await;
    let asset = &got.body["data"][0];
    assert_eq!((&asset["name"], &asset["asset_type"]), (&json!("flow.json"), &json!("FLOW_JSON")));
    let url = asset["download_url"].as_str().expect("a URL").to_owned();
    let path = url.strip_prefix(&api.graph.url()).expect("a URL of the fake").to_owned();
    let response = api.bare(Method::GET, &path).send().await.expect("an answer");
    assert_eq!(response.text().await.expect("a text"), TWO_SCREENS);
    api.has_no_complaint();

    let with_token = api.bare(Method::GET, &path).bearer_auth(api.graph.access_token());
    api.is_complaint(&Got::of(with_token).await, "must not see it");
    let unsigned = path.split('?').next().expect("a path");
    Got::of(api.bare(Method::GET, unsigned)).await.is_refused(403, 100);
    api.is_complaint(&Got::of(api.bare(Method::POST, &path)).await, "downloaded with GET");
}

#[tokio::test]
async fn faults_have_places() {
    let api = Api::start().await;
    let id = api.graph.add_flow("A");
    let got = api.upload(&id, FAULTY).await;
    assert_eq!(got.body["success"], true);
    let errors = got.body["validation_errors"].as_array().expect("errors");
    let place = |line: u64, start: u64, end: u64, path: &str| {
        json!({
            "line_start": line, "line_end": line, "column_start": start, "column_end": end,
            "path": path,
        })
    };
    assert_eq!(errors.len(), 2, "{errors:?}");
    // Keys are pointed at with their quotes; equal faults are one with two pointers.
    assert_eq!(errors[0]["error"], "INVALID_PROPERTY_KEY");
    assert_eq!(errors[0]["error_type"], "FLOW_JSON_ERROR");
    assert_eq!(
        errors[0]["pointers"],
        json!([
            place(11, 50, 57, "screens[0].layout.children[0].colour"),
            place(13, 12, 19, "screens[0].layout.children[1].colour"),
        ])
    );
    let keys = ["line_start", "line_end", "column_start", "column_end"];
    assert_eq!(keys.map(|key| errors[0][key].clone()), [11, 11, 50, 57].map(Value::from));
    // Values are pointed at as well.
    assert_eq!(errors[1]["error"], "INVALID_ENUM_VALUE");
    let path = "screens[0].layout.children[2].font-weight";
    assert_eq!(errors[1]["pointers"], json!([place(14, 60, 66, path)]));
    assert!(errors.iter().all(|error| error["message"].is_string()));

    let shown = api.get(&id).await;
    assert_eq!(shown.body["validation_errors"], got.body["validation_errors"]);
    assert_eq!(api.upload(&id, TWO_SCREENS).await.body["validation_errors"], json!([]));
    api.has_no_complaint();
}

#[tokio::test]
async fn what_is_no_document_has_an_error() {
    let api = Api::start().await;
    let id = api.graph.add_flow("A");
    for text in ["{", "[]", "", "nonsense"] {
        let got = api.upload(&id, text).await;
        assert_eq!(got.status, 200, "{got:?}");
        let error = &got.body["validation_errors"][0];
        assert_eq!(error["error"], "INVALID_FLOW_JSON", "{text}: {got:?}");
        assert_eq!(error["line_start"], 1, "{text}: {got:?}");
    }
    let bytes = Part::bytes(vec![b'{', 0xFF, b'}']).file_name("flow.json");
    let form = Form::new().text("name", "flow.json").text("asset_type", "FLOW_JSON");
    let form = form.part("file", bytes.mime_str("application/json").expect("a content type"));
    let got = api.upload_form(&id, form).await;
    assert_eq!(got.body["validation_errors"][0]["message"], "The document is not UTF-8.");
    api.has_no_complaint();
}

#[tokio::test]
async fn a_wrong_form_is_named() {
    let api = Api::start().await;
    let id = api.graph.add_flow("A");
    let plain = || Form::new().text("name", "flow.json").text("asset_type", "FLOW_JSON");
    let unnamed = Part::text("{}").mime_str("application/json").expect("a content type");
    for (form, part) in [
        (plain(), "the part `file` is missing"),
        (plain().part("file", unnamed), "no file name"),
        (plain().part("file", file("{}", "text/plain")), "not `application/json`"),
        (Form::new().text("name", "flow.json"), "the part `asset_type` is missing"),
        (Form::new().text("name", "a.json"), "the part `name` is not `flow.json`"),
        (upload_form("{}").text("name", "flow.json"), "`name` is there twice"),
        (upload_form("{}").text("messaging_product", "sms"), "is not `whatsapp`"),
        (upload_form("{}").text("mode", "draft"), "unknown part `mode`"),
        (Form::new().text("name", "flow.json").text("asset_type", "JSON"), "not `FLOW_JSON`"),
    ] {
        api.is_complaint(&api.upload_form(&id, form).await, part);
    }
    let path = format!("{id}/assets");
    api.is_complaint(&api.post(&path, &json!({})).await, "not `multipart/form-data`");
    api.is_complaint(&api.post_empty(&path).await, "not `multipart/form-data`");
}

#[tokio::test]
async fn a_document_above_10_mb_is_not_taken() {
    let api = Api::start().await;
    let id = api.graph.add_flow("A");
    let large = "a".repeat((10 << 20) + 1);
    let got = api.upload(&id, &large).await;
    got.is_refused(400, 100);
    assert!(got.text().contains("10 MB"), "{got:?}");
    let body = json!({ "name": "B", "categories": ["OTHER"], "flow_json": large });
    api.post(&format!("{}/flows", api.graph.waba()), &body).await.is_refused(400, 100);
    // What is published takes one, where the account's flows are edited in place.
    api.graph.set_status(&id, Status::Published);
    assert_eq!(api.upload(&id, TWO_SCREENS).await.status, 200);
    assert_eq!(api.graph.flow(&id).expect("the flow").status, Status::Draft);
    api.graph.set_edits(false);
    let got = api.upload(&id, TWO_SCREENS).await;
    got.is_refused(400, 139_001);
    assert!(got.text().contains("clone it"), "{got:?}");
    api.has_no_complaint();
    // A test can put any document there, for a client that must not read so much.
    api.graph.set_json(&id, &large);
    assert_eq!(api.graph.flow(&id).expect("the flow").document.text.len(), large.len());
}
