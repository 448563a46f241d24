//! Messages: what they say on the wire, what is refused, and what is kept back.

use flow_runtime::identity::To;
use flow_runtime::message::{
    Exchanges, FlowButton, Header, Icon, Media, Message, MessageError, Opening, Opens, Outgoing,
    Template, TemplateOpening, Untyped,
};
use flow_runtime::value::{IntoFields, Writer};
use flow_runtime::{Flow, Identity, Map, Value};
use serde_json::json;

struct Account;

struct SignUp {
    first_name: Option<&'static str>,
}

impl Flow for Account {
    const NAME: &'static str = "account";
    const VERSION: &'static str = "7.3";
    const DATA_API_VERSION: Option<&'static str> = Some("3.0");
    const JSON: &'static str = "{}";
    type Completion = Map<String, Value>;
}

impl Exchanges for Account {}

impl IntoFields for SignUp {
    fn into_fields(self) -> Map<String, Value> {
        Writer::new(1).field("first_name", self.first_name.map(str::to_owned)).finish()
    }
}

impl Opens<Account> for SignUp {
    const SCREEN: &'static str = "SIGN_UP";
}

fn message() -> Message<Account> {
    Opening::new("Open").navigate(SignUp { first_name: Some("Ada") }).flow_id("17").body("Hello")
}

fn parameters(message: &impl Outgoing) -> Value {
    let json = message.to_json("31600000000".into(), "token-1").unwrap();
    json["interactive"]["action"]["parameters"].clone()
}

#[test]
fn the_least_message_has_what_meta_demands_and_no_more() {
    assert_eq!(
        message().to_json("31600000000", "token-1").unwrap(),
        json!({
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": "31600000000",
            "type": "interactive",
            "interactive": {
                "type": "flow",
                "body": { "text": "Hello" },
                "action": { "name": "flow", "parameters": {
                    "flow_message_version": "3",
                    "flow_token": "token-1",
                    "flow_id": "17",
                    "flow_cta": "Open",
                    "mode": "published",
                    "flow_action": "navigate",
                    "flow_action_payload": {
                        "screen": "SIGN_UP", "data": { "first_name": "Ada" },
                    },
                } },
            },
        })
    );
}

#[test]
fn data_is_left_out_when_there_is_none() {
    let empty: Message<Account> =
        Opening::new("Open").navigate(SignUp { first_name: None }).flow_id("17").body("Hello");
    assert_eq!(parameters(&empty)["flow_action_payload"], json!({ "screen": "SIGN_UP" }));
    let asked = Opening::<Account>::new("Open").data_exchange().flow_name("Account").body("Hello");
    let parameters = parameters(&asked);
    assert_eq!(parameters.get("flow_action_payload"), None);
    assert_eq!(parameters.get("flow_id"), None);
    assert_eq!(parameters["flow_name"], "Account");
    assert_eq!(parameters["flow_action"], "data_exchange");
}

#[test]
fn the_last_name_of_the_flow_counts() {
    assert_eq!(parameters(&message().flow_name("Account")).get("flow_id"), None);
    assert_eq!(parameters(&message().flow_name("Account").flow_id("18"))["flow_id"], "18");
    assert_eq!(parameters(&message().draft())["mode"], "draft");
}

