//! How the disputes of a case go: their steps, the credits that came, what came after, and what is lost so far.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::credits::{Because, Credit, CreditRules};
use super::entry::{Answer, Key, Mark, Reply, Step};
use super::{Entry, History, Review};
use crate::case::{Case, Charge};
use crate::facts::Known;
use crate::merchant::Merchants;
use crate::money::Currency;
use crate::text::nfkc;

/// How far a dispute has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Decided, and not reported yet.
    #[default]
    Unreported,
    /// The card company was told.
    Reported,
    /// It said that it has the report.
    Acknowledged,
    /// A part came back.
    Part,
    /// Money came back.
    Refunded,
    /// It said that the charge stands.
    Refused,
    /// The refund was seen, and later statements neither take it back nor charge it again.
    Closed,
}

impl Stage {
    /// The word used in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreported => "unreported",
            Self::Reported => "reported",
            Self::Acknowledged => "acknowledged",
            Self::Part => "part",
            Self::Refunded => "refunded",
            Self::Refused => "refused",
            Self::Closed => "closed",
        }
    }
}

/// The way of one charge that is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Index into [`Case::charges`].
    pub charge: usize,
    /// Its steps in force, in the order in which they were said.
    pub marks: Vec<Mark>,
    /// What the holder answered; the last of each key.
    pub answers: BTreeMap<Key, Answer>,
    /// What is disputed of it.
    pub claimed: Decimal,
    /// What came back of that.
    pub refunded: Decimal,
    /// The credits that are its refund, and why.
    pub credits: Vec<(Credit, Because)>,
    /// Credits that may be its refund, and why; the likeliest first.
    pub proposals: Vec<(Credit, Because)>,
    /// How far it has come.
    pub stage: Stage,
}

/// What happened after a refund or a replacement, to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Raised {
    /// The merchant charged the same amount again after a refund.
    Rebilled {
        /// Index into [`Case::charges`].
        charge: usize,
        /// The charge that was refunded.
        of: usize,
    },
    /// The line says that a refund was taken back.
    TakenBack {
        /// Index into [`Case::charges`].
        charge: usize,
        /// The charge that was refunded.
        of: usize,
    },
    /// A charge on a number that was replaced before.
    OldNumber {
        /// Index into [`Case::charges`].
        charge: usize,
        /// The day of the replacement.
        replaced: NaiveDate,
    },
}

impl Raised {
    /// The charge to look at, an index into [`Case::charges`].
    #[must_use]
    pub fn charge(&self) -> usize {
        match self {
            Self::Rebilled { charge, .. } | Self::TakenBack { charge, .. } | Self::OldNumber { charge, .. } => *charge,
        }
    }

    /// The word used in outputs.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Rebilled { .. } => "rebilled",
            Self::TakenBack { .. } => "taken-back",
            Self::OldNumber { .. } => "old-number",
        }
    }
}

/// Sums of one currency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Loss {
    /// What was reported.
    pub disputed: Decimal,
    /// What came back.
    pub refunded: Decimal,
    /// What was refused.
    pub refused: Decimal,
}

/// The disputes of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Disputes {
    /// In order of charge.
    pub courses: Vec<Course>,
    /// What to look at after a refund or a replacement.
    pub raised: Vec<Raised>,
    /// The answers in force of those who were asked, by index into [`Case::charges`].
    pub replies: BTreeMap<usize, Reply>,
}

impl Disputes {
    /// Follows every charge that was decided and is not accepted.
    #[must_use]
    pub fn of(case: &Case, history: &History, review: &Review, merchants: &Merchants, rules: &CreditRules) -> Self {
        let known = review.known(case);
        let credits = Credit::all(case, &known, merchants, rules);
        let mut disputes = Self::default();
        disputes.collect(case, history, review);
        let mut free: Vec<Option<Credit>> = credits.into_iter().map(Some).collect();
        for course in &mut disputes.courses {
            course.confirm(case, &known, &mut free);
        }
        for course in &mut disputes.courses {
            course.match_surely(case, &known, rules, &mut free);
        }
        for course in &mut disputes.courses {
            course.propose(case, &known, rules, &free);
            course.settle();
        }
        let charges = &case.charges;
        let undecided = |at: usize| review.charges[at].is_none();
        for at in 0..disputes.courses.len() {
            let after = disputes.courses[at].after(case, &known, rules, review);
            let course = &mut disputes.courses[at];
            if course.stage == Stage::Refunded && after.is_empty() && course.is_quiet_since(case, rules) {
                course.stage = Stage::Closed;
            }
            disputes.raised.extend(after.into_iter().filter(|raised| undecided(raised.charge())));
        }
        for (_, replacement) in &review.replaced {
            let late = charges.iter().enumerate().filter(|(at, charge)| {
                undecided(*at) && case.cards[charge.card].label == replacement.card && charge.date > replacement.on
            });
            disputes.raised.extend(late.map(|(charge, _)| Raised::OldNumber { charge, replaced: replacement.on }));
        }
        disputes
    }

