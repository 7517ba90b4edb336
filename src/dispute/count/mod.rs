//! The count: from an event, or the earliest day on which it can have been, to the last day.

mod waiting;

#[cfg(test)]
mod tests;

use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};

pub use self::waiting::{Waiting, waiting};
use super::calendar::{Calendar, Doubt};
use super::{Counting, Deadline, Direction, Event, Notice, Role, Unit};
use crate::catalogue::typed_day;
use crate::location::Problem;
use crate::review::Verdict;

/// The days of one charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    /// The day of the purchase, or the earliest day on which it can have been.
    pub used: NaiveDate,
    /// The day of booking, or the earliest day on which it can have been.
    pub posted: NaiveDate,
    /// The day of the purchase is printed.
    pub used_printed: bool,
    /// The day of booking is printed.
    pub posted_printed: bool,
}

impl Dates {
    /// From what is printed: the days of the purchase and of booking, or the first days of their months. Where only the
    /// day of booking is, the purchase may be `lag` days older. `None` without a date.
    #[must_use]
    pub fn of(
        (transaction, posting): (Option<NaiveDate>, Option<NaiveDate>),
        month_only: bool,
        lag: u64,
    ) -> Option<Self> {
        let posted = posting.or(transaction)?;
        let used = transaction.or_else(|| posted.checked_sub_days(Days::new(lag)))?;
        let printed = |date: Option<NaiveDate>| date.is_some() && !month_only;
        Some(Self { used, posted, used_printed: printed(transaction), posted_printed: printed(posting) })
    }
}

/// When something comes that comes every month: statements, automatic payments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Monthly {
    /// Nobody said.
    #[default]
    Unknown,
    /// On this day of every month, or on its last where it has no such day.
    Day(u32),
    /// On these days.
    Dates(Vec<NaiveDate>),
}

impl FromStr for Monthly {
    type Err = Problem;

    /// Reads a day of the month, `20`, or days, `2026-10-20, 2026-11-20`.
    ///
    /// # Errors
    /// `bad-statement-day` for anything else.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let bad = || Problem::new("bad-statement-day").with("value", text);
        match text.trim().parse() {
            Ok(day @ 1..=31) => Ok(Self::Day(day)),
            Ok(_) => Err(bad()),
            Err(_) => {
                let dates = text.split(',').map(|date| typed_day(date.trim()).ok_or_else(bad));
                Ok(Self::Dates(dates.collect::<Result<_, Problem>>()?))
            }
        }
    }
}

impl Monthly {
    /// The first on or after a day. That of the day itself counts: it is the earliest that can show a charge of that day.
    #[must_use]
    pub fn first_from(&self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Unknown => None,
            Self::Dates(dates) => dates.iter().copied().filter(|date| *date >= day).min(),
            Self::Day(wanted) => {
                let first = day.with_day(1)?;
                let of_month = |start: NaiveDate| {
                    let end = month_end(start)?;
                    Some(start.with_day(*wanted).unwrap_or(end))
                };
                match of_month(first)? {
                    found if found >= day => Some(found),
                    _ => of_month(first.checked_add_months(Months::new(1))?),
                }
            }
        }
    }
}

/// What the holder says of the events that no statement prints.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// When the card's statements come out.
    pub statements: Monthly,
    /// The card is lost or was stolen.
    pub lost: bool,
    /// The day on which the holder learned of the loss.
    pub learned: Option<NaiveDate>,
    /// The day on which the issuer received the report.
    pub reported: Option<NaiveDate>,
    /// The day on which the issuer received the report in writing.
    pub reported_in_writing: Option<NaiveDate>,
    /// The day of the issuer's explanation.
    pub explained: Option<NaiveDate>,
    /// The day of the next automatic payment.
    pub draw: Option<NaiveDate>,
}

/// What a count starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The day of the event.
    Known(NaiveDate),
    /// The event is not known; it cannot have been earlier than this.
    Earliest(NaiveDate),
    /// Nothing is known of the event.
    Missing,
}

/// How far a count can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// The source states it.
    Stated,
    /// Another issuer of the country states it; this one's terms were not read.
    StandIn,
    /// No text that states it was read.
    Unsure,
    /// It was read too long ago.
    Old,
}

impl Trust {
    /// The word used in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::StandIn => "stand-in",
            Self::Unsure => "unsure",
            Self::Old => "old",
        }
    }

    /// Whether a day may be named as the last.
    #[must_use]
    pub fn names_a_day(self) -> bool {
        matches!(self, Self::Stated | Self::StandIn)
    }
}

/// One deadline counted for one charge.
#[derive(Debug, Clone, Copy)]
pub struct Count<'a> {
    /// Which.
    pub deadline: &'a Deadline,
    /// From what.
    pub basis: Basis,
    /// The last day; absent where nothing ends on a fixed day or nothing is known of the event.
    pub last: Option<NaiveDate>,
    /// The day on which to post a letter that must have arrived by then.
    pub post_by: Option<NaiveDate>,
    /// How far it can be relied on.
    pub trust: Trust,
}

impl Count<'_> {
    /// Whether the last day is over.
    #[must_use]
    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.last.is_some_and(|last| last < today)
    }
}

