//! Templates with a flow button: made, and sent.

use flow_desk::Status;
use serde_json::{Value, json};

use crate::client::{Api, TWO_SCREENS, changed};

const BUTTON: &str = "/components/1/buttons/0";

fn template(flow: &str) -> Value {
    json!({
        "name": "welcome",
        "language": "en_US",
        "category": "MARKETING",
        "components": [
            { "type": "body", "text": "Check out this offer" },
            { "type": "BUTTONS", "buttons": [{
                "type": "FLOW", "text": "Open", "flow_id": flow, "flow_action": "navigate",
                "navigate_screen": "FIRST", "icon": "DOCUMENT",
            }] },
        ],
    })
}

fn message() -> Value {
    json!({
        "messaging_product": "whatsapp",
        "to": "31600000000",
        "type": "template",
        "template": {
            "name": "welcome",
            "language": { "code": "en_US" },
            "components": [{
                "type": "button", "sub_type": "flow", "index": "0",
                "parameters": [{ "type": "action", "action": {
                    "flow_token": "token-1", "flow_action_data": { "name": "Ada" },
                } }],
            }],
        },
    })
}

#[tokio::test]
async fn a_template_is_made() {
    let api = Api::start().await;
    let id = api.create("A", TWO_SCREENS).await;
    let path = format!("{}/message_templates", api.graph.waba());
    let body = template(&id);
    let got = api.post(&path, &body).await;
    let made = api.graph.templates()[0].clone();
    assert_eq!(got.body, json!({ "id": made.id, "status": "PENDING", "category": "MARKETING" }));
    assert_eq!((made.flow.as_ref(), made.button, &made.body), (Some(&id), Some(0), &body));

    let got = api.post(&path, &body).await;
    got.is_refused(400, 100);
    assert!(got.text().contains("a template `welcome` in `en_US` already"), "{got:?}");

    let by_name = changed(&body, "/language", Some(json!("nl")));
    let by_name = changed(&by_name, &format!("{BUTTON}/flow_id"), None);
    let named = changed(&by_name, &format!("{BUTTON}/flow_name"), Some(json!("A")));
    assert_eq!(api.post(&path, &named).await.status, 200);
    let own = changed(&by_name, "/language", Some(json!("de")));
    let own = changed(&own, &format!("{BUTTON}/flow_json"), Some(json!(TWO_SCREENS)));
    assert_eq!(api.post(&path, &own).await.status, 200);
    assert_eq!(api.graph.templates()[2].flow, None);

    let faulty = changed(&own, "/language", Some(json!("fr")));
    let faulty = changed(&faulty, &format!("{BUTTON}/flow_json"), Some(json!("{}")));
    let got = api.post(&path, &faulty).await;
    got.is_refused(400, 100);
    assert!(got.body["validation_errors"][0].is_object(), "{got:?}");
    let unknown = changed(&body, "/language", Some(json!("fr")));
    let screen = changed(&unknown, &format!("{BUTTON}/navigate_screen"), Some(json!("LAST")));
    api.post(&path, &screen).await.is_refused(400, 131_009);
    let unknown = changed(&unknown, &format!("{BUTTON}/flow_id"), Some(json!("4711")));
    api.post(&path, &unknown).await.is_refused(400, 131_009);
    api.has_no_complaint();
}

#[tokio::test]
async fn a_wrong_template_is_named() {
    let api = Api::start().await;
    let id = api.create("A", TWO_SCREENS).await;
    let path = format!("{}/message_templates", api.graph.waba());
    let body = template(&id);
    let at = |key: &str| format!("{BUTTON}/{key}");
    let rows = [
        ("/name".to_owned(), None, "`name` is missing"),
        ("/name".to_owned(), Some(json!("Welcome")), "small letters"),
        ("/language".to_owned(), None, "`language` is missing"),
        ("/category".to_owned(), Some(json!("OTHER")), "`category` is `OTHER`"),
        ("/components".to_owned(), None, "`components` is missing"),
        ("/components".to_owned(), Some(json!([])), "none of type BODY"),
        ("/components".to_owned(), Some(json!([{ "type": "TITLE" }])), "type` is `TITLE`"),
        ("/components/0/text".to_owned(), None, "components[0].text` is missing"),
        ("/components/1/buttons".to_owned(), None, "components[1].buttons` is missing"),
        ("/status".to_owned(), Some(json!("a")), "unknown key `status`"),
        (at("type"), Some(json!("LINK")), "type` is `LINK`"),
        (at("text"), None, "text` is missing"),
        (at("text"), Some(json!("a".repeat(26))), "has 26 characters"),
        (at("flow_id"), None, "exactly one of"),
        (at("flow_name"), Some(json!("A")), "exactly one of"),
        (at("flow_action"), Some(json!("open")), "flow_action` is `open`"),
        (at("flow_action"), Some(json!("data_exchange")), "goes with `navigate` only"),
        (at("icon"), Some(json!("STAR")), "icon` is `STAR`"),
        (at("flow_token"), Some(json!("a")), "unknown key"),
    ];
    for (pointer, value, part) in rows {
        api.is_complaint(&api.post(&path, &changed(&body, &pointer, value)).await, part);
    }
    let second = body["components"][1]["buttons"][0].clone();
    let two = changed(&body, "/components/1/buttons/-", Some(second));
    api.is_complaint(&api.post(&path, &two).await, "one FLOW button");
    assert!(api.graph.templates().is_empty());
}

