//! The exposed charges that are not listed: what explains them, what cannot be judged, and that all add up.

use serde::Serialize;

use super::Scanned;
use super::opening::whose;
use super::words::{self, count_of};
use crate::case::Charge;
use crate::finding::explain::Silence;
use crate::finding::{Counts, Finding, Level, Standing, explain};
use crate::location::Problem;
use crate::messages::Messages;

/// Rows of one group that are written out when its charges are not listed otherwise.
const ROWS: usize = 20;
/// Things to check of one group.
const CHECKS: usize = 3;

/// Charges that one circumstance explains or that lack the same knowledge: one line, one question.
#[derive(Debug, Clone, Serialize)]
pub struct Folded {
    /// How many, how much, when, and why.
    pub sentence: String,
    /// What to ask oneself, or what to do.
    pub question: Option<String>,
    /// The charges.
    pub rows: Vec<Row>,
    /// How many more there are.
    pub more: Option<String>,
}

/// One charge in one line.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Its date in words.
    pub date: String,
    /// Its amount with sign and digits.
    pub amount: String,
    /// The cleaned name.
    pub name: String,
    /// The descriptor as printed.
    pub raw: String,
    /// What tells it from rows that are said alike, aloud.
    pub among: String,
}

/// Findings that share a reason not to be listed.
pub(super) struct Fold<'a> {
    /// The reason, as a sentence.
    pub(super) why: String,
    /// The one question for all of them.
    pub(super) question: Option<String>,
    /// The findings, in order of date.
    pub(super) findings: Vec<&'a Finding>,
}

/// What explains charges that a rule would list otherwise, one fold a circumstance, in order of the first charge:
/// charges of one trip have one question, since its place and days stand in it.
///
/// # Errors
/// `bad-pattern` when a sentence is wrong.
pub(super) fn calmed(scanned: Scanned<'_>) -> Result<Vec<Fold<'_>>, Problem> {
    let Scanned { findings, messages, .. } = scanned;
    let mut folds: Vec<Fold<'_>> = Vec::new();
    for finding in standing(scanned, Standing::Calmed) {
        let silence = explain::silence(scanned.explaining(), &findings.joins, scanned.facts, finding)?;
        let (why, general, question) = match silence {
            None => (messages.text("calmed-confirmed"), None, None),
            Some(Silence { why, circumstance: None }) => (why, None, None),
            Some(Silence { why, circumstance: Some((known, question)) }) => (why, Some(known), Some(question)),
        };
        let same = |fold: &&mut Fold<'_>| match &question {
            Some(_) => fold.question == question,
            None => fold.why == why,
        };
        match folds.iter_mut().find(same) {
            Some(fold) => {
                if let Some(known) = general.filter(|_| fold.why != why) {
                    fold.why = known.reason.get(messages.lang()).to_owned();
                }
                fold.findings.push(finding);
            }
            None => folds.push(Fold { why, question, findings: vec![finding] }),
        }
    }
    Ok(folds)
}

