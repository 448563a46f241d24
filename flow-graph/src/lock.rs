//! `flows.lock`: which flow of the source is which flow at Meta.

mod record;

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use flow_runtime::Flow;
use serde::{Deserialize, Serialize};

pub use self::record::{LockedClone, LockedFlow, LockedVersion, Replaced};

const HEAD: &str =
    "# Which flow is which flow at Meta. Written by `cargo flow push`; commit it.\n\n";
const VERSION: u32 = 1;

/// What `flows.lock` says: the ids at Meta of the flows that `cargo flow push` has brought there.
///
/// A service that sends flows takes the id from here, by the flow's type and the environment of
/// `flow.toml`. The id is that of the flow that is to be sent: an edit of a published flow keeps it,
/// and where a clone has taken the flow's place, it is the clone's. So what sends needs no change
/// after a push, only the new `flows.lock`.
///
/// ```
/// # struct Account;
/// # impl flow_runtime::Flow for Account {
/// #     const NAME: &'static str = "account";
/// #     const VERSION: &'static str = "7.3";
/// #     const DATA_API_VERSION: Option<&'static str> = None;
/// #     const JSON: &'static str = "{}";
/// #     type Completion = flow_runtime::Map<String, flow_runtime::Value>;
/// # }
/// use flow_graph::Lock;
///
/// // `Lock::open("flows.lock")?` reads it at run time; `include_str!("../flows.lock")` embeds it.
/// let text = r#"
///     version = 1
///     [[flow]]
///     environment = "production"
///     flow = "account"
///     id = "1234567890"
///     name = "Account"
///     status = "PUBLISHED"
/// "#;
/// let lock: Lock = text.parse()?;
/// assert_eq!(lock.flow::<Account>("production")?.id, "1234567890");
/// # Ok::<(), flow_graph::LockError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    flows: Vec<LockedFlow>,
}

/// Why `flows.lock` gives no flow.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LockError {
    /// The file cannot be read.
    #[error("`{}` cannot be read; `cargo flow push` writes it beside `flow.toml`", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The text is not what `cargo flow push` writes.
    #[error("the lock cannot be read: {what}; take `flows.lock` from the last commit")]
    Syntax {
        /// What is wrong with it.
        what: String,
    },
    /// The text has a form that this version of the crate does not know.
    #[error("the lock has version {found}, and this release reads version 1; take a newer one")]
    Version {
        /// The version that it has.
        found: u32,
    },
    /// The flow was not pushed to this environment.
    #[error("the lock has no flow `{flow}` in the environment `{environment}`; it has {known}")]
    NoFlow {
        /// The flow's name in Rust.
        flow: String,
        /// The environment of `flow.toml`.
        environment: String,
        /// What there is instead.
        known: String,
    },
}

#[derive(Serialize, Deserialize)]
struct Document {
    version: u32,
    #[serde(default, rename = "flow")]
    flows: Vec<LockedFlow>,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

impl Lock {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When there is no such file, or it is not what `cargo flow push` writes.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, LockError> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path);
        text.map_err(|source| LockError::File { path: path.to_owned(), source })?.parse()
    }

    /// The flow that `flow!` declares as `F`, in an environment of `flow.toml`.
    ///
    /// # Errors
    ///
    /// [`LockError::NoFlow`] when it was not pushed there.
    pub fn flow<F: Flow>(&self, environment: &str) -> Result<&LockedFlow, LockError> {
        self.find(environment, F::NAME).ok_or_else(|| {
            let known = self.flows.iter();
            let known = known.map(|flow| format!("`{}` in `{}`", flow.flow, flow.environment));
            let known: Vec<String> = known.take(10).collect();
            LockError::NoFlow {
                flow: F::NAME.to_owned(),
                environment: environment.to_owned(),
                known: if known.is_empty() { "no flow".to_owned() } else { known.join(", ") },
            }
        })
    }

    /// The flow of this name in Rust.
    #[must_use]
    pub fn find(&self, environment: &str, flow: &str) -> Option<&LockedFlow> {
        self.flows.iter().find(|known| known.environment == environment && known.flow == flow)
    }

    /// Every flow in every environment.
    #[must_use]
    pub fn flows(&self) -> &[LockedFlow] {
        &self.flows
    }

    /// Puts a flow in the place of the one of its name in its environment; whether that changes
    /// something.
    ///
    /// A flow at Meta is one flow of the source: one under another name is its old one, and goes.
    pub fn put(&mut self, flow: LockedFlow) -> bool {
        if self.flows.contains(&flow) {
            return false;
        }
        let replaced = |known: &LockedFlow| {
            known.environment == flow.environment
                && (known.flow == flow.flow || known.id == flow.id)
        };
        self.flows.retain(|known| !replaced(known));
        self.flows.push(flow);
        // One order, so that a change is a change of few lines.
        self.flows.sort_by(|a, b| (&a.environment, &a.flow).cmp(&(&b.environment, &b.flow)));
        true
    }

    /// Drops the flow of this id at Meta; whether there was one.
    pub fn forget(&mut self, id: &str) -> bool {
        let before = self.flows.len();
        self.flows.retain(|flow| flow.id != id);
        self.flows.len() != before
    }
}

