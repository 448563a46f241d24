//! The documents of the examples: as constants, as files, and as they were first written.

use std::fs;
use std::path::Path;

use flow_compiler::diagnostic::Level;
use flow_compiler::door::check_json;
use flow_tests::{files, report, root};
use serde_json::Value;

/// Every flow of the example crates: its constant, and the file that its build.rs writes.
fn documents() -> Vec<(&'static str, &'static str)> {
    vec![
        (example_seeds::survey::JSON, "examples/seeds/flows/survey.json"),
        (example_seeds::support_request::JSON, "examples/seeds/flows/support_request.json"),
        (example_seeds::sign_up_static::JSON, "examples/seeds/flows/sign_up_static.json"),
        (example_seeds::sign_up_dynamic::JSON, "examples/seeds/flows/sign_up_dynamic.json"),
        (example_seeds::account::JSON, "examples/seeds/flows/account.json"),
        (example_tour::house::JSON, "examples/tour/flows/house.json"),
    ]
}

fn read(path: &Path) -> Value {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_constant_and_the_file_hold_the_same_document() {
    let mut faults = Vec::new();
    for (constant, file) in documents() {
        let constant: Value = serde_json::from_str(constant).expect("the constant is JSON");
        if constant != read(&root().join(file)) {
            faults.push(format!("{file} is not what its `JSON` holds"));
        }
    }
    report("files differ from their constants", &faults);
}

/// Equal but for the order of keys, and for routes that are listed as empty.
#[test]
fn the_seeds_equal_the_documents_they_were_written_from() {
    let folder = root().join("../shared/corpus/seeds");
    if !folder.is_dir() {
        eprintln!("SKIPPED: the documents that the seeds were written from are not here");
        return;
    }
    let mut faults = Vec::new();
    for name in ["survey", "support_request", "sign_up_static", "sign_up_dynamic", "account"] {
        let ours = read(&root().join(format!("examples/seeds/flows/{name}.json")));
        let theirs = read(&folder.join(format!("{name}.json")));
        let (ours, theirs) = (without_empty_routes(ours), without_empty_routes(theirs));
        if ours != theirs {
            faults.push(format!("{name}: {}", difference("", &theirs, &ours)));
        }
    }
    report("seeds differ", &faults);
}

fn without_empty_routes(mut document: Value) -> Value {
    if let Some(routes) = document.get_mut("routing_model").and_then(Value::as_object_mut) {
        routes.retain(|_, to| to.as_array().is_none_or(|to| !to.is_empty()));
    }
    document
}

/// The first place where two documents differ.
fn difference(path: &str, expected: &Value, actual: &Value) -> String {
    match (expected, actual) {
        (Value::Object(a), Value::Object(b)) => {
            for (key, value) in a {
                match b.get(key) {
                    Some(other) if other == value => {}
                    Some(other) => return difference(&format!("{path}.{key}"), value, other),
                    None => return format!("{path}.{key} is missing"),
                }
            }
            let more = b.keys().find(|key| !a.contains_key(*key));
            format!("{path} has {more:?} as well")
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let at = a.iter().zip(b).position(|(a, b)| a != b).unwrap_or_default();
            difference(&format!("{path}[{at}]"), &a[at], &b[at])
        }
        _ => format!("{path} is {actual}, not {expected}"),
    }
}

/// Documents that are sound in an odd way, and the warnings that some of them get.
#[test]
fn sound_documents_have_no_faults() {
    const WARNED: [(&str, &[&str]); 10] = [
        ("data_unused.json", &["UNUSED"]),
        ("image_src_empty.json", &["IMAGE_FORMAT"]),
        ("navigate_in_a_branch.json", &["OVERLOOKED_ACTION"]),
        ("no_payload.json", &["MISSING_REQUIRED_PROPERTY", "MISSING_REQUIRED_PROPERTY"]),
        ("names.json", &["UNUSED"; 4]),
        // A field of it is left unused as well.
        ("screen_called_success.json", &["UNUSED", "SCREEN_ID_IS_RESERVED_KEYWORD"]),
        ("terminal_without_footer.json", &["MISSING_FOOTER_ON_TERMINAL_SCREEN"]),
        ("text_mixed.json", &["REFERENCE_AS_TEXT"; 5]),
        ("title_back_ticked.json", &["REFERENCE_AS_TEXT"]),
        ("title_mixed.json", &["REFERENCE_AS_TEXT"]),
    ];
    let mut faults = Vec::new();
    for path in files(&root().join("tests/documents"), &["json"]) {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let expected = WARNED.iter().find(|(warned, _)| *warned == name);
        let expected = expected.map_or(&[][..], |(_, codes)| *codes);
        let checked = check_json(&fs::read(&path).expect("a readable document"));
        if checked.diagnostics.iter().any(|fault| fault.level == Level::Error) {
            faults.push(format!("{name} is refused: {:#?}", checked.diagnostics));
        }
        let codes: Vec<&str> =
            checked.diagnostics.iter().map(|fault| fault.code.as_str()).collect();
        if codes != expected {
            faults.push(format!("{name}: {codes:?}, expected {expected:?}"));
        }
    }
    report("sound documents are judged otherwise", &faults);
}

/// Documents that Meta's validator took, and why one of them is refused here all the same.
#[test]
fn documents_of_others_have_no_faults_but_true_ones() {
    const REFUSED: [(&str, &[&str]); 1] = [
        // It navigates to FOURTH_SCREEN, which does not exist, and hands `true` to a string.
        (
            "6_2-navigation_list.json",
            &["INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME", "INVALID_NAVIGATE_ACTION_STATIC_DATA"],
        ),
    ];
    let folder = root().join("../shared/corpus");
    if !folder.is_dir() {
        eprintln!("SKIPPED: there is no folder of documents beside the repository");
        return;
    }
    let mut faults = Vec::new();
    for path in files(&folder, &["json"]) {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let expected = REFUSED.iter().find(|(refused, _)| *refused == name);
        let expected = expected.map_or(&[][..], |(_, codes)| *codes);
        let checked = check_json(&fs::read(&path).expect("a readable document"));
        let errors = checked.diagnostics.iter().filter(|fault| fault.level == Level::Error);
        let codes: Vec<&str> = errors.map(|fault| fault.code.as_str()).collect();
        if codes != expected {
            faults.push(format!("{name}: {codes:?}, expected {expected:?}"));
        }
    }
    report("documents are judged otherwise", &faults);
}
