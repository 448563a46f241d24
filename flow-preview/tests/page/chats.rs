//! The chats of the page, and the Graph API below it.

use axum::body::Body;
use axum::http::{StatusCode, header};
use flow_desk::{Contact, Graph, WhatsApp};
use flow_preview::{Flow, Preview, Recorded};
use serde_json::{Value, json};

use super::{Page, TWO, call, hides, own, part, shows};

const AT: &str = "http://127.0.0.1:8417/graph";

/// A page with a desk, to which nothing was sent.
fn desk() -> (Preview, WhatsApp) {
    let graph = Graph::builder().elsewhere(AT).app_secret("a secret").start().expect("threads");
    let whatsapp = WhatsApp::from(graph);
    let two = Flow::from_json("two", "two.json", TWO);
    (Preview::new(vec![two]).whatsapp(whatsapp.clone()).build(), whatsapp)
}

/// A call of a service, which is no page and says no origin.
async fn post(preview: &Preview, path: &str, body: Value) -> (StatusCode, Value) {
    let request = own("POST", &format!("/graph/v25.0/{path}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::AUTHORIZATION, format!("Bearer {}", flow_desk::ACCESS_TOKEN))
        .body(Body::from(body.to_string()))
        .expect("a request");
    let (status, text) = call(preview, request).await;
    (status, serde_json::from_str(&text).expect("JSON"))
}

/// Publishes the flow of the tests under this name, and gives its id.
async fn publish(preview: &Preview, name: &str) -> String {
    let flow = String::from_utf8_lossy(TWO);
    let flow = json!({ "name": name, "categories": ["OTHER"], "flow_json": flow, "publish": true });
    let (status, made) = post(preview, &format!("{}/flows", flow_desk::WABA), flow).await;
    assert_eq!((status, &made["success"]), (StatusCode::OK, &json!(true)), "{made}");
    made["id"].as_str().expect("an id").to_owned()
}

async fn send(preview: &Preview, to: (&str, &str), flow: &str) -> Value {
    let message = json!({
        "messaging_product": "whatsapp", to.0: to.1, "type": "interactive",
        "interactive": {
            "type": "flow", "body": { "text": "Who <are> you?" }, "footer": { "text": "Soon" },
            "header": { "type": "document", "document": { "link": "https://example.com/a.pdf" } },
            "action": { "name": "flow", "parameters": { "flow_message_version": "3",
                "flow_id": flow, "flow_token": "token-9", "flow_cta": "Tell us" } },
        },
    });
    let (status, sent) = post(preview, &format!("{}/messages", flow_desk::PHONE), message).await;
    assert_eq!(status, StatusCode::OK, "{sent}");
    sent["messages"][0]["id"].clone()
}

#[tokio::test]
async fn a_message_is_opened_and_answered_in_the_chat() {
    let (preview, whatsapp) = desk();
    whatsapp.report_to(Some("http://127.0.0.1:1/webhook"));
    whatsapp.hold();
    let flow = publish(&preview, "Who").await;
    let id = send(&preview, ("to", "31612345678"), &flow).await;
    send(&preview, ("recipient", "NL.17"), &flow).await;

    let page = Page::open(preview).await;
    shows(&page.html, "<span class=\"name\">+31612345678</span>");
    shows(&page.html, "<span class=\"name\">NL.17</span>");
    hides(&page.html, "Who <are> you?");
    let parts = page.does(json!({ "chats": { "with": 0 } })).await;
    let chat = part(&parts, "chat");
    shows(chat, "Who &lt;are&gt; you?");
    shows(chat, "https://example.com/a.pdf");
    shows(chat, "UTC · read");
    let parts = page.does(json!({ "chats": { "open": id } })).await;
    shows(part(&parts, "top"), "<h1>Who</h1>");
    page.fill("who", "Ada").await;
    page.fill("word", "secret-1").await;
    page.tap_footer().await;

    // A recording holds the document of the message: the sources have none of this name.
    let steps = page.preview.recorded(Recorded::Steps, 0).expect("recorded").1;
    let (document, script) = steps.split_once("\n---\n").expect("a line `---`");
    let program = flow_player::Program::from_json(document).expect("the document of the message");
    assert_eq!(flow_player::steps::play(&program, script).expect("steps"), script);

    // The phone keeps what was entered, and goes on from there.
    page.gesture(json!("close")).await;
    assert!(whatsapp.graph().messages()[0].saved.is_some());
    let parts = page.does(json!({ "chats": { "open": id } })).await;
    shows(part(&parts, "desk"), "data-screen=\"BYE\"");
    let parts = page.tap_footer().await;
    let chat = part(&parts, "chat");
    shows(chat, "Response sent");
    shows(chat, "You have sent this form.");
    let parts = page.does(json!({ "chats": { "open": id } })).await;
    shows(part(&parts, "desk"), "The button is dead.");
    let parts = page.does(json!({ "start": {} })).await;
    shows(part(&parts, "desk"), "The button is dead.");

    page.does(json!({ "chats": { "say": { "text": " And now? " } } })).await;
    let word = |value: &Value| {
        let said = &value["messages"][0];
        let words = [
            &value["statuses"][0]["status"],
            &said["interactive"]["nfm_reply"]["response_json"],
            &said["text"]["body"],
        ];
        words.iter().find_map(|word| word.as_str()).map(str::to_owned)
    };
    let reports = whatsapp.reports();
    let values = reports.iter().map(|report| &report.body["entry"][0]["changes"][0]["value"]);
    let words: Vec<String> = values.filter_map(word).collect();
    assert_eq!(words[..5], ["sent", "delivered", "sent", "delivered", "read"]);
    shows(&words[5], "\"flow_token\":\"token-9\"");
    assert_eq!(words[6], "And now?");
    assert_eq!(whatsapp.graph().complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn a_flow_of_the_source_and_a_message_are_two_things() {
    let (preview, _whatsapp) = desk();
    let flow = publish(&preview, "two").await;
    let id = send(&preview, ("to", "31612345678"), &flow).await;
    let page = Page::open(preview.clone()).await;
    page.does(json!({ "chats": { "open": id } })).await;
    // The source is changed: the message stays as it was sent.
    let changed = String::from_utf8_lossy(TWO).replace("Your name", "Your whole name");
    preview.update(vec![Flow::from_json("two", "two.json", changed.as_bytes())]);
    let parts = page.does(json!({ "tab": "service" })).await;
    shows(part(&parts, "desk"), "Your name");
    shows(part(&parts, "inspector"), AT);
    shows(part(&parts, "inspector"), "No webhook is subscribed");
    // What was pushed is looked at, and nobody hears of it.
    shows(part(&parts, "inspector"), "Published last");
    let version = json!({ "flow": flow, "at": 0 });
    let parts = page.does(json!({ "chats": { "version": version } })).await;
    shows(part(&parts, "desk"), "Your name");
    hides(part(&parts, "chat"), "UTC ·");
    page.fill("who", "Ada").await;
    page.fill("word", "x").await;
    page.tap_footer().await;
    let parts = page.tap_footer().await;
    shows(part(&parts, "desk"), "The flow is complete");
    let parts = page.does(json!({ "start": { "flow": "two" } })).await;
    shows(part(&parts, "desk"), "Your whole name");
}

#[tokio::test]
async fn people_come_onto_the_desk_and_cannot_be_reached() {
    let (preview, whatsapp) = desk();
    let flow = publish(&preview, "Who").await;
    let page = Page::open(preview.clone()).await;
    let ada = json!({ "name": "Ada", "number": "", "username": "@ada" });
    let parts = page.does(json!({ "chats": { "join": ada } })).await;
    shows(part(&parts, "chat"), "@ada");
    let person = whatsapp.people().pop().expect("she is there").contact();
    assert_eq!((person.number, person.username.as_deref()), (None, Some("ada")));
    page.does(json!({ "chats": { "reachable": false } })).await;
    send(&preview, ("recipient", &person.user_id), &flow).await;
    let parts = page.does(json!({ "tab": "service" })).await;
    shows(part(&parts, "chat"), "UTC · failed");
    page.does(json!({ "chats": { "fail": "rate_limit" } })).await;
    let body = json!({ "messaging_product": "whatsapp" });
    let path = format!("{}/messages", flow_desk::PHONE);
    let (status, _) = post(&preview, &path, body.clone()).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    let (status, error) = post(&preview, &path, body).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    shows(error["error"]["message"].as_str().expect("a text"), "is missing");
    let parts = page.does(json!({ "tab": "service" })).await;
    shows(part(&parts, "inspector"), "is missing");
}

#[tokio::test]
async fn long_lists_are_cut_and_say_so() {
    let (preview, whatsapp) = desk();
    for number in 0..150 {
        let _ = whatsapp.join(Contact::new(format!("Person {number}.")));
    }
    let page = Page::open(preview).await;
    let parts = page.does(json!({ "chats": { "with": 3 } })).await;
    let chat = part(&parts, "chat");
    shows(chat, "The last 100 of 150 people are listed.");
    shows(chat, "Person 149.");
    shows(chat, "Person 50.");
    hides(chat, "Person 49.");
    // Whose chat is open is listed.
    shows(chat, "Person 3.");
    hides(chat, "came before");
    for number in 0..219 {
        page.does(json!({ "chats": { "say": { "text": format!("Line {number}.") } } })).await;
    }
    let parts = page.does(json!({ "chats": { "say": { "text": "Line 219." } } })).await;
    let chat = part(&parts, "chat");
    shows(chat, "The last 200 messages are shown; 20 came before.");
    shows(chat, "Line 219.");
    shows(chat, "Line 20.");
    hides(chat, "Line 19.");
}

#[tokio::test]
async fn the_graph_api_is_guarded_as_the_page_is() {
    let (preview, _whatsapp) = desk();
    let path = format!("/graph/v25.0/{}/flows", flow_desk::WABA);
    let request = |name: header::HeaderName, value: &str| {
        own("POST", &path)
            .header(header::AUTHORIZATION, format!("Bearer {}", flow_desk::ACCESS_TOKEN))
            .header(name, value)
            .body(Body::from("{}"))
            .expect("a request")
    };
    let (status, _) = call(&preview, request(header::ORIGIN, "https://example.com")).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, _) = call(&preview, request(header::ACCEPT, "*/*")).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "it is answered, and wrong");
    let (bare, _) = desk();
    let request = own("GET", &path).body(Body::empty()).expect("a request");
    assert_eq!(call(&bare, request).await.0, StatusCode::UNAUTHORIZED);
    let none = super::two();
    let request = own("GET", &path).body(Body::empty()).expect("a request");
    assert_eq!(call(&none, request).await.0, StatusCode::NOT_FOUND, "there is no desk");
}

/// A flow that ends with a photo.
const PHOTO: &str = r#"{ "version": "7.3", "screens": [{
    "id": "DOOR", "title": "The door", "terminal": true, "success": true, "data": {},
    "layout": { "type": "SingleColumnLayout", "children": [
        { "type": "PhotoPicker", "name": "photo", "label": "A photo", "min-uploaded-photos": 1, "max-uploaded-photos": 2 },
        { "type": "Footer", "label": "Send", "on-click-action": { "name": "complete",
            "payload": { "photo": "${form.photo}" } } } ] } }] }"#;

