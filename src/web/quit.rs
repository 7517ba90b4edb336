//! The last page: what still lies on this computer.

use minijinja::{Value, context};

use super::answer::Reply;
use super::asked::Asked;
use super::room::Room;
use super::start::earlier;
use crate::location::Problem;
use crate::text::path_label;

#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(super) fn show(room: &Room, _: &Asked) -> Result<Reply, Problem> {
    Ok(Reply::Page("quit.html", lies(room, false)))
}

#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(super) fn quit(room: &mut Room, _: &Asked) -> Result<Reply, Problem> {
    let page = lies(room, true);
    room.case = None;
    Ok(Reply::Last("quit.html", page))
}

fn lies(room: &Room, ended: bool) -> Value {
    let path = room.case.as_ref().and_then(|open| open.path()).map(path_label);
    let (case, earlier, folder) = (room.case.is_some(), earlier(&room.folder).len(), room.folder.display().to_string());
    context! { ended, path, case, earlier, folder }
}
