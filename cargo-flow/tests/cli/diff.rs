//! `cargo flow diff`.

use serde_json::{Value, json};

use crate::call::{Folder, Ran, SOURCE};

/// A flow of two screens with an endpoint.
fn flow() -> Value {
    json!({
        "version": "7.3",
        "data_api_version": "3.0",
        "routing_model": { "ASK": ["DONE"], "DONE": [] },
        "screens": [
            {
                "id": "ASK",
                "title": "Ask",
                "data": { "hint": { "type": "string", "__example__": "Hello" } },
                "layout": { "type": "SingleColumnLayout", "children": [
                    { "type": "TextBody", "text": "${data.hint}" },
                    { "type": "TextInput", "name": "name", "label": "Name", "required": true },
                    { "type": "RadioButtonsGroup", "name": "kind", "label": "Kind", "required": true, "data-source": [
                        { "id": "new", "title": "New" }, { "id": "old", "title": "Old" }, { "id": "odd", "title": "Odd" }
                    ] },
                    { "type": "Footer", "label": "Next", "on-click-action": {
                        "name": "data_exchange", "payload": { "name": "${form.name}", "kind": "${form.kind}" }
                    } }
                ] }
            },
            {
                "id": "DONE",
                "title": "Done",
                "terminal": true,
                "layout": { "type": "SingleColumnLayout", "children": [
                    { "type": "TextBody", "text": "Thank you" },
                    { "type": "Footer", "label": "Close", "on-click-action": { "name": "complete", "payload": { "ok": true } } }
                ] }
            }
        ]
    })
}

/// The comparison of the flow with what became of it.
fn changed(change: impl Fn(&mut Value), more: &[&str]) -> Ran {
    let old = flow();
    let mut new = old.clone();
    change(&mut new);
    let folder = Folder::new(&[("old.json", &old.to_string()), ("new.json", &new.to_string())]);
    folder.call(&[&["diff", "old.json", "new.json"], more].concat())
}

/// A change, and the line about it.
type Case<'c> = (&'c dyn Fn(&mut Value), &'c str);

fn children(flow: &mut Value, screen: usize) -> &mut Vec<Value> {
    flow["screens"][screen]["layout"]["children"].as_array_mut().expect("components")
}

#[test]
fn what_is_only_looked_at_is_safe() {
    let ran = changed(|_| {}, &[]);
    ran.ends(0, &[]);
    assert_eq!(ran.out, "Nothing is different.\n");
    let ran = changed(
        |new| {
            new["screens"][0]["title"] = json!("Your visit");
            children(new, 0)[1]["label"] = json!("Your name");
            children(new, 1).remove(0);
            new["screens"][0]["data"]["more"] = json!({ "type": "string", "__example__": "x" });
        },
        &[],
    );
    ran.ends(0, &[]);
    let golden = "\
safe    ASK: `title` was \"Ask\", and is \"Your visit\"
safe    ASK: the data field `more` is new
safe    ASK: `label` of TextInput `name` was \"Name\", and is \"Your name\"
safe    DONE: TextBody \"Thank you\" is gone
4 differences; none breaks older phones.
";
    assert_eq!(ran.out, golden);
}

#[test]
fn what_breaks_older_phones_is_said_with_the_cure() {
    let payload = |new: &mut Value, key: &str, value: Value| {
        let footer = children(new, 0).last_mut().expect("a Footer");
        footer["on-click-action"]["payload"][key] = value;
    };
    let lines = json!({ "type": "array", "items": { "type": "string" }, "__example__": ["x"] });
    let cases: [Case<'_>; 8] = [
        (
            &|new| {
                let input = json!({ "type": "TextInput", "name": "city", "label": "City", "required": true });
                children(new, 0).insert(1, input);
                payload(new, "city", json!("${form.city}"));
            },
            "breaks  ASK: what `ASK` sends: `city` is new and required",
        ),
        (
            &|new| drop(children(new, 0)[2]["data-source"].as_array_mut().expect("a list").pop()),
            "breaks  ASK: what `ASK` sends: `kind` may be `odd`, which is not an option any more",
        ),
        (
            &|new| payload(new, "name", json!(7)),
            "breaks  ASK: what `ASK` sends: `name` is a string in the one and a whole number in the other",
        ),
        (
            &|new| new["screens"][0]["data"]["hint"] = lines.clone(),
            "breaks  ASK: the data field `hint` was a string, and is a list",
        ),
        (
            &|new| {
                new["screens"][1]["data"] =
                    json!({ "x": { "type": "string", "__example__": "x" } });
            },
            "breaks  DONE: `DONE` has data now, and the older version of the screen takes none",
        ),
        (
            &|new| {
                children(new, 1)[1]["on-click-action"]["payload"] = json!({ "ok": true, "n": 1 });
            },
            "breaks  the flow: the completion: `n` is not in what older phones send, or not always",
        ),
        (
            &|new| {
                let text = new.to_string().replace("\"DONE\"", "\"END\"");
                *new = serde_json::from_str(&text).expect("JSON");
            },
            "breaks  ASK: the endpoint may answer `ASK` with `END`, which is new",
        ),
        (
            &|new| {
                let footer = &mut children(new, 0)[3];
                footer["on-click-action"] = json!({ "name": "navigate", "next": { "type": "screen", "name": "DONE" }, "payload": {} });
            },
            "breaks  ASK: `ASK` does not ask the endpoint any more, and older phones do",
        ),
    ];
    for (change, line) in cases {
        let ran = changed(change, &[]);
        ran.ends(1, &[]);
        assert!(ran.out.lines().any(|found| found == line), "{line}\n{}{}", ran.out, ran.err);
        assert!(ran.out.contains("        help: "), "{}", ran.out);
    }
}

#[test]
fn programs_read_a_line_for_each_difference() {
    let change = |new: &mut Value| new["screens"][0]["title"] = json!("Your visit");
    let ran = changed(change, &["--message-format", "json"]);
    ran.ends(0, &[]);
    let line: Value = serde_json::from_str(&ran.out).expect("one line of JSON");
    assert_eq!((&line["screen"], &line["breaks_older_phones"]), (&json!("ASK"), &json!(false)));
}

#[test]
fn a_version_that_nobody_can_read_is_no_verdict() {
    let flow = flow().to_string();
    let folder = Folder::new(&[
        ("a.json", &flow),
        ("faulty.json", &flow.replace("${form.name}", "${form.nobody}")),
        ("two.rs", SOURCE),
    ]);
    folder.call(&["diff", "a.json", "none.json"]).ends(2, &["none.json"]);
    folder
        .call(&["diff", "a.json", "faulty.json"])
        .ends(2, &["faulty.json", "nobody", "has errors"]);
    folder.call(&["diff", "two.rs", "two.rs"]).ends(2, &["--flow"]);
    let ran = folder.call(&["diff", "two.rs", "two.rs", "--flow", "second"]);
    ran.ends(0, &[]);
    assert_eq!(ran.out, "Nothing is different.\n");
}
