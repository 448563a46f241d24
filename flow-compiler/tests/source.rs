//! Flows and modules of Rust sources are found as Rust finds them.

use std::path::{Path, PathBuf};

use flow_compiler::diagnostic::Diagnostics;
use flow_compiler::source::{Home, Source};

fn read(text: &str) -> Source {
    let mut cx = Diagnostics::new();
    let source = Source::read(&mut cx, text);
    assert!(cx.into_vec().is_empty());
    source.expect(text)
}

#[test]
fn flows_are_found_at_any_depth() {
    let text = r#"#!/usr/bin/env run
//! flow! { doc }
// flow! { comment }
const S: &str = "flow! { string }";
macro_rules! make { () => { flow! { no } } }
flow! { one "ß" }
mod a { fn f() { vec![flow_runtime::flow!(two)]; ::flow_runtime::flow![three] } }
fn flow() -> bool { flow != 1 }
use flow_runtime::flow;
"#;
    let source = read(text);
    let insides: Vec<_> = source.flows.iter().map(|call| &text[call.inside.clone()]).collect();
    assert_eq!(insides, [" one \"ß\" ", "two", "three"]);
    let calls: Vec<_> = source.flows.iter().map(|call| &text[call.place.clone()]).collect();
    assert_eq!(
        calls,
        ["flow! { one \"ß\" }", "flow_runtime::flow!(two)", "::flow_runtime::flow![three]"]
    );
    assert_eq!(source.flows[1].tokens.to_string(), "two");
}

#[test]
fn places_are_those_of_each_text() {
    for text in ["flow! { a }", "\u{feff}flow! { b }", "/* ☃ */ x::flow! { c }"] {
        let source = read(text);
        let inside = source.flows[0].inside.clone();
        assert_eq!(inside.end, text.len() - 1);
        let token = source.flows[0].tokens.clone().into_iter().next().unwrap();
        assert_eq!(text[token.span().byte_range()], token.to_string());
    }
}

#[test]
fn modules_lie_where_rust_looks_for_them() {
    let text = r#"
        mod a;
        #[cfg(test)] #[path = "other/b.rs"] pub(crate) mod r#type;
        mod inner { mod c; #[path = "d.rs"] mod d; mod deep { mod e; } }
        #[path = "x"] mod moved { mod f; }
        fn f() { mod none; }
    "#;
    let files = |file: &str| -> Vec<Vec<PathBuf>> {
        let home = Home::of(Path::new(file));
        let modules = read(text).modules;
        modules
            .iter()
            .map(|module| module.files(&home).into_iter().map(|(file, _)| file).collect())
            .collect()
    };
    let paths = |paths: &[&[&str]]| -> Vec<Vec<PathBuf>> {
        paths.iter().map(|paths| paths.iter().map(PathBuf::from).collect()).collect()
    };
    assert_eq!(
        files("src/lib.rs"),
        paths(&[
            &["src/a.rs", "src/a/mod.rs"],
            &["src/other/b.rs"],
            &["src/inner/c.rs", "src/inner/c/mod.rs"],
            &["src/inner/d.rs"],
            &["src/inner/deep/e.rs", "src/inner/deep/e/mod.rs"],
            &["src/x/f.rs", "src/x/f/mod.rs"],
        ])
    );
    // It may be the root of a crate as well.
    let beside = files("src/lib.rs");
    let below = paths(&[
        &["src/flows/a.rs", "src/flows/a/mod.rs"],
        &["src/other/b.rs"],
        &["src/flows/inner/c.rs", "src/flows/inner/c/mod.rs"],
        &["src/flows/inner/d.rs"],
        &["src/flows/inner/deep/e.rs", "src/flows/inner/deep/e/mod.rs"],
        &["src/x/f.rs", "src/x/f/mod.rs"],
    ]);
    let both: Vec<_> =
        below.into_iter().zip(beside).map(|(below, beside)| [below, beside].concat()).collect();
    assert_eq!(files("src/flows.rs"), both);
    assert_eq!(read(text).modules[1].name, "type");
}

#[test]
fn a_module_has_a_home_of_its_own() {
    let home = Home::of(Path::new("src/main.rs"));
    let module = &read("mod a;").modules[0];
    let inner = &read("mod b;").modules[0];
    let all: Vec<_> = module
        .files(&home)
        .iter()
        .flat_map(|(_, home)| inner.files(home))
        .map(|(file, _)| file)
        .collect();
    let expected = ["src/a/b.rs", "src/a/b/mod.rs", "src/a/b.rs", "src/a/b/mod.rs"];
    assert_eq!(all, expected.map(PathBuf::from));
}
