//! The rules of a phone: each file is a flow, what is done, and all that comes of it.
//!
//! A file is the text inside `flow! { … }` or a Flow JSON document, then `---`, then steps. The
//! lines that begin with `  >` (effects, refusals) and `  |` (what is shown, after `view`) are what
//! the player does; `BLESS=1` writes them anew, to be read before they are committed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flow_compiler::check::Files;
use flow_compiler::diagnostic::Level;
use flow_compiler::door;
use flow_player::{Program, steps};

/// The flows of these tests name no files.
#[derive(Debug)]
struct NoFiles;

impl Files for NoFiles {
    fn resolve(&self, path: &str) -> PathBuf {
        path.into()
    }

    fn read(&self, _: &Path) -> std::io::Result<Vec<u8>> {
        Err(std::io::ErrorKind::NotFound.into())
    }
}

/// Reads a flow. One that says `faulty` in its first line may have errors.
fn program(text: &str) -> Program {
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("//")).collect();
    let (program, faults) = if lines.first().is_some_and(|line| line.starts_with('{')) {
        Program::from_faulty_json(lines.join("\n"))
    } else {
        door::with_source(text, &NoFiles, Program::new)
    };
    let errors: Vec<String> = faults
        .iter()
        .filter(|fault| fault.level == Level::Error)
        .map(|fault| format!("{}: {}", fault.code.as_str(), fault.message))
        .collect();
    let may_err = text.contains("// faulty");
    assert!(may_err || errors.is_empty(), "the flow is faulty: {errors:#?}\n{text}");
    program.expect("a flow")
}

#[test]
fn phones_keep_their_rules() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the folder of the rules")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "steps"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "there are no rules");
    let wanted = env::var("RULE").ok();
    let mut report = String::new();
    for path in files {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        if wanted.as_ref().is_some_and(|wanted| !name.contains(wanted)) {
            continue;
        }
        let written = fs::read_to_string(&path).expect("a readable file");
        let (flow, script) = written.split_once("\n---\n").expect("a line `---`");
        let played = steps::play(&program(flow), script)
            .unwrap_or_else(|misread| panic!("{name}.steps, after `---`, {misread}"));
        let played = format!("{flow}\n---\n{played}");
        if played == written {
            continue;
        }
        if env::var_os("BLESS").is_some() {
            fs::write(&path, played).expect("a writable file");
        } else {
            let line = played.lines().zip(written.lines()).position(|(a, b)| a != b);
            let at = line.unwrap_or_else(|| played.lines().count().min(written.lines().count()));
            writeln!(
                report,
                "{name}.steps:{}\n  is   {:?}\n  then {:?}",
                at + 1,
                played.lines().nth(at).unwrap_or_default(),
                written.lines().nth(at).unwrap_or_default()
            )
            .expect("a text");
        }
    }
    assert!(report.is_empty(), "what a phone does has changed; BLESS=1 writes it anew\n{report}");
}
