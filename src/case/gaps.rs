//! What is missing: months without a statement, and times in which a card is silent for longer than is usual for it.
//!
//! Where statements say their payment month, a month is missing when it lies between two others. Otherwise only this
//! is said: that there are no rows between two days. It is said of a silence that no file spans, from `quiet_days` on,
//! when it is longer than `quiet_times` the card's own upper quartile of silences; a card with fewer than seven days of
//! rows has no rhythm yet, and `quiet_days` stand for it. So neither a card used every few weeks nor one quiet holiday
//! is reported. Pure: today is passed in.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months, NaiveDate};

use super::{Case, Sighting};
use crate::statement::format::Source;

/// So many silences make a rhythm.
const FEWEST: usize = 6;

/// Something that these files do not show of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Index into [`Case::households`].
    pub household: usize,
    /// Index into [`Case::cards`].
    pub card: usize,
    /// Index into [`Case::statements`] of a file with rows of the card.
    pub statement: usize,
    /// What is missing.
    pub absence: Absence,
}

/// What is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absence {
    /// Statements by their payment months, each its first day, that lie between others.
    Months(Vec<NaiveDate>),
    /// No rows between two days with rows, in different files.
    Between(NaiveDate, NaiveDate),
    /// No rows from the start of the exposure to the card's first row.
    Since(NaiveDate, NaiveDate),
    /// No rows from the card's last row to today.
    After(NaiveDate, NaiveDate),
}

impl Absence {
    /// The word used in outputs.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Months(_) => "months",
            Self::Between(..) => "between",
            Self::Since(..) => "since",
            Self::After(..) => "after",
        }
    }
}

/// What one file shows of a card.
#[derive(Debug, Clone, Copy)]
struct Span {
    first: NaiveDate,
    last: NaiveDate,
    statement: usize,
    /// First day of the payment month.
    month: Option<NaiveDate>,
}

/// The gaps of every card, in order of household, card and day, by the rows of [`shown`].
#[must_use]
pub fn gaps(case: &Case, today: NaiveDate) -> Vec<Gap> {
    let mut cards: BTreeMap<(usize, usize), (BTreeSet<NaiveDate>, Vec<Span>)> = BTreeMap::new();
    let mut files: BTreeMap<usize, BTreeMap<(usize, usize), Span>> = BTreeMap::new();
    for ShownRow { household, card, statement, day } in shown(case) {
        let file = &case.statements[statement];
        let month = file.dated.filter(|_| file.source == Source::Card).and_then(|day| day.with_day(1));
        let new = Span { first: day, last: day, statement, month };
        let span = files.entry(statement).or_default().entry((household, card)).or_insert(new);
        (span.first, span.last) = (span.first.min(day), span.last.max(day));
        cards.entry((household, card)).or_default().0.insert(day);
    }
    for spans in files.into_values() {
        for (key, span) in spans {
            cards.entry(key).or_default().1.push(span);
        }
    }
    let mut found = Vec::new();
    for ((household, card), (days, spans)) in cards {
        let longest = longest_usual(case, &days);
        let gap = |statement, absence| Gap { household, card, statement, absence };
        let start = case.households.get(household).and_then(|household| household.exposed_from);
        let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else { continue };
        let Some(statement) = spans.first().map(|span| span.statement) else { continue };
        if let Some(start) = start.filter(|start| (first - *start).num_days() > longest) {
            found.push(gap(statement, Absence::Since(start, first)));
        }
        let missing = missing_months(&spans);
        if !missing.is_empty() {
            found.push(gap(statement, Absence::Months(missing)));
        }
        let silences = between(spans).filter(|(from, to)| (*to - *from).num_days() > longest);
        found.extend(silences.map(|(from, to)| gap(statement, Absence::Between(from, to))));
        if start.is_some_and(|start| start <= today) && (today - last).num_days() > longest {
            found.push(gap(statement, Absence::After(last, today)));
        }
    }
    found
}

/// One row that shows a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownRow {
    /// Index into [`Case::households`].
    pub household: usize,
    /// Index into [`Case::cards`].
    pub card: usize,
    /// Index into [`Case::statements`].
    pub statement: usize,
    /// Its day.
    pub day: NaiveDate,
}

/// The rows that show a card, file by file: wallets and details are left out, and apps beside issuers' own files.
pub fn shown(case: &Case) -> impl Iterator<Item = ShownRow> {
    let own = |source| matches!(source, Source::Card | Source::Account);
    let any_own = case.statements.iter().any(|statement| own(statement.source));
    let counts = move |source| if any_own { own(source) } else { source == Source::Aggregate };
    let files = case.statements.iter().enumerate().filter(move |(_, statement)| counts(statement.source));
    files.flat_map(move |(at, statement)| {
        statement.transactions.iter().enumerate().filter_map(move |(row_at, row)| {
            let (household, card) = case.place(Sighting { statement: at, row: row_at })?;
            let day = row.posting_date.filter(|_| row.transaction_date.is_none()).unwrap_or_else(|| row.date());
            Some(ShownRow { household, card, statement: at, day })
        })
    })
}

/// The longest silence, in days, that is usual for a card with rows on these days.
fn longest_usual(case: &Case, days: &BTreeSet<NaiveDate>) -> i64 {
    let windows = &case.windows;
    let mut silences: Vec<i64> = days.iter().zip(days.iter().skip(1)).map(|(a, b)| (*b - *a).num_days()).collect();
    silences.sort_unstable();
    let rhythm = if silences.len() < FEWEST { windows.quiet_days } else { silences[silences.len() * 3 / 4] };
    windows.quiet_days.max(windows.quiet_times * rhythm)
}

/// The payment months between others for which there is no statement.
fn missing_months(spans: &[Span]) -> Vec<NaiveDate> {
    let months: BTreeSet<NaiveDate> = spans.iter().filter_map(|span| span.month).collect();
    let (Some(first), Some(last)) = (months.first(), months.last()) else { return Vec::new() };
    let all = std::iter::successors(Some(*first), |month| Some(*month + Months::new(1)));
    all.take_while(|month| month <= last).filter(|month| !months.contains(month)).collect()
}

/// The silences that no file spans, unless the files on both sides say their months.
fn between(mut spans: Vec<Span>) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
    spans.sort_by_key(|span| (span.first, span.last, span.month));
    let mut found = Vec::new();
    let mut reached: Option<Span> = None;
    for span in spans {
        match reached {
            Some(before) if span.first > before.last => {
                if before.month.is_none() || span.month.is_none() {
                    found.push((before.last, span.first));
                }
                reached = Some(span);
            }
            Some(before) if span.last <= before.last => {}
            Some(_) | None => reached = Some(span),
        }
    }
    found.into_iter()
}
