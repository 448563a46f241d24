//! Where a Chromium is found.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// What the programs are called, the one that starts fastest first.
const NAMES: [&str; 8] = [
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
];

/// Where installers put them on systems that do not use `PATH` for it.
const PLACES: [&str; 6] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];

/// The browser to use: the one that `CHROME` names, or one in `PATH`, or one in a usual place.
#[must_use]
pub fn find() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROME").filter(|named| !named.is_empty()) {
        return Some(PathBuf::from(named));
    }
    in_path().or_else(|| PLACES.iter().map(PathBuf::from).find(|place| place.is_file()))
}

/// Whether `CHROME` names the browser, so that a message about it can say so.
#[must_use]
pub fn is_named() -> bool {
    env::var_os("CHROME").is_some_and(|named| !named.is_empty())
}

fn in_path() -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    NAMES.iter().find_map(|name| folders.iter().find_map(|folder| program(folder, name)))
}

fn program(folder: &Path, name: &str) -> Option<PathBuf> {
    let suffix = OsStr::new(env::consts::EXE_SUFFIX);
    let mut file = std::ffi::OsString::from(name);
    file.push(suffix);
    Some(folder.join(file)).filter(|path| path.is_file())
}
