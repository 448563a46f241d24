//! `cargo flow new`: a crate to begin with.

use std::fs;
use std::path::{Path, PathBuf};

use flow_compiler::door;

use crate::Outcome;
use crate::cli::New;
use crate::failure::Failure;
use crate::files;
use crate::terminal::Terminal;

/// Where each file of the template goes.
const FILES: [(&str, &str); 5] = [
    ("Cargo.toml", include_str!("../template/Cargo.toml.in")),
    ("build.rs", include_str!("../template/build.rs.in")),
    ("src/lib.rs", include_str!("../template/lib.rs.in")),
    ("tests/conversation.rs", include_str!("../template/test.rs.in")),
    (".gitignore", include_str!("../template/gitignore.in")),
];

/// The crates that one of the template, its build script or its test uses.
const USED: [&str; 8] =
    ["flow_runtime", "flow_build", "serde_json", "tokio", "test", "core", "std", "alloc"];

pub(crate) fn run(arguments: &New, terminal: &Terminal) -> Result<Outcome, Failure> {
    let folder = &arguments.name;
    let name =
        folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if !is_crate_name(&name) {
        return Err(Failure::new(format!("`{name}` cannot be the name of a crate"))
            .help("a crate's name begins with a letter, and has letters, digits, `-` and `_`"));
    }
    if folder.exists() {
        return Err(
            Failure::new(format!("`{}` exists", folder.display())).help("give another name")
        );
    }
    let own = own_checkout();
    let checkout = arguments.path.as_deref().unwrap_or(&own);
    let (runtime, build) = (local(checkout, "flow-runtime")?, local(checkout, "flow-build")?);
    let text = |template: &str| {
        template
            .replace("@name@", &name)
            .replace("@library@", &name.replace('-', "_"))
            .replace("@flow@", &door::flow_name(&name))
            .replace("@runtime@", &runtime)
            .replace("@build@", &build)
    };
    for (path, template) in FILES {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            files::make_folder(parent)?;
        }
        fs::write(&path, text(template))
            .map_err(|error| Failure::path("written", &path, &error))?;
    }
    terminal.done("Created", &format!("the crate `{name}` in {}", folder.display()));
    terminal.note(&format!(
        "`cd {} && cargo test` builds it and plays WhatsApp against it; `cargo build` writes flows/{}.json",
        folder.display(),
        door::flow_name(&name),
    ));
    if let Some(workspace) = workspace_above(folder) {
        terminal.note(&format!("add it to the members of the workspace in {workspace}"));
    }
    Ok(Outcome::Fine)
}

/// The checkout that this command was made from. The crates are not in a registry yet, so a version
/// would name nothing.
fn own_checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A crate of a checkout.
fn local(checkout: &Path, name: &str) -> Result<String, Failure> {
    let path = checkout.join(name);
    if !path.join("Cargo.toml").is_file() {
        return Err(Failure::new(format!("there is no `{name}` in `{}`", checkout.display()))
            .help("`--path DIR` names a clone of the repository of `flow!`, which has the folders `flow-runtime` and `flow-build`"));
    }
    let path = fs::canonicalize(&path).map_err(|error| Failure::path("read", &path, &error))?;
    Ok(format!("path = {:?}", path.display().to_string()))
}

fn is_crate_name(name: &str) -> bool {
    name.starts_with(|char: char| char.is_ascii_alphabetic())
        && name.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_'))
        // A crate of the name of what it uses, or of a keyword, cannot be built.
        && !USED.contains(&name.replace('-', "_").as_str())
        && door::is_identifier(&name.replace('-', "_"))
}

fn workspace_above(folder: &Path) -> Option<String> {
    let folder = std::path::absolute(folder).ok()?;
    let manifests = folder.ancestors().skip(1).map(|above| above.join("Cargo.toml"));
    let holds = |path: &std::path::PathBuf| {
        fs::read_to_string(path).is_ok_and(|text| text.contains("[workspace]"))
    };
    manifests.filter(|path| path.is_file()).find(holds).map(|path| path.display().to_string())
}
