//! Questions about charges, to be handed on: neutral, without bands and scores, and no more than whom it concerns.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::Scanned;
use super::opening::card_name;
use super::sheet::Sheet;
use super::words;
use crate::finding::explain::merchant;
use crate::location::Problem;
use crate::review::{State, Verdict};

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whom {
    /// Those with whom the card is shared: one sheet.
    Family,
    /// The merchants: a sheet each, so that none sees another's charges.
    Merchant,
    /// The card companies: a sheet a card.
    Issuer,
}

impl Whom {
    /// The word used in arguments and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Merchant => "merchant",
            Self::Issuer => "issuer",
        }
    }
}

impl FromStr for Whom {
    type Err = Problem;

    /// Reads `family`, `merchant` or `issuer`.
    ///
    /// # Errors
    /// `unknown-whom` for anything else.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let found = [Self::Family, Self::Merchant, Self::Issuer].into_iter().find(|whom| whom.word() == text);
        found.ok_or_else(|| Problem::new("unknown-whom").with("value", text))
    }
}

/// The charges that are in question: listed and not decided, unsure, or not recognised; indices into the case's, in
/// order of date.
#[must_use]
pub fn in_question(scanned: Scanned<'_>) -> Vec<usize> {
    let standing = |at: usize| scanned.review.and_then(|review| review.charges.get(at)?.as_ref());
    let mut found: Vec<usize> = scanned.findings.flagged().map(|finding| finding.charge).collect();
    found.extend((0..scanned.case.charges.len()).filter(|at| {
        standing(*at).is_some_and(|standing| {
            let asked = matches!(standing.decision.verdict, Verdict::Unsure | Verdict::NotRecognised);
            asked || standing.state != State::Decided
        })
    }));
    found.sort_unstable();
    found.dedup();
    found
}

/// The sheets about these charges.
#[must_use]
pub fn sheets(scanned: Scanned<'_>, whom: Whom, charges: &[usize]) -> Vec<Sheet> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in charges {
        let charge = &scanned.case.charges[*at];
        let group = match whom {
            Whom::Family => String::new(),
            Whom::Merchant => merchant(scanned.case, charge, scanned.messages),
            Whom::Issuer => card_name(scanned, charge),
        };
        groups.entry(group).or_default().push(*at);
    }
    groups.into_iter().map(|(name, charges)| sheet(scanned, whom, name, &charges)).collect()
}

fn sheet(scanned: Scanned<'_>, whom: Whom, name: String, charges: &[usize]) -> Sheet {
    let Scanned { case, messages, currencies, .. } = scanned;
    let row = |at: &usize| {
        let charge = &case.charges[*at];
        vec![
            words::date(charge.date, messages),
            currencies.shown(charge.amount, charge.currency),
            case.strings.get(charge.descriptor).to_owned(),
            card_name(scanned, charge),
            charge.id.clone(),
            messages.text(&format!("ask-answer-{}", whom.word())),
        ]
    };
    let heads = ["head-date", "head-amount", "head-raw", "head-card", "head-id", "head-answer"];
    Sheet {
        title: messages.with(&format!("ask-title-{}", whom.word()), &[("name", name.into())]),
        opening: vec![messages.text(&format!("ask-intro-{}", whom.word()))],
        head: heads.iter().map(|head| messages.text(head)).collect(),
        rows: charges.iter().map(row).collect(),
        closing: Vec::new(),
    }
}
