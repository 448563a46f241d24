//! Who a delivery names: people with a number, with an id of Meta's, with both, with neither.

use flow_runtime::Identity;
use flow_runtime::webhook::{DeliveryStatus, EventKind, MessageStatus, Reply};
use serde_json::{Value, json};

use crate::{Account, change, delivery, message, read};

const USER: &str = "NL.1000000000000000001";

/// One message of a person, and the contact that comes with it.
fn reply(ids: &Value, contact: &Value) -> Reply {
    let mut message = message(&json!({ "stay_logged_in": true }));
    message.as_object_mut().unwrap().shift_remove("from");
    message.as_object_mut().unwrap().extend(ids.as_object().cloned().unwrap());
    let mut change = change(&[message]);
    change["value"]["contacts"] = json!([{ "wa_id": "31600000009" }, contact]);
    match read(&delivery(&[change])).remove(0).kind {
        EventKind::Reply(reply) => reply,
        other => panic!("{other:?}"),
    }
}

fn ids(person: Option<&Identity>) -> [Option<&str>; 4] {
    let Some(person) = person else { return [None; 4] };
    [person.phone_number(), person.user_id(), person.parent_user_id(), person.username()]
}

#[test]
fn a_person_is_named_by_whatever_came() {
    let number = Some("31612345678");
    let (user, parent, name) = (Some(USER), Some("NL.ENT.17"), Some("ada.l"));
    let profile = json!({ "name": "Ada", "username": "ada.l" });
    for (message, contact, expected) in [
        (
            json!({ "from_user_id": USER }),
            json!({ "profile": profile, "user_id": USER }),
            [None, user, None, name],
        ),
        (
            json!({ "from": "", "from_user_id": USER }),
            json!({ "profile": profile, "user_id": USER, "wa_id": "" }),
            [None, user, None, name],
        ),
        (
            json!({ "from": null, "from_user_id": USER, "from_parent_user_id": "NL.ENT.17" }),
            json!({ "profile": { "name": "Ada" }, "username": "ada.l", "user_id": USER }),
            [None, user, parent, name],
        ),
        (
            json!({ "from": "31612345678", "from_user_id": USER }),
            json!({ "profile": profile, "user_id": USER, "wa_id": "31612345678" }),
            [number, user, None, name],
        ),
        // The contact is found by either, and adds what the message lacks.
        (
            json!({ "from": 31_612_345_678_u64 }),
            json!({ "profile": profile, "user_id": USER, "wa_id": "31612345678" }),
            [number, user, None, name],
        ),
        (
            json!({ "from_parent_user_id": "NL.ENT.17" }),
            json!({ "profile": profile, "user_id": USER, "parent_user_id": "NL.ENT.17" }),
            [None, user, parent, name],
        ),
        // An id in the place of the number.
        (
            json!({ "from": USER }),
            json!({ "profile": profile, "user_id": USER }),
            [None, user, None, name],
        ),
        (json!({ "from": "NL.ENT.17" }), json!({}), [None, None, parent, None]),
        (json!({}), json!({ "profile": profile, "user_id": USER }), [None; 4]),
    ] {
        let reply = reply(&message, &contact);
        assert_eq!(ids(reply.from.as_ref()), expected, "{message} {contact}");
        let named = expected[3].is_some();
        assert_eq!(reply.profile_name.as_deref(), named.then_some("Ada"), "{message} {contact}");
        assert!(reply.completion::<Account>().unwrap().completion.stay_logged_in);
        assert!(!format!("{:?}", reply.from).contains("31612345678"));
    }
}

#[test]
fn a_message_that_names_nobody_is_the_only_contacts() {
    let mut message = message(&json!({}));
    message.as_object_mut().unwrap().shift_remove("from");
    let mut change = change(&[message]);
    change["value"]["contacts"] = json!([{ "user_id": USER }]);
    let EventKind::Reply(reply) = read(&delivery(&[change])).remove(0).kind else {
        panic!("no reply");
    };
    assert_eq!(reply.from.unwrap().user_id(), Some(USER));
}

fn statuses(statuses: &Value) -> Vec<MessageStatus> {
    let mut change = change(&[]);
    change["value"]["contacts"] = json!([{ "user_id": USER, "wa_id": "31612345678" }, {}]);
    change["value"]["statuses"] = statuses.clone();
    read(&delivery(&[change]))
        .into_iter()
        .map(|event| match event.kind {
            EventKind::MessageStatus(status) => status,
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn a_status_says_whom_it_concerns_and_why_it_failed() {
    let found = statuses(&json!([
        { "id": "wamid.1", "status": "read", "timestamp": "1700000000", "recipient_id": "31612345678" },
        { "id": "wamid.2", "status": "delivered", "recipient_id": "", "recipient_user_id": USER },
        {
            "id": 3, "status": "failed", "biz_opaque_callback_data": "order-17", "pricing": {},
            "errors": [
                { "code": 131_026, "title": "Message undeliverable", "error_data": { "details": "old app" } },
                "odd",
            ],
        },
        { "id": "wamid.4", "status": "played", "recipient_parent_user_id": "NL.ENT.17" },
    ]));
    assert_eq!(found[0].status, DeliveryStatus::Read);
    assert!(found[0].timestamp.is_some());
    for status in &found[..2] {
        assert_eq!(ids(status.recipient.as_ref())[..2], [Some("31612345678"), Some(USER)]);
    }
    let failed = &found[2];
    assert_eq!((&*failed.message_id, &failed.status), ("3", &DeliveryStatus::Failed));
    assert_eq!(failed.callback_data.as_deref(), Some("order-17"));
    assert_eq!(failed.recipient.as_ref().and_then(Identity::user_id), Some(USER));
    assert_eq!(failed.phone_number_id.as_deref(), Some("1001"));
    assert_eq!(failed.errors.len(), 1);
    assert_eq!(
        (failed.errors[0].code, failed.errors[0].details.as_deref()),
        (Some(131_026), Some("old app"))
    );
    assert_eq!(failed.odd[0].to_string(), "`errors[1]`: expected an object, found a string");
    assert_eq!(Value::Object(failed.rest.clone()), json!({ "pricing": {}, "errors": ["odd"] }));
    assert_eq!(found[3].status, DeliveryStatus::Unknown("played".to_owned()));
    assert_eq!(found[3].recipient.as_ref().and_then(Identity::parent_user_id), Some("NL.ENT.17"));
    assert_eq!(format!("{failed:?}"), r#"MessageStatus { message_id: "3", status: Failed, .. }"#);
}
