//! Fees beside purchases abroad: the issuer bills them on lines of their own.

use std::cmp::Reverse;

use chrono::Datelike;
use foldhash::{HashMap, HashSet};

use super::keys::{Row, amount};
use super::places::Homes;
use super::{FeeWindow, Values};
use crate::case::{Case, Charge};
use crate::transaction::Kind;

/// For each charge abroad the fee that came with it; by index into the case. A fee belongs to one charge: to the first on
/// its card within the window that is large enough for it; of one day's charges the largest has the largest fee.
pub(super) fn fees<'a>(
    case: &'a Case,
    charges: &'a [Charge],
    rows: &[Row],
    homes: &Homes<'_>,
    window: &FeeWindow,
) -> HashMap<usize, &'a str> {
    let mut fees: Vec<&Charge> = charges.iter().filter(|charge| charge.kind == Kind::Fee).collect();
    let mut found = HashMap::default();
    if fees.is_empty() {
        return found;
    }
    fees.sort_by_key(|fee| (fee.date, Reverse(amount(fee)), &fee.id));
    let day = |fee: &Charge| fee.date.num_days_from_ce();
    let mut abroad: Vec<&Row> = rows.iter().filter(|row| homes.is_foreign(row) == Some(true)).collect();
    abroad.sort_by_key(|row| (row.day, Reverse(row.amount)));
    let mut taken = HashSet::default();
    for row in abroad {
        let card = case.charges[row.charge].card;
        let most = i128::from(row.amount) * i128::from(window.percent);
        let first = fees.partition_point(|fee| day(fee) < row.day);
        let mut near = fees[first..].iter().take_while(|fee| day(fee) <= row.day + window.days);
        let own = near
            .find(|fee| fee.card == card && i128::from(amount(fee)) * 100 <= most && !taken.contains(fee.id.as_str()));
        if let Some(fee) = own {
            taken.insert(fee.id.as_str());
            found.insert(row.charge, fee.id.as_str());
        }
    }
    found
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