/// Reads the text of the file. An empty one holds nothing.
impl FromStr for Lock {
    type Err = LockError;

    fn from_str(text: &str) -> Result<Self, LockError> {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        // The version first: what a later one writes may have other keys.
        let Version { version } = toml::from_str(text).map_err(|error| syntax(&error))?;
        if version != VERSION {
            return Err(LockError::Version { found: version });
        }
        let Document { flows, .. } = toml::from_str(text).map_err(|error| syntax(&error))?;
        Ok(Self { flows })
    }
}

/// The text of the file.
impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let document = Document { version: VERSION, flows: self.flows.clone() };
        let text = toml::to_string(&document).map_err(|_| fmt::Error)?;
        write!(f, "{HEAD}{text}")
    }
}

fn syntax(error: &toml::de::Error) -> LockError {
    let what = error.message().lines().next().unwrap_or_default().to_owned();
    LockError::Syntax { what }
}

#[cfg(test)]
mod tests {
    use super::{Lock, LockError, LockedFlow};
    use crate::Status;

    fn flow(environment: &str, flow: &str) -> LockedFlow {
        let id = format!("{environment}{flow}");
        LockedFlow::new(environment, flow, id, "A \"name\"", Status::Draft)
    }

    #[test]
    fn flows_are_in_one_order_and_come_back() {
        let mut lock = Lock::default();
        for (environment, name) in [("b", "b"), ("a", "z"), ("b", "a")] {
            assert!(lock.put(flow(environment, name)));
        }
        let order: Vec<&str> = lock.flows().iter().map(|flow| flow.id.as_str()).collect();
        assert_eq!(order, ["az", "ba", "bb"]);
        let mut other = flow("b", "a");
        other.publish(Some("hash"), "2026-11-29T12:00:00Z".parse().unwrap());
        other.begin_clone("17", "A (2)");
        other.finish_clone("2026-11-30T12:00:00Z".parse().unwrap());
        other.begin_clone("18", "A (3)");
        other.publish(Some("hash"), "2026-12-01T12:00:00Z".parse().unwrap());
        assert!(lock.put(other.clone()));
        assert!(!lock.put(other.clone()));
        let again: Lock = lock.to_string().parse().unwrap();
        assert_eq!(again, lock);
        assert_eq!(again.find("b", "a"), Some(&other));
        assert!(lock.forget("17") && !lock.forget("17"));
        assert_eq!(lock.find("b", "a"), None);
    }

    #[test]
    fn a_broken_text_is_reported() {
        for (text, said) in [
            ("version = 1\n[[flow]]\nid = 5\n", "cannot be read"),
            ("version = 2\n[[flows]]\nnew = 1", "has version 2"),
            ("<<<<<<< HEAD\n", "cannot be read"),
            ("[[flow]]", "cannot be read"),
        ] {
            let error = text.parse::<Lock>().unwrap_err().to_string();
            assert!(error.contains(said), "{text}: {error}");
        }
        assert_eq!(" \n".parse::<Lock>().unwrap(), Lock::default());
        let error = Lock::open("there/is/no.lock").unwrap_err();
        assert!(matches!(error, LockError::File { .. }), "{error}");
    }

    #[test]
    fn five_versions_are_alive() {
        let mut flow = flow("a", "a");
        for hour in 0..9 {
            let at = format!("2026-11-29T0{hour}:00:00Z").parse().unwrap();
            // The same document twice is one version.
            flow.publish(Some(&format!("hash{hour}")), at);
            flow.publish(Some(&format!("hash{hour}")), at);
        }
        let versions: Vec<&str> = flow.versions.iter().map(|one| one.json.as_str()).collect();
        assert_eq!(versions, ["hash4", "hash5", "hash6", "hash7", "hash8"]);
    }
}
