//! What a completion writes is a flow without errors: every component, in both languages.

use flow_compiler::catalogue::{
    COMPONENTS, Component, Kind, NAVIGATION_LIST, RICH_TEXT, V4_0, V6_3, V7_3, Version,
};
use serde_json::{Value, json};

use crate::editor::{Editor, able};

/// The completion of this label at the mark of a text, written into it.
fn taken(editor: &mut Editor, uri: &str, version: i32, marked: &str, label: &str) -> String {
    let cursor = marked.find('|').expect("a mark");
    let text = format!("{}{}", &marked[..cursor], &marked[cursor + 1..]);
    editor.change(uri, version, &json!([{ "text": text }]));
    let place = crate::fixture::position(&text, cursor);
    let params = json!({ "textDocument": { "uri": uri }, "position": place });
    let items = editor.ask("textDocument/completion", &params);
    let item = items.as_array().expect("a list").iter().find(|item| item["label"] == label);
    let item = item.unwrap_or_else(|| panic!("`{label}` is not offered in\n{marked}"));
    let (start, end) = crate::fixture::bytes(&text, &item["textEdit"]["range"]);
    let new = item["textEdit"]["newText"].as_str().expect("a text");
    format!("{}{new}{}", &text[..start], &text[end..])
}

/// The type of the data that the component wants, which is called `name`.
fn wanted(row: &Component) -> &'static str {
    if row.properties.iter().any(|row| matches!(row.kind, Kind::Condition)) {
        "boolean"
    } else {
        "string"
    }
}

/// The first screen ends with what leads on, unless the component does.
fn leads_on(row: &Component) -> bool {
    row.name == "Footer" || row.kind == NAVIGATION_LIST.kind
}

fn json_with(row: &Component, version: Version) -> String {
    let (kind, terminal) = (wanted(row), row.name == "Footer");
    let example = if kind == "boolean" { "true" } else { "\"x\"" };
    let footer = if leads_on(row) {
        ""
    } else {
        r#",{ "type": "Footer", "label": "Go", "on-click-action": { "name": "navigate", "next": { "type": "screen", "name": "SCREEN" }, "payload": {} } }"#
    };
    format!(
        r#"{{ "version": "{version}", "screens": [
{{ "id": "START", "title": "Start", "terminal": {terminal}, "data": {{ "name": {{ "type": "{kind}", "__example__": {example} }} }},
  "layout": {{ "type": "SingleColumnLayout", "children": [ | {footer} ] }} }},
{{ "id": "SCREEN", "title": "Next", "terminal": true, "layout": {{ "type": "SingleColumnLayout", "children": [
  {{ "type": "Footer", "label": "Done", "on-click-action": {{ "name": "complete", "payload": {{}} }} }} ] }} }} ] }}"#
    )
}

fn rust_with(row: &Component, version: Version) -> String {
    let (ty, example) =
        if wanted(row) == "boolean" { ("bool", "true") } else { ("String", "\"x\"") };
    let footer = if leads_on(row) { "" } else { "Footer \"Go\" => navigate SCREEN {}" };
    format!(
        "flow! {{ flow a (version: \"{version}\")\nscreen START \"Start\" {{ data {{ name: {ty} = {example} }}\n|\n{footer} }}\n\
         screen SCREEN \"Next\" {{ Footer \"Done\" => complete {{}} }} }}"
    )
}

/// The errors that are left, but those about what a person has to fill in.
fn errors(faults: &[Value]) -> Vec<String> {
    let told = |fault: &Value| fault["message"].as_str().expect("a text").to_owned();
    let errors = faults.iter().filter(|fault| fault["severity"] == 1).map(told);
    // No picture is there yet, and nothing leads to the second screen besides the first Footer.
    let known = ["picture.", "nothing connects screen `SCREEN`"];
    errors.filter(|error| !known.iter().any(|known| error.contains(known))).collect()
}

#[test]
fn every_component_that_is_offered_is_a_sound_one() {
    let plain = {
        let mut able = able();
        able["textDocument"]["completion"]["completionItem"]["snippetSupport"] = false.into();
        able
    };
    let mut editor = Editor::with(&json!({ "rustAnalyzer": false }), &plain);
    let (json_uri, rust_uri) = ("file:///project/flows/a.json", "file:///project/a.rs");
    editor.open(json_uri, "json", "");
    editor.open(rust_uri, "rust", "");
    let mut wrong = Vec::new();
    let mut version = 1;
    for row in COMPONENTS {
        // A RichText had no Footer beside it at first.
        let first =
            if row.kind == RICH_TEXT.kind { V6_3 } else { row.stands_alone_since().max(V4_0) };
        for flow_version in [first, V7_3] {
            let word = match row
                .properties
                .iter()
                .map(|row| &row.kind)
                .find(|kind| matches!(kind, Kind::Condition | Kind::Cases))
            {
                Some(Kind::Condition) => "if",
                Some(_) => "match",
                None => row.name,
            };
            for (uri, marked, label) in [
                (json_uri, json_with(row, flow_version), row.name),
                (rust_uri, rust_with(row, flow_version), word),
            ] {
                let text = taken(&mut editor, uri, version + 1, &marked, label);
                version += 2;
                editor.change(uri, version, &json!([{ "text": text }]));
                let errors = errors(&editor.faults(uri, version));
                if !errors.is_empty() {
                    wrong.push(format!("{} in {flow_version}: {errors:#?}\n{text}", row.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert_eq!(editor.close(), Some(0));
}
