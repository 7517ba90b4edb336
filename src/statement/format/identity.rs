//! What makes a file one of a layout, compiled when a file is first held against it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use super::header::{HeaderCell, compile, key_column};
use super::schema::ColumnRef;
use crate::catalogue::once;
use crate::location::Problem;

/// What makes a file one of this layout: content only.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identify {
    /// The header record, cell by cell.
    #[serde(default)]
    pub header: Vec<String>,
    /// Its cells may stand in any order.
    #[serde(default)]
    pub any_order: bool,
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
    tests: OnceLock<Vec<Test>>,
}

/// What must stand in a column.
#[derive(Debug, Clone)]
pub struct Test {
    /// The column.
    pub column: ColumnRef,
    pattern: String,
    compiled: OnceLock<Regex>,
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
        once(&self.cells, || self.header.iter().map(|cell| HeaderCell::parse(cell)).collect()).map(Vec::as_slice)
    }
}

impl IdentifyRow {
    /// The columns and what must stand in them.
    pub fn tests(&self) -> &[Test] {
        let test = |(column, pattern): (&String, &String)| Test {
            column: key_column(column),
            pattern: pattern.clone(),
            compiled: OnceLock::new(),
        };
        self.tests.get_or_init(|| self.cells.iter().map(test).collect())
    }
}

impl Test {
    /// Its pattern.
    ///
    /// # Errors
    /// `bad-pattern` when it is wrong.
    pub fn pattern(&self) -> Result<&Regex, Problem> {
        once(&self.compiled, || compile(&self.pattern))
    }
}
