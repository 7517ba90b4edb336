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

/// The facts about merchants of a fee or interest: familiar, with nothing around it.
pub(super) fn of_no_merchant(values: &mut Values) {
    for seen in [&mut values.family_seen_before, &mut values.exact_seen_before, &mut values.currency_seen_before] {
        *seen = Some(true);
    }
    for count in [
        &mut values.family_charges_before,
        &mut values.family_equal_before,
        &mut values.new_families_around,
        &mut values.new_charges_here_around,
        &mut values.stream_new_around,
        &mut values.smaller_here_count_around,
        &mut values.large_around,
        &mut values.new_large_around,
        &mut values.large_later_around,
        &mut values.new_gift_around,
        &mut values.new_round_here_around,
        &mut values.family_charges_around,
        &mut values.family_span_around,
        &mut values.family_above_around,
        &mut values.home_charges_around,
        &mut values.abroad_charges_around,
    ] {
        *count = Some(0);
    }
    let no = [
        &mut values.foreign,
        &mut values.odd_words,
        &mut values.known_brand,
        &mut values.new_on_card_before,
        &mut values.moved_around,
        &mut values.project_around,
        &mut values.stream_off_cadence_around,
        &mut values.stream_new_dear_around,
    ];
    for no in no {
        *no = Some(false);
    }
}
