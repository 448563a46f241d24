//! What is to be done so that Meta has what the source says: a pure function.

mod resolve;
#[cfg(test)]
mod tests;

use std::fmt;

use flow_graph::{LockedFlow, Replaced, Status};
use jiff::Timestamp;
use serde_json::Value;

use super::hash;

pub(super) use resolve::{Listed, Situation, is_live, number, resolve};

/// A flow of the source, as Meta should have it.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Its name in Rust.
    pub(super) flow: String,
    /// Its name at Meta; a clone has a number after it.
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
    /// Its Flow JSON; absent where there is none.
    pub(super) json: Option<Value>,
    /// When it was changed last; `None` also where Meta does not tell.
    pub(super) updated_at: Option<Timestamp>,
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
}

/// How a published flow takes a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It is edited, and keeps its id and its name.
    InPlace,
    /// A clone takes its place, since Meta does not let it be edited.
    Clone,
}

/// What a plan is to lead to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goal {
    pub(super) publish: bool,
    pub(super) way: Way,
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
    pub(super) record: Option<LockedFlow>,
    pub(super) steps: Vec<Step>,
    /// What a person should know beside the steps.
    pub(super) notes: Vec<String>,
}

impl Wanted {
    pub(super) fn json_hash(&self) -> String {
        hash::document(&self.document())
    }

    fn document(&self) -> Value {
        serde_json::from_str(&self.json).unwrap_or_default()
    }

    pub(super) fn metadata_hash(&self) -> String {
        let mut categories: Vec<&str> = self.categories.iter().map(String::as_str).collect();
        categories.sort_unstable();
        let endpoint = self.endpoint.as_deref().unwrap_or_default();
        let application = self.application.as_deref().unwrap_or_default();
        hash::hash([&self.name, &categories.join(","), endpoint, application])
    }

    /// Whether Meta's JSON is another one. It is read each time: somebody may have changed it.
    pub(super) fn json_differs(&self, remote: &Remote) -> bool {
        remote.json.as_ref() != Some(&self.document())
    }

