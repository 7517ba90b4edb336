//! Which sheets of one file are one statement.

use super::cells::Cells;
use super::delimited::Record;
use super::format::header_key;
use super::head::{HEAD_ROWS, is_header};
use super::identify::{Claim, rows_fit};
use super::options::ReadOptions;
use super::sheet::{Book, Hand, SHEET_LINES};
use super::wire::Reading;
use crate::location::Problem;
use crate::text::mask_card_numbers;

/// Takes the sheets that go on where the claimed one ends: those with the very same header. One in other words is the
/// same table in another tongue, and one whose rows have all been read is a copy; both would double the charges. Says
/// which sheets were taken and which were not.
pub(super) fn follow_sheets(reading: &Reading, claim: &Claim<'_>) -> Result<Option<(Reading, Vec<Problem>)>, Problem> {
    let mut reading = match reading.book() {
        Some(_) => reading.clone(),
        None => return Ok(None),
    };
    let Some(book) = reading.book_mut() else { return Ok(None) };
    let hand = Hand::of(claim.generation, &ReadOptions::default());
    let wanted = claim.header_cells()?;
    let header = |book: &Book, at: usize| -> Result<Option<Cells>, Problem> {
        let head: Vec<Record> = book.records_of(at, &hand).take(HEAD_ROWS).collect();
        if wanted.is_empty() {
            return Ok(rows_fit(claim.generation, &[], &head)?.then(Cells::default));
        }
        let row = head.iter().find(|row| is_header(&wanted, &row.cells));
        Ok(row.map(|row| row.cells.iter().map(header_key).filter(|cell| !cell.is_empty()).collect()))
    };
    let own = match book.read.first() {
        Some(at) => header(book, *at)?,
        None => None,
    };
    let (mut notices, mut left) = (Vec::new(), Vec::new());
    for at in book.beside().collect::<Vec<_>>() {
        let name = mask_card_numbers(book.name(at)).into_owned();
        if own.is_some() && header(book, at)? == own && !book.repeats(at) {
            book.read.push(at);
            let first = u64::try_from(at).unwrap_or_default() * SHEET_LINES;
            notices.push(Problem::new("sheet-goes-on").with("sheet", name).with("line", first));
        } else {
            left.push(name);
        }
    }
    if !left.is_empty() {
        notices.push(Problem::new("sheets-left").with("sheets", left.join(", ")));
    }
    book.read.sort_unstable();
    let (dates, amounts) = book.damaged();
    if dates + amounts > 0 {
        notices.push(Problem::new("cells-damaged").with("dates", dates).with("amounts", amounts));
    }
    Ok(Some((reading, notices)))
}
