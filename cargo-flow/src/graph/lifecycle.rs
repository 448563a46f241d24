//! `cargo flow publish`, `deprecate` and `delete`.

use flow_graph::{LockedFlow, Status};
use jiff::Timestamp;

use super::apply::published;
use super::session::{Found, Session};
use super::{ask, read};
use crate::Outcome;
use crate::cli::Place;
use crate::failure::Failure;
use crate::terminal::Terminal;

/// What is done to flows.
#[derive(Clone, Copy)]
pub(super) enum Verb {
    Publish,
    Deprecate,
    Delete,
}

/// The flows that it is done to, as the caller names them.
pub(super) struct Which<'w> {
    pub(super) flows: &'w [String],
    pub(super) place: &'w Place,
    /// It is done without asking.
    pub(super) yes: bool,
}

/// A flow that it is done to.
struct Target {
    id: String,
    name: String,
    /// What the lock says of it.
    record: Option<LockedFlow>,
}

pub(super) async fn run(
    verb: Verb,
    which: &Which<'_>,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let mut session = Session::alone(which.place, terminal)?;
    let mut targets: Vec<Target> = Vec::new();
    for named in which.flows {
        let target = target(verb, &session, named).await?;
        // One flow may be named twice: in Rust and at Meta.
        if targets.iter().all(|other| other.id != target.id) {
            targets.push(target);
        }
    }
    for target in &targets {
        terminal.note(&verb.announcement(target));
    }
    if !ask::agreed(verb.question(), which.yes)? {
        terminal.note("nothing was done");
        return Ok(Outcome::Faulty);
    }
    for target in targets {
        verb.act(&mut session, target, terminal).await?;
    }
    Ok(Outcome::Fine)
}

async fn target(verb: Verb, session: &Session, named: &str) -> Result<Target, Failure> {
    let Found { id, working, record } = session.find(named).await?;
    // A clone is a draft, and what it is to replace is published.
    let id = if verb.wants() == Status::Draft { working } else { id };
    let listed = read::head(session, &id).await?;
    let refused = |why: String, help: &str| {
        let (name, status) = (&listed.name, listed.status.as_str());
        Err(Failure::new(format!("`{name}` ({id}) is {status}{why}")).help(help))
    };
    let wanted = verb.wants();
    if listed.status != wanted {
        let done = verb.done().to_lowercase();
        return refused(
            format!(", and only what is {} can be {done}", wanted.as_str()),
            verb.instead(&listed.status),
        );
    }
    let was_published =
        record.as_ref().is_some_and(|record| record.id == id && record.was_published());
    if matches!(verb, Verb::Delete) && was_published {
        return refused(
            ", but was published before, and who has it in a message can open it".to_owned(),
            "publish it, and `cargo flow deprecate` it then",
        );
    }
    Ok(Target { id, name: listed.name, record })
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
                "what was published is never deleted; `cargo flow deprecate` lets nobody open it any more"
            }
            (Self::Deprecate, Status::Draft) => {
                "`cargo flow delete` deletes a draft; one that was published before is published again first"
            }
            (Self::Publish, Status::Deprecated) => {
                "`cargo flow push` makes a new flow of the source"
            }
            _ => "`cargo flow status` shows the state of every flow",
        }
    }

    fn question(self) -> &'static str {
        match self {
            Self::Publish => "Publish? What was published can be deprecated, and never deleted.",
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
        let then = match (self, &target.record) {
            (Self::Publish, Some(record)) if is_clone(record, &target.id) => {
                format!(" in the place of `{}` ({})", record.name, record.id)
            }
            _ => String::new(),
        };
        format!("{what} `{}` ({}){then}", target.name, target.id)
    }

    async fn act(
        self,
        session: &mut Session,
        target: Target,
        terminal: &Terminal,
    ) -> Result<(), Failure> {
        let Target { id, name, record } = target;
        let flow = session.client.flow(&id);
        match self {
            Self::Publish => flow.publish().await.map_err(|error| {
                for error in error.validation_errors() {
                    terminal.error(&error.to_string());
                }
                Failure::from(error)
            })?,
            Self::Deprecate => flow.deprecate().await?,
            Self::Delete => flow.delete().await?,
        }
        terminal.done(self.done(), &format!("`{name}` ({id})"));
        let Some(mut record) = record else { return Ok(()) };
        match self {
            // The clone stays a draft beside it.
            Self::Publish if record.clone.is_some() && !is_clone(&record, &id) => {
                record.status = Status::Published;
            }
            Self::Publish => published(&mut record, Timestamp::now()),
            Self::Deprecate => record.status = Status::Deprecated,
            // The flow that the clone was to replace stays the flow.
            Self::Delete if is_clone(&record, &id) => {
                record.clone = None;
                (record.json, record.metadata) = (None, None);
            }
            Self::Delete => return session.lock.forget(&id),
        }
        session.lock.put(record)
    }
}

fn is_clone(record: &LockedFlow, id: &str) -> bool {
    record.clone.as_ref().is_some_and(|clone| clone.id == id)
}
