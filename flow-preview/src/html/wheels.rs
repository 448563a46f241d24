//! A date on wheels, as an iPhone and the Web have it: one for the day, the month and the year.

use flow_player::Date;
use flow_player::view::DatePicker;
use maud::{Markup, html};
use serde_json::json;

use super::calendar::MONTHS;
use super::field::day;
use super::{Cx, over};
use crate::session::Calendar;

/// The wheels of a `DatePicker`.
pub(crate) fn of_date(cx: &Cx<'_>, picker: &DatePicker, open: &Calendar) -> Markup {
    let at = open.start.unwrap_or(picker.begins);
    let days = (1..=at.days_in_month())
        .map(|number| (number.to_string(), turned(at.year(), at.month(), number)));
    let months = (1..=12)
        .zip(MONTHS)
        .map(|(month, name)| (name.to_owned(), turned(at.year(), month, at.day())));
    let years = i16::max(picker.first.year(), 1)..=picker.last.year();
    let years = years.map(|year| (year.to_string(), turned(year, at.month(), at.day())));
    let faulty = picker.unavailable.contains(&at);
    html! {
        div.over.dim.low[cx.is_ios()] #over data-over {
            div.dialog role="dialog" aria-modal="true" aria-labelledby="over-title" {
                h2 #over-title { (picker.field.label) }
                p.chosen aria-live="polite" { bdi { (day(at)) } @if faulty { span.said { ", not available" } } }
                div.wheels {
                    (wheel("day", "Day", days.collect(), picker, |date| date.day() == at.day()))
                    (wheel("month", "Month", months.collect(), picker, |date| date.month() == at.month()))
                    (wheel("year", "Year", years.collect(), picker, |date| date.year() == at.year()))
                }
                (over::refused(open.refused.as_ref()))
                div.ends {
                    button type="button" data-do=r#""cancel""# { "Cancel" }
                    button type="button" data-do=r#""accept""# { (if cx.is_ios() { "Done" } else { "OK" }) }
                }
            }
        }
    }
}

/// One wheel: what it says, and the day to which each of its places turns.
fn wheel(
    id: &str,
    name: &str,
    places: Vec<(String, Date)>,
    picker: &DatePicker,
    is_at: impl Fn(Date) -> bool,
) -> Markup {
    html! {
        select id={ "wheel-" (id) } size="5" aria-label=(name) data-choose {
            @for (said, to) in places {
                @let within = to.clamp(picker.first, picker.last);
                // A place that only leads out of the limits cannot be turned to.
                @let off = within != to && !is_near(within, to);
                option value=(json!({ "day": within })) selected[is_at(to)] disabled[off] { (said) }
            }
        }
    }
}

/// Whether the limits only move the day of a month.
fn is_near(within: Date, to: Date) -> bool {
    within.year() == to.year() && within.month() == to.month() && within.day() != to.day()
}

/// A day of this month, or its last.
fn turned(year: i16, month: i8, number: i8) -> Date {
    let first = Date::new(year, month, 1).unwrap_or(Date::constant(1900, 1, 1));
    Date::new(year, month, number.min(first.days_in_month())).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_that_is_shorter_ends_with_its_last_day() {
        assert_eq!(turned(2026, 2, 31), Date::constant(2026, 2, 28));
        assert_eq!(turned(2028, 2, 31), Date::constant(2028, 2, 29));
        assert_eq!(turned(2026, 3, 31), Date::constant(2026, 3, 31));
    }
}
