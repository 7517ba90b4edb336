//! Refunds: which charges were credited, and money back from a merchant that was never paid.

use chrono::{Datelike, NaiveDate};
use foldhash::{HashMap, HashSet};

use super::history::History;
use super::keys::{Keys, Row};
use super::{RefundWindow, Values};
use crate::case::{Case, Refund};
use crate::money::ten_thousandths;

/// The refunds of a household, ready to be asked.
pub(super) struct Refunds<'a> {
    days: i32,
    credited: HashMap<usize, i32>,
    orphans: HashMap<usize, Vec<(i32, &'a str)>>,
}

impl<'a> Refunds<'a> {
    /// The refunds among all charges of a household, in order of day.
    pub(super) fn of(
        case: &'a Case,
        keys: &'a Keys<'a>,
        history: &History<'_>,
        window: &RefundWindow,
        household: usize,
        rows: &[Row],
    ) -> Self {
        let mut refunds = Self { days: window.orphan_days, credited: HashMap::default(), orphans: HashMap::default() };
        let mut first: HashMap<u32, i32> = HashMap::default();
        let mut equals: HashMap<_, Vec<&Row>> = HashMap::default();
        let told = |refund: &'a Refund| (refund.date.num_days_from_ce(), keys.merchant(refund.merchant), refund);
        let mut given: Vec<_> = case.refunds_of(household).iter().map(told).collect();
        given.sort_by_key(|(day, ..)| *day);
        let paid_back: HashSet<u32> = given.iter().map(|(_, merchant, _)| merchant.family).collect();
        for row in rows.iter().filter(|row| paid_back.contains(&row.merchant.family)) {
            first.entry(row.merchant.family).or_insert(row.day);
            equals.entry((row.merchant.family, row.currency, row.amount)).or_default().push(row);
        }
        for (day, merchant, refund) in given {
            let Some(amount) = ten_thousandths(refund.amount) else { continue };
            let equal = equals.get_mut(&(merchant.family, refund.currency, amount));
            // Each refund gives back one charge: the latest before it, else the next.
            if let Some(equal) = equal {
                let after = equal.partition_point(|row| row.day <= day);
                let near = |at: &usize| equal.get(*at).is_some_and(|row| (row.day - day).abs() <= window.equal_days);
                let found = after.checked_sub(1).filter(near).or_else(|| Some(after).filter(near));
                if let Some(at) = found {
                    refunds.credited.insert(equal.remove(at).charge, day);
                }
            }
            let paid_before = first.get(&merchant.family).is_some_and(|first| *first <= day);
            if merchant.stated && !paid_before && !history.is_known(merchant.family) {
                refunds.orphans.entry(refund.card).or_default().push((day, keys.name(merchant)));
            }
        }
        refunds
    }

    /// The facts of a purchase or cash advance on this card.
    pub(super) fn fill(&self, row: &Row, card: usize, values: &mut Values) {
        let date = |day: &i32| NaiveDate::from_num_days_from_ce_opt(*day).map(|date| date.to_string());
        values.refund_of_equal_around = self.credited.get(&row.charge).and_then(date);
        let orphans = self.orphans.get(&card).map_or(&[][..], Vec::as_slice);
        let last = orphans[..orphans.partition_point(|(day, _)| *day <= row.day)].last();
        let near = last.filter(|(day, _)| *day >= row.day - self.days);
        values.orphan_refund_around = near.map(|(_, name)| (*name).to_owned());
    }
}