    /// What of Meta's metadata differs; what Meta does not tell, the lock tells. `name` is the one
    /// to take where the flow's is another.
    pub(super) fn changes(
        &self,
        remote: &Remote,
        record: Option<&LockedFlow>,
        name: &str,
    ) -> Changes {
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

/// Plans one flow. `now` is when what is found published is taken to have been published.
pub(super) fn plan(
    environment: &str,
    wanted: &Wanted,
    record: Option<&LockedFlow>,
    situation: &Situation<Remote>,
    goal: Goal,
    now: Timestamp,
) -> Plan {
    let mut plan = Plan {
        flow: wanted.flow.clone(),
        record: None,
        steps: Vec::new(),
        notes: situation.notes.clone(),
    };
    let Some(flow) = &situation.flow else {
        plan.steps.push(Step::Create { name: situation.free_name.clone() });
        plan.connect(wanted);
        plan.finish(goal.publish);
        return plan;
    };
    let is_locked = |remote: &Remote| {
        record.is_some_and(|record| record.id == remote.id || record.working_id() == remote.id)
    };
    if !is_locked(flow) {
        plan.notes.push(format!(
            "`{}` ({}) was found at Meta by its name, and is taken for it",
            flow.name, flow.id
        ));
    }
    let known = record.filter(|_| is_locked(flow));
    let mut locked = recorded(environment, wanted, flow, known, situation, now);
    let clone = match goal.way {
        Way::InPlace => situation.clone.as_ref(),
        Way::Clone => situation.clone.as_ref().or(situation.stray.as_ref()),
    };
    if let Some(clone) = clone {
        locked.begin_clone(&clone.id, &clone.name);
        plan.notes.push(format!(
            "`{}` ({}) is to take the place of `{}` ({}), which who has it in a message can open \
             until `cargo flow deprecate --replaced`",
            clone.name, clone.id, flow.name, flow.id
        ));
    }
    if goal.way == Way::Clone && clone.is_none() {
        plan.notes.push(format!(
            "a clone takes the place of `{}` ({}), which who has it in a message can open until \
             `cargo flow deprecate --replaced`",
            flow.name, flow.id
        ));
        plan.record = Some(locked);
        plan.steps.push(Step::Clone { name: situation.free_name.clone(), of: flow.named() });
        plan.connect(wanted);
        plan.steps.push(Step::UpdateJson);
        plan.finish(goal.publish);
        return plan;
    }
    let working = clone.unwrap_or(flow);
    let pushed = known.filter(|known| known.working_id() == working.id);
    let changes = wanted.changes(working, pushed, &situation.free_name);
    let json = wanted.json_differs(working);
    if json && changed_at_meta(working, pushed) {
        plan.notes.push(format!(
            "the JSON of `{}` was changed at Meta {}; the source replaces it",
            working.name,
            since(working.updated_at)
        ));
    }
    locked.json = (!json).then(|| wanted.json_hash());
    locked.metadata = changes.is_empty().then(|| wanted.metadata_hash());
    let edits = json || !changes.is_empty();
    let is_open = clone.is_none() && (is_live(&flow.status) || locked.was_published());
    if edits && is_open {
        plan.notes.push(what_people_see(wanted, flow, goal.publish));
    }
    plan.record = Some(locked);
    if !changes.is_empty() {
        plan.steps.push(Step::UpdateMetadata(changes));
    }
    if json {
        plan.steps.push(Step::UpdateJson);
    }
    // What Meta's validator refuses cannot be published before it changes.
    let ready = json || !working.invalid;
    plan.finish(goal.publish && ready && (edits || working.status == Status::Draft));
    plan
}

/// What the lock should say of a flow at Meta before the first step.
fn recorded(
    environment: &str,
    wanted: &Wanted,
    flow: &Remote,
    known: Option<&LockedFlow>,
    situation: &Situation<Remote>,
    now: Timestamp,
) -> LockedFlow {
    let status = flow.status.clone();
    let mut locked = LockedFlow::new(environment, &wanted.flow, &flow.id, &flow.name, status);
    if let Some(known) = known {
        // Of a clone that was published meanwhile the versions begin anew.
        if known.id == flow.id {
            locked.versions.clone_from(&known.versions);
        }
        locked.replaced.clone_from(&known.replaced);
        locked.replaced.retain(|replaced| situation.alive.contains(&replaced.id));
    }
    locked.replaced.extend(
        situation
            .replaced
            .iter()
            .map(|Named { id, name }| Replaced::new(id, name, flow.updated_at.unwrap_or(now))),
    );
    if is_live(&flow.status) {
        let hash = flow.json.as_ref().map(hash::document);
        locked.publish(hash.as_deref(), flow.updated_at.unwrap_or(now));
        locked.status = flow.status.clone();
    }
    locked
}

/// Whether somebody else has changed the JSON since the last push.
pub(super) fn changed_at_meta(remote: &Remote, pushed: Option<&LockedFlow>) -> bool {
    let pushed = pushed.and_then(|pushed| pushed.json.as_ref());
    match (pushed, &remote.json) {
        (Some(pushed), Some(json)) => *pushed != hash::document(json),
        _ => false,
    }
}

/// When somebody changed a flow, as far as Meta says.
pub(super) fn since(updated_at: Option<Timestamp>) -> String {
    updated_at.map_or("since the last push".to_owned(), |at| format!("on {}", at.strftime("%F")))
}

/// What an edit of a published flow means to the people who can open it.
fn what_people_see(wanted: &Wanted, flow: &Remote, publish: bool) -> String {
    let name = &flow.name;
    let endpoint = match wanted.endpoint {
        Some(_) => ", and the endpoint has to answer for it: Meta keeps five versions alive",
        None => "",
    };
    if publish {
        return format!(
            "`{name}` is published, and is edited in place: who has it in a message opens the \
             version that was sent{endpoint}; new messages carry this one"
        );
    }
    format!(
        "`{name}` is published, and is edited in place: messages carry the version that was \
         published last{endpoint}; `--publish` lets new ones carry this one"
    )
}

impl Plan {
    /// Whether the work is on a clone, or makes one.
    pub(super) fn clones(&self) -> bool {
        self.record.as_ref().is_some_and(|record| record.clone.is_some())
            || self.steps.iter().any(|step| matches!(step, Step::Clone { .. }))
    }

    /// The app is not part of the call that creates a flow.
    fn connect(&mut self, wanted: &Wanted) {
        if wanted.application.is_some() {
            let application = wanted.application.clone();
            self.steps.push(Step::UpdateMetadata(Changes { application, ..Changes::default() }));
        }
    }

    fn finish(&mut self, publish: bool) {
        if publish {
            self.steps.push(Step::Publish);
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
