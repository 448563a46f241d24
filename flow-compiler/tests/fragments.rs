//! Fragments: what a use stands for, and what is too much.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use flow_compiler::diagnostic::{Code, Diagnostic};
use flow_compiler::door::{Checked, Package, check_source};

fn checked(text: &str) -> Checked {
    check_source(text, &Package { root: ".".into() })
}

fn faults(text: &str) -> Vec<Diagnostic> {
    checked(text).diagnostics
}

fn same(with_fragments: &str, written_out: &str) {
    let head = "flow f (version: \"7.3\") ";
    let [one, other] = [with_fragments, written_out].map(|items| {
        let checked = checked(&format!("{head}{items}"));
        assert!(checked.diagnostics.is_empty(), "{:#?}\n{items}", checked.diagnostics);
        checked.document.expect("a document").pretty
    });
    assert_eq!(one, other);
}

#[test]
fn a_prefix_goes_before_every_name() {
    same(
        r#"
        fragment Address (title: "Address") {
            TextHeading ${title}
            street: TextInput! "Street" (helper_text: "As in ${title}")
            kind: Dropdown! "Kind" { home: "Home", work: "Work" }
            if ${form.kind} == "work" {
                "T&Cs": OptIn "I may, ${form.street}" (rename: terms)
            }
            city: TextInput "City" (visible: ${form.kind} == "home" && ${form.other} == "x")
        }
        screen A "A" {
            ..Address (prefix: billing, title: "Billing")
            other: TextInput! "Other"
            ..Address
            Footer "Done" => complete { a: ${form.billing_street}, b: ${form.street} }
        }"#,
        r#"
        screen A "A" {
            TextHeading "Billing"
            billing_street: TextInput! "Street" (helper_text: "As in Billing")
            billing_kind: Dropdown! "Kind" { home: "Home", work: "Work" }
            if ${form.billing_kind} == "work" {
                "billing_T&Cs": OptIn "I may, ${form.billing_street}" (rename: billing_terms)
            }
            billing_city: TextInput "City" (
                visible: ${form.billing_kind} == "home" && ${form.other} == "x",
            )
            other: TextInput! "Other"
            TextHeading "Address"
            street: TextInput! "Street" (helper_text: "As in Address")
            kind: Dropdown! "Kind" { home: "Home", work: "Work" }
            if ${form.kind} == "work" {
                "T&Cs": OptIn "I may, ${form.street}" (rename: terms)
            }
            city: TextInput "City" (visible: ${form.kind} == "home" && ${form.other} == "x")
            Footer "Done" => complete { a: ${form.billing_street}, b: ${form.street} }
        }"#,
    );
}

#[test]
fn a_prefix_reaches_into_the_fragments_of_a_fragment() {
    same(
        r#"
        fragment Person { ..Name (prefix: own) ..Name (prefix: partner)
            note: TextArea "For ${form.own_first}" }
        fragment Name { first: TextInput! "First" }
        screen A "A" {
            ..Person (prefix: p)
            Footer "Done" => complete { ..form }
        }"#,
        r#"
        screen A "A" {
            p_own_first: TextInput! "First"
            p_partner_first: TextInput! "First"
            p_note: TextArea "For ${form.p_own_first}"
            Footer "Done" => complete { ..form }
        }"#,
    );
}

#[test]
fn a_parameter_is_whatever_a_place_takes() {
    same(
        r#"
        fragment Ask (label: "Name", most: 10, shown: true, again: false, from: Sizes, hint: "Like") {
            name: TextInput! ${label} (max_chars: ${most}, visible: ${shown}, helper_text: "${hint}, ${most}")
            size: Dropdown "Size" in ${from} (visible: ${form.name} == ${label} || ${again})
        }
        options Sizes { s: "Small", l: "Large" }
        screen A "A" {
            data { hint: String = "Ada" }
            ..Ask (label: "Your name", hint: "Like ${data.hint}", again: ${form.name} != "x")
            Footer "Done" => complete { ..form }
        }"#,
        r#"
        options Sizes { s: "Small", l: "Large" }
        screen A "A" {
            data { hint: String = "Ada" }
            name: TextInput! "Your name" (max_chars: 10, visible: true, helper_text: "Like ${data.hint}, 10")
            size: Dropdown "Size" in Sizes (visible: ${form.name} == "Your name" || (${form.name} != "x"))
            Footer "Done" => complete { ..form }
        }"#,
    );
}

