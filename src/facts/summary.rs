//! How much history there is: what a report says aloud before it judges.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Parameters, exposure, is_bought, is_past};
use crate::case::{Case, Charge};

/// How much history there is to judge a household by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistorySummary {
    /// Index into [`Case::households`].
    pub household: usize,
    /// Days from the first purchase or cash advance of the history to the exposure; 0 without a history.
    pub days: i64,
    /// Purchases and cash advances before the exposure.
    pub charges: i64,
    /// The first day of the history.
    pub first: Option<NaiveDate>,
    /// The last day of the history on which something was bought.
    pub last: Option<NaiveDate>,
    /// There is an exposure, and the history before it is shorter or thinner than `rules/facts.toml` asks for.
    pub little: bool,
    /// Every card of the household with a charge, in order of index.
    pub cards: Vec<CardHistory>,
}

/// How much of a household's history is one card's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CardHistory {
    /// Index into [`Case::cards`].
    pub card: usize,
    /// Purchases and cash advances on this card before the exposure.
    pub charges: i64,
}

/// The summary of one household, from all its charges.
pub(super) fn summary(case: &Case, household: usize, charges: &[Charge], parameters: &Parameters) -> HistorySummary {
    let exposed_from = exposure(case, household);
    let past = || charges.iter().filter(|charge| is_bought(charge) && is_past(charge, exposed_from));
    let mut cards: Vec<CardHistory> =
        charges.iter().map(|charge| charge.card).collect::<BTreeSet<_>>().into_iter().map(CardHistory::none).collect();
    for charge in past() {
        if let Ok(at) = cards.binary_search_by_key(&charge.card, |card| card.card) {
            cards[at].charges += 1;
        }
    }
    let first = past().map(|charge| charge.date).min();
    let days = exposed_from.zip(first).map_or(0, |(from, first)| (from - first).num_days());
    let charges = cards.iter().map(|card| card.charges).sum();
    let minimum = &parameters.history;
    HistorySummary {
        household,
        days,
        charges,
        first,
        last: past().map(|charge| charge.date).max(),
        little: exposed_from.is_some() && (days < minimum.days || charges < minimum.charges),
        cards,
    }
}

impl CardHistory {
    fn none(card: usize) -> Self {
        Self { card, charges: 0 }
    }
}
