//! Which sign a purchase has in a column of signed amounts.

use super::Why;
use super::shape::Shape;
use crate::merchant::Merchants;
use crate::money::parse_amount;
use crate::statement::format::PurchaseSign;
use crate::transaction::Kind;

/// The sign, and why: rows worded as payments lie on the other side, with at most half of all; or all rows are negative.
/// Without a reason it is only the side of most rows, and must be asked: rows that are all positive may have no sign.
pub(super) fn of(
    shape: &Shape,
    amount: usize,
    descriptor: &[usize],
    decimal: char,
    merchants: &Merchants,
) -> (PurchaseSign, Option<Why>) {
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
    // Where both are as many and payments do not tell, money that goes out is written with a minus more often than not.
    let paid_with_minus = negative.0 == positive.0 && negative.1 > 0 && positive.1 == 0;
    let (purchase, most, few) = if negative.0 > 0 && negative.0 >= positive.0 && !paid_with_minus {
        (PurchaseSign::Negative, negative, positive)
    } else {
        (PurchaseSign::Positive, positive, negative)
    };
    let why = match (most, few) {
        ((_, 0), (1.., 1..)) => Some(Why::Payments),
        ((all, 0), (0, _)) if all == shape.rows.len() && purchase == PurchaseSign::Negative => Some(Why::OneSide),
        _ => None,
    };
    (purchase, why)
}
