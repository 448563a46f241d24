//! The walk-through in docs/publishing-a-flow.md, step by step; `BLESS=1` writes what is shown.
//!
//! A block with a file's name holds that file. A `console` block holds calls and what they say. A
//! `rust-changed` block holds what a reader replaces, `before => after`. The page speaks of Meta and
//! of an endpoint on the internet; here their addresses are those of a fake and of this machine.

use std::fmt::Write;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use flow_desk::Status;
use flow_runtime::testing::KeyPair;

use crate::world::{World, serve};

const ENDPOINT: &str = "https://flows.example.com/flow";
const SECRET: &str = "app secret";

#[test]
fn the_walk_through_goes_as_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/publishing-a-flow.md");
    let text = std::fs::read_to_string(&path).expect("the page");
    let mut page = Page { world: World::new(""), endpoint: serve(SECRET) };
    page.world.graph.set_app_secret(Some(SECRET));
    let pem = KeyPair::shared().private_key().to_encrypted_pem("correct-horse").expect("a key");
    page.world.folder.write("private.pem", pem.as_bytes());
    let mut found = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        found.push_str(line);
        found.push('\n');
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let (kind, file) = info.split_once(' ').unwrap_or((info, ""));
        found.push_str(&page.shown(kind, file, &block));
        found.push_str("```\n");
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &found).expect("the page can be written");
    } else {
        assert_eq!(found, text);
    }
    let flows = page.world.graph.flows();
    let states: Vec<(&str, Status)> =
        flows.iter().map(|flow| (flow.name.as_str(), flow.status)).collect();
    assert_eq!(states, [("Newsletter", Status::Published), ("Booking", Status::Published),]);
    let sent: Vec<bool> = page.world.graph.messages().iter().map(|sent| sent.is_draft).collect();
    assert_eq!(sent, [true, false, false]);
}

struct Page {
    world: World,
    endpoint: String,
}

impl Page {
    /// What a block holds, after it was done.
    fn shown(&mut self, kind: &str, file: &str, block: &[&str]) -> String {
        let text = || block.iter().fold(String::new(), |text, line| text + line + "\n");
        match kind {
            "toml" => {
                let url = self.world.graph.url();
                let environment = format!("[environments.staging]\ngraph_url = \"{url}\"");
                let real = text().replace("[environments.staging]", &environment);
                self.write(file, &real);
                text()
            }
            "rust" => {
                self.write(file, &text());
                text()
            }
            "rust-changed" => {
                let mut source = self.world.folder.read(file);
                for line in block {
                    let (before, after) = line.split_once(" => ").expect("a replacement");
                    assert!(source.contains(before), "{before}");
                    source = source.replace(before, after);
                }
                self.write(file, &source);
                text()
            }
            "console" => {
                let mut shown = String::new();
                for line in block.iter().filter(|line| line.starts_with("$ ")) {
                    let said = self.said(line);
                    let _ = writeln!(shown, "{line}");
                    if !said.is_empty() {
                        let _ = writeln!(shown, "{said}");
                    }
                }
                shown
            }
            // What a service does is a test of flow-graph.
            "rust,ignore" => text(),
            kind => panic!("a block of kind `{kind}`"),
        }
    }

    /// What a call says; a variable is set, and says nothing.
    fn said(&mut self, line: &str) -> String {
        if let Some(variable) = line.strip_prefix("$ export ") {
            let (name, value) = variable.split_once('=').expect("a value");
            // The page shows the beginning of a token; the world has set the fake's.
            if name != "WHATSAPP_ACCESS_TOKEN" {
                self.world.set(name, value.trim_matches('"'));
            }
            return String::new();
        }
        let words: Vec<&str> = line.trim_start_matches("$ cargo ").split_whitespace().collect();
        // Both streams go into one, so that the page has what a terminal shows.
        let (mut said, out) = std::io::pipe().expect("a pipe");
        let mut command = self.world.command(&words);
        command.stdin(Stdio::null()).stderr(out.try_clone().expect("a pipe")).stdout(out);
        let mut child = command.spawn().expect("the command runs");
        // The command has the only end left to write to.
        drop(command);
        let mut text = String::new();
        said.read_to_string(&mut text).expect("text");
        child.wait().expect("the command ends");
        assert!(!text.contains(&self.world.graph.access_token()), "{text}");
        assert_eq!(self.world.graph.complaints(), Vec::<String>::new());
        text.trim_end().replace(&self.endpoint, ENDPOINT)
    }

    fn write(&self, file: &str, text: &str) {
        let real = text.replace(ENDPOINT, &self.endpoint);
        self.world.folder.write(file, real.as_bytes());
    }
}
