//! How disputes go: each with its steps and its credits, what to look at after a refund, and what is lost so far.

use chrono::NaiveDate;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use super::Scanned;
use super::status::line;
use super::words;
use crate::case::Case;
use crate::finding::explain::phrase;
use crate::messages::{Messages, Value};
use crate::money::Currencies;
use crate::review::{Because, Course, Credit, Disputes, Mark, Raised, Stage};
use crate::text::for_terminal;

fn disputes<'a>(scanned: Scanned<'a>) -> Option<&'a Disputes> {
    scanned.review.map(|review| &review.disputes)
}

/// What to look at after a refund or a replacement, a sentence each.
pub(super) fn raised(scanned: Scanned<'_>) -> Vec<String> {
    let list = disputes(scanned).map(|disputes| disputes.raised.as_slice()).unwrap_or_default();
    list.iter().map(|raised| sentence(scanned, raised)).collect()
}

fn sentence(scanned: Scanned<'_>, raised: &Raised) -> String {
    let Scanned { case, messages, .. } = scanned;
    let named = |charge: usize| {
        words::bracketed(&phrase(scanned.explaining(), &case.charges[charge]), &case.charges[charge].id, messages)
    };
    match raised {
        Raised::Rebilled { charge, of } => {
            messages.with("raised-rebilled", &[("charge", named(*charge).into()), ("of", named(*of).into())])
        }
        Raised::TakenBack { charge, of } => {
            messages.with("raised-taken-back", &[("charge", named(*charge).into()), ("of", named(*of).into())])
        }
        Raised::OldNumber { charge, replaced } => {
            let args = [("charge", named(*charge).into()), ("day", words::date(*replaced, messages).into())];
            messages.with("raised-old-number", &args)
        }
    }
}

/// What is raised of one charge, an index into the case's.
pub(super) fn remark(scanned: Scanned<'_>, charge: usize) -> Option<String> {
    let raised = disputes(scanned)?.raised.iter().find(|raised| raised.charge() == charge)?;
    Some(sentence(scanned, raised))
}

/// The way of one charge: its line, then a line for each credit. The depth of each line is beside it.
#[must_use]
pub fn course(scanned: Scanned<'_>, course: &Course) -> Vec<(String, usize)> {
    let Scanned { case, messages, .. } = scanned;
    let own = &case.charges[course.charge];
    let mut first =
        format!("{} · {}", line(scanned, course.charge, own), messages.text(&format!("stage-{}", course.stage.word())));
    if let Some(mark) = course.marks.last() {
        first = words::bracketed(&first, &step(mark, scanned.currencies, messages), messages);
    }
    let mut lines = vec![(first, 2)];
    for (credit, why) in &course.credits {
        lines.push((matched(scanned, "credit-is", credit, *why, course), 4));
        lines.extend(taken_back(scanned, credit).map(|line| (line, 4)));
    }
    let proposals = course.proposals.iter().take(1);
    lines.extend(proposals.map(|(credit, why)| (matched(scanned, "credit-may-be", credit, *why, course), 4)));
    lines
}

/// A step with its day, its way and its number.
#[must_use]
pub fn step(mark: &Mark, currencies: &Currencies, messages: &Messages) -> String {
    let day = words::date(mark.on, messages);
    let mut parts = vec![format!("{} {day}", messages.text(&format!("step-{}", mark.step.word())))];
    parts.extend(mark.amount.map(|amount| currencies.shown(amount, mark.currency)));
    parts.extend(mark.via.as_deref().map(for_terminal));
    parts.extend(mark.reference.as_deref().map(for_terminal));
    parts.join(" · ")
}

fn matched(scanned: Scanned<'_>, id: &str, credit: &Credit, why: Because, course: &Course) -> String {
    let Scanned { case, messages, currencies, .. } = scanned;
    let row = case.row(credit.at);
    let args: [(&str, Value); 6] = [
        ("amount", currencies.shown(credit.amount, credit.currency).into()),
        ("day", words::date(credit.date, messages).into()),
        ("raw", for_terminal(case.strings.get(row.descriptor)).into()),
        ("why", messages.text(&format!("because-{}", why.word())).into()),
        ("id", case.charges[course.charge].id.as_str().into()),
        ("mark", confirmation(scanned, credit, course).into()),
    ];
    messages.with(id, &args)
}

/// That a credit was taken back, by which row.
#[must_use]
pub fn taken_back(scanned: Scanned<'_>, credit: &Credit) -> Option<String> {
    let Scanned { case, messages, .. } = scanned;
    let row = case.row(credit.taken_back?);
    let args = [
        ("day", Value::from(words::date(row.date(), messages))),
        ("raw", for_terminal(case.strings.get(row.descriptor)).into()),
    ];
    Some(messages.with("credit-taken-back", &args))
}

/// How much of a charge a credit gives back, where that is not what is disputed of it; at most all of it.
#[must_use]
pub fn part_of(case: &Case, credit: &Credit, course: &Course) -> Option<Decimal> {
    let whole = credit.amount == course.claimed || credit.amount > case.charges[course.charge].amount;
    (!whole).then_some(credit.amount)
}

