//! Charges to findings.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Desk, Judging, ReadFiles};
use crate::breach::Breach;
use crate::case::{self, Case, Gap, Windows};
use crate::dispute::{Counting, Notice};
use crate::facts::{self, Facts, Known};
use crate::finding::{Findings, Level};
use crate::location::Problem;
use crate::messages::Messages;
use crate::report::Scanned;
use crate::review::{History, Keys, Order, Review, arrange, silence};
use crate::statement::Statement;
use crate::store::{Profile, terms};

/// Charges that wait to be judged.
pub struct Unjudged {
    /// The charges.
    pub case: Case,
    /// The breaches.
    pub breaches: Vec<Breach>,
    /// The day that stands for today.
    pub today: NaiveDate,
    /// Files that could not be read.
    pub failed: Vec<Problem>,
    /// They belong to a story.
    pub invented: bool,
    /// What was decided, where they are of a kept case.
    pub history: Option<History>,
    /// The import that first brought each charge.
    pub first_seen: Vec<i64>,
    /// What was said of the cards, by label.
    pub profiles: BTreeMap<String, Profile>,
}

/// Everything between the files, or the case, and the output.
pub struct Work {
    /// The charges.
    pub case: Case,
    /// The breaches.
    pub breaches: Vec<Breach>,
    /// What the charges were judged with.
    pub judging: Arc<Judging>,
    pub(super) facts: Facts,
    /// The charges to look at.
    pub findings: Findings,
    /// What is missing of the cards.
    pub gaps: Vec<Gap>,
    /// The deadlines, and the day that stands for today.
    pub counting: Counting,
    /// What could not be read, and what is odd.
    pub failed: Vec<Problem>,
    /// They belong to a story.
    pub invented: bool,
    /// Something could not be read, is odd, or must be asked.
    pub incomplete: bool,
    /// What was decided, where a case was opened.
    pub review: Option<Review>,
    /// What the decisions told the facts.
    pub(super) known: Known,
    /// The findings as if nothing were decided, where a case was opened.
    pub(super) all: Option<Findings>,
}

impl Desk {
    /// Puts statements together that are of no case.
    ///
    /// # Errors
    /// As the file of windows does not read.
    pub fn unjudged(&self, files: ReadFiles, breaches: Vec<Breach>, today: NaiveDate) -> Result<Unjudged, Problem> {
        let ReadFiles { statements, strings, failed, story, .. } = files;
        let case = Case::assemble(statements, strings, &self.merchants, Windows::load(&self.catalogue)?);
        Ok(Unjudged {
            case,
            breaches,
            today,
            failed,
            invented: story.is_some(),
            history: None,
            first_seen: Vec::new(),
            profiles: BTreeMap::new(),
        })
    }

    /// Judges charges, and takes off the list what was decided.
    ///
    /// # Errors
    /// As the files of rules, facts and deadlines do not read.
    pub fn judge(&self, charges: Unjudged, level: Level, order: Order) -> Result<Work, Problem> {
        let Unjudged { mut case, breaches, today, mut failed, invented, history, first_seen, profiles } = charges;
        let judging = Arc::clone(self.judging()?);
        case.expose(&breaches);
        let gaps = case::gaps(&case, today);
        let last = case.charges.iter().map(|charge| charge.date).max();
        let labels: Vec<&str> =
            case.cards.iter().map(|card| card.label.as_str()).filter(|label| !label.is_empty()).collect();
        let odd = oddities(last, &labels, labels.len(), &breaches);
        let unread = |s: &Statement| s.rejected().next().is_some() || !s.questions.is_empty();
        let incomplete = !failed.is_empty() || !odd.is_empty() || case.statements.iter().any(unread);
        failed.extend(odd);
        let follow =
            |history| Review::of(&case, &history, today).follow(&case, &history, &self.merchants, &judging.credits);
        let review = history.map(follow);
        let known = review.as_ref().map(|review| review.known(&case)).unwrap_or_default();
        let facts = facts::compute(&case, &self.currencies, &known, &judging.facts_file);
        let mut findings = Findings::of(&case, &facts, &judging.joins, &judging.engine, level)?;
        let all = review.is_some().then(|| findings.clone());
        if let Some(review) = &review {
            silence(&mut findings, &case, review);
        }
        let mut counting = judging.claims.on(today);
        counting.terms = case.cards.iter().map(|card| terms(&profiles, &card.label)).collect();
        let last = if order == Order::LastDay { counting.last_days(&case) } else { Vec::new() };
        arrange(&mut findings, order, Keys { case: &case, seen: &first_seen, last: &last });
        Ok(Work {
            case,
            breaches,
            judging,
            facts,
            findings,
            gaps,
            counting,
            failed,
            invented,
            incomplete,
            review,
            known,
            all,
        })
    }
}

impl Work {
    /// The first of the days by which a letter about a listed charge with this line must have arrived.
    #[must_use]
    pub fn arrives_by(&self, line: &str) -> Option<NaiveDate> {
        let charges = self.findings.flagged().map(|finding| &self.case.charges[finding.charge]);
        let of_line = charges.filter(|charge| self.case.strings.get(charge.descriptor) == line);
        let day = |charge| {
            let first = self.counting.first_of(&self.case, [charge])?;
            first.last.filter(|_| first.deadline.notice == Some(Notice::Written))
        };
        of_line.filter_map(day).min()
    }

    /// What outputs speak of.
    #[must_use]
    pub fn scanned<'a>(&'a self, desk: &'a Desk, messages: &'a Messages) -> Scanned<'a> {
        Scanned {
            case: &self.case,
            breaches: &self.breaches,
            facts: &self.facts,
            facts_file: &self.judging.facts_file,
            rules: self.judging.engine.rules(),
            findings: &self.findings,
            gaps: &self.gaps,
            counting: &self.counting,
            failed: &self.failed,
            review: self.review.as_ref(),
            invented: self.invented,
            commands: true,
            merchants: &desk.merchants,
            currencies: &desk.currencies,
            messages,
        }
    }
}

/// What is odd about the breaches given the last charge and the labels of the cards, at most so many of which are named;
/// it does not keep charges from being judged.
pub(super) fn oddities(last: Option<NaiveDate>, labels: &[&str], named: usize, breaches: &[Breach]) -> Vec<Problem> {
    let mut found = Vec::new();
    for breach in breaches {
        if let Some(last) = last.filter(|last| *last < breach.start) {
            found.push(Problem::new("breach-after-charges").with("start", breach.start).with("last", last));
        }
        for label in &breach.cards {
            if !labels.contains(&label.as_str()) {
                let known = labels[..labels.len().min(named)].join(", ");
                found.push(Problem::new("no-breach-card").with("value", label).with("known", known));
            }
        }
    }
    found
}
