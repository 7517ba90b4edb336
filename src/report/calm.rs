//! The exposed charges that are not listed: what explains them, what cannot be judged, and that all add up.

use serde::Serialize;

use super::Scanned;
use super::words::{self, count_of};
use crate::case::Charge;
use crate::finding::{Finding, Level, Standing, explain};
use crate::location::Problem;

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
}

/// Findings that share a reason not to be listed, in the order of the first one.
pub(super) struct Fold<'a> {
    /// The reason, as a sentence.
    pub(super) why: String,
    /// The findings, in order of date.
    pub(super) findings: Vec<&'a Finding>,
}

/// What explains charges that a rule would list otherwise, one fold a circumstance: charges of one trip have one
/// sentence, since its place and days stand in it.
///
/// # Errors
/// `bad-pattern` when a sentence of a rule is wrong.
pub(super) fn calmed(scanned: Scanned<'_>) -> Result<Vec<Fold<'_>>, Problem> {
    let why = |finding: &Finding| match explain::silence(scanned.explaining(), finding)? {
        Some(why) => Ok(why),
        None => Ok(scanned.messages.text("calmed-confirmed")),
    };
    folds(scanned, Standing::Calmed, why)
}

/// What cannot be judged, one fold for each lack of knowledge.
///
/// # Errors
/// None today.
pub(super) fn unclear(scanned: Scanned<'_>) -> Result<Vec<Fold<'_>>, Problem> {
    let semicolon = scanned.messages.text("list-semicolon");
    let why = |finding: &Finding| Ok(explain::missing(scanned.explaining(), finding).join(&semicolon));
    folds(scanned, Standing::Unclear, why)
}

fn folds<'a>(
    scanned: Scanned<'a>,
    standing: Standing,
    why: impl Fn(&Finding) -> Result<String, Problem>,
) -> Result<Vec<Fold<'a>>, Problem> {
    let mut standing: Vec<&Finding> =
        scanned.findings.list.iter().filter(|finding| finding.standing() == standing).collect();
    standing.sort_by_key(|finding| finding.charge);
    let mut folds: Vec<Fold<'_>> = Vec::new();
    for finding in standing {
        let why = why(finding)?;
        match folds.iter_mut().find(|fold| fold.why == why) {
            Some(fold) => fold.findings.push(finding),
            None => folds.push(Fold { why, findings: vec![finding] }),
        }
    }
    Ok(folds)
}

/// The folds of explained charges as people read them.
///
/// # Errors
/// `bad-pattern` when a sentence of a rule is wrong.
pub(super) fn calmed_lines(scanned: Scanned<'_>) -> Result<Vec<Folded>, Problem> {
    let question = || Some(scanned.messages.text("calmed-question"));
    Ok(calmed(scanned)?.iter().map(|fold| folded(scanned, fold, "calmed-group", question())).collect())
}

/// The folds of charges that cannot be judged as people read them.
///
/// # Errors
/// `bad-pattern` when a sentence of a rule is wrong.
pub(super) fn unclear_lines(scanned: Scanned<'_>) -> Result<Vec<Folded>, Problem> {
    let mut lines = Vec::new();
    for fold in unclear(scanned)? {
        let mut checks: Vec<String> = Vec::new();
        for finding in &fold.findings {
            for check in explain::checks(scanned.explaining(), finding, None)? {
                if !checks.contains(&check) && checks.len() < CHECKS {
                    checks.push(check);
                }
            }
        }
        let question = (!checks.is_empty()).then(|| checks.join(" "));
        lines.push(folded(scanned, &fold, "unclear-group", question));
    }
    Ok(lines)
}

fn folded(scanned: Scanned<'_>, fold: &Fold<'_>, id: &str, question: Option<String>) -> Folded {
    let Scanned { case, messages, currencies, .. } = scanned;
    let charges: Vec<&Charge> = fold.findings.iter().map(|finding| &case.charges[finding.charge]).collect();
    let summary = summary(scanned, &charges);
    // At the level "everything" each of them is listed with its reasons.
    let shown = if scanned.findings.level == Level::Everything { 0 } else { ROWS };
    let rows = charges.iter().take(shown).map(|charge| Row {
        id: charge.id.clone(),
        date: words::date(charge.date, messages),
        amount: currencies.shown(charge.amount, charge.currency),
        name: explain::merchant(case, charge, messages),
        raw: case.strings.get(charge.descriptor).to_owned(),
    });
    let rows: Vec<Row> = rows.collect();
    let left = charges.len() - rows.len();
    let more = (left > 0 && !rows.is_empty()).then(|| messages.with("rows-more", &[("count", count_of(left))]));
    let sentence = messages.with(id, &[("summary", summary.into()), ("why", fold.why.as_str().into())]);
    Folded { sentence, question, rows, more }
}

/// How many charges, how much in all, from when to when.
pub(super) fn summary(scanned: Scanned<'_>, charges: &[&Charge]) -> String {
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
pub(super) fn tally(scanned: Scanned<'_>) -> Option<String> {
    let Scanned { messages, findings, .. } = scanned;
    let counts = findings.counts;
    let part = |id: &str, count: usize| (count > 0).then(|| messages.with(id, &[("count", count_of(count))]));
    let parts: Vec<String> = [
        part("tally-listed", counts.listed),
        part("tally-below", counts.below),
        part("tally-unclear", counts.unclear),
        part("tally-calmed", counts.calmed),
        part("tally-quiet", counts.quiet),
    ]
    .into_iter()
    .flatten()
    .collect();
    let count = count_of(findings.list.len());
    (!parts.is_empty())
        .then(|| messages.with("tally", &[("count", count), ("parts", words::list(&parts, messages).into())]))
}
