//! What only the user knows of a file, with the readings that each answer gives. `--read KEY=VALUE` answers.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Statement;
use super::format::PurchaseSign;
use crate::money::{Currencies, Currency};
use crate::transaction::{Strings, Transaction};

/// How many rows show what an answer means.
const ROWS_SHOWN: usize = 3;

/// What is asked, as `--read` calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Whether day or month comes first.
    DateOrder,
    /// The decimal mark.
    Decimal,
    /// The sign of a purchase.
    Sign,
    /// The currency.
    Currency,
    /// The card.
    Card,
    /// Which of several layouts it is of.
    Layout,
}

impl Subject {
    /// The key of `--read`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::DateOrder => "date-order",
            Self::Decimal => "decimal",
            Self::Sign => "sign",
            Self::Currency => "currency",
            Self::Card => "card",
            Self::Layout => "layout",
        }
    }
}

/// Something about a file that only the user knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked.
    pub subject: Subject,
    /// The answers worth considering, the one that was read by first.
    pub answers: Vec<Answer>,
}

/// One possible answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What `--read` takes.
    pub value: String,
    /// The first rows that the answers read differently, read this way.
    pub rows: Vec<ReadRow>,
}

/// A row as an answer reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadRow {
    /// 1-based line.
    pub line: u64,
    /// The transaction date, else the posting date.
    pub date: NaiveDate,
    /// The raw descriptor.
    pub descriptor: String,
    /// Positive = the holder owes more.
    pub amount: Decimal,
    /// Its currency; [`Currency::NONE`] while it is not known.
    pub currency: Currency,
}

impl ReadRow {
    fn of(row: &Transaction, strings: &Strings) -> Self {
        Self {
            line: row.line,
            date: row.date(),
            descriptor: strings.get(row.descriptor).to_owned(),
            amount: row.amount,
            currency: row.currency,
        }
    }
}

impl Question {
    /// The question between two readings of one file, unless they read every row alike.
    pub(super) fn between(
        subject: Subject,
        (one_value, one): (&str, &Statement),
        (other_value, other): (&str, &Statement),
        strings: &Strings,
    ) -> Option<Self> {
        // A file may hold all its rows on one line, and a row may be readable one way only.
        let mut others = other.transactions.iter().peekable();
        let pairs = one.transactions.iter().filter_map(|a| {
            while others.next_if(|b| b.line < a.line).is_some() {}
            others.next_if(|b| b.line == a.line).map(|b| (a, b))
        });
        let differing = pairs.filter(|(a, b)| a.date() != b.date() || a.amount != b.amount);
        let differing = differing.map(|(a, b)| (ReadRow::of(a, strings), ReadRow::of(b, strings)));
        let (ones, others): (Vec<_>, Vec<_>) = differing.take(ROWS_SHOWN).unzip();
        let answer = |value: &str, rows| Answer { value: value.to_owned(), rows };
        (!ones.is_empty())
            .then(|| Self { subject, answers: vec![answer(one_value, ones), answer(other_value, others)] })
    }

    /// The question between the reading of a file and others, as far as they differ from it.
    pub(super) fn among<'s>(
        subject: Subject,
        own: (&str, &Statement),
        others: Vec<(&'s str, &'s Statement)>,
        strings: &Strings,
    ) -> Option<Self> {
        let mut question: Option<Self> = None;
        for other in others {
            let Some(between) = Self::between(subject, own, other, strings) else { continue };
            match &mut question {
                Some(question) => question.answers.extend(between.answers.into_iter().skip(1)),
                None => question = Some(between),
            }
        }
        question
    }

    /// The question whether purchases are written with the sign that they were read by, or with the other.
    pub(super) fn of_sign(statement: &Statement, own: PurchaseSign, strings: &Strings) -> Option<Self> {
        let moving = || statement.transactions.iter().filter(|row| !row.amount.is_zero()).take(ROWS_SHOWN);
        moving().next()?;
        let as_read = moving().map(|row| ReadRow::of(row, strings)).collect();
        let turned = moving().map(|row| ReadRow { amount: -row.amount, ..ReadRow::of(row, strings) }).collect();
        let (own, other) = match own {
            PurchaseSign::Positive => ("positive", "negative"),
            PurchaseSign::Negative => ("negative", "positive"),
        };
        let answer = |value: &str, rows| Answer { value: value.to_owned(), rows };
        Some(Self { subject: Subject::Sign, answers: vec![answer(own, as_read), answer(other, turned)] })
    }

    /// The question which of several layouts a file is of.
    pub(super) fn of_layout(readings: &[Statement], strings: &Strings) -> Option<Self> {
        let rows = |reading: &Statement| {
            reading.transactions.iter().take(ROWS_SHOWN).map(|row| ReadRow::of(row, strings)).collect()
        };
        let answer = |reading: &Statement| Answer { value: reading.format.clone(), rows: rows(reading) };
        (readings.len() > 1).then(|| Self { subject: Subject::Layout, answers: readings.iter().map(answer).collect() })
    }

    /// The question which currency a file is in that names none.
    pub(super) fn of_currency(statement: &Statement, currencies: &Currencies, strings: &Strings) -> Option<Self> {
        let nameless = || statement.transactions.iter().filter(|row| row.currency == Currency::NONE);
        let digits = nameless().map(|row| row.amount.normalize().scale()).max()?;
        let rows = |currency| nameless().take(1).map(|row| ReadRow { currency, ..ReadRow::of(row, strings) }).collect();
        let answer = |currency: Currency| Answer { value: currency.to_string(), rows: rows(currency) };
        Some(Self { subject: Subject::Currency, answers: currencies.widespread(digits).map(answer).collect() })
    }

    /// The question which of several known cards a file is of that names none; `labels` are those of the cards.
    pub(crate) fn of_card(labels: Vec<String>) -> Self {
        let mut answers: Vec<Answer> = labels.into_iter().map(|value| Answer { value, rows: Vec::new() }).collect();
        answers.sort_by(|a, b| a.value.cmp(&b.value));
        Self { subject: Subject::Card, answers }
    }
}
