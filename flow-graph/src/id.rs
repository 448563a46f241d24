//! Ids of Meta's, as they are in a path.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;

const LONGEST: usize = 64;

/// An id of Meta's: of an account, a phone number, a flow, an app.
///
/// It is 1 to 64 ASCII letters and digits, so it cannot lead a call elsewhere. The calls take ids as
/// texts and check them in the same way; parse one where it comes from outside, such as a command
/// line, to refuse a wrong one there.
///
/// ```
/// use flow_graph::Id;
///
/// let id: Id = "102290129340398".parse()?;
/// assert_eq!(id.as_str(), "102290129340398");
/// assert!("../1".parse::<Id>().is_err());
/// # Ok::<(), flow_graph::InvalidId>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

/// A text is not an id of Meta's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id of Meta's is 1 to 64 letters and digits, and nothing else")]
pub struct InvalidId;

impl Id {
    /// The id as a text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Id {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        if is_plain(text) { Ok(Self(text.to_owned())) } else { Err(InvalidId) }
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Takes an id that is to be a part of a path.
pub(crate) fn plain<'a>(id: &'a str, of: &'static str) -> Result<&'a str, Error> {
    if is_plain(id) { Ok(id) } else { Err(Error::InvalidId { of }) }
}

fn is_plain(id: &str) -> bool {
    !id.is_empty() && id.len() <= LONGEST && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::{Id, plain};

    #[test]
    fn only_letters_and_digits_are_an_id() {
        assert!(plain("102290129340398", "flow").is_ok());
        for id in ["", "1/2", "..", "1?fields=id", "1 2", "1%2f", "é", &"1".repeat(65)] {
            let error = plain(id, "flow").unwrap_err().to_string();
            assert!(error.starts_with("the id of the flow is"), "{error}");
            assert!(id.parse::<Id>().is_err(), "{id}");
        }
    }
}
