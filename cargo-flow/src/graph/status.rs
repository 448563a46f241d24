//! `cargo flow status`.

use flow_graph::{LockedFlow, SendAbility, Status};
use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;

use super::config::Config;
use super::known::{AT_ONCE, Known, Names, Waba};
use super::plan::{Named, Remote, Situation, Wanted, changed_at_meta, since};
use super::session::Session;
use super::source::{self, Declared, Unfit};
use super::{lock, read, table};
use crate::Outcome;
use crate::cli::Status as Arguments;
use crate::failure::Failure;
use crate::terminal::{self, Terminal, print};

/// What is said of the flow of the lock when its life has ended.
const ENDED: &str = "deprecated; `cargo flow push` makes a new flow";
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
        rows.extend(found.into_iter().flat_map(|row| row.lines));
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
    /// The flow, and what is alive beside it.
    lines: Vec<Vec<String>>,
    faulty: bool,
    /// What became of the flow that the lock knows.
    notes: Vec<String>,
}

/// Tells of the flows of the lock that the source does not have.
fn strangers(session: &Session, names: &Names, terminal: &Terminal) {
    let environment = &session.environment.name;
    for record in session.lock.flows() {
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
    let notes = found.notes.iter().map(|note| format!("{}: {note}", flow.name)).collect();
    let line = |id: &str, status: &str, health: &str, source: String| {
        let environment = session.environment.name.clone();
        let words = [id, status, health].map(str::to_owned);
        [vec![flow.name.clone(), environment], words.to_vec(), vec![source]].concat()
    };
    let Some(remote) = &found.flow else {
        let only = match &found.ended {
            Some(ended) => line(&ended.id, ended.status.as_str(), "-", ENDED.to_owned()),
            None => line("-", "-", "-", "not pushed".to_owned()),
        };
        return Ok(Row { lines: vec![only], faulty: true, notes });
    };
    let mut state = source_of(&found, remote, wanted, record);
    if found.clone.is_some() {
        state.text = vec!["to be replaced".to_owned()];
        state.faulty = false;
    }
    state.text.extend(versions(record));
    let mut faulty = state.faulty;
    let mut lines = Vec::new();
    let phone = session.environment.phone.clone().map(String::from);
    let health = read::health(session, &remote.id, phone).await?;
    let health = health.and_then(|health| health.can_send_message);
    let was_published = record.is_some_and(LockedFlow::was_published);
    if health == Some(SendAbility::Blocked) && (was_published || remote.status != Status::Draft) {
        faulty = true;
    }
    let health = health.map_or_else(|| "-".to_owned(), |health| health.as_str().to_owned());
    lines.push(line(&remote.id, remote.status.as_str(), &health, state.text.join(", ")));
    if let Some(clone) = &found.clone {
        let mut state = source_of(&found, clone, wanted, record);
        state.text.push(format!("to replace `{}`", remote.name));
        faulty |= state.faulty;
        lines.push(line(&clone.id, clone.status.as_str(), "-", state.text.join(", ")));
    }
    for Alive { id, name, replaced_at } in alive(&found, record) {
        let on = replaced_at.map(|at| format!(" on {}", at.strftime("%F"))).unwrap_or_default();
        let source = format!("`{name}`, replaced{on}; `cargo flow deprecate --replaced` ends it");
        lines.push(line(&id, "PUBLISHED", "-", source));
    }
    Ok(Row { lines, faulty, notes })
}

/// What is in the last column, and whether it is a fault.
struct Source {
    text: Vec<String>,
    faulty: bool,
}

/// How a flow at Meta and the source differ.
fn source_of(
    found: &Situation<Remote>,
    remote: &Remote,
    wanted: &Wanted,
    record: Option<&LockedFlow>,
) -> Source {
    let pushed = record.filter(|record| record.working_id() == remote.id);
    let mut differences = Vec::new();
    if wanted.json_differs(remote) {
        differences.push("JSON");
    }
    if !wanted.changes(remote, pushed, &found.free_name).is_empty() {
        differences.push("metadata");
    }
    let mut text = vec![match &*differences {
        [] => "the same".to_owned(),
        parts => format!("other {}", parts.join(" and ")),
    }];
    if changed_at_meta(remote, pushed) {
        text.push(format!("changed at Meta {}", since(remote.updated_at)));
    }
    if remote.invalid {
        text.push("Meta's validator refuses the JSON".to_owned());
    }
    let edited = pushed.is_some_and(|pushed| pushed.id == remote.id && pushed.was_published());
    if remote.status == Status::Draft && edited {
        text.push("not published since it was edited".to_owned());
    }
    Source { faulty: !differences.is_empty() || remote.invalid, text }
}

/// How many published versions people can open, where there are several.
fn versions(record: Option<&LockedFlow>) -> Option<String> {
    let count = record.map_or(0, |record| record.versions.len());
    (count > 1).then(|| format!("{count} versions alive"))
}

/// A flow that was replaced and that people can still open.
struct Alive {
    id: String,
    name: String,
    replaced_at: Option<Timestamp>,
}

/// Those that the lock knows, and those that the next push writes into it.
fn alive(found: &Situation<Remote>, record: Option<&LockedFlow>) -> Vec<Alive> {
    let known = record.iter().flat_map(|record| &record.replaced);
    let known = known.filter(|replaced| found.alive.contains(&replaced.id)).map(|replaced| Alive {
        id: replaced.id.clone(),
        name: replaced.name.clone(),
        replaced_at: Some(replaced.replaced_at),
    });
    let new = found.replaced.iter().map(|Named { id, name }| Alive {
        id: id.clone(),
        name: name.clone(),
        replaced_at: None,
    });
    known.chain(new).collect()
}
