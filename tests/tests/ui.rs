//! What rustc makes of `flow!`: the places and texts of errors, and sources that were imported.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use flow_compiler::door;
use flow_tests::{files, goldens, root};

#[test]
fn errors_are_shown_at_their_tokens_and_imported_sources_compile() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    cases.pass(imported());
    cases.compile_fail("ui/*.rs");
}

/// Writes a program with every document that has no error, each imported as a `flow!`.
fn imported() -> PathBuf {
    let mut documents = files(&goldens().join("samples"), &["json"]);
    documents.extend(files(&root().join("examples"), &["json"]));
    documents.extend(files(&root().join("tests/documents"), &["json"]));
    assert!(documents.len() > 25, "the samples are not where they were");
    let others = root().join("../shared/corpus");
    if others.is_dir() {
        documents.extend(files(&others, &["json"]));
    } else {
        eprintln!("SKIPPED: there are no documents of others in ../shared/corpus");
    }
    // Old versions are warned of; a program of nothing but flows uses none of them.
    let mut program = "//! Imported flows.\n\n#![allow(deprecated, dead_code)]\n".to_owned();
    let mut compiled = 0;
    for (at, path) in documents.iter().enumerate() {
        let text = fs::read(path).expect("a readable file");
        let imported = door::import(&text, &format!("imported_{at}"));
        if imported.has_errors() {
            continue;
        }
        let source = imported.source().unwrap_or_else(|| panic!("{} has no flow", path.display()));
        write!(program, "\nflow_runtime::flow! {{\n{source}}}\n").expect("a String takes all");
        compiled += 1;
    }
    assert!(compiled * 10 > documents.len() * 9, "{compiled} of {} have no error", documents.len());
    program.push_str("\nfn main() {}\n");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("imported.rs");
    fs::write(&file, program).expect("a writable folder");
    file
}
