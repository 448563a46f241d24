//! What may go wrong between a phone and its endpoint.

use flow_player::Reply;
use serde_json::Value;

/// What goes wrong with the next request; see [`Phone::mischief`](super::Phone::mischief).
///
/// ```
/// use flow_runtime::testing::Mischief;
///
/// let closed = Mischief::Expired("This offer is over.".to_owned());
/// assert_ne!(closed, Mischief::TimesOut);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Mischief {
    /// Status 421: the endpoint has another key. A phone fetches the public key again and sends the
    /// request once more, so one of these is not seen.
    KeyRefused,
    /// Status 427 with its message, which closes the flow for good.
    Expired(String),
    /// Another status, such as 500.
    Status(u16),
    /// This answer in clear, whatever the flow allows.
    Answer(Value),
    /// The request does not get through: there is no network.
    Unreachable,
    /// The endpoint is asked, and its answer does not come within ten seconds. No time passes in the
    /// test.
    TimesOut,
    /// The endpoint is asked, and its answer cannot be decrypted.
    Unreadable,
}

impl Mischief {
    /// Whether the endpoint is asked all the same.
    pub(super) fn reaches(&self) -> bool {
        matches!(self, Self::TimesOut | Self::Unreadable)
    }

    pub(super) fn reply(&self) -> Reply {
        match self {
            Self::KeyRefused => Reply::Status(421, None),
            Self::Expired(message) => Reply::Status(427, Some(message.clone())),
            Self::Status(status) => Reply::Status(*status, None),
            Self::Answer(answer) => Reply::Body(answer.to_string()),
            Self::Unreachable => Reply::Unreachable,
            Self::TimesOut => Reply::TimedOut,
            Self::Unreadable => Reply::Unreadable,
        }
    }
}
