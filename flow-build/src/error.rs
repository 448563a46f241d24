//! Why the files of the flows could not be written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why the files of the flows could not be written.
///
/// A build script that returns it from `main` prints it as it would print its text.
pub struct Error(Kind);

enum Kind {
    Read { path: PathBuf, cause: io::Error },
    Write { path: PathBuf, cause: io::Error },
    Twice { name: String, first: PathBuf, second: PathBuf },
}

impl Error {
    /// Whether a file could not be read or written.
    #[must_use]
    pub fn is_io(&self) -> bool {
        matches!(self.0, Kind::Read { .. } | Kind::Write { .. })
    }

    /// Whether two flows have one name, and with it one file.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        matches!(self.0, Kind::Twice { .. })
    }

    pub(crate) fn read(path: &Path, cause: io::Error) -> Self {
        Self(Kind::Read { path: path.to_owned(), cause })
    }

    pub(crate) fn write(path: &Path, cause: io::Error) -> Self {
        Self(Kind::Write { path: path.to_owned(), cause })
    }

    pub(crate) fn twice(name: String, first: &Path, second: &Path) -> Self {
        Self(Kind::Twice { name, first: first.to_owned(), second: second.to_owned() })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Read { path, cause } => {
                write!(f, "the Rust source {} cannot be read: {cause}", path.display())
            }
            Kind::Write { path, cause } => {
                write!(f, "{} cannot be written: {cause}", path.display())
            }
            Kind::Twice { name, first, second } if first == second => write!(
                f,
                "two flows in {} are called `{name}`; give one of them another name, since both \
                 would be written to {name}.json",
                first.display()
            ),
            Kind::Twice { name, first, second } => write!(
                f,
                "the flow `{name}` in {} and the one in {} have one name; give one of them \
                 another, since both would be written to {name}.json",
                first.display(),
                second.display()
            ),
        }
    }
}

/// The text, since that is what a `main` that returns the error prints.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Kind::Read { cause, .. } | Kind::Write { cause, .. } => Some(cause),
            Kind::Twice { .. } => None,
        }
    }
}
