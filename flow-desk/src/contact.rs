//! Who a person is, as a business may know them.

use flow_runtime::testing::Profile;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A person at WhatsApp, as the business may know them: by a number, by a username, by both, or by
/// neither. Everybody has a business-scoped user id.
///
/// ```
/// use flow_desk::Contact;
///
/// let ada = Contact::new("Ada").number("+31 6 1234 5678").username("ada.lovelace");
/// assert_eq!(ada.number.as_deref(), Some("31612345678"));
/// let hidden = Contact::new("Grace");
/// assert_eq!((hidden.number, hidden.username), (None, None));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Contact {
    /// The name in the person's profile.
    pub name: String,
    /// The phone number in digits, where the business may see it.
    pub number: Option<String>,
    /// The business-scoped user id, such as `NL.1000000000000000001`. Empty until the person is on
    /// the desk, which gives it.
    pub user_id: String,
    /// The id that several businesses of one owner share, such as `NL.ENT.17`.
    pub parent_user_id: Option<String>,
    /// The username, for those who have one.
    pub username: Option<String>,
    /// Whether messages arrive. Else each fails, with error 131026.
    pub reachable: bool,
    /// What kind of phone it is.
    pub profile: Profile,
}

impl Contact {
    /// A person with an Android phone, whose number nobody sees and who has no username.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            number: None,
            user_id: String::new(),
            parent_user_id: None,
            username: None,
            reachable: true,
            profile: Profile::Android,
        }
    }

    /// A number that the business sees. Only its digits count.
    #[must_use]
    pub fn number(mut self, number: &str) -> Self {
        self.number = Some(number.chars().filter(char::is_ascii_digit).collect());
        self
    }

    /// A username.
    #[must_use]
    pub fn username(mut self, username: impl Into<String>) -> Self {
        self.username = Some(username.into());
        self
    }

    /// The business-scoped user id, where a test wants to know it beforehand.
    #[must_use]
    pub fn user_id(mut self, id: impl Into<String>) -> Self {
        self.user_id = id.into();
        self
    }

    /// The id that several businesses of one owner share.
    #[must_use]
    pub fn parent_user_id(mut self, id: impl Into<String>) -> Self {
        self.parent_user_id = Some(id.into());
        self
    }

    /// Another kind of phone.
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// Whether an id or a number, as a service writes it, is this person's.
    pub(crate) fn is(&self, id: &str) -> bool {
        let digits = id.strip_prefix('+').unwrap_or(id);
        self.number.as_deref() == Some(digits)
            || self.user_id == id
            || self.parent_user_id.as_deref() == Some(id)
    }

    /// One of the `contacts` of a report.
    pub(crate) fn to_json(&self) -> Value {
        let mut profile = json!({ "name": self.name });
        put(&mut profile, "username", self.username.as_deref());
        let mut contact = json!({ "profile": profile, "user_id": self.user_id });
        put(&mut contact, "wa_id", self.number.as_deref());
        put(&mut contact, "parent_user_id", self.parent_user_id.as_deref());
        contact
    }
}

/// Writes a key where there is a value: Meta leaves the key out else.
pub(crate) fn put(object: &mut Value, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        object[key] = value.into();
    }
}
