//! The report as sentences, made once; table, Markdown and HTML only lay them out.

use chrono::NaiveDate;
use serde::Serialize;

use super::Scanned;
use super::calm::{Folded, calmed_lines, summary, tally, unclear_lines};
use super::clean::clean;
use super::deadline;
use super::decided;
use super::disputes;
use super::explain::orders;
use super::gaps::{bills, gaps};
use super::headline::{headline, left_out_by_calm};
use super::opening::{card_name, little_history, opening};
use super::reading::{ReadFile, read_file, unread};
use super::words::{self, count_of};
use crate::case::Charge;
use crate::dispute::Count;
use crate::engine::Band;
use crate::finding::{Finding, Findings, Incident, Standing, explain};
use crate::location::Problem;
use crate::messages::Value;
use crate::transaction::Status;

/// More things to check than this are not read; the strongest rules' come first, and `explain` shows all.
const CHECKS: usize = 6;

/// Everything a person reads, in order.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Page {
    /// The statements are invented.
    pub invented: Option<String>,
    /// What the breach means for the cards, before any list.
    pub opening: Vec<String>,
    /// How many, and what first.
    pub headline: String,
    /// What to bear in mind when reading the list: little history, guessed weights.
    pub cautions: Vec<String>,
    /// The charges to look at.
    pub groups: Vec<Group>,
    /// What a clean result means and does not mean.
    pub clean: Vec<String>,
    /// Charges that cannot be judged, neither listed nor calmed.
    pub unclear: Vec<Folded>,
    /// Charges that something explains.
    pub calmed: Vec<Folded>,
    /// What to do where an explanation fits, and where it does not.
    pub calmed_hint: Option<String>,
    /// How many charges stand where.
    pub tally: Option<String>,
    /// What was read, file by file.
    pub read: Vec<ReadFile>,
    /// Payments of cards' bills, and what the cards' statements say of them.
    pub bills: Vec<String>,
    /// What is missing of the cards.
    pub gaps: Vec<String>,
    /// What was not read.
    pub unread: Vec<String>,
    /// What follows.
    pub closing: Vec<String>,
}

/// Charges that one event explains, or one charge.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    /// Name of the incident.
    pub title: Option<String>,
    /// Its question.
    pub question: Option<String>,
    /// How many charges, how much, when; of one charge nothing.
    pub summary: Option<String>,
    /// What is said of all of them alike; of one charge nothing.
    pub reasons: Vec<String>,
    /// Its charges.
    pub items: Vec<Item>,
    /// What to check first, each once for the group.
    pub checks: Vec<String>,
    /// When nothing of that explains it: the earliest day that can be the last to report one of them.
    pub report_by: Option<String>,
    /// That day.
    pub last_day: Option<NaiveDate>,
}

/// One charge to look at.
#[derive(Debug, Clone, Serialize)]
pub struct Item {
    /// Its place in the list, from 1.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// Its date in words.
    pub date: String,
    /// Its amount with sign and digits.
    pub amount: String,
    /// The amount in the merchant's currency.
    pub foreign: Option<String>,
    /// The cleaned name.
    pub name: String,
    /// The descriptor as printed.
    pub raw: String,
    /// Issuer and label of the card.
    pub card: String,
    /// "look first", "look", "probably yours", "cannot be judged".
    pub band: String,
    /// The same as a word for styling.
    pub level: &'static str,
    /// Pending, or may be older.
    pub remarks: Vec<String>,
    /// Why it is shown.
    pub reasons: Vec<String>,
    /// Who bills under this line, where that is known.
    pub notes: Vec<String>,
}

