//! Rows that the issuer writes itself: payments, fees, interest, cash, corrections, transfers. Known by wording.

use serde::Deserialize;

use super::fold::{fold, fold_pattern};
use super::patterns::Patterns;
use crate::location::Problem;
use crate::transaction::Kind;

/// A `[[row]]` entry. The pattern sees the folded text: upper case, no long-vowel marks (it may write them).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowData {
    id: String,
    kind: Kind,
    regex: String,
    /// `card` or `account` where the words mean this on one of them alone.
    #[serde(default)]
    source: Option<Source>,
    /// Whether the amount must be a credit (`true`) or a debit (`false`).
    #[serde(default)]
    negative: Option<bool>,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test that runs every example"))]
    examples: Vec<String>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test that runs every example"))]
    not: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Source {
    Card,
    Account,
}

/// The wordings of issuers that a descriptor has: the same for all rows with this descriptor.
#[derive(Debug, Clone, Default)]
pub struct Wordings(Vec<usize>);

#[derive(Debug)]
pub(super) struct IssuerRows {
    rows: Vec<RowData>,
    pub(super) patterns: Patterns,
}

impl IssuerRows {
    /// # Errors
    /// As [`Patterns::new`].
    pub(super) fn new(data: Vec<(String, RowData)>, is_own: impl Fn(&str) -> bool) -> Result<Self, Problem> {
        let patterns: Vec<String> = data.iter().map(|(_, row)| fold_pattern(&row.regex)).collect();
        let named =
            data.iter().zip(&patterns).map(|((file, row), pattern)| (pattern.as_str(), row.id.as_str(), file.as_str()));
        let patterns = Patterns::new(named, is_own)?;
        Ok(Self { rows: data.into_iter().map(|(_, row)| row).collect(), patterns })
    }

    /// The wordings that fit a descriptor, whatever its sign and source.
    pub(super) fn wordings(&self, descriptor: &str) -> Wordings {
        Wordings(self.patterns.in_text(&fold(descriptor)))
    }

    pub(super) fn kind(&self, wordings: &Wordings, negative: bool, source_is_account: bool) -> Option<Kind> {
        let source = if source_is_account { Source::Account } else { Source::Card };
        let fitting = wordings.0.iter().map(|at| &self.rows[*at]);
        let mut fitting =
            fitting.filter(|row| row.source.is_none_or(|s| s == source) && row.negative.is_none_or(|n| n == negative));
        fitting.next().map(|row| row.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::merchant::Merchants;

    #[test]
    fn every_example_of_an_issuer_row_is_its_kind() {
        let merchants = Merchants::load(&Catalogue::embedded()).unwrap();
        for row in &merchants.issuer_rows.rows {
            let account = row.source == Some(Source::Account);
            let negative = row.negative.unwrap_or(false);
            assert!(!row.examples.is_empty(), "{}", row.id);
            for example in &row.examples {
                assert_eq!(merchants.issuer_kind(example, negative, account), Some(row.kind), "{}: {example}", row.id);
            }
            for example in &row.not {
                assert_ne!(merchants.issuer_kind(example, negative, account), Some(row.kind), "{}: {example}", row.id);
            }
        }
    }

    #[test]
    fn shops_are_no_issuer_rows() {
        let merchants = Merchants::load(&Catalogue::embedded()).unwrap();
        for shop in [
            "GMO PAYMENT GATEWAY",
            "AXES PAYMENT",
            "NORTHWIND BOOKS",
            "INTERESTING BOOKS",
            "COFFEE HOUSE",
            "TRANSFERWISE",
            "ATMOSPHERE BAR",
            "FEENEY HARDWARE",
            "GYM MEMBERSHIP FEE",
            "みなと手数屋",
            "CASH CONVERTERS",
            "アオゾラ書店",
        ] {
            assert_eq!(merchants.issuer_kind(shop, false, false), None, "{shop}");
        }
    }
}
