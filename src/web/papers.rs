//! Papers about charges that the person does not accept: to print, to read out, to send, and the days to come. Each line
//! stands on the page once more before a paper is opened.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use minijinja::context;
use serde::Serialize;

use super::answer::{Reply, print};
use super::asked::Asked;
use super::case::outdated;
use super::room::Room;
use crate::dispute::{Dispute, Letter, Sheet, earliest, missing, sheets, totals, waiting};
use crate::location::Problem;
use crate::report::dispute::{self, Ending, Office, Paper, ToDo, make};
use crate::report::profile::{self, Origin};
use crate::report::words::{among_equals, list, sums};
use crate::report::{Scanned, deadline};
use crate::store::{Field, Profile};
use crate::text::for_terminal;

/// What goes to one desk of one card company.
#[derive(Serialize)]
struct Bundle {
    card: String,
    letter: String,
    /// What ends first, and when.
    first: String,
    /// What waiting loses of the booked charges.
    waits: Vec<String>,
    /// What the days could be counted better with.
    asks: Vec<String>,
    sum: String,
    /// It stops the card.
    stops: bool,
    /// A letter can be written: something of it is booked.
    booked: bool,
    reported: bool,
    /// What to do, in order.
    steps: Vec<ToDo>,
    lines: Vec<Line>,
    at: usize,
}

/// A charge as a paper says it.
#[derive(Serialize)]
struct Line {
    id: String,
    date: String,
    raw: String,
    amount: String,
    says: String,
    pending: bool,
    /// What is not known of it yet.
    lacks: String,
    /// What to check before it is disputed.
    checks: Vec<String>,
    /// What tells it from lines that say the same, aloud.
    among: String,
}

/// What is known of who writes, or of one card.
#[derive(Serialize)]
struct Sender {
    /// The card's label; empty = of every card.
    label: String,
    card: String,
    /// What tells whether it is still as it is shown.
    was: String,
    fields: Vec<Own>,
}

/// A field of it.
#[derive(Serialize)]
struct Own {
    word: &'static str,
    name: String,
    value: String,
    /// What holds while nothing is said.
    otherwise: String,
}

