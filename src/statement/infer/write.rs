//! What was found, as the text of a layout file.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::columns::{Assigned, Money};
use super::names::Names;
use super::shape::Shape;
use super::{DateFinder, Settings, Why};
use crate::messages::Words;
use crate::money::Currency;
use crate::statement::format::{PurchaseSign, Side};
use crate::statement::read::Tools;

/// The layout file. Where the sign of a purchase has no reason the rows are read both ways, and it is asked.
pub(super) fn layout(
    shape: &Shape,
    assigned: &Assigned,
    names: &Names,
    decimal: char,
    sign: Option<(PurchaseSign, Option<Why>)>,
    (settings, tools): (&Settings, Tools<'_>),
) -> String {
    let who = Words::of("inferred-institution", &[]);
    let mut file = Table::new();
    file.insert("institution".into(), table([("en", who.en.into()), ("ja", who.ja.into())]));
    file.insert("source".into(), if assigned.balance.is_some() { "account" } else { "card" }.into());
    if let Some(currency) = currency(shape, assigned, tools) {
        file.insert("currency".into(), currency.code().into());
    }
    file.insert("confidence".into(), "medium".into());
    file.insert("seen".into(), newest_year(shape, assigned, settings).into());
    file.insert("facts".into(), vec!["read by its content"].into());
    file.insert("read".into(), read(shape, assigned, decimal, settings));
    file.insert("identify".into(), identify(shape));
    file.insert("columns".into(), columns(shape, assigned, names));
    file.insert("row".into(), rows(shape, assigned, settings));
    if let Some((sign, _)) = sign {
        let word = if sign == PurchaseSign::Negative { "negative" } else { "positive" };
        file.insert("amount".into(), table([("purchase", word.into())]));
    }
    let mut open = vec!["date-order", "decimal"];
    if matches!(sign, Some((_, None))) {
        open.push("sign");
    }
    let evidence = open.into_iter().map(|decide| table([("decide", decide.into()), ("by", "fit".into())]));
    file.insert("evidence".into(), evidence.collect::<Vec<_>>().into());
    toml::to_string(&file).unwrap_or_default()
}

fn table<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Table(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// A column as a layout file names it: by its header when no other column has that name and it is plain text.
fn reference(shape: &Shape, at: usize) -> Value {
    let name = shape.name(at);
    let alone = shape.header.iter().filter(|other| *other == name).count() == 1;
    if alone && !name.is_empty() && !name.contains(['#', '|', '{', '[']) && name.parse::<i64>().is_err() {
        name.into()
    } else {
        i64::try_from(at).unwrap_or(i64::MAX).into()
    }
}

fn dates(assigned: &Assigned) -> impl Iterator<Item = usize> {
    assigned.transaction_date.into_iter().chain(assigned.posting_date)
}

fn read(shape: &Shape, assigned: &Assigned, decimal: char, settings: &Settings) -> Value {
    let finder = DateFinder::new(settings);
    let patterns: BTreeSet<String> = dates(assigned).filter_map(|at| finder.pattern(shape.column(at))).collect();
    table([
        ("encodings", Vec::<Value>::new().into()),
        ("delimiter", vec![shape.delimiter].into()),
        ("decimal", decimal.to_string().into()),
        ("dates", patterns.into_iter().collect::<Vec<_>>().into()),
    ])
}

fn identify(shape: &Shape) -> Value {
    if shape.header.is_empty() {
        let width = i64::try_from(shape.width).unwrap_or(i64::MAX);
        table([("row", vec![table([("where", "any".into()), ("fields", width.into())])].into())])
    } else {
        table([("header", shape.header.clone().into())])
    }
}

fn columns(shape: &Shape, assigned: &Assigned, names: &Names) -> Value {
    let mut columns = Table::new();
    let mut put = |key: &str, at: Option<usize>| {
        if let Some(at) = at {
            columns.insert(key.to_owned(), reference(shape, at));
        }
    };
    put("transaction_date", assigned.transaction_date);
    put("posting_date", assigned.posting_date);
    put("currency", assigned.currency);
    put("card", assigned.card);
    put("reference", assigned.reference);
    match assigned.money {
        Money::Signed(amount) | Money::Flagged(amount, _) => put("amount", Some(amount)),
        Money::Paired { debit, credit } => {
            put("debit", Some(debit));
            put("credit", Some(credit));
        }
    }
    let texts: Vec<Value> = assigned.descriptor.iter().map(|at| reference(shape, *at)).collect();
    columns.insert("descriptor".to_owned(), texts.into());
    if let Money::Flagged(_, flag) = assigned.money {
        let word = |side: &Side| if *side == Side::Debit { "debit" } else { "credit" };
        columns.insert("flag".to_owned(), mapped(shape, flag, |cell| names.flags.get(cell).map(word)));
    }
    if let Some(status) = assigned.status {
        let word = |cell: &str| names.statuses.get(cell).map(|status| status.word());
        columns.insert("status".to_owned(), mapped(shape, status, word));
    }
    Value::Table(columns)
}

/// Rows that are worded as balances are no transactions.
fn rows(shape: &Shape, assigned: &Assigned, settings: &Settings) -> Value {
    let balance = |at: &usize| {
        let key = match reference(shape, *at) {
            Value::String(name) => name,
            position => position.to_string(),
        };
        table([
            ("when", Value::Table(Table::from_iter([(key, settings.balances.clone().into())]))),
            ("is", "total".into()),
        ])
    };
    assigned.descriptor.iter().map(balance).collect::<Vec<_>>().into()
}

/// A column and what each of its words stands for; words are known in lower case.
fn mapped<'w>(shape: &Shape, at: usize, known: impl Fn(&str) -> Option<&'w str>) -> Value {
    let cells: BTreeSet<&str> = shape.column(at).collect();
    let values = cells.into_iter().filter_map(|cell| Some((cell.to_owned(), known(&cell.to_lowercase())?.into())));
    table([("column", reference(shape, at)), ("values", Value::Table(values.collect()))])
}

/// The currency that the header or the amounts name: a code or name in brackets, an unambiguous sign.
fn currency(shape: &Shape, assigned: &Assigned, tools: Tools<'_>) -> Option<Currency> {
    if assigned.currency.is_some() {
        return None;
    }
    let amount = match assigned.money {
        Money::Signed(amount) | Money::Flagged(amount, _) => amount,
        Money::Paired { debit, .. } => debit,
    };
    let name = shape.name(amount);
    let inside = name.split(['(', ')', '[', ']', ' ']).skip(1).map(str::trim).filter(|word| !word.is_empty());
    let in_cell = |cell: &str| {
        let rest: String = cell.chars().filter(|c| c.is_alphabetic() || "€£₹₩円".contains(*c)).collect();
        if rest.is_empty() { None } else { tools.currencies.known(&rest) }
    };
    inside.into_iter().find_map(|word| tools.currencies.known(word)).or_else(|| {
        let mut named = shape.column(amount).map(in_cell);
        let first = named.next()??;
        named.all(|other| other == Some(first)).then_some(first)
    })
}

fn newest_year(shape: &Shape, assigned: &Assigned, settings: &Settings) -> String {
    let finder = DateFinder::new(settings);
    let days = dates(assigned).filter_map(|at| {
        let pattern = finder.pattern(shape.column(at))?;
        shape.column(at).filter_map(|cell| finder.day(cell, &pattern)).max()
    });
    days.max().map(|day| day.format("%Y").to_string()).unwrap_or_default()
}
