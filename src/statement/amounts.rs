//! What a row moves: its amount, on which side, in which currency.

use rust_decimal::Decimal;

use super::format::{PurchaseSign, Side};
use super::parts::number;
use super::plan::{Places, cell, folded};
use super::row::RowReader;
use crate::location::Problem;
use crate::money::{Currency, currency_mark};

/// An amount, and where it stands.
pub(super) struct Moved<'a> {
    pub(super) amount: Decimal,
    pub(super) currency: Option<Currency>,
    pub(super) printed: Option<(Side, bool)>,
    pub(super) at: Option<i64>,
    pub(super) text: &'a str,
}

impl RowReader<'_> {
    pub(super) fn amount(&self, places: &Places) -> Result<Moved<'_>, Problem> {
        let side = self.rule.and_then(|rule| rule.side);
        let sided = |amount: Decimal, side: Side| match side {
            Side::Debit => amount.abs(),
            Side::Credit => -amount.abs(),
        };
        let (mut zero, mut moved) = (None, None);
        for (at, own) in [(places.debit, Side::Debit), (places.credit, Side::Credit)] {
            let text = cell(self.cells, at);
            if text.is_empty() {
                continue;
            }
            let value = self.readable(text, at)?;
            let amount = sided(value, side.unwrap_or(own));
            if amount.is_zero() {
                zero = Some(Moved { amount, currency: None, printed: None, at, text });
                continue;
            }
            let printed = side.is_none().then(|| (own, value.is_sign_negative()));
            if moved.replace(Moved { amount, currency: None, printed, at, text }).is_some() {
                return Err(Problem::new("two-amounts").with("value", text).in_column(self.plan.column_name(at)));
            }
        }
        if let Some(moved) = moved {
            return Ok(moved);
        }
        for (at, currency) in &places.amount {
            let (at, currency) = (Some(*at), *currency);
            let text = cell(self.cells, at);
            if text.is_empty() {
                continue;
            }
            let value = self.readable(text, at)?;
            let amount = match (side, self.flag(places)?) {
                (Some(side), _) | (None, Some(side)) => sided(value, side),
                (None, None) if self.purchase == PurchaseSign::Negative => -value,
                (None, None) => value,
            };
            return Ok(Moved { amount, currency, printed: None, at, text });
        }
        zero.ok_or_else(|| Problem::new("missing-amount"))
    }

    /// What comes on top of the amount, in columns of its own.
    pub(super) fn fee(&self, places: &Places) -> Result<Decimal, Problem> {
        let printed = places.fee.iter().map(|at| (cell(self.cells, Some(*at)), Some(*at)));
        printed.filter(|(text, _)| !text.is_empty()).map(|(text, at)| Ok(self.readable(text, at)?.abs())).sum()
    }

    fn flag(&self, places: &Places) -> Result<Option<Side>, Problem> {
        let Some(words) = &places.flag else { return Ok(None) };
        let printed = folded(self.cells, Some(words.at));
        match words.values.get(&*printed) {
            Some(side) => Ok(Some(*side)),
            None => {
                let known: Vec<&str> = words.values.keys().map(String::as_str).collect();
                Err(Problem::new("unreadable-flag")
                    .with("value", printed)
                    .with("rule", known.join(", "))
                    .in_column(self.plan.column_name(Some(words.at))))
            }
        }
    }

    /// A number that may be an amount: text that holds a card number is none.
    fn readable(&self, text: &str, at: Option<i64>) -> Result<Decimal, Problem> {
        self.number(text).ok_or_else(|| {
            Problem::new("unreadable-amount")
                .with("value", text)
                .with("rule", self.decimal())
                .in_column(self.plan.column_name(at))
        })
    }

    pub(super) fn decimal(&self) -> char {
        self.options.decimal.unwrap_or(self.generation.read.decimal)
    }

    pub(super) fn number(&self, text: &str) -> Option<Decimal> {
        number(text, self.decimal())
    }

    /// The currency that the row, the user, the file or the layout says. What stands beside the figures must not be another.
    pub(super) fn currency(&self, places: &Places, moved: &Moved<'_>) -> Result<Currency, Problem> {
        let currencies = self.tools.currencies;
        let in_column = |problem: Problem, at| problem.in_column(self.plan.column_name(at));
        let printed = cell(self.cells, places.currency);
        let said = if moved.currency.is_none() && !printed.is_empty() {
            let unreadable = || in_column(Problem::new("no-currency").with("value", printed), places.currency);
            Some(currencies.find(printed).ok_or_else(unreadable)?)
        } else {
            let known = moved.currency.or(self.options.currency).or(self.context.currency).or(self.generation.currency);
            known.filter(|currency| *currency != Currency::NONE)
        };
        let mark = currency_mark(moved.text);
        let beside = if mark.is_empty() { None } else { currencies.known(&mark) };
        match (said, beside) {
            (Some(said), Some(beside)) if said != beside => {
                let problem = Problem::new("other-currency").with("value", moved.text).with("rule", said);
                Err(in_column(problem, moved.at))
            }
            _ => Ok(said.or(beside).unwrap_or(Currency::NONE)),
        }
    }

    pub(super) fn billed(&self, places: &Places, amount: Decimal) -> Option<Decimal> {
        let Some(at) = places.billed else { return Some(amount) };
        let billed = self.number(cell(self.cells, Some(at)))?;
        let credit = self.rule.and_then(|rule| rule.side) == Some(Side::Credit)
            || places.credit.is_some() && amount.is_sign_negative();
        Some(match (credit, self.purchase) {
            (true, _) => -billed.abs(),
            (false, PurchaseSign::Negative) => -billed,
            (false, PurchaseSign::Positive) => billed,
        })
    }
}
