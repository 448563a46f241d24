//! The command that starts the user's service, started again after a change.

use std::path::PathBuf;
use std::process::{Child, Command};

use crate::failure::{Failure, plain};

/// A service that runs, and all of its processes.
pub(super) struct Running {
    command: Vec<String>,
    /// Where it runs; here when absent.
    folder: Option<PathBuf>,
    child: Option<Child>,
}

impl Running {
    /// Starts the command in a folder; nothing where there is none.
    pub(super) fn start(command: Vec<String>, folder: Option<PathBuf>) -> Result<Self, Failure> {
        // The folder of a file in the current one has an empty name.
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        let mut running = Self { command, folder, child: None };
        running.begin()?;
        Ok(running)
    }

    /// Ends the service and starts it again.
    pub(super) fn restart(&mut self) -> Result<(), Failure> {
        self.end();
        self.begin()
    }

    fn begin(&mut self) -> Result<(), Failure> {
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
        self.child = Some(child);
        Ok(())
    }

    fn end(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        // Both fail only where the process has ended already.
        #[cfg(unix)]
        if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw)
        {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::TERM);
        }
        #[cfg(not(unix))]
        let _ = child.kill();
        let _ = child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}
