//! The access token: what every call is signed in with, and what nothing may show.

use std::fmt;

use zeroize::Zeroizing;

/// What the texts of Meta that quote a token show in its place.
const HIDDEN: &str = "<access token>";
/// How Meta's access tokens begin, and the least length at which such a word is taken for one.
const PREFIX: &str = "EAA";
const LEAST: usize = 20;

/// An access token of the Graph API.
///
/// White space around it is dropped, as a file or an environment variable often ends with a line
/// break. `Debug` hides it, and it is overwritten in memory when it is dropped. (The copies that
/// the HTTP library makes for each request are not.)
///
/// ```
/// let token = flow_graph::AccessToken::new("EAAB…");
/// assert_eq!(format!("{token:?}"), "AccessToken(..)");
/// ```
#[derive(Clone)]
pub struct AccessToken(Zeroizing<String>);

impl AccessToken {
    /// Takes the token: one of a system user, for a service.
    #[must_use]
    pub fn new(token: impl Into<String>) -> Self {
        let token = Zeroizing::new(token.into());
        Self(Zeroizing::new(token.trim().to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Hides the token, and whatever looks like one, in a text of Meta's: its errors quote tokens.
    pub(crate) fn hide_in(&self, text: String) -> String {
        let mut text = text;
        if !self.0.is_empty() && text.contains(self.as_str()) {
            text = text.replace(self.as_str(), HIDDEN);
        }
        if !text.contains(PREFIX) {
            return text;
        }
        let words = text.split_inclusive(|character: char| !character.is_ascii_alphanumeric());
        words.map(|word| if looks_like_a_token(word) { cover(word) } else { word.into() }).collect()
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(..)")
    }
}

impl From<String> for AccessToken {
    fn from(token: String) -> Self {
        Self::new(token)
    }
}

impl From<&str> for AccessToken {
    fn from(token: &str) -> Self {
        Self::new(token)
    }
}

fn looks_like_a_token(word: &str) -> bool {
    word.starts_with(PREFIX) && word.len() >= LEAST
}

/// The word without the token, and with the separator after it.
fn cover(word: &str) -> String {
    let separator = word.chars().last().filter(|last| !last.is_ascii_alphanumeric());
    HIDDEN.chars().chain(separator).collect()
}

#[cfg(test)]
mod tests {
    use super::AccessToken;

    #[test]
    fn a_token_is_hidden_wherever_meta_quotes_it() {
        let token = AccessToken::new(" secret-token\n");
        let hidden = token.hide_in("Malformed access token secret-token.".to_owned());
        assert_eq!(hidden, "Malformed access token <access token>.");
        let another = format!("Malformed access token EAA{}, EAA", "Bc9".repeat(10));
        assert_eq!(token.hide_in(another), "Malformed access token <access token>, EAA");
        assert_eq!(token.hide_in("Nothing".to_owned()), "Nothing");
    }
}
