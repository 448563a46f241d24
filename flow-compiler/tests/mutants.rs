//! Whatever a word of a flow is replaced with, its expansion is Rust items and never a panic.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use flow_compiler::door::Package;
use flow_compiler::expand::{expand_in, shadow};
use proc_macro2::{TokenStream, TokenTree};

/// What is put in the place of a word or a literal.
const WORDS: [&str; 14] = [
    "\"\"",
    "\"a b\"",
    "\"2x\"",
    "\"★\"",
    "\"_\"",
    "\"self\"",
    "r#type",
    "self",
    "_",
    "7",
    "2.5",
    "Größe",
    "SUCCESS",
    "\"${data.x}\"",
];

/// The flows of the goldens.
fn flows() -> Vec<(PathBuf, String)> {
    let goldens = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/goldens");
    let mut found = Vec::new();
    for folder in ["samples", "mistakes"] {
        for entry in fs::read_dir(goldens.join(folder)).expect("the goldens") {
            let path = entry.expect("a readable folder").path();
            if path.extension().is_some_and(|ending| ending == "flow") {
                let text = fs::read_to_string(&path).expect("a readable file");
                found.push((path, text));
            }
        }
    }
    found.sort();
    assert!(found.len() > 20, "the flows are not found");
    found
}

/// How many words and literals there are.
fn count(tokens: TokenStream) -> usize {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => count(group.stream()),
            TokenTree::Punct(_) => 0,
            TokenTree::Ident(_) | TokenTree::Literal(_) => 1,
        })
        .sum()
}

/// The tokens with another word at this place.
fn replaced(tokens: TokenStream, left: &mut usize, word: &TokenTree) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => {
                let inside = replaced(group.stream(), left, word);
                TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inside))
            }
            TokenTree::Punct(punct) => TokenTree::Punct(punct),
            other => {
                let here = *left == 0;
                *left = left.wrapping_sub(1);
                if here { word.clone() } else { other }
            }
        })
        .collect()
}

#[test]
fn no_word_makes_the_expansion_panic() {
    let words: Vec<TokenTree> = WORDS
        .iter()
        .map(|word| {
            let tokens: TokenStream = word.parse().expect("a token");
            tokens.into_iter().next().expect("a token")
        })
        .collect();
    let package =
        Package { root: Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/goldens/samples") };
    let mut report = Vec::new();
    let mut turn = 0;
    for (path, text) in flows() {
        let tokens: TokenStream = text.parse().expect("tokens");
        for at in (0..count(tokens.clone())).step_by(3) {
            turn += 1;
            // A step that has no factor in common with the number of words.
            let word = &words[turn * 5 % words.len()];
            let mutant = replaced(tokens.clone(), &mut at.clone(), word);
            let done = catch_unwind(AssertUnwindSafe(|| {
                drop(shadow(mutant.clone()));
                syn::parse2::<syn::File>(expand_in(&package, mutant.clone())).err()
            }));
            match done {
                Ok(None) => {}
                Ok(Some(fault)) => {
                    report.push(format!("{}: {word} at {at}: {fault}", path.display()));
                }
                Err(_) => report.push(format!("{}: {word} at {at} panics", path.display())),
            }
        }
        proc_macro2::extra::invalidate_current_thread_spans();
    }
    assert!(turn > 1_000, "{turn} mutants");
    assert!(
        report.is_empty(),
        "{} of {turn}: {:#?}",
        report.len(),
        &report[..report.len().min(20)]
    );
}
