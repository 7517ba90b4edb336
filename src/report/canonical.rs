//! The canonical CSV, written by `convert` and read by everything.

use std::borrow::Cow;

use super::json::precision;
use crate::case::identities;
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
    let identities = identities(statements, strings, merchants);
    let rows = statements.iter().zip(&identities).flat_map(|(statement, identities)| {
        let rows = statement.transactions.iter().zip(identities);
        rows.map(|(row, identity)| record(statement, row, &identity.family, strings, currencies))
    });
    written(std::iter::once(COLUMNS.map(Cow::from)).chain(rows))
}

fn record<'a>(
    statement: &'a Statement,
    row: &Transaction,
    family: &'a str,
    strings: &'a Strings,
    currencies: &Currencies,
) -> [Cow<'a, str>; COLUMNS.len()] {
    let text = |symbol| Cow::from(strings.get(symbol));
    let or_none = |text: Option<String>| text.map_or(Cow::from(""), Cow::from);
    let date = |date: Option<chrono::NaiveDate>| or_none(date.map(|date| date.to_string()));
    [
        text(row.household),
        text(row.card),
        date(row.transaction_date),
        date(row.posting_date),
        precision(row.date_precision).into(),
        text(row.descriptor),
        family.into(),
        currencies.plain(row.amount, row.currency).into(),
        row.currency.to_string().into(),
        row.kind.word().into(),
        row.status.word().into(),
        or_none(row.foreign_amount.map(|amount| amount.to_string())),
        or_none(row.foreign_currency.map(|currency| currency.to_string())),
        text(row.country),
        or_none(row.installment.map(|(n, m)| format!("{n}/{m}"))),
        text(row.reference),
        text(row.holder),
        statement.file.as_str().into(),
        row.line.to_string().into(),
    ]
}

/// Records as CSV text.
pub(super) fn written<F: AsRef<str>>(records: impl Iterator<Item: IntoIterator<Item = F>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in records {
        let fields = record.into_iter().try_for_each(|field| writer.write_field(field.as_ref()));
        // Writing to memory fails only for records of uneven length, and these are all of one.
        if fields.and_then(|()| writer.write_record(None::<&[u8]>)).is_err() {
            break;
        }
    }
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}
