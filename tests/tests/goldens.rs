//! Every diagnostic and every form of the language, as files.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use flow_compiler::catalogue;
use flow_compiler::code::Code;
use flow_compiler::door::{Checked, Package, check_json, check_source};
use flow_compiler::report::{Colors, render};
use flow_tests::{compare, files, goldens, report as fail};

fn package() -> Package {
    Package { root: goldens() }
}

fn check(path: &Path, text: &str) -> Checked {
    if path.extension().is_some_and(|ending| ending == "json") {
        check_json(text.as_bytes())
    } else {
        check_source(text, &package())
    }
}

/// `rejected/CODE/name.flow` or `.json` gives `name.txt`, and a fault of that code among the rest.
#[test]
fn every_fault_is_told_as_its_golden_says() {
    let folder = goldens().join("rejected");
    let mut faults = Vec::new();
    for path in files(&folder, &["flow", "json"]) {
        let text = fs::read_to_string(&path).expect("a readable golden");
        let checked = check(&path, &text);
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let code = path.parent().and_then(Path::file_name).expect("a folder").to_string_lossy();
        if !checked.diagnostics.iter().any(|fault| fault.code.as_str() == code) {
            faults.push(format!("{} gives no fault of code {code}", path.display()));
        }
        let told = render(&checked.diagnostics, &name, &text, Colors::Plain);
        // A stem may be with both endings.
        let golden = match path.extension().and_then(|ending| ending.to_str()) {
            Some("json") => path.with_extension("json.txt"),
            _ => path.with_extension("txt"),
        };
        faults.extend(compare(&golden, &told).err());
    }
    fail("faults are told otherwise", &faults);
}

/// `samples/name.flow` has no fault and gives `name.json`.
#[test]
fn every_sample_gives_its_document() {
    let mut faults = Vec::new();
    for path in files(&goldens().join("samples"), &["flow"]) {
        let text = fs::read_to_string(&path).expect("a readable sample");
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let checked = check(&path, &text);
        if !checked.diagnostics.is_empty() {
            faults.push(render(&checked.diagnostics, &name, &text, Colors::Plain));
        }
        if let Some(document) = checked.document {
            faults.extend(compare(&path.with_extension("json"), &document.pretty).err());
            let again = check_json(document.pretty.as_bytes());
            if !again.diagnostics.is_empty() {
                faults.push(render(&again.diagnostics, &name, &document.pretty, Colors::Plain));
            }
        }
    }
    fail("samples differ", &faults);
}

#[test]
fn every_code_has_a_rejected_sample() {
    let folder = goldens().join("rejected");
    let lacking: Vec<String> = Code::ALL
        .iter()
        .map(|code| code.as_str())
        .filter(|code| {
            !folder.join(code).is_dir() || files(&folder.join(code), &["txt"]).is_empty()
        })
        .map(str::to_owned)
        .collect();
    fail("codes have no sample", &lacking);
}

/// `samples/Kind.flow` is the sample of a component, and shows every one of its properties.
#[test]
fn every_component_has_a_sample_with_every_property() {
    let mut lacking = Vec::new();
    for row in catalogue::COMPONENTS {
        let path = goldens().join("samples").join(format!("{}.json", row.name));
        let Ok(text) = fs::read_to_string(&path) else {
            lacking.push(format!("{}: no sample", row.name));
            continue;
        };
        let document: serde_json::Value = serde_json::from_str(&text).expect("a golden is JSON");
        let mut keys = BTreeSet::new();
        collect(&document, row.name, &mut keys);
        for property in row.properties {
            if !keys.contains(property.name) {
                lacking.push(format!("{}.{}: in no sample", row.name, property.name));
            }
        }
    }
    fail("components or properties have no sample", &lacking);
}

fn collect(value: &serde_json::Value, kind: &str, keys: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(members) => {
            if members.get("type").and_then(|kind| kind.as_str()) == Some(kind) {
                keys.extend(members.keys().cloned());
            }
            members.values().for_each(|value| collect(value, kind, keys));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, kind, keys)),
        _ => {}
    }
}
