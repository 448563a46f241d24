//! One flow of the lock.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::flow::Status;

/// How many published versions of a flow Meta keeps alive.
const ALIVE: usize = 5;

/// One flow in one environment, as [`Lock`](super::Lock) has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LockedFlow {
    /// The environment of `flow.toml`.
    pub environment: String,
    /// Its name in Rust.
    pub flow: String,
    /// The id of the flow that is to be sent.
    pub id: String,
    /// Its name at Meta.
    pub name: String,
    /// Its status after the last push.
    pub status: Status,
    /// The hash of the document that was pushed last: to the clone, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json: Option<String>,
    /// The hash of the metadata that was pushed last: to the clone, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<String>,
    /// The clone that is to take its place, where Meta does not let the flow be edited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clone: Option<LockedClone>,
    /// The published versions that are alive, oldest first: at most five. Empty for a flow that was
    /// never published.
    #[serde(default, rename = "version", skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<LockedVersion>,
    /// The flows whose place it has taken and that people may still open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<Replaced>,
}

/// A draft that is to take a flow's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LockedClone {
    /// Its id.
    pub id: String,
    /// Its name at Meta.
    pub name: String,
}

/// A published version of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LockedVersion {
    /// The hash of its document.
    pub json: String,
    /// When it was published.
    pub published_at: Timestamp,
}

/// A flow whose place another one has taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Replaced {
    /// Its id.
    pub id: String,
    /// Its name at Meta.
    pub name: String,
    /// When the other one was published. Since then it is not sent.
    pub replaced_at: Timestamp,
}

impl Replaced {
    /// A flow whose place another one took at a time.
    #[must_use]
    pub fn new(id: impl Into<String>, name: impl Into<String>, replaced_at: Timestamp) -> Self {
        Self { id: id.into(), name: name.into(), replaced_at }
    }
}

impl LockedFlow {
    /// A flow by its environment, its name in Rust, and its id, name and status at Meta.
    #[must_use]
    pub fn new(
        environment: impl Into<String>,
        flow: impl Into<String>,
        id: impl Into<String>,
        name: impl Into<String>,
        status: Status,
    ) -> Self {
        Self {
            environment: environment.into(),
            flow: flow.into(),
            id: id.into(),
            name: name.into(),
            status,
            json: None,
            metadata: None,
            clone: None,
            versions: Vec::new(),
            replaced: Vec::new(),
        }
    }

    /// The id of the flow that is worked on: the clone's, where there is one.
    #[must_use]
    pub fn working_id(&self) -> &str {
        self.clone.as_ref().map_or(&self.id, |clone| &clone.id)
    }

    /// The name of the flow that is worked on: the clone's, where there is one.
    #[must_use]
    pub fn working_name(&self) -> &str {
        self.clone.as_ref().map_or(&self.name, |clone| &clone.name)
    }

    /// Whether a version of it was published, so that people can open it.
    #[must_use]
    pub fn was_published(&self) -> bool {
        !self.versions.is_empty()
    }

    /// Notes that the flow was published. A document that was published last already, and one whose
    /// hash is not known, is not a new version.
    pub fn publish(&mut self, json: Option<&str>, published_at: Timestamp) {
        self.status = Status::Published;
        let last = self.versions.last().map(|version| version.json.as_str());
        if let Some(json) = json.filter(|json| last != Some(json)) {
            self.versions.push(LockedVersion { json: json.to_owned(), published_at });
        }
        let dead = self.versions.len().saturating_sub(ALIVE);
        self.versions.drain(..dead);
    }

    /// Notes a clone that is to take the flow's place.
    pub fn begin_clone(&mut self, id: impl Into<String>, name: impl Into<String>) {
        self.clone = Some(LockedClone { id: id.into(), name: name.into() });
    }

    /// Puts the clone, which was published, in the flow's place.
    pub fn finish_clone(&mut self, replaced_at: Timestamp) {
        let Some(LockedClone { id, name }) = self.clone.take() else { return };
        let id = std::mem::replace(&mut self.id, id);
        let name = std::mem::replace(&mut self.name, name);
        self.replaced.push(Replaced::new(id, name, replaced_at));
        self.versions.clear();
        let json = self.json.clone();
        self.publish(json.as_deref(), replaced_at);
    }
}
