//! What `flow!` adds to `cargo check`: a crate with a flow of 50 screens, against the same crate with
//! the JSON as an `include_str!`.
//!
//! `cargo bench -p whatsapp-flow-compiler --bench cargo_check`

mod flows;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use flow_compiler::door::{Package, check_source};

const RUNS: usize = 7;

fn main() {
    for components in [10, 20] {
        measure(50, components);
    }
}

fn measure(screens: usize, components: usize) {
    let source = flows::flow(screens, components);
    let checked = check_source(&source, &Package { root: PathBuf::new() });
    let document = checked.document.expect("the generated flow is right");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cargo-check");
    let with = package(&folder, "with-flow", &format!("flow_runtime::flow! {{\n{source}\n}}\n"));
    let without = package(
        &folder,
        "with-json",
        "/// The document.\npub const JSON: &str = include_str!(\"flow.json\");\n",
    );
    fs::write(without.join("src/flow.json"), document.minified).expect("a writable folder");
    // The first run builds what both depend on.
    for package in [&with, &without] {
        check(package);
    }
    let mut pairs: Vec<(Duration, Duration)> =
        (0..RUNS).map(|_| (check(&with), check(&without))).collect();
    pairs.sort_by_key(|(with, without)| with.saturating_sub(*without));
    let (with, without) = pairs[RUNS / 2];
    println!("cargo check, {screens} screens of {components} components, median pair of {RUNS}:");
    println!("  with flow!          {:>6} ms", with.as_millis());
    println!("  with include_str!   {:>6} ms", without.as_millis());
    println!("  extra               {:>6} ms", with.saturating_sub(without).as_millis());
}

fn package(folder: &Path, name: &str, source: &str) -> PathBuf {
    let package = folder.join(name);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace");
    fs::create_dir_all(package.join("src")).expect("a writable folder");
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nflow-runtime = {{ package = \"whatsapp-flow-runtime\", path = \"{}\", default-features = false }}\n\n[workspace]\n",
        root.join("flow-runtime").display()
    );
    fs::write(package.join("Cargo.toml"), manifest).expect("a writable folder");
    fs::write(package.join("src/lib.rs"), format!("//! A crate.\n\n{source}"))
        .expect("a writable folder");
    package
}

/// Checks the package anew, its dependencies as they are.
fn check(package: &Path) -> Duration {
    let source = package.join("src/lib.rs");
    let text = fs::read_to_string(&source).expect("the source is");
    fs::write(&source, text).expect("a writable folder");
    let start = Instant::now();
    let status = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline", "--manifest-path"])
        .arg(package.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(package.parent().expect("a folder").join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .status()
        .expect("cargo runs");
    assert!(status.success(), "{} does not check", package.display());
    start.elapsed()
}
