//! What it means that nothing is listed: what was asked, what was seen, and what could not be seen.

use super::Scanned;
use super::opening::card_name;
use super::words::{self, count_of};
use crate::case::{Charge, Check};

/// What a clean result means and does not mean.
pub fn clean(scanned: Scanned<'_>) -> Vec<String> {
    let Scanned { case, messages, .. } = scanned;
    let exposed: Vec<&Charge> = scanned.findings.list.iter().map(|finding| &case.charges[finding.charge]).collect();
    let last = case.charges.iter().map(|charge| charge.date).max();
    let dates = exposed.iter().map(|charge| charge.date);
    let (Some(first), Some(to), Some(last)) = (dates.clone().min(), dates.max(), last) else {
        let start = scanned.breaches.iter().map(|breach| breach.start).min();
        return match last {
            Some(last) if start.is_some_and(|start| last >= start) => vec![messages.text("clean-other-cards")],
            Some(last) => vec![messages.with("clean-none-exposed", &[("last", words::date(last, messages).into())])],
            None => vec![messages.text("clean-no-charges")],
        };
    };
    let mut cards: Vec<String> = exposed.iter().map(|charge| card_name(scanned, charge)).collect();
    cards.sort();
    cards.dedup();
    let mut lines = vec![
        messages.with("clean-asked", &[("asked", asked(scanned).into())]),
        messages.with(
            "clean-seen",
            &[
                ("count", count_of(exposed.len())),
                ("first", words::date(first, messages).into()),
                ("last", words::date(to, messages).into()),
                ("cards", words::list(&cards, messages).into()),
            ],
        ),
        messages.with("clean-not-seen", &[("last", words::date(last, messages).into())]),
    ];
    let unpaid = case.bills.iter().any(|bill| bill.check == Check::NoStatement);
    if !scanned.gaps.is_empty() || unpaid {
        lines.push(messages.text("clean-known-missing"));
    }
    lines.push(messages.text("clean-again"));
    lines
}

/// What was looked for: the names of the incidents that rules open.
fn asked(scanned: Scanned<'_>) -> String {
    let lang = scanned.messages.lang();
    let titles: Vec<String> =
        scanned.rules.iter().filter_map(|rule| rule.title.as_ref()).map(|title| title.get(lang).to_owned()).collect();
    titles.join(&scanned.messages.text("list-titles"))
}
