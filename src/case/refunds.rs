//! Refunds: money back on a card. They are no charges; they tell which charges were credited.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use foldhash::HashMap;
use rust_decimal::Decimal;

use super::{Case, Sighting};
use crate::merchant::Merchants;
use crate::merchant::fold::fold;
use crate::money::Currency;
use crate::transaction::{Kind, Sym};

/// One refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// Index into [`Case::households`].
    pub household: usize,
    /// Index into [`Case::cards`].
    pub card: usize,
    /// The transaction date, else the posting date.
    pub date: NaiveDate,
    /// What is given back: positive.
    pub amount: Decimal,
    /// Its currency.
    pub currency: Currency,
    /// Index into [`Case::merchants`].
    pub merchant: usize,
}

impl Case {
    /// The refunds, in order of household, card and date. Of equal ones as many as the statement has that shows most.
    pub(super) fn refunds(&mut self, merchants: &Merchants, mut identities: HashMap<Sym, usize>) -> Vec<Refund> {
        type Print = (usize, usize, NaiveDate, Decimal, Currency, String);
        let mut seen: BTreeMap<Print, BTreeMap<usize, Vec<Sym>>> = BTreeMap::new();
        for (statement, read) in self.statements.iter().enumerate() {
            for (at, row) in read.transactions.iter().enumerate() {
                let given = row.kind == Kind::Refund && row.status.counts() && row.amount.is_sign_negative();
                let place = self.place(Sighting { statement, row: at }).filter(|_| given);
                if let Some((household, card)) = place {
                    let text = fold(self.strings.get(row.descriptor));
                    let print = (household, card, row.date(), -row.amount.normalize(), row.currency, text);
                    seen.entry(print).or_default().entry(statement).or_default().push(row.descriptor);
                }
            }
        }
        let mut refunds = Vec::new();
        for ((household, card, date, amount, currency, _), statements) in seen {
            for descriptor in statements.into_values().max_by_key(Vec::len).into_iter().flatten() {
                let merchant = *identities.entry(descriptor).or_insert_with(|| {
                    self.merchants.push(merchants.identify(self.strings.get(descriptor)));
                    self.merchants.len() - 1
                });
                refunds.push(Refund { household, card, date, amount, currency, merchant });
            }
        }
        refunds
    }

    /// The refunds of a household.
    #[must_use]
    pub fn refunds_of(&self, household: usize) -> &[Refund] {
        let before = |end: usize| self.refunds.partition_point(|refund| refund.household < end);
        &self.refunds[before(household)..before(household + 1)]
    }
}
