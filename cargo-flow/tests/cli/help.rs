//! The help texts, as goldens; `BLESS=1` in the environment writes them.

use std::fs;
use std::path::Path;

use crate::call::Folder;

const COMMANDS: [&[&str]; 32] = [
    &[],
    &["check"],
    &["import"],
    &["export"],
    &["diff"],
    &["fmt"],
    &["explain"],
    &["components"],
    &["schema"],
    &["lsp"],
    &["new"],
    &["push"],
    &["status"],
    &["pull"],
    &["preview-url"],
    &["publish"],
    &["deprecate"],
    &["delete"],
    &["send"],
    &["doctor"],
    &["preview"],
    &["screenshot"],
    &["map"],
    &["play"],
    &["keys"],
    &["keys", "new"],
    &["keys", "check"],
    &["keys", "public"],
    &["keys", "upload"],
    &["completions"],
    &["man"],
    &["help"],
];

#[test]
fn the_help_says_what_its_goldens_say() {
    let folder = Folder::new(&[]);
    let goldens = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens/help");
    let mut wrong = Vec::new();
    for command in COMMANDS {
        let mut arguments = command.to_vec();
        if command != ["help"] {
            arguments.push("--help");
        }
        let ran = folder.call(&arguments);
        ran.ends(0, &[]);
        let name = if command.is_empty() { "flow".to_owned() } else { command.join("-") };
        let golden = goldens.join(format!("{name}.txt"));
        if std::env::var_os("BLESS").is_some() {
            fs::create_dir_all(&goldens).expect("a folder");
            fs::write(&golden, &ran.out).expect("a golden can be written");
        } else if fs::read_to_string(&golden).ok().as_ref() != Some(&ran.out) {
            wrong.push(format!("{} differs; the text is\n{}", golden.display(), ran.out));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
