//! Conditions of If mean on a phone what the source says, and Meta's upload takes them.

#[path = "conditions/generated.rs"]
mod generated;
#[path = "conditions/phone.rs"]
mod phone;
#[path = "conditions/upload.rs"]
mod upload;

use std::collections::HashMap;

use proptest::prelude::{ProptestConfig, any};
use proptest::{collection, prop_assert, prop_assert_eq, proptest};
use serde_json::Value as Json;

use flow_compiler::code::Code;
use flow_compiler::diagnostic::Level;
use flow_compiler::door::{Checked, Package, check_source, import};

/// A flow that shows `hit` where a condition holds.
fn source(condition: &str, otherwise: bool) -> String {
    let otherwise = if otherwise { "else { TextBody \"miss\" }" } else { "" };
    format!(
        r#"pub flow generated (version: "7.3")
        screen A "A" {{
            data {{ yes: bool = true, no: bool = false, n: f64 = 1.0, m: f64 = 2.0, s: String = "x" }}
            a: TextInput "A"
            b: TextInput "B"
            c: TextInput "C" (input_type: number)
            agreed: OptIn "I agree"
            if {condition} {{ TextBody "hit" }} {otherwise}
            Footer "Done" => complete {{ a, b, c, agreed, yes, no, n, m, s }}
        }}"#
    )
}

fn check(text: &str) -> Checked {
    check_source(text, &Package { root: ".".into() })
}

/// The components of the only screen.
fn children(document: &Json) -> &[Json] {
    document["screens"][0]["layout"]["children"].as_array().expect("components")
}

/// Every condition, outer to inner.
fn conditions<'j>(components: &'j [Json], found: &mut Vec<&'j str>) {
    for component in components.iter().filter(|component| component["type"] == "If") {
        found.push(component["condition"].as_str().expect("a condition"));
        for branch in ["then", "else"] {
            conditions(component[branch].as_array().map_or(&[], Vec::as_slice), found);
        }
    }
}

/// Whether a phone shows the text `hit`.
fn shows(components: &[Json], values: &HashMap<&str, phone::Value>) -> bool {
    components.iter().any(|component| {
        if component["type"] != "If" {
            return component["text"] == "hit";
        }
        let condition = component["condition"].as_str().expect("a condition");
        let branch = if phone::holds(condition, values) { "then" } else { "else" };
        shows(component[branch].as_array().map_or(&[], Vec::as_slice), values)
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        failure_persistence: Option::None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_condition_means_what_it_says(
        condition in generated::condition(),
        values in collection::vec(generated::values(), 12),
        otherwise in any::<bool>(),
    ) {
        let text = source(&condition.source(), otherwise);
        let checked = check(&text);
        prop_assert!(!checked.has_errors(), "{text}\n{:#?}", checked.diagnostics);
        let document = checked.document.expect("it has no error").minified;
        let json: Json = serde_json::from_str(&document).expect("it is JSON");
        let mut written = Vec::new();
        conditions(children(&json), &mut written);
        for values in &values {
            prop_assert_eq!(
                shows(children(&json), values), condition.holds(values),
                "{}\n{:#?}\n{:?}", condition.source(), written, values
            );
        }

        for condition in &written {
            prop_assert!(upload::takes_form(condition), "{condition}");
        }
        let refused = |condition: &&str| {
            !upload::takes_equalities(condition, |path| generated::FLAGS.contains(&path))
        };
        let warned = checked.diagnostics.iter().any(|fault| fault.code == Code::InvalidPropertyValue);
        prop_assert_eq!(written.iter().any(refused), warned, "{:#?}", written);

        // The import has no `json!`, and writes the same document.
        let imported = import(document.as_bytes(), "generated").source().expect("a flow");
        prop_assert!(!imported.contains("json!"), "{document}\n{imported}");
        let again = check(&imported).document.map(|again| again.minified);
        prop_assert_eq!(again.as_ref(), Some(&document), "{}", imported);
        // What was nested for Meta is one condition again.
        prop_assert_eq!(imported.matches("if ").count(), 1, "{}\n{}", document, imported);
    }
}

/// The conditions that a document has of one in the source, and the codes and helps of its faults.
fn written(condition: &str, otherwise: bool) -> (Vec<String>, Vec<(Level, Code, String)>) {
    let checked = check(&source(condition, otherwise));
    let faults = checked.diagnostics.into_iter();
    let faults = faults.map(|fault| (fault.level, fault.code, fault.help.unwrap_or_default()));
    let json = checked.document.map(|document| serde_json::from_str::<Json>(&document.minified));
    let json = json.transpose().expect("it is JSON").unwrap_or_default();
    let mut found = Vec::new();
    if json.is_object() {
        conditions(children(&json), &mut found);
    }
    (found.into_iter().map(str::to_owned).collect(), faults.collect())
}

#[test]
fn conditions_are_written_with_parentheses() {
    for (source, document) in [
        ("${form.a} == \"x\"", &["${form.a} == 'x'"][..]),
        ("${form.a} == \"x\" && ${form.b} == \"y\"", &["${form.a} == 'x'", "${form.b} == 'y'"]),
        ("!(${form.a} == \"x\") && ${data.yes}", &["!(${form.a} == 'x') && ${data.yes}"]),
        ("${data.yes} && ${form.c} >= 18", &["${data.yes} && (${form.c} >= 18)"]),
        ("!${data.yes} == ${data.no}", &["(!${data.yes}) == ${data.no}"]),
        ("!!${data.yes}", &["!(!${data.yes})"]),
        (
            "${data.yes} && ${data.no} && ${form.agreed}",
            &["(${data.yes} && ${data.no}) && ${form.agreed}"],
        ),
        ("(${form.c}) >= 18", &["${form.c} >= 18"]),
        ("${form.c} > -5", &["${form.c} > -5"]),
        (
            "${form.a} == \"x\" && ${form.c} >= 1 && ${form.b} == \"y\" && ${data.yes}",
            &["(${form.a} == 'x') && (${form.c} >= 1)", "(${form.b} == 'y') && ${data.yes}"],
        ),
    ] {
        assert_eq!(written(source, false).0, document, "{source}");
    }
}

#[test]
fn two_equalities_that_cannot_be_nested_are_warned_of() {
    let of = |condition, otherwise| {
        let (conditions, faults) = written(condition, otherwise);
        assert_eq!(conditions.len(), 1, "{condition}");
        let [(Level::Warning, Code::InvalidPropertyValue, help)] = faults.as_slice() else {
            panic!("{condition}: {faults:?}")
        };
        help.clone()
    };
    let both = "${form.a} == \"x\" && ${form.b} == \"y\"";
    assert_eq!(of(both, true), "compare with `match`, or let the server send a boolean");
    let either = "${form.a} == \"x\" || ${form.b} == \"y\"";
    assert_eq!(of(either, false), "compare with `match`, or let the server send a boolean");
    let late = "${form.c} >= 5 || ${form.a} == \"x\"";
    assert_eq!(of(late, false), "put it first: `${form.a} == \"x\" || ${form.c} >= 5`");
    assert!(written("${form.a} == \"x\" || ${form.c} >= 5", false).1.is_empty());
}
