//! The months that the files show of each card, and what is missing.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use super::svg::{Anchor, Svg, cut};
use super::{Picture, Table};
use crate::case::{Absence, shown};
use crate::messages::Messages;
use crate::report::Scanned;
use crate::report::opening::name_of;
use crate::report::words::{self, count_of};

const LEFT: i64 = 64;
const CELL: i64 = 52;
const ROW: i64 = 30;
const WIDTH: i64 = LEFT + 12 * CELL + 16;
const TOP: i64 = 26;

/// What the files show of the cards, month by month.
#[derive(Debug, Clone)]
pub(super) struct Coverage {
    pub(super) cards: Vec<CardMonths>,
    /// The first day of the exposure.
    pub(super) start: Option<NaiveDate>,
}

/// One card, with its months from the first to the last of which something is known.
#[derive(Debug, Clone, Default)]
pub(super) struct CardMonths {
    pub(super) name: String,
    /// By the first day of the month.
    pub(super) months: BTreeMap<NaiveDate, Month>,
}

/// One month of a card.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Month {
    /// Rows of its days.
    pub(super) rows: usize,
    /// Days of it lie in a silence that no file spans.
    pub(super) missing: bool,
    /// A statement paid in it is not among the files.
    pub(super) unpaid: bool,
}

/// Months × cards: how many rows the files show, and what is missing. `None` where no file is of a card or an account.
#[must_use]
pub fn coverage(scanned: Scanned<'_>) -> Option<Picture> {
    let Scanned { case, messages, .. } = scanned;
    let mut cards: BTreeMap<(usize, usize), CardMonths> = BTreeMap::new();
    for row in shown(case) {
        let card = cards
            .entry((row.household, row.card))
            .or_insert_with(|| CardMonths { name: name_of(scanned, row.card, row.statement), months: BTreeMap::new() });
        card.months.entry(month_of(row.day)).or_default().rows += 1;
    }
    for gap in scanned.gaps {
        let Some(card) = cards.get_mut(&(gap.household, gap.card)) else { continue };
        match &gap.absence {
            Absence::Months(months) => {
                months.iter().for_each(|month| card.months.entry(*month).or_default().unpaid = true);
            }
            Absence::Between(from, to) | Absence::Since(from, to) | Absence::After(from, to) => {
                for month in months(*from, *to) {
                    card.months.entry(month).or_default().missing = true;
                }
            }
        }
    }
    let start = case.households.iter().filter_map(|household| household.exposed_from).min();
    let mut coverage = Coverage { cards: cards.into_values().collect(), start };
    for card in &mut coverage.cards {
        let ends = card.months.keys().next().copied().zip(card.months.keys().next_back().copied());
        for month in ends.into_iter().flat_map(|(first, last)| months(first, last)) {
            card.months.entry(month).or_default();
        }
    }
    (!coverage.cards.is_empty()).then(|| coverage.picture(messages))
}

/// The first days of the months from one day to another.
fn months(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let next = |month: &NaiveDate| month.checked_add_months(Months::new(1));
    std::iter::successors(Some(month_of(from)), next).take_while(move |month| *month <= to)
}

fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

impl Coverage {
    pub(super) fn picture(&self, messages: &Messages) -> Picture {
        let months = || self.cards.iter().flat_map(|card| card.months.values());
        let missing = months().filter(|month| month.missing || month.unpaid).count();
        let rows = months().map(|month| month.rows).sum();
        let args = [("cards", count_of(self.cards.len())), ("rows", count_of(rows)), ("missing", count_of(missing))];
        let (title, about) = (messages.text("coverage-title"), messages.with("coverage-about", &args));
        Picture {
            svg: self.svg(&title, &about, messages),
            tables: self.cards.iter().map(|card| self.table(card, messages)).collect(),
            title,
            about,
        }
    }

