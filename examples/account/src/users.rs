//! The people who have signed up, with argon2 hashes of their passwords.

use std::num::NonZero;
use std::sync::{Arc, LazyLock};
use std::thread::available_parallelism;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{self, PasswordHasher as _, PasswordVerifier as _};
use rusqlite::OptionalExtension as _;
use tokio::sync::Semaphore;
use tokio::task::{JoinError, spawn_blocking};

use crate::database::{self, Database};

/// What the password of an unknown address is compared with, so that the time of the answer does
/// not tell which addresses are known.
static NOBODY: LazyLock<Result<String, password_hash::Error>> = LazyLock::new(|| hash("nobody"));

/// The people who have signed up.
#[derive(Debug, Clone)]
pub struct Users {
    database: Database,
    /// A hash takes 19 MiB and a core, so there are at most as many at a time as there are cores.
    hashing: Arc<Semaphore>,
}

/// A person who signs up.
pub struct NewUser {
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
    /// The address, by which the person logs in.
    pub email: String,
    /// The password, of which only a hash is kept.
    pub password: String,
}

/// Why somebody could not be signed up or logged in. None holds anything of a person.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Somebody has signed up with the address.
    #[error("the address is taken")]
    AddressTaken,
    /// No such address, or another password. Which of the two is not told.
    #[error("the address or the password is wrong")]
    WrongPassword,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// A password could not be hashed, or the hash in the database is none.
    #[error("a password could not be hashed")]
    Hash(#[from] password_hash::Error),
    /// The thread ended before the hash was done.
    #[error("a password was not hashed to the end")]
    Unfinished(#[from] JoinError),
}

impl Users {
    /// Those in the database.
    #[must_use]
    pub fn new(database: Database) -> Self {
        let cores = available_parallelism().map_or(1, NonZero::get);
        Self { database, hashing: Arc::new(Semaphore::new(cores)) }
    }

    /// Signs somebody up.
    ///
    /// # Errors
    ///
    /// [`Error::AddressTaken`], or when something fails.
    pub async fn sign_up(&self, user: NewUser) -> Result<(), Error> {
        let NewUser { first_name, last_name, email, password } = user;
        let password_hash = self.hashing(move || hash(&password)).await?;
        // Asking first whether the address is taken would leave a gap in which it can be.
        let insert = "INSERT INTO users (email, first_name, last_name, password_hash)
            VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
        let row = (email, first_name, last_name, password_hash);
        match self.database.run(move |database| database.execute(insert, row)).await? {
            0 => Err(Error::AddressTaken),
            _ => Ok(()),
        }
    }

    /// Checks the password of an address.
    ///
    /// # Errors
    ///
    /// [`Error::WrongPassword`], or when something fails.
    pub async fn log_in(&self, email: String, password: String) -> Result<(), Error> {
        let select = "SELECT password_hash FROM users WHERE email = ?1";
        let stored = self.database.run(move |database| {
            database.query_row(select, [email], |row| row.get::<_, String>(0)).optional()
        });
        let stored = stored.await?;
        let verify = move || match stored {
            Some(stored) => verify(&password, &stored),
            None => verify(&password, NOBODY.as_ref().map_err(Clone::clone)?).map(|_| false),
        };
        if self.hashing(verify).await? { Ok(()) } else { Err(Error::WrongPassword) }
    }

    /// Hashes on a thread that may be busy, once there is a core for it.
    async fn hashing<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, password_hash::Error> + Send + 'static,
    ) -> Result<T, Error> {
        let core = Arc::clone(&self.hashing).acquire_owned().await;
        // A request that passes its deadline is dropped, but its thread goes on: it keeps the core.
        let work = move || (work(), drop(core)).0;
        Ok(spawn_blocking(work).await??)
    }
}

fn hash(password: &str) -> Result<String, password_hash::Error> {
    Ok(Argon2::default().hash_password(password.as_bytes())?.to_string())
}

fn verify(password: &str, stored: &str) -> Result<bool, password_hash::Error> {
    let stored = PasswordHash::new(stored)?;
    match Argon2::default().verify_password(password.as_bytes(), &stored) {
        Ok(()) => Ok(true),
        Err(password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Shows nothing of the person.
impl std::fmt::Debug for NewUser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewUser").finish_non_exhaustive()
    }
}
