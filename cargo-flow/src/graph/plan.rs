//! What is to be done so that Meta has what the source says: a pure function.

mod resolve;
#[cfg(test)]
mod tests;

use std::fmt;

use flow_graph::Status;
use serde_json::Value;

use super::hash::hash;
use super::lock::Record;

pub(super) use resolve::{Listed, Situation, number, resolve};

/// A flow of the source, as Meta should have it.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Its name in Rust.
    pub(super) flow: String,
    /// Its name at Meta; a replacement has a number behind it.
    pub(super) name: String,
    pub(super) categories: Vec<String>,
    /// The address of the endpoint, for a flow that has one.
    pub(super) endpoint: Option<String>,
    /// The Meta app, for a flow that has an endpoint.
    pub(super) application: Option<String>,
    /// The Flow JSON, without a space.
    pub(super) json: String,
}

/// A flow at Meta, as far as a plan needs it.
#[derive(Clone, Debug)]
pub(super) struct Remote {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) status: Status,
    pub(super) categories: Vec<String>,
    /// `None` also where Meta does not tell.
    pub(super) endpoint: Option<String>,
    /// `None` also where Meta does not tell.
    pub(super) application: Option<String>,
    /// Its Flow JSON, where it was read.
    pub(super) json: Option<Value>,
    /// Meta's validator has found errors in it.
    pub(super) invalid: bool,
}

/// What of the metadata is to be changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    pub(super) name: Option<String>,
    pub(super) categories: Option<Vec<String>>,
    pub(super) endpoint: Option<String>,
    pub(super) application: Option<String>,
}

/// One call that changes something at Meta.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A new flow with its JSON.
    Create {
        name: String,
    },
    /// A new flow that begins as a copy of a published one.
    Clone {
        name: String,
        of: Named,
    },
    UpdateMetadata(Changes),
    UpdateJson,
    Publish,
    Deprecate(Named),
}

/// A flow at Meta by its id, with the name by which people know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) name: String,
}

/// What is to be done for one flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) flow: String,
    /// What the lock should say before the first step; `None` for a flow that is yet to be made.
    pub(super) record: Option<Record>,
    pub(super) steps: Vec<Step>,
    /// What a person should know beside the steps.
    pub(super) notes: Vec<String>,
}

impl Wanted {
    pub(super) fn json_hash(&self) -> String {
        hash([self.json.as_str()])
    }

    pub(super) fn metadata_hash(&self) -> String {
        let mut categories: Vec<&str> = self.categories.iter().map(String::as_str).collect();
        categories.sort_unstable();
        let endpoint = self.endpoint.as_deref().unwrap_or_default();
        let application = self.application.as_deref().unwrap_or_default();
        hash([&self.name, &categories.join(","), endpoint, application])
    }

    /// Whether Meta's JSON is another one; what was not read, the lock tells.
    pub(super) fn json_differs(&self, remote: &Remote, record: Option<&Record>) -> bool {
        match &remote.json {
            Some(json) => serde_json::from_str::<Value>(&self.json).ok().as_ref() != Some(json),
            None => record.and_then(|record| record.json.as_ref()) != Some(&self.json_hash()),
        }
    }

    /// What of Meta's metadata differs; what Meta does not tell, the lock tells. `name` is the one
    /// to take where the flow's is another.
    pub(super) fn changes(&self, remote: &Remote, record: Option<&Record>, name: &str) -> Changes {
        let pushed =
            record.and_then(|record| record.metadata.as_ref()) == Some(&self.metadata_hash());
        let differs = |wanted: &Option<String>, there: &Option<String>| match (wanted, there) {
            (None, _) => None,
            (Some(_), None) if pushed => None,
            (Some(wanted), there) => (Some(wanted) != there.as_ref()).then(|| wanted.clone()),
        };
        let sorted = |list: &[String]| {
            let mut list = list.to_vec();
            list.sort_unstable();
            list.dedup();
            list
        };
        let same = sorted(&self.categories) == sorted(&remote.categories);
        let named = number(&self.name, &remote.name).is_some();
        Changes {
            name: (!named).then(|| name.to_owned()),
            categories: (!same).then(|| self.categories.clone()),
            endpoint: differs(&self.endpoint, &remote.endpoint),
            application: differs(&self.application, &remote.application),
        }
    }
}

impl Remote {
    pub(super) fn named(&self) -> Named {
        Named { id: self.id.clone(), name: self.name.clone() }
    }
}

impl Step {
    /// Whether Meta's validator looks at the JSON after it.
    pub(super) fn sends_json(&self) -> bool {
        matches!(self, Self::Create { .. } | Self::UpdateJson)
    }
}

