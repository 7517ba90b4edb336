//! Papers about disputed charges: the list, the letter, the call sheet, the follow-up, the calendar. Facts only: no
//! codes of card networks, no score, no claim of the program's own.

mod blocks;
mod calendar;
mod confirm;
mod ending;
mod letters;
mod list;
mod measure;
mod of_case;
mod page;
mod pdf;
mod table;
mod workbook;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use minijinja::context;
use serde::Serialize;

pub use self::blocks::{Block, Table};
pub use self::calendar::calendar;
pub use self::confirm::confirmation;
pub use self::ending::{Ending, Made, make};
pub use self::list::{csv, json};
pub use self::of_case::{disputes, under_way};
pub use self::page::{html, markdown};
pub use self::pdf::pdf;
pub use self::table::when;
pub use self::workbook::workbook;
use super::disputes::step;
use super::{deadline, words};
use crate::catalogue::Catalogue;
use crate::dispute::{
    Action, Count, Counting, Dispute, Guide, Guides, Letter, Possession, Role, Sheet, Wanted, last_four, totals,
};
use crate::location::Problem;
use crate::messages::{Messages, Value};
use crate::money::Currencies;
use crate::review::Mark;

/// What papers are made with.
#[derive(Clone, Copy)]
pub struct Office<'a> {
    /// Templates.
    pub catalogue: &'a Catalogue,
    /// Deadlines, and the day of writing.
    pub counting: &'a Counting,
    /// What to do, by country.
    pub guides: &'a Guides,
    /// Digits and signs.
    pub currencies: &'a Currencies,
    /// The language.
    pub messages: &'a Messages,
}

/// A paper about the charges of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// The letter, or the question where nothing is claimed.
    Letter,
    /// What to say on the telephone.
    CallSheet,
    /// After a report that was not answered.
    FollowUp,
    /// Every charge with what forms ask of it.
    List,
}

impl Paper {
    /// The word used in outputs and for styles.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::CallSheet => "call-sheet",
            Self::FollowUp => "follow-up",
            Self::List => "list",
        }
    }

    /// Its template; the list has none.
    fn template(self, letter: Letter) -> Option<&'static str> {
        match (self, letter) {
            (Self::Letter, Letter::Query) => Some("query.jinja"),
            (Self::Letter, Letter::NotMine | Letter::Wrong) => Some("letter.jinja"),
            (Self::CallSheet, _) => Some("call-sheet.jinja"),
            (Self::FollowUp, _) => Some("follow-up.jinja"),
            (Self::List, _) => None,
        }
    }
}

/// Stands where a word is to be written in by hand.
const BLANK: &str = "________";

