//! Sending an interactive flow message.

use flow_desk::Status;
use serde_json::{Value, json};

use crate::client::{Api, TWO_SCREENS, WITH_ENDPOINT, changed};

const PARAMETERS: &str = "/interactive/action/parameters";

fn message(flow: &str) -> Value {
    json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "31600000000",
        "type": "interactive",
        "context": { "message_id": "wamid.1" },
        "interactive": {
            "type": "flow",
            "header": { "type": "text", "text": "Hello" },
            "body": { "text": "Finish it" },
            "footer": { "text": "Soon" },
            "action": { "name": "flow", "parameters": {
                "flow_message_version": "3",
                "flow_token": "token-1",
                "flow_id": flow,
                "flow_cta": "Open",
                "mode": "published",
                "flow_action": "navigate",
                "flow_action_payload": { "screen": "FIRST", "data": { "name": "Ada" } },
            } },
        },
    })
}

async fn published(api: &Api) -> (String, String) {
    let id = api.create("A", TWO_SCREENS).await;
    api.graph.set_status(&id, Status::Published);
    let path = format!("{}/messages", api.graph.phone());
    (id, path)
}

#[tokio::test]
async fn a_message_is_sent() {
    let api = Api::start().await;
    let (id, path) = published(&api).await;
    let body = message(&id);
    let got = api.post(&path, &body).await;
    let messages = api.graph.messages();
    assert_eq!(
        got.body,
        json!({
            "messaging_product": "whatsapp",
            "contacts": [{ "input": "31600000000", "wa_id": "31600000000" }],
            "messages": [{ "id": messages[0].id }],
        })
    );
    let sent = &messages[0];
    assert_eq!((sent.flow.as_ref(), sent.phone.clone()), (Some(&id), api.graph.phone()));
    assert_eq!((sent.token.as_deref(), sent.screen.as_deref()), (Some("token-1"), Some("FIRST")));
    assert_eq!((&sent.data, sent.is_draft), (&Some(json!({ "name": "Ada" })), false));
    assert_eq!((&sent.body, &sent.template), (&body, &None));

    // By name, with the defaults, without what may be left out.
    let least = json!({
        "messaging_product": "whatsapp",
        "to": "+31600000001",
        "type": "interactive",
        "interactive": {
            "type": "flow",
            "body": { "text": "Finish it" },
            "action": { "name": "flow", "parameters": {
                "flow_message_version": "3", "flow_token": "t", "flow_name": "A",
                "flow_cta": "Open",
            } },
        },
    });
    let got = api.post(&path, &least).await;
    assert_eq!(got.body["contacts"][0]["wa_id"], "31600000001", "{got:?}");
    assert_eq!(api.graph.messages()[1].flow.as_deref(), Some(id.as_str()));
    assert_ne!(api.graph.messages()[1].id, sent.id);
    api.has_no_complaint();
}

#[tokio::test]
async fn each_kind_of_header_is_taken() {
    let api = Api::start().await;
    let (id, path) = published(&api).await;
    let body = message(&id);
    for header in [
        json!({ "type": "image", "image": { "id": "1" } }),
        json!({ "type": "video", "video": { "link": "https://example.com/a.mp4" } }),
        json!({ "type": "document", "document": { "id": "1", "filename": "a.pdf" } }),
    ] {
        let got = api.post(&path, &changed(&body, "/interactive/header", Some(header))).await;
        assert_eq!(got.status, 200, "{got:?}");
    }
    api.has_no_complaint();
    for (header, part) in [
        (json!({ "text": "Hello" }), "header.type` is missing"),
        (json!({ "type": "audio" }), "header.type` is `audio`"),
        (json!({ "type": "text", "text": "a".repeat(61) }), "has 61 characters"),
        (json!({ "type": "image", "text": "Hello" }), "header.image` is missing"),
        (json!({ "type": "text", "text": "a", "image": { "id": "1" } }), "no other content"),
        (json!({ "type": "image", "image": {} }), "exactly one of"),
        (json!({ "type": "image", "image": { "id": "1", "link": "https://a" } }), "exactly one of"),
        (json!({ "type": "image", "image": { "id": 1 } }), "image.id` is not a string"),
        (json!({ "type": "image", "image": { "link": "a.png" } }), "is not a URL"),
        (json!({ "type": "image", "image": { "id": "1", "filename": "a" } }), "unknown key"),
    ] {
        let got = api.post(&path, &changed(&body, "/interactive/header", Some(header))).await;
        api.is_complaint(&got, part);
    }
}

