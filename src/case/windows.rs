//! `rules/case.toml`: how near rows must lie to be one charge, and how long a card may be silent.

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::catalogue::Catalogue;
use crate::location::Problem;

/// Windows in calendar days, shares in percent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Windows {
    /// From a pending row to its posted one.
    pub pending_days: i64,
    /// How much larger the posted amount may be, at the same merchant.
    pub tip_percent: Decimal,
    /// How much it may differ either way, at the same merchant.
    pub exchange_percent: Decimal,
    /// Between the issuer's row and that of an app or a wallet.
    pub source_days: i64,
    /// From the details of a purchase to the account's row.
    pub detail_days: i64,
    /// From a purchase to a posting date that stands alone.
    pub posting_lag_days: u64,
    /// Between a charge and the day on which an order says that the card was charged.
    pub order_days: i64,
    /// From an order to its charge.
    pub order_lag_days: i64,
    /// From the last row of a card's statement to the payment of its bill.
    pub bill_days: i64,
    /// The shortest silence of a card between files that is worth a word …
    pub quiet_days: i64,
    /// … and how many times as long as three in four of the card's silences it must be.
    pub quiet_times: i64,
}

impl Windows {
    /// Loads the file.
    ///
    /// # Errors
    /// `bad-data-file` when it is missing or has another shape.
    pub fn load(catalogue: &Catalogue) -> Result<Self, Problem> {
        catalogue
            .data("case.toml")
            .read()
            .map_err(|e| Problem::new("bad-data-file").with("cause", e).in_file("case.toml"))
    }

    /// Whether a pending amount may have become this posted one, at the same merchant.
    #[must_use]
    pub(super) fn may_become(&self, pending: Decimal, posted: Decimal) -> bool {
        let hundredfold = (posted - pending) * Decimal::ONE_HUNDRED;
        hundredfold >= -pending * self.exchange_percent
            && hundredfold <= pending * self.tip_percent.max(self.exchange_percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pending_amount_becomes_another_by_a_tip_or_an_exchange_rate_alone() {
        let windows =
            Windows { tip_percent: Decimal::from(30), exchange_percent: Decimal::from(5), ..Windows::default() };
        for (posted, may) in [("94.99", false), ("95.00", true), ("100.00", true), ("130.00", true), ("130.01", false)]
        {
            assert_eq!(windows.may_become(Decimal::ONE_HUNDRED, posted.parse().expect("a number")), may, "{posted}");
        }
    }
}
