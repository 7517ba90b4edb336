//! From days and amounts to places in a picture, in whole units: no float enters.

use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;

use crate::money::ten_thousandths;

/// Days from left to right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    first: NaiveDate,
    last: NaiveDate,
    left: i64,
    right: i64,
}

impl Days {
    pub(super) fn new((first, last): (NaiveDate, NaiveDate), (left, right): (i64, i64)) -> Self {
        Self { first, last: last.max(first), left, right }
    }

    /// The place of a day; of one outside, the nearer edge.
    pub(super) fn x(&self, day: NaiveDate) -> i64 {
        let span = (self.last - self.first).num_days().max(1);
        let at = (day - self.first).num_days().clamp(0, span);
        self.left + (self.right - self.left) * at / span
    }

    pub(super) fn holds(&self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// The first days of months, so few that labels of this width fit; the first and the last day where there is none.
    pub(super) fn months(&self, width: i64) -> Vec<NaiveDate> {
        let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
        let fit = ((self.right - self.left) / width.max(1)).max(1);
        let all = months(self.last) - months(self.first) + 1;
        let steps =
            std::iter::successors(Some(1_i64), |step| Some(step * 2)).map(|n| if n < 4 { n } else { n / 4 * 3 });
        let step = steps.into_iter().find(|step| all / step <= fit).unwrap_or(all);
        let start = self.first.with_day(1).unwrap_or(self.first);
        let ahead = (step - months(start).rem_euclid(step)) % step;
        let from = u32::try_from(ahead).ok().and_then(|ahead| start.checked_add_months(Months::new(ahead)));
        let next = |day: &NaiveDate| day.checked_add_months(Months::new(u32::try_from(step).ok()?));
        let found = std::iter::successors(from, next).take_while(|day| *day <= self.last);
        let found: Vec<NaiveDate> = found.filter(|day| *day >= self.first).collect();
        if found.is_empty() { vec![self.first, self.last] } else { found }
    }
}

/// Amounts from bottom to top, by their logarithm: what is twice as much stands equally much higher everywhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amounts {
    least: u64,
    most: u64,
    top: i64,
    bottom: i64,
}

impl Amounts {
    pub(super) fn new(amounts: impl Iterator<Item = Decimal> + Clone, (top, bottom): (i64, i64)) -> Self {
        let least = amounts.clone().map(units).min().unwrap_or(1);
        let most = amounts.map(units).max().unwrap_or(least);
        Self { least, most, top, bottom }
    }

    pub(super) fn y(&self, amount: Decimal) -> i64 {
        let (least, most) = (log2(self.least), log2(self.most));
        if least == most {
            return i64::midpoint(self.top, self.bottom);
        }
        let at = log2(units(amount)).clamp(least, most) - least;
        self.bottom - (self.bottom - self.top) * at / (most - least)
    }

    /// Round amounts that stand at least so far apart: powers of ten, and between them where there is room.
    pub(super) fn ticks(&self, gap: i64) -> Vec<Decimal> {
        let mut ticks: Vec<Decimal> = Vec::new();
        let powers = || std::iter::successors(Some(1_u64), |power| power.checked_mul(10));
        for factor in [1, 5, 2] {
            for amount in powers().filter_map(|power| power.checked_mul(factor)) {
                if (self.least..=self.most).contains(&amount) {
                    let amount = i64::try_from(amount).map_or(Decimal::MAX, |amount| Decimal::new(amount, 4));
                    if ticks.iter().all(|other| (self.y(*other) - self.y(amount)).abs() >= gap) {
                        ticks.push(amount);
                    }
                }
            }
        }
        if ticks.is_empty() {
            ticks.extend(i64::try_from(self.most).ok().map(|most| Decimal::new(most, 4)));
        }
        ticks
    }
}

/// An amount in ten-thousandths, at least one of them.
fn units(amount: Decimal) -> u64 {
    let units = ten_thousandths(amount.round_dp(4)).unwrap_or(i64::MAX);
    u64::try_from(units).unwrap_or_default().max(1)
}

/// The binary logarithm, in parts of 1024: its whole part, then a bit for each squaring of what remains.
fn log2(number: u64) -> i64 {
    let whole = number.max(1).ilog2();
    let mut rest = (u128::from(number.max(1)) << 32) >> whole;
    let mut found = i64::from(whole);
    for _ in 0..10 {
        rest = (rest * rest) >> 32;
        found <<= 1;
        if rest >= 2 << 32 {
            rest >>= 1;
            found |= 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_one() {
        assert_eq!([1, 2, 1024, 3, 10].map(log2), [0, 1024, 10_240, 1623, 3401]);
        assert_eq!(log2(u64::MAX), 64 * 1024 - 1);
    }

    #[test]
    fn months_are_as_many_as_fit() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let months = |first, last, width| Days::new((day(first), day(last)), (0, 600)).months(width);
        assert_eq!(months("2026-01-10", "2026-03-02", 80), [day("2026-02-01"), day("2026-03-01")]);
        assert_eq!(months("2026-01-10", "2026-01-20", 80), [day("2026-01-10"), day("2026-01-20")]);
        assert_eq!(months("2024-01-01", "2026-12-31", 80).len(), 6);
        assert!(months("0001-01-01", "9999-12-31", 80).len() <= 8);
    }
}
