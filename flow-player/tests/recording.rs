//! What a person did, written as a test: the test is one of `flow-runtime`, where it is compiled and
//! run as it is written.

use std::path::Path;
use std::{env, fs};

use flow_player::{
    Date, Device, Document, Effect, File, Gesture, Opening, Player, Profile, Program, Recording,
    Reply, Target, Ticket, Upload, steps,
};
use serde_json::{Value, json};

const DOCUMENT: &str = include_str!("../../flow-runtime/tests/recorded.json");

/// What is typed into the field for the password, and must be nowhere.
const SECRET: &str = "tulip-fever-1637";

/// A person with a phone, and what they do.
struct Person {
    program: Program,
    player: Player,
    recording: Recording,
    ticket: Option<Ticket>,
}

impl Person {
    fn new(document: &str, opening: &Opening, profile: Profile) -> Self {
        let program = Program::from_json(document).expect("a flow");
        let device = Device::new(profile, Date::constant(2026, 1, 15));
        let (player, effects) = Player::open(&program, opening.clone(), device);
        let recording = Recording::begin(opening.clone(), device);
        let mut person = Self { program, player, recording, ticket: None };
        person.take(&effects);
        person
    }

    fn take(&mut self, effects: &[Effect]) {
        for effect in effects {
            if let Effect::Ask(ticket, _) | Effect::Wait(ticket, _) = effect {
                self.ticket = Some(*ticket);
            }
        }
    }

    fn does(&mut self, gesture: Gesture) {
        let effects = self.recording.gesture(&mut self.player, gesture).expect("a person can");
        self.take(&effects);
    }

    /// Types letter by letter, as into a browser.
    fn types(&mut self, name: &str, text: &str) {
        for (end, _) in text.char_indices().skip(1).chain([(text.len(), ' ')]) {
            self.does(Gesture::Type { name: name.into(), text: text[..end].into() });
        }
        self.does(Gesture::Leave);
    }

    fn comes(&mut self, reply: Reply) {
        let ticket = self.ticket.expect("something is awaited");
        let effects = self.recording.answer(&mut self.player, ticket, reply);
        self.take(&effects);
    }

    fn shows(&mut self, screen: &str, data: &Value) {
        self.comes(Reply::Body(json!({ "screen": screen, "data": data }).to_string()));
    }
}

/// An order, with a wrong password, a status 421, a photo and a note of two lines.
fn order() -> Person {
    let mut person = Person::new(DOCUMENT, &Opening::data_exchange(), Profile::Android);
    person.shows("LOGIN", &json!({ "hint": "As on your card" }));
    person.types("email", "ada@example.com");
    person.types("password", "wrong-guess-1");
    person.does(Gesture::Date { name: "born".into(), date: Date::constant(1985, 12, 10) });
    person.does(Gesture::Tap(Target::Footer));
    person.shows(
        "LOGIN",
        &json!({ "error_message": "wrong-guess-1 is not your password, ada@example.com" }),
    );
    person.types("password", SECRET);
    person.does(Gesture::Tick { name: "stay".into(), on: true });
    person.does(Gesture::Tap(Target::Footer));
    person.comes(Reply::Status(421, None));
    let ticket = person.ticket.expect("a pause");
    let effects = person.recording.wake(&mut person.player, ticket);
    person.take(&effects);
    let kinds = json!([{ "id": "t", "title": "Tea" }, { "id": "c", "title": "Coffee" }]);
    person.shows(
        "ORDER",
        &json!({ "greeting": format!("Born 1985-12-10, {SECRET}"), "kinds": kinds }),
    );
    person.does(Gesture::Choose { name: "kind".into(), id: "c".into() });
    person.types("cups", "2");
    person.types("note", "No \"sugar\",\nplease");
    let file = File {
        name: "my cup.jpg".into(),
        mime_type: "image/jpeg".into(),
        size: 7,
        upload: Upload::Pending,
    };
    person.does(Gesture::Attach { name: "photo".into(), files: vec![file] });
    let media = flow_player::Media {
        media_id: "1".into(),
        cdn_url: "http://127.0.0.1/cdn/secret-address".into(),
        sha256: "x".into(),
        encryption_metadata: json!({ "encryption_key": "a key" }),
    };
    let upload = Upload::Done(media);
    person.does(Gesture::Uploaded { name: "photo".into(), at: 0, upload });
    person.does(Gesture::Tap(Target::Footer));
    person.shows("DONE", &json!({ "number": "A-17" }));
    person.does(Gesture::Tap(Target::Footer));
    person
}

