//! What an editor shows, as text.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::editor::Editor;
use crate::fixture::{Opened, bytes};

/// So many completions are listed.
const LISTED: usize = 14;

pub(crate) fn faults(editor: &mut Editor, opened: &Opened) -> String {
    let faults = editor.faults(&opened.uri, 1);
    let each = faults.iter().map(|fault| {
        let level = if fault["severity"] == 1 { "error" } else { "warning" };
        let at = opened.at(&fault["range"]);
        let told = |key: &str| fault[key].as_str().expect("a text");
        format!("{level} {} at {at}\n{}\n", told("code"), told("message"))
    });
    let all: String = each.collect();
    if all.is_empty() { "nothing".to_owned() } else { all }
}

pub(crate) fn hover(editor: &mut Editor, opened: &Opened) -> String {
    let hover = editor.ask("textDocument/hover", &opened.place());
    if hover.is_null() {
        return "nothing".to_owned();
    }
    let told = hover["contents"]["value"].as_str().expect("Markdown");
    format!("{}\n{told}", opened.at(&hover["range"]))
}

fn complete(editor: &mut Editor, opened: &Opened) -> Vec<Value> {
    let mut items = editor.ask("textDocument/completion", &opened.place());
    let mut items: Vec<Value> = items.as_array_mut().expect("a list").drain(..).collect();
    items.sort_by_key(|item| item["sortText"].as_str().expect("a text").to_owned());
    items
}

pub(crate) fn completions(editor: &mut Editor, opened: &Opened) -> String {
    let items = complete(editor, opened);
    let mut out = String::new();
    for item in items.iter().take(LISTED) {
        let detail = item["detail"].as_str().map_or(String::new(), |detail| format!(" ({detail})"));
        let text = item["textEdit"]["newText"].as_str().expect("a text").replace('\n', "\\n");
        let text: String = text.chars().take(100).collect();
        writeln!(out, "{}{detail} => {text}", item["label"].as_str().expect("a text"))
            .expect("a string");
    }
    if items.len() > LISTED {
        writeln!(out, "and {} more", items.len() - LISTED).expect("a string");
    }
    if items.is_empty() { "nothing".to_owned() } else { out }
}

/// What the completion that the fixture names says of itself, and what it writes.
pub(crate) fn taken(editor: &mut Editor, opened: &Opened) -> String {
    let items = complete(editor, opened);
    let labels: Vec<_> = items.iter().map(|item| item["label"].as_str().expect("a text")).collect();
    let item = items.iter().find(|item| item["label"] == opened.argument.as_str());
    let Some(item) = item else { return format!("there is {}", labels.join(", ")) };
    // An editor offers what begins as the text does that is replaced.
    let (start, _) = bytes(&opened.text, &item["textEdit"]["range"]);
    let typed = opened.text[start..opened.cursor].to_lowercase();
    let filter = item["filterText"].as_str().expect("a text").to_lowercase();
    let mut letters = filter.chars();
    let fits = typed.chars().all(|typed| letters.any(|letter| letter == typed));
    assert!(fits, "`{filter}` is not offered for `{typed}`");
    let mut edits = vec![item["textEdit"].clone()];
    edits.extend(item["additionalTextEdits"].as_array().into_iter().flatten().cloned());
    let text = edits[0]["newText"].as_str().expect("a text").to_owned();
    if item["insertTextFormat"] == 2 {
        edits[0]["newText"] = filled(&text).into();
    }
    let doc = item["documentation"]["value"].as_str();
    let doc = doc.map_or(String::new(), |doc| format!("{doc}\n\n"));
    format!("{doc}{}", opened.changed(&opened.after(&edits)))
}

/// A snippet with what is in its places at first, read as the protocol says.
pub(crate) fn filled(marked: &str) -> String {
    let mut out = String::new();
    let mut chars = marked.chars().peekable();
    let mut inside = false;
    while let Some(char) = chars.next() {
        match char {
            '\\' => out.extend(chars.next()),
            '$' => {
                assert_eq!(chars.next(), Some('{'), "a place has braces: {marked}");
                while chars.next_if(char::is_ascii_digit).is_some() {}
                match chars.next() {
                    Some(':') => inside = true,
                    Some('}') => {}
                    other => panic!("{other:?} in {marked}"),
                }
            }
            '}' if inside => inside = false,
            char => out.push(char),
        }
    }
    assert!(!inside, "{marked}");
    out
}

fn places(opened: &Opened, places: &Value) -> String {
    let each = places.as_array().into_iter().flatten().map(|place| {
        assert_eq!(place["uri"], opened.uri.as_str());
        opened.at(&place["range"])
    });
    let all: Vec<String> = each.collect();
    if all.is_empty() { "nothing".to_owned() } else { all.join("\n") }
}

pub(crate) fn definition(editor: &mut Editor, opened: &Opened) -> String {
    places(opened, &editor.ask("textDocument/definition", &opened.place()))
}

