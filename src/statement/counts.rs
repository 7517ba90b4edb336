//! What was read of a file, counted; of parts of one file, added up.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::format::RowClass;
use super::question::Question;
use super::{Statement, Total};
use crate::location::Problem;
use crate::messages::Words;
use crate::money::Currency;

/// What was read of a file.
#[derive(Debug, Clone)]
pub struct Counts {
    /// The file as given, card numbers masked.
    pub file: String,
    /// Id of its layout.
    pub format: String,
    /// Who issues such files.
    pub institution: Words,
    /// How it was decoded.
    pub encoding: String,
    /// The layout is known from descriptions only.
    pub medium: bool,
    /// Rows: transactions + set apart.
    pub rows: u64,
    /// Rows that became transactions …
    pub transactions: usize,
    /// … and charges.
    pub charges: usize,
    /// What the charges come to.
    pub sums: BTreeMap<Currency, Decimal>,
    /// The currency of the first transaction.
    pub currency: Option<Currency>,
    /// First and last date of the transactions.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// Rows that are no transactions.
    pub set_apart: BTreeMap<RowClass, usize>,
    /// Printed totals.
    pub totals: Vec<Total>,
    /// What was decided and should be known.
    pub notices: Vec<Problem>,
    /// What could not be decided.
    pub questions: Vec<Question>,
    /// Rows that could not be read.
    pub rejected: Vec<Problem>,
}

impl Statement {
    /// What was read of it, counted.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let (mut charges, mut sums) = (0, BTreeMap::new());
        for row in self.transactions.iter().filter(|row| row.is_charge()) {
            charges += 1;
            *sums.entry(row.currency).or_default() += row.amount;
        }
        let mut set_apart = BTreeMap::new();
        for row in &self.set_apart {
            *set_apart.entry(row.class).or_default() += 1;
        }
        Counts {
            file: self.file.clone(),
            format: self.format.clone(),
            institution: self.institution.clone(),
            encoding: self.encoding.clone(),
            medium: self.medium,
            rows: self.rows,
            transactions: self.transactions.len(),
            charges,
            sums,
            currency: self.transactions.first().map(|row| row.currency),
            period: self.period(),
            set_apart,
            totals: self.totals.clone(),
            notices: self.notices.clone(),
            questions: self.questions.clone(),
            rejected: self.rejected().cloned().collect(),
        }
    }
}

impl Counts {
    /// Adds another part of the same file; what both parts say of the file is said once.
    pub fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.transactions += other.transactions;
        self.charges += other.charges;
        for (currency, sum) in other.sums {
            *self.sums.entry(currency).or_default() += sum;
        }
        self.currency = self.currency.or(other.currency);
        self.period = match (self.period, other.period) {
            (Some(one), Some(two)) => Some((one.0.min(two.0), one.1.max(two.1))),
            (one, two) => one.or(two),
        };
        for (class, count) in other.set_apart {
            *self.set_apart.entry(class).or_default() += count;
        }
        self.totals.extend(other.totals);
        for notice in other.notices {
            if !self.notices.iter().any(|known| known.code == notice.code && known.values == notice.values) {
                self.notices.push(notice);
            }
        }
        for question in other.questions {
            if !self.questions.iter().any(|known| known.subject == question.subject) {
                self.questions.push(question);
            }
        }
        self.rejected.extend(other.rejected);
    }
}
