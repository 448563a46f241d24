//! The file `flows.lock`: read whole, and written after every call that changed something.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use flow_graph::{Lock, LockError, LockedFlow};

use crate::failure::Failure;
use crate::files;
use crate::terminal::Terminal;

/// The file's name.
pub(super) const NAME: &str = "flows.lock";

/// Waits until no other command changes the file of this folder. Where the system cannot lock a
/// folder, nothing is waited for.
pub(super) fn turn(folder: &Path, terminal: &Terminal) -> Option<File> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let folder = File::open(here).ok()?;
    if let Err(TryLockError::WouldBlock) = folder.try_lock() {
        terminal.note("another `cargo flow` is at work here; waiting for its end");
        folder.lock().ok()?;
    }
    Some(folder)
}

/// The lock of a folder.
#[derive(Debug)]
pub(super) struct LockFile {
    path: PathBuf,
    lock: Lock,
}

impl LockFile {
    /// Reads the file of a folder; a file that does not exist holds nothing.
    pub(super) fn load(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join(NAME);
        let text = if path.exists() { files::read_source(&path)? } else { String::new() };
        let lock = text.parse::<Lock>().map_err(|error| unreadable(&path, &error))?;
        Ok(Self { path, lock })
    }

    pub(super) fn flows(&self) -> &[LockedFlow] {
        self.lock.flows()
    }

    pub(super) fn find(&self, environment: &str, flow: &str) -> Option<&LockedFlow> {
        self.lock.find(environment, flow)
    }

    /// Puts a flow in the place of the one of its name, and writes the file if that changes it.
    pub(super) fn put(&mut self, flow: LockedFlow) -> Result<(), Failure> {
        if self.lock.put(flow) { self.save() } else { Ok(()) }
    }

    /// Drops a flow by its id, and writes the file if there was one.
    pub(super) fn forget(&mut self, id: &str) -> Result<(), Failure> {
        if self.lock.forget(id) { self.save() } else { Ok(()) }
    }

    fn save(&self) -> Result<(), Failure> {
        // A call that ends in the middle leaves the old file or the new one, and never half of it.
        let new = self.path.with_extension("lock.new");
        let fail = |error: std::io::Error| Failure::path("written", &self.path, &error);
        fs::write(&new, self.lock.to_string()).map_err(fail)?;
        fs::rename(&new, &self.path).map_err(fail)
    }
}

fn unreadable(path: &Path, error: &LockError) -> Failure {
    let shown = path.display();
    match error {
        LockError::Syntax { what } => Failure::new(format!("`{shown}` cannot be read: {what}")).help(
            "take it from the last commit; without it `cargo flow push` finds the flows by their names",
        ),
        error => Failure::new(format!("`{shown}`: {error}"))
            .help("install a newer `cargo-flow`, the one that wrote it"),
    }
}

#[cfg(test)]
mod tests {
    use flow_graph::{LockedFlow, Status};

    use super::{LockFile, NAME};

    #[test]
    fn the_file_is_written_whole_and_only_when_it_changes() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut lock = LockFile::load(folder.path()).expect("no file is not a fault");
        let flow = LockedFlow::new("a", "b", "17", "B", Status::Draft);
        lock.put(flow.clone()).expect("it is written");
        assert_eq!(LockFile::load(folder.path()).expect("sound").find("a", "b"), Some(&flow));
        std::fs::remove_file(folder.path().join(NAME)).expect("the file");
        lock.put(flow).expect("nothing changes");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
        lock.forget("17").expect("it is written");
        assert_eq!(LockFile::load(folder.path()).expect("sound").flows(), []);
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_broken_file_is_reported() {
        let folder = tempfile::tempdir().expect("a folder");
        for (text, said) in
            [("<<<<<<< HEAD\n", "cannot be read"), ("version = 2\n", "has version 2")]
        {
            std::fs::write(folder.path().join(NAME), text).expect("a file");
            let failure = LockFile::load(folder.path()).expect_err("it is broken");
            assert!(failure.message.contains(said), "{failure:?}");
        }
    }
}
