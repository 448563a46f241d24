//! Texts with a cursor, and what the editor shows there.
//!
//! A fixture is a line `=== title`, a line that says what the text is, the text with `|` at the
//! cursor, a line `---`, and what is shown. The text is a whole `doc`, or `children` or a `screen` of a
//! flow that is made around it, followed by the version; in Rust it is a whole file, or a `flow`. More
//! words of that line are the argument of what is done: a new name, the completion that is taken.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::editor::Editor;

/// One fixture.
pub(crate) struct Fixture {
    pub(crate) title: String,
    /// `doc`, `children 7.3`, `rust` and so on, as it is written.
    head: String,
    body: String,
    shown: String,
}

/// A document with a cursor, opened.
pub(crate) struct Opened {
    pub(crate) uri: String,
    pub(crate) text: String,
    /// The byte of the cursor.
    pub(crate) cursor: usize,
    pub(crate) argument: String,
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/lsp/fixtures").join(format!("{name}.txt"))
}

fn read(name: &str) -> Vec<Fixture> {
    let text = fs::read_to_string(path(name)).expect("fixtures");
    let parts = text.split("=== ").skip(1);
    let each = parts.map(|part| {
        let (title, rest) = part.split_once('\n').expect("a title");
        let (head, rest) = rest.split_once('\n').expect("what the text is");
        let (body, shown) = rest.split_once("---\n").expect("a line `---`");
        let own = |text: &str| text.to_owned();
        let body = body.strip_suffix('\n').unwrap_or(body);
        Fixture { title: own(title), head: own(head), body: own(body), shown: own(shown) }
    });
    each.collect()
}

/// Holds what `show` says of each fixture of a file against what is written there. `BLESS=1` in the
/// environment writes it.
pub(crate) fn hold(name: &str, show: impl Fn(&mut Editor, &Opened) -> String) {
    let fixtures = read(name);
    assert!(!fixtures.is_empty());
    let mut editor = Editor::new(&json!({ "rustAnalyzer": !name.starts_with("rust_alone") }));
    let mut wrong = Vec::new();
    let mut written = String::new();
    for (at, fixture) in fixtures.iter().enumerate() {
        let opened = fixture.open(&mut editor, at);
        let shown = format!("{}\n\n", show(&mut editor, &opened).trim_end());
        if shown != fixture.shown {
            wrong.push(format!(
                "{}\n--- is shown:\n{shown}--- expected:\n{}",
                fixture.title, fixture.shown
            ));
        }
        let Fixture { title, head, body, .. } = fixture;
        write!(written, "=== {title}\n{head}\n{body}\n---\n{shown}").expect("a string");
    }
    assert_eq!(editor.close(), Some(0));
    if std::env::var_os("BLESS").is_some() {
        fs::write(path(name), written).expect("fixtures can be written");
    } else {
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    }
}

/// How many fixtures there are in all.
pub(crate) fn count() -> usize {
    let folder = path("x").parent().expect("a folder").to_owned();
    let files = fs::read_dir(folder).expect("fixtures").filter_map(Result::ok);
    let each = files
        .map(|file| fs::read_to_string(file.path()).expect("fixtures").matches("=== ").count());
    each.sum()
}

impl Fixture {
    fn open(&self, editor: &mut Editor, at: usize) -> Opened {
        let mut words = self.head.split(' ');
        let kind = words.next().unwrap_or_default();
        let version = if matches!(kind, "children" | "screen") { words.next() } else { None };
        let argument = words.collect::<Vec<_>>().join(" ");
        let version = version.unwrap_or("7.3");
        let body = self.body.replace("\\r\\n", "\r\n");
        let text = match kind {
            "doc" | "rust" => body,
            "children" => flow(version, &body),
            "screen" => whole(version, &body),
            "flow" => format!("use flow_runtime::flow;\n\nflow! {{\n{body}\n}}\n"),
            other => panic!("{}: there is no `{other}`", self.title),
        };
        let cursor = text.find('|').unwrap_or_else(|| panic!("{}: no cursor", self.title));
        let text = format!("{}{}", &text[..cursor], &text[cursor + 1..]);
        let rust = matches!(kind, "rust" | "flow");
        let (ending, language) = if rust { ("rs", "rust") } else { ("json", "json") };
        let uri = format!("file:///project/fixture_{at}.{ending}");
        editor.open(&uri, language, &text);
        Opened { uri, text, cursor, argument }
    }
}

