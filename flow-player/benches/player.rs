//! What a gesture, a view and a random customer cost.
//!
//! `cargo bench -p whatsapp-flow-player`

mod fifty;

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use flow_player::wander::Walk;
use flow_player::{Date, Device, Gesture, Opening, Player, Profile, Program};
use serde_json::{Value, json};

fn device() -> Device {
    Device::new(Profile::Android, Date::constant(2026, 11, 29))
}

/// Three screens as most are: a few fields each, and a button.
fn survey() -> Program {
    let screen = |id: &str, next: Option<&str>| {
        let action = match next {
            Some(next) => {
                json!({ "name": "navigate", "next": { "type": "screen", "name": next }, "payload": {} })
            }
            None => {
                json!({ "name": "complete", "payload": { "name": "${form.name}", "again": "${form.again}" } })
            }
        };
        let mut screen = json!({ "id": id, "title": id, "layout": { "type": "SingleColumnLayout", "children": [
            { "type": "TextHeading", "text": "Tell us" },
            { "type": "TextInput", "name": "name", "label": "Name", "required": true },
            { "type": "RadioButtonsGroup", "name": "again", "label": "Again?", "required": true,
              "data-source": [{ "id": "0", "title": "Yes" }, { "id": "1", "title": "No" }] },
            { "type": "Footer", "label": "Next", "on-click-action": action },
        ] } });
        if next.is_none() {
            screen["terminal"] = true.into();
        }
        screen
    };
    flow(&json!([
        screen("FIRST", Some("SECOND")),
        screen("SECOND", Some("THIRD")),
        screen("THIRD", None)
    ]))
}

fn flow(screens: &Value) -> Program {
    let document = json!({ "version": "7.3", "screens": screens });
    Program::from_json(document.to_string()).expect("a flow")
}

fn gestures(c: &mut Criterion) {
    let document = fifty::fifty("Fifty").to_string();
    let program = Program::from_json(document).expect("a flow");
    let (mut player, _) = Player::open(&program, Opening::example(&program, "FIFTY"), device());
    let mut at = 0_usize;
    c.bench_function("gesture and view, 50 components", |b| {
        b.iter(|| {
            at += 1;
            let gesture = Gesture::Type {
                name: format!("t{}", at % 16),
                text: ["x", "Ada", ""][at % 3].to_owned(),
            };
            player.gesture(gesture).expect("a text");
            black_box(player.view())
        });
    });
}

fn customers(c: &mut Criterion) {
    let program = survey();
    let mut group = c.benchmark_group("a random customer");
    group.throughput(Throughput::Elements(3));
    let mut seed = 0;
    group.bench_function("three screens, without an endpoint", |b| {
        b.iter_batched(
            || {
                seed += 1;
                seed
            },
            |seed| {
                let opening = Opening::navigate("FIRST", serde_json::Map::new());
                let (mut walk, _) = Walk::begin(&program, opening, device(), seed);
                while walk.step().is_some() {}
                black_box(walk.screens())
            },
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

criterion_group!(benches, gestures, customers);
criterion_main!(benches);
