//! Whatever the tokens are, the parser tells what is wrong and never panics.

mod tree;

use flow_compiler::{format, print};
use proptest::prelude::*;
use tree::{LARGE, read, shape};

/// Words, brackets and signs of the language, and some that are none of it.
const WORDS: [&str; 62] = [
    "flow",
    "screen",
    "options",
    "struct",
    "success",
    "data",
    "form",
    "if",
    "else",
    "match",
    "in",
    "A",
    "SUCCESS",
    "name",
    "visible",
    "TextBody",
    "TextInput",
    "Dropdown",
    "Form",
    "Footer",
    "If",
    "navigate",
    "complete",
    "data_exchange",
    "open_url",
    "json",
    "file",
    "text",
    "true",
    "null",
    "String",
    "pub",
    "_",
    "r#type",
    "\"a\"",
    "\"${data.x}\"",
    "\"$${\"",
    "r\"x\"",
    "'c'",
    "b\"x\"",
    "1",
    "-2.5e3",
    "1.0.",
    "5u8",
    "\"x\"y",
    "'a",
    ":",
    "::",
    ",",
    ";",
    "!",
    "=",
    "=>",
    "->",
    "==",
    "..",
    "|",
    "$",
    "<",
    ">",
    "#",
    "/// doc\n",
];

fn soup() -> impl Strategy<Value = String> {
    let word = prop::sample::select(&WORDS[..]).prop_map(str::to_owned);
    word.prop_recursive(6, 200, 12, |inner| {
        let inside = prop::collection::vec(inner, 0..12).prop_map(|words| words.join(" "));
        (inside, 0..4_usize).prop_map(|(inside, bracket)| match bracket {
            0 => format!("({inside})"),
            1 => format!("[{inside}]"),
            2 => format!("{{{inside}}}"),
            _ => inside,
        })
    })
}

/// Reads, and where nothing is wrong prints and formats.
fn digest(text: &str) {
    if text.parse::<proc_macro2::TokenStream>().is_err() {
        return;
    }
    let (flow, faults) = read(text);
    let Some(flow) = flow else {
        assert!(!faults.is_empty(), "{text}");
        return;
    };
    let printed = print::flow(&flow);
    if faults.is_empty() {
        assert_eq!(shape(&tree::sound(&printed)), shape(&flow), "{text}\n{printed}");
        let mut cx = flow_compiler::diagnostic::Diagnostics::new();
        let once = format::flow(&mut cx, text).expect("it reads");
        let twice = format::flow(&mut cx, &once).expect("it reads");
        assert!(cx.into_vec().is_empty());
        assert_eq!(once, twice);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_tokens(words in prop::collection::vec(soup(), 0..30)) {
        let soup = words.join(" ");
        digest(&soup);
        digest(&format!("flow f {soup}"));
        digest(&format!("flow f screen A {{ {soup} }}"));
        digest(&format!("flow f screen A {{ a: Dropdown \"A\" ({soup}) => complete {{ {soup} }} }}"));
    }

    #[test]
    fn a_flow_with_one_thing_changed(at in 0..200_usize, word in soup(), replace in any::<bool>()) {
        let lines: Vec<_> = LARGE.lines().collect();
        let line = at % lines.len();
        let parts: Vec<_> = lines[line].split(' ').collect();
        let part = at % parts.len();
        let rest = &parts[part + usize::from(replace)..];
        let changed = format!("{} {word} {}", parts[..part].join(" "), rest.join(" "));
        let text = [&lines[..line], &[changed.as_str()], &lines[line + 1..]].concat().join("\n");
        digest(&text);
    }
}
