//! `check`: what is read, what is said, how it ends.

use serde_json::{Value, json};

use crate::call::{DOCUMENT, Folder, SOURCE};

fn with_typo() -> String {
    DOCUMENT.replace("\"label\": \"City\"", "\"lable\": \"City\"")
}

#[test]
fn a_sound_document_is_fine() {
    let folder = Folder::new(&[("flow.json", DOCUMENT)]);
    let ran = folder.call(&["check", "flow.json"]);
    ran.ends(0, &["Checked", "1 flow, no faults"]);
    assert_eq!(ran.out, "");
    folder.call(&["flow", "check", "flow.json"]).ends(0, &["1 flow, no faults"]);
}

#[test]
fn people_read_what_rustc_would_say() {
    let folder = Folder::new(&[("flow.json", &with_typo())]);
    let ran = folder.call(&["check", "flow.json"]);
    ran.ends(
        1,
        &[
            "error[INVALID_PROPERTY_KEY]: ",
            " --> flow.json:11:50",
            "^^^^^^^",
            "help: did you mean `label`?",
            "in 1 file",
        ],
    );
    assert!(!ran.err.contains('\u{1b}'), "no colours in a pipe");
    assert!(folder.call(&["--color", "always", "check", "flow.json"]).err.contains('\u{1b}'));
}

#[test]
fn machines_read_one_object_in_each_line() {
    let folder = Folder::new(&[("flow.json", &with_typo())]);
    let ran = folder.call(&["check", "--message-format", "json", "flow.json"]);
    ran.ends(1, &[]);
    let lines: Vec<Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let line = lines.iter().find(|line| line["code"] == "INVALID_PROPERTY_KEY").expect("the fault");
    let mut keys: Vec<&String> = line.as_object().expect("an object").keys().collect();
    keys.sort();
    let expected = [
        "code",
        "column",
        "end_column",
        "end_line",
        "file",
        "fix",
        "help",
        "level",
        "line",
        "message",
        "pointer",
    ];
    assert_eq!(keys, expected);
    assert_eq!(line["level"], "error");
    assert_eq!(line["file"], "flow.json");
    assert_eq!((&line["line"], &line["column"]), (&11.into(), &50.into()));
    assert_eq!((&line["end_line"], &line["end_column"]), (&11.into(), &57.into()));
    assert_eq!(line["pointer"], "screens[0].layout.children[0].lable");
    let fix = json!({
        "text": "label", "line": 11, "column": 51, "end_line": 11, "end_column": 56
    });
    assert_eq!(line["fix"], fix);
}

