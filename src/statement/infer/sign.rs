//! Which sign a purchase has in a column of signed amounts.

use std::collections::BTreeSet;

use super::Why;
use super::names::{Names, Role};
use super::shape::{Shape, is_text};
use crate::merchant::Merchants;
use crate::money::parse_amount;
use crate::statement::format::PurchaseSign;
use crate::transaction::Kind;

/// The sign, and why: rows worded as payments lie on the other side, with at most half of all; or all rows lie on one
/// side. Without a reason it is only the side of most rows, and must be asked.
pub(super) fn of(
    shape: &Shape,
    amount: usize,
    descriptor: &[usize],
    decimal: char,
    (names, merchants): (&Names, &Merchants),
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
    let (purchase, most, few) = if negative.0 > positive.0 {
        (PurchaseSign::Negative, negative, positive)
    } else {
        (PurchaseSign::Positive, positive, negative)
    };
    let signed = purchase == PurchaseSign::Negative || !may_be_unsigned(shape, names);
    let why = match (most, few) {
        ((_, 0), (1.., 1..)) => Some(Why::Payments),
        ((all, 0), (0, _)) if all == shape.rows.len() && signed => Some(Why::OneSide),
        _ => None,
    };
    (purchase, why)
}

/// Whether some column may say on which side a row lies, in words that are not known: it holds two words, or one that
/// says debit or credit elsewhere.
fn may_be_unsigned(shape: &Shape, names: &Names) -> bool {
    (0..shape.width).any(|at| {
        let words: BTreeSet<String> = shape.column(at).map(str::to_lowercase).collect();
        let texts = words.iter().all(|word| is_text(word));
        let few = shape.column(at).count() == shape.rows.len() && texts && words.len() == 2 && shape.rows.len() > 2;
        few || names.role(shape.name(at)) == Some(Role::Flag) || words.iter().any(|word| names.flags.contains_key(word))
    })
}
