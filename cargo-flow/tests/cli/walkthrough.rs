//! The walk-through in docs/moving-a-flow.md, step by step; `BLESS=1` writes what is shown.
//!
//! A block with a file's name holds that file. A `console` block holds calls and what they say. A
//! `rust-fixed` block holds what a reader replaces, `before => after`.

use std::fmt::Write;
use std::path::Path;

use crate::call::Folder;

#[test]
fn the_walk_through_goes_as_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/moving-a-flow.md");
    let text = std::fs::read_to_string(&path).expect("the page");
    let folder = Folder::new(&[]);
    let mut found = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        found.push_str(line);
        found.push('\n');
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let (kind, file) = info.split_once(' ').unwrap_or((info, ""));
        found.push_str(&shown(&folder, kind, file, &block));
        found.push_str("```\n");
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &found).expect("the page can be written");
    } else {
        assert_eq!(found, text);
    }
    let again = folder.call(&["export", "src/contact.rs"]).out;
    let fixed = folder
        .read("contact.json")
        .replace("\"mail\"", "\"email\"")
        .replace("form.mail", "form.email");
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    assert_eq!(value(&again), value(&fixed));
}

/// What a block holds, after it was done.
fn shown(folder: &Folder, kind: &str, file: &str, block: &[&str]) -> String {
    let text = || block.iter().fold(String::new(), |text, line| text + line + "\n");
    match kind {
        "json" => {
            folder.write(file, text().as_bytes());
            text()
        }
        "rust" => folder.read(file),
        "rust-fixed" => {
            let mut source = folder.read(file);
            for line in block {
                let (before, after) = line.split_once(" => ").expect("a replacement");
                assert!(source.contains(before), "{before}");
                source = source.replace(before, after);
            }
            folder.write(file, source.as_bytes());
            text()
        }
        "console" => block.iter().filter(|line| line.starts_with("$ ")).fold(
            String::new(),
            |mut shown, line| {
                let arguments: Vec<&str> =
                    line.trim_start_matches("$ cargo ").split_whitespace().collect();
                let ran = folder.call(&arguments);
                let said = format!("{}{}", ran.err, ran.out);
                let _ = writeln!(shown, "{line}\n{}", said.trim_end());
                shown.trim_end().to_owned() + "\n"
            },
        ),
        kind => panic!("a block of kind `{kind}`"),
    }
}
