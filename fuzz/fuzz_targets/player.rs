//! A flow and gestures, both from bytes: a flow made from the catalogue, or any document. No panic;
//! a refused gesture changes nothing; a snapshot comes back equal.

#![no_main]

#[path = "../../flow-compiler/tests/generated/document.rs"]
mod document;

use flow_player::{
    Date, Device, Effect, Gesture, Opening, Player, Profile, Program, Reply, Target,
};

libfuzzer_sys::fuzz_target!(|input: (&[u8], &str, Vec<(u8, u8, &str)>)| {
    let (bytes, text, steps) = input;
    let made = document::flow(&mut document::Choices::new(bytes)).to_string();
    let (program, _) = Program::from_faulty_json(if text.is_empty() { &made } else { text });
    let Some(program) = program else { return };
    let Some(first) = program.screens().next().map(str::to_owned) else { return };
    let profile = Profile::ALL[bytes.len() % 3];
    let device = Device::new(profile, Date::constant(2026, 11, 29));
    let (mut player, _) = Player::open(&program, Opening::example(&program, &first), device);
    let names = ["field", "my-field_a", "type_b", "data", "Two words", "ünï"];
    for (kind, at, text) in steps {
        let name = names[usize::from(at) % names.len()].to_owned();
        let text = text.to_owned();
        let gesture = match kind % 12 {
            0 => Gesture::Fill { name, text },
            1 => Gesture::Type { name, text },
            2 => Gesture::Choose { name, id: text },
            3 => Gesture::Unchoose { name, id: text },
            4 => Gesture::Tick { name, on: at % 2 == 0 },
            5 => Gesture::Tap(Target::Item { name, id: text }),
            6 => Gesture::Tap(Target::ReadMore(name)),
            7 => Gesture::Tap(Target::Link(text)),
            8 => Gesture::Detach { name, at: usize::from(at) },
            9 => Gesture::Back,
            10 => match text.parse() {
                Ok(date) => Gesture::Date { name, date },
                Err(_) => Gesture::Leave,
            },
            _ => Gesture::Tap(Target::Footer),
        };
        let before = player.snapshot();
        match player.gesture(gesture) {
            Err(_) => assert_eq!(player.snapshot(), before),
            Ok(effects) => {
                for effect in effects {
                    if let Effect::Ask(ticket, _) = effect {
                        player.answer(ticket, Reply::Body(format!("{{\"screen\": \"{first}\", \"data\": {{}}}}")));
                    }
                }
            }
        }
        let _ = player.view().to_string();
        let json = serde_json::to_string(&player.snapshot()).expect("JSON");
        let again = Player::restore(&program, serde_json::from_str(&json).expect("a snapshot"));
        assert_eq!(again.snapshot(), player.snapshot());
    }
});
