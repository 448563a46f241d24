//! The command that starts the user's service, and all of its processes.

use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::failure::{Failure, plain};

/// So long a service may take to end before it is ended by force.
const PATIENCE: Duration = Duration::from_secs(5);

/// A service that runs, and all of its processes.
pub(super) struct Running {
    command: Vec<String>,
    /// Where it runs; here when absent.
    folder: Option<PathBuf>,
    child: Arc<Mutex<Option<Child>>>,
}

impl Running {
    /// Starts a command in a folder.
    pub(super) fn start(command: Vec<String>, folder: Option<PathBuf>) -> Result<Self, Failure> {
        let running = Self { command, folder, child: Arc::default() };
        end_with_us(&running.child);
        running.begin()?;
        Ok(running)
    }

    pub(super) fn guard(&self) -> Guard {
        Guard(Arc::clone(&self.child))
    }

    /// How the service has ended by itself, where it has: said once.
    pub(super) fn ended(&mut self) -> Option<ExitStatus> {
        let mut child = held(&self.child);
        let status = child.as_mut()?.try_wait().ok()??;
        *child = None;
        Some(status)
    }

    /// Ends the service and starts it again.
    pub(super) fn restart(&mut self) -> Result<(), Failure> {
        end(&self.child);
        self.begin()
    }

    fn begin(&self) -> Result<(), Failure> {
        let Some((program, arguments)) = self.command.split_first() else { return Ok(()) };
        let mut command = Command::new(program);
        command.args(arguments);
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        // `cargo run` starts another process: all of its group have to end with it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let child = command.spawn().map_err(|error| {
            Failure::new(format!("`{program}` cannot be started: {}", plain(&error)))
        })?;
        *held(&self.child) = Some(child);
        Ok(())
    }
}

/// Ends the service when it is dropped.
#[must_use = "the service ends with it"]
pub(in super::super) struct Guard(Arc<Mutex<Option<Child>>>);

impl Drop for Guard {
    fn drop(&mut self) {
        end(&self.0);
    }
}

fn held(child: &Mutex<Option<Child>>) -> MutexGuard<'_, Option<Child>> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}

fn end(child: &Mutex<Option<Child>>) {
    let Some(mut child) = held(child).take() else { return };
    // What fails here has ended already.
    #[cfg(unix)]
    signal(&child, rustix::process::Signal::TERM);
    #[cfg(not(unix))]
    let _ = child.kill();
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        match child.try_wait() {
            Ok(None) => std::thread::sleep(Duration::from_millis(10)),
            _ => return,
        }
    }
    #[cfg(unix)]
    signal(&child, rustix::process::Signal::KILL);
    let _ = child.wait();
}

/// Tells a service and all that it has started.
#[cfg(unix)]
fn signal(child: &Child, signal: rustix::process::Signal) {
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        // It fails only where they have ended already.
        let _ = rustix::process::kill_process_group(group, signal);
    }
}

/// Ends the service when this process is told to end: Ctrl-C goes to our own group alone.
fn end_with_us(child: &Arc<Mutex<Option<Child>>>) {
    let child = Arc::clone(child);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    // Without one the service is left running, as it is where nobody can be told.
    let Ok(runtime) = runtime else { return };
    std::thread::spawn(move || {
        runtime.block_on(told_to_end());
        end(&child);
        // As a shell says of a program that Ctrl-C has ended.
        std::process::exit(130);
    });
}

/// Waits until this process is told to end.
async fn told_to_end() {
    let interrupt = std::pin::pin!(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    });
    let terminate = std::pin::pin!(async {
        #[cfg(unix)]
        if let Ok(mut signal) =
            tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        {
            signal.recv().await;
            return;
        }
        std::future::pending::<()>().await;
    });
    futures_util::future::select(interrupt, terminate).await;
}
