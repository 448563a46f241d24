//! Inputs that went wrong somewhere, as they were found: what the checker says of each, and that a
//! sound one comes back equal.

use std::fs;
use std::path::PathBuf;

use flow_compiler::diagnostic::Code;
use flow_compiler::door::{self, Package};
use flow_runtime::WebhookMedia;
use flow_runtime::webhook::{self, EventKind, Reply};
use flow_tests::{report, root};
use serde_json::Value;

/// What is found in a document, and a part of what the first fault's help says.
struct Case {
    file: &'static str,
    found: &'static [Code],
    help: &'static str,
    /// Whether its import, written out again, is the document itself.
    equal: bool,
}

const fn sound(file: &'static str) -> Case {
    Case { file, found: &[], help: "", equal: true }
}

const fn warned(file: &'static str, found: &'static [Code], help: &'static str) -> Case {
    Case { file, found, help, equal: true }
}

const fn refused(file: &'static str, found: &'static [Code], help: &'static str) -> Case {
    Case { file, found, help, equal: false }
}

const CASES: &[Case] = &[
    sound("info-screen-left-by-back"),
    sound("forward-reference-left-by-back"),
    sound("navigation-list-items-with-own-actions"),
    sound("expressions-in-a-list-of-texts"),
    sound("selected-items-number-6_2"),
    sound("form-and-field-same-name"),
    sound("routing-model-empty"),
    sound("option-image-bound"),
    sound("media-size-bound"),
    warned("text-mixed-without-backticks", &[Code::ReferenceAsText; 5], "`'Hello ' ${data.name}`"),
    warned("terminal-without-footer-7_2", &[Code::MissingFooterOnTerminalScreen], "Footer"),
    warned("store-like", &[Code::Unused, Code::ScreenIdIsReservedKeyword], ""),
    warned("bom", &[Code::ByteOrderMark], "without a byte order mark"),
    warned("image-src-empty", &[Code::ImageFormat], ""),
    warned("04-error-messages-unbound", &[Code::Unused], "error_messages"),
    warned("condition-in-backticks", &[Code::MisreadCondition], "back-ticks"),
    // Comes back with `"payload": {}`, as the import says.
    refused("action-without-payload", &[Code::MissingRequiredProperty; 2], "\"payload\": {}"),
    refused("toplevel-empty-type", &[Code::OneOfSchemaValidationFailed], ""),
    refused("nested-empty-type", &[Code::OneOfSchemaValidationFailed; 2], ""),
    refused("calendar-include-days-empty", &[Code::MinItemsRequired], "add a value"),
    refused("nav-item-enabled-bound", &[Code::InvalidPropertyType], "write the value itself"),
    refused(
        "expression-without-backticks",
        &[Code::InvalidScreenDynamicData],
        "`${data.error_message} != ''`",
    ),
    refused("condition-without-parentheses", &[Code::InvalidPropertyValue], "("),
    refused("08-dollar-backtick", &[Code::InvalidPropertyValue], "write \"${form.age} >= 18\""),
    refused(
        "11-next-string",
        &[Code::InvalidPropertyType],
        "{ \"type\": \"screen\", \"name\": \"B\" }",
    ),
];

