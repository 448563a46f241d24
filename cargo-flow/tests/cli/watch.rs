//! `--watch`.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crate::call::{DOCUMENT, Folder, SOURCE};

/// A call that goes on, and what it says.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(folder: &Folder, arguments: &[&str]) -> Self {
        let mut child = folder
            .command(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let (send, lines) = channel();
        let stderr = child.stderr.take().expect("it was asked for");
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// Waits until a line holds `part`.
    fn until(&self, part: &str) {
        let mut said = Vec::new();
        loop {
            match self.lines.recv_timeout(Duration::from_mins(1)) {
                Ok(line) if line.contains(part) => return,
                Ok(line) => said.push(line),
                Err(error) => panic!("`{part}` is never said ({error}):\n{}", said.join("\n")),
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_check_is_done_again_after_a_change() {
    let folder = Folder::new(&[("flows/a.json", DOCUMENT)]);
    let watching = Watching::start(&folder, &["check", "--watch", "flows"]);
    watching.until("1 flow, no faults");
    watching.until("watching 1 file");
    folder.write("flows/a.json", DOCUMENT.replace("\"City\"", "\"\"").as_bytes());
    watching.until("in 1 file");
    watching.until("watching");
    folder.write("flows/a.json", DOCUMENT.as_bytes());
    watching.until("1 flow, no faults");
    folder.write("flows/new.json", DOCUMENT.as_bytes());
    watching.until("2 flows, no faults");
}

#[test]
fn an_export_follows_its_source_and_the_files_in_it() {
    let source = SOURCE.replace("TextBody \"Hello\"", "RichText text!(\"terms.md\")");
    let folder = Folder::new(&[("Cargo.toml", ""), ("terms.md", "# One"), ("src/lib.rs", &source)]);
    let watching = Watching::start(&folder, &["export", "--watch", "src/lib.rs", "--out", "out"]);
    watching.until("watching 2 files");
    assert!(folder.read("out/second.json").contains("# One"));
    folder.write("terms.md", b"# Two, and longer");
    watching.until("Wrote out/second.json");
    assert!(folder.read("out/second.json").contains("# Two"));
    folder.write("src/lib.rs", b"fn main() {");
    watching.until("SYNTAX");
    folder.write("src/lib.rs", SOURCE.as_bytes());
    watching.until("Wrote out/second.json");
}
