//! Which column is what: by its name where known layouts use that name, by its content otherwise, and by what columns
//! prove together.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::money::{Balance, Money};
use super::names::{Names, Role};
use super::shape::{Shape, is_amount, is_text};
use super::{DateFinder, Guess, Part, Settings, Why};
use crate::money::{Currencies, parse_amount};
use crate::statement::format::compile;

/// What the columns are.
#[derive(Debug)]
pub(super) struct Assigned {
    pub(super) transaction_date: Option<usize>,
    pub(super) posting_date: Option<usize>,
    pub(super) descriptor: Vec<usize>,
    pub(super) money: Money,
    /// What comes on top of the amount.
    pub(super) fee: Option<usize>,
    pub(super) currency: Option<usize>,
    pub(super) foreign_amount: Option<usize>,
    pub(super) foreign_currency: Option<usize>,
    pub(super) card: Option<usize>,
    pub(super) reference: Option<usize>,
    pub(super) status: Option<usize>,
    /// A running balance that confirms the amounts.
    pub(super) balance: Option<Balance>,
    pub(super) guesses: Vec<Guess>,
}

/// A table whose columns are told apart.
pub(super) struct Columns<'a> {
    pub(super) shape: &'a Shape,
    pub(super) names: &'a Names,
    pub(super) settings: &'a Settings,
    decimal: char,
    pub(super) roles: Vec<Option<Role>>,
    pub(super) dates: Vec<Option<String>>,
    guesses: Vec<Guess>,
}

/// Tells the columns of a table apart; `None` where date, text or amount cannot be found.
pub(super) fn assign(
    shape: &Shape,
    names: &Names,
    settings: &Settings,
    currencies: &Currencies,
    decimal: char,
) -> Option<Assigned> {
    let finder = DateFinder::new(settings);
    let dates = (0..shape.width).map(|at| finder.pattern(shape.column(at))).collect();
    let foreign = if settings.foreign.is_empty() { None } else { compile(&settings.foreign).ok() };
    let role_abroad = |at| if shape.column(at).all(is_amount) { Role::ForeignAmount } else { Role::ForeignCurrency };
    let abroad = |at| foreign.as_ref()?.is_match(shape.name(at)).then(|| role_abroad(at));
    let role = |at| {
        let named = names.role(shape.name(at));
        named.filter(|role| *role != Role::Other).or_else(|| abroad(at)).or(named)
    };
    let roles = (0..shape.width).map(role).collect();
    let mut columns = Columns { shape, names, settings, decimal, roles, dates, guesses: Vec::new() };
    let (transaction_date, posting_date) = columns.days(&finder)?;
    let (money, balance) = columns.money()?;
    let is_code = |cell: &str| currencies.known(cell).is_some();
    let is_any_code =
        |cell: &str| is_code(cell) || cell.len() == 3 && cell.bytes().all(|byte| byte.is_ascii_uppercase());
    let foreign_amount = columns.named(Role::ForeignAmount, is_amount);
    let foreign_currency = columns.named(Role::ForeignCurrency, is_code);
    // Beside two amounts nothing tells which of them a single currency is of.
    let tells = foreign_amount.is_none() || foreign_currency.is_some();
    let currency = columns.named(Role::Currency, is_any_code).or_else(|| columns.by_content(is_code));
    let currency = currency.filter(|_| tells);
    if let Some(at) = currency {
        let named = columns.roles[at] == Some(Role::Currency);
        columns.guess(Part::Currency, at, if named { Why::Name } else { Why::Content });
    }
    let descriptor = columns.descriptor(&money, currency)?;
    let status = columns.named(Role::Status, |cell| names.statuses.contains_key(&cell.to_lowercase()));
    let fee = columns.named(Role::Fee, is_amount);
    let card = columns.named(Role::Card, |cell| cell.chars().filter(char::is_ascii_digit).count() >= 4);
    let reference = columns.named(Role::Reference, |_| true);
    let guesses = columns.guesses;
    Some(Assigned {
        transaction_date,
        posting_date,
        descriptor,
        money,
        fee,
        currency,
        foreign_amount,
        foreign_currency,
        card,
        reference,
        status,
        balance,
        guesses,
    })
}