    fn collect(&mut self, case: &Case, history: &History, review: &Review) {
        let by_id = super::standing::by_id(case);
        let mut said: BTreeMap<usize, (Vec<Mark>, BTreeMap<Key, Answer>)> = BTreeMap::new();
        for logged in history.holding() {
            let Some(at) = logged.entry.about().and_then(|about| by_id.get(about).copied()) else { continue };
            match &logged.entry {
                Entry::Mark(mark) => said.entry(at).or_default().0.push(mark.clone()),
                Entry::Answer(answer) => {
                    let answers = &mut said.entry(at).or_default().1;
                    match answer.value.is_empty() {
                        true => answers.remove(&answer.key),
                        false => answers.insert(answer.key, answer.clone()),
                    };
                }
                Entry::Reply(reply) => {
                    self.replies.insert(at, reply.clone());
                }
                Entry::Decide(_)
                | Entry::Replace(_)
                | Entry::Registered(_)
                | Entry::Breach { .. }
                | Entry::Undo { .. }
                | Entry::Redo { .. }
                | Entry::Forget { .. } => {}
            }
        }
        for (charge, of) in case.charges.iter().enumerate() {
            if !review.is_questioned(charge) {
                continue;
            }
            let (marks, answers) = said.remove(&charge).unwrap_or_default();
            let reported = marks.iter().rev().find(|mark| mark.step == Step::Reported);
            let disputed = || answers.get(&Key::Disputed)?.value.parse().ok();
            let claimed = reported.and_then(|mark| mark.amount).or_else(disputed).unwrap_or(of.amount).min(of.amount);
            self.courses.push(Course {
                charge,
                marks,
                answers,
                claimed,
                refunded: Decimal::ZERO,
                credits: Vec::new(),
                proposals: Vec::new(),
                stage: Stage::Unreported,
            });
        }
    }

    /// The way of a charge, an index into [`Case::charges`].
    #[must_use]
    pub fn course(&self, charge: usize) -> Option<&Course> {
        self.courses.iter().find(|course| course.charge == charge)
    }

    /// What was reported, came back and was refused, by currency.
    #[must_use]
    pub fn losses(&self, case: &Case) -> BTreeMap<Currency, Loss> {
        let mut losses: BTreeMap<Currency, Loss> = BTreeMap::new();
        for course in self.courses.iter().filter(|course| course.stage != Stage::Unreported) {
            let loss = losses.entry(case.charges[course.charge].currency).or_default();
            loss.disputed += course.claimed;
            loss.refunded += course.refunded;
            if course.stage == Stage::Refused {
                loss.refused += course.claimed - course.refunded;
            }
        }
        losses
    }
}

impl Course {
    /// Credits of the day and amount that the holder marked as the refund.
    fn confirm(&mut self, case: &Case, known: &Known, free: &mut [Option<Credit>]) {
        let charge = &case.charges[self.charge];
        for mark in self.marks.iter().filter(|mark| mark.step == Step::Refunded) {
            let amount = mark.amount.unwrap_or(self.claimed);
            let is = |credit: &Credit| {
                let dates = [Some(credit.date), case.row(credit.at).posting_date];
                (credit.amount, credit.currency) == (amount, charge.currency) && dates.contains(&Some(mark.on))
            };
            let own = |credit: &Credit| credit.card == known.card(charge.card);
            let fits = |own_card: bool| {
                move |slot: &Option<Credit>| slot.as_ref().is_some_and(|c| is(c) && (!own_card || own(c)))
            };
            let found = free.iter().position(fits(true)).or_else(|| free.iter().position(fits(false)));
            self.credits.extend(found.and_then(|at| free[at].take()).map(|credit| (credit, Because::Confirmed)));
        }
    }

    /// The credits that were not taken back.
    fn kept(&self) -> impl Iterator<Item = &Credit> {
        self.credits.iter().map(|(credit, _)| credit).filter(|credit| credit.taken_back.is_none())
    }

    /// What was seen to come back and not to be taken back.
    fn seen(&self) -> Decimal {
        self.kept().map(|credit| credit.amount).sum()
    }

    /// What the holder says came back, without what was seen to be taken back.
    pub(super) fn marked(&self) -> Decimal {
        let refunds = self.marks.iter().filter(|mark| mark.step == Step::Refunded);
        let marked: Decimal = refunds.map(|mark| mark.amount.unwrap_or(self.claimed)).sum();
        let credits = self.credits.iter().map(|(credit, _)| credit);
        marked - credits.filter(|credit| credit.taken_back.is_some()).map(|credit| credit.amount).sum::<Decimal>()
    }

