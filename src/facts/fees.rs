//! Fees beside purchases abroad: the issuer bills them on lines of their own.

use std::collections::HashMap;

use chrono::Datelike;

use super::Values;
use super::keys::Row;
use crate::case::Charge;
use crate::transaction::Kind;

/// The fees of a household by card, in order of day.
pub(super) struct Fees<'a> {
    days: i32,
    by_card: HashMap<usize, Vec<(i32, &'a str)>>,
}

impl<'a> Fees<'a> {
    /// The fees among all charges of a household, looked for on the same day or up to `days` later.
    pub(super) fn of(charges: &'a [Charge], days: i32) -> Self {
        let mut by_card: HashMap<usize, Vec<(i32, &str)>> = HashMap::new();
        for charge in charges.iter().filter(|charge| charge.kind == Kind::Fee) {
            by_card.entry(charge.card).or_default().push((charge.date.num_days_from_ce(), &charge.id));
        }
        by_card.values_mut().for_each(|fees| fees.sort_unstable());
        Self { days, by_card }
    }

    /// The fact of a purchase or cash advance on this card.
    pub(super) fn fill(&self, row: &Row, card: usize, values: &mut Values) {
        let abroad = values.foreign == Some(true);
        let Some(fees) = self.by_card.get(&card).filter(|_| abroad) else { return };
        let next = fees.get(fees.partition_point(|(day, _)| *day < row.day));
        values.fee_around = next.filter(|(day, _)| *day <= row.day + self.days).map(|(_, id)| (*id).to_owned());
    }
}
