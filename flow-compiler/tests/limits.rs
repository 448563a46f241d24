//! What is read from outside has bounds: on faults, on what types stand for, on work.

use std::fmt::Write as _;
use std::path::PathBuf;

use flow_compiler::diagnostic::{Diagnostic, KEPT, Level};
use flow_compiler::door::{Package, check_json, check_source};

fn check(text: &str) -> Vec<Diagnostic> {
    check_source(text, &Package { root: PathBuf::new() }).diagnostics
}

fn flow(items: &str, body: &str) -> String {
    format!(
        "flow many (version: \"7.3\") {items} \
         screen START \"Start\" {{ {body} Footer \"Go\" => complete {{}} }}"
    )
}

#[test]
fn faults_are_kept_up_to_a_bound_and_the_rest_is_counted() {
    let of = |count: usize| check(&flow("", &"TextBody \"x\" (colour: red) ".repeat(count)));
    let few = of(40);
    assert_eq!(few.len(), 40);
    // One more tells that the screen has too many components.
    let many = of(10_000);
    assert_eq!(many.len(), KEPT + 1);
    let last = many.last().expect("there are many");
    assert_eq!(last.message, "the flow has 9701 more errors than are shown");
    assert_eq!(last.level, Level::Error);
}

#[test]
fn warnings_have_a_bound_of_their_own() {
    let heading = format!("TextHeading \"{}\" ", "x".repeat(81));
    let screens = |allow: &str| {
        let mut text = format!("flow many (version: \"7.3\"{allow}) ");
        for name in 'A'..='Z' {
            let headings = heading.repeat(40);
            let _ = write!(
                text,
                "screen {name} \"{name}\" {{ {headings} Footer \"Go\" => complete {{}} }} "
            );
        }
        text
    };
    let cut = |found: &[Diagnostic]| {
        found.iter().filter(|fault| fault.code.as_str() == "TEXT_LENGTH").count()
    };
    let found = check(&screens(""));
    assert_eq!(cut(&found), KEPT + 1);
    let last = found.last().expect("there are many");
    assert_eq!(last.message, "the flow has 740 more warnings than are shown");
    // What the flow accepts takes no room.
    assert_eq!(cut(&check(&screens(", allow: [TEXT_LENGTH]"))), 0);
}

#[test]
fn an_error_behind_many_warnings_is_kept() {
    let body = format!(
        "{} TextBody \"x\" (colour: red)",
        format!("TextHeading \"{}\" ", "x".repeat(81)).repeat(KEPT + 5)
    );
    let found = check(&flow("", &body));
    assert!(found.iter().any(|fault| fault.message.contains("colour")));
}

#[test]
fn structs_that_stand_for_more_than_memory_holds_are_one_fault() {
    for count in [17, 40, 4_000] {
        let mut items = "struct S0 { a: String } ".to_owned();
        for at in 1..count {
            let _ = write!(items, "struct S{at} {{ a: S{0}, b: S{0} }} ", at - 1);
        }
        let found = check(&flow(&items, &format!("data {{ d: [S{}] = [] }}", count - 1)));
        assert_eq!(found.len(), 1, "{count}: {found:?}");
        assert!(found[0].message.contains("properties"), "{}", found[0].message);
    }
}

#[test]
fn structs_in_structs_have_a_depth() {
    let chain = |count: usize| {
        let mut items = "struct S0 { a: String } ".to_owned();
        for at in 1..count {
            let _ = write!(items, "struct S{at} {{ a: S{} }} ", at - 1);
        }
        check(&flow(&items, &format!("data {{ d: [S{}] = [] }}", count - 1)))
    };
    for count in [80, 2_000, 20_000] {
        let found = chain(count);
        assert_eq!(found.len(), 1, "{count}: {found:?}");
        assert!(found[0].message.contains("levels"), "{}", found[0].message);
    }
}

#[test]
fn the_faults_of_a_document_have_the_same_bound() {
    let texts: Vec<String> = (0..5_000)
        .map(|at| format!("{{\"type\":\"TextBody\",\"text\":\"${{data.a{at}}}\"}}"))
        .collect();
    let document = format!(
        "{{\"version\":\"7.3\",\"screens\":[{{\"id\":\"A\",\"title\":\"A\",\"terminal\":true,\
         \"layout\":{{\"type\":\"SingleColumnLayout\",\"children\":[{}]}}}}]}}",
        texts.join(",")
    );
    let found = check_json(document.as_bytes()).diagnostics;
    assert_eq!(found.len(), KEPT + 1);
}

/// `a && b` is written as an If in an If: the two count as one, in both languages.
#[test]
fn conditions_that_become_two_ifs_count_once() {
    let flow = |ifs: usize| {
        let shown = "if ${data.kind} == \"a\" && ${data.town} == \"b\" { TextBody \"Both\" }\n";
        format!(
            "flow count (version: \"7.3\")\nscreen START \"Start\" {{\n\
             data {{ kind: String = \"a\", town: String = \"b\" }}\n{}\
             Footer \"Done\" => complete {{}}\n}}\n",
            shown.repeat(ifs)
        )
    };
    let package = Package { root: ".".into() };
    let checked = check_source(&flow(24), &package);
    assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
    let document = checked.document.expect("it is sound");
    assert!(check_json(document.minified.as_bytes()).diagnostics.is_empty());
    let refused = check_source(&flow(25), &package).diagnostics;
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(refused[0].code.as_str(), "MAX_ALLOWED_COMPONENTS_PER_SCREEN");
}
