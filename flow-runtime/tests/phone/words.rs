//! What the phone says to whoever writes a test.

use flow_runtime::Date;
use flow_runtime::testing::media::File;
use flow_runtime::testing::{BoxError, Phone, PhoneError};

use crate::clinic::{App, phone};

fn reason<T>(result: Result<T, PhoneError>) -> String {
    result.err().map_or_else(|| "it was taken".to_owned(), |error| error.reason().to_owned())
}

#[tokio::test]
async fn what_nobody_could_do_is_refused_with_the_reason() -> Result<(), BoxError> {
    let mut phone = phone(&App::default()).open().await?;
    let before = phone.to_string();
    let mut found = Vec::new();
    found.push(reason(phone.fill("Nane", "Ada").await));
    found.push(reason(phone.fill("City", "London").await));
    found.push(reason(phone.fill("Phone", "1").await));
    found.push(reason(phone.choose("Kind", "Odd").await));
    found.push(reason(phone.tap("Send").await));
    found.push(reason(phone.tap("Sent").await));
    found.push(reason(phone.tap("Where we are").await));
    found.push(reason(phone.tap("New").await));
    found.push(reason(phone.tap("Name").await));
    found.push(reason(phone.tick("Name").await));
    found.push(reason(phone.pick("Day", Date::constant(2027, 1, 1)).await));
    found.push(reason(phone.attach("Photo", File::pdf("scan.pdf")).await));
    let large = File::new("large.jpg", "image/jpeg", vec![0; 10 * 1024 + 1]);
    found.push(reason(phone.attach("Photo", large).await));
    found.push(reason(phone.read_more("News").await));
    found.push(reason(phone.untick("News").await));
    assert_eq!(phone.to_string(), before, "a refused gesture changes nothing");
    let golden = [
        "there is no field “Nane”; there is “Name”, “Kind”, “Phone”, “Phone”, “Day”, “From”, \
         “Stay”, “Wishes”, “Photo”, “Terms”, “News”. Did you mean “Name”?",
        "`city` is not shown: it is in a branch that is not taken: if ${form.kind} == 'new'",
        "“Phone” is there more than once: `home`, `work`; say `named(\"…\")`",
        "there is no option “Odd” in `kind`; there is “New”, “Old”. Did you mean “Old”?",
        "the button is disabled: `name`: Name is required; `kind`: Kind is required",
        "there is no button, link or item “Sent”; there is “Read more”, “Send”. Did you mean “Send”?",
    ];
    assert_eq!(found[..golden.len()], golden, "{found:#?}");
    for (found, part) in found.iter().skip(golden.len()).zip([
        "is not shown",
        "“New” is an option of “Kind”: write `choose(\"Kind\", \"New\")`",
        "“Name” is a field: write `fill(\"Name\", \"…\")`",
        "`name` takes a text",
        "2027-01-01 is after 2026-12-31",
        "`scan.pdf` is of the kind application/pdf",
        "`large.jpg` has more than 10 KB",
        "nothing happens on a tap",
        "`news` is not ticked",
    ]) {
        assert!(found.contains(part), "{part}\n{found}");
    }
    Ok(())
}

#[tokio::test]
async fn what_is_not_seen_is_shown() -> Result<(), BoxError> {
    let mut phone = phone(&App::default()).open().await?;
    phone.fill("Name", "Ada and Bob").await?;
    assert_eq!(phone.error_at("Name")?.as_deref(), Some("Name can have at most 5 characters"));
    assert!(!phone.enabled("Send")?);
    assert!(phone.enabled("Name")?);
    let error = phone.on("DONE").unwrap_err().to_string();
    for part in [
        "expected the screen `DONE`, but it is `ASK`\n",
        "the phone shows\n",
        "× Your visit (ASK)",
        "the last exchange was\n",
        "\"action\":\"INIT\"",
        "status 200: {\"screen\":\"ASK\"",
    ] {
        assert!(error.contains(part), "{part}\n\n{error}");
    }
    assert_eq!(reason(phone.sees("Bye")), "“Bye” is not on the screen");
    assert_eq!(reason(phone.hides("Kind")), "“Kind” is on the screen");
    assert_eq!(reason(phone.says("Bye")), "expected the phone to say “Bye”, but it says nothing");
    assert_eq!(reason(phone.response()), "the flow is not complete");
    Ok(())
}

#[tokio::test]
async fn a_phone_that_cannot_open_says_why() {
    let faulty = Phone::from_json("{}").show("ASK").await;
    assert!(reason(faulty).starts_with("the flow is faulty\n"));
    let alone = Phone::of::<crate::clinic::visit::Visit>().open().await;
    assert!(reason(alone).contains("`.endpoint(client)`"));
}
