//! The house rules that a compiler does not check.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use flow_compiler::catalogue;
use flow_tests::{report, root};

const LONGEST: usize = 500;

/// Every text that a person writes, with its path below the root.
fn texts() -> Vec<(PathBuf, String)> {
    const ENDINGS: &[&str] = &["rs", "md", "toml", "sh", "py", "flow", "in"];
    let mut found = Vec::new();
    let mut folders = vec![root().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable folder").path();
            let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
            let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
            if path.is_dir() {
                if name != "target" && name != ".git" {
                    folders.push(path);
                }
            } else if ENDINGS.contains(&ending) || folder.ends_with(".ci") {
                let text = fs::read_to_string(&path).expect("a readable text");
                found.push((path.strip_prefix(root()).expect("below the root").to_owned(), text));
            }
        }
    }
    found.sort();
    assert!(found.len() > 500, "the texts are not found");
    found
}

fn sources() -> Vec<(PathBuf, String)> {
    texts()
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|end| end == "rs"))
        .collect()
}

/// What of a source is not a comment and no test; unit tests are at its end.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A source that users see as an example or a golden is not a module of ours.
fn is_golden(path: &Path) -> bool {
    let text = path.to_string_lossy();
    ["tests/ui", "tests/goldens", "templates"].iter().any(|part| text.contains(part))
}

/// A file that holds tests alone.
fn is_test(path: &Path) -> bool {
    let text = path.to_string_lossy();
    text.contains("tests/") || text.ends_with("tests.rs") || text.contains("/benches/")
}

#[test]
fn no_file_is_longer_than_its_reader_can_hold() {
    // What the compiler writes from its catalogue.
    const WRITTEN: [&str; 2] = ["docs/reference.md", "flow-runtime/src/__editor.rs"];
    let long: Vec<String> = texts()
        .iter()
        .filter(|(path, _)| !is_golden(path) && !WRITTEN.iter().any(|end| path.ends_with(end)))
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    report(&format!("files have more than {LONGEST} lines"), &long);
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<String> = sources()
        .iter()
        .filter(|(path, text)| !is_golden(path) && !text.starts_with("//!"))
        .map(|(path, _)| path.display().to_string())
        .collect();
    report("files do not begin with `//!`", &silent);
}

#[test]
fn nothing_is_left_lying_about() {
    let marks =
        [["to", "do!("], ["unimple", "mented!("], ["TO", "DO"], ["FIX", "ME"], ["db", "g!("]];
    let mut found = Vec::new();
    for (path, text) in texts() {
        for mark in marks.iter().map(|parts| parts.concat()) {
            if text.contains(&mark) {
                found.push(format!("{}: {mark}", path.display()));
            }
        }
        if path.file_stem().is_some_and(|stem| stem == "utils") {
            found.push(format!("{}: name it after what it does", path.display()));
        }
    }
    report("leftovers", &found);
}

/// The rooms of the compiler, each with what it may import.
const ROOMS: &[(&str, &[&str])] = &[
    ("span", &["proc_macro2"]),
    ("code", &[]),
    ("diagnostic", &["code", "span"]),
    ("catalogue", &[]),
    ("ecmascript", &[]),
    ("case", &[]),
    ("node", &["span"]),
    ("ast", &["node", "span"]),
    ("model", &["ast", "catalogue", "diagnostic", "span"]),
    ("json", &["ast", "case", "catalogue", "diagnostic", "node", "span"]),
    ("check", &["ast", "catalogue", "diagnostic", "ecmascript", "json", "model", "node", "span"]),
    ("emit", &["case", "catalogue", "diagnostic", "model", "node", "span", "proc_macro2", "quote"]),
    ("compare", &["catalogue", "check", "model"]),
    ("pointer", &["ast", "catalogue", "json", "node", "span"]),
    ("reference", &["catalogue", "diagnostic"]),
    ("editor", &["case", "catalogue", "code", "reference", "proc_macro2", "quote", "syn"]),
    ("report", &["diagnostic", "span"]),
    ("parse", &["ast", "catalogue", "diagnostic", "json", "node", "span", "proc_macro2", "syn"]),
    ("fragments", &["ast", "case", "catalogue", "diagnostic", "node", "span"]),
    // Between the parser and the check, whose trait for files it has.
    (
        "include",
        &["ast", "check", "diagnostic", "fragments", "parse", "source", "span", "proc_macro2"],
    ),
    // What is printed is what the parser reads: it says what a word may be.
    ("print", &["ast", "catalogue", "json", "node", "parse", "span"]),
    ("source", &["diagnostic", "span", "proc_macro2", "syn"]),
    ("format", &["ast", "diagnostic", "parse", "print", "source", "proc_macro2"]),
    (
        "door",
        &[
            "ast",
            "check",
            "diagnostic",
            "emit",
            "fragments",
            "include",
            "json",
            "model",
            "parse",
            "print",
            "source",
            "span",
            "proc_macro2",
            "quote",
            "syn",
        ],
    ),
    ("expand", &["ast", "check", "diagnostic", "door", "editor", "emit", "proc_macro2", "quote"]),
];

