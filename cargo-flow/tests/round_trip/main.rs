//! A document that becomes `flow!` source and a document again is the same document.

mod choices;
mod generate;
mod there_and_back;

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

use flow_compiler::door::{self, Package};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use choices::Choices;
use there_and_back::{Source, there_and_back};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository")
}

/// Every file below a folder with this ending, in order; nothing for a folder that is absent.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn each(paths: Vec<PathBuf>, come_back: impl Fn(&str) -> Result<(), String>) {
    let faults: Vec<String> = paths
        .into_iter()
        .filter_map(|path| {
            let text = fs::read_to_string(&path).expect("a readable file");
            come_back(&text).err().map(|fault| format!("{}: {fault}", path.display()))
        })
        .collect();
    assert!(faults.is_empty(), "{} documents differ\n\n{}", faults.len(), faults.join("\n\n"));
}

/// Documents that no one here wrote, where the machine has them.
#[test]
fn documents_of_others_come_back() {
    let folder = root().join("../shared/corpus");
    let documents = files(&folder, "json");
    if documents.is_empty() {
        eprintln!("SKIPPED: there are no documents of others in ../shared/corpus");
        return;
    }
    each(documents, |text| there_and_back(text).map(|_| ()));
}

#[test]
fn the_documents_of_the_samples_come_back() {
    let documents = files(&root().join("tests/goldens/samples"), "json");
    assert!(documents.len() > 20, "the samples are not where they were");
    each(documents, |text| there_and_back(text).map(|_| ()));
}

/// Documents that are sound, and odd where Rust is concerned.
#[test]
fn odd_documents_come_back() {
    let documents = files(&root().join("tests/documents"), "json");
    assert!(documents.len() > 1, "the documents are not where they were");
    each(documents, |text| {
        let checked = door::check_json(text.as_bytes());
        assert!(!checked.has_errors(), "{:#?}", checked.diagnostics);
        there_and_back(text).map(|_| ())
    });
}

/// What a document holds comes back as it was written; a sample that holds more (docs, shared
/// lists, structs, names of its own) comes back the second time as it came the first.
#[test]
fn the_sources_of_the_samples_come_back() {
    let samples = files(&root().join("tests/goldens/samples"), "flow");
    let package = Package { root: root().join("tests/goldens") };
    let same = Cell::new(0);
    each(samples.clone(), |text| {
        let Some(document) = door::check_source(text, &package).document else {
            return Err("is faulty".to_owned());
        };
        let Source { text: once, .. } = there_and_back(&document.pretty)?;
        let wanted = format_flow(text)?;
        if without_pub(&once) == wanted {
            same.set(same.get() + 1);
        }
        let again = door::check_source(&once, &package).document.ok_or("the import is faulty")?;
        let Source { text: twice, .. } = there_and_back(&again.pretty)?;
        if once == twice { Ok(()) } else { Err(format!("changes on its way\n{once}\n{twice}")) }
    });
    let (same, all) = (same.get(), samples.len());
    assert!(same * 2 >= all, "only {same} of {all} samples come back to the letter");
}

/// The sources of the examples come back to the letter, but for what no document holds: docs,
/// comments, and how the flow is published. The other examples use forms that an import does not
/// choose, such as `file!` and named types, so that they come back as another source of the same
/// document.
#[test]
fn the_flows_of_the_examples_come_back() {
    let mut flows = 0;
    for path in files(&root().join("examples"), "rs") {
        let text = fs::read_to_string(&path).expect("a readable file");
        let package =
            path.ancestors().find(|folder| folder.join("Cargo.toml").is_file()).expect("a package");
        let mut cx = flow_compiler::diagnostic::Diagnostics::new();
        let source = flow_compiler::source::Source::read(&mut cx, &text);
        assert!(cx.into_vec().is_empty(), "{}", path.display());
        for call in source.expect("Rust").flows {
            let checked = door::check_tokens(call.tokens, &Package { root: package.to_owned() });
            let document = checked
                .document
                .unwrap_or_else(|| panic!("{}: {:#?}", path.display(), checked.diagnostics));
            let Source { text: once } = there_and_back(&document.pretty)
                .unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
            let to_the_letter = ["account", "seeds"].iter().any(|name| package.ends_with(name));
            if to_the_letter {
                let written = format_flow(&text[call.inside]).expect("a flow");
                assert_eq!(items(&once), items(&written), "{}", path.display());
            }
            flows += 1;
        }
    }
    assert!(flows >= 7, "{flows}");
}

/// What is after the head of a flow.
fn items(text: &str) -> &str {
    text.find("\nscreen ").map_or("", |at| text[at..].trim_end())
}

/// Whatever the catalogue allows comes back, also what nobody has written yet.
#[test]
fn generated_documents_come_back() {
    let (sound, all) = (Cell::new(0_u32), Cell::new(0_u32));
    let config = Config {
        cases: 400,
        failure_persistence: None,
        max_shrink_iters: 4_000,
        ..Config::default()
    };
    let result =
        TestRunner::new(config).run(&prop::collection::vec(any::<u16>(), 8..600), |numbers| {
            let document = generate::document(&mut Choices::new(numbers)).to_string();
            all.set(all.get() + 1);
            let checked = door::check_json(document.as_bytes());
            if checked.has_errors() {
                return Ok(());
            }
            sound.set(sound.get() + 1);
            there_and_back(&document)
                .map(|_| ())
                .map_err(|fault| TestCaseError::fail(format!("{fault}\n{document}")))
        });
    if let Err(fault) = result {
        panic!("{fault}");
    }
    let (sound, all) = (sound.get(), all.get());
    println!("{sound} of {all} documents are sound");
    assert!(sound * 2 >= all, "only {sound} of {all} documents are sound");
}

fn format_flow(text: &str) -> Result<String, String> {
    let mut cx = flow_compiler::diagnostic::Diagnostics::new();
    let formatted = flow_compiler::format::flow(&mut cx, text);
    drop(cx.into_vec());
    formatted.map(|text| without_pub(&text)).ok_or_else(|| "cannot be formatted".to_owned())
}

/// The line of the flow itself holds what a document does not: its name and its visibility.
fn without_pub(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    if let Some(line) =
        lines.iter_mut().find(|line| line.starts_with("pub flow") || line.starts_with("flow "))
    {
        *line = line.find('(').map_or("", |at| &line[at..]);
    }
    lines.join("\n")
}
