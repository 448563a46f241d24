//! What phones let a person enter is read by the types that the flow has.

use flow_runtime::testing::{BoxError, Phone, Profile};
use flow_runtime::{Date, DateRange, Flow as _, flow};

flow! {
    pub flow trip (version: "7.3")

    screen ASK "Trip" (terminal: true) {
        guests: TextInput! "Guests" (input_type: number)
        stay: CalendarPicker (
            mode: range,
            title: "Stay",
            label: { start_date: "From", end_date: "To" },
            required: { start_date: true, end_date: false },
        )
        Footer "Done" => complete { guests, stay }
    }
}

/// What is sent when the button is tapped; `None` where the phone does not let a person tap it.
async fn sent(
    profile: Profile,
    guests: &str,
    end: Option<Date>,
) -> Result<Option<trip::Completion>, BoxError> {
    let mut phone = Phone::from_json(trip::Trip::JSON).profile(profile).show("ASK").await?;
    phone.pick_range("From", Date::constant(2027, 1, 1), end).await?;
    if phone.fill("Guests", guests).await.is_err() || phone.tap("Done").await.is_err() {
        return Ok(None);
    }
    Ok(Some(phone.completed()?))
}

/// Every text of up to four of these letters, and longer ones with commas.
fn texts() -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut last = 0;
    for _ in 0..4 {
        let longer: Vec<String> = texts[last..]
            .iter()
            .flat_map(|text| "05,.-e ".chars().map(move |letter| format!("{text}{letter}")))
            .collect();
        last = texts.len();
        texts.extend(longer);
    }
    let long =
        ["1,234", "1,234,567.5", "+12,345", "12,34,567", "1,2345", "1,234e2", "1e2,345", "inf"];
    texts.extend(long.map(str::to_owned));
    texts
}

#[tokio::test]
async fn every_number_that_a_phone_takes_is_read() -> Result<(), BoxError> {
    let mut read = 0;
    for text in texts() {
        let android = sent(Profile::Android, &text, None).await?;
        let ios = sent(Profile::Ios, &text, None).await?;
        let [android, ios] = [android, ios].map(|sent| sent.map(|sent| sent.guests));
        assert_eq!(android, ios, "{text:?}");
        read += usize::from(ios.is_some());
    }
    assert!(read > 200, "{read} texts are numbers");
    Ok(())
}

#[tokio::test]
async fn the_first_day_of_a_range_may_come_alone() -> Result<(), BoxError> {
    let start = Date::constant(2027, 1, 1);
    for end in [None, Some(Date::constant(2027, 1, 3))] {
        let sent = sent(Profile::Android, "2", end).await?.ok_or("it was not sent")?;
        assert_eq!(sent.stay, DateRange { start, end });
    }
    Ok(())
}
