//! What was found, as the text of a layout file.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::columns::Assigned;
use super::money::Money;
use super::names::Names;
use super::shape::Shape;
use super::{DateFinder, Settings, Why};
use crate::messages::Words;
use crate::money::{Currency, currency_mark};
use crate::statement::format::{ColumnRef, PurchaseSign, Side};
use crate::statement::options::ReadOptions;
use crate::statement::read::Tools;

/// A date's cell without one.
const UNDATED: &str = r"^\D*$";

/// Everything that was found, and what the user said.
pub(super) struct Found<'a> {
    pub(super) shape: &'a Shape,
    pub(super) assigned: &'a Assigned,
    pub(super) names: &'a Names,
    pub(super) decimal: char,
    /// The sign of a purchase; without a reason both are tried, and it is asked.
    pub(super) sign: Option<(PurchaseSign, Option<Why>)>,
    pub(super) settings: &'a Settings,
    pub(super) options: &'a ReadOptions,
    pub(super) tools: Tools<'a>,
}

impl Found<'_> {
    /// The layout file.
    pub(super) fn layout(&self) -> String {
        let who = Words::of("inferred-institution", &[]);
        let mut file = Table::new();
        let mut put = |key: &str, value: Value| {
            file.insert(key.to_owned(), value);
        };
        put("institution", table([("en", who.en.into()), ("ja", who.ja.into())]));
        put("source", if self.assigned.balance.is_some() { "account" } else { "card" }.into());
        if let Some(currency) = self.options.currency.or_else(|| self.currency()) {
            put("currency", currency.code().into());
        }
        put("confidence", "medium".into());
        put("seen", self.newest_year().into());
        put("facts", vec!["read by its content"].into());
        put("read", self.read());
        put("identify", self.identify());
        put("columns", self.columns());
        put("row", self.balances());
        if let Some((sign, _)) = self.sign {
            let word = if sign == PurchaseSign::Negative { "negative" } else { "positive" };
            put("amount", table([("purchase", word.into())]));
        }
        put("evidence", self.open());
        toml::to_string(&file).unwrap_or_default()
    }

    /// What the file's own rows must decide.
    fn open(&self) -> Value {
        let open = [
            ("date-order", self.options.date_order.is_none() && self.patterns().any(|pattern| has_orders(&pattern))),
            ("decimal", self.options.decimal.is_none()),
            ("sign", matches!(self.sign, Some((_, None)))),
        ];
        let open = open.into_iter().filter(|(_, open)| *open);
        let evidence = open.map(|(decide, _)| (decide, "fit"));
        // Columns that nobody has named may have changed places.
        let sides = matches!(self.assigned.money, Money::Paired { told: false, .. }).then_some(("sign", "payments"));
        let evidence = evidence.chain(sides).map(|(decide, by)| table([("decide", decide.into()), ("by", by.into())]));
        evidence.collect::<Vec<_>>().into()
    }

    /// A column as a layout file names it: by its header when no other column has that name and it is plain text.
    fn column(&self, at: usize) -> ColumnRef {
        let name = self.shape.name(at);
        let alone = self.shape.header.iter().filter(|other| *other == name).count() == 1;
        if alone && !name.is_empty() && !name.contains(['#', '|', '{', '[']) && name.parse::<i64>().is_err() {
            ColumnRef::Named(name.to_owned())
        } else {
            ColumnRef::At(i64::try_from(at).unwrap_or(i64::MAX))
        }
    }

    fn reference(&self, at: usize) -> Value {
        match self.column(at) {
            ColumnRef::Named(name) => name.into(),
            ColumnRef::At(at) => at.into(),
        }
    }

    fn dates(&self) -> impl Iterator<Item = usize> {
        self.assigned.transaction_date.into_iter().chain(self.assigned.posting_date)
    }

    /// How the dates are written.
    fn patterns(&self) -> impl Iterator<Item = String> {
        let finder = DateFinder::new(self.settings);
        self.dates().filter_map(move |at| finder.pattern(self.shape.column(at)))
    }

    fn read(&self) -> Value {
        let ordered = |pattern: String| match self.options.date_order {
            Some(order) => order.applied(&pattern),
            None => pattern,
        };
        let patterns: BTreeSet<String> = self.patterns().map(ordered).collect();
        table([
            ("encodings", Vec::<Value>::new().into()),
            ("delimiter", vec![self.shape.delimiter].into()),
            ("decimal", self.decimal.to_string().into()),
            ("empty", self.settings.empty.iter().map(|word| Value::from(word.as_str())).collect::<Vec<_>>().into()),
            ("dates", patterns.into_iter().collect::<Vec<_>>().into()),
        ])
    }

    fn identify(&self) -> Value {
        if self.shape.header.is_empty() {
            let width = i64::try_from(self.shape.width).unwrap_or(i64::MAX);
            table([("row", vec![table([("where", "any".into()), ("fields", width.into())])].into())])
        } else {
            table([("header", self.shape.header.clone().into())])
        }
    }

    fn columns(&self) -> Value {
        let assigned = self.assigned;
        let mut columns = Table::new();
        let mut put = |key: &str, at: Option<usize>| {
            if let Some(at) = at {
                columns.insert(key.to_owned(), self.reference(at));
            }
        };
        put("transaction_date", assigned.transaction_date);
        put("posting_date", assigned.posting_date);
        put("fee", assigned.fee);
        put("currency", assigned.currency);
        put("foreign_amount", assigned.foreign_amount);
        put("foreign_currency", assigned.foreign_currency);
        put("card", assigned.card);
        put("reference", assigned.reference);
        match assigned.money {
            Money::Signed(amount) | Money::Flagged(amount, _) => put("amount", Some(amount)),
            Money::Paired { debit, credit, .. } => {
                put("debit", Some(debit));
                put("credit", Some(credit));
            }
        }
        let texts: Vec<Value> = assigned.descriptor.iter().map(|at| self.reference(*at)).collect();
        columns.insert("descriptor".to_owned(), texts.into());
        if let Money::Flagged(_, flag) = assigned.money {
            let word = |side: &Side| if *side == Side::Debit { "debit" } else { "credit" };
            columns.insert("flag".to_owned(), self.mapped(flag, |cell| self.names.flags.get(cell).map(word)));
        }
        if let Some(status) = assigned.status {
            let word = |cell: &str| self.names.statuses.get(cell).map(|status| status.word());
            columns.insert("status".to_owned(), self.mapped(status, word));
        }
        Value::Table(columns)
    }

    /// A column and what each of its words stands for; words are known in lower case.
    fn mapped<'w>(&self, at: usize, known: impl Fn(&str) -> Option<&'w str>) -> Value {
        let cells: BTreeSet<&str> = self.shape.column(at).collect();
        let values = cells.into_iter().filter_map(|cell| Some((cell.to_owned(), known(&cell.to_lowercase())?.into())));
        table([("column", self.reference(at)), ("values", Value::Table(values.collect()))])
    }

    /// Rows that are worded as balances are no transactions, nor are undated ones that are worded as totals.
    fn balances(&self) -> Value {
        let key = |at: usize| match self.column(at) {
            ColumnRef::Named(name) => name,
            ColumnRef::At(at) => at.to_string(),
        };
        let rule = |when: &[(usize, &str)]| {
            let when: Table = when.iter().map(|(at, pattern)| (key(*at), Value::from(*pattern))).collect();
            table([("when", Value::Table(when)), ("is", "total".into())])
        };
        let (balances, totals) = (self.settings.balances.as_str(), self.settings.totals.as_str());
        let dates: Vec<usize> = self.dates().collect();
        let of_texts = self.assigned.descriptor.iter().flat_map(|text| {
            let undated: Vec<(usize, &str)> = dates.iter().map(|date| (*date, UNDATED)).collect();
            [rule(&[(*text, balances)]), rule(&[undated.as_slice(), &[(*text, totals)]].concat())]
        });
        let of_dates = dates.iter().flat_map(|date| [rule(&[(*date, balances)]), rule(&[(*date, totals)])]);
        of_texts.chain(of_dates).collect::<Vec<_>>().into()
    }

    /// The currency that the header or the amounts name: a code or name in brackets, an unambiguous sign.
    fn currency(&self) -> Option<Currency> {
        if self.assigned.currency.is_some() {
            return None;
        }
        let amount = match self.assigned.money {
            Money::Signed(amount) | Money::Flagged(amount, _) => amount,
            Money::Paired { debit, .. } => debit,
        };
        let known = |text: &str| self.tools.currencies.known(text);
        let name = self.shape.name(amount);
        let mut inside = name.split(['(', ')', '[', ']', ' ']).skip(1).map(str::trim).filter(|word| !word.is_empty());
        inside.find_map(known).or_else(|| {
            let mut named = self.shape.column(amount).map(|cell| known(&currency_mark(cell)));
            let first = named.next()??;
            named.all(|other| other == Some(first)).then_some(first)
        })
    }

    fn newest_year(&self) -> String {
        let finder = DateFinder::new(self.settings);
        let days = self.dates().filter_map(|at| {
            let pattern = finder.pattern(self.shape.column(at))?;
            self.shape.column(at).filter_map(|cell| finder.day(cell, &pattern)).max()
        });
        days.max().map(|day| day.format("%Y").to_string()).unwrap_or_default()
    }
}

/// Whether dates written so may begin with another part: between points day or year do, never the month.
fn has_orders(pattern: &str) -> bool {
    pattern.contains("%m") && (pattern.contains(['/', '-']) || pattern.contains("%y"))
}

fn table<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Table(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}
