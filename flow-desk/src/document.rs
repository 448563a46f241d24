//! A Flow JSON document: what Meta's validator says of it, and what the rest needs to know.

use std::collections::HashSet;

use flow_compiler::catalogue::{Standing, Version};
use flow_compiler::diagnostic::{Diagnostic, Diagnostics, Level};
use flow_compiler::door::check_json;
use flow_compiler::json::{Node, read_bytes};
use flow_compiler::pointer;
use flow_compiler::report::Source;
use serde_json::{Value, json};

/// What a flow is made with when its creation brings no document.
const FIRST: &str = r#"{
  "version": "7.3",
  "screens": [
    {
      "id": "WELCOME_SCREEN",
      "title": "Welcome",
      "terminal": true,
      "data": {},
      "layout": {
        "type": "SingleColumnLayout",
        "children": [
          {"type": "TextHeading", "text": "Hello World"},
          {
            "type": "Footer",
            "label": "Complete",
            "on-click-action": {"name": "complete", "payload": {}}
          }
        ]
      }
    }
  ]
}
"#;

/// A Flow JSON document as it was uploaded.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Document {
    /// The text, byte for byte.
    pub text: String,
    /// The value of `version`.
    pub version: Option<String>,
    /// The value of `data_api_version`: a flow that has one needs an endpoint.
    pub data_api_version: Option<String>,
    /// The screens that a message may open: nobody leads to them.
    pub entry_screens: Vec<String>,
    /// What is wrong with it, in Meta's shape.
    pub validation_errors: Vec<Value>,
}

impl Document {
    /// Reads a document and checks it.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let value: Value = serde_json::from_str(&text).unwrap_or_default();
        let member = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        Self {
            version: member("version"),
            data_api_version: member("data_api_version"),
            entry_screens: entry_screens(&value),
            validation_errors: validation_errors(&text),
            text,
        }
    }

    /// The document of a flow that was created without one.
    #[must_use]
    pub fn first() -> Self {
        Self::new(FIRST)
    }

    /// Whether its version can no longer be published, though what is published can be sent.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        let version = self.version.as_deref().and_then(Version::parse);
        let release = version.and_then(Version::release);
        release.is_some_and(|release| release.standing == Standing::Frozen)
    }

    /// A document that is not text.
    pub(crate) fn unreadable() -> Self {
        let error = entry("INVALID_FLOW_JSON", "The document is not UTF-8.", &[place(1, 1, "")]);
        Self {
            text: String::new(),
            version: None,
            data_api_version: None,
            entry_screens: Vec::new(),
            validation_errors: vec![error],
        }
    }
}

fn entry_screens(document: &Value) -> Vec<String> {
    let screens = document.get("screens").and_then(Value::as_array).into_iter().flatten();
    let mut targets = HashSet::new();
    match document.get("routing_model").and_then(Value::as_object) {
        Some(model) => {
            let lists = model.values().filter_map(Value::as_array).flatten();
            targets.extend(lists.filter_map(Value::as_str));
        }
        None => navigations(document, &mut targets),
    }
    screens
        .filter_map(|screen| screen.get("id").and_then(Value::as_str))
        .filter(|id| !targets.contains(id))
        .map(str::to_owned)
        .collect()
}

/// `serde_json` reads no document that is deep enough to exhaust the stack here.
fn navigations<'v>(value: &'v Value, targets: &mut HashSet<&'v str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| navigations(item, targets)),
        Value::Object(map) => {
            if map.get("name").and_then(Value::as_str) == Some("navigate") {
                targets.extend(value.pointer("/next/name").and_then(Value::as_str));
            }
            map.values().for_each(|item| navigations(item, targets));
        }
        _ => {}
    }
}

fn validation_errors(text: &str) -> Vec<Value> {
    let faults = check_json(text.as_bytes()).diagnostics;
    let faults: Vec<_> = faults.iter().filter(|fault| fault.level == Level::Error).collect();
    if faults.is_empty() {
        return Vec::new();
    }
    let mut cx = Diagnostics::new();
    let node = read_bytes(&mut cx, text.as_bytes());
    // What the reader finds was found by the check as well.
    drop(cx.into_vec());
    let source = Source::new("flow.json", text);
    let mut groups: Vec<(&Diagnostic, Vec<Value>)> = Vec::new();
    for fault in faults {
        let pointer = pointer_to(fault, &source, text, node.as_ref());
        let same = |group: &&mut (&Diagnostic, _)| {
            group.0.code == fault.code && group.0.message == fault.message
        };
        match groups.iter_mut().find(same) {
            Some((_, pointers)) => pointers.push(pointer),
            None => groups.push((fault, vec![pointer])),
        }
    }
    groups
        .into_iter()
        .map(|(fault, pointers)| entry(fault.code.as_str(), &fault.message, &pointers))
        .collect()
}

/// Lines and columns count from 1; the end is the last character's.
fn pointer_to(fault: &Diagnostic, source: &Source<'_>, text: &str, node: Option<&Node>) -> Value {
    let bytes = fault.span.bytes();
    let end = text.floor_char_boundary(bytes.end.saturating_sub(1)).max(bytes.start);
    let (start, end) = (source.position(bytes.start), source.position(end));
    json!({
        "line_start": start.line,
        "line_end": end.line,
        "column_start": start.column,
        "column_end": end.column,
        "path": node.map(|node| pointer::at(node, bytes.start)).unwrap_or_default(),
    })
}

fn place(line: usize, column: usize, path: &str) -> Value {
    json!({
        "line_start": line,
        "line_end": line,
        "column_start": column,
        "column_end": column,
        "path": path,
    })
}

fn entry(code: &str, message: &str, pointers: &[Value]) -> Value {
    let first = |key: &str| pointers.first().and_then(|pointer| pointer.get(key)).cloned();
    json!({
        "error": code,
        "error_type": "FLOW_JSON_ERROR",
        "message": message,
        "line_start": first("line_start"),
        "line_end": first("line_end"),
        "column_start": first("column_start"),
        "column_end": first("column_end"),
        "pointers": pointers,
    })
}
