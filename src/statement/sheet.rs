//! Sheets: rows of cells that are text, numbers or dates. A number or a date of a sheet has no text of its own; it is
//! written the way the layout that is tried writes them (see [`Hand`]), so that whatever a layout says of the text of
//! its cells holds for a sheet as well, and a decimal mark or an order of day and month is never guessed for it.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use rust_decimal::Decimal;

use super::dates::orders;
use super::delimited::Record;
use super::format::Generation;
use super::limits::Limits;
use super::options::{DateOrder, ReadOptions};
use crate::location::Problem;
use crate::money::parse_amount;

/// The date pattern of a hand whose layout has none that says a whole day.
pub(super) const ISO: &str = "%Y-%m-%d";
/// Lines of the second sheet begin above this number, those of the third above its double …; no sheet has more rows.
pub(super) const SHEET_LINES: u64 = 10_000_000;
/// From here on a number of a sheet has lost digits: sheets keep fifteen.
const FIFTEEN_DIGITS: i64 = 1_000_000_000_000_000;

/// One cell of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Text as it stands; empty for nothing.
    Text(String),
    /// A number, with a point as decimal mark.
    Number(String),
    /// A date, with its time of day.
    Moment(NaiveDateTime),
}

/// A sheet: the rows that have something in them.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: String,
    /// 1-based row number and cells; every row has as many.
    rows: Vec<(u64, Vec<Cell>)>,
    /// In how many columns dates, and in how many amounts, were damaged by the program that opened the file.
    pub(super) damaged: (usize, usize),
}

/// The sheets of one file, read from one of them.
#[derive(Debug, Clone)]
pub(super) struct Book {
    sheets: Arc<[Sheet]>,
    /// The sheet that is read, and those that go on where it ends.
    pub(super) read: Vec<usize>,
}

/// How a layout writes numbers and dates: for the cells of a sheet that have no text of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hand {
    decimal: char,
    date: Cow<'static, str>,
}

/// A point, and dates such as `2026-02-03`.
pub(super) static PLAIN: Hand = Hand { decimal: '.', date: Cow::Borrowed(ISO) };

impl Hand {
    /// The hand of a layout: its decimal mark and the first of its date patterns that says a whole day in figures or
    /// month names. A layout whose dates have no year gets none: the year that a sheet has there is the one in which
    /// somebody opened the file.
    pub(super) fn of(generation: &Generation, options: &ReadOptions) -> Self {
        let read = &generation.read;
        let days = ["dmY", "dbY", "dmy", "dby"];
        let known = |pattern: &&String| {
            let letters: Vec<char> = pattern.split('%').skip(1).filter_map(|part| part.chars().next()).collect();
            letters.iter().all(|letter| "dmbyYHMS".contains(*letter))
                && days.iter().any(|day| day.chars().all(|part| letters.contains(&part)))
                && !pattern.contains("{era}")
        };
        let yearless = |pattern: &&String| matches!(pattern.as_str(), "%m/%d" | "%d/%m" | "%d.%m." | "%m月%d日");
        let first = read.dates.first().filter(yearless).or_else(|| read.dates.iter().find(known));
        let date = first.map_or(ISO, String::as_str);
        let date = options.date_order.map_or_else(|| date.to_owned(), |order| order.applied(date));
        Self { decimal: options.decimal.unwrap_or(read.decimal), date: Cow::Owned(date) }
    }

    fn write<'c>(&self, cell: &'c Cell) -> Cow<'c, str> {
        match cell {
            Cell::Text(text) => text.into(),
            Cell::Number(number) if self.decimal == '.' => number.into(),
            Cell::Number(number) => number.replace('.', &self.decimal.to_string()).into(),
            Cell::Moment(moment) => moment.format(&self.date).to_string().into(),
        }
    }
}

impl Cell {
    /// A number without the noise of binary fractions. One of more than fifteen digits has lost some: it is written as
    /// a spreadsheet shows it, `4.11111E+15`, and is neither an amount nor a reference.
    pub(super) fn number(value: f64) -> Self {
        Self::Number(match Decimal::from_scientific(&format!("{value:.14e}")) {
            Ok(number) if number.is_zero() => "0".to_owned(),
            Ok(number) if number.abs() < Decimal::from(FIFTEEN_DIGITS) => number.round_dp(10).normalize().to_string(),
            Err(_) if value.abs() < 1.0 => "0".to_owned(),
            Ok(_) | Err(_) => format!("{value:.5E}").replacen('E', "E+", 1),
        })
    }

    /// A whole number.
    pub(super) fn whole(value: i64) -> Self {
        if value.abs() < FIFTEEN_DIGITS { Self::Number(value.to_string()) } else { Self::number(value as f64) }
    }

