//! `flows.lock`: which flow of the source is which flow at Meta.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::files;
use crate::terminal::Terminal;

/// The file's name.
pub(super) const NAME: &str = "flows.lock";

const HEAD: &str =
    "# Which flow is which flow at Meta. Written by `cargo flow push`; commit it.\n\n";
const VERSION: u32 = 1;

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

/// One flow in one environment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    pub(super) environment: String,
    /// Its name in Rust.
    pub(super) flow: String,
    /// Its id at Meta.
    pub(super) id: String,
    /// Its name at Meta.
    pub(super) name: String,
    pub(super) status: String,
    /// The hash of the JSON that Meta has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) json: Option<String>,
    /// The hash of the metadata that Meta has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) metadata: Option<String>,
    /// The id of the published flow that this one is to replace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) replaces: Option<String>,
}

/// Every flow in every environment, in one order, so that a change is a change of few lines.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    records: Vec<Record>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    #[serde(default, rename = "flow")]
    flows: Vec<Record>,
}

impl Lock {
    /// Reads the file of a folder; a file that does not exist holds nothing.
    pub(super) fn load(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join(NAME);
        let text = if path.exists() { files::read_source(&path)? } else { String::new() };
        let records = if text.trim().is_empty() { Vec::new() } else { read(&text, &path)? };
        Ok(Self { path, records })
    }

    pub(super) fn records(&self) -> &[Record] {
        &self.records
    }

    pub(super) fn find(&self, environment: &str, flow: &str) -> Option<&Record> {
        self.records.iter().find(|record| record.environment == environment && record.flow == flow)
    }

    /// Puts a record in the place of the one of its flow, and writes the file if that changes it.
    ///
    /// A flow at Meta is one flow of the source: a record under another name is its old one.
    pub(super) fn put(&mut self, record: Record) -> Result<(), Failure> {
        if self.records.contains(&record) {
            return Ok(());
        }
        let replaced = |known: &Record| {
            known.environment == record.environment
                && (known.flow == record.flow || known.id == record.id)
        };
        self.records.retain(|known| !replaced(known));
        self.records.push(record);
        self.save()
    }

    /// Drops the record of a flow at Meta, and writes the file if there was one.
    pub(super) fn forget(&mut self, id: &str) -> Result<(), Failure> {
        let before = self.records.len();
        self.records.retain(|record| record.id != id);
        if self.records.len() == before { Ok(()) } else { self.save() }
    }

    fn save(&mut self) -> Result<(), Failure> {
        self.records.sort_by(|a, b| (&a.environment, &a.flow).cmp(&(&b.environment, &b.flow)));
        let document = Document { version: VERSION, flows: self.records.clone() };
        let text = toml::to_string(&document)
            .map_err(|error| Failure::new(format!("`{NAME}` cannot be written: {error}")))?;
        // A call that ends in the middle leaves the old file or the new one, and never half of it.
        let new = self.path.with_extension("lock.new");
        let fail = |error: std::io::Error| Failure::path("written", &self.path, &error);
        fs::write(&new, format!("{HEAD}{text}")).map_err(fail)?;
        fs::rename(&new, &self.path).map_err(fail)
    }
}

fn read(text: &str, path: &Path) -> Result<Vec<Record>, Failure> {
    let shown = path.display();
    let document: Document = toml::from_str(text).map_err(|error| {
        let what = error.message().lines().next().unwrap_or_default().to_owned();
        Failure::new(format!("`{shown}` cannot be read: {what}")).help(
            "take it from the last commit; without it `cargo flow push` finds the flows by their names",
        )
    })?;
    if document.version != VERSION {
        return Err(Failure::new(format!(
            "`{shown}` has version {}, and this command writes version {VERSION}",
            document.version
        ))
        .help("`cargo install cargo-flow` installs a newer command"));
    }
    Ok(document.flows)
}

#[cfg(test)]
mod tests {
    use super::{Lock, NAME, Record};

    fn record(environment: &str, flow: &str) -> Record {
        Record {
            environment: environment.to_owned(),
            flow: flow.to_owned(),
            id: format!("{environment}{flow}"),
            name: "A \"name\"".to_owned(),
            status: "DRAFT".to_owned(),
            json: Some("ab".to_owned()),
            metadata: None,
            replaces: None,
        }
    }

    #[test]
    fn records_stand_in_one_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut lock = Lock::load(folder.path()).expect("no file is no fault");
        for (environment, flow) in [("b", "b"), ("a", "z"), ("b", "a")] {
            lock.put(record(environment, flow)).expect("it is written");
        }
        let text = std::fs::read_to_string(folder.path().join(NAME)).expect("the file");
        let again = Lock::load(folder.path()).expect("it is sound");
        let order: Vec<&str> = again.records().iter().map(|record| record.id.as_str()).collect();
        assert_eq!(order, ["az", "ba", "bb"]);
        let mut other = record("b", "a");
        other.replaces = Some("17".to_owned());
        lock.put(other.clone()).expect("it is written");
        assert_eq!(Lock::load(folder.path()).expect("sound").find("b", "a"), Some(&other));
        lock.put(record("b", "a")).expect("it is written");
        assert_eq!(std::fs::read_to_string(folder.path().join(NAME)).expect("the file"), text);
        lock.forget("ba").expect("it is written");
        assert_eq!(Lock::load(folder.path()).expect("sound").find("b", "a"), None);
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_broken_file_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        for (text, said) in [
            ("version = 1\n[[flow]]\nid = 5\n", "cannot be read"),
            ("version = 2\n", "has version 2"),
            ("<<<<<<< HEAD\n", "cannot be read"),
        ] {
            std::fs::write(folder.path().join(NAME), text).expect("a file");
            let failure = Lock::load(folder.path()).expect_err("it is broken");
            assert!(failure.message.contains(said), "{failure:?}");
        }
    }
}
