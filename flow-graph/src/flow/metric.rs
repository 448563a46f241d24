//! Figures about a flow's endpoint.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use crate::error::Error;
use crate::lenient;
use crate::word::words;

/// Which figures to ask for.
///
/// ```
/// use flow_graph::{Granularity, MetricName, MetricQuery};
/// use jiff::civil::date;
///
/// let query = MetricQuery::new(MetricName::EndpointRequestCount, Granularity::Day)
///     .since(date(2024, 1, 28))
///     .until(date(2024, 1, 30));
/// # drop(query);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a query asks nothing until it is given to `metric`"]
pub struct MetricQuery {
    name: MetricName,
    granularity: Granularity,
    since: Option<Date>,
    until: Option<Date>,
}

/// The figures.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Metric {
    /// Which figures they are.
    #[serde(default)]
    pub name: Option<MetricName>,
    /// How they are summed up.
    #[serde(default)]
    pub granularity: Option<Granularity>,
    /// The figures in the order of time.
    #[serde(default, deserialize_with = "lenient::list")]
    pub data_points: Vec<DataPoint>,
}

/// The figures of one day, one hour or the whole time.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct DataPoint {
    /// When the time begins.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub timestamp: Option<Timestamp>,
    /// The figures.
    #[serde(default, deserialize_with = "lenient::list")]
    pub data: Vec<Figure>,
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Figure {
    /// What is counted: `value`, the kind of an error, or the seconds of a latency.
    #[serde(default, deserialize_with = "lenient::string")]
    pub key: String,
    /// How many, or which part of 1 for a rate.
    #[serde(default, deserialize_with = "lenient::float")]
    pub value: f64,
}

words! {
    /// The name of a metric.
    MetricName {
        /// The requests to the endpoint.
        EndpointRequestCount = "ENDPOINT_REQUEST_COUNT",
        /// The requests that failed, by the kind of error.
        EndpointRequestError = "ENDPOINT_REQUEST_ERROR",
        /// The part of the requests that failed.
        EndpointRequestErrorRate = "ENDPOINT_REQUEST_ERROR_RATE",
        /// The requests by their latency in seconds, rounded up.
        EndpointRequestLatencySecondsCeil = "ENDPOINT_REQUEST_LATENCY_SECONDS_CEIL",
        /// The health checks of the endpoint that succeeded and failed.
        EndpointAvailability = "ENDPOINT_AVAILABILITY",
    }

    /// How figures are summed up.
    Granularity {
        /// By the day: within the last 90 days.
        Day = "DAY",
        /// By the hour: within the last 30 days.
        Hour = "HOUR",
        /// Over the whole time asked for.
        Lifetime = "LIFETIME",
    }
}

impl MetricQuery {
    /// Asks for a metric, over the time that Meta chooses.
    pub fn new(name: MetricName, granularity: Granularity) -> Self {
        Self { name, granularity, since: None, until: None }
    }

    /// Sets the first day.
    pub fn since(mut self, day: Date) -> Self {
        self.since = Some(day);
        self
    }

    /// Sets the last day.
    pub fn until(mut self, day: Date) -> Self {
        self.until = Some(day);
        self
    }

    pub(super) fn to_text(&self) -> Result<String, Error> {
        let call = "read the metric";
        let word = |word: &str| -> Result<String, Error> {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            if !word.is_empty() && word.bytes().all(plain) {
                Ok(word.to_owned())
            } else {
                Err(Error::invalid(
                    call,
                    "a metric's name and granularity are words such as `ENDPOINT_REQUEST_COUNT` and `DAY`",
                ))
            }
        };
        if let (Some(since), Some(until)) = (self.since, self.until)
            && since > until
        {
            return Err(Error::invalid(call, "the first day is after the last; swap them"));
        }
        let name = word(self.name.as_str())?;
        let granularity = word(self.granularity.as_str())?;
        let since = self.since.map(|day| format!(".since({day})")).unwrap_or_default();
        let until = self.until.map(|day| format!(".until({day})")).unwrap_or_default();
        Ok(format!("metric.name({name}).granularity({granularity}){since}{until}"))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Granularity, MetricName, MetricQuery};

    #[test]
    fn a_query_is_one_field() {
        let query = MetricQuery::new(MetricName::EndpointAvailability, Granularity::Hour);
        assert_eq!(
            query.to_text().unwrap(),
            "metric.name(ENDPOINT_AVAILABILITY).granularity(HOUR)"
        );
        let query = query.since(date(2024, 1, 28)).until(date(2024, 1, 30));
        assert_eq!(
            query.to_text().unwrap(),
            "metric.name(ENDPOINT_AVAILABILITY).granularity(HOUR).since(2024-01-28).until(2024-01-30)"
        );
        assert!(query.until(date(2024, 1, 27)).to_text().is_err());
    }

    #[test]
    fn an_unknown_metric_is_asked_for_and_no_other_field() {
        let query = |name| MetricQuery::new(MetricName::from(name), Granularity::Day).to_text();
        assert!(query("ENDPOINT_NEWS").unwrap().starts_with("metric.name(ENDPOINT_NEWS)"));
        for word in ["A),id(B", ""] {
            assert!(query(word).is_err(), "{word}");
        }
    }
}
