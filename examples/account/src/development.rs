//! A key and a database for development, made on the first start.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use flow_runtime::PrivateKey;

/// The folder of what is made for development, in the folder where the service is started.
pub const FOLDER: &str = "account-data";

/// A folder for development.
#[derive(Debug, Clone)]
pub struct Development {
    folder: PathBuf,
}

impl Development {
    /// Takes the folder, which need not exist.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Where the private key is.
    #[must_use]
    pub fn key_file(&self) -> PathBuf {
        self.folder.join("private.pem")
    }

    /// Where the database is.
    #[must_use]
    pub fn database_file(&self) -> PathBuf {
        self.folder.join("account.sqlite3")
    }

    /// Makes the private key where it is missing; whether it was.
    ///
    /// # Errors
    ///
    /// When the folder or the file cannot be written.
    pub fn make_key(&self) -> anyhow::Result<bool> {
        let file = self.key_file();
        if file.exists() {
            return Ok(false);
        }
        self.make_folder()?;
        let key = PrivateKey::generate()?;
        write_secret(&file, key.to_pem().as_bytes())
            .with_context(|| format!("`{}` cannot be written", file.display()))?;
        Ok(true)
    }

    /// Makes the folder where it is missing, so that git passes over it.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    pub fn make_folder(&self) -> anyhow::Result<()> {
        let make = || {
            fs::create_dir_all(&self.folder)?;
            fs::write(self.folder.join(".gitignore"), "*\n")
        };
        make().with_context(|| format!("the folder `{}` cannot be made", self.folder.display()))
    }
}

/// Writes a new file that its owner alone may read.
fn write_secret(path: &Path, text: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text)
}
