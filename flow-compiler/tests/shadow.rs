//! The shadow that rust-analyzer reads has every word of a flow at its own place.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use flow_compiler::editor;
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What the grammar itself says.
const GRAMMAR: [&str; 17] = [
    "include", "fragment", "crate", "data", "else", "false", "file", "flow", "if", "in", "json",
    "match", "options", "pub", "screen", "struct", "true",
];

/// Every word with its place, but for what is in `json!(…)` and in documentation.
fn words(tokens: TokenStream, grammar: bool, found: &mut Vec<(String, Range<usize>)>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let before = |n: usize| at.checked_sub(n).map(|at| tokens[at].to_string());
        match token {
            TokenTree::Group(group) => {
                let documentation = grammar && before(1).as_deref() == Some("#");
                let raw = grammar
                    && before(2).is_some_and(|word| matches!(&*word, "json" | "file" | "text"))
                    && before(1).as_deref() == Some("!");
                if !documentation && !raw {
                    words(group.stream(), grammar, found);
                }
            }
            TokenTree::Ident(word) => {
                let text = word.to_string();
                let called = matches!(tokens.get(at + 1), Some(TokenTree::Punct(sign)) if sign.as_char() == '!')
                    && matches!(tokens.get(at + 2), Some(TokenTree::Group(_)));
                // A name with a `-` is none in Rust.
                let dashed = matches!(tokens.get(at + 1), Some(TokenTree::Punct(sign)) if sign.as_char() == '-')
                    || before(1).as_deref() == Some("-");
                let skip = text == "_"
                    || text == "success"
                    || dashed
                    || called && !text.starts_with(char::is_uppercase);
                if !(grammar && (GRAMMAR.contains(&&*text) || skip)) {
                    found.push((text, word.span().byte_range()));
                }
            }
            _ => {}
        }
    }
}

/// Every flow of the samples and the examples, as the text inside `flow! { … }`.
fn flows() -> Vec<(PathBuf, String)> {
    let mut flows = Vec::new();
    let folders = [
        "tests/goldens/samples",
        "examples/tour/src",
        "examples/seeds/src",
        "examples/account/src",
        "examples/appointment/src",
    ];
    for folder in folders.map(|folder| root().join(folder)) {
        let entries =
            fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            let text = || fs::read_to_string(&path).expect("a readable file");
            match path.extension().and_then(|end| end.to_str()) {
                Some("flow") => flows.push((path.clone(), text())),
                Some("rs") => {
                    let text = text();
                    flows.extend(inside(&text).into_iter().map(|flow| (path.clone(), flow)));
                }
                _ => {}
            }
        }
    }
    flows
}

/// What is inside each `flow! { … }` of a file.
fn inside(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let file = syn::parse_file(text).expect("a Rust file");
    for item in file.items {
        if let syn::Item::Macro(call) = item
            && call.mac.path.segments.last().is_some_and(|last| last.ident == "flow")
        {
            let range = call.mac.delimiter.span().join().byte_range();
            found.push(text[range.start + 1..range.end - 1].to_owned());
        }
    }
    found
}

fn shadow(flow: &str) -> (TokenStream, TokenStream) {
    let tokens: TokenStream = flow.parse().expect("tokens");
    (tokens.clone(), editor::shadow(&quote!(::flow_runtime), tokens))
}