/// What cannot be judged, one fold for each lack of knowledge.
///
/// # Errors
/// `bad-pattern` when a sentence of a rule is wrong.
pub(super) fn unclear(scanned: Scanned<'_>) -> Result<Vec<Fold<'_>>, Problem> {
    let semicolon = scanned.messages.text("list-semicolon");
    let mut folds: Vec<Fold<'_>> = Vec::new();
    for finding in standing(scanned, Standing::Unclear) {
        let why = explain::missing(scanned.explaining(), finding).join(&semicolon);
        match folds.iter_mut().find(|fold| fold.why == why) {
            Some(fold) => fold.findings.push(finding),
            None => folds.push(Fold { why, question: None, findings: vec![finding] }),
        }
    }
    for fold in &mut folds {
        let mut checks: Vec<String> = Vec::new();
        for finding in &fold.findings {
            for check in explain::checks(scanned.explaining(), finding, None)? {
                if !checks.contains(&check) && checks.len() < CHECKS {
                    checks.push(check);
                }
            }
        }
        fold.question = (!checks.is_empty()).then(|| checks.join(&scanned.messages.text("list-sentences")));
    }
    Ok(folds)
}

/// The findings that stand in one place, in order of date.
fn standing(scanned: Scanned<'_>, standing: Standing) -> Vec<&Finding> {
    let mut found: Vec<&Finding> =
        scanned.findings.list.iter().filter(|finding| finding.standing() == standing).collect();
    found.sort_by_key(|finding| finding.charge);
    found
}

/// The folds of explained charges as people read them.
///
/// # Errors
/// `bad-pattern` when a sentence of a rule is wrong.
pub fn calmed_lines(scanned: Scanned<'_>) -> Result<Vec<Folded>, Problem> {
    Ok(calmed(scanned)?.iter().map(|fold| folded(scanned, fold, "calmed-group")).collect())
}

/// The folds of charges that cannot be judged as people read them.
///
/// # Errors
/// `bad-pattern` when a sentence of a rule is wrong.
pub fn unclear_lines(scanned: Scanned<'_>) -> Result<Vec<Folded>, Problem> {
    Ok(unclear(scanned)?.iter().map(|fold| folded(scanned, fold, "unclear-group")).collect())
}

fn folded(scanned: Scanned<'_>, fold: &Fold<'_>, id: &str) -> Folded {
    let Scanned { case, messages, currencies, .. } = scanned;
    let charges: Vec<&Charge> = fold.findings.iter().map(|finding| &case.charges[finding.charge]).collect();
    let summary = summary(scanned, &charges);
    // At the level "everything" each of them is listed with its reasons.
    let shown = if scanned.findings.level == Level::Everything { 0 } else { ROWS };
    let charges_shown = &charges[..shown.min(charges.len())];
    let alike: Vec<_> =
        charges_shown.iter().map(|charge| (charge.date, charge.amount, charge.currency, charge.merchant)).collect();
    let rows = charges_shown.iter().zip(words::among_equals(&alike, messages)).map(|(charge, among)| Row {
        id: charge.id.clone(),
        date: words::date(charge.date, messages),
        amount: currencies.shown(charge.amount, charge.currency),
        name: whose(scanned, charge.household, explain::merchant(case, charge, messages)),
        raw: case.strings.get(charge.descriptor).to_owned(),
        among,
    });
    let rows: Vec<Row> = rows.collect();
    let left = charges.len() - rows.len();
    let more = if scanned.commands { "rows-more" } else { "list-more" };
    let more = (left > 0 && !rows.is_empty()).then(|| messages.with(more, &[("count", count_of(left))]));
    let sentence = messages.with(id, &[("summary", summary.into()), ("why", fold.why.as_str().into())]);
    Folded { sentence, question: fold.question.clone(), rows, more }
}

/// How many charges, how much in all, from when to when.
pub fn summary(scanned: Scanned<'_>, charges: &[&Charge]) -> String {
    let Scanned { messages, currencies, .. } = scanned;
    let sum = words::sums(charges.iter().map(|charge| (charge.currency, charge.amount)), currencies, messages);
    let dates = charges.iter().map(|charge| charge.date);
    let days = dates.clone().min().zip(dates.max()).map(|(first, last)| words::days(first, last, messages));
    messages.with(
        "charges-summary",
        &[("count", count_of(charges.len())), ("sum", sum.into()), ("days", days.unwrap_or_default().into())],
    )
}

/// That every exposed charge stands in one place, and in which.
pub fn tally(counts: Counts, messages: &Messages) -> Option<String> {
    let part = |id: &str, count: usize| (count > 0).then(|| messages.with(id, &[("count", count_of(count))]));
    let parts: Vec<String> = [
        part("tally-listed", counts.listed),
        part("tally-below", counts.below),
        part("tally-unclear", counts.unclear),
        part("tally-calmed", counts.calmed),
        part("tally-quiet", counts.quiet),
        part("tally-decided", counts.decided),
    ]
    .into_iter()
    .flatten()
    .collect();
    let count = count_of(counts.all());
    (!parts.is_empty())
        .then(|| messages.with("tally", &[("count", count), ("parts", words::list(&parts, messages).into())]))
}