#[test]
fn each_limit_is_reached_and_not_passed() {
    let long = |chars: usize| "\u{e9}".repeat(chars);
    assert_eq!(message().header(Header::text(long(60))).check(), Ok(()));
    assert_eq!(message().body(long(1024)).footer(long(60)).check(), Ok(()));
    let refused = [
        (message().header(Header::text(long(61))), MessageError::HeaderTooLong { chars: 61 }),
        (message().header(Header::text("")), MessageError::HeaderEmpty),
        (message().header(Header::image(Media::id(""))), MessageError::MediaEmpty),
        (message().header(Header::video(Media::link("file:///a"))), MessageError::MediaLink),
        (
            message().header(Header::named_document(Media::id("17"), " ")),
            MessageError::FilenameEmpty,
        ),
        (message().body(long(1025)), MessageError::BodyTooLong { chars: 1025 }),
        (message().body(" "), MessageError::BodyEmpty),
        (message().footer(long(61)), MessageError::FooterTooLong { chars: 61 }),
        (message().footer(""), MessageError::FooterEmpty),
        (message().flow_id(""), MessageError::NoFlow),
        (message().reply_to(""), MessageError::ReplyEmpty),
    ];
    for (message, error) in refused {
        assert_eq!(message.check(), Err(error.clone()));
        assert_eq!(message.to_json("31600000000", "token-1"), Err(error));
    }
    assert_eq!(message().to_json("", "token-1"), Err(MessageError::NoRecipient));
    assert_eq!(message().to_json("31600000000", " "), Err(MessageError::NoToken));
}

#[test]
fn an_untyped_message_is_checked_as_well() {
    let open = |cta: &str, screen: &str, data: Value| {
        let data = data.as_object().cloned().unwrap();
        Untyped::navigate(cta, screen, data).flow_id("17").body("Hello").check()
    };
    assert_eq!(open("Open", "FIRST", json!({ "a": 1 })), Ok(()));
    assert_eq!(open("Open", "", json!({})), Err(MessageError::ScreenEmpty));
    assert_eq!(open("", "FIRST", json!({})), Err(MessageError::CtaEmpty));
    // Meta advises against it, and takes it.
    assert_eq!(open("Open \u{1F389}", "FIRST", json!({})), Ok(()));
    let error = open("Open", "FIRST", json!({ "a": { "b": [0, null] } })).unwrap_err();
    assert_eq!(error, MessageError::DataNull { path: "a.b.1".to_owned() });
    assert_eq!(
        error.to_string(),
        "`a.b.1` in the data of the first screen is `null`, which Meta refuses; leave the key out"
    );
    assert_eq!(Untyped::data_exchange("Open").body("Hello").check(), Err(MessageError::NoFlow));
}

#[test]
fn a_template_always_has_its_button() {
    let opening = || TemplateOpening::<Account>::new("welcome", "en_US");
    let components = |template: &Template<Account>| {
        let json = template.to_json("31600000000", "token-1").unwrap();
        json["template"]["components"].clone()
    };
    let button = |index: &str, action: Value| {
        json!({
            "type": "button", "sub_type": "flow", "index": index,
            "parameters": [{ "type": "action", "action": action }],
        })
    };
    let without = json!({ "flow_token": "token-1" });
    assert_eq!(components(&opening().without_data()), json!([button("0", without.clone())]));
    let empty = opening().data(SignUp { first_name: None });
    assert_eq!(components(&empty), json!([button("0", without)]));
    let name = json!({ "type": "body", "parameters": [{ "type": "text", "text": "Ada" }] });
    let whole =
        opening().data(SignUp { first_name: Some("Ada") }).button(1).component(name.clone());
    let with = json!({ "flow_token": "token-1", "flow_action_data": { "first_name": "Ada" } });
    assert_eq!(components(&whole), json!([name, button("1", with)]));
    let nameless = TemplateOpening::<Account>::new("", "en_US").without_data();
    assert_eq!(nameless.check(), Err(MessageError::NoTemplate));
    assert_eq!(whole.to_json("31600000000", ""), Err(MessageError::NoToken));
}

