//! What is not about one place: the session, typing, odd messages, large documents.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::editor::Editor;
use crate::fixture::count;

const URI: &str = "file:///project/flows/a.json";
const FLOW: &str = r#"{
  "version": "7.3",
  "screens": [
    { "id": "A", "title": "🎉", "terminal": true, "layout": { "type": "SingleColumnLayout", "children": [
      { "type": "TextBody", "txt": "é" },
      { "type": "Footer", "label": "Go", "on-click-action": { "name": "complete", "payload": {} } }
    ] } }
  ]
}
"#;

#[test]
fn there_are_a_hundred_fixtures() {
    assert!(count() >= 100, "{}", count());
}

#[test]
fn a_session_is_opened_and_closed() {
    let editor = Editor::new(&Value::Null);
    let able = &editor.opened["capabilities"];
    assert_eq!(able["textDocumentSync"]["change"], 2, "{able}");
    assert_eq!(able["renameProvider"]["prepareProvider"], true);
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn an_editor_that_goes_without_a_word_ends_the_server() {
    assert_eq!(Editor::new(&Value::Null).leave(), Some(1));
    assert_eq!(Editor::silent().leave(), Some(2));
}

#[test]
fn what_is_typed_is_checked_and_older_text_is_not_reported() {
    let mut editor = Editor::new(&Value::Null);
    editor.open(URI, "json", FLOW);
    let faults = editor.faults(URI, 1);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert_eq!(faults[0]["source"], "flow");
    let line = FLOW.lines().position(|line| line.contains("txt")).expect("a line");
    let at = |character: usize| json!({ "line": line, "character": character });
    let column = FLOW.lines().nth(line).and_then(|line| line.find("txt")).expect("a column");
    // Two keys in a row: `txt` becomes `tet`, then `text`.
    editor.change(
        URI,
        2,
        &json!([{ "range": { "start": at(column + 1), "end": at(column + 2) }, "text": "e" }]),
    );
    editor.change(
        URI,
        3,
        &json!([{ "range": { "start": at(column + 2), "end": at(column + 2) }, "text": "x" }]),
    );
    assert_eq!(editor.faults(URI, 3), Vec::<Value>::new());
    let of_the_second = editor.told.iter().any(|told| told["params"]["version"] == 2);
    assert!(!of_the_second, "{:#?}", editor.told);
    editor.notify("textDocument/didClose", &json!({ "textDocument": { "uri": URI } }));
    assert_eq!(
        editor.ask(
            "textDocument/hover",
            &json!({
                "textDocument": { "uri": URI }, "position": at(column)
            })
        ),
        Value::Null
    );
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn units_are_those_of_utf_16_with_either_line_end() {
    for text in [FLOW.to_owned(), FLOW.replace('\n', "\r\n")] {
        let text = text.replace("\"é\"", "\"🎉é\", \"lable\": 1");
        let mut editor = Editor::new(&Value::Null);
        editor.open(URI, "json", &text);
        let faults = editor.faults(URI, 1);
        let fault = faults
            .iter()
            .find(|fault| fault["message"].as_str().is_some_and(|it| it.contains("lable")))
            .expect("a fault");
        let line = text.lines().find(|line| line.contains("lable")).expect("a line");
        let before = &line[..line.find("\"lable").expect("it is there")];
        assert_eq!(fault["range"]["start"]["character"], before.encode_utf16().count());
        assert_eq!(editor.close(), Some(0));
    }
}

#[test]
fn other_json_is_left_alone() {
    let mut editor = Editor::new(&Value::Null);
    let uri = "file:///project/package.json";
    let text = "{ \"name\": \"x\", \"version\": \"7.3\",  }";
    editor.open(uri, "json", text);
    assert_eq!(editor.faults(uri, 1), Vec::<Value>::new());
    let place =
        json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 33 } });
    assert_eq!(editor.ask("textDocument/completion", &place), json!([]));
    assert_eq!(editor.ask("textDocument/hover", &place), Value::Null);
    assert_eq!(editor.ask("textDocument/codeLens", &place), json!([]));
    let mut format = place.clone();
    format["options"] = json!({ "tabSize": 2, "insertSpaces": true });
    assert_eq!(editor.ask("textDocument/formatting", &format), Value::Null);
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn odd_messages_are_refused_and_the_session_goes_on() {
    let mut editor = Editor::new(&json!({ "rustAnalyzer": "perhaps" }));
    editor.open(URI, "json", FLOW);
    let place = |line: u64, character: u64| json!({ "textDocument": { "uri": URI }, "position": { "line": line, "character": character } });
    assert_eq!(editor.refused("textDocument/unheardOf", &json!({}))["code"], -32601);
    assert_eq!(editor.refused("textDocument/hover", &json!({ "position": [] }))["code"], -32602);
    assert_eq!(editor.refused("textDocument/hover", &Value::Null)["code"], -32602);
    editor.notify("textDocument/didChange", &json!("nonsense"));
    editor.notify("$/setTrace", &json!({ "value": "off" }));
    editor.notify("workspace/didChangeConfiguration", &Value::Null);
    editor.change("file:///not/open.json", 9, &json!([{ "text": "" }]));
    // Ranges that are not in the text, or end before they begin.
    let odd = json!([
        { "range": { "start": { "line": 99, "character": 9 }, "end": { "line": 0, "character": 0 } }, "text": "" },
        { "range": { "start": { "line": 4_294_967_295_u64, "character": 4_294_967_295_u64 },
            "end": { "line": 4_294_967_295_u64, "character": 4_294_967_295_u64 } }, "text": " " },
    ]);
    editor.change(URI, 2, &odd);
    for (line, character) in [(0, 0), (3, 4_294_967_295), (4_294_967_295, 0)] {
        for method in ["hover", "completion", "definition", "documentHighlight", "prepareRename"] {
            editor.ask(&format!("textDocument/{method}"), &place(line, character));
        }
    }
    let params = json!({ "command": "flow.unheardOf", "arguments": [7] });
    assert_eq!(editor.refused("workspace/executeCommand", &params)["code"], -32803);
    let params = json!({ "command": "flow.preview", "arguments": ["untitled:a"] });
    let told = editor.refused("workspace/executeCommand", &params);
    assert_eq!(told["message"], "the document is not saved yet");
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn a_request_that_is_cancelled_in_time_is_not_worked_on() {
    let mut editor = Editor::new(&Value::Null);
    let large = format!("{{\"screens\": [{}]}}", vec!["{}"; 400_000].join(","));
    editor.open(URI, "json", &large);
    let place =
        json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 1 } });
    // The first keeps the server at work until the second and its cancellation are there.
    let first = editor.request("textDocument/hover", &place);
    let second = editor.request("textDocument/hover", &place);
    editor.notify("$/cancelRequest", &json!({ "id": second }));
    assert!(editor.answer(first).get("error").is_none());
    let answer = editor.answer(second);
    // Whether it came in time is the machine's affair; there is one answer in any case.
    assert!(answer.get("error").is_none_or(|error| error["code"] == -32800), "{answer}");
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn after_shutdown_nothing_is_answered() {
    let mut editor = Editor::new(&Value::Null);
    editor.ask("shutdown", &Value::Null);
    assert_eq!(editor.refused("textDocument/hover", &Value::Null)["code"], -32600);
    editor.notify("exit", &Value::Null);
    assert_eq!(editor.leave(), Some(0));
}

