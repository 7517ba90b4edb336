//! Where the table stands in a file that no layout claims: its delimiter, its header, its rows.

use std::borrow::Cow;

use super::names::Names;
use super::{DateFinder, Settings};
use crate::money::parse_amount;
use crate::statement::delimited::Record;
use crate::statement::format::header_key;
use crate::statement::wire::Reading;
use crate::text::{nfkc, trim};

/// Delimiters that text may be split by.
const DELIMITERS: [&str; 4] = [",", ";", "\t", "|"];

/// How many records are looked at.
const LOOKED_AT: usize = 2000;

/// A table of one width: its header, if it has one, and the rows that look like transactions.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) delimiter: &'static str,
    /// The header's cells as compared; empty where there is none.
    pub(super) header: Vec<String>,
    /// Cells of each row that holds a date and an amount, trimmed and folded.
    pub(super) rows: Vec<Vec<String>>,
    /// Cells of the widest of them.
    pub(super) width: usize,
}

impl Shape {
    /// The table with the most rows, of the delimiters that could be its own.
    pub(super) fn of(reading: &Reading, names: &Names, settings: &Settings) -> Option<Self> {
        let delimiters = if reading.has_records() { &DELIMITERS[..1] } else { &DELIMITERS[..] };
        let shapes = delimiters.iter().filter_map(|delimiter| {
            let records: Vec<Record> = reading.records(delimiter).take(LOOKED_AT).map(Cow::into_owned).collect();
            Self::split(&records, delimiter, names, settings)
        });
        shapes.max_by_key(|shape| (shape.rows.len(), shape.width))
    }

    fn split(records: &[Record], delimiter: &'static str, names: &Names, settings: &Settings) -> Option<Self> {
        let dates = DateFinder::new(settings);
        let is_row = |cells: &[String]| {
            let dated = cells.iter().position(|cell| dates.reads(cell));
            dated.is_some_and(|at| {
                cells.iter().enumerate().any(|(other, cell)| other != at && is_amount(cell) && !dates.reads(cell))
                    && cells.iter().enumerate().any(|(other, cell)| other != at && is_text(cell))
            })
        };
        let folded = |cell: &str| {
            let cell = nfkc(trim(cell)).trim().to_owned();
            if settings.empty.contains(&cell) { String::new() } else { cell }
        };
        let folded: Vec<Vec<String>> = records.iter().map(|record| record.cells.iter().map(folded).collect()).collect();
        let first = folded.iter().position(|cells| is_row(cells))?;
        let rows: Vec<Vec<String>> = folded[first..].iter().filter(|cells| is_row(cells)).cloned().collect();
        let width = rows.iter().map(Vec::len).max()?;
        let may_be_header = |cells: &&Vec<String>| {
            let named = cells.iter().filter(|cell| is_text(cell)).count();
            let holds_values = cells.iter().any(|cell| is_amount(cell) || dates.reads(cell));
            named >= 3.min(width) && cells.len() + 1 >= rows[0].len() && !holds_values
        };
        let known = |cells: &&Vec<String>| cells.iter().filter(|cell| names.role(cell).is_some()).count();
        let header = folded[..first]
            .iter()
            .filter(may_be_header)
            .max_by_key(known)
            .map(|cells| cells.iter().map(|cell| header_key(cell).into_owned()).collect())
            .unwrap_or_default();
        Some(Self { delimiter, header, rows, width })
    }

    /// The cells of a column that hold something.
    pub(super) fn column(&self, at: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(move |row| row.get(at)).map(String::as_str).filter(|cell| !cell.is_empty())
    }

    /// The column's printed name; empty where it has none.
    pub(super) fn name(&self, at: usize) -> &str {
        self.header.get(at).map_or("", String::as_str)
    }
}

/// Whether a cell may be an amount, whichever mark its decimals have.
pub(super) fn is_amount(cell: &str) -> bool {
    parse_amount(cell, '.').is_some() || parse_amount(cell, ',').is_some()
}

/// Whether a cell has letters.
pub(super) fn is_text(cell: &str) -> bool {
    !is_amount(cell) && cell.chars().any(char::is_alphabetic)
}
