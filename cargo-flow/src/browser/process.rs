//! The browser's process: its arguments, its profile, and that nothing of it stays.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use super::Error;

/// So long the browser may take until it listens.
const START: Duration = Duration::from_secs(20);

/// So long it may take to end by itself, after it was asked to.
const END: Duration = Duration::from_secs(5);

const ARGUMENTS: [&str; 14] = [
    "--headless",
    "--remote-debugging-port=0",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-extensions",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--mute-audio",
    // Pictures are the same on every machine with the same fonts.
    "--font-render-hinting=none",
];

#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    profile: PathBuf,
}

impl Process {
    /// Starts the browser; the second value is the address that it listens on.
    pub(super) fn start(program: &Path) -> Result<(Self, String), Error> {
        let profile = new_profile()?;
        let mut command = Command::new(program);
        command
            .args(ARGUMENTS)
            .arg(format!("--user-data-dir={}", profile.display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        alone(&mut command);
        let child = command.spawn().map_err(|error| {
            let _ = fs::remove_dir_all(&profile);
            Error::new(format!("`{}` could not be started: {error}", program.display()))
        })?;
        let mut process = Self { child, profile };
        let address = process.address()?;
        Ok((process, address))
    }

    /// What the browser writes once it listens: `DevTools listening on ws://…`.
    fn address(&mut self) -> Result<String, Error> {
        let output =
            self.child.stderr.take().ok_or_else(|| Error::new("the browser has no output"))?;
        let (said, heard) = mpsc::channel();
        // Reads to the end, so that the browser never waits for a reader.
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let _ = said.send(line);
            }
        });
        let until = Instant::now() + START;
        let mut last = String::new();
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match heard.recv_timeout(left) {
                Ok(line) => match line.split_once("DevTools listening on ") {
                    Some((_, address)) => return Ok(address.trim().to_owned()),
                    None => last = line,
                },
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    return Err(Error::new("the browser did not start within 20 seconds"));
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => {
                    return Err(Error::new(format!("the browser ended at once: {last}")));
                }
            }
        }
    }

    /// Waits for the end, and forces it when it does not come.
    pub(super) fn end(&mut self) {
        let until = Instant::now() + END;
        while Instant::now() < until {
            if matches!(self.child.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        self.force();
    }

    /// The program may be a script that starts the browser, so the whole group is ended.
    fn force(&mut self) {
        #[cfg(unix)]
        {
            use rustix::process::{Pid, Signal, kill_process_group};
            if let Some(group) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
                let _ = kill_process_group(group, Signal::KILL);
            }
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.force();
        }
        // Processes of the browser may still write into it for a moment.
        for _ in 0..20 {
            if fs::remove_dir_all(&self.profile).is_ok() || !self.profile.exists() {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// A process group of its own, so that all of it can be ended; and no sandbox for root, where
/// Chromium refuses to start with one.
fn alone(command: &mut Command) {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        command.process_group(0);
        if rustix::process::geteuid().is_root() {
            command.arg("--no-sandbox");
        }
    }
}

fn new_profile() -> Result<PathBuf, Error> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let path = env::temp_dir().join(format!("cargo-flow-browser-{}-{number}", std::process::id()));
    fs::create_dir_all(&path)
        .map_err(|error| Error::new(format!("`{}` could not be made: {error}", path.display())))?;
    Ok(path)
}
