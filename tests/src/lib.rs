//! What the test targets share: where goldens live, and how one is compared or blessed.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the goldens.
#[must_use]
pub fn goldens() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("goldens")
}

/// The repository's root.
///
/// # Panics
///
/// Never in a checkout: the package lies in the root.
#[must_use]
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the repository")
}

/// Every file below `folder` with one of these endings, sorted.
///
/// # Panics
///
/// When the folder cannot be read.
#[must_use]
pub fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in
            fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        {
            let path = entry.expect("a readable folder").path();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if endings.contains(&ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Compares with a golden; with `BLESS=1` in the environment writes it instead.
///
/// # Errors
///
/// Says how the golden differs, or that there is none.
pub fn compare(golden: &Path, actual: &str) -> Result<(), String> {
    if std::env::var_os("BLESS").is_some() {
        if fs::read_to_string(golden).ok().as_deref() != Some(actual) {
            fs::write(golden, actual).map_err(|error| format!("{}: {error}", golden.display()))?;
        }
        return Ok(());
    }
    match fs::read_to_string(golden) {
        Ok(expected) if expected == actual => Ok(()),
        Ok(expected) => Err(format!(
            "{} differs\n--- expected\n{expected}\n--- actual\n{actual}",
            golden.display()
        )),
        Err(_) => Err(format!("{} is missing; the text would be\n{actual}", golden.display())),
    }
}

/// Fails with every fault at once.
///
/// # Panics
///
/// When there is one.
pub fn report(what: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{} {what}\n\n{}", faults.len(), faults.join("\n\n"));
}
