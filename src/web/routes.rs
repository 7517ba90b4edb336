//! Every route of the page, once. The router and the test of its guards are both made of this table.

use super::answer::Reply;
use super::asked::Asked;
use super::room::Room;
use super::{
    ask, breach, cards, charge, decide, files, follow, keep, log, look, outputs, papers, quit, recognise, start,
    typing, worklist,
};
use crate::location::Problem;

/// What a route does, and how it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Shows something; asked by GET.
    Read,
    /// Changes something, by a form; asked by POST.
    Change,
    /// Takes files, by a form; asked by POST.
    Upload,
}

/// What answers a route. Only a change holds the room to change it.
pub(super) enum Run {
    Read(fn(&Room, &Asked) -> Result<Reply, Problem>),
    Change(fn(&mut Room, &Asked) -> Result<Reply, Problem>),
}

/// One address of the page.
pub struct Route {
    /// What it does.
    pub kind: Kind,
    /// Its path.
    pub path: &'static str,
    pub(super) run: Run,
}

const fn read(path: &'static str, run: fn(&Room, &Asked) -> Result<Reply, Problem>) -> Route {
    Route { kind: Kind::Read, path, run: Run::Read(run) }
}

const fn change(path: &'static str, run: fn(&mut Room, &Asked) -> Result<Reply, Problem>) -> Route {
    Route { kind: Kind::Change, path, run: Run::Change(run) }
}

const fn upload(path: &'static str, run: fn(&mut Room, &Asked) -> Result<Reply, Problem>) -> Route {
    Route { kind: Kind::Upload, path, run: Run::Change(run) }
}

/// Every route.
pub static ROUTES: [Route; 46] = [
    read("/", start::show),
    read("/page.css", look::style),
    read("/page.js", look::script),
    read("/icon.svg", look::icon),
    change("/look", look::change),
    change("/new", start::make),
    change("/resume", start::resume),
    change("/ephemeral", start::ephemeral),
    change("/demo", start::demo),
    change("/orders", start::orders),
    read("/files", files::show),
    upload("/drop", files::drop),
    change("/answer", files::answer),
    read("/type", typing::form),
    change("/type", typing::typed),
    read("/breach", breach::show),
    change("/breach", breach::add),
    change("/breach/remove", breach::remove),
    read("/recognise", recognise::show),
    read("/worklist", worklist::show),
    read("/charge/{id}", charge::show),
    change("/decide", decide::decide),
    change("/undo", decide::undo),
    change("/redo", decide::redo),
    read("/papers", papers::show),
    read("/paper/{paper}/{ending}/{at}", papers::paper),
    read("/paper/calendar", papers::calendar),
    change("/profile", papers::profile),
    read("/print/list", outputs::list),
    read("/print/ask/{whom}", outputs::ask),
    read("/print/recurring", outputs::regular),
    read("/follow", follow::show),
    change("/mark", follow::mark),
    change("/tell", follow::answer),
    read("/ask", ask::show),
    change("/reply", ask::reply),
    read("/cards", cards::show),
    change("/cards", cards::replace),
    change("/registered", cards::register),
    read("/log", log::show),
    read("/case", keep::show),
    read("/case/backup", keep::backup),
    upload("/restore", keep::restore),
    change("/forget", keep::forget),
    read("/quit", quit::show),
    change("/quit", quit::quit),
];
