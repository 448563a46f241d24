//! A test of a service, as the guide has it.

use flow_desk::{Contact, DeskError, WhatsApp};

pub(crate) async fn an_afternoon(whatsapp: &WhatsApp, service: &str) -> Result<(), DeskError> {
    whatsapp.subscribe(&format!("{service}/webhook"), "any").await?;
    let ada = whatsapp.join(Contact::new("Ada").number("31612345678").username("ada"));
    // … the service sends its flow …
    ada.reads("What can we repair?").await?;
    let mut phone = ada.tap("Repair it").await?;
    phone.fill("What is it?", "a door").await?.tap("Next").await?.sees("It costs 99.")?;
    phone.choose("Day", "Monday").await?.tap("Book").await?;
    ada.reads("See you on monday.").await?;
    whatsapp.settled().await?;
    Ok(())
}