#[test]
fn code_scanning_reads_sarif() {
    let folder = Folder::new(&[("my flow.json", &with_typo()), ("other.json", DOCUMENT)]);
    let ran = folder.call(&["check", "--message-format", "sarif", "."]);
    ran.ends(1, &[]);
    let document: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(document["version"], "2.1.0");
    let run = &document["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "cargo flow");
    let result = &run["results"][0];
    assert_eq!(result["level"], "error");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
    let location = &result["locations"][0];
    assert_eq!(location["physicalLocation"]["artifactLocation"]["uri"], "./my%20flow.json");
    assert_eq!(location["physicalLocation"]["region"]["startLine"], 11);
    let change = &result["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "./my%20flow.json");
    let replacement = &change["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "label");
    assert_eq!(replacement["deletedRegion"]["startColumn"], 51);
    let pointer =
        location["logicalLocations"][0]["fullyQualifiedName"].as_str().expect("a pointer");
    assert!(pointer.starts_with("screens[0].layout.children[0]"), "{pointer}");
}

#[test]
fn what_a_help_says_letter_for_letter_is_written() {
    let flow = SOURCE.replace("TextBody \"Hello\"", "TextBdy \"Hello\"");
    let folder = Folder::new(&[("flow.json", &with_typo()), ("src/one.rs", &flow)]);
    let ran = folder.call(&["check", "--fix", "flow.json", "src/one.rs"]);
    ran.ends(
        0,
        &[
            "flow.json:11: `lable` is now `label` (INVALID_PROPERTY_KEY)",
            "src/one.rs:17: `TextBdy` is now `TextBody`",
            "2 faults",
            "3 flows, no faults",
        ],
    );
    assert_eq!(folder.read("flow.json"), DOCUMENT);
    assert_eq!(folder.read("src/one.rs"), SOURCE);
    let again = folder.call(&["check", "--fix", "flow.json"]);
    again.ends(0, &["nothing to fix", "1 flow, no faults"]);
}

#[test]
fn what_has_no_letters_in_its_help_stays() {
    let text = DOCUMENT.replace("\"title\": \"Start\",", "");
    let folder = Folder::new(&[("flow.json", &text)]);
    folder.call(&["check", "--fix", "flow.json"]).ends(1, &["nothing to fix", "1 error"]);
    assert_eq!(folder.read("flow.json"), text);
}

#[test]
fn rust_sources_are_checked_with_their_modules() {
    let folder = Folder::new(&[
        ("src/lib.rs", "mod one;\nmod deep { mod two; }\nmod gone;\n"),
        ("src/one.rs", SOURCE),
        ("src/deep/two.rs", &SOURCE.replace("TextBody \"Hello\"", "TextBody ${data.name}")),
    ]);
    let ran = folder.call(&["check", "src/lib.rs", "--message-format", "json"]);
    ran.ends(1, &[]);
    let line: Value = serde_json::from_str(ran.out.lines().next().expect("a fault")).expect("JSON");
    assert_eq!(line["code"], "INVALID_SCREEN_DYNAMIC_DATA");
    assert_eq!(line["file"], "src/deep/two.rs");
    assert_eq!((&line["line"], &line["column"]), (&17.into(), &18.into()));
    assert_eq!(line["pointer"], "screens[0].layout.children[0].text");
    folder.call(&["check", "src/one.rs"]).ends(0, &["2 flows, no faults"]);
    // A file that is named twice is checked once.
    folder.call(&["check", "src/one.rs", "src/one.rs", "src/../src/one.rs"]).ends(0, &["2 flows"]);
}

#[test]
fn a_folder_is_searched() {
    let folder = Folder::new(&[
        ("flows/a.json", DOCUMENT),
        ("flows/deep/b.json", DOCUMENT),
        ("flows/package.json", r#"{ "name": "x", "version": "1.0.0" }"#),
        ("flows/list.json", "[1, 2]"),
        ("flows/target/c.json", "["),
        ("flows/.hidden.json", "["),
        ("flows/notes.txt", "["),
        ("src/lib.rs", SOURCE),
        ("src/empty.rs", "fn main() {}\n"),
    ]);
    folder
        .call(&["check", "."])
        .ends(0, &["4 flows, no faults", "2 files are not flows", "`./flows/list.json`"]);
    // Named, it is meant.
    folder.call(&["check", "flows/package.json"]).ends(1, &["error[", "package.json"]);
    // A flow that has lost its screens is one still.
    folder.write("flows/lost.json", br#"{ "version": "7.3", "routing_model": { "A": [] } }"#);
    folder.call(&["check", "flows"]).ends(1, &["lost.json:1:1", "no `screens`"]);
}

#[test]
fn warnings_are_denied_on_request() {
    let long = DOCUMENT.replace("\"City\"", "\"The city in which you live at present\"");
    let folder = Folder::new(&[("flow.json", &long)]);
    folder.call(&["check", "flow.json"]).ends(0, &["warning[TEXT_LENGTH]", "1 warning"]);
    folder.call(&["check", "--deny-warnings", "flow.json"]).ends(1, &["error: 1 warning"]);
}

#[test]
fn every_bad_input_is_named() {
    let folder = Folder::new(&[
        ("not.json", "hello"),
        ("twice.json", &DOCUMENT.replacen('{', "{ \"version\": \"7.3\",", 1)),
    ]);
    folder.write("deep.json", "[".repeat(10_000).as_bytes());
    folder.write("bom.json", format!("\u{feff}{DOCUMENT}").as_bytes());
    let wide: Vec<u8> = DOCUMENT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    folder.write("wide.json", &[&[0xff, 0xfe], &*wide].concat());
    folder.write("wide_bare.json", &wide);
    folder.write(
        "latin.json",
        &DOCUMENT
            .replace("City", "X")
            .bytes()
            .map(|byte| if byte == b'X' { 0xe9 } else { byte })
            .collect::<Vec<_>>(),
    );
    folder.write("empty.json", b"");
    let cases: [(&str, &[&str]); 7] = [
        ("not.json", &["INVALID_FLOW_JSON", "not.json:1:1"]),
        ("twice.json", &["DUPLICATE_KEY", "`version`"]),
        ("deep.json", &["INVALID_FLOW_JSON", "deep.json:1:"]),
        ("wide.json", &["UTF-16", "save the file as UTF-8"]),
        ("wide_bare.json", &["UTF-16", "save the file as UTF-8"]),
        ("latin.json", &["UTF-8", "latin.json:11:"]),
        ("empty.json", &["empty"]),
    ];
    for (file, said) in cases {
        folder.call(&["check", file]).ends(1, said);
        let lines = folder.call(&["check", "--message-format", "json", file]).out;
        assert!(lines.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{lines}");
        assert!(!lines.is_empty());
    }
}

#[test]
fn a_file_of_fifty_megabytes_is_refused() {
    let folder = Folder::new(&[]);
    folder.write("large.json", &vec![b' '; 50_000_000]);
    folder.call(&["check", "large.json"]).ends(1, &["50000000 bytes", "10 MB"]);
    std::fs::File::create(folder.path().join("huge.json"))
        .and_then(|file| file.set_len(20_000_000_000))
        .expect("a sparse file");
    folder.call(&["check", "huge.json"]).ends(1, &["20000000000 bytes"]);
    folder.write("large.rs", &vec![b' '; 50_000_000]);
    folder.call(&["check", "large.rs"]).ends(1, &["50000000 bytes", "split it up"]);
}

#[test]
fn bad_rust_is_named() {
    let brackets = format!("flow_runtime::flow! {{ {} }}", "(".repeat(10_000));
    let deep =
        format!("flow! {{ flow a (version: {}{}) }}", "[".repeat(10_000), "]".repeat(10_000));
    let folder =
        Folder::new(&[("open.rs", "fn main() {"), ("brackets.rs", &brackets), ("deep.rs", &deep)]);
    folder.write("latin.rs", b"// \xe9\n");
    folder.call(&["check", "open.rs"]).ends(1, &["SYNTAX", "open.rs:1:"]);
    folder.call(&["check", "brackets.rs"]).ends(1, &["SYNTAX"]);
    folder.call(&["check", "deep.rs"]).ends(1, &["SYNTAX"]);
    folder.call(&["check", "latin.rs"]).ends(1, &["SYNTAX", "latin.rs:1:4", "not valid UTF-8"]);
    folder.call(&["export", "latin.rs"]).ends(1, &["latin.rs:1:4", "save the file as UTF-8"]);
    let lines = folder.call(&["check", "--message-format", "json", "latin.rs"]).out;
    assert!(lines.contains("\"code\":\"SYNTAX\""), "{lines}");
}

#[test]
fn a_module_that_the_folder_holds_too_is_checked_once() {
    let folder = Folder::new(&[("src/lib.rs", "mod one;\n"), ("src/one.rs", SOURCE)]);
    folder.call(&["check", "./src/lib.rs", "src"]).ends(0, &["2 flows, no faults"]);
}

/// A test or a program in `src/bin` is the root of a crate, whose modules lie beside it.
#[test]
fn the_modules_of_any_root_are_checked() {
    let folder = Folder::new(&[
        ("tests/all.rs", "mod common;\nmod inside;\n"),
        ("tests/common/mod.rs", SOURCE),
        ("tests/inside.rs", "mod deep;\n"),
        ("tests/inside/deep.rs", &SOURCE.replace("first", "third").replace("second", "fourth")),
    ]);
    folder.call(&["check", "tests/all.rs"]).ends(0, &["4 flows, no faults"]);
}

#[test]
fn wrong_calls_say_what_to_write() {
    let folder = Folder::new(&[("notes.txt", ""), ("empty.rs", "fn main() {}\n")]);
    folder.call(&["check"]).ends(2, &["<PATH>"]);
    folder.call(&["check", "gone.json"]).ends(2, &["error: `gone.json` does not exist"]);
    folder
        .call(&["check", "notes.txt"])
        .ends(2, &["`notes.txt` is neither Flow JSON nor a Rust source"]);
    folder.call(&["check", "empty.rs"]).ends(2, &["there is no flow in `empty.rs`"]);
    folder.call(&["check", "."]).ends(2, &["there is no flow in `.`"]);
    folder.call(&["check", "--message-format", "xml", "."]).ends(2, &["sarif"]);
    folder.call(&["chek", "."]).ends(2, &["check"]);
    folder.call(&[]).ends(2, &["Usage: cargo flow"]);
}

#[test]
fn the_order_of_files_is_kept() {
    let names: Vec<String> = (0..200).map(|number| format!("f{number:03}.json")).collect();
    let typo = with_typo();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (&**name, &*typo)).collect();
    let folder = Folder::new(&files);
    let ran = folder.call(&["check", "--message-format", "json", "."]);
    ran.ends(1, &[]);
    let mut told: Vec<String> = ran
        .out
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).expect("JSON")["file"]
                .as_str()
                .expect("a file")
                .to_owned()
        })
        .collect();
    told.dedup();
    assert_eq!(told, names.iter().map(|name| format!("./{name}")).collect::<Vec<_>>());
}