    /// A date, or the time of day where a sheet writes nothing else: it counts that from the first day it knows.
    pub(super) fn moment(moment: NaiveDateTime) -> Self {
        if moment.year() > 1904 {
            return Self::Moment(moment);
        }
        Self::Text(format!("{:02}:{:02}:{:02}", moment.hour(), moment.minute(), moment.second()))
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

impl Sheet {
    /// A sheet of rows in order, each with its 1-based number. Rows and columns on the left that are empty throughout
    /// are left out, and all rows are made equally wide.
    ///
    /// # Errors
    /// `huge-workbook` when that makes more cells than any statement has, `over-limit` when one of them is too long.
    pub(super) fn new(name: &str, rows: Vec<(u64, Vec<Cell>)>, limits: &Limits) -> Result<Self, Problem> {
        let mut rows: Vec<_> = rows.into_iter().filter(|(_, cells)| !cells.iter().all(Cell::is_empty)).collect();
        let blank = |cells: &[Cell]| cells.iter().take_while(|cell| cell.is_empty()).count();
        let filled = |cells: &[Cell]| cells.len() - cells.iter().rev().take_while(|cell| cell.is_empty()).count();
        let left = rows.iter().map(|(_, cells)| blank(cells)).min().unwrap_or(0);
        let width = rows.iter().map(|(_, cells)| filled(cells)).max().unwrap_or(0);
        if rows.len().saturating_mul(width) > limits.workbook.cells {
            return Err(limits.huge_workbook());
        }
        rows.iter().flat_map(|(_, cells)| cells).try_for_each(|cell| match cell {
            Cell::Text(text) => limits.check_cell(text),
            Cell::Number(_) | Cell::Moment(_) => Ok(()),
        })?;
        for (_, cells) in &mut rows {
            cells.resize(width, Cell::Text(String::new()));
            cells.drain(..left);
        }
        let mut damaged = (0, 0);
        for at in 0..width.saturating_sub(left) {
            damaged.0 += usize::from(turn_dates(&mut rows, at));
            damaged.1 += usize::from(spoil_amounts(&mut rows, at));
        }
        Ok(Self { name: name.to_owned(), rows, damaged })
    }

    /// Whether the sheets of one file together are not too many cells.
    ///
    /// # Errors
    /// `huge-workbook`.
    pub(super) fn check(sheets: &[Self], limits: &Limits) -> Result<(), Problem> {
        let cells = |sheet: &Self| sheet.rows.len() * sheet.rows.first().map_or(0, |(_, cells)| cells.len());
        if sheets.iter().map(cells).sum::<usize>() > limits.workbook.cells {
            Err(limits.huge_workbook())
        } else {
            Ok(())
        }
    }
}

fn texts(rows: &[(u64, Vec<Cell>)], at: usize) -> impl Iterator<Item = &str> {
    rows.iter().filter_map(move |(_, cells)| match &cells[at] {
        Cell::Text(text) => Some(text.trim()),
        Cell::Number(_) | Cell::Moment(_) => None,
    })
}

/// Turns back the dates of a column in which a spreadsheet program of another country took the day for the month.
/// Where that gave no date the cell has stayed text: so no text has a day that could be a month, and no date one that
/// could not.
fn turn_dates(rows: &mut [(u64, Vec<Cell>)], at: usize) -> bool {
    if !rows.iter().any(|(_, cells)| matches!(cells[at], Cell::Moment(_))) {
        return false;
    }
    let figures = texts(rows, at).filter(|text| !text.contains(char::is_alphabetic));
    let dates: Vec<_> = figures.map(|text| orders(std::iter::once(text))).filter(|orders| !orders.is_empty()).collect();
    let is = |orders: &[(DateOrder, Vec<String>)], order| orders.iter().any(|(known, _)| *known == order);
    let stayed = |own, other| dates.iter().all(|orders| is(orders, own) && !is(orders, other));
    if dates.is_empty() || !stayed(DateOrder::Dmy, DateOrder::Mdy) && !stayed(DateOrder::Mdy, DateOrder::Dmy) {
        return false;
    }
    let turned = |date: &NaiveDate| NaiveDate::from_ymd_opt(date.year(), date.day(), date.month());
    let moments: Vec<Option<NaiveDateTime>> = rows
        .iter()
        .filter_map(|(_, cells)| match &cells[at] {
            Cell::Moment(moment) => Some(turned(&moment.date()).map(|date| date.and_time(moment.time()))),
            Cell::Text(_) | Cell::Number(_) => None,
        })
        .collect();
    let Some(moments) = moments.into_iter().collect::<Option<Vec<_>>>() else { return false };
    let places = rows.iter_mut().filter(|(_, cells)| matches!(cells[at], Cell::Moment(_)));
    for ((_, cells), moment) in places.zip(moments) {
        cells[at] = Cell::Moment(moment);
    }
    true
}

/// Makes numbers unreadable whose decimals may be thousands. A spreadsheet program of another country leaves `18,40` as
/// text and takes `1.900` for 1.9: so a fraction beside amounts that have stayed text is none.
fn spoil_amounts(rows: &mut [(u64, Vec<Cell>)], at: usize) -> bool {
    let stayed = |mark: char| {
        move |text: &str| {
            let cents = text
                .rsplit_once(mark)
                .is_some_and(|(_, cents)| cents.chars().filter(char::is_ascii_digit).count() == 2);
            cents && parse_amount(text, mark).is_some()
        }
    };
    let is_fraction = |cell: &Cell| matches!(cell, Cell::Number(number) if number.contains('.'));
    if !rows.iter().any(|(_, cells)| is_fraction(&cells[at])) {
        return false;
    }
    let comma = texts(rows, at).any(stayed(','));
    if !comma && !texts(rows, at).any(stayed('.')) {
        return false;
    }
    for (_, cells) in rows {
        if let Cell::Number(number) = &cells[at]
            && number.contains('.')
        {
            cells[at] = Cell::Text(if comma { number.clone() } else { number.replace('.', ",") });
        }
    }
    true
}

impl Book {
    /// One book for each of the sheets that has rows, which is then the one that is read.
    pub(super) fn each(sheets: Vec<Sheet>) -> Vec<Self> {
        let sheets: Arc<[Sheet]> = sheets.into();
        let filled = (0..sheets.len()).filter(|at| !sheets[*at].rows.is_empty());
        filled.map(|at| Self { sheets: Arc::clone(&sheets), read: vec![at] }).collect()
    }

    /// The records of the sheets that are read.
    pub(super) fn records<'a>(&'a self, hand: &'a Hand) -> impl Iterator<Item = Record> + 'a {
        self.read.iter().flat_map(|at| self.records_of(*at, hand))
    }

    /// The records of one sheet.
    pub(super) fn records_of<'a>(&'a self, at: usize, hand: &'a Hand) -> impl Iterator<Item = Record> + 'a {
        let first = u64::try_from(at).unwrap_or_default() * SHEET_LINES;
        self.sheets[at].rows.iter().map(move |(row, cells)| Record {
            line: first.saturating_add(*row),
            lines: 1,
            cells: cells.iter().map(|cell| hand.write(cell)).collect(),
        })
    }

    /// The sheets that have rows and are not read, in order.
    pub(super) fn beside(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.sheets.len()).filter(|at| !self.read.contains(at) && !self.sheets[*at].rows.is_empty())
    }

    /// The lines of the sheets that are not read.
    pub(super) fn lines_beside(&self) -> impl Iterator<Item = u64> + '_ {
        self.beside().flat_map(|at| self.records_of(at, &PLAIN)).map(|record| record.line)
    }