impl Columns<'_> {
    pub(super) fn guess(&mut self, what: Part, at: usize, why: Why) {
        let name = self.shape.name(at);
        let value = if name.is_empty() { (at + 1).to_string() } else { name.to_owned() };
        self.guesses.push(Guess { what, value, why });
    }

    pub(super) fn share(&self, at: usize, holds: impl Fn(&str) -> bool) -> Decimal {
        let (fit, all) =
            self.shape.column(at).fold((0, 0), |(fit, all), cell| (fit + usize::from(holds(cell)), all + 1));
        if all == 0 { Decimal::ZERO } else { Decimal::from(fit) / Decimal::from(all) }
    }

    /// The first column of this name whose every cell fits.
    fn named(&self, role: Role, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let named = (0..self.shape.width).filter(|at| self.roles[*at] == Some(role));
        named.into_iter().find(|at| self.shape.column(*at).next().is_some() && self.shape.column(*at).all(&fits))
    }

    /// The one column whose every cell fits, whatever it is called but what a merchant abroad asked for. Under a name that
    /// means something else, or beside several amounts, all of it must be alike.
    fn by_content(&self, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let amounts = (0..self.shape.width).filter(|at| matches!(self.roles[*at], None | Some(Role::Amount)));
        let one_amount = amounts.filter(|at| self.may_be_money(*at)).count() < 2;
        let may_be = |at: usize| match self.roles[at] {
            None if one_amount => true,
            Some(Role::ForeignCurrency) => false,
            _ => self.shape.column(at).collect::<std::collections::BTreeSet<_>>().len() == 1,
        };
        let filled = |at: &usize| self.shape.column(*at).count() == self.shape.rows.len() && may_be(*at);
        let mut fitting = (0..self.shape.width).filter(filled).filter(|at| self.shape.column(*at).all(&fits));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// Transaction and posting date. Of two unnamed ones the earlier is the purchase's.
    fn days(&mut self, finder: &DateFinder<'_>) -> Option<(Option<usize>, Option<usize>)> {
        let filled = |at: &usize| self.shape.column(*at).count() * 2 > self.shape.rows.len();
        let dated: Vec<usize> = (0..self.shape.width).filter(|at| self.dates[*at].is_some()).filter(filled).collect();
        let of = |role| dated.iter().copied().find(|at| self.roles[*at] == Some(role));
        let (transaction, posting) = (of(Role::TransactionDate), of(Role::PostingDate));
        if transaction.is_some() || posting.is_some() {
            for (what, at) in [(Part::TransactionDate, transaction), (Part::PostingDate, posting)] {
                if let Some(at) = at {
                    self.guess(what, at, Why::Name);
                }
            }
            return Some((transaction, posting));
        }
        let unnamed: Vec<usize> = dated.iter().copied().filter(|at| self.roles[*at] != Some(Role::Other)).collect();
        match if unnamed.is_empty() { dated } else { unnamed }.as_slice() {
            [] => None,
            [one] => {
                self.guess(Part::TransactionDate, *one, Why::Content);
                Some((Some(*one), None))
            }
            [one, other, ..] => {
                let (first, second) =
                    if self.mostly_earlier(*one, *other, finder) { (*one, *other) } else { (*other, *one) };
                self.guess(Part::TransactionDate, first, Why::Earlier);
                self.guess(Part::PostingDate, second, Why::Content);
                Some((Some(first), Some(second)))
            }
        }
    }

    fn mostly_earlier(&self, one: usize, other: usize, finder: &DateFinder<'_>) -> bool {
        let (Some(own), Some(others)) = (&self.dates[one], &self.dates[other]) else { return true };
        let days = |at: usize, pattern: &str| -> Vec<Option<NaiveDate>> {
            self.shape.rows.iter().map(|row| finder.day(row.get(at).map_or("", String::as_str), pattern)).collect()
        };
        let later = days(one, own).into_iter().zip(days(other, others)).filter(|(a, b)| a > b && b.is_some()).count();
        later * 2 <= self.shape.rows.len()
    }

    pub(super) fn value(&self, row: &[String], at: usize) -> Option<Decimal> {
        row.get(at).and_then(|cell| parse_amount(cell, self.decimal))
    }

    /// The texts that name the merchant: by name; else the text column with the most different and longest texts.
    fn descriptor(&mut self, money: &Money, currency: Option<usize>) -> Option<Vec<usize>> {
        let of_money = |at: &usize| match money {
            Money::Signed(amount) => at == amount,
            Money::Flagged(amount, flag) => at == amount || at == flag,
            Money::Paired { debit, credit, .. } => at == debit || at == credit,
        };
        let taken = |at: &usize| of_money(at) || currency == Some(*at);
        let half = Decimal::new(5, 1);
        let texts: Vec<usize> = (0..self.shape.width)
            .filter(|at| !taken(at) && self.dates[*at].is_none() && self.share(*at, is_text) > half)
            .collect();
        let named: Vec<usize> =
            texts.iter().copied().filter(|at| self.roles[*at] == Some(Role::Descriptor)).take(2).collect();
        if let Some(first) = named.first() {
            self.guess(Part::Descriptor, *first, Why::Name);
            return Some(named);
        }
        let weight = |at: &usize| {
            let distinct: std::collections::BTreeSet<&str> = self.shape.column(*at).collect();
            let letters: usize = distinct.iter().map(|cell| cell.chars().count()).sum();
            (self.roles[*at] != Some(Role::Other), letters)
        };
        let best = texts.into_iter().max_by_key(weight)?;
        self.guess(Part::Descriptor, best, Why::Content);
        Some(vec![best])
    }
}
