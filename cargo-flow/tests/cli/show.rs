//! `preview`, `screenshot` and `map`: what is sound is shown, and the faults are reported.

use std::process::Stdio;

use cargo_flow::browser;

use crate::call::{DOCUMENT, Folder, SOURCE};
use crate::served;
use crate::showing::Showing;

fn faulty() -> String {
    DOCUMENT.replace("\"label\": \"City\"", "\"lable\": \"City\"")
}

#[test]
fn a_faulty_document_is_shown_as_far_as_it_is_sound() {
    let folder = Folder::new(&[("flow.json", &faulty())]);
    let showing = Showing::start(&folder, &["preview", "flow.json", "--no-open", "--port", "0"]);
    let page = showing.get("/");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("data-screen=\"START\""), "{page}");
    assert!(page.contains("flow.json:11:50"), "{page}");
    std::fs::write(folder.path().join("flow.json"), DOCUMENT.replace("City", "Town"))
        .expect("saved");
    let until = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !showing.get("/").contains("Town") {
        assert!(std::time::Instant::now() < until, "the change is never shown");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

#[test]
fn every_flow_of_a_source_is_shown() {
    let folder = Folder::new(&[("src/lib.rs", SOURCE)]);
    let showing =
        Showing::start(&folder, &["preview", "--flow", "second", "--no-open", "--port", "0"]);
    let page = showing.get("/");
    assert!(page.contains("<title>second · preview</title>"), "{page}");
    assert!(page.contains(">first<"), "the other can be chosen: {page}");
}

#[test]
fn an_endpoint_is_driven_over_http() {
    let address = served::start();
    let pem = flow_runtime::testing::KeyPair::shared().public_key_pem();
    let folder = Folder::new(&[("flow.json", served::hello::JSON), ("public.pem", pem)]);
    let call = ["preview", "flow.json", "--no-open", "--port", "0", "--key", "public.pem"];
    let mut call = call.to_vec();
    call.extend(["--endpoint", &address]);
    for (secret, wanted) in [("app secret", "From the endpoint"), ("another", "432")] {
        let showing = Showing::start_with(&folder, &call, &[("APP_SECRET", secret)]);
        let path = showing.session();
        let until = std::time::Instant::now() + std::time::Duration::from_secs(30);
        while !showing.post(&path, r#"{"tab":"exchanges"}"#).contains(wanted) {
            assert!(std::time::Instant::now() < until, "`{wanted}` is never shown");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }
}

#[test]
fn flow_toml_says_what_is_shown_and_driven() {
    let address = served::start();
    let pem = flow_runtime::testing::KeyPair::shared().public_key_pem();
    let settings = format!(
        "[preview]\nfile = \"flow.json\"\nendpoint = \"{address}\"\nkey = \"keys/public.pem\"\n\
         port = 0\nsystem = \"ios\"\ntheme = \"dark\"\nheader = \"Good morning\"\n"
    );
    let folder = Folder::new(&[
        ("flow.json", served::hello::JSON),
        ("keys/public.pem", pem),
        ("flow.toml", &settings),
    ]);
    let showing = Showing::start_with(
        &folder,
        &["preview", "--no-open", "--body", "Tell us"],
        &[("APP_SECRET", "app secret")],
    );
    let page = showing.get("/");
    for wanted in
        ["data-system=\"ios\"", "data-theme=\"dark\"", ">Good morning<", ">Tell us<", ">INIT<"]
    {
        assert!(page.contains(wanted), "{wanted}\n{page}");
    }
    // A page may ask for another phone.
    assert!(showing.get("/?system=web&theme=light").contains("data-system=\"web\""));
}

#[test]
fn what_is_done_is_recorded() {
    let folder = Folder::new(&[("flow.json", DOCUMENT)]);
    let call = ["preview", "flow.json", "--no-open", "--port", "0", "--record"];
    for (file, wanted, named) in [
        ("tests/recorded.rs", "phone.fill(\"City\", \"London\").await?;", true),
        ("out/recorded.steps", "fill city London", false),
    ] {
        let showing = Showing::start(&folder, &[&call[..], &[file]].concat());
        let path = showing.session();
        showing.post(&path, r#"{"gesture":{"fill":{"name":"city","text":"London"}}}"#);
        let until = std::time::Instant::now() + std::time::Duration::from_secs(30);
        loop {
            let text = std::fs::read_to_string(folder.path().join(file)).unwrap_or_default();
            if text.contains(wanted) {
                let document = text.contains("include_str!(\"../flow.json\")");
                assert_eq!(document, named, "{text}");
                break;
            }
            assert!(std::time::Instant::now() < until, "it is never written: {text}");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }
}

#[cfg(unix)]
#[test]
fn the_service_ends_with_the_preview() {
    use std::process::Command;

    let folder = Folder::new(&[("flow.json", DOCUMENT)]);
    let script = "echo $$ > pid.new; mv pid.new pid; exec sleep 1000";
    let mut showing = Showing::start(
        &folder,
        &["preview", "flow.json", "--no-open", "--port", "0", "--", "sh", "-c", script],
    );
    let until = std::time::Instant::now() + std::time::Duration::from_secs(30);
    let wait = |met: &dyn Fn() -> bool, what: &str| {
        while !met() {
            assert!(std::time::Instant::now() < until, "{what}");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    };
    let file = folder.path().join("pid");
    wait(&|| file.is_file(), "the service does not start");
    let pid = std::fs::read_to_string(&file).expect("its number").trim().to_owned();
    let runs = || {
        let asked = Command::new("kill").args(["-0", &pid]).stderr(Stdio::null()).status();
        asked.is_ok_and(|status| status.success())
    };
    assert!(runs());
    let told = Command::new("kill").arg(showing.child.id().to_string()).status();
    assert!(told.expect("it runs").success());
    showing.child.wait().expect("the preview ends");
    wait(&|| !runs(), "the service is left running");
}

#[test]
fn a_wrong_call_of_preview_says_what_to_write() {
    let folder = Folder::new(&[("flow.json", DOCUMENT), ("empty.rs", "")]);
    folder.call(&["preview"]).ends(2, &["no flow is named", "cargo flow preview flow.json"]);
    folder.call(&["preview", "empty.rs", "--no-open"]).ends(2, &["there is no flow in `empty.rs`"]);
    folder
        .call(&["preview", "flow.json", "--screen", "STRAT"])
        .ends(2, &["flow `flow` has no screen `STRAT`", "did you mean `START`?"]);
    folder
        .call(&["preview", "flow.json", "--flow", "flaw"])
        .ends(2, &["there is no flow `flaw`", "did you mean `flow`?"]);
    folder.call(&["preview", "flow.json", "--data", "[1]"]).ends(2, &["not a JSON object"]);
    folder
        .call(&["preview", "flow.json", "--endpoint", "http://x"])
        .ends(2, &["the endpoint `http://x` has no key", "--key private.pem"]);
    folder
        .call(&["preview", "flow.json", "--key", "public.pem"])
        .ends(2, &["`public.pem` is the key of no endpoint", "--endpoint http://"]);
    folder
        .call(&["preview", "flow.json", "--record", "test.txt", "--no-open"])
        .ends(2, &["`test.txt` is not the name of a recording", "--record tests/recorded.rs"]);
    folder
        .call(&["preview", "flow.json", "--webhook", "nowhere", "--no-open"])
        .ends(2, &["`--webhook` is not a web address"]);
}

#[test]
fn the_map_of_a_faulty_document_is_written_and_its_faults_reported() {
    let folder = Folder::new(&[("flow.json", &faulty())]);
    let ran = folder.call(&["map", "flow.json"]);
    ran.ends(0, &["error[INVALID_PROPERTY_KEY]", "flow.json:11:50"]);
    assert_eq!(ran.out, "flowchart TD\n    s0([\"START\"])\n");
    let ran = folder.call(&["map", "flow.json", "--format", "svg", "--out", "out/map.svg"]);
    ran.ends(0, &["Wrote", "map.svg"]);
    let svg = std::fs::read_to_string(folder.path().join("out/map.svg")).expect("written");
    assert!(svg.starts_with("<svg ") && svg.contains("START"), "{svg}");
}

#[test]
fn pictures_are_written_and_the_same_each_time() {
    if browser::find().is_none() {
        assert!(std::env::var_os("CI").is_none(), "CI installs a Chromium");
        println!("SKIPPED: there is no Chromium in CHROME, PATH or the usual places");
        return;
    }
    let folder = Folder::new(&[("flow.json", &faulty())]);
    let read = |name: &str| std::fs::read(folder.path().join(name)).expect("a picture");
    let call = ["screenshot", "flow.json", "--out", "out", "--scale", "1"];
    folder.call(&call).ends(0, &["error[INVALID_PROPERTY_KEY]", "Wrote", "flow-START.png"]);
    let first = read("out/flow-START.png");
    assert!(first.starts_with(b"\x89PNG"), "a PNG");
    // Width and height are in the first chunk.
    let size = |at: usize| u32::from_be_bytes(first[at..at + 4].try_into().expect("four bytes"));
    assert_eq!((size(16), size(20)), (410, 800));
    folder.call(&call).ends(0, &[]);
    assert!(first == read("out/flow-START.png"), "the same flow gives the same picture");
    let dark = [
        "screenshot",
        "flow.json",
        "--out",
        "out",
        "--sheet",
        "--theme",
        "dark",
        "--system",
        "ios",
    ];
    folder.call(&dark).ends(0, &["flow.png"]);
    assert!(first != read("out/flow.png"));
    folder
        .call(&["screenshot", "flow.json", "--out", "out", "--screen", "STRAT"])
        .ends(2, &["did you mean `START`?"]);
    folder
        .call(&["screenshot", "flow.json", "--out", "out", "--today", "today"])
        .ends(2, &["`--today` is not a date", "--today 2026-01-15"]);
}
