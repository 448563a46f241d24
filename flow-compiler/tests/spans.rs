//! What is emitted leads to the word of the flow that it comes from, and to no other.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use flow_compiler::expand::expand;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;

const FLOW: &str = r#"
/// Opens an account.
pub flow account (version: "7.3", data_api_version: "3.0")

options Plan { free: "Free"  pro: "Pro" }

struct Slot { at: String }

screen SIGN_UP "Sign up" (refresh_on_back: true) -> LOGIN {
    data { email: String = "a@b.c", slots: [{ id: String, title: String }] = [{ id: "a", title: "A" }] }
    mail: TextInput! "Email" (input_type: email, init_value: ${data.email})
    plan: Dropdown "Plan" in Plan
    HTMLPick: Dropdown "Pick" { one_two: "1"  type: "2" }
    slot: Dropdown "Slot" in ${data.slots}
    Footer "Next" => data_exchange { ..form, ..data, extra: "x" }
}

screen LOGIN "Log in" -> SUCCESS {
    data { best: Slot = { at: "9" } }
    pin: TextInput "Pin" (input_type: passcode)
    EmbeddedLink "Again" => data_exchange { action: "again" }
    EmbeddedLink "Send" => data_exchange { action: "send", to: "a" }
    Footer "Log in" => complete { pin, at: ${data.best.at} }
}

success { ticket: String = "A" }
"#;

/// The words that begin an item.
const HEADS: [&str; 6] = ["enum", "fn", "impl", "pub", "struct", "trait"];

fn emitted() -> TokenStream {
    let tokens = FLOW.parse().expect("the flow is tokens");
    let emitted = expand(tokens);
    let text = emitted.to_string();
    assert!(!text.contains("compile_error"), "the flow is faulty: {}", &text[..300]);
    emitted
}

/// Calls with every identifier that has a place in the flow.
fn located(tokens: TokenStream, visit: &mut impl FnMut(&Ident, Range<usize>)) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => located(group.stream(), visit),
            TokenTree::Ident(word) if !word.span().byte_range().is_empty() => {
                visit(&word, word.span().byte_range());
            }
            _ => {}
        }
    }
}

/// What is declared, as `kind name`, by the place of its name.
#[derive(Default)]
struct Declared(BTreeMap<(usize, usize), Vec<String>>);

impl Declared {
    fn add(&mut self, kind: &str, path: &str, name: &Ident) {
        let Range { start, end } = name.span().byte_range();
        let found = format!("{kind} {path}{name}");
        self.0.entry((start, end)).or_default().push(found);
    }

    fn fields(&mut self, path: &str, fields: &syn::Fields) {
        for field in fields {
            if let Some(name) = &field.ident {
                self.add("field", path, name);
            }
        }
    }

    fn an_enum(&mut self, path: &str, item: &syn::ItemEnum) {
        self.add("enum", path, &item.ident);
        for variant in &item.variants {
            let inside = format!("{path}{}::", item.ident);
            self.add("variant", &inside, &variant.ident);
            self.fields(&format!("{inside}{}::", variant.ident), &variant.fields);
        }
    }

    fn item(&mut self, path: &str, item: &syn::Item) {
        match item {
            syn::Item::Mod(module) => {
                self.add("mod", path, &module.ident);
                let inside = format!("{path}{}::", module.ident);
                for item in module.content.iter().flat_map(|(_, items)| items) {
                    self.item(&inside, item);
                }
            }
            syn::Item::Struct(item) => {
                self.add("struct", path, &item.ident);
                self.fields(&format!("{path}{}::", item.ident), &item.fields);
            }
            syn::Item::Enum(item) => self.an_enum(path, item),
            syn::Item::Trait(item) => {
                self.add("trait", path, &item.ident);
                for method in &item.items {
                    if let syn::TraitItem::Fn(method) = method {
                        self.add("fn", &format!("{path}{}::", item.ident), &method.sig.ident);
                    }
                }
            }
            syn::Item::Macro(call)
                if call.mac.path.to_token_stream().to_string().ends_with("__choice") =>
            {
                let parse = |input: syn::parse::ParseStream<'_>| {
                    let item: syn::ItemEnum = input.parse()?;
                    input.parse::<TokenStream>()?;
                    Ok(item)
                };
                let item = syn::parse::Parser::parse2(parse, call.mac.tokens.clone());
                self.an_enum(path, &item.expect("a call of __choice has an enum"));
            }
            _ => {}
        }
    }
}