/// A flow in which these components are on the first screen.
fn flow(version: &str, children: &str) -> String {
    let screen = format!(
        r#"    {{
      "id": "START",
      "title": "Start",
      "data": {{
        "email": {{ "type": "string", "__example__": "ada@example.com" }},
        "user": {{
          "type": "object",
          "properties": {{ "first_name": {{ "type": "string" }}, "age": {{ "type": "number" }} }},
          "__example__": {{ "first_name": "Ada", "age": 36 }}
        }},
        "is_new": {{ "type": "boolean", "__example__": true }}
      }},
      "layout": {{
        "type": "SingleColumnLayout",
        "children": [
{children}
        ]
      }}
    }}"#
    );
    whole(version, &screen)
}

/// A flow with this screen and one more.
fn whole(version: &str, screen: &str) -> String {
    format!(
        r#"{{
  "version": "{version}",
  "screens": [
{screen},
    {{
      "id": "DONE",
      "title": "Done",
      "terminal": true,
      "data": {{ "email": {{ "type": "string", "__example__": "ada@example.com" }} }},
      "layout": {{
        "type": "SingleColumnLayout",
        "children": [
          {{ "type": "TextInput", "name": "city", "label": "City" }},
          {{ "type": "Footer", "label": "Close", "on-click-action": {{ "name": "complete", "payload": {{}} }} }}
        ]
      }}
    }}
  ]
}}
"#
    )
}

impl Opened {
    /// Where the cursor is, for a request.
    pub(crate) fn place(&self) -> Value {
        json!({ "textDocument": { "uri": self.uri }, "position": position(&self.text, self.cursor) })
    }

    pub(crate) fn document(&self) -> Value {
        json!({ "textDocument": { "uri": self.uri } })
    }

    /// The text after edits, of which no two touch.
    pub(crate) fn after(&self, edits: &[Value]) -> String {
        let mut edits: Vec<_> = edits
            .iter()
            .map(|edit| {
                let (start, end) = bytes(&self.text, &edit["range"]);
                (start, end, edit["newText"].as_str().expect("a text"))
            })
            .collect();
        edits.sort_by_key(|(start, ..)| *start);
        let mut text = String::new();
        let mut at = 0;
        for (start, end, new) in edits {
            text.push_str(&self.text[at..start]);
            text.push_str(new);
            at = end;
        }
        text.push_str(&self.text[at..]);
        text
    }

    /// The lines of another text that this one does not have, in place.
    pub(crate) fn changed(&self, after: &str) -> String {
        let diff = similar::TextDiff::from_lines(self.text.as_str(), after);
        let mut out = String::new();
        for change in diff.iter_all_changes() {
            let sign = match change.tag() {
                similar::ChangeTag::Delete => "-",
                similar::ChangeTag::Insert => "+",
                similar::ChangeTag::Equal => continue,
            };
            writeln!(out, "{sign}{}", change.value().trim_end()).expect("a string");
        }
        out
    }

    /// `line:column the text there`, counted from 1.
    pub(crate) fn at(&self, range: &Value) -> String {
        let (start, end) = bytes(&self.text, range);
        let line = range["start"]["line"].as_u64().expect("a line") + 1;
        let column = range["start"]["character"].as_u64().expect("a character") + 1;
        let text = self.text[start..end].replace('\n', "\\n");
        format!("{line}:{column} {text}")
    }
}

/// A byte as the protocol counts, by the definition of UTF-16.
pub(crate) fn position(text: &str, byte: usize) -> Value {
    let before = &text[..byte];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    json!({ "line": line, "character": before[start..].encode_utf16().count() })
}

/// The bytes of a range.
pub(crate) fn bytes(text: &str, range: &Value) -> (usize, usize) {
    let byte = |position: &Value| {
        let number = |key: &str| {
            usize::try_from(position[key].as_u64().expect("a number")).expect("no more than bytes")
        };
        let (line, units) = (number("line"), number("character"));
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut left = units;
        let mut at = start;
        for char in text[start..].chars() {
            if left == 0 || char == '\n' {
                break;
            }
            left = left.saturating_sub(char.len_utf16());
            at += char.len_utf8();
        }
        at
    };
    (byte(&range["start"]), byte(&range["end"]))
}
