//! The first page: what to do before anything else, and what to begin with.

use std::path::{Path, PathBuf};

use minijinja::context;
use serde::Serialize;

use super::answer::Reply;
use super::asked::Asked;
use super::files::import;
use super::room::Room;
use crate::desk::{Demo, Reading};
use crate::location::Problem;
use crate::platform::make_private_folder;
use crate::report::what;
use crate::store::{Exposure, Store};
use crate::text::{for_terminal, mask_card_numbers, path_label};

/// The ending of a case that the page makes.
const ENDING: &str = "case";
/// The most letters of a case's file name.
const LETTERS: usize = 60;

/// A case that the page made before.
#[derive(Serialize)]
pub(super) struct Earlier {
    name: String,
    path: String,
}

pub(super) fn show(room: &Room, asked: &Asked) -> Result<Reply, Problem> {
    let what = asked.one("line").map(mask_card_numbers);
    let what = what.map(|line| what::render(&room.desk.merchants.what(&line), &line, room.messages()));
    let open = room.case.as_ref().map(|open| open.path().map(path_label).unwrap_or_default());
    let (line, earlier, folder) = (asked.one("line"), earlier(&room.folder), room.folder.display().to_string());
    let hours = room.bounds.idle_hours();
    Ok(Reply::Page("start.html", context! { what, line, open, earlier, folder, hours }))
}

/// The cases in the page's own folder, the one changed last first.
pub(super) fn earlier(folder: &Path) -> Vec<Earlier> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let cases = files.filter(|path| path.extension().is_some_and(|ending| ending == ENDING));
    let changed = |path: &PathBuf| path.metadata().and_then(|about| about.modified()).ok();
    let mut cases: Vec<PathBuf> = cases.collect();
    cases.sort_by_key(|path| std::cmp::Reverse(changed(path)));
    let name = |path: &PathBuf| for_terminal(&path.file_stem().unwrap_or_default().to_string_lossy());
    cases.iter().map(|path| Earlier { name: name(path), path: path.display().to_string() }).collect()
}

/// Begins with a new person, in a file of the page's own folder.
pub(super) fn make(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    let name = asked.one("name").unwrap_or_default();
    let path = new_file(room, name)?;
    room.open(&path).map_err(|problem| problem.in_file(path.display().to_string()))?;
    let household = name.to_owned();
    if let Some(open) = &mut room.case {
        open.store.change(|settings| settings.household = household)?;
    }
    room.refresh()?;
    Ok(Reply::Go("/files".to_owned()))
}

/// Where a case of this name is made: in the page's own folder, in a file that there is not yet.
///
/// # Errors
/// `case-exists`; `case-not-made` when the folder cannot be.
pub(super) fn new_file(room: &Room, name: &str) -> Result<PathBuf, Problem> {
    let path = room.folder.join(format!("{}.{ENDING}", file_name(name)));
    if path.exists() {
        return Err(Problem::new("case-exists").in_file(path.display().to_string()));
    }
    make_private_folder(&room.folder).map_err(|e| Problem::new("case-not-made").with("cause", e))?;
    Ok(path)
}

/// A name that every file system takes.
fn file_name(name: &str) -> String {
    let letter = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    let name: String = mask_card_numbers(name.trim()).chars().map(letter).take(LETTERS).collect();
    match name.trim_matches('-') {
        "" => ENDING.to_owned(),
        name => name.to_owned(),
    }
}

/// Goes on with a case that is there.
pub(super) fn resume(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    let path = PathBuf::from(asked.one("path").unwrap_or_default());
    let store = Store::open(&path).map_err(|problem| problem.in_file(path.display().to_string()))?;
    room.enter(store)?;
    onward(room)
}

/// Where a case that was opened goes on.
pub(super) fn onward(room: &Room) -> Result<Reply, Problem> {
    let (work, little) = (&room.case()?.opened.work, room.little_history()?);
    let next = match (work.case.statements.is_empty(), work.breaches.is_empty()) {
        (true, _) => "/files",
        (false, true) => "/breach",
        (false, false) if little => "/recognise",
        (false, false) => "/worklist",
    };
    Ok(Reply::Go(next.to_owned()))
}

/// Begins without keeping anything.
pub(super) fn ephemeral(room: &mut Room, _: &Asked) -> Result<Reply, Problem> {
    room.enter(Store::ephemeral()?)?;
    Ok(Reply::Go("/files".to_owned()))
}

/// Shows the story that comes with the program; nothing of it is kept.
pub(super) fn demo(room: &mut Room, _: &Asked) -> Result<Reply, Problem> {
    let demo = Demo::new()?;
    let (breach, day, end) = (demo.story.breach(), demo.story.today(), demo.story.end.clone());
    let read = demo.read(&room.desk, false)?;
    room.enter(Store::ephemeral()?)?;
    import(room, read, |settings| {
        settings.exposure = Exposure { breaches: vec![breach], ..Exposure::default() };
        settings.story = day;
    })?;
    let open = room.writable_now()?;
    let ending = end.and_then(|end| Some((open.opened.work.arrives_by(&end.not_mine)?, end.words)));
    open.ending = ending.map(|(day, words)| (words, day));
    Ok(Reply::Go("/files".to_owned()))
}

/// Adds the order history in which the people of the story found one of the charges.
pub(super) fn orders(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    let open = room.writable(asked)?;
    if open.ending.is_none() {
        return Err(Problem::new("page-nowhere"));
    }
    let mut reading = Reading::new(&room.desk, &[])?;
    for (name, bytes) in Demo::new()?.orders {
        reading.file(bytes, name, &mut Vec::new());
    }
    let read = reading.read;
    import(room, read, |_| ())?;
    Ok(Reply::Go("/worklist".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_file_name_and_no_path() {
        for (name, file) in [
            ("Aoi", "Aoi"),
            ("葵 と 旭", "葵-と-旭"),
            ("../../etc/passwd", "etc-passwd"),
            ("a/b\\c:d", "a-b-c-d"),
            ("", "case"),
            ("...", "case"),
        ] {
            assert_eq!(file_name(name), file);
        }
        assert_eq!(file_name(&"x".repeat(500)).len(), LETTERS);
    }
}