/// What a room may be seen to import.
const NAMES: &[&str] = &[
    "crate::ast",
    "crate::case",
    "crate::catalogue",
    "crate::check",
    "crate::code",
    "crate::diagnostic",
    "crate::door",
    "crate::ecmascript",
    "crate::editor",
    "crate::emit",
    "crate::expand",
    "crate::format",
    "crate::fragments",
    "crate::include",
    "crate::json",
    "crate::model",
    "crate::node",
    "crate::parse",
    "crate::pointer",
    "crate::print",
    "crate::reference",
    "crate::report",
    "crate::source",
    "crate::span",
    "crate::{",
    "proc_macro2::",
    "quote::",
    "syn::",
];

/// Data moves from left to right: the tree and the check can be built from JSON alone, and what
/// emits reads the model alone. A room names no room after it and none beside it.
#[test]
fn the_compilers_rooms_import_what_stands_before_them() {
    let mut found = Vec::new();
    for (room, allowed) in ROOMS {
        let folder = Path::new("flow-compiler/src").join(room);
        let in_room =
            |path: &Path| path.starts_with(&folder) || path == folder.with_extension("rs");
        let files: Vec<_> = sources().into_iter().filter(|(path, _)| in_room(path)).collect();
        assert!(!files.is_empty(), "there is no room `{room}`");
        for (path, text) in files.iter().filter(|(path, _)| !is_test(path)) {
            let code = code(text);
            for name in NAMES.iter().filter(|name| imports(&code, name)) {
                let short = name.trim_start_matches("crate::").trim_end_matches("::");
                if short != *room && !allowed.contains(&short) {
                    found.push(format!("{}: {name}", path.display()));
                }
            }
        }
    }
    report("rooms import what they may not know", &found);
}

/// Whether the code has this path, as whole words.
fn imports(code: &str, path: &str) -> bool {
    code.match_indices(path).any(|(start, _)| {
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let (before, after) = (&code[..start], &code[start + path.len()..]);
        let whole = path.ends_with([':', '{']) || !word(after.chars().next());
        whole && !word(before.chars().next_back())
    })
}

/// Dependencies point one way, and no service links the compiler.
#[test]
fn the_crates_depend_on_what_stands_before_them() {
    const CRATES: &[(&str, &[&str])] = &[
        ("flow-compiler", &[]),
        ("flow-macros", &["flow-compiler"]),
        ("flow-runtime", &["flow-macros", "flow-player"]),
        ("flow-build", &["flow-compiler"]),
        ("flow-player", &["flow-compiler"]),
        ("flow-desk", &["flow-compiler", "flow-player", "flow-runtime"]),
        ("flow-preview", &["flow-compiler", "flow-desk", "flow-player", "flow-runtime"]),
        ("flow-graph", &["flow-runtime"]),
        (
            "cargo-flow",
            &[
                "flow-compiler",
                "flow-desk",
                "flow-graph",
                "flow-player",
                "flow-preview",
                "flow-runtime",
            ],
        ),
    ];
    let mut found = Vec::new();
    for (name, allowed) in CRATES {
        let folder = root().join(name);
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest");
        let dependencies = manifest.split("\n[dependencies]\n").nth(1).expect("dependencies");
        let dependencies = dependencies.split("\n[").next().unwrap_or_default();
        for line in dependencies.lines().filter(|line| line.starts_with("flow-")) {
            let ours = line.split([' ', '.', '=']).next().unwrap_or_default();
            if !allowed.contains(&ours) {
                found.push(format!("{name} depends on {ours}"));
            }
        }
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            if !folder.join(licence).is_file() {
                found.push(format!("{name} has no {licence}"));
            }
        }
    }
    report("crates are not as they should be", &found);
}

