//! The bills of cards that accounts pay, checked against what the cards' statements print.

use regex::Regex;
use rust_decimal::Decimal;

use super::{Case, Sighting};
use crate::merchant::fold::{fold, fold_pattern};
use crate::statement::Statement;
use crate::statement::format::{Source, compile};
use crate::transaction::{Kind, Transaction};

/// A payment of a card's bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill {
    /// The account's row.
    pub at: Sighting,
    /// What the card's statement says of it.
    pub check: Check,
}

/// What a card's statement says of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// This statement, an index into [`Case::statements`], prints the amount as its total.
    Agrees(usize),
    /// This statement is of the card and the time, and prints another total.
    Differs(usize, Decimal),
    /// There is no statement for it among the files.
    NoStatement,
}

impl Check {
    /// The word used in outputs.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Agrees(_) => "agrees",
            Self::Differs(..) => "differs",
            Self::NoStatement => "no-statement",
        }
    }
}

/// A card's statement that prints totals.
struct Printed<'a> {
    at: usize,
    statement: &'a Statement,
    bill: Option<Regex>,
}

impl Case {
    /// The bills that accounts pay, in the order of the files.
    pub(super) fn bills(&self) -> Vec<Bill> {
        let printed: Vec<Printed<'_>> = self
            .statements
            .iter()
            .enumerate()
            .filter(|(_, statement)| statement.source == Source::Card && !statement.totals.is_empty())
            .map(|(at, statement)| {
                let bill = statement.bill.as_deref().and_then(|bill| compile(&fold_pattern(bill)).ok());
                Printed { at, statement, bill }
            })
            .collect();
        let mut bills = Vec::new();
        for (statement, read) in self.statements.iter().enumerate().filter(|(_, s)| s.source == Source::Account) {
            for (row, paid) in read.transactions.iter().enumerate() {
                if paid.kind == Kind::Payment && paid.amount > Decimal::ZERO {
                    bills.push(Bill { at: Sighting { statement, row }, check: self.check(paid, &printed) });
                }
            }
        }
        bills
    }

    fn check(&self, paid: &Transaction, printed: &[Printed<'_>]) -> Check {
        let text = fold(self.strings.get(paid.descriptor));
        let named = |card: &&Printed<'_>| card.bill.as_ref().is_some_and(|bill| bill.is_match(&text));
        let near: Vec<&Printed<'_>> = printed
            .iter()
            .filter(|card| card.bill.is_none() || named(card))
            .filter(|card| {
                let days = card.statement.period().map(|(_, last)| (paid.date() - last).num_days());
                days.is_some_and(|days| (0..=self.windows.bill_days).contains(&days))
            })
            .collect();
        let says = |card: &&Printed<'_>| total(card.statement, paid.amount).is_some();
        if let Some(card) = near.iter().copied().find(says) {
            return Check::Agrees(card.at);
        }
        let mut of_card = near.into_iter().filter(named);
        match (of_card.next(), of_card.next()) {
            (Some(card), None) => match card.statement.totals.last() {
                Some(total) => Check::Differs(card.at, total.printed),
                None => Check::NoStatement,
            },
            _ => Check::NoStatement,
        }
    }
}

/// The printed total, or the sum of them, that is this amount.
fn total(statement: &Statement, amount: Decimal) -> Option<Decimal> {
    let sum: Decimal = statement.totals.iter().map(|total| total.printed).sum();
    statement.totals.iter().map(|total| total.printed).chain([sum]).find(|printed| *printed == amount)
}
