//! Doing something again whenever a file changes.
//!
//! Files are looked at a few times a second instead of being watched by the system: that works in
//! containers and on network drives, where the system tells nothing, has no limit on how many
//! files there are, and does not care that editors replace a file instead of writing it. A look at
//! a thousand files takes a few milliseconds.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::Outcome;
use crate::failure::Failure;
use crate::terminal::{Terminal, count};

/// How often files are looked at where nobody waits for it.
pub(crate) const PAUSE: Duration = Duration::from_millis(300);

/// When a file was written, and how long it is; nothing for one that is gone.
type Look = Option<(SystemTime, u64)>;

/// What the files of a pass looked like when it began.
struct Before(BTreeMap<PathBuf, Look>);

impl Before {
    /// Does a pass that notes what it reads in `read`, and keeps how `named` looked before it:
    /// what changes while it runs has changed.
    fn pass<T>(
        named: &[PathBuf],
        read: &RefCell<Vec<PathBuf>>,
        pass: impl FnOnce() -> T,
    ) -> (Self, T) {
        let mut before = looks(named);
        let known = looks(&read.borrow());
        let outcome = pass();
        for path in &*read.borrow() {
            let known = || known.get(path).copied().unwrap_or_else(|| look(path));
            before.entry(path.clone()).or_insert_with(known);
        }
        (Self(before), outcome)
    }

    fn differs(&self, named: &[PathBuf], read: &[PathBuf]) -> bool {
        let mut now = looks(named);
        now.extend(looks(read));
        now != self.0
    }
}

/// What files looked like at one time.
#[derive(Debug)]
pub(crate) struct Looked(BTreeMap<PathBuf, Look>);

impl Looked {
    pub(crate) fn at(files: impl IntoIterator<Item = PathBuf>) -> Self {
        Self(files.into_iter().map(|path| (path.clone(), look(&path))).collect())
    }

    /// The first file that is another one at a later time, or is there at one of both alone.
    pub(crate) fn first_change(&self, later: &Self) -> Option<PathBuf> {
        let differs = |path: &&PathBuf| self.0.get(*path) != later.0.get(*path);
        self.0.keys().chain(later.0.keys()).find(differs).cloned()
    }
}

/// Runs `pass` now and after every change, until the process is ended; `pause` is between two looks.
///
/// `named` tells what the call names, and is asked anew each time, so that a new file in a folder
/// counts as a change; `read` is what the last pass has read beside it. Only a first call that is
/// wrong ends it.
pub(crate) fn run(
    terminal: &Terminal,
    pause: Duration,
    named: impl Fn() -> Vec<PathBuf>,
    read: &RefCell<Vec<PathBuf>>,
    mut pass: impl FnMut() -> Result<Outcome, Failure>,
) -> Result<Outcome, Failure> {
    let (mut before, outcome) = Before::pass(&named(), read, &mut pass);
    outcome?;
    loop {
        terminal.note(&format!("watching {}; Ctrl-C ends", count(before.0.len(), "file")));
        while !before.differs(&named(), &read.borrow()) {
            std::thread::sleep(pause);
        }
        let outcome;
        (before, outcome) = Before::pass(&named(), read, &mut pass);
        if let Err(failure) = outcome {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_during_a_pass_is_a_change() {
        let folder = tempfile::tempdir().expect("a folder");
        let [known, new, included] =
            ["known", "new", "included"].map(|name| folder.path().join(name));
        let write = |path: &Path, text: &str| fs::write(path, text).expect("a writable folder");
        write(&known, "one");
        write(&included, "one");
        let read = RefCell::default();
        let both = [known.clone(), new.clone()];

        let reading = || read.replace(vec![known.clone(), included.clone()]);
        let (before, _) = Before::pass(&both[..1], &read, reading);
        assert!(!before.differs(&both[..1], &read.borrow()));

        let (before, ()) = Before::pass(&both[..1], &read, || write(&new, "a new file"));
        assert!(before.differs(&both, &read.borrow()));

        let (before, ()) = Before::pass(&both, &read, || write(&included, "longer"));
        assert!(before.differs(&both, &read.borrow()));

        let (before, _) = Before::pass(&both, &read, || read.replace(vec![known.clone()]));
        assert!(!before.differs(&both, &read.borrow()));
    }
}
