//! From the invitation to the answer.

use flow_desk::{Contact, Entry, Header, Receipt, Saying, WhatsApp};
use flow_runtime::testing::media::File;
use flow_runtime::testing::{BoxError, Mischief};
use flow_runtime::webhook::EventKind;
use serde_json::json;

use crate::service::{Service, call, message, no_complaint, post, send};

const NUMBER: &str = "31612345678";

#[tokio::test]
async fn an_invitation_is_opened_filled_in_failed_and_finished() -> Result<(), BoxError> {
    let whatsapp = WhatsApp::start();
    let service = Service::start(&whatsapp).await;
    let flow = service.set_up(&whatsapp).await;
    let ada = whatsapp.join(Contact::new("Ada").number(NUMBER));

    let sent = send(&whatsapp, &message(&flow, ("to", NUMBER))).await;
    assert_eq!(ada.unread(), 1);
    let invitation = ada.reads("What can we repair?").await?;
    assert_eq!((invitation.id.as_str(), ada.unread()), (sent.as_str(), 0));
    assert_eq!(invitation.shown.header, Some(Header::Text("Your workshop".to_owned())));
    assert_eq!(invitation.shown.footer.as_deref(), Some("Open until six"));

    let mut phone = ada.tap("Repair it").await?;
    phone.on("WHAT")?.sees("Hello somebody")?;
    phone.fill("What is it?", "nothing").await?.tap("Next").await?.says("Then all is well")?;
    phone.mischief(Mischief::TimesOut);
    phone.fill("What is it?", "a door").await?.tap("Next").await?.on("WHAT")?;
    phone.tap("Next").await?.on("WHEN")?.sees("It costs 99")?;
    phone.back().await?.on("WHAT")?;
    phone.tap("Next").await?.choose("Day", "Tuesday").await?.tap("Book").await?;
    assert!(phone.exchanges().iter().all(|round| round.request["flow_token"] == "token-1"));

    whatsapp.settled().await?;
    assert_eq!(service.booked(), ["Tuesday"]);
    assert_eq!(service.asked(), ["nothing", "a door", "a door", "a door"]);
    assert_eq!(service.statuses(), ["sent", "delivered", "read"]);
    let Some(EventKind::Reply(reply)) = service.told().pop() else { panic!("no reply") };
    assert_eq!(reply.flow_token(), Some("token-1"));
    assert_eq!(reply.context_id.as_deref(), Some(sent.as_str()));
    assert_eq!(reply.from.as_ref().and_then(|from| from.phone_number()), Some(NUMBER));

    let dead = ada.tap("Repair it").await.unwrap_err();
    assert!(dead.to_string().contains("You have sent this form"), "{dead}");
    let answer = json!({
        "messaging_product": "whatsapp", "to": NUMBER, "type": "text",
        "text": { "body": "See you on Tuesday" },
    });
    send(&whatsapp, &answer).await;
    ada.reads("See you on Tuesday").await?;
    assert_eq!(ada.chat().len(), 3);
    no_complaint(whatsapp.graph());
    Ok(())
}

#[tokio::test]
async fn what_the_endpoint_closes_is_dead() -> Result<(), BoxError> {
    let whatsapp = WhatsApp::start();
    let service = Service::start(&whatsapp).await;
    let flow = service.set_up(&whatsapp).await;
    let ada = whatsapp.join(Contact::new("Ada").number(NUMBER));
    send(&whatsapp, &message(&flow, ("to", NUMBER))).await;
    let mut phone = ada.tap("Repair it").await?;
    phone.fill("What is it?", "late").await?.tap("Next").await?.says("We are closed")?;
    let dead = ada.tap("Repair it").await.unwrap_err();
    assert!(dead.to_string().contains("We are closed"), "{dead}");
    whatsapp.settled().await?;
    assert!(service.booked().is_empty());
    Ok(())
}

