//! Papers about disputed charges: the list, the letter, the call sheet, the follow-up, the calendar. Facts only: no
//! codes of card networks, no score, no claim of the program's own.

mod blocks;
mod calendar;
mod letters;
mod list;
mod measure;
mod page;
mod pdf;
mod table;
mod workbook;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use minijinja::context;

pub use self::blocks::{Block, Table};
pub use self::calendar::calendar;
pub use self::list::{csv, json, list};
pub use self::page::{html, markdown};
pub use self::pdf::pdf;
pub use self::workbook::workbook;
use super::{deadline, words};
use crate::catalogue::Catalogue;
use crate::dispute::{Answers, Count, Counting, Dispute, Letter, Sheet, Steps, earliest, totals};
use crate::location::Problem;
use crate::messages::Messages;
use crate::money::Currencies;

/// What papers are made with.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// Templates and steps.
    pub catalogue: &'a Catalogue,
    /// Deadlines, and the day of writing.
    pub counting: &'a Counting,
    /// What the holder says of events that no statement prints.
    pub answers: &'a Answers,
    /// Digits and signs.
    pub currencies: &'a Currencies,
    /// The language.
    pub messages: &'a Messages,
}

/// A paper that is made of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper<'a> {
    /// The letter, or the question where nothing is claimed.
    Letter,
    /// What to say on the telephone.
    CallSheet,
    /// After a report that was not answered.
    FollowUp {
        /// The number under which the report runs.
        case_number: Option<&'a str>,
    },
}

impl Paper<'_> {
    /// The word used in outputs and for styles.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::CallSheet => "call-sheet",
            Self::FollowUp { .. } => "follow-up",
        }
    }

    fn template(self, letter: Letter) -> &'static str {
        match (self, letter) {
            (Self::Letter, Letter::Query) => "query.jinja",
            (Self::Letter, Letter::NotMine | Letter::Wrong) => "letter.jinja",
            (Self::CallSheet, _) => "call-sheet.jinja",
            (Self::FollowUp { .. }, _) => "follow-up.jinja",
        }
    }
}

/// Makes a paper of a sheet. Letters speak of its booked charges, the call sheet of the pending ones too.
///
/// # Errors
/// `nothing-booked` for a letter about pending charges only; `bad-letter` when the template cannot be run; what [`Steps::of`] says.
pub fn paper(paper: Paper<'_>, sheet: &Sheet<'_>, desk: Desk<'_>) -> Result<Vec<Block>, Problem> {
    if sheet.charges.is_empty() && paper != Paper::CallSheet {
        return Err(Problem::new("nothing-booked").with("card", sheet.card));
    }
    let messages = desk.messages;
    let lang = messages.lang();
    let first = sheet.all().next();
    let country = first.and_then(|dispute| dispute.country.as_deref());
    let steps = Steps::of(desk.catalogue, country)?;
    let form = steps.form(first.and_then(|dispute| dispute.layout.as_deref()));
    let case_number = match paper {
        Paper::FollowUp { case_number } => case_number,
        Paper::Letter | Paper::CallSheet => None,
    };
    let attachments: BTreeSet<&String> = sheet.charges.iter().flat_map(|dispute| &dispute.attachments).collect();
    let mut possessions = sheet.all().map(|dispute| dispute.possession);
    let possession = possessions.next().flatten().filter(|first| possessions.all(|other| other == Some(*first)));
    let counts: Vec<Count<'_>> = sheet.all().flat_map(|d| desk.counting.of_dispute(d, desk.answers)).collect();
    let day = |day: NaiveDate| words::date(day, messages);
    let context = context! {
        letter => sheet.letter.word(),
        issuer => sheet.issuer,
        card => sheet.card,
        country => country.unwrap_or_default(),
        today => day(desk.counting.today),
        count => sheet.charges.len(),
        pending_count => sheet.pending.len(),
        all => sheet.charges.len() + sheet.pending.len(),
        sums => words::sums(totals(&sheet.charges).into_iter(), desk.currencies, messages),
        possession => possession.map(|held| messages.text(&format!("possession-{}", held.word()))),
        attachments => attachments,
        open => messages.text("deadline-open"),
        first => deadline::first(&counts, desk.counting.today, messages),
        not_breach => messages.text("deadline-not-breach"),
        call => steps.call.get(lang),
        steps => steps.for_letter(sheet.letter).map(|words| words.get(lang)).collect::<Vec<_>>(),
        form_issuer => form.map(|form| form.issuer.get(lang)),
        asks => form.map(|form| form.asks.iter().map(|words| words.get(lang)).collect::<Vec<_>>()).unwrap_or_default(),
        reported_on => desk.answers.reported.map(day),
        case_number => case_number,
        information => messages.text("closing-information"),
    };
    let text = letters::run(desk.catalogue, lang, paper.template(sheet.letter), context)?;
    Ok(blocks::parse(&text, |name| match name {
        "charges" if !sheet.charges.is_empty() => Some(table::of(&sheet.charges, 1, desk)),
        "pending" if !sheet.pending.is_empty() => Some(table::of(&sheet.pending, sheet.charges.len() + 1, desk)),
        _ => None,
    }))
}

/// The day of a charge that ends first.
fn last_day(dispute: &Dispute, desk: Desk<'_>) -> Option<NaiveDate> {
    earliest(&desk.counting.of_dispute(dispute, desk.answers)).and_then(|count| count.last)
}
