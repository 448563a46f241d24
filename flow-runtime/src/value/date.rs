//! Civil dates, and a span of two of them.

use serde_json::{Map, Value};

use super::{DecodeError, Fields, FromValue, IntoValue, Writer};

/// A civil date: a day without a time zone.
///
/// On the wire it is `YYYY-MM-DD`. Flow JSON before 5.0 sends Unix milliseconds instead, as a
/// string or a number; these are read too, as a date in UTC.
pub use jiff::civil::Date;

/// The two ends of a `CalendarPicker` in range mode.
///
/// On the wire it is `{"start-date": "2026-01-30", "end-date": "2026-02-02"}`.
///
/// ```
/// use flow_runtime::{Date, DateRange};
/// use flow_runtime::value::FromValue;
/// use serde_json::json;
///
/// let range: DateRange = DateRange::from_value(json!({
///     "start-date": "2026-01-30",
///     "end-date": "2026-02-02",
/// })).unwrap();
/// assert_eq!(range.start, Date::constant(2026, 1, 30));
/// ```
///
/// Phones let a person choose the first day alone where the last one is not required, and leave out
/// `end-date` then. `flow!` gives such a range the type `Option<DateRange<Option<Date>>>`:
///
/// ```
/// use flow_runtime::{Date, DateRange};
/// use flow_runtime::value::FromValue;
/// use serde_json::json;
///
/// let stay = DateRange::<Option<Date>>::from_value(json!({ "start-date": "2026-01-30" })).unwrap();
/// assert_eq!(stay.end, None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateRange<End = Date> {
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: End,
}

impl FromValue for Date {
    const EXPECTED: &'static str = "a date (YYYY-MM-DD)";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        match &value {
            Value::Number(number) => number.as_i64().and_then(from_milliseconds),
            Value::String(text) => match text.parse() {
                Ok(milliseconds) => from_milliseconds(milliseconds),
                Err(_) => from_text(text),
            },
            _ => None,
        }
        .ok_or_else(|| DecodeError::expected(Self::EXPECTED, &value))
    }
}

impl IntoValue for Date {
    fn into_value(self) -> Value {
        Value::String(self.to_string())
    }
}

impl<End: FromValue> FromValue for DateRange<End> {
    const EXPECTED: &'static str = "a range of dates";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        let mut fields = Fields::object(value)?;
        Ok(Self { start: fields.take("start-date")?, end: fields.take("end-date")? })
    }

    /// A calendar that nobody has touched may come with both of its ends empty.
    fn is_blank(value: &Value) -> bool {
        Date::is_blank(value)
            || value.as_object().is_some_and(|ends| ends.values().all(Date::is_blank))
    }
}

impl<End: IntoValue> IntoValue for DateRange<End> {
    fn into_value(self) -> Value {
        let map: Map<String, Value> =
            Writer::new(2).field("start-date", self.start).field("end-date", self.end).finish();
        Value::Object(map)
    }
}

fn from_milliseconds(milliseconds: i64) -> Option<Date> {
    let instant = jiff::Timestamp::from_millisecond(milliseconds).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(instant).date())
}

/// Reads exactly `YYYY-MM-DD`. The date parser alone would also read times and other forms.
fn from_text(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    shape.then(|| text.parse().ok()).flatten()
}
