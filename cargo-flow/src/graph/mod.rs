//! The commands that talk to Meta: from the `flow!`s of the source to flows that are sent.
//!
//! `config` says which flows go where, `lock` which flow is which at Meta. `plan` is pure: from the
//! source, the lock and what Meta has to the calls that are left to do. `apply` makes them.

mod apply;
mod ask;
mod config;
mod doctor;
mod hash;
mod known;
mod lifecycle;
mod lock;
mod opening;
mod plan;
mod preview;
mod pull;
mod push;
mod read;
mod replaced;
mod send;
mod session;
mod source;
mod status;
mod table;
mod upload_key;
mod validation;

use std::future::Future;

pub(crate) use config::Showing;
pub(crate) use replaced::age;

use lifecycle::{Verb, Which};

use crate::Outcome;
use crate::cli::{Deprecate, Doctor, Named, PreviewUrl, Pull, Push, Send, Status, UploadKey};
use crate::failure::Failure;
use crate::terminal::Terminal;

type Answer = Result<Outcome, Failure>;

/// The sources that the nearest `flow.toml` names; `None` where there is none.
pub(crate) fn sources() -> Result<Option<Vec<std::path::PathBuf>>, Failure> {
    config::sources()
}

/// What the nearest `flow.toml` says below `[preview]`.
pub(crate) fn showing() -> Result<Showing, Failure> {
    config::showing()
}

pub(crate) fn push(arguments: &Push, terminal: &Terminal) -> Answer {
    wait(push::run(arguments, terminal))
}

pub(crate) fn status(arguments: &Status, terminal: &Terminal) -> Answer {
    wait(status::run(arguments, terminal))
}

pub(crate) fn pull(arguments: &Pull, terminal: &Terminal) -> Answer {
    wait(pull::run(arguments, terminal))
}

pub(crate) fn preview_url(arguments: &PreviewUrl, terminal: &Terminal) -> Answer {
    wait(preview::run(arguments, terminal))
}

pub(crate) fn publish(arguments: &Named, terminal: &Terminal) -> Answer {
    wait(lifecycle::run(Verb::Publish, &which(arguments), terminal))
}

pub(crate) fn deprecate(arguments: &Deprecate, terminal: &Terminal) -> Answer {
    let Deprecate { flows, place, yes, replaced, older_than } = arguments;
    let which = Which { flows, place, yes: *yes };
    if *replaced {
        return wait(replaced::run(&which, *older_than, terminal));
    }
    wait(lifecycle::run(Verb::Deprecate, &which, terminal))
}

pub(crate) fn delete(arguments: &Named, terminal: &Terminal) -> Answer {
    wait(lifecycle::run(Verb::Delete, &which(arguments), terminal))
}

fn which(arguments: &Named) -> Which<'_> {
    Which { flows: &arguments.flows, place: &arguments.place, yes: arguments.yes }
}

pub(crate) fn upload_key(arguments: &UploadKey, terminal: &Terminal) -> Answer {
    wait(upload_key::run(arguments, terminal))
}

pub(crate) fn send(arguments: &Send, terminal: &Terminal) -> Answer {
    wait(send::run(arguments, terminal))
}

pub(crate) fn doctor(arguments: &Doctor, terminal: &Terminal) -> Answer {
    wait(doctor::run(arguments, terminal))
}

/// Drives one command on this thread.
fn wait(command: impl Future<Output = Answer>) -> Answer {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime =
        runtime.map_err(|error| Failure::new(format!("the network cannot be used: {error}")))?;
    runtime.block_on(command)
}
