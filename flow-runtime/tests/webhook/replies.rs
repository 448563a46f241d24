//! Replies: a flow's typed completion, with and without a token, and those of other flows.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use flow_runtime::Identity;
use flow_runtime::token::FlowTokens;
use flow_runtime::webhook::{EventKind, Reply, ReplyError};
use serde_json::{Value, json};

use crate::{Account, Survey, change, delivery, message, read};

fn reply(response: &Value) -> Reply {
    let mut events = read(&delivery(&[change(&[message(response)])]));
    assert_eq!(events.len(), 1);
    match events.remove(0).kind {
        EventKind::Reply(reply) => reply,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_reply_is_read_as_the_flows_completion() {
    let reply = reply(&json!({
        "stay_logged_in": true,
        "flow_token": "token-1",
        "photos": [{
            "file_name": "a.jpg", "mime_type": "image/jpeg", "sha256": "q80=", "id": "77",
        }],
        "added_by_meta": { "x": 1 },
    }));
    assert_eq!(reply.message_id, "wamid.REPLY");
    assert_eq!(reply.from.as_ref().and_then(Identity::phone_number), Some("31612345678"));
    assert_eq!(reply.odd, []);
    assert_eq!(reply.timestamp, UNIX_EPOCH.checked_add(Duration::from_secs(1_700_000_000)));
    assert_eq!(reply.context_id.as_deref(), Some("wamid.SENT"));
    assert_eq!(reply.phone_number_id.as_deref(), Some("1001"));
    assert_eq!(reply.profile_name.as_deref(), Some("Ada"));
    assert_eq!(reply.body.as_deref(), Some("Sent"));

    let completed = reply.completion::<Account>().unwrap();
    assert!(completed.completion.stay_logged_in);
    assert_eq!(completed.completion.photos.unwrap()[0].id, "77");
    assert_eq!(completed.flow_token.as_deref(), Some("token-1"));
    assert_eq!(Value::Object(completed.rest), json!({ "added_by_meta": { "x": 1 } }));
}

#[test]
fn a_reply_without_a_flow_token_is_read_too() {
    for response in [
        json!({ "stay_logged_in": "false" }),
        json!({ "stay_logged_in": false, "flow_token": null }),
        json!({ "stay_logged_in": false, "flow_token": "" }),
    ] {
        let completed = reply(&response).completion::<Account>().unwrap();
        assert!(!completed.completion.stay_logged_in);
        assert_eq!(completed.flow_token, None);
        assert!(completed.rest.is_empty());
    }
}

#[test]
fn a_reply_of_another_flow_is_told_as_such() {
    let error = reply(&json!({ "stay_logged_in": true, "flow_token": "t" }))
        .completion::<Survey>()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the reply does not fit the flow `survey`, so it is another flow's or another version's: \
         `rating`: required, but it is missing"
    );
}

#[test]
fn a_signed_token_tells_the_flow() {
    let tokens = FlowTokens::new("0123456789abcdef").unwrap();
    let hour = Duration::from_hours(1);
    let with = |token: String| reply(&json!({ "rating": 5, "flow_token": token }));

    let completed = with(tokens.issue("survey", "customer-17", hour))
        .verified_completion::<Survey>(&tokens)
        .unwrap();
    assert_eq!(completed.completion.rating, 5);
    assert_eq!(completed.claims.unwrap().id(), "customer-17");

    let late = tokens.issue_until("survey", "customer-17", SystemTime::now() - hour);
    assert!(with(late).verified_completion::<Survey>(&tokens).is_ok());

    assert_eq!(
        with(tokens.issue("account", "customer-17", hour))
            .verified_completion::<Survey>(&tokens)
            .unwrap_err(),
        ReplyError::OtherFlow { expected: "survey", flow: "account".to_owned() }
    );
    assert_eq!(
        with("forged".to_owned()).verified_completion::<Survey>(&tokens).unwrap_err(),
        ReplyError::ForgedToken
    );
    let without = reply(&json!({ "rating": 5 }));
    assert_eq!(without.verified_completion::<Survey>(&tokens).unwrap().claims, None);
}

#[test]
fn debug_shows_nothing_of_a_person() {
    let text = format!("{:?}", reply(&json!({ "stay_logged_in": true, "password": "secret" })));
    assert_eq!(text, r#"Reply { message_id: "wamid.REPLY", .. }"#);
}

#[test]
fn a_reply_without_an_id_cannot_be_told_from_its_repetition() {
    let delivered = |id: Value| {
        let mut reply = message(&json!({ "stay_logged_in": true }));
        reply["id"] = id;
        read(&delivery(&[change(&[reply])])).remove(0).kind
    };
    for id in [json!(""), json!(null), json!(["wamid.REPLY"])] {
        let EventKind::Unreadable(part) = delivered(id.clone()) else {
            panic!("{id} is an id");
        };
        assert!(part.error.path().ends_with("messages[0].id"), "{}", part.error);
    }
    let EventKind::Reply(reply) = delivered(json!(17)) else {
        panic!("a number is an id");
    };
    assert_eq!(reply.message_id, "17");
}

#[test]
fn a_repeated_message_is_told_each_time_and_by_its_id() {
    let reply = message(&json!({ "stay_logged_in": true }));
    let twice = [change(&[reply.clone(), reply.clone()]), change(&[reply])];
    let ids: Vec<_> = read(&delivery(&twice))
        .into_iter()
        .map(|event| match event.kind {
            EventKind::Reply(reply) => reply.message_id,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(ids, ["wamid.REPLY"; 3]);
}

#[test]
fn what_surrounds_the_response_may_be_missing() {
    let mut bare = message(&json!({ "stay_logged_in": true }));
    let fields = bare.as_object_mut().unwrap();
    fields.shift_remove("context");
    fields.insert("timestamp".to_owned(), json!("yesterday"));
    fields["interactive"]["nfm_reply"]["body"] = json!(null);
    let body = delivery(&[json!({ "field": "messages", "value": { "messages": [bare] } })]);
    let EventKind::Reply(reply) = read(&body).remove(0).kind else {
        panic!("no reply");
    };
    assert_eq!(reply.timestamp, None);
    assert_eq!(reply.context_id, None);
    assert_eq!(reply.profile_name, None);
    assert_eq!(reply.body, None);
    assert!(reply.completion::<Account>().unwrap().completion.stay_logged_in);
}