/// What ends first stands first.
pub(super) fn show(room: &Room, _: &Asked) -> Result<Reply, Problem> {
    let (scanned, opened, messages) = (room.scanned()?, &room.case()?.opened, room.messages());
    let disputes = opened.disputes(&room.desk, messages, &[])?;
    let office = opened.office(&room.desk, messages);
    let all = sheets(&disputes, office.counting);
    let mut places: Vec<(usize, &Sheet<'_>)> = all.iter().enumerate().collect();
    places.sort_by_key(|(_, sheet)| earliest(&sheet.unmet()).and_then(|count| count.last).unwrap_or(NaiveDate::MAX));
    let bundles: Vec<Bundle> = places.into_iter().map(|(at, sheet)| bundle(scanned, sheet, at, office)).collect();
    let senders = senders(scanned, &opened.settings.profile);
    let open = scanned.findings.flagged().count();
    Ok(Reply::Page("papers.html", context! { bundles, senders, open }))
}

/// Who writes, then each card that has a label: what is said of it, and what holds while nothing is.
fn senders(scanned: Scanned<'_>, profiles: &BTreeMap<String, Profile>) -> Vec<Sender> {
    let messages = scanned.messages;
    let own = |label: &str, field: Field, otherwise: &str| Own {
        word: field.word(),
        name: messages.text(&format!("field-{}", field.word())),
        value: profiles.get(label).and_then(|profile| profile.get(&field)).cloned().unwrap_or_default(),
        otherwise: otherwise.to_owned(),
    };
    let was = |label: &str| print(&profiles.get(label));
    let (mut senders, mut holder) = (Vec::new(), Vec::from(Field::OF_HOLDER.map(|field| own("", field, ""))));
    for known in profile::known(scanned, profiles) {
        let label = &scanned.case.cards[known.card].label;
        let held = known.fields.iter().filter(|(field, ..)| Field::OF_CARD.contains(field));
        let fields =
            held.map(|(field, value, origin)| own(label, *field, if *origin == Origin::Card { "" } else { value }));
        if !label.is_empty() {
            senders.push(Sender { label: label.clone(), card: known.name, was: was(label), fields: fields.collect() });
        } else if holder.len() == Field::OF_HOLDER.len() {
            holder.extend(fields);
        }
    }
    senders.insert(0, Sender { label: String::new(), card: String::new(), was: was(""), fields: holder });
    senders
}

fn bundle(scanned: Scanned<'_>, sheet: &Sheet<'_>, at: usize, office: Office<'_>) -> Bundle {
    let messages = scanned.messages;
    let all: Vec<&Dispute> = sheet.all().collect();
    let today = office.counting.today;
    let mut lines: Vec<Line> = sheet.all().map(|dispute| line(scanned, dispute)).collect();
    let said: Vec<String> = lines.iter().map(|line| [&*line.date, &line.raw, &line.amount].join(" ")).collect();
    for (line, among) in lines.iter_mut().zip(among_equals(&said, messages)) {
        line.among = among;
    }
    Bundle {
        card: for_terminal(format!("{} {}", sheet.issuer, sheet.card).trim()),
        letter: dispute::wish(sheet, messages),
        first: deadline::opening(sheet, office.counting, messages),
        waits: match sheet.ends(today).as_slice() {
            [] => Vec::new(),
            ends => deadline::waiting(&waiting(ends, today), today, office.currencies, messages),
        },
        asks: dispute::asks(sheet, messages),
        sum: sums(totals(&all).into_iter(), scanned.currencies, messages),
        stops: sheet.letter == Letter::NotMine,
        booked: !sheet.charges.is_empty(),
        reported: sheet.all().any(|dispute| !dispute.marks.is_empty()),
        steps: dispute::steps(sheet, dispute::guide(sheet, office), messages),
        lines,
        at,
    }
}

fn line(scanned: Scanned<'_>, dispute: &Dispute) -> Line {
    let messages = scanned.messages;
    let lacks = missing(dispute).into_iter().map(|field| messages.text(&format!("missing-{}", field.word())));
    let checked = dispute.checked.is_some();
    Line {
        id: dispute.id.clone(),
        date: dispute::when(dispute, messages),
        raw: for_terminal(&dispute.descriptor),
        amount: scanned.currencies.shown(dispute.claimed(), dispute.currency),
        says: crate::report::decided::verdict(dispute.reason, messages),
        pending: dispute.pending,
        lacks: list(&lacks.collect::<Vec<_>>(), messages),
        checks: if checked { Vec::new() } else { dispute.checks.clone() },
        among: String::new(),
    }
}

/// One paper about one sheet, by its place on the page.
pub(super) fn paper(room: &Room, asked: &Asked) -> Result<Reply, Problem> {
    let all = [Paper::Letter, Paper::CallSheet, Paper::FollowUp, Paper::List];
    let word = asked.one("paper").unwrap_or_default();
    let paper = all.into_iter().find(|paper| paper.word() == word).ok_or_else(|| Problem::new("page-nowhere"))?;
    let ending: Ending = asked.one("ending").unwrap_or_default().parse()?;
    let (opened, messages) = (&room.case()?.opened, room.messages());
    let disputes = opened.disputes(&room.desk, messages, &[])?;
    let office = opened.office(&room.desk, messages);
    let mut all = sheets(&disputes, office.counting);
    let at: usize = asked.one("at").and_then(|at| at.parse().ok()).unwrap_or(usize::MAX);
    let sheet = all.get_mut(at).ok_or_else(|| Problem::new("page-nowhere"))?;
    if paper == Paper::FollowUp {
        sheet.charges.retain(|dispute| !dispute.marks.is_empty());
    }
    let made = make(paper, ending, std::slice::from_ref(&*sheet), false, office)?;
    let made = made.into_iter().next().ok_or_else(|| Problem::new("page-nowhere"))?;
    Ok(match ending {
        Ending::Html => Reply::Paper(String::from_utf8_lossy(&made.bytes).into_owned()),
        Ending::Pdf | Ending::Markdown | Ending::Csv | Ending::Xlsx | Ending::Json => Reply::File {
            name: format!("{word}-{}.{}", plain(&made.name), ending.word()),
            kind: kind(ending),
            bytes: made.bytes,
        },
    })
}

/// The days to come, for a calendar; no shop stands in it.
pub(super) fn calendar(room: &Room, _: &Asked) -> Result<Reply, Problem> {
    let (opened, messages) = (&room.case()?.opened, room.messages());
    let disputes = opened.disputes(&room.desk, messages, &[])?;
    let office = opened.office(&room.desk, messages);
    let text = dispute::calendar(&sheets(&disputes, office.counting), &opened.work.breaches, false, office);
    let kind = "text/calendar; charset=utf-8";
    Ok(Reply::File { name: "postbreach.ics".to_owned(), kind, bytes: text.into_bytes() })
}

/// A part of a file's name that every system takes.
fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

fn kind(ending: Ending) -> &'static str {
    match ending {
        Ending::Pdf => "application/pdf",
        Ending::Html => "text/html; charset=utf-8",
        Ending::Markdown => "text/markdown; charset=utf-8",
        Ending::Csv => "text/csv; charset=utf-8",
        Ending::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Ending::Json => "application/json",
    }
}

/// Writes down who writes, or what is of one card: the fields that the form has.
pub(super) fn profile(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    let countries = room.desk.merchants.countries();
    let mut fields = Vec::new();
    for word in asked.all("field") {
        let field: Field = word.parse()?;
        fields.push((field, asked.one(word).map(|value| field.read(value, countries)).transpose()?));
    }
    let opened = &room.case()?.opened;
    let card = asked.one("card").map(|card| opened.card(card)).transpose()?.unwrap_or_default();
    let open = room.writable(asked)?;
    if asked.one("was") != Some(print(&open.opened.settings.profile.get(&card)).as_str()) {
        return Err(outdated());
    }
    open.store.change(|settings| {
        let profile = settings.profile.entry(card).or_default();
        for (field, value) in fields {
            match value {
                Some(value) => profile.insert(field, value),
                None => profile.remove(&field),
            };
        }
    })?;
    room.refresh()?;
    let said = room.messages().text("profile-saved");
    room.say(said, false);
    Ok(Reply::Go("/papers".to_owned()))
}
