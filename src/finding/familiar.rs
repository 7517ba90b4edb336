//! The shops that a household used before the breach, to recognise a charge by: the same one, the nearest by name, the
//! nearest by amount.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::case::{Case, Charge};
use crate::merchant::Merchants;
use crate::money::Currency;
use crate::transaction::Kind;

/// One brand family in one currency, as the household used it before the breach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Familiar {
    /// The brand family.
    pub family: String,
    /// Index into [`Case::merchants`], of its latest charge.
    pub merchant: usize,
    /// The cleaned name of its latest charge.
    pub name: String,
    /// How many charges.
    pub charges: usize,
    /// The day of the first.
    pub first: NaiveDate,
    /// The day of the last.
    pub last: NaiveDate,
    /// The amount in the middle.
    pub median: Decimal,
    /// The currency of the amounts.
    pub currency: Currency,
}

/// What to recognise a charge by.
#[derive(Debug, Clone, Default)]
pub struct Recall {
    /// The charge's own merchant, in the charge's currency.
    pub here: Option<Familiar>,
    /// Other merchants with a name that is alike, the nearest first.
    pub by_name: Vec<Familiar>,
    /// Other merchants in the charge's currency, the nearest median first.
    pub by_amount: Vec<Familiar>,
}

impl Recall {
    /// Looks for at most `count` merchants by name and as many by amount among the history of the charge's household.
    #[must_use]
    pub fn of(case: &Case, charge: &Charge, merchants: &Merchants, count: usize) -> Self {
        let identity = &case.merchants[charge.merchant];
        let (here, others): (Vec<Familiar>, Vec<Familiar>) =
            history(case, charge).into_iter().partition(|known| known.family == identity.family && !identity.unstated);
        let mut by_name = others.clone();
        by_name.retain(|known| merchants.resemble(&case.merchants[known.merchant], identity).is_some());
        let distance = |known: &Familiar| strsim::normalized_damerau_levenshtein(&known.family, &identity.family);
        by_name.sort_by(|a, b| distance(b).total_cmp(&distance(a)).then(b.charges.cmp(&a.charges)));
        let mut by_amount: Vec<Familiar> =
            others.into_iter().filter(|known| known.currency == charge.currency).collect();
        by_amount.sort_by_key(|known| ((known.median - charge.amount).abs(), Reverse(known.charges)));
        by_name.truncate(count);
        by_amount.truncate(count);
        Self { here: here.into_iter().find(|known| known.currency == charge.currency), by_name, by_amount }
    }
}

/// The stated merchants of the charge's household before the breach; without a breach, before the charge.
fn history(case: &Case, charge: &Charge) -> Vec<Familiar> {
    let until = case.households[charge.household].exposed_from.unwrap_or(charge.date);
    let past = case.charges.iter().filter(|other| {
        other.household == charge.household
            && other.date < until
            && !other.exposed
            && matches!(other.kind, Kind::Purchase | Kind::CashAdvance)
            && !case.merchants[other.merchant].unstated
    });
    let mut families: BTreeMap<(&str, Currency), Vec<&Charge>> = BTreeMap::new();
    for other in past {
        let family = case.merchants[other.merchant].family.as_str();
        families.entry((family, other.currency)).or_default().push(other);
    }
    families
        .into_iter()
        .map(|((family, currency), charges)| Familiar {
            family: family.to_owned(),
            merchant: charges[charges.len() - 1].merchant,
            name: case.merchants[charges[charges.len() - 1].merchant].name.clone(),
            charges: charges.len(),
            first: charges[0].date,
            last: charges[charges.len() - 1].date,
            median: median(charges.iter().map(|charge| charge.amount).collect()),
            currency,
        })
        .collect()
}

/// The amount in the middle of some, of which there is at least one; of two in the middle the mean.
fn median(mut amounts: Vec<Decimal>) -> Decimal {
    amounts.sort_unstable();
    let half = amounts.len() / 2;
    if amounts.len() % 2 == 1 { amounts[half] } else { (amounts[half - 1] + amounts[half]) / Decimal::TWO }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_amounts() {
        let amounts = |all: &[i64]| all.iter().map(|n| Decimal::from(*n)).collect::<Vec<_>>();
        assert_eq!(median(amounts(&[9, 1, 4])), Decimal::from(4));
        assert_eq!(median(amounts(&[9, 1, 4, 5])), Decimal::new(45, 1));
    }
}