#[tokio::test]
async fn a_wrong_message_is_named() {
    let api = Api::start().await;
    let (id, path) = published(&api).await;
    let body = message(&id);
    let long = |count: usize| Some(json!("ä".repeat(count)));
    let at = |key: &str| format!("{PARAMETERS}/{key}");
    let rows = [
        ("/messaging_product".to_owned(), None, "`messaging_product` is missing"),
        ("/messaging_product".to_owned(), Some(json!("sms")), "`messaging_product` is `sms`"),
        ("/recipient_type".to_owned(), Some(json!("group")), "`recipient_type` is `group`"),
        ("/to".to_owned(), None, "`to` is missing"),
        ("/to".to_owned(), Some(json!("+31 6")), "`to` is not a phone number"),
        ("/type".to_owned(), Some(json!("text")), "`interactive` does not go with type `text`"),
        ("/type".to_owned(), Some(json!("fax")), "`type` is `fax`"),
        ("/preview_url".to_owned(), Some(json!(true)), "unknown key `preview_url`"),
        ("/template".to_owned(), Some(json!({})), "`template` does not go with"),
        ("/context/message_id".to_owned(), None, "`context.message_id` is missing"),
        ("/interactive/type".to_owned(), Some(json!("form")), "`interactive.type` is `form`"),
        ("/interactive/body".to_owned(), None, "`interactive.body` is missing"),
        ("/interactive/body/text".to_owned(), Some(json!("")), "body.text` is empty"),
        ("/interactive/body/text".to_owned(), long(1025), "has 1025 characters"),
        ("/interactive/footer/text".to_owned(), long(61), "has 61 characters"),
        ("/interactive/action/name".to_owned(), Some(json!("go")), "action.name` is `go`"),
        (at("flow_message_version"), Some(json!(3)), "flow_message_version` is not a string"),
        (at("flow_message_version"), Some(json!("4")), "flow_message_version` is `4`"),
        (at("flow_token"), Some(Value::Null), "flow_token` is null"),
        (at("flow_token"), Some(json!("")), "flow_token` is empty"),
        (at("flow_id"), None, "exactly one of"),
        (at("flow_name"), Some(json!("A")), "exactly one of"),
        (at("flow_id"), Some(json!(1)), "flow_id` is not a string"),
        (at("flow_cta"), None, "flow_cta` is missing"),
        (at("mode"), Some(json!("test")), "mode` is `test`"),
        (at("flow_action"), Some(json!("open")), "flow_action` is `open`"),
        (at("flow_action"), Some(json!("data_exchange")), "goes with `navigate` only"),
        (at("flow_action_payload/screen"), None, "screen` is missing"),
        (at("flow_action_payload/data"), Some(json!({})), "data` is empty"),
        (at("flow_action_payload/data"), Some(json!([])), "data` is not an object"),
        (at("flow_action_payload/data/name"), Some(Value::Null), "data.name` is null"),
        (at("flow_action_payload/title"), Some(json!("a")), "unknown key"),
    ];
    for (pointer, value, part) in rows {
        api.is_complaint(&api.post(&path, &changed(&body, &pointer, value)).await, part);
    }
    assert!(api.graph.messages().is_empty());
    // As much as is allowed is sent.
    let mut most = changed(&body, "/interactive/body/text", long(1024));
    most = changed(&most, "/interactive/footer/text", long(60));
    most = changed(&most, "/interactive/header/text", long(60));
    most = changed(&most, &at("flow_cta"), Some(json!("🚀".repeat(31))));
    assert_eq!(api.post(&path, &most).await.status, 200);
    // And as little as can be.
    let parameters = json!({ "flow_message_version": "3", "flow_cta": "Open", "flow_id": id });
    let least = changed(&body, PARAMETERS, Some(parameters));
    assert_eq!(api.post(&path, &least).await.status, 200);
    let sent = api.graph.messages().pop().expect("a message");
    assert_eq!((sent.token.as_deref(), sent.screen.as_deref()), (Some("unused"), Some("FIRST")));
}

