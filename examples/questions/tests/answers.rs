//! The answers of this project's own phone, as the README gives them.

use example_questions::endpoint::{App, answers as asked};
use example_questions::{days, questions, renders};
use flow_player::{
    Assumption, Date, Device, Effect, Gesture, Opening, Player, Profile, Program, Refused, Target,
};
use flow_runtime::Endpoint;
use flow_runtime::testing::{BoxError, Client, KeyPair, Phone};
use serde_json::{Map, Value, json};

fn fill(player: &mut Player, name: &str, text: &str) -> Result<(), Refused> {
    player.gesture(Gesture::Fill { name: name.to_owned(), text: text.to_owned() }).map(drop)
}

fn choose(player: &mut Player, name: &str, id: &str) -> Result<(), Refused> {
    player.gesture(Gesture::Choose { name: name.to_owned(), id: id.to_owned() }).map(drop)
}

fn answers(profile: Profile) -> Result<Value, Box<dyn std::error::Error>> {
    let program = Program::from_json(questions::JSON)?;
    let phone = Device::new(profile, Date::constant(2026, 11, 29));
    let (mut player, _) = Player::open(&program, Opening::navigate("NUMBERS", Map::new()), phone);
    for (name, text) in
        [("whole", "12"), ("comma", "1,5"), ("thousands", "1,234.5"), ("pin", "0123")]
    {
        fill(&mut player, name, text)?;
    }
    player.gesture(Gesture::Tap(Target::Footer))?;
    fill(&mut player, "spaces", "  A  ")?;
    fill(&mut player, "emptied", "x")?;
    fill(&mut player, "emptied", "")?;
    fill(&mut player, "mail", "a@b")?;
    assert!(player.gesture(Gesture::Tap(Target::Footer)).is_err(), "`a@b` is an error");
    fill(&mut player, "mail", "")?;
    assert!(fill(&mut player, "area", "123456").is_err(), "the area stops");
    player.gesture(Gesture::Tap(Target::Footer))?;
    fill(&mut player, "preset", "typed")?;
    choose(&mut player, "replaced", "one")?;
    choose(&mut player, "replaced", "two")?;
    choose(&mut player, "taken_back", "a")?;
    let back = Gesture::Unchoose { name: "taken_back".to_owned(), id: "a".to_owned() };
    player.gesture(back)?;
    assert!(player.view().to_string().contains("as long as the box is left alone"), "it is shown");
    player.gesture(Gesture::Tick { name: "flagged".to_owned(), on: true })?;
    player.gesture(Gesture::Tap(Target::Footer))?;
    player.gesture(Gesture::Range {
        name: "stay".to_owned(),
        start: Date::constant(2026, 12, 1),
        end: Some(Date::constant(2026, 12, 3)),
    })?;
    player.gesture(Gesture::Tap(Target::Footer))?;
    let effects = player.gesture(Gesture::Tap(Target::Footer))?;
    match effects.as_slice() {
        [Effect::Closed(done)] => Ok(Value::Object(done.response.clone())),
        other => Err(format!("{other:?}").into()),
    }
}

