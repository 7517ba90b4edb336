//! Charges by day and amount, with what happened when.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days as Span, NaiveDate};
use foldhash::HashMap;
use rust_decimal::Decimal;

use super::scale::{Amounts, Days};
use super::svg::{Anchor, Form, LETTER, Svg, cut, width_of};
use super::{Picture, Table};
use crate::facts::Column;
use crate::finding::explain::merchant;
use crate::messages::Messages;
use crate::money::{Currencies, Currency};
use crate::report::Scanned;
use crate::report::opening::card_name;
use crate::report::page::listed;
use crate::report::words::{self, count_of};

const WIDTH: i64 = 760;
const LEFT: i64 = 96;
const RIGHT: i64 = WIDTH - 20;
/// Lines above the charges for the labels of days.
const LANES: i64 = 5;
const LANE: i64 = 17;
const TOP: i64 = LANES * LANE + 10;
const BOTTOM: i64 = TOP + 260;
/// The labels of days are cut off at this width.
const LABEL: i64 = 360;
/// A day of which nothing was charged is drawn at its place when it is not further off than this.
const NEAR: i64 = 60;

/// The charges of one currency, and the days that matter.
#[derive(Debug, Clone)]
pub(super) struct Timeline {
    pub(super) currency: Currency,
    pub(super) charges: Vec<Charged>,
    pub(super) events: Vec<Event>,
    /// Exposure windows, first and last day.
    pub(super) windows: Vec<(NaiveDate, NaiveDate)>,
    /// The last days of the files.
    pub(super) ends: BTreeSet<NaiveDate>,
}

/// One charge of the picture.
#[derive(Debug, Clone)]
pub(super) struct Charged {
    pub(super) date: NaiveDate,
    pub(super) amount: Decimal,
    pub(super) name: String,
    pub(super) card: String,
    /// Its merchant was not seen before the breach.
    pub(super) new: bool,
    /// Its number in the list of charges to look at.
    pub(super) number: Option<usize>,
}

/// One day that matters; what comes first in this order keeps its label where room is short.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Event {
    pub(super) kind: Kind,
    pub(super) day: NaiveDate,
    pub(super) words: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Start,
    Today,
    Last,
    Other,
}

/// With more charges than this the picture of all of them tells a person nothing.
const DRAWN: usize = 5_000;

/// The charges over time, a picture for each currency, the one with most charges first. None of several households,
/// whose charges have nothing to do with each other, nor of more charges than can be told apart.
#[must_use]
pub fn timelines(scanned: Scanned<'_>) -> Vec<Picture> {
    let Scanned { case, messages, currencies, .. } = scanned;
    if case.households.len() != 1 || case.charges.len() > DRAWN {
        return Vec::new();
    }
    let mut numbers: HashMap<usize, usize> = HashMap::default();
    for finding in listed(scanned.findings).into_iter().flat_map(|(_, members)| members) {
        let next = numbers.len() + 1;
        numbers.entry(finding.charge).or_insert(next);
    }
    let unseen: BTreeSet<usize> = match scanned.facts.column("family_seen_before") {
        Some(Column::Bool(seen)) => scanned
            .facts
            .exposed
            .iter()
            .zip(seen)
            .filter(|(_, seen)| **seen == Some(false))
            .map(|(at, _)| *at)
            .collect(),
        _ => BTreeSet::new(),
    };
    let mut by_currency: BTreeMap<Currency, Vec<Charged>> = BTreeMap::new();
    for (at, charge) in case.charges.iter().enumerate() {
        by_currency.entry(charge.currency).or_default().push(Charged {
            date: charge.date,
            amount: charge.amount,
            name: merchant(case, charge, messages),
            card: card_name(scanned, charge),
            new: unseen.contains(&at),
            number: numbers.get(&at).copied(),
        });
    }
    let windows = scanned.breaches.iter().map(|breach| (breach.start, breach.end.unwrap_or(breach.start))).collect();
    let ends = case.statements.iter().filter_map(|statement| Some(statement.period()?.1)).collect();
    let whole = Timeline { currency: Currency::NONE, charges: Vec::new(), events: events(scanned), windows, ends };
    let mut all: Vec<Timeline> =
        by_currency.into_iter().map(|(currency, charges)| Timeline { currency, charges, ..whole.clone() }).collect();
    all.sort_by_key(|timeline| std::cmp::Reverse(timeline.charges.len()));
    all.iter().map(|timeline| timeline.picture(currencies, messages)).collect()
}

