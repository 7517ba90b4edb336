//! A statement to rows of tables, and back.

use rusqlite::{Connection, Row, params};
use rust_decimal::Decimal;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::about::{About, Told};
use super::problem::misread;
use crate::location::Problem;
use crate::money::{Currency, ten_thousandths};
use crate::statement::format::{Product, Source};
use crate::statement::{SetApart, Statement};
use crate::transaction::{DatePrecision, Strings, Sym, Transaction};

/// Decimals of an amount in the table.
const DECIMALS: u32 = 4;

fn precision(precision: DatePrecision) -> &'static str {
    match precision {
        DatePrecision::Day => "day",
        DatePrecision::Month => "month",
    }
}

/// A value from the word that outputs and layouts have for it.
fn value<T: DeserializeOwned>(word: String) -> Result<T, Problem> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(misread)
}

pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(misread)
}

pub(super) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(misread)
}

/// Writes what belongs to a source: its rows, and what the reading says beside them.
pub(super) fn write(conn: &Connection, source: i64, statement: &Statement, strings: &Strings) -> Result<(), Problem> {
    conn.execute(
        "update source set layout = ?2, source = ?3, encoding = ?4, rows = ?5, about = ?6 where id = ?1",
        params![
            source,
            statement.format,
            statement.source.word(),
            statement.encoding,
            statement.rows,
            json(&About::of(statement))?
        ],
    )?;
    let mut insert = conn.prepare_cached(
        "insert into transactions values (?1, ?2, null, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,
         ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)",
    )?;
    for (row, nth) in statement.transactions.iter().zip(0_i64..) {
        let text = |symbol: Sym| strings.get(symbol);
        let extra: Vec<(&str, &str)> = row.extra.iter().map(|(name, value)| (text(*name), text(*value))).collect();
        let amount = ten_thousandths(row.amount).ok_or_else(|| misread(row.amount))?;
        let (n, m) = row.installment.unzip();
        insert.execute(params![
            source,
            nth,
            row.line,
            text(row.card),
            row.transaction_date.map(|day| day.to_string()),
            row.posting_date.map(|day| day.to_string()),
            precision(row.date_precision),
            text(row.descriptor),
            text(row.merchant),
            amount,
            row.amount.scale().min(DECIMALS),
            row.currency.code(),
            row.kind.word(),
            row.kind_printed,
            row.status.word(),
            row.foreign_amount.map(|amount| amount.to_string()),
            row.foreign_currency.map(|currency| currency.code().to_owned()),
            text(row.country),
            n,
            m,
            text(row.reference),
            text(row.holder),
            row.billed.map(|amount| amount.to_string()),
            json(&extra)?,
        ])?;
    }
    let mut insert = conn.prepare_cached("insert into set_apart values (?1, ?2, ?3, ?4, ?5)")?;
    for (row, nth) in statement.set_apart.iter().zip(0_i64..) {
        let problem = row.problem.as_ref().map(|problem| json(&Told::of(problem))).transpose()?;
        insert.execute(params![source, nth, row.line, row.class.word(), problem])?;
    }
    Ok(())
}

/// What belongs to a source.
pub(super) struct Read {
    pub(super) statement: Statement,
    /// The number of each transaction in the table.
    pub(super) numbers: Vec<i64>,
    /// The id under which the charge of each transaction was first seen.
    pub(super) charges: Vec<Option<String>>,
}

