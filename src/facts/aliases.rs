//! Names that a merchant takes instead of another: where one family stopped, a similarly named one goes on.

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::history::History;
use super::keys::{Keys, Row};
use super::regular::{Place, places};
use super::{AliasShape, Parameters, StreamShape, streams};

/// For each charge under a new name, the old one; by index into the case.
pub(super) fn aliases<'a>(
    keys: &Keys<'a>,
    history: &History<'_>,
    parameters: &Parameters,
    past: &[Row],
    rows: &[Row],
) -> HashMap<usize, &'a str> {
    let (shape, stream) = (&parameters.alias, &parameters.stream);
    let known: BTreeMap<Place, Vec<&Row>> =
        places(rows.iter().filter(|row| row.merchant.stated && !history.is_new(row)));
    let habits: BTreeMap<Place, Habit> =
        places(past.iter()).into_iter().map(|(place, rows)| (place, Habit::of(&rows))).collect();
    let mut named: HashMap<&str, Vec<Place>> = HashMap::default();
    for (place, rows) in known.iter().filter(|(place, _)| habits.contains_key(place)) {
        named.entry(keys.begin(rows[0].merchant)).or_default().push(*place);
    }
    let mut found = HashMap::default();
    for (place, charges) in places(rows.iter().filter(|row| history.is_new(row))) {
        let words = keys.begin(charges[0].merchant);
        if words.chars().count() < shape.letters {
            continue;
        }
        let alike = named.get(words).into_iter().flatten().filter(|old| old.1 == place.1);
        let stopped = alike.map(|old| Stopped::of(&known[old], &habits[old], charges[0].day));
        let stopped: Vec<Stopped<'_>> = stopped.collect();
        for row in charges {
            let goes_on = stopped.iter().filter_map(|old| old.becomes(row, stream, shape));
            let nearest = goes_on.max_by_key(|last| (last.day, keys.name(last.merchant)));
            found.extend(nearest.map(|last| (row.charge, keys.name(last.merchant))));
        }
    }
    found
}

/// How a family was charged in the history.
struct Habit {
    charges: usize,
    longest_gap: i32,
    least: i64,
    most: i64,
}

impl Habit {
    fn of(rows: &[&Row]) -> Self {
        let gaps = rows.windows(2).map(|two| two[1].day - two[0].day);
        let amounts = || rows.iter().map(|row| row.amount);
        Self {
            charges: rows.len(),
            longest_gap: gaps.max().unwrap_or_default(),
            least: amounts().min().unwrap_or_default(),
            most: amounts().max().unwrap_or_default(),
        }
    }
}

/// A family that may have stopped when another one began.
struct Stopped<'r> {
    habit: &'r Habit,
    began: i32,
    last: Option<&'r Row>,
    before: Option<&'r Row>,
    again: i32,
}

impl<'r> Stopped<'r> {
    fn of(rows: &[&'r Row], habit: &'r Habit, began: i32) -> Self {
        let end = rows.partition_point(|row| row.day < began);
        let back = |by: usize| end.checked_sub(by).map(|at| rows[at]);
        Self { habit, began, last: back(1), before: back(2), again: rows.get(end).map_or(i32::MAX, |row| row.day) }
    }

    /// The last charge under the old name, where this one goes on: in turn and of the amount of a regular one, or when
    /// the old name has been silent for longer than ever, within its amounts. Charges of the same day are not seen.
    fn becomes(&self, row: &Row, stream: &StreamShape, shape: &AliasShape) -> Option<&'r Row> {
        let last = self.last.filter(|_| self.again >= row.day)?;
        let equal = |other: &Row| streams::is_near(other.amount, row.amount, stream.percent);
        let in_turn = |gap: i32, next: i32| {
            let mut lengths = stream.cadence.values().map(|cadence| cadence.shortest..=cadence.longest);
            lengths.any(|length| length.contains(&gap) && length.contains(&next))
        };
        let regular =
            |before: &Row| equal(before) && equal(last) && in_turn(last.day - before.day, self.began - last.day);
        let silent = self.habit.charges >= shape.fewest
            && row.day - last.day > self.habit.longest_gap
            && (self.habit.least..=self.habit.most).contains(&row.amount);
        (silent || self.before.is_some_and(regular)).then_some(last)
    }
}
