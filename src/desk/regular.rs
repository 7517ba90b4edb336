//! What to register with a new card number.

use super::{Desk, Work};
use crate::facts::{self, Recurring};
use crate::report::recurring::Line;

/// Merchants with regular charges, and whether each has the newest number; none where no case was opened.
#[must_use]
pub fn recurring(desk: &Desk, work: &Work) -> Vec<Line> {
    let (case, Some(review)) = (&work.case, &work.review) else { return Vec::new() };
    let known = review.known(case);
    let replaced = review.replaced_on(case, &known);
    let accepted = |at: usize| review.held(at).is_none_or(|standing| standing.decision.verdict.is_own());
    let found = facts::recurring(case, &desk.currencies, &known, &work.judging.facts_file, &replaced, accepted);
    // A number that no statement shows yet has seen nothing.
    let is_old = |card: usize| review.replaced.iter().any(|(_, known)| known.card == case.cards[card].label);
    let line = |stream: Recurring| {
        let charge = &case.charges[stream.charge];
        let family = &case.merchants[charge.merchant].family;
        Line {
            done: review.is_registered(family, &case.cards[stream.card]),
            seen: replaced.contains_key(&stream.card) && charge.card == stream.card && !is_old(charge.card),
            stream,
        }
    };
    found.into_iter().map(line).collect()
}
