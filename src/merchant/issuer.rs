//! Rows that the issuer writes itself: payments, fees, interest, cash, corrections, transfers. Known by wording.

use regex::RegexSet;
use serde::Deserialize;

use super::fold::{fold, fold_pattern};
use super::strip::set;
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

#[derive(Debug)]
pub(super) struct IssuerRows {
    rows: Vec<RowData>,
    set: RegexSet,
}

impl IssuerRows {
    /// # Errors
    /// `bad-pattern` with the row's id and file.
    pub(super) fn new(data: Vec<(String, RowData)>) -> Result<Self, Problem> {
        let patterns: Vec<String> = data.iter().map(|(_, row)| fold_pattern(&row.regex)).collect();
        let named =
            data.iter().zip(&patterns).map(|((file, row), pattern)| (pattern.as_str(), row.id.as_str(), file.as_str()));
        let set = set(named)?;
        Ok(Self { rows: data.into_iter().map(|(_, row)| row).collect(), set })
    }

    pub(super) fn kind(&self, descriptor: &str, negative: bool, source_is_account: bool) -> Option<Kind> {
        let source = if source_is_account { Source::Account } else { Source::Card };
        self.set
            .matches(&fold(descriptor))
            .into_iter()
            .map(|at| &self.rows[at])
            .find(|row| row.source.is_none_or(|s| s == source) && row.negative.is_none_or(|n| n == negative))
            .map(|row| row.kind)
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