/// The days of the breaches, today, and the last days to report charges that are listed.
fn events(scanned: Scanned<'_>) -> Vec<Event> {
    let Scanned { messages, counting, .. } = scanned;
    let mut found = vec![Event { kind: Kind::Today, day: counting.today, words: messages.text("timeline-today") }];
    for breach in scanned.breaches {
        let words = |id: &str| match scanned.breaches {
            [_] => messages.text(id),
            _ => {
                let title = breach.title.get(messages.lang());
                messages.with("timeline-of", &[("what", messages.text(id).into()), ("title", title.into())])
            }
        };
        let end = breach.end.filter(|end| *end > breach.start);
        found.push(Event { kind: Kind::Start, day: breach.start, words: words("timeline-start") });
        found.extend(end.map(|day| Event { kind: Kind::Other, day, words: words("timeline-end") }));
        let told = breach.disclosed_on;
        found.extend(told.map(|day| Event { kind: Kind::Other, day, words: words("timeline-disclosed") }));
    }
    let mut last: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for finding in scanned.findings.flagged().filter(|finding| finding.fires) {
        let first = counting.first_of(scanned.case, [&scanned.case.charges[finding.charge]]);
        if let Some(day) = first.and_then(|first| first.last) {
            *last.entry(day).or_default() += 1;
        }
    }
    found.extend(last.into_iter().map(|(day, count)| Event {
        kind: Kind::Last,
        day,
        words: messages.with("timeline-last", &[("count", count_of(count))]),
    }));
    found.sort();
    found
}

impl Timeline {
    pub(super) fn picture(&self, currencies: &Currencies, messages: &Messages) -> Picture {
        let listed = self.charges.iter().filter(|charge| charge.number.is_some()).count();
        let new = self.charges.iter().filter(|charge| charge.new).count();
        let (first, last) = self.period();
        let args = [
            ("count", count_of(self.charges.len())),
            ("currency", self.currency.code().into()),
            ("days", words::days(first, last, messages).into()),
            ("listed", count_of(listed)),
            ("new", count_of(new)),
        ];
        let title = messages.with("timeline-title", &args);
        let about = messages.with("timeline-about", &args);
        Picture {
            svg: self.svg(&title, &about, currencies, messages),
            tables: vec![self.days(messages), self.table(currencies, messages)],
            title,
            about,
        }
    }

    /// First and last day with a charge.
    fn period(&self) -> (NaiveDate, NaiveDate) {
        let dates = self.charges.iter().map(|charge| charge.date);
        let first = dates.clone().min().unwrap_or_default();
        (first, dates.max().unwrap_or(first))
    }

    /// The days drawn: those of the charges, and what lies near.
    fn drawn(&self) -> (NaiveDate, NaiveDate) {
        let (first, last) = self.period();
        let near = u64::try_from(((last - first).num_days() / 3).max(NEAR)).unwrap_or_default();
        let from = first.checked_sub_days(Span::new(near)).unwrap_or(first);
        let to = last.checked_add_days(Span::new(near)).unwrap_or(last);
        let days = || self.events.iter().map(|event| event.day).filter(|day| (from..=to).contains(day));
        (days().min().unwrap_or(first).min(first), days().max().unwrap_or(last).max(last))
    }

