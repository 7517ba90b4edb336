//! Order histories: which charges somebody ordered.

use std::collections::BTreeSet;

use foldhash::HashMap;

use super::Values;
use super::history::count;
use super::keys::Row;
use crate::case::{Case, Order};

/// The orders behind a household's charges, each order behind one charge.
pub(super) fn orders<'a>(case: &'a Case, rows: &[Row]) -> HashMap<usize, &'a Order> {
    let mut used = BTreeSet::new();
    let mut found = HashMap::default();
    for row in rows.iter().filter(|_| !case.orders.is_empty()) {
        let mut orders = case.orders_of(&case.charges[row.charge]);
        if let Some(order) = orders.find(|order| !used.contains(&order.at)) {
            used.insert(order.at);
            found.insert(row.charge, order);
        }
    }
    found
}

/// The facts of a purchase or cash advance.
pub(super) fn fill(order: Option<&Order>, values: &mut Values) {
    values.order_around = order.map(|order| order.date.to_string());
    values.order_items_around = order.map(|order| count(order.items.len()));
}
