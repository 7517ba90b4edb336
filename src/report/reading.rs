//! What was read of each file, in words.

use serde::Serialize;

use super::words::count_of;
use super::{Scanned, problem, words};
use crate::messages::{Messages, Value};
use crate::money::{Currencies, Currency};
use crate::statement::Statement;
use crate::statement::counts::Counts;
use crate::statement::question::{Question, ReadRow};
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
    read_counts(&statement.counts(), currencies, messages)
}

/// What was read of one file, by its counts.
#[must_use]
pub fn read_counts(read: &Counts, currencies: &Currencies, messages: &Messages) -> ReadFile {
    let period = read.period.map(|(first, last)| words::period(first, last, messages)).unwrap_or_default();
    let sum = words::sums(read.sums.iter().map(|(currency, sum)| (*currency, *sum)), currencies, messages);
    let mut sentence = messages.with(
        if read.charges == 0 { "read-statement-without" } else { "read-statement" },
        &[
            ("institution", read.institution.get(messages.lang()).into()),
            ("period", period.into()),
            ("charges", count_of(read.charges)),
            ("sum", sum.into()),
        ],
    );
    let others = read.transactions - read.charges;
    if others > 0 {
        sentence.push_str(&messages.with("read-others", &[("count", count_of(others))]));
    }
    for total in &read.totals {
        let shown = |amount| currencies.shown(amount, read.currency.unwrap_or(Currency::NONE));
        let id = if total.agrees { "read-total-agrees" } else { "read-total-differs" };
        let args = [
            ("label", for_terminal(&total.label).into()),
            ("printed", shown(total.printed).into()),
            ("computed", shown(total.computed).into()),
        ];
        sentence.push_str(&messages.with(id, &args));
    }
    let whole = read.set_apart.is_empty();
    let details = messages.with(
        if whole { "read-file-whole" } else { "read-file" },
        &[
            ("file", for_terminal(&read.file).into()),
            ("format", read.format.clone().into()),
            ("encoding", read.encoding.clone().into()),
            ("rows", Value::from(i64::try_from(read.rows).unwrap_or(i64::MAX))),
            ("transactions", count_of(read.transactions)),
            ("apart", count_of(read.set_apart.values().sum())),
            ("classes", classes(read, messages).into()),
        ],
    );
    let mut notices: Vec<String> = read.notices.iter().map(|notice| problem::sentence(notice, messages)).collect();
    if read.medium {
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
    questions_of(&statement.file, &statement.questions, currencies, messages)
}

/// What could not be decided of a file of this name.
pub fn questions_of<'a>(
    file: &'a str,
    questions: &'a [Question],
    currencies: &'a Currencies,
    messages: &'a Messages,
) -> impl Iterator<Item = String> + 'a {
    questions.iter().map(move |question| {
        let file = for_terminal(file);
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

/// What was not read, and what is a question.
pub(super) fn unread(scanned: Scanned<'_>) -> Vec<String> {
    let statements = &scanned.case.statements;
    let rejected = statements.iter().flat_map(Statement::rejected);
    let problems = scanned.failed.iter().chain(rejected).map(|found| problem::render(found, scanned.messages));
    let asked = statements.iter().flat_map(|statement| questions(statement, scanned.currencies, scanned.messages));
    problems.chain(asked).collect()
}

/// A row as an answer reads it.
#[must_use]
pub fn read_row(row: &ReadRow, currencies: &Currencies, messages: &Messages) -> String {
    let amount = currencies.shown(row.amount, row.currency);
    format!("{} {} {amount}", words::date(row.date, messages), for_terminal(&row.descriptor))
}

fn classes(read: &Counts, messages: &Messages) -> String {
    let part = |class: &str, count| messages.with(&format!("class-{class}"), &[("count", count_of(count))]);
    let parts: Vec<String> = read.set_apart.iter().map(|(class, count)| part(class.word(), *count)).collect();
    words::list(&parts, messages)
}
