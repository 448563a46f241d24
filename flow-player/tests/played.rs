//! Flows that nobody wrote by hand, played by customers whom nobody knows.

#[path = "../../flow-compiler/tests/generated/document.rs"]
mod document;
mod mirror;
mod typed;
mod versions;

use std::path::Path;
use std::{env, fs};

use flow_compiler::diagnostic::{Code, Diagnostic, Level};
use flow_compiler::door;
use flow_player::wander::{End, Report, Shortening, Walk};
use flow_player::{
    Date, Device, Effect, Gesture, Opening, Player, Profile, Program, Reply, Target,
};
use proptest::prelude::{ProptestConfig, any};
use proptest::{collection, prop_assert, prop_assert_eq, proptest};

use document::Choices;
use mirror::Mirror;

const TODAY: Date = Date::constant(2026, 11, 29);

/// Every document of the samples.
fn samples() -> Vec<(String, String)> {
    let found = documents("../tests/goldens/samples");
    assert!(found.len() > 20, "the samples are not found");
    found
}

/// Every document of the examples.
fn examples() -> Vec<(String, String)> {
    let folders = ["account", "seeds", "tour"].map(|name| format!("../examples/{name}/flows"));
    let found: Vec<_> = folders.iter().flat_map(|folder| documents(folder)).collect();
    assert!(found.len() > 6, "the examples are not found");
    found
}

fn documents(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found: Vec<(String, String)> = fs::read_dir(folder)
        .expect("a folder of documents")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| {
            let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
            (name, fs::read_to_string(path).expect("a readable file"))
        })
        .collect();
    found.sort();
    found
}

/// Plays a flow to its end, and holds every payload against the types that the compiler emits.
fn walk(text: &str, profile: Profile, seed: u64) -> (Walk, Vec<String>) {
    let (walked, _) = door::with_json(text.as_bytes(), |flow| {
        let program = Program::new(flow);
        let mut device = Device::new(profile, TODAY);
        device.notices = true;
        let opening = if program.has_endpoint() && seed.is_multiple_of(2) {
            Opening::data_exchange()
        } else {
            let first = program.entries().next().unwrap_or_default().to_owned();
            Opening::navigate(&first, program.example(&first))
        };
        let (mut walk, effects) = Walk::begin(&program, opening, device, seed);
        let mut mirror = Mirror::new(&program, seed);
        let mut faults = Vec::new();
        let mut effects = effects;
        loop {
            for effect in std::mem::take(&mut effects) {
                faults.extend(typed::fault(flow, &effect));
                if let Effect::Ask(ticket, request) = effect {
                    let reply = mirror.reply(&request);
                    effects.extend(walk.answer(ticket, reply));
                }
            }
            if !effects.is_empty() {
                continue;
            }
            match walk.step() {
                Some(more) => effects = more,
                None => break,
            }
        }
        (walk, faults)
    });
    walked.expect("a flow")
}

#[test]
fn every_sample_and_every_example_is_played() {
    let mut report: Vec<String> = Vec::new();
    for (name, text) in samples().into_iter().chain(examples()) {
        let program = Program::from_json(&text).expect(&name);
        let mut found = Report::new(&program);
        for seed in 0..60 {
            let (walk, faults) = walk(&text, Profile::ALL[(seed % 3) as usize], seed);
            for fault in faults {
                report.push(format!("{name}, seed {seed}: {fault}"));
            }
            found.add(&walk, seed);
        }
        for (fault, (seed, _)) in &found.faults {
            report.push(format!("{name}, seed {seed}: {fault}"));
        }
        if found.finished == 0 {
            report.push(format!("{name}: nobody finished: {found}"));
        }
    }
    assert!(report.is_empty(), "{report:#?}");
}

/// What does not wait until the fields are filled in, choices that are taken back, and screens that
/// were not shown.
#[test]
fn what_lacks_a_value_is_read() {
    let text = include_str!("haste.json");
    for seed in 0..200 {
        let (walk, faults) = walk(text, Profile::ALL[(seed % 3) as usize], seed);
        assert!(faults.is_empty(), "seed {seed}: {faults:#?}\n{:#?}", walk.trail());
    }
}

