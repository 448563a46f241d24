//! Phones that have an older version of a flow open, against the handler of a newer one: where the
//! compiler says that nothing breaks, nothing does.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use flow_compiler::check::told_apart;
use flow_compiler::compare::{Answers, compare};
use flow_compiler::door;
use flow_compiler::model::{Exchange, Flow, Sign};
use flow_player::wander::{End, Walk};
use flow_player::{Asked, Date, Device, Effect, Opening, Profile, Program, Reply, Request};
use serde_json::{Map, Value, json};

use crate::typed;

/// So many people try each pair of versions.
const PEOPLE: u64 = 6;

const TODAY: Date = Date::constant(2026, 11, 29);

/// Every document of the samples and the examples.
fn documents() -> Vec<(String, Value)> {
    let folders = [
        "../tests/goldens/samples",
        "../examples/account/flows",
        "../examples/appointment/flows",
        "../examples/seeds/flows",
        "../examples/tour/flows",
    ];
    let mut found = Vec::new();
    for folder in folders {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in fs::read_dir(folder).expect("a folder of documents") {
            let path = entry.expect("a readable folder").path();
            if path.extension().is_some_and(|ending| ending == "json") {
                let text = fs::read_to_string(&path).expect("a readable file");
                found
                    .push((path.display().to_string(), serde_json::from_str(&text).expect("JSON")));
            }
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    assert!(found.len() > 30, "the documents are not found");
    found
}

/// Every change of one thing that somebody may make to a document, each with what it is.
fn edits(document: &Value) -> Vec<(String, Value)> {
    let mut edits = Vec::new();
    let mut places = Vec::new();
    walk(document, &mut String::new(), &mut places);
    let (mut titles, mut labels) = (0, 0);
    for place in &places {
        let here = document.pointer(place).expect("a place");
        let mut edit = |what: &str, change: &dyn Fn(&mut Value)| {
            let mut edited = document.clone();
            change(edited.pointer_mut(place).expect("a place"));
            edits.push((format!("{what} at {place}"), edited));
        };
        let Some(object) = here.as_object() else { continue };
        if object.contains_key("required") && object.contains_key("name")
            || object.get("type") == Some(&json!("TextInput"))
        {
            edit("required", &|here| here["required"] = json!(here["required"] != json!(true)));
        }
        // What is only looked at is one kind: a few of each document are enough.
        if object.get("title").is_some_and(Value::is_string) && count(&mut titles) {
            edit("another title", &|here| here["title"] = json!("Another"));
        }
        if object.get("label").is_some_and(Value::is_string) && count(&mut labels) {
            edit("another label", &|here| here["label"] = json!("Another"));
        }
        if let Some(options) = object.get("data-source").and_then(Value::as_array) {
            edit("another id", &|here| here["data-source"][0]["id"] = json!("another"));
            edit("one more option", &|here| {
                let list = here["data-source"].as_array_mut().expect("a list");
                list.push(json!({ "id": "one-more", "title": "One more" }));
            });
            if options.len() > 2 {
                edit("an option less", &|here| {
                    drop(here["data-source"].as_array_mut().expect("a list").pop());
                });
            }
        }
        if let Some(payload) = object.get("payload").and_then(Value::as_object) {
            for key in payload.keys() {
                edit(&format!("no `{key}`"), &|here| {
                    here["payload"].as_object_mut().expect("an object").shift_remove(key);
                });
                edit(&format!("`{key}` as a number"), &|here| here["payload"][key] = json!(7));
            }
            edit("one more key", &|here| here["payload"]["one_more"] = json!("x"));
        }
        if object.contains_key("__example__") {
            edit("a number", &|here| *here = json!({ "type": "number", "__example__": 7 }));
            edit("a string", &|here| *here = json!({ "type": "string", "__example__": "x" }));
        }
        if object.get("refresh_on_back").is_some() {
            edit("no refresh_on_back", &|here| here["refresh_on_back"] = json!(false));
        }
        if object.contains_key("layout") {
            edit("one more data field", &|here| {
                here["data"]["one_more"] = json!({ "type": "string", "__example__": "x" });
            });
            edit("one more input", &|here| {
                let input = json!({ "type": "TextInput", "name": "one_more", "label": "More", "required": true });
                here["layout"]["children"].as_array_mut().expect("components").insert(0, input);
            });
            for key in object.get("data").and_then(Value::as_object).into_iter().flat_map(Map::keys)
            {
                edit(&format!("no data field `{key}`"), &|here| {
                    here["data"].as_object_mut().expect("an object").shift_remove(key);
                });
            }
        }
    }
    // A screen under another id is gone, and a new one is there.
    let text = document.to_string();
    for screen in document["screens"].as_array().into_iter().flatten() {
        let id = screen["id"].as_str().expect("an id");
        let renamed = text.replace(&format!("\"{id}\""), "\"RENAMED\"");
        edits.push((
            format!("`{id}` has another id"),
            serde_json::from_str(&renamed).expect("JSON"),
        ));
    }
    edits
}

/// Whether it is one of the first two.
fn count(seen: &mut usize) -> bool {
    *seen += 1;
    *seen <= 2
}

fn walk(value: &Value, place: &mut String, places: &mut Vec<String>) {
    places.push(place.clone());
    let length = place.len();
    let mut inner = |key: &str, value: &Value| {
        place.push('/');
        place.push_str(&key.replace('~', "~0").replace('/', "~1"));
        walk(value, place, places);
        place.truncate(length);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| inner(key, value)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| inner(&at.to_string(), value));
        }
        _ => {}
    }
}

