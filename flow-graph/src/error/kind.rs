//! The error codes of the Graph API that flows meet, and what to do about each.

/// What a code of the Graph API means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// 100: a parameter. It stands for many causes: a name that is taken, a version, an unknown
    /// flow, the endpoint's address.
    Parameter,
    /// 190: the access token has expired, was withdrawn or is none.
    AccessToken,
    /// 10, and 200 to 299: the access token lacks a permission.
    Permission,
    /// 4: too many calls of the app.
    AppRateLimit,
    /// 17: too many calls of the token's user.
    UserRateLimit,
    /// 32: too many calls for a page.
    PageRateLimit,
    /// 613: too many calls of this kind.
    CallRateLimit,
    /// 80000 to 80014: too many calls for a business object; 80007 is the WhatsApp business
    /// account.
    AccountRateLimit,
    /// 130429: too many messages of the phone number.
    ThroughputLimit,
    /// 131056: too many messages to one person.
    PairRateLimit,
    /// 131048: too many messages of the phone number were blocked or reported.
    SpamLimit,
    /// 131026: the message cannot be delivered to this person.
    Undeliverable,
    /// 131062: the message cannot go to a business-scoped user id.
    NumberNeeded,
    /// 131009: a value in the message.
    ParameterValue,
    /// 132068: the flow is deprecated or blocked.
    FlowBlocked,
    /// 132069: the flow is throttled.
    FlowThrottled,
    /// 139000: the business may have no flows, for its integrity.
    Integrity,
    /// 139001: the flow cannot be updated.
    Update,
    /// 139002: the flow cannot be published.
    Publish,
    /// 139003: the flow cannot be deprecated.
    Deprecate,
    /// 139004: the flow cannot be deleted.
    Delete,
    /// 139006: there is no metric to show.
    Metric,
    /// 4233041: a flow cannot be migrated.
    Migration,
    /// The error has no code.
    NoCode,
    /// Another code.
    Other(i64),
}

impl ErrorKind {
    /// The kind of a code.
    #[must_use]
    pub fn from_code(code: i64) -> Self {
        match code {
            100 => Self::Parameter,
            190 => Self::AccessToken,
            10 | 200..=299 => Self::Permission,
            4 => Self::AppRateLimit,
            17 => Self::UserRateLimit,
            32 => Self::PageRateLimit,
            613 => Self::CallRateLimit,
            80_000..=80_014 => Self::AccountRateLimit,
            130_429 => Self::ThroughputLimit,
            131_056 => Self::PairRateLimit,
            131_048 => Self::SpamLimit,
            131_026 => Self::Undeliverable,
            131_062 => Self::NumberNeeded,
            131_009 => Self::ParameterValue,
            132_068 => Self::FlowBlocked,
            132_069 => Self::FlowThrottled,
            139_000 => Self::Integrity,
            139_001 => Self::Update,
            139_002 => Self::Publish,
            139_003 => Self::Deprecate,
            139_004 => Self::Delete,
            139_006 => Self::Metric,
            4_233_041 => Self::Migration,
            other => Self::Other(other),
        }
    }

