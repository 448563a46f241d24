//! What is done on the page, written to a file as it is done.

use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use flow_preview::{Preview, Recorded};
use toml::Table;

use crate::failure::Failure;
use crate::files::{self, Kind};
use crate::terminal::Terminal;

/// How often it is written at most.
const PAUSE: Duration = Duration::from_millis(200);

/// The form that the name of a file asks for.
pub(super) fn form(path: &Path) -> Result<Recorded, Failure> {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("rs") => Ok(Recorded::Rust),
        Some("steps") => Ok(Recorded::Steps),
        _ => Err(Failure::new(format!("`{}` is not the name of a recording", path.display())).help(
            "end it with `.rs` for a test in Rust, or with `.steps` for the steps alone: --record \
             tests/recorded.rs",
        )),
    }
}

/// Writes what is recorded until the process ends.
///
/// # Errors
///
/// When nothing can be written there.
pub(super) fn keep(preview: &Preview, path: PathBuf, terminal: &Terminal) -> Result<(), Failure> {
    let form = form(&path)?;
    if let Some(folder) = path.parent() {
        files::make_folder(folder)?;
    }
    terminal.done("Recording to", &path.display().to_string());
    let (preview, terminal) = (preview.clone(), terminal.clone());
    std::thread::spawn(move || {
        let mut last = 0;
        loop {
            std::thread::sleep(PAUSE);
            let Some((number, text)) = preview.recorded(form, last) else { continue };
            last = number;
            if let Err(failure) = files::write(&path, &text) {
                terminal.failure(&failure);
            }
        }
    });
    Ok(())
}

/// How a test in this folder names the document of a flow: the file that it is, or the constant of the
/// crate that declares it. `None` where a test cannot name it, as in a program without a library.
pub(super) fn expression(
    source: &Path,
    flow: &str,
    visible: bool,
    folder: &Path,
) -> Option<String> {
    let (source, folder) = (std::path::absolute(source).ok()?, std::path::absolute(folder).ok()?);
    if Kind::of(&source) == Some(Kind::Json) {
        return Some(format!("include_str!({:?})", relative(&source, &folder)));
    }
    let root = files::package_root(&source);
    let library = library(&root)?;
    let inside = source.strip_prefix(root.join("src")).ok()?;
    let mut path = vec![library];
    for part in inside.with_extension("").components() {
        match part {
            Component::Normal(part) => path.push(part.to_str()?.to_owned()),
            _ => return None,
        }
    }
    // `lib.rs` is the crate itself, and `mod.rs` is its folder.
    if matches!(path.last().map(String::as_str), Some("lib" | "mod")) {
        path.pop();
    }
    visible.then(|| format!("{}::{flow}::JSON", path.join("::")))
}

/// The name by which tests use the library of a package; `None` where it has none.
fn library(root: &Path) -> Option<String> {
    let manifest: Table = std::fs::read_to_string(root.join("Cargo.toml")).ok()?.parse().ok()?;
    let named = |table: &str| manifest.get(table)?.get("name")?.as_str();
    if !root.join("src/lib.rs").is_file() {
        return None;
    }
    Some(named("lib").or_else(|| named("package"))?.replace('-', "_"))
}

/// A path as it is written in a folder, with `/` on every system.
fn relative(path: &Path, folder: &Path) -> String {
    let (path, folder): (Vec<_>, Vec<_>) =
        (path.components().collect(), folder.components().collect());
    let alike = path.iter().zip(&folder).take_while(|(one, other)| one == other).count();
    let up = folder[alike..].iter().map(|_| "..".to_owned());
    let down = path[alike..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_named_from_where_the_test_is() {
        for (source, folder, wanted) in [
            ("/w/flow.json", "/w/tests", "../flow.json"),
            ("/w/flows/a.json", "/w", "flows/a.json"),
            ("/w/a.json", "/x/y", "../../w/a.json"),
        ] {
            assert_eq!(relative(Path::new(source), Path::new(folder)), wanted);
            let named = expression(Path::new(source), "a", true, Path::new(folder));
            assert_eq!(named, Some(format!("include_str!(\"{wanted}\")")));
        }
    }

    #[test]
    fn a_flow_of_a_library_is_named_by_its_path() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        std::fs::create_dir_all(root.join("src/shop")).expect("a folder");
        let manifest = "[package]\nname = \"my-shop\"\nversion = \"0.1.0\"\n";
        std::fs::write(root.join("Cargo.toml"), manifest).expect("a file");
        let named = |file: &str| expression(&root.join(file), "order", true, &root.join("tests"));
        assert_eq!(named("src/lib.rs"), None, "there is no library");
        std::fs::write(root.join("src/lib.rs"), "").expect("a file");
        for (file, wanted) in [
            ("src/lib.rs", "my_shop::order::JSON"),
            ("src/shop.rs", "my_shop::shop::order::JSON"),
            ("src/shop/mod.rs", "my_shop::shop::order::JSON"),
            ("src/shop/cart.rs", "my_shop::shop::cart::order::JSON"),
        ] {
            assert_eq!(named(file).as_deref(), Some(wanted));
        }
        assert_eq!(named("examples/a.rs"), None, "a test cannot name it");
        assert_eq!(expression(&root.join("src/lib.rs"), "order", false, root), None);
    }
}