/// Makes a paper of a sheet. Letters speak of its booked charges, the call sheet and the list of the pending ones too.
///
/// # Errors
/// `nothing-booked` for a letter about pending charges only; `bad-letter` when the template cannot be run.
pub fn paper(paper: Paper, sheet: &Sheet<'_>, office: Office<'_>) -> Result<Vec<Block>, Problem> {
    let Some(template) = paper.template(sheet.letter) else { return Ok(list::list(sheet, office)) };
    if sheet.charges.is_empty() && paper != Paper::CallSheet {
        return Err(Problem::new("nothing-booked").with("card", sheet.card));
    }
    let messages = office.messages;
    let lang = messages.lang();
    let first = sheet.all().next();
    let guide = guide(sheet, office);
    let form = guide.form(sheet.letter, first.and_then(|dispute| dispute.layout.as_deref()));
    let attachments: BTreeSet<&String> = sheet.charges.iter().flat_map(|dispute| &dispute.attachments).collect();
    let marks = || sheet.all().flat_map(|dispute| &dispute.marks);
    let reported = sheet.all().filter_map(Dispute::reported).min();
    let sender = first.map(|dispute| &dispute.sender);
    let or_blank = |text: &str| if text.is_empty() { BLANK.to_owned() } else { text.to_owned() };
    let day = |day: NaiveDate| words::date(day, messages);
    let context = context! {
        letter => sheet.letter.word(),
        issuer => or_blank(sheet.issuer),
        card => last_four(sheet.card).unwrap_or(BLANK),
        country => first.and_then(|dispute| dispute.country.as_deref()).unwrap_or_default(),
        name => sender.and_then(|sender| sender.name.as_deref()),
        address => sender.and_then(|sender| sender.address.as_deref()),
        phone => sender.and_then(|sender| sender.phone.as_deref()),
        today => day(office.counting.today),
        count => sheet.charges.len(),
        pending_count => sheet.pending.len(),
        all => sheet.charges.len() + sheet.pending.len(),
        sums => words::sums(totals(&sheet.charges).into_iter(), office.currencies, messages),
        holders => holders(sheet.charges.iter().copied(), messages),
        replaced => sheet.replaced().map(day),
        possession => possession(sheet.charges.iter().copied(), messages).join(" "),
        asked => sheet.charges.iter().all(|dispute| dispute.merchant_asked.is_some()),
        attachments => attachments,
        open => messages.text("deadline-open"),
        first => deadline::opening(sheet, office.counting, messages),
        not_breach => messages.text("deadline-not-breach"),
        stops => guide.stops.as_ref().filter(|_| sheet.stops_card()).map(|words| words.get(lang)),
        call => guide.call.get(lang),
        send => guide.send.as_ref().map(|words| words.get(lang)),
        place => guide.address.as_ref().map(|words| words.get(lang)),
        post => guide.post.as_ref().map(|words| words.get(lang)),
        steps => steps(sheet, guide, messages),
        form_issuer => form.map(|form| form.issuer.get(lang)),
        asks => form.map(|form| form.asks.iter().map(|words| words.get(lang)).collect::<Vec<_>>()).unwrap_or_default(),
        log => log(sheet, office),
        reported_on => reported.map(day),
        case_number => marks().filter_map(|mark| mark.reference.as_deref()).last(),
        overdue => overdue(sheet, office),
        complaint => guide.complaint.get(lang),
        information => messages.text("closing-information"),
    };
    let text = letters::run(office.catalogue, lang, template, context)?;
    Ok(blocks::parse(&text, |name| match name {
        "charges" if !sheet.charges.is_empty() => Some(table::of(&sheet.charges, 1, office)),
        "pending" if !sheet.pending.is_empty() => Some(table::of(&sheet.pending, sheet.charges.len() + 1, office)),
        _ => None,
    }))
}

/// One thing to do, as a paper says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToDo {
    /// What; of what is done, when.
    pub text: String,
    /// It is done for every charge of the sheet.
    pub done: bool,
}

/// What to do about a sheet, in order, each with what is done already.
#[must_use]
pub fn steps(sheet: &Sheet<'_>, guide: &Guide, messages: &Messages) -> Vec<ToDo> {
    let to_do = |action: &Action| {
        let step = action.words.get(messages.lang());
        let done = action.done_on(sheet);
        let text = match done {
            None => step.to_owned(),
            Some(None) => messages.with("step-done", &[("step", step.into())]),
            Some(Some(day)) => {
                let args = [("step", Value::from(step)), ("date", words::date(day, messages).into())];
                messages.with("step-done-on", &args)
            }
        };
        ToDo { text, done: done.is_some() }
    };
    guide.for_letter(sheet.letter).map(to_do).collect()
}

/// The guide that holds for a sheet.
#[must_use]
pub fn guide<'a>(sheet: &Sheet<'_>, office: Office<'a>) -> &'a Guide {
    let first = sheet.all().next();
    let products = first.map_or(&[][..], |dispute| &dispute.products);
    office.guides.of(first.and_then(|dispute| dispute.country.as_deref()), products)
}

/// Where the card is, as it was said of these charges: each once, with the numbers of its charges where it is not of all.
fn possession<'a>(charges: impl Iterator<Item = &'a Dispute>, messages: &Messages) -> Vec<String> {
    let said = |held: Possession| messages.text(&format!("possession-{}", held.word()));
    numbered(charges.map(|dispute| dispute.possession.map(said)), messages)
}

/// The names printed on the card, as those of possession are said.
fn holders<'a>(charges: impl Iterator<Item = &'a Dispute>, messages: &Messages) -> Vec<String> {
    let said = |holder: &String| messages.with("dispute-holder", &[("holder", table::safe(holder).into())]);
    numbered(charges.map(|dispute| dispute.holder.as_ref().map(said)), messages)
}

