//! Reports: repeated, out of order, and to a service that ends in the middle.

use std::time::Duration;

use flow_desk::{Contact, Graph, Outcome, WhatsApp};
use flow_runtime::testing::{BoxError, Phone};
use flow_runtime::webhook::EventKind;

use crate::service::{Service, VERIFY, message, send};

const NUMBER: &str = "31612345678";

async fn invited(whatsapp: &WhatsApp, service: &Service) -> Result<Phone, BoxError> {
    let flow = service.set_up(whatsapp).await;
    let ada = whatsapp.join(Contact::new("Ada").number(NUMBER));
    send(whatsapp, &message(&flow, ("to", NUMBER))).await;
    let mut phone = ada.tap("Repair it").await?;
    phone.fill("What is it?", "a door").await?.tap("Next").await?.choose("Day", "Monday").await?;
    whatsapp.settled().await?;
    Ok(phone)
}

#[tokio::test]
async fn a_report_comes_more_than_once() -> Result<(), BoxError> {
    let whatsapp = WhatsApp::start();
    let service = Service::start(&whatsapp).await;
    let mut phone = invited(&whatsapp, &service).await?;
    whatsapp.repeat(2);
    phone.tap("Book").await?;
    whatsapp.settled().await?;
    let replies: Vec<_> =
        service.told().into_iter().filter(|event| matches!(event, EventKind::Reply(_))).collect();
    assert_eq!(replies.len(), 3);
    assert_eq!(service.booked(), ["Monday"], "the books have it once");
    Ok(())
}

#[tokio::test]
async fn reports_come_in_any_order() -> Result<(), BoxError> {
    let whatsapp = WhatsApp::start();
    let service = Service::start(&whatsapp).await;
    let flow = service.set_up(&whatsapp).await;
    whatsapp.settled().await?;
    whatsapp.hold();
    let ada = whatsapp.join(Contact::new("Ada").number(NUMBER));
    send(&whatsapp, &message(&flow, ("to", NUMBER))).await;
    ada.look();
    whatsapp.settled().await?;
    assert_eq!(service.statuses(), Vec::<String>::new());
    whatsapp.release_reversed();
    whatsapp.settled().await?;
    assert_eq!(service.statuses(), ["read", "delivered", "sent"]);
    Ok(())
}

#[tokio::test]
async fn a_service_ends_in_the_middle_and_its_books_balance() -> Result<(), BoxError> {
    let whatsapp = WhatsApp::start();
    let mut service = Service::start(&whatsapp).await;
    let mut phone = invited(&whatsapp, &service).await?;
    service.kill().await;
    // The endpoint is away, and the person sees it.
    phone.back().await?.on("WHAT")?.tap("Next").await?.on("WHAT")?;
    service.restart(&whatsapp).await;
    phone.tap("Next").await?.on("WHEN")?;
    service.kill().await;
    // The report waits for the service.
    phone.tap("Book").await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let report = whatsapp.reports().pop().unwrap();
    assert!(matches!(report.outcomes.last(), Some(Outcome::Lost(_))), "{report:?}");
    assert!(service.booked().is_empty());
    service.restart(&whatsapp).await;
    whatsapp.settled().await?;
    assert_eq!(service.booked(), ["Monday"]);
    let report = whatsapp.reports().pop().unwrap();
    assert_eq!(report.outcomes.last(), Some(&Outcome::Status(200)));
    Ok(())
}

#[tokio::test]
async fn a_webhook_is_asked_before_it_is_subscribed() -> Result<(), BoxError> {
    let whatsapp = WhatsApp::start();
    let service = Service::start(&whatsapp).await;
    let url = format!("{}/webhook", service.url);
    let error = whatsapp.subscribe(&url, "another token").await.unwrap_err();
    assert!(error.to_string().contains("answers the challenge with status 403"), "{error}");
    let error = whatsapp.subscribe("http://127.0.0.1:1/webhook", VERIFY).await.unwrap_err();
    assert!(error.to_string().contains("onnection refused"), "{error}");
    assert_eq!(whatsapp.webhook(), None);
    whatsapp.subscribe(&url, VERIFY).await?;
    assert_eq!(whatsapp.webhook(), Some(url));
    Ok(())
}

#[tokio::test]
async fn a_desk_goes_on_where_it_was() -> Result<(), BoxError> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("desk.json");
    let start = || -> Result<WhatsApp, BoxError> {
        Ok(Graph::builder().app_secret("a secret").keep_in(&file).start()?.into())
    };
    let whatsapp = start()?;
    let mut service = Service::start(&whatsapp).await;
    let mut phone = invited(&whatsapp, &service).await?;
    service.kill().await;
    phone.tap("Book").await?;
    let before =
        (whatsapp.graph().flows(), whatsapp.graph().messages(), whatsapp.people()[0].chat());
    drop((whatsapp, phone));

    let whatsapp = start()?;
    let after =
        (whatsapp.graph().flows(), whatsapp.graph().messages(), whatsapp.people()[0].chat());
    assert_eq!(before, after);
    // What had not arrived arrives.
    service.restart(&whatsapp).await;
    whatsapp.settled().await?;
    assert_eq!(service.booked(), ["Monday"]);
    drop(whatsapp);
    std::fs::write(&file, "{}")?;
    assert!(start().is_err(), "a file that is none of a desk is not written over");
    assert_eq!(std::fs::read_to_string(&file)?, "{}");
    Ok(())
}