    /// Whether the call was one of too many. It had no effect and may be made again later.
    ///
    /// A throttled flow ([`ErrorKind::FlowThrottled`]) is none of these: it stays so until the
    /// flow is fixed.
    #[must_use]
    pub fn is_rate_limit(self) -> bool {
        matches!(
            self,
            Self::AppRateLimit
                | Self::UserRateLimit
                | Self::PageRateLimit
                | Self::CallRateLimit
                | Self::AccountRateLimit
                | Self::ThroughputLimit
                | Self::PairRateLimit
                | Self::SpamLimit
        )
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::Parameter => {
                "check what the message names: the flow's name must be unique, its id known, its \
                 version alive, the endpoint an https address"
            }
            Self::AccessToken => {
                "make a new access token (a system user's does not expire) and set it anew"
            }
            Self::Permission => {
                "give the token's user the WhatsApp business account, and the token the permissions \
                 `whatsapp_business_management` and `whatsapp_business_messaging`"
            }
            Self::AppRateLimit
            | Self::UserRateLimit
            | Self::PageRateLimit
            | Self::CallRateLimit
            | Self::AccountRateLimit => "wait: the limit is counted over an hour; make fewer calls",
            Self::ThroughputLimit => "send more slowly: lower the concurrency, and try again later",
            Self::PairRateLimit => "wait before the next message to this person",
            Self::ParameterValue => {
                "check the message: a template's flow button needs its component, the screen must \
                 be one that may open the flow, and no key may be `null`"
            }
            Self::SpamLimit => {
                "send no more for now: people have blocked or reported messages of this number; its \
                 quality rating in WhatsApp Manager says when it may send again"
            }
            Self::Undeliverable => {
                "this person cannot get the message: the number has no WhatsApp, has not taken its \
                 terms, or has a version that is too old; do not send it again"
            }
            Self::NumberNeeded => {
                "send it to the phone number: this message cannot go to a business-scoped user id"
            }
            Self::FlowBlocked => {
                "the flow is deprecated or blocked, which `cargo flow status` tells apart: send \
                 the flow that replaced a deprecated one, by the id in `flows.lock`; for a blocked \
                 one fix the endpoint, which Meta's alerts name"
            }
            Self::FlowThrottled => {
                "the flow is throttled to 10 messages an hour: fix its endpoint, which Meta's \
                 alerts name"
            }
            Self::Integrity => {
                "verify the business in Business Support Home; accounts of low standing may have \
                 no flows"
            }
            Self::Update => {
                "Meta does not let this flow be edited (it is deprecated, or the account has an \
                 On-Premises number): clone it, update the clone and publish that"
            }
            Self::Publish => {
                "publishing wants a draft without validation errors, an endpoint address that \
                 answers a ping, a signed public key, a connected app, a phone number and a webhook \
                 that is subscribed; `cargo flow doctor` checks each"
            }
            Self::Deprecate => "only a published flow can be deprecated; delete a draft",
            Self::Delete => "only a draft can be deleted; deprecate a published flow",
            Self::Metric => {
                "metrics need at least 250 requests in the time asked for; ask for a longer one, \
                 within the last 90 days by the day and 30 by the hour"
            }
            Self::Migration => {
                "the destination has a flow of that name, or the source has none; rename one"
            }
            Self::NoCode => {
                "look whether the address is the Graph API's, and try again: Meta's own errors have a code"
            }
            Self::Other(_) => {
                "look the code up in Meta's list of Cloud API errors; the trace id helps its support"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ErrorKind;

    #[test]
    fn every_code_of_the_reference_has_its_kind() {
        let codes = [
            100, 190, 139_000, 139_001, 139_002, 139_003, 139_004, 139_006, 132_068, 132_069,
            131_009, 131_056, 130_429, 4, 17, 32, 613, 80_007, 4_233_041, 131_026, 131_048,
            131_062,
        ];
        let mut kinds: Vec<ErrorKind> =
            codes.iter().map(|code| ErrorKind::from_code(*code)).collect();
        assert!(!kinds.iter().any(|kind| matches!(kind, ErrorKind::Other(_))), "{kinds:?}");
        kinds.dedup();
        assert_eq!(kinds.len(), codes.len());
        assert_eq!(ErrorKind::from_code(1), ErrorKind::Other(1));
    }

    #[test]
    fn a_throttled_flow_is_no_rate_limit() {
        let is_limit = |code| ErrorKind::from_code(code).is_rate_limit();
        for code in [4, 17, 32, 613, 80_007, 80_008, 130_429, 131_056, 131_048] {
            assert!(is_limit(code), "{code}");
        }
        for code in [132_069, 132_068, 131_026, 131_062, 100, 0] {
            assert!(!is_limit(code), "{code}");
        }
    }
}
