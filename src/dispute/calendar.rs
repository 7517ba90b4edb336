//! Business days and the time that letters take, by country (`rules/calendars.toml`).

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;

use crate::catalogue::{Catalogue, misshapen};
use crate::location::Problem;
use crate::messages::Words;

/// The calendars of the countries, and how long what was read stays fresh.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendars {
    /// A deadline read longer ago than so many months is history.
    pub stale_after_months: u32,
    default: Calendar,
    #[serde(default)]
    country: BTreeMap<String, Calendar>,
}

/// When the banks of one country are open.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Days of the week on which banks are open.
    open: Vec<Weekday>,
    /// Days of the week on which some are.
    #[serde(default)]
    maybe: Vec<Weekday>,
    /// Holidays of fixed date, `MM-DD`.
    #[serde(default)]
    fixed: Vec<String>,
    /// Holidays on the n-th such day of a month.
    #[serde(default)]
    nth: Vec<Nth>,
    /// So many days a letter is assumed to take.
    pub mail_days: u64,
    /// What is not known of this calendar.
    pub unknown: Words,
}

/// The n-th such day of a month; -1 is the last.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nth {
    month: u32,
    day: Weekday,
    nth: i8,
}

/// Which days count when it is not known whether a bank is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// They count: a count that the holder must keep ends earlier so.
    Counts,
    /// They do not count: a count back from an event begins earlier so.
    DoesNot,
}

impl Calendars {
    /// Loads the file.
    ///
    /// # Errors
    /// `bad-data-file` when it does not have that shape; `bad-pattern` or `unknown-variable` when its words are not
    /// plain.
    pub fn load(catalogue: &Catalogue) -> Result<Self, Problem> {
        let file = "calendars.toml";
        let data = catalogue.data(file);
        let calendars: Self = data.read().map_err(|error| misshapen(file, data.text(), &error))?;
        for calendar in calendars.country.values().chain([&calendars.default]) {
            calendar.unknown.check(&[]).map_err(|problem| problem.in_file(file))?;
            if calendar.open.is_empty() {
                return Err(Problem::new("bad-data-file").with("cause", "`open` must name a day").in_file(file));
            }
        }
        Ok(calendars)
    }

    /// The calendar of a country, by its ISO 3166 code.
    #[must_use]
    pub fn of(&self, country: Option<&str>) -> &Calendar {
        country.and_then(|country| self.country.get(country)).unwrap_or(&self.default)
    }
}

impl Calendar {
    /// Whether banks are open that day.
    #[must_use]
    pub fn is_open(&self, day: NaiveDate, doubt: Doubt) -> bool {
        let weekday = day.weekday();
        match doubt {
            Doubt::Counts => self.open.contains(&weekday) || self.maybe.contains(&weekday),
            Doubt::DoesNot => self.open.contains(&weekday) && !self.is_holiday(day),
        }
    }

    /// The n-th business day after a day.
    #[must_use]
    pub fn after(&self, day: NaiveDate, count: u32, doubt: Doubt) -> Option<NaiveDate> {
        self.walk(day, count, doubt, NaiveDate::checked_add_days)
    }

    /// The n-th business day before a day.
    #[must_use]
    pub fn before(&self, day: NaiveDate, count: u32, doubt: Doubt) -> Option<NaiveDate> {
        self.walk(day, count, doubt, NaiveDate::checked_sub_days)
    }

    /// The day on which to post what must have arrived on a day at the latest: no later than the business day on or
    /// before it, less the time that a letter is assumed to take.
    #[must_use]
    pub fn post_by(&self, last: NaiveDate) -> Option<NaiveDate> {
        let open = self.is_open(last, Doubt::DoesNot);
        let arrive = if open { Some(last) } else { self.before(last, 1, Doubt::DoesNot) };
        arrive?.checked_sub_days(Days::new(self.mail_days))
    }

    fn walk(
        &self,
        mut day: NaiveDate,
        count: u32,
        doubt: Doubt,
        step: fn(NaiveDate, Days) -> Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        for _ in 0..count {
            day = step(day, Days::new(1))?;
            while !self.is_open(day, doubt) {
                day = step(day, Days::new(1))?;
            }
        }
        Some(day)
    }

    fn is_holiday(&self, day: NaiveDate) -> bool {
        let written = day.format("%m-%d").to_string();
        self.fixed.contains(&written) || self.nth.iter().any(|holiday| holiday.is(day))
    }
}

impl Nth {
    fn is(self, day: NaiveDate) -> bool {
        if (day.month(), day.weekday()) != (self.month, self.day) {
            return false;
        }
        let from_start = day.day0() / 7 + 1;
        let last = day.checked_add_days(Days::new(7)).is_none_or(|next| next.month() != self.month);
        match u32::try_from(self.nth) {
            Ok(nth) => from_start == nth,
            Err(_) => last,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn federal_holidays_of_2026() {
        let calendars = Calendars::load(&Catalogue::embedded()).unwrap();
        let us = calendars.of(Some("US"));
        for holiday in [
            "2026-01-01",
            "2026-01-19",
            "2026-02-16",
            "2026-05-25",
            "2026-06-19",
            "2026-09-07",
            "2026-10-12",
            "2026-11-11",
            "2026-11-26",
            "2026-12-25",
        ] {
            let day: NaiveDate = holiday.parse().unwrap();
            assert!(!us.is_open(day, Doubt::DoesNot), "{holiday}");
            assert!(us.is_open(day, Doubt::Counts), "{holiday} may be a business day where the holder must act");
        }
        for open in ["2026-01-20", "2026-05-18", "2026-11-19", "2026-11-27"] {
            assert!(us.is_open(open.parse().unwrap(), Doubt::DoesNot), "{open}");
        }
    }
}
