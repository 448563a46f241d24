//! Every gesture, and what the endpoint gets.

use std::time::Duration;

use flow_runtime::testing::media::File;
use flow_runtime::testing::{BoxError, Phone, named};
use flow_runtime::{Date, DateRange, Flow as _};
use serde_json::json;

use crate::clinic::{App, phone, visit};
use visit::ask;

#[tokio::test]
async fn what_a_person_enters_arrives_typed() -> Result<(), BoxError> {
    Phone::each_profile(async |profile| {
        let app = App::default();
        let mut phone = phone(&app).profile(profile).open().await?;
        phone.on("ASK")?.sees("Hello Ada")?;
        phone.fill("Name", "Ada").await?.choose("Kind", "New").await?.sees("City")?;
        phone.fill("City", "London").await?.tap("Where we are").await?;
        assert_eq!(phone.browser(), ["https://example.com/map"]);
        phone.fill(named("home"), "1").await?.fill(named("work"), "2").await?;
        phone.clear(named("home")).await?;
        phone.pick("Day", Date::constant(2026, 12, 24)).await?;
        let (start, end) = (Date::constant(2027, 1, 1), Date::constant(2027, 1, 3));
        phone.pick_range("Stay", start, end).await?;
        phone.choose("Wishes", "Tea").await?.choose("Wishes", "b").await?;
        assert!(!phone.options("Wishes")?.is_empty());
        phone.unchoose("Wishes", "Tea").await?.choose("Wishes", "Water").await?;
        let photo = File::jpeg("tooth.jpg");
        phone.attach("Photo", File::jpeg("wrong.jpg")).await?.detach("Photo", "wrong.jpg").await?;
        phone.attach("Photo", photo.clone()).await?.sees("tooth.jpg")?;
        phone.tap("Read more").await?.on("SMALL")?.back().await?.on("ASK")?;
        phone.tick("Terms").await?.tick("News").await?.untick("News").await?;
        assert_eq!(phone.value("Terms")?, true);
        phone.tap("Send").await?.on("DONE")?.sees("Number V-1")?;

        let form = app.got.lock().unwrap().take().ok_or("nothing came")?;
        assert_eq!((form.name.as_str(), form.kind), ("Ada", ask::Kind::New));
        assert_eq!(form.city.as_deref(), Some("London"));
        assert_eq!((form.home, form.work.as_deref()), (None, Some("2")));
        assert_eq!(form.when, Some(Date::constant(2026, 12, 24)));
        assert_eq!(form.stay, Some(DateRange { start, end: Some(end) }));
        assert_eq!(form.wishes, Some(vec![ask::Wishes::B, ask::Wishes::C]));
        assert_eq!(*app.photo.lock().unwrap(), photo.bytes);

        phone.back().await?.on("ASK")?.sees("Hello again")?;
        assert_eq!(phone.value("Name")?, "Ada");
        let done: visit::Completion = phone.tap("Send").await?.tap("Close").await?.completed()?;
        assert_eq!(done.number, "V-2");
        assert_eq!(phone.response()?["number"], "V-2");
        Ok::<_, BoxError>(())
    })
    .await
}

#[tokio::test]
async fn a_flow_is_closed_and_goes_on() -> Result<(), BoxError> {
    let app = App::default();
    let mut phone = phone(&app).open().await?;
    phone.fill("Name", "Ada").await?.tick("News").await?;
    phone.close().await?;
    assert!(phone.fill("Name", "Ada").await.is_err());
    phone.reopen(Duration::from_hours(24)).await?.on("ASK")?;
    assert_eq!(phone.value("Name")?, "Ada");
    // A tick is private, and is not kept.
    assert_eq!(phone.value("News")?, json!(null));
    assert_eq!(phone.exchanges().len(), 1);
    phone.close().await?.reopen(Duration::from_hours(16 * 24)).await?.on("ASK")?;
    assert_eq!(phone.value("Name")?, json!(null));
    assert_eq!(phone.exchanges().len(), 2);
    Ok(())
}

#[tokio::test]
async fn any_screen_can_be_shown_alone() -> Result<(), BoxError> {
    let mut phone = Phone::from_json(visit::Visit::JSON).show("DONE").await?;
    let done: visit::Completion = phone.sees("Number V-1")?.tap("Close").await?.completed()?;
    assert_eq!(done.number, "V-1");
    assert_eq!(done.flow_token, None);
    Ok(())
}
