//! How each charge of a case stands: open, or decided, and by what.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use foldhash::HashMap;

use super::{CreditRules, Decision, Disputes, Entry, History, Logged, Replacement, Verdict};
use crate::case::{Card, Case, Charge};
use crate::facts::Known;
use crate::merchant::Merchants;

/// What became of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It holds.
    Decided,
    /// The person does not know yet: the charge is still open.
    Open,
    /// The amount is another one now: the charge is open again.
    Changed,
    /// The day until which it held is past: the charge is open again.
    Due,
}

impl State {
    /// The word used in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Decided => "decided",
            Self::Open => "open",
            Self::Changed => "changed",
            Self::Due => "due",
        }
    }
}

/// The decision on a charge, and whether it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The number of the decision in the log.
    pub seq: i64,
    /// When it was made.
    pub at: String,
    /// The decision.
    pub decision: Decision,
    /// Whether it holds.
    pub state: State,
}

/// The decisions on the charges of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Review {
    /// One for each of [`Case::charges`].
    pub charges: Vec<Option<Standing>>,
    /// Decisions in force on charges that the case does not have.
    pub elsewhere: usize,
    /// Cards that have a new number, with the number of the entry that says so, in its order.
    pub replaced: Vec<(i64, Replacement)>,
    /// Families of merchants that have the new number, with the number of the entry that says so.
    pub registered: BTreeMap<String, i64>,
    /// How the disputes go; empty until [`Review::follow`].
    pub disputes: Disputes,
}

/// Every id that a charge has or had, with its index into [`Case::charges`].
pub(super) fn by_id(case: &Case) -> HashMap<&str, usize> {
    let mut by_id: HashMap<&str, usize> = HashMap::default();
    for (at, charge) in case.charges.iter().enumerate() {
        for alias in &charge.aliases {
            by_id.insert(alias, at);
        }
    }
    by_id.extend(case.charges.iter().enumerate().map(|(at, charge)| (charge.id.as_str(), at)));
    by_id
}

impl Review {
    /// Finds the decision in force on each charge. Decisions on ids that became one charge are one history: the last
    /// counts.
    #[must_use]
    pub fn of(case: &Case, history: &History, today: NaiveDate) -> Self {
        let by_id = by_id(case);
        let mut review = Self { charges: vec![None; case.charges.len()], ..Self::default() };
        for logged in history.holding() {
            match &logged.entry {
                Entry::Replace(replacement) => {
                    review.replaced.retain(|(_, known)| known.card != replacement.card);
                    review.replaced.push((logged.seq, replacement.clone()));
                }
                Entry::Registered(registered) => {
                    review.registered.insert(registered.family.clone(), logged.seq);
                }
                Entry::Decide(_)
                | Entry::Mark(_)
                | Entry::Answer(_)
                | Entry::Reply(_)
                | Entry::Breach { .. }
                | Entry::Undo { .. }
                | Entry::Redo { .. }
                | Entry::Forget { .. } => {}
            }
        }
        let mut last: BTreeMap<usize, (&Logged, &Decision)> = BTreeMap::new();
        for (id, (logged, decision)) in history.in_force() {
            match by_id.get(id) {
                Some(at) if last.get(at).is_none_or(|(known, _)| known.seq < logged.seq) => {
                    last.insert(*at, (logged, decision));
                }
                Some(_) => {}
                None => review.elsewhere += 1,
            }
        }
        for (at, (logged, decision)) in last {
            let state = state(&case.charges[at], decision, today);
            let standing = Standing { seq: logged.seq, at: logged.at.clone(), decision: decision.clone(), state };
            review.charges[at] = Some(standing);
        }
        review
    }

    /// Follows the disputes.
    #[must_use]
    pub fn follow(mut self, case: &Case, history: &History, merchants: &Merchants, rules: &CreditRules) -> Self {
        self.disputes = Disputes::of(case, history, &self, merchants, rules);
        self
    }

