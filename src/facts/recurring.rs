//! Regular charges as a person sees them: who charges how often, since when, how much, and when next.

use std::collections::BTreeMap;

use chrono::{Duration, Months, NaiveDate};
use rust_decimal::Decimal;

use super::keys::{Keys, Row};
use super::streams::chain;
use super::{FactsFile, Known, is_bought};
use crate::case::Case;
use crate::money::{Currencies, Currency};

/// Charges of one merchant that come back after a week, a month or a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurring {
    /// The last of them: index into [`Case::charges`].
    pub charge: usize,
    /// Index into [`Case::cards`], of the newest number of the card.
    pub card: usize,
    /// The cadence's name in `rules/facts.toml`.
    pub cadence: String,
    /// As many charges as the cadence asks for.
    pub mature: bool,
    /// How many charges.
    pub charges: usize,
    /// The day of the first.
    pub first: NaiveDate,
    /// The day of the last.
    pub last: NaiveDate,
    /// The last day and the middle one of the gaps.
    pub next: NaiveDate,
    /// Days from which the amount was another, with the one before and the one after, the earliest first.
    pub changes: Vec<(NaiveDate, Decimal, Decimal)>,
}

/// The regular charges of a case that are not overdue, by card, then by the next day. Overdue is measured on the last
/// day of the card's charges, or on the day of `replaced`, by card, since a merchant with the old number cannot charge
/// after it. Charges that are not `accepted`, by index into [`Case::charges`], do not count.
#[must_use]
pub fn recurring(
    case: &Case,
    currencies: &Currencies,
    known: &Known,
    file: &FactsFile,
    replaced: &BTreeMap<usize, NaiveDate>,
    accepted: impl Fn(usize) -> bool,
) -> Vec<Recurring> {
    let keys = Keys::of(case, currencies, known, &file.parameters);
    let charges = case.charges.iter().enumerate().filter(|(at, charge)| is_bought(charge) && accepted(*at));
    let mut groups: BTreeMap<(usize, &str, Currency), Vec<Row>> = BTreeMap::new();
    let mut last_days: BTreeMap<usize, NaiveDate> = BTreeMap::new();
    for (at, charge) in charges {
        let row = keys.row(at, charge);
        let card = keys.card(&row);
        let last = last_days.entry(card).or_insert(charge.date);
        *last = charge.date.max(*last);
        if row.merchant.stated {
            groups.entry((card, keys.family(row.merchant.family), row.currency)).or_default().push(row);
        }
    }
    let mut found = Vec::new();
    for ((card, _, _), mut rows) in groups {
        rows.sort_by_key(|row| (row.day, row.amount, row.charge));
        rows.dedup_by_key(|row| (row.day, row.amount));
        let until = replaced.get(&card).or(last_days.get(&card)).copied();
        let best = stream(case, file, &rows, card);
        let shape = &file.parameters.stream;
        let runs = |stream: &Recurring| {
            let longest = shape.cadence.get(&stream.cadence).map_or(0, |cadence| cadence.longest);
            let overdue = Duration::days(i64::from(longest) * i64::from(shape.overdue_percent) / 100);
            until.is_none_or(|until| until - stream.last <= overdue)
        };
        found.extend(best.filter(runs));
    }
    found.sort_by_key(|stream| (stream.card, stream.next, stream.charge));
    found
}

/// The longest stream through one merchant's charges, given in order of day.
fn stream(case: &Case, file: &FactsFile, rows: &[Row], card: usize) -> Option<Recurring> {
    let points: Vec<(i32, i64)> = rows.iter().map(|row| (row.day, row.amount)).collect();
    let shape = &file.parameters.stream;
    let chains = shape.cadence.iter().map(|(name, cadence)| (name, cadence, chain(&points, cadence, shape)));
    let (name, cadence, chain) = chains.max_by_key(|(_, _, chain)| chain.len())?;
    let of = |at: &usize| &case.charges[rows[*at].charge];
    let (first, last) = (of(chain.first()?), of(chain.last()?));
    // Among many other charges a rhythm is chance, unless the price is always the same.
    let others = rows.iter().filter(|row| (first.date..=last.date).contains(&case.charges[row.charge].date)).count();
    let same_price = chain.iter().rev().take_while(|at| of(at).amount == last.amount).count();
    if chain.len() * 100 < others * shape.share_percent && same_price <= shape.early {
        return None;
    }
    let mut gaps: Vec<i64> = chain.windows(2).map(|two| (of(&two[1]).date - of(&two[0]).date).num_days()).collect();
    gaps.sort_unstable();
    let changes = chain.windows(2).map(|two| (of(&two[1]).date, of(&two[0]).amount, of(&two[1]).amount));
    Some(Recurring {
        charge: rows[*chain.last()?].charge,
        card,
        cadence: name.clone(),
        mature: chain.len() >= cadence.mature,
        charges: chain.len(),
        first: first.date,
        last: last.date,
        next: next(last.date, *gaps.get(gaps.len() / 2)?),
        changes: changes.filter(|(_, before, after)| before != after).collect(),
    })
}

/// The day that lies so many days later; the same day of the next month, or year, where the gap is about that long.
fn next(last: NaiveDate, gap: i64) -> NaiveDate {
    let later = match gap {
        28..=31 => last.checked_add_months(Months::new(1)),
        364..=367 => last.checked_add_months(Months::new(12)),
        _ => None,
    };
    later.unwrap_or_else(|| last + Duration::days(gap))
}