    /// In how many columns of the sheets that are read dates, and in how many amounts, were damaged.
    pub(super) fn damaged(&self) -> (usize, usize) {
        let damaged = self.read.iter().map(|at| self.sheets[*at].damaged);
        damaged.fold((0, 0), |(dates, amounts), (more_dates, more)| (dates + more_dates, amounts + more))
    }

    /// The name of a sheet.
    pub(super) fn name(&self, at: usize) -> &str {
        &self.sheets[at].name
    }

    /// Whether every row of a sheet stands, word for word, among the rows that are read.
    pub(super) fn repeats(&self, at: usize) -> bool {
        let rows = |at: usize| self.sheets[at].rows.iter().map(|(_, cells)| cells);
        rows(at).all(|row| self.read.iter().any(|read| rows(*read).any(|known| known == row)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_without_the_noise_of_fractions() {
        for (value, text) in [
            (-18.4, "-18.4"),
            (18.0, "18"),
            (0.1 + 0.2, "0.3"),
            (5.684_341_886_080_8e-14, "0"),
            (1e-30, "0"),
            (-0.0, "0"),
            (123_456_789.18, "123456789.18"),
            (378_282_246_310_005.0, "378282246310005"),
            (4_111_111_111_111_111.0, "4.11111E+15"),
            (6.8e25, "6.80000E+25"),
            (1e300, "1.00000E+300"),
        ] {
            assert_eq!(Cell::number(value), Cell::Number(text.to_owned()), "{value}");
        }
    }
}