#[tokio::test]
async fn a_person_writes_first() -> Result<(), BoxError> {
    let whatsapp = WhatsApp::start();
    let service = Service::start(&whatsapp).await;
    service.set_up(&whatsapp).await;
    let ada = whatsapp.join(Contact::new("Ada").number(NUMBER));
    let id = ada.says("Can you repair a door?");
    whatsapp.settled().await?;
    let reports = whatsapp.reports();
    let message = &reports.last().unwrap().body["entry"][0]["changes"][0]["value"]["messages"][0];
    assert_eq!(
        (&message["id"], &message["text"]["body"]),
        (&json!(id), &json!("Can you repair a door?"))
    );
    let seen = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": id });
    post(&whatsapp, &format!("{}/messages", whatsapp.phone()), &seen).await;
    let Entry::Said(said) = &ada.chat()[0] else { panic!("it is hers") };
    assert_eq!(said.content, Saying::Text("Can you repair a door?".to_owned()));
    no_complaint(whatsapp.graph());
    Ok(())
}

#[tokio::test]
async fn files_go_both_ways() -> Result<(), BoxError> {
    let whatsapp = WhatsApp::start();
    let service = Service::start(&whatsapp).await;
    let flow = service.set_up(&whatsapp).await;
    let ada = whatsapp.join(Contact::new("Ada").number(NUMBER));
    let http = reqwest::Client::new();

    // From the business: uploaded, and named by a header.
    let part = reqwest::multipart::Part::bytes(b"\xff\xd8 a door".to_vec()).file_name("door.jpg");
    let form = reqwest::multipart::Form::new()
        .text("messaging_product", "whatsapp")
        .text("type", "image/jpeg")
        .part("file", part.mime_str("image/jpeg")?);
    let url = format!("{}/v25.0/{}/media", whatsapp.url(), whatsapp.phone());
    let token = whatsapp.access_token();
    let uploaded: serde_json::Value =
        http.post(url).bearer_auth(&token).multipart(form).send().await?.json().await?;
    let id = uploaded["id"].as_str().unwrap();
    let mut body = message(&flow, ("to", NUMBER));
    body["interactive"]["header"] = json!({ "type": "image", "image": { "id": id } });
    send(&whatsapp, &body).await;
    assert_eq!(whatsapp.file(id).unwrap().bytes, &b"\xff\xd8 a door"[..]);

    // From the person: to the endpoint encrypted on the CDN, to the webhook by its id.
    let mut phone = ada.tap("Repair it").await?;
    phone.attach("Photo", File::jpeg("broken.jpg")).await?;
    phone.fill("What is it?", "a door").await?.tap("Next").await?.on("WHEN")?;
    let sent = &phone.exchanges().last().unwrap().request["data"]["photo"][0];
    let media: flow_runtime::EndpointMedia =
        flow_runtime::value::FromValue::from_value(sent.clone())?;
    let encrypted = http.get(sent["cdn_url"].as_str().unwrap()).send().await?.bytes().await?;
    let decryptor =
        flow_runtime::media::Decryptor::new(&media.encryption_metadata, 1024, Vec::new());
    let clear = decryptor.push(&encrypted)?.finish()?;
    assert_eq!(clear, File::jpeg("broken.jpg").bytes);

    phone.attach("Photo of the door", File::jpeg("front.jpg")).await?;
    phone.choose("Day", "Monday").await?.tap("Book").await?;
    whatsapp.settled().await?;
    let Some(EventKind::Reply(reply)) = service.told().pop() else { panic!("no reply") };
    let id = reply.response["photo"][0]["id"].as_str().unwrap().to_owned();
    let about =
        |id: &str| http.get(format!("{}/v25.0/{id}", whatsapp.url())).bearer_auth(&token).send();
    let about: serde_json::Value = about(&id).await?.json().await?;
    assert_eq!((&about["mime_type"], &about["id"]), (&json!("image/jpeg"), &json!(id)));
    let address = about["url"].as_str().unwrap();
    assert_eq!(http.get(address).send().await?.status(), 401, "it asks for the token");
    let bytes = http.get(address).bearer_auth(&token).send().await?.bytes().await?;
    assert_eq!(bytes, File::jpeg("front.jpg").bytes);
    Ok(())
}

