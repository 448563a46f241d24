//! The headers by which Meta says how much of a limit is used up.

use std::time::{Duration, SystemTime};

use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde_json::Value;

const BUSINESS: &str = "x-business-use-case-usage";
const APP: &str = "x-app-usage";

/// The wait when the app's calls are used up and Meta gives no time: the limit is counted over a
/// rolling hour, so a part of it comes back with every minute.
const USED_UP: Duration = Duration::from_mins(1);
/// The longest wait that is believed.
const LONGEST: Duration = Duration::from_hours(24);

/// What the headers of one answer say.
///
/// `X-Business-Use-Case-Usage` is an object from the id of a business object to a list of
/// `{type, call_count, total_cputime, total_time, estimated_time_to_regain_access}`: percent, and
/// minutes. `X-App-Usage` is `{call_count, total_cputime, total_time}` in percent.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Usage {
    retry_after: Option<Duration>,
    regain_access: Option<Duration>,
    /// The greatest of the app's three figures.
    app_percent: f64,
}

impl Usage {
    pub(super) fn read(headers: &HeaderMap) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let json = |name| text(name).and_then(|text| serde_json::from_str::<Value>(text).ok());
        Self {
            retry_after: text(RETRY_AFTER.as_str()).and_then(retry_after),
            regain_access: json(BUSINESS).as_ref().and_then(regain_access),
            app_percent: json(APP).as_ref().map_or(0.0, percent),
        }
    }

    /// Whether Meta says when access is regained: it was lost.
    pub(super) fn is_limited(&self) -> bool {
        self.regain_access.is_some()
    }

    /// How long to wait before the next call, if at all.
    pub(super) fn pause(&self) -> Option<Duration> {
        let used_up = (self.app_percent >= 100.0).then_some(USED_UP);
        self.retry_after.max(self.regain_access).or(used_up).map(|pause| pause.min(LONGEST))
    }
}

/// Seconds, or a date.
fn retry_after(text: &str) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds)).filter(|wait| !wait.is_zero());
    }
    let date = jiff::fmt::rfc2822::parse(text.trim()).ok()?.timestamp();
    SystemTime::try_from(date).ok()?.duration_since(SystemTime::now()).ok()
}

fn regain_access(usage: &Value) -> Option<Duration> {
    let uses = usage.as_object()?.values().filter_map(Value::as_array).flatten();
    let minutes = uses.filter_map(|usage| figure(usage, "estimated_time_to_regain_access"));
    let longest = minutes.fold(0.0, f64::max);
    // What is not a time that can be waited is the longest wait; so much is never believed.
    let wait = Duration::try_from_secs_f64(longest * 60.0).unwrap_or(Duration::MAX);
    Some(wait).filter(|wait| !wait.is_zero())
}

fn percent(usage: &Value) -> f64 {
    ["call_count", "total_time", "total_cputime"]
        .iter()
        .filter_map(|key| figure(usage, key))
        .fold(0.0, f64::max)
}

/// A number, also as a text.
fn figure(usage: &Value, key: &str) -> Option<f64> {
    match usage.get(key)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

    use super::{LONGEST, USED_UP, Usage};

    fn pause(headers: &[(&str, &str)]) -> Option<Duration> {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
                (name, HeaderValue::from_str(value).unwrap())
            })
            .collect();
        Usage::read(&headers).pause()
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(pause(&[("Retry-After", "7")]), Some(Duration::from_secs(7)));
        assert_eq!(pause(&[("Retry-After", "0")]), None);
        assert_eq!(pause(&[("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT")]), None);
        assert_eq!(pause(&[("Retry-After", "Fri, 31 Dec 2128 23:59:59 GMT")]), Some(LONGEST));
        assert_eq!(pause(&[("Retry-After", "18446744073709551615")]), Some(LONGEST));
        for text in ["", "soon", "-1", "1.5"] {
            assert_eq!(pause(&[("Retry-After", text)]), None, "{text}");
        }
    }

    #[test]
    fn the_business_usage_gives_minutes() {
        let usage = r#"{"1022":[{"type":"messaging","call_count":100,"total_cputime":25,
            "total_time":25,"estimated_time_to_regain_access":19},{"type":"other",
            "estimated_time_to_regain_access":2}]}"#
            .replace('\n', "");
        assert_eq!(pause(&[("X-Business-Use-Case-Usage", &usage)]), Some(Duration::from_mins(19)));
        let usage = r#"{"1022":[{"call_count":28,"estimated_time_to_regain_access":0}]}"#;
        assert_eq!(pause(&[("X-Business-Use-Case-Usage", usage)]), None);
        for minutes in ["19", "19.0", "\"19\""] {
            let usage = format!(r#"{{"1":[{{"estimated_time_to_regain_access":{minutes}}}]}}"#);
            let wait = pause(&[("X-Business-Use-Case-Usage", &usage)]);
            assert_eq!(wait, Some(Duration::from_mins(19)), "{minutes}");
        }
        for minutes in ["-1", "\"NaN\"", "null", "\"soon\""] {
            let usage = format!(r#"{{"1":[{{"estimated_time_to_regain_access":{minutes}}}]}}"#);
            assert_eq!(pause(&[("X-Business-Use-Case-Usage", &usage)]), None, "{minutes}");
        }
        let absurd = format!(r#"{{"1":[{{"estimated_time_to_regain_access":{}}}]}}"#, u64::MAX);
        assert_eq!(pause(&[("X-Business-Use-Case-Usage", &absurd)]), Some(LONGEST));
    }

    #[test]
    fn the_app_usage_counts_when_it_is_used_up() {
        let usage = |percent| format!(r#"{{"call_count":{percent},"total_time":25}}"#);
        assert_eq!(pause(&[("X-App-Usage", &usage(99))]), None);
        assert_eq!(pause(&[("X-App-Usage", &usage(100))]), Some(USED_UP));
        assert_eq!(pause(&[("X-App-Usage", r#"{"call_count":"100"}"#)]), Some(USED_UP));
        let headers = [("X-App-Usage", usage(120)), ("Retry-After", "3".to_owned())];
        let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(pause(&headers), Some(Duration::from_secs(3)));
    }

    #[test]
    fn nonsense_is_passed_over() {
        for text in ["", "{", "[]", "null", r#"{"1":{}}"#, r#"{"1":[1]}"#, r#"{"1":[{"a":[]}]}"#] {
            assert_eq!(
                pause(&[("X-Business-Use-Case-Usage", text), ("X-App-Usage", text)]),
                None,
                "{text}"
            );
        }
    }
}
