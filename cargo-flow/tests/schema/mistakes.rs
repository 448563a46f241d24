//! Mistakes, derived from sound documents by program, in the order of their objects.

use std::collections::HashSet;

use flow_compiler::catalogue::{ACTIONS, COMPONENTS, RELEASES};
use flow_compiler::code::Code;
use flow_compiler::diagnostic::Diagnostic;
use serde_json::{Map, Value, json};

use crate::{against, documents, errors};

/// What can be seen in one object: a fault of these codes is refused by the schema as well.
const SEEN: [Code; 16] = [
    Code::InvalidPropertyKey,
    Code::InvalidPropertyType,
    Code::MissingRequiredProperty,
    Code::InvalidEnumValue,
    Code::PatternMismatch,
    Code::MinItemsRequired,
    Code::MaxItemsRequired,
    Code::MinCharsRequired,
    Code::MinimumValueRequired,
    Code::MaximumValueRequired,
    Code::OneOfSchemaValidationFailed,
    Code::NotKeywordSchemaValidationFailed,
    Code::InvalidDependencies,
    Code::MaximumIfNesting,
    Code::EmptySwitchCases,
    Code::InvalidDataApiVersion,
];

/// What is said with one of these codes of several objects: of the whole flow, of items that only the
/// data has.
const UNSEEN: [&str; 2] = ["asks an endpoint", "and neither have its items"];

/// A value of each type, and words that mean nothing.
fn values() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(2.5),
        json!(1_000_000),
        json!(""),
        json!(" "),
        json!("no such word"),
        json!("${data.}"),
        json!("${nothing.here}"),
        json!([]),
        json!([7]),
        json!({}),
        json!({ "colour": "red" }),
    ]
}

/// A document with one change in it.
struct Change<'d> {
    document: &'d Value,
    report: &'d mut Report,
    name: &'d str,
}

#[derive(Default)]
struct Report {
    /// What was tried: the same mistake in the same kind of object is tried once.
    seen: HashSet<String>,
    tried: usize,
    refused: usize,
    wrong: Vec<String>,
}

impl Change<'_> {
    /// Holds a changed document against the checker and the schema.
    fn hold(&mut self, pointer: &str, what: &str, change: impl FnOnce(&mut Map<String, Value>)) {
        let names = pointer.split('/').filter(|part| part.parse::<usize>().is_err());
        let around: Vec<&str> = names.rev().take(2).collect();
        let kind = self.document.pointer(&format!("{pointer}/type")).and_then(Value::as_str);
        if !self.report.seen.insert(format!("{around:?} {kind:?} {what}")) {
            return;
        }
        let mut changed = self.document.clone();
        let object = changed.pointer_mut(pointer).and_then(Value::as_object_mut);
        change(object.expect("the pointer is of an object"));
        if changed == *self.document || !changed["version"].is_string() {
            return;
        }
        let version = changed["version"].as_str().unwrap_or_default();
        if !RELEASES.iter().any(|release| release.version.to_string() == version) {
            return;
        }
        self.report.tried += 1;
        let told = errors(&changed);
        let faults = against(&changed);
        let place = format!("{} {pointer}: {what}", self.name);
        if told.is_empty() && !faults.is_empty() {
            self.report.wrong.push(format!("{place}: sound, and the schema says {faults:?}"));
        }
        if let Some(fault) = told.iter().find(|fault| is_seen(fault)) {
            if faults.is_empty() {
                self.report.wrong.push(format!(
                    "{place}: the schema takes it; {} {}",
                    fault.code.as_str(),
                    fault.message
                ));
            } else {
                self.report.refused += 1;
            }
        }
    }

    /// Every mistake that one object can have.
    fn object(&mut self, pointer: &str, object: &Map<String, Value>) {
        self.hold(pointer, "an unknown key", |object| {
            object.insert("colour".to_owned(), json!("red"));
        });
        for (key, value) in object {
            self.hold(pointer, &format!("without {key}"), |object| {
                object.shift_remove(key);
            });
            for other in values() {
                self.hold(pointer, &format!("{key} is {other}"), |object| {
                    object.insert(key.clone(), other.clone());
                });
            }
            if let Some(word) = value.as_str() {
                for other in words_like(word) {
                    self.hold(pointer, &format!("{key} is {other}"), |object| {
                        object.insert(key.clone(), json!(other));
                    });
                }
            }
        }
    }

    /// Every object of a document; what data and payloads hold is theirs.
    fn walk(&mut self, pointer: &str, value: &Value) {
        match value {
            Value::Object(members) => {
                self.object(pointer, members);
                for (key, value) in members.iter().filter(|(key, _)| *key != "__example__") {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    self.walk(&format!("{pointer}/{key}"), value);
                }
            }
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.walk(&format!("{pointer}/{at}"), item);
                }
            }
            _ => {}
        }
    }
}

/// The names of other components, actions and versions, where the word is one.
fn words_like(word: &str) -> Vec<String> {
    let components: Vec<&str> = COMPONENTS.iter().map(|row| row.name).collect();
    let actions: Vec<&str> = ACTIONS.iter().map(|row| row.name).collect();
    let versions: Vec<String> =
        RELEASES.iter().map(|release| release.version.to_string()).collect();
    let mut like = vec![format!("{word}s"), word.to_uppercase()];
    if components.contains(&word) {
        like.extend(components.iter().map(|word| (*word).to_owned()));
    } else if actions.contains(&word) {
        like.extend(actions.iter().map(|word| (*word).to_owned()));
    } else if versions.iter().any(|version| version == word) {
        like.extend(versions);
    }
    like
}

fn is_seen(fault: &Diagnostic) -> bool {
    SEEN.contains(&fault.code) && !UNSEEN.iter().any(|part| fault.message.contains(part))
}

#[test]
fn mistakes_in_one_object_are_refused() {
    let mut report = Report::default();
    for (path, document) in documents("tests/goldens/samples") {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        Change { document: &document, report: &mut report, name: &name }.walk("", &document);
    }
    let Report { tried, refused, wrong, .. } = report;
    assert!(wrong.is_empty(), "{} of {tried}\n{}", wrong.len(), wrong.join("\n"));
    assert!(refused > 3_000, "only {refused} of {tried} were refused");
}
