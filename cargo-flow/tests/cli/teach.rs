//! `explain`, `components`, `new`, `completions`, `man`.

use std::path::Path;
use std::process::Command;

use crate::call::{DOCUMENT, Folder};

#[test]
fn a_code_is_explained() {
    let folder = Folder::new(&[]);
    let ran = folder.call(&["explain", "INVALID_SENSITIVE_FIELD"]);
    ran.ends(0, &[]);
    for part in ["sensitive: [pasport]", "error[INVALID_SENSITIVE_FIELD]", "sensitive: [passport]"]
    {
        assert!(ran.out.contains(part), "{}", ran.out);
    }
    assert_eq!(folder.call(&["explain", "invalid-sensitive-field"]).out, ran.out);
    assert!(folder.call(&["explain"]).out.lines().count() > 70);
    folder
        .call(&["explain", "INVALID_SENSITIVE_FELD"])
        .ends(2, &["did you mean `INVALID_SENSITIVE_FIELD`?"]);
    folder.call(&["explain", "E0308"]).ends(2, &["there is no code `E0308`"]);
}

#[test]
fn components_are_listed_and_described() {
    let folder = Folder::new(&[]);
    assert_eq!(folder.call(&["components"]).out.lines().count(), 24);
    let ran = folder.call(&["components", "textinput"]);
    assert!(ran.out.starts_with("### TextInput\n"), "{}", ran.out);
    assert!(ran.out.contains("| `label` |"), "{}", ran.out);
    folder.call(&["components", "TextInptu"]).ends(2, &["did you mean `TextInput`?"]);
}

#[test]
fn a_new_crate_is_named_well() {
    let folder = Folder::new(&[("taken/a", "")]);
    folder.call(&["new", "1st"]).ends(2, &["`1st` cannot be the name of a crate"]);
    folder.call(&["new", "type"]).ends(2, &["`type` cannot be the name of a crate"]);
    folder.call(&["new", "tokio"]).ends(2, &["`tokio` cannot be the name of a crate"]);
    // Its flow gets a name that leaves `Init` to the flow.
    folder.call(&["new", "init", "--lib"]).ends(0, &["flows/init_flow.json"]);
    folder.call(&["check", "init/src/lib.rs"]).ends(0, &["1 flow, no faults"]);
    folder.call(&["new", "taken"]).ends(2, &["`taken` exists"]);
    folder.call(&["new", "survey", "--path", "."]).ends(2, &["there is no `flow-runtime` in `.`"]);
    assert!(!folder.path().join("survey").exists());
}

/// Builds crates with the dependencies of this workspace, so it takes a while.
#[test]
fn what_is_new_builds_and_passes() {
    let folder = Folder::new(&[]);
    let root = root();
    let checkout = root.display().to_string();
    folder.call(&["new", "my-survey", "--path", &checkout]).ends(0, &["Created", "cargo run"]);
    folder
        .call(&["new", "my-lib", "--lib", "--path", &checkout])
        .ends(0, &["Created", "cargo test"]);
    // By itself it takes what it was made from, which is the same here.
    folder.call(&["new", "by-itself"]).ends(0, &["Created"]);
    let manifest = |name: &str| folder.read(&format!("{name}/Cargo.toml")).replace(name, "");
    assert_eq!(manifest("by-itself"), manifest("my-survey"));
    // With a folder of documents moved over, as the documentation shows.
    folder.write("old/survey.json", DOCUMENT.as_bytes());
    folder.write("old/init.json", DOCUMENT.as_bytes());
    folder
        .call(&["import", "--tree", "old", "--out", "my-survey/src/moved"])
        .ends(0, &["2 flows to my-survey/src/moved"]);
    let lib = folder.read("my-survey/src/lib.rs");
    folder.write("my-survey/src/lib.rs", format!("{lib}\npub mod moved;\n").as_bytes());
    for name in ["my-survey", "my-lib"] {
        passes(&folder, name);
    }
    assert!(folder.read("my-survey/flows/my_survey.json").contains("\"RATE\""));
    assert!(folder.read("my-lib/flows/my_lib.json").contains("\"RATE\""));
    for flow in ["survey", "init_flow"] {
        assert!(folder.read(&format!("my-survey/flows/{flow}.json")).contains("\"START\""));
    }
    folder.call(&["check", "my-survey/src/lib.rs"]).ends(0, &["3 flows, no faults"]);
    for name in ["my-survey", "my-lib"] {
        folder.call(&["fmt", "--check", name]).ends(0, &[]);
        rustfmt(&folder, name);
    }
}

/// Nothing of a new service is in git's way, and no secret is in the repository.
#[test]
fn a_new_service_is_a_repository_without_its_key() {
    let folder = Folder::new(&[]);
    folder.call(&["new", "shop", "--git", "https://example.com/flow.git"]).ends(0, &["Created"]);
    let git = |arguments: &[&str]| {
        let output =
            Command::new("git").current_dir(folder.path().join("shop")).args(arguments).output();
        output.ok().filter(|output| output.status.success())
    };
    let Some(files) = git(&["ls-files", "--others", "--exclude-standard"]) else {
        assert!(std::env::var_os("CI").is_none(), "git is not in PATH");
        eprintln!("SKIPPED: git is not in PATH");
        return;
    };
    let files = String::from_utf8_lossy(&files.stdout).into_owned();
    for file in
        ["Cargo.toml", "Dockerfile", ".env.example", ".github/workflows/ci.yml", "flow.toml"]
    {
        assert!(files.lines().any(|line| line == file), "{file} is not in\n{files}");
        assert!(
            !folder.read(&format!("shop/{file}")).contains('@') || file.starts_with(".github/")
        );
    }
    assert!(!files.contains(".pem"), "{files}");
    assert!(folder.read("shop/development.pem").starts_with("-----BEGIN PRIVATE KEY-----"));
    assert!(folder.read("shop/Cargo.toml").contains("git = \"https://example.com/flow.git\""));
    assert!(!folder.read("shop/Dockerfile").contains("build-context"));
    folder.call(&["new", "shop/inside", "--lib"]).ends(0, &["Created"]);
    assert!(!folder.path().join("shop/inside/.git").exists(), "it is in a repository already");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository")
}

/// `cargo test` of a new crate, without a warning.
fn passes(folder: &Folder, name: &str) {
    // The same versions as here, most of which are built already.
    std::fs::copy(root().join("Cargo.lock"), folder.path().join(name).join("Cargo.lock"))
        .expect("a lock file");
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), Into::into);
    let output = Command::new(env!("CARGO"))
        // The toolchain of this repository.
        .current_dir(root())
        .args(["test", "--offline", "--manifest-path"])
        .arg(folder.path().join(name).join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}\n{}", String::from_utf8_lossy(&output.stdout));
    assert!(!told.contains("warning"), "{told}");
}

/// What is new is formatted as rustfmt does it.
fn rustfmt(folder: &Folder, name: &str) {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["fmt", "--check", "--manifest-path"])
        .arg(folder.path().join(name).join("Cargo.toml"))
        .output()
        .expect("cargo fmt runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn shells_and_man_are_served() {
    let folder = Folder::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = folder.call(&["completions", shell]);
        ran.ends(0, &[]);
        assert!(ran.out.contains("message-format"), "{shell}");
    }
    let page = folder.call(&["man"]);
    page.ends(0, &[]);
    assert!(page.out.contains(".TH cargo-flow 1"), "{}", page.out);
    folder.call(&["man", "--out", "man"]).ends(0, &["man/cargo-flow-check.1"]);
    assert!(folder.read("man/cargo-flow-keys-new.1").contains("passphrase"));
}
