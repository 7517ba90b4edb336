//! Which months of statements a breach calls for, and which of them an issuer still serves.

use chrono::{Datelike, Months, NaiveDate};

/// The ordinary life before a breach that its charges are compared with.
const HISTORY_MONTHS: u32 = 12;

/// A month of statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// Whether the issuer still serves it.
    pub served: Served,
}

/// Whether an issuer serves a month, what is urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Served {
    /// It is the next to disappear.
    Last,
    /// For longer than another month.
    Yes,
    /// How long this issuer keeps statements is not known.
    Unknown,
    /// No longer.
    Gone,
}

/// The months from a year before the breach to today, oldest first. `kept` months are served, the current one included.
#[must_use]
pub fn months(kept: Option<u32>, breach: NaiveDate, today: NaiveDate) -> Vec<Month> {
    let first = |day: NaiveDate| day.with_day(1).unwrap_or(day);
    let oldest = kept.map(|kept| first(today) - Months::new(kept.saturating_sub(1)));
    let mut month = first(breach) - Months::new(HISTORY_MONTHS);
    let mut found = Vec::new();
    while month <= today {
        let served = match oldest {
            None => Served::Unknown,
            Some(oldest) if month < oldest => Served::Gone,
            Some(oldest) if month == oldest => Served::Last,
            Some(_) => Served::Yes,
        };
        found.push(Month { first: month, served });
        month = month + Months::new(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("day")
    }

    #[test]
    fn the_oldest_served_month_is_the_next_to_go() {
        let months = months(Some(15), day("2017-06-22"), day("2017-08-20"));
        assert_eq!(months.first().map(|m| (m.first, m.served)), Some((day("2016-06-01"), Served::Last)));
        assert_eq!(months.last().map(|m| (m.first, m.served)), Some((day("2017-08-01"), Served::Yes)));
        assert_eq!(months.len(), 15);
    }

    #[test]
    fn what_is_older_is_gone_and_what_is_unknown_stays_unknown() {
        let gone = months(Some(3), day("2017-06-22"), day("2017-08-20"));
        assert_eq!(gone.iter().filter(|m| m.served == Served::Gone).count(), 12);
        let unknown = months(None, day("2017-06-22"), day("2017-08-20"));
        assert!(unknown.iter().all(|m| m.served == Served::Unknown));
    }
}
