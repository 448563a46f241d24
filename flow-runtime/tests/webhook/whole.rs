//! Whole deliveries in the shapes that were seen: what a person is named by, and what is in a reply.

use flow_runtime::Identity;
use flow_runtime::webhook::{EventKind, Reply};
use serde_json::{Value, json};

use crate::read;

flow_runtime::flow! {
    flow damage (version: "7.3")

    screen DAMAGE "Damage" {
        note: TextArea "What happened?"
        photos: PhotoPicker "Photos" (max_uploaded_photos: 3)
        Footer "Send" => complete { note, photos }
    }
}

const NUMBER: &str = "31600000002";
const USER: &str = "NL.2000000000000000002";

/// A delivery with one reply, as one text: what the message and the contact say of the person, and
/// the response.
fn reply(ids: &Value, contact: &Value, response: &str) -> Reply {
    let mut message = json!({
        "context": { "from": "31600000000", "id": "wamid.SENT" },
        "id": "wamid.REPLY",
        "timestamp": "1750000000",
        "type": "interactive",
        "interactive": {
            "type": "nfm_reply",
            "nfm_reply": { "name": "flow", "body": "Sent", "response_json": response },
        },
    });
    message.as_object_mut().unwrap().extend(ids.as_object().cloned().unwrap());
    let body = json!({
        "object": "whatsapp_business_account",
        "entry": [{ "id": "100", "changes": [{ "field": "messages", "value": {
            "messaging_product": "whatsapp",
            "metadata": { "display_phone_number": "31600000000", "phone_number_id": "200" },
            "contacts": [contact],
            "messages": [message],
        } }] }],
    });
    let mut events = read(body.to_string().as_bytes());
    assert_eq!(events.len(), 1);
    match events.remove(0).kind {
        EventKind::Reply(reply) => reply,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_person_with_a_username_is_known_by_every_id() {
    let profile = json!({ "name": "Grace", "username": "grace.h" });
    let response = r#"{"note":"a scratch","photos":[],"flow_token":"t"}"#;
    for (ids, contact, number) in [
        (json!({ "from_user_id": USER }), json!({ "profile": profile, "user_id": USER }), None),
        (
            json!({ "from_user_id": USER, "from": "" }),
            json!({ "profile": profile, "user_id": USER, "wa_id": "" }),
            None,
        ),
        (
            json!({ "from_user_id": USER, "from": NUMBER }),
            json!({ "profile": profile, "user_id": USER, "wa_id": NUMBER }),
            Some(NUMBER),
        ),
    ] {
        let reply = reply(&ids, &contact, response);
        let person = reply.from.as_ref().unwrap();
        assert_eq!(
            (person.phone_number(), person.user_id(), person.username()),
            (number, Some(USER), Some("grace.h"))
        );
        assert_eq!(reply.profile_name.as_deref(), Some("Grace"));
        assert_eq!(reply.odd, []);
        let completed = reply.completion::<damage::Damage>().unwrap();
        assert_eq!(completed.completion.note.as_deref(), Some("a scratch"));
        assert_eq!(completed.flow_token.as_deref(), Some("t"));
    }
}

/// The id is beyond 2^53, where a reader of floating-point numbers loses its last digits.
#[test]
fn the_id_of_a_photo_that_comes_as_a_number_keeps_every_digit() {
    let contact = json!({ "profile": { "name": "Grace" }, "wa_id": NUMBER });
    let with = |file: &str| {
        let response = format!(r#"{{"note":"a scratch","photos":[{file}],"flow_token":"t"}}"#);
        let reply = reply(&json!({ "from": NUMBER }), &contact, &response);
        assert_eq!(reply.from.as_ref().and_then(Identity::phone_number), Some(NUMBER));
        let photos = reply.completion::<damage::Damage>().unwrap().completion.photos.unwrap();
        let [photo] = &photos[..] else { panic!("{} photos", photos.len()) };
        photo.clone()
    };
    for id in ["27021597764222977", "\"27021597764222977\"", "18446744073709551615"] {
        let photo = with(&format!(
            r#"{{"id":{id},"mime_type":"image\/jpeg","sha256":"q80=","file_name":"door.jpg"}}"#
        ));
        assert_eq!(photo.id, id.replace('"', ""));
        let photo = with(&format!(r#"{{"id":{id},"file_name":"door.jpg"}}"#));
        assert_eq!(photo.id, id.replace('"', ""));
    }
}
