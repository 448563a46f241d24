//! Expressions, conditions and payloads that are taken, and what becomes of them.

mod payloads;

use std::path::{Path, PathBuf};

use crate::ast::Flow;
use crate::check::{Files, check};
use crate::diagnostic::{Diagnostic, Diagnostics, Level};
use crate::model::{self, ValueKind};
use crate::span::Span;

#[derive(Debug)]
struct NoFiles;

impl Files for NoFiles {
    fn resolve(&self, path: &str) -> PathBuf {
        path.into()
    }

    fn read(&self, _: &Path) -> std::io::Result<Vec<u8>> {
        Err(std::io::ErrorKind::NotFound.into())
    }
}

fn told(
    flow: Option<Flow>,
    mut cx: Diagnostics,
    see: impl FnOnce(&model::Flow<'_>),
) -> Vec<String> {
    let flow = flow.expect("a flow that can be read");
    see(&check(&mut cx, &flow, &NoFiles));
    let errors = cx.into_vec().into_iter().filter(|fault| fault.level == Level::Error);
    errors.map(|Diagnostic { code, message, .. }| format!("{}: {message}", code.as_str())).collect()
}

/// The errors of a flow, after `see` has looked at it.
fn source(text: &str, see: impl FnOnce(&model::Flow<'_>)) -> Vec<String> {
    let mut cx = Diagnostics::new();
    let flow = crate::parse::flow(&mut cx, text.parse().expect("tokens"));
    told(flow, cx, see)
}

fn document(text: &str, see: impl FnOnce(&model::Flow<'_>)) -> Vec<String> {
    let mut cx = Diagnostics::new();
    let flow = crate::json::read(&mut cx, text)
        .and_then(|node| crate::json::import(&mut cx, &node, "flow", &[]));
    told(flow, cx, see)
}

/// A flow of one screen with inputs of every type.
fn screen(version: &str, body: &str) -> String {
    format!(
        r#"flow test (version: "{version}", allow: [FROZEN_FLOW_JSON_VERSION])
        screen START "Start" {{
            data {{
                word: String = "a", share: f64 = 0.5, count: i64 = 3, shown: bool = true,
                user: {{ name: String }} = {{ name: "Ada" }},
            }}
            name: TextInput! "Name"
            age: TextInput "Age" (input_type: number)
            agreed: OptIn "I agree"
            {body}
            Footer "Done" => complete {{}}
        }}"#
    )
}

fn value_of(flow: &model::Flow<'_>, kind: &str, key: &str) -> String {
    let mut components = flow.screens.iter().flat_map(|screen| &screen.children);
    let component = components.find(|component| component.row.name == kind).expect(kind);
    match &component.get(key).expect(key).kind {
        ValueKind::Dynamic(text) => text.to_string(),
        other => panic!("{other:?}"),
    }
}

fn condition(version: &str, condition: &str) -> Result<String, Vec<String>> {
    let text = screen(version, &format!("if {condition} {{ TextBody \"Shown\" }}"));
    let mut wire = String::new();
    let faults = source(&text, |flow| {
        let branches = |kind: &model::Component<'_>| kind.get("condition").is_some();
        if flow.screens[0].children.iter().any(branches) {
            wire = value_of(flow, "If", "condition");
        }
    });
    if faults.is_empty() { Ok(wire) } else { Err(faults) }
}

#[test]
fn conditions_stand_without_back_ticks_where_they_can() {
    for (written, wire) in [
        ("${data.shown}", "${data.shown}"),
        ("!${form.agreed}", "!${form.agreed}"),
        ("${form.age} >= 18", "${form.age} >= 18"),
        ("${data.share} < 3", "${data.share} < 3"),
        (r#"${form.name} == "Ada" || ${data.shown}"#, "(${form.name} == 'Ada') || ${data.shown}"),
        ("!(${form.name} != ${data.word})", "!(${form.name} != ${data.word})"),
        ("${form.agreed} == true", "${form.agreed} == true"),
    ] {
        for version in ["4.0", "7.3"] {
            assert_eq!(condition(version, written).as_deref(), Ok(wire), "{version}");
        }
    }
    let sum = "${form.age} + ${data.share} > 18.5";
    assert_eq!(condition("6.0", sum).as_deref(), Ok("`${form.age} + ${data.share} > 18.5`"));
    let faults = condition("5.1", sum).expect_err("before 6.0");
    assert_eq!(faults, ["INVALID_PROPERTY_VALUE: this condition needs Flow JSON 6.0"]);
}

#[test]
fn expressions_suit_their_property() {
    let body = r#"
        TextBody "Dear ${form.name}, ${data.share}!" (visible: (${form.age} * 2 == 4) && !${form.agreed})
        note: TextArea "Note" (max_length: ${data.count}, required: ${data.shown})
    "#;
    let faults = source(&screen("7.3", body), |flow| {
        assert_eq!(
            value_of(flow, "TextBody", "text"),
            "`'Dear ' ${form.name} ', ' ${data.share} '!'`"
        );
        let visible = "`(${form.age} * 2 == 4) && !${form.agreed}`";
        assert_eq!(value_of(flow, "TextBody", "visible"), visible);
        assert_eq!(value_of(flow, "TextArea", "max-length"), "${data.count}");
    });
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn raw_strings_stay_to_the_letter_and_are_checked() {
    let text = |visible: &str| {
        format!(
            r#"{{"version": "7.3", "screens": [{{"id": "START", "title": "Start", "terminal": true,
            "layout": {{"type": "SingleColumnLayout", "children": [
                {{"type": "TextInput", "name": "age", "label": "Age", "input-type": "number"}},
                {{"type": "TextBody", "text": "Shown", "visible": "{visible}"}},
                {{"type": "Footer", "label": "Done", "on-click-action": {{"name": "complete", "payload": {{}}}}}}
            ]}}}}]}}"#
        )
    };
    let odd = "`  (${form.age}==42)  `";
    let faults = document(&text(odd), |flow| {
        assert_eq!(value_of(flow, "TextBody", "visible"), odd);
    });
    assert!(faults.is_empty(), "{faults:?}");
    let faults = document(&text("`  (${form.aeg}==42)  `"), |_| {});
    assert_eq!(faults, ["INVALID_PROPERTY_VALUE: `${form.aeg}`: this screen has no field `aeg`"]);
}