/// Every screen of the samples as text: what is drawn of each component.
#[test]
fn every_sample_is_drawn() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples.txt");
    let mut drawn: Vec<String> = Vec::new();
    for (name, text) in samples() {
        let program = Program::from_json(&text).expect(&name);
        for screen in program.screens() {
            let opening = Opening::example(&program, screen);
            let (player, _) = Player::open(&program, opening, Device::new(Profile::Android, TODAY));
            drawn.push(format!("{name}\n{}\n", player.view()));
        }
    }
    let drawn = drawn.concat();
    if env::var_os("BLESS").is_some() {
        fs::write(&golden, &drawn).expect("a writable file");
    }
    let written = fs::read_to_string(&golden).expect("the golden");
    assert!(drawn == written, "what is drawn has changed; BLESS=1 writes tests/samples.txt anew");
}

/// A gesture from bytes: any of them, on any name.
fn gesture(names: &[String], bytes: &[u8]) -> Gesture {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let name = names.get(usize::from(byte(1)) % names.len().max(1)).cloned().unwrap_or_default();
    let text =
        ["", "a", "0", "b", "yes", "1", "12.5", "1,234", "x@y.zz", " spaced ", "2026-12-01", "é★"]
            [usize::from(byte(2)) % 12]
            .to_owned();
    let date = TODAY.saturating_add(jiff_days(i64::from(byte(3)) - 100));
    match byte(0) % 16 {
        0 => Gesture::Fill { name, text },
        1 => Gesture::Type { name, text },
        2 => Gesture::Leave,
        3 => Gesture::Choose { name, id: text },
        4 => Gesture::Unchoose { name, id: text },
        5 => Gesture::Tick { name, on: byte(2) % 2 == 0 },
        6 => Gesture::Date { name, date },
        7 => Gesture::Range { name, start: TODAY, end: (byte(4) % 3 > 0).then_some(date) },
        8 => Gesture::Detach { name, at: usize::from(byte(2) % 3) },
        9 => Gesture::Attach { name, files: Vec::new() },
        10 => Gesture::Tap(Target::Link(text)),
        11 => Gesture::Tap(Target::Item { name, id: text }),
        12 => Gesture::Tap(Target::ReadMore(name)),
        13 => Gesture::Back,
        14 => Gesture::Dismiss,
        _ => Gesture::Tap(Target::Footer),
    }
}

fn jiff_days(days: i64) -> jiff::Span {
    jiff::Span::new().days(days)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is done on whatever flow: no panic; a refusal changes nothing; a snapshot comes back
    /// equal; adopting the same flow is nothing.
    #[test]
    fn any_gesture_on_any_flow(
        bytes in collection::vec(any::<u8>(), 0..120),
        gestures in collection::vec(collection::vec(any::<u8>(), 4), 0..40),
        profile in 0_usize..3,
    ) {
        let text = document::flow(&mut Choices::new(&bytes)).to_string();
        let (program, _) = Program::from_faulty_json(&text);
        let program = program.expect("a flow");
        let names: Vec<String> = ["field", "my-field", "type", "data", "Two words", "ünï"]
            .iter()
            .flat_map(|name| ["", "_a", "_b", "_c"].map(|end| format!("{name}{end}")))
            .collect();
        let first = program.screens().next().unwrap_or_default().to_owned();
        let device = Device::new(Profile::ALL[profile], TODAY);
        let (mut player, _) = Player::open(&program, Opening::example(&program, &first), device);
        let mut mirror = Mirror::new(&program, bytes.len() as u64);
        for bytes in &gestures {
            let before = player.snapshot();
            match player.gesture(gesture(&names, bytes)) {
                Err(_) => prop_assert_eq!(&player.snapshot(), &before),
                Ok(effects) => {
                    for effect in effects {
                        if let Effect::Ask(ticket, request) = effect {
                            player.answer(ticket, mirror.reply(&request));
                        }
                    }
                }
            }
            let shown = player.view();
            let json = serde_json::to_string(&player.snapshot()).expect("JSON");
            let again = Player::restore(&program, serde_json::from_str(&json).expect("a snapshot"));
            prop_assert_eq!(&again.snapshot(), &player.snapshot());
            prop_assert_eq!(again.view(), shown);
            let snapshot = player.snapshot();
            prop_assert!(player.adopt(&program).whole);
            prop_assert_eq!(player.snapshot(), snapshot);
        }
    }

    /// Every payload that a player sends is read by the types that the compiler emits.
    #[test]
    fn every_payload_is_read(bytes in collection::vec(any::<u8>(), 0..500), seed in any::<u64>()) {
        let text = document::flow(&mut Choices::new(&bytes)).to_string();
        let (_, found) = Program::from_faulty_json(&text);
        // What holds an initial value that it does not take is warned of.
        let wrong = |fault: &&Diagnostic| {
            fault.level == Level::Error || fault.code == Code::InvalidInitialValue
        };
        if !found.iter().any(|fault| wrong(&fault)) {
            let (walk, faults) = walk(&text, Profile::ALL[(seed % 3) as usize], seed);
            prop_assert!(faults.is_empty(), "{faults:#?}\n{:#?}\n{text}", walk.trail());
        }
    }
}

