//! The days of a breach, as typed.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::catalogue::plain_day;
use crate::location::Problem;

/// The local days from which and until which data were exposed, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub start: NaiveDate,
    /// The last day, where it is known.
    pub end: Option<NaiveDate>,
}

impl Window {
    /// Checks that the window does not end before it starts.
    ///
    /// # Errors
    /// `window-backwards`.
    pub fn check(self) -> Result<Self, Problem> {
        match self.end {
            Some(end) if end < self.start => {
                Err(Problem::new("window-backwards").with("start", self.start).with("end", end))
            }
            Some(_) | None => Ok(self),
        }
    }
}

impl FromStr for Window {
    type Err = Problem;

    /// Reads a day, `2017-06-22`, or its first and last day, `2017-06-22..2017-06-30`, where the last may be missing.
    ///
    /// # Errors
    /// `unreadable-window`, `window-backwards`.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let (start, end) = text.split_once("..").unwrap_or((text, ""));
        let unreadable = || Problem::new("unreadable-window").with("value", text);
        let start = plain_day(start).ok_or_else(unreadable)?;
        let end = if end.is_empty() { None } else { Some(plain_day(end).ok_or_else(unreadable)?) };
        Self { start, end }.check()
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.end {
            None => write!(f, "{}", self.start),
            Some(end) => write!(f, "{}..{end}", self.start),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_window_reads_as_it_was_written(start in 719_163..757_000i32, length in proptest::option::of(0..9_000u64)) {
            let start = NaiveDate::from_num_days_from_ce_opt(start).unwrap();
            let end = length.map(|days| start + chrono::Days::new(days));
            let window = Window { start, end };
            prop_assert_eq!(window.to_string().parse(), Ok(window));
            prop_assert_eq!(format!("{start}..").parse(), Ok(Window { start, end: None }));
        }

        #[test]
        fn any_text_is_a_window_or_a_problem(text in "[0-9./ -]{0,24}") {
            if let Ok(window) = text.parse::<Window>() {
                prop_assert_eq!(window.to_string(), text.trim_end_matches(".."));
            }
        }
    }

    #[test]
    fn what_is_no_window() {
        for text in [
            "0026-01-10",
            "2026-01-10..0026-01-14",
            "",
            "..",
            "..2017-06-30",
            "2017-6-22",
            "2017-02-29",
            "2017/06/22",
            "2017-06-22...",
            "2017-06-22 ",
        ] {
            assert_eq!(text.parse::<Window>().unwrap_err().code, "unreadable-window", "{text}");
        }
        assert_eq!("2017-06-22..2017-06-21".parse::<Window>().unwrap_err().code, "window-backwards");
    }
}
