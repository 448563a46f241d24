//! The database: SQLite in one file, used from the threads that may wait for a disk.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::task::JoinError;

/// Two addresses that differ in case alone are one.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS users (
        email TEXT PRIMARY KEY COLLATE NOCASE,
        first_name TEXT NOT NULL,
        last_name TEXT NOT NULL,
        password_hash TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS completions (
        message_id TEXT PRIMARY KEY,
        stay_logged_in INTEGER NOT NULL
    ) STRICT;
";

/// The database, shared by what uses it. It is cheap to clone.
#[derive(Debug, Clone)]
pub struct Database(Arc<Mutex<Connection>>);

/// Why the database did not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// SQLite refused.
    #[error("the database failed")]
    Sqlite(#[from] rusqlite::Error),
    /// The thread ended before the work was done.
    #[error("the work on the database was not finished")]
    Unfinished(#[from] JoinError),
}

impl Database {
    /// Opens the file, and makes it and its tables where they are missing.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened or is not a database.
    pub fn open(path: &Path) -> rusqlite::Result<Self> {
        Self::with_tables(Connection::open(path)?)
    }

    /// A database that ends with the process.
    ///
    /// # Errors
    ///
    /// When SQLite has no memory.
    pub fn in_memory() -> rusqlite::Result<Self> {
        Self::with_tables(Connection::open_in_memory()?)
    }

    /// Works on the database on a thread that may wait, so that the async ones never do.
    ///
    /// # Errors
    ///
    /// When the work fails.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let connection = Arc::clone(&self.0);
        let work = move || {
            // SQLite undoes what a panic left half done, so the connection is as good as before.
            work(&connection.lock().unwrap_or_else(PoisonError::into_inner))
        };
        Ok(tokio::task::spawn_blocking(work).await??)
    }

    fn with_tables(connection: Connection) -> rusqlite::Result<Self> {
        connection.execute_batch(TABLES)?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }
}