#[test]
fn walks_are_the_same_again_and_shortened() {
    let (_, text) = samples().into_iter().find(|(name, _)| name == "every_form").expect("a sample");
    let (one, _) = walk(&text, Profile::Android, 3);
    let (two, _) = walk(&text, Profile::Android, 3);
    assert_eq!(one.trail(), two.trail());
    assert_eq!(one.end(), two.end());

    let steps: Vec<Gesture> = one.trail().iter().map(|made| made.gesture.clone()).collect();
    let wanted = steps.iter().position(|step| matches!(step, Gesture::Tap(Target::Item { .. })));
    let wanted = steps[wanted.expect("a tap on the list")].clone();
    let mut shortening = Shortening::new(steps);
    while let Some(proposed) = shortening.next() {
        let again = proposed.contains(&wanted);
        shortening.told(again);
    }
    assert_eq!(shortening.shortest(), [wanted]);
}

#[test]
fn a_fault_of_the_endpoint_ends_the_walk() {
    let text = samples().into_iter().find(|(name, _)| name == "every_form").expect("a sample").1;
    let program = Program::from_json(&text).expect("a flow");
    let device = Device::new(Profile::Android, TODAY);
    let (mut walk, effects) = Walk::begin(&program, Opening::data_exchange(), device, 1);
    let [Effect::Ask(ticket, _)] = effects.as_slice() else { panic!("{effects:?}") };
    walk.answer(*ticket, Reply::Status(500, None));
    let what = "status 500".to_owned();
    assert_eq!(walk.end(), Some(&End::Fault { screen: String::new(), what }));
    let mut report = Report::new(&program);
    report.add(&walk, 1);
    assert!(report.is_bad());
    let shown = report.to_string();
    assert!(shown.contains("first with seed 1: the first request: status 500"), "{shown}");
}

#[test]
fn memory_is_flat() {
    let text = samples().into_iter().find(|(name, _)| name == "every_form").expect("a sample").1;
    let program = Program::from_json(&text).expect("a flow");
    let device = Device::new(Profile::Android, TODAY);
    let (mut player, _) = Player::open(&program, Opening::example(&program, "TEA"), device);
    let size = |player: &Player| serde_json::to_string(&player.snapshot()).expect("JSON").len();
    let round = |player: &mut Player, times: usize| {
        for at in 0..times {
            let text = ["one", "two"][at % 2].to_owned();
            player.gesture(Gesture::Fill { name: "note".to_owned(), text }).expect("a note");
            let on = at % 2 == 0;
            player.gesture(Gesture::Tick { name: "gift".to_owned(), on }).expect("a tick");
        }
    };
    round(&mut player, 2);
    let before = size(&player);
    round(&mut player, 5_000);
    assert_eq!(size(&player), before);
}
