//! What editors get beside the language server: the extension of VS Code and its colours.
//!
//! The grammars are written from the catalogue, so no word of the language is there a second time.

use std::fs;
use std::path::PathBuf;

use flow_compiler::catalogue::{
    ACTIONS, COMPONENTS, FLOW_SETTINGS, Items, Kind, Property, SCREEN_SETTINGS,
};
use flow_compiler::door;
use flow_tests::{compare, root};
use serde_json::{Value, json};

fn extension() -> PathBuf {
    root().join("editors/vscode")
}

fn read(path: &str) -> Value {
    let path = extension().join(path);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Words as one expression, the longer of two that begin alike first.
fn words<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let mut words: Vec<&str> = words.into_iter().collect();
    words.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    words.dedup();
    format!(r"\b({})\b", words.join("|"))
}

/// The properties of these rows and of what is inside of them.
fn properties(rows: &'static [Property], found: &mut Vec<&'static Property>) {
    for row in rows {
        found.push(row);
        match &row.kind {
            Kind::Options(Items { properties: inner, .. })
            | Kind::Items(Items { properties: inner, .. }) => {
                properties(inner, found);
            }
            Kind::Object(inner, _) => properties(inner, found),
            _ => {}
        }
    }
}

/// The colours of `flow! { … }` inside Rust.
fn in_rust() -> Value {
    let mut rows = Vec::new();
    for component in COMPONENTS {
        properties(component.properties, &mut rows);
    }
    let settings = FLOW_SETTINGS.iter().chain(SCREEN_SETTINGS).map(|row| row.name.to_owned());
    let names: Vec<String> =
        rows.iter().map(|row| row.name.replace('-', "_")).chain(settings).collect();
    let values = rows.iter().flat_map(|row| match row.kind {
        Kind::Enum(words) | Kind::Enums(words, _) => words,
        _ => &[],
    });
    let values =
        values.copied().filter(|word| word.chars().all(|c| c.is_alphanumeric() || c == '_'));
    // What has a word of its own in `flow!` is not written by its name.
    let written = COMPONENTS.iter().filter(|row| {
        !row.properties.iter().any(|row| matches!(row.kind, Kind::Condition | Kind::Cases))
    });
    json!({
        "scopeName": "flow-macro.injection",
        "injectionSelector": "L:source.rust -comment -string",
        "patterns": [{ "include": "#macro" }],
        "repository": {
            "macro": {
                "name": "meta.macro.flow",
                "begin": r"\b(flow)(!)\s*(\{)",
                "beginCaptures": {
                    "1": { "name": "entity.name.function.macro.rust" },
                    "2": { "name": "entity.name.function.macro.rust" },
                    "3": { "name": "punctuation.brackets.curly.rust" },
                },
                "end": r"\}",
                "endCaptures": { "0": { "name": "punctuation.brackets.curly.rust" } },
                "patterns": [{ "include": "#inside" }],
            },
            "inside": {
                "patterns": [
                    { "include": "#comments" },
                    { "include": "#strings" },
                    { "include": "#reference" },
                    { "include": "#braces" },
                    { "match": r"\b(flow|screen|fragment|include|options|struct|success|data|pub|crate)\b(?!\s*:)", "name": "keyword.other.flow" },
                    { "match": r"\b(if|else|match|in)\b(?!\s*:)", "name": "keyword.control.flow" },
                    { "match": format!("{}(?!\\s*:)", words(written.map(|row| row.name))), "name": "entity.name.type.component.flow" },
                    { "match": format!("{}(?!\\s*:)", words(ACTIONS.iter().map(|row| row.name))), "name": "support.function.action.flow" },
                    { "match": format!("{}(?=\\s*:)", words(names.iter().map(String::as_str))), "name": "support.type.property-name.flow" },
                    { "match": r"\b(file|text|json)(!)", "name": "entity.name.function.macro.flow" },
                    { "match": r"\b(true|false)\b", "name": "constant.language.bool.flow" },
                    { "match": r"\b(String|bool|f64|i64)\b", "name": "entity.name.type.flow" },
                    { "match": r"\b[A-Z][A-Z_]*\b", "name": "entity.name.section.screen.flow" },
                    { "match": format!("(?<=[:\\[,])\\s*{}", words(values)), "name": "constant.language.word.flow" },
                    { "match": r"\b[A-Za-z_][A-Za-z0-9_]*(?=\s*:)", "name": "variable.other.field.flow" },
                    { "match": r"-?\b[0-9][0-9_]*(\.[0-9_]+)?\b", "name": "constant.numeric.flow" },
                    { "match": "=>|->|==|!=|<=|>=|&&|\\|\\||[!|+*/%<>=-]", "name": "keyword.operator.flow" },
                ],
            },
            "braces": {
                "begin": r"\{",
                "end": r"\}",
                "patterns": [{ "include": "#inside" }],
            },
            "comments": {
                "patterns": [
                    { "match": "///.*$", "name": "comment.line.documentation.flow" },
                    { "match": "//.*$", "name": "comment.line.double-slash.flow" },
                    { "begin": r"/\*", "end": r"\*/", "name": "comment.block.flow" },
                ],
            },
            "strings": {
                "patterns": [
                    { "begin": "r(#*)\"", "end": "\"\\1", "name": "string.quoted.double.raw.flow", "patterns": [{ "include": "#reference" }] },
                    {
                        "begin": "\"",
                        "end": "\"",
                        "name": "string.quoted.double.flow",
                        "patterns": [
                            { "match": r"\\.|\$\$", "name": "constant.character.escape.flow" },
                            { "include": "#reference" },
                        ],
                    },
                ],
            },
            "reference": reference("flow"),
        },
    })
}

