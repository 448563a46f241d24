//! Whether a call is made again, and when.

use std::time::Duration;

use super::Repeat;
use super::answer::{Cause, Failure};

/// The longest bound of a wait that Meta does not set.
const LONGEST_BACKOFF: Duration = Duration::from_secs(30);

/// How patient a client is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Policy {
    pub(crate) retries: u32,
    pub(crate) backoff: Duration,
    pub(crate) longest_wait: Duration,
}

impl Policy {
    pub(super) fn without_longest_wait(self) -> Self {
        Self { longest_wait: Duration::MAX, ..self }
    }

    /// How long to wait before the next attempt; `None`: there is none.
    ///
    /// `random` is between 0 and 1.
    pub(super) fn wait(
        &self,
        failure: &Failure,
        repeat: Repeat,
        attempt: u32,
        random: f64,
    ) -> Option<Duration> {
        let safe = match failure.cause {
            Cause::NotSent | Cause::RateLimit | Cause::PairRateLimit => true,
            Cause::Unclear => repeat == Repeat::Always,
            Cause::Final => false,
        };
        if !safe || attempt >= self.retries {
            return None;
        }
        let backoff = self.bound(attempt).mul_f64(random.clamp(0.0, 1.0));
        // Meta's figure is the least; all who were refused at once come back at different times.
        let wait = failure.pause.map_or(backoff, |pause| pause.saturating_add(backoff));
        (failure.pause.unwrap_or_default() <= self.longest_wait).then_some(wait)
    }

    fn bound(&self, attempt: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(attempt);
        self.backoff.saturating_mul(doubled).min(LONGEST_BACKOFF)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            retries: 3,
            backoff: Duration::from_millis(500),
            longest_wait: Duration::from_mins(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Cause, Failure, Policy, Repeat};
    use crate::error::Error;

    fn failure(cause: Cause, pause: Option<u64>) -> Failure {
        let pause = pause.map(Duration::from_secs);
        Failure { error: Error::NoFlowJson, cause, pause }
    }

    #[test]
    fn only_what_is_safe_is_repeated() {
        let policy = Policy::default();
        let repeated = |cause, repeat| policy.wait(&failure(cause, None), repeat, 0, 0.5).is_some();
        for cause in [Cause::NotSent, Cause::RateLimit, Cause::PairRateLimit] {
            assert!(repeated(cause, Repeat::Always), "{cause:?}");
            assert!(repeated(cause, Repeat::WhenRefused), "{cause:?}");
        }
        assert!(repeated(Cause::Unclear, Repeat::Always));
        assert!(!repeated(Cause::Unclear, Repeat::WhenRefused));
        assert!(!repeated(Cause::Final, Repeat::Always));
    }

    #[test]
    fn the_bound_doubles_and_chance_chooses_below_it() {
        let policy = Policy { retries: 100, ..Policy::default() };
        let wait = |attempt, random| {
            policy.wait(&failure(Cause::NotSent, None), Repeat::Always, attempt, random).unwrap()
        };
        let bounds: Vec<u128> = (0..9).map(|attempt| wait(attempt, 1.0).as_millis()).collect();
        assert_eq!(bounds, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
        assert_eq!(wait(99, 1.0), Duration::from_secs(30));
        assert_eq!(wait(2, 0.0), Duration::ZERO);
        assert_eq!(wait(2, 0.25), Duration::from_millis(500));
    }

    #[test]
    fn attempts_come_to_an_end() {
        let policy = Policy { retries: 2, ..Policy::default() };
        let waits = |attempt| {
            policy.wait(&failure(Cause::NotSent, None), Repeat::Always, attempt, 0.5).is_some()
        };
        assert_eq!([waits(0), waits(1), waits(2)], [true, true, false]);
    }

    #[test]
    fn what_meta_says_is_the_least_and_may_be_too_long() {
        let policy = Policy::default();
        let limited = |pause| failure(Cause::RateLimit, Some(pause));
        let wait = policy.wait(&limited(7), Repeat::WhenRefused, 0, 1.0);
        assert_eq!(wait, Some(Duration::from_millis(7500)));
        assert_eq!(policy.wait(&limited(61), Repeat::WhenRefused, 0, 1.0), None);
        let patient = policy.without_longest_wait();
        let wait = patient.wait(&limited(3600), Repeat::WhenRefused, 0, 0.0);
        assert_eq!(wait, Some(Duration::from_hours(1)));
    }
}
