//! The case as a whole: where it lies, a copy to put away, a case made of a copy, and what is removed for good.

use minijinja::context;

use super::answer::Reply;
use super::asked::Asked;
use super::cards::named;
use super::room::Room;
use super::start::{new_file, onward};
use crate::location::Problem;
use crate::report::logged;
use crate::report::reading::read_file;
use crate::report::words::count_of;
use crate::store::{Store, What};
use crate::text::path_label;

pub(super) fn show(room: &Room, _: &Asked) -> Result<Reply, Problem> {
    let (open, scanned) = (room.case()?, room.scanned()?);
    let path = open.path().map(path_label);
    let cards = named(scanned);
    let counts = [
        ("files", count_of(scanned.case.statements.len())),
        ("charges", count_of(scanned.case.charges.len())),
        ("entries", count_of(open.opened.history.entries.len())),
    ];
    let holds = scanned.messages.with("web-case-holds", &counts);
    Ok(Reply::Page("case.html", context! { path, cards, holds, empty => scanned.case.statements.is_empty() }))
}

/// A copy of the case, as a file to save.
pub(super) fn backup(room: &Room, _: &Asked) -> Result<Reply, Problem> {
    let bytes = room.case()?.store.copy()?;
    let name = format!("postbreach-{}.case", (room.clock.today)());
    Ok(Reply::File { name, kind: "application/octet-stream", bytes })
}

/// Makes a case of a copy, under a new name, and goes on with it.
pub(super) fn restore(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    let copy = asked.files.first().ok_or_else(|| Problem::new("nothing-dropped"))?;
    let path = new_file(room, asked.one("name").unwrap_or_default())?;
    let store = Store::from_copy(&copy.bytes, &path).map_err(|problem| match problem.at.file.as_str() {
        "" => problem.in_file(&copy.name),
        _ => problem,
    })?;
    let decisions = store.history()?.decisions().count();
    room.enter(store)?;
    let args = [("file", path_label(&path).into()), ("decisions", count_of(decisions))];
    let said = room.messages().with("restored", &args);
    room.say(said, false);
    onward(room)
}

/// Removes a card's part, a file, or everything, for good: first says what, then does it.
pub(super) fn forget(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    let (card, file) = (asked.one("card"), asked.one("file"));
    let (what, field, back) = match (card, file) {
        (Some(card), _) => (What::Card(card.to_owned()), "card", "/case"),
        (None, Some(file)) => (What::File(file.to_owned()), "file", "/files"),
        (None, None) if asked.has("all") => (What::Everything, "all", "/case"),
        (None, None) => return Err(Problem::new("nothing-chosen")),
    };
    room.writable_as_seen(asked)?;
    let (now, today) = ((room.clock.now)(), (room.clock.today)());
    let Room { case, desk, .. } = room;
    let Some(open) = case else { return Err(Problem::new("no-case-open")) };
    if !asked.has("sure") {
        let gone = open.store.would_forget(&what, desk.assembling()?)?;
        let (messages, scanned, opened) = (room.messages(), room.scanned()?, &room.case()?.opened);
        let of_file =
            opened.sources.iter().zip(&scanned.case.statements).find(|(source, _)| file == Some(&source.hash));
        let named = of_file.map_or(what, |(_, read)| What::File(read.file.clone()));
        let question = logged::forget_question(&named, messages);
        let read = of_file.map(|(_, read)| read_file(read, scanned.currencies, messages).sentence);
        let lines: Vec<String> = read.into_iter().chain(logged::would_forget(gone, messages)).collect();
        let value = asked.one(field);
        return Ok(Reply::Page("forget.html", context! { question, lines, field, value, back }));
    }
    let gone = open.store.forget(&what, &now, desk.assembling()?)?;
    // Dropped files are still in memory, and may hold what goes.
    open.held.retain(|held| file.is_some_and(|file| !held.is(file)));
    open.failed.clear();
    if file.is_none() {
        open.ending = None;
    }
    open.refresh(desk, today)?;
    let said = logged::forgotten(gone, room.messages()).join(" ");
    room.say(said, false);
    Ok(Reply::Go(back.to_owned()))
}