/// What went wrong on a phone that has `old` open, while `new` answers; several people try.
fn faults(old: &str, new: &Flow<'_>, seeds: u64) -> Vec<String> {
    let played = door::with_json(old.as_bytes(), |flow| {
        let program = Program::new(flow);
        let today = Program::new(new);
        let mut faults = Vec::new();
        for seed in 0..seeds {
            let device = Device::new(Profile::ALL[usize::try_from(seed % 3).unwrap_or(0)], TODAY);
            let opening = if program.has_endpoint() && seed.is_multiple_of(2) {
                Opening::data_exchange()
            } else {
                let first = program.entries().next().unwrap_or_default().to_owned();
                Opening::navigate(&first, program.example(&first))
            };
            let (mut walk, mut effects) = Walk::begin(&program, opening, device, seed);
            let mut turn = usize::try_from(seed).unwrap_or(0);
            loop {
                for effect in std::mem::take(&mut effects) {
                    let Some(effect) = read(new, effect, &mut faults) else { continue };
                    if let Effect::Ask(ticket, request) = effect {
                        turn += 1;
                        effects.extend(walk.answer(ticket, answer(new, &today, &request, turn)));
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
            if let Some(end @ (End::Illegal { .. } | End::Fault { .. })) = walk.end() {
                faults.push(format!("{end:?}"));
            }
        }
        faults
    });
    played.0.expect("a flow")
}

/// Holds what is sent against the types of today, as a handler does; `None` where nothing answers it.
fn read(new: &Flow<'_>, effect: Effect, faults: &mut Vec<String>) -> Option<Effect> {
    match &effect {
        Effect::Ask(_, request) if request.action == Asked::DataExchange => {
            let screen = new.screens.iter().find(|screen| screen.id == request.screen);
            let exchanges = screen.map(|screen| told_apart(&screen.exchanges)).unwrap_or_default();
            let read = exchanges.iter().find(|exchange| is_told(exchange, &request.data));
            let fault = match read {
                Some(exchange) => misread(new, exchange, &request.data),
                None => {
                    Some(format!("nothing answers {:?} from `{}`", request.data, request.screen))
                }
            };
            let refused = fault.is_some();
            faults.extend(fault);
            (!refused).then_some(effect)
        }
        Effect::Ask(_, request) if request.action == Asked::Back => {
            let asks = new.screens.iter().any(|screen| screen.refresh_on_back == Some(true));
            let there = new.screens.iter().any(|screen| screen.id == request.screen);
            if !asks || !there {
                faults.push(format!("nothing answers BACK from `{}`", request.screen));
                return None;
            }
            Some(effect)
        }
        Effect::Closed(done) if !done.by_endpoint => {
            let reasons: Option<Vec<String>> =
                new.completions.iter().map(|end| misread(new, end, &done.response)).collect();
            faults.extend(reasons.into_iter().flatten().next());
            Some(effect)
        }
        _ => Some(effect),
    }
}

/// Whether the signs of this exchange hold for what was sent.
fn is_told(exchange: &Exchange<'_>, data: &Map<String, Value>) -> bool {
    exchange.signs.iter().all(|sign| match sign {
        Sign::Literal(at) => {
            let field = &exchange.fields[*at];
            data.get(field.key).is_some_and(|sent| typed::is_literal(field, sent))
        }
        Sign::Has(key) => data.contains_key(*key),
        Sign::Lacks(key) => !data.contains_key(*key),
    })
}

/// Why this type does not read the payload; keys that it does not have are left alone.
fn misread(new: &Flow<'_>, exchange: &Exchange<'_>, data: &Map<String, Value>) -> Option<String> {
    let mut known = data.clone();
    known.retain(|key, _| exchange.fields.iter().any(|field| field.key == *key));
    typed::misread(new, exchange, &known)
}

/// One of the answers that the handler of today may give.
fn answer(new: &Flow<'_>, today: &Program, request: &Request, turn: usize) -> Reply {
    let targets: Vec<&str> = match request.action {
        Asked::Init => today.entries().collect(),
        Asked::Back => vec![&request.screen],
        Asked::DataExchange => {
            let screen = new.screens.iter().find(|screen| screen.id == request.screen);
            screen.map(|screen| Answers::of(new).to(screen)).unwrap_or_default()
        }
    };
    match targets.get(turn % targets.len().max(1)) {
        Some(target) if !(request.action == Asked::DataExchange && turn % 16 == 15) => {
            Reply::screen(target, &today.example(target))
        }
        _ => Reply::closed(&Map::new()),
    }
}

#[test]
fn where_nothing_breaks_no_older_phone_fails() {
    let mut report = Vec::new();
    let mut kinds: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for (name, document) in documents() {
        let old = document.to_string();
        for (what, edited) in edits(&document) {
            let text = edited.to_string();
            let (found, told) = door::with_json(text.as_bytes(), |new| {
                let verdict = door::with_json(old.as_bytes(), |old| {
                    compare(old, new)
                        .into_iter()
                        .filter(|change| change.breaks.is_some())
                        .collect::<Vec<_>>()
                });
                (verdict.0.expect("a flow"), faults(&old, new, PEOPLE))
            });
            let sound =
                told.iter().all(|fault| fault.level != flow_compiler::diagnostic::Level::Error);
            let Some((breaks, faults)) = found.filter(|_| sound) else { continue };
            let kind =
                what.split(" at ").next().unwrap_or_default().split('`').next().unwrap_or_default();
            let count = kinds.entry(kind.to_owned()).or_default();
            match (breaks.is_empty(), faults.first()) {
                (true, None) => count[0] += 1,
                (false, Some(_)) => count[1] += 1,
                (false, None) => count[2] += 1,
                (true, Some(fault)) => report.push(format!("{name}: {what}: {fault}")),
            }
        }
    }
    println!("kind of edit: silent and sound, said and seen, said and not seen");
    for (kind, counts) in &kinds {
        println!("{kind}: {counts:?}");
    }
    assert!(
        report.is_empty(),
        "{} of them, such as {:#?}",
        report.len(),
        &report[..report.len().min(12)]
    );
    let seen: usize = kinds.values().map(|counts| counts[1]).sum();
    assert!(kinds.len() > 10 && seen > 50, "{kinds:#?}");
}