#[tokio::test]
async fn a_photo_is_downloaded_by_the_id_in_the_completion() {
    let (preview, whatsapp) = desk();
    whatsapp.report_to(Some("http://127.0.0.1:1/webhook"));
    whatsapp.hold();
    let flow =
        json!({ "name": "Door", "categories": ["OTHER"], "flow_json": PHOTO, "publish": true });
    let (_, made) = post(&preview, &format!("{}/flows", flow_desk::WABA), flow).await;
    let id = send(&preview, ("to", "31612345678"), made["id"].as_str().expect("an id")).await;
    let page = Page::open(preview.clone()).await;
    page.does(json!({ "chats": { "open": id } })).await;
    let address = format!("/s/{}/attach?picker=photo&file=door.jpg&kind=image/jpeg", page.session);
    let request = own("POST", &address)
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .body(Body::from(&b"\xff\xd8 a door"[..]))
        .expect("a request");
    assert_eq!(call(&preview, request).await.0, StatusCode::OK);
    page.tap_footer().await;

    let report = whatsapp.reports().pop().expect("the completion");
    let message = &report.body["entry"][0]["changes"][0]["value"]["messages"][0];
    let response = message["interactive"]["nfm_reply"]["response_json"].as_str().expect("a text");
    let response: Value = serde_json::from_str(response).expect("JSON");
    assert_eq!(response["photo"][0]["file_name"], "door.jpg");
    let get = async |path: &str| {
        let request = own("GET", path)
            .header(header::AUTHORIZATION, format!("Bearer {}", flow_desk::ACCESS_TOKEN))
            .body(Body::empty());
        call(&preview, request.expect("a request")).await.1
    };
    let id = response["photo"][0]["id"].as_str().expect("an id");
    let about: Value =
        serde_json::from_str(&get(&format!("/graph/v25.0/{id}")).await).expect("JSON");
    assert_eq!((&about["mime_type"], &about["file_size"]), (&json!("image/jpeg"), &json!(9)));
    let url = about["url"].as_str().expect("an address");
    let path = url.strip_prefix("http://127.0.0.1:8417").expect("an address of the page");
    assert!(get(path).await.ends_with(" a door"));
}