/// Counts the deadlines of a card for one charge: those of the holder first, what ends first before the others.
#[must_use]
pub fn counts<'a>(
    deadlines: &[&'a Deadline],
    reason: Verdict,
    dates: Dates,
    answers: &Answers,
    calendar: &Calendar,
    counting: &Counting,
) -> Vec<Count<'a>> {
    let concerned = deadlines.iter().filter(|deadline| {
        deadline.concerns(reason) && (!deadline.only_lost || answers.lost || reason == Verdict::Unsure)
    });
    let mut counts: Vec<Count<'a>> = concerned
        .map(|deadline| {
            let basis = basis(deadline.basis, dates, answers);
            let last = match basis {
                Basis::Known(from) | Basis::Earliest(from) => last_day(deadline, from, answers, calendar),
                Basis::Missing => None,
            };
            let arrives = deadline.notice == Some(Notice::Written) && deadline.role == Role::Report;
            let post_by = last.filter(|_| arrives).and_then(|last| calendar.post_by(last));
            let trust = deadline.trust(counting.today, counting.calendars.stale_after_months);
            Count { deadline, basis, last, post_by, trust }
        })
        .collect();
    counts.sort_by_key(|count| (count.deadline.role, count.last.unwrap_or(NaiveDate::MAX), count.deadline.id.clone()));
    counts
}

/// Of these, the holder's report that ends first, among those whose day may be named.
#[must_use]
pub fn earliest<'c, 'a>(counts: &'c [Count<'a>]) -> Option<&'c Count<'a>> {
    let reports = counts.iter().filter(|count| count.deadline.role == Role::Report && count.trust.names_a_day());
    reports.filter(|count| count.last.is_some()).min_by_key(|count| count.last)
}

fn basis(event: Event, dates: Dates, answers: &Answers) -> Basis {
    let said = |day: Option<NaiveDate>| day.map_or(Basis::Missing, Basis::Known);
    let printed = |day, printed| if printed { Basis::Known(day) } else { Basis::Earliest(day) };
    match event {
        Event::Charge => printed(dates.used, dates.used_printed),
        Event::Debit => printed(dates.posted, dates.posted_printed),
        Event::StatementSent | Event::StatementNotified => {
            // Statements come every month: one that comes later than a month after the booking is not the first.
            let month = dates.posted.checked_add_months(Months::new(1));
            let first = answers.statements.first_from(dates.posted).filter(|day| month.is_none_or(|end| *day <= end));
            first.map_or(Basis::Earliest(dates.posted), |day| printed(day, dates.posted_printed))
        }
        Event::Learned => said(answers.learned),
        Event::Report => said(answers.reported),
        Event::WrittenReport => said(answers.reported_in_writing),
        Event::Explanation => said(answers.explained),
        Event::Draw => said(answers.draw),
        Event::None => Basis::Missing,
    }
}

/// The last day of a count that starts from an event.
fn last_day(deadline: &Deadline, from: NaiveDate, answers: &Answers, calendar: &Calendar) -> Option<NaiveDate> {
    let length = deadline.length?;
    let waits = deadline.role == Role::Issuer;
    let last = match (deadline.unit?, deadline.direction) {
        (Unit::Days, Direction::Before) => from.checked_sub_days(Days::new(length.into())),
        (Unit::Days, Direction::After | Direction::BackFromReport) => {
            let days = if deadline.first_day_counts { length - 1 } else { length };
            from.checked_add_days(Days::new(days.into()))
        }
        (Unit::BusinessDays, Direction::Before) => calendar.before(from, length, Doubt::DoesNot),
        (Unit::BusinessDays, Direction::After | Direction::BackFromReport) => {
            calendar.after(from, length, if waits { Doubt::DoesNot } else { Doubt::Counts })
        }
        (Unit::Months, Direction::Before) => from.checked_sub_months(Months::new(length)),
        (Unit::Months, Direction::After | Direction::BackFromReport) => from.checked_add_months(Months::new(length)),
        (Unit::MonthEnds, _) => month_end(from.with_day(1)?.checked_add_months(Months::new(length))?),
        (Unit::Cycles, _) => return after_cycles(deadline, from, length, &answers.statements),
    };
    capped(deadline, from, last)
}

/// The statement that ends so many complete cycles: the first one only ends the cycle that is running.
fn after_cycles(deadline: &Deadline, from: NaiveDate, length: u32, statements: &Monthly) -> Option<NaiveDate> {
    let mut statement = Some(from);
    for _ in 0..=length {
        statement = statement.and_then(|day| statements.first_from(day.checked_add_days(Days::new(1))?));
    }
    capped(deadline, from, statement)
}

/// No later than the calendar days that it has at most.
fn capped(deadline: &Deadline, from: NaiveDate, last: Option<NaiveDate>) -> Option<NaiveDate> {
    let most = deadline.most_days.and_then(|days| from.checked_add_days(Days::new(days.into())));
    match (last, most) {
        (Some(last), Some(most)) => Some(last.min(most)),
        (last, most) => last.or(most),
    }
}

fn month_end(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}
