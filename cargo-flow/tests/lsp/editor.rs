//! An editor: speaks the protocol to the binary, as far as the tests need it.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

/// A session with a server of its own.
pub(crate) struct Editor {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    asked: i64,
    /// What came without being asked for, in order.
    pub(crate) told: Vec<Value>,
    /// What the server answered to the opening of the session.
    pub(crate) opened: Value,
}

/// What an editor of today can do.
pub(crate) fn able() -> Value {
    json!({
        "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } },
        "workspace": { "workspaceEdit": { "resourceOperations": ["create"], "documentChanges": true } },
        "window": { "showDocument": { "support": true } },
    })
}

impl Editor {
    /// Opens a session with these options.
    pub(crate) fn new(options: &Value) -> Self {
        Self::with(options, &able())
    }

    /// Opens a session as an editor that can do this.
    pub(crate) fn with(options: &Value, able: &Value) -> Self {
        let mut editor = Self::silent();
        editor.opened = editor.ask(
            "initialize",
            &json!({ "processId": null, "rootUri": null, "capabilities": able, "initializationOptions": options }),
        );
        editor.notify("initialized", &json!({}));
        editor
    }

    /// A server to which nothing was said yet.
    pub(crate) fn silent() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cargo-flow"))
            .args(["flow", "lsp"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the server starts");
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().expect("it was asked for"));
        Self { child, input, output, asked: 0, told: Vec::new(), opened: Value::Null }
    }

    pub(crate) fn raw(&mut self, text: &str) {
        let input = self.input.as_mut().expect("the session is open");
        write!(input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("the server reads");
        input.flush().expect("the server reads");
    }

    fn send(&mut self, message: &Value) {
        self.raw(&message.to_string());
    }

    pub(crate) fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request; its number.
    pub(crate) fn request(&mut self, method: &str, params: &Value) -> i64 {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The whole answer to a request.
    pub(crate) fn answer(&mut self, id: i64) -> Value {
        loop {
            let message = self.read().expect("the server goes on");
            if message.get("method").is_none() && message["id"] == id {
                return message;
            }
            self.told.push(message);
        }
    }

    /// What a request is answered.
    #[track_caller]
    pub(crate) fn ask(&mut self, method: &str, params: &Value) -> Value {
        let id = self.request(method, params);
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// What a request is refused with.
    #[track_caller]
    pub(crate) fn refused(&mut self, method: &str, params: &Value) -> Value {
        let id = self.request(method, params);
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_some(), "{method}: {answer}");
        answer["error"].take()
    }

    fn read(&mut self) -> Option<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let line = line.trim();
            if line.is_empty() {
                break;
            }
            if let Some(number) = line.strip_prefix("Content-Length: ") {
                length = number.parse().expect("a number");
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).ok()?;
        Some(serde_json::from_slice(&body).expect("JSON"))
    }

    pub(crate) fn open(&mut self, uri: &str, language: &str, text: &str) {
        let item = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": item }));
    }

    /// Changes a document: each change is a range, or all of it, and a text.
    pub(crate) fn change(&mut self, uri: &str, version: i32, changes: &Value) {
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", &params);
    }

    /// The faults of a version of a document.
    pub(crate) fn faults(&mut self, uri: &str, version: i32) -> Vec<Value> {
        let of = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["version"] == version
        };
        let found = loop {
            if let Some(at) = self.told.iter().position(of) {
                break self.told.remove(at);
            }
            let message = self.read().expect("the server goes on");
            self.told.push(message);
        };
        found["params"]["diagnostics"].as_array().expect("a list").clone()
    }

    /// The next request of the server.
    pub(crate) fn asked(&mut self, method: &str) -> Value {
        loop {
            let of = |message: &Value| message["method"] == method;
            if let Some(at) = self.told.iter().position(of) {
                return self.told.remove(at)["params"].take();
            }
            let message = self.read().expect("the server goes on");
            self.told.push(message);
        }
    }

    /// Ends the session as the protocol wants it; the exit code.
    pub(crate) fn close(mut self) -> Option<i32> {
        self.ask("shutdown", &Value::Null);
        self.notify("exit", &Value::Null);
        self.leave()
    }

    /// Goes without a word; the exit code.
    pub(crate) fn leave(mut self) -> Option<i32> {
        drop(self.input.take());
        self.child.wait().expect("the server ends").code()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        drop(self.input.take());
        // A test that failed may leave it waiting.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