    fn svg(&self, title: &str, about: &str, currencies: &Currencies, messages: &Messages) -> String {
        let (first, last) = self.drawn();
        let days = Days::new((first, last), (LEFT + 8, RIGHT - 8));
        let amounts = Amounts::new(self.charges.iter().map(|charge| charge.amount), (TOP + 12, BOTTOM - 10));
        let mut svg = Svg::new(WIDTH);
        for (start, end) in self.windows.iter().filter(|(start, end)| days.holds(*start) || days.holds(*end)) {
            let x = days.x(*start);
            svg.hatched("window", [x, TOP, (days.x(*end) - x).max(4), BOTTOM - TOP]);
        }
        for amount in amounts.ticks(22) {
            let y = amounts.y(amount);
            if svg.label("amount", [LEFT - 6, y + 4], Anchor::End, &currencies.shown(amount, self.currency)) {
                svg.line("grid", [LEFT, y, RIGHT, y]);
            }
        }
        svg.line("axis", [LEFT, BOTTOM, RIGHT, BOTTOM]);
        let label =
            width_of(&words::period(first, first, messages)).max(width_of(&words::period(last, last, messages))) + 24;
        for month in days.months(label) {
            let x = days.x(month);
            svg.line("axis", [x, BOTTOM, x, BOTTOM + 5]);
            let inside = x.clamp(LEFT, RIGHT - label / 2);
            svg.label("month", [inside, BOTTOM + 30], Anchor::Middle, &words::period(month, month, messages));
        }
        for end in self.ends.iter().filter(|end| days.holds(**end)) {
            let x = days.x(*end);
            svg.line("end", [x, BOTTOM + 8, x, BOTTOM + 16]);
        }
        self.label_days(&mut svg, &days, messages);
        let ordinary = self.charges.iter().filter(|charge| !charge.new && charge.number.is_none());
        let dots: String =
            ordinary.map(|charge| format!("M{} {}h0", days.x(charge.date), amounts.y(charge.amount))).collect();
        svg.path("dots", &dots);
        let place = |charge: &Charged| [days.x(charge.date), amounts.y(charge.amount)];
        for charge in self.charges.iter().filter(|charge| charge.new || charge.number.is_some()) {
            let amount = currencies.shown(charge.amount, self.currency);
            let words = format!("{} · {amount} · {}", words::date(charge.date, messages), charge.name);
            let form = if charge.new { Form::Triangle } else { Form::Diamond };
            svg.mark(form, charge.number.is_some(), place(charge), &words);
        }
        for charge in &self.charges {
            let ([x, y], Some(number)) = (place(charge), charge.number) else { continue };
            let sides = [
                (x + 8, y + 4, Anchor::Start),
                (x - 8, y + 4, Anchor::End),
                (x, y - 8, Anchor::Middle),
                (x, y + 18, Anchor::Middle),
            ];
            let inside = |y: i64| y - LETTER > TOP && y < BOTTOM;
            sides
                .into_iter()
                .any(|(x, y, anchor)| inside(y) && svg.label("number", [x, y], anchor, &number.to_string()));
        }
        let height = self.legend(&mut svg, messages);
        svg.finish(height, title, about)
    }

