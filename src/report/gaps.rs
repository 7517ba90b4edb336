//! What the files do not show: absent months, silent cards, bills without a statement.

use chrono::{Datelike, NaiveDate};

use super::Scanned;
use super::opening::{name_of, whose};
use super::words;
use crate::case::{Absence, Bill, Check};
use crate::messages::Value;
use crate::text::for_terminal;

/// Bills in one sentence, at most.
const LISTED: usize = 6;

/// One sentence a gap, then what gaps mean.
pub fn gaps(scanned: Scanned<'_>) -> Vec<String> {
    let messages = scanned.messages;
    let date = |day: NaiveDate| Value::from(words::date(day, messages));
    let mut lines: Vec<String> = scanned
        .gaps
        .iter()
        .map(|gap| {
            let card = whose(scanned, gap.household, for_terminal(&name_of(scanned, gap.card, gap.statement)));
            let card = ("card", Value::from(card));
            match &gap.absence {
                Absence::Months(months) => {
                    let months: Vec<String> =
                        months.iter().map(|month| words::period(*month, *month, messages)).collect();
                    let months = words::list(&months, messages);
                    messages.with("gap-months", &[card, ("months", months.into())])
                }
                Absence::Between(from, to) => {
                    messages.with("gap-between", &[card, ("from", date(*from)), ("to", date(*to))])
                }
                Absence::Since(from, to) => {
                    messages.with("gap-since", &[card, ("from", date(*from)), ("to", date(*to))])
                }
                Absence::After(last, _) => messages.with("gap-after", &[card, ("last", date(*last))]),
            }
        })
        .collect();
    if !lines.is_empty() {
        lines.push(messages.text("gap-hides"));
    }
    lines
}

/// What the statements of cards say of the bills that accounts pay: one sentence an answer.
pub fn bills(scanned: Scanned<'_>) -> Vec<String> {
    let Scanned { case, messages, currencies, .. } = scanned;
    let mut lines = Vec::new();
    let paid = |bill: &Bill| {
        let row = case.row(bill.at);
        format!("{} {}", words::date(row.date(), messages), currencies.shown(row.amount, row.currency))
    };
    let file = |at: usize| Value::from(for_terminal(&case.statements[at].file));
    for bill in &case.bills {
        match bill.check {
            Check::Agrees(at) => {
                lines.push(messages.with("bill-agrees", &[("bill", paid(bill).into()), ("file", file(at))]));
            }
            Check::Differs(at, printed) => {
                let printed = currencies.shown(printed, case.row(bill.at).currency);
                let args = [("bill", paid(bill).into()), ("file", file(at)), ("printed", printed.into())];
                lines.push(messages.with("bill-differs", &args));
            }
            Check::NoStatement => {}
        }
    }
    let mut without: Vec<&Bill> = case.bills.iter().filter(|bill| bill.check == Check::NoStatement).collect();
    without.sort_by_key(|bill| std::cmp::Reverse((case.row(bill.at).date().num_days_from_ce(), bill.at)));
    if !without.is_empty() {
        let count = words::count_of(without.len());
        let bills: Vec<String> = without.into_iter().take(LISTED).map(paid).collect();
        let args = [("count", count), ("bills", words::list(&bills, messages).into())];
        lines.push(messages.with("bill-no-statement", &args));
    }
    lines
}
