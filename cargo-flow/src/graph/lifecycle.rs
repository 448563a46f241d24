//! `cargo flow publish`, `deprecate` and `delete`.

use flow_graph::Status;

use super::apply::{Stopped, publish};
use super::lock::Record;
use super::session::{Found, Session};
use super::{ask, read};
use crate::Outcome;
use crate::cli::Named;
use crate::failure::Failure;
use crate::terminal::Terminal;

/// What is done to flows.
#[derive(Clone, Copy)]
pub(super) enum Verb {
    Publish,
    Deprecate,
    Delete,
}

/// A flow that it is done to.
struct Target {
    found: Found,
    name: String,
    /// The published flow that it replaces, by id and name.
    replaces: Option<(String, String)>,
}

pub(super) async fn run(
    verb: Verb,
    arguments: &Named,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let mut session = Session::alone(&arguments.place, terminal)?;
    let mut targets: Vec<Target> = Vec::new();
    for named in &arguments.flows {
        let target = target(verb, &session, named).await?;
        // One flow may be named twice: in Rust and at Meta.
        if targets.iter().all(|other| other.found.id != target.found.id) {
            targets.push(target);
        }
    }
    for target in &targets {
        terminal.note(&verb.announcement(target));
    }
    if !ask::agreed(verb.question(), arguments.yes)? {
        terminal.note("nothing was done");
        return Ok(Outcome::Faulty);
    }
    for target in targets {
        verb.act(&mut session, target, terminal).await?;
    }
    Ok(Outcome::Fine)
}

async fn target(verb: Verb, session: &Session, named: &str) -> Result<Target, Failure> {
    let found = session.find(named).await?;
    let listed = read::head(session, &found.id).await?;
    let wanted = verb.wants();
    if listed.status != wanted {
        return Err(Failure::new(format!(
            "`{}` ({}) is {}, and only what is {} can be {}",
            listed.name,
            listed.id,
            listed.status.as_str(),
            wanted.as_str(),
            verb.done().to_lowercase()
        ))
        .help(verb.instead(&listed.status)));
    }
    let replaces = found.record.as_ref().and_then(|record| record.replaces.as_deref());
    let replaces = match replaces {
        Some(id) => {
            let old = read::head(session, id).await?;
            (old.status == Status::Published).then_some((old.id, old.name))
        }
        None => None,
    };
    Ok(Target { name: listed.name, found, replaces })
}

impl Verb {
    fn wants(self) -> Status {
        match self {
            Self::Publish | Self::Delete => Status::Draft,
            Self::Deprecate => Status::Published,
        }
    }

    fn done(self) -> &'static str {
        match self {
            Self::Publish => "Published",
            Self::Deprecate => "Deprecated",
            Self::Delete => "Deleted",
        }
    }

    /// What to do with a flow of this status.
    fn instead(self, status: &Status) -> &'static str {
        match (self, status) {
            (Self::Delete, Status::Published | Status::Throttled) => {
                "a published flow can never be deleted; `cargo flow deprecate` lets nobody open it any more"
            }
            (Self::Deprecate, Status::Draft) => "`cargo flow delete` deletes a draft",
            (Self::Publish, Status::Deprecated) => {
                "`cargo flow push` makes a new flow of the source"
            }
            _ => "`cargo flow status` tells how the flows stand",
        }
    }

    fn question(self) -> &'static str {
        match self {
            Self::Publish => "Publish? A published flow can never be changed or deleted.",
            Self::Deprecate => "Deprecate? It cannot be taken back.",
            Self::Delete => "Delete? It cannot be taken back.",
        }
    }

    fn announcement(self, target: &Target) -> String {
        let what = match self {
            Self::Publish => "publish",
            Self::Deprecate => "deprecate",
            Self::Delete => "delete",
        };
        let then = match (self, &target.replaces) {
            (Self::Publish, Some((id, name))) => {
                format!(", and deprecate `{name}` ({id}), which it replaces")
            }
            _ => String::new(),
        };
        format!("{what} `{}` ({}){then}", target.name, target.found.id)
    }

    async fn act(
        self,
        session: &mut Session,
        target: Target,
        terminal: &Terminal,
    ) -> Result<(), Failure> {
        let Target { found: Found { id, record }, name, replaces } = target;
        let flow = session.client.flow(&id);
        match self {
            Self::Publish => publish(&flow).await.map_err(|Stopped { failure, errors }| {
                for error in errors {
                    terminal.error(&error.to_string());
                }
                failure
            })?,
            Self::Deprecate => flow.deprecate().await?,
            Self::Delete => flow.delete().await?,
        }
        terminal.done(self.done(), &format!("`{name}` ({id})"));
        let Some(record) = record else { return Ok(()) };
        let status = |status: Status| status.as_str().to_owned();
        match (self, replaces) {
            (Self::Publish, None) => {
                let status = status(Status::Published);
                session.lock.put(Record { status, replaces: None, ..record })
            }
            (Self::Publish, Some((old, old_name))) => {
                let record = Record { status: status(Status::Published), ..record };
                session.lock.put(record.clone())?;
                session.client.flow(&old).deprecate().await?;
                terminal.done("Deprecated", &format!("`{old_name}` ({old})"));
                session.lock.put(Record { replaces: None, ..record })
            }
            (Self::Deprecate, _) => {
                session.lock.put(Record { status: status(Status::Deprecated), ..record })
            }
            // The flow that the draft was to replace is the flow again.
            (Self::Delete, Some((old, old_name))) => session.lock.put(Record {
                id: old,
                name: old_name,
                status: status(Status::Published),
                json: None,
                metadata: None,
                replaces: None,
                ..record
            }),
            (Self::Delete, None) => session.lock.forget(&id),
        }
    }
}
