//! `play --steps`: what was recorded comes out the same, and what differs is said with its line.

use std::time::{Duration, Instant};

use flow_runtime::testing::KeyPair;

use crate::call::{DOCUMENT, Folder, Ran};
use crate::served;
use crate::showing::Showing;

const SECRET: (&str, &str) = ("APP_SECRET", "app secret");

/// A person who orders in a flow without an endpoint.
const STEPS: &str = "\
# a person in a hurry
device ios 2026-01-15
open example START
view
  | × Start (START)
  |   City: []
  | [Done] (not ready)
  |   waits for `city`: City is required
fill city Rome
tap footer
  > closed by the person, success true: {\"city\":\"Rome\"}
";

fn recorded(document: &str) -> String {
    format!("{}\n---\n{STEPS}", document.trim())
}

/// Does these things on the page of a preview, and gives what it has recorded once that has `last` in it.
fn record(folder: &Folder, call: &[&str], done: &[&str], last: &str) -> String {
    let call =
        [&["preview", "flow.json", "--no-open", "--port", "0", "--record", "order.steps"], call];
    let showing = Showing::start_with(folder, &call.concat(), &[SECRET]);
    let path = showing.session();
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        for what in done {
            showing.post(&path, what);
        }
        let text = std::fs::read_to_string(folder.path().join("order.steps")).unwrap_or_default();
        if text.contains(last) {
            return text;
        }
        assert!(Instant::now() < until, "`{last}` is never written: {text}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn play(folder: &Folder, arguments: &[&str]) -> Ran {
    let mut command = folder.command(&[&["play"], arguments].concat());
    let output = command.env(SECRET.0, SECRET.1).output().expect("it runs");
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

#[test]
fn steps_play_the_flow_above_them_or_the_one_that_is_named() {
    let folder = Folder::new(&[
        ("order.steps", &recorded(DOCUMENT)),
        ("flow.json", &DOCUMENT.replace("\"City\"", "\"Town\"")),
    ]);
    let ran = play(&folder, &["--steps", "order.steps"]);
    ran.ends(0, &["Played order.steps; all is as it says"]);
    assert_eq!(ran.out, STEPS);
    let ran = play(&folder, &["flow.json", "--steps", "order.steps"]);
    let line =
        recorded(DOCUMENT).lines().position(|line| line == "  |   City: []").expect("it") + 1;
    ran.ends(
        1,
        &[
            &format!("error: order.steps, line {line}: `view` comes out differently\n"),
            "expected:\n    |   City: []\n",
            "found:   \n    |   Town: []\n",
        ],
    );
    assert!(ran.out.contains("  |   Town: []\n"), "{}", ran.out);
    assert_eq!(ran.err.matches("error:").count(), 1, "{}", ran.err);
}

#[test]
fn a_step_that_nobody_can_make_is_a_difference() {
    let steps = "open example START\ntap footer\n";
    let folder = Folder::new(&[("flow.json", DOCUMENT), ("a.steps", steps)]);
    play(&folder, &["flow.json", "--steps", "a.steps"]).ends(
        1,
        &["a.steps, line 2: `tap footer`", "expected: nothing", "refused: the button is disabled"],
    );
}

#[test]
fn a_recording_of_the_preview_plays_back() {
    let folder = Folder::new(&[("flow.json", DOCUMENT)]);
    let fill = r#"{"gesture":{"fill":{"name":"city","text":"London"}}}"#;
    let tap = r#"{"gesture":{"tap":"footer"}}"#;
    let text = record(&folder, &[], &[fill, tap], "closed by the person");
    let ran = play(&folder, &["--steps", "order.steps"]);
    ran.ends(0, &[]);
    let (_, script) = text.split_once("\n---\n").expect("steps below a flow");
    assert_eq!(ran.out, script);
}

#[test]
fn a_recording_plays_back_against_its_endpoint() {
    let address = served::start();
    let pem = KeyPair::shared().public_key_pem();
    let folder = Folder::new(&[("flow.json", served::hello::JSON), ("public.pem", pem)]);
    let endpoint = ["--endpoint", &address, "--key", "public.pem"];
    let tap = r#"{"gesture":{"tap":"footer"}}"#;
    let text = record(&folder, &endpoint, &[tap], "closed by the endpoint");
    // The flow token of this run is another one than the page's.
    let call = [&["--steps", "order.steps"], &endpoint[..]].concat();
    play(&folder, &call).ends(0, &["all is as it says"]);
    // The answers of the file are enough where no endpoint runs.
    play(&folder, &["--steps", "order.steps"]).ends(0, &[]);

    let other = served::greeting("Hello from another");
    let call = ["--steps", "order.steps", "--endpoint", &other, "--key", "public.pem"];
    let ran = play(&folder, &call);
    let answer = text.lines().position(|line| line.starts_with("answer ")).expect("it") + 1;
    ran.ends(
        1,
        &[
            &format!("order.steps, line {answer}: `answer` comes out differently"),
            "expected: answer {\"screen\":\"HELLO\",\"data\":{\"greeting\":\"From the endpoint\"}}\n",
            "found:    answer {\"screen\":\"HELLO\",\"data\":{\"greeting\":\"Hello from another\"}}\n",
            "expected: |   # From the endpoint\n  found:    |   # Hello from another\n",
        ],
    );
    assert!(ran.out.contains("closed by the endpoint"), "it goes on: {}", ran.out);

    // `answer` alone takes any, and one that is not written is taken as well.
    let any = "open data_exchange\n  > ask INIT \"\" {}\nanswer\ntap footer\n  > ask data_exchange \"HELLO\" {}\n";
    folder.write("any.steps", any.as_bytes());
    let call = ["flow.json", "--steps", "any.steps", "--endpoint", &other, "--key", "public.pem"];
    let ran = play(&folder, &call);
    ran.ends(0, &[]);
    assert!(ran.out.contains("\"greeting\":\"Hello from another\""), "{}", ran.out);
    assert!(ran.out.contains("closed by the endpoint"), "{}", ran.out);
}

#[test]
fn wrong_steps_say_what_to_write() {
    let folder = Folder::new(&[
        ("flow.json", DOCUMENT),
        ("bare.steps", "open first\n"),
        ("wrong.steps", &format!("{}\n---\nopen first\nhop city\n", DOCUMENT.trim())),
        ("early.steps", "open example START\nanswer {}\n"),
        ("faulty.steps", &recorded(&DOCUMENT.replace("\"label\"", "\"lable\""))),
    ]);
    play(&folder, &["--steps", "bare.steps"])
        .ends(2, &["no flow above its steps", "cargo flow play flow.json --steps bare.steps"]);
    let line = DOCUMENT.trim().lines().count() + 3;
    play(&folder, &["--steps", "wrong.steps"])
        .ends(2, &[&format!("wrong.steps:{line}: `hop` is not a step")]);
    play(&folder, &["flow.json", "--steps", "early.steps"])
        .ends(1, &["early.steps, line 2: `answer`", "found:    nothing is awaited"]);
    play(&folder, &["--steps", "faulty.steps"]).ends(1, &["faulty.steps:11:50", "`label`"]);
    play(&folder, &["flow.json", "--steps", "bare.steps", "--customers", "3"])
        .ends(2, &["cannot be used with"]);
}
