//! `import` and `export`.

use serde_json::Value;

use crate::call::{DOCUMENT, Folder, SOURCE};

#[test]
fn an_import_is_a_whole_source() {
    let folder = Folder::new(&[("Sign up.json", DOCUMENT)]);
    let ran = folder.call(&["import", "Sign up.json"]);
    ran.ends(0, &[]);
    assert_eq!(
        ran.out,
        "\
use flow_runtime::flow;

flow! {
    pub flow sign_up (version: \"7.3\")

    screen START \"Start\" {
        city: TextInput! \"City\"
        Footer \"Done\" => complete { city }
    }
}
"
    );
    let piped = folder.call_with(&["import", "-", "--name", "sign_up"], DOCUMENT);
    assert_eq!(piped.out, ran.out);
    folder.write("src.rs", ran.out.as_bytes());
    folder.call(&["fmt", "--check", "src.rs"]).ends(0, &[]);
    let back = folder.call(&["export", "src.rs"]);
    back.ends(0, &[]);
    let back: Value = serde_json::from_str(&back.out).expect("JSON");
    assert_eq!(back, serde_json::from_str::<Value>(DOCUMENT).expect("JSON"));
}

#[test]
fn a_faulty_document_is_imported_as_far_as_it_can_be() {
    let faulty = DOCUMENT.replace("${form.city}", "${form.town}").replace("\"City\"", "5");
    let folder = Folder::new(&[("a.json", &faulty), ("b.json", "{"), ("c.json", "[]")]);
    let ran = folder.call(&["import", "a.json"]);
    ran.ends(1, &["INVALID_ON_CLICK_ACTION_PAYLOAD", "a.json:15:", "INVALID_PROPERTY_TYPE"]);
    assert!(ran.out.contains("${form.town}"), "{}", ran.out);
    let none = folder.call(&["import", "b.json"]);
    none.ends(1, &["INVALID_FLOW_JSON"]);
    assert_eq!(none.out, "");
    folder.call(&["import", "c.json"]).ends(1, &["INVALID_FLOW_JSON"]);
}

#[test]
fn an_import_is_written_but_not_over_another_file() {
    let folder = Folder::new(&[("a.json", DOCUMENT), ("taken.rs", "mine")]);
    folder.call(&["import", "a.json", "--out", "a.rs"]).ends(0, &["Imported", "`a` to a.rs"]);
    assert!(folder.read("a.rs").starts_with("use flow_runtime::flow;"));
    // `mod a;` gives what the flow `a` has, and not a module `a` in a module `a`.
    assert!(folder.read("a.rs").ends_with("}\n\npub use self::a::*;\n"));
    folder.call(&["import", "a.json", "--out", "lead.rs"]).ends(0, &[]);
    assert!(!folder.read("lead.rs").contains("pub use"));
    folder.call(&["import", "a.json", "--out", "a.rs"]).ends(0, &[]);
    folder
        .call(&["import", "a.json", "--out", "taken.rs"])
        .ends(2, &["`taken.rs` exists", "--force"]);
    assert_eq!(folder.read("taken.rs"), "mine");
    folder.call(&["import", "a.json", "--out", "taken.rs", "--force"]).ends(0, &[]);
}

#[test]
fn a_folder_becomes_a_module() {
    let folder = Folder::new(&[
        ("flows/survey.json", DOCUMENT),
        ("flows/old/survey.json", DOCUMENT),
        ("flows/type.json", DOCUMENT),
        ("flows/package.json", "{}"),
    ]);
    folder
        .call(&["import", "--tree", "flows", "--out", "src/flows"])
        .ends(0, &["3 flows to src/flows"]);
    let module = folder.read("src/flows/mod.rs");
    // A module of the flow's own name would hide the flow.
    assert_eq!(
        module,
        "//! Flows.\n\nmod survey_2_flow;\nmod survey_flow;\nmod type_flow_flow;\n\n\
         pub use survey_2_flow::survey_2;\npub use survey_flow::survey;\n\
         pub use type_flow_flow::type_flow;\n"
    );
    folder.call(&["check", "src/flows/mod.rs"]).ends(0, &["3 flows, no faults"]);
    let ran = folder.call(&["import", "--tree", "flows"]);
    ran.ends(0, &[]);
    folder.write("all.rs", ran.out.as_bytes());
    folder.call(&["check", "all.rs"]).ends(0, &["3 flows, no faults"]);
}

