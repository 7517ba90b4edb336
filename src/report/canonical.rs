//! The canonical CSV, written by `convert` and read by everything.

use super::json::precision;
use crate::case::families;
use crate::merchant::Merchants;
use crate::money::Currencies;
use crate::statement::Statement;
use crate::transaction::{Strings, Transaction};

/// Its columns, in order. Required in a file given to the program: one of the dates, descriptor, amount, currency.
pub const COLUMNS: [&str; 19] = [
    "household",
    "card",
    "transaction_date",
    "posting_date",
    "date_precision",
    "descriptor",
    "merchant",
    "amount",
    "currency",
    "kind",
    "status",
    "foreign_amount",
    "foreign_currency",
    "country",
    "installment",
    "reference",
    "holder",
    "file",
    "line",
];

/// Writes every transaction of the statements, each with its merchant: one text for all the lines that a shop or brand
/// bills under. Positive amounts are what the holder owes more.
#[must_use]
pub fn render(statements: &[Statement], strings: &Strings, merchants: &Merchants, currencies: &Currencies) -> String {
    let families = families(statements, strings, merchants);
    let rows = statements.iter().zip(&families).flat_map(|(statement, families)| {
        let rows = statement.transactions.iter().zip(families);
        rows.map(|(row, family)| record(statement, row, family, strings, currencies))
    });
    written(std::iter::once(COLUMNS.map(str::to_owned).to_vec()).chain(rows))
}

fn record(
    statement: &Statement,
    row: &Transaction,
    family: &str,
    strings: &Strings,
    currencies: &Currencies,
) -> Vec<String> {
    let text = |symbol| strings.get(symbol).to_owned();
    let date = |date: Option<chrono::NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    vec![
        text(row.household),
        text(row.card),
        date(row.transaction_date),
        date(row.posting_date),
        precision(row.date_precision).to_owned(),
        text(row.descriptor),
        family.to_owned(),
        currencies.plain(row.amount, row.currency),
        row.currency.to_string(),
        row.kind.word().to_owned(),
        row.status.word().to_owned(),
        row.foreign_amount.map(|amount| amount.to_string()).unwrap_or_default(),
        row.foreign_currency.map(|currency| currency.to_string()).unwrap_or_default(),
        text(row.country),
        row.installment.map(|(n, m)| format!("{n}/{m}")).unwrap_or_default(),
        text(row.reference),
        text(row.holder),
        statement.file.clone(),
        row.line.to_string(),
    ]
}

/// Records as CSV text.
pub(super) fn written(records: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in records {
        // Writing to memory fails only for records of uneven length, and these are all of one.
        if writer.write_record(&record).is_err() {
            break;
        }
    }
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}
