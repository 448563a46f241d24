//! `send`.

use flow_runtime::token::FlowTokens;
use serde_json::json;

use crate::world::{ACCOUNT, TWO, World};

#[test]
fn a_published_flow_is_sent() {
    let world = World::new(ACCOUNT);
    world.call(&["push", "--yes", "--publish"]).ends(0, &[]);
    let ran = world.call(&["send", "+31 6 1234-5678", "--flow", "account"]);
    ran.ends(0, &["Sent `Account` ("]);
    let [message] = &world.graph.messages()[..] else { panic!("one message") };
    assert_eq!((&*message.to, message.is_draft), ("31612345678", false));
    assert_eq!(message.screen.as_deref(), Some("START"));
    assert_eq!(message.flow.as_ref(), Some(&world.flow("Account").id));
    let token = message.token.as_deref().expect("a token");
    assert_eq!(token.len(), 32);
    assert!(ran.out.contains(&message.id) && ran.out.contains(token), "{}", ran.out);
    let body = &message.body["interactive"];
    assert_eq!(body["body"]["text"], "Account");
    assert_eq!(body["action"]["parameters"]["flow_cta"], "Open");
    // The only flow of the source need not be named; no two random tokens are one.
    world.call(&["send", "31612345678", "--cta", "Begin", "--body", "Hello"]).ends(0, &[]);
    let last = world.graph.messages().pop().expect("a message");
    assert_ne!(last.token.as_deref(), Some(token));
    assert_eq!(last.body["interactive"]["action"]["parameters"]["flow_cta"], "Begin");
    // Meta advises 30 characters and no emoji, and takes others.
    let long = ["send", "31612345678", "--cta", "Far too long for a button of a message 🎉"];
    world.call(&long).ends(0, &["warning: ", "at most 30", "emoji", "Sent `Account`"]);
}

#[test]
fn a_token_is_signed_where_there_is_a_secret() {
    let mut world = World::new(ACCOUNT);
    world.call(&["push", "--yes", "--publish"]).ends(0, &[]);
    world.set("FLOW_TOKEN_SECRET", "a secret of 32 random characters");
    world.call(&["send", "31612345678"]).ends(0, &[]);
    let token = world.graph.messages().pop().and_then(|message| message.token).expect("a token");
    let tokens = FlowTokens::new("a secret of 32 random characters").expect("long enough");
    assert_eq!(tokens.verify(&token, "account").expect("its own").id(), "31612345678");
    world.call(&["send", "31612345678", "--token", "mine"]).ends(0, &[]);
    assert_eq!(
        world.graph.messages().pop().and_then(|message| message.token).as_deref(),
        Some("mine")
    );
    world.set("FLOW_TOKEN_SECRET", "short");
    world.call(&["send", "31612345678"]).ends(2, &["`FLOW_TOKEN_SECRET`", "at least 16"]);
}

#[test]
fn a_person_without_a_number_is_sent_to() {
    let mut world = World::new(ACCOUNT);
    world.call(&["push", "--yes", "--publish"]).ends(0, &[]);
    world.set("FLOW_TOKEN_SECRET", "a secret of 32 random characters");
    let tokens = FlowTokens::new("a secret of 32 random characters").expect("long enough");
    for person in ["NL.1000000000000000001", "NL.ENT.17"] {
        world.call(&["send", person]).ends(0, &["Sent `Account` (", &format!("to {person}")]);
        let message = world.graph.messages().pop().expect("a message");
        assert_eq!(message.to, person);
        assert_eq!((message.body.get("to"), &message.body["recipient"]), (None, &json!(person)));
        // The token names the person, so that the endpoint and the webhook know who it is.
        let token = message.token.expect("a token");
        assert_eq!(tokens.verify(&token, "account").expect("its own").id(), person);
    }
    for wrong in ["NLD.17", "NL.", "NL.a-b"] {
        world.call(&["send", wrong]).ends(2, &["neither a phone number", "NL.1000000000000000001"]);
    }
}