#[test]
fn an_import_says_what_it_adds() {
    let text = |part: &str| {
        format!(
            r#"{{ "version": "7.3", "screens": [
                {{ "id": "A", "title": "A", "data": {{ "on": {{ "type": "boolean", "__example__": true }} }},
                  "layout": {{ "type": "SingleColumnLayout", "children": [
                    {{ "type": "If", "condition": "${{data.on}}", "then": [ {{ "type": "EmbeddedLink", "text": "On",
                      "on-click-action": {{ "name": "navigate", "next": {{ "type": "screen", "name": "B" }}{part} }} }} ] }}
                  ] }} }},
                {{ "id": "B", "title": "B", "terminal": true, "layout": {{ "type": "SingleColumnLayout", "children": [
                  {{ "type": "Footer", "label": "Done", "on-click-action": {{ "name": "complete", "payload": {{}} }} }}
                ] }} }} ] }}"#
        )
    };
    let folder = Folder::new(&[("a.json", &text("")), ("b.json", &text(r#", "payload": {}"#))]);
    let both = folder.call(&["import", "a.json", "--out", "a.rs"]);
    both.ends(
        0,
        &["note: the source writes the `routing_model`", "note: the source writes `\"payload\""],
    );
    let one = folder.call(&["import", "b.json", "--out", "b.rs"]);
    one.ends(0, &["note: the source writes the `routing_model`"]);
    assert!(!one.err.contains("`\"payload\""), "{}", one.err);
    let back = folder.call(&["export", "b.rs"]);
    let back: Value = serde_json::from_str(&back.out).expect("JSON");
    assert_eq!(back["routing_model"], serde_json::json!({ "A": ["B"], "B": [] }));
    assert_eq!(back.get("data_api_version"), None);
    let bare = r#"{ "version": "5.1", "screens": [
        { "id": "A", "title": "A", "layout": { "type": "SingleColumnLayout", "children": [
          { "type": "Footer", "label": "Next", "on-click-action":
            { "name": "navigate", "next": { "type": "screen", "name": "B" }, "payload": {} } } ] } },
        { "id": "B", "title": "B", "terminal": true } ] }"#;
    folder.write("c.json", bare.as_bytes());
    folder.call(&["import", "c.json"]).ends(0, &["an empty `layout`"]);
}

#[test]
fn a_folder_of_any_names_becomes_a_module() {
    let folder = Folder::new(&[("in/menü.json", DOCUMENT), ("in/予約.json", DOCUMENT)]);
    folder.call(&["import", "--tree", "in", "--out", "src/flows"]).ends(0, &["2 flows"]);
    let module = folder.read("src/flows/mod.rs");
    assert_eq!(
        module,
        "//! Flows.\n\nmod flow;\nmod men_flow;\n\npub use flow::予約;\npub use men_flow::menü;\n"
    );
    folder.call(&["check", "src/flows/mod.rs"]).ends(0, &["2 flows, no faults"]);
}

#[test]
fn wrong_imports_say_what_to_write() {
    let folder = Folder::new(&[("a.json", DOCUMENT), ("a.rs", SOURCE), ("flows/x.txt", "")]);
    folder.call(&["import"]).ends(2, &["--tree <DIR>"]);
    folder.call(&["import", "gone.json"]).ends(2, &["`gone.json` does not exist"]);
    folder.call(&["import", "a.rs"]).ends(2, &["`cargo flow export a.rs`"]);
    folder.call(&["import", "flows"]).ends(2, &["`cargo flow import --tree flows`"]);
    folder
        .call(&["import", "a.json", "--name", "sign-up"])
        .ends(2, &["`sign-up` cannot be the name", "--name sign_up"]);
    folder
        .call(&["import", "a.json", "--name", "r#type"])
        .ends(2, &["`r#type` cannot be the name", "--name r_type"]);
    folder
        .call(&["import", "a.json", "--name", "success"])
        .ends(2, &["`success` cannot be the name", "--name success_flow"]);
    folder.call(&["import", "--tree", "flows"]).ends(2, &["there is no Flow JSON below `flows`"]);
    folder.call(&["import", "--tree", "a.json"]).ends(2, &["`a.json` is not a folder"]);
}

#[test]
fn an_export_prints_or_writes() {
    let folder = Folder::new(&[("src/lib.rs", "mod flows;\n"), ("src/flows.rs", SOURCE)]);
    let ran = folder.call(&["export", "src/lib.rs", "--flow", "first"]);
    ran.ends(0, &[]);
    assert_eq!(serde_json::from_str::<Value>(&ran.out).expect("JSON")["screens"][0]["id"], "START");
    let minified = folder.call(&["export", "src/lib.rs", "--flow", "first", "--minified"]);
    assert_eq!(minified.out.lines().count(), 1);
    folder
        .call(&["export", "src/lib.rs", "--out", "out"])
        .ends(0, &["Wrote out/first.json", "Wrote out/second.json"]);
    assert_eq!(folder.read("out/first.json"), ran.out);
    folder.call(&["export", "src/lib.rs", "--out", "out"]).ends(0, &["Unchanged out/first.json"]);
}

/// As rustc reads them, so that the file holds what the macro does.
#[test]
fn line_ends_of_a_source_are_no_part_of_its_texts() {
    let source =
        SOURCE.replace("TextBody \"Hello\"", "TextBody r\"One\n\\d\" TextBody \"Two\n\\r\\n\"");
    let folder = Folder::new(&[("a.rs", &source.replace('\n', "\r\n"))]);
    let ran = folder.call(&["export", "a.rs", "--flow", "second"]);
    ran.ends(0, &[]);
    assert!(ran.out.contains(r#""One\n\\d""#), "{}", ran.out);
    assert!(ran.out.contains(r#""Two\n\r\n""#), "{}", ran.out);
}

#[test]
fn files_are_found_beside_the_manifest() {
    let source = SOURCE.replace("TextBody \"Hello\"", "RichText text!(\"texts/terms.md\")");
    let folder =
        Folder::new(&[("Cargo.toml", ""), ("texts/terms.md", "# Terms"), ("src/lib.rs", &source)]);
    let ran = folder.call(&["export", "src/lib.rs", "--flow", "second"]);
    ran.ends(0, &[]);
    assert!(ran.out.contains("# Terms"), "{}", ran.out);
}

#[test]
fn wrong_exports_say_what_to_write() {
    let faulty = SOURCE.replace("TextBody", "TextBdy");
    let folder = Folder::new(&[
        ("two.rs", SOURCE),
        ("bad.rs", &faulty),
        ("none.rs", ""),
        ("a.json", DOCUMENT),
    ]);
    folder
        .call(&["export", "two.rs"])
        .ends(2, &["holds 2 flows: `first`, `second`", "--flow NAME", "--out DIR"]);
    folder
        .call(&["export", "two.rs", "--flow", "secnd"])
        .ends(2, &["no flow `secnd`", "did you mean `second`?"]);
    folder
        .call(&["export", "two.rs", "--flow", "other"])
        .ends(2, &["its flows are `first`, `second`"]);
    folder.call(&["export", "none.rs"]).ends(2, &["there is no `flow!` in `none.rs`"]);
    folder.call(&["export", "a.json"]).ends(2, &["`cargo flow import a.json`"]);
    folder.call(&["export", "."]).ends(2, &["`.` is a folder"]);
    let ran = folder.call(&["export", "bad.rs", "--out", "out"]);
    ran.ends(1, &["ONE_OF_SCHEMA_VALIDATION_FAILED", "bad.rs:17:", "Wrote out/first.json"]);
    folder.call(&["export", "bad.rs", "--flow", "first"]).ends(0, &[]);
}
