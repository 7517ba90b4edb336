//! The totals that a file prints, checked against its rows.

use rust_decimal::Decimal;

use super::Total;
use super::format::Of;
use crate::transaction::Transaction;

/// A total as printed, and which rows it sums.
pub(super) struct PrintedTotal {
    pub(super) label: String,
    pub(super) printed: Decimal,
    pub(super) of: Of,
    /// The condition that rows must fulfil to count.
    pub(super) only: Option<usize>,
    pub(super) rows: std::ops::Range<usize>,
}

impl PrintedTotal {
    /// The total beside the sum of its rows. Each row comes with the conditions that it fulfils; `due` is what totals of
    /// this month's shares include beside them.
    pub(super) fn checked<'t>(
        self,
        rows: impl Iterator<Item = (&'t Transaction, &'t Vec<bool>)>,
        due: Decimal,
    ) -> Total {
        let rows = rows.skip(self.rows.start).take(self.rows.len());
        let computed: Decimal = rows
            .filter(|(_, marks)| self.only.is_none_or(|at| marks.get(at).copied().unwrap_or(false)))
            .map(|(row, _)| match self.of {
                Of::Amount => row.amount,
                Of::Billed => row.billed.unwrap_or_default(),
            })
            .sum::<Decimal>()
            + if self.of == Of::Billed { due } else { Decimal::ZERO };
        Total { label: self.label, printed: self.printed, agrees: computed == self.printed, computed }
    }
}