#[test]
fn ten_megabytes_do_not_stall_typing() {
    let picture = "A".repeat(1_000_000);
    let image = format!("{{ \"type\": \"Image\", \"src\": \"{picture}\" }}");
    let images = vec![image; 10].join(",\n");
    let text = FLOW.replace("{ \"type\": \"TextBody\", \"txt\": \"é\" }", &images);
    assert!(text.len() > 10_000_000);
    let mut editor = Editor::new(&Value::Null);
    editor.open(URI, "json", &text);
    let place =
        json!({ "textDocument": { "uri": URI }, "position": { "line": 1, "character": 4 } });
    // All is warm after the first.
    editor.ask("textDocument/hover", &place);
    let mut slowest = Duration::ZERO;
    for version in 2..12 {
        let start = Instant::now();
        let at = json!({ "line": 0, "character": 1 });
        editor.change(URI, version, &json!([{ "range": { "start": at, "end": at }, "text": " " }]));
        let hover = editor.ask("textDocument/hover", &place);
        assert!(!hover.is_null());
        slowest = slowest.max(start.elapsed());
    }
    // An unoptimized build on a machine that is busy; the benchmark has figures.
    assert!(slowest < Duration::from_secs(5), "{slowest:?}");
    assert!(!editor.faults(URI, 11).is_empty());
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn an_import_makes_a_file_beside_the_document() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sign up.flow.json");
    fs::write(&path, FLOW).expect("a file can be written");
    let uri = format!("file://{}", path.display()).replace(' ', "%20");
    let params = json!({ "command": "flow.import", "arguments": [uri] });
    let mut editor = Editor::new(&Value::Null);
    editor.open(&uri, "json", &FLOW.replace("txt", "text"));
    editor.ask("workspace/executeCommand", &params);
    let asked = editor.asked("workspace/applyEdit");
    let changes = &asked["edit"]["documentChanges"];
    assert_eq!(changes[0]["kind"], "create");
    let target = changes[0]["uri"].as_str().expect("an address");
    assert!(target.ends_with("/sign_up_flow.rs"), "{target}");
    let text = changes[1]["edits"][0]["newText"].as_str().expect("a text");
    assert!(
        text.starts_with("use flow_runtime::flow;\n\nflow! {\n    pub flow sign_up ("),
        "{text}"
    );
    assert_eq!(editor.asked("window/showDocument")["uri"], target);
    assert_eq!(editor.close(), Some(0));

    // An editor that cannot make files is told what to call.
    let mut editor = Editor::with(&Value::Null, &json!({}));
    editor.open(&uri, "json", FLOW);
    let told = editor.refused("workspace/executeCommand", &params);
    assert!(told["message"].as_str().is_some_and(|it| it.contains("cargo flow import")), "{told}");
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn an_editor_without_snippets_gets_plain_text() {
    let mut editor = Editor::with(&Value::Null, &json!({}));
    editor.open(URI, "json", "");
    let place =
        json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 0 } });
    let items = editor.ask("textDocument/completion", &place);
    assert_eq!(items[0]["label"], "flow");
    assert!(items[0].get("insertTextFormat").is_none());
    let text = items[0]["textEdit"]["newText"].as_str().expect("a text");
    // What is offered to begin with is a flow without a fault.
    editor.change(URI, 2, &json!([{ "text": text }]));
    assert_eq!(editor.faults(URI, 2), Vec::<Value>::new());
    assert_eq!(editor.close(), Some(0));
}