#[tokio::test]
async fn the_state_refuses_a_message() {
    let api = Api::start().await;
    let (id, path) = published(&api).await;
    let body = message(&id);
    let at = |key: &str| format!("{PARAMETERS}/{key}");
    for screen in ["LAST", "NOWHERE"] {
        let wrong = changed(&body, &at("flow_action_payload/screen"), Some(json!(screen)));
        let got = api.post(&path, &wrong).await;
        got.is_refused(400, 131_009);
        assert!(got.text().contains(screen) && got.text().contains("FIRST"), "{got:?}");
    }
    let unknown = changed(&body, &at("flow_id"), Some(json!("4711")));
    api.post(&path, &unknown).await.is_refused(400, 131_009);

    let exchange = changed(&body, &at("flow_action_payload"), None);
    let exchange = changed(&exchange, &at("flow_action"), Some(json!("data_exchange")));
    let got = api.post(&path, &exchange).await;
    got.is_refused(400, 131_009);
    assert!(got.text().contains("needs a flow with an endpoint"), "{got:?}");
    let publish = |json: &str| {
        api.graph.set_json(&id, json);
        api.graph.set_status(&id, Status::Published);
    };
    publish(WITH_ENDPOINT);
    assert_eq!(api.post(&path, &exchange).await.status, 200);
    assert_eq!(api.graph.messages()[0].screen, None);
    publish(TWO_SCREENS);

    for (status, code) in [
        (Status::Draft, 131_009),
        (Status::Deprecated, 132_068),
        (Status::Blocked, 132_068),
        (Status::Throttled, 132_069),
    ] {
        api.graph.set_status(&id, status);
        api.post(&path, &body).await.is_refused(400, code);
    }
    api.graph.set_status(&id, Status::Draft);
    let draft = changed(&body, &at("mode"), Some(json!("draft")));
    assert_eq!(api.post(&path, &draft).await.status, 200);
    assert!(api.graph.messages()[1].is_draft);
    api.has_no_complaint();
}

#[tokio::test]
async fn a_message_keeps_the_version_that_it_was_sent_with() {
    let api = Api::start().await;
    let (id, path) = published(&api).await;
    let body = message(&id);
    let carried = || api.graph.messages().pop().and_then(|sent| sent.document).expect("a document");
    assert_eq!(api.post(&path, &body).await.status, 200);
    let first = carried();
    // The flow is edited in place: until it is published again, messages carry what was.
    let edited = TWO_SCREENS.replace("Done", "End");
    assert_eq!(api.upload(&id, &edited).await.status, 200);
    assert_eq!(api.graph.flow(&id).expect("the flow").status, Status::Draft);
    assert_eq!(api.post(&path, &body).await.status, 200);
    assert_eq!(carried(), first);
    let draft = changed(&body, &format!("{PARAMETERS}/mode"), Some(json!("draft")));
    assert_eq!(api.post(&path, &draft).await.status, 200);
    assert_eq!(carried().text, edited);
    api.post_empty(&format!("{id}/publish")).await.is_success();
    assert_eq!(api.post(&path, &body).await.status, 200);
    assert_eq!(carried().text, edited);
    assert_eq!(api.graph.messages()[0].document.as_ref(), Some(&first));
    // Five versions live.
    for number in 0..9 {
        let json = TWO_SCREENS.replace("Done", &number.to_string());
        assert_eq!(api.upload(&id, &json).await.status, 200);
        api.post_empty(&format!("{id}/publish")).await.is_success();
    }
    let versions = api.graph.flow(&id).expect("the flow").versions;
    assert_eq!(versions.len(), 5);
    assert!(!versions.contains(&first));
    api.has_no_complaint();
}

#[tokio::test]
async fn a_person_without_a_number_is_sent_to_by_an_id() {
    let api = Api::start().await;
    let (id, path) = published(&api).await;
    let body = changed(&message(&id), "/to", None);
    for person in ["NL.1000000000000000001", "NL.ENT.1000000000000000001"] {
        let got = api.post(&path, &changed(&body, "/recipient", Some(json!(person)))).await;
        assert_eq!(got.body["contacts"], json!([{ "input": person, "user_id": person }]));
        assert_eq!(api.graph.messages().pop().expect("a message").to, person);
    }
    // With both, the number wins.
    let both = changed(&message(&id), "/recipient", Some(json!("NL.1")));
    assert!(api.post(&path, &both).await.body["contacts"][0]["wa_id"].is_string());
    api.has_no_complaint();
    let wrong = changed(&body, "/recipient", Some(json!("31600000000")));
    api.is_complaint(&api.post(&path, &wrong).await, "not a business-scoped user id");
}