#[test]
fn data_joins_that_of_the_screen() {
    same(
        r#"
        fragment Greeting { data { name = "Ada", age: i64 = 3 } TextBody "${data.name} ${data.age}" }
        screen A "A" {
            ..Greeting
            Footer "Done" => navigate B { name: ${data.name}, age: ${data.age}, more: "m" }
        }
        screen B "B" {
            data { more: String = "m", name: String = "Bob" }
            if ${data.more} == "m" { ..Greeting }
            Footer "Done" => complete {}
        }"#,
        r#"
        screen A "A" {
            data { name: String = "Ada", age: i64 = 3 }
            TextBody "${data.name} ${data.age}"
            Footer "Done" => navigate B { name: ${data.name}, age: ${data.age}, more: "m" }
        }
        screen B "B" {
            data { more: String = "m", name: String = "Bob", age: i64 = 3 }
            if ${data.more} == "m" { TextBody "${data.name} ${data.age}" }
            Footer "Done" => complete {}
        }"#,
    );
}

/// Fragments that use each other twice would become as many as there are atoms.
#[test]
fn what_fragments_become_is_bounded() {
    for body in ["TextBody \"x\"", "TextBody ${t}", ""] {
        let mut text = "flow f (version: \"7.3\") screen A \"A\" { ..F0 }".to_owned();
        for at in 0..60 {
            let next = format!("..F{} (t: \"${{t}}${{t}}\")", at + 1);
            write!(text, " fragment F{at} (t: \"ab\") {{ {next} {next} }}").expect("a text");
        }
        write!(text, " fragment F60 (t: \"\") {{ {body} }}").expect("a text");
        let start = Instant::now();
        let found = faults(&text);
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
        let found: Vec<_> = found.iter().filter(|it| it.code == Code::InvalidFragment).collect();
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].message.contains("more than a document can hold"), "{found:#?}");
    }
}

#[test]
fn a_long_way_of_fragments_is_too_deep() {
    let flow = |count: usize| {
        let mut text =
            "flow f (version: \"7.3\") screen A \"A\" { ..F0 Footer \"x\" => complete {} }"
                .to_owned();
        for at in 0..count {
            write!(text, " fragment F{at} {{ ..F{} }}", at + 1).expect("a text");
        }
        text + &format!(" fragment F{count} {{ TextBody \"x\" }}")
    };
    assert!(faults(&flow(100)).is_empty(), "{:#?}", faults(&flow(100)));
    let found = faults(&flow(10_000));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].message.starts_with("fragments are nested too deeply"), "{found:#?}");
}

/// A fault of a fragment is reported once, however often it is used.
#[test]
fn a_fault_is_reported_once() {
    let mut text =
        "flow f (version: \"7.3\") fragment Faulty { a: TextInput \"A\" (lable: \"x\", labl: 2) }"
            .to_owned();
    for first in 'A'..='D' {
        for second in 'A'..='X' {
            write!(
                text,
                " screen {first}{second} \"A\" {{ ..Faulty Footer \"x\" => complete {{}} }}"
            )
            .expect("a text");
        }
    }
    let found = faults(&text);
    let found: Vec<_> = found.iter().filter(|it| it.code == Code::InvalidPropertyKey).collect();
    assert_eq!(found.len(), 2, "{found:#?}");
    let seen = "(`..Faulty` on the screens `AA`, `AB`, `AC` and 93 more)";
    assert!(found[0].message.ends_with(seen), "{found:#?}");
}
