//! Recorded by `cargo flow preview`.

use flow_runtime::Date;
use flow_runtime::testing::media::File;
use flow_runtime::testing::{BoxError, Phone, Profile, Reply};

/// Stands in for what was entered in secret, which is not recorded.
const PASSWORD: &str = "not the real one";

#[tokio::test]
async fn recorded() -> Result<(), BoxError> {
    // What the endpoint answered. To test the service itself, give the phone a client of it
    // in the place of `.answers(answers)`: `.endpoint(client)`.
    let answers = [
        Reply::Body(r#"{"screen":"LOGIN","data":{"hint":"As on your card"}}"#.to_owned()),
        Reply::Body(r#"{"screen":"LOGIN","data":{"error_message":"not the real one is not your password, ada@example.com"}}"#.to_owned()),
        Reply::Status(421, None),
        Reply::Body(r#"{"screen":"ORDER","data":{"greeting":"Born 2026-01-01, not the real one","kinds":[{"id":"t","title":"Tea"},{"id":"c","title":"Coffee"}]}}"#.to_owned()),
        Reply::Body(r#"{"screen":"DONE","data":{"number":"A-17"}}"#.to_owned()),
    ];
    let mut phone = Phone::from_json(include_str!("recorded.json"))
        .profile(Profile::Android)
        .today(Date::constant(2026, 1, 15))
        .answers(answers)
        .open()
        .await?;
    phone.on("LOGIN")?;
    phone.fill("Email address", "ada@example.com").await?;
    phone.fill("Password", PASSWORD).await?;
    phone.pick("Date of birth", Date::constant(2026, 1, 1)).await?;
    phone.tap("Log in").await?.says("not the real one is not your password, ada@example.com")?;
    phone.fill("Password", PASSWORD).await?;
    phone.tick("Stay logged in").await?;
    phone.tap("Log in").await?.on("ORDER")?;
    phone.choose("What would you like?", "Coffee").await?;
    phone.fill("Cups", "2").await?;
    phone.fill("A note", "No \"sugar\",\nplease").await?;
    phone.attach("Your cup", File::new("my cup.jpg", "image/jpeg", vec![0; 7])).await?;
    phone.tap("Order").await?.on("DONE")?;
    phone.tap("Close").await?;
    let response = phone.response()?;
    assert_eq!(response["number"], "A-17");
    assert_eq!(response["cups"], 2);
    assert_eq!(response["word"], PASSWORD);
    assert_eq!(response["stay"], true);
    Ok(())
}
