//! How long `cargo flow lsp` takes to answer after a change, over its real protocol: in a flow of 100
//! screens, and in documents up to 10 MB; and how long until a change is checked.
//!
//! The server is a process of its own, as it is for an editor.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const RUNS: usize = 30;
/// So long the server waits for the next key before it checks.
const PAUSE: Duration = Duration::from_millis(60);
const URI: &str = "file:///flows/a.json";

fn main() {
    if std::env::args().any(|argument| argument == "--serve") {
        let _ = cargo_flow::run(["cargo-flow", "lsp"].map(Into::into));
        return;
    }
    println!("{:>22} {:>10} {:>10} {:>10}", "", "median", "p95", "slowest");
    let text = document(100, 20, 0);
    println!("100 screens of 20 components, {} KB", text.len() / 1_024);
    answers(&text);
    for (screens, bytes) in [(100, 1_000_000), (100, 10_000_000)] {
        let text = document(screens, 20, bytes);
        println!("{} KB, images the most of it", text.len() / 1_024);
        answers(&text);
    }
    let text = document(100, 48, 0);
    println!("{} KB without images", text.len() / 1_024);
    answers(&text);
}

/// Types a letter before each request, so that all is read anew.
fn answers(text: &str) {
    let mut server = Server::start(text);
    let place = |part: &str, after: usize| {
        let byte = text.rfind(part).expect("it is there") + after;
        let before = &text[..byte];
        let line = before.matches('\n').count();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        json!({ "line": line, "character": byte - start })
    };
    let requests = [
        ("completion", place("\"type\": \"TextInput\"", 10)),
        ("hover", place("\"TextInput\"", 3)),
        ("definition", place("${form.", 8)),
        ("documentSymbol", Value::Null),
    ];
    for (method, position) in requests {
        let mut params = json!({ "textDocument": { "uri": URI } });
        if !position.is_null() {
            params["position"] = position;
        }
        let method = format!("textDocument/{method}");
        let times = (0..RUNS).map(|_| {
            server.type_a_blank();
            let start = Instant::now();
            let answer = server.ask(&method, &params);
            let time = start.elapsed();
            assert!(!answer.is_null() && answer != json!([]), "{method}");
            time
        });
        print(&method, times.collect());
    }
    let times = (0..RUNS / 3).map(|_| {
        let start = Instant::now();
        let version = server.type_a_blank();
        server.checked(version);
        start.elapsed().saturating_sub(PAUSE)
    });
    print("checked", times.collect());
}

fn print(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let shown = |at: usize| format!("{:.2} ms", times[at.min(times.len() - 1)].as_secs_f64() * 1e3);
    let (middle, high) = (times.len() / 2, times.len() * 95 / 100);
    let name = name.trim_start_matches("textDocument/");
    println!("{name:>22} {:>10} {:>10} {:>10}", shown(middle), shown(high), shown(times.len()));
}

/// A flow of so many screens, filled up with images to so many bytes.
fn document(screens: usize, components: usize, bytes: usize) -> String {
    let image = "A".repeat(bytes / screens);
    let image = format!(r#"          {{ "type": "Image", "src": "{image}" }},"#);
    let one = |screen: usize| {
        let last = screen + 1 == screens;
        let inputs = (0..components).map(|at| {
            format!(
                r#"          {{ "type": "TextInput", "name": "field_{at}", "label": "Field {at}", "helper-text": "What is to be filled in here, as long as a phone shows it." }},"#
            )
        });
        let inputs: Vec<String> = inputs.chain((bytes > 0).then(|| image.clone())).collect();
        let action = if last {
            r#""name": "complete", "payload": { "a": "${form.field_0}" }"#.to_owned()
        } else {
            let next = name(screen + 1);
            format!(
                r#""name": "navigate", "next": {{ "type": "screen", "name": "{next}" }}, "payload": {{}}"#
            )
        };
        format!(
            r#"    {{
      "id": "{}",
      "title": "Screen",
      "terminal": {last},
      "layout": {{
        "type": "SingleColumnLayout",
        "children": [
{}
          {{ "type": "Footer", "label": "Go", "on-click-action": {{ {action} }} }}
        ]
      }}
    }}"#,
            name(screen),
            inputs.join("\n"),
        )
    };
    let screens: Vec<String> = (0..screens).map(one).collect();
    format!("{{\n  \"version\": \"7.3\",\n  \"screens\": [\n{}\n  ]\n}}\n", screens.join(",\n"))
}

/// The id of a screen: letters alone.
fn name(number: usize) -> String {
    let digits = number.to_string();
    digits.bytes().map(|digit| char::from(b'A' + digit - b'0')).collect()
}

struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    asked: i64,
    version: i64,
}

impl Server {
    fn start(text: &str) -> Self {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .arg("--serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let input = child.stdin.take().expect("it was asked for");
        let output = BufReader::new(child.stdout.take().expect("it was asked for"));
        let mut server = Self { child, input, output, asked: 0, version: 1 };
        server.ask("initialize", &json!({ "capabilities": {} }));
        server.tell("initialized", &json!({}));
        let item = json!({ "uri": URI, "languageId": "json", "version": 1, "text": text });
        server.tell("textDocument/didOpen", &json!({ "textDocument": item }));
        server.checked(1);
        server
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("it reads");
        self.input.flush().expect("it reads");
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let mut message = self.read();
            if message["id"] == id {
                return message["result"].take();
            }
        }
    }

    /// Types a blank where white space is; the version of the text then.
    fn type_a_blank(&mut self) -> i64 {
        self.version += 1;
        let at = json!({ "line": 1, "character": 0 });
        let change = json!([{ "range": { "start": at, "end": at }, "text": " " }]);
        let document = json!({ "uri": URI, "version": self.version });
        let params = json!({ "textDocument": document, "contentChanges": change });
        self.tell("textDocument/didChange", &params);
        self.version
    }

    fn checked(&mut self, version: i64) {
        while self.read()["params"]["version"] != version {}
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).expect("it goes on") > 0);
            match line.trim().strip_prefix("Content-Length: ") {
                Some(number) => length = number.parse().expect("a number"),
                None if line.trim().is_empty() => break,
                None => {}
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("it goes on");
        serde_json::from_slice(&body).expect("JSON")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
