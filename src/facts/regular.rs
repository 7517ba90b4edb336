//! What regular charges that began in the history say of later ones: a changed amount, a charge out of turn, a dear
//! new subscription.

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::history::History;
use super::keys::Row;
use super::stats::ratio;
use super::streams::{State, Streams};
use super::{StreamShape, Values};
use crate::money::Currency;

/// A family and a currency.
pub(super) type Place = (u32, Currency);

/// The regular charges of a household, ready to be asked.
pub(super) struct Regular {
    /// The last amount of the one mature stream that makes up most of a place's history.
    last_amounts: HashMap<Place, i64>,
    /// The charges at such places that come before their turn, by index into the case.
    early: HashMap<usize, bool>,
    /// The amount that few streams in the history exceed.
    dear: HashMap<Currency, i64>,
}

impl Regular {
    /// The regular charges among all of a household, in order of day.
    pub(super) fn of(history: &History<'_>, shape: &StreamShape, rows: &[Row]) -> Self {
        let mut regular =
            Self { last_amounts: HashMap::default(), early: HashMap::default(), dear: HashMap::default() };
        regular.learn(history, shape);
        let pure = rows.iter().filter(|row| regular.last_amounts.contains_key(&place(row)));
        for same in places(pure).into_values() {
            regular.early.extend(early(&same, shape));
        }
        regular
    }

    fn learn(&mut self, history: &History<'_>, shape: &StreamShape) {
        let mut amounts: BTreeMap<Currency, Vec<i64>> = BTreeMap::new();
        for (place, streams, pure) in history.going_on() {
            if let ([(State::Mature, amount)], true) = (streams, pure) {
                self.last_amounts.insert(place, *amount);
            }
            amounts.entry(place.1).or_default().extend(streams.iter().map(|(_, amount)| *amount));
        }
        for (currency, mut amounts) in amounts {
            amounts.sort_unstable();
            let rank = (amounts.len() * shape.dear_percent).div_ceil(100);
            self.dear.extend(amounts.get(rank.max(1) - 1).map(|amount| (currency, *amount)));
        }
    }

    /// The facts of a purchase or cash advance; `new` when it belongs to a stream at a new family.
    pub(super) fn fill(&self, row: &Row, new: bool, values: &mut Values) {
        let last = self.last_amounts.get(&place(row));
        values.stream_amount_change_before = last.map(|last| ratio(i128::from(row.amount), i128::from(*last)));
        values.stream_off_cadence_around = Some(self.early.get(&row.charge).copied().unwrap_or_default());
        values.stream_new_dear_around =
            if new { self.dear.get(&row.currency).map(|dear| row.amount > *dear) } else { Some(false) };
    }
}

/// For each charge of one place, whether it comes early: it is not regular itself, and the regular one before it is
/// nearer than the shortest gap.
fn early(rows: &[&Row], shape: &StreamShape) -> Vec<(usize, bool)> {
    let points: Vec<(i32, i64)> = rows.iter().map(|row| (row.day, row.amount)).collect();
    let mut turns: Vec<_> = rows.iter().zip(Streams::of(&points, shape).turns()).collect();
    // Of one day the regular charge counts first.
    turns.sort_by_key(|(row, turn)| (row.day, turn.is_none()));
    let mut next = i32::MIN;
    let judged = turns.into_iter().map(|(row, turn)| {
        if let Some(shortest) = turn {
            next = row.day + shortest;
        }
        (row.charge, turn.is_none() && row.day < next)
    });
    judged.collect()
}

pub(super) fn place(row: &Row) -> Place {
    (row.merchant.family, row.currency)
}

/// Rows by their place, in order.
pub(super) fn places<'r>(rows: impl Iterator<Item = &'r Row>) -> BTreeMap<Place, Vec<&'r Row>> {
    let mut places: BTreeMap<Place, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        places.entry(place(row)).or_default().push(row);
    }
    places
}
