//! `cargo flow schema`: what the checker takes, the schema takes, and what is wrong within one object
//! both refuse.

#[path = "../round_trip/choices.rs"]
mod choices;
#[path = "../round_trip/generate.rs"]
mod generate;
mod mistakes;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use flow_compiler::catalogue::RELEASES;
use flow_compiler::diagnostic::{Diagnostic, Level};
use flow_compiler::door::check_json;
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

use choices::Choices;

/// What the command prints.
fn printed(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-flow"))
        .arg("schema")
        .args(arguments)
        .output()
        .expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("a schema is JSON")
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft7::meta::validate(schema).expect("a schema of draft 7");
    jsonschema::draft7::new(schema).expect("a schema that can be used")
}

/// The schema of each version, made as the command makes it.
static SCHEMAS: LazyLock<HashMap<String, Validator>> = LazyLock::new(|| {
    let versions = RELEASES.iter().map(|release| release.version.to_string());
    versions
        .map(|version| {
            let schema = printed(&["--version", &version]);
            (version, validator(&schema))
        })
        .collect()
});

/// The schema for documents of every version.
static WHOLE: LazyLock<Validator> = LazyLock::new(|| validator(&printed(&[])));

/// What the schema of its version has against a document.
fn against(document: &Value) -> Vec<String> {
    let version = document["version"].as_str().expect("a version");
    let faults = SCHEMAS[version].iter_errors(document);
    faults.map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
}

/// The errors of the checker.
fn errors(document: &Value) -> Vec<Diagnostic> {
    let checked = check_json(document.to_string().as_bytes());
    checked.diagnostics.into_iter().filter(|fault| fault.level == Level::Error).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository")
}

/// The documents in a folder of the repository, those of goldens that others write as well.
fn documents(folder: &str) -> Vec<(PathBuf, Value)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "json")
                && let Ok(document) =
                    serde_json::from_slice::<Value>(&fs::read(&path).expect("a file"))
                && document["version"].is_string()
            {
                found.push((path, document));
            }
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    assert!(!found.is_empty(), "there are no documents in {folder}");
    found
}

const SOUND: [&str; 4] =
    ["tests/goldens/samples", "tests/documents", "examples/seeds/flows", "examples/tour/flows"];

#[test]
fn what_the_checker_takes_is_taken_in_every_version() {
    let mut wrong = Vec::new();
    let mut taken = 0;
    for folder in SOUND {
        for (path, mut document) in documents(folder) {
            for release in RELEASES {
                document["version"] = json!(release.version.to_string());
                let faults = against(&document);
                if WHOLE.is_valid(&document) != faults.is_empty() {
                    let version = release.version;
                    wrong.push(format!("{} as {version}: the whole differs", path.display()));
                }
                if errors(&document).is_empty() {
                    taken += 1;
                    wrong.extend(faults.first().map(|fault| {
                        format!("{} as {}: {fault}", path.display(), release.version)
                    }));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(taken > 300, "only {taken} documents were held against the schema");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn made_documents_are_taken(numbers in prop::collection::vec(any::<u16>(), 0..400)) {
        let document = generate::document(&mut Choices::new(numbers));
        if errors(&document).is_empty() {
            prop_assert_eq!(against(&document), Vec::<String>::new(), "{}", document);
        }
    }
}

#[test]
fn the_schema_says_what_things_are() {
    let schema = printed(&["--version", "7.3"]);
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    assert_eq!(schema["$id"], "urn:whatsapp-flow-json:7.3");
    let input = &schema["definitions"]["TextInput"];
    assert_eq!(input["description"], "A line of text or a number.");
    assert_eq!(
        input["properties"]["input-type"]["description"],
        "What is typed; `text` when absent.\n\n`text`, `number`, `email`, `password`, `passcode` or `phone`."
    );
    let mut silent = Vec::new();
    for (name, definition) in schema["definitions"].as_object().expect("definitions") {
        let closed = definition["additionalProperties"] == Value::Bool(false);
        for (key, property) in definition["properties"].as_object().into_iter().flatten() {
            if closed && property["description"].as_str().is_none_or(str::is_empty) {
                silent.push(format!("{name}.{key}"));
            }
        }
    }
    assert!(silent.is_empty(), "no description: {silent:?}");
}

#[test]
fn a_version_that_does_not_exist_is_refused() {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-flow"))
        .args(["schema", "--version", "7.9"])
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("Flow JSON has no version `7.9`") && said.contains("7.4"), "{said}");
}

#[test]
fn a_file_is_written() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("schemas/flow.json");
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-flow"))
        .args(["schema", "--version", "7.3", "--out"])
        .arg(&file)
        .output()
        .expect("the command runs");
    assert!(output.status.success() && output.stdout.is_empty());
    let written: Value = serde_json::from_slice(&fs::read(file).expect("a file")).expect("JSON");
    assert_eq!(written, printed(&["--version", "7.3"]));
}
