//! In which order findings are listed.

use std::cmp::Ordering;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::case::{Case, Charge};
use crate::finding::Findings;
use crate::location::Problem;

/// What comes first in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// What to look at first.
    #[default]
    Band,
    /// What the case has seen last, whatever its date.
    New,
    /// What ends first: the earliest day that can be the last to report it.
    LastDay,
    /// The latest date.
    Date,
    /// The merchant's name.
    Merchant,
}

impl FromStr for Order {
    type Err = Problem;

    /// Reads `band`, `new`, `last-day`, `date` or `merchant`.
    ///
    /// # Errors
    /// `unknown-order` for anything else.
    fn from_str(text: &str) -> Result<Self, Problem> {
        Ok(match text {
            "band" => Self::Band,
            "new" => Self::New,
            "last-day" => Self::LastDay,
            "date" => Self::Date,
            "merchant" => Self::Merchant,
            _ => return Err(Problem::new("unknown-order").with("value", text)),
        })
    }
}

/// What orders go by.
#[derive(Debug, Clone, Copy)]
pub struct Keys<'a> {
    /// The charges.
    pub case: &'a Case,
    /// For each charge a number that grows with when it was first seen.
    pub seen: &'a [i64],
    /// For each charge the last day to report it; only [`Order::LastDay`] looks at them.
    pub last: &'a [Option<NaiveDate>],
}

impl Order {
    /// Which of two charges, indices into [`Case::charges`], comes first.
    #[must_use]
    pub fn compare(self, keys: Keys<'_>, a: usize, b: usize) -> Ordering {
        let Keys { case, seen, last } = keys;
        let (one, other) = (&case.charges[a], &case.charges[b]);
        let number = |charge: usize| seen.get(charge).copied().unwrap_or_default();
        let end = |charge: usize| last.get(charge).copied().flatten().unwrap_or(NaiveDate::MAX);
        let name = |charge: &Charge| &case.merchants[charge.merchant].name;
        match self {
            Self::Band => Ordering::Equal,
            Self::New => number(b).cmp(&number(a)),
            Self::LastDay => end(a).cmp(&end(b)),
            Self::Date => other.date.cmp(&one.date),
            Self::Merchant => name(one).cmp(name(other)).then_with(|| one.date.cmp(&other.date)),
        }
    }
}

/// Puts the listed findings in an order. What is not listed stays behind.
pub fn arrange(findings: &mut Findings, order: Order, keys: Keys<'_>) {
    let mut places: Vec<usize> = (0..findings.list.len()).collect();
    places.sort_by(|a, b| {
        let (a, b) = (&findings.list[*a], &findings.list[*b]);
        b.flagged.cmp(&a.flagged).then_with(|| order.compare(keys, a.charge, b.charge))
    });
    let mut new_places = vec![0; places.len()];
    for (new, old) in places.iter().enumerate() {
        new_places[*old] = new;
    }
    let mut list: Vec<_> = std::mem::take(&mut findings.list).into_iter().map(Some).collect();
    findings.list = places.iter().filter_map(|old| list[*old].take()).collect();
    for incident in &mut findings.incidents {
        incident.findings.iter_mut().for_each(|at| *at = new_places[*at]);
    }
}