#[test]
fn a_draft_is_sent_as_one() {
    let world = World::new(TWO);
    world.configure("endpoint = \"https://example.com/flow\"\n");
    world.call(&["push", "--yes"]).ends(0, &[]);
    world.call(&["send", "31612345678"]).ends(2, &["which flow", "`booking`, `survey`"]);
    let draft = ["send", "31612345678", "--flow", "booking"];
    world.call(&draft).ends(2, &["is a draft", "`--draft`", "`cargo flow publish booking`"]);
    // A flow with an endpoint is opened by it.
    world.call(&["send", "31612345678", "--flow", "booking", "--draft"]).ends(0, &[]);
    let message = world.graph.messages().pop().expect("a message");
    assert_eq!((message.is_draft, message.screen), (true, None));
    let survey = |data: &'static str| {
        ["send", "31612345678", "--flow", "survey", "--draft", "--screen", "RATING", "--data", data]
    };
    world.call(&survey("{\"order\": \"B-1\", \"total\": 2}")).ends(0, &[]);
    let data = world.graph.messages().pop().expect("a message").data;
    assert_eq!(data, Some(json!({ "order": "B-1", "total": 2 })));
    world.call(&survey("{\"order\": \"B-1\"}")).ends(2, &["lack `total`", "--data"]);
    world
        .call(&survey("{\"ordr\": \"B-1\"}"))
        .ends(2, &["no data `ordr`", "did you mean `order`?"]);
    world.call(&survey("{\"order\": 17, \"total\": 2}")).ends(
        2,
        &["`order` in the data of screen `RATING` is 17", "write a text, such as `\"Ada\"`"],
    );
    world
        .call(&survey("{\"order\": \"B-1\", \"total\": \"2\"}"))
        .ends(2, &["`total` in the data of screen `RATING` is \"2\"", "write a number"]);
    world.call(&survey("[]")).ends(2, &["`--data` is not a JSON object"]);
    world.call(&survey("{")).ends(2, &["`--data` is not JSON from column"]);
    let screen = ["send", "31612345678", "--flow", "survey", "--draft", "--screen", "RATIN"];
    world.call(&screen).ends(2, &["no message can open screen `RATIN`", "did you mean `RATING`?"]);
    world
        .call(&["send", "hello", "--flow", "survey"])
        .ends(2, &["`hello` is neither a phone number nor a business-scoped user id"]);
    assert_eq!(world.graph.messages().len(), 2);
}

#[test]
fn a_deprecated_flow_is_not_sent() {
    let world = World::new(ACCOUNT);
    world.call(&["push", "--yes", "--publish"]).ends(0, &[]);
    world.call(&["send", "31612345678", "--draft"]).ends(2, &["is PUBLISHED, and not a draft"]);
    world.graph.set_edits(false);
    world.edit("\"City\"", "\"Town\"");
    world.call(&["push", "--yes", "--publish"]).ends(0, &[]);
    world.call(&["deprecate", "--replaced", "--yes"]).ends(0, &[]);
    world
        .call(&["send", "31612345678", "--flow", "Account"])
        .ends(2, &["name it with `--screen ID`"]);
    world
        .call(&["send", "31612345678", "--flow", "Account", "--screen", "START"])
        .ends(2, &["code 132068", "help: the flow is deprecated or blocked", "`flows.lock`"]);
}

#[test]
fn a_token_that_the_endpoint_will_refuse_is_reported() {
    let mut world = World::new(TWO);
    world.configure("endpoint = \"https://example.com/flow\"\n");
    world.call(&["push", "--yes"]).ends(0, &[]);
    let send = ["send", "31612345678", "--flow", "booking", "--draft"];
    world.call(&send).ends(0, &["warning: the flow token is not signed", "427", "Sent `Booking`"]);
    world.set("FLOW_TOKEN_SECRET", "a secret of 32 random characters");
    let given = [&send[..], &["--token", "mine"]].concat();
    world.call(&given).ends(0, &["warning: the endpoint will answer 427", "Sent `Booking`"]);
    let signed = world.call(&send);
    assert!(!signed.err.contains("427"), "{signed:?}");
    // A flow without an endpoint checks none.
    let survey = ["--data", "{\"order\": \"B\", \"total\": 2}"];
    let other = ["send", "31612345678", "--flow", "survey", "--draft", "--token", "mine"];
    let other = world.call(&[&other[..], &survey[..]].concat());
    assert!(!other.err.contains("427"), "{other:?}");
}
