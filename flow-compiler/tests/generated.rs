//! Documents made from the catalogue: whatever Flow JSON can say survives the way to `flow!`
//! source and back.

#[path = "generated/document.rs"]
mod document;
#[path = "generated/fragments.rs"]
mod fragments;

use std::path::{Path, PathBuf};

use flow_compiler::check::{self, Files};
use flow_compiler::diagnostic::{Code, Diagnostics, Level};
use flow_compiler::{ast, emit, json, parse, print};
use proptest::prelude::{ProptestConfig, any};
use proptest::{collection, prop_assert_eq, proptest};
use serde_json::Value;

use document::Choices;

/// A flow without files.
#[derive(Debug)]
struct None;

impl Files for None {
    fn resolve(&self, path: &str) -> PathBuf {
        path.into()
    }

    fn read(&self, path: &Path) -> std::io::Result<Vec<u8>> {
        Err(std::io::Error::new(std::io::ErrorKind::NotFound, path.display().to_string()))
    }
}

/// The document of a tree, and the codes of its errors in the order of the source.
fn export(tree: &ast::Flow) -> (Value, Vec<(Code, String)>) {
    let mut cx = Diagnostics::new();
    let model = check::check(&mut cx, tree, &None);
    let document = serde_json::from_str(&emit::json::minified(&model)).expect("it is JSON");
    let errors = cx.into_vec().into_iter().filter(|fault| fault.level == Level::Error);
    let mut errors: Vec<_> = errors.map(|fault| (fault.code, fault.message)).collect();
    errors.sort();
    (document, errors)
}

/// The tree of a document, and its source.
fn import(text: &str) -> (ast::Flow, String) {
    let mut cx = Diagnostics::new();
    let node = json::read(&mut cx, text).expect("it is JSON");
    let tree = json::import(&mut cx, &node, "generated", &[]).expect("it is a flow");
    let faults = cx.into_vec();
    assert!(faults.is_empty(), "{faults:#?}");
    let source = print::flow(&tree);
    (tree, source)
}

/// The tree of a source, its fragments written out.
fn written_out(source: &str) -> ast::Flow {
    let mut cx = Diagnostics::new();
    let flow = flow_compiler::fragments::written_out(&mut cx, parse(source));
    let faults = cx.into_vec();
    assert!(faults.is_empty(), "{faults:#?}\n{source}");
    flow
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
fn comparable(mut document: Value) -> Value {
    if let Some(routes) = document.get_mut("routing_model").and_then(Value::as_object_mut) {
        routes.retain(|_, to| to.as_array().is_none_or(|to| !to.is_empty()));
    }
    document
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        max_shrink_iters: 500,
        failure_persistence: Option::None,
        ..ProptestConfig::default()
    })]

    /// The source says what the tree says; of a document without faults, what the document says.
    #[test]
    fn nothing_is_lost(bytes in collection::vec(any::<u8>(), 0..600)) {
        let document = document::flow(&mut Choices::new(&bytes));
        let (tree, source) = import(&document.to_string());
        let (direct, errors) = export(&tree);
        // Rules about Rust names and types are for `flow!` alone.
        let parsed = ast::Flow { dialect: tree.dialect, ..parse(&source) };
        prop_assert_eq!(print::flow(&parsed), source.clone(), "parsing changes the source");
        let (again, again_errors) = export(&parsed);
        prop_assert_eq!(
            comparable(again), comparable(direct.clone()),
            "the source says something else\n{}", source
        );
        let codes = |errors: &[(Code, String)]| errors.iter().map(|(code, _)| *code).collect::<Vec<_>>();
        prop_assert_eq!(codes(&again_errors), codes(&errors), "{:#?}\n{:#?}\n{}", again_errors, errors, source);
        if errors.is_empty() {
            prop_assert_eq!(
                comparable(direct), comparable(document),
                "the tree says something else\n{}", source
            );
        }
    }

    /// A flow with fragments and the same flow written out give the same document.
    #[test]
    fn fragments_make_no_difference(bytes in collection::vec(any::<u8>(), 0..900)) {
        let choices = &mut Choices::new(&bytes);
        let document = document::flow(choices);
        let (tree, source) = import(&document.to_string());
        let cut = print::flow(&fragments::cut(choices, &tree));
        prop_assert_eq!(print::flow(&parse(&cut)), cut.clone(), "parsing changes the source");
        let (plain, errors) = export(&ast::Flow { dialect: tree.dialect, ..parse(&source) });
        let whole = ast::Flow { dialect: tree.dialect, ..written_out(&cut) };
        let (again, again_errors) = export(&whole);
        prop_assert_eq!(again, plain, "the fragments say something else\n{}", cut);
        let codes = |errors: &[(Code, String)]| errors.iter().map(|(code, _)| *code).collect::<Vec<_>>();
        prop_assert_eq!(codes(&again_errors), codes(&errors), "{}", cut);
    }
}

/// The documents are worth making only where most of them have no fault.
#[test]
fn most_documents_have_no_fault() {
    let mut state = 7_u64;
    let mut faulty = Vec::new();
    for _ in 0..200 {
        let bytes: Vec<u8> = std::iter::repeat_with(|| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            state.to_be_bytes()[0]
        })
        .take(300)
        .collect();
        let document = document::flow(&mut Choices::new(&bytes));
        let (tree, source) = import(&document.to_string());
        let (_, errors) = export(&tree);
        if let Some((code, message)) = errors.into_iter().next() {
            faulty.push(format!("{} {message}\n{source}", code.as_str()));
        }
    }
    assert!(faulty.len() < 100, "{} of 200 are faulty, the first:\n{}", faulty.len(), faulty[0]);
}
