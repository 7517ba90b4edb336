//! Everything about one charge.

use super::Scanned;
use super::decided;
use super::problem;
use super::words;
use crate::case::Charge;
use crate::finding::{explain, outcome};
use crate::location::Problem;
use crate::text::for_terminal;
use crate::transaction::Status;

/// One charge: what the statements say, who bills, what each rule says with the numbers it looked at.
///
/// # Errors
/// `bad-pattern` when a sentence of a claim is wrong.
pub fn render(scanned: Scanned<'_>, charge: &Charge) -> Result<String, Problem> {
    let Scanned { case, messages, currencies, .. } = scanned;
    let with = scanned.explaining();
    let identity = &case.merchants[charge.merchant];
    let mut lines = vec![format!("{} · {}", charge.id, explain::phrase(with, charge))];
    lines.extend(decided::sentence(scanned, charge));
    lines.push(String::new());
    lines.push(messages.text("explain-sightings"));
    for at in &charge.sightings {
        let statement = &case.statements[at.statement];
        let row = &statement.transactions[at.row];
        let date = |id: &str, date: Option<chrono::NaiveDate>| {
            date.map(|date| format!(", {} {}", messages.text(id), words::date(date, messages))).unwrap_or_default()
        };
        lines.push(format!(
            "  {}:{}  \"{}\"  {}{}{}{}",
            for_terminal(&statement.file),
            row.line,
            for_terminal(case.strings.get(row.descriptor)),
            currencies.shown(row.amount, row.currency),
            date("date-transaction", row.transaction_date),
            date("date-posting", row.posting_date),
            if row.status == Status::Pending {
                format!(", {}", messages.text("remark-pending"))
            } else {
                String::new()
            },
        ));
        for (name, value) in &row.extra {
            let (name, value) = (case.strings.get(*name), case.strings.get(*value));
            lines.push(format!("      {}: {}", for_terminal(name), for_terminal(value)));
        }
    }
    lines.extend(orders(scanned, charge));
    lines.extend([String::new(), messages.text("explain-merchant")]);
    lines.extend(steps(scanned, case.strings.get(charge.descriptor)));
    let name = for_terminal(&explain::merchant(case, charge, messages));
    let family = for_terminal(&identity.family);
    lines.push(format!("  {}", messages.with("explain-keys", &[("name", name.into()), ("family", family.into())])));
    lines.push(String::new());
    let Some(finding) = scanned.findings.list.iter().find(|f| std::ptr::eq(&case.charges[f.charge], charge)) else {
        lines.push(messages.text("explain-not-exposed"));
        return Ok(format!("{}\n", lines.join("\n")));
    };
    let band = messages.text(&format!("band-{}", finding.band.word()));
    let summary = if finding.fires { "explain-finding" } else { "explain-no-finding" };
    lines.push(messages.with(summary, &[("band", band.into())]));
    for reason in &finding.reasons {
        let rule = &scanned.rules[reason.rule];
        let sentence = explain::sentence(with, finding, reason)?;
        let word = messages.text(&format!("outcome-{}", outcome(reason).word()));
        lines.push(format!("  [{word}] {}: {sentence}", rule.id));
        for (name, value) in explain::values(reason) {
            lines.push(format!("      {name} = {}", for_terminal(&value.to_string())));
        }
    }
    for note in explain::notes(with, finding) {
        lines.push(format!("  = {note}"));
    }
    let checks = explain::checks(with, finding, None)?;
    if !checks.is_empty() {
        lines.extend([String::new(), messages.text("check-first")]);
        lines.extend(checks.into_iter().map(|check| format!("  □ {check}")));
    }
    let rejected = case.statements.iter().map(|s| s.rejected().count()).sum::<usize>();
    if rejected > 0 {
        lines.push(problem::sentence(&Problem::new("rows-not-read").with("count", rejected), messages));
    }
    Ok(format!("{}\n", lines.join("\n")))
}

/// The orders that explain a charge, one sentence each.
fn orders<'a>(scanned: Scanned<'a>, charge: &'a Charge) -> impl Iterator<Item = String> + 'a {
    let Scanned { case, messages, .. } = scanned;
    case.orders_of(charge).map(move |order| {
        let items: Vec<String> = order.items.iter().map(|item| for_terminal(case.strings.get(*item))).collect();
        let file = &case.statements[order.at.statement].file;
        let place = format!("{}:{}", for_terminal(file), case.row(order.at).line);
        let args = [
            ("date", words::date(order.date, messages).into()),
            ("items", words::count_of(order.items.len())),
            ("text", words::list(&items, messages).into()),
            ("place", place.into()),
        ];
        messages.with("explain-order", &args)
    })
}

/// How a descriptor became its merchant, one line a step.
fn steps(scanned: Scanned<'_>, descriptor: &str) -> Vec<String> {
    super::what::steps(&scanned.merchants.trace(descriptor))
}
