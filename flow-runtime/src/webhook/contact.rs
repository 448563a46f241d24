//! The people that a change of the field `messages` names beside its messages.

use serde_json::{Map, Value};

use super::lenient::Lenient;
use crate::identity::Identity;

/// A person, with the name that they go by.
pub(super) struct Contact {
    identity: Identity,
    name: Option<String>,
}

/// All of a change.
pub(super) struct Contacts(Vec<Contact>);

impl Contacts {
    /// Reads what can be read: a contact adds to a message, and none is needed.
    pub(super) fn read(change: &Map<String, Value>) -> Self {
        let contacts = change.get("contacts").and_then(Value::as_array);
        Self(contacts.into_iter().flatten().filter_map(Contact::read).collect())
    }

    /// Who is meant, with all that their contact says. A message that names nobody is the only
    /// contact's.
    pub(super) fn find(&self, person: Option<Identity>) -> (Option<Identity>, Option<String>) {
        let contact = match (&person, &self.0[..]) {
            (Some(person), contacts) => {
                contacts.iter().find(|contact| contact.identity.is_same_person(person))
            }
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        let Some(Contact { identity, name }) = contact else { return (person, None) };
        let identity = person.map_or_else(|| identity.clone(), |known| known.completed(identity));
        (Some(identity), name.clone())
    }
}

impl Contact {
    fn read(value: &Value) -> Option<Self> {
        let mut contact = Lenient::object(value.clone()).ok()?;
        let mut profile = contact.inside("profile");
        let name = profile.text("name");
        let username = contact.text("username").or_else(|| profile.text("username"));
        let identity = Identity::sorted(
            contact.id("wa_id"),
            contact.id("user_id"),
            contact.id("parent_user_id"),
            username,
        )?;
        Some(Self { identity, name })
    }
}