#[test]
fn this_phone_answers_as_the_readme_says() -> Result<(), Box<dyn std::error::Error>> {
    let common = json!({
        "spaces": "  A  ",
        "emptied": "",
        "mail": "",
        "preset": "typed",
        "flagged": true,
        "word": "not one",
        "stay": { "start-date": "2026-12-01", "end-date": "2026-12-03" },
    });
    for profile in Profile::ALL {
        let given = answers(profile)?;
        let numbers = match profile {
            Profile::Android => json!([12, 1.5, 1234.5, 123]),
            Profile::Ios | Profile::Web => json!(["12", "1,5", "1,234.5", "0123"]),
        };
        for (key, number) in ["whole", "comma", "thousands", "pin"]
            .iter()
            .zip(numbers.as_array().into_iter().flatten())
        {
            assert_eq!(&given[key], number, "{profile}: {key}");
        }
        for (key, value) in common.as_object().into_iter().flatten() {
            assert_eq!(&given[key], value, "{profile}: {key}");
        }
        for absent in ["untouched", "taken_back", "alone", "paper"] {
            assert!(given.get(absent).is_none(), "{profile}: {absent}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn this_phone_takes_answers_as_the_readme_says() -> Result<(), BoxError> {
    let keys = KeyPair::shared();
    let endpoint = Endpoint::builder(asked::serve(App { slow: std::time::Duration::ZERO }))
        .private_key(keys.private_key())
        .app_secret("app secret")
        .build()?;
    let client = Client::new(endpoint, keys.public_key_pem())?.app_secret("app secret");
    let mut phone = Phone::of::<asked::Answers>().endpoint(client).open().await?;
    phone.on("MESSAGES")?.says("A message at the opening")?;
    phone.choose("A message at the opening", "Yes").await?;
    phone.tap("Next").await?.on("MESSAGES")?.says("A message for the next screen")?;
    phone.tick("I am still here").await?;
    phone.tap("Next").await?.on("FIELD")?.sees("Not this one")?;
    phone.tap("Next").await?.on("FILLS")?;
    phone.fill("The first", "mine").await?.fill("The second", "mine too").await?;
    phone.tap("Next").await?.on("FILLS")?.says("Read both fields")?;
    let shown = phone.to_string();
    assert!(shown.contains("The first (optional): [brought with the message]"), "{shown}");
    assert!(shown.contains("The second (optional): [mine too]"), "{shown}");
    phone.tick("I have read both").await?;
    phone.tap("Next").await?.on("ITEMS")?;
    phone.tap("Tap me").await?.on("SLOW")?;
    phone.tap("Wait").await?.on("END")?;
    phone.choose("I was", "Moved here").await?;
    let done: asked::Completion = phone.tap("Send").await?.completed()?;
    assert_eq!(done.moved, asked::end::Moved::Moved);
    // Going back while a request is under way is a test of the player itself: a Phone waits.
    Ok(())
}

/// What a flow without an endpoint says when nothing is done but what is asked.
fn sent(document: &str, screen: &str, gestures: &[Gesture]) -> Value {
    let program = Program::from_json(document).expect("a flow");
    let phone = Device::new(Profile::Android, Date::constant(2026, 11, 29));
    let (mut player, _) = Player::open(&program, Opening::navigate(screen, Map::new()), phone);
    let effects = gestures.iter().map(|gesture| player.gesture(gesture.clone()).expect("possible"));
    let effects: Vec<Effect> = effects.flatten().collect();
    let [Effect::Closed(done)] = effects.as_slice() else { panic!("{effects:?}") };
    Value::Object(done.response.clone())
}

#[test]
fn this_phone_plays_older_versions_as_the_readme_says() {
    let tap = Gesture::Tap(Target::Footer);
    let second = Gesture::Date { name: "day".to_owned(), date: Date::constant(2030, 1, 2) };
    let day = sent(days::JSON, "DAY", &[second, tap.clone()]);
    assert_eq!(day["day"], json!("1893542400000"));
    let word = sent(renders::JSON, "START", &[tap.clone(), tap]);
    assert_eq!(word["word"], "run");
}

/// Each is asked in a table of what to look at, or listed among what a person cannot see, and not both.
#[test]
fn every_assumption_is_asked_or_cannot_be_seen() {
    let readme = include_str!("../README.md");
    let (asked, unseen) = readme.split_once("## What a person cannot see").expect("the heading");
    let rows = |text: &str, name: &str| {
        text.lines().filter(|line| line.starts_with('|') && line.contains(name)).count()
    };
    for assumption in Assumption::ALL {
        let name = format!("`{assumption:?}`");
        let (asked, unseen) = (rows(asked, &name), rows(unseen, &name));
        assert!((asked > 0) != (unseen > 0), "{name}: asked {asked} times, unseen {unseen}");
    }
}
