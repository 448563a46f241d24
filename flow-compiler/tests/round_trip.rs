//! A document that becomes `flow!` source and a document again is the same document.

use std::fs;
use std::path::{Path, PathBuf};

use flow_compiler::check::{self, Files};
use flow_compiler::diagnostic::{Diagnostic, Diagnostics, Level};
use flow_compiler::{ast, emit, json, parse, print};
use serde_json::Value;

/// A flow without files.
struct None;

impl Files for None {
    fn resolve(&self, path: &str) -> PathBuf {
        path.into()
    }

    fn read(&self, path: &Path) -> std::io::Result<Vec<u8>> {
        Err(std::io::Error::new(std::io::ErrorKind::NotFound, path.display().to_string()))
    }
}

fn export(tree: &ast::Flow) -> (String, Vec<Diagnostic>) {
    let mut cx = Diagnostics::new();
    let model = check::check(&mut cx, tree, &None);
    (emit::json::minified(&model), cx.into_vec())
}

fn import(text: &str) -> ast::Flow {
    let mut cx = Diagnostics::new();
    let node = json::read_bytes(&mut cx, text.as_bytes()).expect("it is JSON");
    let tree = json::import(&mut cx, &node, "imported").expect("it is a flow");
    let faults = cx.into_vec();
    assert!(faults.is_empty(), "{faults:#?}");
    tree
}

fn parse(source: &str) -> ast::Flow {
    let mut cx = Diagnostics::new();
    let tokens = source.parse().unwrap_or_else(|error| panic!("{error}\n{source}"));
    let tree = parse::flow(&mut cx, tokens);
    let faults = cx.into_vec();
    assert!(faults.is_empty(), "{faults:#?}\n{source}");
    tree.expect("a flow")
}

/// The document without what may differ: routes that lead nowhere.
fn comparable(text: &str) -> Value {
    let mut document: Value = serde_json::from_str(text).expect("it is JSON");
    if let Some(routes) = document.get_mut("routing_model").and_then(Value::as_object_mut) {
        routes.retain(|_, to| to.as_array().is_none_or(|to| !to.is_empty()));
    }
    document
}

/// The source of a document, after the way there and back, and the errors that the check tells.
/// What is faulty has no place in the exported document.
fn there_and_back(text: &str) -> (String, Vec<Diagnostic>) {
    let tree = import(text);
    let (direct, faults) = export(&tree);
    let errors: Vec<_> = faults.into_iter().filter(|fault| fault.level == Level::Error).collect();
    let source = print::flow(&tree);
    if errors.is_empty() {
        assert_eq!(comparable(&direct), comparable(text), "the tree says something else\n{source}");
    }
    let parsed = parse(&source);
    assert_eq!(print::flow(&parsed), source, "parsing changes the source");
    let (again, _) = export(&parsed);
    assert_eq!(comparable(&again), comparable(&direct), "the source says something else\n{source}");
    (source, errors)
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.expect("a readable folder").path()) {
        if path.is_dir() {
            found.extend(documents(&path));
        } else if path.extension().is_some_and(|ending| ending == "json") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Documents that others wrote, where they lie beside the repository.
#[test]
fn documents_of_others() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !folder.is_dir() {
        eprintln!("SKIPPED: there is no folder of documents beside the repository");
        return;
    }
    let mut failed = Vec::new();
    for path in documents(&folder) {
        let text = fs::read_to_string(&path).expect("a readable document");
        match std::panic::catch_unwind(|| there_and_back(&text)) {
            Ok((source, faults)) => {
                println!("=== {}\n{source}", path.display());
                for fault in faults {
                    println!("{}: {} ({})", path.display(), fault.message, fault.code.as_str());
                }
            }
            Err(_) => failed.push(path),
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}