#[tokio::test]
async fn a_template_is_sent() {
    let api = Api::start().await;
    let id = api.create("A", TWO_SCREENS).await;
    api.graph.set_status(&id, Status::Published);
    let path = format!("{}/messages", api.graph.phone());
    let body = message();
    api.post(&path, &body).await.is_refused(400, 132_001);
    api.post(&format!("{}/message_templates", api.graph.waba()), &template(&id)).await;
    assert_eq!(api.post(&path, &body).await.status, 200);
    let sent = api.graph.messages()[0].clone();
    assert_eq!((sent.flow, sent.template.as_deref()), (Some(id.clone()), Some("welcome")));
    assert_eq!(
        (sent.token.as_deref(), sent.data),
        (Some("token-1"), Some(json!({ "name": "Ada" })))
    );

    // Token and data may be left out, the component may not.
    let action = "/template/components/0/parameters/0/action";
    assert_eq!(api.post(&path, &changed(&body, action, Some(json!({})))).await.status, 200);
    let bare = changed(&body, "/template/components/0/parameters", None);
    assert_eq!(api.post(&path, &bare).await.status, 200);
    assert_eq!(api.graph.messages()[2].token, None);
    let got = api.post(&path, &changed(&body, "/template/components", None)).await;
    got.is_refused(400, 131_009);
    assert!(got.text().contains("needs its component"), "{got:?}");
    let other = changed(&body, "/template/components/0/index", Some(json!("1")));
    api.post(&path, &other).await.is_refused(400, 131_009);
    let language = changed(&body, "/template/language/code", Some(json!("nl")));
    api.post(&path, &language).await.is_refused(400, 132_001);
    for (status, code) in
        [(Status::Draft, 131_009), (Status::Blocked, 132_068), (Status::Throttled, 132_069)]
    {
        api.graph.set_status(&id, status);
        api.post(&path, &body).await.is_refused(400, code);
    }
    api.has_no_complaint();
}

#[tokio::test]
async fn a_wrong_template_message_is_named() {
    let api = Api::start().await;
    let path = format!("{}/messages", api.graph.phone());
    let body = message();
    let at = |key: &str| format!("/template/components/0/{key}");
    let rows = [
        ("/template/name".to_owned(), None, "`template.name` is missing"),
        ("/template/language".to_owned(), Some(json!("en_US")), "language` is not an object"),
        ("/template/language/code".to_owned(), None, "language.code` is missing"),
        ("/template/namespace".to_owned(), Some(json!("a")), "unknown key"),
        ("/interactive".to_owned(), Some(json!({})), "`interactive` does not go with"),
        (at("type"), Some(json!("footer")), "type` is `footer`"),
        (at("sub_type"), Some(json!("url")), "sub_type` is `url`"),
        (at("index"), None, "index` is missing"),
        (at("index"), Some(json!(0)), "index` is not a string"),
        (at("index"), Some(json!("a")), "index` is not a number"),
        (at("parameters/0/type"), Some(json!("text")), "type` is `text`"),
        (at("parameters/0/action"), None, "action` is missing"),
        (at("parameters/0/action/flow_token"), Some(Value::Null), "flow_token` is null"),
        (at("parameters/0/action/flow_token"), Some(json!("")), "flow_token` is empty"),
        (at("parameters/0/action/flow_action_data"), Some(json!({})), "data` is empty"),
        (at("parameters/0/action/flow_id"), Some(json!("1")), "unknown key"),
        (at("parameters/-"), Some(json!({})), "more than one action"),
    ];
    for (pointer, value, part) in rows {
        let pointer = pointer.as_str();
        api.is_complaint(&api.post(&path, &changed(&body, pointer, value)).await, part);
    }
    let button = body["template"]["components"][0].clone();
    let two = changed(&body, "/template/components/-", Some(button));
    api.is_complaint(&api.post(&path, &two).await, "has two buttons");
}
