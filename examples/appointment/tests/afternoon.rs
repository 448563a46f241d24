//! People book their visits: an afternoon at the dentist's.

use std::time::Duration;

use example_appointment::appointment::{Appointment, Completion, summary};
use example_appointment::clinic::Clinic;
use example_appointment::endpoint;
use flow_runtime::testing::media::File;
use flow_runtime::testing::{BoxError, Client, KeyPair, Phone, Profile, Setup};
use flow_runtime::token::FlowTokens;
use flow_runtime::{Date, Flow as _};

const MONDAY: Date = Date::constant(2026, 11, 30);
const TUESDAY: Date = Date::constant(2026, 12, 1);
const HOUR: Duration = Duration::from_hours(1);

/// The phone of a person who was sent the flow, with a link that is valid for so long.
fn phone(clinic: &Clinic, person: &str, valid: Duration) -> Result<Setup, BoxError> {
    let keys = KeyPair::shared();
    let tokens = FlowTokens::new("a secret of this test, for tokens")?;
    let token = tokens.issue(Appointment::NAME, person, valid);
    let endpoint = endpoint(clinic.clone(), keys.private_key(), "app secret", tokens)?;
    let client = Client::new(endpoint, keys.public_key_pem())?;
    let client = client.app_secret("app secret").flow_token(token);
    Ok(Phone::of::<Appointment>().endpoint(client).today(MONDAY))
}

/// Up to the times of Tuesday.
async fn asks_for_tuesday(phone: Setup) -> Result<Phone, BoxError> {
    let mut phone = phone.open().await?;
    phone.choose("Treatment", "Toothache").await?.pick("Day", TUESDAY).await?;
    phone.tap("See free times").await?.on("SLOT")?.sees("Free on 2026-12-01")?;
    Ok(phone)
}

#[tokio::test]
async fn an_afternoon() -> Result<(), BoxError> {
    Phone::each_profile(async |profile: Profile| {
        let clinic = Clinic::new(|| MONDAY);
        let mut ada = asks_for_tuesday(phone(&clinic, "ada", HOUR)?.profile(profile)).await?;
        let mut grace = asks_for_tuesday(phone(&clinic, "grace", HOUR)?).await?;

        grace.choose("Time", "09:00").await?.tap("Next").await?.on("DETAILS")?;
        ada.choose("Time", "09:00").await?.tap("Next").await?.on("SLOT")?;
        ada.says("Somebody was faster")?;
        assert_eq!(ada.options("Time")?, ["10:00", "11:00", "14:00", "15:00"]);
        grace.back().await?.on("SLOT")?; // and gives 09:00 back
        ada.choose("Time", "10:00").await?.tap("Next").await?.on("DETAILS")?;
        ada.back().await?.on("SLOT")?.sees("09:00")?;
        ada.choose("Time", "09:00").await?.tap("Next").await?.sees("We keep 2026-12-01 09:00")?;

        ada.fill("Your name", "Ada Lovelace").await?.hides("Date of birth")?;
        ada.choose("Is it your first visit?", "Yes").await?.sees("Date of birth")?;
        ada.pick("Date of birth", Date::constant(1985, 12, 10)).await?;
        ada.attach("Photo of the tooth", File::jpeg("tooth.jpg")).await?;
        ada.tap("Read more").await?.on("TERMS")?.sees("a day before")?;
        ada.back().await?.on("DETAILS")?.tick("I accept the terms").await?;
        let summary: summary::Data = ada.tap("Next").await?.on("SUMMARY")?.data()?;
        assert_eq!((summary.service.as_str(), summary.photos), ("Toothache", 1));
        let visit: Completion = ada.tap("Book").await?.completed()?;
        assert_eq!((visit.number.as_str(), visit.when.as_str()), ("V-1", "2026-12-01 09:00"));

        let mut again = phone(&clinic, "ada", HOUR)?.open().await?;
        again.expired()?.says("Your visit is booked")?;
        let mut late = phone(&clinic, "charles", Duration::ZERO)?.open().await?;
        late.expired()?.says("This link is no longer valid")?;
        Ok::<_, BoxError>(())
    })
    .await
}

#[tokio::test]
async fn what_nobody_can_do_is_refused() -> Result<(), BoxError> {
    let clinic = Clinic::new(|| MONDAY);
    let mut phone = phone(&clinic, "ada", HOUR)?.open().await?;
    let error = phone.tap("See free times").await.unwrap_err();
    assert!(error.reason().contains("Treatment is required"), "{error}");
    let error = phone.choose("Treatment", "Tootache").await.unwrap_err();
    assert!(error.reason().contains("Did you mean “Toothache”?"), "{error}");
    let sunday = Date::constant(2026, 12, 6);
    let error = phone.pick("Day", sunday).await.unwrap_err();
    assert!(error.reason().contains("is a weekday that cannot be chosen"), "{error}");
    Ok(())
}