/// Reads what belongs to a source.
pub(super) fn read(conn: &Connection, source: i64, strings: &mut Strings) -> Result<Read, Problem> {
    let mut statement = head(conn, source)?;
    let (mut numbers, mut charges) = (Vec::new(), Vec::new());
    let mut select = conn.prepare_cached(
        "select line, card, transaction_date, posting_date, date_precision, descriptor, merchant, amount, decimals,
         currency, kind, kind_printed, status, foreign_amount, foreign_currency, country, installment, installments,
         reference, holder, billed, extra, nth, charge from transactions where source = ?1 order by nth",
    )?;
    let mut rows = select.query([source])?;
    while let Some(row) = rows.next()? {
        statement.transactions.push(transaction(row, strings)?);
        numbers.push(row.get("nth")?);
        charges.push(row.get("charge")?);
    }
    let mut select =
        conn.prepare_cached("select line, class, problem from set_apart where source = ?1 order by nth")?;
    let mut rows = select.query([source])?;
    while let Some(row) = rows.next()? {
        let problem: Option<String> = row.get(2)?;
        let problem = problem.map(|text| from_json::<Told>(&text)).transpose()?;
        let class = value(row.get(1)?)?;
        statement.set_apart.push(SetApart { line: row.get(0)?, class, problem: problem.map(Told::problem) });
    }
    Ok(Read { statement, numbers, charges })
}

fn head(conn: &Connection, source: i64) -> Result<Statement, Problem> {
    let query = "select name, layout, source, encoding, rows, about from source where id = ?1";
    let (file, format, source, encoding, rows, about): (String, String, String, String, u64, String) =
        conn.query_row(query, [source], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
        })?;
    let about: About = from_json(&about)?;
    let source: Source = value(source)?;
    Ok(Statement {
        file,
        format,
        institution: about.institution,
        country: about.country,
        products: about.products.unwrap_or_else(|| Product::of(source).to_vec()),
        source,
        medium: about.medium,
        stable_reference: about.stable_reference,
        bill: about.bill,
        dated: about.dated,
        syntax: about.syntax,
        encoding,
        rows,
        transactions: Vec::new(),
        set_apart: Vec::new(),
        totals: about.totals,
        notices: about.notices.into_iter().map(Told::problem).collect(),
        questions: about.questions,
    })
}

fn transaction(row: &Row<'_>, strings: &mut Strings) -> Result<Transaction, Problem> {
    let text = |name: &str| row.get::<_, String>(name);
    let some = |name: &str| row.get::<_, Option<String>>(name);
    let day = |name: &str| some(name)?.map(|day| day.parse().map_err(misread)).transpose();
    let decimal = |name: &str| some(name)?.map(|amount| amount.parse::<Decimal>().map_err(misread)).transpose();
    let mut amount = Decimal::new(row.get("amount")?, DECIMALS);
    amount.rescale(row.get("decimals")?);
    let extra: Vec<(String, String)> = from_json(&text("extra")?)?;
    let (n, m): (Option<u16>, Option<u16>) = (row.get("installment")?, row.get("installments")?);
    let foreign: Option<String> = some("foreign_currency")?;
    let foreign_currency: Option<Currency> = foreign.map(|code| code.parse()).transpose()?;
    let (transaction_date, posting_date) = (day("transaction_date")?, day("posting_date")?);
    let (foreign_amount, billed) = (decimal("foreign_amount")?, decimal("billed")?);
    let mut symbol = |name: &str| text(name).map(|text| strings.intern(&text));
    let transaction = Transaction {
        line: row.get("line")?,
        household: Sym::EMPTY,
        card: symbol("card")?,
        transaction_date,
        posting_date,
        date_precision: value(text("date_precision")?)?,
        descriptor: symbol("descriptor")?,
        merchant: symbol("merchant")?,
        amount,
        currency: text("currency")?.parse()?,
        kind: value(text("kind")?)?,
        kind_printed: row.get("kind_printed")?,
        status: value(text("status")?)?,
        foreign_amount,
        foreign_currency,
        country: symbol("country")?,
        installment: n.zip(m),
        reference: symbol("reference")?,
        holder: symbol("holder")?,
        billed,
        extra: Vec::new(),
    };
    let extra = extra.iter().map(|(name, value)| (strings.intern(name), strings.intern(value))).collect();
    Ok(Transaction { extra, ..transaction })
}
