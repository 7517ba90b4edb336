//! What a report says before any list: what was exposed, what that means, which card the company held.

use std::collections::BTreeMap;

use super::Scanned;
use super::words::{self, count_of};
use crate::breach::Reach;
use crate::case::Charge;
use crate::messages::Value;
use crate::text::{for_terminal, nfkc};

/// The breaches and what they mean for the cards.
pub fn opening(scanned: Scanned<'_>) -> Vec<String> {
    let messages = scanned.messages;
    let lang = messages.lang();
    let mut lines = Vec::new();
    for breach in scanned.breaches {
        let title = breach.title.get(lang).to_owned();
        let start = words::date(breach.start, messages);
        let end = breach.end.filter(|end| *end != breach.start);
        if breach.is_bare() {
            lines.push(match end {
                Some(end) => messages.with(
                    "opening-bare-window",
                    &[("start", start.into()), ("end", words::date(end, messages).into())],
                ),
                None => messages.with("opening-bare-day", &[("start", start.into())]),
            });
            continue;
        }
        lines.push(match end {
            Some(end) => messages.with(
                "opening-window",
                &[("title", title.into()), ("start", start.into()), ("end", words::date(end, messages).into())],
            ),
            None => messages.with("opening-day", &[("title", title.into()), ("start", start.into())]),
        });
        if let Some(inexact) = &breach.inexact {
            lines.push(inexact.get(lang).to_owned());
        }
    }
    if !scanned.breaches.is_empty() {
        let reach = Reach::of(scanned.breaches);
        let follows: Vec<String> =
            scanned.breaches.iter().filter_map(|b| b.follows.as_ref()).map(|w| w.get(lang).to_owned()).collect();
        // A breach that exposed no number says so in its own words where it has them.
        if reach != Reach::NumberNotExposed || follows.is_empty() {
            lines.push(messages.text(&format!("breach-reach-{}", reach.word())));
        }
        if reach == Reach::NumberNotExposed {
            lines.extend(follows);
        }
        lines.extend(evidence(scanned));
    }
    lines
}

/// Where the history is too little to tell what is usual: how that changes the list, and what to download.
pub fn little_history(scanned: Scanned<'_>) -> Vec<String> {
    let Scanned { case, messages, .. } = scanned;
    let exposed = |household: usize| {
        scanned.findings.list.iter().any(|finding| case.charges[finding.charge].household == household)
    };
    let little = scanned.facts.histories.iter().filter(|history| history.little && exposed(history.household));
    little
        .filter_map(|history| {
            let household = &case.households[history.household];
            let before = history.first.or(household.exposed_from)?;
            let args = [
                ("days", Value::from(history.days)),
                ("charges", Value::from(history.charges)),
                ("household", Value::from(for_terminal(&household.name))),
                ("before", words::date(before, messages).into()),
                ("least", Value::from(scanned.facts_file.parameters.history.days)),
            ];
            let id = if household.name.is_empty() { "little-history" } else { "little-history-of" };
            Some(messages.with(id, &args))
        })
        .collect()
}

fn evidence(scanned: Scanned<'_>) -> Vec<String> {
    let Scanned { case, messages, .. } = scanned;
    let lang = messages.lang();
    let mut lines = Vec::new();
    for breach in scanned.breaches {
        let mut by_card: BTreeMap<String, Vec<&Charge>> = BTreeMap::new();
        for charge in &case.charges {
            if charge.date <= breach.end.unwrap_or(breach.start)
                && breach.is_company(&nfkc(case.strings.get(charge.descriptor)).to_uppercase())
            {
                by_card.entry(card_name(scanned, charge)).or_default().push(charge);
            }
        }
        for (card, charges) in by_card {
            let dates = charges.iter().map(|charge| charge.date);
            let (Some(first), Some(last)) = (dates.clone().min(), dates.max()) else { continue };
            lines.push(messages.with(
                "evidence",
                &[
                    ("count", count_of(charges.len())),
                    ("title", breach.title.get(lang).into()),
                    ("card", card.into()),
                    ("first", words::date(first, messages).into()),
                    ("last", words::date(last, messages).into()),
                ],
            ));
        }
    }
    lines
}

/// Issuer and label of a charge's card, and whose it is.
pub fn card_name(scanned: Scanned<'_>, charge: &Charge) -> String {
    whose(scanned, charge.household, name_of(scanned, charge.card, charge.sightings[0].statement))
}

/// Issuer and label of a card, with a file that has rows of it.
pub(super) fn name_of(scanned: Scanned<'_>, card: usize, statement: usize) -> String {
    let card = &scanned.case.cards[card];
    let statement = &scanned.case.statements[statement];
    let issuer = statement.institution.get(scanned.messages.lang());
    match card.label.as_str() {
        "" => issuer.to_owned(),
        label if label.len() == 4 && label.bytes().all(|b| b.is_ascii_digit()) => format!("{issuer} …{label}"),
        label => format!("{issuer} {label}"),
    }
}

/// A card or a merchant with its household before it, where there are several.
pub(super) fn whose(scanned: Scanned<'_>, household: usize, what: String) -> String {
    let Scanned { case, messages, .. } = scanned;
    if case.households.len() < 2 {
        return what;
    }
    let whose = match case.households[household].name.as_str() {
        "" => messages.text("household-unnamed"),
        name => for_terminal(name),
    };
    messages.with("household-first", &[("household", whose.into()), ("what", what.into())])
}
