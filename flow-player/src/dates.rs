//! Which days can be chosen.

use flow_compiler::catalogue::ComponentKind;
use jiff::civil::{Date, Weekday, date};

use crate::entry::date_of;
use crate::eval::Scope;
use crate::lookup::{count, is_range};
use crate::program::Node;

/// The days that a date field lets a person choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) first: Date,
    pub(crate) last: Date,
    pub(crate) unavailable: Vec<Date>,
    /// All of them where it is empty.
    pub(crate) weekdays: Vec<Weekday>,
    /// How many days may lie between the ends of a range.
    pub(crate) fewest: Option<usize>,
    pub(crate) most: Option<usize>,
}

/// Why a day cannot be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blocked {
    TooEarly,
    TooLate,
    Weekday,
    Unavailable,
}

impl Days {
    /// The days of a `DatePicker` or `CalendarPicker`.
    pub(crate) fn of(scope: &Scope<'_>, node: &Node, today: Date) -> Self {
        let version = scope.program.version();
        let day = |property: &str| {
            node.property(property)
                .and_then(|formula| scope.value(formula))
                .and_then(|value| date_of(&value, version))
        };
        let listed = |property: &str| {
            let value = node.property(property).and_then(|formula| scope.value(formula));
            value.map(|value| value.items().to_vec()).unwrap_or_default()
        };
        let (first, last) = match node.kind {
            ComponentKind::CalendarPicker => {
                let year = |years: i16| today.year().saturating_add(years).clamp(1, 9999);
                (date(year(-100), 1, 1), date(year(5), 12, 31))
            }
            _ => (date(1900, 1, 1), date(2100, 12, 31)),
        };
        let range = is_range(scope, node);
        Self {
            first: day("min-date").unwrap_or(first),
            last: day("max-date").unwrap_or(last),
            unavailable: listed("unavailable-dates")
                .iter()
                .filter_map(|value| date_of(value, version))
                .collect(),
            weekdays: listed("include-days")
                .iter()
                .filter_map(|value| value.as_text().and_then(|name| weekday(name)))
                .collect(),
            fewest: count(scope, node, "min-days").filter(|_| range),
            most: count(scope, node, "max-days").filter(|_| range),
        }
    }

    /// Why a day is greyed out, if it is.
    pub(crate) fn blocked(&self, day: Date) -> Option<Blocked> {
        if day < self.first {
            Some(Blocked::TooEarly)
        } else if day > self.last {
            Some(Blocked::TooLate)
        } else if !self.weekdays.is_empty() && !self.weekdays.contains(&day.weekday()) {
            Some(Blocked::Weekday)
        } else if self.unavailable.contains(&day) {
            Some(Blocked::Unavailable)
        } else {
            None
        }
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "Mon" => Weekday::Monday,
        "Tue" => Weekday::Tuesday,
        "Wed" => Weekday::Wednesday,
        "Thu" => Weekday::Thursday,
        "Fri" => Weekday::Friday,
        "Sat" => Weekday::Saturday,
        "Sun" => Weekday::Sunday,
        _ => return None,
    })
}

/// How many days lie between the ends of a range: [`Assumption::DaysOfRange`](crate::Assumption).
pub(crate) fn length(start: Date, end: Date) -> usize {
    usize::try_from((end - start).get_days()).unwrap_or(0)
}
