//! What becomes of a document, as source, and what is told of a faulty one.

use crate::diagnostic::{Code, Diagnostics};
use crate::{json, print};

fn import(document: &str) -> (Option<String>, Vec<(Code, String)>) {
    let mut cx = Diagnostics::new();
    let node = json::read(&mut cx, document).expect("it is JSON");
    let flow = json::import(&mut cx, &node, "test", &[]);
    let told = cx.into_vec().into_iter().map(|fault| {
        let place: String = document[fault.span.bytes()].to_owned();
        (fault.code, place)
    });
    (flow.map(|flow| print::flow(&flow)), told.collect())
}

/// The source of a flow with one screen that has these components and these other keys.
fn screen(version: &str, more: &str, children: &str) -> String {
    let document = format!(
        r#"{{"version": "{version}", "screens": [{{"id": "A", "title": "T", {more}
            "layout": {{"type": "SingleColumnLayout", "children": [{children}]}}}}]}}"#
    );
    let (source, told) = import(&document);
    assert!(told.is_empty(), "{told:?}");
    source.expect("a flow")
}

/// The source has this line, whatever its indent.
fn has(source: &str, line: &str) {
    assert!(
        source.lines().any(|other| other.trim() == line),
        "`{line}` is not a line of\n{source}"
    );
}

fn footer(payload: &str) -> String {
    format!(
        r#"{{"type": "Footer", "label": "Done", "on-click-action": {{"name": "complete", "payload": {payload}}}}}"#
    )
}

const FIELDS: &str = r#"
    {"type": "TextInput", "name": "first", "label": "First", "required": true, "input-type": "email"},
    {"type": "TextInput", "name": "last", "label": "Last", "required": false, "helper-text": ""},
    "#;
const DATA: &str = r#""terminal": true, "data": {
    "a": {"type": "string", "__example__": "x"}, "b": {"type": "integer", "__example__": 1}},"#;

#[test]
fn components_take_the_short_forms() {
    let source = screen("7.3", "\"terminal\": true,", &format!("{FIELDS}{}", footer("{}")));
    has(&source, "pub flow test (version: \"7.3\")");
    has(&source, "screen A \"T\" {");
    has(&source, "first: TextInput! \"First\" (input_type: email)");
    has(&source, "last: TextInput \"Last\" (required: false, helper_text: \"\")");
    has(&source, "Footer \"Done\" => complete {}");
}