#[tokio::test]
async fn desks_at_once_know_nothing_of_each_other() -> Result<(), BoxError> {
    let one = async |name: String| -> Result<(), BoxError> {
        let whatsapp = WhatsApp::start();
        let service = Service::start(&whatsapp).await;
        let flow = service.set_up(&whatsapp).await;
        let person = whatsapp.join(Contact::new(name).number(NUMBER));
        send(&whatsapp, &message(&flow, ("to", NUMBER))).await;
        let mut phone = person.tap("Repair it").await?;
        phone.fill("What is it?", "a door").await?.tap("Next").await?;
        phone.choose("Day", "Monday").await?.tap("Book").await?;
        whatsapp.settled().await?;
        assert_eq!(service.booked(), ["Monday"]);
        assert_eq!(whatsapp.graph().messages().len(), 1);
        let url = whatsapp.url();
        drop((whatsapp, person, phone));
        let gone = reqwest::get(format!("{url}/v25.0/1")).await;
        assert!(gone.is_err(), "the port is closed");
        Ok(())
    };
    let (a, b, c) = tokio::join!(one("Ada".into()), one("Grace".into()), one("Mary".into()));
    a.and(b).and(c)
}

#[tokio::test]
async fn a_template_opens_its_flow() -> Result<(), BoxError> {
    let whatsapp = WhatsApp::start();
    let service = Service::start(&whatsapp).await;
    let flow = service.set_up(&whatsapp).await;
    let ada = whatsapp.join(Contact::new("Ada").number(NUMBER));
    let template = json!({
        "name": "repair", "language": "en_US", "category": "MARKETING",
        "components": [
            { "type": "BODY", "text": "Dear {{1}}, is something broken?" },
            { "type": "BUTTONS", "buttons": [{ "type": "FLOW", "text": "Tell us", "flow_id": flow,
                "flow_action": "navigate", "navigate_screen": "WHAT" }] },
        ],
    });
    post(&whatsapp, &format!("{}/message_templates", whatsapp.waba()), &template).await;
    let action = json!({ "flow_token": "token-2", "flow_action_data": { "name": "Ada" } });
    let body = json!({
        "messaging_product": "whatsapp", "to": NUMBER, "type": "template",
        "template": { "name": "repair", "language": { "code": "en_US" }, "components": [
            { "type": "body", "parameters": [{ "type": "text", "text": "Ada" }] },
            { "type": "button", "sub_type": "flow", "index": "0",
              "parameters": [{ "type": "action", "action": action }] },
        ] },
    });
    send(&whatsapp, &body).await;
    ada.reads("Dear Ada, is something broken?").await?;
    let mut phone = ada.tap("Tell us").await?;
    phone.on("WHAT")?.sees("Hello Ada")?;
    no_complaint(whatsapp.graph());

    // An authentication template needs a number.
    let mut own = template;
    own["name"] = json!("code");
    own["category"] = json!("AUTHENTICATION");
    post(&whatsapp, &format!("{}/message_templates", whatsapp.waba()), &own).await;
    let mut by_id = body;
    by_id["template"]["name"] = json!("code");
    by_id.as_object_mut().unwrap().remove("to");
    by_id["recipient"] = json!(ada.contact().user_id);
    let path = format!("{}/messages", whatsapp.phone());
    let (status, answer) = call(&whatsapp, &path, &by_id).await;
    assert_eq!((status, &answer["error"]["code"]), (400, &json!(131_062)), "{answer}");
    assert_eq!(Receipt::Failed.as_str(), "failed");
    Ok(())
}
