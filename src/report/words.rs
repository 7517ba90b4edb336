//! Dates, amounts and periods as people of a language write them.

use std::hash::Hash;

use chrono::{Datelike, NaiveDate};
use foldhash::HashMap;
use rust_decimal::Decimal;

use crate::messages::{Lang, Messages, Value};
use crate::money::{Currencies, Currency};

/// `3 February 2026`, `2026年2月3日`.
#[must_use]
pub fn date(date: NaiveDate, messages: &Messages) -> String {
    match messages.lang() {
        Lang::En => date.format("%-d %B %Y").to_string(),
        Lang::Ja => date.format("%Y年%-m月%-d日").to_string(),
    }
}

/// `July 2017` when the days lie in one month, else `3 June – 4 July 2017` with both years where they differ.
#[must_use]
pub fn period(first: NaiveDate, last: NaiveDate, messages: &Messages) -> String {
    if (first.year(), first.month()) == (last.year(), last.month()) {
        return match messages.lang() {
            Lang::En => first.format("%B %Y").to_string(),
            Lang::Ja => first.format("%Y年%-m月").to_string(),
        };
    }
    messages.with("period", &[("first", date(first, messages).into()), ("last", date(last, messages).into())])
}

/// `3 May 2025`, or `3 May 2025 – 9 May 2025`.
#[must_use]
pub fn days(first: NaiveDate, last: NaiveDate, messages: &Messages) -> String {
    let one = date(first, messages);
    if first == last {
        return one;
    }
    messages.with("period", &[("first", one.into()), ("last", date(last, messages).into())])
}

/// `September 2025`, or `October 2025 – November 2026` when the first days lie in different months.
#[must_use]
pub fn months(first: NaiveDate, last: NaiveDate, messages: &Messages) -> String {
    let one = period(first, first, messages);
    if first == last {
        return one;
    }
    messages.with("period", &[("first", one.into()), ("last", period(last, last, messages).into())])
}

/// `Jul`, `7月`: a month where the year stands beside it.
#[must_use]
pub fn month(month: NaiveDate, messages: &Messages) -> String {
    match messages.lang() {
        Lang::En => month.format("%b").to_string(),
        Lang::Ja => month.format("%-m月").to_string(),
    }
}

/// `2017`, `2017年`.
#[must_use]
pub fn year(year: i32, messages: &Messages) -> String {
    match messages.lang() {
        Lang::En => year.to_string(),
        Lang::Ja => format!("{year}年"),
    }
}

/// Sums per currency, such as `$1,204.11 and ¥84,210`.
#[must_use]
pub fn sums(
    amounts: impl Iterator<Item = (Currency, Decimal)>,
    currencies: &Currencies,
    messages: &Messages,
) -> String {
    let mut totals: std::collections::BTreeMap<Currency, Decimal> = std::collections::BTreeMap::new();
    for (currency, amount) in amounts {
        *totals.entry(currency).or_default() += amount;
    }
    let parts: Vec<String> = totals.iter().map(|(currency, amount)| currencies.shown(*amount, *currency)).collect();
    list(&parts, messages)
}

/// A list in words.
#[must_use]
pub fn list(parts: &[String], messages: &Messages) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] => {
            let init = init.join(&messages.text("list-comma"));
            messages.with("list-and", &[("init", Value::from(init)), ("last", Value::from(last.as_str()))])
        }
    }
}

/// A count as a value of a sentence.
#[must_use]
pub fn count_of(count: usize) -> Value {
    Value::from(i64::try_from(count).unwrap_or(i64::MAX))
}

/// `what (more)`, with the parentheses of the language.
#[must_use]
pub fn bracketed(what: &str, more: &str, messages: &Messages) -> String {
    messages.with("bracketed", &[("what", what.into()), ("more", more.into())])
}

/// For each of these what tells it from those that are said alike, such as ` (2 of 3)`; nothing where it stands alone.
#[must_use]
pub fn among_equals<T: Eq + Hash>(all: &[T], messages: &Messages) -> Vec<String> {
    let mut counts: HashMap<&T, usize> = HashMap::default();
    let numbers: Vec<usize> = all
        .iter()
        .map(|one| {
            let count = counts.entry(one).or_default();
            *count += 1;
            *count
        })
        .collect();
    let told = |(one, number): (&T, usize)| match counts[one] {
        1 => String::new(),
        count => messages.with("among-equals", &[("number", count_of(number)), ("count", count_of(count))]),
    };
    all.iter().zip(numbers).map(told).collect()
}
