//! Endpoints that fail, and networks that do.

use std::sync::atomic::Ordering;

use flow_runtime::testing::{BoxError, Mischief, Phone};
use serde_json::json;

use crate::clinic::{App, phone};

async fn filled(app: &App, name: &str) -> Result<Phone, BoxError> {
    let mut phone = phone(app).open().await?;
    phone.fill("Name", name).await?.choose("Kind", "Old").await?;
    Ok(phone)
}

#[tokio::test]
async fn the_endpoints_own_cause_of_a_500_is_shown() -> Result<(), BoxError> {
    let mut phone = filled(&App::default(), "fails").await?;
    let error = phone.tap("Send").await?.on("DONE").unwrap_err();
    assert_eq!(error.reason(), "expected the screen `DONE`, but it is `ASK`");
    let shown = format!("{error:?}");
    assert!(shown.contains("status 500"), "{shown}");
    assert!(shown.contains("because the database is away"), "{shown}");
    assert!(shown.contains(r#""name":"fails""#), "{shown}");
    Ok(())
}

#[tokio::test]
async fn an_error_message_keeps_the_person_and_a_427_does_not() -> Result<(), BoxError> {
    let mut phone = filled(&App::default(), "taken").await?;
    phone.tap("Send").await?.on("ASK")?.says("This name is taken")?;
    phone.fill("Name", "over").await?.tap("Send").await?.expired()?.says("It is over")?;
    assert!(phone.tap("Send").await.is_err());
    Ok(())
}

#[tokio::test]
async fn what_goes_wrong_on_the_way_is_what_a_phone_makes_of_it() -> Result<(), BoxError> {
    let app = App::default();
    let asked = || app.asked.load(Ordering::Relaxed);
    let mut phone = filled(&app, "Ada").await?;

    // A key that has changed is fetched again, and nobody notices.
    phone.mischief(Mischief::KeyRefused);
    phone.tap("Send").await?.on("DONE")?;
    assert_eq!((asked(), phone.exchanges().len()), (1, 3));

    // The answer is lost, so the person sends again, and the endpoint is asked twice.
    let mut phone = filled(&app, "Ada").await?;
    phone.mischief(Mischief::TimesOut);
    phone.tap("Send").await?.says("Something went wrong")?.tap("Send").await?.on("DONE")?;
    assert_eq!(asked(), 3);

    for (mischief, said) in [
        (Mischief::Unreachable, "No connection"),
        (Mischief::Status(503), "Something went wrong"),
        (Mischief::Unreadable, "Something went wrong"),
        (Mischief::Expired("Too late".to_owned()), "Too late"),
        (Mischief::Answer(json!({ "screen": "NOWHERE", "data": {} })), "Something went wrong"),
    ] {
        let mut phone = filled(&app, "Ada").await?;
        phone.mischief(mischief).tap("Send").await?.says(said)?;
        assert!(phone.exchanges().last().and_then(|round| round.cause.as_ref()).is_some());
    }
    Ok(())
}
