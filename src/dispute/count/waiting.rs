//! What waiting loses.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::money::Currency;

/// What a report on a day still reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The day of the report.
    pub day: NaiveDate,
    /// How many charges are inside.
    pub charges: usize,
    /// Their sums.
    pub sums: BTreeMap<Currency, Decimal>,
}

/// What a report reaches today, tomorrow, and on each later day on which less is inside than the day before; the last
/// says that nothing is. Each charge is its last day and its amount.
#[must_use]
pub fn waiting(charges: &[(NaiveDate, Currency, Decimal)], today: NaiveDate) -> Vec<Waiting> {
    let after = charges.iter().filter_map(|(last, ..)| last.succ_opt()).filter(|day| *day > today);
    let days: BTreeSet<NaiveDate> = after.chain([today]).chain(today.succ_opt()).collect();
    let inside = |day: NaiveDate| {
        let mut waiting = Waiting { day, charges: 0, sums: BTreeMap::new() };
        for (_, currency, amount) in charges.iter().filter(|(last, ..)| *last >= day) {
            waiting.charges += 1;
            *waiting.sums.entry(*currency).or_default() += *amount;
        }
        waiting
    };
    days.into_iter().map(inside).collect()
}