#[test]
fn payloads_take_the_short_forms() {
    let line = |more: &str, payload: &str| {
        let source = screen("7.3", more, &format!("{FIELDS}{}", footer(payload)));
        let line = source.lines().find(|line| line.contains("Footer")).expect("a Footer");
        line.trim().to_owned()
    };
    let plain = "\"terminal\": true,";
    assert_eq!(
        line(plain, r#"{"last": "${form.last}", "first": "${form.first}", "x": 1}"#),
        "Footer \"Done\" => complete { x: 1, ..form }"
    );
    assert_eq!(
        line(plain, r#"{"first": "${form.first}"}"#),
        "Footer \"Done\" => complete { first }"
    );
    assert_eq!(
        line(plain, r#"{"x": "${form.first}", "y": "${data.y}"}"#),
        "Footer \"Done\" => complete { x: ${form.first}, y: ${data.y} }"
    );
    assert_eq!(
        line(DATA, r#"{"a": "${data.a}", "b": "${data.b}", "first": "${form.first}"}"#),
        "Footer \"Done\" => complete { first, ..data }"
    );
    let both = DATA.replace("\"a\"", "\"first\"");
    assert_eq!(
        line(&both, r#"{"first": "${form.first}"}"#),
        "Footer \"Done\" => complete { first: ${form.first} }"
    );
    assert_eq!(
        line(&both, r#"{"first": "${data.first}", "last": "${form.last}", "b": "${data.b}"}"#),
        "Footer \"Done\" => complete { last, ..data }"
    );
}

#[test]
fn options_take_the_short_forms() {
    let list = |list: &str| {
        format!(r#"{{"type": "Dropdown", "name": "d", "label": "Topic", "data-source": {list}}},"#)
    };
    let source =
        |list: &str| screen("7.3", "\"terminal\": true,", &format!("{list}{}", footer("{}")));
    let titles = source(&list(r#"[{"id": "0", "title": "Yes"}, {"title": "No", "id": "1"}]"#));
    has(&titles, "d: Dropdown \"Topic\" [\"Yes\", \"No\"]");
    let entries =
        source(&list(r#"[{"id": "a", "title": "A", "alt-text": "x"}, {"id": "2", "title": "B"}]"#));
    has(&entries, "d: Dropdown \"Topic\" {");
    has(&entries, "a: \"A\" (alt_text: \"x\")");
    has(&entries, "\"2\": \"B\"");
    let bound = source(&list("\"${data.topics}\""));
    has(&bound, "d: Dropdown \"Topic\" in ${data.topics}");
    let twice = list(r#"[{"id": "a", "title": "A"}, {"title": "B", "id": "b"}]"#);
    let twice = source(&format!("{twice}{}", twice.replace("\"d\"", "\"e\"")));
    has(&twice, "options Topic { a: \"A\", b: \"B\" }");
    has(&twice, "d: Dropdown \"Topic\" in Topic");
    has(&twice, "e: Dropdown \"Topic\" in Topic");
}

#[test]
fn data_takes_the_short_forms() {
    let source = screen(
        "7.3",
        r#""terminal": true, "data": {
            "s": {"type": "string", "__example__": "x"},
            "list": {"type": "array", "items": {"type": "string"}, "__example__": ["x"]},
            "none": {"type": "array", "items": {"type": "string"}, "__example__": []},
            "odd": {"type": "string", "minLength": 2, "__example__": "xy"}},"#,
        &footer("{}"),
    );
    has(&source, "s: String = \"x\",");
    has(&source, "list = [\"x\"],");
    has(&source, "none: [String] = [],");
    assert!(source.contains("odd: json!("), "{source}");
}

#[test]
fn strings_take_the_pleasant_form_where_it_is_the_same() {
    let text = |version: &str, text: &str| {
        let body = format!(r#"{{"type": "TextBody", "text": {text}}},{}"#, footer("{}"));
        let source = screen(version, "\"terminal\": true,", &body);
        let line = source.lines().find(|line| line.contains("TextBody")).expect("a TextBody");
        line.trim().to_owned()
    };
    assert_eq!(text("7.3", "\"`'Hi ' ${data.x}`\""), "TextBody \"Hi ${data.x}\"");
    assert_eq!(text("7.3", "\"`'Hi '${data.x}`\""), "TextBody (text: json!(\"`'Hi '${data.x}`\"))");
    assert_eq!(text("5.1", "\"`'Hi ' ${data.x}`\""), "TextBody \"`'Hi ' $${data.x}`\"");
    assert_eq!(text("5.1", "\"${data.x}\""), "TextBody ${data.x}");
    assert_eq!(text("7.3", "[\"a\", \"b\"]"), "TextBody [\"a\", \"b\"]");
}

#[test]
fn branches_are_branches() {
    let source = screen(
        "7.3",
        "\"terminal\": true,",
        &format!(
            r#"{{"type": "If", "condition": "${{form.a}} == 'x'", "then": [{{"type": "TextBody", "text": "y"}}]}},
               {{"type": "Switch", "value": "${{data.k}}", "cases": {{"a": [], "default": []}}}},{}"#,
            footer("{}")
        ),
    );
    has(&source, "if ${form.a} == \"x\" {");
    has(&source, "match ${data.k} {");
    assert!(source.contains("\"a\" =>"), "{source}");
    assert!(source.contains("_ =>"), "{source}");
}

#[test]
fn nested_ifs_that_a_condition_becomes_are_one_again() {
    let branch = |condition: &str, then: &str| {
        format!(r#"{{"type": "If", "condition": "{condition}", "then": [{then}]}}"#)
    };
    let text = r#"{"type": "TextBody", "text": "Both"}"#;
    let nested = branch("${form.first} == 'a'", &branch("${form.last} == 'b'", text));
    let source = screen("7.3", "", &format!("{FIELDS}{nested}"));
    has(&source, "if ${form.first} == \"a\" && ${form.last} == \"b\" {");
    // One condition would say the same, and be another document.
    let apart = branch("${form.first} == 'a'", &branch("${form.last} < 2", text));
    let source = screen("7.3", "", &format!("{FIELDS}{apart}"));
    has(&source, "if ${form.first} == \"a\" {");
    has(&source, "if ${form.last} < 2 {");
    let refused = branch("(${form.first} == 'a') && (${form.last} == 'b')", text);
    let source = screen("7.3", "", &format!("{FIELDS}{refused}"));
    has(&source, "if json!(\"(${form.first} == 'a') && (${form.last} == 'b')\") {");
}

#[test]
fn expressions_of_navigate_leave_their_own_screen_out() {
    let source = |value: &str| {
        let footer = format!(
            r#"{{"type": "Footer", "label": "Go", "on-click-action": {{"name": "navigate",
            "next": {{"type": "screen", "name": "B"}}, "payload": {{"x": "{value}"}}}}}}"#
        );
        screen("7.3", "", &format!("{FIELDS}{footer}"))
    };
    let line = |value: &str| format!("Footer \"Go\" => navigate B {{ x: {value} }}");
    has(&source("`'Dear ' ${screen.A.form.first}`"), &line("\"Dear ${form.first}\""));
    has(&source("`'Dear ' ${screen.C.form.first}`"), &line("\"Dear ${screen.C.form.first}\""));
    has(&source("`'Dear ' ${form.first}`"), &line("json!(\"`'Dear ' ${form.first}`\")"));
    has(&source("${form.first}"), &line("${form.first}"));
}

#[test]
fn routes_stand_behind_the_arrow() {
    let screen = |id: &str, more: &str, action: &str| {
        format!(
            r#"{{"id": "{id}", "title": "T", {more} "layout": {{"type": "SingleColumnLayout", "children": [
                {{"type": "Footer", "label": "F", "on-click-action": {action}}}]}}}}"#
        )
    };
    let document = |model: &str| {
        format!(
            r#"{{"version": "7.3", "data_api_version": "3.0", "routing_model": {model}, "screens": [{}, {}, {}]}}"#,
            screen("A", "", r#"{"name": "navigate", "next": {"type": "screen", "name": "B"}}"#),
            screen("B", "", r#"{"name": "data_exchange"}"#),
            screen("C", "\"terminal\": true,", r#"{"name": "data_exchange"}"#),
        )
    };
    let (source, told) = import(&document(r#"{"A": ["B"], "B": ["C"], "C": []}"#));
    let source = source.expect("a flow");
    assert!(told.is_empty(), "{told:?}");
    has(&source, "screen A \"T\" {");
    has(&source, "Footer \"F\" => navigate B");
    has(&source, "screen B \"T\" -> C {");
    has(&source, "screen C \"T\" -> SUCCESS {");
    assert!(!source.contains("routing_model"), "{source}");
    let (source, _) = import(&document(r#"{"B": ["C"]}"#));
    assert!(source.expect("a flow").contains("routing_model: { B: [C] }"));
}

#[test]
fn what_has_no_place_is_told() {
    let told = |document: &str| import(document).1;
    assert_eq!(told("[]"), [(Code::InvalidFlowJson, "[".to_owned())]);
    let codes: Vec<Code> = told("{}").into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, [Code::MissingRequiredProperty, Code::MissingFlowJsonVersion]);
    assert_eq!(
        told(r#"{"version": "7.3", "meta": {}, "screens": []}"#),
        [(Code::InvalidFlowJson, "\"meta\"".to_owned()), (Code::MinItemsRequired, "[]".to_owned())]
    );
    let screens = |screens: &str| told(&format!(r#"{{"version": "7.3", "screens": [{screens}]}}"#));
    assert_eq!(screens("7"), [(Code::InvalidPropertyType, "7".to_owned())]);
    assert_eq!(
        screens(
            r#"{"id": 5, "data": [], "layout": {"type": "Grid", "x": 1, "children": [1, {}, {"type": 2}]}}"#
        ),
        [
            (Code::InvalidPropertyType, "5".to_owned()),
            (Code::InvalidPropertyType, "[".to_owned()),
            (Code::InvalidPropertyValue, "\"Grid\"".to_owned()),
            (Code::InvalidPropertyKey, "\"x\"".to_owned()),
            (Code::InvalidPropertyType, "1".to_owned()),
            (Code::MissingRequiredProperty, "{".to_owned()),
            (Code::InvalidPropertyType, "2".to_owned()),
        ]
    );
    let next = |next: &str| {
        screens(&format!(
            r#"{{"id": "A", "title": "T", "layout": {{"type": "SingleColumnLayout", "children": [
                {{"type": "EmbeddedLink", "text": "L", "on-click-action": {{"name": "navigate", "next": {next}}}}}]}}}}"#
        ))
    };
    assert_eq!(next("5"), [(Code::InvalidPropertyType, "5".to_owned())]);
    assert_eq!(
        next(r#"{"type": "plugin", "name": "B", "y": 1}"#),
        [
            (Code::InvalidPropertyValue, "\"plugin\"".to_owned()),
            (Code::InvalidPropertyKey, "\"y\"".to_owned())
        ]
    );
    assert_eq!(
        next("{}"),
        [
            (Code::MissingRequiredProperty, "{".to_owned()),
            (Code::MissingRequiredProperty, "{".to_owned())
        ]
    );
}

#[test]
fn what_the_check_knows_goes_into_the_tree() {
    let (source, told) = import(
        r#"{"version": "7.3", "x-y": 1, "screens": [{"id": "A", "title": 3, "layout": {
            "type": "SingleColumnLayout", "children": [
                {"type": "Nope", "my-key": [null], "name": "n"},
                {"type": "TextBody", "text": 5, "input_type": {"a-b": 1}}]}}]}"#,
    );
    assert!(told.is_empty(), "{told:?}");
    let source = source.expect("a flow");
    assert!(source.contains("\"x-y\": 1"), "{source}");
    assert!(source.contains("Nope (my_key: [json!(null)], name: \"n\")"), "{source}");
    assert!(source.contains("text: 5"), "{source}");
    assert!(source.contains("\"input_type\": { \"a-b\": 1 }"), "{source}");
}