    /// A line for each day, its label beside it above the charges: no line crosses a label, and where there is no room
    /// the table alone says what the day is.
    fn label_days(&self, svg: &mut Svg, days: &Days, messages: &Messages) {
        let mut placed: Vec<(i64, i64, [i64; 2])> = Vec::new();
        for event in &self.events {
            let x = days.x(event.day);
            let outside = if days.holds(event.day) { "" } else { "→ " };
            let words = format!("{outside}{}: {}", words::date(event.day, messages), event.words);
            let words = cut(&words, LABEL);
            let width = width_of(&words);
            let sides = [(Anchor::Start, [x + 4, x + 4 + width]), (Anchor::End, [x - 4 - width, x - 4])];
            let free = |lane: i64, [left, right]: [i64; 2]| {
                placed.iter().all(|(line, other, span)| {
                    let apart = *other != lane || right <= span[0] || left >= span[1];
                    let not_crossed = *other <= lane || !(left..=right).contains(line);
                    let not_crossing = *other >= lane || !(span[0]..=span[1]).contains(&x);
                    apart && not_crossed && not_crossing
                })
            };
            let places = (0..LANES).flat_map(|lane| sides.map(|(anchor, span)| (lane, anchor, span)));
            let found = places.into_iter().find(|(lane, anchor, span)| {
                let at = if *anchor == Anchor::Start { span[0] } else { span[1] };
                free(*lane, *span) && svg.label("day", [at, TOP - 8 - lane * LANE], *anchor, &words)
            });
            let top = found.map_or(TOP, |(lane, ..)| TOP - 8 - lane * LANE - LETTER + 2);
            placed.extend(found.map(|(lane, _, span)| (x, lane, span)));
            svg.line(if event.kind == Kind::Last { "event last" } else { "event" }, [x, top, x, BOTTOM]);
        }
    }

    /// What the marks mean. Gives the height of the whole picture.
    fn legend(&self, svg: &mut Svg, messages: &Messages) -> i64 {
        let (mut x, mut y) = (LEFT, BOTTOM + 58);
        for (id, form) in [
            ("timeline-key-charge", Some((Form::Dot, false))),
            ("timeline-key-new", Some((Form::Triangle, false))),
            ("timeline-key-listed", Some((Form::Diamond, true))),
            ("timeline-key-both", Some((Form::Triangle, true))),
            ("timeline-key-window", None),
            ("timeline-key-end", None),
            ("timeline-key-last", None),
        ] {
            let words = messages.text(id);
            let width = 20 + width_of(&words) + 18;
            if x + width > RIGHT && x > LEFT {
                (x, y) = (LEFT, y + 22);
            }
            match (form, id) {
                (Some((form, filled)), _) => svg.mark(form, filled, [x + 6, y - 4], &words),
                (None, "timeline-key-window") => svg.hatched("window", [x, y - 11, 14, 14]),
                (None, "timeline-key-end") => svg.line("end", [x + 6, y - 9, x + 6, y - 1]),
                (None, _) => svg.line("event last", [x + 6, y - 12, x + 6, y + 2]),
            }
            svg.label("key", [x + 18, y], Anchor::Start, &cut(&words, RIGHT - LEFT - 40));
            x += width;
        }
        y + 14
    }

    fn days(&self, messages: &Messages) -> Table {
        let mut rows: Vec<(NaiveDate, String)> =
            self.events.iter().map(|event| (event.day, event.words.clone())).collect();
        rows.extend(self.ends.iter().map(|day| (*day, messages.text("timeline-key-end"))));
        rows.sort();
        Table {
            title: messages.text("timeline-days"),
            heads: vec![messages.text("head-date"), messages.text("head-change")],
            rows: rows.into_iter().map(|(day, what)| vec![words::date(day, messages), what]).collect(),
        }
    }

    fn table(&self, currencies: &Currencies, messages: &Messages) -> Table {
        let heads = ["head-number", "head-date", "head-merchant", "head-amount", "head-card", "head-change"];
        let row = |charge: &Charged| {
            let what = match (charge.new, charge.number.is_some()) {
                (false, false) => String::new(),
                (true, false) => messages.text("timeline-key-new"),
                (false, true) => messages.text("timeline-key-listed"),
                (true, true) => messages.text("timeline-key-both"),
            };
            vec![
                charge.number.map(|number| number.to_string()).unwrap_or_default(),
                words::date(charge.date, messages),
                charge.name.clone(),
                currencies.shown(charge.amount, self.currency),
                charge.card.clone(),
                what,
            ]
        };
        Table {
            title: messages.text("timeline-charges"),
            heads: heads.iter().map(|head| messages.text(head)).collect(),
            rows: self.charges.iter().map(row).collect(),
        }
    }
}
