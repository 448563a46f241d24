//! Who a person is at WhatsApp: a phone number, ids that Meta gives per business, a username.
//!
//! A person with a username need not show a number to a business. What such a person sends names a
//! *business-scoped user id*: two letters of a country, a dot, letters and digits, such as
//! `NL.1000000000000000001`. A parent id, which several businesses of one owner share, has `ENT.`
//! after the dot. Both are stored and sent back as they came.

use std::fmt;
use std::str::FromStr;

/// How many letters and digits a business-scoped user id has at most.
const LONGEST_USER_ID: usize = 128;
/// What comes after the country in a parent id.
const PARENT: &str = "ENT.";

/// Who a person is: at least one of a phone number, a business-scoped user id and a parent id, and
/// the username where it is known.
///
/// The [`webhook`](crate::webhook) names each person by one, and a message is sent to one. From a
/// text that somebody typed it is made by [`parse`](str::parse):
///
/// ```
/// use flow_runtime::identity::Identity;
///
/// let by_number: Identity = "+31 6 1234-5678".parse()?;
/// assert_eq!(by_number.phone_number(), Some("31612345678"));
/// let by_id: Identity = "NL.1000000000000000001".parse()?;
/// assert_eq!(by_id.user_id(), Some("NL.1000000000000000001"));
/// assert_eq!(by_id.phone_number(), None);
/// assert!("Ada".parse::<Identity>().is_err());
/// # Ok::<(), flow_runtime::identity::IdentityError>(())
/// ```
///
/// `Debug` shows which parts are known, and none of them: they are a person's.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Identity {
    phone_number: Option<String>,
    user_id: Option<String>,
    parent_user_id: Option<String>,
    username: Option<String>,
}

/// To whom a message is sent: a phone number, or an id of Meta's.
///
/// Made from an [`Identity`], or from a text: one in the shape of a business-scoped user id or a
/// parent id is an id, any other is taken for a phone number with its country code.
///
/// ```
/// use flow_runtime::identity::{Identity, To};
///
/// assert_eq!(To::from("31612345678"), To::PhoneNumber("31612345678"));
/// assert_eq!(To::from("NL.1000000000000000001"), To::UserId("NL.1000000000000000001"));
/// let identity: Identity = "NL.ENT.17".parse()?;
/// assert_eq!(To::from(&identity), To::UserId("NL.ENT.17"));
/// # Ok::<(), flow_runtime::identity::IdentityError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum To<'a> {
    /// A phone number with its country code: Meta's `to`.
    PhoneNumber(&'a str),
    /// A business-scoped user id or a parent id: Meta's `recipient`.
    UserId(&'a str),
}

/// A text that names nobody at WhatsApp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is neither a phone number nor a business-scoped user id; write a number with its country \
     code, such as 31612345678, or the id as the webhook named it, such as NL.1000000000000000001"
)]
#[non_exhaustive]
pub struct IdentityError;

/// What the shape of an id says.
enum Shape {
    UserId,
    ParentUserId,
    Other,
}

impl Identity {
    /// The phone number, in digits with the country code, as WhatsApp writes it.
    #[must_use]
    pub fn phone_number(&self) -> Option<&str> {
        self.phone_number.as_deref()
    }

    /// The business-scoped user id. A person who changes the number gets a new one.
    #[must_use]
    pub fn user_id(&self) -> Option<&str> {
        self.user_id.as_deref()
    }

    /// The id that businesses of one owner share.
    #[must_use]
    pub fn parent_user_id(&self) -> Option<&str> {
        self.parent_user_id.as_deref()
    }

    /// The name that the person chose, for showing: it can change, and nothing is sent to it.
    #[must_use]
    pub fn username(&self) -> Option<&str> {
        self.username.as_deref()
    }

    /// Whether two have an id in common, so that they are one person.
    ///
    /// ```
    /// use flow_runtime::identity::Identity;
    ///
    /// let person: Identity = "31612345678".parse()?;
    /// assert!(person.is_same_person(&"+31612345678".parse()?));
    /// assert!(!person.is_same_person(&"NL.17".parse()?));
    /// # Ok::<(), flow_runtime::identity::IdentityError>(())
    /// ```
    #[must_use]
    pub fn is_same_person(&self, other: &Self) -> bool {
        let same = |left: &Option<String>, right: &Option<String>| left.is_some() && left == right;
        same(&self.phone_number, &other.phone_number)
            || same(&self.user_id, &other.user_id)
            || same(&self.parent_user_id, &other.parent_user_id)
    }

