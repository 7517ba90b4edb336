//! What to register with a new card number: merchants with regular charges, to be ticked.

use serde_json::{Value as Json, json};

use super::Scanned;
use super::opening::name_of;
use super::sheet::Sheet;
use super::words;
use crate::facts::Recurring;
use crate::finding::explain::merchant;

/// One merchant, and whether it has the newest number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The merchant's regular charges.
    pub stream: Recurring,
    /// The holder ticked it.
    pub done: bool,
    /// It was charged on the newest number of a replaced card.
    pub seen: bool,
}

/// The checklist.
#[must_use]
pub fn sheet(scanned: Scanned<'_>, lines: &[Line]) -> Sheet {
    let messages = scanned.messages;
    let heads = [
        "head-done",
        "head-merchant",
        "head-card",
        "head-cadence",
        "head-amount",
        "head-last",
        "head-next",
        "head-change",
    ];
    let opening = if lines.is_empty() { "recurring-none" } else { "recurring-intro" };
    let closing = if scanned.commands { "recurring-how" } else { "web-cards-estimates" };
    Sheet {
        title: messages.text("recurring-title"),
        opening: vec![messages.text(opening)],
        head: heads.iter().map(|head| messages.text(head)).collect(),
        rows: lines.iter().map(|line| row(scanned, line)).collect(),
        closing: if lines.is_empty() { Vec::new() } else { vec![messages.text(closing)] },
    }
}

/// The cells of one merchant: ticked, name, card, cadence, amount, last day, next day, changes.
#[must_use]
pub fn row(scanned: Scanned<'_>, line: &Line) -> Vec<String> {
    let Scanned { case, messages, currencies, .. } = scanned;
    let Recurring { charge, card, cadence, mature, last, next, changes, .. } = &line.stream;
    let charge = &case.charges[*charge];
    let shown = |amount| currencies.shown(amount, charge.currency);
    let change = changes.last().map(|(day, before, after)| {
        let args = [
            ("before", shown(*before).into()),
            ("after", shown(*after).into()),
            ("day", words::date(*day, messages).into()),
        ];
        messages.with("recurring-change", &args)
    });
    let rhythm = messages.with("recurring-cadence", &[("cadence", cadence.as_str().into())]);
    let rhythm = if *mature { rhythm } else { messages.with("recurring-early", &[("cadence", rhythm.into())]) };
    let seen = line.seen.then(|| messages.text("recurring-seen"));
    vec![
        if line.done || line.seen { "☑" } else { "☐" }.to_owned(),
        merchant(case, charge, messages),
        name_of(scanned, *card, charge.sightings[0].statement),
        rhythm,
        shown(charge.amount),
        words::date(*last, messages),
        words::date(*next, messages),
        words::list(&change.into_iter().chain(seen).collect::<Vec<_>>(), messages),
    ]
}

/// The checklist for programs.
#[must_use]
pub fn value(scanned: Scanned<'_>, lines: &[Line]) -> Json {
    let Scanned { case, messages, currencies, .. } = scanned;
    let line = |line: &Line| {
        let stream = &line.stream;
        let charge = &case.charges[stream.charge];
        let plain = |amount| currencies.plain(amount, charge.currency);
        let card = &case.cards[stream.card];
        json!({
            "merchant": merchant(case, charge, messages), "family": case.merchants[charge.merchant].family,
            "issuer": card.issuer, "card": card.label, "cadence": stream.cadence, "mature": stream.mature,
            "charges": stream.charges, "amount": plain(charge.amount), "currency": charge.currency.code(),
            "first": stream.first, "last": stream.last, "next": stream.next,
            "changes": stream.changes.iter().map(|(day, before, after)| {
                json!({ "date": day, "before": plain(*before), "after": plain(*after) })
            }).collect::<Vec<_>>(),
            "done": line.done, "seen_on_new_number": line.seen,
        })
    };
    json!({ "schema": "postbreach.recurring/1", "recurring": lines.iter().map(line).collect::<Vec<_>>() })
}