impl Changes {
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Plans one flow.
pub(super) fn plan(
    environment: &str,
    wanted: &Wanted,
    record: Option<&Record>,
    situation: &Situation<Remote>,
    publish: bool,
) -> Plan {
    let mut plan = Plan {
        flow: wanted.flow.clone(),
        record: None,
        steps: Vec::new(),
        notes: situation.notes.clone(),
    };
    let recorded = |remote: &Remote| record.filter(|record| record.id == remote.id);
    let record_of = |remote: &Remote| {
        let known = recorded(remote);
        let json = !wanted.json_differs(remote, known);
        let metadata = wanted.changes(remote, known, &situation.free_name).is_empty();
        Record {
            environment: environment.to_owned(),
            flow: wanted.flow.clone(),
            id: remote.id.clone(),
            name: remote.name.clone(),
            status: remote.status.as_str().to_owned(),
            json: json.then(|| wanted.json_hash()),
            metadata: metadata.then(|| wanted.metadata_hash()),
            replaces: None,
        }
    };
    let adopted = |plan: &mut Plan, remote: &Remote| {
        if recorded(remote).is_none() {
            plan.notes.push(format!(
                "`{}` ({}) was found at Meta by its name, and is taken for it",
                remote.name, remote.id
            ));
        }
    };
    // A replacement that is published makes the old flow useless.
    if let Some(old) = &situation.old {
        plan.steps.push(Step::Deprecate(old.clone()));
    }
    let (live, draft) = (situation.live.as_ref(), situation.draft.as_ref());
    let live_is_right = |live: &Remote| {
        let known = recorded(live);
        !wanted.json_differs(live, known)
            && wanted.changes(live, known, &situation.free_name).is_empty()
    };
    match (live, draft) {
        // A draft that is no flow of the lock's is of no interest while the published flow is right.
        (Some(live), draft)
            if live_is_right(live) && draft.is_none_or(|draft| recorded(draft).is_none()) =>
        {
            adopted(&mut plan, live);
            let mut right = record_of(live);
            right.replaces = situation.old.as_ref().map(|old| old.id.clone());
            plan.record = Some(right);
        }
        (live, Some(draft)) => {
            adopted(&mut plan, draft);
            let known = recorded(draft);
            let changes = wanted.changes(draft, known, &situation.free_name);
            let json = wanted.json_differs(draft, known);
            if json && known.is_some_and(|known| known.json == Some(wanted.json_hash())) {
                plan.notes.push(format!(
                    "the JSON of `{}` was changed at Meta since the last push; the source replaces it",
                    draft.name
                ));
            }
            let mut right = record_of(draft);
            right.replaces = live.map(|live| live.id.clone());
            plan.record = Some(right);
            if !changes.is_empty() {
                plan.steps.push(Step::UpdateMetadata(changes));
            }
            if json {
                plan.steps.push(Step::UpdateJson);
            }
            // What Meta's validator refuses cannot be published before it changes.
            plan.finish(publish && (json || !draft.invalid), live);
        }
        (Some(live), None) => {
            adopted(&mut plan, live);
            plan.notes.push(format!(
                "`{}` is {}, and what is published cannot change: a clone takes its place",
                live.name,
                live.status.as_str()
            ));
            let mut right = record_of(live);
            right.replaces = situation.old.as_ref().map(|old| old.id.clone());
            plan.record = Some(right);
            let name = situation.free_name.clone();
            plan.steps.push(Step::Clone { name, of: live.named() });
            plan.connect(wanted);
            plan.steps.push(Step::UpdateJson);
            plan.finish(publish, Some(live));
        }
        (None, None) => {
            plan.steps.push(Step::Create { name: situation.free_name.clone() });
            plan.connect(wanted);
            plan.finish(publish, None);
        }
    }
    plan
}

impl Plan {
    /// The app is no part of the call that creates a flow.
    fn connect(&mut self, wanted: &Wanted) {
        if wanted.application.is_some() {
            let application = wanted.application.clone();
            self.steps.push(Step::UpdateMetadata(Changes { application, ..Changes::default() }));
        }
    }

    fn finish(&mut self, publish: bool, replaced: Option<&Remote>) {
        if publish {
            self.steps.push(Step::Publish);
            // Meta deprecates no flow that it has blocked or throttled.
            self.steps.extend(
                replaced
                    .filter(|live| live.status == Status::Published)
                    .map(|live| Step::Deprecate(live.named())),
            );
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create { name } => write!(f, "create `{name}`"),
            Self::Clone { name, of } => write!(f, "clone `{}` ({}) as `{name}`", of.name, of.id),
            Self::UpdateMetadata(changes) => write!(f, "update metadata: {changes}"),
            Self::UpdateJson => f.write_str("update JSON"),
            Self::Publish => f.write_str("publish"),
            Self::Deprecate(named) => write!(f, "deprecate `{}` ({})", named.name, named.id),
        }
    }
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name.as_ref().map(|name| format!("name `{name}`"));
        let categories =
            self.categories.as_ref().map(|list| format!("categories {}", list.join(", ")));
        let endpoint = self.endpoint.as_ref().map(|endpoint| format!("endpoint {endpoint}"));
        let application = self.application.as_ref().map(|id| format!("application {id}"));
        let parts: Vec<String> =
            [name, categories, endpoint, application].into_iter().flatten().collect();
        f.write_str(&parts.join("; "))
    }
}
