//! Order histories: records that explain charges and are never charges. They stand in files of details whose rows move
//! no money themselves (`authorisation`).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Case, Charge, Sighting};
use crate::money::Currency;
use crate::statement::format::Source;
use crate::transaction::{Kind, Status, Sym};

/// One charge that an order history announces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The row.
    pub at: Sighting,
    /// The day of the order.
    pub date: NaiveDate,
    /// The day on which the card was charged, where the history says it.
    pub charged_on: Option<NaiveDate>,
    /// What the card was charged.
    pub amount: Decimal,
    /// Its currency.
    pub currency: Currency,
    /// The last four digits of the card; empty where the history does not say them.
    pub card: Sym,
    /// What was ordered.
    pub items: Vec<Sym>,
}

impl Case {
    /// The orders of every history, by amount. Of one order's rows (they share a reference) the purchases are what the card was
    /// charged; the others are the things ordered. An order without a purchase is charged as a whole.
    pub(super) fn orders(&self) -> Vec<Order> {
        let mut orders = Vec::new();
        for (statement, read) in self.statements.iter().enumerate().filter(|(_, s)| s.source == Source::Detail) {
            let mut by_number: BTreeMap<(&str, usize), Vec<Sighting>> = BTreeMap::new();
            for (row, found) in read.transactions.iter().enumerate() {
                if found.status == Status::Authorisation {
                    let number = self.strings.get(found.reference);
                    // Without a number each row is an order of its own.
                    let own = if number.is_empty() { row + 1 } else { 0 };
                    by_number.entry((number, own)).or_default().push(Sighting { statement, row });
                }
            }
            for rows in by_number.into_values() {
                let of = |is: fn(Kind) -> bool| rows.iter().copied().filter(|at| is(self.row(*at).kind)).collect();
                let charged: Vec<Sighting> = of(|kind| kind == Kind::Purchase);
                let things: Vec<Sighting> = of(|kind| !matches!(kind, Kind::Purchase | Kind::Refund));
                let items: Vec<Sym> = things.iter().map(|at| self.row(*at).descriptor).collect();
                let Some(date) = rows.iter().map(|at| self.row(*at).date()).min() else { continue };
                if let (true, Some(first)) = (charged.is_empty(), things.first()) {
                    let amount = things.iter().map(|at| self.row(*at).amount).sum();
                    let row = self.row(*first);
                    let (card, currency) = (row.card, row.currency);
                    orders.push(Order { at: *first, date, charged_on: None, amount, currency, card, items });
                    continue;
                }
                orders.extend(charged.into_iter().map(|at| {
                    let row = self.row(at);
                    let items = if things.is_empty() { vec![row.descriptor] } else { items.clone() };
                    let (amount, currency, card) = (row.amount, row.currency, row.card);
                    Order { at, date, charged_on: Some(row.date()), amount, currency, card, items }
                }));
            }
        }
        orders.sort_by_key(|order: &Order| (order.amount, order.date, order.at));
        orders
    }

    /// The orders that explain a charge: equal amount, days near enough (`rules/case.toml`), and the same last four
    /// digits where both say them. An order that names no household explains charges of the only one.
    pub fn orders_of<'a>(&'a self, charge: &'a Charge) -> impl Iterator<Item = &'a Order> {
        let label = &self.cards[charge.card].label;
        let first = self.orders.partition_point(|order| order.amount < charge.amount);
        let equal = self.orders[first..].iter().take_while(|order| order.amount == charge.amount);
        equal.filter(move |order| {
            let near = match order.charged_on {
                Some(day) => (charge.date - day).num_days().abs() <= self.windows.order_days,
                None => (0..=self.windows.order_lag_days).contains(&(charge.date - order.date).num_days()),
            };
            let card = self.strings.get(order.card);
            let same_card = card.is_empty() || label.is_empty() || label.split('#').next() == Some(card);
            let household = self.place(order.at).map(|(household, _)| household);
            let same_household = household.map_or(self.households.len() < 2, |of_order| of_order == charge.household);
            near && same_card && same_household && order.currency == charge.currency
        })
    }
}