/// What to type to confirm that a credit is the refund.
fn confirmation(scanned: Scanned<'_>, credit: &Credit, course: &Course) -> String {
    let typed = |amount| format!(" --amount {}", scanned.currencies.plain(amount, credit.currency));
    let amount = part_of(scanned.case, credit, course).map(typed).unwrap_or_default();
    let id = &scanned.case.charges[course.charge].id;
    format!("postbreach dispute mark {id} refunded --on {}{amount}", credit.date)
}

/// The section of the status; nothing where nothing is disputed.
pub(super) fn section(scanned: Scanned<'_>) -> Vec<(String, usize)> {
    let (messages, Some(disputes)) = (scanned.messages, disputes(scanned)) else { return Vec::new() };
    let mut lines: Vec<(String, usize)> = raised(scanned).into_iter().map(|line| (line, 0)).collect();
    let shown = |of: &&Course| of.stage != Stage::Unreported || !of.proposals.is_empty();
    let courses: Vec<&Course> = disputes.courses.iter().filter(shown).collect();
    if !courses.is_empty() {
        lines.push((messages.with("status-disputes", &[("count", words::count_of(courses.len()))]), 0));
        lines.extend(courses.into_iter().flat_map(|of| course(scanned, of)));
    }
    lines
}

/// What these statements, indices into the case's, say of disputes, with the depth of each line.
#[must_use]
pub fn of_statements(scanned: Scanned<'_>, statements: &[usize]) -> Vec<(String, usize)> {
    let (case, Some(disputes)) = (scanned.case, disputes(scanned)) else { return Vec::new() };
    let credited = |(credit, _): &(Credit, Because)| {
        let rows = [Some(credit.at), credit.taken_back];
        rows.into_iter().flatten().any(|at| statements.contains(&at.statement))
    };
    let spoken = |of: &&Course| of.credits.iter().chain(&of.proposals).any(credited);
    let mut lines: Vec<(String, usize)> =
        disputes.courses.iter().filter(spoken).flat_map(|of| course(scanned, of)).collect();
    let came = |raised: &&Raised| {
        let sightings = &case.charges[raised.charge()].sightings;
        sightings.iter().all(|at| statements.contains(&at.statement))
    };
    lines.extend(disputes.raised.iter().filter(came).map(|raised| (sentence(scanned, raised), 2)));
    lines
}

/// Sums of what was reported, came back and was refused, a row a currency.
pub(super) fn losses(scanned: Scanned<'_>) -> String {
    let Scanned { case, messages, currencies, .. } = scanned;
    let losses = disputes(scanned).map(|disputes| disputes.losses(case)).unwrap_or_default();
    if losses.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["head-currency", "head-disputed", "head-refunded", "head-refused"].map(|id| messages.text(id)));
    for (currency, loss) in losses {
        let right = |amount: Decimal| Cell::new(currencies.shown(amount, currency)).set_alignment(CellAlignment::Right);
        let cells = [right(loss.disputed), right(loss.refunded), right(loss.refused)];
        table.add_row(std::iter::once(Cell::new(currency.code())).chain(cells));
    }
    table.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// The same for programs.
pub(super) fn value(scanned: Scanned<'_>) -> Map<String, Json> {
    let Scanned { case, currencies, .. } = scanned;
    let mut value = Map::new();
    let Some(disputes) = disputes(scanned) else { return value };
    let credit = |(credit, why): &(Credit, Because)| {
        let row = case.row(credit.at);
        json!({
            "date": credit.date, "amount": currencies.plain(credit.amount, credit.currency),
            "currency": credit.currency.code(), "descriptor": case.strings.get(row.descriptor),
            "file": case.statements[credit.at.statement].file, "line": row.line,
            "because": why.word(), "sure": why.is_sure(),
            "taken_back": credit.taken_back.map(|at| case.row(at).date()),
        })
    };
    let course = |course: &Course| {
        let charge = &case.charges[course.charge];
        let plain = |amount| currencies.plain(amount, charge.currency);
        json!({
            "id": charge.id, "stage": course.stage.word(), "currency": charge.currency.code(),
            "claimed": plain(course.claimed), "refunded": plain(course.refunded), "steps": course.marks,
            "answers": course.answers.iter().map(|(key, answer)| (key.word(), answer.value.as_str()))
                .collect::<std::collections::BTreeMap<_, _>>(),
            "credits": course.credits.iter().map(credit).collect::<Vec<_>>(),
            "proposals": course.proposals.iter().map(credit).collect::<Vec<_>>(),
        })
    };
    let id = |charge: &usize| case.charges[*charge].id.as_str();
    let raised = |raised: &Raised| {
        let (of, replaced): (Option<&str>, Option<NaiveDate>) = match raised {
            Raised::Rebilled { of, .. } | Raised::TakenBack { of, .. } => (Some(id(of)), None),
            Raised::OldNumber { replaced, .. } => (None, Some(*replaced)),
        };
        json!({ "id": id(&raised.charge()), "why": raised.word(), "of": of, "replaced": replaced })
    };
    let losses = disputes.losses(case).into_iter().map(|(currency, loss)| {
        let plain = |amount| currencies.plain(amount, currency);
        json!({
            "currency": currency.code(), "disputed": plain(loss.disputed), "refunded": plain(loss.refunded),
            "refused": plain(loss.refused),
        })
    });
    value.insert("losses".to_owned(), losses.collect());
    value.insert("disputes".to_owned(), disputes.courses.iter().map(course).collect());
    value.insert("raised".to_owned(), disputes.raised.iter().map(raised).collect());
    value
}
