//! The user's service: started, and started again whenever its sources, or the flow's, change.

mod process;
mod sources;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use self::process::{Guard, Running};
use self::sources::Sources;
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::watch::Looked;

/// How often its sources are looked at.
const LOOK: Duration = Duration::from_millis(200);

/// So many looks at most wait for the last of several files that are written at once.
const SETTLING: usize = 20;

/// How a service is started.
#[derive(Debug)]
pub(super) struct Start {
    /// A program and its arguments.
    pub(super) command: Vec<String>,
    /// Where it runs; here when absent.
    pub(super) folder: Option<PathBuf>,
    /// Files and folders that it reads, beside those that are known to be its sources.
    pub(super) watch: Vec<PathBuf>,
}

/// The files of the flows, which the preview reads: a service may have them compiled in.
#[derive(Clone, Debug, Default)]
pub(super) struct FlowFiles(Arc<Mutex<Vec<PathBuf>>>);

impl FlowFiles {
    pub(super) fn set(&self, files: &[PathBuf]) {
        files.clone_into(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn get(&self) -> Vec<PathBuf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Starts the service, and starts it again on a thread of its own, until what is given back is dropped. Does
/// nothing where there is no command.
///
/// # Errors
///
/// When the command cannot be started.
pub(super) fn keep(
    start: Start,
    flows: FlowFiles,
    terminal: &Terminal,
) -> Result<Option<Guard>, Failure> {
    let Start { command, folder, watch } = start;
    let Some((program, arguments)) = command.split_first() else { return Ok(None) };
    // The folder of a file in the current one has an empty name.
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    let here = folder.clone().unwrap_or_else(|| PathBuf::from("."));
    let sources = Sources::of(program, arguments, here, watch);
    for path in sources.missing() {
        terminal.warning(&format!("`{}` is to be watched and does not exist", path.display()));
    }
    let running = Running::start(command, folder)?;
    let guard = running.guard();
    let terminal = terminal.clone();
    std::thread::spawn(move || follow(running, &sources, &flows, &terminal));
    Ok(Some(guard))
}

/// Starts the service again whenever something has changed.
fn follow(mut running: Running, sources: &Sources, flows: &FlowFiles, terminal: &Terminal) {
    let look = || Looked::at(sources.files().files.into_iter().chain(flows.get()));
    if let Some(most) = sources.files().cut {
        terminal.warning(&format!(
            "{most} files of the service are watched, and there are more: name what has to be watched with \
             `watch = [\"src\"]` below `[preview]` in `flow.toml`"
        ));
    }
    let mut before = look();
    loop {
        std::thread::sleep(LOOK);
        if let Some(status) = running.ended() {
            terminal.warning(&format!(
                "the service has ended ({status}); it is started again after the next change"
            ));
        }
        let mut now = look();
        let Some(changed) = before.first_change(&now) else { continue };
        for _ in 0..SETTLING {
            before = now;
            std::thread::sleep(LOOK);
            now = look();
            if before.first_change(&now).is_none() {
                break;
            }
        }
        before = now;
        terminal.done("Restarting", &format!("the service: `{}` changed", changed.display()));
        if let Err(failure) = running.restart() {
            terminal.failure(&failure);
        }
    }
}
