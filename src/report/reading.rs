//! What was read of each file, in words.

use std::collections::BTreeMap;

use serde::Serialize;

use super::words::count_of;
use super::{problem, words};
use crate::messages::{Messages, Value};
use crate::money::{Currencies, Currency};
use crate::statement::Statement;
use crate::statement::format::RowClass;
use crate::statement::question::ReadRow;
use crate::text::for_terminal;

/// One file in words.
#[derive(Debug, Clone, Serialize)]
pub struct ReadFile {
    /// "Rakuten Card, July 2017: 31 charges, ¥84,210; agrees with the printed total".
    pub sentence: String,
    /// File, layout, encoding and what became of each row.
    pub details: String,
    /// What was decided for this file and should be known.
    pub notices: Vec<String>,
}

/// What was read of one file.
#[must_use]
pub fn read_file(statement: &Statement, currencies: &Currencies, messages: &Messages) -> ReadFile {
    let charges: Vec<_> = statement.transactions.iter().filter(|row| row.is_charge()).collect();
    let period = statement.period().map(|(first, last)| words::period(first, last, messages)).unwrap_or_default();
    let sum = words::sums(charges.iter().map(|row| (row.currency, row.amount)), currencies, messages);
    let mut sentence = messages.with(
        if charges.is_empty() { "read-statement-without" } else { "read-statement" },
        &[
            ("institution", statement.institution.get(messages.lang()).into()),
            ("period", period.into()),
            ("charges", count_of(charges.len())),
            ("sum", sum.into()),
        ],
    );
    let others = statement.transactions.len() - charges.len();
    if others > 0 {
        sentence.push_str(&messages.with("read-others", &[("count", count_of(others))]));
    }
    let currency = statement.transactions.first().map(|row| row.currency);
    for total in &statement.totals {
        let shown = |amount| currencies.shown(amount, currency.unwrap_or(Currency::NONE));
        let id = if total.agrees { "read-total-agrees" } else { "read-total-differs" };
        let args = [
            ("label", for_terminal(&total.label).into()),
            ("printed", shown(total.printed).into()),
            ("computed", shown(total.computed).into()),
        ];
        sentence.push_str(&messages.with(id, &args));
    }
    let whole = statement.set_apart.is_empty();
    let details = messages.with(
        if whole { "read-file-whole" } else { "read-file" },
        &[
            ("file", for_terminal(&statement.file).into()),
            ("format", statement.format.clone().into()),
            ("encoding", statement.encoding.clone().into()),
            ("rows", Value::from(i64::try_from(statement.rows).unwrap_or(i64::MAX))),
            ("transactions", count_of(statement.transactions.len())),
            ("apart", count_of(statement.set_apart.len())),
            ("classes", classes(statement, messages).into()),
        ],
    );
    let mut notices: Vec<String> = statement.notices.iter().map(|notice| problem::sentence(notice, messages)).collect();
    if statement.medium {
        notices.insert(0, messages.text("read-medium"));
    }
    ReadFile { sentence, details, notices }
}

/// `61 rows read, 61 accounted for; the printed totals agree`: every row of these files is a transaction or set apart.
#[must_use]
pub fn accounted(statements: &[Statement], messages: &Messages) -> String {
    let rows = statements.iter().map(|statement| statement.rows).sum::<u64>();
    let accounted = statements.iter().map(|statement| statement.transactions.len() + statement.set_apart.len()).sum();
    let mut totals = statements.iter().flat_map(|statement| &statement.totals).peekable();
    let id = match (totals.peek().is_some(), totals.all(|total| total.agrees)) {
        (false, _) => "read-accounted",
        (true, true) => "read-accounted-agrees",
        (true, false) => "read-accounted-differs",
    };
    let rows = Value::from(i64::try_from(rows).unwrap_or(i64::MAX));
    messages.with(id, &[("rows", rows), ("accounted", count_of(accounted))])
}

/// What could not be decided of a file: each question with its answers and how they read the first rows.
pub fn questions<'a>(
    statement: &'a Statement,
    currencies: &'a Currencies,
    messages: &'a Messages,
) -> impl Iterator<Item = String> + 'a {
    statement.questions.iter().map(move |question| {
        let file = for_terminal(&statement.file);
        let mut lines =
            vec![messages.with(&format!("question-{}", question.subject.word()), &[("file", file.clone().into())])];
        for answer in &question.answers {
            let rows: Vec<String> = answer.rows.iter().map(|row| read_row(row, currencies, messages)).collect();
            let answer = format!("  --read {}={}", question.subject.word(), for_terminal(&answer.value));
            lines.push(if rows.is_empty() {
                format!("{answer}@{file}")
            } else {
                format!("{answer}: {}", rows.join(" / "))
            });
        }
        lines.join("\n")
    })
}

/// A row as an answer reads it.
#[must_use]
pub fn read_row(row: &ReadRow, currencies: &Currencies, messages: &Messages) -> String {
    let amount = currencies.shown(row.amount, row.currency);
    format!("{} {} {amount}", words::date(row.date, messages), for_terminal(&row.descriptor))
}

fn classes(statement: &Statement, messages: &Messages) -> String {
    let mut counts: BTreeMap<RowClass, usize> = BTreeMap::new();
    for row in &statement.set_apart {
        *counts.entry(row.class).or_default() += 1;
    }
    let parts: Vec<String> = counts
        .into_iter()
        .map(|(class, count)| messages.with(&format!("class-{}", class.word()), &[("count", count_of(count))]))
        .collect();
    words::list(&parts, messages)
}
