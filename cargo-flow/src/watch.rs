//! Doing something again whenever a file changes.
//!
//! Files are looked at a few times a second instead of being watched by the system: that works in
//! containers and on network drives, where the system tells nothing, has no limit on how many
//! files there are, and does not care that editors replace a file instead of writing it. A look at
//! a thousand files takes a few milliseconds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::Outcome;
use crate::failure::Failure;
use crate::terminal::{Terminal, count};

const PAUSE: Duration = Duration::from_millis(300);

/// When a file was written, and how long it is; nothing for one that is gone.
type Look = Option<(SystemTime, u64)>;

/// Runs `pass` now and after every change, until the process is ended.
///
/// `files` tells what to look at, and is asked anew each time, so that a new file in a folder
/// counts as a change. Only a first call that is wrong ends it.
pub(crate) fn run(
    terminal: &Terminal,
    files: impl Fn() -> Vec<PathBuf>,
    mut pass: impl FnMut() -> Result<Outcome, Failure>,
) -> Result<Outcome, Failure> {
    let mut before = looks(&files());
    pass()?;
    loop {
        // A pass may learn of more files; a file that changed during the pass has changed.
        let known = std::mem::replace(&mut before, looks(&files()));
        for (path, look) in &mut before {
            *look = known.get(path).copied().unwrap_or(*look);
        }
        terminal.note(&format!("watching {}; Ctrl-C ends", count(before.len(), "file")));
        loop {
            std::thread::sleep(PAUSE);
            let now = looks(&files());
            if now != before {
                before = now;
                break;
            }
        }
        if let Err(failure) = pass() {
            terminal.failure(&failure);
        }
    }
}

fn looks(files: &[PathBuf]) -> BTreeMap<PathBuf, Look> {
    files.iter().map(|path| (path.clone(), look(path))).collect()
}

fn look(path: &Path) -> Look {
    let about = fs::metadata(path).ok()?;
    Some((about.modified().ok()?, about.len()))
}