pub(crate) fn references(editor: &mut Editor, opened: &Opened) -> String {
    let mut place = opened.place();
    place["context"] = json!({ "includeDeclaration": true });
    let found = editor.ask("textDocument/references", &place);
    let highlights = editor.ask("textDocument/documentHighlight", &opened.place());
    assert_eq!(
        found.as_array().map(Vec::len),
        highlights.as_array().map(Vec::len),
        "what is found is highlighted"
    );
    places(opened, &found)
}

pub(crate) fn rename(editor: &mut Editor, opened: &Opened) -> String {
    let prepared = editor.ask("textDocument/prepareRename", &opened.place());
    let mut place = opened.place();
    place["newName"] = opened.argument.as_str().into();
    let id = editor.request("textDocument/rename", &place);
    let answer = editor.answer(id);
    if let Some(error) = answer.get("error") {
        return format!("refused: {}", error["message"].as_str().expect("a text"));
    }
    let edits = &answer["result"]["changes"][&opened.uri];
    let Some(edits) = edits.as_array() else {
        assert!(prepared.is_null(), "what can be prepared can be renamed");
        return "nothing".to_owned();
    };
    let after = opened.after(edits);
    format!("{}\n{}", opened.at(&prepared["range"]), opened.changed(&after))
}

pub(crate) fn fixes(editor: &mut Editor, opened: &Opened) -> String {
    let mut params = opened.document();
    let at = opened.place()["position"].clone();
    params["range"] = json!({ "start": at, "end": at });
    params["context"] = json!({ "diagnostics": [] });
    if opened.argument == "all" {
        params["context"]["only"] = json!(["source.fixAll"]);
    }
    let actions = editor.ask("textDocument/codeAction", &params);
    let mut out = String::new();
    for action in actions.as_array().expect("a list") {
        let edits = action["edit"]["changes"][&opened.uri].as_array().expect("edits");
        let after = opened.after(edits);
        writeln!(out, "{}\n{}", action["title"].as_str().expect("a title"), opened.changed(&after))
            .expect("a string");
    }
    if out.is_empty() { "nothing".to_owned() } else { out }
}

/// What is asked of a whole document: the fixture names the request.
pub(crate) fn document(editor: &mut Editor, opened: &Opened) -> String {
    let mut params = opened.document();
    match opened.argument.as_str() {
        "outline" => {
            let found = editor.ask("textDocument/documentSymbol", &params);
            let mut out = String::new();
            outline(&mut out, opened, &found, 0);
            out
        }
        "folds" => {
            let found = editor.ask("textDocument/foldingRange", &params);
            let each = found.as_array().expect("a list").iter().map(|fold| {
                let line = |key: &str| fold[key].as_u64().expect("a line") + 1;
                format!("{}-{}", line("startLine"), line("endLine"))
            });
            each.collect::<Vec<_>>().join("\n")
        }
        "format" => {
            params["options"] = json!({ "tabSize": 2, "insertSpaces": true });
            let found = editor.ask("textDocument/formatting", &params);
            match found.as_array() {
                Some(edits) => opened.after(edits).replace('\r', "\\r"),
                None => "nothing".to_owned(),
            }
        }
        "links" => {
            let found = editor.ask("textDocument/documentLink", &params);
            let each = found.as_array().expect("a list").iter().map(|link| {
                let target = link["target"].as_str().expect("a target");
                let place = target.strip_prefix(opened.uri.as_str()).expect("the same document");
                format!("{} => {place}", opened.at(&link["range"]))
            });
            each.collect::<Vec<_>>().join("\n")
        }
        "lenses" => {
            let found = editor.ask("textDocument/codeLens", &params);
            let each = found.as_array().expect("a list").iter().map(|lens| {
                let command = &lens["command"];
                assert_eq!(command["arguments"][0], opened.uri.as_str());
                let flow =
                    command["arguments"][1].as_str().map_or(String::new(), |it| format!(" {it}"));
                let line = lens["range"]["start"]["line"].as_u64().expect("a line") + 1;
                format!("{line} {} => {}{flow}", command["title"], command["command"])
            });
            let all = each.collect::<Vec<_>>();
            if all.is_empty() { "nothing".to_owned() } else { all.join("\n") }
        }
        other => panic!("there is no `{other}`"),
    }
}

fn outline(out: &mut String, opened: &Opened, symbols: &Value, depth: usize) {
    for symbol in symbols.as_array().into_iter().flatten() {
        let detail = symbol["detail"].as_str().map_or(String::new(), |it| format!(" ({it})"));
        let at = opened.at(&symbol["selectionRange"]);
        let name = symbol["name"].as_str().expect("a name");
        writeln!(out, "{}{name}{detail} at {at}", "  ".repeat(depth)).expect("a string");
        outline(out, opened, &symbol["children"], depth + 1);
    }
}
