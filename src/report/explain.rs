//! Everything about one charge.

use super::Scanned;
use super::calm::summary;
use super::decided;
use super::problem;
use super::words;
use crate::case::Charge;
use crate::engine::Band;
use crate::finding::familiar::{Familiar, Recall};
use crate::finding::{Effect, Finding, Standing, explain, outcome};
use crate::location::Problem;
use crate::merchant::Identity;
use crate::messages::{Messages, Value};
use crate::text::for_terminal;
use crate::transaction::Status;

/// Shops that are named beside the charge's own.
const NEAREST: usize = 3;

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
    lines.extend(steps(scanned, case.strings.get(charge.descriptor), identity));
    let name = for_terminal(&explain::merchant(case, charge, messages));
    let family = for_terminal(&identity.family);
    lines.push(format!("  {}", messages.with("explain-keys", &[("name", name.into()), ("family", family.into())])));
    lines.push(String::new());
    let Some(finding) = scanned.findings.list.iter().find(|f| std::ptr::eq(&case.charges[f.charge], charge)) else {
        lines.push(messages.text("explain-not-exposed"));
        return Ok(format!("{}\n", lines.join("\n")));
    };
    lines.push(standing(scanned, finding));
    for (reason, effect) in finding.reasons.iter().zip(&finding.effects) {
        let rule = &scanned.rules[reason.rule];
        let sentence = explain::sentence(with, finding, reason)?;
        let word = messages.text(&format!("outcome-{}", outcome(reason).word()));
        lines.push(format!("  [{word}] {}: {sentence}", rule.id));
        lines.extend(effect.map(|effect| format!("      {}", effect_words(effect, messages))));
    }
    for note in explain::notes(with, finding) {
        lines.push(format!("  = {note}"));
    }
    let checks = explain::checks(with, finding, None)?;
    if !checks.is_empty() {
        lines.extend([String::new(), messages.text("check-first")]);
        lines.extend(checks.into_iter().map(|check| format!("  □ {check}")));
    }
    lines.extend(recall(scanned, charge));
    lines.extend([String::new(), messages.text("explain-facts")]);
    for (name, value, meaning) in explain::facts(with, finding) {
        let args = [("name", name.into()), ("value", value.into()), ("meaning", meaning.into())];
        lines.push(format!("  {}", messages.with("explain-fact", &args)));
    }
    let rejected = case.statements.iter().map(|s| s.rejected().count()).sum::<usize>();
    if rejected > 0 {
        lines.push(problem::sentence(&Problem::new("rows-not-read").with("count", rejected), messages));
    }
    Ok(format!("{}\n", lines.join("\n")))
}

/// Band, or why there is none.
fn standing(scanned: Scanned<'_>, finding: &Finding) -> String {
    let messages = scanned.messages;
    let band = || messages.text(&format!("band-{}", finding.band.word()));
    match finding.standing() {
        Standing::Unusual if finding.fires => messages.with("explain-finding", &[("band", band().into())]),
        Standing::Unusual => messages.text("explain-named"),
        Standing::Unclear => messages.text("explain-unclear"),
        Standing::Calmed => messages.text("explain-calmed"),
        Standing::Quiet => messages.text("explain-no-finding"),
        Standing::Decided => messages.text("explain-standing-decided"),
    }
}

/// What the band owes to a reason.
fn effect_words(effect: Effect, messages: &Messages) -> String {
    let named = |band: Band| [("band", messages.text(&format!("band-{}", band.word())).into())];
    match effect {
        Effect::Lists => messages.text("effect-lists"),
        Effect::Raises(band) => messages.with("effect-raises", &named(band)),
        Effect::Lowers(band) => messages.with("effect-lowers", &named(band)),
        Effect::Adds => messages.text("effect-adds"),
    }
}

/// What to recognise the charge by: its merchant's history, and shops with a near name or amount.
fn recall(scanned: Scanned<'_>, charge: &Charge) -> Vec<String> {
    let Scanned { case, messages, currencies, .. } = scanned;
    let recall = Recall::of(case, charge, NEAREST);
    let date = |day: chrono::NaiveDate| Value::from(words::date(day, messages));
    let shown = |known: &Familiar| {
        Value::from(currencies.shown(known.median.round_dp(currencies.digits(known.currency)), known.currency))
    };
    let here = recall.here.as_ref().map(|known| {
        let args = [
            ("count", words::count_of(known.charges)),
            ("first", date(known.first)),
            ("last", date(known.last)),
            ("median", shown(known)),
        ];
        messages.with("explain-here-known", &args)
    });
    let here = here.unwrap_or_else(|| messages.text("explain-here-none"));
    let mut lines = vec![String::new(), messages.text("explain-here"), format!("  {here}")];
    let identity = &case.merchants[charge.merchant];
    let since: Vec<&Charge> = scanned
        .findings
        .list
        .iter()
        .map(|finding| &case.charges[finding.charge])
        .filter(|other| other.household == charge.household && other.currency == charge.currency)
        .filter(|other| case.merchants[other.merchant].family == identity.family && !identity.unstated)
        .collect();
    if !since.is_empty() {
        let since = summary(scanned, &since);
        lines.push(format!("  {}", messages.with("explain-here-since", &[("summary", since.into())])));
    }
    for (head, known) in [("explain-near-names", recall.by_name), ("explain-near-amounts", recall.by_amount)] {
        if !known.is_empty() {
            lines.extend([String::new(), messages.text(head)]);
        }
        for known in known {
            let args = [
                ("name", for_terminal(&known.name).into()),
                ("count", words::count_of(known.charges)),
                ("median", shown(&known)),
                ("last", date(known.last)),
            ];
            lines.push(format!("  {}", messages.with("explain-near", &args)));
        }
    }
    lines
}

/// The orders that explain a charge, one sentence each.
pub(super) fn orders<'a>(scanned: Scanned<'a>, charge: &'a Charge) -> impl Iterator<Item = String> + 'a {
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
fn steps(scanned: Scanned<'_>, descriptor: &str, identity: &Identity) -> Vec<String> {
    let mut steps = scanned.merchants.trace(descriptor);
    steps.extend(identity.joined.clone());
    super::what::steps(&steps)
}