/// `navigate` with this payload to a screen that has this data.
fn navigate(version: &str, payload: &str, data: &str) -> Vec<String> {
    let text = format!(
        r#"flow test (version: "{version}", allow: [FROZEN_FLOW_JSON_VERSION])
        screen START "Start" {{
            Footer "Next" => navigate END {payload}
        }}
        screen END "End" {{
            {data}
            Footer "Done" => complete {{}}
        }}"#
    );
    source(&text, |_| {})
}

#[test]
fn the_payload_of_navigate_is_compared_as_the_version_does() {
    let data = r#"data { a: String = "x", b: i64 = 1 }"#;
    for version in ["2.1", "5.1", "6.0", "7.2", "7.3", "7.4"] {
        let exact = matches!(version, "2.1" | "5.1" | "7.3" | "7.4");
        let count = |payload, data| navigate(version, payload, data).len();
        assert_eq!(count(r#"{ a: "x", b: 1 }"#, data), 0, "{version}");
        assert_eq!(count(r#"{ a: "x" }"#, data), usize::from(exact), "{version}");
        assert_eq!(count(r#"{ a: "x" }"#, ""), usize::from(exact), "{version}");
        assert_eq!(count("", data), 1, "{version}");
        assert_eq!(count(r#"{ a: "x", b: 1, c: 2 }"#, data), 1, "{version}");
        assert_eq!(count(r#"{ a: "x", b: 1.5 }"#, data), 1, "{version}");
        assert_eq!(count("{}", ""), 0, "{version}");
    }
}

#[test]
fn addresses_are_https_addresses() {
    for address in [
        "https://example.com",
        "HTTPS://example.com:8443/a?b=c#d",
        "https://bücher.example/ä",
        "https://[::1]/",
    ] {
        assert_eq!(crate::check::action::https_fault(address), None, "{address}");
    }
    for address in [
        "",
        "example.com",
        "http://example.com",
        "https://",
        "https:///a",
        "https://a b",
        "https://a:x/",
        "tel:1",
    ] {
        assert!(crate::check::action::https_fault(address).is_some(), "{address}");
    }
}

#[test]
fn spans_point_at_the_token() {
    let text = screen("7.3", "TextBody ${data.wrod}");
    let mut cx = Diagnostics::new();
    let flow = crate::parse::flow(&mut cx, text.parse().expect("tokens")).expect("a flow");
    check(&mut cx, &flow, &NoFiles);
    let faults = cx.into_vec();
    let [fault] = faults.as_slice() else { panic!("{faults:?}") };
    assert!(matches!(fault.span, Span::Token(_)));
    assert_eq!(&text[fault.span.bytes()], "${data.wrod}");
    assert_eq!(fault.help.as_deref(), Some("did you mean `${data.word}`?"));
}

#[test]
fn the_title_of_a_document_is_a_plain_text_or_one_reference() {
    let titled = |title: &str| {
        document(
            &format!(
                r#"{{"version": "7.3", "screens": [{{"id": "A", "title": "{title}",
                    "terminal": true, "layout": {{"type": "SingleColumnLayout", "children": [
                    {{"type": "Footer", "label": "Done",
                      "on-click-action": {{"name": "complete", "payload": {{}}}}}}]}}}}]}}"#
            ),
            |_| {},
        )
    };
    for title in ["`a`", "Dear ${data.name}", "`'Dear ' ${data.name}`"] {
        assert!(titled(title).is_empty(), "{title}: {:?}", titled(title));
    }
    assert_eq!(
        titled("${data.name}"),
        ["INVALID_SCREEN_DYNAMIC_DATA: `${data.name}`: this screen has no data field `name`"]
    );
}