#[test]
fn every_word_of_a_flow_is_in_its_shadow() {
    let flows = flows();
    assert!(flows.len() > 30, "only {} flows", flows.len());
    let mut missing = Vec::new();
    for (path, flow) in flows {
        let (tokens, shadow) = shadow(&flow);
        syn::parse2::<syn::File>(shadow.clone())
            .unwrap_or_else(|error| panic!("{}: {error}: {shadow}", path.display()));
        let (mut written, mut shown) = (Vec::new(), Vec::new());
        words(tokens, true, &mut written);
        words(shadow, false, &mut shown);
        let shown: HashSet<(String, Range<usize>)> = shown
            .into_iter()
            .map(|(word, place)| (word.trim_start_matches("r#").to_owned(), place))
            .collect();
        for word in written {
            if !shown.contains(&word) {
                let line = flow[..word.1.start].lines().count();
                missing.push(format!("{}:{line}: {}", path.display(), word.0));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "{} words have no place in the shadow:\n{}",
        missing.len(),
        missing.join("\n")
    );
}

/// What is left of a flow where it is cut off anywhere is still Rust, and has the words before the cut.
#[test]
fn what_is_half_typed_has_a_shadow() {
    let flow = r#"flow a (version: "7.3", categories: [SURVEY]) screen ONE "One" (refresh_on_back: true) -> TWO {
        data { mail: String = "a" }
        mail: TextInput "Mail" (input_type: email, init_value: ${data.mail})
        plan: Dropdown "Plan" { free: "Free" pro: "Pro" }
        TextBody "Hello" (visible: ${form.plan} == "pro")
        Footer "Next" => navigate TWO { mail: ${form.mail} }
    } screen TWO "Two" { Footer "Done" => complete { plan: ${screen.ONE.form.plan} } }"#;
    let tokens: Vec<TokenTree> = flow.parse::<TokenStream>().expect("tokens").into_iter().collect();
    let mut cut = Vec::new();
    cuts(&tokens, &mut Vec::new(), &mut |tokens| cut.push(tokens));
    assert!(cut.len() > 90, "{} cuts", cut.len());
    for tokens in cut {
        let shadow = editor::shadow(&quote!(::flow_runtime), tokens.clone());
        let parsed = syn::parse2::<syn::File>(shadow.clone());
        assert!(parsed.is_ok(), "{tokens}\n{shadow}");
        let (mut written, mut shown) = (Vec::new(), Vec::new());
        words(tokens.clone(), true, &mut written);
        words(shadow.clone(), false, &mut shown);
        for (word, place) in written {
            let there = shown.iter().any(|(_, shown)| *shown == place);
            assert!(there, "`{word}` is lost in {tokens}\n{shadow}");
        }
    }
}

/// The tokens up to every token, with the groups that are open closed.
fn cuts(tokens: &[TokenTree], before: &mut Vec<TokenTree>, visit: &mut dyn FnMut(TokenStream)) {
    for token in tokens {
        if let TokenTree::Group(group) = token {
            let inside: Vec<TokenTree> = group.stream().into_iter().collect();
            let outer = before.clone();
            cuts(&inside, &mut Vec::new(), &mut |inside| {
                let mut whole = outer.clone();
                let mut cut = proc_macro2::Group::new(group.delimiter(), inside);
                cut.set_span(group.span());
                whole.push(cut.into());
                visit(whole.into_iter().collect());
            });
        }
        before.push(token.clone());
        visit(before.iter().cloned().collect());
    }
}

/// rustc resolves every path of the shadows of sound flows: what rust-analyzer does to answer.
#[test]
fn the_shadow_of_a_sound_flow_compiles() {
    let runtime = fs::read_to_string(root().join("flow-runtime/src/__editor.rs"))
        .expect("the items of an editor");
    let items = runtime.split_once("\n#![allow(").expect("the file begins with what it allows").1;
    let items = items.split_once(")]\n").expect("the attribute ends").1;
    let mut program = format!("#![allow(warnings)]\npub mod __editor {{\n{items}\n}}\n");
    for (_, flow) in flows() {
        let shadow = editor::shadow(&quote!(crate), flow.parse().expect("tokens"));
        write!(program, "const _: () = {{\n{shadow}\n()\n}};\n").expect("a String takes all");
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join("shadows.rs");
    fs::write(&file, program).expect("a writable folder");
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let done = std::process::Command::new(rustc)
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata", "--out-dir"])
        .args([folder, &file])
        .output()
        .expect("rustc runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
