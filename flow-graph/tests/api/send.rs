//! Messages and templates, as they arrive.

use flow_desk::{Graph, Status};
use flow_graph::{Client, Error, ErrorKind, NewTemplate, TemplateCategory, TemplateStatus};
use flow_runtime::message::{
    FlowButton, Header, Icon, Media, MessageError, Opening, Outgoing, TemplateOpening, Untyped,
};
use serde_json::{Map, Value, json};

use super::{Account, ENDPOINT_FLOW, PERSON, SignUp, Welcome, assert_clean, client};

/// A published flow with an endpoint.
fn published(graph: &Graph) -> String {
    let id = graph.add_flow("Account");
    graph.set_json(&id, ENDPOINT_FLOW);
    graph.set_status(&id, Status::Published);
    id
}

async fn arrived(graph: &Graph, client: &Client, message: &(impl Outgoing + Sync)) -> Value {
    let sent = client.phone(graph.phone()).send(message, PERSON, "token-1").await.unwrap();
    let message = graph.messages().pop().unwrap();
    assert_eq!(sent.message_id, message.id);
    assert_eq!(sent.wa_id.as_deref(), Some(PERSON));
    assert_eq!(message.token.as_deref(), Some("token-1"));
    assert_clean(graph);
    message.body
}

#[tokio::test]
async fn a_message_arrives_as_the_reference_writes_it() {
    let graph = Graph::start().await;
    let id = published(&graph);
    let message = Opening::<Account>::new("Finish sign-up")
        .navigate(SignUp { first_name: "Ada" })
        .flow_id(&id)
        .header(Header::text("Welcome"))
        .body("Two questions are left.")
        .footer("It takes a minute")
        .reply_to("wamid.1");
    let body = arrived(&graph, &client(&graph), &message).await;
    let expected = json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": PERSON,
        "type": "interactive",
        "context": { "message_id": "wamid.1" },
        "interactive": {
            "type": "flow",
            "header": { "type": "text", "text": "Welcome" },
            "body": { "text": "Two questions are left." },
            "footer": { "text": "It takes a minute" },
            "action": { "name": "flow", "parameters": {
                "flow_message_version": "3",
                "flow_token": "token-1",
                "flow_id": id,
                "flow_cta": "Finish sign-up",
                "mode": "published",
                "flow_action": "navigate",
                "flow_action_payload": { "screen": "SIGN_UP", "data": { "first_name": "Ada" } },
            } },
        },
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn every_header_arrives() {
    let graph = Graph::start().await;
    let id = published(&graph);
    let client = client(&graph);
    let link = || Media::link("https://example.com/file");
    let headers = [
        (
            Header::image(link()),
            json!({ "type": "image", "image": { "link": "https://example.com/file" } }),
        ),
        (Header::image(Media::id("17")), json!({ "type": "image", "image": { "id": "17" } })),
        (Header::video(Media::id("17")), json!({ "type": "video", "video": { "id": "17" } })),
        (
            Header::document(Media::id("17")),
            json!({ "type": "document", "document": { "id": "17" } }),
        ),
        (
            Header::named_document(link(), "a.pdf"),
            json!({ "type": "document", "document": { "link": "https://example.com/file", "filename": "a.pdf" } }),
        ),
    ];
    for (header, expected) in headers {
        let message = Opening::<Account>::new("Open")
            .data_exchange()
            .flow_name("Account")
            .header(header)
            .body("Hello");
        let body = arrived(&graph, &client, &message).await;
        assert_eq!(body["interactive"]["header"], expected);
        let parameters = &body["interactive"]["action"]["parameters"];
        assert_eq!(parameters["flow_action"], "data_exchange");
        assert_eq!(parameters["flow_name"], "Account");
        assert_eq!(parameters.get("flow_action_payload"), None);
    }
    assert_eq!(graph.messages()[0].flow, Some(id));
}

#[tokio::test]
async fn empty_data_is_left_out_and_a_draft_is_said_to_be_one() {
    let graph = Graph::start().await;
    let id = graph.add_flow("Draft");
    let message =
        Opening::<Account>::new("Open").navigate(Welcome).flow_id(&id).body("Hello").draft();
    let body = arrived(&graph, &client(&graph), &message).await;
    let parameters = &body["interactive"]["action"]["parameters"];
    assert_eq!(parameters["mode"], "draft");
    assert_eq!(parameters["flow_action_payload"], json!({ "screen": "WELCOME_SCREEN" }));
}

#[tokio::test]
async fn a_template_is_made_and_sent() {
    let graph = Graph::start().await;
    let id = published(&graph);
    let client = client(&graph);
    let button = FlowButton::navigate::<Account, SignUp>("Sign up").flow_id(&id).icon(Icon::Review);
    let template = NewTemplate::new("welcome", "en_US", TemplateCategory::Utility)
        .body("Two questions are left.")
        .component(json!({ "type": "footer", "text": "It takes a minute" }))
        .button(button);
    let created = client.waba(graph.waba()).create_template(&template).await.unwrap();
    assert_eq!(created.status, Some(TemplateStatus::Pending));
    assert_eq!(
        graph.templates()[0].body["components"][2]["buttons"],
        json!([{
            "type": "FLOW", "text": "Sign up", "flow_id": id, "flow_action": "navigate",
            "navigate_screen": "SIGN_UP", "icon": "REVIEW",
        }])
    );

    let opening = TemplateOpening::<Account>::new("welcome", "en_US");
    let message = opening.clone().data(SignUp { first_name: "Ada" });
    let body = arrived(&graph, &client, &message).await;
    assert_eq!(
        body["template"],
        json!({
            "name": "welcome",
            "language": { "code": "en_US" },
            "components": [{
                "type": "button", "sub_type": "flow", "index": "0",
                "parameters": [{ "type": "action", "action": {
                    "flow_token": "token-1", "flow_action_data": { "first_name": "Ada" },
                } }],
            }],
        })
    );
    let replying = opening.clone().without_data().reply_to("wamid.1").callback_data("order-17");
    let body = arrived(&graph, &client, &replying).await;
    assert_eq!(body["context"], json!({ "message_id": "wamid.1" }));
    assert_eq!(body["biz_opaque_callback_data"], "order-17");
    let body = arrived(&graph, &client, &opening.without_data()).await;
    let action = &body["template"]["components"][0]["parameters"][0]["action"];
    assert_eq!(*action, json!({ "flow_token": "token-1" }));
    // The component is where Meta looks for it, or error 131009.
    let elsewhere = TemplateOpening::<Account>::new("welcome", "en_US").without_data().button(1);
    let phone = client.phone(graph.phone());
    let error = phone.send(&elsewhere, PERSON, "token").await.unwrap_err();
    assert_eq!(error.graph().unwrap().kind, ErrorKind::ParameterValue);
}

#[tokio::test]
async fn the_states_of_a_flow_have_their_errors() {
    let graph = Graph::start().await;
    let id = published(&graph);
    let phone = client(&graph).phone(graph.phone());
    let message = Untyped::data_exchange("Open").flow_id(&id).body("Hello");
    for (status, kind) in
        [(Status::Blocked, ErrorKind::FlowBlocked), (Status::Deprecated, ErrorKind::FlowBlocked)]
    {
        graph.set_status(&id, status);
        let error = phone.send(&message, PERSON, "token").await.unwrap_err();
        assert_eq!(error.graph().unwrap().kind, kind, "{error}");
    }
    assert_eq!(graph.messages(), []);
    assert_clean(&graph);
}

#[tokio::test]
async fn a_message_that_meta_would_refuse_is_not_sent() {
    let graph = Graph::start().await;
    let phone = client(&graph).phone(graph.phone());
    let fine = Untyped::data_exchange("Open").flow_id("1").body("Hello");
    let refused = [
        (fine.clone().body("a".repeat(1025)), MessageError::BodyTooLong { chars: 1025 }),
        (fine.clone().footer("a".repeat(61)), MessageError::FooterTooLong { chars: 61 }),
        (fine.clone().flow_id(""), MessageError::NoFlow),
    ];
    for (message, expected) in refused {
        let error = phone.send(&message, PERSON, "token").await.unwrap_err();
        assert!(matches!(error, Error::Message(error) if error == expected));
    }
    let error = phone.send(&fine, PERSON, "").await.unwrap_err();
    assert!(matches!(error, Error::Message(MessageError::NoToken)));
    let data = Map::from_iter([("name".to_owned(), Value::Null)]);
    let null = Untyped::navigate("Open", "FIRST", data).flow_id("1").body("Hello");
    let error = phone.send(&null, PERSON, "token").await.unwrap_err();
    assert!(error.to_string().starts_with("`name` in the data"), "{error}");
    assert_eq!(graph.requests(), []);
}

#[tokio::test]
async fn a_person_without_a_number_is_named_by_the_user_id_in_the_answer() {
    let graph = Graph::start().await;
    let id = published(&graph);
    let message = Opening::<Account>::new("Finish sign-up")
        .navigate(SignUp { first_name: "Ada" })
        .flow_id(&id)
        .body("Two questions are left.");
    for user in ["NL.1000000000000000001", "NL.ENT.1000000000000000001"] {
        let sent = client(&graph).phone(graph.phone()).send(&message, user, "t").await.unwrap();
        assert_eq!((sent.wa_id, sent.user_id.as_deref()), (None, Some(user)));
        let body = graph.messages().pop().unwrap().body;
        assert_eq!((&body["recipient"], body.get("to")), (&json!(user), None));
    }
    assert_clean(&graph);
}
