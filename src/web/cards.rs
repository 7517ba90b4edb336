//! The cards: a new number, and which merchants with regular charges have it.

use std::collections::BTreeMap;

use minijinja::context;
use serde::Serialize;

use super::answer::Reply;
use super::asked::Asked;
use super::follow::saved;
use super::room::Room;
use crate::desk::{day, recurring};
use crate::location::Problem;
use crate::report::opening::card_name;
use crate::report::recurring::row;
use crate::report::words::{among_equals, count_of};
use crate::report::{Scanned, logged};
use crate::review::Entry;

/// Where these handlers lead.
const HERE: &str = "/cards";

/// A card of the case that has a label.
#[derive(Serialize)]
pub(super) struct Named {
    /// What tells it from others.
    label: String,
    /// Issuer and label.
    name: String,
    charges: usize,
}

/// A card, and what became of its number.
#[derive(Serialize)]
struct Number {
    card: Named,
    charges: String,
    /// That it has a new number.
    replaced: Option<String>,
}

/// A merchant with regular charges.
#[derive(Serialize)]
struct Regular {
    /// The last of its charges.
    id: String,
    /// It has the newest number.
    done: bool,
    /// As on paper, without the tick.
    cells: Vec<String>,
    /// Its shop, card and amount, aloud, and what tells it from others of the same.
    of: String,
}

/// The cards of the case that have a label, each once.
pub(super) fn named(scanned: Scanned<'_>) -> Vec<Named> {
    let mut cards: BTreeMap<&str, Named> = BTreeMap::new();
    for charge in &scanned.case.charges {
        let label = scanned.case.cards[charge.card].label.as_str();
        let new = || Named { label: label.to_owned(), name: card_name(scanned, charge), charges: 0 };
        cards.entry(label).or_insert_with(new).charges += 1;
    }
    cards.into_values().filter(|card| !card.label.is_empty()).collect()
}

pub(super) fn show(room: &Room, _: &Asked) -> Result<Reply, Problem> {
    let scanned = room.scanned()?;
    let replaced = scanned.review.map(|review| review.replaced.as_slice()).unwrap_or_default();
    let number = |card: Named| Number {
        charges: scanned.messages.with("web-charges", &[("count", count_of(card.charges))]),
        replaced: replaced
            .iter()
            .find(|(_, known)| known.card == card.label)
            .map(|(_, known)| logged::entry(scanned, &Entry::Replace(known.clone()))),
        card,
    };
    let numbers: Vec<Number> = named(scanned).into_iter().map(number).collect();
    let lines = recurring(&room.desk, &room.case()?.opened.work);
    let regular = |line: &crate::report::recurring::Line| Regular {
        id: scanned.case.charges[line.stream.charge].id.clone(),
        done: line.done || line.seen,
        cells: row(scanned, line).split_off(1),
        of: String::new(),
    };
    let mut regular: Vec<Regular> = lines.iter().map(regular).collect();
    let said: Vec<String> = regular.iter().map(|line| [0, 1, 3].map(|at| line.cells[at].as_str()).join(", ")).collect();
    for ((line, said), among) in regular.iter_mut().zip(&said).zip(among_equals(&said, scanned.messages)) {
        line.of = format!("{said}{among}");
    }
    let today = scanned.counting.today.to_string();
    Ok(Reply::Page("cards.html", context! { numbers, regular, today }))
}

/// Writes down that a card has a new number.
pub(super) fn replace(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    let (card, new) = (asked.one("card").unwrap_or_default(), asked.one("new").unwrap_or_default());
    let entry = room.case()?.opened.replaced(card, new, day(asked.one("on").unwrap_or_default())?)?;
    saved(room, asked, &[entry], HERE)
}

/// Ticks a merchant that has the newest number.
pub(super) fn register(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    let opened = &room.case()?.opened;
    let lines = recurring(&room.desk, &opened.work);
    let is = |at: usize| asked.one("id") == Some(opened.work.case.charges[at].id.as_str());
    let line = lines.iter().find(|line| is(line.stream.charge)).ok_or_else(|| Problem::new("nothing-chosen"))?;
    let entry = opened.registered(&line.stream);
    saved(room, asked, &[entry], HERE)
}
