//! A Chromium that is on this machine, driven over its DevTools protocol: for pictures of screens,
//! and for the tests of the preview.
//!
//! A client of the few calls that are needed here is smaller than a browser crate: those bring an
//! asynchronous runtime, or want a driver beside the browser.

mod connection;
mod find;
mod page;
mod process;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

pub use find::{find, is_named};
pub use page::{Page, Size};

use connection::Connection;
use process::Process;

/// A browser with no window. It ends when it is dropped, and all its processes with it.
#[derive(Debug)]
pub struct Browser {
    connection: Arc<Mutex<Connection>>,
    process: Process,
}

impl Browser {
    /// Starts the program, with a profile of its own that is removed at the end.
    ///
    /// # Errors
    ///
    /// When the program cannot be started, or does not say within 20 seconds where it listens.
    pub fn start(program: &std::path::Path) -> Result<Self, Error> {
        let (process, address) = Process::start(program)?;
        let connection = Arc::new(Mutex::new(Connection::open(&address)?));
        Ok(Self { connection, process })
    }

    /// A new page of this size, with storage that no other page sees.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub fn page(&self, size: Size) -> Result<Page, Error> {
        let session = {
            let mut connection = lock(&self.connection);
            let context = connection.call(None, "Target.createBrowserContext", &json!({}))?;
            let target = connection.call(
                None,
                "Target.createTarget",
                &json!({ "url": "about:blank", "browserContextId": context["browserContextId"] }),
            )?;
            let attached = connection.call(
                None,
                "Target.attachToTarget",
                &json!({ "targetId": target["targetId"], "flatten": true }),
            )?;
            attached["sessionId"].as_str().ok_or(Error::unread("sessionId"))?.to_owned()
        };
        Page::new(Arc::clone(&self.connection), session, size)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The answer may not come any more: the process ends either way.
        let _ = lock(&self.connection).call(None, "Browser.close", &Value::Null);
        self.process.end();
    }
}

/// What the lock guards stays usable after a panic of another holder: each call reads its own answer.
fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Why the browser could not do what it was asked for.
#[derive(Debug)]
pub struct Error(String);

impl Error {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    fn unread(what: &str) -> Self {
        Self(format!("the browser's answer has no `{what}`"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