    /// The decision that holds on a charge, an index into [`Case::charges`].
    #[must_use]
    pub fn held(&self, charge: usize) -> Option<&Standing> {
        self.charges.get(charge)?.as_ref().filter(|standing| standing.state == State::Decided)
    }

    /// Whether something was said of a charge, an index into [`Case::charges`], that does not settle it: it is asked about.
    #[must_use]
    pub fn is_asked_again(&self, charge: usize) -> bool {
        let standing = self.charges.get(charge).and_then(Option::as_ref);
        standing.is_some_and(|standing| standing.state != State::Decided)
    }

    /// Whether the person said of a charge, an index into [`Case::charges`], that it is not or may not be the household's
    /// own, and that still holds.
    #[must_use]
    pub fn is_questioned(&self, charge: usize) -> bool {
        let standing = self.charges.get(charge).and_then(Option::as_ref);
        standing.is_some_and(|standing| {
            let holds = matches!(standing.state, State::Decided | State::Open);
            holds && !standing.decision.verdict.is_own()
        })
    }

    /// What the decisions tell the facts: a merchant at whom a charge is the household's own is familiar. A line that
    /// does not say the shop makes none familiar, and neither does a decision that no longer holds.
    #[must_use]
    pub fn known(&self, case: &Case) -> Known {
        let own = |at: &usize| self.held(*at).is_some_and(|standing| standing.decision.verdict.is_own());
        let merchants = (0..self.charges.len()).filter(own).map(|at| &case.merchants[case.charges[at].merchant]);
        Known {
            families: merchants.filter(|merchant| !merchant.unstated).map(|merchant| merchant.family.clone()).collect(),
            replaced: self.newest(case),
        }
    }

    /// The day of the last replacement of each card, by the index of its newest number into [`Case::cards`].
    #[must_use]
    pub fn replaced_on(&self, case: &Case, known: &Known) -> BTreeMap<usize, NaiveDate> {
        let mut days: BTreeMap<usize, NaiveDate> = BTreeMap::new();
        for (at, card) in case.cards.iter().enumerate() {
            for (_, replacement) in self.replaced.iter().filter(|(_, known)| known.card == card.label) {
                let day = days.entry(known.card(at)).or_insert(replacement.on);
                *day = replacement.on.max(*day);
            }
        }
        days
    }

    /// Whether a merchant has the newest number of a card: said after the last replacement of that card.
    #[must_use]
    pub fn is_registered(&self, family: &str, card: &Card) -> bool {
        let of_card = |known: &Replacement| known.new == card.label || known.card == card.label;
        let since = self.replaced.iter().filter(|(_, known)| of_card(known)).map(|(seq, _)| *seq).max();
        self.registered.get(family).is_some_and(|seq| Some(*seq) > since)
    }

    /// For each card that was replaced, the newest of its numbers in the case.
    fn newest(&self, case: &Case) -> BTreeMap<usize, usize> {
        let mut newest = BTreeMap::new();
        for (at, card) in case.cards.iter().enumerate() {
            let mut label = &card.label;
            let mut last = at;
            // As often as there are replacements, so that a circle ends.
            for _ in &self.replaced {
                let Some(next) = self.replaced.iter().find(|(_, known)| known.card == *label) else { break };
                label = &next.1.new;
                let same = |other: &&(usize, &Card)| other.1.label == *label;
                let found: Vec<(usize, &Card)> = case.cards.iter().enumerate().filter(|other| same(&other)).collect();
                let own = found.iter().find(|(_, other)| other.issuer == card.issuer);
                last = own.or(found.first()).map_or(last, |(other, _)| *other);
            }
            if last != at {
                newest.insert(at, last);
            }
        }
        newest
    }
}

fn state(charge: &Charge, decision: &Decision, today: NaiveDate) -> State {
    if (charge.amount, charge.currency) != (decision.amount, decision.currency) {
        State::Changed
    } else if decision.until.is_some_and(|until| until < today) {
        State::Due
    } else if decision.verdict == Verdict::Unsure && decision.until.is_none() {
        State::Open
    } else {
        State::Decided
    }
}
