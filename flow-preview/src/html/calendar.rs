//! A calendar: one month, its days, and what was picked.

use flow_player::Date;
use flow_player::view::{CalendarPicker, DatePicker};
use maud::{Markup, html};
use serde_json::json;

use super::field::day;
use super::{Cx, over, wheels};
use crate::session::Calendar;

/// Monday first.
const WEEKDAYS: [(&str, &str); 7] = [
    ("Mo", "Monday"),
    ("Tu", "Tuesday"),
    ("We", "Wednesday"),
    ("Th", "Thursday"),
    ("Fr", "Friday"),
    ("Sa", "Saturday"),
    ("Su", "Sunday"),
];

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What can be picked.
struct Limits<'p> {
    first: Date,
    last: Date,
    /// Days that cannot be picked.
    blocked: &'p [Date],
    /// Days that can be picked and are an error.
    faulty: &'p [Date],
    weekdays: &'p [i8],
}

impl Limits<'_> {
    fn takes(&self, day: Date) -> bool {
        let weekday = day.weekday().to_monday_one_offset();
        (self.first..=self.last).contains(&day)
            && !self.blocked.contains(&day)
            && (self.weekdays.is_empty() || self.weekdays.contains(&weekday))
    }
}

/// The dialog of a `DatePicker`.
pub(crate) fn of_date(cx: &Cx<'_>, picker: &DatePicker, open: &Calendar) -> Markup {
    if cx.view.profile.traits().date_wheels {
        return wheels::of_date(cx, picker, open);
    }
    let limits = Limits {
        first: picker.first,
        last: picker.last,
        blocked: &[],
        faulty: &picker.unavailable,
        weekdays: &[],
    };
    dialog(cx, &picker.field.label, open, &limits, None)
}

/// The dialog of a `CalendarPicker`.
pub(crate) fn of_calendar(cx: &Cx<'_>, picker: &CalendarPicker, open: &Calendar) -> Markup {
    let limits = Limits {
        first: picker.first,
        last: picker.last,
        blocked: &picker.unavailable,
        faulty: &[],
        weekdays: &picker.weekdays,
    };
    let label = picker.title.as_deref().unwrap_or(&picker.field.label);
    let days = picker.end.as_ref().map(|_| (picker.min_days, picker.max_days));
    dialog(cx, label, open, &limits, days)
}

fn dialog(
    _: &Cx<'_>,
    label: &str,
    open: &Calendar,
    limits: &Limits<'_>,
    range: Option<(Option<usize>, Option<usize>)>,
) -> Markup {
    let month = open.month;
    let before = month.yesterday().ok().filter(|day| *day >= limits.first);
    let after = month.last_of_month().tomorrow().ok().filter(|day| *day <= limits.last);
    let goes = |day: Date| json!({ "month": day.first_of_month() }).to_string();
    let years = i16::max(limits.first.year(), 1)..=limits.last.year();
    html! {
        div.over.dim #over data-over {
            div.dialog role="dialog" aria-modal="true" aria-labelledby="over-title" {
                h2 #over-title { (label) }
                p.chosen aria-live="polite" { bdi { (chosen(open, range.is_some())) } }
                @if let Some((min, max)) = range { (days(min, max)) }
                div.pager {
                    (over::pager("The month before", before.map(goes).as_deref(), false))
                    span.when {
                        select #over-month aria-label="Month" data-choose {
                            @for (at, name) in MONTHS.iter().enumerate() {
                                @let to = Date::new(month.year(), i8::try_from(at + 1).unwrap_or(1), 1).unwrap_or(month);
                                option value=(goes(to)) selected[to.month() == month.month()] { (name) }
                            }
                        }
                        select #over-year aria-label="Year" data-choose {
                            @for year in years {
                                @let to = Date::new(year, month.month(), 1).unwrap_or(month);
                                option value=(goes(to)) selected[year == month.year()] { (year) }
                            }
                        }
                    }
                    (over::pager("The month after", after.map(goes).as_deref(), true))
                }
                (grid(open, limits))
                (over::refused(open.refused.as_ref()))
                div.ends {
                    button type="button" data-do=r#""cancel""# { "Cancel" }
                    button type="button" data-do=[open.start.map(|_| r#""accept""#)] aria-disabled=[open.start.is_none().then_some("true")] { "OK" }
                }
            }
        }
    }
}

fn chosen(open: &Calendar, range: bool) -> String {
    match (open.start, open.end) {
        (None, _) => "Choose a day".to_owned(),
        (Some(start), Some(end)) => format!("{} – {}", day(start), day(end)),
        (Some(start), None) if range => format!("{} – …", day(start)),
        (Some(start), None) => day(start),
    }
}

/// How many days a range may have.
fn days(min: Option<usize>, max: Option<usize>) -> Markup {
    html! {
        @match (min, max) {
            (Some(min), Some(max)) => p.hint { (min) " to " (max) " days" },
            (Some(min), None) => p.hint { "At least " (min) " days" },
            (None, Some(max)) => p.hint { "At most " (max) " days" },
            (None, None) => {},
        }
    }
}

fn grid(open: &Calendar, limits: &Limits<'_>) -> Markup {
    let month = open.month;
    let lead = usize::try_from(month.weekday().to_monday_zero_offset()).unwrap_or(0);
    let count = usize::try_from(month.days_in_month()).unwrap_or(0);
    // The day that Tab reaches: the one that was picked, else the first.
    let at = open.start.filter(|day| day.first_of_month() == month).map_or(1, Date::day);
    html! {
        table.month role="grid" aria-labelledby="over-title" {
            thead { tr { @for (short, long) in WEEKDAYS { th scope="col" abbr=(long) { (short) } } } }
            tbody {
                @for week in 0..(lead + count).div_ceil(7) {
                    tr {
                        @for weekday in 0..7 {
                            td {
                                @if let Some(number) = (week * 7 + weekday + 1).checked_sub(lead).filter(|number| (1..=count).contains(number)) {
                                    @let number = i8::try_from(number).unwrap_or(1);
                                    @if let Ok(date) = Date::new(month.year(), month.month(), number) {
                                        (cell(open, limits, date, number == at))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cell(open: &Calendar, limits: &Limits<'_>, date: Date, reached: bool) -> Markup {
    let takes = limits.takes(date);
    let picked = open.start == Some(date) || open.end == Some(date);
    let within =
        matches!((open.start, open.end), (Some(start), Some(end)) if start < date && date < end);
    let faulty = limits.faulty.contains(&date);
    let name = format!("{}{}", day(date), if faulty { ", not available" } else { "" });
    html! {
        button.within[within].faulty[faulty] type="button" id={ "day-" (date) } data-do=[takes.then(|| json!({ "day": date }).to_string())]
            aria-disabled=[(!takes).then_some("true")] aria-pressed=(picked) aria-label=(name) tabindex=(if reached { "0" } else { "-1" }) { (date.day()) }
    }
}
