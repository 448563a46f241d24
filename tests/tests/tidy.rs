//! The house rules that a compiler does not check.

use std::fs;
use std::path::{Path, PathBuf};

use flow_compiler::catalogue;
use flow_tests::{files, report, root};

const LONGEST: usize = 500;
/// Every folder of ours; build products and fixtures lie elsewhere.
const FOLDERS: &[&str] = &[
    "cargo-flow",
    "examples",
    "flow-build",
    "flow-compiler",
    "flow-graph",
    "flow-macros",
    "flow-runtime",
    "fuzz",
    "tests",
];

fn sources() -> Vec<(PathBuf, String)> {
    let folders = FOLDERS.iter().map(|folder| root().join(folder)).filter(|folder| folder.is_dir());
    folders
        .flat_map(|folder| files(&folder, &["rs"]))
        .filter(|path| !path.components().any(|part| part.as_os_str() == "target"))
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a readable source");
            (path.strip_prefix(root()).expect("below the root").to_owned(), text)
        })
        .collect()
}

/// A source that users see as an example or a golden is no module of ours.
fn is_golden(path: &Path) -> bool {
    let text = path.to_string_lossy();
    ["tests/ui", "tests/goldens", "templates"].iter().any(|part| text.contains(part))
}

/// A file that holds tests alone.
fn is_test(path: &Path) -> bool {
    let text = path.to_string_lossy();
    text.contains("tests/") || text.ends_with("tests.rs") || text.contains("/benches/")
}

#[test]
fn no_file_is_longer_than_its_reader_can_hold() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|(path, _)| !is_golden(path))
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    report(&format!("files have more than {LONGEST} lines"), &long);
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<String> = sources()
        .iter()
        .filter(|(path, text)| !is_golden(path) && !text.starts_with("//!"))
        .map(|(path, _)| path.display().to_string())
        .collect();
    report("files do not begin with `//!`", &silent);
}

#[test]
fn nothing_is_left_lying_about() {
    let marks =
        [["to", "do!("], ["unimple", "mented!("], ["TO", "DO"], ["FIX", "ME"], ["db", "g!("]];
    let mut found = Vec::new();
    for (path, text) in sources() {
        for mark in marks.iter().map(|parts| parts.concat()) {
            if text.contains(&mark) {
                found.push(format!("{}: {mark}", path.display()));
            }
        }
        if path.file_stem().is_some_and(|stem| stem == "utils") {
            found.push(format!("{}: name it after what it does", path.display()));
        }
    }
    report("leftovers", &found);
}

#[test]
fn every_allowed_lint_has_its_reason() {
    let mut found = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| !is_golden(path)) {
        for attribute in ["#[allow(", "#![allow(", "#[expect(", "#![expect("] {
            for (start, _) in text.match_indices(attribute) {
                // An attribute that stands in a text is not one of this file's.
                let own_line = text[..start].rsplit('\n').next().unwrap_or_default();
                let whole = text[start..].split(")]").next().unwrap_or_default();
                if own_line.trim().is_empty() && !whole.contains("reason") {
                    found.push(format!("{}: {whole})]", path.display()));
                }
            }
        }
    }
    report("lints are allowed without a reason", &found);
}

/// The tree and the check can be built from JSON alone: they know nothing of syn.
#[test]
fn the_middle_of_the_compiler_imports_no_syn() {
    let middle = ["catalogue", "check", "json"].map(|room| format!("flow-compiler/src/{room}"));
    let found: Vec<String> = sources()
        .iter()
        .filter(|(path, _)| {
            let path = path.to_string_lossy();
            middle.iter().any(|room| path.starts_with(room))
                || path.ends_with("src/model.rs")
                || path.ends_with("src/ast.rs")
        })
        .filter(|(_, text)| text.contains("syn::"))
        .map(|(path, _)| path.display().to_string())
        .collect();
    report("files import syn", &found);
}

#[test]
fn only_the_catalogue_knows_a_component_by_its_name() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        let shown = path.to_string_lossy();
        if !shown.starts_with("flow-compiler/src")
            || shown.contains("/catalogue/")
            || is_test(&path)
        {
            continue;
        }
        // Unit tests stand at the end of a file and may name what they test.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for row in catalogue::COMPONENTS {
            if text.contains(&format!("\"{}\"", row.name)) {
                found.push(format!("{shown}: \"{}\"", row.name));
            }
        }
    }
    report("places name a component", &found);
}

#[test]
fn nothing_speaks_of_the_machine_it_was_made_on() {
    let mut found = Vec::new();
    let documents = fs::read_dir(root()).expect("a readable root").filter_map(Result::ok);
    let documents = documents
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md" || ending == "toml"))
        .map(|path| (path.clone(), fs::read_to_string(&path).unwrap_or_default()));
    for (path, text) in sources().into_iter().chain(documents) {
        for folder in [["/ro", "ot/"], ["/wo", "rk/"], ["/fa", "rm/"]].map(|parts| parts.concat()) {
            if text.contains(&folder) {
                found.push(format!("{}: {folder}", path.display()));
            }
        }
    }
    report("machine paths", &found);
}
