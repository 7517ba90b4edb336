//! Sheets that need no decision: the list, questions to hand on, merchants with regular charges.

use super::answer::Reply;
use super::asked::Asked;
use super::room::Room;
use crate::desk::recurring;
use crate::location::Problem;
use crate::report::ask::{Whom, in_question, sheets};
use crate::report::{self, Shape, sheet};

/// The list of charges to look at, with boxes to tick.
pub(super) fn list(room: &Room, _: &Asked) -> Result<Reply, Problem> {
    let scanned = room.scanned()?;
    if scanned.breaches.is_empty() {
        return Ok(Reply::Go("/breach".to_owned()));
    }
    Ok(Reply::Paper(report::scan(Shape::Html, scanned, false)?))
}

/// Questions to hand on.
pub(super) fn ask(room: &Room, asked: &Asked) -> Result<Reply, Problem> {
    let whom: Whom = asked.one("whom").unwrap_or_default().parse()?;
    let scanned = room.scanned()?;
    let charges = in_question(scanned);
    if charges.is_empty() {
        return Err(Problem::new("nothing-asked"));
    }
    Ok(Reply::Paper(sheet::render(Shape::Html, &sheets(scanned, whom, &charges), room.messages())?))
}

/// Merchants with regular charges.
pub(super) fn regular(room: &Room, _: &Asked) -> Result<Reply, Problem> {
    let scanned = room.scanned()?;
    let lines = recurring(&room.desk, &room.case()?.opened.work);
    let sheet = report::recurring::sheet(scanned, &lines);
    Ok(Reply::Paper(sheet::render(Shape::Html, &[sheet], room.messages())?))
}
