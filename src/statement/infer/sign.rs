//! Which sign a purchase has in a column of signed amounts.

use super::Why;
use super::shape::Shape;
use crate::merchant::Merchants;
use crate::money::parse_amount;
use crate::statement::format::PurchaseSign;
use crate::transaction::Kind;

/// By rows worded as payments, when they and at most half of all lie on the other side; else by all rows lying on one side. `None`: it must be asked.
pub(super) fn of(
    shape: &Shape,
    amount: usize,
    descriptor: &[usize],
    decimal: char,
    merchants: &Merchants,
) -> Option<(PurchaseSign, Why)> {
    let value = |row: &[String]| row.get(amount).and_then(|cell| parse_amount(cell, decimal)).filter(|v| !v.is_zero());
    let is_payment = |row: &[String]| {
        let text: Vec<&str> = descriptor.iter().filter_map(|at| row.get(*at)).map(String::as_str).collect();
        merchants.issuer_kind(&text.join(" "), true, false) == Some(Kind::Payment)
    };
    let (mut positive, mut negative) = ((0, 0), (0, 0));
    for row in &shape.rows {
        let Some(value) = value(row) else { continue };
        let side = if value.is_sign_negative() { &mut negative } else { &mut positive };
        side.0 += 1;
        side.1 += usize::from(is_payment(row));
    }
    match (positive, negative) {
        ((most, 0), (few, 1..)) if most >= few => Some((PurchaseSign::Positive, Why::Payments)),
        ((few, 1..), (most, 0)) if most >= few => Some((PurchaseSign::Negative, Why::Payments)),
        ((1.., 0), (0, _)) => Some((PurchaseSign::Positive, Why::OneSide)),
        ((0, _), (1.., 0)) => Some((PurchaseSign::Negative, Why::OneSide)),
        _ => None,
    }
}