fn declared() -> Declared {
    let file: syn::File = syn::parse2(emitted()).expect("the emitted items are Rust");
    let mut declared = Declared::default();
    for item in &file.items {
        declared.item("", item);
    }
    declared
}

/// The letters of a name, whatever its case.
fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[test]
fn what_has_the_place_of_a_word_is_declared_there() {
    let declared = declared();
    let mut seen = 0;
    located(emitted(), &mut |word, place| {
        let name = word.to_string();
        if HEADS.contains(&&*name) {
            return;
        }
        seen += 1;
        let here = declared.0.get(&(place.start, place.end)).map(Vec::as_slice).unwrap_or_default();
        let ends = |found: &String| {
            found.ends_with(&format!(" {name}")) || found.ends_with(&format!("::{name}"))
        };
        assert!(here.iter().any(ends), "`{name}` leads to `{}`, where {here:?}", &FLOW[place]);
    });
    assert!(seen > 60, "only {seen} identifiers lead to the flow");
}

/// Names that are made of no word, each with the words that they lead to.
fn made_of(name: &str) -> &'static [&'static str] {
    match name {
        "Data" | "Exchange" | "Next" | "LeadsTo" => &["SIGN_UP", "LOGIN"],
        "Init" | "InitWith" | "init" | "Back" | "BackTo" | "back" | "Handler" | "Completion"
        | "Success" => &["account"],
        // The variants of what a screen sends.
        "Again" | "Send" => &["data_exchange"],
        "SlotsItem" => &["slots"],
        _ => &[],
    }
}

#[test]
fn a_name_leads_to_the_word_that_it_is_made_of() {
    located(emitted(), &mut |word, place| {
        let name = word.to_string();
        let name = name.trim_start_matches("r#");
        let written = &FLOW[place];
        if HEADS.contains(&name) || made_of(name).contains(&written) {
            return;
        }
        assert_eq!(letters(name), letters(written), "`{name}` leads to `{written}`");
    });
}

#[test]
fn each_word_is_carried_by_what_it_declares() {
    let declared = declared();
    let of = |word: &str, nth: usize| -> BTreeSet<&str> {
        let (start, _) = FLOW.match_indices(word).nth(nth).expect("the word is in the flow");
        let found = declared.0.get(&(start, start + word.len()));
        found.into_iter().flatten().map(String::as_str).collect()
    };
    let set = |all: &[&'static str]| all.iter().copied().collect::<BTreeSet<_>>();
    assert_eq!(
        of("SIGN_UP", 0),
        set(&[
            "mod account::sign_up",
            "variant account::Screen::SignUp",
            "variant account::Init::SignUp",
            "variant account::Back::SignUp",
            "variant account::sign_up::Next::SignUp",
            "struct account::sign_up::Data",
            "struct account::sign_up::Exchange",
            "enum account::sign_up::Next",
            "trait account::sign_up::LeadsTo",
            "fn account::Handler::sign_up",
        ])
    );
    // What is sent by `..form`, `..data` or its name alone is declared where its input or its data is.
    assert_eq!(of("mail", 1), set(&["field account::sign_up::Exchange::mail"]));
    assert_eq!(
        of("email", 0),
        set(&["field account::sign_up::Data::email", "field account::sign_up::Exchange::email"])
    );
    assert_eq!(of("extra", 0), set(&["field account::sign_up::Exchange::extra"]));
    assert_eq!(of("pin", 0), set(&["field account::Completion::pin"]));
    assert_eq!(
        of("ticket", 0),
        set(&["field account::Success::ticket", "field account::Completion::ticket"])
    );
    assert_eq!(of("one_two", 0), set(&["variant account::sign_up::HtmlPick::OneTwo"]));
    assert_eq!(
        of("HTMLPick", 0),
        set(&["enum account::sign_up::HtmlPick", "field account::sign_up::Exchange::html_pick"])
    );
    // The first of three words: each of the two exchanges on LOGIN has its own.
    assert_eq!(of("data_exchange", 1), set(&["variant account::login::Exchange::Again"]));
    assert_eq!(of("data_exchange", 2), set(&["variant account::login::Exchange::Send"]));
}