impl Page {
    /// Puts the sentences of a scan together.
    ///
    /// # Errors
    /// `bad-pattern` when a sentence of a claim is wrong.
    pub fn of(scanned: Scanned<'_>) -> Result<Self, Problem> {
        let messages = scanned.messages;
        let flagged = scanned.findings.flagged().count();
        Ok(Self {
            invented: scanned.invented.then(|| messages.text("invented")),
            opening: opening(scanned).into_iter().chain(little_history(scanned)).collect(),
            headline: headline(scanned),
            cautions: cautions(scanned)
                .into_iter()
                .chain(decided::lines(scanned))
                .chain(disputes::raised(scanned))
                .collect(),
            groups: groups(scanned, listed(scanned.findings))?,
            clean: if flagged == 0
                && calmer(scanned) == 0
                && decided::counts(scanned).is_empty()
                && !scanned.breaches.is_empty()
            {
                clean(scanned)
            } else {
                Vec::new()
            },
            unclear: unclear_lines(scanned)?,
            calmed: calmed_lines(scanned)?,
            calmed_hint: (scanned.commands && scanned.findings.counts.calmed > 0).then(|| messages.text("calmed-hint")),
            tally: tally(scanned.findings.counts, messages),
            read: scanned
                .case
                .statements
                .iter()
                .map(|statement| read_file(statement, scanned.currencies, messages))
                .collect(),
            bills: bills(scanned),
            gaps: gaps(scanned),
            unread: unread(scanned),
            closing: closing(scanned, flagged),
        })
    }
}

/// Charges below the chosen level.
fn calmer(scanned: Scanned<'_>) -> usize {
    scanned.findings.counts.below
}

fn cautions(scanned: Scanned<'_>) -> Vec<String> {
    let guessed = !scanned.findings.fitted && scanned.findings.flagged().next().is_some();
    guessed.then(|| scanned.messages.text("weights-guessed")).into_iter().collect()
}

/// The charges to look at in the order of the list: those that one event explains stand together.
#[must_use]
pub fn listed(findings: &Findings) -> Vec<(Option<&Incident>, Vec<&Finding>)> {
    let mut groups = Vec::new();
    let mut told = vec![false; findings.incidents.len()];
    for finding in findings.flagged() {
        match finding.incident {
            Some(at) if told[at] => {}
            Some(at) => {
                told[at] = true;
                let incident = &findings.incidents[at];
                groups.push((Some(incident), incident.findings.iter().map(|at| &findings.list[*at]).collect()));
            }
            None => groups.push((None, vec![finding])),
        }
    }
    groups
}

/// Of the reports of those of these charges that are unusual, the one that ends first.
#[must_use]
pub fn first_to_end<'a>(scanned: Scanned<'a>, members: &[&Finding]) -> Option<Count<'a>> {
    let unusual = members.iter().filter(|member| member.fires);
    scanned.counting.first_of(scanned.case, unusual.map(|member| &scanned.case.charges[member.charge]))
}

/// What was [`listed`], or a part of it, in words.
///
/// # Errors
/// `bad-pattern` when a sentence of a claim is wrong.
pub fn groups(scanned: Scanned<'_>, listed: Vec<(Option<&Incident>, Vec<&Finding>)>) -> Result<Vec<Group>, Problem> {
    let lang = scanned.messages.lang();
    let mut groups = Vec::new();
    let mut number = 0;
    for (incident, members) in listed {
        let (mut items, mut checks) = (Vec::new(), Vec::<String>::new());
        let first = first_to_end(scanned, &members);
        let kind = incident.map(|incident| incident.kind.as_str());
        for (place, member) in members.iter().enumerate() {
            number += 1;
            let mut item = item(scanned, member, number)?;
            if incident.is_some_and(|incident| incident.twins) {
                item.remarks.insert(0, twin(scanned, &members, place));
            }
            items.push(item);
            for check in explain::checks(scanned.explaining(), member, kind)?.into_iter().take(CHECKS) {
                if !checks.contains(&check) && checks.len() < CHECKS {
                    checks.push(check);
                }
            }
        }
        let charges: Vec<&Charge> = members.iter().map(|member| &scanned.case.charges[member.charge]).collect();
        let summary = (charges.len() > 1).then(|| summary(scanned, &charges));
        groups.push(Group {
            summary,
            reasons: in_common(&mut items),
            title: incident.map(|incident| incident.title.get(lang).to_owned()),
            question: incident.map(|incident| incident.question.get(lang).to_owned()),
            items,
            checks,
            report_by: first.and_then(|first| deadline::remark(scanned, &first)),
            last_day: first.and_then(|first| first.last),
        });
    }
    Ok(groups)
}

/// Takes what is said of all of several charges alike out of each.
fn in_common(items: &mut [Item]) -> Vec<String> {
    let Some((first, others)) = items.split_first().filter(|(_, others)| !others.is_empty()) else { return Vec::new() };
    let all = |line: &&String| others.iter().all(|item| item.reasons.contains(line));
    let common: Vec<String> = first.reasons.iter().filter(all).cloned().collect();
    for item in items {
        item.reasons.retain(|line| !common.contains(line));
    }
    common
}

