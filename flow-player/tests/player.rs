//! What a player does at its limits: late answers, large ones, other flows, other systems.

use std::time::Duration;

use flow_player::view::{Content, Leading, Shown};
use flow_player::{
    Assumption, Date, Device, Effect, Gesture, Opening, Player, Profile, Program, Reply, Target,
    Ticket,
};
use serde_json::{Map, Value, json};

fn device(profile: Profile) -> Device {
    Device::new(profile, Date::constant(2026, 11, 29))
}

/// Two screens and an endpoint; `fields` are the components of the first.
fn program(fields: &Value) -> Program {
    let mut first = fields.as_array().expect("components").clone();
    first.push(json!({ "type": "Footer", "label": "Go",
        "on-click-action": { "name": "data_exchange", "payload": {} } }));
    let document = json!({
        "version": "7.3",
        "data_api_version": "3.0",
        "routing_model": { "FIRST": ["SECOND"], "SECOND": [] },
        "screens": [
            { "id": "FIRST", "title": "First",
              "data": { "text": { "type": "string", "__example__": "" } },
              "layout": { "type": "SingleColumnLayout", "children": first } },
            { "id": "SECOND", "title": "Second", "terminal": true,
              "layout": { "type": "SingleColumnLayout", "children": [
                { "type": "Footer", "label": "Done",
                  "on-click-action": { "name": "complete", "payload": {} } } ] } },
        ],
    });
    Program::from_faulty_json(document.to_string()).0.expect("a flow")
}

fn name() -> Value {
    json!([{ "type": "TextInput", "name": "name", "label": "Name", "helper-text": "In full" }])
}

fn open(program: &Program, profile: Profile) -> (Player, Ticket) {
    let (player, effects) = Player::open(program, Opening::data_exchange(), device(profile));
    let [Effect::Ask(ticket, _)] = effects.as_slice() else { panic!("{effects:?}") };
    (player, *ticket)
}

fn shown(program: &Program, profile: Profile) -> Player {
    let (mut player, ticket) = open(program, profile);
    player.answer(ticket, Reply::screen("FIRST", &Map::new()));
    assert_eq!(player.screen(), Some("FIRST"));
    player
}

#[test]
fn an_answer_that_nobody_waits_for_changes_nothing() {
    let program = program(&name());
    let (mut player, first) = open(&program, Profile::Android);
    player.answer(first, Reply::screen("FIRST", &Map::new()));
    let before = player.snapshot();
    assert!(player.answer(first, Reply::screen("SECOND", &Map::new())).is_empty());
    assert!(player.wake(first).is_empty());
    assert_eq!(player.snapshot(), before);
}

#[test]
fn an_answer_has_a_megabyte_at_the_most() {
    let program = program(&name());
    let answer = |length: usize| {
        let mut data = Map::new();
        data.insert("text".to_owned(), "x".repeat(length).into());
        Reply::screen("FIRST", &data)
    };
    let Reply::Body(empty) = answer(0) else { panic!("a body") };
    let most = 1_048_576 - empty.len();
    let (mut player, ticket) = open(&program, Profile::Android);
    player.answer(ticket, answer(most));
    assert_eq!(player.screen(), Some("FIRST"));
    let (mut player, ticket) = open(&program, Profile::Android);
    player.answer(ticket, answer(most + 1));
    let Shown::Failed(failure) = player.view().shown else { panic!("{}", player.view()) };
    assert_eq!(failure.key.as_deref(), Some("payload-schema-error"));
}

#[test]
fn an_answer_nested_without_end_is_a_fault() {
    let program = program(&name());
    let (mut player, ticket) = open(&program, Profile::Android);
    player.answer(ticket, Reply::Body("[".repeat(500_000)));
    assert!(matches!(player.view().shown, Shown::Failed(_)));
}