#[test]
fn only_the_catalogue_knows_a_component_by_its_name() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        let shown = path.to_string_lossy();
        let searched = ["flow-compiler/src", "flow-player/src"];
        if !searched.iter().any(|folder| shown.starts_with(folder))
            || shown.contains("/catalogue/")
            || is_test(&path)
        {
            continue;
        }
        let text = code(&text);
        for row in catalogue::COMPONENTS {
            if text.contains(&format!("\"{}\"", row.name)) {
                found.push(format!("{shown}: \"{}\"", row.name));
            }
        }
    }
    report("places name a component", &found);
}

#[test]
fn only_the_catalogue_knows_a_property_by_its_key() {
    let rows = catalogue::COMPONENTS.iter().flat_map(|row| row.properties);
    // Words of one part are words of many other things as well.
    let keys: BTreeSet<&str> = rows.map(|row| row.name).filter(|key| key.contains('-')).collect();
    let mut found = Vec::new();
    for (path, text) in sources() {
        let shown = path.to_string_lossy();
        let searched = ["check", "emit", "json", "print"];
        let searched = searched.map(|room| format!("flow-compiler/src/{room}"));
        if !searched.iter().any(|room| shown.starts_with(room)) || is_test(&path) {
            continue;
        }
        let text = code(&text);
        for key in &keys {
            if text.contains(&format!("\"{key}\"")) {
                found.push(format!("{shown}: \"{key}\""));
            }
        }
    }
    report("places name a property", &found);
}

#[test]
fn nothing_speaks_of_the_machine_it_was_made_on() {
    let mut found = Vec::new();
    for (path, text) in texts() {
        for folder in [["/ro", "ot/"], ["/wo", "rk/"], ["/fa", "rm/"]].map(|parts| parts.concat()) {
            if text.contains(&folder) {
                found.push(format!("{}: {folder}", path.display()));
            }
        }
    }
    report("machine paths", &found);
}

/// In the public registry some of the short names are other people's crates. What a user copies
/// names ours, or gives a dependency our package.
#[test]
fn nothing_that_users_copy_names_a_package_of_others() {
    const FOLDERS: [&str; 7] = [
        "flow-runtime",
        "flow-compiler",
        "flow-graph",
        "flow-build",
        "flow-macros",
        "flow-player",
        "flow-desk",
    ];
    let mut found = Vec::new();
    for (path, text) in texts() {
        for (at, line) in text.lines().enumerate() {
            for folder in FOLDERS {
                let ours = format!("package = \"whatsapp-{folder}\"");
                let start = line.trim_start().trim_start_matches("//!").trim_start_matches("///");
                let key = start.trim_start().strip_prefix(folder);
                let is_key = key.is_some_and(|rest| rest.trim_start().starts_with('='));
                let inherits = start.contains("workspace = true");
                let named =
                    ["cargo add ", "cargo install ", "crates.io/crates/", "docs.rs/", "-p "]
                        .iter()
                        .any(|before| names(line, before, folder));
                if named || (is_key && !line.contains(&ours) && !inherits) {
                    found.push(format!("{}:{}: {line}", path.display(), at + 1));
                }
            }
        }
    }
    report("a package of others is named", &found);
}

/// Whether a line has a name right after a text, and the name ends there.
fn names(line: &str, before: &str, name: &str) -> bool {
    let whole = format!("{before}{name}");
    line.match_indices(&whole).any(|(at, _)| {
        let next = line[at + whole.len()..].chars().next();
        next.is_none_or(|next| !next.is_ascii_alphanumeric() && next != '-' && next != '_')
    })
}