/// Which of several equal charges one is.
fn twin(scanned: Scanned<'_>, members: &[&Finding], place: usize) -> String {
    let Scanned { case, messages, .. } = scanned;
    let date = |member: &Finding| case.charges[member.charge].date;
    let days = (date(members[place]) - date(members[0])).num_days();
    let id = match place {
        0 if members.iter().any(|member| date(member) > date(members[0])) => "twin-first",
        _ if days == 0 => "twin-same-day",
        _ => "twin-later",
    };
    messages.with(id, &[("count", count_of(members.len())), ("days", Value::from(days))])
}

/// One charge as people see it, at its place in the list.
///
/// # Errors
/// `bad-pattern` when a sentence of a claim is wrong.
pub fn item(scanned: Scanned<'_>, finding: &Finding, number: usize) -> Result<Item, Problem> {
    let Scanned { case, messages, currencies, .. } = scanned;
    let charge = &case.charges[finding.charge];
    let with = scanned.explaining();
    let mut remarks = Vec::new();
    if charge.status == Status::Pending {
        remarks.push(messages.text("remark-pending"));
    }
    if charge.may_be_older {
        remarks.push(messages.text("remark-may-be-older"));
    }
    remarks.extend(decided::remark(scanned, finding.charge));
    let mut silences = Vec::new();
    let mut reasons = finding
        .reasons
        .iter()
        .filter(|reason| scanned.shows(finding, reason))
        .map(|reason| explain::next_sentence(with, finding, reason, &mut silences))
        .collect::<Result<Vec<_>, _>>()?;
    if finding.standing() == Standing::Unclear {
        let missing = explain::missing(with, finding).join(&messages.text("list-semicolon"));
        reasons.push(messages.with("item-cannot-tell", &[("missing", missing.into())]));
    }
    remarks.extend(orders(scanned, charge));
    if let Some(other) = finding.named_by.as_ref().and_then(|id| case.beside(charge, id)) {
        reasons.insert(0, messages.with("item-named-by", &[("other", explain::phrase(with, other).into())]));
    }
    let band = finding.shown_band().map(Band::word);
    remarks.extend(disputes::remark(scanned, finding.charge));
    let row = &case.statements[charge.sightings[0].statement].transactions[charge.sightings[0].row];
    let abroad = row.foreign_currency != Some(charge.currency);
    let foreign = row.foreign_amount.filter(|_| abroad).map(|amount| match row.foreign_currency {
        Some(currency) => currencies.shown(amount, currency),
        None => amount.to_string(),
    });
    Ok(Item {
        number,
        id: charge.id.clone(),
        date: words::date(charge.date, messages),
        amount: currencies.shown(charge.amount, charge.currency),
        foreign,
        name: explain::merchant(case, charge, messages),
        raw: case.strings.get(charge.descriptor).to_owned(),
        card: card_name(scanned, charge),
        band: band.map_or_else(|| messages.text("band-unclear"), |band| messages.text(&format!("band-{band}"))),
        level: band.unwrap_or(Standing::Unclear.word()),
        remarks,
        reasons,
        notes: explain::notes(with, finding),
    })
}

fn closing(scanned: Scanned<'_>, flagged: usize) -> Vec<String> {
    let messages = scanned.messages;
    let mut lines = Vec::new();
    if scanned.breaches.is_empty() {
        lines.push(messages.text("closing-no-breach"));
        return lines;
    }
    if flagged > 0 {
        lines.push(messages.text("closing-recognise"));
        lines.extend(scanned.commands.then(|| messages.text("closing-explain")));
    }
    let calmer = calmer(scanned);
    match (calmer, flagged) {
        (0, _) => {}
        // The tally counts them, too.
        _ if !scanned.commands => {}
        // The headline tells how these are listed.
        (_, 0) if left_out_by_calm(scanned) > 0 => {}
        (_, 0) => lines.push(messages.text("closing-below")),
        _ => lines.push(messages.with("closing-calmer", &[("count", count_of(calmer))])),
    }
    lines.push(messages.text("closing-information"));
    lines
}
