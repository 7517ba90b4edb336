//! What the person says of charges, and taking it back.

use minijinja::context;
use serde::Serialize;

use super::answer::{Reply, digest};
use super::asked::Asked;
use super::case::outdated;
use super::follow::briefly;
use super::look::back;
use super::room::Room;
use crate::case::Case;
use crate::desk::{Deciding, Opened, charge, day, may_reach, reached};
use crate::finding::explain;
use crate::location::Problem;
use crate::report::decided::verdict;
use crate::report::logged;
use crate::report::words::{count_of, date, sums};
use crate::review::{Answer, Entry, Fault, Key, Scope, Verdict};

/// The word of a verdict whose fault stands in a field of its own.
const WRONG: &str = "wrong";
/// The field of a form that asks for ticks: where none is set, a browser sends nothing of them.
const TICKS: &str = "ticks";
/// Stands between two things that were checked.
pub(super) const BETWEEN: &str = " / ";

/// A charge that a decision would reach.
#[derive(Serialize)]
struct Row {
    date: String,
    amount: String,
    name: String,
    raw: String,
}

/// Decides charges. What reaches further than what was shown is asked first, with count and sum.
pub(super) fn decide(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    let said: Verdict = match asked.one("verdict").unwrap_or_default() {
        WRONG => format!("{WRONG}:{}", asked.one("fault").unwrap_or(Fault::Other.word())).parse()?,
        word => word.parse()?,
    };
    let scope: Scope = asked.one("scope").unwrap_or(Scope::Charge.word()).parse()?;
    may_reach(said, scope)?;
    let ids: Vec<String> = asked.all("id").map(str::to_owned).collect();
    if ids.is_empty() {
        return Err(Problem::new("nothing-chosen"));
    }
    room.writable(asked)?;
    let charges = reached(&room.case()?.opened.work, &ids, scope)?;
    if charges.len() > 1 {
        match asked.one("sure") {
            None => return confirm(room, asked, said, scope, &ids, &charges),
            Some(sure) if sure != reach(&room.case()?.opened.work.case, &charges) => return Err(outdated()),
            Some(_) => {}
        }
    }
    let until = asked.one("until").map(day).transpose()?;
    let deciding = Deciding { verdict: said, scope, note: asked.one("note").map(str::to_owned), until };
    let opened = &room.case()?.opened;
    let mut entries = deciding.entries(&opened.work, &charges);
    if let [own] = ids.as_slice() {
        entries.extend(checked(opened, own, asked)?);
    }
    let scanned = room.scanned()?;
    let case = scanned.case;
    let phrase = match charges.as_slice() {
        [at] => explain::phrase(scanned.explaining(), &case.charges[*at]),
        _ => scanned.messages.with("web-charges", &[("count", count_of(charges.len()))]),
    };
    let args = [("charge", phrase.into()), ("verdict", verdict(said, scanned.messages).into())];
    let sentence = scanned.messages.with("web-decided", &args);
    room.append(asked, &entries)?;
    room.say(sentence, true);
    Ok(Reply::Go(back(asked)))
}

/// What tells the charges that were shown, indices into the case's, from those that are reached now.
pub(super) fn reach(case: &Case, charges: &[usize]) -> String {
    let ids: Vec<&str> = charges.iter().map(|at| case.charges[*at].id.as_str()).collect();
    digest(&ids.join(" "))
}

/// What was ticked as checked of a charge, be it nothing where ticks were asked for, unless it is written down already.
fn checked(opened: &Opened, id: &str, asked: &Asked) -> Result<Option<Entry>, Problem> {
    let ticked: Vec<&str> = asked.all("check").collect();
    if ticked.is_empty() && !asked.has(TICKS) {
        return Ok(None);
    }
    let own = &charge(&opened.work.case, id)?.1.id;
    let answer = Answer::read(own, &format!("{}={}", Key::Checked.word(), ticked.join(BETWEEN)), opened.today)?;
    Ok(Some(Entry::Answer(answer)).filter(|entry| !opened.history.says(entry)))
}

fn confirm(
    room: &Room,
    asked: &Asked,
    said: Verdict,
    scope: Scope,
    ids: &[String],
    charges: &[usize],
) -> Result<Reply, Problem> {
    let scanned = room.scanned()?;
    let (case, messages) = (scanned.case, scanned.messages);
    let amounts = charges.iter().map(|at| (case.charges[*at].currency, case.charges[*at].amount));
    let args = [
        ("count", count_of(charges.len())),
        ("sum", sums(amounts, scanned.currencies, messages).into()),
        ("verdict", verdict(said, messages).into()),
    ];
    let row = |at: &usize| {
        let charge = &case.charges[*at];
        Row {
            date: date(charge.date, messages),
            amount: scanned.currencies.shown(charge.amount, charge.currency),
            name: explain::merchant(case, charge, messages),
            raw: case.strings.get(charge.descriptor).to_owned(),
        }
    };
    let rows: Vec<Row> = charges.iter().take(room.bounds.shows.charges).map(row).collect();
    let (word, fault) = match said {
        Verdict::Wrong(fault) => (WRONG, fault.word()),
        Verdict::Mine | Verdict::Family | Verdict::Unsure | Verdict::NotRecognised | Verdict::NotMine => {
            (said.word(), "")
        }
    };
    let sentence = messages.with("decide-reaches", &args);
    let (more, sure) = (charges.len() - rows.len(), reach(case, charges));
    let (note, until, checks) = (asked.one("note"), asked.one("until"), asked.all("check").collect::<Vec<_>>());
    Ok(Reply::Page(
        "confirm.html",
        context! {
            sentence, rows, more, sure, ids, verdict => word, fault, scope => scope.word(), note, until, checks,
            ticks => asked.has(TICKS), back => back(asked),
        },
    ))
}

/// Takes back what was said last at once, or what the log shows as one group.
pub(super) fn undo(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    let group =
        asked.one("group").map(|group| group.parse().map_err(|_| Problem::new("nothing-to-undo"))).transpose()?;
    if group.is_none() {
        // What was said last is another thing now.
        room.writable_as_seen(asked)?;
    }
    let undoes = room.case()?.opened.history.last_group(group)?;
    turn(room, asked, "undone", &undoes, Entry::Undo { undoes: undoes.clone() })
}

/// Says again what was taken back last.
pub(super) fn redo(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    room.writable_as_seen(asked)?;
    let redoes = room.case()?.opened.history.last_undone()?;
    turn(room, asked, "redone", &redoes, Entry::Redo { redoes: redoes.clone() })
}

fn turn(room: &mut Room, asked: &Asked, id: &str, of: &[i64], entry: Entry) -> Result<Reply, Problem> {
    let scanned = room.scanned()?;
    let own = room.case()?.opened.history.entries.iter().filter(|logged| of.contains(&logged.seq));
    let what: Vec<String> = own.map(|logged| logged::entry(scanned, &logged.entry)).collect();
    let sentence = scanned.messages.with(id, &[("what", briefly(&what, scanned.messages).into())]);
    room.append(asked, &[entry])?;
    room.say(sentence, false);
    Ok(Reply::Go(back(asked)))
}