/// What is said of each charge, each once, with the numbers of its charges where it is not of all.
fn numbered(said: impl Iterator<Item = Option<String>>, messages: &Messages) -> Vec<String> {
    let mut lines: Vec<(String, Vec<usize>)> = Vec::new();
    let mut all = 0;
    for line in said {
        all += 1;
        let Some(line) = line else { continue };
        match lines.iter_mut().find(|(known, _)| *known == line) {
            Some((_, numbers)) => numbers.push(all),
            None => lines.push((line, vec![all])),
        }
    }
    lines.into_iter().map(|(line, numbers)| of_some(line, &numbers, all, messages)).collect()
}

/// A line with the numbers of its charges, where it is not of all of them.
fn of_some(line: String, numbers: &[usize], all: usize, messages: &Messages) -> String {
    if numbers.len() == all {
        return line;
    }
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    let args = [("line", Value::from(line)), ("numbers", words::list(&numbers, messages).into())];
    messages.with("dispute-log-of", &args)
}

/// The steps of the charges of a sheet by day, each once, with the numbers of its charges where it is not of all.
fn log(sheet: &Sheet<'_>, office: Office<'_>) -> Vec<String> {
    let Office { currencies, messages, .. } = office;
    let mut lines: Vec<(&Mark, String, Vec<usize>)> = Vec::new();
    for (at, dispute) in sheet.all().enumerate() {
        for mark in &dispute.marks {
            let line = step(mark, currencies, messages);
            match lines.iter_mut().find(|(_, known, _)| *known == line) {
                Some((.., numbers)) => numbers.push(at + 1),
                None => lines.push((mark, line, vec![at + 1])),
            }
        }
    }
    lines.sort_by_key(|(mark, ..)| (mark.on, mark.step));
    let all = sheet.all().count();
    lines.into_iter().map(|(_, line, numbers)| of_some(line, &numbers, all, messages)).collect()
}

/// What the card company was to do by a day that is over and has not done, and who says so; each once.
fn overdue(sheet: &Sheet<'_>, office: Office<'_>) -> Vec<String> {
    let Office { counting, messages, .. } = office;
    let mut lines: Vec<String> = Vec::new();
    for count in sheet.all().flat_map(|dispute| awaited(sheet, dispute)) {
        let Some(last) = count.last.filter(|last| *last < counting.today) else { continue };
        let args = [
            ("title", Value::from(count.deadline.title.get(messages.lang()))),
            ("date", words::date(last, messages).into()),
            ("states", deadline::states(count.deadline, messages).into()),
        ];
        let line = messages.with("dispute-overdue", &args);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// What to say of the card so that its days can be counted better, as questions.
#[must_use]
pub fn asks(sheet: &Sheet<'_>, messages: &Messages) -> Vec<String> {
    let card = card_in_words(sheet, messages);
    let ask = |wanted: Wanted| messages.with(&format!("wanted-{}", wanted.word()), &[("card", card.as_str().into())]);
    sheet.wanted().into_iter().map(ask).collect()
}

/// What the card company is still to do about a charge, by days that may be named.
fn awaited<'a>(sheet: &Sheet<'a>, dispute: &Dispute) -> Vec<Count<'a>> {
    let mut counts = sheet.counts_of(dispute).to_vec();
    counts.retain(|count| {
        let issuer = count.deadline.role == Role::Issuer && count.trust.names_a_day();
        issuer && !count.deadline.is_answered(&dispute.marks)
    });
    counts
}

/// What is asked for, in words.
#[must_use]
pub fn wish(sheet: &Sheet<'_>, messages: &Messages) -> String {
    match (sheet.letter, sheet.replaced()) {
        (Letter::NotMine, Some(day)) => {
            messages.with("dispute-not-mine-replaced", &[("date", words::date(day, messages).into())])
        }
        (letter, _) => messages.text(&format!("letter-{}", letter.word())),
    }
}

/// Which card, in words: its last four digits, or a line for them and what is printed in their place.
fn card_in_words(sheet: &Sheet<'_>, messages: &Messages) -> String {
    let issuer = if sheet.issuer.is_empty() { BLANK.to_owned() } else { table::safe(sheet.issuer) };
    let card = match (last_four(sheet.card), sheet.card) {
        (Some(digits), _) => digits.to_owned(),
        (None, "") => BLANK.to_owned(),
        (None, label) => format!("{BLANK} ({})", table::safe(label)),
    };
    messages.with("dispute-card", &[("issuer", issuer.into()), ("card", card.into())])
}