#[test]
fn a_flow_button_is_made_of_the_flows_types() {
    let button = FlowButton::navigate::<Account, SignUp>("Sign up");
    assert_eq!(
        button.clone().flow_id("17").icon(Icon::Promotion).to_json().unwrap(),
        json!({
            "type": "FLOW", "text": "Sign up", "flow_id": "17", "flow_action": "navigate",
            "navigate_screen": "SIGN_UP", "icon": "PROMOTION",
        })
    );
    assert_eq!(
        FlowButton::data_exchange::<Account>("Sign up").flow_json("{}").to_json().unwrap(),
        json!({
            "type": "FLOW", "text": "Sign up", "flow_json": "{}", "flow_action": "data_exchange",
        })
    );
    assert_eq!(button.check(), Err(MessageError::NoFlow));
    let long = FlowButton::to_endpoint("a".repeat(26)).flow_name("Account");
    assert_eq!(long.check(), Err(MessageError::ButtonTooLong { chars: 26 }));
    let fits = FlowButton::to_endpoint("a".repeat(25)).flow_name("Account");
    assert_eq!(fits.check(), Ok(()));
    let nowhere = FlowButton::to_screen("Open", " ").flow_name("Account");
    assert_eq!(nowhere.check(), Err(MessageError::ScreenEmpty));
}

#[test]
fn nothing_of_a_person_is_shown() {
    let template = TemplateOpening::<Account>::new("welcome", "en_US")
        .data(SignUp { first_name: Some("Ada") });
    let shown = format!("{:?} {template:?}", message().header(Header::text("Ada")).body("Ada"));
    assert!(!shown.contains("Ada"), "{shown}");
    assert!(shown.contains("Id(\"17\")") && shown.contains("welcome"), "{shown}");
}

#[test]
fn a_person_without_a_number_is_the_recipient() {
    let template = Untyped::template("welcome", "en_US", Map::new());
    for id in ["NL.1000000000000000001", "NL.ENT.17"] {
        for json in [message().to_json(id, "t").unwrap(), template.to_json(id, "t").unwrap()] {
            assert_eq!((json.get("to"), &json["recipient"]), (None, &json!(id)));
        }
    }
    let person: Identity = "+31 6 0000 0000".parse().unwrap();
    for json in [message().to_json(&person, "t").unwrap(), template.to_json(&person, "t").unwrap()]
    {
        assert_eq!((&json["to"], json.get("recipient")), (&json!("31600000000"), None));
    }
}

#[test]
fn an_identity_is_a_number_or_an_id() {
    for text in ["", "Ada", "12", "NL.", "NLD.17", "N1.17", "NL.a-b", "1234567890123456", "NL.ENT."]
    {
        assert!(text.parse::<Identity>().is_err(), "{text}");
    }
    let longest = format!("nl.{}", "a1".repeat(64));
    assert_eq!(longest.parse::<Identity>().unwrap().user_id(), Some(&*longest));
    assert!(format!("{longest}a").parse::<Identity>().is_err());
    let parent: Identity = " NL.ENT.17 ".parse().unwrap();
    assert_eq!((parent.user_id(), parent.parent_user_id()), (None, Some("NL.ENT.17")));
    assert_eq!(format!("{parent:?}"), r#"Identity {"parent_user_id"}"#);
    assert_eq!(format!("{:?}", To::from(&parent)), "UserId(..)");
}

flow_runtime::flow! {
    flow sign_up (version: "7.3", name: "Sign up here", categories: [SIGN_UP])

    screen START "Start" {
        city: TextInput! "City"
        Footer "Done" => complete { city }
    }
}

flow_runtime::flow! {
    flow nameless (version: "7.3")

    screen START "Start" {
        city: TextInput! "City"
        Footer "Done" => complete { city }
    }
}

#[test]
fn the_text_is_the_declared_name_unless_it_is_written() {
    let text = |message: &Message<sign_up::SignUp>| {
        message.to_json("31600000000", "t").unwrap()["interactive"]["body"]["text"].clone()
    };
    let message = sign_up::message("Open").navigate(sign_up::start::Data).flow_id("17");
    assert_eq!(text(&message), "Sign up here");
    assert_eq!(text(&message.body("Hello")), "Hello");
    let message = nameless::message("Open").navigate(nameless::start::Data).flow_id("17");
    assert_eq!(message.check(), Err(MessageError::BodyEmpty));
}
