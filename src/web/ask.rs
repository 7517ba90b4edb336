//! Questions for others, and what they answered. An answer decides nothing; where it could, the way there is shown.

use minijinja::context;
use serde::Serialize;

use super::answer::Reply;
use super::asked::Asked;
use super::follow::saved;
use super::room::Room;
use crate::desk::day;
use crate::location::Problem;
use crate::report::ask::in_question;
use crate::report::logged;
use crate::report::opening::card_name;
use crate::report::words::date;
use crate::review::Said;

/// A charge that others are asked about.
#[derive(Serialize)]
struct Question {
    id: String,
    name: String,
    amount: String,
    date: String,
    card: String,
    raw: String,
    /// What was answered.
    reply: Option<String>,
    /// The answer speaks for a decision that was not made yet.
    proposes: bool,
}

pub(super) fn show(room: &Room, _: &Asked) -> Result<Reply, Problem> {
    let scanned = room.scanned()?;
    let replies = scanned.review.map(|review| &review.disputes.replies);
    let question = |at: &usize| {
        let own = &scanned.case.charges[*at];
        let reply = replies.and_then(|replies| replies.get(at));
        Question {
            id: own.id.clone(),
            name: crate::finding::explain::merchant(scanned.case, own, scanned.messages),
            amount: scanned.currencies.shown(own.amount, own.currency),
            date: date(own.date, scanned.messages),
            card: card_name(scanned, own),
            raw: scanned.case.strings.get(own.descriptor).to_owned(),
            reply: reply.map(|reply| logged::reply(reply, scanned.messages)),
            proposes: reply.is_some_and(|reply| matches!(reply.said, Said::Mine | Said::Family)),
        }
    };
    let questions: Vec<Question> = in_question(scanned).iter().map(question).collect();
    let today = scanned.counting.today.to_string();
    Ok(Reply::Page("ask.html", context! { questions, today }))
}

/// Writes down what somebody answered.
pub(super) fn reply(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    let said: Said = asked.one("said").ok_or_else(|| Problem::new("nothing-chosen"))?.parse()?;
    let (id, on) = (asked.one("id").unwrap_or_default(), day(asked.one("on").unwrap_or_default())?);
    let entry = room.case()?.opened.reply(id, said, on, asked.one("note").map(str::to_owned))?;
    saved(room, asked, &[entry], &format!("/ask#q-{id}"))
}