/// The colours of `${…}` inside the strings of JSON.
fn in_json() -> Value {
    json!({
        "scopeName": "flow-reference.injection",
        "injectionSelector": "L:string.quoted.double.json, L:string.quoted.double.json.comments",
        "patterns": [{ "include": "#reference" }],
        "repository": { "reference": reference("json") },
    })
}

fn reference(of: &str) -> Value {
    json!({
        "name": format!("meta.template.expression.{of}"),
        "begin": r"\$\{",
        "beginCaptures": { "0": { "name": format!("punctuation.definition.template-expression.begin.{of}") } },
        // One that is not closed ends with its text.
        "end": "\\}|(?=[\"`\\s])",
        "endCaptures": { "0": { "name": format!("punctuation.definition.template-expression.end.{of}") } },
        "patterns": [
            { "match": r"(?<=\$\{)(data|form|screen)\b", "name": format!("variable.language.{of}") },
            { "match": r"[\w-]+", "name": format!("variable.other.{of}") },
            { "match": r"\.", "name": format!("punctuation.accessor.{of}") },
        ],
    })
}

#[test]
fn the_colours_are_written_from_the_catalogue() {
    for (name, grammar) in [("flow-macro", in_rust()), ("flow-reference", in_json())] {
        let text = serde_json::to_string_pretty(&grammar).expect("JSON");
        let path = extension().join(format!("syntaxes/{name}.json"));
        if let Err(fault) = compare(&path, &format!("{text}\n")) {
            panic!("{fault}");
        }
    }
}

#[test]
fn the_extension_names_what_is_there() {
    let package = read("package.json");
    assert_eq!(package["version"], env!("CARGO_PKG_VERSION"));
    let main = package["main"].as_str().expect("a path");
    let script = fs::read_to_string(extension().join(main)).expect("the script");
    let contributes = &package["contributes"];
    for kind in ["grammars", "snippets"] {
        for part in contributes[kind].as_array().expect("a list") {
            let read = read(part["path"].as_str().expect("a path"));
            if kind == "grammars" {
                assert_eq!(read["scopeName"], part["scopeName"]);
            }
        }
    }
    for command in contributes["commands"].as_array().expect("a list") {
        let name = command["command"].as_str().expect("a name");
        assert!(script.contains(&format!("\"{name}\"")), "{name} is not in the script");
    }
    let settings = contributes["configuration"]["properties"].as_object().expect("an object");
    for (name, setting) in settings {
        let short = name.strip_prefix("flow.").expect("a setting of ours");
        assert!(script.contains(&format!("settings.get(\"{short}\"")), "{name} is not read");
        assert!(!setting["default"].is_null(), "{name} has no default");
    }
}

#[test]
fn the_snippets_are_sound_flows() {
    for (name, snippet) in read("snippets.json").as_object().expect("an object") {
        let lines = snippet["body"].as_array().expect("lines").iter();
        let body: Vec<&str> = lines.map(|line| line.as_str().expect("a line")).collect();
        let text = filled(&body.join("\n"));
        let inside = text.split_once("flow! {").and_then(|(_, rest)| rest.rsplit_once('}'));
        let (inside, _) = inside.expect("a `flow!`");
        let package = door::Package { root: root().to_owned() };
        let faults = door::check_source(inside, &package).diagnostics;
        assert!(faults.is_empty(), "{name}: {faults:#?}\n{text}");
    }
}

/// A snippet with what is in its places at first.
fn filled(marked: &str) -> String {
    let mut text = marked.replace("$0", "");
    while let Some(start) = text.find("${") {
        let Some(length) = text[start..].find('}') else { break };
        let inner = text[start + 2..start + length].to_owned();
        let Some((_, filled)) = inner.split_once(':') else { break };
        text.replace_range(start..=start + length, filled);
    }
    text
}