/// The text of a case; `None`, loudly, where the cases are not beside the repository.
fn read(file: &str) -> Option<Vec<u8>> {
    let path: PathBuf = root().join("../shared/cases").join(file);
    if !path.parent().is_some_and(std::path::Path::is_dir) {
        eprintln!("SKIPPED: the inputs that went wrong are not beside the repository");
        return None;
    }
    Some(fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

fn package() -> Package {
    Package { root: root().to_owned() }
}

#[test]
fn documents_are_judged_as_they_should_be() {
    let mut wrong = Vec::new();
    for Case { file, found, help, equal } in CASES {
        let Some(text) = read(&format!("{file}.json")) else { return };
        let checked = door::check_json(&text);
        let codes: Vec<Code> = checked.diagnostics.iter().map(|fault| fault.code).collect();
        if codes != *found {
            wrong.push(format!("{file}: {codes:?}"));
        }
        let said = checked.diagnostics.first().map_or_else(String::new, |fault| {
            format!("{} {}", fault.message, fault.help.as_deref().unwrap_or_default())
        });
        if !said.contains(help) {
            wrong.push(format!("{file}: `{help}` is not in “{said}”"));
        }
        if *equal && let Some(fault) = comes_back(&text) {
            wrong.push(format!("{file}: {fault}"));
        }
    }
    report("cases are judged otherwise", &wrong);
}

/// Why the import of a document, written out again, is not the document.
fn comes_back(text: &[u8]) -> Option<String> {
    let Some(source) = door::import(text, "case").source() else {
        return Some("it is not imported".to_owned());
    };
    let checked = door::check_source(&source, &package());
    let Some(document) = checked.document else {
        return Some(format!("its import is faulty: {:?}\n{source}", checked.diagnostics));
    };
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    let before: Value = serde_json::from_slice(text).expect("a case is JSON");
    let after: Value = serde_json::from_str(&document.pretty).expect("a document is JSON");
    (before != after).then(|| format!("it comes back as\n{}", document.pretty))
}

#[test]
fn conditions_are_written_as_phones_read_them() {
    let Some(text) = read("conditions.rs") else { return };
    let text = String::from_utf8(text).expect("UTF-8");
    let inside = text.split_once("flow! {").and_then(|(_, rest)| rest.rsplit_once('}'));
    let checked = door::check_source(inside.expect("a flow").0, &package());
    let document = checked.document.expect("the flow is sound").pretty;
    let conditions: Vec<&str> = document
        .lines()
        .filter_map(|line| line.trim().strip_prefix("\"condition\": "))
        .map(|condition| condition.trim_matches(['"', ',']))
        .collect();
    let expected = [
        // Two equalities of texts are an If in an If.
        "${form.a} == 'x'",
        "${form.b} == 'y'",
        "(${form.a} == 'x') || ((${form.b} == 'y') && (${form.c} > 2))",
        "!(${form.a} == 'x') && ${data.ok}",
        "${data.n} > 1",
        "${data.ok} && (${form.c} >= 18)",
    ];
    assert_eq!(conditions, expected);
    let codes: Vec<Code> = checked.diagnostics.iter().map(|fault| fault.code).collect();
    // The second If has an equality that no If can be nested for; a phone cuts the decimals of what is
    // compared by `>`, which is another thing for 2.5 and 1.5.
    assert_eq!(codes, [Code::InvalidPropertyValue, Code::DecimalsCut, Code::DecimalsCut]);
}

fn reply(file: &str) -> Option<Reply> {
    let events = webhook::read(&read(&format!("{file}.json"))?).expect("a report");
    let mut replies = events.into_iter().map(|event| match event.kind {
        EventKind::Reply(reply) => reply,
        other => panic!("{file}: {other:?}"),
    });
    replies.next()
}

#[test]
fn people_without_a_number_are_heard() {
    for (file, number) in [
        ("wh-bsuid-no-from", None),
        ("wh-bsuid-empty-from", None),
        ("wh-bsuid-and-from", Some("31600000001")),
    ] {
        let Some(reply) = reply(file) else { return };
        let from = reply.from.expect("somebody");
        assert_eq!(from.phone_number(), number, "{file}");
        assert_eq!(from.user_id(), Some("NL.1000000000000000001"), "{file}");
        assert_eq!(from.username(), Some("ada.l"), "{file}");
        assert_eq!(reply.response["note"], "dent", "{file}");
    }
}

#[test]
fn an_id_keeps_every_digit() {
    let Some(reply) = reply("wh-media-number-id") else { return };
    let photos: Vec<WebhookMedia> =
        flow_runtime::value::FromValue::from_value(reply.response["photos"].clone())
            .expect("photos");
    assert_eq!(photos[0].id, "18014398509481985");
}
