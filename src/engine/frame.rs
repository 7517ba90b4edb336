//! Facts as a frame, and the answers of clauses over it.

use polars::prelude::{
    BooleanChunked, ChunkFull, Column as Cells, DataFrame, IntoLazy, NamedFrom, PolarsResult, Series,
};

use super::Marks;
use super::clause::Clause;
use crate::facts::{Column, Facts};

/// The answers of all clauses over the exposed charges; only facts that some clause names enter the frame.
pub(super) fn marks(facts: &Facts, clauses: &[Clause]) -> Result<Vec<Marks>, String> {
    let rows = facts.exposed.len();
    if rows == 0 || clauses.is_empty() {
        return Ok(vec![Marks::new(); clauses.len()]);
    }
    let named = |name: &str| clauses.iter().any(|clause| clause.facts.contains(&name));
    let cells = facts.columns.iter().filter(|(name, _)| named(name)).map(|(name, column)| cells(name, column));
    let frame = DataFrame::new(rows, cells.collect()).map_err(|e| e.to_string())?;
    answers(&frame, clauses).map_err(|e| e.to_string())
}

/// A frame of these columns, all of one length.
pub(super) fn of(columns: &[(&'static str, Column)], rows: usize) -> DataFrame {
    let cells = columns.iter().map(|(name, column)| cells(name, column)).collect();
    DataFrame::new(rows, cells).unwrap_or_default()
}

/// The answers of clauses, in order.
pub(super) fn answers(frame: &DataFrame, clauses: &[Clause]) -> PolarsResult<Vec<Marks>> {
    select(frame, clauses)?.columns().iter().map(|answer| Ok(answer.bool()?.iter().collect())).collect()
}

/// Lets polars take what it takes once: its threads, and eight megabytes of zeros for the first column of `false`, of which
/// every answer that no charge fulfils is a part.
pub(super) fn make_ready(frame: &DataFrame, clauses: &[Clause]) {
    drop(BooleanChunked::full("".into(), false, 1));
    drop(answers(frame, clauses));
}

/// One column for each clause, named by its number, in one collect.
pub(super) fn select(frame: &DataFrame, clauses: &[Clause]) -> PolarsResult<DataFrame> {
    let asked = clauses.iter().enumerate().map(|(at, clause)| clause.expr.clone().alias(at.to_string()));
    frame.clone().lazy().select(asked.collect::<Vec<_>>()).collect()
}

fn cells(name: &str, column: &Column) -> Cells {
    let series = match column {
        Column::Text(cells) => Series::new(name.into(), cells),
        Column::Bool(cells) => Series::new(name.into(), cells),
        Column::Int(cells) => Series::new(name.into(), cells),
        Column::Float(cells) => Series::new(name.into(), cells),
    };
    series.into()
}