    /// The first credit of equal merchant, card and amount, where none is known.
    fn match_surely(&mut self, case: &Case, known: &Known, rules: &CreditRules, free: &mut [Option<Credit>]) {
        if self.seen() >= self.claimed {
            return;
        }
        let charge = &case.charges[self.charge];
        let found = free.iter().position(|slot| {
            let why = slot.as_ref().and_then(|credit| credit.fits(case, known, rules, charge, self.claimed));
            why == Some(Because::Equal)
        });
        if let Some(credit) = found.and_then(|at| free[at].take()) {
            self.credits.push((credit, Because::Equal));
        }
    }

    fn propose(&mut self, case: &Case, known: &Known, rules: &CreditRules, free: &[Option<Credit>]) {
        self.refunded = self.seen().max(self.marked()).min(self.claimed);
        if self.refunded >= self.claimed {
            return;
        }
        let charge = &case.charges[self.charge];
        let fits = free.iter().flatten().filter_map(|credit| {
            let why = credit.fits(case, known, rules, charge, self.claimed - self.refunded)?;
            Some((credit.clone(), why))
        });
        self.proposals = fits.collect();
        self.proposals.sort_by_key(|(credit, why)| (*why, credit.date));
    }

    fn settle(&mut self) {
        let last = self.marks.last().map(|mark| mark.step);
        if last == Some(Step::Refused) && self.refunded >= self.claimed {
            // Who refuses what came back in whole has taken it back, unless it is there for good.
            let for_good = self.kept().filter(|credit| !credit.provisional).map(|credit| credit.amount);
            self.refunded = for_good.sum::<Decimal>().min(self.claimed);
        }
        self.stage = match last {
            _ if self.refunded >= self.claimed => Stage::Refunded,
            Some(Step::Refused) => Stage::Refused,
            _ if !self.refunded.is_zero() => Stage::Part,
            Some(Step::Acknowledged) => Stage::Acknowledged,
            Some(Step::Reported | Step::Refunded) => Stage::Reported,
            None => Stage::Unreported,
        };
    }

    /// The day of the last refund: the credit's, else the mark's.
    #[must_use]
    pub fn refunded_on(&self) -> Option<NaiveDate> {
        let marked = self.marks.iter().filter(|mark| mark.step == Step::Refunded).map(|mark| mark.on).max();
        self.credits.iter().map(|(credit, _)| credit.date).max().max(marked)
    }

    /// What charges the amount once more after the refund.
    fn after(&self, case: &Case, known: &Known, rules: &CreditRules, review: &Review) -> Vec<Raised> {
        let (Some(since), of) = (self.refunded_on(), self.charge) else { return Vec::new() };
        let own = &case.charges[of];
        let family = |charge: &Charge| {
            let merchant = &case.merchants[charge.merchant];
            (!merchant.unstated).then_some(&merchant.family)
        };
        let same = |(at, charge): &(usize, &Charge)| {
            let accepted = review.held(*at).is_some_and(|standing| standing.decision.verdict.is_own());
            *at != of
                && !accepted
                && charge.date >= since
                && (charge.amount, charge.currency) == (own.amount, own.currency)
                && known.card(charge.card) == known.card(own.card)
        };
        let raised = case.charges.iter().enumerate().filter(same).filter_map(|(charge, again)| {
            let line = nfkc(case.strings.get(again.descriptor)).to_uppercase();
            if family(again).is_some_and(|family_of| Some(family_of) == family(own)) {
                Some(Raised::Rebilled { charge, of })
            } else {
                rules.reversal.is_match(&line).then_some(Raised::TakenBack { charge, of })
            }
        });
        raised.collect()
    }

    /// Whether every refund was seen for good, and enough months of later statements of the card are there.
    fn is_quiet_since(&self, case: &Case, rules: &CreditRules) -> bool {
        let Some((last, _)) = self.credits.iter().max_by_key(|(credit, _)| credit.date) else { return false };
        let for_good = self.credits.iter().all(|(credit, _)| !credit.provisional);
        let month = |day: NaiveDate| (day.year(), day.month());
        let ends = case.statements.iter().enumerate().filter_map(|(statement, read)| {
            let of_card = |row: &usize| {
                let place = case.place(crate::case::Sighting { statement, row: *row });
                place.is_some_and(|(_, card)| card == last.card || case.cards[card] == case.cards[last.card])
            };
            (0..read.transactions.len()).filter(of_card).map(|row| read.transactions[row].date()).max()
        });
        let with = case.statements[last.at.statement].transactions.iter().map(|row| row.date()).max();
        let later: BTreeSet<_> = ends.filter(|end| with.is_some_and(|with| *end > with)).map(month).collect();
        for_good && self.seen() >= self.claimed && later.len() >= rules.statements
    }
}
