//! The command that starts the user's service, started again after a change.

use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::failure::{Failure, plain};

/// A service that runs, and all of its processes.
pub(super) struct Running {
    command: Vec<String>,
    /// Where it runs; here when absent.
    folder: Option<PathBuf>,
    child: Arc<Mutex<Option<Child>>>,
}

impl Running {
    /// Starts the command in a folder; nothing where there is none.
    pub(super) fn start(command: Vec<String>, folder: Option<PathBuf>) -> Result<Self, Failure> {
        // The folder of a file in the current one has an empty name.
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        let running = Self { command, folder, child: Arc::default() };
        if !running.command.is_empty() {
            end_with_us(&running.child);
        }
        running.begin()?;
        Ok(running)
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

impl Drop for Running {
    fn drop(&mut self) {
        end(&self.child);
    }
}

fn held(child: &Mutex<Option<Child>>) -> MutexGuard<'_, Option<Child>> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}

fn end(child: &Mutex<Option<Child>>) {
    let Some(mut child) = held(child).take() else { return };
    // Both fail only where the process has ended already.
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::TERM);
    }
    #[cfg(not(unix))]
    let _ = child.kill();
    let _ = child.wait();
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
