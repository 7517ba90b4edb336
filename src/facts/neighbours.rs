//! What the household's other charges say of one: its rank among all amounts, its equals, and how charges at new
//! families gather in a few days.

use foldhash::HashMap;

use super::history::{History, count};
use super::keys::{Keys, Row};
use super::stats::share;
use super::{Parameters, Values, within};
use crate::money::Currency;

/// The charges of one household, counted by day. Positions are those in `rows`.
pub(super) struct Neighbours<'a> {
    parameters: &'a Parameters,
    rows: &'a [Row],
    /// All amounts in a currency, ascending.
    amounts: HashMap<Currency, Vec<i64>>,
    /// Days and amounts at each family and currency on exposed cards, ascending; history left out.
    here: HashMap<(u32, Currency), Vec<(i32, i64)>>,
    /// The days of large charges, of large ones at new families, and of gifts at new families.
    large: Vec<i32>,
    new_large: Vec<i32>,
    new_gifts: Vec<i32>,
    /// The days of charges above the most of the history at each family.
    above_here: HashMap<(u32, Currency), Vec<i32>>,
    /// The days of round amounts at each new family.
    round_here: HashMap<u32, Vec<i32>>,
}

impl<'a> Neighbours<'a> {
    /// All purchases and cash advances of the household in order of day; `new` are the positions of exposed ones at new
    /// families, `exposed` tells those on or after the exposure.
    pub(super) fn of(
        keys: &Keys<'_>,
        parameters: &'a Parameters,
        history: &History<'_>,
        rows: &'a [Row],
        new: &[usize],
        exposed: impl Fn(&Row) -> bool,
    ) -> Self {
        let mut amounts: HashMap<Currency, Vec<i64>> = HashMap::default();
        let mut here: HashMap<(u32, Currency), Vec<(i32, i64)>> = HashMap::default();
        for row in rows {
            amounts.entry(row.currency).or_default().push(row.amount);
            if exposed(row) {
                here.entry((row.merchant.family, row.currency)).or_default().push((row.day, row.amount));
            }
        }
        amounts.values_mut().for_each(|amounts| amounts.sort_unstable());
        let days_of_new = |holds: &dyn Fn(&Row) -> bool| {
            new.iter().map(|at| &rows[*at]).filter(|row| holds(row)).map(|row| row.day).collect()
        };
        let is_gift =
            |row: &Row| keys.class(row).is_some_and(|class| parameters.voucher.classes.iter().any(|c| c == class));
        let mut round_here: HashMap<u32, Vec<i32>> = HashMap::default();
        for row in new.iter().map(|at| &rows[*at]).filter(|row| keys.is_round(row)) {
            round_here.entry(row.merchant.family).or_default().push(row.day);
        }
        let mut above_here: HashMap<(u32, Currency), Vec<i32>> = HashMap::default();
        for row in rows.iter().filter(|row| history.is_above(row)) {
            above_here.entry((row.merchant.family, row.currency)).or_default().push(row.day);
        }
        Self {
            parameters,
            rows,
            amounts,
            here,
            above_here,
            large: rows.iter().filter(|row| history.is_large(row)).map(|row| row.day).collect(),
            new_large: days_of_new(&|row| history.is_large(row)),
            new_gifts: days_of_new(&is_gift),
            round_here,
        }
    }

    /// The facts of the purchase or cash advance at this position.
    pub(super) fn fill(&self, at: usize, [is_new, is_above]: [bool; 2], values: &mut Values) {
        let row = &self.rows[at];
        let (days, gift_days) = (self.parameters.new.days, self.parameters.voucher.days);
        let near = |ascending: &[i32], days: i32| count(within(ascending, row.day - days, row.day + days));
        values.amount_pct_around = self.rank(row);
        values.large_around = Some(near(&self.large, days));
        values.new_large_around = Some(near(&self.new_large, days));
        let later = within(&self.new_large, row.day, row.day + self.parameters.sequence.days);
        values.large_later_around = Some(count(later));
        values.new_gift_around = Some(near(&self.new_gifts, gift_days));
        let round = self.round_here.get(&row.merchant.family).filter(|_| is_new);
        values.new_round_here_around = Some(round.map_or(0, |rounds| near(rounds, gift_days)));
        let here = self.here.get(&(row.merchant.family, row.currency)).map_or(&[][..], Vec::as_slice);
        values.family_charges_around = Some(count(here.len()));
        values.family_span_around = Some(match here {
            [(first, _), .., (last, _)] => i64::from(last - first),
            [] | [_] => 0,
        });
        let above = self.above_here.get(&(row.merchant.family, row.currency)).filter(|_| is_above);
        values.family_above_around = Some(above.map_or(0, |above| near(above, days)));
        values.smaller_here_count_around = Some(if is_new { self.smaller_here(row, here) } else { 0 });
    }

    /// The share of the household's other charges in the currency that are smaller.
    fn rank(&self, row: &Row) -> Option<f64> {
        let amounts = self.amounts.get(&row.currency)?;
        let others = amounts.len().saturating_sub(1);
        let smaller = amounts.partition_point(|other| *other < row.amount);
        (others >= self.parameters.percentile.fewest).then(|| share(smaller, others))
    }

    /// How many of the latest charges at this family, up to the days of a rise, are smaller.
    fn smaller_here(&self, row: &Row, here: &[(i32, i64)]) -> i64 {
        let rise = &self.parameters.rise;
        let until = here.partition_point(|(day, _)| *day <= row.day);
        let latest =
            here[..until].iter().rev().take(rise.charges).take_while(|(day, _)| *day >= row.day - rise.to_days);
        count(latest.filter(|(_, amount)| *amount < row.amount).count())
    }
}
