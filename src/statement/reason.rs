//! Why a layout claims a file: the header that was found, the rows that fulfil its conditions.

use std::borrow::Cow;

use super::delimited::Record;
use super::format::{IdentifyRow, Where, header_key, position};
use super::head::{HEAD_ROWS, is_blank, is_header};
use super::identify::Claim;
use super::plan::folded;
use super::wire::Reading;
use crate::location::Problem;
use crate::text::mask_card_numbers;

/// One thing by which a layout is recognised, as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Its header.
    Header {
        /// 1-based line.
        line: u64,
        /// The cells that are not empty, as compared.
        cells: Vec<String>,
    },
    /// A condition on rows.
    Row {
        /// Which rows fulfil it.
        place: Where,
        /// 1-based line of one that does.
        line: u64,
        /// The number of its cells, where that is asked.
        fields: Option<usize>,
        /// Column, pattern and text of each cell that is asked, card numbers masked.
        cells: Vec<(String, String, String)>,
    },
}

impl Claim<'_> {
    /// What in the file made this layout claim it; nothing where its syntax alone does.
    ///
    /// # Errors
    /// `bad-pattern` when a pattern of the layout is wrong.
    pub fn reasons(&self, reading: &Reading) -> Result<Vec<Reason>, Problem> {
        let head: Vec<Record> = reading.records(self.delimiter).take(HEAD_ROWS).map(Cow::into_owned).collect();
        let wanted = self.header_cells()?;
        let header = head.iter().find(|row| is_header(&wanted, &row.cells));
        let mut reasons: Vec<Reason> = header
            .map(|row| Reason::Header {
                line: row.line,
                cells: row.cells.iter().map(header_key).filter(|cell| !cell.is_empty()).map(Cow::into_owned).collect(),
            })
            .into_iter()
            .collect();
        for condition in &self.generation.identify.row {
            reasons.extend(fulfilled(condition, reading.names(), &head)?);
        }
        Ok(reasons)
    }
}

/// The last row that fulfils a condition: where every row does, it is one below the header.
fn fulfilled(condition: &IdentifyRow, names: &[String], head: &[Record]) -> Result<Option<Reason>, Problem> {
    let rows = head.iter().filter(|row| !is_blank(row.cells.iter()));
    let rows: Vec<&Record> = if condition.place == Where::First { rows.take(1).collect() } else { rows.collect() };
    for row in rows.into_iter().rev() {
        let mut cells = Vec::new();
        for ((name, pattern), test) in condition.cells.iter().zip(condition.tests()) {
            let text = folded(&row.cells, position(&test.column, names)?);
            if test.pattern()?.is_match(&text) {
                cells.push((name.clone(), pattern.clone(), mask_card_numbers(&text).into_owned()));
            }
        }
        if cells.len() == condition.cells.len() && condition.fields.is_none_or(|fields| row.cells.len() == fields) {
            let Record { line, .. } = *row;
            return Ok(Some(Reason::Row { place: condition.place, line, fields: condition.fields, cells }));
        }
    }
    Ok(None)
}
