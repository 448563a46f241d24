//! Dates as Flow JSON writes them.

use crate::catalogue::{V5_0, Version};
use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

/// A text is a date of the declared version: `YYYY-MM-DD` from 5.0, milliseconds before.
pub fn check(cx: &mut Diagnostics, version: Version, text: &str, span: Span, code: Code) -> bool {
    let help = if version >= V5_0 {
        if is_day(text) {
            return true;
        }
        "write a day of the calendar as \"2026-01-31\""
    } else {
        if is_timestamp(text) {
            return true;
        }
        "before Flow JSON 5.0 a date is a string of milliseconds since 1970: \"1767225600000\""
    };
    cx.error(code, span, format!("`{text}` is not a date of Flow JSON {version}")).help(help);
    false
}

/// Whether a text is a day of the Gregorian calendar, `YYYY-MM-DD`.
pub fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = bytes.len() == 10
        && bytes.iter().enumerate().all(|(i, byte)| match i {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shape {
        return false;
    }
    let number = |range: std::ops::Range<usize>| text[range].parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1..=last).contains(&day)
}

fn is_timestamp(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    (1..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{is_day, is_timestamp};

    #[test]
    fn knows_the_calendar() {
        for day in ["2024-02-29", "2000-02-29", "2026-12-31", "1900-01-01"] {
            assert!(is_day(day), "{day}");
        }
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "26-1-1",
            "2026/01/01",
            "2026-01-00",
            "２０２６-01",
        ] {
            assert!(!is_day(text), "{text}");
        }
    }

    #[test]
    fn knows_timestamps() {
        assert!(is_timestamp("1767225600000") && is_timestamp("-1"));
        assert!(!is_timestamp("") && !is_timestamp("2026-01-01") && !is_timestamp("1e3"));
    }
}
