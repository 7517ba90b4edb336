//! What to register with a new card number.

use super::{Desk, Work};
use crate::facts::{self, Recurring};
use crate::report::recurring::Line;
use crate::review::Replacement;

/// Merchants with regular charges, and whether each has the newest number; none where no case was opened.
#[must_use]
pub fn recurring(desk: &Desk, work: &Work) -> Vec<Line> {
    let (case, Some(review)) = (&work.case, &work.review) else { return Vec::new() };
    let known = review.known(case);
    let replaced = review.replaced_on(case, &known);
    let accepted = |at: usize| review.held(at).is_none_or(|standing| standing.decision.verdict.is_own());
    // The label of a card whose number is the newest that was said.
    let newest = |label: &str| {
        let said = |is: fn(&Replacement) -> &str| review.replaced.iter().any(|(_, known)| is(known) == label);
        said(|known| &known.new) && !said(|known| &known.card)
    };
    let found = facts::recurring(case, &desk.currencies, &known, &work.judging.facts_file, &replaced, accepted);
    let line = |stream: Recurring| {
        let charge = &case.charges[stream.charge];
        let family = &case.merchants[charge.merchant].family;
        Line {
            done: review.is_registered(family, &case.cards[stream.card]),
            seen: newest(&case.cards[stream.card].label) && charge.card == stream.card,
            stream,
        }
    };
    found.into_iter().map(line).collect()
}