    fn svg(&self, title: &str, about: &str, messages: &Messages) -> String {
        let mut svg = Svg::new(WIDTH);
        for (at, month) in (0..12).zip(month_names(messages)) {
            svg.label("month", [LEFT + at * CELL + CELL / 2, 16], Anchor::Middle, &month);
        }
        let mut y = TOP;
        for card in &self.cards {
            svg.label("card strong", [0, y + 16], Anchor::Start, &cut(&card.name, WIDTH));
            y += 24;
            for (year, months) in by_year(card) {
                svg.label("year", [LEFT - 10, y + 19], Anchor::End, &words::year(year, messages));
                for (at, month) in (0..12).zip(months) {
                    if let Some((first, month)) = month {
                        self.cell(&mut svg, [LEFT + at * CELL, y], *first, *month);
                    }
                }
                y += ROW;
            }
            y += 10;
        }
        y += 16;
        for (id, month) in [
            ("coverage-key-missing", Month { missing: true, ..Month::default() }),
            ("coverage-key-unpaid", Month { unpaid: true, ..Month::default() }),
        ] {
            let occurs = |other: &Month| other.missing && month.missing || other.unpaid && month.unpaid;
            if !self.cards.iter().flat_map(|card| card.months.values()).any(occurs) {
                continue;
            }
            cell(&mut svg, [LEFT - 54, y - 19], month);
            svg.label("key", [LEFT, y], Anchor::Start, &cut(&messages.text(id), WIDTH - LEFT));
            y += ROW;
        }
        if self.start.is_some() {
            svg.line("exposed", [LEFT - 54, y - 4, LEFT - 54 + CELL - 6, y - 4]);
            svg.label("key", [LEFT, y], Anchor::Start, &cut(&messages.text("coverage-key-exposed"), WIDTH - LEFT));
            y += ROW;
        }
        svg.finish(y - 8, title, about)
    }

    fn cell(&self, svg: &mut Svg, [x, y]: [i64; 2], first: NaiveDate, month: Month) {
        cell(svg, [x, y], month);
        if !(month.rows == 0 && (month.missing || month.unpaid)) {
            let (at, anchor) = if month.unpaid { (4, Anchor::Start) } else { (CELL / 2 - 3, Anchor::Middle) };
            svg.label("rows", [x + at, y + 18], anchor, &month.rows.to_string());
        }
        if self.is_exposed(first) {
            svg.line("exposed", [x, y + ROW - 4, x + CELL - 6, y + ROW - 4]);
        }
    }

    /// Whether a month has days of the exposure.
    fn is_exposed(&self, first: NaiveDate) -> bool {
        self.start.is_some_and(|start| month_of(start) <= first)
    }

    fn table(&self, card: &CardMonths, messages: &Messages) -> Table {
        let row = |(first, month): (&NaiveDate, &Month)| {
            let remarks = [
                (month.missing, "coverage-key-missing"),
                (month.unpaid, "coverage-key-unpaid"),
                (self.is_exposed(*first), "coverage-key-exposed"),
            ];
            let remarks: Vec<String> =
                remarks.iter().filter(|(holds, _)| *holds).map(|(_, id)| messages.text(id)).collect();
            let remarks = remarks.join(&messages.text("list-semicolon"));
            vec![words::period(*first, *first, messages), month.rows.to_string(), remarks]
        };
        Table {
            title: card.name.clone(),
            heads: ["head-month", "head-rows", "head-change"].iter().map(|head| messages.text(head)).collect(),
            rows: card.months.iter().map(row).collect(),
        }
    }
}

/// A cell with what its form says: hatched, or a sheet struck out.
fn cell(svg: &mut Svg, [x, y]: [i64; 2], month: Month) {
    let area = [x, y, CELL - 6, ROW - 6];
    if month.missing {
        svg.hatched("window", area);
    }
    svg.area("cell", area);
    if month.unpaid {
        let (x, y) = (x + CELL - 19, y + 5);
        svg.path("paid", &format!("M{x} {y}h9v13h-9ZM{} {}l15 -17", x - 3, y + 15));
    }
}

/// The months of a card, twelve to each year.
fn by_year(card: &CardMonths) -> BTreeMap<i32, [Option<(&NaiveDate, &Month)>; 12]> {
    let mut years: BTreeMap<i32, [Option<(&NaiveDate, &Month)>; 12]> = BTreeMap::new();
    for (first, month) in &card.months {
        let at = usize::try_from(first.month0()).unwrap_or_default();
        years.entry(first.year()).or_default()[at] = Some((first, month));
    }
    years
}

/// The names of the twelve months.
fn month_names(messages: &Messages) -> impl Iterator<Item = String> {
    (1..=12).filter_map(|month| Some(words::month(NaiveDate::from_ymd_opt(2000, month, 1)?, messages)))
}
