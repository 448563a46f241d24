//! Every help that is a replacement fixes its fault: those of `goldens/rejected` and of
//! `goldens/mistakes`, each applied alone.

use std::fs;
use std::ops::Range;
use std::path::Path;

use flow_compiler::diagnostic::{Diagnostic, Fixed, Level, apply, fixed};
use flow_compiler::door::{Package, check_json, check_source};
use flow_compiler::report::{Colors, render};
use flow_tests::{files, goldens, report};

/// A flow with faults, and its name for a message.
struct Faulty {
    name: String,
    text: String,
    json: bool,
}

impl Faulty {
    fn check(&self, text: &str) -> Vec<Diagnostic> {
        if self.json {
            check_json(text.as_bytes()).diagnostics
        } else {
            check_source(text, &Package { root: goldens() }).diagnostics
        }
    }

    fn fixed(&self) -> Fixed {
        fixed(&self.text, |text| self.check(text))
    }
}

/// Longer flows are checked too slowly to be fixed step by step in a test.
const SHORT: usize = 6_000;

fn faulty() -> Vec<Faulty> {
    let is_json = |path: &Path| path.extension().is_some_and(|ending| ending == "json");
    let mut all = Vec::new();
    for path in files(&goldens().join("rejected"), &["flow", "json"]) {
        // A file that is not UTF-8 has no places.
        if let Ok(text) = fs::read_to_string(&path) {
            all.push(Faulty { name: path.display().to_string(), text, json: is_json(&path) });
        }
    }
    for path in files(&goldens().join("mistakes"), &["flow", "json"]) {
        let flow = fs::read_to_string(&path).expect("a flow");
        let slips = fs::read_to_string(path.with_extension("slips.txt")).expect("a list of slips");
        for slip in slips.lines() {
            let (right, wrong) = slip.split_once(" >>> ").expect("two parts");
            let text = flow.replacen(right, wrong, 1);
            all.push(Faulty { name: slip.to_owned(), text, json: is_json(&path) });
        }
    }
    all
}

fn is_same(fault: &Diagnostic, other: &Diagnostic) -> bool {
    fault.code == other.code && fault.message == other.message
}

fn errors(faults: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    faults.iter().filter(|fault| fault.level == Level::Error)
}

/// What a fix brings to light since its own fault hid it: a misspelled `layout` its components, a
/// wrong type its example, a text its references, a `pattern` what it needs beside it.
const REVEALING: [&str; 8] = [
    "INVALID_SCREEN_DATA/schema_words.json",
    "INVALID_SCREEN_DATA/type.flow",
    "REFERENCE_AS_TEXT/mixed.json",
    r#"pattern: "\d{4}""#,
    "INVALID_PROPERTY_KEY/misspelled.json",
    "INVALID_PROPERTY_TYPE/screen.json",
    "data { first_name: i32 = 4, email:",
    "TextBody in data.hint",
];

#[test]
fn every_fix_removes_its_fault_and_brings_no_error() {
    let mut wrong = Vec::new();
    let mut applied = 0;
    for flow in faulty() {
        let faults = flow.check(&flow.text);
        for fault in &faults {
            let Some(edit) = fault.fix.as_ref().and_then(|fix| fix.edit(&flow.text)) else {
                continue;
            };
            applied += 1;
            let text = apply(&flow.text, [&edit]);
            let after = flow.check(&text);
            // Of a mistake that several places show the next one is reported then.
            let place = edit.bytes.start..edit.bytes.start + edit.text.len();
            let touches =
                |bytes: Range<usize>| bytes.start <= place.end && place.start <= bytes.end;
            let is_left =
                after.iter().any(|left| is_same(fault, left) && touches(left.span.bytes()));
            let is_new =
                |error: &&Diagnostic| !faults.iter().any(|fault| fault.message == error.message);
            let new = errors(&after).filter(is_new).count();
            let reveals = REVEALING.iter().any(|name| flow.name.ends_with(name));
            let together = || errors(&flow.check(&flow.fixed().text)).next().is_none();
            if !is_left && (new == 0 || reveals || together()) {
                continue;
            }
            wrong.push(format!(
                "{}: {} [{}], help: {:?}\nis fixed as {edit:?}, and then there are {} faults after {}\n{}",
                flow.name,
                fault.message,
                fault.code.as_str(),
                fault.help,
                after.len(),
                faults.len(),
                render(&after, "fixed", &text, Colors::Plain),
            ));
        }
    }
    report("fixes do not fix", &wrong);
    assert!(applied > 100, "only {applied} faults have a fix");
}

/// "Did you mean" is a fix as a rule, and every one of them.
#[test]
fn what_was_meant_is_a_fix() {
    let mut lacking = Vec::new();
    for flow in faulty() {
        for fault in flow.check(&flow.text) {
            let asks = fault.help.as_ref().is_some_and(|help| help.starts_with("did you mean"));
            let text = fault.file.as_ref().map_or(&flow.text, |file| &file.text);
            if asks && fault.fix.as_ref().and_then(|fix| fix.edit(text)).is_none() {
                lacking.push(format!("{}: {}, {:?}", flow.name, fault.message, fault.help));
            }
        }
    }
    report("helps have no fix", &lacking);
}

#[test]
fn all_fixes_of_a_flow_are_made_together() {
    let mut wrong = Vec::new();
    for flow in faulty() {
        let before = errors(&flow.check(&flow.text)).count();
        if flow.text.len() > SHORT {
            continue;
        }
        let fixed = flow.fixed();
        let after = flow.check(&fixed.text);
        if errors(&after).count() > before {
            wrong.push(format!("{}: {before} errors are more", flow.name));
        }
        let left = after.iter().filter_map(|fault| fault.fix.as_ref()?.edit(&fixed.text)).count();
        if left > 0 && fixed.changes.is_empty() {
            wrong.push(format!("{}: {left} fixes are left", flow.name));
        }
    }
    report("flows are not better after their fixes", &wrong);
}
