//! The charges of a sheet as a table.

use chrono::NaiveDate;

use super::blocks::{Table, put};
use super::{Office, words};
use crate::dispute::Dispute;
use crate::messages::{Lang, Messages, Value};
use crate::report::decided::verdict;
use crate::review::Verdict;

/// The table of these charges, numbered from a number on.
pub(super) fn of(charges: &[&Dispute], from: usize, office: Office<'_>) -> Table {
    let head = ["dispute-number", "dispute-date", "dispute-line", "dispute-amount", "dispute-says"];
    let row = |(at, dispute): (usize, &&Dispute)| {
        let number = vec![(from + at).to_string()];
        vec![
            number,
            dates(dispute, office.messages),
            line(dispute, office.messages),
            amount(dispute, office),
            says(dispute, office.messages),
        ]
    };
    Table {
        head: head.map(|id| office.messages.text(id)).to_vec(),
        rows: charges.iter().enumerate().map(row).collect(),
    }
}

/// A text of a statement or of the holder, safe to be printed.
pub(super) fn safe(text: &str) -> String {
    put(text).chars().skip(1).collect()
}

fn dates(dispute: &Dispute, messages: &Messages) -> Vec<String> {
    let short = |day| short(day, dispute.month_only, messages);
    let posted = |day| messages.with("dispute-posted", &[("date", short(day).into())]);
    let used = dispute.transaction_date.map(short);
    used.into_iter().chain(dispute.posting_date.map(posted)).collect()
}

/// The day of a charge in words, or its month where the statement prints no day.
#[must_use]
pub fn when(dispute: &Dispute, messages: &Messages) -> String {
    match dispute.month_only {
        true => short(dispute.date(), true, messages),
        false => words::date(dispute.date(), messages),
    }
}

/// `3 Feb 2026`, `2026/2/3`; of a month `Feb 2026`, `2026/2`; not to be broken between lines.
fn short(day: NaiveDate, month_only: bool, messages: &Messages) -> String {
    let pattern = match (messages.lang(), month_only) {
        (Lang::En, false) => "%-d\u{a0}%b\u{a0}%Y",
        (Lang::En, true) => "%b\u{a0}%Y",
        (Lang::Ja, false) => "%Y/%-m/%-d",
        (Lang::Ja, true) => "%Y/%-m",
    };
    day.format(pattern).to_string()
}

fn line(dispute: &Dispute, messages: &Messages) -> Vec<String> {
    let reference = |reference: &String| messages.with("dispute-reference", &[("reference", safe(reference).into())]);
    std::iter::once(safe(&dispute.descriptor)).chain(dispute.reference.as_ref().map(reference)).collect()
}

fn amount(dispute: &Dispute, office: Office<'_>) -> Vec<String> {
    let shown = |amount| office.currencies.shown(amount, dispute.currency);
    let amount = match dispute.disputed {
        Some(part) if part != dispute.amount => {
            let args = [("disputed", Value::from(shown(part))), ("amount", shown(dispute.amount).into())];
            office.messages.with("dispute-part", &args)
        }
        _ => shown(dispute.amount),
    };
    let foreign = dispute.foreign_amount.zip(dispute.foreign_currency);
    let foreign = foreign.map(|(amount, currency)| format!("({})", office.currencies.shown(amount, currency)));
    std::iter::once(amount).chain(foreign).collect()
}

/// What the holder says of a charge, a sentence a line.
pub(super) fn says(dispute: &Dispute, messages: &Messages) -> Vec<String> {
    let date = |day| Value::from(words::date(day, messages));
    let mut lines = vec![match dispute.reason {
        Verdict::NotMine => messages.text("reason-not-mine"),
        Verdict::NotRecognised => messages.text("reason-not-recognised"),
        Verdict::Unsure => messages.text("reason-unsure"),
        Verdict::Wrong(fault) => messages.text(&format!("reason-{}", fault.word())),
        own @ (Verdict::Mine | Verdict::Family) => verdict(own, messages),
    }];
    if let Some(twin) = &dispute.twin {
        lines.push(match &twin.reference {
            Some(reference) => {
                let args = [("date", date(twin.date)), ("reference", safe(reference).into())];
                messages.with("dispute-twin-reference", &args)
            }
            None => messages.with("dispute-twin", &[("date", date(twin.date))]),
        });
    }
    if let Some(before) = dispute.dealt_before {
        lines.push(messages.text(if before { "dispute-dealt-yes" } else { "dispute-dealt-no" }));
    }
    if let Some(asked) = &dispute.merchant_asked {
        lines.push(match &asked.answer {
            Some(answer) => {
                let args = [("date", date(asked.on)), ("answer", safe(answer).into())];
                messages.with("dispute-asked-answer", &args)
            }
            None => messages.with("dispute-asked", &[("date", date(asked.on))]),
        });
    }
    lines.extend(dispute.cancelled.map(|day| messages.with("dispute-cancelled", &[("date", date(day))])));
    lines.extend(dispute.note.as_ref().map(|note| safe(note)));
    if !dispute.attachments.is_empty() {
        let papers = dispute.attachments.iter().map(|paper| safe(paper)).collect::<Vec<_>>();
        lines.push(messages.with("dispute-attached", &[("papers", papers.join(", ").into())]));
    }
    lines
}
