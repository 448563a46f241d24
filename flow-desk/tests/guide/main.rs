//! docs/your-service.md: its services run as it shows them, against a desk.

mod afternoon;
mod graph;
mod program;

use std::time::Duration;

use flow_desk::{Contact, Graph, WhatsApp};
use flow_runtime::testing::BoxError;

use crate::program::{Program, block};

#[test]
fn the_rust_of_the_guide_is_what_is_compiled() {
    for (file, own) in
        [("afternoon.rs", include_str!("afternoon.rs")), ("graph.rs", include_str!("graph.rs"))]
    {
        let (_, code) = own.split_once("\n\n").expect("a first line");
        assert_eq!(block(file), code.replace("pub(crate) ", ""), "{file}");
    }
    assert!(graph::graph().is_err(), "no token is set");
}

#[tokio::test]
async fn a_service_with_pywa_has_an_afternoon() -> Result<(), BoxError> {
    let Some(program) = Program::python("service.py") else { return Ok(()) };
    has_an_afternoon(program).await
}

#[tokio::test]
async fn a_service_with_node_has_an_afternoon() -> Result<(), BoxError> {
    let Some(program) = Program::node("service.mjs") else { return Ok(()) };
    has_an_afternoon(program).await
}

/// From push to completion, with the service ended in the middle: the books balance.
async fn has_an_afternoon(mut program: Program) -> Result<(), BoxError> {
    // As below `/graph` of the preview, which has an address with a path.
    let whatsapp: WhatsApp = Graph::builder().app_secret("a secret").start()?.into();
    program.points_to(&whatsapp);
    program.serve();
    let pushed = program.run(&["push"]);
    assert!(pushed.starts_with("published "), "{pushed}");
    whatsapp.subscribe(&program.webhook(), "any").await?;
    let ada = whatsapp.join(Contact::new("Ada").number("31612345678").username("ada"));

    program.run(&["send", "31612345678"]);
    ada.reads("What can we repair?").await?;
    let mut phone = ada.tap("Repair it").await?;
    phone.fill("What is it?", "nothing").await?.tap("Next").await?.says("Then all is well")?;
    phone.fill("What is it?", "a door").await?.tap("Next").await?.on("WHEN")?;
    phone.sees("It costs 99.")?.choose("Day", "Monday").await?;
    program.kill();
    whatsapp.repeat(2);
    phone.tap("Book").await?;
    program.serve();
    whatsapp.settled().await?;
    ada.reads("See you on monday.").await?;
    whatsapp.repeat(0);

    // And again, as the guide writes it.
    let url = program.webhook();
    program.run(&["send", "31612345678"]);
    afternoon::an_afternoon(&whatsapp, url.trim_end_matches("/webhook")).await?;
    // A service may answer 200 first and work afterwards.
    let answers = || {
        let sent = whatsapp.graph().messages();
        sent.iter().filter(|sent| sent.shown.body == "See you on monday.").count()
    };
    for _ in 0..100 {
        if answers() >= 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(answers(), 2, "each booking is in the books once");
    assert_eq!(whatsapp.graph().complaints(), Vec::<String>::new());
    Ok(())
}
