//! After the decision: what the card company was told, what it answered, what came back.

use minijinja::context;
use serde::Serialize;

use super::answer::Reply;
use super::asked::Asked;
use super::room::Room;
use crate::desk::Marking;
use crate::finding::explain::phrase;
use crate::location::Problem;
use crate::messages::Messages;
use crate::report::disputes::{part_of, step, taken_back};
use crate::report::opening::card_name;
use crate::report::words::{count_of, date};
use crate::report::{Scanned, logged};
use crate::review::{Course, Entry, Key, Stage, Step, Takes};

/// Where these handlers lead.
const HERE: &str = "/follow";

/// The step of a report by letter, which some last days ask for; the case keeps it as a report and how it was made.
const WRITTEN: &str = "written";

/// A charge on its way.
#[derive(Serialize)]
struct Way {
    id: String,
    phrase: String,
    card: String,
    stage: String,
    unreported: bool,
    ended: bool,
    marks: Vec<String>,
    /// Credits that are its refund.
    credits: Vec<String>,
    /// Credits that may be: words, day, and amount where it is not the whole.
    proposals: Vec<(String, String, String)>,
    answers: Vec<Asking>,
}

/// Charges of one card that stand at the same place: one call, or one letter, is of all of them.
#[derive(Serialize)]
struct Together {
    card: String,
    stage: String,
    unreported: bool,
    ids: Vec<String>,
}

/// A question of the forms: its key, its words, its answer.
#[derive(Serialize)]
struct Asking {
    key: &'static str,
    name: String,
    value: String,
    /// The words that it takes; none where it takes a day or a text.
    takes: &'static [&'static str],
    day: bool,
    amount: bool,
}

pub(super) fn show(room: &Room, _: &Asked) -> Result<Reply, Problem> {
    let scanned = room.scanned()?;
    let courses = scanned.review.map(|review| review.disputes.courses.as_slice()).unwrap_or_default();
    let ways: Vec<Way> = courses.iter().map(|course| way(scanned, course)).collect();
    let together = together(scanned, courses);
    let today = scanned.counting.today.to_string();
    Ok(Reply::Page("follow.html", context! { ways, together, today }))
}

fn together(scanned: Scanned<'_>, courses: &[Course]) -> Vec<Together> {
    let takes_steps = |course: &&Course| {
        let review = scanned.review.map(|review| review.disputable(scanned.case, course.charge));
        course.stage != Stage::Closed && review.is_some_and(|may| may.is_ok())
    };
    let mut found: Vec<Together> = Vec::new();
    for course in courses.iter().filter(takes_steps) {
        let own = &scanned.case.charges[course.charge];
        let (card, stage) = (card_name(scanned, own), scanned.messages.text(&format!("stage-{}", course.stage.word())));
        let unreported = course.stage == Stage::Unreported;
        match found.iter_mut().find(|known| known.card == card && known.stage == stage) {
            Some(known) => known.ids.push(own.id.clone()),
            None => found.push(Together { card, stage, unreported, ids: vec![own.id.clone()] }),
        }
    }
    found.retain(|together| together.ids.len() > 1);
    found
}

fn way(scanned: Scanned<'_>, course: &Course) -> Way {
    let Scanned { case, messages, currencies, .. } = scanned;
    let own = &case.charges[course.charge];
    let credit = |credit: &crate::review::Credit| {
        let raw = case.strings.get(case.row(credit.at).descriptor);
        let amount = currencies.shown(credit.amount, credit.currency);
        let line = format!("{amount} · {} · {}", date(credit.date, messages), crate::text::for_terminal(raw));
        std::iter::once(line).chain(taken_back(scanned, credit)).collect::<Vec<_>>().join(" · ")
    };
    let part = |credit: &crate::review::Credit| {
        part_of(case, credit, course).map(|amount| amount.normalize().to_string()).unwrap_or_default()
    };
    let asking = |key: Key| Asking {
        key: key.word(),
        name: messages.text(&format!("key-{}", key.word())),
        value: course.answers.get(&key).map(|answer| answer.value.clone()).unwrap_or_default(),
        takes: match key.takes() {
            Takes::OneOf(words) => words,
            Takes::Day | Takes::Amount | Takes::Text => &[],
        },
        day: key.takes() == Takes::Day,
        amount: key.takes() == Takes::Amount,
    };
    Way {
        id: own.id.clone(),
        phrase: phrase(scanned.explaining(), own),
        card: card_name(scanned, own),
        stage: messages.text(&format!("stage-{}", course.stage.word())),
        unreported: course.stage == Stage::Unreported,
        ended: matches!(course.stage, Stage::Closed),
        marks: course.marks.iter().map(|mark| step(mark, currencies, messages)).collect(),
        credits: course.credits.iter().map(|(found, _)| credit(found)).collect(),
        proposals: course
            .proposals
            .iter()
            .map(|(found, _)| (credit(found), found.date.to_string(), part(found)))
            .collect(),
        answers: Key::ALL.into_iter().map(asking).collect(),
    }
}

/// Writes down a step.
pub(super) fn mark(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    let word = |name| asked.one(name).unwrap_or_default();
    let ids: Vec<String> = asked.all("id").map(str::to_owned).collect();
    let (letter, how) = (room.messages().text("way-letter"), asked.one("via"));
    let written = word("step") == WRITTEN;
    let step = if written { Step::Reported.word() } else { word("step") };
    let mut said = Marking::read(ids, step, word("on"), asked.one("amount"))?;
    said.via = match how {
        Some(how) if written => Some(format!("{letter}, {how}")),
        None if written => Some(letter),
        how => how.map(str::to_owned),
    };
    said.reference = asked.one("ref").map(str::to_owned);
    let entries = room.case()?.opened.marks(&said)?;
    saved(room, asked, &entries, HERE)
}

/// Writes down what forms ask.
pub(super) fn answer(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    let said = |key: Key| Some(format!("{}={}", key.word(), asked.field(key.word())?));
    let said: Vec<String> = Key::ALL.into_iter().filter_map(said).collect();
    let id = asked.one("id").unwrap_or_default();
    let opened = &room.case()?.opened;
    let mut entries = opened.answers(id, said.iter().map(String::as_str))?;
    // The form repeats what was answered before, and what was not.
    entries.retain(|entry| !opened.history.says(entry));
    saved(room, asked, &entries, HERE)
}

/// The first of what was written, and how much more: it stays in sight while the page is scrolled.
pub(super) fn briefly(what: &[String], messages: &Messages) -> String {
    let first = what.first().map(String::as_str).unwrap_or_default();
    match what.len().saturating_sub(1) {
        0 => first.to_owned(),
        more => [first, &messages.with("list-more", &[("count", count_of(more))])].join(" "),
    }
}

/// Writes entries, says them, and goes on to an address.
pub(super) fn saved(room: &mut Room, asked: &Asked, entries: &[Entry], to: &str) -> Result<Reply, Problem> {
    if entries.is_empty() {
        return Err(Problem::new("nothing-chosen"));
    }
    let scanned = room.scanned()?;
    let what: Vec<String> = entries.iter().map(|entry| logged::entry(scanned, entry)).collect();
    let sentence = scanned.messages.with("marked", &[("what", briefly(&what, scanned.messages).into())]);
    room.append(asked, entries)?;
    room.say(sentence, true);
    Ok(Reply::Go(to.to_owned()))
}