#[test]
fn a_recording_is_the_test_that_flow_runtime_runs() {
    let person = order();
    let written = person
        .recording
        .to_rust(&person.program, Document::Named("include_str!(\"recorded.json\")"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../flow-runtime/tests/recorded.rs");
    if env::var_os("BLESS").is_some() {
        fs::write(&path, &written).expect("a writable file");
    }
    let held = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, held, "BLESS=1 writes it anew; flow-runtime's tests run it");
}

#[test]
fn nothing_secret_is_written() {
    let person = order();
    let test = person.recording.to_rust(&person.program, Document::Named("FLOW"));
    let steps = person.recording.to_steps(&person.program, DOCUMENT);
    for secret in [SECRET, "wrong-guess-1", "1985", "secret-address", "a key"] {
        for written in [&test, &steps, &format!("{:?}", person.recording)] {
            assert!(!written.contains(secret), "`{secret}` is in\n{written}");
        }
    }
    // What is not secret is.
    assert!(test.contains("ada@example.com") && steps.contains("ada@example.com"));
}

#[test]
fn the_steps_give_themselves_when_they_are_played() {
    let person = order();
    let file = person.recording.to_steps(&person.program, DOCUMENT);
    let (document, script) = file.split_once("\n---\n").expect("a line `---`");
    let program = Program::from_json(document).expect("the document");
    assert_eq!(steps::play(&program, script).expect("steps"), script);
    assert!(!script.contains("refused"), "{script}");
    for line in [
        "type note \"No \\\"sugar\\\",\\nplease\"",
        "attach photo \"my cup.jpg\" image/jpeg 7",
        "wake",
        "status 421",
    ] {
        assert!(script.lines().any(|one| one == line), "{line}\n{script}");
    }
    assert!(script.contains("  > closed by the person, success true"), "{script}");
    assert_eq!(script.matches("\ntype email").count(), 1, "letters are one step\n{script}");
}

#[test]
fn a_flow_is_left_and_opened_again_from_its_message() {
    let opening = Opening::Shown {
        screen: "LOGIN".into(),
        data: json!({ "hint": "Another" }).as_object().expect("an object").clone(),
    };
    let mut person = Person::new(DOCUMENT, &opening, Profile::Ios);
    assert!(person.recording.is_empty());
    person.types("email", "ada@example.com");
    person.does(Gesture::Close);
    let saved = person.player.save(&opening).expect("something to keep");
    let (age, device) = (std::time::Duration::from_hours(48), person.player.device());
    person.player =
        Player::reopen(&person.program, saved, &opening, age, device).expect("it goes on");
    person.recording.reopened(age);
    let test = person.recording.to_rust(&person.program, Document::Named("FLOW"));
    for line in [
        "        .show_with(\"LOGIN\", json_object(r#\"{\"hint\":\"Another\"}\"#)?)\n",
        "    phone.close().await?;\n    phone.reopen(Duration::from_secs(172800)).await?.on(\"LOGIN\")?;\n",
        "use std::time::Duration;\n",
    ] {
        assert!(test.contains(line), "{line}\n{test}");
    }
    let steps = person.recording.to_steps(&person.program, DOCUMENT);
    assert!(steps.contains("\nclose\n  > left\n"), "{steps}");
    assert!(steps.contains("\nsave\nreopen 2\nview\n  | × Log in (LOGIN)"), "{steps}");
}

#[test]
fn a_recording_is_bounded() {
    let mut person = Person::new(DOCUMENT, &Opening::data_exchange(), Profile::Android);
    person.shows("LOGIN", &json!({ "hint": "x" }));
    for at in 0..6_000 {
        person.does(Gesture::Tick { name: "stay".into(), on: at % 2 == 0 });
    }
    let test = person.recording.to_rust(&person.program, Document::Named("FLOW"));
    assert!(test.lines().count() < 5_100);
    assert!(test.contains("//! This is as much as a recording holds"), "the test says so");
}
