//! Who people are: a number, a username, both, neither.

use flow_desk::{Contact, WhatsApp};
use flow_runtime::testing::BoxError;
use flow_runtime::webhook::EventKind;
use flow_runtime::{Identity, testing::Profile};

use crate::service::{Service, message, no_complaint, send};

#[tokio::test]
async fn a_person_is_known_by_a_number_a_username_both_or_neither() -> Result<(), BoxError> {
    let whatsapp = WhatsApp::start();
    let service = Service::start(&whatsapp).await;
    let flow = service.set_up(&whatsapp).await;
    let people = [
        Contact::new("By number").number("31612345670"),
        Contact::new("By username").username("grace"),
        Contact::new("By both").number("31612345672").username("mary"),
        Contact::new("By neither").parent_user_id("NL.ENT.17"),
    ];
    for contact in people {
        let person = whatsapp.join(contact);
        let known = person.contact();
        let to = match &known.number {
            Some(number) => ("to", number.as_str()),
            None => ("recipient", known.user_id.as_str()),
        };
        send(&whatsapp, &message(&flow, to)).await;
        let mut phone = person.tap("Repair it").await?;
        phone.fill("What is it?", "a door").await?.tap("Next").await?;
        phone.choose("Day", "Monday").await?.tap("Book").await?;
        whatsapp.settled().await?;
        let told = service.told();
        let Some(EventKind::Reply(reply)) = told.last() else { panic!("no reply") };
        let from: &Identity = reply.from.as_ref().unwrap();
        assert_eq!(from.phone_number(), known.number.as_deref(), "{}", known.name);
        assert_eq!(from.user_id(), Some(known.user_id.as_str()));
        assert_eq!(from.parent_user_id(), known.parent_user_id.as_deref());
        assert_eq!(from.username(), known.username.as_deref());
        // The business answers to whom the report named.
        let to = flow_runtime::identity::To::from(from);
        let key = if known.number.is_some() { "to" } else { "recipient" };
        send(&whatsapp, &message(&flow, (key, to.as_str()))).await;
        assert_eq!(person.unread(), 1);
    }
    // A parent id reaches the person as well.
    send(&whatsapp, &message(&flow, ("recipient", "NL.ENT.17"))).await;
    assert_eq!(whatsapp.people()[3].unread(), 2);
    assert_eq!(whatsapp.people().len(), 4);
    no_complaint(whatsapp.graph());
    Ok(())
}

#[tokio::test]
async fn who_is_sent_to_comes_onto_the_desk() -> Result<(), BoxError> {
    let whatsapp = WhatsApp::start();
    let service = Service::start(&whatsapp).await;
    let flow = service.set_up(&whatsapp).await;
    for to in [
        ("to", "+31612345678"),
        ("to", "31612345678"),
        ("recipient", "NL.42"),
        ("recipient", "NL.ENT.42"),
    ] {
        send(&whatsapp, &message(&flow, to)).await;
    }
    let people: Vec<Contact> = whatsapp.people().iter().map(flow_desk::Person::contact).collect();
    assert_eq!(people.len(), 3);
    assert_eq!(
        (people[0].name.as_str(), people[0].number.as_deref()),
        ("+31612345678", Some("31612345678"))
    );
    assert_eq!((people[1].user_id.as_str(), &people[1].number), ("NL.42", &None));
    assert_eq!(people[2].parent_user_id.as_deref(), Some("NL.ENT.42"));
    assert!(people.iter().all(|person| !person.user_id.is_empty()));
    Ok(())
}

#[tokio::test]
async fn who_is_not_reached_reads_nothing() -> Result<(), BoxError> {
    let whatsapp = WhatsApp::start();
    let service = Service::start(&whatsapp).await;
    let flow = service.set_up(&whatsapp).await;
    let ada = whatsapp.join(Contact::new("Ada").number("31612345678").profile(Profile::Ios));
    ada.set_reachable(false);
    send(&whatsapp, &message(&flow, ("to", "31612345678"))).await;
    whatsapp.settled().await?;
    assert_eq!(service.statuses(), ["failed"]);
    let told = service.told();
    let Some(EventKind::MessageStatus(status)) = told.last() else { panic!("no status") };
    assert_eq!(status.errors[0].code, Some(131_026));
    assert_eq!(status.recipient, None, "a failed status may name nobody");
    assert_eq!(status.callback_data.as_deref(), Some("campaign-7"));
    assert_eq!(ada.unread(), 0);

    ada.set_reachable(true);
    send(&whatsapp, &message(&flow, ("to", "31612345678"))).await;
    ada.tap("Repair it").await?;
    whatsapp.settled().await?;
    assert_eq!(service.statuses(), ["failed", "sent", "delivered", "read"]);
    Ok(())
}