#[test]
fn every_system_is_itself() {
    let program = program(&name());
    for profile in Profile::ALL {
        let mut player = shown(&program, profile);
        let field = |player: &Player| player.view().field("name").expect("a field").clone();
        assert_eq!(field(&player).helper.as_deref(), Some("In full"));
        let long = "x".repeat(81);
        player.gesture(Gesture::Fill { name: "name".to_owned(), text: long }).expect("a text");
        let both = field(&player).helper.is_some() && field(&player).error.is_some();
        assert_eq!(both, !profile.traits().error_replaces_helper, "{profile}");
        assert!(player.assumed().any(|assumed| assumed == Assumption::StopsTyping));
    }
}

#[test]
fn another_version_of_the_flow_is_adopted_where_it_fits() {
    let mut player = shown(&program(&name()), Profile::Android);
    let text = "Ada".to_owned();
    player.gesture(Gesture::Fill { name: "name".to_owned(), text }).expect("a text");

    // A field more: what was entered stays.
    let more = program(&json!([
        { "type": "TextInput", "name": "town", "label": "Town" },
        { "type": "TextInput", "name": "name", "label": "Your name" },
    ]));
    assert!(player.adopt(&more).whole);
    assert_eq!(player.form("FIRST")["name"], "Ada");
    assert_eq!(player.view().body.len(), 2);

    // The field is of another kind now: its text does not fit.
    let other = program(&json!([{ "type": "OptIn", "name": "name", "label": "Your name" }]));
    assert!(player.adopt(&other).whole);
    assert!(player.form("FIRST").is_empty());

    // The screen is gone.
    let gone = Program::from_faulty_json(br#"{ "version": "7.3", "screens": [] }"#).0;
    assert!(!player.adopt(&gone.expect("a flow")).whole);
    assert!(matches!(player.view().shown, Shown::Failed(_)));
}

#[test]
fn ids_stay_the_same_after_an_edit_elsewhere() {
    let id = |player: &Player| {
        let view = player.view();
        let found =
            view.body.into_iter().find(|element| matches!(element.content, Content::TextInput(_)));
        found.expect("a field").id
    };
    let before = id(&shown(&program(&name()), Profile::Android));
    let edited = program(&json!([
        { "type": "TextBody", "text": "New" },
        { "type": "TextInput", "name": "name", "label": "Name" },
    ]));
    assert_eq!(id(&shown(&edited, Profile::Android)), before);
    assert!(before.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte)));
}

#[test]
fn the_history_has_an_end() {
    // Two screens that lead to a third and round again: only ever forward.
    let screen = |id: &str, next: &str| {
        json!({ "id": id, "title": id, "terminal": id == "C", "layout": { "type": "SingleColumnLayout",
            "children": [{ "type": "EmbeddedLink", "text": "On", "on-click-action": { "name": "navigate",
                "next": { "type": "screen", "name": next }, "payload": {} } }] } })
    };
    let document = json!({ "version": "7.3", "screens": [screen("A", "B"), screen("B", "C"), screen("C", "A")] });
    let program = Program::from_faulty_json(document.to_string()).0.expect("a flow");
    let (mut player, _) =
        Player::open(&program, Opening::example(&program, "A"), device(Profile::Web));
    for _ in 0..1000 {
        let link = player.view().body[0].id.clone();
        player.gesture(Gesture::Tap(Target::Link(link))).expect("a link");
    }
    assert_eq!(player.history().len(), 256);
    assert_eq!(player.view().header.leading, Leading::Back);
    assert!(player.assumed().any(|assumed| assumed == Assumption::LengthOfHistory));
}

#[test]
fn what_was_saved_belongs_to_its_message() {
    let program = program(&name());
    let player = shown(&program, Profile::Android);
    let opening = Opening::data_exchange();
    let saved = player.save(&opening).expect("a screen is shown");
    let other = Opening::DataExchange { screen: Some("FIRST".to_owned()) };
    let phone = device(Profile::Android);
    let day = Duration::from_hours(24);
    assert!(Player::reopen(&program, saved.clone(), &other, day, phone).is_none());
    assert!(Player::reopen(&program, saved.clone(), &opening, 16 * day, phone).is_none());
    let again = Player::reopen(&program, saved, &opening, 15 * day, phone).expect("in time");
    assert_eq!(again.screen(), Some("FIRST"));
    assert!(again.awaited().is_none(), "no INIT is sent");
}
