//! What Meta has of the flows of the source.

use std::collections::HashMap;

use flow_graph::{LockedFlow, ValidationError};

use super::plan::{Listed, Remote, Situation, Wanted, resolve};
use super::read::{self, Read};
use super::session::Session;
use super::source::Declared;
use crate::failure::Failure;

/// How many flows are read at once.
pub(super) const AT_ONCE: usize = 8;

/// The names of every flow of the source, asked for or not.
pub(super) struct Names {
    /// In Rust.
    flows: Vec<String>,
    /// At Meta.
    published: Vec<String>,
}

/// The WABA of an environment, looked at once.
pub(super) struct Waba<'s> {
    pub(super) session: &'s Session,
    names: &'s Names,
    listed: Vec<Listed>,
    /// The lock without the flows that the source no longer has.
    records: Vec<LockedFlow>,
}

/// The counterparts of a flow at Meta.
pub(super) struct Known {
    pub(super) situation: Situation<Remote>,
    /// What Meta's validator says of them, by their ids.
    pub(super) errors: HashMap<String, Vec<ValidationError>>,
}

impl Names {
    pub(super) fn of(flows: &[Declared]) -> Self {
        Self {
            flows: flows.iter().map(|flow| flow.name.clone()).collect(),
            published: flows.iter().map(|flow| flow.published_name().to_owned()).collect(),
        }
    }

    pub(super) fn has(&self, flow: &str) -> bool {
        self.flows.iter().any(|name| name == flow)
    }
}

impl<'s> Waba<'s> {
    pub(super) async fn look(session: &'s Session, names: &'s Names) -> Result<Self, Failure> {
        let listed = session.listed().await?;
        // A flow that was renamed in Rust is found by its name at Meta.
        let environment = &session.environment.name;
        let kept =
            |record: &&LockedFlow| record.environment != *environment || names.has(&record.flow);
        let records = session.lock.flows().iter().filter(kept).cloned().collect();
        Ok(Self { session, names, listed, records })
    }

    /// Which flows at Meta are the flow of these names in Rust and at Meta.
    pub(super) fn resolve(&self, flow: &str, name: &str) -> Situation<Listed> {
        let published = self.names.published.iter().map(String::as_str);
        let reserved: Vec<&str> = published.filter(|other| *other != name).collect();
        let environment = &self.session.environment.name;
        resolve(environment, flow, name, &self.listed, &self.records, &reserved)
    }

    /// The counterparts of a flow, with everything that a plan needs.
    pub(super) async fn known(&self, wanted: &Wanted) -> Result<Known, Failure> {
        let found = self.resolve(&wanted.flow, &wanted.name);
        let mut errors = HashMap::new();
        let mut details = async |flow: Option<Listed>| {
            let Some(flow) = flow else { return Ok::<_, Failure>(None) };
            let Read { remote, validation_errors } = read::flow(self.session, &flow.id).await?;
            errors.insert(flow.id, validation_errors);
            Ok(Some(remote))
        };
        let flow = details(found.flow).await?;
        let (clone, stray) = (details(found.clone).await?, details(found.stray).await?);
        let Situation { replaced, alive, ended, free_name, notes, .. } = found;
        let situation = Situation { flow, clone, stray, replaced, alive, ended, free_name, notes };
        Ok(Known { situation, errors })
    }
}
