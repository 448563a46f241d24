//! `cargo flow status`.

use flow_graph::{SendAbility, Status};
use futures_util::{StreamExt, TryStreamExt, stream};

use super::config::Config;
use super::known::{AT_ONCE, Known, Names, Waba};
use super::plan::{Remote, Wanted};
use super::session::Session;
use super::source::{self, Declared, Unfit};
use super::{lock, read, table};
use crate::Outcome;
use crate::cli::Status as Arguments;
use crate::failure::Failure;
use crate::terminal::{self, Terminal, print};

const HEAD: [&str; 6] = ["FLOW", "ENVIRONMENT", "ID", "STATUS", "HEALTH", "SOURCE"];

pub(super) async fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Outcome, Failure> {
    let load = || Config::load(arguments.config.as_deref());
    let config = load()?;
    let declared = source::declared(&config, terminal.colors)?;
    let names = Names::of(&declared);
    let chosen = source::chosen(declared, &arguments.flows)?;
    let environments = match &arguments.env {
        Some(name) => vec![config.environment(Some(name))?.clone()],
        None => config.environments.clone(),
    };
    let mut rows = vec![HEAD.map(str::to_owned).to_vec()];
    let mut faulty = false;
    let mut closed = None;
    for environment in environments {
        let name = environment.name.clone();
        let session = match Session::of(load()?, environment) {
            Ok(session) => session,
            // A person may have the token of one environment alone.
            Err(failure) if arguments.env.is_none() => {
                terminal.warning(&format!("`{name}` is left out: {}", failure.message));
                closed = Some(failure);
                continue;
            }
            Err(failure) => return Err(failure),
        };
        let mut flows = Vec::new();
        for flow in &chosen {
            match flow.wanted(&session.environment, terminal.colors) {
                Ok(wanted) => flows.push((flow, wanted)),
                Err(Unfit::Failure(failure)) => return Err(failure),
                Err(Unfit::Told(told)) => {
                    terminal::faults(&told);
                    faulty = true;
                }
            }
        }
        let waba = Waba::look(&session, &names).await?;
        let found = flows.iter().map(|(flow, wanted)| row(&waba, flow, wanted));
        let found: Vec<Row> = stream::iter(found).buffered(AT_ONCE).try_collect().await?;
        faulty |= found.iter().any(|row| row.faulty);
        for note in found.iter().flat_map(|row| &row.notes) {
            terminal.note(note);
        }
        rows.extend(found.into_iter().map(|row| row.cells));
        strangers(&session, &names, terminal);
    }
    if rows.len() == 1
        && let Some(failure) = closed
    {
        return Err(failure);
    }
    print(&table::aligned(&rows))?;
    Ok(if faulty { Outcome::Faulty } else { Outcome::Fine })
}

struct Row {
    cells: Vec<String>,
    faulty: bool,
    /// What became of the flow that the lock knows.
    notes: Vec<String>,
}

/// Tells of the flows of the lock that the source does not have.
fn strangers(session: &Session, names: &Names, terminal: &Terminal) {
    let environment = &session.environment.name;
    for record in session.lock.records() {
        if record.environment == *environment && !names.has(&record.flow) {
            terminal.note(&format!(
                "the source has no flow `{}`, which `{}` knows as `{}` ({})",
                record.flow,
                lock::NAME,
                record.name,
                record.id
            ));
        }
    }
}

async fn row(waba: &Waba<'_>, flow: &Declared, wanted: &Wanted) -> Result<Row, Failure> {
    let session = waba.session;
    let Known { situation: found, .. } = waba.known(wanted).await?;
    let record = session.record(&flow.name);
    let recorded = |remote: &&Remote| record.is_some_and(|record| record.id == remote.id);
    // The draft of another push is of interest only where the lock has it.
    let draft = found.draft.as_ref().filter(|draft| found.live.is_none() || recorded(draft));
    let notes = found.notes.iter().map(|note| format!("{}: {note}", flow.name)).collect();
    let environment = session.environment.name.clone();
    let Some(remote) = draft.or(found.live.as_ref()) else {
        let none = || "-".to_owned();
        let cells =
            vec![flow.name.clone(), environment, none(), none(), none(), "not pushed".to_owned()];
        return Ok(Row { cells, faulty: true, notes });
    };
    let health = read::health(session, &remote.id, session.environment.phone.clone()).await?;
    let health = health.and_then(|health| health.can_send_message);
    let known = record.filter(|record| record.id == remote.id);
    let mut differences = Vec::new();
    if wanted.json_differs(remote, known) {
        differences.push("JSON");
    }
    if !wanted.changes(remote, known, &found.free_name).is_empty() {
        differences.push("metadata");
    }
    let mut source = vec![match &*differences {
        [] => "the same".to_owned(),
        parts => format!("other {}", parts.join(" and ")),
    }];
    if remote.invalid {
        source.push("Meta's validator refuses the JSON".to_owned());
    }
    if let (Some(_), Some(live)) = (draft, &found.live) {
        source.push(format!("to replace `{}` ({})", live.name, live.id));
    }
    if let Some(old) = &found.old {
        source.push(format!("`{}` ({}) to be deprecated", old.name, old.id));
    }
    let sendable = remote.status == Status::Draft || health != Some(SendAbility::Blocked);
    Ok(Row {
        notes,
        faulty: !differences.is_empty() || remote.invalid || !sendable,
        cells: vec![
            flow.name.clone(),
            environment,
            remote.id.clone(),
            remote.status.as_str().to_owned(),
            health.map_or_else(|| "-".to_owned(), |health| health.as_str().to_owned()),
            source.join(", "),
        ],
    })
}