    /// The id by which the person is best known: what a message is sent to, as a text. Such as for
    /// [`FlowTokens::issue`](crate::token::FlowTokens::issue).
    #[must_use]
    pub fn as_str(&self) -> &str {
        To::from(self).as_str()
    }

    /// Sorts what a delivery says of a person; `None` where it names nobody. A user id that came in
    /// the place of the number is taken for what it is.
    pub(crate) fn sorted(
        phone_number: Option<String>,
        user_id: Option<String>,
        parent_user_id: Option<String>,
        username: Option<String>,
    ) -> Option<Self> {
        let mut identity = Self { phone_number: None, user_id, parent_user_id, username };
        if let Some(id) = phone_number {
            match shape(&id) {
                Shape::UserId => identity.user_id = identity.user_id.or(Some(id)),
                Shape::ParentUserId => {
                    identity.parent_user_id = identity.parent_user_id.or(Some(id));
                }
                Shape::Other => identity.phone_number = Some(id),
            }
        }
        identity.names_somebody().then_some(identity)
    }

    /// Adds what another one of the same person knows.
    pub(crate) fn completed(self, other: &Self) -> Self {
        Self {
            phone_number: self.phone_number.or_else(|| other.phone_number.clone()),
            user_id: self.user_id.or_else(|| other.user_id.clone()),
            parent_user_id: self.parent_user_id.or_else(|| other.parent_user_id.clone()),
            username: self.username.or_else(|| other.username.clone()),
        }
    }

    fn names_somebody(&self) -> bool {
        self.phone_number.is_some() || self.user_id.is_some() || self.parent_user_id.is_some()
    }
}

/// Reads a number, with or without `+`, blanks, hyphens and brackets, or an id.
impl FromStr for Identity {
    type Err = IdentityError;

    fn from_str(text: &str) -> Result<Self, IdentityError> {
        let text = text.trim();
        let number = match shape(text) {
            Shape::Other => {
                let digits: String =
                    text.chars().filter(|c| !matches!(c, '+' | ' ' | '-' | '(' | ')')).collect();
                if !(7..=15).contains(&digits.len())
                    || !digits.bytes().all(|byte| byte.is_ascii_digit())
                {
                    return Err(IdentityError);
                }
                digits
            }
            Shape::UserId | Shape::ParentUserId => text.to_owned(),
        };
        Self::sorted(Some(number), None, None, None).ok_or(IdentityError)
    }
}

impl<'a> To<'a> {
    /// The number or the id.
    #[must_use]
    pub fn as_str(self) -> &'a str {
        match self {
            Self::PhoneNumber(text) | Self::UserId(text) => text,
        }
    }

    /// The key of a message that carries it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::PhoneNumber(_) => "to",
            Self::UserId(_) => "recipient",
        }
    }
}

impl<'a> From<&'a str> for To<'a> {
    fn from(text: &'a str) -> Self {
        match shape(text) {
            Shape::UserId | Shape::ParentUserId => Self::UserId(text),
            Shape::Other => Self::PhoneNumber(text),
        }
    }
}

impl<'a> From<&'a String> for To<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}

/// The number where it is known, as Meta recommends; else the user id, else the parent id.
impl<'a> From<&'a Identity> for To<'a> {
    fn from(identity: &'a Identity) -> Self {
        let ids = identity.user_id().or(identity.parent_user_id()).map(Self::UserId);
        // An identity has one of the three.
        identity.phone_number().map(Self::PhoneNumber).or(ids).unwrap_or(Self::PhoneNumber(""))
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            ("phone_number", self.phone_number.is_some()),
            ("user_id", self.user_id.is_some()),
            ("parent_user_id", self.parent_user_id.is_some()),
            ("username", self.username.is_some()),
        ];
        let known = parts.into_iter().filter_map(|(name, known)| known.then_some(name));
        f.write_str("Identity ")?;
        f.debug_set().entries(known).finish()
    }
}

/// Shows which of the two it is, and not the person.
impl fmt::Debug for To<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PhoneNumber(_) => "PhoneNumber(..)",
            Self::UserId(_) => "UserId(..)",
        })
    }
}

fn shape(text: &str) -> Shape {
    let Some((country, id)) = text.split_once('.') else { return Shape::Other };
    if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Shape::Other;
    }
    let (shape, id) = match id.strip_prefix(PARENT) {
        Some(id) => (Shape::ParentUserId, id),
        None => (Shape::UserId, id),
    };
    let plain = (1..=LONGEST_USER_ID).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if plain { shape } else { Shape::Other }
}
