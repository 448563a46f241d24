//! The metrics of an endpoint.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde_json::{Value, json};

use crate::answer::Refusal;
use crate::fields::Field;
use crate::state::State;

const NAMES: &[&str] = &[
    "ENDPOINT_REQUEST_COUNT",
    "ENDPOINT_REQUEST_ERROR",
    "ENDPOINT_REQUEST_ERROR_RATE",
    "ENDPOINT_REQUEST_LATENCY_SECONDS_CEIL",
    "ENDPOINT_AVAILABILITY",
];

/// How many days back a granularity reaches.
const GRANULARITIES: &[(&str, Option<i64>)] =
    &[("DAY", Some(90)), ("HOUR", Some(30)), ("LIFETIME", None)];

pub(super) fn points(state: &State, id: &str, field: &Field<'_>) -> Result<Value, Refusal> {
    let need = |key: &str| {
        let missing = || Refusal::wrong(format!("`metric` has no `{key}`"));
        field.modifier(key).ok_or_else(missing)
    };
    let (name, granularity) = (need("name")?, need("granularity")?);
    if !NAMES.contains(&name) {
        return Err(Refusal::wrong(format!("`{name}` is none of the metrics {NAMES:?}")));
    }
    let Some((_, days)) = GRANULARITIES.iter().find(|(known, _)| *known == granularity) else {
        return Err(Refusal::wrong(format!("`{granularity}` is not DAY, HOUR or LIFETIME")));
    };
    let (since, until) = (date(field, "since")?, date(field, "until")?);
    if since.zip(until).is_some_and(|(since, until)| since > until) {
        return Err(Refusal::wrong("`since` is later than `until`"));
    }
    let today = Timestamp::now().to_zoned_datetime(TimeZone::UTC).date();
    if let (Some(since), Some(days)) = (since, days)
        && today.checked_sub(Span::new().days(*days)).is_ok_and(|earliest| since < earliest)
    {
        return Err(Refusal::new(100, "Invalid parameter")
            .details(format!("{granularity} reaches back {days} days")));
    }
    let metric = state.metrics.iter().find(|metric| {
        metric.flow == id && metric.name == name && metric.granularity == granularity
    });
    let Some(metric) = metric else {
        return Err(Refusal::new(139_006, "Flow metrics are not available")
            .details("The endpoint had fewer than 250 requests in the period"));
    };
    Ok(json!({
        "granularity": granularity,
        "name": name,
        "data_points": metric.data_points,
    }))
}

fn date(field: &Field<'_>, key: &str) -> Result<Option<Date>, Refusal> {
    let Some(text) = field.modifier(key) else { return Ok(None) };
    let wrong = || Refusal::wrong(format!("`{key}` is `{text}`, not a date such as 2026-01-31"));
    // jiff reads more forms than this one.
    let date: Option<Date> = text.parse().ok().filter(|date: &Date| date.to_string() == text);
    date.map(Some).ok_or_else(wrong)
}
