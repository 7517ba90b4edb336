//! The log: what was said, when, and what was taken back.

use std::collections::BTreeSet;

use minijinja::context;
use serde::Serialize;

use super::answer::Reply;
use super::asked::Asked;
use super::room::Room;
use crate::location::Problem;
use crate::report::logged;

#[derive(Serialize)]
struct Line {
    number: i64,
    group: i64,
    at: String,
    what: String,
    undone: bool,
    /// Its group can be taken back here.
    undo: bool,
}

pub(super) fn show(room: &Room, _: &Asked) -> Result<Reply, Problem> {
    let (scanned, history) = (room.scanned()?, &room.case()?.opened.history);
    let mut offered = BTreeSet::new();
    let line = |logged: &crate::review::Logged| Line {
        number: logged.seq,
        group: logged.group,
        at: logged.at.clone(),
        what: logged::entry(scanned, &logged.entry),
        undone: history.is_undone(logged.seq),
        undo: history.last_group(Some(logged.group)).is_ok() && offered.insert(logged.group),
    };
    let lines: Vec<Line> = history.entries.iter().rev().take(room.bounds.shows.entries).map(line).collect();
    let more = history.entries.len() - lines.len();
    Ok(Reply::Page("log.html", context! { lines, more }))
}
