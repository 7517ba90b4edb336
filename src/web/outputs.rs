//! What the person takes away: papers to print, to read out and to hand on.

use minijinja::context;
use serde::Serialize;

use super::answer::Reply;
use super::asked::Asked;
use super::room::Room;
use crate::desk::recurring;
use crate::location::Problem;
use crate::report::ask::{Whom, in_question, sheets};
use crate::report::{self, Shape, sheet};

/// A paper.
#[derive(Serialize)]
struct Paper {
    title: String,
    about: String,
    /// Address and words of each of its links.
    links: Vec<(String, String)>,
}

pub(super) fn show(room: &Room, _: &Asked) -> Result<Reply, Problem> {
    room.case()?;
    let say = |id: &str| room.messages().text(id);
    let link = |to: &str, id: &str| (to.to_owned(), say(id));
    let papers = vec![
        Paper {
            title: say("web-paper-list"),
            about: say("web-paper-list-about"),
            links: vec![link("/print/list", "web-open")],
        },
        Paper {
            title: say("web-paper-ask"),
            about: say("web-paper-ask-about"),
            links: vec![
                link("/print/ask/family", "web-paper-ask-family"),
                link("/print/ask/merchant", "web-paper-ask-merchant"),
                link("/print/ask/issuer", "web-paper-ask-issuer"),
            ],
        },
        Paper {
            title: say("web-paper-recurring"),
            about: say("web-paper-recurring-about"),
            links: vec![link("/print/recurring", "web-open")],
        },
    ];
    Ok(Reply::Page("papers.html", context! { papers }))
}

/// The list of charges to look at, with boxes to tick.
pub(super) fn list(room: &Room, _: &Asked) -> Result<Reply, Problem> {
    Ok(Reply::Paper(report::scan(Shape::Html, room.scanned()?, false)?))
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
