//! Calls of the binary.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use tempfile::TempDir;

/// A sound document.
pub(crate) const DOCUMENT: &str = r#"{
  "version": "7.3",
  "screens": [
    {
      "id": "START",
      "title": "Start",
      "terminal": true,
      "layout": {
        "type": "SingleColumnLayout",
        "children": [
          { "type": "TextInput", "name": "city", "label": "City", "required": true },
          {
            "type": "Footer",
            "label": "Done",
            "on-click-action": { "name": "complete", "payload": { "city": "${form.city}" } }
          }
        ]
      }
    }
  ]
}
"#;

/// A Rust source with two flows.
pub(crate) const SOURCE: &str = r#"//! Two flows.

use flow_runtime::flow;

flow! {
    pub flow first (version: "7.3")

    screen START "Start" {
        Footer "Done" => complete {}
    }
}

flow! {
    pub flow second (version: "7.3")

    screen START "Start" {
        TextBody "Hello"
        Footer "Done" => complete {}
    }
}
"#;

/// What a call came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A folder of files, in which the command is called.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a temporary folder"));
        for (path, text) in files {
            folder.write(path, text.as_bytes());
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        let path = self.path().join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-flow"));
        command
            .current_dir(self.path())
            .args(arguments)
            .env_remove("NO_COLOR")
            .env("TERM", "xterm");
        command
    }

    pub(crate) fn call(&self, arguments: &[&str]) -> Ran {
        self.call_with(arguments, "")
    }

    /// A call that reads `input`.
    pub(crate) fn call_with(&self, arguments: &[&str], input: &str) -> Ran {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let mut stdin = child.stdin.take().expect("it was asked for");
        let output = thread::scope(|scope| {
            scope.spawn(move || {
                // A call that needs no input may end before it is written.
                let _ = stdin.write_all(input.as_bytes());
            });
            child.wait_with_output().expect("the command ends")
        });
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("text"),
            err: String::from_utf8(output.stderr).expect("text"),
        }
    }
}

impl Ran {
    /// The call ends with this code, and says each of these on standard error.
    #[track_caller]
    pub(crate) fn ends(&self, code: i32, said: &[&str]) -> &Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        for part in said {
            assert!(self.err.contains(part), "`{part}` is not said:\n{}", self.err);
        }
        self
    }
}
