//! What makes a file one of a layout, compiled when a file is first held against it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use super::header::{HeaderCell, compile, key_column};
use super::schema::ColumnRef;
use crate::location::Problem;

/// What makes a file one of this layout: content only.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identify {
    /// The header record, cell by cell.
    #[serde(default)]
    pub header: Vec<String>,
    /// Conditions on rows.
    #[serde(default)]
    pub row: Vec<IdentifyRow>,
    #[serde(skip)]
    cells: OnceLock<Vec<HeaderCell>>,
}

/// One condition on rows.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentifyRow {
    /// Which rows must fulfil it.
    #[serde(rename = "where")]
    pub place: Where,
    /// Column to regex.
    #[serde(default)]
    pub cells: BTreeMap<String, String>,
    /// Exact number of cells.
    #[serde(default)]
    pub fields: Option<usize>,
    #[serde(skip)]
    tests: OnceLock<Vec<(ColumnRef, Regex)>>,
}

/// Which rows a condition speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Where {
    /// The first row that is not blank.
    First,
    /// At least one row.
    Any,
    /// Each row that is not blank.
    Every,
}

impl Identify {
    /// The cells of the header; none where the layout has no header.
    ///
    /// # Errors
    /// `bad-pattern` as for [`HeaderCell::parse`].
    pub fn header_cells(&self) -> Result<&[HeaderCell], Problem> {
        once(&self.cells, || self.header.iter().map(|cell| HeaderCell::parse(cell)).collect())
    }
}

impl IdentifyRow {
    /// The columns and what must stand in them.
    ///
    /// # Errors
    /// `bad-pattern` when a regex is wrong.
    pub fn tests(&self) -> Result<&[(ColumnRef, Regex)], Problem> {
        let test = |(column, pattern): (&String, &String)| Ok((key_column(column), compile(pattern)?));
        once(&self.tests, || self.cells.iter().map(test).collect())
    }
}

/// The value, made when first asked for.
fn once<T>(cell: &OnceLock<Vec<T>>, make: impl FnOnce() -> Result<Vec<T>, Problem>) -> Result<&[T], Problem> {
    match cell.get() {
        Some(made) => Ok(made),
        None => {
            let made = make()?;
            Ok(cell.get_or_init(|| made))
        }
    }
}
