//! Failures on demand.

use std::time::Duration;

use serde_json::Value;

use crate::answer::Refusal;

/// A failure that waits for a call.
///
/// It strikes the next call that its [`method`](Fault::method) and [`path`](Fault::path) match, or
/// a later one ([`nth`](Fault::nth)). Each call is struck by one fault at most, the oldest; a
/// younger one waits on. The struck call is recorded like any other.
#[derive(Debug, Clone)]
pub struct Fault {
    effect: Effect,
    method: Option<String>,
    path: String,
    nth: usize,
    times: usize,
}

#[derive(Debug, Clone)]
pub(crate) enum Effect {
    Refuse(Refusal),
    Answer(Value),
    Delay(Duration),
    CutBefore,
    CutAfter,
    Garbage,
    Tear,
}

impl Fault {
    /// A Graph error; the call has no effect and is not checked.
    #[must_use]
    pub fn error(status: u16, code: i32, message: impl Into<String>) -> Self {
        Self::new(Effect::Refuse(Refusal { status, ..Refusal::new(code, message) }))
    }

    /// Status 200 and this body; the call has no effect and is not checked.
    #[must_use]
    pub fn answer(body: Value) -> Self {
        Self::new(Effect::Answer(body))
    }

    /// The answer comes late; the call has its effect at once.
    #[must_use]
    pub fn delay(delay: Duration) -> Self {
        Self::new(Effect::Delay(delay))
    }

    /// The connection is closed before the call has an effect.
    #[must_use]
    pub fn cut_before() -> Self {
        Self::new(Effect::CutBefore)
    }

    /// The connection is closed after the call had its effect, without an answer.
    #[must_use]
    pub fn cut_after() -> Self {
        Self::new(Effect::CutAfter)
    }

    /// The call has its effect, and the answer has status 200 and a body that is not JSON.
    #[must_use]
    pub fn garbage() -> Self {
        Self::new(Effect::Garbage)
    }

    /// The call has its effect, and the connection is closed in the middle of the answer's body.
    #[must_use]
    pub fn tear() -> Self {
        Self::new(Effect::Tear)
    }

    /// Only for calls with this method.
    #[must_use]
    pub fn method(mut self, method: impl Into<String>) -> Self {
        self.method = Some(method.into());
        self
    }

    /// Only for calls whose path contains this.
    #[must_use]
    pub fn path(mut self, part: impl Into<String>) -> Self {
        self.path = part.into();
        self
    }

    /// Strikes the n-th call that matches, counted from 1, which is the default.
    #[must_use]
    pub fn nth(mut self, nth: usize) -> Self {
        self.nth = nth.max(1);
        self
    }

    /// Strikes so many calls one after the other instead of one.
    #[must_use]
    pub fn times(mut self, times: usize) -> Self {
        self.times = times.max(1);
        self
    }

    /// A header of the error's answer, such as `Retry-After`. Other faults have none.
    #[must_use]
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.refusal(|refusal| refusal.headers.push((name.into(), value.into())))
    }

    /// The `error_subcode` of the error.
    #[must_use]
    pub fn subcode(self, subcode: i32) -> Self {
        self.refusal(|refusal| refusal.subcode = Some(subcode))
    }

    /// The `error_data.details` of the error, which is its `error_user_msg` as well.
    #[must_use]
    pub fn details(self, details: impl Into<String>) -> Self {
        self.refusal(|refusal| refusal.details = Some(details.into()))
    }

    /// What is beside the error as its `validation_errors`.
    #[must_use]
    pub fn validation_errors(self, errors: impl IntoIterator<Item = Value>) -> Self {
        self.refusal(|refusal| refusal.validation_errors.extend(errors))
    }

    fn new(effect: Effect) -> Self {
        Self { effect, method: None, path: String::new(), nth: 1, times: 1 }
    }

    fn refusal(mut self, change: impl FnOnce(&mut Refusal)) -> Self {
        if let Effect::Refuse(refusal) = &mut self.effect {
            change(refusal);
        }
        self
    }

    fn matches(&self, method: &str, path: &str) -> bool {
        self.method.as_deref().is_none_or(|own| own.eq_ignore_ascii_case(method))
            && path.contains(&self.path)
    }
}

/// What strikes this call, taken from the queue.
pub(crate) fn strike(faults: &mut Vec<Fault>, method: &str, path: &str) -> Option<Effect> {
    let mut struck = None;
    for (index, fault) in faults.iter_mut().enumerate() {
        if !fault.matches(method, path) {
            continue;
        }
        if fault.nth > 1 {
            fault.nth -= 1;
        } else if struck.is_none() {
            fault.times -= 1;
            struck = Some((index, fault.effect.clone()));
        }
    }
    let (index, effect) = struck?;
    if faults[index].times == 0 {
        faults.remove(index);
    }
    Some(effect)
}

#[cfg(test)]
mod tests {
    use super::{Effect, Fault, strike};

    #[test]
    fn each_call_is_struck_by_one_fault() {
        let mut faults = vec![
            Fault::cut_before().path("/flows").nth(2),
            Fault::garbage().method("post"),
            Fault::cut_after().method("POST").times(2),
        ];
        let mut next = |method, path| strike(&mut faults, method, path);
        assert!(next("GET", "/v25.0/1").is_none());
        assert!(matches!(next("POST", "/v25.0/1/flows"), Some(Effect::Garbage)));
        assert!(matches!(next("POST", "/v25.0/1/flows"), Some(Effect::CutBefore)));
        assert!(matches!(next("POST", "/v25.0/1"), Some(Effect::CutAfter)));
        assert!(matches!(next("POST", "/v25.0/1"), Some(Effect::CutAfter)));
        assert!(next("POST", "/v25.0/1/flows").is_none());
        assert!(faults.is_empty());
    }
}
